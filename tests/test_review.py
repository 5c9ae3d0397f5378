"""Located tables fed back: unchanged rows stay what they were, a reviewer's cells win."""

from __future__ import annotations

import csv
import io

import numpy as np
import pandas as pd
import pytest
from conflictmap.geo import learnt
from conflictmap.geo.exports import csv_text, export_events
from conflictmap.geo.learning import learn, unlearn
from conflictmap.geo.summary import by_country

import build_map
import conflictmap as cm

TABLE = """\
event_id,place,admin1,country,where_precision,latitude,longitude,killed_best,killed_low
exact,Panjgur,Balochistan,Pakistan,1,,,,
unstated,Rask,Sistan and Baluchestan,Iran,,,,,
near,Panjgur,,Pakistan,2,,,,
given,Somewhere,,Syria,1,35.0,38.0,,
label,Idlib governorate,Idlib,Syria,4,35.8,36.6,,
area,North Rakhine state,,Myanmar,4,,,,
line,Aleppo-Damascus highway,,Syria,5,,,,
offset,20 km north of Panjgur,,Pakistan,,,,,
sea,off the port of Hodeidah,,Yemen,,,,,
tie,San Jose,,Philippines,1,,,,
unknown,Nowhereville,Idlib,Syria,1,,,,
nowhere,,,Syria,6,,,,
learnt,Bayt Nobody,,Yemen,1,,,,
toll,Turbat,,Pakistan,1,,,2,5
"""
SAME = ["geometry_role", "match_kind", "uncertainty_km", "place_id", "where_precision",
        "precision_stated", "match_note", "alternatives", "province_code", "province_flag",
        "latitude", "longitude", "killed_best"]  # fmt: skip


def located(path):
    return cm.join_provinces(cm.geocode(cm.read_events(path))).set_index("event_id", drop=False)


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """The table as it was located first; one of its places was learnt, one row is odd."""
    folder = tmp_path_factory.mktemp("review")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CONFLICTMAP_DATA", str(folder / "data"))
        learnt.forget()
        (folder / "mine.csv").write_text(
            "name,country,latitude,longitude\nBayt Nobody,YE,15.1,44.1"
        )
        learn([folder / "mine.csv"])
        rows = TABLE.replace("toll,Turbat,,Pakistan,1,,,2,5", "toll,Turbat,,Pakistan,1,,,,")
        (folder / "events.csv").write_text(rows)
        yield located(folder / "events.csv")
    learnt.forget()


def cell(frame, name):
    return frame[name].astype("str").fillna("").tolist()


def assert_same(one, other, but=()):
    one, other = one.drop(index=list(but)), other.drop(index=list(but))
    for name in SAME:
        assert cell(one, name) == cell(other, name), name
    equal = one.geometry.geom_equals(other.geometry) | (one.geometry.isna() & other.geometry.isna())
    assert equal.all()


def edited(first, folder, **cells):
    """The table written, edited by hand in some cells of some rows, and located again."""
    rows = list(csv.DictReader(io.StringIO(csv_text(first))))
    for row in rows:
        row.update(cells.get(row["event_id"], {}))
    path = folder / "reviewed.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    again = located(path)
    assert_same(first, again, but=cells)
    return again


def test_every_way_of_being_located_is_in_the_table(first):
    assert set(first["geometry_role"]) == {"point", "near", "area", "line", "none"}
    assert set(first["match_kind"]) >= {"given", "exact", "learnt", "admin", "none"}
    assert first.loc["tie", "alternatives"]


@pytest.mark.parametrize("suffix", [".csv", ".geojson", ".gpkg", ".kml", ".parquet"])
def test_what_nobody_changed_is_located_as_before(first, tmp_path, suffix):
    path = tmp_path / f"located{suffix}"
    export_events(first, path)
    again = located(path)
    assert_same(first, again)
    export_events(again, tmp_path / f"again{suffix}")
    if suffix == ".csv":
        assert path.read_bytes() == (tmp_path / f"again{suffix}").read_bytes()


