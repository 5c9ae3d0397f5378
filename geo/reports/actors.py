"""Who acts: the side that an act is told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .lexicon import words

if TYPE_CHECKING:
    from .acts import Act
    from .parties import Party
    from .voices import Voice
    from .words import Sentence, Token

_CLAUSES = frozenset({"but", "while", "that", "when", "after", "before", "as"})
_OWN = frozenset({"it", "its", "they", "their", "we", "our", "he"})
_ASIDES = frozenset({"after", "before", "when", "while", "which", "who"})
_SUFFERED = frozenset(
    "died dies dying dead death deaths perished succumbed bodies lost losing fatalities fatality "
    "toll injuries casualties suffered".split()
)
_SMALL = frozenset("the a an of and 's ’s its their his her country national federal royal".split())
_PREPOSITIONS = frozenset(
    "in at near against on from to with between into target hit targeting outside for".split()
)
_PASSIVE = frozenset({"was", "were", "been", "being"})
_CARRIED_OUT = frozenset(
    "carried launched conducted mounted staged launch launching conducting made killed began "
    "opened intensified resumed".split()
)


def actor_of(sentence: Sentence, act: Act, found: list[Party]) -> Party | None:
    """The side that an act is told of.

    Parameters
    ----------
    sentence
        The sentence.
    act
        One of its acts.
    found
        Its parties.

    Returns
    -------
    Party or None
        The subject of an active verb, the one after "by", or the owner of a noun.
    """
    tokens = sentence.tokens
    if act.part == "effect" and (
        tokens[act.first].low in _SUFFERED or _without_object(tokens, act)
    ):
        return None
    by = _after_by(tokens, act, found)
    if by is not None:
        return by
    passive = any(
        tokens[n].low in {"was", "were", "been", "being", "be"}
        for n in range(max(0, act.first - 3), act.first)
    )
    passive = passive and not tokens[act.first].low.endswith("ing")
    passive = passive or "under" in {t.low for t in tokens[act.first : act.last]}
    if act.type == "intercept":
        return _owner_of_drones(found, act)
    if _suffered(tokens, act):
        return None
    if act.part == "noun":
        owner = [
            p
            for p in found
            if p.last <= act.first and act.first - p.last <= 3 and p.kind != "local"
        ]
        if owner and not any(
            tokens[n].text in {",", ".", ";"} or tokens[n].low in {"in", "on", "at", "from"}
            for n in range(owner[-1].last, act.first)
        ):
            return owner[-1]
        return _from_subject(tokens, act, found) or _fighter(act, found)
    if passive:
        return None
    return _subject(tokens, act, found)


_ENDS = frozenset(
    "in on at by near during after before when while as since there late early and or but "
    ", . ; : )".split()
)


def _without_object(tokens: tuple[Token, ...], act: Act) -> bool:
    """Whether a word of killing or wounding has nobody after it: "two wounded when"."""
    if not tokens[act.first].low.endswith("ed"):
        return False
    return act.last >= len(tokens) or tokens[act.last].low in _ENDS


def _fighter(act: Act, found: list[Party]) -> Party | None:
    """One side of a clash: the first that the sentence names."""
    if act.type != "armed_clash":
        return None
    named = [p for p in found if p.acting and p.kind in {"group", "state"}]
    return named[0] if named else None


def _after_by(tokens: tuple[Token, ...], act: Act, found: list[Party]) -> Party | None:
    suffered = _suffered(tokens, act)
    for n in range(act.last, min(len(tokens), act.last + 14)):
        if tokens[n].text in {";", ".", ":"} or tokens[n].low in _ASIDES:
            break
        near = (p for p in found if n < p.first <= n + 6 and p.acting)
        if tokens[n].low == "by":
            return next(near, None)
        if suffered and tokens[n].low in {"of", "from"}:
            party = next(near, None)
            if party is not None:
                return party
    return None


def _suffered(tokens: tuple[Token, ...], act: Act) -> bool:
    """Whether the subject meets with the act: fell into an ambush of X; came under fire from X."""
    said = {t.low for t in tokens[max(0, act.first - 5) : act.last]}
    return bool(said & {"under"}) or bool(said & _INTO and "into" in said)


_INTO = frozenset("fell ran walked drove rode fallen falls runs".split())


def _subject(tokens: tuple[Token, ...], act: Act, found: list[Party]) -> Party | None:
    """The last side before a verb, in its clause, that may act and is no object of another verb."""
    start = act.first
    while start > 0 and act.first - start < 22:
        token = tokens[start - 1]
        if token.low in {"which", "who"}:
            return next((p for p in reversed(found) if 0 <= start - 1 - p.last <= 2), None)
        goes_on = token.low == "that" and tokens[start].low in _OWN
        if token.text in {";", ":"} or (token.low in _CLAUSES and not goes_on):
            break
        start -= 1
    before = [p for p in found if start <= p.first < act.first and p.acting]
    before = [p for p in before if not _after_prep(tokens, p)]
    spoken = max((n for n in range(start, act.first) if tokens[n].low in _SPOKEN), default=-1)
    after = [p for p in before if p.first > spoken]
    unknown = any(
        tokens[n].low in words("initiator_unknown")
        for n in range(max(start, spoken + 1), act.first)
    )
    if after or (unknown and not after):
        return after[0] if after else None
    if len(before) > 1 and [t.low for t in tokens[before[-2].last : before[-1].first]] == ["and"]:
        return before[-2]
    if spoken >= 0 and not (_OWN | {"to"}) & {t.low for t in tokens[spoken + 1 : act.first]}:
        return None
    return before[-1] if before else None


def of_itself(sentence: Sentence, acts: list[Act], voices: list[Voice]) -> Party | None:
    """Find who tells of an act of its own: "the command said that it conducted an airstrike".

    Parameters
    ----------
    sentence
        The sentence.
    acts
        Its acts.
    voices
        Who speaks in it.

    Returns
    -------
    Party or None
        The side that speaks, where "it", "they" or "we" stands before a verb of the acts.
    """
    tokens = sentence.tokens
    for act in acts:
        if act.part != "verb":
            continue
        at = act.first - 1
        while at > 0 and tokens[at].low in {"had", "has", "have", "also", "then"}:
            at -= 1
        if at < 0 or tokens[at].low not in {"it", "they", "we"}:
            continue
        spoke = [v for v in voices if v.verb < at and v.party is not None and not v.neutral]
        if spoke:
            return spoke[-1].party
    return None


_SPOKEN = frozenset(
    "said says say stated states claimed claims announced reported reports confirmed added "
    "told wrote writes declared acknowledged admitted alleged insisted".split()
)


def _owner_of_drones(found: list[Party], act: Act) -> Party | None:
    """Whose drones or missiles were shot down: the side named after the verb."""
    return next(
        (p for p in found if act.last <= p.first <= act.last + 6 and p.kind != "local"), None
    )


def _after_prep(tokens: tuple[Token, ...], party: Party) -> bool:
    at = party.first - 1
    while at >= 0 and tokens[at].low in _SMALL:
        at -= 1
    return at >= 0 and tokens[at].low in _PREPOSITIONS


def _from_subject(tokens: tuple[Token, ...], act: Act, found: list[Party]) -> Party | None:
    """Carried out a strike, launched an attack: the subject of the verb before the noun."""
    verbs = _CARRIED_OUT
    for n in range(act.first - 1, max(-1, act.first - 9), -1):
        if tokens[n].low in verbs and not (n and tokens[n - 1].low in _PASSIVE):
            before = [
                p
                for p in found
                if p.first < n and n - p.first < 16 and p.acting and not _after_prep(tokens, p)
            ]
            return before[-1] if before else None
    return None
