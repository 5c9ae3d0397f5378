"""Crowds: every event is on the map, under a ring or by itself, and can be reached."""

from __future__ import annotations

import random

import pytest

import build_map

EVENTS = 120


@pytest.fixture(scope="module")
def crowded(tmp_path_factory):
    """A map of invented events, most of them close together."""
    folder = tmp_path_factory.mktemp("crowded")
    draw = random.Random(5)  # noqa: S311 - an invented table, the same each time
    lines = ["event_id,event_type,actor,place,where_precision,latitude,longitude"]
    for number in range(EVENTS):
        far = number % 12 == 0
        latitude = draw.uniform(12.5, 17.5) if far else draw.gauss(15.3, 0.12)
        longitude = draw.uniform(43.2, 49.0) if far else draw.gauss(44.2, 0.12)
        actor = "A" if number % 3 else "B; C"
        lines.append(f"{number},shelling,{actor},P,{1 + number % 2},{latitude:.4f},{longitude:.4f}")
    (folder / "events.csv").write_text("\n".join(lines), encoding="utf-8")
    output = folder / "map.html"
    assert build_map.main([str(folder / "events.csv"), "-qo", str(output)]) == build_map.DONE
    return output


def counted(page):
    """How many events are drawn, and how many rings there are."""
    marks = page.evaluate("conflictmap.drawn()")
    rings = [mark for mark in marks if mark["kind"] == "cluster"]
    return sum(mark["count"] for mark in marks), len(rings)


@pytest.mark.parametrize("width", [1280, 375])
def test_rings_and_marks_hold_every_event(open_page, crowded, width):
    watched = open_page(crowded, width=width)
    total, rings = counted(watched.page)
    assert total == EVENTS
    assert rings > 0
    assert watched.faults == []


def test_a_filter_changes_what_the_rings_hold(open_page, crowded):
    page = open_page(crowded).page
    page.evaluate("conflictmap.filter({actor: ['B']})")
    assert counted(page)[0] == page.evaluate("conflictmap.state().shown") == EVENTS / 3


def test_a_ring_comes_apart_when_it_is_pressed(open_page, crowded):
    page = open_page(crowded).page
    rings = [mark for mark in page.evaluate("conflictmap.drawn()") if mark["kind"] == "cluster"]
    fullest = max(rings, key=lambda mark: mark["count"])
    stage = page.locator(".leaflet-container").bounding_box()
    page.mouse.click(stage["x"] + fullest["x"], stage["y"] + fullest["y"])
    page.wait_for_timeout(800)
    inside = page.evaluate("conflictmap.drawn()")
    assert max(mark["count"] for mark in inside) < fullest["count"]
    assert sum(mark["count"] for mark in inside) >= fullest["count"]


def test_the_keyboard_reaches_rings_and_says_what_they_hold(open_page, crowded):
    page = open_page(crowded).page
    cursor = page.locator(".map-cursor")
    cursor.focus()
    for _ in range(len(page.evaluate("conflictmap.drawn()"))):
        if "events" in cursor.get_attribute("aria-label"):
            break
        page.keyboard.press("ArrowRight")
    assert "Shelling" in cursor.get_attribute("aria-label")
    before = page.evaluate("conflictmap.drawn()")
    page.keyboard.press("Enter")
    page.wait_for_timeout(800)
    assert page.evaluate("conflictmap.drawn()") != before


def test_a_selected_event_is_seen_itself(open_page, crowded):
    page = open_page(crowded).page
    for event_id in ("1", "2", "50"):
        page.evaluate("id => conflictmap.select(id)", event_id)
        (found,) = [mark for mark in page.evaluate("conflictmap.drawn()") if mark["selected"]]
        assert found["event_id"] == event_id
        page.evaluate("conflictmap.select('none')")
    page.keyboard.press("Escape")
    assert counted(page)[0] <= EVENTS


def test_three_events_far_apart_are_no_crowd(open_page, tmp_path):
    table = "event_id,latitude,longitude\n1,26.97,64.09\n2,26.24,61.4\n3,29.5,60.86\n"
    (tmp_path / "events.csv").write_text(table, encoding="utf-8")
    output = tmp_path / "map.html"
    assert build_map.main([str(tmp_path / "events.csv"), "-qo", str(output)]) == build_map.DONE
    assert counted(open_page(output).page) == (3, 0)
