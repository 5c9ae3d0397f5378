"""Events to places: geometry, how well it is known, and why."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from . import gazetteer
from .answers import NEAR_KM, POINT_KM, SEA_KM, Answer, Query
from .boundaries import unit_polygon
from .distinct import distinct_rows
from .resolve import resolve
from .schema import CRS, GEOCODE_COLUMNS, check
from .units import check_point_of_view

GIVEN_KM = 1.0
"""Uncertainty of a coordinate that the source gives for an exact place."""
_WORDS = ("place", "place_relation", "admin1", "country")


def geocode(events: gpd.GeoDataFrame, *, point_of_view: str = "un") -> gpd.GeoDataFrame:
    """Give every event a geometry that claims no more than is known.

    A given coordinate wins when ``where_precision`` is 1, 2, 7 or empty. Precision 3 to 5 is
    drawn as the stated province whatever the coordinate says (it is kept in its columns);
    precision 6 is not drawn. Names are looked up in the stated country only, and in the stated
    province first. A name that is unknown, that lies outside its stated province, or that several
    far-apart places bear, is not pinned: the event falls back to its province, and
    ``where_precision`` becomes 4 (or 6 without a province). How candidates are weighed stands in
    :mod:`geo.resolve`.

    Parameters
    ----------
    events
        The event frame (:data:`geo.schema.EVENT_COLUMNS`), EPSG:4326. A filled column
        ``place_id`` (from a reviewed table) decides like a given coordinate. Not changed.
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
    """
    check(events)
    check_point_of_view(point_of_view)
    out = events.copy()
    stated = out["where_precision"].astype("Int64").fillna(0).to_numpy(dtype=int)
    given = _given(out, stated)
    words = _words(out)
    words.loc[given] = ""  # a given coordinate wins over what the words say
    near = given & out["place_relation"].isin(["near", "off", "along", "between"]).to_numpy()
    keys = [*(words[name] for name in words), stated, given, near]
    first, number = distinct_rows(keys, len(out))
    answers = [
        _as_given(stated=precision, near=is_near) if is_given else _found(*said, stated=precision)
        for said, precision, is_given, is_near in zip(
            words.iloc[first].to_numpy().tolist(),
            *(part[first].tolist() for part in (stated, given, near)),
            strict=True,
        )
    ]
    return _filled(out, answers, number, stated)


def _words(events: pd.DataFrame) -> pd.DataFrame:
    """The words that say where, and a reviewer's place id; an empty string for unknown."""
    return pd.DataFrame(events.reindex(columns=[*_WORDS, "place_id"]).astype("str").fillna(""))


def _found(
    place: str, relation: str, admin1: str, country: str, place_id: str, *, stated: int
) -> Answer:
    """What the gazetteer says; a place id that a person filled in decides."""
    answer = resolve(Query(place, relation, admin1, country, stated))
    return _as_reviewed(answer, place_id) if place_id else answer


def _given(events: pd.DataFrame, stated: np.ndarray) -> np.ndarray:
    """Which rows have a coordinate that may be drawn; 0, 0 is a table's way to say nothing."""
    lat, lon = events["latitude"].to_numpy(dtype=float), events["longitude"].to_numpy(dtype=float)
    usable = (np.abs(lat) <= 90) & (np.abs(lon) <= 180) & ~((lat == 0) & (lon == 0))
    known: np.ndarray = usable & np.isin(stated, [0, 1, 2, 7])
    return known


def _as_given(*, stated: int, near: bool) -> Answer:
    """The answer for a coordinate that the source gives; it stands in the row itself."""
    near = stated == 2 or (stated == 0 and near)
    km = SEA_KM if stated == 7 else NEAR_KM if near else GIVEN_KM
    return Answer(
        "near" if near or stated == 7 else "point",
        "the source gives the coordinate",
        "given",
        stated or (2 if near else 1),
        uncertainty=km,
    )


def _as_reviewed(answer: Answer, place_id: str) -> Answer:
    place = gazetteer.by_id(place_id)
    if place is None or (answer.role in {"point", "near"} and answer.place_id == place_id):
        return answer
    near = answer.precision == 2
    return Answer(
        "near" if near else "point",
        "the table names the place by its id",
        "given",
        2 if near else 1,
        place.longitude,
        place.latitude,
        NEAR_KM if near else POINT_KM,
        -1,
        place_id,
        place.name,
        answer.alternatives,
    )


def _filled(
    out: gpd.GeoDataFrame, answers: list[Answer], number: np.ndarray, stated: np.ndarray
) -> gpd.GeoDataFrame:
    """Write the answers into the frame's columns."""
    said = pd.DataFrame(answers, columns=Answer._fields)
    texts = {
        "geometry_role": said["role"],
        "place_id": said["place_id"],
        "matched_name": said["name"],
        "match_kind": said["kind"],
        "match_note": said["note"],
        "alternatives": said["alternatives"],
    }
    for column in GEOCODE_COLUMNS:
        if column.name in texts:
            words = texts[column.name].astype("str")
            out[column.name] = words.mask(words == "").array.take(number)
        else:
            out[column.name] = said["uncertainty"].to_numpy(dtype=float)[number]
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
    pinned = said["role"].isin(["point", "near"]).to_numpy(dtype=bool)[number]
    at = [
        np.where(np.isnan(found), out[name].to_numpy(dtype=float)[pinned], found)
        for name in ("longitude", "latitude")
        for found in [said[name].to_numpy(dtype=float)[number[pinned]]]
    ]
    shapes[pinned] = shapely.points(*at)
    return shapes
