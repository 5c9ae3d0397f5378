"""The head of a report: publisher, title, the day of publication, and the dateline.

The place of a dateline is where somebody wrote, not where something happened.
"""

from __future__ import annotations

import datetime as dt
import re
from itertools import islice
from typing import NamedTuple

from . import dates
from .words import blocks

_LABEL = re.compile(
    r"\b(?:published|updated|issued|posted|date|dated|filed|released|last updated|as of)\b\W{0,3}",
    re.IGNORECASE,
)
_DASH = re.compile(r"(?:\s+[-–—]{1,2}|\s*—|\s*–)\s+|\s*--\s*")
_STROKES = re.compile(r"\b(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)\b")
_IN_A_SENTENCE = re.compile(r"(?:on|in|of|since|by|until|after|before)\b", re.IGNORECASE)
OWN_LINE = 110
"""Letters of a line that is no paragraph."""
DATELINE = 60
"""Letters into a paragraph within which a date belongs to its dateline."""
_ABSOLUTE = re.compile(r"\b(?:19|20)\d\d\b")


_DATE_WORDS = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]*",
    re.IGNORECASE,
)


_WORD = r"[A-ZÀ-Þ][\w'’.-]*"
_AGENCY = r"\([^)\n]{2,40}\)"
_DAY = (
    r"(?:[A-Z][a-z]+day,?\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}\.?"
    r"|[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:st|nd|rd|th)?)(?:,?\s+(?:19|20)\d\d)?"
)
_DATELINE = re.compile(
    # BASSO, Region (Agency): with a place in capitals; Basso, 2 May 2025 (Agency). with a day.
    rf"[A-ZÀ-Ý][A-ZÀ-Ý' .-]{{2,30}}(?:,\s*[A-Z][\w ]{{2,25}})?\s*{_AGENCY}\s*[:.]?\s+"
    rf"|{_WORD}(?:(?:,?[ /]|, (?:the )?| of (?:the )?| d[aeo]s? ){_WORD}){{0,6}}"
    rf"(?:\s*{_AGENCY})?,?\s+{_DAY}(?:,?\s*{_AGENCY})?\s*[.:]\s+(?=[“\"'‘A-ZÀ-Ý])"
)
"""A dateline that ends without a dash."""


class Header(NamedTuple):
    """The head of a report.

    Attributes
    ----------
    published
        The day of publication, ``None`` when the report does not say it.
    start, end
        The words that say it; 0, 0 when there are none.
    skipped
        Stretches that tell nothing: datelines, the line of the date.
    title, publisher
        As written, or empty.
    dateline
        The place named in the dateline, or empty.
    """

    published: dt.date | None
    start: int
    end: int
    skipped: tuple[tuple[int, int], ...]
    title: str
    publisher: str
    dateline: str


def read(text: str, anchor: dt.date | None = None) -> Header:
    """Read the head of a report.

    Parameters
    ----------
    text
        The report.
    anchor
        The day of publication, where it is known from elsewhere.

    Returns
    -------
    Header
        What it says.
    """
    parts = list(islice(blocks(text), 400))
    published, start, end = _published(text, parts)
    skipped, dateline = [], ""
    for begin, stop in parts[:6]:
        found = _dateline(text, begin, stop) or _dated(text, begin, stop, parts)
        if found:
            dateline = text[begin:found].strip(" -–—")
            skipped.append((begin, found))
            break
    skipped += _date_lines(text, parts)
    return Header(
        anchor or published, start, end, tuple(skipped), _title(text, parts), "", dateline
    )


def _published(text: str, parts: list[tuple[int, int]]) -> tuple[dt.date | None, int, int]:
    """The day of publication: a labelled date first, then the first full date of the head."""
    head = parts[11][1] if len(parts) > 11 else len(text)
    head = min(head, 1500)
    full: list[dates.When] = []
    for begin, stop in ((0, head), (max(head, len(text) - 400), len(text))):
        years = _full_dates(text, begin, stop)
        for when in years:
            if _LABEL.search(text[max(0, when.start - 30) : when.start]):
                return when.last, when.start, when.end
        # A date on a line of its own, at the top or the end, dates the report; one in prose may
        # be of long ago.
        own = [when for when in years if _on_own_line(text, when.start, when.end)]
        if own:
            full = own
            break
        numbers = _numbers(text, begin, stop)
        if numbers[0]:
            return numbers
        full = full or years
    if not full:
        return None, 0, 0
    first = full[0]
    labelled = _issued(text, head, first.last)
    return labelled or (first.last, first.start, first.end)


