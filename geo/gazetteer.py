"""Names to candidate places: 234,908 places of GeoNames and a million spellings of their names.

Beside them stand villages of registers, administrative units and airports, found only by those
who ask for their class, so that they never make a town ambiguous.

Places that the user has added (:mod:`geo.learnt`) follow in the same numbering of rows. They are
asked for by country, so that a name learnt in one country never meets one of another.

A look-up asks a memory-mapped trie and reads single rows of a column table. It loads no polygon.
Nothing here decides: which candidate is meant is :mod:`geo.geocode`'s business.
"""

from __future__ import annotations

from itertools import compress
from operator import not_
from typing import TYPE_CHECKING, NamedTuple

from . import learnt, shipped
from .names import fold
from .reference import edition

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "Place",
    "by_id",
    "edition",
    "find",
    "is_learnt",
    "is_name",
    "learnt_rows",
    "place",
    "rows",
    "rows_in",
]


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
    feature
        ``P`` a settlement of GeoNames; ``V`` a village of a register; ``A`` an administrative
        unit below the first level; ``S`` an airport or air base; or the feature class of a
        GeoNames file that the user has added.
    radius
        Kilometres around the point that hold the whole of a unit; 0 for a point.
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
    feature: str = "P"
    radius: float = 0.0


_unpack, _SIZE = shipped.RECORD.unpack_from, shipped.RECORD.size
_of_cells = tuple.__new__
"""Makes a record of a tuple in half the time of ``Place._make``, which counts its cells."""


def is_name(folded: str) -> bool:
    """Whether a shipped settlement bears a folded name: the quickest question of all.

    Parameters
    ----------
    folded
        What :func:`geo.names.fold` returned.

    Returns
    -------
    bool
        About 0.3 microseconds; a reader of reports may ask for every run of words.
    """
    return bool(folded) and folded in shipped.indexes()[0].trie


def rows(folded: str, feature: str = "") -> list[int]:
    """Find the rows of the shipped places that bear a folded name.

    Parameters
    ----------
    folded
        What :func:`geo.names.fold` returned.
    feature
        Empty for settlements, else one of the classes of :class:`Place`.

    Returns
    -------
    list of int
        Rows in rising order; empty when nobody bears the name.
    """
    return shipped.rows(folded, feature)


def rows_in(folded: str, country: str, feature: str = "") -> list[int]:
    """Find the rows of the places in a country that bear a folded name.

    Parameters
    ----------
    folded
        What :func:`geo.names.fold` returned.
    country
        ISO 3166-1 alpha-3.
    feature
        Empty for settlements, else one of the classes of :class:`Place`.

    Returns
    -------
    list of int
        Rows in rising order.
    """
    found = shipped.rows(folded, feature, country)
    if not learnt.learnt():
        return found
    return found + learnt_rows(folded, country, feature=feature, beside=found)


def learnt_rows(
    folded: str,
    country: str = "",
    *,
    feature: str = "",
    beside: Iterable[int] = (),
) -> list[int]:
    """Find the rows of the places that the user has added under a folded name.

    Parameters
    ----------
    folded
        What :func:`geo.names.fold` returned.
    country
        ISO 3166-1 alpha-3; empty for the whole world.
    feature
        Empty for settlements, else one of the classes of :class:`Place`.
    beside
        Shipped rows that are known already: the same place is not given again.

    Returns
    -------
    list of int
        Rows in rising order, behind those of the shipped places.
    """
    if not learnt.learnt():
        return []
    first = shipped.columns().firsts[-1]
    known = {shipped.id_of(row) for row in beside}
    return [
        first + row
        for row in learnt.rows(folded, feature=feature)
        if (not country or learnt.country(row) == country) and learnt.cells(row)[0] not in known
    ]


def is_learnt(place: Place) -> bool:
    """Whether the user added a place, rather than the shipped gazetteer holding it."""
    return place.row >= shipped.columns().firsts[-1]


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
    table = shipped.columns()
    if row >= table.firsts[-1]:
        return Place(row, *learnt.cells(row - table.firsts[-1]))
    number, lat, lon, people, radius, start, size, country, polygon, unit, source, kind, seat = (
        _unpack(table.records, row * _SIZE)
    )
    return _of_cells(
        Place,
        (
            row,
            shipped.place_id(table.prefixes[source], number),
            table.names[start : start + size].decode(),
            table.codes[country],
            lat,
            lon,
            people,
            polygon,
            unit,
            seat,
            table.classes[kind],
            radius,
        ),
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
    row = shipped.by_id(place_id)
    if row < 0 and learnt.learnt():
        own = learnt.by_id(place_id)
        row = shipped.columns().firsts[-1] + own if own >= 0 else -1
    return place(row) if row >= 0 else None


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
    return list(_found(text, country or ""))


@learnt.remembered(16_384)
def _found(text: str, country: str) -> tuple[Place, ...]:
    """What :func:`find` gives: a table says the same names again and again."""
    key = fold(text)
    found = shipped.rows(key, "", country)
    if learnt.learnt():
        found = found + learnt_rows(key, country, beside=found)
    if len(found) < 2:
        return (place(found[0]),) if found else ()
    places = [place(row) for row in found]
    own = [fold(item.name) == key for item in places]
    return (*compress(places, own), *compress(places, map(not_, own)))
