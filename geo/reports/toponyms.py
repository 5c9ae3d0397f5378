"""Where: the names of places in a report, and what each of them is.

The gazetteer comes first: the longest name that it knows, in a country that the report speaks
of. Names inside names of people, groups and offices are no places; a capital that speaks is a
government.
"""

from __future__ import annotations

import csv
import math
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from .. import gazetteer
from ..names import fold, join, strip_generic
from ..phrases import keys
from ..reference import path
from ..units import find_units, units, units_in
from .lexicon import FOLDER, phrases

if TYPE_CHECKING:
    from ..gazetteer import Place
    from .words import Sentence, Tag, Token

PARTICLES = frozenset(
    "de del la las los el al an as ad ash ar az da do dos du di van of the e y bin ibn ul ur".split()
)
AREA_WORDS = {
    **dict.fromkeys(
        "province provinces state states governorate region oblast department departamento prefecture county "
        "krai division voivodeship wilaya vilayet canton estado provincia".split(),
        "admin1",
    ),
    **dict.fromkeys(
        "district districts territory raion rayon subdistrict municipality township cercle tehsil "
        "woreda zone commune locality parish canton subcounty lga kebele circle".split(),
        "admin2",
    ),
}
"""The words after a name that say how large the place is."""
SEAT = frozenset("town capital city headquarters centre center seat".split())
"""Words that make of a district its chief town."""
FACILITY = frozenset(
    "camp camps airport airbase base hospital market village town city neighbourhood neighborhood suburb "
    "quarter port junction checkpoint crossing bridge mine field refinery station prison island islands "
    "mountains mountain hills forest river valley dam district barracks centre center".split()
)


class Toponym(NamedTuple):
    """One name of a place in a sentence.

    Attributes
    ----------
    first, last
        Its tokens.
    text
        As written, generic word included when it says the level.
    name
        As written, without the generic word.
    level
        ``country``, ``admin1``, ``admin2``, ``town``, ``region``, ``sea`` or ``unknown``.
    countries
        ISO 3166-1 alpha-3 codes it may lie in; the likeliest first.
    places
        Rows of the gazetteer.
    unit
        Row of the first-level unit, for ``admin1``; else -1.
    """

    first: int
    last: int
    text: str
    name: str
    level: str
    countries: tuple[str, ...]
    places: tuple[int, ...] = ()
    unit: int = -1


class Context(NamedTuple):
    """What a whole report says about where it is at home."""

    countries: tuple[str, ...]
    """By how often they are named, the most often first."""
    lowered: frozenset[str]
    """Words that stand in the report without a capital letter."""


@cache
def unit_names(country: str) -> dict[str, int]:
    """Folded names of a country's first-level units -> row; a name of two units is none."""
    found: dict[str, int] = {}
    for row in units_in(country):
        unit = units()[row]
        for number, text in enumerate(dict.fromkeys((unit.name, *unit.names.split("|")))):
            folded = fold(text)
            for key in {folded, join(folded), strip_generic(folded).core}:
                if len(key) > 2 and (key not in found or (number == 0 and unit.fit == "exact")):
                    found[key] = row
    return found


@cache
def _seas() -> dict[str, str]:
    with path("seas.csv").open(encoding="utf-8", newline="") as file:
        named = [row["name"] for row in csv.DictReader(file)]
    more = [
        "Black Sea",
        "Red Sea",
        "Gulf of Aden",
        "Arabian Sea",
        "Sea of Azov",
        "Bab al-Mandab",
        "Bab el-Mandeb",
        "Bab al-Mandeb",
        "Strait of Hormuz",
        "Gulf of Guinea",
        "Taiwan Strait",
        "South China Sea",
        "Gulf of Oman",
        "Persian Gulf",
        "Indian Ocean",
        "Mediterranean",
        "Mediterranean Sea",
        "Kerch Strait",
        "Sulu Sea",
        "Gulf of Thailand",
        "Bay of Bengal",
        "Caspian Sea",
        "Baltic Sea",
        "Mozambique Channel",
        "Celebes Sea",
        "Strait of Malacca",
        "Eastern Mediterranean",
        "Somali Basin",
        "Singapore Strait",
        "Malacca Strait",
    ]
    return {fold(name): name for name in (*named, *more)}


@cache
def _regions() -> dict[str, tuple[str, tuple[str, ...]]]:
    with (FOLDER / "regions.csv").open(encoding="utf-8", newline="") as file:
        return {
            fold(text): (row["name"], tuple(row["countries"].split()))
            for row in csv.DictReader(file)
            for text in (row["name"], *row["aliases"].split("|"))
            if text
        }


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
                    if row >= 0 and (last > first + 1 or not _is_town_first(folded, country, row)):
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
        name = _known(text, sentence, first, last, report)
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
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december".split()
)


