"""Pinning a place: candidates weighed by evidence, and a plain reason for every answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import gazetteer, phrases
from .answers import NEAR_KM, POINT_KM, Answer, Query, Refusal, kilometres, listed, within
from .candidates import in_full, named, registered, respelt, settlements
from .countries import country_code, country_name, territories
from .names import fold
from .variants import alike

if TYPE_CHECKING:
    from .gazetteer import Place
    from .unit_names import Match

SAME_KM = 10.0
"""Candidates this close together are one place that is filed twice."""
NEIGHBOURS = "one of"
"""How a rule begins that leaves several places close together."""
OVERWHELMING = 20
"""How many times the people of every rival make a namesake stand out."""
LARGE = 50_000
"""The fewest people of a place that may stand out."""
CITY = 100_000
"""The fewest people of a city that is meant by its name, whoever else in its country bears it."""
LOCAL = 10_000
"""The fewest people of a place that may stand out among its namesakes in the stated province."""


def pin(query: Query, province: Match, precision: int) -> Answer | Refusal:
    """Find the one place that a row names.

    Parameters
    ----------
    query
        What the row says.
    province
        The units that its stated province means.
    precision
        1 or 2: the place itself, or near it.

    Returns
    -------
    Answer or Refusal
        A point or a ring; or the reason why nothing can be pinned.
    """
    phrase = phrases.parse(query.place)
    refused = _refusal(query, phrase, province) or _several(query, province, precision)
    if refused and phrase.feature == "district" and query.precision == 2 and province.rows:
        units = registered(phrase, query.country, province, "A")
        if len(units) == 1:  # "near" a district that a ring holds is that ring
            return _pinned(query, units[0], "a small district", units, precision)
    if refused:
        return Refusal(refused, precision=3 if phrase.feature == "district" else 4)
    inside, found = settlements(phrase, query.country, query.admin1, province)
    inside = _beside_settlements(phrase, query, province, inside, found)
    if not found and not inside:
        where = f" in {country_name(query.country)}" if query.country else ""
        return Refusal(f"no place named {query.place!r}{where} in the gazetteer")
    if query.admin1 and not inside and (province.rows or not query.country):
        note = f"the places of this name lie outside {query.admin1}"
        return Refusal(note, listed(found))
    chosen, rule = _choose(inside or found, phrase, query, LOCAL if inside else LARGE)
    if chosen is None:
        return Refusal(rule, listed(inside or found))
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
    return towns + [unit for unit in seats if not any(within(unit, t, NEAR_KM) for t in towns)]


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
    names_country = query.country and country_code(query.place) == query.country
    if names_country and not province.rows and not _is_capital(query, phrase):
        return f"{query.place!r} is the country"
    return ""


def _several(query: Query, province: Match, precision: int) -> str:
    """Why a cell with a slash is no point: its parts are places far apart, not names of one."""
    parts = [part for part in query.place.split("/") if part.strip()]
    if len(parts) < 2:
        return ""
    found = [pin(query._replace(place=part), province, precision) for part in parts]
    points = [answer for answer in found if isinstance(answer, Answer)]
    if all(kilometres(points[0], point) <= NEAR_KM for point in points[1:]):
        return ""
    return f"{query.place!r} names places far apart"


def _is_capital(query: Query, phrase: phrases.Phrase) -> bool:
    """Whether a row that says it knows the place names a capital, not the country (Tunis)."""
    places = next(named(phrase, query.country), []) if query.precision in {1, 2} else []
    return any(place.capital for place in places)


def _choose(
    places: list[Place], phrase: phrases.Phrase, query: Query, least: int
) -> tuple[Place | None, str]:
    """The one place meant, with the rule that decided; or none, with the reason."""
    own = [place for place in places if _own_name(place, phrase)]
    if not query.place.isascii() and not own:  # GeoNames' own names are in Latin letters
        own = places
    best = max(own or places, key=lambda place: (_people(place, places), place.population))
    if all(within(best, place, SAME_KM) for place in places):
        return best, "the only place of this name" + (" in its province" if query.admin1 else "")
    if all(within(best, place, NEAR_KM) for place in places):
        return best, f"{NEIGHBOURS} {len(places)} places of this name within 25 km"
    local = least == LOCAL
    if local:  # in one province the city is meant, by whichever of its names
        best = max(places, key=lambda place: (_people(place, places), place.population))
    most = max(place.population for place in places if kilometres(best, place) > SAME_KM)
    stands_out = _people(best, places) >= max(least, OVERWHELMING * most)
    alone = all(within(best, place, SAME_KM) for place in own)
    capital = any(p.capital for p in own if within(best, p, SAME_KM))
    city = best in own and _people(best, places) >= CITY
    known = local or (own and (alone or capital or city))
    if known and stands_out and query.country and phrase.feature in {"", "town"}:
        words = "in its province" if local else "whose own name it is"
        return best, f"by far the largest of this name {words}"
    return None, f"{len(places)} places of this name, far apart"


def _people(place: Place, places: list[Place]) -> int:
    """The most people that any record of the same place gives: it may be filed twice."""
    return max(other.population for other in places if within(place, other, SAME_KM))


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
    near = near or (airport and phrase.feature != "airbase")
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
        alternatives=listed({other: 0 for other in found if other.row != place.row}),
    )


def _cautions(query: Query, phrase: phrases.Phrase, place: Place) -> list[str]:
    """What a reviewer must know about the place pinned."""
    notes = []
    if place.feature == "S" and phrase.feature != "airbase":
        notes.append("the airport of that name: 95 of 100 lie within 25 km of their town")
    elif place.feature == "A":
        notes.append("the unit of that name, whole inside the ring")
    elif any(
        name != fold(place.name) and alike(name, fold(place.name)) for name in phrase.names
    ) and not any(
        place.row in gazetteer.rows(key, "" if place.feature == "P" else place.feature)
        for name in phrase.names
        for key in phrases.keys(name)
    ):
        notes.append(f"spelled {place.name} in the gazetteer")
    if query.country and place.country in territories(query.country):
        notes.append(f"in {country_name(place.country)}, which sources count in the stated country")
    return notes