@pytest.mark.parametrize("row", ["exact", "near", "label", "area", "line", "tie", "nowhere"])
def test_a_coordinate_that_a_reviewer_set_wins_over_any_precision(first, tmp_path, row):
    again = edited(first, tmp_path, **{row: {"latitude": "27.5", "longitude": "64.5"}})
    told = again.loc[row]
    assert (told.geometry.y, told.geometry.x) == (27.5, 64.5)
    assert (told["match_kind"], told["match_note"]) == (
        "reviewed",
        "the reviewer gives the coordinate",
    )
    assert told["geometry_role"] == ("near" if row == "near" else "point")
    third = edited(again, tmp_path)
    assert third.loc[row, "match_kind"] == "reviewed", "and it stays the reviewer's"


def test_a_reviewers_precision_wins(first, tmp_path):
    again = edited(first, tmp_path, exact={"where_precision": "4"})
    assert again.loc["exact", "geometry_role"] == "area"
    assert edited(again, tmp_path).loc["exact", "geometry_role"] == "area"


@pytest.mark.parametrize("row", ["tie", "given", "area", "exact"])
def test_a_place_id_that_a_reviewer_set_wins(first, tmp_path, row):
    turbat = first.loc["toll", "place_id"]
    for words in (turbat, turbat.removeprefix("geonames:")):
        again = edited(first, tmp_path, **{row: {"place_id": words}})
        told = again.loc[row]
        assert (told["place_id"], told["match_kind"]) == (turbat, "reviewed")
        assert told.geometry.distance(first.loc["toll"].geometry) == 0
    assert edited(again, tmp_path).loc[row, "place_id"] == turbat


def test_a_province_may_be_named_by_its_id(first, tmp_path):
    for words in (first.loc["area", "place_id"], first.loc["area", "province_code"]):
        again = edited(first, tmp_path, exact={"place_id": words})
        assert again.loc["exact", "geometry_role"] == "area"
        assert again.loc["exact"].geometry.equals(first.loc["area"].geometry)


def test_an_id_that_nobody_knows_is_told(first, tmp_path):
    again = edited(first, tmp_path, exact={"place_id": "geonames:999999999"})
    assert "no place has the id 'geonames:999999999'" in again.loc["exact", "match_note"]
    assert again.loc["exact"].geometry.equals(first.loc["exact"].geometry)


def test_a_chosen_place_that_was_learnt_and_removed_is_named(first, tmp_path, monkeypatch):
    monkeypatch.setenv("CONFLICTMAP_DATA", str(tmp_path / "data"))
    learnt.forget()
    (tmp_path / "mine.csv").write_text("name,country,latitude,longitude\nBayt Nobody,YE,15.1,44.1")
    learn([tmp_path / "mine.csv"])
    chosen = first.loc["learnt", "place_id"]
    reviewed = edited(first, tmp_path, tie={"place_id": chosen})
    assert reviewed.loc["tie", "matched_name"] == "Bayt Nobody"
    with learnt.learnt_places(used=False):
        left_out = edited(reviewed, tmp_path, tie={}, learnt={})
    assert edited(reviewed, tmp_path, tie={}).loc["tie", "place_id"] == chosen
    unlearn(["mine"])
    removed = edited(reviewed, tmp_path, tie={}, learnt={})
    for again in (left_out, removed):
        told = again.loc["tie"]
        assert f"no place has the id {chosen!r}, which the table" in told["match_note"]
        assert "and calls 'Bayt Nobody': what was learnt is removed" in told["match_note"]
        assert told["match_kind"] != "reviewed"
    learnt.forget()


def test_the_summary_says_for_each_country_who_located_its_events(first, tmp_path):
    again = edited(first, tmp_path, exact={"latitude": "27.5", "longitude": "64.5"})
    told = by_country(again)
    nothing = "0 reviewed, 0 found exact, 0 found near"
    assert told[0] == f"SYR: 5 events: 1 given, {nothing}, 3 area, 1 unlocated; 0 flagged"
    assert told[1].startswith("PAK: 4 events: 0 given, 1 reviewed, 1 found exact, 2 found near")
    assert told[-1].startswith("together: 14 events: 1 given, 1 reviewed, ")


