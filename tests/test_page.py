"""The page in a browser: whole, silent, true in its counts, and usable by every hand."""

from __future__ import annotations

import math
import re

import page_frames
import pytest

VIEWS = [(1280, 800, "light"), (375, 740, "dark")]
EMPTY = [row for row in page_frames.DEMO if row["event_id"] == "none of them"]


@pytest.fixture
def demo(tmp_path):
    return page_frames.write(tmp_path)


def words(locator):
    return " ".join(locator.text_content().split())


def card(page, event_id):
    assert page.evaluate("id => conflictmap.select(id)", event_id) is True
    return words(page.locator("[data-popup]"))


@pytest.mark.parametrize(("width", "height", "scheme"), VIEWS)
def test_the_page_asks_for_nothing_and_says_what_it_holds(open_page, demo, width, height, scheme):
    watched = open_page(demo, width=width, height=height, scheme=scheme)
    state = watched.page.evaluate("conflictmap.state()")
    assert state == {
        "ready": True, "total": 4, "exact": 1, "near": 1, "area": 1, "unlocated": 1, "shown": 4,
        "hidden": 0, "selected": None, "from": None, "to": None,
    }  # fmt: skip
    assert watched.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    packed = watched.page.locator("script[type='application/octet-stream']")
    assert packed.count() == 0, "what was unpacked is given back"
    assert watched.faults == []


@pytest.mark.parametrize("rows", [[], [page_frames.NOWHERE], [page_frames.POINT]])
def test_maps_of_none_and_of_one_stand(open_page, tmp_path, rows):
    watched = open_page(page_frames.write(tmp_path, rows))
    assert watched.page.evaluate("conflictmap.state().total") == len(rows)
    assert watched.page.locator("[data-event-id]").count() == len(rows)
    assert watched.faults == []


def drawn(page):
    """What stands on the canvas, in view."""
    return page.evaluate("conflictmap.drawn()")


PIXELS = """([x, y, w, h]) => {
    const canvas = document.querySelector('.leaflet-events-pane canvas');
    const [box, map] = [canvas, document.querySelector('.leaflet-container')].map(
        (one) => one.getBoundingClientRect());
    const ratio = canvas.width / box.width;
    const [left, top] = [(x + map.left - box.left) * ratio, (y + map.top - box.top) * ratio];
    const {data} = canvas.getContext('2d').getImageData(left, top, w * ratio, h * ratio);
    return Array.from({length: data.length / 4}, (_, at) => data[4 * at + 3]); }"""


def test_an_area_is_a_hatched_shape_and_never_a_mark(open_page, demo):
    page = open_page(demo).page
    marks = drawn(page)
    assert sorted(mark["kind"] for mark in marks) == ["area", "point", "point"]
    (area,) = [mark for mark in marks if mark["kind"] == "area"]
    alphas = page.evaluate(PIXELS, [area["x"] - 20, area["y"] - 60, 40, 20])
    assert 10 < min(alphas) < 40  # the ground of the hatching, seen through
    assert 90 < max(alphas) < 150  # its lines
    assert max(page.evaluate(PIXELS, [5, 5, 20, 20])) == 0


def test_a_ring_is_as_wide_as_it_says_on_the_ground(open_page, demo):
    page = open_page(demo).page
    near = next(mark for mark in drawn(page) if mark["event_id"] == "near")
    point = next(mark for mark in drawn(page) if mark["event_id"] == "point")
    east = (near["x"] - point["x"]) / (64.09 - 61.4)  # pixels to a degree of longitude
    assert near["ring"] == pytest.approx(
        25 / (111.195 * math.cos(math.radians(26.97))) * east, rel=0.01
    )
    assert point["ring"] == 0
    edge = page.evaluate(PIXELS, [near["x"] - 1, near["y"] - near["ring"] - 2, 3, 4])
    assert max(edge) > 100


def test_unknown_is_never_nought_and_never_a_date(open_page, demo):
    page = open_page(demo).page
    area = card(page, "area")
    assert "at least 1, number not stated" in area
    assert "Injured not stated" in area.replace("Injurednot", "Injured not")
    assert not re.search(r"(?<!\d)0(?!\d)", area)
    undated = words(page.locator("[data-event-id='nowhere']"))
    assert "some years ago" in undated
    assert not re.search(r"\d{4}", undated)
    assert "not on the map" in undated.casefold()


