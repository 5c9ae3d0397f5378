"""The map as an instrument: time, legend, search, list and table, strip."""

from __future__ import annotations

import random

import page_frames
import pytest

NAMES = ("exact", "near", "area", "unlocated", "hidden")
CROWD = 240
PHONE = {"width": 375, "height": 740}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("instrument")


@pytest.fixture(scope="module")
def demo(folder):
    return page_frames.write(folder)


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    return page_frames.write(tmp_path_factory.mktemp("crowd"), page_frames.many(CROWD))


def text(locator):
    return " ".join(locator.text_content().split())


def strip(page):
    return {name: int(text(page.locator(f"[data-count={name}]"))) for name in NAMES}


def state(page):
    return page.evaluate("conflictmap.state()")


# --- time


def test_the_chart_is_a_histogram_that_a_pointer_brushes(open_page, crowd):
    page = open_page(crowd).page
    assert page.locator(".time-sure").get_attribute("d").count("M") > 20
    box = page.locator(".time-track").bounding_box()
    y = box["y"] + 12
    page.mouse.move(box["x"] + box["width"] * 0.25, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, y, steps=5)
    page.mouse.up()
    page.wait_for_timeout(100)
    brushed = state(page)
    assert brushed["from"] is not None
    assert brushed["from"] < brushed["to"]
    assert 0 < brushed["shown"] < CROWD
    page.mouse.move(box["x"] + box["width"] * 0.4, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, y, steps=5)
    page.mouse.up()
    page.wait_for_timeout(100)
    moved = state(page)
    assert moved["from"] > brushed["from"]
    page.locator(".time-track").dblclick(position={"x": 4, "y": 12})
    assert state(page)["from"] is None
    assert state(page)["to"] is None


def test_the_window_is_moved_and_stretched_by_keys_alone(open_page, crowd):
    page = open_page(crowd).page
    first, last = page.locator(".time-from"), page.locator(".time-to")
    window = page.locator(".time-window")
    assert window.get_attribute("tabindex") is None  # a window on everything is no stop
    first.focus()
    page.keyboard.press("PageUp")
    last.focus()
    page.keyboard.press("PageDown")
    page.keyboard.press("ArrowLeft")
    before = state(page)
    window.focus()
    page.keyboard.press("ArrowRight")
    after = state(page)
    assert (after["from"], after["to"]) != (before["from"], before["to"])
    assert window.get_attribute("aria-valuetext")
    first.focus()
    page.keyboard.press("Shift+ArrowLeft")
    assert (state(page)["from"], state(page)["to"]) == (before["from"], before["to"])
    page.keyboard.press("Home")
    last.focus()
    page.keyboard.press("End")
    assert state(page)["hidden"] == 0


def test_play_runs_to_the_last_day_and_stops_when_it_is_asked(open_page, demo):
    page = open_page(demo).page
    page.get_by_role("button", name="Play through time").press("Enter")
    page.wait_for_timeout(1200)
    playing = state(page)
    assert playing["to"] is not None
    page.get_by_role("button", name="Pause").press("Enter")
    stopped = state(page)["to"]
    page.wait_for_timeout(700)
    assert state(page)["to"] == stopped
    page.get_by_role("button", name="Play through time").press("Enter")
    page.get_by_role("button", name="Play through time").wait_for(timeout=8000)
    assert state(page)["to"] is None


def test_undated_events_have_a_switch_of_their_own(open_page, demo):
    page = open_page(demo).page
    page.get_by_label("1 undated").uncheck()
    assert state(page)["hidden"] == 1
    page.evaluate("conflictmap.filter({from: '2024-01-18', undated: false})")
    page.get_by_label("1 undated").check()
    assert (state(page)["shown"], state(page)["from"]) == (2, "2024-01-18")


def test_a_window_outside_of_all_events_is_told_as_it_is(open_page, demo):
    page = open_page(demo).page
    page.evaluate("conflictmap.filter({from: '2031-03-01', to: '2031-03-05'})")
    assert text(page.locator(".time-range")) == "1–5 Mar 2031"


# --- filters and counts


def test_the_counts_are_true_under_any_filter(open_page, crowd):
    page = open_page(crowd).page
    draw = random.Random(3)  # noqa: S311 - the same each time
    for _ in range(12):
        wanted = {
            "type": draw.sample(["air_strike", "armed_attack", "abduction"], 2),
            "toll": draw.choice([[1], [10], [""], None]),
            "from": draw.choice([None, "2024-03-01"]),
            "role": draw.choice([None, ["point", "area"], ["none"]]),
        }
        told = page.evaluate("filter => conflictmap.filter(filter)", wanted)
        counted = strip(page)
        assert sum(counted.values()) == CROWD
        assert counted["hidden"] == told["hidden"]
        assert text(page.locator(".counts + [role=status]")).startswith(f"{told['shown']} of 240")


