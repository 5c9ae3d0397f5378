"""Countries: from any of their names or codes to ISO 3166-1 alpha-3, and back."""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from .names import fold, join
from .reference import path

if TYPE_CHECKING:
    from collections.abc import Iterable

_BRACKETS = re.compile(r"^(.*?)\s*[(\[](.*?)[)\]]\s*$")
_NUMBERED = re.compile(
    r"^(?P<system>gw(?:no|code)?|g&w|gleditsch[- ](?:and[- ])?ward|cow(?:code)?|ccode)"
    r"[\s:#-]*(?P<number>\d{1,3})$",
    re.IGNORECASE,
)
"""A country's number with the system that it belongs to."""
_POLITE = (
    "the ",
    "republic of ",
    "kingdom of ",
    "state of ",
    "federal republic of ",
    "islamic republic of ",
)


class Country(NamedTuple):
    """One country of ISO 3166-1 (and Kosovo, XKX)."""

    alpha3: str
    alpha2: str
    numeric: str
    name: str
    capital: str
    names: tuple[str, ...]


@cache
def countries() -> dict[str, Country]:
    """Read countries.csv once per process.

    Returns
    -------
    dict
        Alpha-3 -> :class:`Country`, sorted by alpha-3.
    """
    with path("countries.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["alpha3"]: Country(
                row["alpha3"],
                row["alpha2"],
                row["numeric"],
                row["name"],
                row["capital"],
                tuple(filter(None, row["names"].split("|"))),
            )
            for row in csv.DictReader(file)
        }


@cache
def _codes() -> dict[str, str]:
    """Alpha-2 and alpha-3 codes -> alpha-3."""
    table = countries().values()
    return {code: item.alpha3 for item in table for code in (item.alpha2, item.alpha3)}


@cache
def _numbers() -> dict[str, dict[int, str]]:
    """System -> number -> alpha-3: ISO 3166-1, Gleditsch and Ward, the Correlates of War."""
    tables: dict[str, dict[int, str]] = {"gw": {}, "cow": {}}
    with path("country_numbers.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for system in [row["system"]] if row["system"] else tables:
                tables[system][int(row["number"])] = row["alpha3"]
    iso = {int(item.numeric): item.alpha3 for item in countries().values() if item.numeric}
    return {"iso": iso, **tables}


def country_codes(words: Iterable[str]) -> dict[str, str | None]:
    """Find the countries that the cells of one column mean.

    A column of bare numbers is read in the system that knows every one of them: ISO 3166-1, that
    of Gleditsch and Ward (as in UCDP's ``country_id``), or that of the Correlates of War. Where
    several do and they disagree, no number means anything: 652 is Syria in one and Saint
    Barthélemy in another.

    Parameters
    ----------
    words
        The distinct cells.

    Returns
    -------
    dict
        Cell -> ISO 3166-1 alpha-3, or ``None``.

    Examples
    --------
    >>> country_codes(["652", "770"])
    {'652': 'SYR', '770': 'PAK'}
    >>> country_codes(["652"])
    {'652': None}
    """
    words = list(words)
    bare = [word for word in words if word.strip().isascii() and word.strip().isdigit()]
    return {word: country_code(word) for word in words} | _by_numbers(bare)


def _by_numbers(words: list[str]) -> dict[str, str | None]:
    """What bare numbers mean together; zeros before a number are ISO's."""
    tables = _numbers()
    padded = any(word.strip().startswith("0") for word in words)
    readings = [
        [tables[system].get(int(word)) for word in words]
        for system in (["iso"] if padded else tables)
    ]
    known = [reading for reading in readings if None not in reading]
    agreed = [
        codes[0] if known and len(set(codes)) == 1 else None
        for codes in (zip(*known, strict=True) if known else [(None,)] * len(words))
    ]
    return dict(zip(words, agreed, strict=True))


def _overrides() -> dict[str, str]:
    """Folded name -> alpha-3 of overrides.csv; an empty code: the name decides nothing."""
    with path("overrides.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "country_name"]
    return {fold(row["key"]): row["un"] for row in rows}


@cache
def names() -> dict[str, str]:
    """Give every folded country name that means one country only.

    Returns
    -------
    dict of str to str
        Folded name, with and without connectives -> alpha-3.
    """
    found: dict[str, set[str]] = {}
    for item in countries().values():
        for text in item.names:
            for key in {fold(text), join(fold(text))}:
                found.setdefault(key, set()).add(item.alpha3)
    table = {key: codes.pop() for key, codes in found.items() if len(codes) == 1}
    own = {
        key: item.alpha3
        for item in countries().values()
        for key in (fold(item.name), join(fold(item.name)))
    }
    decided = table | own | _overrides()
    return {key: code for key, code in decided.items() if key}


@lru_cache(maxsize=65536)
def country_code(text: str) -> str | None:
    """Find the country that a name or code means.

    Parameters
    ----------
    text
        A name in any of some 26 languages, an ISO 3166-1 code, a number with its system
        (``"GW 652"``, ``"COW 679"``), or a form such as ``"DR Congo (Zaire)"`` or
        ``"Yemen (North Yemen)"``. A bare number is as in :func:`country_codes`.

    Returns
    -------
    str or None
        ISO 3166-1 alpha-3 (XKX for Kosovo); ``None`` when the name means no country, or two.

    Examples
    --------
    >>> country_code("DR Congo (Zaire)"), country_code("ایران"), country_code("pk")
    ('COD', 'IRN', 'PAK')
    >>> country_code("Korea") is None
    True
    """
    stripped = text.strip()
    if stripped.isascii() and stripped.upper() in _codes():
        return _codes()[stripped.upper()]
    if stripped.isascii() and stripped.isdigit() and len(stripped) <= 3:
        return _by_numbers([stripped])[stripped]
    number = _NUMBERED.match(stripped)
    if number:
        system = "cow" if number["system"][0] in "cC" else "gw"
        return _numbers()[system].get(int(number["number"]))
    code = _by_name(fold(stripped))
    if code is not None:
        return code or None
    brackets = _BRACKETS.match(stripped)
    if brackets:
        return next(filter(None, (_by_name(fold(part)) for part in brackets.groups())), None)
    return None


def _by_name(key: str) -> str | None:
    """The code of a folded name, empty when it is known to mean no single country."""
    table = names()
    for form in (
        key,
        join(key),
        *(key.removeprefix(start) for start in _POLITE if key.startswith(start)),
    ):
        if form in table:
            return table[form]
    return None


@cache
def territories(country: str) -> tuple[str, ...]:
    """List the countries and territories that sources also count in a country.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-3.

    Returns
    -------
    tuple of str
        Alpha-3 codes, sorted; they stand in overrides.csv.

    Examples
    --------
    >>> territories("ISR")
    ('PSE',)
    """
    with path("overrides.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "territory"]
    return tuple(sorted(row["key"] for row in rows if row["un"] == country))


def country_name(alpha3: str) -> str:
    """Give a country's English name.

    Parameters
    ----------
    alpha3
        ISO 3166-1 alpha-3, or one of Natural Earth's codes for an unrecognised state.

    Returns
    -------
    str
        The name, or the code itself when it is unknown.

    Examples
    --------
    >>> country_name("IRN")
    'Iran'
    """
    unrecognised = {"SOL": "Somaliland", "CYN": "Northern Cyprus"}
    known = countries().get(alpha3)
    return known.name if known else unrecognised.get(alpha3, alpha3)
