"""The days that words mean, counted from publication or from the event told before."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_SHORT = {
    **{name: number for number, name in enumerate(_MONTHS, 1)},
    **{name[:3]: number for number, name in enumerate(_MONTHS, 1)},
    "sept": 9,
}
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_DAY_SHORT = {
    **{name: number for number, name in enumerate(_DAYS)},
    **{name[:3]: number for number, name in enumerate(_DAYS)},
    "tues": 1,
    "thurs": 3,
    "thur": 3,
}
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first "
    "twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh "
    "twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
"""The days of a month in words."""
_FEASTS = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "boxing day": (12, 26),
    "new year eve": (12, 31),
    "new year day": (1, 1),
}


def _month(word: str) -> int:
    return _SHORT[
        word.lower().rstrip(".")[:4].rstrip(".")
        if word.lower().startswith("sept")
        else word.lower().rstrip(".")[:3]
    ]


def weekday_of(word: str) -> int:
    """The number of a day of the week, Monday 0."""
    return _DAY_SHORT[word.lower()[:3]]


def _day_number(word: str) -> int:
    """The day of a month, in digits or as an ordinal: 15, fifteenth, twenty-first."""
    return int(word) if word.isdecimal() else ORDINALS.index(word.lower().replace(" ", "-")) + 1


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _back_to(anchor: dt.date, weekday: int) -> dt.date:
    """The latest such weekday up to the anchor."""
    return anchor - dt.timedelta((anchor.weekday() - weekday) % 7)


def _day_of(
    match: re.Match[str], anchor: dt.date, day: str, month: str, year: str
) -> dt.date | None:
    """The day named, in the year that lies nearest before the anchor when none is said."""
    said = match.groupdict()
    number = _month(said[month])
    if said.get(year):
        return _date(int(said[year]), number, _day_number(said[day]))
    found = _date(anchor.year, number, _day_number(said[day]))
    if found and (found - anchor).days > 30:
        found = _date(anchor.year - 1, number, _day_number(said[day]))
    elif found and (anchor - found).days > 335:
        found = _date(anchor.year + 1, number, _day_number(said[day])) or found
    return found


Found = tuple["dt.date | None", "dt.date | None", str]
"""First day, last day, and the kind of cue."""


def iso(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> Found | None:
    """2024-01-18."""
    d = _date(int(m["y"]), int(m["m"]), int(m["d"]))
    return (d, d, "day") if d else None


def numeric(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> Found | None:
    """18.01.2024, or 18/1/2024 where the order is sure."""
    one, two, year = int(m["d"]), int(m["m"]), int(m["y"])
    d = _date(year, two, one) if two <= 12 else _date(year, one, two)
    if one <= 12 and two <= 12 and one != two and "/" in m[0]:
        return None  # some write the month first with strokes, nobody with dots or dashes
    return (d, d, "day") if d else None


def span(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> Found | None:
    """5 to 7 October, October 5-7."""
    last = _day_of(m, anchor, "d2", "m", "y")
    first = _date(last.year, last.month, int(m["d1"])) if last else None
    if not first or not last or first > last:
        return None
    return first, last, "range"


def span2(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> Found | None:
    """30 September to 6 October."""
    last = _day_of(m, anchor, "d2", "m2", "y")
    if not last:
        return None
    first = _date(last.year, _month(m["m"]), int(m["d1"]))
    if first and first > last:
        first = _date(last.year - 1, _month(m["m"]), int(m["d1"]))
    return (first, last, "range") if first else None


def day(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> Found | None:
    """18 January, January 18: of the year that lies nearest before."""
    d = _day_of(m, anchor, "d1", "m", "y")
    if d is None:
        return None
    return d, d, "future" if d > anchor else "day"


def _year_said(m: re.Match[str], anchor: dt.date) -> int:
    """The year of "last year", "this year"."""
    return anchor.year - (m["which"].lower() == "last")


def day_of_year(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> Found | None:
    """21 August last year."""
    month, number = m["m"] or m["m2"], m["d1"] or m["d2"]
    d = _date(_year_said(m, anchor), _month(month), int(number))
    return (d, d, "day") if d and d <= anchor else None


def month_of_year(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> Found | None:
    """In late August last year."""
    first = dt.date(_year_said(m, anchor), _month(m["m"]), 1)
    return _part_of_month(m.group().lower(), first) if first <= anchor else None


def night_to(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> Found | None:
    """Overnight into Tuesday."""
    d = _back_to(anchor, weekday_of(m["w"]))
    return d - dt.timedelta(1), d, "range"


def night_of_day(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> Found | None:
    """In the night to 3 October."""
    swapped = m["m"] is None
    d = _day_of(m, anchor, "d2" if swapped else "d1", "m2" if swapped else "m", "y")
    return (d - dt.timedelta(1), d, "range") if d else None


def two_weekdays(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> Found | None:
    """Between Monday and Wednesday."""
    last = _back_to(anchor, weekday_of(m["w2"]))
    first = _back_to(last, weekday_of(m["w"]))
    return first, last, "range"


def weekday_back(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> Found | None:
    """On Thursday: the latest one up to publication."""
    d = _back_to(anchor, weekday_of(m["w"]))
    before = (m.groupdict().get("last") or "").lower()
    if before in {"next", "coming", "this coming"}:
        return d + dt.timedelta(7), d + dt.timedelta(7), "future"
    if before in {"last", "past"} and d == anchor:
        d -= dt.timedelta(7)
    if "week" in (m.groupdict().get("lastweek") or ""):
        monday = anchor - dt.timedelta(anchor.weekday() + 7)
        d = monday + dt.timedelta(weekday_of(m["w"]))
    return d, d, "day"


def weekday_before_last(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> Found | None:
    """The Wednesday before last; a week ago on Monday."""
    d = _back_to(anchor, weekday_of(m["w"])) - dt.timedelta(7)
    return d, d, "day"


def of_this_month(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> Found | None:
    """On the 16th: of this month, or of the one before."""
    d = _date(anchor.year, anchor.month, int(m["d1"]))
    if d is None or d > anchor:
        last = anchor.replace(day=1) - dt.timedelta(1)
        d = _date(last.year, last.month, int(m["d1"]))
    return (d, d, "day") if d else None


def feast(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> Found | None:
    """On Christmas Day, on New Year's Eve: the latest one up to publication."""
    month, number = _FEASTS[re.sub(r"['’]s", "", " ".join(m["feast"].lower().split()))]
    d = dt.date(anchor.year, month, number)
    d = d if d <= anchor else d.replace(year=anchor.year - 1)
    return d, d, "day"