def test_every_facet_filters_from_the_legend(open_page, demo):
    page = open_page(demo).page
    for fold in page.locator(".legend-fold summary").all():
        fold.press("Enter")

    def press(facet, name):
        entry = page.locator(f".legend-entry[data-facet={facet}]", has_text=name)
        entry.press("Enter")
        assert entry.get_attribute("aria-pressed") == "true"
        shown = state(page)["shown"]
        assert text(entry.locator(".count")) == str(shown)
        entry.press("Enter")
        assert state(page)["hidden"] == 0
        return shown

    assert press("type", "Air strike") == 2
    assert press("status", "Contested") == 1
    assert press("actor", "Band B") == 1
    assert press("actor", "Actor not known") == 1
    assert press("role", "Somewhere in an area") == 1
    assert press("country", "Iran") == 3
    assert press("province", "Balochistan") == 1
    assert press("toll", "at least 1") == 2
    assert press("toll", "Toll not stated") == 2


def test_counts_beside_values_follow_the_other_parts(open_page, demo):
    page = open_page(demo).page
    contested = page.locator(".legend-entry[data-facet=status]", has_text="Contested")
    page.locator(".legend-entry[data-facet=type]", has_text="Air strike").click()
    assert text(contested.locator(".count")) == "0"
    assert "is-off" in contested.get_attribute("class")
    page.get_by_role("button", name="Show all", exact=True).click()
    assert text(contested.locator(".count")) == "1"


def test_many_actors_are_written_some_at_a_time(open_page, tmp_path):
    rows = [page_frames.POINT | {"event_id": f"p{n}", "actor": f"Band {n}"} for n in range(150)]
    page = open_page(page_frames.write(tmp_path, rows)).page
    actors = page.locator(".legend-entry[data-facet=actor]")
    assert actors.count() == 8
    assert "143 other actors" in text(actors.nth(7))
    more = page.get_by_role("button", name="Show 143 more")
    more.press("Enter")
    assert actors.count() == 68
    page.locator(".legend-entry[data-facet=actor]:focus").press("Enter")
    assert state(page)["shown"] == 1


# --- search


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("pánjgur", "near"),
        ("SISTAN", "area"),
        ("راسك", "arab"),
        ("київ", "cyr"),
        ("mosque", "area"),
    ],
)
def test_search_is_found_by_keys_in_any_script(open_page, tmp_path, query, found):
    rows = [
        page_frames.NEAR,
        page_frames.AREA | {"place": "Sīstān va Balūchestān", "notes": "Near a mosque."},
        page_frames.POINT | {"event_id": "arab", "place": "راسک"},
        page_frames.POINT | {"event_id": "cyr", "place": "КИЇВ"},
    ]
    page = open_page(page_frames.write(tmp_path, rows)).page
    page.keyboard.press("/")
    page.keyboard.type(query)
    page.keyboard.press("Enter")
    assert state(page)["shown"] == 1
    assert page.evaluate("document.activeElement.dataset.eventId") == found
    page.keyboard.press("Enter")
    assert state(page)["selected"] == found
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.keyboard.press("Escape")
    assert state(page)["hidden"] == 0


def test_a_search_that_finds_nothing_says_so_and_follows_a_reset(open_page, demo):
    page = open_page(demo).page
    box = page.get_by_role("searchbox")
    box.fill("zzzz")
    page.locator(".none", has_text="No event passes the filters.").wait_for(state="visible")
    page.evaluate("conflictmap.reset()")
    assert box.input_value() == ""


# --- list and table


def test_a_keyboard_opens_every_event_of_fifty(open_page, tmp_path):
    page = open_page(page_frames.write(tmp_path, page_frames.many(50))).page
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    seen = set()
    for _ in range(50):
        page.keyboard.press("Enter")
        seen.add(state(page)["selected"])
        assert page.locator("[data-popup]").count() == 1
        page.keyboard.press("Escape")
        page.keyboard.press("ArrowDown")
    assert len(seen) == 50


