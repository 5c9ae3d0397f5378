"""Who speaks: those who tell, claim, accuse, deny or keep silent in a sentence."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from . import manners
from .lexicon import words
from .parties import Party, government

if TYPE_CHECKING:
    from .words import Sentence, Tag, Token

_AUX = frozenset("is was were been be being are".split())
_OWN = frozenset("it its they their we our he she his her".split())
_HELPERS = frozenset("had has have also later then already since however immediately".split())
_AND = frozenset("and also then later but , still".split())
_BREAKS = frozenset("that but while when which after where because as".split())
_INSERTED = frozenset(
    "in a an which who whose whom based the to long once through by of "
    "reached contacted speaking interviewed asked quoted citing writing posting".split()
)
_SEVERAL = frozenset("both each neither two three all either".split())
_INVERTED = frozenset(
    "said says told wrote writes added adds reported reports announced confirmed explained "
    "claimed insisted declared stated".split()
)
_OFFICIALS = frozenset(
    "spokesman spokeswoman spokesperson official officials minister ministers ministry ministries "
    "government presidency president diplomats command staff".split()
)
_RANKS = frozenset("officer officers commander colonel col brigadier admiral major captain".split())
_BY_ENDS = frozenset({"to", "and", "who", "which", "in", "on"})
_OWN_MEDIA = frozenset("media radio television channel source sources newspaper reporters".split())
_NEUTRAL_PHRASES = (
    "united nations",
    "human rights",
    "news agency",
    "security sources",
    "aid groups",
    "red cross",
    "aid workers",
)
_STATE_WORDS = frozenset("state ministry official army military movement houthi houthis".split())


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
        The tokens of the speaker; the same where nobody is named.
    verb
        The token of the verb.
    several
        Whether "both", "each" or "all" speak.
    pronoun
        Whether the speaker is only "it", "he" or "they": whoever spoke before.
    """

    manner: str
    party: Party | None
    neutral: bool
    first: int
    last: int
    verb: int
    several: bool = False
    pronoun: bool = False


def find(sentence: Sentence, found: list[Party]) -> list[Voice]:
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
    out: list[Voice] = []
    for tag in sentence.tags:
        manner = manners.manner(sentence, tag)
        if manner:
            out.append(_voice(sentence, tag, manner, found, out[-1] if out else None))
    return out


_OF_THE_STATE = frozenset({"minister", "ministry", "presidency"})
_OF_A_PART = frozenset(
    "state regional provincial former shadow region province local territorial health".split()
)
_FINITE = frozenset("had was were has have is are would will did".split())


def _voice(
    sentence: Sentence, tag: Tag, manner: str, found: list[Party], before: Voice | None
) -> Voice:
    """The speaker of one verb."""
    tokens = sentence.tokens
    first, last = _relative(tokens, tag, found) or _speaker_span(tokens, tag)
    said = [t.low for t in tokens[first:last] if t.kind != "punct"]
    if before is not None and (set(said) <= _AND or _goes_on(tokens, tag, first, before)):
        return before._replace(manner=manner, verb=tag.first)
    inside = _heads(tokens, first, last, found)
    groups = [p for p in inside if p.kind == "group"]
    states = [p for p in inside if p.kind == "state"]
    party = groups[-1] if groups else states[0] if states else inside[0] if inside else None
    if party is None and _OF_THE_STATE & set(said) and not _OF_A_PART & set(said):
        party = Party("", (), "local", first, last, acting=False)
    if party is None:
        party = _from_capital(sentence, first, last)
    if party is None and _RANKS & set(said):
        party = Party("", (), "local", first, last)
    return Voice(
        manner,
        party,
        _is_neutral(said, party),
        first,
        last,
        tag.first,
        several=bool(said) and said[0] in _SEVERAL,
        pronoun=len(said) <= 2 and bool(said) and said[0] in manners.PRONOUNS and party is None,
    )


def _from_capital(sentence: Sentence, first: int, last: int) -> Party | None:
    """The state of "a spokesman in Kyiv", "officials in Ramallah"."""
    lows = {t.low for t in sentence.tokens[first:last]}
    if not lows & _OFFICIALS:
        return None
    for tag in sentence.tags:
        entry = tag.has("capital")
        if entry is not None and first <= tag.first < last:
            return Party(government(entry.value), (entry.value,), "state", tag.first, tag.last)
    return None


def _relative(tokens: tuple[Token, ...], tag: Tag, found: list[Party]) -> tuple[int, int] | None:
    """The side before "which" or "who": "Hezbollah, which still denies"."""
    for n in range(tag.first - 1, max(-1, tag.first - 5), -1):
        if tokens[n].low in {"which", "who"}:
            sides = [p for p in found if 0 <= n - p.last <= 2]
            return (sides[-1].first, sides[-1].last) if sides else None
        if tokens[n].kind == "punct":
            return None
    return None


def _goes_on(tokens: tuple[Token, ...], tag: Tag, first: int, before: Voice) -> bool:
    """Whether the speaker of the verb before goes on: "X said A and blamed B", ", accusing"."""
    lead = tokens[tag.first - 1].low if tag.first else ""
    tied = lead in {"and", "also"} or (lead == "," and tokens[tag.first].low.endswith("ing"))
    return tied and first <= before.verb < tag.first


