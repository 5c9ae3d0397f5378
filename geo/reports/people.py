"""Counted people: "two Thai rangers", "a nurse", "four others"; vehicles and houses are none."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from . import numbers
from .lexicon import effect_words, words

if TYPE_CHECKING:
    from .numbers import Count
    from .words import Token


_STOPS = frozenset(
    "after before when while in at near on during from by with as who which that whose since until "
    "for under outside against where because into through around but said says told when".split()
)


_PART = frozenset("including among whom includes include mostly mainly".split())


_SINGULAR = frozenset("a an another one the his her their its".split())


_LABELS = frozenset("aged age no number article day page phase group unit chapter top m".split())


_AFTER_A_NUMBER = frozenset(". , and in at near on were had dead killed during after when".split())


_MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)


_CLOCK = frozenset("am pm a.m p.m gmt hours o'clock am. utc".split())


_PLURAL = frozenset(
    "people men women children police troops personnel staff security gunmen policemen "
    "militia crew family couple gang elderly displaced dead wounded aid humanitarian"
    " lives militiamen enemy body".split()
)


_THE_ONE = frozenset(
    "wife husband mother father driver brother sister son daughter mayor chief commander "
    "pilot shepherd grandmother governor judge prosecutor administrator headmaster headteacher "
    "imam priest pastor bishop editor candidate councillor senator warden prefect "
    "bodyguard nephew niece cousin uncle aunt grandson granddaughter grandfather colleague "
    "companion neighbour neighbor friend fiance fiancee baby infant toddler newborn".split()
)


_PLACES_AND_SPEECH = frozenset(
    "post camp base station convoy patrol checkpoint said says told spokesman outpost vehicle"
    " chief headquarters school".split()
)


_OLDEST = 110


class Group(NamedTuple):
    """A counted group of people: two Thai rangers, a nurse, four others."""

    first: int
    last: int
    low: int | None
    high: int | None
    head: str
    part: bool


def find(tokens: tuple[Token, ...], counts: list[Count]) -> list[Group]:
    """Find the counted people of a sentence.

    Parameters
    ----------
    tokens
        The sentence.
    counts
        Its numbers.

    Returns
    -------
    list of Group
        In order.
    """
    found: list[Group] = []
    for count in counts:
        group = _people(tokens, count)
        if group is not None:
            found.append(group)
    for at, token in enumerate(tokens):
        single = token.low in _SINGULAR and not any(
            group.first <= at < group.last for group in found
        )
        if single:
            group = _single(tokens, at)
            if group is not None:
                found.append(group)
    return sorted(group for group in found if not _within(tokens, group, found))


def _within(tokens: tuple[Token, ...], group: Group, found: list[Group]) -> bool:
    """Whether people are those of whom others were counted: three members of one family."""
    before = group.first - 1
    return before > 0 and tokens[before].low == "of" and any(g.last == before for g in found)


def _people(tokens: tuple[Token, ...], count: Count) -> Group | None:
    """The people a number counts; a bare number before a verb counts people too."""
    before = tokens[count.first - 1].low if count.first else ""
    if before in _LABELS or is_date(tokens, count) or is_age(tokens, count):
        return None
    at, head = count.last, ""
    if at < len(tokens) and tokens[at].low == "of" and at + 1 < len(tokens):
        nxt = tokens[at + 1].low
        if (
            nxt in {"them", "whom", "the", "those", "his", "her", "their", "its", "these"}
            or tokens[at + 1].capital
        ):
            at += 1 + (nxt in {"the", "those", "his", "her", "their", "its", "these"})
    steps = 0
    while at < len(tokens) and steps < 6:
        token = tokens[at]
        if token.kind == "punct" and token.text not in "\"“”‘’'":
            break
        if token.low in words("thing") and token.low not in words("person"):
            follows = at + 1 < len(tokens) and tokens[at + 1].low in words("person")
            if not follows:
                return None
        if token.low in words("person") or token.low in {"more", "whom", "them"}:
            head = token.low
            at += 1
            while (
                at < len(tokens)
                and tokens[at].low in words("person")
                and tokens[at].low not in {"dead", "wounded", "another"}
            ):
                head = tokens[at].low
                at += 1
            break
        if (
            token.low in _STOPS
            or token.low
            in {"and", "or", "were", "was", "have", "had", "has", "of", "years", "year", "to"}
            or token.low in effect_words()
        ):
            break
        if token.kind == "num":
            return None
        if token.capital and steps == 0 and _stands_for_people(tokens, at):
            head, at = token.low, at + 1
            break
        at += 1
        steps += 1
    if not head and steps and not (at < len(tokens) and tokens[at].low in effect_words()):
        return None
    return Group(
        count.first,
        max(at if head else count.last, count.last),
        count.low,
        count.high,
        head,
        _is_part(tokens, count.first),
    )


def _stands_for_people(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a name after a number counts people: six Taliban, three Houthis."""
    after = tokens[at + 1].low if at + 1 < len(tokens) else "."
    return after in _AFTER_A_NUMBER


