"""How a place stands in its sentence: where something happened, who speaks there, where they fled.

A scene is one place where an act may have happened, with what is said about it: near or in, how
far and in which direction, and the province and country named beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from . import distances, sites
from .distances import BEARINGS
from .knowns import AREA_WORDS, FACILITY, PARTICLES, Toponym

if TYPE_CHECKING:
    from .words import Sentence, Token

_IN = frozenset("in at inside within across throughout over on into through".split())
_NEAR = frozenset("near around outside beyond above below beside towards by".split())
_EDGE = frozenset(
    "outskirts edge fringes vicinity outside limits environs periphery surroundings hills heights "
    "perimeter approaches surrounding".split()
)
_TO = frozenset("to toward towards for".split())
_BREAKS = frozenset(
    "and or but that which who whom while when where after before as because than with without "
    "said says told against via since until is are was were be been has have had by during".split()
)
_BLAME = frozenset("blame blames blamed blaming pin pins pinned put puts lay lays laid".split())
_SHORE = frozenset("the of coast port town island city road highway shore its".split())
"""What may stand between "off" or "along" and the name that it governs."""
_LINE_NOUNS = frozenset("road highway route motorway track railway line axis corridor rail".split())
PEOPLE = frozenset(
    "residents officials people villagers authorities police governor mayor families refugees "
    "hospital hospitals doctors elders spokesman ministry command prosecutors inhabitants natives "
    "native citizens medics correspondent reporters diplomats consulate embassy sources council "
    "court university members army units bishop archbishop imam office staff".split()
)


class Scene(NamedTuple):
    """One place of a sentence, and how it stands there.

    Attributes
    ----------
    place
        The name.
    role
        ``in`` (a preposition of place), ``object`` (of an attack), ``topic`` (a heading), ``frame``
        (it opens the sentence: "In Mali, ..."), ``passive`` (it "was hit"), ``modifier``,
        ``speaker``, ``from``, ``to`` or ``other``.
    relation
        ``in``, ``at``, ``near``, ``between``, ``off``, ``along``.
    km, bearing
        A distance and a direction from the place, when told; -1 for none.
    """

    place: Toponym
    role: str
    relation: str = "in"
    km: float = -1.0
    bearing: int = -1
    nautical: bool = False


def read(
    text: str, sentence: Sentence, names: list[Toponym], speech: set[int], acts: set[int]
) -> list[Scene]:
    """Say how each place stands in a sentence.

    Parameters
    ----------
    text
        The whole report.
    sentence
        The sentence.
    names
        Its places.
    speech
        Its tokens that are verbs of speaking.
    acts
        Its tokens that are acts of violence.

    Returns
    -------
    list of Scene
        One per name, in order.
    """
    found = [_scene(text, sentence, name, speech, acts) for name in names]
    for n in range(1, len(found)):
        found[n] = _coordinated(sentence, found[n - 1], found[n])
    return _between(sentence, found)


def _scene(text: str, sentence: Sentence, name: Toponym, speech: set[int], acts: set[int]) -> Scene:
    tokens = sentence.tokens
    at, passed = _walk_back(sentence, name, acts, speech)
    before = tokens[at].low if at >= 0 else ""
    left = text[max(sentence.start, tokens[name.first].start - 110) : tokens[name.first].start]
    far = distances.measured(left)
    if far is not None and name.level in {"town", "admin2", "unknown", "region"}:
        km, bearing, nautical = far
        relation = "off" if nautical or "off" in left[-25:].split() else "near"
        role = "speaker" if _speaks(sentence, name, at, speech) else "in"
        return Scene(name, role, relation, km, bearing, nautical)
    relation = "near" if before in _NEAR or passed & _EDGE or _close_to(tokens, at) else "in"
    if before in {"off", "along"} and name.first - at <= 2 + len(passed & _SHORE):
        relation = before
    if relation == "off" or (passed & {"coast"} and "off" in left.lower().split()[-5:]):
        relation = "off"
    role = _role(sentence, name, at, passed, speech, acts)
    return Scene(name, role, relation)


def _walk_back(
    sentence: Sentence, name: Toponym, acts: set[int], speech: set[int]
) -> tuple[int, set[str]]:
    """The token that governs a name, and the small words passed on the way to it."""
    tokens = sentence.tokens
    passed: set[str] = set()
    at = name.first - 1
    while at >= 0 and name.first - at <= 12:
        token = tokens[at]
        if at in acts or at in speech or token.low in _BREAKS:
            break
        if token.low in _IN | _NEAR | _TO | {"from", "off", "along", "between"}:
            break
        if token.kind == "punct" and token.text not in "\"“”'‘’":
            break
        if token.kind == "num" and "of" not in passed:
            break
        passed.add(token.low)
        at -= 1
    return at, passed


def _close_to(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the words before are "close to", "next to", "not far from"."""
    if at < 1:
        return False
    pair = f"{tokens[at - 1].low} {tokens[at].low}"
    return pair in {"close to", "next to", "adjacent to", "far from", "back from"}


