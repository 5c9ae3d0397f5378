"""Armed groups that no table knows, by the form of their names.

"The Stability Support Apparatus (SSA)", "Bedouin fighters", "armed herders": capitalised words
that end in a word for a group, or people who fight named by who they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .words import Token

_HEADS = frozenset(
    "front army movement militia militias brigade brigades force forces cartel guard guards "
    "alliance coalition resistance gang fighters apparatus legion corps network faction "
    "volunteers squad company rebels insurgents separatists militants tribes tribe".split()
)
_OF_STATE = frozenset(
    "national security defence defense armed police air task border coast presidential republican "
    "reserve intervention reaction special joint infantry marine mountain armoured royal ground "
    "naval federal rapid elite general civil emergency regional multinational local state".split()
)
_FOLK = frozenset(
    "settlers herders herdsmen tribesmen villagers bandits vigilantes pastoralists "
    "poachers smugglers".split()
)
_ARMED = frozenset("fighters gunmen militiamen militants rebels separatists tribes groups".split())
_PLAIN = frozenset(
    "jihadist islamist armed rebel suspected unknown masked unidentified local some two three "
    "monday tuesday wednesday thursday friday saturday sunday yesterday "
    "several many other government foreign separatist heavily these those".split()
)
_SMALL = frozenset({"of", "the", "al", "for", "and", "in"})


class Unlisted(NamedTuple):
    """A group by its words: tokens first..last-1, its name, and its acronym if one follows."""

    first: int
    last: int
    name: str
    acronym: str
    state: bool


def find(tokens: tuple[Token, ...], taken: set[int], ethnic: set[int]) -> list[Unlisted]:
    """Find groups that no table knows.

    Parameters
    ----------
    tokens
        A sentence.
    taken
        Tokens of parties known already, and of places.
    ethnic
        Tokens that name a state's people: "Turkish fighters" are that state's.

    Returns
    -------
    list of Unlisted
        In order.
    """
    words = [t for t in tokens if t.kind == "word"]
    capitals = sum(t.capital for t in words) / max(1, len(words))
    if capitals > 0.75:  # a headline
        return []
    found: list[Unlisted] = []
    for at, token in enumerate(tokens):
        if at in taken:
            continue
        group = _proper(tokens, at, taken) if token.capital else _folk(tokens, at, ethnic)
        if group is None or (group.state and capitals > 0.6):
            continue
        if not any(n in taken for n in range(group.first, group.last)):
            found.append(group)
    return found


def _proper(tokens: tuple[Token, ...], at: int, taken: set[int]) -> Unlisted | None:
    """A name in capitals that ends in a word for a group."""
    if tokens[at].low not in _HEADS or not at:
        return None
    first = at
    while first > 0 and first - 1 not in taken and _part(tokens, first):
        first -= 1
    while first < at and (not tokens[first].capital or tokens[first].low in _SMALL):
        first += 1
    said = [t.low for t in tokens[first:at]]
    if not said:
        return None
    name = _text(tokens, first, at + 1)
    return Unlisted(first, at + 1, name, _acronym(tokens, at + 1), bool(_OF_STATE & set(said)))


def _part(tokens: tuple[Token, ...], first: int) -> bool:
    """Whether the word before belongs to the name."""
    before = tokens[first - 1]
    if before.capital and before.kind == "word":
        return True
    if before.kind == "poss":
        return first > 1 and tokens[first - 2].capital
    return before.low in {"of", "the", "for", "and"} and first > 1 and tokens[first - 2].capital


def _folk(tokens: tuple[Token, ...], at: int, ethnic: set[int]) -> Unlisted | None:
    """People who fight, named by who they are: Fulani herders, Bedouin fighters, settlers."""
    low = tokens[at].low
    before = tokens[at - 1] if at else None
    if before is not None and at - 1 in ethnic and low not in _FOLK:
        return None
    named = before is not None and before.capital and before.kind == "word" and at > 1
    named = named and before is not None and before.low not in _PLAIN
    if low in _ARMED and named:
        return Unlisted(at - 1, at + 1, _text(tokens, at - 1, at + 1), "", state=False)
    if low in _FOLK:
        first = at - 1 if named or (before is not None and before.low == "armed") else at
        return Unlisted(first, at + 1, _text(tokens, first, at + 1), "", state=False)
    return None


def _acronym(tokens: tuple[Token, ...], at: int) -> str:
    """The short name in brackets after a name."""
    inside = at + 2 < len(tokens) and tokens[at].text == "(" and tokens[at + 2].text == ")"
    return tokens[at + 1].low if inside and tokens[at + 1].text.isupper() else ""


def _text(tokens: tuple[Token, ...], first: int, last: int) -> str:
    parts = [tokens[first].text]
    parts += [("-" if t.glued else " ") + t.text for t in tokens[first + 1 : last]]
    return "".join(parts).replace(" ’s", "’s").replace(" 's", "'s")
