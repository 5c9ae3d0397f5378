"""People of no list: whoever is killed or dies is somebody, whatever he is called.

A list of nouns never ends ("a schoolmaster", "five aggressors", "three porters"). Beside a word of
killing or wounding a noun that is no thing and no animal counts people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .lexicon import words
from .people import Group

if TYPE_CHECKING:
    from .numbers import Count
    from .words import Token

_ACTIVE = frozenset(
    "killed killing kills kill slew slain murdered murdering assassinated beheaded executed "
    "wounded wounding wounds injured injuring injures hurt hurting maimed maiming".split()
)
"""Verbs whose object is somebody."""
_DIES = frozenset("died dies die dying perished perishes succumbed".split())
_BE = frozenset(
    "was were is are been being be got also then reportedly later has have had left found "
    "confirmed feared reported".split()
)
_PASSIVE = _ACTIVE - {"kills", "kill", "wounds", "hurting", "killing", "injures"} | {"dead"}
_NOBODY = frozenset(
    "total number dozen handful few couple score further third half quarter lot hundred thousand "
    "million record estimated additional bit series deal bill plan project truce ceasefire rumour "
    "hope fire chance person cow cows dog dogs goat goats camel camels horse horses donkey donkeys "
    "mule mules buffalo buffaloes bull bulls ox oxen elephant elephants chicken chickens animal "
    "animals bear lion tiger cat bird birds pig pigs lamb lambs poultry wildlife fish trees tree "
    "year month week day night hour minute building area way time case attack strike blast".split()
)
"""Nouns that are hit and killed without being people, or that only count."""
_SHORT = frozenset({"wounded", "injured", "hurt", "killed"})
"""What may be said without a verb after an "and": a guide was killed and a translator wounded."""
_LEAST = 3


def find(tokens: tuple[Token, ...], counts: list[Count], known: list[Group]) -> list[Group]:
    """Find people by what befell them.

    Parameters
    ----------
    tokens
        A sentence.
    counts
        Its numbers.
    known
        The people that :func:`geo.reports.people.find` found.

    Returns
    -------
    list of Group
        Those that no list of nouns has.
    """
    taken = {n for group in known for n in range(group.first, group.last)}
    starts: dict[int, tuple[int, int | None, int | None]] = {
        at: (at + 1, 1, 1)
        for at, token in enumerate(tokens)
        if token.low in {"a", "an"} and at not in taken
    }
    starts |= {
        c.first: (c.last, c.low, c.high) for c in counts if not taken & set(range(c.first, c.last))
    }
    found = []
    for first, (start, low, high) in sorted(starts.items()):
        last = _noun_phrase(tokens, start, single=low == high == 1 and first + 1 == start)
        if last > start and _befallen(tokens, first, last):
            found.append(Group(first, last, low, high, "person", part=False))
    return found


def _noun_phrase(tokens: tuple[Token, ...], start: int, *, single: bool) -> int:
    """The end of a noun and the words before it; the start if it is none of somebody."""
    last = start
    while last < min(len(tokens), start + 4) and _may_stand(tokens[last]):
        last += 1
    if last == start:
        return start
    noun = tokens[last - 1].low
    plural = noun.endswith("s") and not noun.endswith("ss")
    if len(noun) < _LEAST or noun in _NOBODY or noun in words("thing") or noun in words("facility"):
        return start
    if last < len(tokens) and tokens[last].low in {"of", "'s", "’s"}:
        return start
    return last if plural != single else start


def _may_stand(token: Token) -> bool:
    return (
        token.kind == "word"
        and not token.capital
        and token.low not in _BE | _ACTIVE | _DIES | _CLOSED
        and not token.low.endswith("ly")
    )


_CLOSED = frozenset(
    "in on at near by with from to of for and or but as after before when while who which that "
    "during under over against inside outside until since because into through around if than not "
    "people dead more others other".split()
)


def _befallen(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Whether the noun is the object of a killing or the subject of a death."""
    if first and tokens[first - 1].low in _ACTIVE:
        return first < 2 or tokens[first - 2].low not in {"was", "were", "been", "who", "being"}
    after = last
    while after < min(len(tokens), last + 4) and (
        tokens[after].low in _BE or tokens[after].low.endswith("ly")
    ):
        after += 1
    if after >= len(tokens):
        return False
    said = tokens[after].low
    short = bool(first) and tokens[first - 1].low in {"and", ","} and said in _SHORT
    return said in _DIES or (after > last and said in _PASSIVE) or said == "dead" or short
