"""The index of cells gives the answers of geopandas.sjoin, every one of them."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from frames import frame

from geo import provinces
from geo.boundaries import polygons
from geo.geocode import geocode
from geo.grid import CELL, inside, make_grid
from geo.units import units


def by_sjoin(points, shapes):
    """The pairs that geopandas finds."""
    left = gpd.GeoDataFrame(geometry=shapely.points(points))
    joined = gpd.sjoin(left, gpd.GeoDataFrame(geometry=shapes), how="inner")
    return sorted(zip(joined.index, joined["index_right"], strict=True))


def by_grid(points, shapes):
    return list(zip(*(part.tolist() for part in inside(make_grid(shapes), points)), strict=True))


def hard_points(shapes, draw, number):
    """Points anywhere, on vertices, in the middle of edges, a hair beside them, on cell walls."""
    vertices = shapely.get_coordinates(shapes)
    some = vertices[draw.integers(0, len(vertices) - 1, number)]
    after = vertices[draw.integers(0, len(vertices) - 1, number)]
    west, south, east, north = shapely.total_bounds(shapes)
    anywhere = np.column_stack(
        [draw.uniform(west - 1, east + 1, number), draw.uniform(south - 1, north + 1, number)]
    )
    walls = np.round((anywhere - [west, south]) / CELL) * CELL + [west, south]
    hair = some + draw.normal(0, 1e-9, some.shape)
    return np.concatenate([anywhere, some, (some + after) / 2, hair, walls, some + CELL / 2])


@pytest.mark.parametrize("seed", range(4))
def test_any_polygons_and_points_join_as_geopandas_joins_them(seed):
    draw = np.random.default_rng(seed)
    corners = draw.uniform(0, 3, (12, 2))
    discs = shapely.buffer(shapely.points(corners), draw.uniform(0.01, 0.9, 12), quad_segs=3)
    holes = shapely.difference(discs[:4], shapely.buffer(shapely.centroid(discs[:4]), 0.2))
    boxes = shapely.box(corners[:, 0], corners[:, 1], corners[:, 0] + 0.3, corners[:, 1] + CELL)
    pairs = [shapely.union(boxes[n], shapely.box(4, n, 4.5, n + 0.5)) for n in range(3)]
    shapes = np.concatenate([discs, holes[~shapely.is_empty(holes)], boxes, np.array(pairs)])
    points = hard_points(shapes, draw, 300)
    assert by_grid(points, shapes) == by_sjoin(points, shapes)


def test_provinces_of_the_world_join_as_geopandas_joins_them():
    wanted = [unit.row for unit in units() if unit.fit in {"exact", "old"}]
    shapes = np.array(list(polygons(wanted).values()), dtype=object)
    points = hard_points(shapes, np.random.default_rng(9), 1500)
    assert by_grid(points, shapes) == by_sjoin(points, shapes)


def test_no_points_no_polygons_and_nowhere():
    box = np.array([shapely.box(0, 0, 1, 1)])
    assert by_grid(np.empty((0, 2)), box) == []
    assert by_grid(np.array([[0.5, 0.5]]), box[:0]) == []
    points = np.array([[np.nan, np.nan], [0.5, np.inf], [0.5, 0.5], [1e300, 0]])
    assert by_grid(points, box) == [(2, 0)]


def test_many_events_join_provinces_as_few_do(monkeypatch):
    draw = np.random.default_rng(2)
    longitude, latitude = draw.uniform(43, 72, 400).round(2), draw.uniform(11, 38, 400).round(2)
    said = draw.choice(["PAK", "IRN", "YEM", None], 400)
    stated = draw.choice(["Sindh", "Balochistan", "Ibb", "Nowhere", None], 400)
    names = ("longitude", "latitude", "country", "admin1")
    rows = [
        {key: value for key, value in zip(names, row, strict=True) if value is not None}
        for row in zip(longitude, latitude, said, stated, strict=True)
    ]
    events = geocode(frame(*rows, {"place": "Rask", "country": "IRN"}, {"country": "SYR"}))
    few = provinces.join_provinces(events)
    monkeypatch.setattr(provinces, "FEW_POINTS", 0)
    many = provinces.join_provinces(events)
    pd.testing.assert_frame_equal(pd.DataFrame(few), pd.DataFrame(many))
    assert few["province_source"].nunique() >= 4, "the sample is too plain to tell anything"
