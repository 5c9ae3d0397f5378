"""Events in the making to rows of the event frame, every field with its quote."""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING, Any

from ..units import units
from . import casualties, kinds, locate, narrator, statements, status, targets
from .dates import precision_of
from .hearing import Hearing

if TYPE_CHECKING:
    import datetime as dt

    from .dates import When
    from .mentions import Mention
    from .parties import Party
    from .story import Event, Story

Quote = tuple[str, int, int]
"""Field, start, end."""

_WHERE = (
    *("place", "place_relation", "admin1", "country", "where_precision"),
    *("latitude", "longitude"),
)
_DATES = ("date_start", "date_end", "date_precision", "date_text")
_CODENAME = re.compile(
    r"(?:code-?named|dubbed|called|operation|calls?|known as|named)\s*[,:]?\s*"
    r"[\"“'‘](?P<name>[A-Z][^\"”'’]{2,40})[\"”'’]"
    r"|\b[Oo]peration\s+(?P<bare>[A-Z][\w-]+(?:\s+(?:of\s+(?:the\s+)?)?[A-Z][\w-]+){0,3})"
)


def records(story: Story) -> list[tuple[dict[str, Any], list[Quote]]]:
    """Turn the events of a story into rows.

    Parameters
    ----------
    story
        What :func:`geo.reports.story.tell` returned.

    Returns
    -------
    list of tuple
        The columns that are known, and the quotes that support them.
    """
    issuer, named = narrator.of(story), _groups_named(story)
    rows = []
    for event, said in zip(story.events, statements.of_events(story), strict=True):
        row: dict[str, Any] = {}
        quotes: list[Quote] = []
        _where(story, event, row, quotes)
        if not row.get("country") and row.get("where_precision") != 7:
            continue
        _when(story, event, row, quotes)
        _who(story, event, said, row, quotes, named, issuer)
        _what(story, event, row, quotes)
        _tolls(story, event, row, quotes)
        rows.append((_only_quoted(row, quotes), quotes))
    return rows


def _span(story: Story, place: tuple[int, int, int]) -> tuple[int, int]:
    """Offsets of some tokens of a sentence."""
    tokens = story.sentences[place[0]].tokens
    last = min(max(place[2], place[1] + 1), len(tokens))
    return tokens[min(place[1], len(tokens) - 1)].start, tokens[last - 1].end


def _where(story: Story, event: Event, row: dict[str, Any], quotes: list[Quote]) -> None:
    """Place, relation, unit, country, precision and point."""
    spot, scene = event.spots[0], event.scenes[0]
    between = scene.relation == "between" and len(event.spots) > 1
    row["place"] = "; ".join(s.name for s in event.spots) if between else spot.name
    sea = spot.level == "sea" or (scene.relation == "off" and not _inshore(story, event))
    row["place_relation"] = scene.relation
    row["where_precision"] = _precision(event, sea=sea)
    row["country"] = spot.country or None
    unit = spot.unit
    if between and len({s.unit for s in event.spots}) > 1:
        unit = -1
    if unit >= 0 and not sea and row["where_precision"] != 6:
        row["admin1"] = units()[unit].name
    if row["where_precision"] in {1, 2} and spot.latitude == spot.latitude:
        lat, lon = spot.latitude, spot.longitude
        if scene.km > 0 and scene.bearing >= 0 and spot.level == "town":
            lat, lon = locate.moved(lat, lon, scene.km, scene.bearing)
        row["latitude"], row["longitude"] = round(lat, 5), round(lon, 5)
    elif row["where_precision"] in {1, 2}:
        row["where_precision"] = 4 if unit >= 0 else 6
    where = _quote_of_scene(story, event)
    if where:
        quotes += [(name, *where) for name in _WHERE if row.get(name) is not None]
    if spot.rivals:
        row["notes"] = "several places bear this name: check the place"


_CRAFT = frozenset(
    "boat boats fisherman fishermen fishers canoe canoes pirogue pirogues dinghy dinghies".split()
)


def _inshore(story: Story, event: Event) -> bool:
    """Whether boats that stay near the shore were hit, off a town and no distance away."""
    scene = event.scenes[0]
    tokens = story.sentences[event.mentions[0].sentence].tokens
    small = any(token.low in _CRAFT for token in tokens)
    return small and not scene.nautical and scene.km <= NEAR_KM and event.spots[0].level == "town"


NEAR_KM = 25.0
"""How far from a place something may be to lie near it: where_precision 2."""


def _precision(event: Event, *, sea: bool) -> int:
    spot, scene = event.spots[0], event.scenes[0]
    if sea:
        return 7
    if scene.relation in {"between", "along"}:
        return 5
    if spot.level == "town":
        return 2 if scene.relation in {"near", "off"} or scene.km > 0 or scene.bearing >= 0 else 1
    unknown = 4 if spot.unit >= 0 else 6
    return {"admin2": 3, "admin1": 4, "region": 5, "country": 6, "unknown": unknown}[spot.level]


def _quote_of_scene(story: Story, event: Event) -> tuple[int, int] | None:
    """Where the place is written, in the first mention that has it; else in a heading."""
    name = event.spots[0].name
    for mention in event.mentions:
        for scene in mention.scenes:
            if scene.place.text == name:
                tokens = story.sentences[mention.sentence].tokens
                if scene.place.last <= len(tokens):
                    start, end = tokens[scene.place.first].start, tokens[scene.place.last - 1].end
                    if story.text[start:end] == name:
                        return start, end
    at = story.text.find(name)
    return (at, at + len(name)) if at >= 0 else None


