"""The map on paper says what the page says, in the same symbols, and needs no browser."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import docx
import pandas as pd
import pypdf
import pytest
import shapely
from conflictmap.geo.basemap import basemap
from conflictmap.geo.events import read_events
from conflictmap.geo.geocode import geocode
from conflictmap.geo.provinces import join_provinces
from conflictmap.geo.schema import EVENT_TYPES, STATUSES
from conflictmap.geo.summary import extent
from conflictmap.layers import _shared
from conflictmap.layers.document import document
from conflictmap.layers.static import StaticMap
from conflictmap.layers.static_describe import rows, toll
from conflictmap.layers.static_events import Marks, clusters
from conflictmap.layers.static_furniture import legend
from conflictmap.layers.static_ground import View, ground_names
from conflictmap.layers.static_marks import hatch, symbol
from conflictmap.layers.static_names import Room, place
from conflictmap.layers.static_paper import Box, Sheet, shortened, width_of, wrapped
from conflictmap.layers.static_words import Words

import build_map

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "maps" / "iran-pakistan-2024.toml"
HEADER = (
    "event_id,event_type,date_start,date_end,actor,place,country,where_precision,latitude,"
    "longitude,killed_low,status\n"
)
HOSTILE = "$\\frac{1}{2}$ </svg><script>alert(1)</script> & {{7*7}}"
PERSIAN, URDU, ARABIC = "سیستان و بلوچستان", "ٹوبہ ٹیک سنگھ", "صنعاء"


@pytest.fixture(scope="module")
def demo():
    located = join_provinces(geocode(read_events(ROOT / "data/iran-pakistan-2024/events.csv")))
    return StaticMap(located, basemap(extent(located)), title="Strikes", size="a5")


@pytest.fixture
def made(tmp_path, demo):
    """Maps of invented events on the demo's ground."""

    def made_(lines, **options):
        table = tmp_path / "events.csv"
        table.write_text(HEADER + "\n".join(lines), encoding="utf-8")
        located = join_provinces(geocode(read_events(table)))
        return StaticMap(located, demo.ground, **{"title": "A map", "size": "a5"} | options)

    return made_


def texts(paper):
    return [text.get_text() for text in paper.sheet.axes.texts]


def test_paper_and_page_share_words_colours_and_symbols():
    assert set(EVENT_TYPES) <= set(_shared.drawings())
    assert {f"actor-{at}" for at in range(7)} <= set(_shared.colours())
    style = (ROOT / "layers" / "page.css").read_text(encoding="utf-8").partition("@media")[0]
    for name in ("land", "line", "ink-2", "border-0", "actor-0"):
        assert f"--{name}: light-dark({_shared.colours()[name]}," in style
    script = (ROOT / "layers" / "words_en.js").read_text(encoding="utf-8")
    keys = set(re.findall(r"^    '([\w.]+)':", script, flags=re.MULTILINE))
    assert keys <= set(_shared.table("en"))
    assert _shared.table("en")["area.several"]["other"] == "{count} events"
    assert _shared.table("tlh") == _shared.table("en")
    for path in (ROOT / "layers").glob("words_??.js"):
        said = Words(path.stem[-2:])
        assert said.say("area.several", count=3) != "3 events" or path.stem == "words_en"
        assert said.say("alt.map", title="T") != "Map: T." or path.stem == "words_en"


def test_types_and_statuses_look_different_in_one_colour():
    drawn = {
        (kind, status): tuple((p.shape.vertices.tobytes(), p.fill, p.dash) for p in parts)
        for kind in EVENT_TYPES
        for status in (*STATUSES, "")
        if (parts := symbol(kind, status))
    }
    assert len(set(drawn.values())) == len(drawn)
    assert symbol("shelling", "alleged", "near") != symbol("shelling", "alleged")


def test_the_demo_says_what_when_where_and_what_is_not_known(demo):
    said = texts(demo)
    for words in ("Strikes", "16–18 Jan 2024 · 3 events", "Panjgur", "Rask", "200 km"):
        assert words in said
    assert "somewhere in this" in " ".join(said)
    assert any("Natural Earth" in words for words in said)
    assert demo.alt.startswith("Map: Strikes. 3 events. When: 16–18 Jan 2024.")
    assert "1 at an exact place, 1 near a place, 1 somewhere" in demo.alt


def test_legend_counts_are_the_tables(demo):
    columns = ("event_type", "status", None, "geometry_role")
    for section, column in zip(legend(demo.events, demo.words), columns, strict=True):
        if column:
            counted = sorted(demo.events[column].value_counts().tolist(), reverse=True)
            assert sorted((e.events for e in section.entries), reverse=True) == counted


