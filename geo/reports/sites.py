"""Places told by what stands or moves there: "X's police station was overrun", "leaving X"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .knowns import SITES

if TYPE_CHECKING:
    from .knowns import Toponym
    from .words import Token


_MOVING = frozenset(
    "leaving entering approaching nearing passing crossing exiting patrolling guarding".split()
)


def is_passed(tokens: tuple[Token, ...], name: Toponym) -> bool:
    """Whether somebody is met on the way through or out of a place: "as it was leaving X"."""
    lead = [t.low for t in tokens[max(0, name.first - 4) : name.first]]
    while lead and lead[-1] in {"the", "of", "town", "city", "village", "through"}:
        lead.pop()
    return bool(lead) and lead[-1] in _MOVING


def was_hit(tokens: tuple[Token, ...], name: Toponym, acts: set[int]) -> bool:
    """Whether a site that bears a place's name is what was hit: "X's police station was overrun".

    What stands between, in brackets or with "in", only says where it lies.
    """
    if name.level not in {"town", "unknown", "admin2"}:
        return False
    at = name.last
    lead = [t.low for t in tokens[max(0, name.first - 3) : name.first]]
    if not (lead and lead[-1] in {"of", "in", "at"} and SITES & set(lead[:-1])):
        at += at < len(tokens) and tokens[at].text in {"'s", "’s"}
        own = next((n for n in range(at, min(len(tokens), at + 4)) if tokens[n].low in SITES), -1)
        if own < 0 or any(t.kind == "punct" or t.low in _CLAUSE for t in tokens[at:own]):
            return False
        at = own + 1
    if at < len(tokens) and tokens[at].text == "(":
        at = next((n + 1 for n in range(at, len(tokens)) if tokens[n].text == ")"), at)
    if at < len(tokens) and tokens[at].low in {"in", ","}:
        named = (n for n in range(at, min(len(tokens), at + 9)) if tokens[n].low in _WAS)
        at = next(named, len(tokens))
    was = at < len(tokens) and tokens[at].low in _WAS
    return was and any(n in acts for n in range(at, min(len(tokens), at + 5)))


_WAS = frozenset("was were came has had have".split())
_CLAUSE = frozenset("and or but that which who when where after before said".split())
