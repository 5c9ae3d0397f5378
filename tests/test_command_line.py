"""The command line keeps its word: clear messages, exit codes, nothing half-written."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "maps" / "iran-pakistan-2024.toml"
EVENTS = ROOT / "data" / "iran-pakistan-2024" / "events.csv"


def run(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "build_map.py"), *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | environment,
    )


def refused(folder: Path, *words: object, code: int = 1) -> str:
    """Run a command that must fail cleanly; return what it said."""
    before = sorted(folder.iterdir())
    done = run(*words)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert sorted(folder.iterdir()) == before, "something was left half-written"
    return done.stderr


def test_the_demo_is_built_and_counted(tmp_path):
    done = run(DEMO, "-o", tmp_path / "map.html")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "3 events: 1 exact, 1 near, 1 area, 0 unlocated" in done.stdout
    assert (tmp_path / "map.html").stat().st_size <= 600_000


def test_same_input_same_bytes_whatever_the_hash_seed_and_folder(tmp_path):
    hashes = set()
    for seed in ("0", "1", "4242"):
        output = tmp_path / seed / "map.html"
        output.parent.mkdir()
        assert run(DEMO, "-o", output, PYTHONHASHSEED=seed).returncode == 0
        hashes.add(hashlib.sha256(output.read_bytes()).hexdigest())
    assert len(hashes) == 1


def test_source_date_epoch_is_the_only_date_of_building(tmp_path):
    output = tmp_path / "map.html"
    assert run(DEMO, "-o", output, SOURCE_DATE_EPOCH="1700000000").returncode == 0
    assert '"built":"2023-11-14"' in output.read_text(encoding="utf-8")
    assert run(DEMO, "-o", output).returncode == 0
    assert '"built"' not in output.read_text(encoding="utf-8")


def test_a_table_alone_takes_its_companions_along(tmp_path):
    output = tmp_path / "map.html"
    done = run(EVENTS, "-o", output, "--title", "Strikes & <claims>")
    assert done.returncode == 0, done.stderr
    page = output.read_text(encoding="utf-8")
    assert "<title>Strikes &amp; &lt;claims&gt;</title>" in page
    assert "exchange-of-strikes" in page


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("event_id,place\n", "0 events: 0 exact, 0 near, 0 area, 0 unlocated"),
        ("event_id,place\nE1,Nowhereville\n", "1 event: 0 exact, 0 near, 0 area, 1 unlocated"),
    ],
)
def test_a_map_of_nothing_is_a_map(tmp_path, open_page, content, said):
    (tmp_path / "events.csv").write_text(content, encoding="utf-8")
    done = run(tmp_path / "events.csv", "-o", tmp_path / "map.html")
    assert said in done.stdout
    assert open_page(tmp_path / "map.html").faults == []


def test_geocode_writes_a_table_that_can_be_read_again(tmp_path):
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    assert run("geocode", EVENTS, "-o", first).returncode == 0
    done = run("geocode", first, "-o", second)
    assert done.returncode == 0, done.stderr
    header = first.read_text(encoding="utf-8").splitlines()[0].split(",")
    assert {"geometry_role", "match_kind", "province_code", "uncertainty_km"} <= set(header)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "no such file"),
        (b"", "is empty"),
        (b"event_id,actor\nE1,T\xe9h\xe9ran\n", "is not UTF-8"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "is a PNG picture, not text"),
        (b"PK\x03\x04\x14\0", "is a zip archive or an office document, not text"),
        (b"event_id,plac\nE1,x\n", "unknown column 'plac' (did you mean 'place'?)"),
        (b"event_id\nE1\nE1\n", "event_id 'E1' stands already in row 1"),
        (b"event_id,date_start\nE1,2024-02-30\n", "is no date"),
        (b"event_id,latitude,longitude\nE1,200,1\n", "latitude '200' is outside -90 to 90"),
        (b"event_id,latitude,longitude\nE1,NaN,1\n", "latitude 'NaN' is no number"),
        (b"event_id,date_start,date_end\nE1,2024-01-02,2024-01-01\n", "date_end lies before"),
        (b"event_id,status\nE1,claimd\n", "did you mean 'claimed'?"),
    ],
)
def test_bad_tables_are_refused_with_one_clear_message(tmp_path, content, words):
    path = tmp_path / "bad.csv"
    if content is not None:
        path.write_bytes(content)
    said = refused(tmp_path, path, "-o", tmp_path / "map.html")
    assert words in said
    assert str(path) in said


def test_a_broken_pdf_is_told_once_and_in_our_words(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(b"%PDF-1.4\n broken")
    said = refused(tmp_path, path, "-o", tmp_path / "map.html")
    assert said.splitlines() == [line for line in said.splitlines() if str(path) in line]


def test_a_source_that_is_not_described_is_refused(tmp_path):
    (tmp_path / "sources.csv").write_text("source_id\nS11\n", encoding="utf-8")
    (tmp_path / "events.csv").write_text("event_id,source_id\nE1,S12\n", encoding="utf-8")
    said = refused(tmp_path, tmp_path / "events.csv", "-o", tmp_path / "map.html")
    assert "source_id 'S12' is not in the sources table (did you mean 'S11'?)" in said


def test_a_folder_is_no_input_and_no_output(tmp_path):
    assert "is a folder" in refused(tmp_path, tmp_path, "-o", tmp_path / "map.html")
    (tmp_path / "map.html").mkdir()
    assert "is a folder" in refused(tmp_path, DEMO, "-o", tmp_path / "map.html")


def test_an_output_in_no_folder_is_refused(tmp_path):
    output = tmp_path / "none" / "map.html"
    assert f"{output}: cannot be written: no such file" in refused(tmp_path, DEMO, "-o", output)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            'title = "T"\nevents = "e.csv"\ntitel = "x"\n',
            "unknown key 'titel' (did you mean 'title'?)",
        ),
        ("title = 3\nevents = []\n", "title must be text, got 3"),
        ('events = "e.csv"\n', "key 'title' is missing"),
        ("title = \n", "is no TOML"),
        ('title = "T"\nevents = "e.csv"\nevidence = "q.csv"\n', "name the sources table too"),
        ('title = "T"\nevents = "e.csv"\nlanguage = "<script>"\n', "language must be a tag"),
    ],
)
def test_bad_declarations_are_refused_with_one_clear_message(tmp_path, content, words):
    path = tmp_path / "map.toml"
    path.write_text(content, encoding="utf-8")
    (tmp_path / "e.csv").write_text("event_id\nE1\n", encoding="utf-8")
    assert words in refused(tmp_path, path)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--no-such-option"], "unrecognized arguments"),
        ([EVENTS], "say where the map goes"),
        ([EVENTS, DEMO, "-o", "map.html"], "not both"),
        (["geocode", EVENTS], "required: -o"),
        ([DEMO, "--boundaries", "mine"], "no point of view 'mine'"),
    ],
)
def test_wrong_usage_exits_with_2(tmp_path, words, said):
    assert said in refused(tmp_path, *words, code=2)


def test_help_imports_nothing_heavy():
    heavy = {"folium", "geopandas", "numpy", "pandas", "pyarrow", "shapely"}
    code = (
        "import sys, build_map; from conflictmap.geo.command_line import build_parser;"
        "build_parser('build_map.py', '0').format_help();"
        f"sys.exit(', '.join({heavy} & set(sys.modules)) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_misspelt_verb_is_told_as_one():
    done = run("reed", "article.txt", "-o", "case")
    assert done.returncode == 2
    assert "no file and no verb 'reed' (did you mean 'read'?)" in done.stderr
