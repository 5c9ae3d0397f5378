"""What is known only to a province, a country or the sea: the unit drawn, or why nothing is."""

from __future__ import annotations

from . import phrases
from .answers import Answer, Query
from .candidates import named
from .countries import country_name
from .unit_names import Match, find_units
from .units import Unit, drawn_by, units


def nowhere(query: Query, precision: int) -> Answer:
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


def area(
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
    found = find_units(query.place, query.country, misspelt=False)
    rest = phrases.whole(query.place)
    if found.rows or not rest:
        return found
    return find_units(rest, query.country, misspelt=False)


def _own_unit(query: Query) -> Match:
    """The first-level unit that the place cell itself names."""
    nothing = Match((), "none", "")
    if not query.place or not query.country:
        return nothing
    match = _named_unit(query)
    kinds = {"", "province"} | ({"district"} if query.precision == 4 else set())
    return match if match.feature in kinds else nothing


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
