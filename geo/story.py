"""The steps of a story that a declared map tells, checked."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from .schema import EVENT_COLUMNS, InputError, suggest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

STEP_KEYS = ("title", "text", "view", "from", "to", "event", "filters")
"""What a step may say."""
FILTER_KEYS = ("type", "status", "actor", "role", "precision", "country", "province", "toll")
"""What a step's filters may name: as in the page's address; each a value or a list of them."""
_CHOICES = {
    filtered: next(column.choices for column in EVENT_COLUMNS if column.name == name)
    for filtered, name in (("type", "event_type"), ("status", "status"))
}


def story_faults(story: Any) -> list[str]:
    """Say what is wrong with the steps of a story.

    Parameters
    ----------
    story
        What a declaration has under ``story``.

    Returns
    -------
    list of str
        One line for each fault; empty if there is none.
    """
    if not isinstance(story, list) or not all(isinstance(step, dict) for step in story):
        return ["story must be a list of steps, each under [[story]]"]
    return [
        f"step {number} of the story: {fault}"
        for number, step in enumerate(story, start=1)
        for fault in _faults(step)
    ]


def _faults(step: dict[str, Any]) -> Iterable[str]:
    for key in step:
        if key not in STEP_KEYS:
            yield f"unknown key {key!r}{suggest(key, STEP_KEYS)}"
    if not isinstance(step.get("text"), str) or not step["text"].strip():
        yield "text is missing"
    for key in ("title", "event"):
        if not isinstance(step.get(key, ""), str):
            yield f"{key} must be text, got {step[key]!r}"
    if "view" in step and not _is_view(step["view"]):
        yield f"view must be [latitude, longitude, zoom], got {step['view']!r}"
    for key in ("from", "to"):
        if key in step and _day(step[key]) is None:
            yield f"{key} must be a date such as 2024-01-16, got {step[key]!r}"
    yield from _filter_faults(step.get("filters", {}))


def _filter_faults(filters: Any) -> Iterable[str]:
    if not isinstance(filters, dict):
        yield f"filters must be a table, got {filters!r}"
        return
    for key, value in filters.items():
        values = value if isinstance(value, list) else [value]
        if key not in FILTER_KEYS:
            yield f"unknown filter {key!r}{suggest(key, FILTER_KEYS)}"
        elif not all(isinstance(one, str | int) and not isinstance(one, bool) for one in values):
            yield f"filter {key} must be a value or a list of them, got {value!r}"
        else:
            for one in values:
                if one != "" and one not in _CHOICES.get(key, (one,)):
                    yield f"filter {key} has no {one!r}{suggest(str(one), _CHOICES[key])}"


def _is_view(value: Any) -> bool:
    if not isinstance(value, list) or len(value) != 3:
        return False
    if not all(isinstance(one, int | float) and not isinstance(one, bool) for one in value):
        return False
    latitude, longitude, zoom = value
    return bool(abs(latitude) <= 90 and abs(longitude) <= 180 and 1 <= zoom <= 14)


def _day(value: Any) -> str | None:
    """A TOML date, or one as text, in ISO 8601."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value.isoformat()
    try:
        return dt.date.fromisoformat(value).isoformat() if isinstance(value, str) else None
    except ValueError:
        return None


def read_story(story: Sequence[Mapping[str, Any]]) -> tuple[dict[str, Any], ...]:
    """Give the steps of a story that has no faults, as plain data.

    Parameters
    ----------
    story
        Steps, as a declaration has them.

    Returns
    -------
    tuple of dict
        Each with the keys that were said; dates as ISO 8601.
    """
    dates = ("from", "to")
    return tuple(
        {key: _day(value) if key in dates else value for key, value in step.items()}
        for step in story
    )


def story_words(story: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    """Give every text in a story: its words, and the values of its filters.

    Parameters
    ----------
    story
        Its steps.

    Yields
    ------
    str
        A text.
    """
    for step in story:
        filters = step.get("filters", {}).values()
        values = [
            one for value in filters for one in (value if isinstance(value, list) else [value])
        ]
        texts = (step.get("title"), step["text"], step.get("event"), *values)
        yield from (text for text in texts if isinstance(text, str))


def check_story(story: Sequence[Mapping[str, Any]], events: pd.DataFrame) -> None:
    """Refuse a story of events that are not there.

    Parameters
    ----------
    story
        Its steps.
    events
        The events of the map.

    Raises
    ------
    InputError
        If a step names an event that is none of them.
    """
    known = set(events["event_id"])
    faults = [
        f"step {number} of the story: no event {step['event']!r}{suggest(step['event'], known)}"
        for number, step in enumerate(story, start=1)
        if step.get("event", None) not in {None, *known}
    ]
    if faults:
        msg = "the map"
        raise InputError(msg, faults)