def _heads(tokens: tuple[Token, ...], first: int, last: int, found: list[Party]) -> list[Party]:
    """The parties that speak: those before an insertion between commas, where there is one."""
    inside = [p for p in found if first <= p.first < last]
    comma = next((n for n in range(first, last) if tokens[n].text == ","), last)
    early = [p for p in inside if p.first < comma]
    return early or inside


def _is_neutral(said: list[str], party: Party | None) -> bool:
    """Whether a speaker is of no side: a monitor or an agency, not a group's own channel."""
    lows, text = set(said), " ".join(said)
    neutral = bool(lows & words("neutral_speaker")) or any(p in text for p in _NEUTRAL_PHRASES)
    if not neutral or party is None or "security" in lows:
        return neutral
    if party.kind in {"group", "same"} and lows & _OWN_MEDIA:
        return False
    if lows & _STATE_WORDS:
        return ("agency" in lows and "state" not in lows) or "monitor" in lows
    return True


def _speaker_span(tokens: tuple[Token, ...], tag: Tag) -> tuple[int, int]:
    """The tokens of the speaker: before the verb, after "by", "according to", or inverted."""
    said = tokens[tag.first].low
    passive = _passive_span(tokens, tag)
    if passive is not None:
        return passive
    if said == "according" or _inverted(tokens, tag):
        return tag.last, _phrase_end(tokens, tag.last)
    start = tag.first
    while start > 0 and tag.first - start < 16:
        token = tokens[start - 1]
        if token.text in {";", ":", "—", "–", "-", "--"} or token.low in _BREAKS:
            break
        inserted = token.text == "," and not _apposed(tokens, start - 1, tag.first)
        if inserted and tag.first - start >= 1:
            break
        start -= 1
    return start, tag.first


def _phrase_end(tokens: tuple[Token, ...], at: int) -> int:
    """Where the phrase of a speaker ends."""
    end = at
    while end < len(tokens) and tokens[end].text not in {",", ".", ";", ":"} and end - at < 14:
        end += 1
    return end


def _passive_span(tokens: tuple[Token, ...], tag: Tag) -> tuple[int, int] | None:
    """The speaker of a passive verb: "was claimed by X", "attributed by X to Y", or nobody."""
    lead = {t.low for t in tokens[max(0, tag.first - 2) : tag.first]} | {tokens[tag.first].low}
    passive = bool(_AUX & lead) and "and" not in lead
    ends = tokens[tag.last - 1].low.endswith("ed")
    at = tag.last
    if at < len(tokens) and tokens[at].low == "by" and ends:
        end = at + 1
        while end < len(tokens) and end - at < 9 and tokens[end].text not in manners.STOPS:
            if tokens[end].low in _BY_ENDS and end > at + 1:
                break
            end += 1
        return at + 1, end
    if passive and ends and tag.has("blame"):
        return tag.first, tag.first
    return None


def _apposed(tokens: tuple[Token, ...], comma: int, verb: int) -> bool:
    """Whether a comma closes an insertion in the speaker: "JNIM, in a video, claimed"."""
    inner = [t.low for t in tokens[comma + 1 : verb]]
    while inner and inner[-1] in _HELPERS:
        inner.pop()
    if not inner:
        return True
    if inner[-1] != "," or len(inner) > 13:
        return False
    opening = tokens[comma + 1]
    if inner[0] in {"a", "an", "the"} or opening.capital:
        return (comma > 0 and tokens[comma - 1].capital) or _only_name(tokens[comma + 1 : verb])
    return inner[0] in _INSERTED


def _only_name(tokens: tuple[Token, ...]) -> bool:
    """Whether an insertion is a name: "a community leader, Bukar Kyari, said"."""
    said = [t for t in tokens if t.kind != "punct" and t.low not in _HELPERS]
    return 0 < len(said) <= 4 and all(t.capital for t in said)


def _inverted(tokens: tuple[Token, ...], tag: Tag) -> bool:
    """Whether the speaker follows the verb: ", said the governor"."""
    before = tokens[tag.first - 1].text if tag.first else ""
    after = tokens[tag.last] if tag.last < len(tokens) else None
    if tokens[tag.first].low not in _INVERTED:
        return False
    named = {"the", "a", "an", "local", "police", "two", "officials", "residents"}
    if _FINITE & {t.low for t in tokens[tag.last : _phrase_end(tokens, tag.last)]}:
        return False  # the group, in a post, said the bombs had landed
    return (
        before in {",", "”", '"', "’"}
        and after is not None
        and (after.low in named or after.capital)
    )


_ITS_WORK = {("was", "its"), ("were", "its"), ("was", "their"), ("was", "our"), ("was", "theirs")}


def claims_within(sentence: Sentence, voice: Voice, party: Party) -> bool:
    """Whether a speaker tells of its own act: "said its forces", "claimed", "said it had"."""
    if voice.manner == "claim":
        return True
    after = [t.low for t in sentence.tokens[voice.verb + 1 : voice.verb + 14]]
    if any(pair in _ITS_WORK for pair in itertools.pairwise(after)):
        return True  # said the blast was its work
    if after and (after[0].endswith("ing") or after[:2] == ["to", "have"]):
        return True
    return bool(_OWN & set(after[:3])) or (party.kind == "state" and "our" in after)
