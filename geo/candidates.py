"""Which places could be meant: by name, by spelling, by register - and which lie where stated.

Settlements of the gazetteer come first. Only where none of that name lies in the stated province
are others asked: villages of a register, the seat of a small unit of that name, and a settlement
whose name is the same in another romanisation (:mod:`geo.variants`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from shapely import Point

from . import gazetteer, phrases, shipped
from .boundaries import unit_polygon
from .countries import territories
from .names import fold
from .successors import successors
from .unit_names import Match, find_units
from .units import Unit, claims, contested, drawn_by, units
from .variants import alike, skeleton

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .gazetteer import Place
    from .phrases import Phrase

BORDER_DEGREES = 0.05
"""How far outside the stated province a town on its border may lie, about 5 km."""
SEAT_KM = 25.0
"""A unit that fits into this radius may stand for the place it is named for."""


def named(phrase: Phrase, country: str, feature: str = "") -> Iterator[list[Place]]:
    """Give, for each name of a phrase that anybody bears, the places that bear it.

    Parameters
    ----------
    phrase
        What was read.
    country
        ISO 3166-1 alpha-3 of the stated country; empty looks in the whole world.
    feature
        A class of :class:`geo.gazetteer.Place`; empty for settlements.

    Yields
    ------
    list of Place
        In the order of trust of the names.
    """
    for name in phrase.names:
        for key in phrases.keys(name):
            rows = _rows(key, country, feature)
            if rows:
                yield [gazetteer.place(row) for row in rows]
                break


def _rows(key: str, country: str, feature: str) -> list[int]:
    """Rows of places in a country, or in a territory that some view counts in it."""
    if not country:
        return gazetteer.rows(key, feature)
    own = gazetteer.rows_in(key, country, feature)
    if country in contested():
        rest = [row for row in gazetteer.rows(key, feature) if row not in own]
        own += [row for row in rest if _is_claimed(gazetteer.place(row), country)]
    if own:
        return sorted(own)
    added = gazetteer.learnt_rows(key, feature=feature)
    return [row for row in added if _is_claimed(gazetteer.place(row), country)]


def _is_claimed(place: Place, country: str) -> bool:
    both = claims(place.polygon) if place.polygon >= 0 else frozenset[str]()
    return len(both) > 1 and place.country in both and country in both


def settlements(
    phrase: Phrase, country: str, admin1: str, province: Match
) -> tuple[list[Place], list[Place]]:
    """Find the settlements of a name, and those of them that lie where the row says.

    Parameters
    ----------
    phrase
        What was read.
    country
        ISO 3166-1 alpha-3 of the stated country, or empty.
    admin1
        The stated province in its own words, or empty.
    province
        The units that it means.

    Returns
    -------
    tuple
        Those in the stated province (or on its border) for the first name that has any, and
        every place of the first name that anybody bears.
    """
    every: list[Place] = []
    for places in named(phrase, country):
        every = every or places
        inside = [place for place in places if agrees(place, province, admin1, country)]
        if inside:
            return inside, every
    if not every and not country:
        every = _learnt(phrase)
        inside = [place for place in every if agrees(place, province, admin1, country)]
        return inside, every
    if not every and not province.rows:
        every = _in_successors(phrase, country)
    return [place for place in every if _on_border(place, province)], every


def _learnt(phrase: Phrase) -> list[Place]:
    """Places that the user added; without a stated country only names that nobody else bears."""
    for key in (key for name in phrase.names for key in phrases.keys(name)):
        rows = gazetteer.learnt_rows(key)
        if rows:
            return [gazetteer.place(row) for row in rows]
    return []


def _in_successors(phrase: Phrase, country: str) -> list[Place]:
    """Places of countries that sources still count in the stated one."""
    found = (places for code in territories(country) for places in named(phrase, code))
    return next(found, [])


def in_full(phrase: Phrase, country: str) -> bool:
    """Whether a settlement bears the whole text as its name, generic words and all."""
    return any(named(phrase._replace(names=phrase.names[:1]), country))


def agrees(place: Place, province: Match, admin1: str, country: str) -> bool:
    """Whether a candidate lies in the stated province."""
    if not country and admin1:
        province = find_units(admin1, place.country)
    own = {place.unit, place.polygon} - {-1}
    if place.unit < 0:  # a place of the user's own on a polygon of before a reform
        own |= {successors().get(place.polygon, place.polygon)} - {-1}
    for row in province.rows:
        # Where no polygon is as small as the province, a place of no stated unit may be in it.
        larger = units()[row].fit == "within" and place.unit < 0
        parts = drawn_by(row) if larger or units()[row].fit == "parts" else [row]
        if own & {row, *parts}:
            return True
    return False


def _on_border(place: Place, province: Match) -> bool:
    """Whether a candidate lies just outside the stated province, on its border."""
    drawn = [
        row
        for row in province.rows
        if units()[row].fit in {"exact", "old", "parts"} and _in_box(place, units()[row])
    ]
    point = Point(place.longitude, place.latitude) if drawn else None
    shapes = [shape for row in drawn if (shape := unit_polygon(row)) is not None]
    return any(shape.distance(point) <= BORDER_DEGREES for shape in shapes)


def _in_box(place: Place, unit: Unit) -> bool:
    """Whether a place lies in a unit's box, widened; always where the unit has no box."""
    far = 2 * BORDER_DEGREES
    away = (
        place.longitude < unit.west - far
        or place.longitude > unit.east + far
        or place.latitude < unit.south - far
        or place.latitude > unit.north + far
    )
    return not away  # a comparison with NaN is false


def registered(phrase: Phrase, country: str, province: Match, feature: str) -> list[Place]:
    """Find villages, units or airports of a name in the stated province.

    Parameters
    ----------
    phrase
        What was read.
    country
        ISO 3166-1 alpha-3 of the stated country.
    province
        The units that the stated province means; empty looks in the whole country.
    feature
        ``V``, ``A`` or ``S``: a class of :class:`geo.gazetteer.Place`.

    Returns
    -------
    list of Place
        Units only when they fit into :data:`SEAT_KM`.
    """
    for places in named(phrase, country, feature) if country else ():
        there = [
            place
            for place in places
            if place.radius <= SEAT_KM
            and (not province.rows or agrees(place, province, "", country))
        ]
        if there:
            return there
    return []


def respelt(phrase: Phrase, province: Match) -> list[Place]:
    """Find settlements of the stated province whose name is this one in another romanisation.

    Parameters
    ----------
    phrase
        What was read.
    province
        The units that the stated province means.

    Returns
    -------
    list of Place
        By row; only GeoNames' own names are compared.
    """
    parts = {part for unit in province.rows for part in drawn_by(unit)}
    rows = {
        row
        for part in parts
        for name in phrase.names
        for row in _by_skeleton(part).get(skeleton(name) or "-", ())
    }
    places = [gazetteer.place(row) for row in sorted(rows)]
    return [
        place for place in places if any(alike(name, fold(place.name)) for name in phrase.names)
    ]


@lru_cache(maxsize=1024)
def _by_skeleton(unit: int) -> dict[str, list[int]]:
    """Skeleton -> settlements of one first-level unit."""
    name, table = shipped.columns().name, dict[str, list[int]]()
    for row in shipped.settlements_in(unit):
        table.setdefault(skeleton(fold(name(row))), []).append(row)
    return table
