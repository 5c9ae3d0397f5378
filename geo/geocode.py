"""Events to places: geometry, how well it is known, and why."""

from __future__ import annotations

from typing import Any, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from . import gazetteer
from .answers import NEAR_KM, POINT_KM, SEA_KM, Answer, Query, kilometres
from .boundaries import unit_polygon
from .distinct import distinct_rows
from .resolve import resolve
from .review import REVIEWED
from .schema import CRS, GEOCODE_COLUMNS, check
from .units import check_point_of_view, drawn_by, row_of_code, row_of_id, units

GIVEN_KM = 1.0
"""Uncertainty of a coordinate that the source gives for an exact place."""
_WORDS = ("place", "place_relation", "admin1", "country")
_FOUND = ("exact", "alias", "learnt", "fuzzy", "admin")
_WRITTEN = {
    "role": "geometry_role",
    "uncertainty": "uncertainty_km",
    "name": "matched_name",
    "kind": "match_kind",
    "note": "match_note",
}


def geocode(events: gpd.GeoDataFrame, *, point_of_view: str = "un") -> gpd.GeoDataFrame:
    """Give every event a geometry that claims no more than is known.

    A given coordinate wins when ``where_precision`` is 1, 2, 7 or empty, and so does one that a
    reviewer set; a program's reading of a report gives none, but says where it found the place.
    Precision 3 to 5 is drawn as the stated province whatever the coordinate says (it is kept in
    its columns); precision 6 is not drawn. Names are looked up in the stated country only, and in
    the stated province first. A name that is unknown, that lies outside its stated province, or
    that several far-apart places bear, is not pinned: the event falls back to its province, and
    ``where_precision`` becomes 4 (or 6 without a province). How candidates are weighed stands in
    :mod:`geo.resolve`.

    Parameters
    ----------
    events
        The event frame (:data:`geo.schema.EVENT_COLUMNS`), EPSG:4326. A filled ``place_id``, of a
        place or of a unit, decides; ``match_kind`` says ``reviewed`` where a reviewer set the
        coordinate (:func:`geo.review.as_reviewed`). Not changed.
    point_of_view
        ``un`` or ``de-facto``.

    Returns
    -------
    geopandas.GeoDataFrame
        A copy with ``geometry`` (EPSG:4326: a point for roles ``point`` and ``near``, a polygon
        for ``area``, a line for ``line``, nothing for ``none``), an inferred ``where_precision``
        where it was empty, and :data:`geo.schema.GEOCODE_COLUMNS`. ``uncertainty_km`` is 1 for a
        given coordinate, 5 for a settlement of the gazetteer, 25 for ``near``, 50 at sea, and
        empty for areas and lines.

    Raises
    ------
    FrameError
        If the frame is not the documented one.
    UsageError
        If the point of view is unknown.

    Examples
    --------
    >>> from geo.events import read_events
    >>> events = read_events("data/iran-pakistan-2024/events.csv")
    >>> geocode(events)[["place", "geometry_role"]].values.tolist()
    [['Panjgur', 'near'], ['Sistan-Baluchistan', 'area'], ['Rask', 'point']]
    """
    check(events)
    check_point_of_view(point_of_view)
    out = events.copy()
    stated = out["where_precision"].astype("Int64").fillna(0).to_numpy(dtype=int)
    told = _told(out, _given(out, stated))
    near = out["place_relation"].isin(["near", "off", "along", "between"]).to_numpy()
    keys = [*(told[name] for name in told), stated, near]
    first, number = distinct_rows(keys, len(out))
    answers = [
        _answer(_Told(*said), stated=precision, near=is_near)
        for said, precision, is_near in zip(
            told.iloc[first].to_numpy().tolist(),
            *(part[first].tolist() for part in (stated, near)),
            strict=True,
        )
    ]
    return _filled(out, answers, number, stated)


class _Told(NamedTuple):
    """What a row says about where; empty, or NaN, for unknown or what does not decide."""

    place: str
    place_relation: str
    admin1: str
    country: str
    place_id: str
    matched_name: str
    who: str
    latitude: float
    longitude: float


def _told(events: gpd.GeoDataFrame, given: np.ndarray) -> pd.DataFrame:
    """What each row says; a given coordinate wins over the words, and is not looked up.

    ``who`` gives it: ``source``, ``reviewer``, or ``reader`` for a program that read a report.
    """
    columns = [*_WORDS, "place_id", "matched_name"]
    told = pd.DataFrame(events.reindex(columns=columns).astype("str").fillna(""))
    kind = events.reindex(columns=["match_kind"]).astype("str")["match_kind"]
    reviewed = (kind == REVIEWED).to_numpy(dtype=bool, na_value=False)
    told.loc[kind.isin(_FOUND), "place_id"] = ""  # what geocoding found is found again
    told.loc[told["place_id"] == "", "matched_name"] = ""
    reader = given & ~reviewed & events["proposed_by"].notna().to_numpy()
    told.loc[given & ~reader] = ""
    who = np.where(given, np.where(reviewed, "reviewer", np.where(reader, "reader", "source")), "")
    for name in ("latitude", "longitude"):  # a reader's is compared with the gazetteer's
        told[name] = np.where(reader, events[name].to_numpy(dtype=float), np.nan)
    told.insert(len(columns), "who", who)
    return told