def test_a_long_list_is_walked_by_pages_to_its_very_end(open_page, crowd):
    page = open_page(crowd).page
    before = page.evaluate("document.querySelectorAll('*').length")
    page.locator("[data-event-id][tabindex='0']").focus()
    steps = 0
    position = "li:focus-within"
    while page.locator(position).get_attribute("aria-posinset") != str(CROWD) and steps < 100:
        page.keyboard.press("PageDown")
        steps += 1
    assert 10 < steps < 100
    assert page.locator("li:focus-within").get_attribute("aria-setsize") == str(CROWD)
    assert page.evaluate("document.querySelectorAll('*').length") < before + 200
    page.keyboard.press("Home")
    assert page.locator("li:focus-within").get_attribute("aria-posinset") == "1"


def test_a_row_in_focus_survives_being_scrolled_away(open_page, crowd):
    page = open_page(crowd).page
    page.locator("[data-event-id][tabindex='0']").focus()
    focused = page.evaluate("document.activeElement.dataset.eventId")
    page.locator(".panel").evaluate("panel => panel.scrollTo(0, 12000)")
    page.wait_for_timeout(300)
    assert page.evaluate("document.activeElement.dataset.eventId") == focused
    page.keyboard.press("ArrowDown")
    assert page.locator("li:focus-within").get_attribute("aria-posinset") == "2"
    assert page.locator("li:focus-within").is_visible()


def test_the_table_sorts_both_ways_with_the_unknown_last(open_page, crowd):
    page = open_page(crowd).page
    page.get_by_role("button", name="Show as a table").click()
    head = page.get_by_role("columnheader", name="Killed")
    killed = page.locator(".lines .cell-killed")
    for direction in ("ascending", "descending"):
        head.get_by_role("button").press("Enter")
        assert head.get_attribute("aria-sort") == direction
        page.locator(".panel").evaluate("panel => panel.scrollTo(0, 0)")
        first = text(killed.first)
        assert first.startswith("1" if direction == "ascending" else "49")
        page.locator(".lines [tabindex='0']").focus()
        page.keyboard.press("End")
        assert not text(page.locator(".line:focus .cell-killed")).startswith("49")
        assert page.locator(".line:focus").get_attribute("aria-rowindex") == str(CROWD + 1)
    assert page.get_by_role("grid").get_attribute("aria-rowcount") == str(CROWD + 1)


def test_the_table_selects_on_the_map_and_the_map_in_the_table(open_page, demo):
    page = open_page(demo).page
    page.get_by_role("button", name="Show as a table").click()
    page.locator(".line[data-event-id='point']").click()
    assert state(page)["selected"] == "point"
    assert "Rask" in text(page.locator("[data-popup]"))
    page.keyboard.press("Escape")
    page.evaluate("conflictmap.select('near')")
    assert page.locator(".line[aria-current]").get_attribute("data-event-id") == "near"
    page.get_by_role("button", name="Show as a table").click()
    assert page.locator(".entry[aria-current]").get_attribute("data-event-id") == "near"


def test_cards_are_sorted_by_the_menu(open_page, crowd):
    page = open_page(crowd).page
    page.get_by_label("Sort by").select_option("killed")
    page.get_by_role("button", name="First to last").click()
    assert page.get_by_role("button", name="Last to first").is_visible()
    assert "49 killed" in text(page.locator(".entry").first)


# --- what cannot be drawn


def test_events_without_a_mark_stand_in_a_strip_on_the_map(open_page, tmp_path):
    rows = [*page_frames.DEMO, page_frames.NOWHERE | {"event_id": "void", "country": None}]
    page = open_page(page_frames.write(tmp_path, rows)).page
    chips = page.locator(".strip-chip")
    assert [text(chip) for chip in chips.all()] == ["Iran 1", "Place not known 1"]
    chips.first.press("Enter")
    assert state(page)["shown"] == 1
    assert page.locator("[data-event-id]:visible").get_attribute("data-event-id") == "nowhere"
    assert chips.first.get_attribute("aria-pressed") == "true"
    chips.first.press("Enter")
    assert state(page)["hidden"] == 0
    page.evaluate("conflictmap.filter({type: 'air_strike'})")
    assert not page.locator(".strip").is_visible()


# --- on a phone


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_a_phone(open_page, crowd, scheme):
    watched = open_page(crowd, scheme=scheme, **PHONE)
    page = watched.page
    page.get_by_role("button", name="Show as a table").click()
    for selector in (".tools", ".lines .line:first-child", ".strip", ".timeline"):
        box = page.locator(selector).first.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"], selector
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert watched.faults == []
