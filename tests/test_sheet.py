"""The sheet: on a phone, the list of events is drawn up and down over the map."""

from __future__ import annotations

import page_frames
import pytest

PHONE = {"width": 375, "height": 740}


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    return page_frames.write(tmp_path_factory.mktemp("crowd"), page_frames.many(240))


def flung(page, *, by):
    """Drag the handle so many pixels down within a hundredth of a second, on any machine."""
    box = page.get_by_role("slider", name="Size of the event list").bounding_box()
    x, y, now = box["x"] + 100, box["y"] + 12, page.evaluate("Date.now()") / 1000
    session = page.context.new_cdp_session(page)
    steps = [("mousePressed", y, 0), ("mouseMoved", y + by, 0.01), ("mouseReleased", y + by, 0.011)]
    for kind, at, later in steps:
        session.send(
            "Input.dispatchMouseEvent",
            {"type": kind, "x": x, "y": at, "timestamp": now + later}
            | {"button": "left", "buttons": 1, "clickCount": 1},
        )
    session.detach()


def drawn(page, *, by):
    """Drag the handle so many pixels down."""
    box = page.get_by_role("slider", name="Size of the event list").bounding_box()
    x, y = box["x"] + 100, box["y"] + 12
    page.mouse.move(x, y)
    page.mouse.down()
    if by:
        page.mouse.move(x, y + by, steps=8)
    page.mouse.up()


def test_the_sheet_is_dragged_and_moved_by_keys(open_page, crowd):
    watched = open_page(crowd, **PHONE)
    page = watched.page
    handle = page.get_by_role("slider", name="Size of the event list")
    frame = page.locator(".app")
    assert frame.get_attribute("data-sheet") == "half"
    half = page.locator("#map-stage").bounding_box()["height"]
    assert half > 200
    drawn(page, by=690 - handle.bounding_box()["y"])
    assert frame.get_attribute("data-sheet") == "peek"
    page.wait_for_timeout(200)
    assert page.locator("#map-stage").bounding_box()["height"] > half + 150
    assert page.locator("[data-count=exact]").is_visible()
    handle.focus()
    page.keyboard.press("End")
    assert frame.get_attribute("data-sheet") == "full"
    assert page.locator(".panel").bounding_box()["height"] > 500
    page.locator("[data-event-id]").first.click()
    assert frame.get_attribute("data-sheet") == "half"
    assert page.locator("[data-popup]").is_visible()
    assert watched.faults == []


@pytest.mark.parametrize(
    ("key", "stop", "said"),
    [
        ("ArrowUp", "full", "whole"),
        ("ArrowDown", "peek", "closed"),
        ("Home", "peek", "closed"),
        ("End", "full", "whole"),
        ("Enter", "full", "whole"),
    ],
)
def test_a_key_moves_the_sheet_and_the_handle_says_where_it_is(open_page, crowd, key, stop, said):
    page = open_page(crowd, **PHONE).page
    handle = page.get_by_role("slider", name="Size of the event list")
    assert handle.get_attribute("aria-valuetext") == "half"
    handle.press(key)
    assert page.locator(".app").get_attribute("data-sheet") == stop
    assert handle.get_attribute("aria-valuetext") == said
    handle.press(key)  # beyond the last stop is no other; Enter goes back to the half
    beyond = "half" if key == "Enter" else stop
    assert page.locator(".app").get_attribute("data-sheet") == beyond
    handle.press("x")
    assert page.locator(".app").get_attribute("data-sheet") == beyond


def test_a_press_on_the_handle_opens_the_sheet_and_another_halves_it(open_page, crowd):
    page = open_page(crowd, **PHONE).page
    stops = []
    for _ in range(2):
        drawn(page, by=0)
        stops.append(page.locator(".app").get_attribute("data-sheet"))
    assert stops == ["full", "half"]


def test_a_flung_sheet_goes_on_to_the_next_stop(open_page, crowd):
    page = open_page(crowd, **PHONE).page
    flung(page, by=-60)  # nearer to the half, but fast
    assert page.locator(".app").get_attribute("data-sheet") == "full"
    flung(page, by=60)
    assert page.locator(".app").get_attribute("data-sheet") == "half"