def _role(
    sentence: Sentence, name: Toponym, at: int, passed: set[str], speech: set[int], acts: set[int]
) -> str:
    tokens = sentence.tokens
    before = tokens[at].low if at >= 0 else ""
    if _speaks(sentence, name, at, speech):
        return "speaker"
    if _is_topic(sentence, name):
        return "topic"
    if before in _IN:
        if at == 0 or (at == 1 and tokens[0].kind == "punct"):
            return "speaker" if _office_speaks(sentence, name, speech) else "frame"
        if before in {"on", "upon"} and _BLAME & {t.low for t in tokens[max(0, at - 4) : at]}:
            return "other"  # "which they blame on X"
        return "object" if before in {"on", "into"} and at - 1 in acts else "in"
    if before == "by" and _counts(tokens, name.last):
        return "speaker"
    if before in _NEAR or before in {"off", "along", "between"} or _close_to(tokens, at):
        return (
            "in" if before != "off" or name.first - at <= 6 else _as_subject(sentence, name, acts)
        )
    if before == "from":
        lead = {t.low for t in tokens[max(0, at - 10) : at]}
        return "in" if lead & _TAKEN and at - 1 not in speech else "from"
    if before in _TO:
        return "speaker" if at and tokens[at - 1].low == "according" else "to"
    if before == "against":
        return "object"
    if at in acts and not passed & PEOPLE:
        return "object"
    return _as_subject(sentence, name, acts)


_TAKEN = frozenset(
    "abducted abducting kidnapped kidnapping kidnappings snatched snatching abduction "
    "abductions".split()
)


def _as_subject(sentence: Sentence, name: Toponym, acts: set[int]) -> str:
    """A name without a preposition: hit by an act that follows, or part of another phrase."""
    tokens = sentence.tokens
    after = [tokens[n].low for n in range(name.last, min(len(tokens), name.last + 5))]
    passive = any(word in {"was", "were", "came", "been", "being"} for word in after[:3])
    near = any(n in acts for n in range(name.last, min(len(tokens), name.last + 6)))
    if (passive and near) or sites.was_hit(tokens, name, acts):
        return "passive"
    if acts and name.level != "country" and sites.is_passed(tokens, name):
        return "in"
    if after and after[0] in {"’s", "'s"} and name.level in {"town", "admin2"}:
        return (
            "in" if any(word in FACILITY or word in AREA_WORDS for word in after[1:]) else "other"
        )
    follows = name.last < len(tokens) and any(
        n in acts for n in range(name.last, min(len(tokens), name.last + 2))
    )
    return "modifier" if follows and name.level in {"town", "admin1", "admin2"} else "other"


def _is_topic(sentence: Sentence, name: Toponym) -> bool:
    """Whether a name opens its block as a heading: "OICHA. ...", "El Fasher: ..."."""
    tokens = sentence.tokens
    lead = [n for n in range(name.first) if tokens[n].kind == "word" and tokens[n].low != "the"]
    numbered = (
        len(lead) <= 2 and name.first > 0 and tokens[name.first - 1].text in {".", ")", "-", ":"}
    )
    if lead and not numbered and not all(tokens[n].text.isupper() for n in lead):
        return False
    if len(tokens) <= 9 and _only_names(tokens):
        return True
    rest = list(tokens[name.last : name.last + 9])
    if not rest:
        return tokens[name.first].text.isupper()
    if rest[0].text in {":", "–", "—"} or (
        rest[0].text in {".", "-", "/", "|"} and tokens[name.first].text.isupper()
    ):
        return True
    if name.first <= 1 and _before_colon(tokens, name):
        return True
    for n, token in enumerate(rest):
        if token.text == ":":
            return all(
                item.capital
                or item.kind == "punct"
                or item.low in {"of", "and", "km"}
                or item.kind == "num"
                or item.low in BEARINGS
                or item.low in FACILITY
                or item.low in AREA_WORDS
                for item in rest[:n]
            )
    return False


def _before_colon(tokens: tuple[Token, ...], name: Toponym) -> bool:
    """Whether a name, a comma and words without a verb come before a colon."""
    if name.last >= len(tokens) or tokens[name.last].text not in {",", "("}:
        return False
    lead = tokens[name.last : name.last + 18]
    end = next((n for n, token in enumerate(lead) if token.text == ":"), 0)
    return end > 0 and not any(
        token.low in _BREAKS - {"and", "by", "before", "during"} for token in lead[:end]
    )


