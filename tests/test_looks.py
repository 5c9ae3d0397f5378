"""How the page looks from afar, against pictures of it: silent, whole, and where things belong.

Each picture is a screenshot made small (64 pixels wide), so that another machine's fonts change
little and a part that is missing or elsewhere much. After a change of the looks that is meant,
look at the page, then write the pictures anew with ``CONFLICTMAP_LOOKS=write``.
"""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import page_frames
import pytest
from shapely.geometry import Point

ROOT = Path(__file__).parents[1]
PICTURES = Path(__file__).parent / "looks"
UKRAINE = ROOT.parent / "shared" / "eval" / "tables" / "ucdp_ged_hdx_ukraine_hxl_800.csv"
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 375, "height": 740}
TOLERANCE = 16.0  # of 255, in the part of the picture that differs most
ACROSS, PARTS = 64, 8

Image = pytest.importorskip("PIL.Image")


def small(page):
    """A screenshot as an array of 64 columns."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    high = round(ACROSS * picture.height / picture.width)
    return picture.resize((ACROSS, high), Image.Resampling.BOX)


def difference(one, other):
    """The mean difference in the part, of 8 x 8 pixels, that differs most."""
    apart = np.abs(np.asarray(one, dtype=float) - np.asarray(other, dtype=float)).mean(axis=2)
    rows = [np.array_split(band, PARTS, axis=1) for band in np.array_split(apart, PARTS, axis=0)]
    return max(part.mean() for row in rows for part in row)


def compare(page, name):
    path = PICTURES / f"{name}.png"
    seen = small(page)
    if os.environ.get("CONFLICTMAP_LOOKS") == "write":
        PICTURES.mkdir(exist_ok=True)
        seen.quantize(64).save(path, optimize=True)
    kept = Image.open(path).convert("RGB")
    assert kept.size == seen.size
    assert difference(kept, seen) < TOLERANCE


def crowd(count):
    draw = random.Random(4)  # noqa: S311 - invented events, the same each time
    rows = []
    for number in range(count):
        base = page_frames.DEMO[number % 4] | {"event_id": f"e{number:04d}"}
        if number % 4 in {0, 2}:
            base["geometry"] = Point(draw.gauss(62, 1.5), draw.gauss(28, 1.5))
        day = f"2024-{1 + number % 12:02d}-{1 + number % 28:02d}"
        rows.append(base | {"date_start": day, "date_end": day})
    return rows


PERSIAN = [
    page_frames.NEAR | {"place": "پنجگور", "actor": "دولت الف"},
    page_frames.AREA | {"place": "سیستان و بلوچستان", "admin1": "سیستان و بلوچستان"},
    page_frames.NOWHERE,
]
MAPS = {
    "demo": {},
    "crowd": {"rows": crowd(800)},
    "persian": {"rows": PERSIAN, "language": "fa", "title": "حمله‌های دی ۱۴۰۲"},
    "one": {"rows": [page_frames.POINT]},
    "none": {"rows": []},
}
LOOKS = [
    ("demo", "light", DESK, None),
    ("demo", "dark", DESK, None),
    ("demo", "card", DESK, "conflictmap.select('near')"),
    ("demo", "phone", PHONE, None),
    ("demo", "print", DESK, "print"),
    ("crowd", "light", DESK, None),
    ("persian", "light", DESK, None),
    ("one", "light", DESK, None),
    ("none", "light", DESK, None),
]


@pytest.fixture(scope="module")
def maps(tmp_path_factory):
    return {
        name: page_frames.write(tmp_path_factory.mktemp(name), **options)
        for name, options in MAPS.items()
    }


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def test_the_page_looks_as_it_did(open_page, maps, look):
    name, look, size, step = look
    scheme = "dark" if look == "dark" else "light"
    watched = open_page(maps[name], scheme=scheme, reduced_motion="reduce", **size)
    page = watched.page
    if step == "print":
        page.emulate_media(media="print")
    elif step:
        page.evaluate(f"void ({step})")
    page.wait_for_timeout(250)
    compare(page, f"{name}-{look}")
    assert watched.faults == []


def test_a_part_that_is_missing_is_seen(open_page, maps):
    page = open_page(maps["demo"], reduced_motion="reduce", **DESK).page
    page.wait_for_timeout(250)
    whole = small(page)
    assert difference(whole, small(page)) == 0
    for part in (".legend", ".list", ".folium-map", ".timeline"):
        page.locator(part).first.evaluate("one => { one.style.visibility = 'hidden'; }")
        assert difference(whole, small(page)) > TOLERANCE, part
        page.locator(part).first.evaluate("one => { one.style.visibility = ''; }")


@pytest.mark.skipif(not UKRAINE.exists(), reason="the table of real events lies elsewhere")
def test_eight_hundred_real_events_are_drawn_in_silence(open_page, tmp_path):
    path = tmp_path / "map.html"
    command = [sys.executable, ROOT / "build_map.py", UKRAINE, "-qo", path]
    subprocess.run(command, check=True)
    watched = open_page(path, **DESK)
    assert watched.page.evaluate("conflictmap.state().total") == 800
    assert watched.faults == []


def test_a_page_of_no_events_is_small(tmp_path):
    """The frame, the scripts and the world, as the command line writes them."""
    table, path = tmp_path / "none.csv", tmp_path / "none.html"
    table.write_text("event_id\n", encoding="utf-8")
    subprocess.run([sys.executable, ROOT / "build_map.py", table, "-qo", path], check=True)
    assert path.stat().st_size <= 600_000


def test_paper_is_a4_and_says_what_the_page_says(open_page, maps, tmp_path):
    pypdf = pytest.importorskip("pypdf")
    page = open_page(maps["demo"], scheme="dark", **DESK).page
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    paper = pypdf.PdfReader(tmp_path / "page.pdf")
    width, height = (float(side) for side in paper.pages[0].mediabox[2:])
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (210, 297)
    said = " ".join(" ".join(one.extract_text() for one in paper.pages).split())
    for words in ("A title", "A description.", "16–18 January 2024", "What happened", "The desk",
                  "Borders are invented.", "Invented ground", "Somewhere in an area"):  # fmt: skip
        assert words.casefold() in said.casefold(), words
    for control in ("Zoom", "Show as a table", "All dates", "Search"):
        assert control.casefold() not in said.casefold(), control
