"""Downloads: what a reader takes home from a page, also where saving is forbidden."""

from __future__ import annotations

import csv
import io
import json

import page_frames
import pytest

import conflictmap as cm

LONG = 5200
"""Rows that are written in more than one piece, and with long notes are no text to show."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return page_frames.write(tmp_path_factory.mktemp("demo"))


def saved(page, name):
    page.get_by_role("button", name="Download").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    return download.value


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    rows = [
        page_frames.NEAR | {"notes": '=HYPERLINK("http://x";"y")', "actor": "+1; -2"},
        page_frames.AREA | {"notes": 'Two\nlines, "quoted"'},
        page_frames.POINT | {"place": "@Rask", "notes": "\tx"},
        page_frames.NOWHERE,
    ]
    return page_frames.write(tmp_path_factory.mktemp("hostile"), rows)


def test_the_filtered_rows_are_saved_as_a_table_that_runs_nothing(open_page, hostile, tmp_path):
    watched = open_page(hostile)
    watched.page.evaluate("conflictmap.filter({type: ['air_strike', 'armed_attack']})")
    download = saved(watched.page, "Table (CSV)")
    assert download.suggested_filename == "A-title.csv"
    path = tmp_path / "saved.csv"
    download.save_as(path)
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert [row["event_id"] for row in rows] == ["near", "area", "point"]
    for row in rows:
        for name, cell in row.items():
            assert name in {"latitude", "longitude"} or cell[:1] not in {*"=+-@", "\t", "\r"}
    assert (rows[0]["latitude"], rows[0]["longitude"]) == ("26.97", "64.09")
    assert rows[1]["notes"] == 'Two\nlines, "quoted"'
    assert (rows[1]["killed_best"], rows[1]["killed_low"]) == ("", "1")
    assert watched.faults == []


def test_a_saved_table_is_read_again_as_the_same_events(open_page, hostile, tmp_path):
    path = tmp_path / "saved.csv"
    saved(open_page(hostile).page, "Table (CSV)").save_as(path)
    events = cm.read_events(path).set_index("event_id")
    assert events.loc["near", "notes"] == '=HYPERLINK("http://x";"y")'
    assert events.loc["point", "place"] == "@Rask"
    assert list(events["status"]) == ["acknowledged", "claimed", "contested", "reported"]


def test_map_data_has_the_shapes_as_they_are_drawn(open_page, hostile, tmp_path):
    path = tmp_path / "saved.geojson"
    saved(open_page(hostile).page, "Map data (GeoJSON)").save_as(path)
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    kinds = {one["properties"]["event_id"]: one["geometry"] for one in features}
    assert kinds["nowhere"] is None
    assert kinds["near"] == {"type": "Point", "coordinates": [64.09, 26.97]}
    assert kinds["area"]["type"] == "MultiPolygon"
    corners = {tuple(point) for point in kinds["area"]["coordinates"][0][0]}
    assert corners == {(60, 25), (63, 25), (63, 30), (60, 30)}


def test_the_menu_closes_by_escape_by_a_press_elsewhere_and_when_the_focus_leaves(open_page, demo):
    watched = open_page(demo)
    page = watched.page
    button = page.get_by_role("button", name="Download")
    menu = page.locator("#download-menu")
    button.click()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert not menu.is_visible()
    assert button.get_attribute("aria-expanded") == "false"
    assert button.evaluate("element => element === document.activeElement")
    button.press("Enter")
    assert menu.is_visible()
    for _ in range(3):  # past the two choices
        page.keyboard.press("Tab")
    assert not menu.is_visible()
    button.click()
    page.locator(".head h1").click()
    assert not menu.is_visible()
    assert watched.faults == []


def test_an_open_menu_counts_what_the_filter_leaves(open_page, demo):
    page = open_page(demo).page
    page.get_by_role("button", name="Download").click()
    rows = page.locator(".download-rows")
    assert rows.text_content() == "4 events, as filtered"
    page.evaluate("conflictmap.filter({type: 'armed_attack'})")
    assert rows.text_content() == "1 event, as filtered"


def framed(open_page, page, folder, *, allow="allow-scripts"):
    """A page in a sandboxed frame, its table asked for: what watches it, and the frame."""
    outer = folder / "outer.html"
    inner = page.read_text(encoding="utf-8").replace("&", "&amp;").replace('"', "&quot;")
    outer.write_text(
        f'<!DOCTYPE html><iframe sandbox="{allow}" width=900 height=600 srcdoc="{inner}">',
        encoding="utf-8",
    )
    watched = open_page(outer, ready=False)
    frame = watched.page.frame_locator("iframe")
    frame.get_by_role("button", name="Download").click()
    frame.get_by_role("button", name="Table (CSV)").click()
    return watched, frame


def test_in_a_sandboxed_frame_the_text_can_be_copied(open_page, demo, tmp_path):
    watched, frame = framed(open_page, demo, tmp_path)
    area = frame.get_by_role("textbox", name="A-title.csv")
    area.wait_for()
    assert area.input_value().count("\n") == 5
    copy = frame.get_by_role("button", name="Copy", exact=True)
    copy.click()
    copy.wait_for(state="hidden")  # no clipboard here: the text stands selected instead
    chosen = (
        "({selectionStart, selectionEnd, value}) => [selectionStart, value.length - selectionEnd]"
    )
    assert area.evaluate(chosen) == [0, 0]
    frame.get_by_role("dialog").get_by_role("button", name="Close").click()
    assert frame.get_by_role("dialog").count() == 0
    (refused,) = watched.faults  # the browser's own word on the attempt
    assert "Clipboard API has been blocked" in refused


def test_a_frame_that_allows_saving_saves(open_page, demo, tmp_path):
    watched, frame = framed(open_page, demo, tmp_path, allow="allow-scripts allow-downloads")
    with watched.page.expect_download() as download:
        frame.get_by_role("button", name="Save as a file").click()
    assert download.value.suggested_filename == "A-title.csv"
    download.value.save_as(tmp_path / "saved.csv")
    assert len(cm.read_events(tmp_path / "saved.csv")) == 4


@pytest.fixture(scope="module")
def long(tmp_path_factory):
    rows = [
        page_frames.POINT | {"event_id": f"e{number:04d}", "notes": f"{number} {'word ' * 80}"}
        for number in range(LONG)
    ]
    return page_frames.write(tmp_path_factory.mktemp("long"), rows)


def test_a_long_table_is_whole(open_page, long, tmp_path):
    path = tmp_path / "saved.csv"
    saved(open_page(long).page, "Table (CSV)").save_as(path)
    rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
    notes = [row["notes"].split()[0] for row in rows]
    assert notes == [str(number) for number in range(LONG)]


def test_a_long_text_is_not_shown_in_a_frame_and_the_page_says_what_to_do(
    open_page, long, tmp_path
):
    watched, frame = framed(open_page, long, tmp_path)
    dialog = frame.get_by_role("dialog", name="A-title.csv")
    dialog.wait_for()
    assert "open the page by itself to save it" in dialog.text_content()
    assert dialog.get_by_role("textbox").count() == 0
    assert dialog.get_by_role("button", name="Copy", exact=True).count() == 0
    assert dialog.get_by_role("button", name="Save as a file").is_visible()
    assert watched.faults == []
