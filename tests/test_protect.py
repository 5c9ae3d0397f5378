"""Protecting people: what a publisher hides stands nowhere, in no output, in no form."""

from __future__ import annotations

import base64
import datetime as dt
import json
import re
import sqlite3
import zipfile
import zlib
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pytest
import shapely
from conflictmap.geo import redact
from conflictmap.geo.protection import Rule, read_rules
from frames import frame

import build_map

if TYPE_CHECKING:
    from pathlib import Path
import conflictmap as cm

PLACE = "Turbat"
LATITUDE, LONGITUDE = 26.0017, 63.0485
TEXT = "Gunmen led Farid Q. away near Turbat at night. The governor of Balochistan said so."
EVENTS = [
    {"event_id": "turbat-1", "event_type": "abduction", "date_start": "2024-03-01",
     "date_end": "2024-03-01", "actor": "Band of Farid Q.", "target": "civilians",
     "place": PLACE, "admin1": "Balochistan", "country": "Pakistan", "latitude": LATITUDE,
     "longitude": LONGITUDE, "where_precision": 1, "source_id": "S",
     "notes": f"Taken from a camp at TURBAT ({LATITUDE}, {LONGITUDE:.3f})."},
    {"event_id": "B", "event_type": "shelling", "date_start": "2024-03-02",
     "date_end": "2024-03-02", "place": "Panjgur", "admin1": "Balochistan", "country": "Pakistan",
     "source_id": "S", "notes": "A day after what happened at Turbat."},
    {"event_id": "C", "event_type": "abduction", "date_start": "2024-03-05",
     "date_end": "2024-03-05", "place": "Gwadar", "admin1": "Balochistan", "country": "Pakistan",
     "source_id": "S"},
]  # fmt: skip
RULE = 'types = ["abduction"]\ngeneralise = "admin1"\ndrop = ["actor"]\n'
SUFFIXES = [".csv", ".geojson", ".gpkg", ".parquet", ".kml", ".json"]
SUFFIXES += [".svg", ".pdf", ".png", ".docx"]


def case(folder, rule=RULE, title="A map"):
    """A declared map with a rule, its companions beside it."""
    pd.DataFrame(EVENTS).to_csv(folder / "events.csv", index=False)
    (folder / "text.txt").write_text(TEXT, encoding="utf-8")
    address = "https://example.org/2024/raid-in-turbat"
    source = {"source_id": "S", "publisher": "Paper", "title": "A raid in Turbat", "url": address}
    pd.DataFrame([source | {"file": "text.txt"}]).to_csv(folder / "sources.csv", index=False)
    quotes = [
        ("turbat-1", "place", "near Turbat"),
        ("turbat-1", "event_type", "led Farid Q."),
        ("turbat-1", "date_text", "at night"),
        ("B", "notes", "governor of Balochistan"),
    ]
    evidence = [
        {"event_id": event, "field": field, "source_id": "S", "start": TEXT.index(text),
         "end": TEXT.index(text) + len(text), "text": text}
        for event, field, text in quotes
    ]  # fmt: skip
    pd.DataFrame(evidence).to_csv(folder / "evidence.csv", index=False)
    path = folder / "map.toml"
    path.write_text(
        f'title = "{title}"\nevents = "events.csv"\nsources = "sources.csv"\n'
        f'evidence = "evidence.csv"\n[[protect]]\n{rule}',
        encoding="utf-8",
    )
    return path


def everything(path: Path) -> str:
    """All that a file says, in whatever it is packed."""
    content = path.read_bytes()
    parts = [content]
    if path.suffix == ".html":
        parts += [_unpacked(found) for found in re.findall(rb">(=?[A-Za-z0-9+/=]{64,})<", content)]
        page = cm.read_page(path)
        parts.append(json.dumps(page, ensure_ascii=False, default=str).encode())
    elif path.suffix == ".parquet":
        table = pq.read_table(path)
        parts += [str(table.schema.metadata).encode(), str(table.to_pylist()).encode()]
    elif path.suffix == ".gpkg":
        with sqlite3.connect(path) as base:
            parts.append("\n".join(base.iterdump()).encode())
    elif path.suffix == ".pdf":
        streams = re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL)
        parts += map(_inflated, streams)
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            parts += [packed.read(name) for name in packed.namelist()]
    return b"\n".join(parts).decode("utf-8", "replace").casefold()


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return stream