def _known(text: str, sentence: Sentence, first: int, last: int, report: Context) -> Toponym | None:
    """What the gazetteer and the tables know under the words of some tokens."""
    tokens = sentence.tokens
    written = text[tokens[first].start : tokens[last - 1].end]
    folded = fold(written)
    tag = next((tag for tag in sentence.tags if tag.first == first and tag.last == last), None)
    country = tag.has("country") if tag else None
    after = tokens[last].low if last < len(tokens) else ""
    area = AREA_WORDS.get(after, "")
    if last + 1 < len(tokens) and tokens[last + 1].low in SEAT:
        area = ""
    before = _said_before(tokens, first)
    area = area or before
    if folded in _seas():
        return Toponym(first, last, written, written, "sea", ())
    if country and AREA_WORDS.get(after) is None:
        return Toponym(first, last, written, written, "country", (country.value,))
    if folded in _regions() and not area:
        return Toponym(first, last, written, written, "region", _regions()[folded][1])
    return _unit(text, tokens, first, last, area, report) or _town(
        text, sentence, first, last, area, report
    )


def _said_before(tokens: tuple[Token, ...], first: int) -> str:
    """The level said before a name: the province of X, the district of X."""
    if first < 2 or tokens[first - 1].low != "of" or (first > 2 and tokens[first - 3].capital):
        return ""
    return AREA_WORDS.get(tokens[first - 2].low, "")


def _unit(
    text: str, tokens: tuple[Token, ...], first: int, last: int, area: str, report: Context
) -> Toponym | None:
    """A first-level unit of one of the report's countries."""
    written = text[tokens[first].start : tokens[last - 1].end]
    folded = fold(written)
    said = last < len(tokens) and tokens[last].low in AREA_WORDS
    for country in report.countries:
        row = unit_names(country).get(folded, -1)
        if row < 0 and area == "admin1":
            match = find_units(written, country)
            row = match.rows[0] if match.rows else -1
        if row < 0:
            continue
        if area != "admin1" and _is_town_first(folded, country, row):
            continue
        if area == "admin2":
            continue
        end = tokens[last].end if said else tokens[last - 1].end
        whole = text[tokens[first].start : end]
        rows = tuple(gazetteer.rows_in(folded, frozenset({country})))
        return Toponym(first, last + said, whole, written, "admin1", (country,), rows, row)
    return None


def _is_town_first(folded: str, country: str, row: int) -> bool:
    """Whether a bare name is first of all that of a town: Kharkiv, Khost, Mopti."""
    places = [gazetteer.place(n) for n in gazetteer.rows_in(folded, frozenset({country}))]
    return any(fold(place.name) == folded or place.population > 10_000 for place in places)


def _town(
    text: str, sentence: Sentence, first: int, last: int, area: str, report: Context
) -> Toponym | None:
    """A populated place, in one of the report's countries or large enough to be known."""
    tokens = sentence.tokens
    written = text[tokens[first].start : tokens[last - 1].end]
    rows = town_rows(fold(written))
    wanted = set(report.countries)
    near = [row for row in rows if gazetteer.place(row).country in wanted]
    capital = any(
        tag.first == first and tag.last == last and tag.has("capital") for tag in sentence.tags
    )
    if not near:
        near = [row for row in rows if _famous(gazetteer.place(row), fold(written), capital)]
    said = last < len(tokens) and tokens[last].low in AREA_WORDS
    if not near:
        if area and tokens[first].capital and report.countries:
            end = tokens[last].end if said else tokens[last - 1].end
            whole = text[tokens[first].start : end]
            return Toponym(first, last + said, whole, written, area, ())
        return None
    if last - first == 1 and fold(written) in report.lowered:
        return None
    countries = tuple(dict.fromkeys(gazetteer.place(row).country for row in near))
    level = "admin2" if area == "admin2" else "town"
    end = tokens[last].end if said and area == "admin2" else tokens[last - 1].end
    whole = text[tokens[first].start : end]
    return Toponym(
        first, last + (said and area == "admin2"), whole, written, level, countries, tuple(near)
    )


def town_rows(folded: str) -> list[int]:
    """Rows of the gazetteer under a folded name or one of its spellings."""
    for key in keys(folded):
        rows = gazetteer.rows(key)
        if rows:
            return rows
    core = strip_generic(folded)
    if core.core != folded and core.feature in {"town", "village", "camp", "suburb", "port"}:
        return gazetteer.rows(core.core)
    return []


def _famous(place: Place, folded: str, capital: bool) -> bool:
    """Whether a place outside the report's countries is known to every reader."""
    return place.population >= 300_000 and (capital or fold(place.name) == folded)


def weight(place: Place) -> float:
    """How large a place is, from 0 to about 3."""
    return 0.45 * math.log10(place.population + 1)
