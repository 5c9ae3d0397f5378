"""What the user adds to the gazetteer: learnt, listed, forgotten, and kept to its own country."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conflictmap.geo import learnt as installed
from frames import frame
from hypothesis import given, settings
from hypothesis import strategies as st

import build_map
import conflictmap as cm
from geo import gazetteer, learnt
from geo.answers import Query
from geo.geocode import geocode
from geo.learning import describe_learnt, learn, listed, unlearn
from geo.record import build_record
from geo.resolve import resolve
from geo.schema import InputError, UsageError

ROOT = Path(__file__).parents[1]
OTHERS = "wady nkhlan,وادي نخلان,Nakhlan"
DUMP = [
    # id, name, ascii, others, lat, lon, class, code, country, admin1 (GeoNames')
    (80000001, "Wādī Nakhlān", "Wadi Nakhlan", OTHERS, 15.61, 44.02, "P", "PPL", "YE", "26"),
    (80000002, "Kawkab", "Kawkab", "", 14.60, 44.40, "P", "PPL", "YE", ""),
    (80000003, "Kawkab", "Kawkab", "", 15.95, 48.80, "P", "PPL", "YE", ""),
    (80000004, "Jabal Kawkab", "Jabal Kawkab", "", 15.1, 44.1, "T", "MT", "YE", ""),
    (80000005, "Muḩāfaz̧at Kawkab", "Muhafazat Kawkab", "", 15.0, 44.0, "A", "ADM1", "YE", ""),
    (80000006, "Nowhere", "Nowhere", "", 95.0, 44.0, "P", "PPL", "YE", ""),
]  # fmt: skip


@pytest.fixture(autouse=True)
def taught(tmp_path, monkeypatch):
    """An empty gazetteer of its own for every test."""
    monkeypatch.setenv("CONFLICTMAP_DATA", str(tmp_path / "data"))
    learnt.forget()
    yield tmp_path
    monkeypatch.undo()
    learnt.forget()


def dump(file, rows=DUMP):
    lines = [
        "\t".join(map(str, [*row[:9], "", row[9], "", "", "", 0, "", 0, "Asia/Aden", "2026-01-01"]))
        for row in rows
    ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def place_of(place, country, admin1="", precision=1):
    return resolve(Query(place, "", admin1, country, precision))


def test_a_country_dump_teaches_its_settlements_in_every_script(taught):
    assert place_of("Nakhlan village", "YEM").role == "none"
    (about,) = learn([dump(taught / "YE.txt")])
    assert (about["places"], about["countries"], about["left_out"]) == (4, {"YEM": 4}, 1)
    for spelling in ("Wadi Nakhlan", "wādī nakhlān village", "وادي نخلان", "Nakhlan"):
        answer = place_of(spelling, "YEM")
        assert (answer.kind, answer.place_id) == ("learnt", "geonames:80000001"), spelling
        assert (answer.latitude, answer.longitude) == (15.61, 44.02)
    assert place_of("wady nkhlan", "YEM").role == "none", "a machine's transliteration is no name"


def test_neither_provinces_nor_mountains_of_a_dump_are_pinned_as_places(taught):
    learn([dump(taught / "YE.txt")])
    assert place_of("Jabal Kawkab", "YEM").place_id != "geonames:80000004"
    assert learnt.rows("jabal kawkab", feature="T") != []
    assert gazetteer.by_id("geonames:80000005") is None


def test_learnt_namesakes_far_apart_are_told_apart_by_their_province_or_not_at_all(taught):
    learn([dump(taught / "YE.txt")])
    assert place_of("Kawkab", "YEM").role == "none"
    answer = place_of("Kawkab", "YEM", "Hadramaut")
    assert (answer.role, answer.place_id) == ("point", "geonames:80000003")


def test_a_zipped_dump_teaches_the_same_as_a_plain_one(taught):
    dump(taught / "YE.txt")
    with zipfile.ZipFile(taught / "YE.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(taught / "YE.txt", "YE.txt")
        archive.writestr("readme.txt", "not a table")
    (plain,) = learn([taught / "YE.txt"])
    (zipped,) = learn([taught / "YE.zip"])
    assert {**plain, "inputs": 0} == {**zipped, "inputs": 0}
    assert [about["name"] for about in listed()] == ["YE"], "the second replaced the first"


def test_an_archive_that_holds_no_one_table_is_refused_in_words(taught):
    with zipfile.ZipFile(taught / "two.zip", "w") as archive:
        for name in ("readme.txt", "YE.txt", "SY.txt"):
            archive.writestr(name, "1\tone")
    with pytest.raises(InputError, match="holds 2 tables, expected one"):
        learn([taught / "two.zip"])
    (taught / "broken.zip").write_bytes((taught / "two.zip").read_bytes()[:60])
    with pytest.raises(InputError, match="is no zip archive that can be read"):
        learn([taught / "broken.zip"])


def test_a_zip_that_would_grow_without_measure_is_refused(taught):
    with zipfile.ZipFile(taught / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b"0" * 50_000_000)
    with pytest.raises(InputError, match="would unpack to 50,000,000 bytes"):
        learn([taught / "bomb.zip"])


def test_alternate_names_are_learnt_for_places_of_the_dump_and_of_the_shipped_gazetteer(taught):
    lines = [
        "1\t80000001\tru\tНахлан-Йеменский\t\t\t\t\t\t",
        "2\t80000001\tlink\thttps://example.org/nakhlan\t\t\t\t\t\t",
        "3\t1168446\tx\tPanjgur Qadeem\t\t\t\t\t\t",
        "4\t99999999\ten\tUnknown To All\t\t\t\t\t\t",
    ]
    (taught / "names.txt").write_text("\n".join(lines), encoding="utf-8")
    about = learn([taught / "names.txt", dump(taught / "YE.txt")])
    assert [one["left_out"] for one in about] == [1, 1]
    assert place_of("Нахлан-Йеменский", "YEM").place_id == "geonames:80000001"
    answer = place_of("Panjgur Qadeem", "PAK")
    assert (answer.kind, answer.place_id) == ("learnt", "geonames:1168446")


def test_a_table_of_places_is_learnt_with_its_provinces_and_other_names(taught):
    (taught / "own.csv").write_text(
        "Name,Lat,Lon,Country,Admin1,Alternate names\n"
        "Beit Zahra,15.70,43.90,Yemen,'Amran Governorate,Bayt az-Zahra; بيت الزهرة\n"
        "Road to nowhere,15.7,43.9,Yemen,,\n"
        "Amran governorate,15.7,43.9,Yemen,,\n",
        encoding="utf-8",
    )
    (about,) = learn([taught / "own.csv"])
    assert (about["places"], about["left_out"]) == (1, 2)
    for spelling in ("Beit Zahra village", "Bayt Az Zahra", "بيت الزهرة"):
        answer = place_of(spelling, "YEM", "Amran")
        assert (answer.role, answer.kind) == ("point", "learnt"), spelling
        assert answer.place_id.startswith("learnt:")
        assert gazetteer.by_id(answer.place_id).name == "Beit Zahra"


def test_without_a_country_column_the_polygon_says_the_country(taught):
    (taught / "own.csv").write_text("name,lat,lon\nBeit Zahra,15.70,43.90\n", encoding="utf-8")
    (about,) = learn([taught / "own.csv"])
    assert about["countries"] == {"YEM": 1}


def test_an_event_table_without_one_exact_place_teaches_nothing(taught):
    (taught / "areas.csv").write_text(
        "event_id,place,country,where_precision,latitude,longitude\n1,Amran,Yemen,4,15.9,43.9\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError, match=r"areas\.csv: "):
        learn([taught / "areas.csv"])


def test_an_event_table_teaches_exact_places_only(taught):
    header = "event_id,place,place_relation,admin1,country,where_precision,latitude,longitude"
    rows = [
        "1,Beit Zahra village,at,,Yemen,1,15.70,43.90",
        "2,Beit Zahra village,at,,Yemen,1,15.70,43.90",
        "3,Amran governorate,in,,Yemen,4,15.9,43.9",
        "4,Somewhere Else,near,,Yemen,,15.2,43.9",
        "5,Karm Abu Salem,at,Gaza Strip,Israel,1,31.30,34.29",
    ]
    (taught / "events.csv").write_text("\n".join([header, *rows]), encoding="utf-8")
    (about,) = learn([taught / "events.csv"])
    assert (about["places"], about["left_out"]) == (2, 2)
    assert place_of("Beit Zahra", "YEM").kind == "learnt"
    assert place_of("Somewhere Else", "YEM").role == "none"
    assert place_of("Karm Abu Salem", "ISR", "Gaza Strip").kind == "learnt"


def test_what_was_learnt_stands_in_the_build_record_and_is_forgotten_on_request(taught):
    empty = build_record([], options={}, program="0")
    assert "learnt" not in empty
    learn([dump(taught / "YE.txt")])
    (said,) = build_record([], options={}, program="0")["learnt"]
    assert said["name"] == "YE"
    assert len(said["inputs"][0]["sha256"]) == 64
    with pytest.raises(UsageError, match="did you mean 'YE'"):
        unlearn(["YEM"])
    unlearn(["YE"])
    assert build_record([], options={}, program="0") == empty
    assert place_of("Nakhlan", "YEM").role == "none"


def test_the_same_file_is_learnt_as_the_same_bytes(taught):
    def content():
        return {file.name: file.read_bytes() for file in (learnt.home() / "YE").iterdir()}

    learn([dump(taught / "YE.txt")])
    first = content()
    learn([taught / "YE.txt"])
    assert content() == first


def test_a_file_that_teaches_nothing_is_refused_and_leaves_nothing(taught):
    (taught / "empty.csv").write_text("name,lat,lon\n,1,2\n", encoding="utf-8")
    (taught / "blind.csv").write_text("name,x1\nA,1\n", encoding="utf-8")
    with pytest.raises(InputError, match="teaches no place: 1 rows are left out"):
        learn([taught / "empty.csv"])
    with pytest.raises(InputError, match="no columns latitude and longitude"):
        learn([taught / "blind.csv"])
    with pytest.raises(InputError, match="no such file"):
        learn([taught / "absent.txt"])
    assert listed() == []


def test_a_damaged_folder_names_its_remedy_and_the_remedy_works(taught):
    learn([dump(taught / "YE.txt")])
    (learnt.home() / "YE" / "names.marisa").write_bytes(b"no trie")
    learnt.forget()
    with pytest.raises(InputError, match="gazetteer remove YE"):
        place_of("Panjgur", "PAK")
    unlearn(["YE"])
    assert place_of("Panjgur", "PAK").kind == "exact"


def test_a_row_reviewed_with_a_learnt_place_id_stays_with_it(taught):
    learn([dump(taught / "YE.txt")])
    events = frame({"event_id": "1", "place": "Kawkab", "country": "YEM"})
    out = geocode(events.assign(place_id="geonames:80000002")).iloc[0]
    assert (out["geometry_role"], out.geometry.x, out.geometry.y) == ("point", 44.40, 14.60)


EXACT = [("Panjgur", "PAK", "Balochistan"), ("Rask", "IRN", ""), ("Aden", "YEM", ""),
         ("Mariupol", "UKR", ""), ("Goma", "COD", ""), ("Panjgur", "", "")]  # fmt: skip
ELSEWHERE = {"SYR": (35.0, 38.0), "MLI": (16.0, -3.0), "MMR": (21.0, 96.0), "XKX": (42.6, 21.0)}


@settings(max_examples=int(os.environ.get("CONFLICTMAP_EXAMPLES", "20")))
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from([name for name, *_ in EXACT] + ["Gwadar", "Al Bab"]),
            st.sampled_from(sorted(ELSEWHERE)),
            st.floats(-1, 1),
            st.integers(0, 10_000_000),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_a_learnt_row_never_moves_an_exact_match_in_another_country(tmp_path_factory, rows):
    learnt.forget()
    before = [place_of(name, country, admin1) for name, country, admin1 in EXACT]
    assert {answer.role for answer in before} == {"point"}
    file = tmp_path_factory.mktemp("rows") / "rows.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["name", "lat", "lon", "country", "population"])
        for name, country, shift, people in rows:
            lat, lon = ELSEWHERE[country]
            writer.writerow([name, lat + shift, lon + shift, country, people])
    learn([file])
    after = [place_of(name, country, admin1) for name, country, admin1 in EXACT]
    unlearn(["rows"])
    assert after == before


def test_the_command_line_adds_and_lists(taught):
    def run(*words):
        return subprocess.run(
            [sys.executable, ROOT / "build_map.py", "gazetteer", *map(str, words)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    dump(taught / "YE.txt")
    added = run("add", taught / "YE.txt")
    assert added.stdout == run("list").stdout
    assert added.stdout.startswith("YE: GeoNames dump, 4 places under ")


def test_the_line_about_a_file_counts_places_names_and_countries():
    about = {"name": "YE", "kind": "GeoNames dump", "places": 4, "names": 7, "left_out": 2}
    assert describe_learnt(about | {"countries": {"YEM": 3, "SAU": 1}}) == (
        "YE: GeoNames dump, 4 places under 7 names (YEM 3, SAU 1); 2 rows left out"
    )


def test_the_folder_of_the_person_at_the_keyboard_is_not_read_by_tests():
    assert "conflictmap" in json.dumps(str(learnt.home())) or "pytest" in str(learnt.home())


def test_a_build_without_what_was_learnt_is_that_of_any_other_computer(taught, capsys):
    table, page = taught / "events.csv", taught / "map.html"
    table.write_text("event_id,place,country,where_precision\na,Nakhlan,Yemen,1\n")
    (taught / "map.toml").write_text('title = "T"\nevents = "events.csv"\nlearnt = false\n')

    def built(*words):
        installed.forget()
        assert build_map.main([*map(str, words)]) == build_map.DONE
        made = page.read_text(encoding="utf-8")
        return made, cm.read_page(page)["record"], cm.page_events(cm.read_page(page))

    bare, record, _ = built(table, "-qo", page)
    assert "learnt" not in record
    learn([dump(taught / "YE.txt")])
    _, record, events = built(table, "-qo", page)
    assert (record["learnt"][0]["name"], events["geometry_role"].iloc[0]) == ("YE", "point")
    assert build_map.main(["verify", str(page), str(table)]) == build_map.DONE
    for words in ((table, "-qo", page, "--no-learnt", "--title", "T"), (taught / "map.toml",)):
        _, record, events = built(*words)
        assert ("learnt" in record, record["options"]["learnt"]) == (False, False)
        assert events["geometry_role"].iloc[0] == "none"
        assert build_map.main(["verify", str(page), str(words[0])]) == build_map.DONE
    assert build_map.main(["verify", str(page), str(table)]) == build_map.DONE
    page.write_text(bare, encoding="utf-8")
    assert build_map.main(["verify", str(page), str(table)]) == build_map.DONE, "as it was made"
    built(table, "-qo", page)
    unlearn(["YE"])
    installed.forget()
    capsys.readouterr()
    assert build_map.main(["verify", str(page), str(table)]) == build_map.FAILED
    assert "learnt YE: not in this gazetteer" in capsys.readouterr().err
    installed.forget()