def test_another_place_is_looked_up_and_an_emptied_coordinate_too(first, tmp_path):
    empty = {"latitude": "", "longitude": ""}
    again = edited(first, tmp_path, exact={"place": "Turbat"}, given=empty | {"place": "Aleppo"})
    assert again.loc["exact"].geometry.equals(first.loc["toll"].geometry)
    assert again.loc["given", "matched_name"] == "Aleppo"
    assert "reviewed" not in set(again["match_kind"])


def test_a_place_that_is_learnt_later_is_found_in_the_table_fed_back(first, tmp_path, monkeypatch):
    monkeypatch.setenv("CONFLICTMAP_DATA", str(tmp_path / "data"))
    learnt.forget()
    (tmp_path / "more.csv").write_text(
        "name,country,latitude,longitude\nNowhereville,SY,35.9,36.7\nBayt Nobody,YE,15.1,44.1"
    )
    learn([tmp_path / "more.csv"])
    again = edited(first, tmp_path, unknown={})
    assert (again.loc["unknown", "match_kind"], again.loc["unknown", "where_precision"]) == (
        "learnt",
        1,
    )
    learnt.forget()


def test_a_table_of_others_may_name_places_by_id(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("event_id,place_id\na,1168197\nb,their own 7\n")
    out = located(path)
    assert out["match_kind"].tolist() == ["reviewed", "none"]
    assert "no place has the id 'their own 7'" in out["match_note"].iloc[1]


def test_foreign_oddities_survive_the_loop(first, tmp_path):
    rows = pd.DataFrame(first.drop(columns="geometry"))
    odd = first.assign(killed_low=np.where(rows["event_id"] == "toll", 5, np.nan), killed_best=2)
    odd[["killed_low", "killed_best"]] = odd[["killed_low", "killed_best"]].astype("Int64")
    path = tmp_path / "odd.csv"
    path.write_text(csv_text(odd), encoding="utf-8")
    assert located(path).loc["toll", "killed_low"] == 5


REPORT = """QUETTA, 18 January 2024 - Two people were killed when a drone hit a house in Panjgur on
Wednesday, police said.
"""


@pytest.fixture
def reading(tmp_path):
    (tmp_path / "report.txt").write_text(REPORT)
    words = ["read", str(tmp_path / "report.txt"), "-qo", str(tmp_path / "out")]
    assert build_map.main(words) == build_map.DONE
    return tmp_path / "out" / "events.csv"


def test_a_place_read_from_a_report_is_never_called_given(reading):
    read = cm.read_events(reading)
    told = cm.geocode(read).iloc[0]
    assert told["match_kind"] in {"exact", "alias"}
    assert (told["uncertainty_km"], told["place_id"][:9]) == (5.0, "geonames:")
    direct = cm.geocode(cm.read_report(REPORT).events).iloc[0]
    assert direct["match_kind"] == told["match_kind"]
    assert direct.geometry.equals(told.geometry)


def test_the_precision_of_a_reading_stays(reading):
    text = reading.read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["where_precision"] for row in rows] == ["1"]
    assert cm.read_events(reading)["where_precision"].tolist() == [1]


def test_the_words_of_a_reading_may_be_corrected(reading):
    text = reading.read_text(encoding="utf-8").replace(",Panjgur,", ",Turbat,")
    reading.write_text(text, encoding="utf-8")
    told = cm.geocode(cm.read_events(reading)).iloc[0]
    assert told["matched_name"] == "Turbat"
    rows = list(csv.DictReader(io.StringIO(text)))
    rows[0] |= {"latitude": "27.5", "longitude": "64.5"}
    with reading.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    told = cm.geocode(cm.read_events(reading)).iloc[0]
    assert (told.geometry.y, told["match_kind"]) == (27.5, "reviewed")


def test_a_report_and_a_table_without_events_are_written_too(tmp_path):
    (tmp_path / "quiet.txt").write_text("GENEVA, 3 May 2024 - Talks went on quietly on Friday.\n")
    words = ["read", str(tmp_path / "quiet.txt"), "-qo", str(tmp_path / "out")]
    assert build_map.main(words) == build_map.DONE
    table = tmp_path / "out" / "events.csv"
    assert build_map.main(["geocode", str(table), "-qo", str(tmp_path / "o.csv")]) == build_map.DONE
    assert len(cm.read_events(tmp_path / "o.csv")) == 0