def _given(events: gpd.GeoDataFrame, stated: np.ndarray) -> np.ndarray:
    """Which rows have a coordinate that may be drawn; 0, 0 is a table's way to say nothing."""
    lat, lon = events["latitude"].to_numpy(dtype=float), events["longitude"].to_numpy(dtype=float)
    usable = (np.abs(lat) <= 90) & (np.abs(lon) <= 180) & ~((lat == 0) & (lon == 0))
    known: np.ndarray = usable & np.isin(stated, [0, 1, 2, 7])
    return known


def _answer(told: _Told, *, stated: int, near: bool) -> Answer:
    """Where one row lies."""
    if told.who in {"source", "reviewer"}:
        return _as_given(told.who, stated=stated, near=near)
    found = resolve(Query(told.place, told.place_relation, told.admin1, told.country, stated))
    if told.who == "reader":
        return _as_read(told, found, stated=stated, near=near)
    return _as_named(found, told.place_id, told.matched_name) if told.place_id else found


def _as_given(who: str, *, stated: int, near: bool) -> Answer:
    """The answer for a coordinate that somebody gives; it stands in the row itself."""
    near = stated == 2 or (stated == 0 and near)
    km = SEA_KM if stated == 7 else NEAR_KM if near else GIVEN_KM
    return Answer(
        "near" if near or stated == 7 else "point",
        f"the {who} gives the coordinate",
        REVIEWED if who == "reviewer" else "given",
        stated or (2 if near else 1),
        uncertainty=km,
    )


def _as_read(told: _Told, found: Answer, *, stated: int, near: bool) -> Answer:
    """The answer for a coordinate that a program found as it read a report."""
    if found.role in {"point", "near"} and kilometres(told, found) < GIVEN_KM:
        return found
    given = _as_given("reader", stated=stated, near=near)
    return given._replace(
        note="found with the whole report as evidence: check the place",
        kind="alias",
        uncertainty=max(given.uncertainty, POINT_KM),
        name=told.place,
        alternatives=found.alternatives,
    )


def _as_named(found: Answer, place_id: str, name: str) -> Answer:
    """The answer for an id that a person filled in: a place, or a first-level unit."""
    unit = row_of_id().get(place_id, row_of_code(place_id))
    if unit is not None:
        return _as_unit(found, unit)
    place = gazetteer.by_id(f"geonames:{place_id}" if place_id.isdecimal() else place_id)
    if place is None:
        note = f"no place has the id {place_id!r}, which the table names"
        note += f" and calls {name!r}" if name else ""
        note += ": what was learnt is removed or left out" * place_id.startswith("learnt:")
        return found._replace(note=f"{found.note}; {note}")
    near = found.precision == 2
    return Answer(
        "near" if near else "point",
        "the reviewer names the place by its id",
        REVIEWED,
        2 if near else 1,
        place.longitude,
        place.latitude,
        NEAR_KM if near else POINT_KM,
        place_id=place.place_id,
        name=place.name,
        alternatives=found.alternatives,
    )


def _as_unit(found: Answer, row: int) -> Answer:
    unit, drawn = units()[row], bool(drawn_by(row))
    return Answer(
        "area" if drawn else "none",
        "the reviewer names the province by its id",
        REVIEWED,
        4,
        unit=row if drawn else -1,
        place_id=unit.unit_id,
        name=unit.name,
        alternatives=found.alternatives,
    )


def _filled(
    out: gpd.GeoDataFrame, answers: list[Answer], number: np.ndarray, stated: np.ndarray
) -> gpd.GeoDataFrame:
    """Write the answers into the frame's columns."""
    said = pd.DataFrame(answers, columns=Answer._fields)
    said = said.rename(columns=_WRITTEN)
    for column in GEOCODE_COLUMNS:
        cells: Any
        if column.name == "precision_stated":
            cells = pd.arrays.IntegerArray(stated.astype("int64"), stated <= 0)
        elif column.dtype == "number":
            cells = said[column.name].to_numpy(dtype=float)[number]
        else:
            words = said[column.name].astype("str")
            cells = words.mask(words == "").array.take(number)
        out[column.name] = cells
    found = said["precision"].to_numpy(dtype=int)[number]
    where = np.where(found > 0, found, stated)
    out["where_precision"] = pd.arrays.IntegerArray(where.astype("int64"), where <= 0)
    return out.set_geometry(gpd.GeoSeries(_shapes(out, said, number), index=out.index, crs=CRS))


def _shapes(out: gpd.GeoDataFrame, said: pd.DataFrame, number: np.ndarray) -> np.ndarray:
    """The geometry of each row: a unit, a line, or a point, the row's own where it decides."""
    drawn = [
        line if line is not None else unit_polygon(unit) if unit >= 0 else None
        for unit, line in zip(said["unit"], said["line"], strict=True)
    ]
    shapes: np.ndarray = np.array([*drawn, None], dtype=object)[number]
    pinned = said["geometry_role"].isin(["point", "near"]).to_numpy(dtype=bool)[number]
    at = [
        np.where(np.isnan(found), out[name].to_numpy(dtype=float)[pinned], found)
        for name in ("longitude", "latitude")
        for found in [said[name].to_numpy(dtype=float)[number[pinned]]]
    ]
    shapes[pinned] = shapely.points(*at)
    return shapes
