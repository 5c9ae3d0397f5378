"""Geometry between places: the way from one town to another, the border of two units, a point off.

A line between two towns is straight: it says between which two, never along which road.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from math import asin, atan2, cos, degrees, isnan, radians, sin
from typing import Any

import shapely

from .boundaries import country_polygon, unit_polygon
from .names import fold
from .reference import path
from .shapes import read

LONGEST_KM = 500.0
"""Two towns farther apart than this are no road that an event could lie on."""
EARTH_KM = 6371.0
TOUCHING = 0.02
"""Degrees within which two simplified outlines are one border."""


def moved(lon: float, lat: float, km: float, bearing: float) -> tuple[float, float]:
    """Move a point along a great circle.

    Parameters
    ----------
    lon, lat
        Degrees, EPSG:4326.
    km
        Distance.
    bearing
        Degrees clockwise from north.

    Returns
    -------
    tuple of float
        Longitude and latitude of the point reached.
    """
    far, way = km / EARTH_KM, radians(bearing)
    start = radians(lat)
    end = asin(sin(start) * cos(far) + cos(start) * sin(far) * cos(way))
    east = atan2(sin(way) * sin(far) * cos(start), cos(far) - sin(start) * sin(end))
    return (lon + degrees(east) + 540) % 360 - 180, degrees(end)


def reach(km: float, bearing: float, point_km: float) -> float:
    """Give the radius within which an event at a distance from a place lies.

    Parameters
    ----------
    km
        The distance said.
    bearing
        The direction said, NaN for none.
    point_km
        How well the place itself is known.

    Returns
    -------
    float
        Kilometres. With a direction, half of a sector of 45 degrees at that distance; without
        one, the whole circle.
    """
    return point_km + km * (1.0 if isnan(bearing) else sin(radians(22.5)))


def way(one: tuple[float, float], other: tuple[float, float]) -> Any:
    """Draw the straight line between two points (longitude, latitude; EPSG:4326)."""
    return shapely.LineString([one, other])


@lru_cache(maxsize=1024)
def border(one: int, other: int) -> Any | None:
    """Draw the common border of two first-level units.

    Parameters
    ----------
    one, other
        Rows of :func:`geo.units.units`.

    Returns
    -------
    shapely.Geometry or None
        Lines in EPSG:4326; ``None`` when they do not touch.
    """
    return _common(unit_polygon(one), unit_polygon(other))


@lru_cache(maxsize=1024)
def border_with(unit: int, country: str) -> Any | None:
    """Draw the border of a unit with a country that it does not belong to."""
    return _common(unit_polygon(unit), country_polygon(country))


@lru_cache(maxsize=256)
def border_of(one: str, other: str) -> Any | None:
    """Draw the border of two countries, ISO 3166-1 alpha-3."""
    return _common(country_polygon(one), country_polygon(other))


def _common(one: Any | None, other: Any | None) -> Any | None:
    if one is None or other is None or one.distance(other) > TOUCHING:
        return None
    shared = shapely.line_merge(one.boundary.intersection(other.buffer(TOUCHING)))
    parts = [part for part in shapely.get_parts(shared) if part.geom_type == "LineString"]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else shapely.MultiLineString(parts)


def _other_names() -> dict[str, str]:
    """Folded name of a stretch of a river -> the name reports use for it."""
    with path("overrides.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "river"]
    return {fold(row["key"]): fold(row["un"]) for row in rows}


@lru_cache(maxsize=1)
def _rivers() -> dict[str, list[Any]]:
    """Folded name, also that in brackets, -> its lines."""
    table: dict[str, list[Any]] = {}
    frame, same = read(path("rivers.parquet")), _other_names()
    for name, shape in zip(frame["name"], frame.geometry, strict=True):
        parts = {fold(part) for part in (name or "").replace(")", "").split("(")}
        for text in parts | {same.get(part, part) for part in parts}:
            if text and "?" not in text:
                table.setdefault(text, []).append(shape)
    return table


def is_river(name: str) -> bool:
    """Whether any river bears a folded name."""
    return name in _rivers()


@lru_cache(maxsize=1024)
def river(name: str, within: Any) -> Any | None:
    """Draw a river inside an area.

    Parameters
    ----------
    name
        Its folded name.
    within
        The polygon of the stated province or country.

    Returns
    -------
    shapely.Geometry or None
        Lines in EPSG:4326; ``None`` when no river of that name flows there.
    """
    flows = [shape for shape in _rivers().get(name, []) if shape.intersects(within)]
    if not flows:
        return None
    inside = shapely.intersection(shapely.union_all(flows), within)
    parts = [part for part in shapely.get_parts(inside) if part.geom_type == "LineString"]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else shapely.MultiLineString(parts)
