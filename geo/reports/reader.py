"""``read_report``: one report to the three tables, for a person to review."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import geopandas as gpd
import pandas as pd

from ..files import sha256
from ..names import fold
from ..schema import CRS, DTYPES, EVENT_COLUMNS, EVIDENCE_COLUMNS, SOURCE_COLUMNS, InputError
from . import header, story, words
from .files import SUFFIXES, Document, read_document
from .records import records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from os import PathLike

    from ..schema import Column
    from .records import Quote

LONGEST = 2_000_000
"""Code points read of one report."""


class Reading(NamedTuple):
    """What was read from reports.

    Attributes
    ----------
    events
        The event frame (:data:`geo.schema.EVENT_COLUMNS`), EPSG:4326, not geocoded:
        ``latitude`` and ``longitude`` stand where the precision is 1 or 2.
    sources
        One row per report (:data:`geo.schema.SOURCE_COLUMNS`).
    evidence
        One row per quote (:data:`geo.schema.EVIDENCE_COLUMNS`).
    texts
        ``source_id`` -> the text that was read, in which the quotes stand.
    """

    events: gpd.GeoDataFrame
    sources: pd.DataFrame
    evidence: pd.DataFrame
    texts: dict[str, str]


class Extractor(NamedTuple):
    """What finds the events of a report.

    Attributes
    ----------
    name
        Who proposes its events.
    extract
        Text and head of a report -> for each event the columns that are known, and the quotes
        (field, start, end) that support them.
    """

    name: str
    extract: Callable[[str, header.Header], list[tuple[dict[str, Any], list[Quote]]]]


class _Read(NamedTuple):
    """One report as rows and quotes, before they are frames."""

    key: str
    text: str
    rows: list[tuple[dict[str, Any], list[Quote]]]
    source: dict[str, Any]
    proposer: str


def read_report(
    report: str | PathLike[str],
    *,
    published: dt.date | None = None,
    source_id: str | None = None,
    extractor: Extractor | None = None,
) -> Reading:
    """Read one report: news text to proposed events, for a person to review.

    The events are located by the package's own gazetteer, with the whole report as context. Every
    filled field has a quote in ``evidence``; a field that nobody states is empty. ``proposed_by``
    says that a machine proposed the row; it counts as such until ``reviewed_by`` is filled.

    Parameters
    ----------
    report
        The path of a file (.txt .md .html .pdf .docx), or the text itself. Text is taken for a
        path when it is a :class:`~pathlib.Path`, or one line that names a file of such a kind.
    published
        The day of publication, from which weekdays are counted, if the report does not say it.
    source_id
        The key of the report; from the file's name if it is not given.
    extractor
        What finds the events; the package's own rules if it is not given.

    Returns
    -------
    Reading
        The events, the source, the evidence, and the text.

    Raises
    ------
    InputError
        If the file cannot be read or holds no text.

    Examples
    --------
    >>> text = "QUETTA, 4 March 2024 - A bomb killed three in Mastung on Sunday, police said."
    >>> events = read_report(text).events
    >>> events[["event_type", "place", "killed_best"]].values.tolist()
    [['bombing', 'Mastung', 3]]
    """
    return _reading([_read(report, extractor, published=published, source_id=source_id)])


def read_reports(
    reports: Sequence[str | PathLike[str]], *, extractor: Extractor | None = None
) -> Reading:
    """Read several reports into one set of tables; nothing is merged.

    Parameters
    ----------
    reports
        Paths of reports.
    extractor
        What finds the events; the package's own rules if it is not given.

    Returns
    -------
    Reading
        Their rows in order.

    Raises
    ------
    InputError
        If a file cannot be read.
    """
    taken: set[str] = set()
    read = []
    for path in reports:
        key = _free(_slug(Path(path).stem) or "report", taken)
        taken.add(key)
        read.append(_read(Path(path), extractor, published=None, source_id=key))
    return _reading(read)


def _read(
    report: str | PathLike[str],
    extractor: Extractor | None,
    *,
    published: dt.date | None,
    source_id: str | None,
) -> _Read:
    """Read one report to rows and quotes."""
    document, name = _document(report)
    key = source_id or _slug(name) or f"report-{sha256(document.text.encode())[:8]}"
    text = document.text[:LONGEST]
    head = header.read(text, published or document.published)
    chosen = extractor or BUILT_IN
    rows = chosen.extract(text, head)
    return _Read(key, text, rows, _source(key, document, head, text), chosen.name)


def _by_rule(text: str, head: header.Header) -> list[tuple[dict[str, Any], list[Quote]]]:
    """The events that the package's own rules find."""
    sentences = words.sentences(text)
    anchor = head.published or dt.date(1, 1, 8)
    told = story.tell(text, sentences, head, anchor) if sentences else None
    rows = records(told) if told else []
    return rows if head.published else [_undated(row, quotes) for row, quotes in rows]


