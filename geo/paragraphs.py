"""The paragraph around each quote: what a reader needs to judge it, and no more of the text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from .files import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 900
"""Characters of a paragraph that are told whole."""
_BESIDE = 260
"""Characters told on each side of a quote in a longer one."""
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LINE = re.compile(r"\n\s*")


def paragraphs(evidence: pd.DataFrame | None, sources: pd.DataFrame | None) -> pd.DataFrame | None:
    """Give the paragraph that each quote stands in.

    Parameters
    ----------
    evidence
        What :func:`geo.events.read_evidence` returned: its quotes have been checked.
    sources
        What :func:`geo.events.read_sources` returned, or the sources of reports, whose texts
        travel with them in ``attrs["texts"]``.

    Returns
    -------
    pandas.DataFrame
        A row for each quote of a source that has a ``file``, under its index in ``evidence``:
        ``text``, the paragraph (of a long one, the words around the quote, with an ellipsis
        where it was cut), and ``start`` and ``end``, the quote's offsets in it, in code points.
        ``None`` if either table is.

    Raises
    ------
    InputError
        If a source's file cannot be read.
    """
    if evidence is None or sources is None:
        return None
    texts = sources.attrs.get("texts", {})
    files = sources.set_index("source_id")["file"].dropna()
    rows = {}
    for key, quotes in evidence.groupby("source_id", sort=True):
        if key not in files:
            continue
        known = texts.get(key)
        text = read_text(Path(sources.attrs["folder"]) / files[key]) if known is None else known
        blocks = list(_blocks(text))
        for index, start, end in zip(quotes.index, quotes["start"], quotes["end"], strict=True):
            rows[index] = _around(text, blocks, int(start), int(end))
    found = pd.DataFrame.from_dict(rows, orient="index", columns=["text", "start", "end"])
    return found.sort_index()


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Where each paragraph begins and ends: between blank lines, or lines if none is blank."""
    gap = _BLANK_LINE if _BLANK_LINE.search(text.strip()) else _LINE
    begin = 0
    for match in gap.finditer(text):
        yield begin, match.start()
        begin = match.end()
    yield begin, len(text)


def _around(text: str, blocks: list[tuple[int, int]], start: int, end: int) -> tuple[str, int, int]:
    """The paragraph of one quote (or those that it spans), and the quote's place in it."""
    begin = max((first for first, _ in blocks if first <= start), default=0)
    finish = min((last for _, last in blocks if last >= end), default=len(text))
    before, after = text[begin:start].lstrip(), text[end:finish].rstrip()
    if len(before) + (end - start) + len(after) > LONGEST:
        before, after = _tail(before), _tail(after[::-1])[::-1]
    return before + text[start:end] + after, len(before), len(before) + end - start


def _tail(text: str) -> str:
    """The end of a text, from the beginning of a word on."""
    if len(text) <= _BESIDE:
        return text
    return "… " + text[-_BESIDE:].partition(" ")[2]
