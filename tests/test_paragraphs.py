"""The paragraph around a quote: the right one, no more than is needed, and marked in the card."""

from __future__ import annotations

import page_frames
import pandas as pd
import pytest
from conflictmap.geo.paragraphs import LONGEST

import conflictmap as cm

REPORT = (
    "A headline\n\nA struck B 😀 on Tuesday.\nTwo died there, 𝒳 said.\n\nNothing more is known.\n"
)


def context(tmp_path, report, *quotes):
    (tmp_path / "report.txt").write_text(report, encoding="utf-8")
    sources = pd.DataFrame({"source_id": ["S", "T"], "file": ["report.txt", None]})
    sources.attrs["folder"] = str(tmp_path)
    rows = [
        {"source_id": "S", "start": report.index(quote), "end": report.index(quote) + len(quote)}
        for quote in quotes
    ]
    evidence = pd.DataFrame([{"source_id": "T", "start": 0, "end": 3}, *rows])
    return cm.paragraphs(evidence, sources)


def test_the_paragraph_is_the_one_between_blank_lines(tmp_path):
    found = context(tmp_path, REPORT, "Two died there", "A headline")
    assert list(found.index) == [1, 2]  # the quote of a source without a text has none
    assert found.loc[1, "text"] == "A struck B 😀 on Tuesday.\nTwo died there, 𝒳 said."
    assert found.loc[2, "text"] == "A headline"
    for text, start, end in found.itertuples(index=False):
        assert text[start:end] in {"Two died there", "A headline"}


def test_lines_are_paragraphs_where_no_line_is_blank(tmp_path):
    found = context(tmp_path, "One.\nTwo died.\nThree.\n", "died", "Two died.\nThree")
    assert list(found["text"]) == ["Two died.", "Two died.\nThree."]


@pytest.mark.parametrize("at", [0, 3, 400, 799])
def test_of_a_long_paragraph_only_the_words_around_the_quote_travel(tmp_path, at):
    words = [f"word{number:04d}" for number in range(800)]
    found = context(tmp_path, " ".join(words), words[at])
    text, start, end = found.iloc[0]
    assert text[start:end] == words[at]
    assert len(text) < LONGEST
    assert all(word in words for word in text.strip("… ").split())
    assert text.startswith("…") == (at > 100)
    assert text.endswith("…") == (at < 700)


def test_quotes_are_marked_in_their_paragraph(open_page, tmp_path):
    evidence = pd.DataFrame(
        [
            {"event_id": "near", "field": field, "source_id": "S", "start": 0, "end": 1, "text": t}
            for field, t in [("killed_best", "Two <b>died</b>"), ("place", "near B")]
        ]
    )
    text = "😀 Two <b>died</b> near B, it said."
    starts = [text.index(quote) for quote in evidence["text"]]
    ends = [start + len(quote) for start, quote in zip(starts, evidence["text"], strict=True)]
    context = pd.DataFrame({"text": text, "start": starts, "end": ends})
    path = page_frames.write(tmp_path, evidence=evidence, paragraphs=context)
    watched = open_page(path, permissions=["clipboard-read", "clipboard-write"])
    page = watched.page
    page.evaluate("conflictmap.select('near')")
    assert page.locator(".quote mark").all_text_contents() == list(evidence["text"])
    quote = page.locator(".quote blockquote")
    assert quote.count() == 1
    assert quote.text_content() == "😀 Two <b>died</b>1 near B2, it said."
    assert page.locator(".quote figcaption").text_content() == "Supports: 1deaths · 2place"
    page.get_by_role("button", name="Copy citation").click()
    page.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.splitlines()[1].startswith("The desk, What happened, published 18 Jan 2024")
    assert watched.faults == []


def test_a_frame_without_a_clipboard_shows_the_citation(open_page, tmp_path):
    path = page_frames.write(tmp_path)
    watched = open_page(path)
    watched.page.evaluate(
        "navigator.clipboard.writeText = () => Promise.reject(new Error('denied'));"
        "conflictmap.select('near')"
    )
    watched.page.get_by_role("button", name="Copy citation").click()
    shown = watched.page.get_by_role("textbox", name="Copy citation")
    assert "Air strike near Panjgur" in shown.input_value()
    assert watched.faults == []
