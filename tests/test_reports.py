"""Reports in: what a careful reader finds, and nothing that is not said."""

import datetime as dt
import os
import random

import pandas as pd
import pytest

import build_map
import conflictmap
from geo.reports import dates, header, numbers, words
from geo.reports.reader import read_report, read_reports
from geo.schema import InputError

BULLETIN = """MAIDUGURI, Nigeria, 14 March 2024 - Gunmen on motorcycles raided the village of \
Gwoza in Borno State on Tuesday night, killing at least seven farmers and wounding three others, \
police said. No group has claimed responsibility for the attack.

A roadside bomb hit an army convoy near Damboa on Wednesday. Four soldiers died, among them an \
officer, the military said, and Boko Haram claimed the blast.

The governor, in Abuja for talks, warned that the militants would attack Biu next week. In the \
state capital soldiers held a live-fire exercise on Wednesday.
"""


@pytest.fixture(scope="module")
def bulletin():
    return read_report(BULLETIN)


def test_each_event_stands_once_with_its_day_and_place(bulletin):
    found = bulletin.events[["event_type", "place", "country", "where_precision"]]
    assert found.to_numpy().tolist() == [
        ["armed_attack", "Gwoza", "NGA", 1],
        ["bombing", "Damboa", "NGA", 2],
    ]
    assert bulletin.events["date_start"].dt.date.tolist() == [
        dt.date(2024, 3, 12),
        dt.date(2024, 3, 13),
    ]
    assert bulletin.events["admin1"].tolist() == ["Borno State", "Borno State"]


def test_tolls_keep_what_is_open(bulletin):
    first, second = bulletin.events.to_dict("records")
    assert (first["killed_best"], first["killed_low"], first["injured_best"]) == (7, 7, 3)
    assert pd.isna(first["killed_high"])
    assert (second["killed_best"], second["killed_high"]) == (4, 4)
    assert pd.isna(second["injured_best"])


def test_a_claim_names_the_actor_and_who_tells_it_decides_the_status(bulletin):
    second = bulletin.events.iloc[1]
    assert (second["actor"], second["status"]) == ("Boko Haram", "acknowledged")
    assert bulletin.events["status"].iloc[0] == "reported"


def test_every_filled_field_has_a_quote_that_stands_in_the_text(bulletin):
    assert_quoted(bulletin)
    own = {"event_id", "source_id", "proposed_by", "notes"}
    for row in bulletin.events.drop(columns="geometry").to_dict("records"):
        filled = {name for name, value in row.items() if not pd.isna(value)} - own
        evidence = bulletin.evidence
        assert filled <= set(evidence.loc[evidence["event_id"] == row["event_id"], "field"])


def assert_quoted(read):
    for quote in read.evidence.to_dict("records"):
        text = read.texts[quote["source_id"]]
        assert text[quote["start"] : quote["end"]] == quote["text"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The minister warned on Monday that rebels could attack Gao.",
        "Troops held a live-fire exercise near Gao on Monday.",
        "Police said on Monday that they had foiled a bomb attack in Gao.",
        "A vigil in Gao on Monday marked ten years since the bombing of the market.",
        "No attack was reported in Gao on Monday.",
        "Unions in Gao called a general strike on Monday.",
        "Candles burnt in Gao on Monday for those killed when jets bombed it in May 2012.",
        "The alarm about a bombing in Gao on Monday was false.",
        "An earthquake near Gao on Monday killed at least two people.",
        "Old mines were blown up by the engineers in Gao on Monday.",
    ],
)
def test_threats_drills_plots_and_memories_are_no_events(sentence):
    assert read_report(f"BAMAKO, Mali, 14 May 2024 - {sentence}").events.empty


def test_a_comparison_with_a_year_does_not_date_an_act():
    told = "Gunmen attacked a market in Gao on Monday, the worst since 2015, killing ten people."
    found = read_report(f"BAMAKO, Mali, 14 May 2024 - {told}").events
    assert found["date_start"].dt.date.tolist() == [dt.date(2024, 5, 13)]


def test_a_denial_is_not_lost():
    text = (
        "Published: 14 May 2024\n\nShells fired by Ukrainian forces killed two people in the "
        "Russian town of Shebekino on Monday, the governor said. Kyiv denied that it had shelled "
        "the town."
    )
    event = read_report(text).events.iloc[0]
    assert (event["status"], event["denied_by"]) == ("contested", "Government of Ukraine")


