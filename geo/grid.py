"""Which polygons hold a point, for millions of points: exact answers, most of them from a table.

The plane is cut into cells of 0.05 degrees. A cell that no boundary touches lies wholly inside a
polygon or wholly outside, so every point in it has the same answer; in the cells along boundaries
GEOS decides, between the few polygons whose boundary passes there. The answers are those of
``geopandas.sjoin(points, polygons)``: ``benchmarks/join.py`` compares them one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import shapely

CELL = 0.05
"""Width and height of a cell in degrees, about 5 km at the equator."""
_CHUNK = 1_000_000
"""Points looked up at once: the memory at work does not grow with more."""
_BATCH = 100_000
"""Edges whose cells are found at once, for the same reason."""
_SLACK = 1e-6
"""How far a boundary reaches beyond itself, in cells: more than rounding can move it."""
_PACK = 1 << 20
"""A cell and a polygon as one number: cell * _PACK + polygon."""
_NONE, _MIXED = -1, -2


class Pairs(NamedTuple):
    """Which point lies in which polygon, sorted by point, then by polygon.

    Attributes
    ----------
    point, polygon
        Positions, shape (k,). A point on a shared boundary has a pair for each side.
    """

    point: np.ndarray
    polygon: np.ndarray


@dataclass(frozen=True)
class Grid:
    """Polygons, and what is known of each cell of the plane.

    Parameters
    ----------
    polygons
        The polygons, prepared.
    corner
        West and south of the first cell, in degrees.
    owner
        Shape (rows, columns): the polygon that holds the whole cell, -1 if none touches it, -2
        if GEOS must decide.
    mixed
        The numbers (row * columns + column) of the cells that GEOS decides, sorted.
    start
        Where each mixed cell's polygons start in ``asked``; one entry more than ``mixed``.
    asked
        The polygons to be asked, cell by cell.
    """

    polygons: np.ndarray
    corner: np.ndarray
    owner: np.ndarray
    mixed: np.ndarray
    start: np.ndarray
    asked: np.ndarray


class _Edges(NamedTuple):
    """Edges of rings, in units of cells: ``x`` and ``y`` of both ends, shape (2, n)."""

    x: np.ndarray
    y: np.ndarray
    polygon: np.ndarray


class _Runs(NamedTuple):
    """Cells of a row whose centres lie in one polygon: first and last cell, sorted."""

    first: np.ndarray
    last: np.ndarray
    polygon: np.ndarray


def make_grid(polygons: np.ndarray) -> Grid:
    """Find out what is known of each cell.

    Parameters
    ----------
    polygons
        Polygons and multipolygons, shape (n,), in degrees; they may overlap.

    Returns
    -------
    Grid
        The index: two bytes for each cell of the polygons' extent (52 MB for the world), and
        some more along boundaries.
    """
    polygons = np.asarray(polygons, dtype=object)
    shapely.prepare(polygons)
    west, south, east, north = shapely.total_bounds(polygons) if len(polygons) else (0, 0, 0, 0)
    corner = np.array([west, south]) - CELL  # no boundary touches the outermost cells
    columns, rows = int((east - west) / CELL) + 3, int((north - south) / CELL) + 3
    edges = _edges(polygons, corner)
    runs = _runs(edges, columns)
    clash = _overlapping(runs)
    alone, both = (_Runs(*(part[which] for part in runs)) for which in (~clash, clash))
    owner = _filled(alone, rows * columns, len(polygons))
    batches = range(0, len(edges.polygon), _BATCH)
    edged = np.concatenate(
        [np.empty(0, np.intp), *(_touched(edges, slice(n, n + _BATCH), columns) for n in batches)]
    )
    # A polygon holds cells that another's edge crosses, where the two overlap.
    around = edged // _PACK
    around = around[owner[around] >= 0]
    pairs = _distinct(np.concatenate([edged, _spelt_out(both), _packed(around, owner[around])]))
    cell = pairs // _PACK
    (start,) = np.nonzero(np.diff(cell, prepend=-1, append=-1))
    owner[cell] = _MIXED
    asked = (pairs % _PACK).astype(np.int32)
    return Grid(polygons, corner, owner.reshape(rows, columns), cell[start[:-1]], start, asked)


def inside(grid: Grid, points: np.ndarray) -> Pairs:
    """Find the polygons that each point lies in or on.

    Parameters
    ----------
    grid
        What :func:`make_grid` returned.
    points
        Longitude and latitude in degrees, shape (n, 2); NaN lies nowhere.

    Returns
    -------
    Pairs
        The same pairs as ``shapely.STRtree(polygons).query(points, "intersects")``.
    """
    parts = [
        _inside(grid, points[start : start + _CHUNK], start)
        for start in range(0, len(points), _CHUNK)
    ]
    if not parts:
        return Pairs(np.empty(0, np.intp), np.empty(0, np.intp))
    return Pairs(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _inside(grid: Grid, points: np.ndarray, start: int) -> Pairs:
    rows, columns = grid.owner.shape
    with np.errstate(invalid="ignore"):
        place = np.floor((points - grid.corner) / CELL)
        on = ((place >= 0) & (place < [columns, rows])).all(axis=1)
        cell = np.where(on, place[:, 1] * columns + place[:, 0], 0).astype(np.intp)
    owner = np.where(on, grid.owner.ravel()[cell], _NONE)
    (known,) = np.nonzero(owner >= 0)
    (open_,) = np.nonzero(owner == _MIXED)
    which = np.searchsorted(grid.mixed, cell[open_])
    many = grid.start[which + 1] - grid.start[which]
    point = np.repeat(open_, many)
    polygon = grid.asked[_spread(grid.start[which], many)]
    order = np.argsort(polygon, kind="stable")  # a polygon's vertices stay in the cache
    point, polygon = point[order], polygon[order]
    hit = shapely.intersects_xy(grid.polygons[polygon], points[point, 0], points[point, 1])
    point = np.concatenate([known, point[hit]])
    polygon = np.concatenate([owner[known], polygon[hit]]).astype(np.intp)
    order = np.argsort(_packed(point, polygon), kind="stable")
    return Pairs(point[order] + start, polygon[order])


def _spread(first: np.ndarray, many: np.ndarray) -> np.ndarray:
    """Whole numbers from each of ``first`` on, as many as ``many`` says, one after the other."""
    ends = np.cumsum(many)
    total = int(ends[-1]) if len(ends) else 0
    numbers: np.ndarray = np.arange(total) + np.repeat(first - (ends - many), many)
    return numbers


def _packed(cell: np.ndarray, polygon: np.ndarray) -> np.ndarray:
    numbers: np.ndarray = cell * _PACK + polygon
    return numbers


def _distinct(numbers: np.ndarray) -> np.ndarray:
    """Each number once, sorted; several times faster than ``np.unique``, which hashes."""
    numbers = np.sort(numbers)
    kept: np.ndarray = numbers[np.diff(numbers, prepend=-1) > 0]
    return kept


def _edges(polygons: np.ndarray, corner: np.ndarray) -> _Edges:
    """Every edge of every ring."""
    parts, of_part = shapely.get_parts(polygons, return_index=True)
    rings, of_ring = shapely.get_rings(parts, return_index=True)
    vertices, ring = shapely.get_coordinates(rings, return_index=True)
    at = (vertices - corner) / CELL
    (here,) = np.nonzero(ring[1:] == ring[:-1])
    ends = np.stack([at[here], at[here + 1]])
    return _Edges(ends[..., 0], ends[..., 1], of_part[of_ring[ring[here]]])


def _touched(edges: _Edges, batch: slice, columns: int) -> np.ndarray:
    """Cells that an edge comes near, packed with its polygon: column by column of each edge."""
    edges = _Edges(edges.x[:, batch], edges.y[:, batch], edges.polygon[batch])
    left, right = np.sort(edges.x, axis=0)
    first = np.floor(left - _SLACK).astype(np.intp)
    many = np.floor(right + _SLACK).astype(np.intp) - first + 1
    edge = np.repeat(np.arange(len(left)), many)
    column = _spread(first, many)
    ends = _height(edges, edge, column)
    low = np.floor(ends.min(axis=0) - _SLACK).astype(np.intp)
    many = np.floor(ends.max(axis=0) + _SLACK).astype(np.intp) - low + 1
    cell = _spread(low, many) * columns + np.repeat(column, many)
    return _distinct(_packed(cell, np.repeat(edges.polygon[edge], many)))


def _height(edges: _Edges, edge: np.ndarray, column: np.ndarray) -> np.ndarray:
    """Where some edges enter and leave a column: two heights each, shape (2, n)."""
    (x0, x1), (y0, y1) = edges.x[:, edge], edges.y[:, edge]
    walls = np.stack([column - _SLACK, column + 1 + _SLACK])
    with np.errstate(divide="ignore", invalid="ignore"):
        along = (walls - x0) / (x1 - x0)
    # An edge that runs straight up is in its column from end to end.
    along = np.where(np.isnan(along), [[0.0], [1.0]], along).clip(0, 1)
    heights: np.ndarray = y0 + along * (y1 - y0)
    return heights


def _runs(edges: _Edges, columns: int) -> _Runs:
    """Cells whose centres lie between two crossings of a polygon with the middle of a row."""
    low, high = np.sort(edges.y, axis=0)
    first = np.ceil(low - 0.5).astype(np.intp)  # middles in [low, high)
    many = np.ceil(high - 0.5).astype(np.intp) - first
    edge = np.repeat(np.arange(len(low)), many)
    row = _spread(first, many)
    (x0, x1), (y0, y1) = edges.x[:, edge], edges.y[:, edge]
    x = x0 + (row + 0.5 - y0) / (y1 - y0) * (x1 - x0)
    polygon = edges.polygon[edge]
    order = np.lexsort((x, row, polygon))
    x, row, polygon = x[order], row[order], polygon[order]
    column = np.ceil(x - 0.5).astype(np.intp) + row * columns
    begin, end, by = column[::2], column[1::2] - 1, polygon[::2]
    keep = begin <= end
    order = np.argsort(begin[keep], kind="stable")
    return _Runs(*(part[keep][order] for part in (begin, end, by)))


def _overlapping(runs: _Runs) -> np.ndarray:
    """Which runs share a cell with another."""
    clash = np.zeros(len(runs.first), dtype=bool)
    clash[1:] = runs.first[1:] <= np.maximum.accumulate(runs.last)[:-1]
    clash[:-1] |= runs.last[:-1] >= runs.first[1:]
    return clash


def _spelt_out(runs: _Runs) -> np.ndarray:
    """Every cell of some runs, packed with its polygon."""
    many = runs.last - runs.first + 1
    return _packed(_spread(runs.first, many), np.repeat(runs.polygon, many))


def _filled(runs: _Runs, cells: int, polygons: int) -> np.ndarray:
    """The owner of every cell, from runs that share none: gaps and runs in turn."""
    dtype = np.int16 if polygons < np.iinfo(np.int16).max else np.int32
    bounds = np.concatenate([[0], np.column_stack([runs.first, runs.last + 1]).ravel(), [cells]])
    owners = np.full(len(bounds) - 1, _NONE, dtype=dtype)
    owners[1::2] = runs.polygon
    return np.repeat(owners, np.diff(bounds))
