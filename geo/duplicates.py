"""Events that two sources may both tell of: suggested, never merged.

Two events are suggested to be one if they come from different sources, their places agree as far
as either is known, their dates overlap, and neither what happened nor who was in it speaks
against it. What is unknown speaks for nothing and against nothing.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
import shapely

from .names import fold
from .schema import GEOCODE_COLUMNS, LIST_SEPARATOR, check

if TYPE_CHECKING:
    import geopandas as gpd

DAYS = 31
"""A date that is looser than this overlaps with too much to say anything."""
NAMED_KM = 25.0
"""How far apart two coordinates of one name in one country may lie and still be one place."""
_EARTH_KM = 6371.0088
_DEGREE_KM = 111.2
_STRIKES = frozenset({"air_strike", "drone_strike", "missile_strike", "shelling"})
# UCDP GED codes no means: its clashes and attacks may be any of them.
_GENERAL = frozenset({"armed_clash", "armed_attack", "other", ""})
_ALSO = {"naval_attack": _STRIKES, "abduction": frozenset({"abduction", "armed_attack", "other"})}
# Words that tell no side from another.
_GENERIC_SIDES = frozenset(
    """
    al alleged and armed army authorities civilian civilians command defence defense faction
    factions fighters force forces front government group groups gunmen islamic kingdom
    liberation members men militant militants military militia militias ministry movement named
    national not of organisation organization party people peoples police popular regime
    republic resistance security some state suspected the troops unidentified union unit units
    unknown
    """.split()  # noqa: SIM905 - a list of words reads best as words
)


class _Sides(NamedTuple):
    """Who was in an event, as sets of telling words."""

    actor: frozenset[str]
    target: frozenset[str]
    directed: bool


class _Places(NamedTuple):
    """Where events lie: shape, a point inside it, radius in km, and a number for its name."""

    shape: np.ndarray
    middle: np.ndarray
    reach: np.ndarray
    name: np.ndarray


def suggest_duplicates(events: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Say which events of other sources may be the same one.

    A table of UCDP GED, ACLED or GDELT counts as one source: its coders have looked for
    duplicates within it. In other tables the source is ``source_id``; rows of one table of which
    one has none, or which share one, are taken to be different events. Places agree if two
    points lie no farther apart than their uncertainties together (25 km if they bear one name),
    a point's ring meets the other's area, or the middle of one area lies in the other. Events
    without a geometry, or whose dates are open or looser than 31 days, are never suggested.

    Parameters
    ----------
    events
        A frame that went through ``geocode``; EPSG:4326. ``attrs["tables"]``, as
        ``combine_events`` writes it, tells the tables apart; without it all is one table.

    Returns
    -------
    geopandas.GeoDataFrame
        A copy with ``same_as``: ids of the other events in the frame's order, or missing. The
        relation is symmetric, and not transitive.

    Raises
    ------
    FrameError
        If the frame is not geocoded.

    Examples
    --------
    >>> from geo.events import combine_events, read_events
    >>> from geo.geocode import geocode
    >>> one = read_events("data/iran-pakistan-2024/events.csv")
    >>> other = one.assign(event_id=one["event_id"] + "-b", source_id="another desk")
    >>> both = suggest_duplicates(geocode(combine_events([one, other])))
    >>> both.set_index("event_id").loc["panjgur", "same_as"]
    'panjgur-b'
    """
    check(events, GEOCODE_COLUMNS)
    pairs = _pairs(events)
    for alike in (_other_sources, _types_alike, _sides_alike):
        pairs = pairs[alike(events, pairs)]
    ids = events["event_id"].tolist()
    found: dict[int, list[str]] = {}
    both = np.concatenate([pairs, pairs[:, ::-1]])
    for one, other in both[np.lexsort(both.T[::-1])].tolist():
        found.setdefault(one, []).append(ids[other])
    cells = [LIST_SEPARATOR.join(found[row]) if row in found else None for row in range(len(ids))]
    return events.assign(same_as=pd.array(cells, dtype="str"))


