"""Which place is meant: candidates weighed by evidence, and a plain reason for every answer.

A place is pinned when what the row says leaves one place only. The evidence, in this order:

1. the stated country - a name is never matched in another one;
2. the stated province - a candidate elsewhere is passed over, never pinned;
3. the kind of place said (village, district, mountain): a district is never a point;
4. whether it is the candidate's own name or one of its other names;
5. the number of people, only together with 4, and only when it is overwhelming.

What remains undecided is not pinned: the row falls back to its province, or to nothing, and the
candidates go to ``alternatives``. Nothing similar-sounding is ever pinned.
"""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING, NamedTuple

from . import gazetteer, learnt, phrases
from .candidates import in_full, named, registered, respelt, settlements
from .countries import country_code, country_name, territories
from .names import fold, join, strip_generic
from .units import Match, Unit, belongs_to, drawn_by, find_units, units
from .variants import alike

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .gazetteer import Place

POINT_KM = 5.0
"""A gazetteer's point stands for the whole settlement."""
NEAR_KM = 25.0
"""UCDP's where_prec 2: within about 25 km of a named place."""
SAME_KM = 10.0
"""Candidates this close together are one place that is filed twice."""
NEIGHBOURS = "one of"
"""How a rule begins that leaves several places close together."""
OVERWHELMING = 20
"""How many times the people of every rival make a namesake stand out."""
LARGE = 50_000
"""The fewest people of a place that may stand out."""
LOCAL = 10_000
"""The fewest people of a place that may stand out among its namesakes in the stated province."""
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
    """Where a row is put, and why."""

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


@learnt.remembered(200_000)
def resolve(query: Query) -> Answer:
    """Decide where one row lies.

    Parameters
    ----------
    query
        What the row says.

    Returns
    -------
    Answer
        A point, a ring, a unit to draw, or nothing; always with the reason in ``note``.
    """
    query = query._replace(country=belongs_to(query.admin1, query.country))
    province = (
        find_units(query.admin1, query.country)
        if query.admin1 and query.country
        else Match((), "none", "")
    )
    precision = query.precision or _infer(query)
    if precision in {3, 4, 5}:
        return _area(query, province, precision)
    if precision >= 6 or not query.place:
        return _nowhere(query, precision)
    return _point(query, province, precision)


def _infer(query: Query) -> int:
    """The precision of a row that states none, from its words."""
    if not query.place:
        return 4 if query.admin1 else 6
    phrase = phrases.parse(query.place)
    if query.country and country_code(query.place) == query.country:
        return 6
    if phrase.feature in phrases.AREAS:
        return 4 if phrase.feature == "province" else 3
    if phrase.relation in {"line", "part"}:
        return 5
    same = query.admin1 and join(strip_generic(fold(query.admin1)).core) == join(
        strip_generic(fold(query.place)).core
    )
    if phrase.feature == "" and (same or _names_a_unit(query, phrase)):
        return 4
    near = query.relation in {"near", "off", "along", "between"} or phrase.relation in {
        "near",
        "away",
    }
    return 2 if near else 1


def _names_a_unit(query: Query, phrase: phrases.Phrase) -> bool:
    """Whether a bare name is first of all that of a province.

    It is not when the province cannot be drawn, when the name is the capital's, or when it is a
    town's own name and only one of the province's other names.
    """
    match = (
        find_units(query.place, query.country, misspelt=False)
        if query.country
        else Match((), "none", "")
    )
    if match.how not in {"name", "code"} or not drawn_by(match.rows[0]):
        return False
    places = next(named(phrase, query.country), [])
    own = fold(units()[match.rows[0]].name) in phrase.names
    return not any(place.capital or (not own and _own_name(place, phrase)) for place in places)


def _nowhere(query: Query, precision: int) -> Answer:
    """An answer without geometry: a country, the sea, or no words at all."""
    if query.country and precision == 6:
        note = f"known only to the country: {country_name(query.country)}"
        return Answer(
            "none",
            note,
            "admin",
            precision,
            place_id=f"country:{query.country}",
            name=country_name(query.country),
        )
    note = "at sea or in the air, without coordinates" if precision == 7 else "no place is stated"
    return Answer("none", note, precision=precision if query.country or query.place else 0)


