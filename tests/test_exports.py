"""Files for other programs hold everything, and read back as the same events."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from conflictmap.geo.events import read_events
from conflictmap.geo.exports import csv_text, export_events
from conflictmap.geo.geocode import geocode
from conflictmap.geo.provinces import join_provinces
from conflictmap.geo.schema import EVENT_COLUMNS, UsageError
from frames import frame

import build_map

ROOT = Path(__file__).parents[1]
CASE = ROOT / "data" / "iran-pakistan-2024"
NAMES = [column.name for column in EVENT_COLUMNS]


@pytest.fixture(scope="module")
def located():
    return join_provinces(geocode(read_events(CASE / "events.csv")))


@pytest.mark.parametrize("suffix", [".csv", ".geojson", ".gpkg", ".parquet", ".kml"])
def test_own_to_each_to_own_loses_nothing(tmp_path, located, suffix):
    path = tmp_path / f"events{suffix}"
    export_events(located, path)
    back = read_events(path)
    # A CSV table tells where a place was found, too: it has no geometry.
    given = ["latitude", "longitude"] if suffix == ".csv" else []
    before, after = (pd.DataFrame(frame[NAMES]).drop(columns=given) for frame in (located, back))
    pd.testing.assert_frame_equal(before, after)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".parquet"])
def test_geometries_and_every_column_come_along(tmp_path, located, suffix):
    path = tmp_path / f"events{suffix}"
    export_events(located, path)
    back = gpd.read_parquet(path) if suffix == ".parquet" else gpd.read_file(path, layer=0)
    assert back.crs == "EPSG:4326"
    assert back.geom_type.tolist() == located.geom_type.tolist()
    assert set(located.columns) <= set(back.columns)


@pytest.mark.parametrize("suffix", [".csv", ".geojson", ".gpkg", ".parquet", ".kml"])
def test_the_same_events_make_the_same_bytes(tmp_path, located, suffix):
    paths = [tmp_path / f"{name}{suffix}" for name in "ab"]
    for path in paths:
        export_events(located, path)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_a_spreadsheet_runs_no_cell_and_we_read_it_as_it_was(tmp_path, located):
    words = ["=1+1", "@SUM(A1)", "'=1", "-1", "plain"]
    hostile = located.iloc[[0] * 5].reset_index(drop=True)
    hostile = hostile.assign(event_id=list("abcde"), notes=words)
    text = csv_text(hostile)
    for word in words[:4]:
        assert f",'{word}," in text
    path = tmp_path / "events.csv"
    path.write_text(text, encoding="utf-8")
    assert read_events(path)["notes"].tolist() == words


def test_kml_is_read_by_another_parser_and_holds_hostile_text_as_text(tmp_path, located):
    hostile = located.assign(notes="</value><script>\x00&amp;")
    path = tmp_path / "events.kml"
    export_events(hostile, path)
    root = ET.parse(path).getroot()  # noqa: S314 - our own file
    marks = root.findall(".//{*}Placemark")
    assert len(marks) == 3
    notes = [data.find("{*}value").text for data in root.findall(".//{*}Data[@name='notes']")]
    assert notes == ["</value><script>\ufffd&amp;"] * 3
    assert len(gpd.read_file(path)) == 3


def test_kml_is_read_by_a_library_of_its_own_kind(tmp_path, located):
    from fastkml import kml
    from fastkml.utils import find_all

    path = tmp_path / "events.kml"
    export_events(located, path)
    marks = list(find_all(kml.KML.parse(path), of_type=kml.Placemark))
    assert [mark.name for mark in marks] == located["event_id"].tolist()
    kinds = [mark.geometry.geom_type for mark in marks]
    assert kinds[0] == kinds[2] == "Point"
    assert kinds[1] in {"Polygon", "MultiPolygon", "GeometryCollection"}
    told = {data.name: data.value for data in marks[0].extended_data.elements}
    assert (told["killed_best"], told["status"]) == ("2", "acknowledged")


def test_a_table_for_machines_has_its_cells_as_they_are(tmp_path, located):
    words = ["=1+1", "-1", "plain"]
    hostile = located.assign(notes=words)
    text = csv_text(hostile, for_machines=True)
    assert ",=1+1," in text
    assert "'=" not in text
    path = tmp_path / "events.csv"
    export_events(hostile, path, for_machines=True)
    assert read_events(path)["notes"].tolist() == words


def test_the_command_line_exports_and_refuses_what_it_cannot_write(tmp_path):
    declared = str(ROOT / "maps" / "iran-pakistan-2024.toml")
    page, book, record = (str(tmp_path / name) for name in ("m.html", "m.gpkg", "m.json"))
    words = [declared, "-qo", page, "--export", book, "--export", record]
    assert build_map.main(words) == build_map.DONE
    assert len(gpd.list_layers(book)) == 3
    assert json.loads(Path(record).read_text(encoding="utf-8"))["inputs"][0]["name"] == "events.csv"
    with pytest.raises(SystemExit) as stopped:
        build_map.main([declared, "-qo", page, "--export", "m.doc"])
    assert stopped.value.code == build_map.WRONG_USAGE


def test_an_unknown_suffix_names_those_that_are_written(tmp_path, located):
    with pytest.raises(UsageError, match=r"\.csv, \.geojson, \.gpkg, \.json, \.kml, \.parquet"):
        export_events(located, tmp_path / "events.doc")


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_spreadsheets_are_read(tmp_path, suffix):
    path = tmp_path / f"events{suffix}"
    table = pd.DataFrame({"event_id": ["E1"], "place": ["Panjgur"], "killed_best": ["2"]})
    import pyogrio

    pyogrio.write_dataframe(table, path, layer="events", driver=suffix[1:].upper())
    events = read_events(path)
    assert events.loc[0, ["event_id", "place", "killed_best"]].tolist() == ["E1", "Panjgur", 2]


@pytest.mark.parametrize("suffix", [".xlsx", ".gpkg", ".geojson", ".parquet", ".kml"])
def test_a_container_that_is_none_says_so(tmp_path, capsys, suffix):
    path = tmp_path / f"broken{suffix}"
    path.write_bytes(b"not at all")
    words = [str(path), "-o", str(tmp_path / "map.html")]
    assert build_map.main(words) == build_map.FAILED
    assert f"cannot be read as {suffix}" in capsys.readouterr().err


WORDS = [
    'quote " and, comma; semicolon', "line\nbreak", "a\r\nb", "tab\tin", "NA", "null", "nan",
    "None", "true", "=1+1", "'=1", "+5", "007", "1e5", "<b>&amp;</b>", "سیستان و بلوچستان",
    "\U0001f6e9", "x" * 300,
]  # fmt: skip


@pytest.mark.parametrize("suffix", [".csv", ".geojson", ".gpkg", ".parquet", ".kml"])
def test_words_and_numbers_of_every_kind_come_back_as_they_were(tmp_path, suffix):
    texts = [column.name for column in EVENT_COLUMNS if column.dtype == "text"]
    free = [c.name for c in EVENT_COLUMNS if c.dtype == "text" and not c.choices]
    known = {
        "event_type": "bombing", "status": "claimed", "place_relation": "near", "country": "PAK",
        "date_start": "2024-01-01", "date_end": "2024-01-31", "date_precision": 4,
        "latitude": 26.9718642, "longitude": 64.0945931, "where_precision": 1, "killed_low": 0,
        "killed_best": 3, "killed_high": 10**6,
    }  # fmt: skip
    rows = [
        dict.fromkeys(free, words) | known | {"event_id": f"{at} {words}", "extra": "{}"}
        for at, words in enumerate(WORDS)
    ]
    events = frame(*rows, {"event_id": "of nothing else is known"})
    assert set(texts) <= set(events.columns)
    located = join_provinces(geocode(events))
    path = tmp_path / f"events{suffix}"
    export_events(located, path)
    back = read_events(path)
    pd.testing.assert_frame_equal(pd.DataFrame(located[NAMES]), pd.DataFrame(back[NAMES]))