def fortnight(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> Found | None:
    """A fortnight ago."""
    d = anchor - dt.timedelta(14)
    return d - dt.timedelta(3), d + dt.timedelta(3), "week"


def since_weekday(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> Found | None:
    """Since Friday."""
    return _back_to(anchor, weekday_of(m["w"])), anchor, "since"


def since_day(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> Found | None:
    """Since 5 May."""
    d = _day_of(m, anchor, "d1", "m", "y")
    return (d, anchor, "since") if d else None


def since_yesterday(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> Found | None:
    """Since yesterday."""
    return anchor - dt.timedelta(1), anchor, "since"


def today(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> Found | None:
    """Today, this morning."""
    return anchor, anchor, "day"


def yesterday(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> Found | None:
    """Yesterday."""
    d = anchor - dt.timedelta(1)
    return d, d, "day"


def before_yesterday(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> Found | None:
    """The day before yesterday."""
    d = anchor - dt.timedelta(2)
    return d, d, "day"


def overnight(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> Found | None:
    """Overnight: the day before publication, or that day."""
    return anchor - dt.timedelta(1), anchor, "range"


def earlier_week(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> Found | None:
    """Earlier this week: Monday to publication."""
    return anchor - dt.timedelta(anchor.weekday()), anchor, "range"


def last_week(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> Found | None:
    """Last week: Monday to Sunday of the week before."""
    monday = anchor - dt.timedelta(anchor.weekday() + 7)
    said = m.group().lower()
    if said.startswith("early"):
        return monday, monday + dt.timedelta(2), "week"
    if said.startswith("late"):
        return monday + dt.timedelta(3), monday + dt.timedelta(6), "week"
    return monday, monday + dt.timedelta(6), "week"


def weekend(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> Found | None:
    """At the weekend: Saturday and Sunday."""
    sunday = _back_to(anchor, 6)
    if "last" in m.group().lower() and anchor.weekday() >= 5:
        sunday = _back_to(anchor - dt.timedelta(anchor.weekday()), 6)
    elif anchor.weekday() == 5:
        return anchor, anchor, "range"
    return sunday - dt.timedelta(1), sunday, "range"


def earlier_month(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> Found | None:
    """Earlier this month: from the first to publication."""
    return anchor.replace(day=1), anchor, "month"


def month_end(first: dt.date) -> dt.date:
    """The last day of the month that a day lies in."""
    return (first.replace(day=28) + dt.timedelta(4)).replace(day=1) - dt.timedelta(1)


def last_month(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> Found | None:
    """Last month, or an end of it."""
    last = anchor.replace(day=1) - dt.timedelta(1)
    return _part_of_month(m.group().lower(), last.replace(day=1))


def _part_of_month(said: str, first: dt.date) -> Found:
    last = month_end(first)
    if re.search(r"\b(early|beginning|start)\b", said):
        last = first.replace(day=10)
    elif re.search(r"\b(mid|middle)\b", said):
        first, last = first.replace(day=11), first.replace(day=20)
    elif re.search(r"\b(late|end)\b", said):
        first = first.replace(day=21)
    return first, last, "month"


def in_month(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> Found | None:
    """In May, in late May 2023."""
    number = _month(m["m"])
    if m.groupdict().get("y"):
        year = int(m["y"])
    else:
        year = anchor.year if number <= anchor.month else anchor.year - 1
        if re.match(r"last", m.group().lower()) and number == anchor.month:
            year = anchor.year - 1
    first, last, kind = _part_of_month(m.group().lower(), dt.date(year, number, 1))
    if first and last and first <= anchor < last:
        last = anchor
    return first, last, kind


def in_year(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> Found | None:
    """In 2023."""
    year = int(m["y"])
    if not 1800 < year <= anchor.year:
        return None
    return dt.date(year, 1, 1), min(dt.date(year, 12, 31), anchor), "year"


def last_year(m: re.Match[str], anchor: dt.date, told: dt.date | None) -> Found | None:
    """Last year."""
    return dt.date(anchor.year - 1, 1, 1), dt.date(anchor.year - 1, 12, 31), "year"
