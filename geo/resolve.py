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

from math import isnan

from . import learnt, lines, phrases
from .answers import NEAR_KM, SEA_KM, Answer, Query, Refusal, kilometres
from .areas import area, nowhere
from .boundaries import country_polygon, unit_polygon
from .candidates import named
from .context import completed
from .countries import country_code, country_name
from .names import fold, join, strip_generic
from .pins import pin
from .relations import Between, Offset, between, is_off, offset
from .unit_names import Match, belongs_to, find_units
from .units import drawn_by, units


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
    query = completed(query)
    query = query._replace(country=belongs_to(query.admin1, query.country))
    province = (
        find_units(query.admin1, query.country)
        if query.admin1 and query.country
        else Match((), "none", "")
    )
    precision = query.precision or _infer(query)
    related = _related(query, province, precision) if query.place else None
    if related is not None:
        return related
    if precision in {3, 4, 5}:
        return area(query, province, precision)
    if precision >= 6 or not query.place:
        return nowhere(query, precision)
    return _point(query, province, precision)


def _related(query: Query, province: Match, precision: int) -> Answer | None:
    """The answer for words that place an event between, beside or off what they name."""
    pair, off = between(query.place), offset(query.place)
    if pair and precision in {1, 2, 5}:
        return _border(query, pair, province) if pair.border else _way(query, pair)
    if off and precision in {1, 2, 7}:
        return _away(query, off)
    if query.place and (precision == 7 or query.relation == "off" or is_off(query.place)):
        return _at_sea(query) if precision in {1, 2, 7} else None
    phrase = phrases.parse(query.place)
    if phrase.feature == "river" and precision in {1, 2, 5} and query.country:
        return _river(query, phrase, province)
    return None


def _end(words: str, query: Query) -> Answer | None:
    """The one place that some words name, in the stated province or else in the country."""
    for admin1 in dict.fromkeys((query.admin1, "")):
        found = resolve(Query(words, "", admin1, query.country, 1))
        if found.role == "point" or (found.role == "near" and found.precision == 2):
            return found
    return None


def _way(query: Query, pair: Between) -> Answer | None:
    """The straight line between two places."""
    one, other = _end(pair.one, query), _end(pair.other, query)
    if one is None or other is None or kilometres(one, other) > lines.LONGEST_KM:
        return None
    return Answer(
        "line",
        f"between {one.name} and {other.name}: a straight line, not the road itself",
        one.kind,
        5,
        place_id=one.place_id,
        name=f"{one.name} - {other.name}",
        line=lines.way((one.longitude, one.latitude), (other.longitude, other.latitude)),
    )


def _border(query: Query, pair: Between, province: Match) -> Answer | None:
    """The common border of two units or countries."""
    sides = [_side(words, query) for words in (pair.one, pair.other)]
    rows = [side for side in sides if isinstance(side, int)]
    codes = [side for side in sides if isinstance(side, str) and side]
    if len(rows) == 2:
        shape = lines.border(*rows)
    elif len(rows) == 1 and codes:
        shape = lines.border_with(rows[0], codes[0])
    elif len(codes) == 2 and province.rows and query.country in codes:
        rows = [province.rows[0]]
        codes.remove(query.country)
        shape = lines.border_with(rows[0], codes[0])
    elif len(codes) == 2:
        shape = lines.border_of(*codes)
    elif codes and province.rows:  # one side is a district that is not known here
        rows = [province.rows[0]]
        shape = lines.border_with(rows[0], codes[0])
    else:
        shape = None
    if shape is None:
        return None
    names = [units()[row].name for row in rows] + [country_name(code) for code in codes]
    note = f"on the border of {' and '.join(names)}"
    return Answer("line", note, "admin", 5, name=" - ".join(names), line=shape)


def _side(words: str, query: Query) -> int | str:
    """The unit (its row) or country (its code) on one side of a border; empty for neither."""
    base, _, inner = words.partition("(")
    code = country_code(inner.rstrip(") ")) if inner else query.country
    for country in dict.fromkeys(filter(None, (code, query.country))):
        match = find_units(base.strip(), country, misspelt=False)
        if match.rows:
            return match.rows[0]
    return country_code(words) or ""


def _away(query: Query, off: Offset) -> Answer | None:
    """A ring at a distance or in a direction from a place."""
    start = _end(off.place, query)
    if start is None:
        return None
    known = not isnan(off.bearing)
    lon, lat = start.longitude, start.latitude
    if known and off.km:
        lon, lat = lines.moved(lon, lat, off.km, off.bearing)
    radius = lines.reach(off.km, off.bearing, start.uncertainty) if off.km else NEAR_KM
    distance = f"{off.km:g} km" if off.km else "to one side"
    return start._replace(
        role="near",
        precision=2,
        longitude=lon,
        latitude=lat,
        uncertainty=round(radius, 1),
        note=f"{distance} from {start.name}; {start.note}",
    )


def _at_sea(query: Query) -> Answer | None:
    """A ring around the port or coast town that an event lies off."""
    phrase = phrases.parse(query.place)
    port = next((found for name in reversed(phrase.names) if (found := _end(name, query))), None)
    if port is None:
        return None
    note = f"off {port.name}; {port.note}"
    return port._replace(role="near", precision=7, uncertainty=SEA_KM, note=note)


def _river(query: Query, phrase: phrases.Phrase, province: Match) -> Answer | None:
    """A river, as far as it flows through the stated province or country."""
    if not any(map(lines.is_river, phrase.names)):
        return None
    bounds = unit_polygon(province.rows[0]) if province.rows else country_polygon(query.country)
    for name in phrase.names if bounds is not None else ():
        shape = lines.river(name, bounds)
        if shape is not None:
            where = units()[province.rows[0]].name if province.rows else country_name(query.country)
            note = f"the river as far as it flows through {where}"
            return Answer("line", note, "exact", 5, name=query.place, line=shape)
    return None


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
    return not any(
        place.capital or (not own and fold(place.name) in phrase.names) for place in places
    )


def _point(query: Query, province: Match, precision: int) -> Answer:
    """A settlement that the row names, or what is known around it."""
    answer = pin(query, province, precision)
    if isinstance(answer, Refusal):
        return area(query, province, answer.precision, answer.note, answer.alternatives)
    return answer
