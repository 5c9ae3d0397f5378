"""What is packed into a page is what comes out of it, in the page and from the page."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import numpy as np
import page_frames
import pandas as pd
import pytest
from conflictmap.geo import pages
from conflictmap.layers import model, packing, payload, texts

READBACK = Path(__file__).parent / "js" / "readback.js"
ROWS = 9000  # more than two blocks of texts, and enough for columns that follow from others
ODD = [
    "", " ", "  two  spaces ", "ends ", "-", "a-b", "it's 5 km²", "Sīstān va Balūchestān",
    "نزدیک راسک، ایران", "м. Київ — центр", "\u200cمی\u200cرود", "𝔄𝔅 🙂", "line\nbreak\ttab",
    "</script><!--", "x" * 3000, "‘quoted’ …", "e\u0301a\u0300", "０１２",
]  # fmt: skip


@pytest.fixture(scope="module")
def invented():
    """A table of every kind of column, with odd texts among ordinary ones."""
    draw = np.random.default_rng(3)
    places = draw.integers(0, 300, ROWS)
    words = np.array([f"word{number}" for number in range(14_000)])
    notes = [
        " ".join(words[draw.integers(0, 14_000, 12)]) if row % 3 else ODD[row // 3 % len(ODD)]
        for row in range(ROWS)
    ]
    latitude = np.round(places * 0.6 - 90 + draw.normal(0, 0.01, ROWS), 5)
    start = pd.Timestamp("1890-01-01").to_datetime64().astype("datetime64[s]")
    days = start + draw.integers(0, 50_000, ROWS).astype("timedelta64[D]")
    return pd.DataFrame(
        {
            "event_id": [f"E{row:06d}" for row in range(ROWS)],
            "event_type": pd.array(np.array(["air_strike", "shelling", None])[places % 3], "str"),
            "date_start": pd.Series(days).where(places % 7 > 0),
            "date_end": pd.Series(days + np.timedelta64(1, "D") * (places % 3)).where(
                places % 11 > 0
            ),
            "place": pd.array([f"P {place} é" for place in places], "str"),
            "province": pd.array([f"Q{place // 10}" for place in places], "str"),
            "country": pd.array(
                [f"C{place // 50}" if row % 400 else "odd" for row, place in enumerate(places)],
                "str",
            ),
            "latitude": np.where(draw.random(ROWS) > 0.01, latitude, np.nan),
            "longitude": draw.uniform(-180, 180, ROWS),
            "killed_best": pd.array(np.where(places % 4, places, -1), "Int64"),
            "notes": pd.array(notes, "str").astype(object),
            "match_note": None,
        }
    ).assign(killed_best=lambda table: table["killed_best"].where(table["killed_best"] >= 0))


def streams_of(frame):
    return dict(payload.pack_table(frame, "events"))


def expected(frame):
    """The cells as they must come back; an empty text is unknown."""
    columns = model.columns(frame)
    for name in payload.TEXTS & set(columns):
        columns[name] = [value or None for value in columns[name]]
    return columns


def read_by_node(frame, folder, searches=()):
    driver = pytest.importorskip("playwright._impl._driver")
    node, _ = driver.compute_driver_executable()
    (folder / "streams.json").write_text(json.dumps(streams_of(frame)), encoding="utf-8")
    command = [node, READBACK, folder / "streams.json", json.dumps(list(searches))]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def read_by_python(frame):
    named = {name.removeprefix("events") or None: text for name, text in streams_of(frame).items()}
    return pages._Table(named).columns()


@pytest.mark.parametrize("rows", [0, 1, 40, ROWS])
def test_every_cell_comes_back_in_the_page_and_from_the_page(invented, tmp_path, rows):
    frame = invented.iloc[:rows]
    wanted = expected(frame)
    assert read_by_python(frame) == wanted
    found = read_by_node(frame, tmp_path)
    assert found["columns"] == wanted
    assert found["found"] == list(range(rows))


def test_the_demo_and_hostile_ids_come_back(tmp_path):
    rows = [
        page_frames.POINT | {"event_id": text} for text in ("__proto__", "𝔄", "a", "aa", "</x>")
    ]
    frame = page_frames.frame([*page_frames.DEMO, *rows])
    found = read_by_node(frame, tmp_path)
    assert found["columns"] == expected(frame) == read_by_python(frame)
    assert found["found"] == list(range(len(frame)))


def folded(text):
    """Folding written again from its description."""
    import unicodedata

    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if not unicodedata.category(c).startswith("M") and c != "\u0640")
    text = text.lower().translate(
        str.maketrans("\u064a\u0649\u0643\u03c2", "\u06cc\u06cc\u06a9\u03c3")
    )
    return " ".join(re.sub(r"[\W_]+", " ", text).split())


def test_a_search_by_words_finds_what_a_search_by_text_finds(invented, tmp_path):
    frame = invented.iloc[:5000]
    searches = [
        "sistan", "ord12 word1", "راسک ایران", "київ центр", "km2", "quoted", "5", "p 17", "رود",
        "e0000", "zzz",
    ]  # fmt: skip
    wanted = expected(frame)
    names = ("place", "province", "country", "notes", "event_id")
    texts_ = [
        folded(" \n ".join(str(wanted[name][row] or "") for name in names)) for row in range(5000)
    ]
    for query, rows in zip(
        searches, read_by_node(frame, tmp_path, searches)["searched"], strict=True
    ):
        needles = folded(query).split()
        assert rows == [row for row, text in enumerate(texts_) if all(w in text for w in needles)]


def test_the_same_frame_gives_the_same_streams_and_nothing_a_page_could_run(invented):
    first = streams_of(invented)
    assert first == streams_of(invented.copy())
    assert all(re.fullmatch(r"=?[A-Za-z0-9+/]*={0,2}", content) for content in first.values())


def test_what_follows_from_another_column_costs_nearly_nothing(invented):
    manifest = json.loads(_content(streams_of(invented)["events"]))
    columns = manifest["columns"]
    kinds = {name: column["kind"] for name, column in columns.items()}
    assert kinds == {
        "event_id": "numbered", "event_type": "lookup", "date_start": "date", "place": "codes",
        "province": "lookup", "country": "lookup", "latitude": "scaled", "longitude": "real",
        "killed_best": "lookup", "notes": "text", "match_note": "text", "date_end": "date",
    }  # fmt: skip
    assert (columns["date_end"]["of"], columns["latitude"]["of"]) == ("date_start", "place")
    assert "of" not in columns["date_start"]


def test_what_is_usual_with_a_key_is_the_median_of_what_stands_with_it():
    keys = np.array([3, 0, 3, 3, 1, 1])
    values = np.array([5, payload.MISSING, -7, 6, 2**31 - 1, -(2**31)])
    assert packing.usual(keys, values, 5).tolist() == [payload.MISSING, 2**31 - 1, 0, 5, 0]


def _content(stream):
    import base64
    import zlib

    content = zlib.decompress(base64.b64decode(stream), wbits=31)
    return content[4 : 4 + int.from_bytes(content[:4], "little")]


def test_words_of_every_length_of_code_are_written_and_read():
    ranks = np.array([0, *(step + by for step in texts.STEPS for by in (-1, 0, 1))], np.int64)
    sizes = np.ones(len(ranks), np.int64)
    for step in texts.STEPS:
        sizes += ranks >= step
    ends = np.concatenate([[0], np.cumsum(sizes)])
    content = texts._written(ranks, sizes, ends[:-1], int(ends[-1])).tobytes()
    words = {int(rank): f"-{rank};" for rank in ranks}
    assert pages._text(content, words) == "".join(words[int(rank)] for rank in ranks)