def is_age(tokens: tuple[Token, ...], count: Count) -> bool:
    """Whether a number is an age: a woman of 71; a Palestinian, 22, was; 34 and 60 years old."""
    first, last = count.first, count.last
    if count.low is None or count.low != count.high or count.low > _OLDEST or last - first > 1:
        return False
    after = [token.low for token in tokens[last : last + 2]]
    if after[:1] in (["years"], ["year"]) and "old" in after:
        return True
    if first < 2 or tokens[first].kind != "num":
        return False
    joint, noun = tokens[first - 1].low, tokens[first - 2]
    if joint == "of" and noun.low == "age":
        return True
    if joint == "of":
        return noun.low in words("person") and not noun.low.endswith("s") and bool(after)
    someone = noun.low in words("person") or noun.capital or _aged_with(tokens, last)
    ends = not after or after[0] in {",", ")", "and", ";", "."}
    if joint == "and" and tokens[first - 2].kind == "num" and first > 3:  # two men, 29 and 41
        return tokens[first - 3].low == "," and tokens[first - 4].low in words("person") and ends
    return joint in {",", "("} and ends and someone


def _aged_with(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a list of bare numbers goes on to "years old"."""
    while at + 1 < len(tokens) and tokens[at].low in {",", "and"} and tokens[at + 1].kind == "num":
        at += 2
    return [token.low for token in tokens[at : at + 2]] == ["years", "old"]


def is_date(tokens: tuple[Token, ...], count: Count) -> bool:
    """Whether a number is a day, an hour or a year."""
    around = [count.last, count.first - 1]
    near = any(
        0 <= n < len(tokens) and tokens[n].low in _MONTHS and tokens[n].capital for n in around
    )
    clock = count.last < len(tokens) and tokens[count.last].low in _CLOCK
    year = (
        count.low is not None
        and 1900 <= count.low <= 2100
        and tokens[count.first].kind == "num"
        and "," not in tokens[count.first].text
    )
    return near or clock or year


def _single(tokens: tuple[Token, ...], at: int) -> Group | None:
    """A soldier, a taxi driver, another, his wife: one person."""
    low = tokens[at].low
    if low == "another":
        after = tokens[at + 1].low if at + 1 < len(tokens) else ""
        if numbers.plain(tokens, at + 1) if at + 1 < len(tokens) else False:
            return None
        if after in words("thing"):
            return None
    position, head = at + 1, ""
    while position < min(len(tokens), at + 6):
        token = tokens[position]
        if (
            token.kind != "word"
            or token.low in _STOPS
            or token.low in {"and", "of", "or"}
            or token.low in effect_words()
        ):
            break
        if token.low in words("person"):
            head = token.low
            position += 1
            while (
                position < len(tokens)
                and tokens[position].low in words("person")
                and tokens[position].low not in {"dead", "wounded"}
            ):
                head, position = tokens[position].low, position + 1
            break
        position += 1
    plural = head.endswith("s") or head in _PLURAL
    if low == "another" and not head:
        return Group(at, at + 1, 1, 1, "another", part=False)
    if (
        not head
        or plural
        or (low in {"the", "his", "her", "their", "its"} and head not in _THE_ONE)
    ):
        if head == "couple" and low == "a":
            return Group(at, position, 2, 2, "people", _is_part(tokens, at))
        return None
    if position < len(tokens) and (
        tokens[position].low in words("thing")
        or tokens[position].low in _PLACES_AND_SPEECH
        or tokens[position].text in {"’s", "'s"}
        or tokens[position].glued
    ):
        return None
    return Group(at, position, 1, 1, head, _is_part(tokens, at))


def _among_them(tokens: tuple[Token, ...], first: int) -> bool:
    """Whether "among them" follows: five soldiers, an officer among them."""
    said = [token.low for token in tokens[first + 1 : first + 9]]
    at = said.index("among") if "among" in said else 0
    return said[at + 1 : at + 2] == ["them"] and not {",", ";"} & set(said[:at])


def _is_part(tokens: tuple[Token, ...], first: int) -> bool:
    """Whether the words before say that this is a part of a number told already."""
    before = [token.low for token in tokens[max(0, first - 4) : first]]
    after = [token.low for token in tokens[first + 1 : first + 4]]
    if (
        after[:1] == ["of"]
        and after[1:2] in (["them"], ["whom"])
        and first
        and tokens[first - 1].text in {",", "-", "–", "—", "("}
    ):
        return True
    if _among_them(tokens, first):
        return True
    if any(word in _PART for word in before[-3:]) or before[-2:] in (["one", "of"], ["two", "of"]):
        return True
    return before[-1:] == ["("]
