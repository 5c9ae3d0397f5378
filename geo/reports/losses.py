"""Losses told in other words than "killed" and "wounded": "nobody was hurt", "it cost lives"."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .lexicon import words

if TYPE_CHECKING:
    from .numbers import Count
    from .people import Group
    from .words import Token


class Toll(NamedTuple):
    """One statement of how many people were killed or wounded.

    Attributes
    ----------
    field
        ``killed`` or ``injured``.
    low, high
        Bounds, ``None`` where the words leave it open.
    children, civilians
        Of these, when stated.
    first, last
        Its tokens.
    total
        Whether it is a running total that replaces earlier figures.
    more
        Whether it comes on top ("another", "others").
    soldiers
        Whether all were combatants.
    """

    field: str
    low: int | None
    high: int | None
    first: int
    last: int
    children: int | None = None
    civilians: int | None = None
    total: bool = False
    more: bool = False
    soldiers: bool = False
    at: int = 0


def find(tokens: tuple[Token, ...], counts: list[Count], groups: list[Group]) -> list[Toll]:
    """Find losses that the usual words do not tell.

    Parameters
    ----------
    tokens
        A sentence.
    counts
        Its numbers.
    groups
        Its counted people.

    Returns
    -------
    list of Toll
        Those of nobody, of limbs and of lives.
    """
    return [*_nobody(tokens), *_limbs(tokens, groups), *_lives(tokens, counts)]


_BODY = frozenset(
    "leg arm head chest back shoulder hand foot stomach thigh neck face abdomen legs "
    "knee hip".split()
)


_NOT_SAID = frozenset(
    "mentioned mention gave gives giving specify mentions named details published".split()
)


_NO_NEWS = frozenset(
    "toll figures number details word information confirmation immediate claim responsibility"
    " exact independent".split()
)


def _nobody(tokens: tuple[Token, ...]) -> list[Toll]:
    """No one was hurt; no casualties; without injuries: zero, when somebody says so."""
    for at, token in enumerate(tokens):
        if token.low not in {"no", "nobody", "none", "without", "neither", "nor"}:
            continue
        before = {item.low for item in tokens[max(0, at - 4) : at]}
        if before & _NOT_SAID:
            continue
        for n in range(at + 1, min(len(tokens), at + 7)):
            low = tokens[n].low
            if tokens[n].kind == "punct" or low in _NO_NEWS:
                break
            if low in {"hurt", "casualties", "harmed", "victims", "casualty", "losses"} or (
                low in {"injured", "injuries", "wounded"}
            ):
                zeros = [
                    Toll("killed", 0, 0, at, n + 1, at=n),
                    Toll("injured", 0, 0, at, n + 1, at=n),
                ]
                reading = low in {"injured", "injuries", "wounded"}
                deaths = {item.low for item in tokens[max(0, n - 3) : n + 5]} & {
                    "deaths",
                    "killed",
                    "died",
                    "dead",
                    "fatalities",
                }
                return zeros if not reading or deaths or not _others_killed(tokens) else zeros[1:]
            if low in {"killed", "died", "deaths", "fatalities", "dead"}:
                more = {item.low for item in tokens[n : n + 4]} & {
                    "injured",
                    "wounded",
                    "hurt",
                    "injuries",
                }
                zeros = [Toll("killed", 0, 0, at, n + 1, at=n)]
                return [*zeros, Toll("injured", 0, 0, at, n + 1, at=n)] if more else zeros
    return []


def _others_killed(tokens: tuple[Token, ...]) -> bool:
    return any(token.low in {"killed", "died", "dead", "killing"} for token in tokens)


def _lives(tokens: tuple[Token, ...], counts: list[Count]) -> list[Toll]:
    """Cost 68 lives; took twelve lives; four soldiers fell; N fallen."""
    found = []
    for count in counts:
        after = tokens[count.last].low if count.last < len(tokens) else ""
        before = {token.low for token in tokens[max(0, count.first - 3) : count.first]}
        if after == "lives" and before & {
            "cost",
            "costing",
            "claimed",
            "claiming",
            "took",
            "taking",
        }:
            found.append(
                Toll("killed", count.low, count.high, count.first, count.last + 1, at=count.first)
            )
            continue
        for n in range(count.last, min(len(tokens) - 1, count.last + 4)):
            if tokens[n].low in words("person") and tokens[n + 1].low in {"fell", "fallen"}:
                ends = n + 2 >= len(tokens) or tokens[n + 2].low in {".", ",", ";", "and", "in"}
                if ends:
                    found.append(
                        Toll("killed", count.low, count.high, count.first, n + 2, at=n + 1)
                    )
    return found


def _limbs(tokens: tuple[Token, ...], groups: list[Group]) -> list[Toll]:
    """A driver was hit in the leg: wounded without the word."""
    for at in range(2, len(tokens) - 2):
        if (
            tokens[at].low in {"hit", "shot", "struck"}
            and tokens[at + 1].low == "in"
            and (tokens[at + 3].low if at + 3 < len(tokens) else "") in _BODY
        ):
            left = [g for g in groups if g.last <= at and at - g.last <= 2 and g.low is not None]
            if left:
                g = left[-1]
                return [Toll("injured", g.low, g.high, g.first, at + 4, at=at)]
    return []
