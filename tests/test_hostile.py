"""Text is data, from the file to the screen: nothing of it runs, all of it is shown."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conflictmap.geo import schema
from conflictmap.layers._text import visible

ROOT = Path(__file__).parents[1]
CANARIES = (
    "{{7*7}}",
    "{{ cycler.__init__.__globals__.os.system('touch jinja-ran') }}",
    "{% raw %}",
    "{% endraw %}{{7*7}}",
    "{#",
    "</script><script>window.ran=1</script>",
    "</title><script>window.ran=1</script>",
    "<!--<script>",
    "${window.ran=1}",
    "`${window.ran=1}`",
    '<img src=x onerror="window.ran=1">',
    "\"><svg onload='window.ran=1'>",
    "javascript:window.ran=1",
    "__proto__",
    "\u202egpj.exe",
    "=1+1",
    "']});window.ran=1;//",
)
HOSTILE = " ".join(CANARIES)
FREE = [
    column.name
    for column in schema.EVENT_COLUMNS
    if column.dtype == "text"
    and not column.choices
    and column.name not in {"event_id", "country", "source_id"}
]


def write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)


@pytest.fixture(scope="module")
def hostile_map(tmp_path_factory):
    """A map of hostile words in every text cell, the title and the file name; CSP removed."""
    folder = tmp_path_factory.mktemp("hostile")
    located = {"latitude": "26.97", "longitude": "64.09", "where_precision": "1"}
    rows = [dict.fromkeys(FREE, HOSTILE) | {"event_id": HOSTILE, "source_id": "S"} | located]
    rows += [
        dict.fromkeys(FREE, canary)
        | {"event_id": f"{number} {canary}", "source_id": "S"}
        | (located if number % 2 else {})
        for number, canary in enumerate(CANARIES)
    ]
    write(folder / "events.csv", rows)
    (folder / "text.txt").write_text(HOSTILE, encoding="utf-8")
    source = {"source_id": "S", "publisher": HOSTILE, "title": HOSTILE, "file": "text.txt"}
    write(folder / "sources.csv", [source | {"url": "javascript:window.ran=1"}])
    quotes = [{"event_id": row["event_id"], "field": "notes", "source_id": "S"} for row in rows]
    place = {"start": "0", "end": str(len(HOSTILE)), "text": HOSTILE}
    write(folder / "evidence.csv", [quote | place for quote in quotes])
    output = folder / "{{7*7}} ${1} <img src=x onerror=ran=1> {#.html"
    command = [sys.executable, ROOT / "build_map.py", folder / "events.csv", "-o", output]
    subprocess.run([*command, "--title", HOSTILE, "--quiet"], check=True, cwd=folder)
    assert not (folder / "jinja-ran").exists(), "a template ran at build time"
    page = output.read_text(encoding="utf-8")
    bare, removed = re.subn(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    assert removed == 1
    output.write_text(bare, encoding="utf-8")
    return output


def test_nothing_runs_and_everything_is_shown(open_page, hostile_map):
    watched = open_page(hostile_map)
    page = watched.page
    assert page.title().split() == visible(HOSTILE).split()
    entries = page.locator("[data-event-id]")
    ids = set(entries.evaluate_all("all => all.map(one => one.dataset.eventId)"))
    assert HOSTILE in ids
    for number, canary in enumerate(CANARIES):
        assert page.evaluate("id => conflictmap.select(id)", f"{number} {canary}") is not None
        shown = page.locator("[data-popup]").text_content()
        assert visible(canary) in shown
        assert "49" not in shown.replace(visible(canary), "")
    page.evaluate("id => conflictmap.select(id)", HOSTILE)
    assert visible(HOSTILE) in page.locator("[data-popup]").text_content()
    assert page.evaluate("window.ran") is None
    assert page.locator("img, object, embed, iframe").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    assert watched.faults == []


def test_names_of_attributes_and_learnt_places_are_text_too(open_page, tmp_path, monkeypatch):
    """A GeoJSON file whose keys are hostile, located by a gazetteer whose names are."""
    monkeypatch.setenv("CONFLICTMAP_DATA", str(tmp_path / "data"))
    write(
        tmp_path / "places <b>{{7*7}}.csv",
        [
            {"name": canary, "country": "YE", "latitude": f"15.{n:02}", "longitude": "44.2"}
            for n, canary in enumerate(CANARIES, 10)
        ],
    )
    run = [sys.executable, ROOT / "build_map.py"]
    subprocess.run(
        [*run, "gazetteer", "add", tmp_path / "places <b>{{7*7}}.csv"], check=True, cwd=tmp_path
    )
    features = [
        {
            "type": "Feature",
            "geometry": None,
            "properties": {"id": f"e{n}", "event_date": "2024-01-16", "location": canary}
            | {"country": "Yemen"}
            | dict.fromkeys(CANARIES, canary),
        }
        for n, canary in enumerate(CANARIES)
    ]
    table = tmp_path / "events.geojson"
    table.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    output = tmp_path / "map.html"
    subprocess.run([*run, table, "-qo", output], check=True, cwd=tmp_path)
    assert not list(tmp_path.rglob("jinja-ran"))
    output.write_text(
        re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", output.read_text("utf-8")),
        encoding="utf-8",
    )
    watched = open_page(output)
    for n, canary in enumerate(CANARIES):
        assert watched.page.evaluate("id => conflictmap.select(id)", f"e{n}")
        assert visible(canary) in watched.page.locator("[data-popup]").text_content()
    assert watched.page.evaluate("[window.ran, ({}).polluted]") == [None, None]
    assert watched.page.locator("img, object, embed, iframe").count() == 0
    assert watched.faults == []


def test_the_control_fires_in_plain_folium(open_page, tmp_path):
    """The same words in a folium popup do run: the test above can fail."""
    import folium

    plain = folium.Map(tiles=None)
    marker = folium.Marker([0, 0], popup=folium.Popup('<img src=x onerror="window.ran=1">'))
    marker.add_to(plain)
    page = plain.get_root().render()
    assert '<img src=x onerror="window.ran=1">' in page
    path = tmp_path / "plain.html"
    # folium's own scripts come from hosts that are cut off here; its popup's markup is what runs.
    popup = re.search(r"\$\(`(.*?)`\)", page, flags=re.DOTALL)[1]
    path.write_text(f"<!DOCTYPE html><body>{popup}", encoding="utf-8")
    watched = open_page(path, ready=False)
    watched.page.wait_for_function("window.ran === 1")
