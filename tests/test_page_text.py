"""Text is text: hostile strings in every cell, the title and a room's own data, without the CSP."""

from __future__ import annotations

import re
from pathlib import Path

import page_frames
import pytest
from conflictmap.layers._room import Room
from conflictmap.layers._text import visible
from hostile_words import SCRIPT, SURROGATES, WORDS

STRINGS = [*WORDS, *SURROGATES]
ALL = " ".join(STRINGS)
WRITTEN = " ".join(WORDS)  # what a table can hold: no surrogates
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
        for number, text in enumerate(WORDS)
    ]  # fmt: skip
    rows += [page_frames.POINT | {"event_id": text} for text in WORDS]
    sources = page_frames.SOURCES.assign(
        publisher=WRITTEN, title=SCRIPT, url="javascript:window.ran=1"
    )
    evidence = page_frames.EVIDENCE.assign(event_id=f"0 {WORDS[0]}", text=WRITTEN, field="{#")
    made = page_frames.page(
        rows, title=ALL, description=ALL, sources=sources, evidence=evidence, set_aside=STRINGS,
        record={text: text for text in STRINGS},
    )  # fmt: skip
    Echo().add_to(made)
    page, removed = re.subn(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n', "", made.html())
    assert removed == 1
    path = tmp_path / "hostile.html"
    path.write_text(page, encoding="utf-8")
    return path


CARDS = """ids => ids.map((id) => {
  const found = conflictmap.select(id);
  const card = document.querySelector('[data-popup]');
  const told = [found, card?.dataset.popup, card?.textContent];
  const entry = document.querySelector(`[data-event-id="${CSS.escape(id)}"]`);
  return [...told, entry?.textContent ?? null];
})"""
FILTERS = """texts => texts.map((type) => conflictmap.filter({type}).shown)"""


def squeezed(text):
    """Text as a line: white space is the browser's to lay out."""
    return " ".join(visible(text).split())


def test_every_string_is_shown_as_it_is_and_nothing_runs(open_page, hostile):
    watched = open_page(hostile)
    page = watched.page
    ids = [f"{number} {text}" for number, text in enumerate(WORDS)]
    for event_id, text, (found, shown_id, card, _) in zip(
        ids, WORDS, page.evaluate(CARDS, ids), strict=True
    ):
        assert (found, shown_id) == (True, event_id)
        told = " ".join(card.split()).count(squeezed(text))
        assert told >= (5 if "; " not in text and squeezed(text) else 0), text
    assert all(found for found, *_ in page.evaluate(CARDS, list(WORDS)))
    assert min(page.evaluate(FILTERS, list(WORDS))) >= 1
    page.evaluate("conflictmap.reset()")
    assert page.evaluate("conflictmap.select('no such event')") is False
    assert squeezed(page.locator("h1").text_content()) == squeezed(ALL)
    assert page.evaluate("Object.keys(echoed).length") == len(STRINGS)
    page.get_by_role("button", name="About this map").last.click()
    told = " ".join(page.locator("dialog").text_content().split())
    assert [text for text in STRINGS if squeezed(text) not in told] == []
    assert page.evaluate("window.ran") is None
    assert page.evaluate("({}).polluted") is None
    assert page.locator("img, iframe, object, embed, base, a[href^=javascript]").count() == 0
    assert page.locator("body *").evaluate_all(FOREIGN) == []
    assert watched.faults == []


FOREIGN = """all => [...new Set(all.map((one) => one.localName))].filter((name) =>
  !['a','article','aside','bdi','blockquote','button','canvas','caption','circle','clippath','clipPath','code','dd',
    'defs','details','dialog','div','dl','dt','fieldset','figcaption','figure','footer','form','g','h1','h2','h3','h4',
    'header','input','kbd','label','legend','li','line','lineargradient','linearGradient','main','mark','nav','noscript','ol','option',
    'output','p','path','pattern','polyline','pre','rect','script','section','select','small','span','stop','strong',
    'sub','summary','sup','svg','table','tbody','td','text','th','thead','time','title','tr','ul','use'].includes(name))"""


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
