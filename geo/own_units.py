"""Events on boundaries of the user's own: drawn as their units, counted in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from . import phrases
from .names import fold, join, strip_generic
from .neighbours import TOLERANCE_KM, distance_km
from .schema import (
    BOUNDARY_COLUMNS,
    CRS,
    EVENT_COLUMNS,
    GEOCODE_COLUMNS,
    PROVINCE_COLUMNS,
    check,
)
from .unit_names import belongs_to, find_units
from .units import code_of, row_of_id, units

if TYPE_CHECKING:
    from collections.abc import Iterable

_DEGREES = 0.25
"""Search distance: holds 10 km up to 68 degrees of latitude."""
_PREFIX = "own:"
_TOLD = ("province", "province_code", "province_source", "province_flag",
         *(column.name for column in BOUNDARY_COLUMNS))  # fmt: skip


class _Own(NamedTuple):
    """The user's units, ready to be asked."""

    table: list[dict[str, Any]]
    by_name: dict[tuple[str, int, str], list[int]]
    by_unit: dict[int, int]
    by_id: dict[str, int]


def _own(boundaries: gpd.GeoDataFrame) -> _Own:
    table = boundaries.to_dict("records")
    by_name: dict[tuple[str, int, str], list[int]] = {}
    for n, row in enumerate(table):
        for key in _keys(row["names"].split("|")):
            by_name.setdefault((row["country"], row["level"], key), []).append(n)
    by_unit = {row["unit"]: n for n, row in enumerate(table) if row["unit"] >= 0}
    by_id = {_id(row): n for n, row in enumerate(table)}
    return _Own(table, by_name, by_unit, by_id)


def _keys(folded: Iterable[str]) -> set[str]:
    """A name, and without its generic word and its connectives."""
    found = {form for key in folded for form in (key, strip_generic(key).core)}
    return {form for key in found for form in (key, join(key))} - {""}


def _id(row: dict[str, Any]) -> str:
    return f"{_PREFIX}{row['country']}:{row['level']}:{row['pcode'] or row['name']}"


def apply_boundaries(
    events: gpd.GeoDataFrame, boundaries: gpd.GeoDataFrame, *, point_of_view: str = "un"
) -> gpd.GeoDataFrame:
    """Draw and count events in the units of the user's own boundaries.

    In the countries that the boundaries hold, an event known to the district whose name is one
    second-level unit's, in the stated province if there is one, is drawn as that unit; one known
    to the province as its first-level unit, also where no shipped province has the name. Points
    stay where they are. Every event is counted in the unit it is drawn as, then in the one that
    is stated, then in the one that its point lies in or within 10 km of.

    Parameters
    ----------
    events
        What :func:`geo.provinces.join_provinces` returned, EPSG:4326. Not changed.
    boundaries
        What :func:`geo.boundary_files.read_boundaries` returned.
    point_of_view
        ``un`` or ``de-facto``.

    Returns
    -------
    geopandas.GeoDataFrame
        A copy with :data:`geo.schema.BOUNDARY_COLUMNS`; ``province`` is a unit of the
        boundaries, ``province_code`` stays the ISO 3166-2 code where that unit is one of
        today's.

    Raises
    ------
    FrameError
        If the frame lacks a step's columns.
    """
    check(events, EVENT_COLUMNS, GEOCODE_COLUMNS, PROVINCE_COLUMNS)
    own = _own(boundaries)
    return _counted(own, _drawn(own, events), point_of_view)


