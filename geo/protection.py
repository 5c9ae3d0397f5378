"""A publisher's rules for protecting people: what ``[[protect]]`` in a declaration may say."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .schema import EVENT_COLUMNS, EVENT_TYPES, suggest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

REACHES = ("admin1", "admin2", "country", "grid")
"""To what a place may be generalised: province, district, country, a square of a grid."""
DROPPABLE = (
    "actor", "target", "claimed_by", "acknowledged_by", "alleged_by", "denied_by", "weapons",
    "codename", "notes", "date_text", "source_id",
)  # fmt: skip
"""The fields that a rule may leave out."""
_NO_JITTER = (
    "jitter is refused: a shifted point looks as exact as a true one, and the true place is the "
    "likeliest spot near it; use generalise = 'grid' instead"
)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Which events a rule speaks of, and what it does to them.

    Parameters
    ----------
    types
        Values of ``event_type``; none: all.
    places
        Words of the place, such as ``"camp"`` or ``"hospital"``, of which one must stand in it;
        none: all.
    where
        Column -> words, of which one must stand in that column.
    since, until
        Days between which the event must be able to lie.
    generalise
        ``"admin1"``, ``"admin2"`` (a district of the user's own boundaries; the province where
        none is known), ``"country"``, ``"grid"``, or empty: leave the place.
    grid_km
        The side of a grid's square, in km.
    drop
        Columns to empty (`DROPPABLE`).
    delay_days, as_of
        Withhold events that may be younger than so many days on the day ``as_of``; no clock is
        read, so that the same input makes the same map.
    suppress_below
        Withhold events of provinces in which the rule finds fewer than so many.
    """

    types: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: dt.date | None = None
    until: dt.date | None = None
    generalise: str = ""
    grid_km: float = 50.0
    drop: tuple[str, ...] = ()
    delay_days: int = 0
    as_of: dt.date | None = None
    suppress_below: int = 0


def read_rules(stated: object) -> tuple[tuple[Rule, ...], list[str]]:
    """Read the rules of a declaration.

    Parameters
    ----------
    stated
        The value of ``protect``: one table, or a list of them.

    Returns
    -------
    tuple
        The rules, and every fault found in them.
    """
    tables = stated if isinstance(stated, list) else [stated]
    faults = [fault for number, table in enumerate(tables, 1) for fault in _faults(number, table)]
    return (() if faults else tuple(map(_rule, tables))), faults


def _rule(table: Mapping[str, Any]) -> Rule:
    lists = {name: tuple(table[name]) for name in ("types", "places", "drop") if name in table}
    where = {name: tuple(words) for name, words in table.get("where", {}).items()}
    return Rule(**dict(table) | lists | {"where": where})


def _faults(number: int, table: object) -> Iterator[str]:
    if not isinstance(table, dict):
        yield f"protect {number} must be a table, got {table!r}"
        return
    for name, value in table.items():
        if name == "jitter":
            yield f"protect {number}: {_NO_JITTER}"
        elif name not in _KINDS:
            yield f"protect {number}: unknown key {name!r}{suggest(name, _KINDS)}"
        elif not _KINDS[name][1](value):
            yield f"protect {number}: {name} must be {_KINDS[name][0]}, got {value!r}"
    if table.get("delay_days") and "as_of" not in table:
        yield f"protect {number}: delay_days needs as_of, the day from which to count"
    if not {"generalise", "drop", "delay_days", "suppress_below"} & set(table):
        yield f"protect {number} does nothing: say generalise, drop, delay_days or suppress_below"


def _are_words(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(x, str) and x for x in value)


def _among(choices: tuple[str, ...]) -> Callable[[Any], bool]:
    return lambda value: _are_words(value) and set(value) <= set(choices)


def _is_day(value: Any) -> bool:
    return isinstance(value, dt.date) and not isinstance(value, dt.datetime)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


_TEXT_COLUMNS = tuple(column.name for column in EVENT_COLUMNS if column.dtype == "text")
_KINDS: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "types": (f"a list of {', '.join(EVENT_TYPES)}", _among(EVENT_TYPES)),
    "places": ("a list of words", _are_words),
    "where": (
        "a table of text columns and lists of words",
        lambda value: (
            isinstance(value, dict)
            and set(value) <= set(_TEXT_COLUMNS)
            and all(map(_are_words, value.values()))
        ),
    ),
    "since": ("a day such as 2024-01-16", _is_day),
    "until": ("a day such as 2024-01-16", _is_day),
    "generalise": (f"one of {', '.join(REACHES)}", REACHES.__contains__),
    "grid_km": (
        "a number of km from 5 to 500",
        lambda value: (
            isinstance(value, int | float) and not isinstance(value, bool) and 5 <= value <= 500
        ),
    ),
    "drop": (f"a list of {', '.join(DROPPABLE)}", _among(DROPPABLE)),
    "delay_days": ("a whole number above 0", _is_count),
    "as_of": ("a day such as 2024-01-16", _is_day),
    "suppress_below": ("a whole number above 0", _is_count),
}
