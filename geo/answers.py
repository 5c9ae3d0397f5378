"""What is asked about a row and what is answered: :class:`Query`, :class:`Answer`."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from .units import units

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .gazetteer import Place

POINT_KM = 5.0
"""A gazetteer's point stands for the whole settlement."""
NEAR_KM = 25.0
"""UCDP's where_prec 2: within about 25 km of a named place."""
SEA_KM = 50.0
"""An event off a port or coast town, or at a coordinate at sea."""
SHOWN = 5
"""Alternatives given for review."""


class Query(NamedTuple):
    """What a row says about where: the words and the precision, 0 when it is not stated."""

    place: str
    relation: str
    admin1: str
    country: str
    precision: int


class Answer(NamedTuple):
    """Where a row is put, and why.

    ``unit`` is the row of the unit to draw; ``line`` is its geometry where the role is ``line``.
    """

    role: str
    note: str
    kind: str = "none"
    precision: int = 0
    longitude: float = float("nan")
    latitude: float = float("nan")
    uncertainty: float = float("nan")
    unit: int = -1
    place_id: str = ""
    name: str = ""
    alternatives: str = ""
    line: Any = None


class Refusal(NamedTuple):
    """Why a row is no point, and the candidates passed over."""

    note: str
    alternatives: str = ""
    precision: int = 4


def listed(places: Iterable[Place]) -> str:
    """Candidates for a reviewer, the most people first."""
    ranked = sorted(places, key=lambda place: (-place.population, place.row))[:SHOWN]
    return "; ".join(map(_described, ranked))


def _described(place: Place) -> str:
    """One candidate: name, province, country, coordinates and id."""
    province = f"{units()[place.unit].name}, " if place.unit >= 0 else ""
    where = f"{place.latitude:.4f} {place.longitude:.4f} {place.place_id}"
    return f"{place.name} ({province}{place.country}) {where}"


class Spot(Protocol):
    """Whatever has a coordinate."""

    @property
    def latitude(self) -> float:
        """Degrees north."""

    @property
    def longitude(self) -> float:
        """Degrees east."""


def kilometres(one: Spot, other: Spot) -> float:
    """Great-circle distance in kilometres."""
    lat1, lat2 = radians(one.latitude), radians(other.latitude)
    half = (
        sin((lat2 - lat1) / 2) ** 2
        + cos(lat1) * cos(lat2) * sin(radians(other.longitude - one.longitude) / 2) ** 2
    )
    return 12742 * asin(sqrt(half))


def within(one: Place, other: Place, km: float) -> bool:
    """Whether two places lie at most so many kilometres apart."""
    return abs(one.latitude - other.latitude) <= km / 111 and kilometres(one, other) <= km