@pytest.mark.parametrize(
    ("words_", "first", "last", "precision"),
    [
        ("on Thursday morning", "2024-01-18", "2024-01-18", 1),
        ("on Friday", "2024-01-12", "2024-01-12", 1),
        ("overnight into Tuesday", "2024-01-15", "2024-01-16", 2),
        ("since Monday", "2024-01-15", "2024-01-18", 2),
        ("last week", "2024-01-08", "2024-01-14", 3),
        ("earlier this month", "2024-01-01", "2024-01-18", 4),
        ("at the weekend", "2024-01-13", "2024-01-14", 2),
        ("on the night of 2 to 3 January", "2024-01-02", "2024-01-03", 2),
        ("on 28 December", "2023-12-28", "2023-12-28", 1),
        ("recently", None, "2024-01-18", 5),
        ("a day earlier", "2024-01-16", "2024-01-16", 1),
    ],
)
def test_days_are_counted_back_from_publication(words_, first, last, precision):
    found = dates.find(
        words_, 0, len(words_), published=dt.date(2024, 1, 18), current=dt.date(2024, 1, 17)
    )
    [when] = found
    assert (when.first and when.first.isoformat(), when.last.isoformat()) == (first, last)
    assert when.precision == precision


def test_numbers_in_names_are_no_counts():
    tokens = words.sentences("The M23 fired BM-21 rockets at 7:30 on 4 posts.")[0].tokens
    assert [(count.low, count.high) for count in numbers.find(tokens)] == [(4, 4)]


@pytest.mark.parametrize(
    ("text", "published", "dateline"),
    [
        ("DAKAR, Jan. 31, 2025 (Agency) -- Fighters left.", "2025-01-31", True),
        ("Weekly summary\nPeriod: 30 September to 6 October 2024 (issued Monday 7 October)\n\nA.",
         "2024-10-07", False),
        ("LIVE: fire\nPublished: 27 May 2024\n\n18:42 - The toll rose.", "2024-05-27", False),
        ("No day at all. Nothing more.", None, False),
    ],
)  # fmt: skip
def test_the_head_says_when_and_where_it_was_written(text, published, dateline):
    head = header.read(text)
    assert (head.published and head.published.isoformat()) == published
    assert bool(head.dateline) == dateline


def test_without_a_day_of_publication_no_day_is_made_up():
    event = read_report("A bomb killed three people in Mastung, Pakistan, on Sunday.").events.iloc[
        0
    ]
    assert event[["date_start", "date_end"]].isna().all()
    assert event["date_precision"] == 5


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".docx", ".pdf"])
def test_every_kind_of_file_gives_the_same_events(tmp_path, suffix):
    path = tmp_path / f"bulletin{suffix}"
    WRITERS.get(suffix, as_text)(path)
    read = read_report(path)
    assert read.events["place"].tolist() == ["Gwoza", "Damboa"]
    assert read.events["event_id"].tolist() == ["bulletin-1", "bulletin-2"]
    assert_quoted(read)


def as_text(path):
    path.write_text(BULLETIN, encoding="utf-8")


def as_html(path):
    paragraphs = "".join(f"<p>{part}</p>" for part in BULLETIN.split("\n\n"))
    path.write_text(
        f"<html><head><title>Raid</title><script>var x;</script></head><body><nav>Home</nav>"
        f"<article>{paragraphs}</article></body></html>",
        encoding="utf-8",
    )


def as_docx(path):
    import docx

    document = docx.Document()
    for part in BULLETIN.split("\n\n"):
        document.add_paragraph(part)
    document.save(path)


def as_pdf(path):
    """The least PDF that shows lines of text."""
    lines = [part for block in BULLETIN.splitlines() for part in wrapped(block)]
    shown = " T* ".join(f"({line.replace('(', '').replace(')', '')}) Tj" for line in lines)
    stream = f"BT /F1 9 Tf 12 TL 40 780 Td {shown} ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R %s >>"
        % b"/Resources << /Font << /F1 5 0 R >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"xref\n0 6\n0000000000 65535 f \n" + table
    out += b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % out.rindex(b"xref\n0")
    path.write_bytes(out)


def wrapped(line, width=95):
    while len(line) > width:
        cut = line.rindex(" ", 0, width)
        yield line[:cut]
        line = line[cut + 1 :]
    yield line


WRITERS = {".html": as_html, ".docx": as_docx, ".pdf": as_pdf}


@pytest.mark.parametrize("content", [b"", b"   \n", b"\x00\x01\x02\xff\xfe\x00" * 40])
def test_what_is_no_text_is_refused_in_words(tmp_path, content):
    path = tmp_path / "report.txt"
    path.write_bytes(content)
    with pytest.raises(InputError):
        read_report(path)


def test_broken_files_are_refused_in_words(tmp_path):
    for suffix in (".pdf", ".docx"):
        path = tmp_path / f"report{suffix}"
        path.write_bytes(b"not what the name says")
        with pytest.raises(InputError):
            read_report(path)


def test_cut_and_shuffled_texts_never_break_and_every_quote_stands():
    chance = random.Random(7)  # noqa: S311 - examples, no secrets
    signs = "«»—–-:;,.!?()'\"’“” \n\t0179éЖ中ع\u200f\u0301𝔸"
    for _ in range(int(os.environ.get("REPORT_FUZZ", "60"))):
        pieces = list(BULLETIN[chance.randrange(400) : chance.randrange(500, len(BULLETIN))])
        for _ in range(chance.randrange(60)):
            pieces[chance.randrange(len(pieces))] = chance.choice(signs)
        if chance.random() < 0.3:
            pieces = " ".join(chance.choices("".join(pieces).split() or ["."], k=30))
        text = "".join(pieces)
        if text.strip():
            assert_quoted(read_report(text))


