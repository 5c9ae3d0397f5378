"""Who: states and armed groups named in a sentence, who acts, who speaks, who denies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..countries import country_name
from .lexicon import group_countries
from .tolls import words

if TYPE_CHECKING:
    from .acts import Act
    from .words import Sentence, Tag, Token

_NAMES = {"COD": "DR Congo", "USA": "United States", "GBR": "United Kingdom", "PSE": "Palestine"}
_SMALL = frozenset("the a an of and 's ’s its their his her country national federal royal".split())
_COREF_GROUP = frozenset(
    "group movement rebels rebel insurgents militants militia gang cartel faction guerrillas jihadists separatists fighters party organisation organization alliance outfit".split()
)


class Party(NamedTuple):
    """A side: a state or an armed group.

    Attributes
    ----------
    name
        ``Government of X``, a group's usual name, or empty for "the army", whose state the
        place decides, and "the group", which the story decides.
    countries
        ISO 3166-1 alpha-3: the state, or where a group is at home.
    kind
        ``state``, ``group``, ``local`` (the state that holds the place) or ``same`` (the group
        named before).
    first, last
        Its tokens.
    acting
        Whether its words are those of forces (troops, jets, drones), not of officials or people.
    """

    name: str
    countries: tuple[str, ...]
    kind: str
    first: int
    last: int
    acting: bool = True

    def same(self, other: Party) -> bool:
        """Whether two mean the same side."""
        if self.kind == "state" and other.kind == "state":
            return self.countries == other.countries
        return bool(self.name) and self.name == other.name


class Voice(NamedTuple):
    """Somebody who tells, claims, accuses or denies.

    Attributes
    ----------
    manner
        ``say``, ``claim``, ``blame``, ``deny`` or ``silent``.
    party
        The side that speaks, ``None`` when it is no party.
    neutral
        Whether the speaker belongs to no side: a monitor, an agency, witnesses.
    first, last
        The tokens of the speaker.
    verb
        The token of the verb.
    """

    manner: str
    party: Party | None
    neutral: bool
    first: int
    last: int
    verb: int


def government(country: str) -> str:
    """How a state is named as an actor."""
    return f"Government of {_NAMES.get(country, country_name(country))}"


def find(sentence: Sentence, people: dict[str, Party]) -> list[Party]:
    """Find the sides named in a sentence.

    Parameters
    ----------
    sentence
        The sentence.
    people
        Surnames of office holders met before -> their side.

    Returns
    -------
    list of Party
        In order.
    """
    tokens = sentence.tokens
    found: list[Party] = []
    for tag in sentence.tags:
        party = _party(sentence, tag)
        if party is not None and not any(
            p.first < party.last and party.first < p.last for p in found
        ):
            found.append(party)
    covered = {n for p in found for n in range(p.first, p.last)}
    for at, token in enumerate(tokens):
        if at in covered:
            continue
        if token.capital and token.low in people and at:
            found.append(people[token.low]._replace(first=at, last=at + 1, acting=False))
    found += _unnamed(sentence, covered)
    return sorted(found, key=lambda p: p.first)


def _party(sentence: Sentence, tag: Tag) -> Party | None:
    group = tag.has("group")
    if group is not None:
        return Party(group.value, tuple(group.part.split()), "group", tag.first, tag.last)
    state = tag.has("state")
    if state is not None:
        return Party(government(state.value), (state.value,), "state", tag.first, tag.last)
    demonym = tag.has("demonym")
    if demonym is not None:
        acting = _acts(sentence.tokens, tag.last)
        return Party(
            government(demonym.value), (demonym.value,), "state", tag.first, tag.last, acting
        )
    place = tag.has("capital") or tag.has("country")
    if place is not None and not _located(sentence.tokens, tag):
        owner = tag.last < len(sentence.tokens) and sentence.tokens[tag.last].kind == "poss"
        acting = not owner or _acts(sentence.tokens, tag.last + 1)
        return Party(government(place.value), (place.value,), "state", tag.first, tag.last, acting)
    return None


def _acts(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether forces, arms or an act follow a people's name within four words."""
    for n in range(at, min(len(tokens), at + 4)):
        low = tokens[n].low
        if tokens[n].kind == "punct" or low in {"in", "on", "at", "and", "of", "to"}:
            return False
        if low in _force_words():
            return True
        if low in words("civilian") or low in {
            "officials",
            "official",
            "people",
            "citizens",
            "city",
            "town",
            "province",
            "village",
            "border",
            "spokesman",
            "national",
            "nationals",
        }:
            return False
    return False


def _force_words() -> frozenset[str]:
    return words("army_noun") | _ARMS


_ARMS = frozenset(
    "strike strikes airstrike airstrikes drone drones jet jets warplane warplanes aircraft missile missiles "
    "rockets artillery attack attacks raid raids shelling bombardment helicopter helicopters tank tanks air "
    "bombing fire forces troops soldiers army military navy gunners planes shells bombs fighters ground "
    "units commandos gunboats mortar mortars guns gunships police rangers infantry marines operation offensive".split()
)


