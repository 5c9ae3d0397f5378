from pathlib import Path

import pandas as pd
import pytest
from conflictmap.geo.events import (
    combine_events,
    read_events,
    read_evidence,
    read_sources,
)
from conflictmap.geo.geocode import geocode
from conflictmap.geo.schema import CRS, EVENT_COLUMNS, InputError
from conflictmap.geo.summary import describe

CASE = Path(__file__).parents[1] / "data" / "iran-pakistan-2024"


def table(folder: Path, text: str, name: str = "events.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def faults_of(path: Path, **options: object) -> str:
    with pytest.raises(InputError) as raised:
        read_events(path, **options)
    return str(raised.value)


def test_the_demo_case_has_exactly_its_three_events():
    sources = read_sources(CASE / "sources.csv")
    events = read_events(CASE / "events.csv", sources=sources)
    evidence = read_evidence(CASE / "evidence.csv", events=events, sources=sources)
    assert list(events["event_id"]) == ["panjgur", "sistan-baluchistan", "rask"]
    by_id = events.set_index("event_id")
    assert by_id.loc["panjgur", ["killed_best", "killed_children", "injured_best"]].tolist() == [
        2,
        2,
        3,
    ]
    assert by_id["date_start"].dt.strftime("%Y-%m-%d").fillna("").tolist() == [
        "2024-01-16",
        "2024-01-18",
        "",
    ]
    assert by_id["status"].tolist() == ["acknowledged", "claimed", "alleged"]
    assert pd.isna(by_id.loc["sistan-baluchistan", "killed_best"])
    assert by_id.loc["sistan-baluchistan", "killed_low"] == 1
    assert set(evidence["event_id"]) == set(events["event_id"])


def test_every_reader_column_is_there_typed_and_unknown_is_not_zero(tmp_path):
    events = read_events(table(tmp_path, "event_id,killed_best\nE1,\nE2,0\n"))
    assert [c.name for c in EVENT_COLUMNS] == [c for c in events.columns if c != "geometry"]
    assert events.crs == CRS
    assert events["killed_best"].isna().tolist() == [True, False]
    assert events["killed_best"].dtype == "Int64"
    assert events["date_start"].dtype == "datetime64[s]"
    assert events["actor"].isna().all()


def test_all_faults_of_a_file_are_told_at_once(tmp_path):
    path = table(
        tmp_path,
        "event_id,event_type,date_start,date_end,latitude,longitude,killed_best,status\n"
        "E1,air-strike,2024-02-30,,200,61,,\n"
        "E1,air_strike,2024-01-02,2024-01-01,NaN,61,two,\n"
        ",shelling,,,26,,-1,clamed\n",
    )
    said = faults_of(path)
    for words in (
        "row 1 (E1): event_type 'air-strike' is unknown (did you mean 'air_strike'?)",
        "row 1 (E1): date_start '2024-02-30' is no date (write it as 2024-01-31)",
        "row 1 (E1): latitude '200' is outside -90 to 90",
        "row 2 (E1): event_id 'E1' stands already in row 1",
        "row 2 (E1): date_end lies before date_start",
        "row 2 (E1): latitude 'NaN' is no number",
        "row 2 (E1): killed_best 'two' is no whole number",
        "row 3: event_id is empty",
        "row 3: latitude and longitude must both be given, or neither",
        "row 3: killed_best '-1' is below 0",
        "row 3: status 'clamed' is unknown (did you mean 'claimed'?)",
    ):
        assert words in said


def test_bad_rows_are_set_aside_with_their_reasons_and_counted(tmp_path):
    path = table(tmp_path, "event_id,latitude,longitude\nE1,1,2\nE2,200,2\nE3,1\nE4,1,2,3\n")
    assert "2 faults" not in faults_of(path)
    events = read_events(path, bad_rows="set_aside")
    assert events["event_id"].tolist() == ["E1"]
    assert [(row["row"], row["event_id"]) for row in events.attrs["set_aside"]] == [
        (2, "E2"),
        (3, ""),
        (4, ""),
    ]
    assert "has 2 cells, the header 3" in events.attrs["set_aside"][1]["reasons"][0]
    assert describe(geocode(events)) == (
        "1 event: 1 exact, 0 near, 0 area, 0 unlocated; 3 rows set aside"
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        ("event_id,actor\nE1,Téhéran\n".encode("cp1252"), "is not UTF-8 (byte 19 is 0xe9)"),
        (b"event_id,actr\nE1,x\n", "unknown column 'actr' (did you mean 'actor'?)"),
        (b"actor\nx\n", "column 'event_id' is missing"),
        (b"event_id,actor,actor\nE1,x,y\n", "column 'actor' stands twice"),
    ],
)
def test_a_file_that_is_no_event_table_says_why(tmp_path, content, words):
    path = tmp_path / "events.csv"
    path.write_bytes(content)
    assert words in faults_of(path)