def _full_dates(text: str, begin: int, stop: int) -> list[dates.When]:
    """Days and ranges of days that are told with their year."""
    found = dates.find(text, begin, stop, published=dt.date(2100, 1, 1))
    return [
        when
        for when in found
        if when.kind in {"day", "range"} and _ABSOLUTE.search(text[when.start : when.end])
    ]


def _on_own_line(text: str, first: int, last: int) -> bool:
    """Whether a date stands on a short line, or in a dateline, and not in a sentence."""
    begin = text.rfind("\n", 0, first) + 1
    stop = text.find("\n", last)
    line = text[begin : stop if stop >= 0 else len(text)]
    short = len(line) <= OWN_LINE and not line.rstrip().endswith(".")
    said = _IN_A_SENTENCE.match(text, first)  # the words of a date begin with theirs
    return short or (first - begin <= DATELINE and not said)


def _numbers(text: str, begin: int, stop: int) -> tuple[dt.date | None, int, int]:
    """A date in strokes whose order nothing proves: day first, as all but a few write it."""
    for match in _STROKES.finditer(text, begin, stop):
        try:
            day = dt.date(int(match[3]), int(match[2]), int(match[1]))
        except ValueError:
            continue
        if _on_own_line(text, *match.span()):
            return day, match.start(), match.end()
    return None, 0, 0


def _issued(text: str, head: int, near: dt.date | None) -> tuple[dt.date | None, int, int] | None:
    """A labelled date without a year beside a full one: "(issued Monday 7 October)"."""
    if near is None:
        return None
    for match in _LABEL.finditer(text, 0, head):
        stop = min(len(text), match.end() + 30)
        for when in dates.find(text, match.end(), stop, published=near + dt.timedelta(40)):
            if (
                when.kind in {"day", "future"}
                and any(letter.isdigit() for letter in text[when.start : when.end])
                and when.start - match.end() < 4
                and when.last
                and abs((when.last - near).days) < 60
            ):
                return when.last, when.start, when.end
    return None


def _dateline(text: str, begin: int, stop: int) -> int:
    """Where a dateline ends: "DAKAR, Jan. 31, 2025 (Agency) -- "; 0 when there is none."""
    limit = min(stop, begin + 120)
    dash = _DASH.search(text, begin + 2, limit)
    if dash is None:
        match = _DATELINE.match(text, begin, limit)
        return match.end() if match else 0
    lead = text[begin : dash.start()]
    if ":" in lead or not lead.strip() or re.match(r"\s*(?:\d{1,2}[:.h]\d\d|[-*•])", lead):
        return 0
    if not re.search(r"[A-Za-z]{3,}", _DATE_WORDS.sub("", lead)):
        return 0
    small = list(re.findall(r"\b[a-zà-ÿ]{3,}\b", re.sub(r"\([^)]*\)", "", lead)))
    if [w for w in small if w not in {"date", "the", "and"}] or len(lead) > 80:
        return 0
    end = dash.end()
    after = re.match(
        r"(?:[A-Z][a-z]+day,?\s+)?(?:\d{1,2}\s+[A-Z][a-z]+|[A-Z][a-z]+\.?\s+\d{1,2}),?\s+(?:19|20)\d\d\.?\s*",
        text[end:stop],
    )
    return end + after.end() if after else end


def _dated(text: str, begin: int, stop: int, parts: list[tuple[int, int]]) -> int:
    """Where a day alone before a dash ends, which no other paragraph has: no list of days."""
    match = _DAY_ALONE.match(text, begin, min(stop, begin + 60))
    if match is None or any(_DAY_ALONE.match(text, b, e) for b, e in parts if b != begin):
        return 0
    return match.end()


_DAY_ALONE = re.compile(
    r"(?:[A-Z][a-z]+day,?\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}\.?"
    r"|[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:st|nd|rd|th)?),?\s+(?:19|20)\d\d\s*(?:--?|–|—)\s+"
)


def _date_lines(text: str, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Short lines at the top that hold the date or the period of the report."""
    lines = []
    for begin, stop in parts[:8]:
        line = text[begin:stop]
        told = line.rstrip().endswith(".") and len(line.split()) > 9  # a sentence
        short = len(line) < 110 and not told and not re.search(r"[a-z]{3,}\.\s*$", line)
        if short and (_ABSOLUTE.search(line) or _LABEL.match(line)) and re.search(r"\d", line):
            lines.append((begin, stop))
    return lines


def _title(text: str, parts: list[tuple[int, int]]) -> str:
    """The first line, when it is a headline."""
    for begin, stop in parts[:4]:
        line = text[begin:stop].strip()
        if (
            10 < len(line) < 160
            and not line.endswith(".")
            and not _LABEL.match(line)
            and "\n" not in line
            and not (_ABSOLUTE.search(line) and len(line) < 60)
        ):
            return line.lstrip("# ").strip()
    return ""
