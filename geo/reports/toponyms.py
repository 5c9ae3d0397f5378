"""Where: the names of places in a report, and what each of them is.

The gazetteer comes first: the longest name that it knows, in a country that the report speaks
of. Names inside names of people, groups and offices are no places; a capital that speaks is a
government.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from .. import gazetteer
from ..names import fold
from .knowns import (
    AREA_WORDS,
    FACILITY,
    PARTICLES,
    Context,
    Toponym,
    is_town_first,
    known,
    unit_names,
)
from .lexicon import FOLDER, phrases

if TYPE_CHECKING:
    from .words import Sentence, Tag, Token


def context(sentences: list[Sentence]) -> Context:
    """Count which countries a report speaks of, by their names, people, capitals and groups.

    Parameters
    ----------
    sentences
        The report.

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
    else:
        counts = _by_places(sentences)
    return Context(
        tuple(code for code, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))),
        frozenset(lowered),
    )


def _by_places(sentences: list[Sentence]) -> Counter[str]:
    """Countries of a report that names none: those where most of its names are places."""
    counts: Counter[str] = Counter()
    for sentence in sentences:
        for first, token in enumerate(sentence.tokens):
            if (
                first
                and token.capital
                and sentence.tokens[first - 1].low in {"in", "at", "near", "of"}
            ):
                rows = gazetteer.rows(token.low)
                own = {gazetteer.place(row).country for row in rows[:40]}
                counts.update(dict.fromkeys(own, 3 if len(own) == 1 else 1))
    return Counter(dict(counts.most_common(2)))


def units_named(text: str, sentence: Sentence, report: Context) -> list[int]:
    """Rows of the units whose names stand anywhere in a sentence, inside other names too.

    Parameters
    ----------
    text
        The whole report.
    sentence
        One of its sentences.
    report
        What :func:`context` returned.

    Returns
    -------
    list of int
        For "Nord-Kivu Security Monitor" the row of North Kivu.
    """
    found = []
    tokens = sentence.tokens
    for first, token in enumerate(tokens):
        for last in range(first + 1, min(len(tokens), first + 4) + 1):
            if token.capital and token.low not in _common():
                folded = fold(text[token.start : tokens[last - 1].end])
                for country in report.countries[:3]:
                    row = unit_names(country).get(folded, -1)
                    if row >= 0 and (last > first + 1 or not is_town_first(folded, country)):
                        found.append(row)
    return found


def find(text: str, sentence: Sentence, report: Context) -> list[Toponym]:
    """Find the names of places in a sentence.

    Parameters
    ----------
    text
        The whole report.
    sentence
        One of its sentences.
    report
        What :func:`context` returned.

    Returns
    -------
    list of Toponym
        In order, without overlaps.
    """
    found: list[Toponym] = []
    taken = _reserved(sentence)
    position = 0
    while position < len(sentence.tokens):
        name = None
        if position not in taken and _may_begin(sentence, position):
            name = _longest(text, sentence, position, taken, report)
        if name is None:
            position += 1
        else:
            found.append(name)
            position = name.last
    return found


def _reserved(sentence: Sentence) -> set[int]:
    """Tokens inside names of groups and forces, and after titles of people."""
    taken: set[int] = set()
    for tag in sentence.tags:
        if tag.has("group") or tag.has("state") or (tag.has("demonym") and not tag.has("country")):
            taken.update(range(tag.first, tag.last))
        title = tag.has("title") and sentence.tokens[tag.first].capital
        if title:
            at = tag.last
            while (
                at < len(sentence.tokens)
                and sentence.tokens[at].capital
                and (sentence.tokens[at].kind == "word")
            ):
                taken.add(at)
                at += 1
    return taken


_WATERS = frozenset(
    "gulf red black lake sea strait bay mount line temple blue green indian south".split()
)
"""Common words that begin the name of a sea, a lake or a line."""


def _may_begin(sentence: Sentence, position: int) -> bool:
    token = sentence.tokens[position]
    if token.kind != "word" or not (token.capital or token.low in {"al", "el", "as", "ash"}):
        return False
    if token.low in _WATERS:
        return True
    if len(token.low) < 2 or (token.low in _common() and not _named_here(sentence, position)):
        return False
    return not (token.glued and position and sentence.tokens[position - 1].capital)


def _named_here(sentence: Sentence, position: int) -> bool:
    """Whether the lexicon knows a proper name that begins here."""
    return any(
        tag.first == position and any(tag.has(kind) for kind in ("country", "capital"))
        for tag in sentence.tags
    ) or (position + 1 < len(sentence.tokens) and sentence.tokens[position + 1].capital)


@cache
def _common() -> frozenset[str]:
    """Small words, and words of the lexicon, that are no place by themselves."""
    small = (FOLDER / "common.txt").read_text(encoding="utf-8").split()
    named = {"country", "capital", "group", "state", "demonym"}
    lexicon = {
        key[0]
        for entries in phrases().values()
        for key, meanings in entries
        if len(key) == 1 and not any(entry.kind in named for entry in meanings)
    }
    return frozenset({*small, *lexicon})


