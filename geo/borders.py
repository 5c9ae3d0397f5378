"""Border lines: the edges that two polygons of a coverage share, so a coast is never one."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from . import shapes
from .reference import path
from .schema import CRS

NEAR_DEGREES = 0.06
"""How far a border may run from a line that Natural Earth calls disputed and still be it."""


def borders(
    polygons: np.ndarray, un: np.ndarray, fact: np.ndarray, *, internal: bool = True
) -> gpd.GeoDataFrame:
    """Draw the lines between the units of a coverage.

    Parameters
    ----------
    polygons
        A coverage, in which neighbours share their vertices. EPSG:4326.
    un, fact
        The country of each polygon from the two points of view, ISO 3166-1 alpha-3.
    internal
        Whether to draw the lines between provinces too.

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:4326, lines: ``level`` (0 between countries, 1 between provinces), ``disputed``
        (whether Natural Earth calls it disputed, indefinite or a line of control, or the points
        of view differ about it), ``geometry``.
    """
    pairs, segments = _shared(polygons)
    split_un, split_fact = (country[pairs[:, 0]] != country[pairs[:, 1]] for country in (un, fact))
    differs = split_un != split_fact
    abroad = split_un | split_fact
    made = []
    for number, disputed in ((0, False), (0, True), (1, False)):
        chosen = (abroad == (number == 0)) & (differs == disputed)
        if chosen.any() and (internal or number == 0):
            line = shapely.line_merge(
                shapely.multilinestrings(shapely.linestrings(segments[chosen]))
            )
            made.append((number, disputed, line))
    return _split(made)


def _shared(polygons: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The segments that two polygons share: their numbers (n, 2), and the segments (n, 2, 2)."""
    parts, whole_of = shapely.get_parts(polygons, return_index=True)
    rings, part_of = shapely.get_rings(parts, return_index=True)
    owner = whole_of[part_of]
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    whole = np.round(xy * shapes.SCALE).astype(np.int64)
    key = (whole[:, 0] + 1_800_000) * 4_000_000 + whole[:, 1] + 900_000
    inside = ring[:-1] == ring[1:]
    low, high = np.minimum(key[:-1], key[1:])[inside], np.maximum(key[:-1], key[1:])[inside]
    start = np.flatnonzero(inside)
    order = np.lexsort((owner[ring[start]], high, low))
    low, high, start = low[order], high[order], start[order]
    twin = np.flatnonzero((low[:-1] == low[1:]) & (high[:-1] == high[1:]))
    one, other = owner[ring[start[twin]]], owner[ring[start[twin + 1]]]
    keep = one != other
    begin = start[twin[keep]]
    return np.column_stack([one[keep], other[keep]]), np.stack([xy[begin], xy[begin + 1]], axis=1)


def disputed_lines() -> gpd.GeoDataFrame:
    """Read the lines that Natural Earth calls disputed.

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:4326: ``class``, ``left``, ``right``, ``name``, ``geometry``.
    """
    return shapes.read(path("disputed.parquet"))


def _split(made: list[tuple[int, bool, Any]]) -> gpd.GeoDataFrame:
    """Mark the stretches of country borders that Natural Earth calls disputed."""
    around = None
    if made:
        known = np.asarray(disputed_lines().geometry.array)
        box = shapely.box(*shapely.total_bounds([line for _, _, line in made]))
        around = shapely.union_all(
            shapely.buffer(known[shapely.intersects(known, box)], NEAR_DEGREES)
        )
    pieces: dict[tuple[int, bool], list[Any]] = {}
    for level, disputed, line in made:
        if level == 0 and not disputed:
            pieces.setdefault((0, True), []).append(shapely.intersection(line, around))
            line = shapely.difference(line, around)  # noqa: PLW2901 (the rest of the same line)
        pieces.setdefault((level, disputed), []).append(line)
    rows = []
    for (level, disputed), lines in sorted(pieces.items()):
        parts = [
            part
            for part in shapely.get_parts(shapely.get_parts(lines))
            if part.geom_type == "LineString" and not part.is_empty
        ]
        if parts:
            rows.append((level, disputed, shapely.line_merge(shapely.multilinestrings(parts))))
    columns = pd.DataFrame(
        {"level": [row[0] for row in rows], "disputed": [row[1] for row in rows]}
    )
    return gpd.GeoDataFrame(columns, geometry=[row[2] for row in rows], crs=CRS)
