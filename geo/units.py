"""First-level units: provinces, states, governorates - their names and codes, without polygons."""

from __future__ import annotations

import difflib
from functools import cache, lru_cache
from typing import NamedTuple

from .columns import read_fact
from .countries import countries, country_code, territories
from .names import fold, join, strip_generic
from .reference import path
from .schema import ReferenceDataError, UsageError, suggest

POINTS_OF_VIEW = ("un", "de-facto")
"""``un``: as the United Nations count; ``de-facto``: as Natural Earth draws who governs."""

CLOSE = 0.88
"""Similarity at which a misspelt province is still read as that province (never a place)."""


class Unit(NamedTuple):
    """One first-level unit.

    Attributes
    ----------
    row
        Its row in the table.
    unit_id
        ``ne:`` and Natural Earth's code, or ``iso:`` and the ISO 3166-2 code.
    country, country_de_facto
        ISO 3166-1 alpha-3 in the two points of view.
    name
        In English.
    code, code_de_facto
        Present ISO 3166-2 code in the two points of view; empty for a unit of an old vintage.
    geonames
        GeoNames' code, such as ``PK.02``.
    type
        Province, State, City ... in English.
    fit
        How it is drawn: ``exact`` (its polygon), ``parts`` (the polygons that make it up),
        ``within`` (a larger polygon around it), ``old`` (a polygon that is no unit any more),
        ``none``.
    parts
        Ids of the polygons that draw it, separated by a space; empty for its own.
    names
        Every name known, separated by ``|``.
    west, south, east, north, label_lon, label_lat
        Degrees, EPSG:4326; NaN without an own polygon.
    """

    row: int
    unit_id: str
    country: str
    country_de_facto: str
    name: str
    code: str
    code_de_facto: str
    geonames: str
    type: str
    fit: str
    parts: str
    names: str
    west: float
    south: float
    east: float
    north: float
    label_lon: float
    label_lat: float


@cache
def units() -> tuple[Unit, ...]:
    """Read provinces.parquet once per process.

    Returns
    -------
    tuple of Unit
        By row.
    """
    file = path("provinces.parquet")
    table = read_fact(file)
    try:
        columns = [table.column(name).to_pylist() for name in Unit._fields[1:]]
    except KeyError as error:
        msg = f"{file.name} of the reference data cannot be read ({error})"
        raise ReferenceDataError(msg) from error
    return tuple(Unit(row, *values) for row, values in enumerate(zip(*columns, strict=True)))


def check_point_of_view(point_of_view: str) -> None:
    """Refuse an unknown point of view.

    Parameters
    ----------
    point_of_view
        One of :data:`POINTS_OF_VIEW`.

    Raises
    ------
    UsageError
        If it is none of them.
    """
    if point_of_view not in POINTS_OF_VIEW:
        hint = suggest(point_of_view, POINTS_OF_VIEW)
        msg = f"no point of view {point_of_view!r}{hint}; there are {', '.join(POINTS_OF_VIEW)}"
        raise UsageError(msg)


def country_of(unit: Unit, point_of_view: str) -> str:
    """Give the country a unit is counted in.

    Parameters
    ----------
    unit
        The unit.
    point_of_view
        One of :data:`POINTS_OF_VIEW`.

    Returns
    -------
    str
        ISO 3166-1 alpha-3; empty for a territory that is counted in none.
    """
    return unit.country if point_of_view == "un" else unit.country_de_facto


def code_of(unit: Unit, point_of_view: str) -> str:
    """Give a unit's present ISO 3166-2 code.

    Parameters
    ----------
    unit
        The unit.
    point_of_view
        One of :data:`POINTS_OF_VIEW`.

    Returns
    -------
    str
        The code, empty when there is none.
    """
    return unit.code if point_of_view == "un" else unit.code_de_facto


@cache
def claims(row: int) -> frozenset[str]:
    """Give the countries a unit is counted in from any point of view.

    Parameters
    ----------
    row
        The unit's row.

    Returns
    -------
    frozenset of str
        One alpha-3 code, or two where the points of view differ.
    """
    unit = units()[row]
    return frozenset({unit.country, unit.country_de_facto})


@cache
def _rows_by_country() -> dict[str, list[int]]:
    table: dict[str, list[int]] = {}
    for unit in units():
        for code in sorted(claims(unit.row)):
            table.setdefault(code, []).append(unit.row)
    return table


def units_in(country: str) -> list[int]:
    """List the rows of a country's units, from any point of view.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-3.

    Returns
    -------
    list of int
        Rows in rising order.
    """
    return _rows_by_country().get(country, [])


@cache
def row_of_id() -> dict[str, int]:
    """Give the row of every unit id.

    Returns
    -------
    dict of str to int
        ``ne:...`` or ``iso:...`` -> row.
    """
    return {unit.unit_id: unit.row for unit in units()}


@cache
def _row_of_code() -> dict[str, int]:
    """ISO 3166-2 and GeoNames codes -> row; a unit with its own polygon wins."""
    table: dict[str, int] = {}
    for unit in sorted(units(), key=lambda item: (item.fit != "exact", item.row)):
        for code in (unit.code, unit.code_de_facto, unit.geonames):
            if code:
                table.setdefault(code, unit.row)
    return table


def row_of_code(code: str) -> int | None:
    """Find the unit that bears a code.

    Parameters
    ----------
    code
        ISO 3166-2 (``IR-11``) or GeoNames (``IR.04``).

    Returns
    -------
    int or None
        Its row, or ``None``.
    """
    return _row_of_code().get(code.strip().upper())


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
    """

    rows: tuple[int, ...]
    how: str
    feature: str


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
            return Match(_sorted(table[key], key, stripped.feature), "name", stripped.feature)
    if not misspelt:
        return Match((), "none", stripped.feature)
    close = {
        row
        for key in difflib.get_close_matches(join(core), list(cores), n=3, cutoff=CLOSE)
        for row in cores[key][:1]
    }
    return (
        Match(tuple(close), "close", stripped.feature)
        if len(close) == 1
        else Match((), "none", stripped.feature)
    )


_CITY_LIKE = ("city", "municipality", "capital", "urban")


def _sorted(rows: list[int], key: str, feature: str) -> tuple[int, ...]:
    """The likeliest first: its own name, then a city when a town was said; old ones last."""

    def rank(row: int) -> tuple[bool, bool, bool, int]:
        unit = units()[row]
        city = any(word in unit.type.casefold() for word in _CITY_LIKE)
        own = key in {fold(unit.name), join(fold(unit.name))}
        return unit.fit == "old", not own, city != (feature == "town"), row

    return tuple(sorted(dict.fromkeys(rows), key=rank))


def drawn_by(row: int) -> list[int]:
    """List the rows whose polygons draw a unit.

    Parameters
    ----------
    row
        The unit's row.

    Returns
    -------
    list of int
        Its own row, those of its parts, that of the larger polygon around it, or none.
    """
    unit = units()[row]
    if unit.fit in {"exact", "old"}:
        return [row]
    return [row_of_id()[part] for part in unit.parts.split()]
