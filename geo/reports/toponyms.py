"""Where: the names of places in a report, and what each of them is.

The gazetteer comes first: the longest name that it knows, in a country that the report speaks
of. Names inside names of people, groups and offices are no places; a capital that speaks is a
government.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import gazetteer
from ..names import fold
from . import unknowns
from .knowns import (
    AREA_WORDS,
    FACILITY,
    LARGE,
    PARTICLES,
    Context,
    Toponym,
    is_town_first,
    known,
    unit_names,
)

if TYPE_CHECKING:
    from .words import Sentence, Tag, Token


def units_named(text: str, sentence: Sentence, report: Context) -> list[int]:
    """Rows of the units whose names stand anywhere in a sentence, inside other names too.

    Parameters
    ----------
    text
        The whole report.
    sentence
        One of its sentences.
    report
        What :func:`geo.reports.homeland.context` returned.

    Returns
    -------
    list of int
        For "Nord-Kivu Security Monitor" the row of North Kivu.
    """
    found = []
    tokens = sentence.tokens
    capitals = {tag.first for tag in sentence.tags if tag.has("capital")}
    for first, token in enumerate(tokens):
        for last in range(first + 1, min(len(tokens), first + 4) + 1):
            if tokens[last - 1].kind == "punct" or (last == first + 1 and first in capitals):
                continue
            if token.capital and token.low not in unknowns.common():
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
        What :func:`geo.reports.homeland.context` returned.

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


def find_all(text: str, sentences: list[Sentence], report: Context) -> dict[int, list[Toponym]]:
    """Find the names of places in a whole report.

    Parameters
    ----------
    text
        The whole report.
    sentences
        Its sentences.
    report
        What :func:`geo.reports.homeland.context` returned.

    Returns
    -------
    dict
        Start of a sentence -> its names. A name that nobody knows and that is a place in one
        sentence is one in all.
    """
    found = {sentence.start: find(text, sentence, report) for sentence in sentences}
    placed = {fold(n.name) for names in found.values() for n in names if n.level == "unknown"}
    if not placed:
        return found
    again = report._replace(placed=frozenset(placed))
    firsts = {name.split(" ", 1)[0] for name in placed}
    for sentence in sentences:
        if any(token.low in firsts for token in sentence.tokens):
            found[sentence.start] = find(text, sentence, again)
    return found


def _reserved(sentence: Sentence) -> set[int]:
    """Tokens inside names of groups and forces, and after titles of people."""
    taken: set[int] = set()
    for tag in sentence.tags:
        if tag.has("group") or tag.has("state") or _is_people(sentence, tag):
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
    tokens = sentence.tokens
    for at in range(1, len(tokens)):
        named = tokens[at - 1].low in _STATIONS or at - 1 in taken
        if named and tokens[at].capital and _named_station(tokens, at, taken):
            taken.add(at)
    return taken | {n for n, token in enumerate(tokens) if token.low in unknowns.nowhere()}


_STATIONS = frozenset({"radio", "tv", "televisión", "télévision"})
"""Words that begin the name of a broadcaster: Radio Nile Valley."""


def _named_station(tokens: tuple[Token, ...], at: int, taken: set[int]) -> bool:
    """Whether a capital belongs to the name of a broadcaster that begins just before it."""
    if tokens[at].text.isupper() and len(tokens[at].text) > 3:
        return False
    first = at - 1
    while first in taken and first > 0 and tokens[first - 1].capital:
        first -= 1
    return tokens[first].low in _STATIONS and tokens[first].capital


def _is_people(sentence: Sentence, tag: Tag) -> bool:
    """Whether a word names a people, and not their land: "Syrian troops", not "Syrian soil"."""
    if not tag.has("demonym") or tag.last - tag.first > 1:
        return bool(tag.has("demonym")) and not tag.has("country")
    after = sentence.tokens[tag.last].low if tag.last < len(sentence.tokens) else ""
    return after not in _LAND or not tag.has("country")


_LAND = frozenset("territory soil airspace waters territories land".split())
_SIDES = frozenset("north south east west northeast northwest southeast southwest central".split())
"""After a town's name they make of it a district: Tonj East."""
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
    if token.low in _LEADS and not _begins_known(sentence, position):
        return False
    if token.low in unknowns.openers() and _opens(sentence, position):
        return False
    if len(token.low) < 2 or (
        token.low in unknowns.common()
        and not _named_here(sentence, position)
        and not _town_by_word(sentence, position)
    ):
        return False
    if not (token.glued and position and sentence.tokens[position - 1].capital):
        return True
    return bool(unknowns.LINES & {t.low for t in sentence.tokens[position + 1 : position + 4]})