def _when(story: Story, event: Event, row: dict[str, Any], quotes: list[Quote]) -> None:
    """The range of days, its precision, and the words that say it."""
    when, first, last = _narrowed(event)
    if when is not None:
        start, end = when.start, when.end
        row["date_text"] = story.text[start:end]
    elif story.header.end:
        start, end = story.header.start, story.header.end
    else:
        return
    row["date_start"], row["date_end"] = first, last
    row["date_precision"] = precision_of(first, last)
    quotes += [(name, start, end) for name in _DATES if row.get(name) is not None]


def _narrowed(event: Event) -> tuple[When | None, dt.date | None, dt.date | None]:
    """The event's days; a cue of a later mention inside a range that was only reckoned wins."""
    when, first, last = event.when, event.first_day, event.last_day
    if when is None or when.kind != "relative" or first is None or last is None:
        return when, first, last
    told = [mention.when for mention in event.mentions] + event.beside
    inside = [
        other
        for other in told
        if other is not None
        and other.first == other.last
        and first <= (other.first or last) <= last
        if other.first is not None
    ]
    if len({other.first for other in inside}) == 1:  # cues that disagree leave the range
        return inside[0], inside[0].first, inside[0].last
    return when, first, last


def _only_quoted(row: dict[str, Any], quotes: list[Quote]) -> dict[str, Any]:
    """Without what no words support; notes are the reader's own."""
    quoted = {name for name, start, end in quotes if start < end} | {"notes"}
    return {name: value for name, value in row.items() if value is None or name in quoted}


def _groups_named(story: Story) -> list[tuple[int, str]]:
    """Every naming of an armed group with its sentence, in order."""
    return [
        (number, party.name)
        for number in sorted(story.readings)
        for party in story.readings[number].parties
        if party.kind == "group"
    ]


def _groups_before(named: list[tuple[int, str]], event: Event) -> list[str]:
    """Armed groups named in or before an event, the nearest first."""
    last = max(event.mentions[0].sentence, event.mentions[-1].sentence)
    until = bisect.bisect(named, (last, "\U0010ffff"))
    return list(dict.fromkeys(name for _, name in reversed(named[max(0, until - 40) : until])))


def _who(
    story: Story,
    event: Event,
    said: list[Mention],
    row: dict[str, Any],
    quotes: list[Quote],
    named: list[tuple[int, str]],
    issuer: Party | None,
) -> None:
    """Actor, status, and who says so."""
    country = row.get("country") or (story.context.countries[0] if story.context.countries else "")
    told = status.standing(
        Hearing(
            said or event.mentions,
            story.readings,
            country,
            _groups_before(named, event),
            issuer,
        )
    )
    row["status"] = told.status
    first = event.mentions[0]
    tokens = story.sentences[first.sentence].tokens
    act = first.acts[0] if first.acts else None
    at = (first.sentence, act.first, act.last) if act else (first.sentence, 0, len(tokens))
    quotes.append(("status", *_span(story, at)))
    for name in ("actor", "claimed_by", "acknowledged_by", "alleged_by", "denied_by"):
        names = getattr(told, name)
        if names:
            row[name] = names if name == "actor" else "; ".join(names)
            quotes += [(name, *_span(story, place)) for place in told.quotes[name]]


def _what(story: Story, event: Event, row: dict[str, Any], quotes: list[Quote]) -> None:
    """Type, weapons, target and codename."""
    arms = [w for m in event.mentions for w in m.weapons]
    told = sorted(event.acts, key=lambda act: (act.part == "effect",))
    sea = row.get("where_precision") == 7
    vessel = any(m.vessel for m in event.mentions)
    state = str(row.get("actor", "")).startswith("Government")
    told_first = next(([*m.weapons] for m in event.mentions if m.weapons), [])
    row["event_type"] = kinds.event_type(
        told, [(w[0], w[1]) for w in told_first], vessel=vessel, at_sea=sea, state=state
    )
    first = event.mentions[0]
    at = told[0] if told else None
    place = next((m for m in event.mentions if at in m.acts), first)
    span = (place.sentence, at.first, at.last) if at else (first.sentence, 0, 1)
    quotes.append(("event_type", *_span(story, span)))
    actor, country = str(row.get("actor", "")), str(row.get("country") or "")
    target = targets.of(event.mentions, story.readings, actor=actor, country=country)
    if target is not None:
        row["target"] = target.name
        quotes.append(("target", *_span(story, target.where)))
    names = list(dict.fromkeys(w[0] for w in arms))
    if names:
        row["weapons"] = "; ".join(names)
        quotes += [
            ("weapons", *_span(story, (mention.sentence, weapon[2], weapon[3])))
            for mention in event.mentions
            for weapon in mention.weapons
        ]
    _codename(story, event, row, quotes)


def _codename(story: Story, event: Event, row: dict[str, Any], quotes: list[Quote]) -> None:
    for mention in event.mentions:
        sentence = story.sentences[mention.sentence]
        match = _CODENAME.search(story.text, sentence.start, sentence.end)
        if match:
            name = "name" if match["name"] else "bare"
            row["codename"] = match[name]
            quotes.append(("codename", match.start(name), match.end(name)))
            return


def _tolls(story: Story, event: Event, row: dict[str, Any], quotes: list[Quote]) -> None:
    """Killed and wounded, with the range."""
    for name in ("killed", "injured"):
        found = casualties.figure(event.mentions, name, story.sentences)
        if found.quote is None:
            continue
        start, end = _span(story, found.quote)
        for part, value in (("best", found.best), ("low", found.low), ("high", found.high)):
            if value is not None:
                row[f"{name}_{part}"] = value
                quotes.append((f"{name}_{part}", start, end))
    for column, name in (("killed_civilians", "civilians"), ("killed_children", "children")):
        value, place = casualties.part(event.mentions, name, row.get("killed_best"))
        if value is not None and place is not None and row.get("killed_best"):
            row[column] = value
            quotes.append((column, *_span(story, place)))