def _unpacked(text: bytes) -> bytes:
    content = base64.b64decode(text.removeprefix(b"="))
    return content if text.startswith(b"=") else zlib.decompress(content, wbits=31)


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """The map and every export of the case, and the page without the rule for comparison."""
    folder = tmp_path_factory.mktemp("protected")
    made = [folder / f"out{suffix}" for suffix in SUFFIXES]
    words = [word for path in made for word in ("--export", str(path))]
    declared = case(folder)
    assert build_map.main([str(declared), "-qo", str(folder / "out.html"), *words]) == 0
    open_ = folder / "open.html"
    tables = [str(folder / f"{name}.csv") for name in ("events",)]
    assert build_map.main([*tables, "-qo", str(open_)]) == 0
    return [folder / "out.html", *made], open_


@pytest.mark.parametrize("secret", ["turbat", "farid q", "63.048", "63.049", "26.002", "26.001"])
def test_a_hidden_place_stands_in_no_output(outputs, secret):
    made, open_ = outputs
    number = secret[0].isdigit()
    found = re.compile(rf"(?<![\d.]){re.escape(secret)}" if number else re.escape(secret))
    for path in made:
        # Drawings are full of numbers, of points of paper.
        if not (number and path.suffix in {".svg", ".pdf"}):
            assert not found.search(everything(path)), path.name
    assert found.search(everything(open_)) or secret in {"63.049", "26.002"}  # as rounded


def test_what_was_done_is_said_and_the_rest_is_left(outputs):
    page = cm.read_page(outputs[0][0])
    events = cm.page_events(page)
    hidden = events.loc["withheld-1"]
    assert (
        hidden["protected"]
        == "the publisher gives the province only; the publisher withholds: actor"
    )
    assert (hidden["geometry_role"], hidden["where_precision"]) == ("area", "4")
    assert (hidden["province"], hidden["target"]) == ("Balochistan", "civilians")
    other = events.loc["B"]
    assert other["place"] == "Panjgur"
    assert pd.isna(other["protected"])
    assert other["notes"] == f"A day after what happened at {redact.WITHHELD}."
    assert sorted(page["evidence"]["text"]) == ["at night", "governor of Balochistan"]
    assert page["sources"]["url"] == [None]
    assert page["protection"] == {"events": 2, "withheld": 0}


def test_the_page_says_that_places_are_generalised(outputs, open_page):
    watched = open_page(outputs[0][0])
    page = watched.page
    assert "2 events generalised by the publisher" in page.locator("body").inner_text()
    assert page.locator(".legend-note").inner_text().startswith("Some places are generalised")
    page.evaluate("conflictmap.select('withheld-1')")
    assert "the publisher gives the province only" in page.locator("[data-popup]").inner_text()
    assert watched.faults == []


def test_the_publishers_own_words_must_not_tell_either(tmp_path, capsys):
    path = case(tmp_path, title="What happened in Turbat")
    with pytest.raises(SystemExit) as ended:
        build_map.main([str(path), "-qo", str(tmp_path / "out.html")])
    assert ended.value.code == 2
    assert "names a place that [[protect]] hides" in capsys.readouterr().err
    assert not (tmp_path / "out.html").exists()


def published(tmp_path, **rule):
    declared = cm.read_declaration(case(tmp_path))
    events = cm.join_provinces(cm.geocode(cm.read_events(declared.events[0])))
    return cm.protect(events, [Rule(**rule)]), events


def test_young_events_wait_and_undated_ones_with_them(tmp_path):
    found, _ = published(tmp_path, delay_days=3, as_of=dt.date(2024, 3, 5))
    assert list(found.events["event_id"]) == ["turbat-1", "B"]
    assert found.events.attrs["withheld"] == 1
    assert "1 event withheld by the publisher" in cm.describe(found.events)
    events = published(tmp_path, drop=("actor",))[1].assign(date_end=pd.NaT)
    late = cm.protect(events, [Rule(delay_days=1, as_of=dt.date(2030, 1, 1))])
    assert late.events.empty


def test_few_events_in_a_province_are_suppressed(tmp_path):
    few, _ = published(tmp_path, types=("shelling",), suppress_below=2)
    assert list(few.events["event_id"]) == ["turbat-1", "C"]
    assert "panjgur" in few.hidden
    enough, _ = published(tmp_path, types=("abduction",), suppress_below=2)
    assert len(enough.events) == 3


