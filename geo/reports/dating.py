"""Days that stand away from what they date: the stamp of a post, "it broke out on Saturday"."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from .dates import When, precision_of

if TYPE_CHECKING:
    from .readings import Reading
    from .words import Sentence

_STAMP = re.compile(
    r"\W{0,4}(?P<d>\d{1,2})[./](?P<m>\d{1,2})(?:[./](?P<y>\d{4}|\d\d))?,?\s+\d{1,2}[:.h]\d\d\b"
)
"""The day and the hour before a post: "[14/01, 07:10] ..."."""
_BEGAN = frozenset(
    "happened occurred began started erupted unfolded lasted ended broke took was".split()
)
_OVER = frozenset("out place over".split())
"""What must follow "broke", "took" and "was"."""


def stamps(text: str, sentences: list[Sentence], published: dt.date) -> dict[int, dt.date]:
    """Find the days on which the posts of a collection were written.

    Parameters
    ----------
    text
        The report.
    sentences
        Its sentences.
    published
        The day of the collection.

    Returns
    -------
    dict
        Paragraph -> day, for those that begin with a day and an hour.
    """
    found: dict[int, dt.date] = {}
    for sentence in sentences:
        match = None if sentence.block in found else _STAMP.match(text, sentence.start)
        first = text.rfind("\n", 0, sentence.start) + 1
        if match is None or text[first : sentence.start].strip(" [(*-•"):
            continue
        year = published.year if match["y"] is None else 2000 + int(match["y"]) % 100
        try:
            day = dt.date(year, int(match["m"]), int(match["d"]))
        except ValueError:
            continue
        if 0 <= (published - day).days <= 60:
            found[sentence.block] = day
    return found


def of_it(reading: Reading) -> When | None:
    """Say when something happened that a sentence points back to and does not tell.

    Parameters
    ----------
    reading
        A sentence without an act: "It broke out on Saturday and was over by Sunday noon."

    Returns
    -------
    When or None
        From the first of its days to the last.
    """
    tokens = reading.sentence.tokens
    days = [w for w in reading.whens if w.kind in {"day", "range"} and w.first and w.last]
    if not days or tokens[0].low not in {"it", "this", "the", "that"}:
        return None
    verb = next((n for n in range(1, min(len(tokens), 9)) if tokens[n].low in _BEGAN), -1)
    if verb < 0 or verb > (1 if tokens[0].low == "it" else 8):
        return None
    if tokens[verb].low in {"broke", "took", "was"}:
        after = tokens[verb + 1].low if verb + 1 < len(tokens) else ""
        if after not in _OVER:
            return None
    first = min(when.first for when in days if when.first)
    last = max(when.last for when in days if when.last)
    start, end = days[0].start, days[-1].end
    return When(first, last, precision_of(first, last), start, end, "range")