def test_the_card_tells_denials_and_who_says_what(open_page, demo):
    page = open_page(demo).page
    contested = card(page, "point")
    assert "Contested" in contested
    assert "Alleged by A" in contested
    assert "Denied by Band B" in contested
    assert "“recent”" in contested
    near = card(page, "near")
    assert "within 25 km" in near
    assert "including 2 children" in near
    assert near.count("Two children died near Panjgur.") == 1
    assert "Supports: deaths and place" in near
    assert "0123456789" in near


ADDRESSES = ["https://example.org/a", "https://archive.example/a"]


def test_links_lead_only_to_the_web_and_tell_nothing(open_page, tmp_path):
    sources = page_frames.SOURCES.assign(url="javascript:alert(1)", archived="copies/a.html")
    page = open_page(page_frames.write(tmp_path, sources=sources)).page
    card(page, "near")
    assert page.locator("a[href^=javascript]").count() == 0
    assert "archived copy: copies/a.html" in page.locator("[data-popup]").inner_text()
    page = open_page(page_frames.write(tmp_path)).page
    card(page, "near")
    links = page.locator("[data-popup] a")
    addresses = links.evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    assert addresses == ADDRESSES
    said = links.evaluate_all("all => all.map((one) => one.getAttribute('rel'))")
    assert set(said) == {"noopener noreferrer"}


def test_sources_print_as_a_bibliography(open_page, demo):
    page = open_page(demo).page
    page.emulate_media(media="print")
    after = """(all) => all.map((one) => getComputedStyle(one, '::after').content)"""
    printed = page.locator(".sources a").evaluate_all(after)
    assert [address in said for address, said in zip(ADDRESSES, printed, strict=True)] == [True] * 2
    (hashed,) = page.locator(".sources .hash").evaluate_all(after)
    assert "0123456789abcdef" * 4 in hashed


FILTERS = [
    ({"type": "air_strike"}, ["near", "area"]),
    ({"status": ["contested", "reported"]}, ["point", "nowhere"]),
    ({"actor": "Band B"}, ["point"]),
    ({"actor": ""}, ["nowhere"]),
    ({"role": "none"}, ["nowhere"]),
    ({"from": "2024-01-17"}, ["near", "area", "nowhere"]),
    ({"to": "2023-01-01"}, ["point", "nowhere"]),
    ({"to": "2023-01-01", "undated": False}, ["point"]),
    ({"text": "pánjgur"}, ["near"]),
    ({"type": "__proto__"}, []),
    ({}, ["near", "area", "point", "nowhere"]),
]


@pytest.mark.parametrize(("wanted", "ids"), FILTERS)
def test_a_filter_shows_exactly_what_passes(open_page, demo, wanted, ids):
    page = open_page(demo).page
    state = page.evaluate("filter => conflictmap.filter(filter)", wanted)
    assert (state["shown"], state["hidden"]) == (len(ids), 4 - len(ids))
    visible = page.locator("[data-event-id]:visible")
    shown = visible.evaluate_all("all => all.map((one) => one.dataset.eventId)")
    assert sorted(shown) == sorted(ids)
    strip = {
        name: int(words(page.locator(f"[data-count={name}]")))
        for name in ("exact", "near", "area", "unlocated", "hidden")
    }
    assert sum(strip.values()) == 4
    assert strip["hidden"] == 4 - len(ids)
    assert page.evaluate("conflictmap.reset().hidden") == 0


def test_a_filter_that_is_none_is_an_error(open_page, demo):
    page = open_page(demo).page
    assert (
        page.evaluate(
            "() => { try { conflictmap.filter({typ: 1}) } catch (error) { return error.message } }"
        )
        == "unknown filter: typ"
    )


def test_the_legend_filters_and_counts(open_page, demo):
    page = open_page(demo).page
    entry = page.get_by_role("button", name="Air strike 2")
    entry.click()
    assert page.evaluate("conflictmap.state().shown") == 2
    assert entry.get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="Show all", exact=True).click()
    assert page.evaluate("conflictmap.state().hidden") == 0