def test_missing_files_and_folders_are_said(tmp_path):
    assert "no such file" in faults_of(tmp_path / "none.csv")
    assert "is a folder" in faults_of(tmp_path)


def test_a_byte_order_mark_blank_lines_and_quoted_line_breaks_are_fine(tmp_path):
    events = read_events(table(tmp_path, '\ufeffevent_id,notes\n\nE1,"a\nb, c"\n'))
    assert events.loc[0, ["event_id", "notes"]].tolist() == ["E1", "a\nb, c"]


def test_a_header_alone_is_a_table_of_no_events(tmp_path):
    events = read_events(table(tmp_path, "event_id,place\n"))
    assert len(events) == 0
    assert events.crs == CRS


def test_country_words_become_codes_and_are_kept(tmp_path):
    events = read_events(table(tmp_path, "event_id,country\nE1,Iran\nE2,PAK\nE3,Atlantis\n"))
    assert events["country"].fillna("").tolist() == ["IRN", "PAK", ""]
    assert events["country_stated"].fillna("").tolist() == ["Iran", "", "Atlantis"]


def test_a_source_that_is_not_in_the_sources_table_is_a_fault(tmp_path):
    sources = read_sources(table(tmp_path, "source_id\nS1\nS2\n", "sources.csv"))
    path = table(tmp_path, "event_id,source_id\nE1,S1; S2\nE2,S3\n")
    assert "row 2 (E2): source_id 'S3' is not in the sources table" in faults_of(
        path, sources=sources
    )


def test_a_text_that_is_not_the_one_hashed_is_a_fault(tmp_path):
    table(tmp_path, "words", "report.txt")
    path = table(tmp_path, f"source_id,sha256,file\nS1,{'0' * 64},report.txt\n", "sources.csv")
    with pytest.raises(InputError, match=r"sha256 is not that of report\.txt"):
        read_sources(path)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("E1,place,S1,0,5,Words", "the quote does not stand in the source's text"),
        ("E1,place,S1,1,5,word", "the quote does not stand in the source's text"),
        ("E9,place,S1,0,4,word", "event_id 'E9' is unknown"),
        ("E1,plce,S1,0,4,word", "field 'plce' is unknown (did you mean 'place'?)"),
        ("E1,place,S9,0,4,word", "source_id 'S9' is not in the sources table"),
    ],
)
def test_a_quote_must_stand_where_it_says(tmp_path, row, words):
    table(tmp_path, "words", "report.txt")
    sources = read_sources(table(tmp_path, "source_id,file\nS1,report.txt\n", "sources.csv"))
    events = read_events(table(tmp_path, "event_id\nE1\n"))
    header = "event_id,field,source_id,start,end,text\n"
    good = table(tmp_path, header + "E1,place,S1,0,4,word\n", "good.csv")
    assert len(read_evidence(good, events=events, sources=sources)) == 1
    with pytest.raises(InputError) as raised:
        read_evidence(
            table(tmp_path, header + row + "\n", "bad.csv"), events=events, sources=sources
        )
    assert words in str(raised.value)


def test_two_tables_may_not_share_an_id(tmp_path):
    first = read_events(table(tmp_path, "event_id\nE1\n", "a.csv"))
    second = read_events(table(tmp_path, "event_id\nE2\n", "b.csv"))
    assert combine_events([first, second])["event_id"].tolist() == ["E1", "E2"]
    with pytest.raises(InputError, match="event_id 'E1' stands in two tables"):
        combine_events([first, first])