@pytest.mark.parametrize("kind", ["svg", "pdf", "png"])
def test_the_same_map_makes_the_same_bytes_and_no_clock_is_read(demo, kind):
    again = StaticMap(demo.events, demo.ground, title="Strikes", size="a5")
    assert demo.save(kind) == again.save(kind)


def test_an_svg_runs_nothing_and_says_what_it_shows(made):
    line = f'1,bombing,2024-01-02,2024-01-02,"{HOSTILE}","{HOSTILE}",PAK,1,27,64,3,reported'
    paper = made([line], title=HOSTILE)
    svg = paper.save("svg")
    root = ET.fromstring(svg)  # noqa: S314 - our own file
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert "script" not in tags
    assert root.get("role") == "img"
    assert root.find("{*}title").text == HOSTILE
    assert root.find("{*}desc").text == paper.alt
    assert HOSTILE in texts(paper)


def test_names_touch_neither_each_other_nor_a_mark(made):
    lines = [
        f"{n},shelling,2024-01-02,2024-01-02,Side {n % 3},Town number {n},PAK,1,"
        f"{25.5 + n % 13 * 0.31:.2f},{58 + n * 7 % 23 * 0.35:.2f},,claimed"
        for n in range(60)
    ]
    paper = made(lines)
    sheet = Sheet(297, 210)
    view = View(Box(9, 20, 210, 160), paper.ground.bounds)
    marks = Marks(sheet, view, paper.events)
    taken = marks.draw(paper.words)
    obstacles = list(taken)
    names = [
        *marks.names(paper.words),
        *ground_names(sheet, view, paper.ground, told=set(), spoken=set()),
    ]
    boxes = [box for _, box in place(names, Room(view.frame, taken))]
    assert len(boxes) > 30
    for at, box in enumerate(boxes):
        assert view.frame.holds(box)
        assert not any(box.touches(other) for other in [*boxes[:at], *obstacles])


def test_marks_that_would_lie_on_each_other_stand_under_one_ring(made):
    lines = [f"{n},shelling,,,A,Town,PAK,1,28.{n:03},63.0,,claimed" for n in range(40)]
    lines.append("far,shelling,,,B,Town,PAK,1,27,66,,claimed")
    paper = made(lines)
    view = View(Box(0, 0, 200, 150), paper.ground.bounds)
    marks = Marks(Sheet(297, 210), view, paper.events)
    assert sorted(sum(len(s.rows) for s in crowd) for crowd in marks.crowds) == [1, 40]
    leads = [crowd[0] for crowd in marks.crowds]
    assert clusters(leads, 7.0) == [[lead] for lead in leads]
    assert "40" in texts(paper)


@pytest.mark.parametrize("words", [PERSIAN, URDU, ARABIC])
def test_arabic_script_is_shaped_and_has_all_its_letters(words, recwarn):
    joined = width_of(words, 20)
    apart = sum(width_of(letter, 20) for letter in words)
    assert joined < apart * 0.93  # joined letters are narrower than those that stand alone
    assert not [warning for warning in recwarn if "missing" in str(warning.message)]


def test_a_right_to_left_map_is_mirrored(made):
    line = f"1,bombing,2024-01-02,2024-01-02,{PERSIAN},{URDU},PAK,1,27,64,3,reported"
    paper = made([line], language="fa", title=PERSIAN)
    where = {text.get_text(): text for text in paper.sheet.axes.texts}
    assert where[PERSIAN].get_horizontalalignment() == "right"
    assert URDU in where
    assert paper.save("png").startswith(b"\x89PNG")


def test_a_script_that_no_font_here_has_does_not_stop_the_map(made):
    line = "1,bombing,2024-01-02,2024-01-02,A,\U00012000\U00012001 ꧁,PAK,1,27,64,3,reported"
    assert made([line]).save("svg")


def test_hatching_covers_a_shape_and_nothing_else():
    shape = shapely.Polygon([(0, 0), (30, 5), (28, 40), (3, 33)])
    lines = hatch(shape, 2.0)
    assert shape.buffer(1e-6).contains(shapely.union_all(lines))
    # A strip as wide as the step around every line is the whole shape.
    assert shapely.union_all(lines).buffer(1.45).contains(shape.buffer(-0.5))


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((None, None, None), ""),
        ((0, 0, 0), "0"),
        ((2, 2, 2), "2"),
        ((2, None, None), "2"),
        ((None, 1, None), "at least 1, number not stated"),
        ((None, 4, None), "at least 4"),
        ((None, None, 4), "at most 4"),
        ((None, 2, 5), "2 to 5"),
        ((3, 2, 5), "3 (between 2 and 5)"),
        ((2, 2, 5), "2 to 5"),
        ((2, 2, None), "at least 2"),
        ((3, 2, None), "3 (at least 2)"),
        ((3, None, 5), "3 (at most 5)"),
    ],
)
def test_a_toll_is_said_as_on_the_page_and_unknown_is_not_nought(numbers, said):
    assert toll(*numbers, Words()) == said