def _drawn(own: _Own, events: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Area events as the user's units."""
    countries = {row["country"] for row in own.table}
    known: dict[_Area, int] = {}
    texts = {name: _texts(events, name) for name in _Area._fields[:-1]}
    precision = events["where_precision"].astype("Int64").fillna(0).tolist()
    chosen = np.full(len(events), -1)
    for n, words in enumerate(map(_Area._make, zip(*texts.values(), precision, strict=True))):
        if words.geometry_role in {"area", "none"} and words.country:
            if words not in known:
                country = belongs_to(words.admin1, words.country)
                here = country in countries
                known[words] = _unit_of(own, words._replace(country=country)) if here else -1
            chosen[n] = known[words]
    return _told(own, events, chosen)


class _Area(NamedTuple):
    """What an event that is no point says about where."""

    geometry_role: str
    match_kind: str
    place_id: str
    place: str
    admin1: str
    country: str
    where_precision: int


def _told(own: _Own, events: gpd.GeoDataFrame, chosen: np.ndarray) -> gpd.GeoDataFrame:
    """Write into the rows that are drawn as a unit what they are drawn as."""
    hit = np.flatnonzero(chosen >= 0)
    drawn = [own.table[n] for n in chosen[hit]]
    shape = np.asarray(events.geometry.array, dtype=object).copy()
    for n, unit in zip(hit, drawn, strict=True):
        shape[n] = unit["geometry"]
    out = events.set_geometry(gpd.GeoSeries(shape, index=events.index, crs=CRS))
    notes = events["match_note"].iloc[hit]
    values: dict[str, list[Any]] = {
        "geometry_role": ["area"] * len(hit),
        "match_kind": ["admin"] * len(hit),
        "where_precision": [3 if unit["level"] == 2 else 4 for unit in drawn],
        "place_id": [_id(unit) for unit in drawn],
        "matched_name": [unit["name"] for unit in drawn],
        "match_note": [_note(note, unit) for note, unit in zip(notes, drawn, strict=True)],
    }
    for name, cells in values.items():
        out.iloc[hit, out.columns.get_indexer([name])[0]] = cells
    return out


def _note(note: Any, unit: dict[str, Any]) -> str:
    """Why, without what the shipped polygons had to say."""
    parts = [] if pd.isna(note) else str(note).split("; ")
    said = [part for part in parts if not re.search("no polygon|drawn as|is not known$", part)]
    level = "second" if unit["level"] == 2 else "first"
    return "; ".join([*said, f"drawn as the {level}-level unit of the given boundaries"])


def _texts(events: pd.DataFrame, name: str) -> list[str]:
    if name not in events:
        return [""] * len(events)
    return list(events[name].astype(object).where(events[name].notna(), ""))


def _unit_of(own: _Own, said: _Area) -> int:
    """The unit that draws one event, -1 for none."""
    province = _province(own, said.place_id, said.admin1, said.country)
    if said.where_precision == 3 and said.place:
        found = _named(own, 2, _keys(phrases.parse(said.place).names), said.country)
        inside = [n for n in found if province < 0 or own.table[n]["parent"] == province]
        if len(inside) == 1:
            return inside[0]
    fallen = said.match_kind == "none" and said.where_precision == 6
    return province if said.where_precision in {3, 4, 5} or fallen else -1


def _province(own: _Own, place_id: str, admin1: str, country: str) -> int:
    """The first-level unit that a shipped unit or a stated name is, -1 for none."""
    row = row_of_id().get(place_id, -1)
    if row in own.by_unit:
        return own.by_unit[row]
    found = _named(own, 1, _keys([fold(admin1)]), country) if admin1 and row < 0 else []
    if len(found) == 1:
        return found[0]
    match = find_units(admin1, country) if admin1 and country else None
    if match and match.how in {"name", "code"}:
        return own.by_unit.get(match.rows[0], -1)
    return -1


def _named(own: _Own, level: int, keys: set[str], country: str) -> list[int]:
    return sorted({n for key in keys for n in own.by_name.get((country, level, key), ())})


def _counted(own: _Own, events: gpd.GeoDataFrame, point_of_view: str) -> gpd.GeoDataFrame:
    """Every event in the user's units."""
    countries = {row["country"] for row in own.table}
    asked = ("country_code", "admin1", "place_id")
    texts = {name: _texts(events, name) for name in (*asked, *_TOLD)}
    pinned = events["geometry_role"].isin(["point", "near"]) & events.geometry.notna()
    held = [_holders(own, level, events, pinned.to_numpy(dtype=bool)) for level in (1, 2)]
    for n, country in enumerate(texts["country_code"]):
        if country in countries:
            row = {name: cells[n] for name, cells in texts.items()}
            first, second = (int(h[n]) for h in held)
            for name, cell in _count(own, row, first, second, point_of_view).items():
                texts[name][n] = cell
    return events.assign(
        **{name: pd.array([text or None for text in texts[name]], dtype="str") for name in _TOLD}
    )


def _holders(own: _Own, level: int, events: gpd.GeoDataFrame, pinned: np.ndarray) -> np.ndarray:
    """The unit of a level that each point lies in, or else the nearest within 10 km; -1."""
    found = np.full(len(events), -1)
    mine = np.array([n for n, row in enumerate(own.table) if row["level"] == level], dtype=int)
    where = np.flatnonzero(pinned)
    if not len(mine) or not len(where):
        return found
    shape = np.array([own.table[n]["geometry"] for n in mine], dtype=object)
    points = np.asarray(events.geometry.array)[where]
    tree = shapely.STRtree(shape)
    point, unit = tree.query(points, predicate="intersects")
    found[where[point[::-1]]] = mine[unit[::-1]]
    rest = np.flatnonzero(found[where] < 0)
    point, unit = tree.query_nearest(points[rest], max_distance=_DEGREES, all_matches=False)
    near = distance_km(points[rest][point], shape[unit]) <= TOLERANCE_KM
    found[where[rest[point[near]]]] = mine[unit[near]]
    return found


def _count(
    own: _Own, row: dict[str, str], first: int, second: int, point_of_view: str
) -> dict[str, str]:
    """What is told of one event, given the units its point lies in."""
    country = row["country_code"]
    first, second = (n if n >= 0 and own.table[n]["country"] == country else -1
                     for n in (first, second))  # fmt: skip
    stated = own.by_id.get(row["place_id"], -1)
    if stated >= 0 and own.table[stated]["level"] == 2:
        second, stated = stated, own.table[stated]["parent"]
    if stated < 0 and row["admin1"]:
        stated = _province(own, "", row["admin1"], country)
    if stated < 0 and row["province_source"] in {"given", "name"}:
        stated = _province(own, "", row["province_code"] or row["province"], country)
    if first < 0 and second >= 0:
        first = own.table[second]["parent"]
    chosen = stated if stated >= 0 else first
    if chosen < 0:
        return {}
    unit, flags = own.table[chosen], _kept(row["province_flag"])
    if first >= 0 and first != chosen:
        said = row["admin1"] or unit["name"]
        flags.append(f"the row says {said}, the point lies in {own.table[first]['name']}")
    shipped = units()[unit["unit"]] if unit["unit"] >= 0 else None
    inside = second >= 0 and own.table[second]["parent"] == chosen
    return {
        "province": unit["name"],
        "province_code": code_of(shipped, point_of_view) if shipped else "",
        "province_source": "name" if stated >= 0 else "polygon",
        "province_flag": "; ".join(flags),
        "province_pcode": unit["pcode"],
        "district": own.table[second]["name"] if inside else "",
        "district_pcode": own.table[second]["pcode"] if inside else "",
    }


def _kept(flag: str) -> list[str]:
    """What was flagged about the country; what was flagged about shipped provinces is answered."""
    return [
        part for part in flag.split("; ") if part.startswith("counted in ") or part.endswith(")")
    ]
