"""Places that no list of towns holds: villages of registers, air bases, other romanisations.

Asked only for a name that the words around it say is a place, and only where the report says
which country it lies in; one answer is a place, two are none.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from .. import gazetteer, phrases
from ..candidates import registered, respelt
from ..names import fold
from ..unit_names import Match
from ..units import drawn_by, units_in
from ..variants import skeleton
from .locate import kilometres

if TYPE_CHECKING:
    from ..gazetteer import Place
    from .knowns import Toponym

SURE = 4
"""Consonants that a name needs to be looked for in another romanisation in a whole country."""
SAME_KM = 25.0
"""Places closer than this are one answer."""


def place(name: Toponym, country: str, unit: int, *, said: bool) -> Place | None:
    """Find the one place of a name that the list of towns does not hold.

    Parameters
    ----------
    name
        The name.
    country
        ISO 3166-1 alpha-3 of the country it lies in.
    unit
        Row of the first-level unit it lies in, or -1.
    said
        Whether the unit is said beside the name; if not, it is only the one that the report
        speaks of, and a place elsewhere in the country may be meant.

    Returns
    -------
    Place or None
        ``None`` when nobody knows it, or two could be meant.
    """
    if not country:
        return None
    if unit >= 0:
        found = _in_units(name.text, country, (unit, *drawn_by(unit)))
        if found is not None or said:
            return found
    return _in_units(name.text, country, ())


@lru_cache(maxsize=4096)
def _in_units(text: str, country: str, rows: tuple[int, ...]) -> Place | None:
    """The one place of a name in some units, or in the whole country."""
    phrase = phrases.parse(text)
    province = Match(tuple(dict.fromkeys(rows)), "name" if rows else "none", "")
    wide = province if rows else Match(tuple(units_in(country)), "name", "")
    base = phrase.feature == "airbase"
    for feature in ("S",) if base else ("V", "A"):
        places = registered(phrase, country, province, feature)
        if places:
            return _one(places)
    if base or not (rows or len(skeleton(fold(text))) >= SURE):
        return None
    return _one(respelt(phrase, wide))


def _one(places: list[Place]) -> Place | None:
    """The only place of a list, where all lie together."""
    first = places[0] if places else None
    if first is None:
        return None
    here = (first.latitude, first.longitude)
    apart = any(kilometres(here, (p.latitude, p.longitude)) > SAME_KM for p in places[1:])
    return None if apart else gazetteer.place(first.row)
