"""Usable by every hand and eye: axe, the keyboard alone, contrast and motion as the system asks."""

from __future__ import annotations

import random

import page_frames
import pytest
from shapely.geometry import Point

STORY = [{"title": "One", "text": "The first.", "event": "near"}]
SHADE = "document.querySelector('.button-group:last-child button').click()"
STATES = {
    "as it opens": "0",
    "a card is open": "conflictmap.select('near')",
    "provinces are shaded": SHADE,
    "a story is told": "document.querySelector('.story-open').click()",
    "a table": "document.querySelector('[aria-label=\"Show as a table\"]').click()",
    "about": "document.querySelector('[data-about]').click()",
}
VIEWS = [(1280, "light", 6), (1280, "dark", 2), (375, "light", 2), (375, "dark", 6)]


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return page_frames.write(tmp_path_factory.mktemp("access"), story=STORY)


def violations(page):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(page).response["violations"]
    return [
        (one["impact"], one["id"], one["nodes"][0]["html"])
        for one in found
        if one["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize(("width", "scheme", "states"), VIEWS)
def test_axe_finds_nothing_serious_in_any_state(open_page, demo, width, scheme, states):
    page = open_page(demo, width=width, scheme=scheme, reduced_motion="reduce").page
    for name, step in list(STATES.items())[:states]:
        page.evaluate(f"void ({step})")
        page.wait_for_timeout(50)
        assert violations(page) == [], name


def test_axe_can_find_something(open_page, demo):
    page = open_page(demo).page
    page.evaluate("document.querySelector('.play').removeAttribute('aria-label')")
    page.evaluate("document.querySelector('.play').removeAttribute('title')")
    assert [one[1] for one in violations(page)] == ["button-name"]


# --- the keyboard alone


def spread(count):
    draw = random.Random(9)  # noqa: S311 - invented events, the same each time
    return [
        page_frames.DEMO[n % 4]
        | {"event_id": f"e{n:03d}"}
        | ({} if n % 4 % 2 else {"geometry": Point(draw.uniform(59, 65), draw.uniform(25, 31))})
        for n in range(count)
    ]


def stops(page):
    """How often Tab is pressed from the top of the page until it has been everywhere."""
    page.evaluate("document.activeElement?.blur()")
    seen = 0
    while seen < 150:
        page.keyboard.press("Tab")
        if page.evaluate(
            "document.activeElement === document.body || marked(document.activeElement)"
        ):
            break
        seen += 1
    return seen


MARK = """window.seen = new Set();
window.marked = (one) => { if (seen.has(one)) return true; seen.add(one); return false; }"""


def test_tab_stops_do_not_grow_with_the_data(open_page, tmp_path):
    counted = {}
    for count in (16, 120):
        folder = tmp_path / str(count)
        folder.mkdir()
        page = open_page(page_frames.write(folder, spread(count))).page
        page.evaluate(MARK)
        counted[count] = stops(page)
    assert 20 < counted[16] < 80
    assert counted[120] == counted[16] + 1, "a long list has a way to the reading help below it"


def test_the_arrow_keys_walk_the_map_and_come_back(open_page, demo):
    page = open_page(demo).page
    page.locator(".map-cursor").focus()
    opened = set()
    for _ in range(3):
        page.keyboard.press("Enter")
        opened.add(page.evaluate("conflictmap.state().selected"))
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.className") == "map-cursor"
        page.keyboard.press("ArrowRight")
    assert opened == {"near", "area", "point"}


# --- as the system asks


def test_nothing_moves_where_motion_is_not_wanted(open_page, demo):
    page = open_page(demo, reduced_motion="reduce").page
    before = page.locator("[data-slot=scale]").text_content()
    page.get_by_role("button", name="Zoom in").click()
    moving = """document.getAnimations().filter((one) => one.playState === 'running').length"""
    assert page.evaluate(moving) == 0
    page.wait_for_timeout(400)
    page.evaluate("conflictmap.select('point')")
    assert page.evaluate(moving) == 0
    assert page.locator("[data-slot=scale]").text_content() != before


def test_more_contrast_and_forced_colours_lose_no_mark(open_page, demo):
    page = open_page(demo, contrast="more").page
    ink = "getComputedStyle(document.documentElement).getPropertyValue('--ink-2')"
    assert "333b42" in page.evaluate(ink)
    page = open_page(demo, forced_colors="active").page
    page.locator(".legend-entry").first.click()
    pressed = "one => getComputedStyle(one).outlineStyle"
    assert page.locator(".legend-entry[aria-pressed=true]").evaluate(pressed) == "solid"
    colours = "all => new Set(all.map((one) => getComputedStyle(one).backgroundColor)).size"
    assert page.locator(".legend .swatch").evaluate_all(colours) == 4
    coloured = """() => { const canvas = document.querySelector('.leaflet-events-pane canvas');
        const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        for (let at = 0; at < data.length; at += 4) {
          const [r, g, b, a] = data.subarray(at, at + 4);
          if (a === 255 && Math.max(r, g, b) - Math.min(r, g, b) > 80) return true;
        }
        return false; }"""
    assert page.evaluate(coloured)  # the actors' own colours, not the system's