def _longest(
    text: str, sentence: Sentence, first: int, taken: set[int], report: Context
) -> Toponym | None:
    """The longest name that begins at a token."""
    tokens = sentence.tokens
    limit = first + 1
    while limit < min(len(tokens), first + 6) and limit not in taken and _goes_on(tokens, limit):
        limit += 1
    while (
        limit > first + 1
        and not tokens[limit - 1].capital
        and tokens[limit - 1].kind == "word"
        and not tokens[limit - 1].glued
    ):
        limit -= 1
    for last in range(limit, first, -1):
        if last == first + 1 and tokens[first].low in _common() and not _tagged(sentence, first):
            return None
        name = known(text, sentence, first, last, report)
        if name is not None:
            if _whole(sentence, name, limit):
                return name
            break
    return _unknown(text, sentence, first, limit, report)


def _tagged(sentence: Sentence, first: int) -> bool:
    """Whether the lexicon knows one word as a country or a capital."""
    return any(
        tag.first == first and tag.last == first + 1 and (tag.has("country") or tag.has("capital"))
        for tag in sentence.tags
    )


def _unknown(
    text: str, sentence: Sentence, first: int, limit: int, report: Context
) -> Toponym | None:
    """A name that nobody knows, where the words around it say that it is a place."""
    tokens = sentence.tokens
    if any(tag.first < limit and first < tag.last and _is_name(tag) for tag in sentence.tags):
        return None
    if any(tokens[n].low in _common() or tokens[n].kind == "num" for n in range(first, limit)):
        return None
    before = tokens[first - 1].low if first else ""
    kind = tokens[first - 2].low if first > 1 and before == "of" else ""
    end = limit
    while end < min(len(tokens), limit + 3) and tokens[end].low in _PLACE_NOUNS:
        end += 1
    said = end > limit
    after = tokens[end].low if end < len(tokens) else ""
    placed = (
        before in {"in", "at", "near", "outside", "around"}
        or kind in _PLACE_NOUNS
        or (before in {"village", "town", "settlement", "hamlet", "camp"})
    )
    opens = (
        (said or after in {",", "("}) and first <= 1 and _named_after(text, sentence, end, report)
    )
    tied = (
        before in {"and", "to", "-", "–"}
        and first > 1
        and tokens[first - 2].capital
        and tokens[first - 2].kind == "word"
    )
    if not (placed or opens or tied) or after in {"said", "told", "says"}:
        return None
    if fold(text[tokens[first].start : tokens[limit - 1].end]) in report.lowered:
        return None
    written = text[tokens[first].start : tokens[end - 1].end]
    name = text[tokens[first].start : tokens[limit - 1].end]
    return Toponym(first, end, written, name, "unknown", ())


_PLACE_NOUNS = frozenset(
    "village town camp settlement hamlet displacement refugee idp market junction island islands "
    "neighbourhood neighborhood suburb quarter area commune locality municipality outpost kibbutz "
    "checkpoint crossing port forest valley centre center".split()
)


def _named_after(text: str, sentence: Sentence, at: int, report: Context) -> bool:
    """Whether a known unit or country follows a comma: "Kuriga, Kaduna State, ...", or a colon."""
    tokens = sentence.tokens
    for first in range(at + 1, min(len(tokens), at + 3)):
        for last in range(min(len(tokens), first + 4), first, -1):
            folded = fold(text[tokens[first].start : tokens[last - 1].end])
            if any(folded in unit_names(code) for code in report.countries[:4]):
                return True
    return any(token.text == ":" for token in tokens[at : at + 9])


def _is_name(tag: Tag) -> bool:
    return any(
        tag.has(kind) for kind in ("group", "state", "demonym", "country", "capital", "title")
    )


def _goes_on(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a token may be inside a name."""
    token = tokens[at]
    if token.glued:
        return token.kind in {"word", "num"}
    if token.kind != "word":
        return False
    if token.capital:
        return True
    return (
        token.low in PARTICLES
        and token.low not in {"the", "as", "an"}
        and at + 1 < len(tokens)
        and tokens[at + 1].capital
    )


def _whole(sentence: Sentence, name: Toponym, limit: int) -> bool:
    """Whether a name that is followed by more capitals stands for itself."""
    if name.last >= limit or name.level in {"country", "sea", "region"}:
        return True
    after = sentence.tokens[name.last]
    if after.low in AREA_WORDS or after.low in FACILITY or after.low in PARTICLES:
        return True
    return after.low in _DAY_WORDS or any(
        tag.first == name.last
        and (tag.has("group") or tag.has("demonym") or tag.has("country") or tag.has("state"))
        for tag in sentence.tags
    )


_DAY_WORDS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april "
    "may june july august september october november december".split()
)