def _located(tokens: tuple[Token, ...], tag: Tag) -> bool:
    """Whether a country or capital stands after a preposition of place."""
    before = tokens[tag.first - 1].low if tag.first else ""
    return before in {
        "in",
        "at",
        "near",
        "from",
        "to",
        "of",
        "into",
        "across",
        "around",
        "towards",
        "over",
        "throughout",
        "inside",
        "outside",
        "central",
        "northern",
        "southern",
        "eastern",
        "western",
        "through",
        "within",
    }


def _unnamed(sentence: Sentence, covered: set[int]) -> list[Party]:
    """The army, police, government forces: the state of the place; the group: as before."""
    found = []
    tokens = sentence.tokens
    for tag in sentence.tags:
        if any(n in covered for n in range(tag.first, tag.last)):
            continue
        before = {tokens[n].low for n in range(max(0, tag.first - 2), tag.first)}
        if tag.has("army_noun"):
            if any(n in covered for n in range(max(0, tag.first - 3), tag.first)):
                continue
            found.append(Party("", (), "local", tag.first, tag.last))
        elif tokens[tag.first].low in _COREF_GROUP and before & {
            "the",
            "same",
            "this",
            "its",
            "that",
        }:
            found.append(Party("", (), "same", tag.first, tag.last))
    return found


def office_holders(sentence: Sentence, found: list[Party]) -> dict[str, Party]:
    """Surnames of people whose office and side a sentence names.

    Parameters
    ----------
    sentence
        The sentence.
    found
        Its parties.

    Returns
    -------
    dict
        Folded surname -> side.
    """
    people = {}
    tokens = sentence.tokens
    for tag in sentence.tags:
        if not tag.has("title"):
            continue
        side = next(
            (
                p
                for p in reversed(found)
                if p.first < tag.first and tag.first - p.last <= 4 and p.kind == "state"
            ),
            None,
        )
        at = tag.last
        while at < len(tokens) and tokens[at].capital and tokens[at].kind == "word":
            at += 1
        if side is not None and at > tag.last:
            people[tokens[at - 1].low] = side
    return people


def voices(sentence: Sentence, found: list[Party]) -> list[Voice]:
    """Find who speaks in a sentence, and in what manner.

    Parameters
    ----------
    sentence
        The sentence.
    found
        Its parties.

    Returns
    -------
    list of Voice
        In the order of their verbs.
    """
    out = []
    for tag in sentence.tags:
        manner = _manner(sentence, tag)
        if manner:
            out.append(_voice(sentence, tag, manner, found))
    return out


def _manner(sentence: Sentence, tag: Tag) -> str:
    said = " ".join(t.low for t in sentence.tokens[tag.first : tag.last])
    before = [t.low for t in sentence.tokens[max(0, tag.first - 5) : tag.first]]
    not_said = bool({"not", "n't", "no", "yet", "never", "nobody", "none"} & set(before))
    if tag.has("deny"):
        return "" if not_said else "deny"
    if tag.has("blame"):
        return "silent" if not_said else "blame"
    if tag.has("claim") and said not in {"confirmed", "announced", "confirms"}:
        return "silent" if not_said else "claim"
    if tag.has("speech"):
        if said in {"commented", "comment", "reacted", "confirmed"} and not_said:
            return "silent"
        return (
            ""
            if said in {"called", "put", "charged", "spoke", "posted", "reads", "described", "told"}
            and said not in {"told", "spoke"}
            else "say"
        )
    return ""


def _voice(sentence: Sentence, tag: Tag, manner: str, found: list[Party]) -> Voice:
    """The speaker of one verb."""
    tokens = sentence.tokens
    first, last = _speaker_span(tokens, tag)
    inside = [p for p in found if first <= p.first < last]
    groups = [p for p in inside if p.kind == "group"]
    states = [p for p in inside if p.kind == "state"]
    party = groups[-1] if groups else states[0] if states else inside[0] if inside else None
    lows = {t.low for t in tokens[first:last]}
    text = " ".join(t.low for t in tokens[first:last])
    neutral = bool(lows & words("neutral_speaker")) or any(
        phrase in text
        for phrase in (
            "united nations",
            "human rights",
            "news agency",
            "security sources",
            "aid groups",
            "red cross",
            "aid workers",
        )
    )
    if (
        neutral
        and lows
        & {"state", "ministry", "official", "army", "military", "movement", "houthi", "houthis"}
        and party is not None
        and "security" not in lows
    ):
        neutral = "agency" in lows or "monitor" in lows
    return Voice(manner, party, neutral, first, last, tag.first)


