"""Whom or what an act hit, in the report's own words or as the side it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from . import numbers, parties
from .hearing import ARMIES
from .lexicon import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .acts import Act
    from .mentions import Mention
    from .readings import Reading
    from .words import Token

_AIMED = frozenset({"on", "at", "against", "into", "upon", "of"})
_SKIPPED = frozenset(
    [
        *"the a an its his her their some several many dozens hundreds beside".split(),
        *numbers.ONES,
        *numbers.TENS,
    ]
)
_ENDS = frozenset(
    "in at near on from by with for of to and or but who which that whose where when while after "
    "before as during was were is are had has have killing wounding injuring leaving outside "
    "along between inside around against using above over under beside behind dead".split()
)
_PASSIVE = frozenset("was were been being is are".split())
_HIT = frozenset(
    "strike bombed shelling armed_attack air_strike drone_strike missile_strike bombing abduction "
    "destroy killed injured naval_attack fired taken landed".split()
)
_FORCES = frozenset(
    "soldiers soldier army police policemen policeman troops military gendarmes navy marines "
    "patrol garrison constables rangers".split()
)
_VAGUE = frozenset(
    "people person persons others another more victims men man body bodies members dead wounded "
    "town city border district hill village neighbourhood neighborhood centre center quarter "
    "region province".split()
)
"""Words that say neither whom nor what."""
_HOLDERS = frozenset("groups fighters militants families migrants civilians rebels troops".split())


class Target(NamedTuple):
    """What was hit: its name, and the sentence, first and last token it is read from."""

    name: str
    where: tuple[int, int, int]


def of(
    told: list[Mention], readings: Mapping[int, Reading], *, actor: str, country: str
) -> Target | None:
    """Find what an act hit.

    Parameters
    ----------
    told
        The mentions of an event, in order.
    readings
        Number of a sentence -> what was found in it.
    actor
        Who acted, or empty: nobody is a target of its own act.
    country
        Where it happened, ISO 3166-1 alpha-3: whose army "the army" is.

    Returns
    -------
    Target or None
        ``None`` where the words do not say.
    """
    for mention in told:
        reading = readings[mention.sentence]
        for act in sorted(mention.acts, key=lambda act: act.part == "effect"):
            if act.type not in _HIT and act.type != "armed_clash":
                continue
            for first, last in _phrases(reading.sentence.tokens, act):
                found = _named(reading, mention.sentence, first, last, actor, country)
                if found is not None:
                    return found
    return None


def _phrases(tokens: tuple[Token, ...], act: Act) -> list[tuple[int, int]]:
    """Where what was hit may stand: after "against", as object, after "attack on", as subject."""
    found = []
    against = next(
        (n for n in range(act.last, min(len(tokens), act.last + 14)) if tokens[n].low == "against"),
        -1,
    )
    if against >= 0:
        found.append(_phrase(tokens, against + 1))
    passive = any(t.low in _PASSIVE for t in tokens[max(0, act.first - 2) : act.first])
    if passive or _came_under(tokens, act):
        found.append(_subject(tokens, act.first))
    elif act.part != "noun":
        at = act.last + (act.last < len(tokens) and tokens[act.last].low in _AIMED)
        found.append(_phrase(tokens, at))
    elif act.last < len(tokens) and tokens[act.last].low in {"on", "of", "at"}:
        found.append(_phrase(tokens, act.last + 1))
    return [(first, last) for first, last in found if first < last]


def _came_under(tokens: tuple[Token, ...], act: Act) -> bool:
    return "under" in {t.low for t in tokens[act.first : act.last]}


def _phrase(tokens: tuple[Token, ...], at: int) -> tuple[int, int]:
    """The noun phrase that begins at a token, without its article."""
    first = at
    while first < len(tokens) and (tokens[first].low in _SKIPPED or tokens[first].kind == "num"):
        first += 1
    last = first
    while last < len(tokens) and last - first < 6:
        token = tokens[last]
        if token.kind in {"punct", "num"} or token.low in _ENDS:
            break
        last += 1
    return first, last


def _subject(tokens: tuple[Token, ...], at: int) -> tuple[int, int]:
    """The noun phrase before a passive verb."""
    last = at
    while last > 0 and tokens[last - 1].low in _PASSIVE | {"came", "come", "had", "has", "have"}:
        last -= 1
    first = last
    while first > 0 and last - first < 5:
        token = tokens[first - 1]
        held = token.low == "of" and tokens[first].low in _HOLDERS
        if not held and (token.kind in {"punct", "num"} or token.low in _ENDS | _SKIPPED):
            break
        first -= 1
    return first, last


def _named(
    reading: Reading, number: int, first: int, last: int, actor: str, country: str
) -> Target | None:
    """A phrase as a target: the side in it, or the people or thing it names."""
    tokens = reading.sentence.tokens
    side = next((p for p in reading.parties if first <= p.first < last and p.name), None)
    if side is not None and side.name != actor and side.kind == "group":
        return Target(side.name, (number, side.first, side.last))
    lows = [t.low for t in tokens[first:last]]
    if _FORCES & set(lows):
        owner = side.countries[0] if side is not None and side.countries else country
        name = parties.government(ARMIES.get(owner, owner)) if owner else ""
        return Target(name, (number, first, last)) if name and name != actor else None
    kinds = words("person") | words("facility") | words("thing") | words("vessel")
    ends = [n for n in range(first, last) if tokens[n].low in kinds - _VAGUE]
    if not ends or ends[-1] in {n for w in reading.weapons for n in range(w[2], w[3])}:
        return None
    end = _with_holder(tokens, ends[-1] + 1)
    places = {n for s in reading.scenes for n in range(s.place.first, s.place.last)}
    if all(n in places for n in range(first, end)) or lows[0] in {"fire", "fires"}:
        return None
    return Target(_written(tokens[first:end]), (number, first, end))


def _with_holder(tokens: tuple[Token, ...], end: int) -> int:
    """The end of "hideouts of armed groups", "a convoy of families"."""
    if end + 1 < len(tokens) and tokens[end].low == "of":
        for n in range(end + 1, min(len(tokens), end + 4)):
            if tokens[n].low in _HOLDERS:
                return n + 1
    return end


def _written(tokens: tuple[Token, ...]) -> str:
    """Some tokens as they are written, hyphens kept."""
    parts = [tokens[0].text]
    parts += [("-" if t.glued else "" if t.kind == "poss" else " ") + t.text for t in tokens[1:]]
    return "".join(parts)
