"""What the gazetteer and the tables know under the words of a name."""

from __future__ import annotations

import csv
import math
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from .. import gazetteer
from ..names import fold, join, strip_generic
from ..phrases import keys
from ..reference import path
from ..unit_names import find_units
from ..units import units, units_in
from .lexicon import FOLDER

if TYPE_CHECKING:
    from ..gazetteer import Place
    from .words import Sentence, Token

PARTICLES = frozenset(
    "de del la las los el al an as ad ash ar az da do dos du di van of the e y bin ibn "
    "ul ur".split()
)
AREA_WORDS = {
    **dict.fromkeys(
        (
            "province provinces state states governorate region oblast department departamento "
            "prefecture county krai division voivodeship wilaya vilayet canton estado provincia"
        ).split(),
        "admin1",
    ),
    **dict.fromkeys(
        "district districts territory raion rayon subdistrict municipality township cercle tehsil "
        "woreda zone commune locality parish canton subcounty lga kebele circle".split(),
        "admin2",
    ),
}
"""The words after a name that say how large the place is."""
_SETTLED = frozenset("locality parish commune zone township".split())
"""Words for small settlements where they stand before the name: the locality of X."""
SEAT = frozenset("town capital city headquarters centre center seat".split())
"""Words that make of a district its chief town."""
FACILITY = frozenset(
    "camp camps airport airbase base hospital market village town city neighbourhood "
    "neighborhood suburb quarter port junction checkpoint crossing bridge mine field "
    "refinery station prison island islands mountains mountain hills forest river valley "
    "dam district barracks centre center".split()
)


PARTS = frozenset(
    "quarter neighbourhood neighborhood suburb area market parish sector barrio colonia "
    "street ward".split()
)
"""What a town is made of."""
LARGE = 20_000
"""People of a town that a reader may know without being told its country."""
SITES = frozenset(
    "refinery station depot terminal plant hospital clinic school barracks post office prison "
    "market mosque church monastery airport airfield airbase airstrip base port bridge dam mine "
    "warehouse factory substation headquarters camp hotel checkpoint court jail university "
    "substations complex yard compound".split()
)
"""What bears a place's name: "the X oil refinery", "the hospital of X", "X's police station"."""


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
    placed: frozenset[str] = frozenset()
    """Folded names that nobody knows, but that stand for a place somewhere in the report."""


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


def known(text: str, sentence: Sentence, first: int, last: int, report: Context) -> Toponym | None:
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
    noun = tokens[first - 2].low
    return "" if noun in _SETTLED else AREA_WORDS.get(noun, "")


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
        after_comma = first > 1 and tokens[first - 1].text == "," and tokens[first - 2].capital
        if area != "admin1" and is_town_first(folded, country, large=after_comma):
            continue
        if area == "admin2":
            continue
        end = tokens[last].end if said else tokens[last - 1].end
        whole = text[tokens[first].start : end]
        rows = tuple(gazetteer.rows_in(folded, country))
        return Toponym(first, last + said, whole, written, "admin1", (country,), rows, row)
    return None


def is_town_first(folded: str, country: str, *, large: bool = False) -> bool:
    """Whether a bare name is first of all that of a town (a large one): Kharkiv, Khost, Mopti."""
    places = [gazetteer.place(n) for n in gazetteer.rows_in(folded, country)]
    return any(
        place.population > 10_000 or (fold(place.name) == folded and not large) for place in places
    )


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
        near = [
            row for row in rows if _famous(gazetteer.place(row), fold(written), capital=capital)
        ]
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


def _famous(place: Place, folded: str, *, capital: bool) -> bool:
    """Whether a place outside the report's countries is known to every reader."""
    return place.population >= 300_000 and (capital or fold(place.name) == folded)


def weight(place: Place) -> float:
    """How large a place is, from 0 to about 3."""
    return 0.45 * math.log10(place.population + 1)
