"""Days that are reckoned: so many before or after publication, or the event told before."""

from __future__ import annotations

import datetime as dt
import re

from . import days

_NUMBERS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {"a": 1, "an": 1, "several": 5, "couple of": 2, "a couple of": 2, "few": 4, "a few": 4}


def _count(word: str) -> int:
    word = " ".join(word.lower().split())
    return int(word) if word.isdecimal() else _NUMBERS.get(word, 1)


def ago(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> days.Found | None:
    """Three days ago, two weeks ago; counted from publication."""
    return _shifted(m, anchor, -1)


def earlier(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> days.Found | None:
    """A day earlier, two days later; counted from the event told before."""
    later = bool(re.search(r"\b(later|after that|afterwards)\b", m.group().lower()))
    found = _shifted(m, told or anchor, 1 if later else -1)
    return (found[0], found[1], "relative") if found else None


def before_that(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> days.Found | None:
    """A day after X struck: the strike of X lies a day before the event told before."""
    base, hours = told or anchor, _count(m["count"]) if m["unit"].lower()[0] == "h" else 0
    if hours >= 24:  # of an act at an hour that is not told: it lies on one of two days
        last = base - dt.timedelta(hours // 24)
        early = bool(m["more"]) or hours % 24 > 0
        return last - dt.timedelta(early), last, "relative"
    found = _shifted(m, base, -1)
    return (found[0], found[1], "relative") if found else None


def _shifted(m: re.Match[str], base: dt.date, sign: int) -> days.Found | None:
    unit, number = m["unit"].lower(), min(_count(m["count"]), 400)
    vague = m["count"].lower() in {"several", "few", "a few"}
    if unit.startswith(("hour", "minute")):
        reach = 1 if number >= 12 or (unit.startswith("hour") and number > 5) else 0
        first = base + sign * dt.timedelta(days=max(reach, number // 24))
        return min(first, base), max(first, base), "relative"
    if unit.startswith(("day", "night")):
        d = base + sign * dt.timedelta(number)
        if vague:
            return d - dt.timedelta(2), d + dt.timedelta(2), "range"
        return d, d, "day"
    if unit.startswith("week"):
        d = base + sign * dt.timedelta(7 * number)
        return d - dt.timedelta(3), d + dt.timedelta(3), "week"
    if unit.startswith("month"):
        d = base + sign * dt.timedelta(30 * number)
        return d.replace(day=1), days.month_end(d.replace(day=1)), "month"
    d = base + sign * dt.timedelta(365 * number)
    return d - dt.timedelta(180), d + dt.timedelta(180), "year"


def past(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> days.Found | None:
    """In the past 24 hours, over the last three days."""
    unit = m["unit"].lower()
    number = _count(m["count"]) if m.groupdict().get("count") else 1
    days = {"h": -(-number // 24), "d": number, "w": 7 * number, "m": 30 * number}.get(unit[0])
    if days is None or days > 366:
        return anchor - dt.timedelta(366), anchor, "year"
    return anchor - dt.timedelta(days), anchor, "since" if days < 32 else "year"


def same_day(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> days.Found | None:
    """The same day as the event told before."""
    return (told, told, "relative") if told else None


def day_before(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> days.Found | None:
    """The day before the event told before."""
    return (told - dt.timedelta(1), told - dt.timedelta(1), "relative") if told else None


def day_after(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> days.Found | None:
    """The day after the event told before."""
    return (told + dt.timedelta(1), told + dt.timedelta(1), "relative") if told else None


def next_span(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> days.Found | None:
    """The following week or month, counted from the event told before."""
    if told is None:
        return None
    if m["unit"].lower() == "week":
        return told + dt.timedelta(1), min(told + dt.timedelta(7), anchor), "relative"
    first = days.month_end(told.replace(day=1)) + dt.timedelta(1)
    return (first, min(days.month_end(first), anchor), "month") if first <= anchor else None


def next_weekday(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> days.Found | None:
    """The following Tuesday: the first one after the event told before."""
    if told is None:
        return None
    d = told + dt.timedelta((days.weekday_of(m["w"]) - told.weekday() - 1) % 7 + 1)
    return (d, d, "relative") if d <= anchor else None


def recent(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> days.Found | None:
    """Recently: an open beginning."""
    return None, anchor, "recent"
