"""When: the words of a report that say a day, to the range of days they mean.

General-purpose parsers look forward, or a week too far back; news looks back from its day of
publication. "Thursday" in a Thursday paper is that Thursday, "overnight into Tuesday" is two days,
"last week" is Monday to Sunday of the week before.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

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
_NUMBERS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {"a": 1, "an": 1, "several": 5, "couple of": 2, "a couple of": 2, "few": 4, "a few": 4}

_M = r"(?P<{0}>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
_D = r"(?P<{0}>mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday|r)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
_W = r"(?P<{0}>monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_N = r"(?P<{0}>\d{{1,2}})(?:st|nd|rd|th)?"
_Y = r"(?:,?\s+(?P<{0}>(?:19|20)\d\d))?"
_COUNT = r"(?P<count>\d+|a couple of|couple of|a few|few|several|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|twenty)"
_DASH = r"\s*(?:-|–|—|to|and|until|through|/)\s*"
_PART = r"(?:early|late|shortly before|before|after|around)?\s*"
_TIME = r"(?:\s+(?:at\s+)?(?:early\s+|late\s+)?(?:morning|afternoon|evening|night|midday|noon|midnight|dawn|dusk|mid-?morning|at dawn|before dawn))?"


class When(NamedTuple):
    """A cue and the days it means.

    Attributes
    ----------
    first, last
        The range; ``None`` leaves that side open.
    precision
        UCDP date_prec: 1 day, 2 two to six days, 3 week, 4 month, 5 longer or open.
    start, end
        The words, as offsets into the report.
    kind
        ``day``, ``range``, ``since``, ``week``, ``month``, ``year``, ``recent``, ``relative`` (to
        another event) or ``future``.
    """

    first: dt.date | None
    last: dt.date | None
    precision: int
    start: int
    end: int
    kind: str


def precision_of(first: dt.date | None, last: dt.date | None) -> int:
    """UCDP's date_prec of a range."""
    if first is None or last is None:
        return 5
    days = (last - first).days + 1
    return 1 if days == 1 else 2 if days <= 6 else 3 if days == 7 else 4 if days <= 31 else 5


def _month(word: str) -> int:
    return _SHORT[
        word.lower().rstrip(".")[:4].rstrip(".")
        if word.lower().startswith("sept")
        else word.lower().rstrip(".")[:3]
    ]


def _weekday(word: str) -> int:
    return _DAY_SHORT[word.lower()[:3]]


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
        return _date(int(said[year]), number, int(said[day]))
    found = _date(anchor.year, number, int(said[day]))
    if found and (found - anchor).days > 30:
        found = _date(anchor.year - 1, number, int(said[day]))
    elif found and (anchor - found).days > 335:
        found = _date(anchor.year + 1, number, int(said[day])) or found
    return found


Found = tuple["dt.date | None", "dt.date | None", str]


def _iso(m: re.Match[str], a: dt.date, c: dt.date | None) -> Found | None:
    d = _date(int(m["y"]), int(m["m"]), int(m["d"]))
    return (d, d, "day") if d else None


def _numeric(m: re.Match[str], a: dt.date, c: dt.date | None) -> Found | None:
    one, two, year = int(m["d"]), int(m["m"]), int(m["y"])
    d = _date(year, two, one) if two <= 12 else _date(year, one, two)
    if one <= 12 and two <= 12 and one != two and "/" in m[0]:
        return None  # some write the month first with strokes, nobody with dots or dashes
    return (d, d, "day") if d else None


def _span(m: re.Match[str], a: dt.date, c: dt.date | None) -> Found | None:
    """5 to 7 October, October 5-7."""
    last = _day_of(m, a, "d2", "m", "y")
    first = _date(last.year, last.month, int(m["d1"])) if last else None
    if not first or not last or first > last:
        return None
    return first, last, "range"


