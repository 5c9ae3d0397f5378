"""What is shown stands in the address: a link, or a reload, leads back to it."""

from __future__ import annotations

import html

import page_frames
import pytest

STATES = {
    "nothing said": "",
    "a view": "view=27.5/62/7",
    "one type": "type=air_strike",
    "two types": "type=air_strike&type=armed_attack",
    "an actor": "actor=Government+of+A",
    "no actor known": "actor=",
    "a status": "status=claimed",
    "a role": "role=near",
    "a window of days": "from=2024-01-16&to=2024-01-17",
    "dated only": "undated=no",
    "a search": "text=panjgur",
    "an event": "event=near",
    "dark": "theme=dark",
    "shaded by events": "shade=events",
    "shaded by deaths": "type=air_strike&shade=killed",
    "all at once": "view=27.5/62/7&type=air_strike&from=2024-01-16&event=near&theme=light",
}


@pytest.fixture
def page(open_page, tmp_path):
    watched = open_page(page_frames.write(tmp_path))
    yield watched.page
    assert watched.faults == []


def shown(page):
    """What a reader sees of the state: counts, window, selection, open card, view, theme."""
    return page.evaluate(
        """() => ({
          ...conflictmap.state(),
          card: document.querySelector('[data-popup]')?.dataset.popup ?? null,
          theme: document.documentElement.dataset.theme,
          scale: document.querySelector('.scale, [data-slot=scale]')?.textContent ?? null,
        })"""
    )


def written(page):
    """The address, once it has come to rest."""
    page.wait_for_timeout(400)
    return page.evaluate("location.hash.slice(1)")


def test_every_state_survives_its_address_and_a_reload(page):
    for name, address in STATES.items():
        page.evaluate("address => { location.hash = address; }", address)
        assert written(page) == address, name
        before = shown(page)
        page.evaluate("window.marked = true")
        page.reload()
        page.locator("html[data-ready='true']").wait_for()
        assert page.evaluate("window.marked") is None
        assert shown(page) == before, name
        assert written(page) == address, name


def test_what_a_reader_does_is_written(page):
    page.evaluate("conflictmap.filter({type: 'air_strike'}); conflictmap.select('area')")
    assert written(page) == "type=air_strike&event=area"
    page.evaluate("conflictmap.reset()")
    assert written(page) == ""


def test_a_wrong_address_shows_the_whole_map(page):
    whole = shown(page)
    page.evaluate("location.hash = 'type=no_such_type&view=nowhere&event=none&from=never'")
    assert written(page) == "type=no_such_type"
    assert shown(page)["shown"] == 0
    page.evaluate("location.hash = 'view=nowhere&event=nobody&from=never'")
    assert written(page) == ""
    assert shown(page) == whole


def test_a_frame_made_of_text_works_without_an_address(open_page, tmp_path):
    text = page_frames.write(tmp_path).read_text(encoding="utf-8")
    frame = f'<iframe sandbox="allow-scripts" srcdoc="{html.escape(text)}"></iframe>'
    (tmp_path / "report.html").write_text(f"<!DOCTYPE html>{frame}", encoding="utf-8")
    watched = open_page(tmp_path / "report.html", ready=False)
    inside = watched.page.frame_locator("iframe")
    inside.locator("html[data-ready='true']").wait_for()
    inside.locator("body").evaluate("() => conflictmap.filter({type: 'air_strike'})")
    watched.page.wait_for_timeout(400)
    assert inside.locator("body").evaluate("() => conflictmap.state().shown") == 2
    assert watched.faults == []
