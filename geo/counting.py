"""The province that one event is counted in: what it says weighed against where it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from . import gazetteer
from .countries import country_name
from .names import fold, strip_generic
from .successors import successors
from .unit_names import Match, belongs_to, find_units
from .units import Unit, claims, code_of, country_of, drawn_by, row_of_id, units

if TYPE_CHECKING:
    from .neighbours import Near

SEA = "the point lies at sea, more than 10 km from any province"
"""What is flagged of such a point, unless it is known to lie at sea."""


class Said(NamedTuple):
    """What one event says and what its geometry says; ``near`` is ``None`` without a point."""

    code: str
    admin1: str
    country: str
    place_id: str
    near: Near | None


class Joined(NamedTuple):
    """The answer for one event, in the order of :data:`geo.schema.PROVINCE_COLUMNS`.

    ``sure`` when no polygon farther off could change it: the point lies in one of the stated
    country, which is also that of the stated province if there is one.
    """

    country: str
    province: str
    code: str
    source: str
    flag: str
    sure: bool
    unit: int = -1


def weigh(said: Said, point_of_view: str) -> Joined:
    """Weigh what one event says."""
    stated_country = said.country
    said = said._replace(country=belongs_to(said.admin1, said.country))
    by_point, how = _by_point(said)
    flags = []
    stated, source = _stated(said)
    disagreement = _disagreement(stated, said) if stated is not None else ""
    sure = said.near is None or (how == "polygon" and not disagreement)
    if stated is not None:
        flags.append(disagreement)
        unit: Unit | None = stated
    else:
        unit, source, note = _by_geometry(said, by_point, how)
        flags.append(note)
        if said.admin1 and said.country:
            flags.insert(0, f"no province {said.admin1!r} is known in {country_name(said.country)}")
    if by_point is None and said.near and said.country:
        flags.append(_abroad(said, said.near))
    if said.near == () and not disagreement:
        flags.append(SEA)
    country = (country_of(unit, point_of_view) if unit else "") or said.country
    if country and stated_country and country != stated_country:
        instead = f"{country_name(country)}, not {country_name(stated_country)}"
        flags.append(f"counted in {instead}, from the point of view {point_of_view!r}")
    flag = "; ".join(dict.fromkeys(filter(None, flags)))
    if unit is None:
        return Joined(country, "", "", "none", flag, sure)
    code = code_of(unit, point_of_view)
    return Joined(country, unit.name, code, source, flag, sure, unit.row)


def _stated(said: Said) -> tuple[Unit | None, str]:
    """The unit that a given code or a stated name means."""
    if said.code:
        match = find_units(said.code, said.country or said.code[:2])
        if match.how == "code":
            return units()[match.rows[0]], "given"
    match = (
        find_units(said.admin1, said.country)
        if said.admin1 and said.country
        else Match((), "none", "")
    )
    if not match.rows:
        return None, "none"
    return units()[_held(match, said)], "given" if match.how == "code" else "name"


def _held(match: Match, said: Said) -> int:
    """Of units that bear the stated name alike (Kyiv, a city and a region): where the point is."""
    if len(match.namesakes) > 1 and said.near:
        for held, _ in said.near:
            for row in match.namesakes:
                if held in drawn_by(row):
                    return row
    return match.rows[0]


def _by_point(said: Said) -> tuple[Unit | None, str]:
    """The polygon of the point: of the stated country first, then the nearest."""
    ranked = (
        sorted(
            said.near or (),
            key=lambda pair: (said.country not in claims(pair[0]), pair[1], pair[0]),
        )
        if said.country
        else said.near
    )
    if not ranked or (said.country and said.country not in claims(ranked[0][0])):
        return None, "none"
    row, km = ranked[0]
    return units()[row], "polygon" if km == 0 else "nearest"


def _by_geometry(said: Said, by_point: Unit | None, how: str) -> tuple[Unit | None, str, str]:
    """The unit of the geocoded place, with its source and a note."""
    if said.place_id in row_of_id():
        return units()[row_of_id()[said.place_id]], "name", ""
    place = gazetteer.by_id(said.place_id)
    if place is not None and place.unit >= 0 and (by_point is None or by_point.fit == "old"):
        return units()[place.unit], "name", ""
    if by_point is None or by_point.fit != "old":
        return by_point, how, ""
    note = f"{by_point.name} is a polygon of an old vintage"
    if by_point.row in successors():
        today = units()[successors()[by_point.row]]
        return today, how, f"{note}; its places are counted in {today.name} today"
    return by_point, how, f"{note}, without a present code"


def _disagreement(stated: Unit, said: Said) -> str:
    """What to say when the point does not lie in the stated province."""
    if said.near is None:
        return ""
    drawn = set(drawn_by(stated.row)) | {stated.row}
    place = gazetteer.by_id(said.place_id)
    if (
        any(row in drawn or successors().get(row) == stated.row for row, _ in said.near)
        or (place is not None and place.unit == stated.row)
        or stated.fit == "none"
    ):
        return ""
    said_so = said.admin1 or stated.name
    if not said.near:
        return f"the row says {said_so}, the point lies in no province"
    there = units()[said.near[0][0]]
    if strip_generic(fold(said_so)).core == strip_generic(fold(there.name)).core:
        said_so, where = (
            f"{said_so} ({_told_apart(stated)})",
            f"{there.name} ({_told_apart(there)})",
        )
    else:
        where = there.name
    return f"the row says {said_so}, the point lies in {where}"


def _told_apart(unit: Unit) -> str:
    """What tells a unit from one of the same name."""
    vintage = "in older bounds" if unit.fit == "old" else ""
    return ", ".join(filter(None, (unit.type, unit.code or unit.unit_id, vintage)))


def _abroad(said: Said, near: Near) -> str:
    unit = units()[near[0][0]]
    where = f"{country_name(unit.country)} ({unit.name})"
    return f"the row says {country_name(said.country)}, the point lies in {where}"