def _span2(m: re.Match[str], a: dt.date, c: dt.date | None) -> Found | None:
    """30 September to 6 October."""
    last = _day_of(m, a, "d2", "m2", "y")
    if not last:
        return None
    first = _date(last.year, _month(m["m"]), int(m["d1"]))
    if first and first > last:
        first = _date(last.year - 1, _month(m["m"]), int(m["d1"]))
    return (first, last, "range") if first else None


def _day(m: re.Match[str], a: dt.date, c: dt.date | None) -> Found | None:
    d = _day_of(m, a, "d1", "m", "y")
    if d is None:
        return None
    return d, d, "future" if d > a else "day"


def _night_to(m: re.Match[str], a: dt.date, c: dt.date | None) -> Found | None:
    d = _back_to(a, _weekday(m["w"]))
    return d - dt.timedelta(1), d, "range"


def _night_of_day(m: re.Match[str], a: dt.date, c: dt.date | None) -> Found | None:
    d = _day_of(m, a, "d1", "m", "y")
    return (d - dt.timedelta(1), d, "range") if d else None


def _two_weekdays(m: re.Match[str], a: dt.date, c: dt.date | None) -> Found | None:
    last = _back_to(a, _weekday(m["w2"]))
    first = _back_to(last, _weekday(m["w"]))
    return first, last, "range"


def _weekday_back(m: re.Match[str], a: dt.date, c: dt.date | None) -> Found | None:
    d = _back_to(a, _weekday(m["w"]))
    before = (m.groupdict().get("last") or "").lower()
    if before in {"next", "coming", "this coming"}:
        return d + dt.timedelta(7), d + dt.timedelta(7), "future"
    if before in {"last", "past"} and d == a:
        d -= dt.timedelta(7)
    if "week" in (m.groupdict().get("lastweek") or ""):
        monday = a - dt.timedelta(a.weekday() + 7)
        d = monday + dt.timedelta(_weekday(m["w"]))
    return d, d, "day"


def _weekday_same_date(m: re.Match[str], a: dt.date, c: dt.date | None) -> Found | None:
    return _day(m, a, c)


def _since_weekday(m: re.Match[str], a: dt.date, c: dt.date | None) -> Found | None:
    return _back_to(a, _weekday(m["w"])), a, "since"


def _since_day(m: re.Match[str], a: dt.date, c: dt.date | None) -> Found | None:
    d = _day_of(m, a, "d1", "m", "y")
    return (d, a, "since") if d else None


def _since_yesterday(m: re.Match[str], a: dt.date, c: dt.date | None) -> Found | None:
    return a - dt.timedelta(1), a, "since"


def _today(m: re.Match[str], a: dt.date, c: dt.date | None) -> Found | None:
    return a, a, "day"


def _yesterday(m: re.Match[str], a: dt.date, c: dt.date | None) -> Found | None:
    d = a - dt.timedelta(1)
    return d, d, "day"


def _before_yesterday(m: re.Match[str], a: dt.date, c: dt.date | None) -> Found | None:
    d = a - dt.timedelta(2)
    return d, d, "day"


def _overnight(m: re.Match[str], a: dt.date, c: dt.date | None) -> Found | None:
    return a - dt.timedelta(1), a, "range"


def _earlier_week(m: re.Match[str], a: dt.date, c: dt.date | None) -> Found | None:
    return a - dt.timedelta(a.weekday()), a, "range"


def _last_week(m: re.Match[str], a: dt.date, c: dt.date | None) -> Found | None:
    monday = a - dt.timedelta(a.weekday() + 7)
    said = m.group().lower()
    if said.startswith("early"):
        return monday, monday + dt.timedelta(2), "week"
    if said.startswith("late"):
        return monday + dt.timedelta(3), monday + dt.timedelta(6), "week"
    return monday, monday + dt.timedelta(6), "week"


def _weekend(m: re.Match[str], a: dt.date, c: dt.date | None) -> Found | None:
    sunday = _back_to(a, 6)
    if "last" in m.group().lower() and a.weekday() >= 5:
        sunday = _back_to(a - dt.timedelta(a.weekday()), 6)
    elif a.weekday() == 5:
        return a, a, "range"
    return sunday - dt.timedelta(1), sunday, "range"