def test_an_open_date_is_said_in_the_sources_words(demo):
    told = {row.what.split(" at ")[0].split(" in ")[0]: row for row in rows(demo.events, Words())}
    assert told["Armed attack"].when == "“recent”, no later than 16 Jan 2024"
    assert told["Armed attack"].killed == "not stated"


def test_long_words_are_cut_and_wrapped_into_their_room():
    assert width_of(shortened("word " * 40, 8, 30), 8) <= 30
    lines = wrapped("word " * 40, 8, 30, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert all(width_of(line, 8) <= 30 for line in lines)


def test_a_brief_is_one_page_with_counts_table_and_sources(demo, made):
    brief = StaticMap(demo.events, demo.ground, title="Strikes", size="brief")
    reader = pypdf.PdfReader(io.BytesIO(brief.save("pdf")))
    assert len(reader.pages) == 1
    said = reader.pages[0].extract_text()
    for words in ("Strikes", "unlocated", "Government of Iran", "at least 1", "Sources"):
        assert words in said
    assert reader.metadata.subject == brief.alt
    lines = [f"{n},shelling,,,A,Kyiv,PAK,1,28,64,,claimed" for n in range(90)]
    said = texts(made(lines, size="brief"))
    shown = sum(words.startswith("Shelling at Kyiv") for words in said)
    assert f"and {90 - shown} more" in said


def test_a_document_has_picture_words_for_it_caption_table_and_sources(demo):
    content = document(demo)
    assert content == document(demo)
    made_document = docx.Document(io.BytesIO(content))
    picture = made_document.inline_shapes[0]._inline
    assert picture.docPr.get("descr") == demo.alt
    assert [p.text for p in made_document.paragraphs if p.style.name == "Caption"] == [demo.alt]
    table = made_document.tables[0]
    assert len(table.rows) == 1 + len(demo.events)
    assert "tblHeader" in table.rows[0]._tr.xml
    parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    assert {part.date_time[0] for part in parts} == {1980}


def test_a_map_of_nothing_is_still_a_map(made):
    paper = made([])
    assert "0 events" in texts(paper)
    assert paper.alt.startswith("Map: A map. 0 events.")
    assert document(paper)


def test_rows_set_aside_are_told_on_paper(demo):
    events = demo.events.copy()
    events.attrs["set_aside"] = [{"row": 4}]
    paper = StaticMap(events, demo.ground, title="Strikes", size="a5")
    assert "1 row of the file set aside" in texts(paper)
    assert "1 row of the file set aside." in paper.alt


def test_only_a_given_date_of_production_is_printed(demo):
    record = {"built": "2024-02-03"}
    paper = StaticMap(demo.events, demo.ground, title="Strikes", size="a5", record=record)
    assert any("Made on 2024-02-03" in words for words in texts(paper))
    assert not any("Made on" in words for words in texts(demo))
    with pytest.raises(ValueError, match="a4, a5, brief, slide"):
        StaticMap(demo.events, demo.ground, title="Strikes", size="a3")


def test_the_command_line_writes_paper_where_no_browser_is(tmp_path):
    """With an empty PATH no browser can be found, and none is needed."""
    words = [str(DEMO), "-qo", str(tmp_path / "map.html"), "--paper", "slide"]
    for suffix in (".svg", ".docx"):
        words += ["--export", str(tmp_path / f"map{suffix}")]
    done = subprocess.run(
        [sys.executable, str(ROOT / "build_map.py"), *words],
        env={**os.environ, "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert b'width="960' in (tmp_path / "map.svg").read_bytes()[:2000]
    assert zipfile.is_zipfile(tmp_path / "map.docx")


def test_without_the_extra_the_remedy_is_named(tmp_path, monkeypatch, capsys):
    import conflictmap as cm

    monkeypatch.delattr(cm, "StaticMap", raising=False)
    monkeypatch.setattr(cm, "_HOME", cm._HOME | {"StaticMap": "layers.static"})
    monkeypatch.setitem(sys.modules, "conflictmap.layers.static", None)
    with pytest.raises(SystemExit) as stopped:
        build_map.main([str(DEMO), "-qo", str(tmp_path / "m.html"), "--export", "m.svg"])
    assert stopped.value.code == build_map.WRONG_USAGE
    assert "pip install 'conflictmap[static]'" in capsys.readouterr().err


def test_undated_events_are_said_to_be_so():
    assert Words().when(None, None) == "date not stated"
    assert Words().when(pd.Timestamp("2024-02-01"), pd.Timestamp("2024-02-29")) == "Feb 2024"
