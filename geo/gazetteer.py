"""Names to candidate places: 234,908 places of GeoNames and a million spellings of their names.

Places that the user has added (:mod:`geo.learnt`) follow in the same numbering of rows. They are
asked for by country, so that a name learnt in one country never meets one of another.

A look-up asks a memory-mapped trie and reads single rows of a column table. It loads no polygon.
Nothing here decides: which candidate is meant is :mod:`geo.geocode`'s business.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import marisa_trie
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from . import learnt
from .names import fold
from .reference import edition, path
from .schema import ReferenceDataError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "Place",
    "by_id",
    "edition",
    "find",
    "is_learnt",
    "learnt_rows",
    "place",
    "rows",
    "rows_in",
    "within",
]

SCALE = 100_000
"""Stored whole numbers per degree."""


class Place(NamedTuple):
    """One place of the gazetteer.

    Attributes
    ----------
    row
        Its row in the table.
    place_id
        ``geonames:`` and the GeoNames id.
    name
        GeoNames' own name.
    country
        ISO 3166-1 alpha-3, as GeoNames counts it.
    latitude, longitude
        Degrees, EPSG:4326.
    population
        People, 0 when unknown: never a rank by itself.
    polygon, unit
        Rows of :func:`geo.boundaries.units`: the polygon it lies in, and its first-level unit of
        today; -1 when there is none.
    capital
        Whether it is the seat of its national government.
    """

    row: int
    place_id: str
    name: str
    country: str
    latitude: float
    longitude: float
    population: int
    polygon: int
    unit: int
    capital: bool


@dataclass(frozen=True)
class _Columns:
    """The table, column by column, as it is quickest to read single rows of."""

    ids: np.ndarray
    names: pa.StringArray
    countries: np.ndarray
    codes: tuple[str, ...]
    latitudes: np.ndarray
    longitudes: np.ndarray
    populations: np.ndarray
    polygons: np.ndarray
    units: np.ndarray
    capitals: np.ndarray


@cache
def _columns() -> _Columns:
    """Read places.parquet once per process."""
    file = path("places.parquet")
    try:
        table = pq.read_table(file, partitioning=None).combine_chunks()
        country = table.column("country").chunk(0)
        return _Columns(
            ids=table.column("id").to_numpy(),
            names=table.column("name").chunk(0),
            countries=country.indices.to_numpy().astype("int16"),
            codes=tuple(country.dictionary.to_pylist()),
            latitudes=table.column("lat").to_numpy() / SCALE,
            longitudes=table.column("lon").to_numpy() / SCALE,
            populations=table.column("population").to_numpy(),
            polygons=table.column("unit").to_numpy(),
            units=table.column("current").to_numpy(),
            capitals=table.column("capital").to_numpy(zero_copy_only=False),
        )
    except (OSError, pa.ArrowException, KeyError, AttributeError) as error:
        msg = f"{file.name} of the reference data cannot be read ({error})"
        raise ReferenceDataError(msg) from error


@cache
def _trie() -> Any:
    """Open names.marisa once per process; it stays on disk and is paged in as needed."""
    file = path("names.marisa")
    try:
        return marisa_trie.RecordTrie("<I").mmap(str(file))
    except (OSError, RuntimeError, ValueError) as error:
        msg = f"{file.name} of the reference data cannot be read ({error})"
        raise ReferenceDataError(msg) from error


def rows(folded: str) -> list[int]:
    """Find the rows of the places that bear a folded name.

    Parameters
    ----------
    folded
        What :func:`geo.names.fold` returned.

    Returns
    -------
    list of int
        Rows in rising order; empty when nobody bears the name.
    """
    return sorted(row for (row,) in _trie().get(folded, ())) if folded else []


@cache
def _country_number() -> dict[str, int]:
    return {code: number for number, code in enumerate(_columns().codes)}


def rows_in(folded: str, countries: frozenset[str]) -> list[int]:
    """Find the rows of the places in some countries that bear a folded name.

    Parameters
    ----------
    folded
        What :func:`geo.names.fold` returned.
    countries
        ISO 3166-1 alpha-3 codes.

    Returns
    -------
    list of int
        Rows in rising order.
    """
    table, number = _columns().countries, _country_number()
    wanted = {number.get(code, -1) for code in countries}
    found = [row for row in rows(folded) if table[row] in wanted]
    return found + learnt_rows(folded, countries, beside=found)


def learnt_rows(
    folded: str, countries: frozenset[str] | None = None, *, beside: Iterable[int] = ()
) -> list[int]:
    """Find the rows of the places that the user has added under a folded name.

    Parameters
    ----------
    folded
        What :func:`geo.names.fold` returned.
    countries
        ISO 3166-1 alpha-3 codes; ``None`` for the whole world.
    beside
        Shipped rows that are known already: the same place is not given again.

    Returns
    -------
    list of int
        Rows in rising order, behind those of the shipped places.
    """
    if not learnt.learnt():
        return []
    first = len(_columns().ids)
    known = {f"geonames:{_columns().ids[row]}" for row in beside}
    return [
        first + row
        for row in learnt.rows(folded)
        if (countries is None or learnt.country(row) in countries)
        and learnt.cells(row)[0] not in known
    ]


def is_learnt(place: Place) -> bool:
    """Whether the user added a place, rather than the shipped gazetteer holding it."""
    return place.row >= len(_columns().ids)


def place(row: int) -> Place:
    """Read one row of the table.

    Parameters
    ----------
    row
        A row that :func:`rows` gave.

    Returns
    -------
    Place
        The place.
    """
    table = _columns()
    if row >= len(table.ids):
        return Place(row, *learnt.cells(row - len(table.ids)))
    return Place(
        row,
        f"geonames:{table.ids[row]}",
        table.names[row].as_py(),
        table.codes[table.countries[row]],
        float(table.latitudes[row]),
        float(table.longitudes[row]),
        int(table.populations[row]),
        int(table.polygons[row]),
        int(table.units[row]),
        bool(table.capitals[row]),
    )


def by_id(place_id: str) -> Place | None:
    """Find a place by the id that a geocoded table carries.

    Parameters
    ----------
    place_id
        Such as ``"geonames:1168446"``.

    Returns
    -------
    Place or None
        The place, or ``None`` when the id is not one of the gazetteer's.
    """
    prefix, _, number = place_id.partition(":")
    ids = _columns().ids
    if prefix == "geonames" and number.isdecimal():
        row = int(np.searchsorted(ids, min(int(number), 2**31 - 1)))
        if row < len(ids) and ids[row] == int(number):
            return place(row)
    own = learnt.by_id(place_id) if learnt.learnt() else -1
    return place(len(ids) + own) if own >= 0 else None


def find(text: str, *, country: str | None = None) -> list[Place]:
    """Find the places that bear a name.

    Parameters
    ----------
    text
        A name in any script and spelling.
    country
        ISO 3166-1 alpha-3; ``None`` looks in the whole world.

    Returns
    -------
    list of Place
        Those whose own name it is first, then by row.

    Examples
    --------
    >>> [(place.name, place.country) for place in find("Rask", country="IRN")]
    [('Rāsak', 'IRN')]
    """
    key = fold(text)
    found = rows(key) if country is None else rows_in(key, frozenset({country}))
    if country is None:
        found = found + learnt_rows(key, beside=found)
    return sorted(
        (place(row) for row in found), key=lambda item: (fold(item.name) != key, item.row)
    )


def within(bounds: tuple[float, float, float, float]) -> list[Place]:
    """List the places in a box, for a map.

    Parameters
    ----------
    bounds
        west, south, east, north in degrees.

    Returns
    -------
    list of Place
        The 4,000 with the most people, capitals first.
    """
    table = _columns()
    west, south, east, north = bounds
    inside = (
        (table.longitudes >= west)
        & (table.longitudes <= east)
        & (table.latitudes >= south)
        & (table.latitudes <= north)
    )
    found = np.flatnonzero(inside)
    order = np.lexsort((found, -table.populations[found], ~table.capitals[found]))
    return [place(int(row)) for row in found[order][:4000]]