_LEADS = frozenset(
    "in at near off outside around between from along across over inside into to towards toward "
    "beyond beside above below behind by on of through throughout within against under after "
    "before since until during for with without about among amid and but or while when where as "
    "meanwhile elsewhere earlier later then also police officials residents gunmen militants "
    "troops soldiers army fighters rebels further farther two three four five six seven".split()
)
"""Words that stand before a name at the beginning of a sentence and are no part of it."""


def _town_by_word(sentence: Sentence, at: int) -> bool:
    """Whether a common word stands where a town does: "in Tank, a constable was gunned down"."""
    tokens = sentence.tokens
    if at < 1 or tokens[at - 1].low not in {"in", "near", "outside"} or tokens[at].low in _TIMES:
        return False
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or not (after.text in {",", "."} or after.low in {"district", "town", "on"}):
        return False
    if sum(t.capital for t in tokens) * 2 > len(tokens) or tokens[at].text.isupper():
        return False
    places = [gazetteer.place(row) for row in gazetteer.rows(tokens[at].low)]
    return any(p.population >= LARGE and fold(p.name) == tokens[at].low for p in places)


_TIMES = frozenset(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)


def _opens(sentence: Sentence, position: int) -> bool:
    """Whether a capital is only that of a sentence's first word, and no name goes on after it."""
    tokens = sentence.tokens
    if any(token.kind == "word" for token in tokens[:position]):
        return False
    after = tokens[position + 1] if position + 1 < len(tokens) else None
    return after is None or not (after.capital or after.text in {",", ":", "("})


def _begins_known(sentence: Sentence, position: int) -> bool:
    """Whether the lexicon knows a proper name of several words that begins with a small word."""
    return any(
        tag.first == position and tag.last > position + 1 and unknowns.is_name(tag)
        for tag in sentence.tags
    )


def _named_here(sentence: Sentence, position: int) -> bool:
    """Whether the lexicon knows a proper name that begins here."""
    return any(
        tag.first == position and any(tag.has(kind) for kind in ("country", "capital"))
        for tag in sentence.tags
    ) or (position + 1 < len(sentence.tokens) and sentence.tokens[position + 1].capital)


def _longest(
    text: str, sentence: Sentence, first: int, taken: set[int], report: Context
) -> Toponym | None:
    """The longest name that begins at a token."""
    tokens = sentence.tokens
    owned = _owned(text, sentence, first, report)
    if owned is not None:
        return owned
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
    limit = _pair(tokens, limit, first)
    for last in range(limit, first, -1):
        if (
            last == first + 1
            and tokens[first].low in unknowns.common()
            and not _tagged(sentence, first)
            and not _town_by_word(sentence, first)
        ):
            return None
        name = known(text, sentence, first, last, report)
        if name is not None:
            if _whole(sentence, name, limit):
                return name
            if last + 1 == limit and tokens[last].low in _SIDES and name.level == "town":
                whole = text[tokens[first].start : tokens[last].end]
                return name._replace(last=limit, text=whole, level="admin2")
            break
    return unknowns.find(text, sentence, first, limit, report)


def _owned(text: str, sentence: Sentence, first: int, report: Context) -> Toponym | None:
    """A town whose own name holds a possessive: Cox's Bazar."""
    tokens = sentence.tokens
    if first + 2 >= len(tokens) or tokens[first + 1].text not in {"'s", "’s"}:
        return None
    if not tokens[first + 2].capital or tokens[first + 2].start != tokens[first + 1].end + 1:
        return None
    name = known(text, sentence, first, first + 3, report)
    return name if name is not None and name.level == "town" else None


def _tagged(sentence: Sentence, first: int) -> bool:
    """Whether the lexicon knows one word as a country or a capital."""
    return any(
        tag.first == first and tag.last == first + 1 and (tag.has("country") or tag.has("capital"))
        for tag in sentence.tags
    )


def _pair(tokens: tuple[Token, ...], limit: int, first: int) -> int:
    """Where the first of two names ends that a hyphen ties before a road: the Kumba-Mamfe road."""
    for at in range(first + 1, limit):
        if tokens[at].glued and tokens[at].capital:
            after = [t.low for t in tokens[at + 1 : at + 4]]
            if unknowns.LINES & set(after):
                return at
    return limit


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
