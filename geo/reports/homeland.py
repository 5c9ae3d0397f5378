"""Which countries a report is about: by the names it says, by its dateline, by its towns."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from .. import gazetteer
from ..names import fold
from . import unknowns
from .knowns import LARGE, Context

if TYPE_CHECKING:
    from .words import Sentence, Tag


def context(sentences: list[Sentence], dateline: str = "") -> Context:
    """Count which countries a report speaks of, by their names, people, capitals and groups.

    Parameters
    ----------
    sentences
        The report.
    dateline
        Where it was written; that place's country is one of them.

    Returns
    -------
    Context
        Its countries and its small words.
    """
    counts: Counter[str] = Counter()
    lowered: set[str] = set()
    for sentence in sentences:
        for tag in sentence.tags:
            for entry in tag.entries:
                if entry.kind in {"country", "demonym", "state"}:
                    counts[entry.value] += 3
                elif entry.kind == "capital":
                    counts[entry.value] += 2
                elif entry.kind == "group":
                    counts.update(dict.fromkeys(entry.part.split(), 2))
        lowered.update(token.low for token in sentence.tokens if token.text[:1].islower())
    if counts:
        most = max(counts.values())
        counts = Counter({code: n for code, n in counts.items() if n * 12 >= most})
        if not any(_says_country(tag) for s in sentences for tag in s.tags):
            counts.update(_by_places(sentences, sure=True))
    else:
        counts = _by_places(sentences)
    home = _home(dateline, counts)
    if home:
        counts[home] += 3
    return Context(
        tuple(code for code, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))),
        frozenset(lowered),
    )


def _says_country(tag: Tag) -> bool:
    """Whether a name is that of a country or its capital, not of its people."""
    return bool(tag.has("capital") or tag.has("country")) and not tag.has("demonym")


def _home(dateline: str, counts: Counter[str]) -> str:
    """The country of the town of a dateline; of several, one that the report speaks of."""
    for part in re.split(r"[,/(:;]| [-–—]", dateline)[:2]:
        rows = gazetteer.rows(fold(part)) if part.strip() else []
        places = [gazetteer.place(row) for row in rows]
        own = [place for place in places if place.country in counts]
        large = [p for p in places if p.population >= LARGE and fold(p.name) == fold(part)]
        if own or large:
            best = max(own or large, key=lambda place: (place.population, -place.row))
            return best.country
    return ""


def _by_places(sentences: list[Sentence], *, sure: bool = False) -> Counter[str]:
    """Countries of a report that names none: those where most of its names are places."""
    counts: Counter[str] = Counter()
    for sentence in sentences:
        for first, token in enumerate(sentence.tokens):
            placed = first and sentence.tokens[first - 1].low in {"in", "at", "near", "of"}
            if token.capital and (placed or (sure and token.low not in unknowns.common())):
                rows = gazetteer.rows(token.low)
                own = _large(rows, token.low) if sure else _countries_of(rows)
                if not sure or len(own) == 1:
                    counts.update(dict.fromkeys(own, 3 if len(own) == 1 else 1))
    return Counter(dict(counts.most_common(1 if sure else 2)))


def _countries_of(rows: list[int]) -> set[str]:
    return {gazetteer.place(row).country for row in rows[:40]}


def _large(rows: list[int], name: str) -> set[str]:
    """The countries of the towns that bear a name and are of some size."""
    places = [gazetteer.place(row) for row in rows]
    return {p.country for p in places if p.population >= LARGE and fold(p.name) == name}