def _earlier_month(m: re.Match[str], a: dt.date, c: dt.date | None) -> Found | None:
    return a.replace(day=1), a, "month"


def _month_end(first: dt.date) -> dt.date:
    return (first.replace(day=28) + dt.timedelta(4)).replace(day=1) - dt.timedelta(1)


def _last_month(m: re.Match[str], a: dt.date, c: dt.date | None) -> Found | None:
    last = a.replace(day=1) - dt.timedelta(1)
    return _part_of_month(m.group().lower(), last.replace(day=1))


def _part_of_month(said: str, first: dt.date) -> Found:
    last = _month_end(first)
    if re.search(r"\b(early|beginning|start)\b", said):
        last = first.replace(day=10)
    elif re.search(r"\b(mid|middle)\b", said):
        first, last = first.replace(day=11), first.replace(day=20)
    elif re.search(r"\b(late|end)\b", said):
        first = first.replace(day=21)
    return first, last, "month"


def _in_month(m: re.Match[str], a: dt.date, c: dt.date | None) -> Found | None:
    number = _month(m["m"])
    if m.groupdict().get("y"):
        year = int(m["y"])
    else:
        year = a.year if number <= a.month else a.year - 1
        if re.match(r"last", m.group().lower()) and number == a.month:
            year = a.year - 1
    first, last, kind = _part_of_month(m.group().lower(), dt.date(year, number, 1))
    if first and last and first <= a < last:
        last = a
    return first, last, kind


def _in_year(m: re.Match[str], a: dt.date, c: dt.date | None) -> Found | None:
    year = int(m["y"])
    if not 1800 < year <= a.year:
        return None
    return dt.date(year, 1, 1), min(dt.date(year, 12, 31), a), "year"


def _last_year(m: re.Match[str], a: dt.date, c: dt.date | None) -> Found | None:
    return dt.date(a.year - 1, 1, 1), dt.date(a.year - 1, 12, 31), "year"


def _count(word: str) -> int:
    word = " ".join(word.lower().split())
    return int(word) if word.isdecimal() else _NUMBERS.get(word, 1)


def _ago(m: re.Match[str], a: dt.date, c: dt.date | None) -> Found | None:
    """Three days ago, two weeks ago; counted from publication."""
    return _shifted(m, a, -1)


def _earlier(m: re.Match[str], a: dt.date, c: dt.date | None) -> Found | None:
    """A day earlier, two days later; counted from the event told before."""
    later = bool(re.search(r"\b(later|after that|afterwards)\b", m.group().lower()))
    found = _shifted(m, c or a, 1 if later else -1)
    return (found[0], found[1], "relative") if found else None


