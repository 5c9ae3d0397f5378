"""Polygons of countries and provinces, read for the countries that are asked for."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import shapely

from .columns import numbers
from .countries import country_code, country_name
from .reference import path
from .schema import CRS
from .shapes import Packed, packed, unpacked
from .unit_names import find_units
from .units import (
    POINTS_OF_VIEW,
    check_point_of_view,
    code_of,
    country_of,
    drawn_by,
    units,
    units_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "POINTS_OF_VIEW",
    "country_code",
    "country_name",
    "country_polygon",
    "find_units",
    "label_point",
    "polygons",
    "provinces",
    "unit_polygon",
]


def polygons(rows: Iterable[int]) -> dict[int, Any]:
    """Read the polygons of some units, and of no others.

    Parameters
    ----------
    rows
        Rows of :func:`geo.units.units` that have a polygon of their own.

    Returns
    -------
    dict
        Row -> shapely polygon or multipolygon, EPSG:4326, sorted by row.
    """
    wanted = np.array(sorted(set(rows)), dtype="int64")
    source, drawn = _outlines()
    at = np.searchsorted(drawn, wanted)
    there = drawn[np.minimum(at, len(drawn) - 1)] == wanted
    shapes = unpacked(source, at[there])
    return dict(zip(wanted[there].tolist(), shapes, strict=True))


@cache
def _outlines() -> tuple[Packed, np.ndarray]:
    """Every polygon, packed, and the rows of their units, which rise."""
    source = packed(path("admin1.parquet"))
    return source, numbers(source.columns.column("row"))


def provinces(country_codes: Iterable[str], *, point_of_view: str = "un") -> gpd.GeoDataFrame:
    """Load the first-level polygons of some countries.

    Parameters
    ----------
    country_codes
        ISO 3166-1 alpha-3; only these countries are read.
    point_of_view
        ``un`` or ``de-facto``: whose view decides to which country a disputed unit belongs.

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:4326, one row per polygon: ``row``, ``unit_id``, ``country_code``, ``province``,
        ``province_code`` (empty for a polygon of an old vintage), ``fit``, ``geometry``.

    Raises
    ------
    UsageError
        If the point of view is unknown.
    """
    check_point_of_view(point_of_view)
    asked = set(country_codes)
    rows = {
        row
        for code in asked
        for row in units_in(code)
        if country_of(units()[row], point_of_view) in asked
    }
    return frame_of(sorted(rows), point_of_view)


def frame_of(rows: Iterable[int], point_of_view: str) -> gpd.GeoDataFrame:
    """Build the frame of :func:`provinces` from rows.

    Parameters
    ----------
    rows
        Rows of units; those without a polygon of their own are left out.
    point_of_view
        ``un`` or ``de-facto``.

    Returns
    -------
    geopandas.GeoDataFrame
        See :func:`provinces`.
    """
    table = [units()[row] for row in rows if units()[row].fit in {"exact", "old"}]
    shape = polygons(unit.row for unit in table)
    columns = {
        "row": [unit.row for unit in table],
        "unit_id": [unit.unit_id for unit in table],
        "country_code": [country_of(unit, point_of_view) for unit in table],
        "province": [unit.name for unit in table],
        "province_code": [code_of(unit, point_of_view) for unit in table],
        "fit": [unit.fit for unit in table],
    }
    return gpd.GeoDataFrame(columns, geometry=[shape[unit.row] for unit in table], crs=CRS)


@lru_cache(maxsize=4096)
def unit_polygon(row: int) -> Any | None:
    """Give the polygon that draws a unit.

    Parameters
    ----------
    row
        Row of the unit.

    Returns
    -------
    shapely.Geometry or None
        Its polygon, the union of its parts, or the larger polygon around it (see
        :attr:`geo.units.Unit.fit`); ``None`` when nothing can draw it.
    """
    parts = list(polygons(drawn_by(row)).values())
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else shapely.union_all(parts)


@lru_cache(maxsize=64)
def country_polygon(country: str, *, point_of_view: str = "un") -> Any | None:
    """Give a country's polygon, as the union of its provinces.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-3.
    point_of_view
        ``un`` or ``de-facto``.

    Returns
    -------
    shapely.Geometry or None
        EPSG:4326; ``None`` when the country has no polygon.
    """
    frame = provinces([country], point_of_view=point_of_view)
    return shapely.union_all(np.asarray(frame.geometry.array)) if len(frame) else None


def label_point(shape: Any) -> tuple[float, float]:
    """Find the point deepest inside a shape, where a label fits best.

    Parameters
    ----------
    shape
        A polygon or multipolygon, EPSG:4326; a point or line gives its middle.

    Returns
    -------
    tuple of float
        Longitude and latitude in degrees, rounded to 1e-4.
    """
    if shapely.get_dimensions(shape) == 2:
        largest = max(shapely.get_parts(shape), key=lambda part: part.area)
        size = max(largest.bounds[2] - largest.bounds[0], largest.bounds[3] - largest.bounds[1])
        x, y = shapely.maximum_inscribed_circle(largest, tolerance=max(size / 100, 1e-4)).coords[0]
    else:
        x, y = shapely.point_on_surface(shape).coords[0]
    return round(x, 4), round(y, 4)