def _pairs(events: gpd.GeoDataFrame) -> np.ndarray:
    """Pairs of rows (n, 2), the lower first, that share a day and a place."""
    none = np.empty((0, 2), dtype=np.int64)
    if len(np.unique(_tables(events))) < 2 and events["source_id"].nunique() < 2:
        return none
    rows, days = _days(events)
    places = _places(events)
    found = [none]
    for today in np.split(rows, np.flatnonzero(np.diff(days)) + 1):
        if len(today) > 1:
            here = _Places(*(part[today] for part in places))
            found += [today[pair] for pair in (_points_near(here), _areas_met(here))]
    pairs = np.concatenate(found)
    return np.unique(np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1), axis=0)


def _days(events: gpd.GeoDataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Every row once for each day it may lie in, by day: rows and days, both (n,)."""
    first, last = (
        events[name].to_numpy().astype("datetime64[D]") for name in ("date_start", "date_end")
    )
    drawn = ~(events.geometry.isna() | events.geometry.is_empty).to_numpy()
    usable = drawn & ~np.isnat(first) & ~np.isnat(last) & (last >= first)
    usable &= np.where(usable, (last - first).astype(np.int64), DAYS) < DAYS
    rows = np.flatnonzero(usable)
    start = first[rows].astype(np.int64)
    length = (last[rows] - first[rows]).astype(np.int64) + 1
    step = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
    days = np.repeat(start, length) + step
    order = np.argsort(days, kind="stable")
    return np.repeat(rows, length)[order], days[order]


def _places(events: gpd.GeoDataFrame) -> _Places:
    """What is known of the events' places, row by row."""
    shapes = np.asarray(events.geometry.array, dtype=object)
    reach = np.nan_to_num(events["uncertainty_km"].to_numpy(dtype=float), nan=0.0)
    place, country = (
        events[name].fillna("").to_numpy(dtype=object) for name in ("place", "country")
    )
    words = [(_folded(name), code) for name, code in zip(place, country, strict=True)]
    numbers = {word: number for number, word in enumerate(dict.fromkeys(words))}
    names = np.array([numbers[word] if word[0] else -1 for word in words], dtype=np.int64)
    return _Places(shapes, shapely.point_on_surface(shapes), reach, names)


def _points_near(here: _Places) -> np.ndarray:
    """Positions (n, 2) of points that are one place as far as is known."""
    at = np.flatnonzero(shapely.get_type_id(here.shape) == shapely.GeometryType.POINT)
    if len(at) < 2:
        return np.empty((0, 2), dtype=np.int64)
    points, reach, name = here.shape[at], here.reach[at], here.name[at]
    x, y = shapely.get_x(points), shapely.get_y(points)
    north = np.maximum(reach + reach.max(), NAMED_KM) / _DEGREE_KM
    east = north / np.maximum(np.cos(np.radians(y)), 0.01)
    boxes = shapely.box(x - east, y - north, x + east, y + north)
    pair = shapely.STRtree(points).query(boxes, predicate="intersects")
    one, other = pair[:, pair[0] < pair[1]]
    far = _distance_km(x[one], y[one], x[other], y[other])
    named = (far <= NAMED_KM) & (name[one] == name[other]) & (name[one] >= 0)
    near = (far <= reach[one] + reach[other]) | named
    found: np.ndarray = np.column_stack([at[one], at[other]])[near]
    return found


def _areas_met(here: _Places) -> np.ndarray:
    """Positions (n, 2): an event's ring or middle, and the area or line of another it meets."""
    at = np.flatnonzero(shapely.get_type_id(here.shape) != shapely.GeometryType.POINT)
    if not len(at):
        return np.empty((0, 2), dtype=np.int64)
    one, other = shapely.STRtree(here.shape[at]).query(
        here.middle, predicate="dwithin", distance=here.reach / _DEGREE_KM
    )
    return np.column_stack([one, at[other]])


_folded = cache(fold)


def _distance_km(x1: np.ndarray, y1: np.ndarray, x2: np.ndarray, y2: np.ndarray) -> np.ndarray:
    """Great-circle distance (haversine) between points in degrees."""
    a, b = np.radians(y1), np.radians(y2)
    h = np.sin((b - a) / 2) ** 2
    h = h + np.cos(a) * np.cos(b) * np.sin(np.radians(x2 - x1) / 2) ** 2
    distance: np.ndarray = 2 * _EARTH_KM * np.arcsin(np.sqrt(np.minimum(h, 1.0)))
    return distance


def _tables(events: gpd.GeoDataFrame) -> np.ndarray:
    """The number of the table that each row was read from."""
    lengths = [length for length, _ in events.attrs.get("tables", [])]
    if sum(lengths) != len(events):
        return np.zeros(len(events), dtype=np.int64)
    return np.repeat(np.arange(len(lengths)), lengths)


def _other_sources(events: gpd.GeoDataFrame, pairs: np.ndarray) -> np.ndarray:
    table = _tables(events)
    told = events.attrs.get("tables", [])
    forms = [form for _, form in told] if sum(n for n, _ in told) == len(events) else [""]
    form = np.array(forms, dtype=object)[table]
    one, other = pairs.T
    database = (form[one] == form[other]) & (form[one] != "")
    sources = events["source_id"].fillna("").to_numpy(dtype=object)
    disjoint = np.array(
        [_disjoint(*pair) for pair in zip(sources[one], sources[other], strict=True)], dtype=bool
    )
    apart: np.ndarray = ~database & ((table[one] != table[other]) | disjoint)
    return apart


@cache
def _disjoint(one: str, other: str) -> bool:
    """Whether two cells both name sources, and none of them is in both."""
    if not one or not other:
        return False
    return set(one.split(LIST_SEPARATOR)).isdisjoint(other.split(LIST_SEPARATOR))


def _types_alike(events: gpd.GeoDataFrame, pairs: np.ndarray) -> np.ndarray:
    types = events["event_type"].fillna("").to_numpy(dtype=object)
    one, other = types[pairs[:, 0]], types[pairs[:, 1]]
    return np.array([_like(*pair) for pair in zip(one, other, strict=True)], dtype=bool)


@cache
def _like(one: str, other: str) -> bool:
    """Whether two codes may stand for one event."""
    if one == other or "" in {one, other}:
        return True
    for first, second in ((one, other), (other, one)):
        if first == "abduction":
            return second in _ALSO["abduction"]
        if first in _GENERAL or second in _ALSO.get(first, ()):
            return True
    return {one, other} <= _STRIKES


def _sides_alike(events: gpd.GeoDataFrame, pairs: np.ndarray) -> np.ndarray:
    actors, targets = (
        events[name].fillna("").to_numpy(dtype=object) for name in ("actor", "target")
    )
    return np.array(
        [
            _agree(_sides(actors[one], targets[one]), _sides(actors[other], targets[other]))
            for one, other in pairs.tolist()
        ],
        dtype=bool,
    )


@cache
def _sides(actor: str, target: str) -> _Sides:
    """The sides of an event; two actors without a target are a dyad without direction."""
    return _Sides(_words(actor), _words(target), bool(target) or LIST_SEPARATOR not in actor)


def _words(names: str) -> frozenset[str]:
    """The words of some names that tell one side from another."""
    words = fold(names).split()
    return frozenset(
        word for word in words if word not in _GENERIC_SIDES and len(word) > 2 and word.isalpha()
    )


def _agree(one: _Sides, other: _Sides) -> bool:
    """Whether nothing known about the sides speaks against one event."""
    if not (one.directed and other.directed):
        return _share(one.actor | one.target, other.actor | other.target)
    return _share(one.actor, other.actor) and (
        bool(one.actor and other.actor) or _share(one.target, other.target)
    )


def _share(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether a word stands in both, or nothing is known; "Iran" stands in "Iranian"."""
    if not one or not other:
        return True
    return any(_same_word(a, b) for a in one for b in other)


def _same_word(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= 4 and long.startswith(short))