def _shifted(m: re.Match[str], base: dt.date, sign: int) -> Found | None:
    unit, number = m["unit"].lower(), min(_count(m["count"]), 400)
    vague = m["count"].lower() in {"several", "few", "a few"}
    if unit.startswith(("hour", "minute")):
        reach = 1 if number >= 12 or (unit.startswith("hour") and number > 5) else 0
        first = base + sign * dt.timedelta(days=max(reach, number // 24))
        return min(first, base), max(first, base), "relative"
    if unit.startswith("day"):
        d = base + sign * dt.timedelta(number)
        if vague:
            return d - dt.timedelta(2), d + dt.timedelta(2), "range"
        return d, d, "day"
    if unit.startswith("week"):
        d = base + sign * dt.timedelta(7 * number)
        return d - dt.timedelta(3), d + dt.timedelta(3), "week"
    if unit.startswith("month"):
        d = base + sign * dt.timedelta(30 * number)
        return d.replace(day=1), _month_end(d.replace(day=1)), "month"
    d = base + sign * dt.timedelta(365 * number)
    return d - dt.timedelta(180), d + dt.timedelta(180), "year"


def _past(m: re.Match[str], a: dt.date, c: dt.date | None) -> Found | None:
    """In the past 24 hours, over the last three days."""
    unit = m["unit"].lower()
    number = _count(m["count"]) if m.groupdict().get("count") else 1
    days = {"h": -(-number // 24), "d": number, "w": 7 * number, "m": 30 * number}.get(unit[0])
    if days is None or days > 366:
        return a - dt.timedelta(366), a, "year"
    return a - dt.timedelta(days), a, "since" if days < 32 else "year"


def _same_day(m: re.Match[str], a: dt.date, c: dt.date | None) -> Found | None:
    return (c, c, "relative") if c else None


def _day_before(m: re.Match[str], a: dt.date, c: dt.date | None) -> Found | None:
    return (c - dt.timedelta(1), c - dt.timedelta(1), "relative") if c else None


def _day_after(m: re.Match[str], a: dt.date, c: dt.date | None) -> Found | None:
    return (c + dt.timedelta(1), c + dt.timedelta(1), "relative") if c else None


def _recent(m: re.Match[str], a: dt.date, c: dt.date | None) -> Found | None:
    return None, a, "recent"


_RULES = [
    (r"\b(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b", _iso),
    (r"\b(?P<d>\d{1,2})(?P<sep>[./-])(?P<m>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d)\b", _numeric),
    (
        r"\b(?:overnight|(?:on|in|during)\s+the\s+night)\s+(?:of|from|between)?\s*(?:the\s+)?"
        + _N.format("d1")
        + r"(?:\s+(?:"
        + _M.format("mx")
        + "))?"
        + _DASH
        + _N.format("d2")
        + r"\s+(?:of\s+)?"
        + _M.format("m")
        + _Y.format("y"),
        _span,
    ),
    (
        r"\b(?:from\s+|between\s+)?"
        + _N.format("d1")
        + r"\s+"
        + _M.format("m")
        + _DASH
        + _N.format("d2")
        + r"\s+"
        + _M.format("m2")
        + _Y.format("y")
        + r"\b",
        _span2,
    ),
    (
        r"\b(?:from\s+|between\s+)?"
        + _M.format("m")
        + r"\s+"
        + _N.format("d1")
        + _DASH
        + _M.format("m2")
        + r"\s+"
        + _N.format("d2")
        + _Y.format("y")
        + r"\b",
        _span2,
    ),
    (
        r"\b(?:from\s+|between\s+|on\s+)?(?:the\s+)?"
        + _N.format("d1")
        + _DASH
        + r"(?:the\s+)?"
        + _N.format("d2")
        + r"\s+(?:of\s+)?"
        + _M.format("m")
        + _Y.format("y")
        + r"\b",
        _span,
    ),
    (
        r"\b(?:from\s+|between\s+|on\s+)?"
        + _M.format("m")
        + r"\s+"
        + _N.format("d1")
        + _DASH
        + _N.format("d2")
        + _Y.format("y")
        + r"\b",
        _span,
    ),
    (
        r"\b(?:every day |daily |almost daily )?since\s+(?:the\s+)?(?:"
        + _D.format("wx")
        + r",?\s+)?(?:"
        + _N.format("d1")
        + r"\s+(?:of\s+)?"
        + _M.format("m")
        + _Y.format("y")
        + r")\b",
        _since_day,
    ),
    (
        r"\b(?:every day |daily |almost daily )?since\s+(?:"
        + _D.format("wx")
        + r",?\s+)?"
        + _M.format("m")
        + r"\s+"
        + _N.format("d1")
        + _Y.format("y")
        + r"\b",
        _since_day,
    ),
    (
        r"\b(?:overnight|(?:in|on|during)\s+the\s+night|the\s+night)\s+(?:into|to|before)\s+(?:the\s+)?(?:"
        + _D.format("wx")
        + r",?\s+)?"
        + _N.format("d1")
        + r"\s+(?:of\s+)?"
        + _M.format("m")
        + _Y.format("y")
        + r"\b",
        _night_of_day,
    ),
    (
        r"\b(?:on\s+|of\s+)?(?:the\s+)?(?:(?:early|late)\s+)?(?:(?:morning|afternoon|evening|night|dawn|early hours)\s+of\s+)?(?:on\s+)?(?:"
        + _D.format("wx")
        + r",?\s+)?(?:the\s+)?"
        + _N.format("d1")
        + r"\s+(?:of\s+)?"
        + _M.format("m")
        + _Y.format("y")
        + r"\b",
        _day,
    ),
    (
        r"\b(?:on\s+|of\s+)?(?:the\s+)?(?:(?:early|late)\s+)?(?:(?:morning|afternoon|evening|night|dawn|early hours)\s+of\s+)?(?:"
        + _D.format("wx")
        + r",?\s+)?"
        + _M.format("m")
        + r"\s+"
        + _N.format("d1")
        + r"(?!\d)"
        + _Y.format("y")
        + r"\b",
        _day,
    ),
    (
        r"\b(?:overnight|(?:in|on|during)\s+the\s+night|the\s+night|night)\s+(?:from|of|between)?\s*"
        + _W.format("w")
        + r"(?:\s+night)?\s*(?:-|–|to|into|and)\s*(?:early\s+)?"
        + _W.format("w2")
        + r"\b",
        _two_weekdays,
    ),
    (
        r"\b(?:overnight|(?:in|on|during)\s+the\s+(?:small\s+hours|night)|the\s+night)\s+(?:in)?to\s+(?:early\s+)?"
        + _W.format("w")
        + r"\b",
        _night_to,
    ),
    (
        r"\b(?:late\s+)?"
        + _W.format("wx")
        + r"(?:\s+(?:night|evening))?\s+(?:in)?to\s+(?:early\s+)?"
        + _W.format("w")
        + r"\b",
        _night_to,
    ),
    (
        r"\b(?:between|from)\s+"
        + _W.format("w")
        + r"(?:\s+(?:night|evening|morning))?"
        + _DASH
        + _W.format("w2")
        + r"\b",
        _two_weekdays,
    ),
    (
        r"\b(?:(?:every day|daily|almost daily|ever|continuously)\s+)?since\s+(?:early\s+|late\s+|last\s+)?"
        + _W.format("w")
        + _TIME
        + r"\b",
        _since_weekday,
    ),
    (r"\bsince\s+yesterday\b", _since_yesterday),
    (
        r"\b(?:on\s+|by\s+|until\s+)?(?:the\s+)?"
        + _PART
        + r"(?:on\s+)?(?:(?P<last>next|coming|last|past|this\s+coming)\s+)?"
        + _W.format("w")
        + r"(?:['’]s\b)?"
        + _TIME
        + r"(?P<lastweek>\s+(?:of\s+)?last\s+week)?\b",
        _weekday_back,
    ),
    (r"\b(?:the\s+)?day before yesterday\b", _before_yesterday),
    (
        r"\b(?:earlier\s+)?(?:today|tonight|this\s+(?:morning|afternoon|evening))\b|\bin the early hours of (?:today|this morning)\b",
        _today,
    ),
    (r"\byesterday(?:\s+(?:morning|afternoon|evening|night))?\b", _yesterday),
    (
        r"\b(?:overnight|last\s+night|during the night|in the night|in the course of the night)\b",
        _overnight,
    ),
    (
        r"\b(?:at|on|over|during)\s+the\s+weekend\b|\b(?:last|this|past)\s+weekend\b|\bthe weekend\b",
        _weekend,
    ),
    (r"\b(?:earlier|early|later|late)?\s*(?:in\s+)?(?:this|the current)\s+week\b", _earlier_week),
    (r"\b(?:early\s+|late\s+)?(?:last|the\s+previous)\s+week\b", _last_week),
    (r"\b(?:earlier|early)\s+this\s+month\b|\bthis\s+month\b", _earlier_month),
    (
        r"\b(?:(?:early|late|mid|the end of|at the end of|the beginning of)[\s-]+)?last\s+month\b",
        _last_month,
    ),
    (
        r"\b(?:in|over|during|within)\s+(?:the\s+)?(?:past|last|previous)\s+(?:"
        + _COUNT
        + r"\s+)?(?P<unit>hours?|days?|weeks?|months?|years?)\b",
        _past,
    ),
    (
        r"\b(?:the\s+)?(?:past|previous)\s+(?:"
        + _COUNT
        + r"\s+)?(?P<unit>hours?|days?|weeks?|months?|years?)\b",
        _past,
    ),
    (
        r"\b(?:about\s+|some\s+|more than\s+)?"
        + _COUNT
        + r"\s+(?P<unit>hours?|days?|weeks?|months?|years?)\s+ago\b",
        _ago,
    ),
    (
        r"\b"
        + _COUNT
        + r"\s+(?P<unit>minutes?|hours?|days?|weeks?|months?|years?)\s+(?:earlier|before(?!\s+the)|previously|later|afterwards)\b",
        _earlier,
    ),
    (
        r"\b(?:on\s+)?(?:the\s+)?(?:very\s+)?same\s+(?:day|morning|evening|night|afternoon|date)\b|\bthat\s+(?:same\s+)?(?:day|evening|night|morning|afternoon)\b|\blater\s+(?:that|the same)\s+day\b|\bhours\s+later\b|\bthe\s+same\s+day\b",
        _same_day,
    ),
    (
        r"\b(?:on\s+)?the\s+(?:previous\s+(?:day|night|evening)|(?:day|night|evening)\s+before)\b|\bthe\s+eve\b",
        _day_before,
    ),
    (
        r"\b(?:on\s+)?the\s+(?:following|next)\s+(?:day|morning|night|evening)\b|\bthe\s+day\s+after\b|\bnext\s+day\b",
        _day_after,
    ),
    (
        r"\b(?:(?:in|since|last|during|throughout)\s+)?(?:(?:the\s+)?(?:early|late|mid|end of|beginning of|start of|middle of)[\s-]+)?(?:last\s+)?"
        + _M.format("m").replace("|may|", r"|may(?!\s+(?:have|be|not|also|well))|")
        + r"(?:\s+(?:of\s+)?(?P<y>(?:19|20)\d\d))?\b",
        _in_month,
    ),
    (r"\b(?:in|since|of|during|back in)?\s*(?P<y>(?:19|20)\d\d)\b", _in_year),
    (r"\blast\s+year\b", _last_year),
    (r"\b(?:recently|lately|of late|in recent (?:days|weeks)|recent)\b", _recent),
]
_COMPILED = [(re.compile(rule, re.IGNORECASE), resolve) for rule, resolve in _RULES]
_CAPITAL = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)"
)


def find(
    text: str, start: int, end: int, *, published: dt.date, current: dt.date | None = None
) -> list[When]:
    """Find what a stretch of a report says about time.

    Parameters
    ----------
    text
        The whole report.
    start, end
        The stretch, in code points.
    published
        The day of publication, from which weekdays are counted back.
    current
        The day of the event told before, for "a day earlier" and "the same day".

    Returns
    -------
    list of When
        In order, without overlaps; the longer reading wins.
    """
    taken: list[When] = []
    for pattern, resolve in _COMPILED:
        for match in pattern.finditer(text, start, end):
            first, last = _trimmed(match)
            if any(first < other.end and other.start < last for other in taken):
                continue
            if resolve is _in_month and not _CAPITAL.search(match.group()):
                continue
            try:
                days = resolve(match, published, current)
            except (ValueError, OverflowError):
                days = None
            if days is not None:
                low, high, kind = days
                taken.append(When(low, high, precision_of(low, high), first, last, kind))
    return sorted(taken, key=lambda when: when.start)


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    """The match without space around it."""
    said = match.group()
    return match.start() + len(said) - len(said.lstrip()), match.end() - len(said) + len(
        said.rstrip()
    )
