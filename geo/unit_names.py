"""Which first-level unit a name or code means, in any script, with or without its generic word."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from .countries import countries, country_code, territories
from .misspelt import Letters, close_names, letters
from .names import fold, join, strip_generic
from .units import row_of_code, units, units_in

CLOSE = 0.88
"""Similarity at which a misspelt province is still read as that province (never a place)."""

_COMPASS = re.compile("north|south|east|west|upper|lower|nord|sud|norte|ouest|oeste")


@lru_cache(maxsize=512)
def _index(country: str) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """Folded names -> rows of one country's units, as written and without generic words.

    The two are kept apart, for without its generic word the name of one unit may be the full
    name of another (Rif Dimashq, Damascus).
    """
    full: dict[str, list[int]] = {}
    cores: dict[str, list[int]] = {}
    for row in units_in(country):
        unit = units()[row]
        for text in dict.fromkeys((unit.name, *unit.names.split("|"))):
            folded = fold(text)
            for table, key in ((full, folded), (cores, strip_generic(folded).core)):
                for form in {key, join(key)} - {""}:
                    if row not in table.setdefault(form, []):
                        table[form].append(row)
    return full, cores


@lru_cache(maxsize=512)
def _letters(country: str) -> Letters:
    return letters(_index(country)[1])


def belongs_to(admin1: str, country: str) -> str:
    """Give the country whose unit a stated province is, where sources count it in another.

    Parameters
    ----------
    admin1
        The stated province, such as ``"Gaza Strip"`` or ``"Kosovo province"``.
    country
        The stated country, ISO 3166-1 alpha-3, such as ``ISR``.

    Returns
    -------
    str
        The territory's own alpha-3 code (``PSE``) when the province is one of its units, or is the
        territory itself, and no unit of the stated country; else the stated country.

    Examples
    --------
    >>> belongs_to("Gaza Strip", "ISR"), belongs_to("Northern", "ISR")
    ('PSE', 'ISR')
    """
    if (
        not admin1
        or not territories(country)
        or find_units(admin1, country).how in {"code", "name"}
    ):
        return country
    for code in territories(country):
        is_itself = country_code(strip_generic(fold(admin1)).core) == code
        if is_itself or find_units(admin1, code).how in {"code", "name"}:
            return code
    return country


class Match(NamedTuple):
    """What a stated province name means.

    Attributes
    ----------
    rows
        Rows of the units it may mean, the likeliest first; empty for none.
    how
        ``code``, ``name``, ``close`` or ``none``.
    feature
        The feature class said with it, such as ``province`` or ``town``.
    namesakes
        Of the rows those that may be meant as well as the first, itself among them: a city and
        the region around it (Kyiv), a province and its old bounds. A point tells them apart.
    """

    rows: tuple[int, ...]
    how: str
    feature: str
    namesakes: tuple[int, ...] = ()


@lru_cache(maxsize=65536)
def find_units(text: str, country: str, *, misspelt: bool = True) -> Match:
    """Find the first-level units of one country that a name or code means.

    Parameters
    ----------
    text
        A name in any script, with or without its generic word, or a code.
    country
        ISO 3166-1 alpha-3; units of no other country are ever given.
    misspelt
        Whether a misspelling may be read as a unit: only when exactly one unit of the country
        has a name that close.

    Returns
    -------
    Match
        The units, and how the name was read.

    Examples
    --------
    >>> units()[find_units("سیستان و بلوچستان", "IRN").rows[0]].code
    'IR-11'
    >>> find_units("Balochistan", "IRN").rows
    ()
    """
    by_code = row_of_code(text)
    short = text.strip()
    if by_code is None and short.isascii() and short.isupper() and len(short) <= 3:
        known = countries().get(country)
        by_code = row_of_code(f"{known.alpha2}-{short}") if known else None
    if by_code is not None and by_code in units_in(country):
        return Match((by_code,), "code", "")
    folded = fold(text)
    stripped, (full, cores) = strip_generic(folded), _index(country)
    core = stripped.core
    for key, table in (
        (folded, full),
        (join(folded), full),
        (core, full),
        (join(core), full),
        (core, cores),
        (join(core), cores),
    ):
        if key in table:
            return _by_name(table[key], key, stripped.feature)
    if not misspelt:
        return Match((), "none", stripped.feature)
    close = {
        row
        for key in close_names(join(core), _letters(country), cutoff=CLOSE)
        for row in cores[key][:1]
        if _directions(key) == _directions(join(core)) or not _directions(join(core))
    }
    return (
        Match(tuple(close), "close", stripped.feature)
        if len(close) == 1
        else Match((), "none", stripped.feature)
    )


def _directions(name: str) -> list[str]:
    """The points of the compass in a name: North Eastern is no misspelt North Western."""
    return _COMPASS.findall(name)


_CITY_LIKE = ("city", "municipality", "capital", "urban")


def _by_name(rows: list[int], key: str, feature: str) -> Match:
    """The likeliest first: its own name, then a city when a town was said; old ones last."""

    def own(row: int) -> bool:
        name = fold(units()[row].name)
        return key in {name, join(name)}

    def city(row: int) -> bool:
        return any(word in units()[row].type.casefold() for word in _CITY_LIKE)

    def rank(row: int) -> tuple[bool, bool, bool, int]:
        return units()[row].fit == "old", not own(row), city(row) != (feature == "town"), row

    first, *rest = sorted(dict.fromkeys(rows), key=rank)
    alike = (
        row for row in rest if own(row) >= own(first) and (not feature or city(row) == city(first))
    )
    return Match((first, *rest), "name", feature, (first, *alike))
