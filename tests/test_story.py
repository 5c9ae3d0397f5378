"""A story in steps: declared, told on the map, kept in the address, printed as pages."""

from __future__ import annotations

import page_frames
import pytest

import conflictmap as cm

DECLARED = """title = "T"
events = "events.csv"
[[story]]
title = "One"
text = "First."
view = [26.9, 63.6, 7]
from = 2024-01-16
to = "2024-01-17"
event = "near"
[[story]]
text = "Second."
filters = { status = ["claimed", ""], toll = 1 }
"""
STEPS = [
    {"title": "One", "text": "The <b>first</b>.", "view": [27, 63.5, 7], "event": "near",
     "from": "2024-01-16", "to": "2024-01-17"},
    {"text": "دوم", "filters": {"status": ["claimed"]}},
    {"title": "Three", "text": "The third.", "view": [27, 61, 6]},
]  # fmt: skip


def declared(tmp_path, text):
    (tmp_path / "map.toml").write_text(text, encoding="utf-8")
    return cm.read_declaration(tmp_path / "map.toml")


def test_a_story_is_read_with_its_dates_as_text(tmp_path):
    first, second = declared(tmp_path, DECLARED).story
    assert (first["from"], first["to"], first["view"]) == (
        "2024-01-16",
        "2024-01-17",
        [26.9, 63.6, 7],
    )
    assert second == {"text": "Second.", "filters": {"status": ["claimed", ""], "toll": 1}}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('text = ""', "text is missing"),
        ('text = "a"\nview = [1, 2]', "view must be"),
        ('text = "a"\nview = [91, 0, 3]', "view must be"),
        ('text = "a"\nfrom = "January"', "from must be a date"),
        ('text = "a"\nvew = 1', "did you mean 'view'"),
        ('text = "a"\nfilters = { kind = "x" }', "unknown filter 'kind'"),
        ('text = "a"\nfilters = { status = "claimd" }', "did you mean 'claimed'"),
        ('text = "a"\nfilters = { actor = true }', "a value or a list"),
    ],
)
def test_a_fault_in_a_step_is_named_with_its_number(tmp_path, line, words):
    text = f'title = "T"\nevents = "e.csv"\n[[story]]\ntext = "fine"\n[[story]]\n{line}\n'
    with pytest.raises(cm.InputError, match="step 2 of the story") as error:
        declared(tmp_path, text)
    assert words in str(error.value)


def test_a_step_about_no_event_of_the_map_is_refused():
    events = page_frames.frame(page_frames.DEMO)
    cm.check_story(STEPS, events)
    with pytest.raises(cm.InputError, match="did you mean 'near'"):
        cm.check_story([{"text": "a", "event": "neer"}], events)


def test_a_story_may_not_name_what_the_map_protects(tmp_path):
    words = declared(tmp_path, DECLARED).words
    assert {"T", "One", "First.", "near", "Second.", "claimed"} <= set(words)


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    return page_frames.write(tmp_path_factory.mktemp("story"), story=STEPS)


def state(page):
    return page.evaluate("conflictmap.state()")


def test_steps_are_walked_by_keys_and_stand_in_the_address(open_page, told):
    watched = open_page(told)
    page = watched.page
    page.get_by_role("button", name="Read the story: 3 steps").press("Enter")
    assert page.locator(".story-title").text_content() == "One"
    assert page.locator(".story-text").text_content() == "The <b>first</b>."
    assert (state(page)["selected"], state(page)["from"]) == ("near", "2024-01-16")
    following = page.get_by_role("button", name="Next step")
    following.press("Enter")
    assert page.locator(".story-title").text_content() == "Step 2"
    assert (state(page)["selected"], state(page)["shown"], state(page)["from"]) == (None, 1, None)
    following.press("Enter")
    assert following.is_disabled()
    page.wait_for_timeout(400)
    address = page.evaluate("location.hash")
    assert "step=3" in address
    page.reload()
    page.locator("html[data-ready='true']").wait_for()
    assert page.locator(".story-title").text_content() == "Three"
    page.wait_for_timeout(300)
    assert page.evaluate("location.hash") == address
    page.get_by_role("button", name="Leave the story").press("Enter")
    page.wait_for_timeout(300)
    assert "step" not in page.evaluate("location.hash")
    assert watched.faults == []


def test_an_address_of_a_step_alone_leads_to_the_step(open_page, told):
    page = open_page(told).page
    page.evaluate("location.hash = 'step=2'")
    page.locator(".story-title", has_text="Step 2").wait_for()
    assert state(page)["shown"] == 1
    page.evaluate("location.hash = 'step=9'")
    page.wait_for_timeout(100)
    assert page.locator(".story:visible").count() == 0


def test_every_step_is_printed_with_its_map(open_page, told):
    watched = open_page(told)
    page = watched.page
    page.evaluate("conflictmap.filter({type: 'air_strike'}); conflictmap.select('area')")
    before = state(page)
    page.emulate_media(media="print")
    pages = page.locator(".story-page")
    pages.nth(2).wait_for(state="attached")  # the page hears of the paper a moment later
    assert [one.text_content() for one in pages.locator("h2").all()] == ["One", "Step 2", "Three"]
    inked = """all => all.map((page) => [...page.querySelectorAll('canvas')].filter((canvas) => {
        if (canvas.style.visibility === 'hidden') return false;
        const {width, height} = canvas;
        const {data} = canvas.getContext('2d').getImageData(0, 0, width, height);
        return data.some(Boolean); }).length)"""
    assert pages.evaluate_all(inked) == [2, 2, 2]  # the ground and the events
    assert pages.locator("button").count() == 0
    assert "16–17 January 2024" in pages.first.text_content()
    assert state(page) == before
    page.emulate_media(media="screen")
    page.locator(".story-page").first.wait_for(state="detached")
    assert watched.faults == []


def test_a_map_with_a_story_is_verified_by_its_tables_too(tmp_path):
    import build_map

    (tmp_path / "events.csv").write_text("event_id,place\nnear,Panjgur\n", encoding="utf-8")
    declared(tmp_path, DECLARED)
    assert build_map.main([str(tmp_path / "map.toml"), "-q"]) == 0
    tables = [str(tmp_path / "map.html"), str(tmp_path / "events.csv")]
    assert build_map.main(["verify", *tables, "-q"]) == 0