def test_the_keyboard_opens_and_closes_every_event(open_page, demo):
    page = open_page(demo).page
    page.locator("[data-event-id][tabindex='0']").focus()
    seen = []
    for _ in range(4):
        page.keyboard.press("Enter")
        seen.append(page.evaluate("conflictmap.state().selected"))
        assert page.evaluate(
            "document.querySelector('[data-popup]').contains(document.activeElement)"
        )
        page.keyboard.press("Escape")
        assert page.locator("[data-popup]").count() == 0
        assert page.evaluate("document.activeElement.dataset.eventId") == seen[-1]
        page.keyboard.press("ArrowDown")
    assert sorted(seen) == ["area", "near", "nowhere", "point"]


def test_marks_are_one_tab_stop_and_open_by_enter(open_page, demo):
    page = open_page(demo).page
    cursor = page.locator(".map-cursor")
    assert cursor.count() == 1
    cursor.focus()
    named = []
    for _ in range(3):
        named.append(cursor.get_attribute("aria-label"))
        page.keyboard.press("ArrowRight")
    assert [name.split(",")[0] for name in named] == [
        "Air strike near Panjgur", "Air strike in The Province", "Armed attack in Rask",
    ]  # fmt: skip
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert page.evaluate("conflictmap.state().selected") == "area"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "map-cursor"


def test_the_pointer_picks_marks_and_shapes_and_the_ground_lets_go(open_page, demo):
    page = open_page(demo).page
    stage = page.locator(".leaflet-container").bounding_box()
    for mark in drawn(page):
        page.mouse.click(
            stage["x"] + mark["x"], stage["y"] + mark["y"] - (30 if mark["kind"] == "area" else 0)
        )
        assert page.evaluate("conflictmap.state().selected") == mark["event_id"]
        page.keyboard.press("Escape")
    page.evaluate("conflictmap.select('near')")
    page.mouse.click(stage["x"] + 20, stage["y"] + 300)
    assert page.evaluate("conflictmap.state().selected") is None


def test_events_in_one_spot_are_all_reached(open_page, tmp_path):
    rows = [page_frames.POINT | {"event_id": f"p{number}"} for number in range(3)]
    page = open_page(page_frames.write(tmp_path, rows)).page
    (stack,) = drawn(page)
    assert (stack["kind"], stack["count"]) == ("stack", 3)
    stage = page.locator(".leaflet-container").bounding_box()
    page.mouse.click(stage["x"] + stack["x"], stage["y"] + stack["y"])
    seen = [page.evaluate("conflictmap.state().selected")]
    for _ in range(2):
        page.get_by_role("button", name="Next event here").click()
        seen.append(page.evaluate("conflictmap.state().selected"))
    assert seen == ["p0", "p1", "p2"]
    fanned = drawn(page)  # side by side while one of them is open
    assert [mark["event_id"] for mark in fanned] == seen
    page.mouse.click(stage["x"] + fanned[0]["x"], stage["y"] + fanned[0]["y"])
    assert page.evaluate("conflictmap.state().selected") == "p0"


@pytest.mark.parametrize("width", [1280, 800, 375])
@pytest.mark.parametrize("event_id", ["near", "point"])
def test_the_card_never_covers_its_mark(open_page, demo, width, event_id):
    page = open_page(demo, width=width).page
    card(page, event_id)
    page.wait_for_timeout(400)
    stage = page.locator(".leaflet-container").bounding_box()
    (found,) = [one for one in drawn(page) if one["selected"]]
    mark = {
        "x": stage["x"] + found["x"] - found["radius"], "width": 2 * found["radius"],
        "y": stage["y"] + found["y"] - found["radius"], "height": 2 * found["radius"],
    }  # fmt: skip
    box = page.locator("[data-popup]").bounding_box()
    apart = (
        mark["x"] + mark["width"] <= box["x"]
        or box["x"] + box["width"] <= mark["x"]
        or mark["y"] + mark["height"] <= box["y"]
        or box["y"] + box["height"] <= mark["y"]
    )
    assert apart
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


def test_labels_touch_neither_each_other_nor_the_edge(open_page, demo):
    page = open_page(demo).page
    shown = """all => all.filter((one) => one.style.visibility === 'visible').map((one) => {
        const {left, top, right, bottom} = one.getBoundingClientRect();
        return [left, top, right, bottom]; })"""
    boxes = page.locator(".label").evaluate_all(shown)
    stage = page.locator("#map-stage").bounding_box()
    assert len(boxes) >= 4
    for number, (left, top, right, bottom) in enumerate(boxes):
        assert left >= stage["x"]
        assert right <= stage["x"] + stage["width"]
        for left2, top2, right2, bottom2 in boxes[:number]:
            assert right <= left2 or right2 <= left or bottom <= top2 or bottom2 <= top