BUILT_IN = Extractor("conflictmap", _by_rule)
"""The package's own rules."""


def _reading(read: list[_Read]) -> Reading:
    """The tables of all reports, made once: a frame costs more than a short report."""
    texts = {one.key: one.text for one in read}
    sources = _typed([one.source for one in read], SOURCE_COLUMNS)
    sources.attrs = {"texts": texts}
    events = [row for one in read for row in _events(one)]
    frame = _typed(events, EVENT_COLUMNS)
    return Reading(
        gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries([None] * len(frame), crs=CRS)),
        sources,
        _typed([quote for one in read for quote in _evidence(one)], EVIDENCE_COLUMNS),
        texts,
    )


def _free(key: str, taken: set[str]) -> str:
    """A key that no other report has."""
    if key not in taken:
        return key
    number = 2
    while f"{key}-{number}" in taken:
        number += 1
    return f"{key}-{number}"


def _document(report: str | PathLike[str]) -> tuple[Document, str]:
    """The text, and the name of its file."""
    if not isinstance(report, str):
        path = Path(report)
        return read_document(path), path.stem
    line = len(report) < 1000 and "\n" not in report
    if line and report.lower().endswith(SUFFIXES) and Path(report).exists():
        return read_document(Path(report)), Path(report).stem
    if not report.strip():
        subject = "report"
        raise InputError(subject, "holds no text")
    return Document(report.replace("\0", " ").encode("utf-8", "replace").decode()), ""


def _slug(name: str) -> str:
    """A file's name as a key."""
    return re.sub(r"[^\w]+", "-", fold(name)).strip("-")


def _undated(row: dict[str, Any], quotes: list[Quote]) -> tuple[dict[str, Any], list[Quote]]:
    """Without days: weekdays of a report without a date mean no day."""
    fields = {"date_start", "date_end"}
    kept = {name: value for name, value in row.items() if name not in fields}
    kept["date_precision"] = 5
    return kept, [quote for quote in quotes if quote[0] not in fields]


def _events(read: _Read) -> list[dict[str, Any]]:
    """The rows of a report with their keys."""
    own = {"source_id": read.key, "proposed_by": read.proposer}
    return [
        {"event_id": f"{read.key}-{n}", **row, **own} for n, (row, _) in enumerate(read.rows, 1)
    ]


def _typed(rows: Iterable[dict[str, Any]], columns: Sequence[Column]) -> pd.DataFrame:
    """Rows as a table with the documented columns and types."""
    rows = list(rows)
    return pd.DataFrame(
        {
            column.name: pd.Series([row.get(column.name) for row in rows], dtype=object).astype(
                DTYPES[column.dtype]
            )
            for column in columns
        }
    )


def _source(key: str, document: Document, head: header.Header, text: str) -> dict[str, Any]:
    """What the tables say of the report itself."""
    return {
        "source_id": key,
        "publisher": document.publisher or head.publisher or None,
        "title": document.title or head.title or None,
        "url": document.url or None,
        "published": head.published,
        "sha256": sha256(text.encode()),
        "file": f"reports/{key}.txt",
    }


def _evidence(read: _Read) -> list[dict[str, Any]]:
    """Every quote once, with its words."""
    return [
        {
            "event_id": f"{read.key}-{number}",
            "field": field,
            "source_id": read.key,
            "start": start,
            "end": end,
            "text": read.text[start:end],
        }
        for number, (_, quotes) in enumerate(read.rows, 1)
        for field, start, end in dict.fromkeys(quotes)
        if start < end
    ]
