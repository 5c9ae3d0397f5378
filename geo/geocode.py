"""Events to places: geometry, how well it is known, and why."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from . import gazetteer
from .boundaries import unit_polygon
from .resolve import NEAR_KM, POINT_KM, Answer, Query, resolve
from .schema import CRS, GEOCODE_COLUMNS, check
from .units import check_point_of_view

GIVEN_KM = 1.0
"""Uncertainty of a coordinate that the source gives for an exact place."""
SEA_KM = 50.0
"""Uncertainty of a coordinate at sea or in the air."""
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
        for ``area``, nothing for ``none``), an inferred ``where_precision`` where it was empty,
        and :data:`geo.schema.GEOCODE_COLUMNS`. ``uncertainty_km`` is 1 for a given coordinate, 5
        for a settlement of the gazetteer, 25 for ``near``, 50 at sea, and empty for areas.

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
    answers = [
        resolve(Query(*words)) for words in zip(*_text_columns(out), stated.tolist(), strict=True)
    ]
    answers = _reviewed(out, answers)
    given = _given(out, stated)
    for position in np.flatnonzero(given):
        answers[position] = _as_given(out, int(position), int(stated[position]))
    return _filled(out, answers, stated)


def _text_columns(events: pd.DataFrame) -> list[list[str]]:
    """The words that say where, with an empty string for unknown."""
    return [events[name].astype(object).where(events[name].notna(), "").tolist() for name in _WORDS]


def _given(events: pd.DataFrame, stated: np.ndarray) -> np.ndarray:
    """Which rows have a coordinate that may be drawn; 0, 0 is a table's way to say nothing."""
    lat, lon = events["latitude"].to_numpy(dtype=float), events["longitude"].to_numpy(dtype=float)
    usable = (np.abs(lat) <= 90) & (np.abs(lon) <= 180) & ~((lat == 0) & (lon == 0))
    known: np.ndarray = usable & np.isin(stated, [0, 1, 2, 7])
    return known


def _as_given(events: pd.DataFrame, position: int, stated: int) -> Answer:
    """The answer for a coordinate that the source gives."""
    relation = events["place_relation"].iloc[position]
    near = stated == 2 or (stated == 0 and relation in {"near", "off", "along", "between"})
    km = SEA_KM if stated == 7 else NEAR_KM if near else GIVEN_KM
    return Answer(
        "near" if near or stated == 7 else "point",
        "the source gives the coordinate",
        "given",
        stated or (2 if near else 1),
        float(events["longitude"].iloc[position]),
        float(events["latitude"].iloc[position]),
        km,
    )


def _reviewed(events: pd.DataFrame, answers: list[Answer]) -> list[Answer]:
    """Let a place id that a person filled in decide."""
    if "place_id" not in events:
        return answers
    ids = events["place_id"].astype(object).where(events["place_id"].notna(), "").tolist()
    return [
        _as_reviewed(answer, str(given)) if given else answer
        for answer, given in zip(answers, ids, strict=True)
    ]


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


def _filled(out: gpd.GeoDataFrame, answers: list[Answer], stated: np.ndarray) -> gpd.GeoDataFrame:
    """Write the answers into the frame's columns."""
    role, note, kind, precision, lon, lat, km, unit, place_id, name, others = (
        map(list, zip(*answers, strict=True)) if answers else [[]] * 11
    )
    found = np.array(precision, dtype=int)
    texts = {
        "geometry_role": role,
        "place_id": place_id,
        "matched_name": name,
        "match_kind": kind,
        "match_note": note,
        "alternatives": others,
    }
    for column in GEOCODE_COLUMNS:
        values = (
            pd.array([text or None for text in texts[column.name]], dtype="str")
            if column.name in texts
            else np.array(km, dtype=float)
        )
        out[column.name] = values
    where = np.where(found > 0, found, stated)
    out["where_precision"] = pd.array(np.where(where > 0, where, 0), dtype="Int64")
    out.loc[where == 0, "where_precision"] = pd.NA
    shape = np.full(len(answers), None, dtype=object)
    if answers:
        pinned = np.isin(role, ["point", "near"])
        shape[pinned] = shapely.points(np.array(lon)[pinned], np.array(lat)[pinned])
        for position in np.flatnonzero(np.array(unit) >= 0):
            shape[position] = unit_polygon(unit[position])
    return out.set_geometry(gpd.GeoSeries(shape, index=out.index, crs=CRS))
