"""The map under the events: land, water, borders and names around some bounds, as plain frames.

Everything comes from data/reference, is clipped to a generous region and simplified to suit it,
so that it fits into one page. Nothing here draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import shapely

from . import labels, shapes
from .borders import borders
from .boundaries import polygons
from .labels import WIDE, Bounds
from .redact import mentions
from .reference import attribution, path
from .schema import CRS, FrameError
from .units import check_point_of_view, units

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LEAST_DEGREES = 3.0
"""Half the height of the view around a single point."""
FAR_DEGREES = 0.4
"""Simplification of the land outside the region."""


@dataclass(frozen=True)
class Basemap:
    """What to draw under the events; every frame is in EPSG:4326.

    Attributes
    ----------
    bounds
        What was asked for, made at least a few degrees wide: the view to open with.
    region
        What the detailed frames are clipped to.
    land
        One row: the land in the region, without internal borders.
    world
        ``country``: coarse land outside the region; does not overlap ``land``.
    lakes
        Lakes in the region.
    rivers
        ``name`` (may be empty), ``rank`` (0 the largest).
    borders
        ``level`` (0 countries, 1 provinces), ``disputed``.
    countries, provinces
        Points inside the visible part: ``name``, ``code``, ``rank`` (0 the largest in view);
        provinces also ``country``.
    towns
        Points: ``name``, ``country``, ``population``, ``min_zoom``, ``capital``.
    seas
        Points: ``name``, ``rank``.
    attribution
        Lines that the map must print.
    boundary_note
        What the map must say about the boundaries in view.
    """

    bounds: Bounds
    region: Bounds
    land: gpd.GeoDataFrame
    world: gpd.GeoDataFrame
    lakes: gpd.GeoDataFrame
    rivers: gpd.GeoDataFrame
    borders: gpd.GeoDataFrame
    countries: gpd.GeoDataFrame
    provinces: gpd.GeoDataFrame
    towns: gpd.GeoDataFrame
    seas: gpd.GeoDataFrame
    attribution: tuple[str, ...]
    boundary_note: str


def view(bounds: Bounds) -> Bounds:
    """Widen bounds to what is worth looking at.

    Parameters
    ----------
    bounds
        west, south, east, north in degrees; a single point is allowed. Events on both sides of
        the 180th meridian give bounds around the whole world, and a view of it.

    Returns
    -------
    tuple of float
        At least 6 degrees high and wide, inside the world.

    Raises
    ------
    FrameError
        If a bound is not a number, or west is east of east.
    """
    west, south, east, north = (float(value) for value in bounds)
    if not np.isfinite([west, south, east, north]).all() or west > east or south > north:
        msg = f"bounds must be west, south, east, north in degrees, got {bounds}"
        raise FrameError(msg)
    x = max(LEAST_DEGREES - (east - west) / 2, (east - west) * 0.08)
    y = max(LEAST_DEGREES - (north - south) / 2, (north - south) * 0.08)
    return _inside(west - x, south - y, east + x, north + y)


def region(bounds: Bounds) -> Bounds:
    """Give the region that is drawn in detail around some bounds.

    Parameters
    ----------
    bounds
        west, south, east, north of the events, in degrees.

    Returns
    -------
    tuple of float
        The view and as much again on every side, at most 25 degrees, inside the world.

    Examples
    --------
    >>> region((64.1, 27.0, 64.1, 27.0))
    (55.1, 18.0, 73.1, 36.0)
    """
    west, south, east, north = view(bounds)
    pad = min(max(east - west, north - south, 6.0), 25.0)
    return _inside(west - pad, south - pad, east + pad, north + pad)


def _inside(west: float, south: float, east: float, north: float) -> Bounds:
    return (
        round(max(west, -180.0), 4),
        round(max(south, -85.0), 4),
        round(min(east, 180.0), 4),
        round(min(north, 85.0), 4),
    )


def basemap(
    bounds: Bounds,
    *,
    point_of_view: str = "un",
    hidden: Sequence[str] = (),
    place_ids: Iterable[object] | None = None,
) -> Basemap:
    """Gather the map around some bounds.

    Parameters
    ----------
    bounds
        west, south, east, north of the events, in degrees.
    point_of_view
        ``un`` or ``de-facto``.
    hidden
        Folded names (:func:`geo.redact.keys`) that no town of the map may bear.
    place_ids
        The ids of the places that the map shows, so that it credits the data sets they come
        from and no other; ``None`` credits all.

    Returns
    -------
    Basemap
        Frames in EPSG:4326.

    Raises
    ------
    UsageError
        If the point of view is unknown.
    FrameError
        If the bounds are impossible.

    Examples
    --------
    >>> basemap((58.8, 25.1, 64.1, 31.4)).countries["name"].tolist()[:2]
    ['Iran', 'Pakistan']
    """
    check_point_of_view(point_of_view)
    seen, around = view(bounds), region(bounds)
    tolerance = min(max((around[2] - around[0]) / 3000, 0.01), 0.2)
    detail = _coarse() if around[2] - around[0] > WIDE else _detail(around, tolerance)
    return Basemap(
        bounds=seen,
        region=around,
        land=gpd.GeoDataFrame(
            geometry=[shapely.union_all(_clip(np.asarray(detail.geometry.array), around))], crs=CRS
        ),
        world=_outside(around, point_of_view),
        lakes=_lakes(around, tolerance),
        rivers=_rivers(around, tolerance),
        borders=_borders(detail, around),
        countries=labels.countries(detail, seen, around, point_of_view),
        provinces=labels.provinces(detail, seen, point_of_view),
        towns=_shown(labels.towns(seen, around), hidden),
        seas=labels.seas(around),
        attribution=tuple(attribution(place_ids)),
        boundary_note=labels.boundary_note(seen, point_of_view=point_of_view),
    )


def _shown(towns: gpd.GeoDataFrame, hidden: Sequence[str]) -> gpd.GeoDataFrame:
    told = [bool(hidden) and mentions(name, hidden) for name in towns["name"]]
    return towns[~np.array(told, dtype=bool)].reset_index(drop=True)


def _detail(around: Bounds, tolerance: float) -> gpd.GeoDataFrame:
    """The provinces that meet the region, simplified together: ``row``, the two countries."""
    shape = polygons(unit.row for unit in labels.touching(around))
    made = np.array(list(shape.values()), dtype=object)
    if tolerance > 0.012 and len(made):
        simple = shapely.coverage_simplify(made, tolerance)
        made = shapely.make_valid(shapely.transform(simple, lambda xy: np.round(xy, 4)))
    table = [units()[row] for row in shape]
    columns = {
        "row": list(shape),
        "un": [unit.country for unit in table],
        "de-facto": [unit.country_de_facto for unit in table],
    }
    frame = gpd.GeoDataFrame(columns, geometry=made, crs=CRS)
    return frame[~frame.geometry.is_empty].reset_index(drop=True)


def _coarse() -> gpd.GeoDataFrame:
    """The countries of the coarse world, in the columns of the detail; no rows of units."""
    frame = shapes.read(path("world.parquet")).rename(
        columns={"country": "un", "country_de_facto": "de-facto"}
    )
    return frame.assign(row=-1)


def _borders(detail: gpd.GeoDataFrame, around: Bounds) -> gpd.GeoDataFrame:
    """The borders of the region, clipped."""
    internal = bool((detail["row"] >= 0).any())
    lines = borders(
        np.asarray(detail.geometry.array),
        *(detail[view].to_numpy(dtype=object) for view in ("un", "de-facto")),
        internal=internal,
    )
    lines = lines.set_geometry(
        gpd.GeoSeries(_clip(np.asarray(lines.geometry.array), around), index=lines.index, crs=CRS)
    )
    return lines[~lines.geometry.is_empty].reset_index(drop=True)


def _clip(made: np.ndarray, around: Bounds) -> np.ndarray:
    clipped: np.ndarray = shapely.intersection(made, shapely.box(*around))
    return clipped


def _outside(around: Bounds, point_of_view: str) -> gpd.GeoDataFrame:
    """The coarse world without the region, coarser still: it is seen from far away only."""
    coarse = _coarse()
    simple = shapely.make_valid(
        shapely.coverage_simplify(np.asarray(coarse.geometry.array), FAR_DEGREES)
    )
    rest = shapely.difference(simple, shapely.box(*around))
    large = [
        shapely.MultiPolygon(
            [
                part
                for part in shapely.get_parts(shape)
                if part.geom_type == "Polygon" and part.area > FAR_DEGREES**2
            ]
        )
        for shape in rest
    ]
    frame = gpd.GeoDataFrame({"country": coarse[point_of_view]}, geometry=large, crs=CRS)
    return frame[~frame.geometry.is_empty].reset_index(drop=True)


def _layer(
    file: str, around: Bounds, tolerance: float, extra: list[tuple[str, str, Any]], least: float = 0
) -> gpd.GeoDataFrame:
    """One file of lines or areas, clipped and simplified; none whose box is below ``least``."""
    west, south, east, north = around
    box = [
        ("west", "<=", east),
        ("east", ">=", west),
        ("south", "<=", north),
        ("north", ">=", south),
    ]
    frame = shapes.read(path(file), where=[*box, *extra])
    if least:
        size = (frame["east"] - frame["west"]) * (frame["north"] - frame["south"])
        frame = frame[size > least]
    frame = frame.drop(columns=["west", "south", "east", "north"])
    simple = shapely.simplify(_clip(np.asarray(frame.geometry.array), around), tolerance)
    frame = frame.set_geometry(gpd.GeoSeries(simple, index=frame.index, crs=CRS))
    return frame[~frame.geometry.is_empty].reset_index(drop=True)


def _lakes(around: Bounds, tolerance: float) -> gpd.GeoDataFrame:
    least = (4 * tolerance) ** 2
    lakes = _layer("lakes.parquet", around, tolerance, [], least)
    return lakes[shapely.area(np.asarray(lakes.geometry.array)) > least].reset_index(drop=True)


def _rivers(around: Bounds, tolerance: float) -> gpd.GeoDataFrame:
    width = around[2] - around[0]
    lowest = 10 if width <= 25 else 7 if width <= 50 else 5 if width <= WIDE else 2
    return _layer("rivers.parquet", around, tolerance, [("rank", "<=", lowest)])
