"""First-level units: provinces, states, governorates - their names and codes, without polygons."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from .columns import read_fact
from .reference import path
from .schema import ReferenceDataError, UsageError, suggest

POINTS_OF_VIEW = ("un", "de-facto")
"""``un``: as the United Nations count; ``de-facto``: as Natural Earth draws who governs."""


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
def contested() -> frozenset[str]:
    """Give the countries that have, from some point of view, a unit in common with another."""
    both = (claims(unit.row) for unit in units() if unit.country != unit.country_de_facto)
    return frozenset(code for codes in both for code in codes)


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