def _only_names(tokens: tuple[Token, ...]) -> bool:
    """Whether a short sentence holds nothing but names: "Salamanca, Guanajuato."."""
    return tokens[-1].text in {".", ":"} and all(
        item.capital
        or item.kind in {"punct", "num"}
        or item.low in AREA_WORDS
        or item.low in FACILITY
        or item.low in PARTICLES
        for item in tokens
    )


def _speaks(sentence: Sentence, name: Toponym, at: int, speech: set[int]) -> bool:
    """Whether a name belongs to the one who speaks: "officials in Quetta said", "Kabul said"."""
    tokens = sentence.tokens
    after = next(
        (n for n in range(name.last, min(len(tokens), name.last + 3)) if n in speech), None
    )
    direct = after is not None and all(
        tokens[n].low in {"has", "have", "had", "also", "later", "then", "’s", "'s"}
        or (tokens[n].kind == "word" and tokens[n].low.endswith("ly"))
        for n in range(name.last, after)
    )
    if direct and name.first > 1 and tokens[name.first - 1].low == "of":
        return True
    if direct and at >= 0 and tokens[at].low in {"in", "at", "of", "for"}:
        return at > 0 and tokens[at - 1].kind == "word"
    if (
        direct
        and name.level in {"country", "town", "admin1"}
        and (at < 0 or tokens[at].low not in _IN | _NEAR)
    ):
        return True
    if at > 0 and tokens[at].low in {"in", "at", "from", "of"}:
        lead = [tokens[n].low for n in range(max(0, at - 4), at)]
        return any(n in speech for n in range(max(0, at - 6), at)) and any(
            word in PEOPLE
            or word in {"reporters", "journalists", "statement", "sources", "speaking"}
            for word in lead
        )
    return False


def _counts(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a place's own count or account is meant: "by Dushanbe's count"."""
    return (
        at + 1 < len(tokens)
        and tokens[at].text in {"’s", "'s"}
        and tokens[at + 1].low in {"count", "counts", "account", "tally", "toll", "own", "version"}
    )


def _office_speaks(sentence: Sentence, name: Toponym, speech: set[int]) -> bool:
    """Whether a capital only says from where an office speaks: "In Moscow, the ministry said"."""
    tokens = sentence.tokens
    if not any(tag.first == name.first and tag.has("capital") for tag in sentence.tags):
        return False
    lead = range(name.last, min(len(tokens), name.last + 9))
    verb = next((n for n in lead if n in speech or tokens[n].low in _TELLS), -1)
    return verb > 0 and any(tokens[n].low in _OFFICES for n in range(name.last, verb))


_TELLS = frozenset("counts lists puts speaks counted listed spoke".split())
_OFFICES = frozenset(
    "ministry minister spokesman spokeswoman spokesperson government president presidency "
    "office diplomats officials secretary ambassador embassy foreign defence defense kremlin "
    "parliament senate council commission mission".split()
)


def _coordinated(sentence: Sentence, one: Scene, other: Scene) -> Scene:
    """A name that only "and" or a comma ties to the one before stands as that one does."""
    between = [token.low for token in sentence.tokens[one.place.last : other.place.first]]
    tie = set(between) <= {
        ",",
        "and",
        "or",
        "&",
        "/",
        "the",
        "as",
        "well",
        "both",
        "town",
        "towns",
        "village",
        "villages",
        "of",
        "nearby",
        "neighbouring",
    } and ({",", "and", "or", "&", "/"} & set(between))
    if tie and other.role == "other" and one.place.level == other.place.level:
        return other._replace(role=one.role, relation=one.relation)
    return other


def _between(sentence: Sentence, scenes: list[Scene]) -> list[Scene]:
    """Two names tied by a road, or by "between ... and": both get the relation ``between``."""
    out = list(scenes)
    tokens = sentence.tokens
    for n in range(1, len(out)):
        one, other = out[n - 1], out[n]
        gap = [token.low for token in tokens[one.place.last : other.place.first]]
        before = [token.low for token in tokens[max(0, one.place.first - 6) : one.place.first]]
        after = [token.low for token in tokens[other.place.last : other.place.last + 2]]
        tie = gap and len(gap) <= 4 and (set(gap) & {"and", "to", "with", "-", "–", "from"})
        glued = not gap and (tokens[other.place.first].glued)
        said = (
            "between" in before
            or (
                set(before) & _LINE_NOUNS
                and set(before)
                & {"linking", "from", "connecting", "between", "joining", "links", "connects", "of"}
            )
            or (bool(set(after[:1]) & _LINE_NOUNS) and (glued or set(gap) & {"-", "–", "to"}))
        )
        if (tie or glued) and said and one.place.level in {"town", "admin2", "unknown", "admin1"}:
            out[n - 1] = one._replace(role="in", relation="between")
            out[n] = other._replace(role="in", relation="between")
    return out