def _speaker_span(tokens: tuple[Token, ...], tag: Tag) -> tuple[int, int]:
    """The tokens of the speaker: before the verb, or after "according to" and an inverted verb."""
    said = tokens[tag.first].low
    if said == "according" or _inverted(tokens, tag):
        end = tag.last
        while (
            end < len(tokens)
            and tokens[end].text not in {",", ".", ";", ":"}
            and end - tag.last < 14
        ):
            end += 1
        return tag.last, end
    start = tag.first
    while start > 0 and tag.first - start < 16:
        token = tokens[start - 1]
        if token.text in {";", ":", "—", "–"} or token.low in {
            "that",
            "but",
            "while",
            "when",
            "which",
            "after",
            "where",
        }:
            break
        if (
            token.text == ","
            and tag.first - start >= 1
            and not _apposed(tokens, start - 1, tag.first)
        ):
            break
        if token.text == "," and tag.first - start == 0:
            pass
        start -= 1
    return start, tag.first


def _apposed(tokens: tuple[Token, ...], comma: int, verb: int) -> bool:
    """Whether a comma closes an insertion in the speaker: "JNIM, in a video, claimed"."""
    inner = [t.low for t in tokens[comma + 1 : verb]]
    if not inner:
        return True
    return (
        inner[0] in {"in", "a", "an", "which", "who", "based", "the"}
        and inner[-1] == ","
        and len(inner) < 12
    )


def _inverted(tokens: tuple[Token, ...], tag: Tag) -> bool:
    """Whether the speaker follows the verb: ", said the governor"."""
    before = tokens[tag.first - 1].text if tag.first else ""
    after = tokens[tag.last] if tag.last < len(tokens) else None
    return (
        before in {",", "”", '"', "’"}
        and after is not None
        and (
            after.low in {"the", "a", "an", "local", "police", "two", "officials"} or after.capital
        )
    )


def claims_within(sentence: Sentence, voice: Voice, party: Party) -> bool:
    """Whether a speaker tells of its own act: "said its forces", "claimed", "said it had"."""
    if voice.manner == "claim":
        return True
    after = [t.low for t in sentence.tokens[voice.verb + 1 : voice.verb + 14]]
    own = {"it", "its", "they", "their", "we", "our"}
    return bool(own & set(after[:3])) or party.kind == "state" and any(p in after for p in ("our",))


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
    by = _after_by(tokens, act, found)
    if by is not None:
        return by
    passive = any(
        tokens[n].low in {"was", "were", "been", "being", "be"}
        for n in range(max(0, act.first - 3), act.first)
    )
    passive = passive or "under" in {t.low for t in tokens[act.first : act.last]}
    if act.type == "intercept":
        return _owner_of_drones(found, act)
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
        return _from_subject(tokens, act, found)
    if passive:
        return None
    return _subject(tokens, act, found)


def _after_by(tokens: tuple[Token, ...], act: Act, found: list[Party]) -> Party | None:
    for n in range(act.last, min(len(tokens), act.last + 14)):
        if tokens[n].text in {";", ".", ":"}:
            break
        if tokens[n].low == "by":
            return next((p for p in found if n < p.first <= n + 6 and p.acting), None)
    return None


def _subject(tokens: tuple[Token, ...], act: Act, found: list[Party]) -> Party | None:
    """The last side before a verb, in its clause, that may act and is no object of another verb."""
    start = act.first
    while (
        start > 0
        and tokens[start - 1].text not in {";", ":"}
        and tokens[start - 1].low not in {"but", "while", "that"}
        and act.first - start < 22
    ):
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
    own = {"it", "its", "they", "their", "we", "our", "he", "to"}
    if spoken >= 0 and not own & {t.low for t in tokens[spoken + 1 : act.first]}:
        return None
    return before[-1] if before else None


_SPOKEN = frozenset(
    "said says say stated states claimed claims announced reported reports confirmed added told wrote writes declared acknowledged admitted alleged insisted".split()
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
    return at >= 0 and tokens[at].low in {
        "in",
        "at",
        "near",
        "against",
        "on",
        "from",
        "to",
        "with",
        "between",
        "into",
        "target",
        "hit",
        "targeting",
        "outside",
    }


def _from_subject(tokens: tuple[Token, ...], act: Act, found: list[Party]) -> Party | None:
    """Carried out a strike, launched an attack: the subject of the verb before the noun."""
    verbs = {
        "carried",
        "launched",
        "conducted",
        "mounted",
        "staged",
        "launch",
        "launching",
        "conducting",
        "made",
        "killed",
        "began",
        "opened",
        "intensified",
        "resumed",
    }
    for n in range(act.first - 1, max(-1, act.first - 9), -1):
        if tokens[n].low in verbs:
            before = [
                p
                for p in found
                if p.first < n and n - p.first < 16 and p.acting and not _after_prep(tokens, p)
            ]
            return before[-1] if before else None
    return None


def home(name: str) -> tuple[str, ...]:
    """Where a group is at home."""
    return group_countries().get(name, ())


_SPLIT = re.compile(r"\s*;\s*")
