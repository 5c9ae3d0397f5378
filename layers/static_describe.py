"""One event in words, for the rows of a table: what, where, when, who, toll."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import geopandas as gpd

    from .static_words import Words

_COLUMNS = (
    "actor",
    "admin1",
    "country",
    "country_stated",
    "date_end",
    "date_start",
    "date_text",
    "event_id",
    "event_type",
    "killed_best",
    "killed_high",
    "killed_low",
    "place",
    "place_relation",
    "province",
    "status",
    "where_precision",
)


class Row(NamedTuple):
    """One event as a reader reads it."""

    when: str
    what: str
    known: str
    actor: str
    killed: str
    status: str


def rows(events: gpd.GeoDataFrame, words: Words) -> list[Row]:
    """Describe events, by date; those without a closed range of days come last.

    Parameters
    ----------
    events
        A frame that was geocoded and joined with provinces.
    words
        The language.

    Returns
    -------
    list of Row
        One for each event.
    """
    table = events[list(_COLUMNS)].sort_values(
        ["date_start", "date_end"], kind="stable", na_position="last"
    )
    plain = table.astype(object).where(table.notna(), None)
    return [_row(event, words) for event in plain.to_dict("records")]


def heads(words: Words) -> Row:
    """The names of the columns."""
    keys = ("card.when", "card.what", "legend.role", "card.who", "toll.killed", "card.status")
    return Row(*map(words.say, keys))


def _row(event: dict[Any, Any], words: Words) -> Row:
    return Row(
        when(event, words),
        what(event, words),
        words.code("where", str(event["where_precision"])) if event["where_precision"] else "",
        event["actor"] or words.say("actor.unknown"),
        toll(event["killed_best"], event["killed_low"], event["killed_high"], words)
        or words.say("toll.none"),
        words.code("status", event["status"]),
    )


def what(event: dict[Any, Any], words: Words) -> str:
    """Say "Air strike near Panjgur", and the province or country that the place lies in."""
    kind = words.code("type", event["event_type"])
    place = event["place"]
    unit = event["admin1"] or event["province"]
    country = event["country_stated"] or event["country"]
    first = place or unit or country
    if not first:
        return words.say("relation.none", what=kind, place=words.say("place.none"))
    relation = event["place_relation"] or ("at" if place else "in")
    told = [words.say(f"relation.{relation}", what=kind, place=first)]
    within = event["province"] or unit
    itself = within == first or event["where_precision"] in {4, 6}
    return ", ".join(told if itself or not within else [*told, within])


def when(event: dict[Any, Any], words: Words) -> str:
    """The days, and the source's own words where these are open."""
    known = words.when(event["date_start"], event["date_end"])
    if event["date_text"] and (event["date_start"] is None or event["date_end"] is None):
        return f"{words.say('when.quoted', words=event['date_text'])}, {known}"
    return known


def toll(best: int | None, low: int | None, high: int | None, words: Words) -> str:
    """A toll as the page says it: unknown never turns into nought; empty if nothing is stated."""
    if best is None:
        return _without_best(low, high, words)
    if low == high or (low is None and high == best):
        return words.number(best)
    if high is None:
        key = "toll.atleast" if low == best else "toll.best.atleast"
        return words.say(key, best=best, low=low)
    if low is None:
        return words.say("toll.best.atmost", best=best, high=high)
    key = "toll.range" if best in {low, high} else "toll.best"
    return words.say(key, best=best, low=low, high=high)


def _without_best(low: int | None, high: int | None, words: Words) -> str:
    if low is not None and high is not None:
        return words.number(low) if low == high else words.say("toll.range", low=low, high=high)
    if high is not None:
        return words.say("toll.atmost", high=high)
    if low is None:
        return ""
    # "Some died" is coded as low = 1 with neither a best nor a high number.
    return words.say("toll.uncounted") if low == 1 else words.say("toll.atleast", low=low)
