"""The demo map, seen as its readers see it: offline, at a desk and on a phone, by day and night."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import conflictmap as cm

ROOT = Path(__file__).parents[1]
IDS = ["rask", "panjgur", "sistan-baluchistan"]
VIEWS = [(1280, 800, "light"), (1280, 800, "dark"), (375, 740, "light"), (375, 740, "dark")]


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    output = tmp_path_factory.mktemp("demo") / "map.html"
    declared = ROOT / "maps" / "iran-pakistan-2024.toml"
    subprocess.run([sys.executable, ROOT / "build_map.py", declared, "-qo", output], check=True)
    return output


def data_of(path):
    page = path.read_text(encoding="utf-8")
    found = re.search(r'<script type="application/json" id="conflictmap-data">(.*?)</script>', page)
    return json.loads(found[1])


@pytest.mark.parametrize(("width", "height", "scheme"), VIEWS)
def test_the_page_is_whole_and_silent(open_page, demo, width, height, scheme):
    watched = open_page(demo, width=width, height=height, scheme=scheme)
    page = watched.page
    state = page.evaluate("conflictmap.state()")
    counted = {name: state[name] for name in ("total", "exact", "near", "area", "unlocated")}
    assert counted == {"total": 3, "exact": 1, "near": 1, "area": 1, "unlocated": 0}
    assert (state["ready"], state["shown"], state["hidden"], state["selected"]) == (
        True,
        3,
        0,
        None,
    )
    entries = page.locator("[data-event-id]").evaluate_all(
        "all => all.map(one => one.dataset.eventId)"
    )
    assert sorted(set(entries)) == sorted(IDS)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert watched.faults == []


@pytest.mark.parametrize("event_id", IDS)
@pytest.mark.parametrize("width", [1280, 375])
def test_selecting_an_event_opens_its_footnote(open_page, demo, event_id, width):
    watched = open_page(demo, width=width)
    page = watched.page
    page.evaluate("id => conflictmap.select(id)", event_id)
    popup = page.locator("[data-popup]")
    popup.wait_for(state="visible")
    box = popup.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert page.evaluate("conflictmap.state().selected") == event_id
    page.keyboard.press("Escape")
    popup.wait_for(state="detached" if popup.count() == 0 else "hidden")
    assert watched.faults == []


def test_the_footnotes_say_what_is_known_and_who_says_so(open_page, demo):
    page = open_page(demo).page

    def footnote(event_id):
        page.evaluate("id => conflictmap.select(id)", event_id)
        return " ".join(page.locator("[data-popup]").text_content().split())

    near = footnote("panjgur")
    assert "Panjgur" in near
    assert "25 km" in near
    assert "Two children died in the Iranian attack" in near
    area = footnote("sistan-baluchistan")
    assert "Marg Bar Sarmachar" in area
    assert "Pakistan (Foreign Ministry)" in area
    assert not re.search(r"\b0\b[^.]*killed|killed[^.]*\b0\b", area, flags=re.IGNORECASE)
    exact = footnote("rask")
    assert "recent" in exact
    assert "Iran (Foreign Minister)" in exact
    source = data_of(demo)["sources"]["sha256"][0]
    assert source[:8] in exact


def test_a_filter_hides_and_counts_what_it_hides(open_page, demo):
    page = open_page(demo).page
    page.evaluate("conflictmap.filter({status: ['claimed']})")
    state = page.evaluate("conflictmap.state()")
    assert (state["shown"], state["hidden"], state["total"]) == (1, 2, 3)
    page.evaluate("conflictmap.reset()")
    assert page.evaluate("conflictmap.state().hidden") == 0


def test_the_province_event_is_irans_and_no_point(demo):
    events = cm.read_page(demo)["events"]
    row = events["event_id"].index("sistan-baluchistan")
    assert events["geometry_role"][row] == "area"
    assert (events["country_code"][row], events["province_code"][row]) == ("IRN", "IR-11")
    assert events["latitude"][row] is None
    assert events["killed_best"][row] is None


def test_the_page_names_its_facts_and_what_it_was_made_from(demo):
    data = data_of(demo)
    page = demo.read_text(encoding="utf-8")
    for words in ("Natural Earth", "GeoNames", "Leaflet", "Redistribution and use"):
        assert words in page
    names = [entry["name"] for entry in data["record"]["inputs"]]
    assert names == ["events.csv", "sources.csv", "evidence.csv"]
    assert not re.search(r"jquery|bootstrap|font-?awesome|cdn\.", page, flags=re.IGNORECASE)


def test_the_page_is_locked_by_its_policy(demo):
    page = demo.read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "user-scalable" not in page
    assert re.search(r'<html lang="en"', page)