def test_a_grid_square_holds_the_point_and_does_not_follow_it(tmp_path):
    found, events = published(tmp_path, generalise="grid", grid_km=40, types=("abduction",))
    square, point = found.events.geometry.iloc[0], events.geometry.iloc[0]
    assert square.contains(point)
    assert square.centroid.distance(point) > 0.01
    moved = events.set_geometry(events.geometry.translate(0.01, 0.01))
    again = cm.protect(moved, [Rule(generalise="grid", grid_km=40, types=("abduction",))])
    assert again.events.geometry.iloc[0].equals(square)


def test_a_line_lies_in_no_square_and_becomes_its_province():
    road = frame({"event_id": "r", "place": "Road between Saraqib and Ariha", "admin1": "Idlib",
                  "country": "SYR", "where_precision": 5})  # fmt: skip
    events = cm.join_provinces(cm.geocode(road))
    assert events["geometry_role"].tolist() == ["line"]
    found = cm.protect(events, [Rule(generalise="grid")]).events
    assert found["geometry_role"].tolist() == ["area"]
    assert found["place"].isna().all()
    assert found.geometry.iloc[0].covers(events.geometry.iloc[0].centroid)


@pytest.fixture
def marib(tmp_path):
    """Events in Marib, and a file of two invented districts of it on which they are counted."""
    columns = {"ADM0_EN": ["Yemen"] * 2, "ADM1_EN": ["Marib"] * 2, "ADM2_EN": ["Sirwah", "Harib"]}
    squares = [shapely.box(45, 15, 45.5, 15.5), shapely.box(45.5, 15, 46, 15.5)]
    table = gpd.GeoDataFrame(columns | {"ADM2_PCODE": ["Y1", "Y2"]}, geometry=squares, crs=4326)
    table.to_file(tmp_path / "marib.gpkg")
    own = cm.read_boundaries([tmp_path / "marib.gpkg"])
    said = {"admin1": "Marib", "country": "YEM", "where_precision": 1}
    spots = [("A", "Al Zor", 15.41, 45.11), ("B", "Far well", 15.9, 45.2)]
    rows = [said | dict(zip(("event_id", "place", "latitude", "longitude"), spot, strict=True))
            for spot in spots]  # fmt: skip
    events = cm.join_provinces(cm.geocode(frame(*rows)))
    return cm.apply_boundaries(events, own), own


def test_a_district_of_ones_own_boundaries_is_all_that_is_left(marib):
    events, own = marib
    found = cm.protect(events, [Rule(generalise="admin2")], boundaries=own).events
    assert found["where_precision"].tolist() == [3, 4]
    assert found["geometry_role"].tolist() == ["area", "area"]
    assert found["district"].tolist()[0] == "Sirwah"
    assert found["district_pcode"].tolist()[0] == "Y1"
    assert found.geometry.iloc[0].bounds == (45, 15, 45.5, 15.5)
    assert found["protected"].tolist() == [
        "the publisher gives the district only",
        "the publisher gives the province only",  # it lies in no district of the file
    ]
    assert found[["place", "latitude", "longitude", "place_id"]].isna().all(axis=None)


def test_without_boundaries_of_ones_own_a_district_is_the_province(marib):
    events, _ = marib
    found = cm.protect(events, [Rule(generalise="admin2")]).events
    assert found["where_precision"].tolist() == [4, 4]
    assert found["protected"].tolist() == ["the publisher gives the province only"] * 2


def test_the_province_is_drawn_as_ones_own_boundaries_have_it(marib):
    events, own = marib
    found = cm.protect(events, [Rule(generalise="admin1")], boundaries=own).events
    assert found.geometry.iloc[0].bounds == (45, 15, 46, 15.5)
    assert found["district"].isna().all()


def test_the_frame_is_left_as_it_was(tmp_path):
    _, events = published(tmp_path, generalise="country")
    assert list(events["place"]) == [PLACE, "Panjgur", "Gwadar"]


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ({"jitter": 5}, "jitter is refused: a shifted point looks as exact as a true one"),
        ({"generalise": "town"}, "generalise must be one of admin1, admin2, country, grid"),
        ({"typos": ["abduction"]}, "unknown key 'typos' (did you mean 'types'?)"),
        ({"delay_days": 3}, "delay_days needs as_of"),
        ({"types": ["abduction"]}, "does nothing"),
        ("admin1", "must be a table"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(stated, said):
    rules, faults = read_rules(stated)
    assert rules == ()
    assert said in faults[0]
