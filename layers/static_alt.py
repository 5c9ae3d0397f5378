"""A map in words, for those who cannot see it: what, how many, where, when, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from .model import counts

if TYPE_CHECKING:
    import geopandas as gpd

    from .static_words import Words

_FEW = 3


def alt_text(events: gpd.GeoDataFrame, *, title: str, words: Words, countries: list[str]) -> str:
    """Describe a map.

    Parameters
    ----------
    events
        A geocoded frame.
    title
        The map's title.
    words
        The language.
    countries
        Names of the countries in which the events are counted, the most events first.

    Returns
    -------
    str
        A few sentences.
    """
    counted = counts(events)
    said = [words.say("alt.map", title=title), words.say("alt.count", count=counted["total"])]
    if counted["total"]:
        said.append(words.say("alt.when", dates=dates(events, words)))
        types = events["event_type"].fillna("").value_counts()
        ordered = sorted(types.items(), key=lambda pair: (-pair[1], str(pair[0])))[:_FEW]
        kinds = (f"{words.code('type', kind)} ({words.number(n)})" for kind, n in ordered)
        said.append(words.say("alt.what", kinds=", ".join(kinds)))
    if countries:
        said.append(words.say("alt.where", countries=", ".join(countries[:_FEW])))
    known = {name: counted[name] for name in ("exact", "near", "area")}
    said.append(words.say("alt.known", **known))
    if counted["unlocated"]:
        said.append(words.say("alt.missing", count=counted["unlocated"]))
    aside = len(events.attrs.get("set_aside", []))
    if aside:
        said.append(words.say("count.aside", count=aside) + ".")
    return " ".join(said)


def dates(events: gpd.GeoDataFrame, words: Words) -> str:
    """From when to when the events lie, by the days that are known."""
    days = pd.concat([events["date_start"], events["date_end"]]).dropna()
    return words.when(days.min(), days.max()) if len(days) else words.say("when.none")