def test_the_brush_moves_by_keys_and_dates_hold_in_every_zone(open_page, demo):
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        page = open_page(demo, timezone_id=zone).page
        assert "16–17 Jan 2024" in words(page.locator("[data-event-id='near']"))
        first, last = page.get_by_role("slider").all()
        assert (first.get_attribute("aria-valuetext"), last.get_attribute("aria-valuetext")) == (
            "13 January 2024", "21 January 2024"
        )  # fmt: skip
        last.focus()
        for _ in range(4):
            page.keyboard.press("ArrowLeft")
        state = page.evaluate("conflictmap.state()")
        assert (state["from"], state["to"], state["shown"]) == (None, "2024-01-17", 3)


def test_set_aside_rows_are_told(open_page, tmp_path):
    path = page_frames.write(tmp_path, set_aside=[{"row": 7, "reason": "latitude 200"}])
    page = open_page(path).page
    assert "1 row of the file set aside" in words(page.locator(".set-aside"))
    assert "latitude 200" in words(page.locator(".set-aside"))


def test_the_theme_can_be_chosen(open_page, demo):
    page = open_page(demo, scheme="light").page
    ground = "getComputedStyle(document.body).backgroundColor"
    by_day = page.evaluate(ground)
    page.get_by_role("button", name="Colours: as the device").click()
    page.get_by_role("button", name="Colours: light").click()
    assert page.evaluate(ground) != by_day


def test_the_about_dialog_prints_the_record_and_the_notice(open_page, demo):
    page = open_page(demo).page
    page.get_by_role("button", name="About this map").click()
    told = words(page.locator("dialog"))
    for text in ("a.csv", "12ab", "Vladimir Agafonkin", "CloudMade", "Redistribution and use"):
        assert text in told
    page.keyboard.press("Escape")
    assert page.evaluate("document.querySelector('dialog').open") is False


def test_the_page_works_in_a_sandboxed_frame(open_page, demo, tmp_path):
    outer = tmp_path / "outer.html"
    inner = demo.read_text(encoding="utf-8").replace("&", "&amp;").replace('"', "&quot;")
    outer.write_text(
        '<!DOCTYPE html><iframe sandbox="allow-scripts" width="900" height="600" '
        f'srcdoc="{inner}">',
        encoding="utf-8",
    )
    page = open_page(outer, ready=False).page
    frame = page.frames[1]
    frame.wait_for_function("document.documentElement.dataset.ready === 'true'")
    assert frame.evaluate("conflictmap.state().total") == 4


def test_markup_in_a_string_is_refused_by_the_browser(open_page, demo):
    page = open_page(demo).page
    assert (
        page.evaluate(
            """() => { try { document.body.innerHTML = '<img src=x onerror="window.ran=1">' }
            catch (error) { return error.name } }"""
        )
        == "TypeError"
    )
    assert page.evaluate("window.ran") is None


def test_paper_carries_the_map_the_legend_and_the_list_but_no_controls(open_page, demo):
    page = open_page(demo, width=375, scheme="dark").page
    page.evaluate("conflictmap.select('near')")
    page.emulate_media(media="print")
    page.wait_for_timeout(200)
    for shown in ("h1", ".folium-map", ".legend-body", "[data-event-id='nowhere']", ".source"):
        assert page.locator(shown).first.is_visible(), shown
    for hidden in ("[data-popup]", ".timeline", ".corner-top", ".skip"):
        assert not page.locator(hidden).is_visible(), hidden
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"


def test_a_long_list_keeps_the_document_short_and_reaches_every_event(open_page, tmp_path):
    rows = [page_frames.POINT | {"event_id": f"p{number}"} for number in range(400)]
    page = open_page(page_frames.write(tmp_path, rows)).page
    entries = page.locator("[data-event-id]")
    assert 5 < entries.count() < 60
    page.locator("[data-event-id='p0']").focus()
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.dataset.eventId") == "p399"
    assert page.locator("li:focus-within").get_attribute("aria-posinset") == "400"
    page.evaluate("conflictmap.select('p200')")
    page.locator("[data-event-id='p200'][aria-current]").wait_for(state="visible")
    assert entries.count() < 60
