"""The rooms' Python: what goes into the page, in numbers and columns."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import page_frames
import pytest
from conflictmap.layers import _assets, _geometry, _text, model
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from conflictmap import layers

LAYERS = Path(__file__).parents[1] / "layers"


def decode(text, scale):
    """Read an encoded line back, written again from the description alone."""
    numbers, bits, shift = [], 0, 0
    for character in text:
        chunk = ord(character) - 63
        bits |= (chunk & 31) << shift
        shift += 5
        if chunk < 32:
            numbers.append(~(bits >> 1) if bits & 1 else bits >> 1)
            bits = shift = 0
    points, x, y = [], 0, 0
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x / scale, y / scale))
    return points


def test_the_door_is_sorted_and_complete():
    assert layers.__all__ == sorted(layers.__all__)
    assert all(hasattr(layers, name) for name in layers.__all__)


@pytest.mark.parametrize(
    "points", [[(0, 0), (1, 1)], [(-179.999, -85), (179.999, 85), (0.001, -0.001)]]
)
def test_a_line_comes_back_as_it_was(points):
    (text,) = _geometry.lines([LineString(points)])
    found = decode(text, _geometry.SCALE)
    assert np.array(found) == pytest.approx(np.array(points))
    assert not set(text) & set("<>& ")


def test_polygons_keep_their_holes_and_lose_what_is_too_small_to_see():
    holed = Polygon(box(0, 0, 9, 9).exterior, [box(1, 1, 2, 2).exterior])
    speck = box(0, 0, 1e-5, 1e-5)
    texts = _geometry.polygons([MultiPolygon([holed, box(20, 0, 21, 1)]), speck, None, Point(1, 1)])
    assert [len(text.split(" ")) for text in texts] == [2, 1]


def test_columns_are_plain_json_and_unknown_is_none():
    columns = model.columns(page_frames.frame(page_frames.DEMO))
    row = columns["event_id"].index("area")
    assert columns["killed_best"][row] is None
    assert columns["killed_low"][row] == 1
    assert columns["date_start"][row] == "2024-01-18"
    assert columns["date_start"][columns["event_id"].index("point")] is None
    assert "geometry" not in columns
    assert json.loads(_text.script_json(columns)) == columns


def test_counts_add_up():
    found = model.counts(page_frames.frame(page_frames.DEMO))
    assert found == {"total": 4, "exact": 1, "near": 1, "area": 1, "unlocated": 1}


def test_points_are_only_those_that_are_points():
    columns = layers.Points(page_frames.frame(page_frames.DEMO)).table_columns()
    assert columns["_x"].fillna(0).tolist() == [64.09, 0, 61.4, 0]
    assert columns["_y"].fillna(0).tolist() == [26.97, 0, 26.24, 0]


def test_events_in_one_area_share_its_shape():
    rows = [page_frames.AREA, page_frames.AREA | {"event_id": "again"}, page_frames.POINT]
    areas = layers.Areas(page_frames.frame(rows))
    (shape,) = areas.data()["shapes"]
    assert areas.table_columns()["_shape"].fillna(-1).tolist() == [0, 0, -1]
    assert shape["bounds"] == [60, 25, 63, 30]


@pytest.mark.parametrize(
    ("room", "row"),
    [
        (layers.Areas, page_frames.AREA | {"geometry": Point(1, 1)}),
        (layers.Areas, page_frames.AREA | {"geometry": None}),
        (layers.Points, page_frames.NEAR | {"geometry": page_frames.PROVINCE}),
    ],
)
def test_a_geometry_that_does_not_suit_its_role_is_refused(room, row):
    with pytest.raises(ValueError, match=row["event_id"]):
        room(page_frames.frame([row]))


def test_a_language_must_be_a_tag():
    with pytest.raises(ValueError, match="en"):
        page_frames.page(language='en"><script>')


def test_the_same_input_gives_the_same_bytes():
    assert page_frames.page().html() == page_frames.page().html()


def test_scripts_and_styles_travel_without_comments_and_indentation():
    for path in sorted(LAYERS.glob("*.js")):
        lines = path.read_text(encoding="utf-8").split("\n")
        assert all(line.count("`") % 2 == 0 for line in lines), path.name
    script = _assets.own("popup.js")
    assert "placeCard" in script
    assert not [line for line in script.split("\n") if line.startswith(("//", "/*", " "))]
    assert _assets.own("page.css").startswith(":root {\ncolor-scheme")
