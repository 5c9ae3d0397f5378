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
    at
        The token that says what befell them.
    pointing
        Whether a pronoun stands for those counted; they may have been counted before.
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
    pointing: bool = False


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
    return [
        *_nobody(tokens),
        *_limbs(tokens, groups),
        *_lives(tokens, counts),
        *_fallen(tokens, groups),
        *_objects(tokens, groups),
        *_cost(tokens, groups),
        *_body(tokens),
        *_them(tokens, groups),
        *_put_at(tokens, counts),
        *_pointed_at(tokens),
    ]


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
    """Cost 68 lives; took twelve lives; the loss of eleven lives."""
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
            "loss",
        }:
            found.append(
                Toll("killed", count.low, count.high, count.first, count.last + 1, at=count.first)
            )
            continue
    return found


def _fallen(tokens: tuple[Token, ...], groups: list[Group]) -> list[Toll]:
    """Eight policemen and twenty-one villagers fell."""
    for number, group in enumerate(groups):
        after = [token.low for token in tokens[group.last : group.last + 2]]
        if group.head not in words("person") or after[:1] not in (["fell"], ["fallen"]):
            continue
        if after[1:] and after[1] not in {".", ",", ";", "and", "in"}:
            continue
        own = _joined(tokens, groups[: number + 1])
        if all(one.low is not None for one in own):
            low = sum(one.low or 0 for one in own)
            high = None if any(one.high is None for one in own) else sum(g.high or 0 for g in own)
            return [Toll("killed", low, high, own[0].first, group.last + 1, at=group.last)]
    return []


def _joined(tokens: tuple[Token, ...], groups: list[Group]) -> list[Group]:
    """The last people, and those before them that an "and" joins to them."""
    first = len(groups) - 1
    while first and [
        token.low for token in tokens[groups[first - 1].last : groups[first].first]
    ] == ["and"]:
        first -= 1
    return groups[first:]


_AUX = frozenset([*'"“”‘’ were was have has been had'.split(), "'"])
_KILLING_OF = frozenset(
    "assassination murder execution beheading slaying lynching slaughter massacre".split()
)
_OUT_OF_ACTION = frozenset("neutralised neutralized neutralising eliminated liquidated".split())


def _objects(tokens: tuple[Token, ...], groups: list[Group]) -> list[Toll]:
    """The assassination of a commander; neutralised eleven terrorists."""
    found = []
    for group in groups:
        lead = [token.low for token in tokens[max(0, group.first - 2) : group.first]]
        of = lead[1:] == ["of"] and lead[0] in _KILLING_OF
        after = [t.low for t in tokens[group.last : group.last + 3] if t.low not in _AUX]
        out = _OUT_OF_ACTION & {*lead[-1:], *after[:1]}
        if group.low is not None and group.head and (of or out):
            found.append(
                Toll("killed", group.low, group.high, group.first, group.last, at=group.first)
            )
    return found


def _body(tokens: tuple[Token, ...]) -> list[Toll]:
    """His body was found hours later."""
    for at in range(len(tokens) - 3):
        owner, noun, verb, found = (token.low for token in tokens[at : at + 4])
        if owner in {"his", "her"} and noun == "body" and verb in {"was", "has"}:
            later = {found, *(token.low for token in tokens[at + 4 : at + 6])}
            if later & {"found", "recovered", "discovered", "dumped"}:
                return [Toll("killed", 1, 1, at, at + 4, pointing=True, at=at + 1)]
    return []


def _them(tokens: tuple[Token, ...], groups: list[Group]) -> list[Toll]:
    """Dragged five men from a bus and killed them: as many as were told before the pronoun."""
    for at in range(1, len(tokens)):
        if tokens[at].low not in {"them", "him", "her"} or tokens[at - 1].low not in _SLEW:
            continue
        told = [g for g in groups if g.last < at and not g.part and g.low is not None]
        if tokens[at].low == "them" and told:
            return [Toll("killed", told[-1].low, told[-1].high, at - 1, at + 1, at=at - 1)]
        if tokens[at].low != "them" and tokens[at - 1].low != "shot":
            return [Toll("killed", 1, 1, at - 1, at + 1, pointing=True, at=at - 1)]
    return []


_SLEW = frozenset(
    "killed executed beheaded slaughtered murdered massacred killing executing".split()
)


def _cost(tokens: tuple[Token, ...], groups: list[Group]) -> list[Toll]:
    """It cost a peacekeeper his life; the group mourned four of its fighters."""
    for group in groups:
        lead = {token.low for token in tokens[max(0, group.first - 2) : group.first]}
        if lead & {"mourned", "mourning", "mourns"}:
            return [Toll("killed", group.low, group.high, group.first, group.last, at=group.first)]
        after = {token.low for token in tokens[group.last : group.last + 3]}
        if lead & {"cost", "costs", "costing"} and after & {"life", "lives"}:
            return [Toll("killed", group.low, group.high, group.first, group.last, at=group.first)]
    return []


_COUNTED = frozenset("it toll count number figure dead fatalities".split())


def _put_at(tokens: tuple[Token, ...], counts: list[Count]) -> list[Toll]:
    """A health worker put it at 12: what another source counts."""
    for count in counts:
        lead = [token.low for token in tokens[max(0, count.first - 6) : count.first]]
        after = tokens[count.last].low if count.last < len(tokens) else "."
        ends = after in {".", ",", ";", "and", "dead", "killed"}
        if ends and lead[-1:] == ["at"] and {"put", "puts"} & set(lead) and _COUNTED & set(lead):
            at = count.first
            return [Toll("killed", count.low, count.high, at, count.last, at=at)]
    return []


_POINTING = {"he": 1, "she": 1, "both": 2}
_ARE_DEAD = frozenset("died succumbed perished killed dead".split())


def _pointed_at(tokens: tuple[Token, ...]) -> list[Toll]:
    """He died on the way to hospital; both are dead: counted where nobody else is."""
    for at, token in enumerate(tokens[:-1]):
        count = _POINTING.get(token.low)
        if count is None or (at and tokens[at - 1].kind == "word"):
            continue
        said = tokens[at + 1].low
        if said in {"was", "is", "are", "were", "have", "has", "later"} and at + 2 < len(tokens):
            said = tokens[at + 2].low
        if said in _ARE_DEAD:
            return [Toll("killed", count, count, at, at + 2, pointing=True, at=at + 1)]
    return []


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
