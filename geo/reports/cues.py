"""The words that say when: patterns, what they need in a sentence, and who resolves them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from . import days, reckoned

Resolver = Callable[["re.Match[str]", dt.date, "dt.date | None"], "days.Found | None"]
"""The match, the day of publication and that of the event before, to days."""
_PARTS = {
    "M": (
        r"(?P<{0}>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?"
        r"|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
    ),
    "D": (
        r"(?:(?P<{0}>mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday|r)?|fri(?:day)?"
        r"|sat(?:urday)?|sun(?:day)?),?\s+)?"
    ),
    "W": r"(?P<{0}>monday|tuesday|wednesday|thursday|friday|saturday|sunday)",
    "N": r"(?P<{0}>\d{{1,2}})(?:st|nd|rd|th)?",
    "Y": r"(?:,?\s+(?P<{0}>(?:19|20)\d\d))?",
    "COUNT": (
        r"(?P<{0}>\d+|a couple of|couple of|a few|few|several|an?|one|two|three|four|five|six|seven"
        r"|eight|nine|ten|eleven|twelve|fourteen|fifteen|twenty)"
    ),
    "UNIT": r"(?P<{0}>hours?|days?|nights?|weeks?|months?|years?)",
    "TO": r"\s*(?:-|–|—|to|and|until|through|/)\s*",
    "TIME": (
        r"(?:\s+(?:at\s+)?(?:early\s+|late\s+)?(?:morning|afternoon|evening|night|midday|noon"
        r"|midnight|dawn|dusk|mid-?morning|at dawn|before dawn))?"
    ),
}
"""Pieces of the patterns; ``{0}`` is the name of the group."""
_PARTS["MONTH"] = _PARTS["M"].replace("|may|", r"|may(?!\s+(?:have|be|not|also|well))|")


class Cue(NamedTuple):
    """One way to say when.

    Attributes
    ----------
    needs
        Pieces of lower-case text, one of which must stand in a sentence; none: any digit.
    template
        The words, as :func:`_pattern` reads them.
    resolve
        From the match, the day of publication and that of the event before, to days.
    """

    needs: tuple[str, ...]
    template: str
    resolve: Resolver

    @property
    def pattern(self) -> re.Pattern[str]:
        """The words, compiled when a text first needs them."""
        return _pattern(self.template)


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """A template to a pattern: "<M m>" is a month in the group m, a space is any space."""

    def piece(match: re.Match[str]) -> str:
        return _PARTS[match["part"]].format(match["name"])

    spaced = template.replace(" ", r"\s+")
    made = re.sub(r"<(?P<part>[A-Z]+):?(?P<name>\w*)>", piece, spaced)
    return re.compile(rf"\b{made}", re.IGNORECASE)


_MONTHLY = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKLY = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PART_OF_DAY = (
    r"(?:on |of )?(?:the )?(?:(?:early|late) )?"
    r"(?:(?:morning|afternoon|evening|night|dawn|early hours) of )?"
)
_ORDINALS = "|".join(word.replace("-", "[- ]") for word in reversed(days.ORDINALS))
_TABLE = (
    ((), r"(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b", days.iso),
    ((), r"(?P<d>\d{1,2})(?P<sep>[./-])(?P<m>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d)\b", days.numeric),
    (
        ("night",),
        (
            r"(?:overnight|(?:on|in|during) the night) (?:of|from|between)?\s*(?:the )?<N:d1>"
            r"(?: (?:<M:mx>))?<TO><N:d2> (?:of )?<M:m><Y:y>"
        ),
        days.span,
    ),
    (
        ("night",),
        (
            r"(?:overnight|(?:on|in|during) the night|the night) (?:of|on|from|between)?\s*"
            r"<M:m> <N:d1><TO><N:d2><Y:y>\b"
        ),
        days.span,
    ),
    (
        ("night",),
        (
            r"(?:overnight|(?:on|in|during) the night|the night) (?:of|on|from|between)?\s*"
            r"<M:m> <N:d1><TO><M:m2> <N:d2><Y:y>\b"
        ),
        days.span2,
    ),
    (
        ("night",),
        r"overnight (?:(?:in)?to|on) (?:the )?<D:wx>(?:<M:m> <N:d1>|<N:d2> <M:m2>)<Y:y>\b",
        days.night_of_day,
    ),
    (
        ("last year", "this year"),
        (
            r"(?:(?:on|in) )?(?:the )?(?:(?:night|evening|morning|afternoon) (?:of|on) )?(?:the )?"
            r"<D:wx>(?:<N:d1> (?:of )?<M:m>|<M:m2> <N:d2>),? (?:of )?(?P<which>last|this) year\b"
        ),
        days.day_of_year,
    ),
    (
        ("last year", "this year"),
        (
            r"(?:in |during |throughout )?(?:(?:early|late|mid|end of|beginning of)[\s-]+)?"
            r"<MONTH:m>(?: of)? (?P<which>last|this) year\b"
        ),
        days.month_of_year,
    ),
    (
        _MONTHLY,
        r"(?:from |between )?<D:wx><N:d1> <M:m><TO><D:wy><N:d2> <M:m2><Y:y>\b",
        days.span2,
    ),
    (_MONTHLY, r"(?:from |between )?<M:m> <N:d1><TO><M:m2> <N:d2><Y:y>\b", days.span2),
    (
        _MONTHLY,
        (
            r"(?:from |between |on )?(?:the )?<D:wx><N:d1><TO>(?:the )?<D:wy><N:d2> "
            r"(?:of )?<M:m><Y:y>\b"
        ),
        days.span,
    ),
    (_MONTHLY, r"(?:from |between |on )?<M:m> <N:d1><TO><N:d2><Y:y>\b", days.span),
    (
        ("since",),
        r"(?:every day |daily |almost daily )?since (?:the )?<D:wx>(?:<N:d1> (?:of )?<M:m><Y:y>)\b",
        days.since_day,
    ),
    (
        ("since",),
        r"(?:every day |daily |almost daily )?since <D:wx><M:m> <N:d1><Y:y>\b",
        days.since_day,
    ),
    (
        ("night",),
        (
            r"(?:overnight|(?:in|on|during) the night|the night) (?:into|to|before) (?:the )?"
            r"<D:wx><N:d1> (?:of )?<M:m><Y:y>\b"
        ),
        days.night_of_day,
    ),
    (_MONTHLY, _PART_OF_DAY + r"(?:on )?<D:wx>(?:the )?<N:d1> (?:of )?<M:m><Y:y>\b", days.day),
    (_MONTHLY, _PART_OF_DAY + r"<D:wx><M:m> <N:d1>(?!\d)<Y:y>\b", days.day),
    (
        ("night",),
        (
            r"(?:overnight|(?:in|on|during) the night|the night|night) (?:from|of|between)?\s*<W:w>"
            r"(?: night)?\s*(?:-|–|to|into|and)\s*(?:early )?<W:w2>\b"
        ),
        days.two_weekdays,
    ),
    (
        ("night",),
        (
            r"(?:overnight|(?:in|on|during) the (?:small hours|night)|the night) "
            r"(?:in)?to (?:early )?<W:w>\b"
        ),
        days.night_to,
    ),
    (
        _WEEKLY,
        r"(?:late )?<W:wx>(?: (?:night|evening))? (?:in)?to (?:early )?<W:w>\b",
        days.night_to,
    ),
    (
        _WEEKLY,
        r"(?:between|from) <W:w>(?: (?:night|evening|morning))?<TO><W:w2>\b",
        days.two_weekdays,
    ),
    (
        ("since",),
        (
            r"(?:(?:every day|daily|almost daily|ever|continuously) )?since (?:early |late |last )?"
            r"<W:w><TIME>\b"
        ),
        days.since_weekday,
    ),
    (("since",), r"since yesterday\b", days.since_yesterday),
    (("before",), r"(?:on )?(?:the )?<W:w> before last\b", days.weekday_before_last),
    (("week",), r"a week (?:ago|before|earlier),? (?:on )?<W:w>\b", days.weekday_before_last),
    (("fortnight",), r"a fortnight ago\b", days.fortnight),
    (
        (" of ",),
        rf"(?:on )?<D:wx>the (?P<d1>{_ORDINALS}) (?:day )?of <M:m><Y:y>\b",
        days.day,
    ),
    (
        (" the ",),
        (
            r"on the (?P<d1>\d{1,2})(?:st|nd|rd|th)\b"
            r"(?=\s*(?:[,.;:)]|$|(?:in|at|when|they|it|of this month)\b))"
        ),
        days.of_this_month,
    ),
    (
        ("christmas", "boxing", "new year"),
        r"(?:on )?(?P<feast>christmas (?:eve|day)|boxing day|new year['’]?s? (?:eve|day))\b",
        days.feast,
    ),
    (("dawn", "day"), r"(?:since dawn|earlier in the day)\b", days.today),
    (
        ("week",),
        r"(?:at|since) the (?:start|beginning) of the week\b",
        days.earlier_week,
    ),
    (
        ("following", "next"),
        r"(?:(?:in|over|during) )?the (?:following|next) (?P<unit>week|month)\b",
        reckoned.next_span,
    ),
    (("following", "next"), r"(?:on )?the (?:following|next) <W:w>\b", reckoned.next_weekday),
    (
        _WEEKLY,
        (
            r"(?:on |by |until )?(?:the )?(?:early|late|shortly before|before|after|around)?\s*"
            r"(?:on )?(?:(?P<last>next|coming|last|past|this coming) )?<W:w>(?:['’]s\b)?<TIME>"
            r"(?P<lastweek> (?:of )?last week)?\b"
        ),
        days.weekday_back,
    ),
    (
        ("yesterday",),
        r"(?:the )?(?:day|night|evening|morning) before yesterday\b",
        days.before_yesterday,
    ),
    (
        ("today", "tonight", "this"),
        (
            r"(?:(?:earlier )?(?:today|tonight|this (?:morning|afternoon|evening))\b"
            r"|in the early hours of (?:today|this morning)\b)"
        ),
        days.today,
    ),
    (("yesterday",), r"yesterday(?: (?:morning|afternoon|evening|night))?\b", days.yesterday),
    (
        ("night",),
        r"(?:overnight|last night|during the night|in the night|in the course of the night)\b",
        days.overnight,
    ),
    (
        ("weekend",),
        r"(?:(?:at|on|over|during) the weekend|(?:last|this|past) weekend|the weekend)\b",
        days.weekend,
    ),
    (
        ("week",),
        r"(?:(?:earlier|early|later|late)\s*)?(?:in )?(?:this|the current) week\b",
        days.earlier_week,
    ),
    (("week",), r"(?:early |late )?(?:last|the previous) week\b", days.last_week),
    (("month",), r"(?:(?:earlier|early) this month|this month)\b", days.earlier_month),
    (
        ("month",),
        r"(?:(?:early|late|mid|the end of|at the end of|the beginning of)[\s-]+)?last month\b",
        days.last_month,
    ),
    (
        ("past", "last", "previous"),
        (
            r"(?:in|over|during|within) (?:the )?(?:past|last|previous) "
            r"(?:<COUNT:count> )?<UNIT:unit>\b"
        ),
        reckoned.past,
    ),
    (
        ("past", "previous"),
        r"(?:the )?(?:past|previous) (?:<COUNT:count> )?<UNIT:unit>\b",
        reckoned.past,
    ),
    (("ago",), r"(?:about |some |more than )?<COUNT:count> <UNIT:unit> ago\b", reckoned.ago),
    (
        (" after",),
        (
            r"(?P<more>(?:(?:a little|slightly|just) )?(?:more than|over) )?"
            r"(?P<count>an?|one|two|three|\d+) (?P<unit>hours?|days?|weeks?) after (?=(?-i:[A-Z]))"
        ),
        reckoned.before_that,
    ),
    (
        ("earlier", "before", "previously", "later", "after that", "afterwards"),
        (
            r"<COUNT:count> (?P<unit>minutes?|hours?|days?|nights?|weeks?|months?|years?) "
            r"(?:earlier|before(?! the)|previously|later|afterwards|after that)\b"
        ),
        reckoned.earlier,
    ),
    (
        ("same", "that", "later"),
        (
            r"(?:(?:on )?(?:the )?(?:very )?same (?:day|morning|evening|night|afternoon|date)"
            r"|that (?:same )?(?:day|evening|night|morning|afternoon)"
            r"|later (?:that|the same) day|hours later|the same day)\b"
        ),
        reckoned.same_day,
    ),
    (
        ("previous", "before", "eve"),
        (
            r"(?:(?:on )?the (?:previous (?:day|night|evening)|(?:day|night|evening) before)"
            r"|the eve)\b"
        ),
        reckoned.day_before,
    ),
    (
        ("following", "next", "after"),
        (
            r"(?:(?:on )?the (?:following|next) (?:day|morning|afternoon|night|evening)"
            r"|the (?:day|morning|night) after(?!\s+(?:tomorrow|his|her|their|its)\b)|next day)\b"
        ),
        reckoned.day_after,
    ),
    (
        _MONTHLY,
        (
            r"(?:(?:in|since|last|during|throughout) )?(?:(?:the )?(?:early|late|mid|end of"
            r"|beginning of|start of|middle of)[\s-]+)?(?:last )?<MONTH:m>"
            r"(?: (?:of )?(?P<y>(?:19|20)\d\d))?\b"
        ),
        days.in_month,
    ),
    ((), r"(?:(?:in|since|of|during|back in)\s*)?(?P<y>(?:19|20)\d\d)\b", days.in_year),
    (("last",), r"last year\b", days.last_year),
    (
        ("recent", "lately", "of late"),
        r"(?:recently|lately|of late|in recent (?:days|weeks)|recent)\b",
        reckoned.recent,
    ),
)
CUES = tuple(Cue(*row) for row in _TABLE)
"""All cues; where two overlap, the earlier one counts."""
