"""Which polygons hold a point, and which lie near it: for one, and for a million."""

from __future__ import annotations

from functools import cache

import numpy as np
import shapely

from .boundaries import polygons
from .grid import Grid, inside, make_grid
from .units import units

TOLERANCE_KM = 10.0
"""How far outside a polygon a point may lie and still belong to it (coast, border)."""
FEW_POINTS = 20_000
"""Up to so many points, asking each is quicker than making the index first."""
_DEGREES = 0.25
"""Search distance: holds 10 km up to 68 degrees of latitude."""

Near = tuple[tuple[int, float], ...]
"""The polygons at or near one point: (row, distance in km), the nearest first."""


def holding(points: np.ndarray) -> tuple[list[Near | None], np.ndarray]:
    """The polygons that hold each point: all that occur, and each row's number among them."""
    grid, rows = _world()
    point, polygon = inside(grid, points)
    which = np.where(np.isfinite(points[:, 0]), 1, 0)
    which[point] = polygon + 2
    near: list[Near | None] = [None, (), *(((row, 0.0),) for row in rows)]
    several = np.unique(point[1:][point[1:] == point[:-1]])
    for n in several.tolist():  # points on a border, or where polygons overlap: few
        held = polygon[np.searchsorted(point, n) : np.searchsorted(point, n, side="right")]
        which[n] = len(near)
        near.append(tuple((rows[k], 0.0) for k in held))
    return near, which


@cache
def _world() -> tuple[Grid, list[int]]:
    """The index of all polygons, and their rows: two seconds, so only for many points."""
    shape = polygons(unit.row for unit in units() if unit.fit in {"exact", "old"})
    return make_grid(np.array(list(shape.values()), dtype=object)), list(shape)


def near_each(points: np.ndarray) -> tuple[list[Near | None], np.ndarray]:
    """The polygons at or near each point: of each distinct point, and each row's number."""
    number = np.zeros(len(points), dtype=np.intp)
    pinned = np.isfinite(points[:, 0])
    distinct, number[pinned] = np.unique(points[pinned], axis=0, return_inverse=True)
    number[pinned] += 1
    return [None, *locate(distinct)], number


def locate(points: np.ndarray) -> list[Near]:
    """Find the polygons that each point lies in or within 10 km of.

    Parameters
    ----------
    points
        Longitude and latitude in degrees, shape (n, 2).

    Returns
    -------
    list of tuple
        One :data:`Near` per point; loads only polygons whose bounding box is near a point.
    """
    found: list[list[tuple[float, int]]] = [[] for _ in range(len(points))]
    rows = _rows_near(points)
    if rows:
        shape = polygons(rows)
        keys = list(shape)
        tree = shapely.STRtree(list(shape.values()))
        made = shapely.points(points)
        which, polygon = tree.query(made, predicate="dwithin", distance=_DEGREES)
        for point, key, km in zip(
            which.tolist(),
            polygon.tolist(),
            distance_km(made[which], tree.geometries[polygon]),
            strict=True,
        ):
            if km <= TOLERANCE_KM:
                found[point].append((float(km), keys[key]))
    return [tuple((row, km) for km, row in sorted(pairs)) for pairs in found]


def _rows_near(points: np.ndarray) -> list[int]:
    """Units with a polygon whose box, widened, holds a point."""
    own = [unit for unit in units() if unit.fit in {"exact", "old"}]
    if len(points) == 0:
        return []
    if len(points) > 2000:
        return [unit.row for unit in own]
    box = (
        np.array([(u.west, u.south, u.east, u.north) for u in own])
        + np.array([-1, -1, 1, 1]) * _DEGREES
    )
    lon, lat = points[:, :1], points[:, 1:]
    inside = (lon >= box[:, 0]) & (lat >= box[:, 1]) & (lon <= box[:, 2]) & (lat <= box[:, 3])
    return [own[n].row for n in np.flatnonzero(inside.any(axis=0))]


def distance_km(points: np.ndarray, shapes: np.ndarray) -> np.ndarray:
    """Measure how far points lie from shapes.

    Parameters
    ----------
    points, shapes
        Geometries, EPSG:4326, shape (n,) each.

    Returns
    -------
    numpy.ndarray
        Great-circle kilometres to the nearest point of the shape (by degrees); 0 inside.
    """
    lines = shapely.get_coordinates(shapely.shortest_line(points, shapes)).reshape(-1, 2, 2)
    lon, lat = np.radians(lines[..., 0]), np.radians(lines[..., 1])
    half = (
        np.sin(np.diff(lat, axis=1) / 2) ** 2
        + np.cos(lat[:, :1]) * np.cos(lat[:, 1:]) * np.sin(np.diff(lon, axis=1) / 2) ** 2
    )
    distance: np.ndarray = 12742 * np.arcsin(np.sqrt(half[:, 0]))
    return distance