def _area(
    query: Query, province: Match, precision: int, reason: str = "", others: str = ""
) -> Answer:
    """The province that the row names, in the place cell or beside it."""
    own = _own_unit(query)
    match = own if own.rows else province
    if not match.rows and query.place and not reason:
        match, reason = _province_of_place(query)
    if not match.rows:
        what = (
            f"the province {query.admin1!r} is not known"
            if query.admin1
            else "no province is stated"
        )
        note = "; ".join(filter(None, (reason, what)))
        return Answer(
            "none",
            note,
            precision=precision if reason == "" else 6 if query.country else 0,
            alternatives=others,
        )
    unit = units()[match.rows[0]]
    notes = [reason, *_unit_notes(unit, match, query, precision)]
    drawable = bool(drawn_by(unit.row))
    return Answer(
        "area" if drawable else "none",
        "; ".join(filter(None, notes)),
        "fuzzy" if match.how == "close" else "admin",
        precision,
        unit=unit.row if drawable else -1,
        place_id=unit.unit_id,
        name=unit.name,
        alternatives=others,
    )


def _named_unit(query: Query) -> Match:
    """The first-level units that the place cell names, well spelled."""
    if not query.country:
        return Match((), "none", "")
    return find_units(query.place, query.country, misspelt=False)


def _own_unit(query: Query) -> Match:
    """The first-level unit that the place cell itself names."""
    nothing = Match((), "none", "")
    if not query.place or not query.country:
        return nothing
    match = _named_unit(query)
    if match.feature not in {"", "province"}:
        return nothing
    return match


def _province_of_place(query: Query) -> tuple[Match, str]:
    """The province of a district or town whose province is not stated, when all namesakes agree."""
    phrase = phrases.parse(query.place)
    found = {place.unit for place in next(named(phrase, query.country), [])}
    if len(found) == 1 and -1 not in found and phrase.relation not in {"line", "part"}:
        return Match(tuple(found), "name", ""), f"the province of {query.place}"
    return Match((), "none", ""), ""


def _unit_notes(unit: Unit, match: Match, query: Query, precision: int) -> list[str]:
    """What a reviewer must know about the polygon drawn."""
    notes = []
    if match.how == "close":
        notes.append(f"{query.admin1!r} read as {unit.name}")
    if precision == 3:
        notes.append("known to the district; drawn as its province")
    if unit.fit == "within":
        larger = ", ".join(units()[row].name for row in drawn_by(unit.row))
        notes.append(f"{unit.name} has no polygon here; drawn as {larger}, which holds it")
    if unit.fit == "none":
        notes.append(f"{unit.name} has no polygon here")
    return notes


def _point(query: Query, province: Match, precision: int) -> Answer:
    """A settlement that the row names, or the reason why it is not pinned."""
    phrase = phrases.parse(query.place)
    refused = _refusal(query, phrase, province)
    if refused:
        return _area(query, province, 3 if phrase.feature == "district" else 4, refused)
    inside, found = settlements(phrase, query.country, query.admin1, province)
    inside = _beside_settlements(phrase, query, province, inside, found)
    if not found and not inside:
        where = f" in {country_name(query.country)}" if query.country else ""
        return _area(query, province, 4, f"no place named {query.place!r}{where} in the gazetteer")
    if query.admin1 and not inside and (province.rows or not query.country):
        note = f"the places of this name lie outside {query.admin1}"
        return _area(query, province, 4, note, _listed(found))
    chosen, rule = _choose(inside or found, phrase, query, LOCAL if inside else LARGE)
    if chosen is None:
        return _area(query, province, 4, rule, _listed(inside or found))
    precision = 2 if rule.startswith(NEIGHBOURS) else precision
    return _pinned(query, chosen, rule, [*inside, *found], precision)


def _beside_settlements(
    phrase: phrases.Phrase,
    query: Query,
    province: Match,
    inside: list[Place],
    found: list[Place],
) -> list[Place]:
    """Candidates that are no settlements of GeoNames, where they are asked for or none is."""
    country = query.country
    if phrase.feature == "airbase":
        return registered(phrase, country, province, "S") or inside
    anywhere = not province.rows and (found or query.admin1)
    if anywhere or (inside and phrase.feature != "village"):
        return inside
    inside = inside + registered(phrase, country, province, "V")
    if inside or not province.rows:
        return inside
    towns = respelt(phrase, province)
    seats = registered(phrase, country, province, "A")
    return towns + [unit for unit in seats if not any(_km(unit, t) <= NEAR_KM for t in towns)]


def _refusal(query: Query, phrase: phrases.Phrase, province: Match) -> str:
    """Why a place cell cannot be one point, or nothing."""
    if phrase.relation == "line":
        return f"{query.place!r} is a line, not a point"
    if phrase.relation == "away":
        return f"{query.place!r} is at a distance from the place named"
    if phrase.feature in phrases.AREAS or phrase.relation == "part":
        return f"{query.place!r} is an area, not a point"
    other = phrase.feature not in phrases.SETTLEMENTS | phrases.BESIDE
    if other and not in_full(phrase, query.country):
        return f"the gazetteer has no {phrase.feature}s"
    if query.country and country_code(query.place) == query.country and not province.rows:
        return f"{query.place!r} is the country"
    return ""


