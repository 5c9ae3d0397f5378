"""Which place is meant, with the whole report as evidence.

The country and the province said beside a name come first, then the country the story is in,
then the places near those already settled. What stays undecided is not pinned.
"""

from __future__ import annotations

from functools import lru_cache
from math import asin, atan2, cos, degrees, radians, sin
from typing import TYPE_CHECKING, NamedTuple

from .. import gazetteer
from ..names import fold
from ..units import drawn_by, units
from .knowns import weight

if TYPE_CHECKING:
    from ..gazetteer import Place
    from .knowns import Toponym

EARTH_KM = 6371.0


class Hints(NamedTuple):
    """What is known about where a name lies.

    Attributes
    ----------
    countries
        Country -> weight: said beside the name, in the sentence, in the block, in the report.
    units
        Rows of first-level units said beside the name.
    loose_units
        Rows of units said elsewhere in the report.
    spots
        Places settled before: latitude, longitude.
    """

    countries: dict[str, float]
    units: frozenset[int]
    loose_units: frozenset[int]
    spots: tuple[tuple[float, float], ...]


class Spot(NamedTuple):
    """A settled place.

    Attributes
    ----------
    name
        As written.
    country
        ISO 3166-1 alpha-3, or empty.
    unit
        Row of the first-level unit or polygon, -1 for none.
    latitude, longitude
        Degrees, NaN for an area.
    place_id
        The gazetteer's id, or empty.
    level
        As the name's.
    rivals
        Candidates passed over that were about as likely.
    """

    name: str
    country: str
    unit: int
    latitude: float
    longitude: float
    place_id: str
    level: str
    rivals: tuple[int, ...] = ()


NAN = float("nan")


def settle(name: Toponym, hints: Hints) -> Spot:
    """Settle one name.

    Parameters
    ----------
    name
        The name.
    hints
        What is known.

    Returns
    -------
    Spot
        A place, a unit, a country; with the name alone when nothing is known.
    """
    if name.level == "country" and name.countries:
        return Spot(
            name.text, name.countries[0], -1, NAN, NAN, f"country:{name.countries[0]}", "country"
        )
    if name.level == "admin1" and name.unit >= 0:
        unit = units()[name.unit]
        return Spot(name.text, unit.country, name.unit, NAN, NAN, unit.unit_id, "admin1")
    if name.level in {"region", "sea"}:
        country = max(name.countries, key=lambda c: hints.countries.get(c, 0.0), default="")
        return Spot(
            name.text, country if name.level == "region" else "", -1, NAN, NAN, "", name.level
        )
    places = [gazetteer.place(row) for row in name.places]
    if not places:
        return _unknown(name, hints)
    ranked = sorted(places, key=lambda p: (-_score(p, name, hints), p.row))
    best = ranked[0]
    close = tuple(
        p.row
        for p in ranked[1:4]
        if _score(best, name, hints) - _score(p, name, hints) < 0.7
        and kilometres((best.latitude, best.longitude), (p.latitude, p.longitude)) > 25
    )
    if name.level == "admin2":
        return Spot(
            name.text, best.country, unit_of(best), NAN, NAN, best.place_id, "admin2", close
        )
    return Spot(
        name.text,
        best.country,
        unit_of(best),
        best.latitude,
        best.longitude,
        best.place_id,
        "town",
        close,
    )


def _unknown(name: Toponym, hints: Hints) -> Spot:
    """A name that nobody knows: the unit and the country said beside it."""
    unit = next(iter(sorted(hints.units)), -1)
    country = max(hints.countries, key=lambda c: (hints.countries[c], c), default="")
    if unit < 0:  # one province of that country is all that the report speaks of
        loose = [row for row in hints.loose_units if units()[row].country == country]
        unit = loose[0] if len(loose) == 1 else -1
    country = units()[unit].country if unit >= 0 else country
    level = "admin2" if name.level == "admin2" else "unknown"
    return Spot(name.text, country, unit, NAN, NAN, "", level)


def unit_of(place: Place) -> int:
    """The polygon a place lies in, or its unit."""
    return place.polygon if place.polygon >= 0 else place.unit


def _score(place: Place, name: Toponym, hints: Hints) -> float:
    score = weight(place) + hints.countries.get(place.country, -2.0)
    score += 1.2 if fold(place.name) == fold(name.name) else 0.0
    score += 0.8 if place.capital else 0.0
    if hints.units:
        score += 5.0 if _in_units(place, hints.units) else -1.5
    if hints.loose_units:
        score += 1.6 if _in_units(place, hints.loose_units) else 0.0
    if hints.spots:
        near = min(
            kilometres(spot, (place.latitude, place.longitude)) for spot in hints.spots[-12:]
        )
        score += 2.2 if near < 60 else 1.5 if near < 150 else 0.8 if near < 400 else 0.0
    return score


def _in_units(place: Place, rows: frozenset[int]) -> bool:
    own = {place.polygon, place.unit} - {-1}
    if own & rows:
        return True
    return any(own & set(drawn(row)) for row in rows)


@lru_cache(maxsize=4096)
def drawn(row: int) -> tuple[int, ...]:
    """The rows of the units that are drawn for one."""
    return tuple(drawn_by(row))


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance between two points (latitude, longitude), in km."""
    lat1, lat2 = radians(one[0]), radians(other[0])
    half = (
        sin((lat2 - lat1) / 2) ** 2
        + cos(lat1) * cos(lat2) * sin(radians(other[1] - one[1]) / 2) ** 2
    )
    return 2 * EARTH_KM * asin(min(1.0, half**0.5))


def moved(latitude: float, longitude: float, km: float, bearing: int) -> tuple[float, float]:
    """The point at a distance and direction from another.

    Parameters
    ----------
    latitude, longitude
        Degrees, EPSG:4326.
    km
        Kilometres along the great circle, on a sphere of 6,371 km.
    bearing
        Degrees from north, clockwise.

    Returns
    -------
    tuple of float
        Latitude and longitude, to five decimals.
    """
    angle, lat, turn = km / EARTH_KM, radians(latitude), radians(bearing)
    new = asin(sin(lat) * cos(angle) + cos(lat) * sin(angle) * cos(turn))
    shift = atan2(sin(turn) * sin(angle) * cos(lat), cos(angle) - sin(lat) * sin(new))
    return round(degrees(new), 5), round((longitude + degrees(shift) + 540) % 360 - 180, 5)
