"""Text is text: hostile strings in every cell, the title and a room's own data, without the CSP."""

from __future__ import annotations

import re
from pathlib import Path

import page_frames
import pytest
from conflictmap.layers._room import Room

STRINGS = [
    "{{7*7}}", "{% raw %}", "{% endraw %}", "{#", "</script><script>window.ran=1</script>",
    "<!--<script>", "${window.ran=1}", "`${window.ran=1}`", '<img src=x onerror="window.ran=1">',
    "__proto__", "constructor", "hasOwnProperty", "toString", "javascript:window.ran=1",
    "\u202egpj.exe", "شهر راسک", "'\"><svg onload=window.ran=1>", "url(#x);}", "&lt;b&gt;",
    "\u2028",
]  # fmt: skip
CODES = {"event_type", "status", "geometry_role", "event_id"}
CELLS = [name for name in (*page_frames.TEXTS, *CODES) if name != "source_id"]


class Echo(Room):
    """A room whose data is hostile."""

    name = "echo"

    def data(self):
        return dict.fromkeys(STRINGS, STRINGS)

    def script(self):
        return "conflictmap.room('echo', (app, data) => { globalThis.echoed = data; });"


@pytest.fixture
def hostile(tmp_path):
    """A page with each string in every text cell of one event, and its policy removed."""
    rows = [
        dict.fromkeys(CELLS, text)
        | {"event_id": f"{number} {text}", "source_id": "S", "geometry_role": "point",
           "geometry": page_frames.POINT["geometry"]}
        for number, text in enumerate(STRINGS)
    ]  # fmt: skip
    rows += [page_frames.POINT | {"event_id": text} for text in STRINGS]
    sources = page_frames.SOURCES.assign(
        publisher=" ".join(STRINGS), title=STRINGS[4], url="javascript:window.ran=1"
    )
    evidence = page_frames.EVIDENCE.assign(event_id="0 {{7*7}}", text=" ".join(STRINGS), field="{#")
    made = page_frames.page(
        rows, title=" ".join(STRINGS), description=" ".join(STRINGS), sources=sources,
        evidence=evidence, set_aside=STRINGS, record={text: text for text in STRINGS},
    )  # fmt: skip
    Echo().add_to(made)
    page, removed = re.subn(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n', "", made.html())
    assert removed == 1
    path = tmp_path / "hostile.html"
    path.write_text(page, encoding="utf-8")
    return path


def test_every_string_is_shown_as_it_is_and_nothing_runs(open_page, hostile):
    watched = open_page(hostile)
    page = watched.page
    for number, text in enumerate(STRINGS):
        event_id = f"{number} {text}"
        assert page.evaluate("id => conflictmap.select(id)", event_id) is True
        assert page.locator("[data-popup]").get_attribute("data-popup") == event_id
        shown = page.locator("[data-popup]").text_content()
        assert shown.count(text) >= (8 if text.strip() else 5), text
        assert page.evaluate("([name, value]) => conflictmap.filter({[name]: value}).shown",
                             ["type", text]) >= 1  # fmt: skip
        page.evaluate("conflictmap.reset()")
    for text in STRINGS:
        assert page.evaluate("id => conflictmap.select(id)", text) is True
    assert page.evaluate("conflictmap.select('valueOf')") is False
    assert page.locator("h1").text_content() == " ".join(STRINGS)
    assert page.evaluate("Object.keys(echoed).length") == len(STRINGS)
    page.get_by_role("button", name="About this map").last.click()
    told = page.locator("dialog").text_content()
    assert all(text in told for text in STRINGS)
    assert page.evaluate("window.ran") is None
    assert page.evaluate("({}).polluted") is None
    assert page.locator("img, iframe, object, embed, a[href^=javascript]").count() == 0
    assert watched.faults == []


def test_nothing_in_our_scripts_parses_strings_as_markup_or_code():
    forbidden = re.compile(
        r"\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function"
        r"|setAttribute\('style|\.srcdoc|localStorage|sessionStorage|fetch\(|XMLHttpRequest"
    )
    scripts = sorted((Path(__file__).parents[1] / "layers").glob("*.js"))
    assert scripts
    for path in scripts:
        found = forbidden.search(path.read_text(encoding="utf-8"))
        assert found is None, (path.name, found)
