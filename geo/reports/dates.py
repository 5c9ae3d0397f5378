"""When: the words of a report that say a day, to the range of days they mean.

General-purpose parsers look forward, or a week too far back; news looks back from its day of
publication. "Thursday" in a Thursday paper is that Thursday, "overnight into Tuesday" is two days,
"last week" is Monday to Sunday of the week before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from . import days
from .cues import CUES

if TYPE_CHECKING:
    import datetime as dt

    from .cues import Resolver

_CAPITAL = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
    r"|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)"
)
"""Months bear a capital: "march" and "may" are words."""
_DIGIT = re.compile(r"\d")
_PIECES = tuple(dict.fromkeys(piece for cue in CUES for piece in cue.needs))
_ANY = re.compile("|".join([r"\d", *map(re.escape, _PIECES)]))
"""What no stretch without a cue has: most need one look."""
_BARE = tuple(cue for cue in CUES if not cue.needs)
"""Cues that are found by their digits alone."""


class When(NamedTuple):
    """A cue and the days it means.

    Attributes
    ----------
    first, last
        The range; ``None`` leaves that side open.
    precision
        UCDP date_prec: 1 day, 2 two to six days, 3 week, 4 month, 5 longer or open.
    start, end
        The words, as offsets into the report.
    kind
        ``day``, ``range``, ``since``, ``week``, ``month``, ``year``, ``recent``, ``relative`` (to
        another event) or ``future``.
    """

    first: dt.date | None
    last: dt.date | None
    precision: int
    start: int
    end: int
    kind: str


def precision_of(first: dt.date | None, last: dt.date | None) -> int:
    """UCDP's date_prec of a range."""
    if first is None or last is None:
        return 5
    days = (last - first).days + 1
    return 1 if days == 1 else 2 if days <= 6 else 3 if days == 7 else 4 if days <= 31 else 5


def find(
    text: str, start: int, end: int, *, published: dt.date, current: dt.date | None = None
) -> list[When]:
    """Find what a stretch of a report says about time.

    Parameters
    ----------
    text
        The whole report.
    start, end
        The stretch, in code points.
    published
        The day of publication, from which weekdays are counted back.
    current
        The day of the event told before, for "a day earlier" and "the same day".

    Returns
    -------
    list of When
        In order, without overlaps; the longer reading wins.
    """
    lowered = text[start:end].lower()
    if not _ANY.search(lowered):
        return []
    taken: list[When] = []
    numbered = _DIGIT.search(lowered) is not None
    there = {piece for piece in _PIECES if piece in lowered}
    for cue in CUES if there else _BARE:
        if there.isdisjoint(cue.needs) if cue.needs else not numbered:
            continue
        for match in cue.pattern.finditer(text, start, end):
            first, last = _trimmed(match)
            if any(first < other.end and other.start < last for other in taken):
                continue
            if cue.resolve is days.in_month and not _CAPITAL.search(match.group()):
                continue
            told = _told_before(taken, first) or current
            found = _resolved(cue.resolve, match, published, told)
            if found is not None:
                low, high, kind = found
                taken.append(When(low, high, precision_of(low, high), first, last, kind))
    return sorted(taken, key=lambda when: when.start)


def _told_before(taken: list[When], at: int) -> dt.date | None:
    """The day told just before in the same words: "on 13 October ... the next day"."""
    before = [when for when in taken if when.end <= at and when.kind in {"day", "range"}]
    return max(before, key=lambda when: when.start).last if before else None


def _resolved(
    resolve: Resolver, match: re.Match[str], published: dt.date, current: dt.date | None
) -> days.Found | None:
    """The days, or ``None`` where the words name a day that does not exist."""
    try:
        return resolve(match, published, current)
    except (ValueError, OverflowError):
        return None


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    """The match without space around it."""
    said = match.group()
    return match.start() + len(said) - len(said.lstrip()), match.end() - len(said) + len(
        said.rstrip()
    )