def _choose(
    places: list[Place], phrase: phrases.Phrase, query: Query, least: int
) -> tuple[Place | None, str]:
    """The one place meant, with the rule that decided; or none, with the reason."""
    own = [place for place in places if _own_name(place, phrase)]
    best = max(own or places, key=lambda place: (_people(place, places), place.population))
    if all(_km(best, place) <= SAME_KM for place in places):
        return best, "the only place of this name" + (" in its province" if query.admin1 else "")
    if all(_km(best, place) <= NEAR_KM for place in places):
        return best, f"{NEIGHBOURS} {len(places)} places of this name within 25 km"
    most = max(place.population for place in places if _km(best, place) > SAME_KM)
    stands_out = _people(best, places) >= max(least, OVERWHELMING * most)
    alone = all(_km(best, place) <= SAME_KM for place in own)
    known = least == LOCAL or alone or any(p.capital for p in own if _km(best, p) <= SAME_KM)
    if own and known and stands_out and query.country and phrase.feature in {"", "town"}:
        words = "in its province" if least == LOCAL else "whose own name it is"
        return best, f"by far the largest of this name {words}"
    return None, f"{len(places)} places of this name, far apart"


def _people(place: Place, places: list[Place]) -> int:
    """The most people that any record of the same place gives: it may be filed twice."""
    return max(other.population for other in places if _km(place, other) <= SAME_KM)


def _kind(place: Place, phrase: phrases.Phrase) -> str:
    if gazetteer.is_learnt(place):
        return "learnt"
    return "exact" if _own_name(place, phrase) else "alias"


def _own_name(place: Place, phrase: phrases.Phrase) -> bool:
    """Whether the words are the place's own name rather than one of its others."""
    return fold(place.name) in phrase.names


def _pinned(query: Query, place: Place, rule: str, found: list[Place], precision: int) -> Answer:
    """The answer for a place that is settled."""
    phrase = phrases.parse(query.place)
    near = precision == 2 or query.relation in {"near", "off", "along", "between"}
    airport, unit = place.feature == "S", place.feature == "A"
    beside = phrase.feature in phrases.BESIDE and not airport and not in_full(phrase, query.country)
    near = near or phrase.relation == "near" or beside
    radius = max(NEAR_KM if near else POINT_KM, place.radius if unit else 0)
    return Answer(
        role="near" if near or unit else "point",
        note="; ".join([rule, *_cautions(query, phrase, place)]),
        kind=_kind(place, phrase),
        precision=2 if near or unit else 1,
        longitude=place.longitude,
        latitude=place.latitude,
        uncertainty=round(radius, 1),
        place_id=place.place_id,
        name=place.name,
        alternatives=_listed({other: 0 for other in found if other.row != place.row}),
    )


def _cautions(query: Query, phrase: phrases.Phrase, place: Place) -> list[str]:
    """What a reviewer must know about the place pinned."""
    notes = []
    if place.feature == "A":
        notes.append("the unit of that name, whole inside the ring")
    elif any(alike(name, fold(place.name)) for name in phrase.names) and not any(
        place.row in gazetteer.rows(key, "" if place.feature == "P" else place.feature)
        for name in phrase.names
        for key in phrases.keys(name)
    ):
        notes.append(f"spelled {place.name} in the gazetteer")
    if query.country and place.country in territories(query.country):
        notes.append(f"in {country_name(place.country)}, which sources count in the stated country")
    return notes


def _listed(places: Iterable[Place]) -> str:
    """Candidates for a reviewer, the most people first."""
    ranked = sorted(places, key=lambda place: (-place.population, place.row))[:SHOWN]
    return "; ".join(map(_described, ranked))


def _described(place: Place) -> str:
    """One candidate: name, province, country, coordinates and id."""
    province = f"{units()[place.unit].name}, " if place.unit >= 0 else ""
    where = f"{place.latitude:.4f} {place.longitude:.4f} {place.place_id}"
    return f"{place.name} ({province}{place.country}) {where}"


def _km(one: Place, other: Place) -> float:
    """Great-circle distance in kilometres."""
    lat1, lat2 = radians(one.latitude), radians(other.latitude)
    half = (
        sin((lat2 - lat1) / 2) ** 2
        + cos(lat1) * cos(lat2) * sin(radians(other.longitude - one.longitude) / 2) ** 2
    )
    return 12742 * asin(sqrt(half))