def test_two_reports_of_one_event_are_suggested_and_not_merged(tmp_path):
    for name in ("one", "other"):
        (tmp_path / f"{name}.txt").write_text(BULLETIN, encoding="utf-8")
    inputs = [str(tmp_path / "one.txt"), str(tmp_path / "other.txt")]
    assert build_map.main(["read", *inputs, "-o", str(tmp_path / "out"), "-q"]) == 0
    table = pd.read_csv(tmp_path / "out" / "events.csv")
    assert table["event_id"].tolist() == ["one-1", "one-2", "other-1", "other-2"]
    assert table["same_as"].tolist() == ["other-1", "other-2", "one-1", "one-2"]
    assert table["reviewed_by"].isna().all()
    assert set(table["proposed_by"]) == {"conflictmap"}


def test_what_read_writes_is_read_again_with_its_quotes_checked(tmp_path):
    report = tmp_path / "bulletin.txt"
    report.write_text(BULLETIN, encoding="utf-8")
    assert build_map.main(["read", str(report), "-o", str(tmp_path / "out"), "-q"]) == 0
    sources = conflictmap.read_sources(tmp_path / "out" / "sources.csv")
    events = conflictmap.read_events(tmp_path / "out" / "events.csv", sources=sources)
    path = tmp_path / "out" / "evidence.csv"
    evidence = conflictmap.read_evidence(path, events=events, sources=sources)
    assert len(evidence) > 20


def test_a_report_goes_all_the_way_to_a_map(tmp_path):
    report = tmp_path / "bulletin.txt"
    report.write_text(BULLETIN, encoding="utf-8")
    out = tmp_path / "map.html"
    assert build_map.main([str(report), "-o", str(out), "-q"]) == 0
    assert "Gwoza" in out.read_text(encoding="utf-8")


def test_many_reports_keep_their_keys_apart(tmp_path):
    paths = []
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        paths.append(tmp_path / folder / "report.txt")
        paths[-1].write_text(BULLETIN, encoding="utf-8")
    assert read_reports(paths).events["event_id"].is_unique


def test_a_report_becomes_a_map_that_says_nobody_has_checked_it(tmp_path, open_page):
    report = tmp_path / "report.txt"
    report.write_text(
        "QUETTA, 17 January 2024 - A roadside bomb killed three soldiers in Panjgur, Balochistan "
        "province, Pakistan, on Tuesday, police said.",
        encoding="utf-8",
    )
    output = tmp_path / "map.html"
    assert build_map.main([str(report), "-qo", str(output)]) == build_map.DONE
    watched = open_page(output)
    page = watched.page
    assert page.evaluate("conflictmap.state().total") == 1
    assert "1 event proposed by a program and not yet checked" in page.locator("body").inner_text()
    page.locator("[data-event-id]").first.click()
    card = page.locator("[data-popup]").inner_text()
    assert "nobody has checked it yet" in card
    assert "roadside bomb" in card
    assert watched.faults == []


PROSE = "A bomb went off, a year after the violence of May 3, 2023, in the hills. " * 2


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Desk note 17-11-2025 (Monday)\n\nArmed men came at night.", dt.date(2025, 11, 17)),
        (
            "POLICE - digest no. 61 of 10/06/2024\n\nOn 5 May 2014 a bomb went off.",
            dt.date(2024, 6, 10),
        ),
        (f"{PROSE}\n\nThe Chronicle, 7th May 2024", dt.date(2024, 5, 7)),
    ],
)
def test_the_date_on_a_line_of_its_own_dates_the_report(text, day):
    assert header.read(text).published == day


def test_cues_that_disagree_keep_the_range():
    """A strike "a day after" and a meeting "on Tuesday, hours before" it: one of two days."""
    read = read_report(
        "N'DJAMENA, 18 January 2024 - Chad hit Sudan with air strikes on Thursday morning, a "
        "little more than 24 hours after Sudanese air strikes in Ouaddaï.\n\n"
        "Chad's strikes in West Darfur on Thursday killed five fighters.\n\n"
        "They came a day after Sudan launched air strikes near Abéché city in Ouaddaï.\n\n"
        "The ministers of both had met in Geneva on Tuesday, hours before Sudan's attack.\n"
    )
    struck = read.events[read.events["place"] == "Abéché"].iloc[0]
    days = [f"{struck[name]:%d}" for name in ("date_start", "date_end")]
    assert (days, struck["date_precision"]) == (["16", "17"], 2)
    assert "Geneva" not in read.events["place"].tolist()
