"""Who stands behind an event: claimed, acknowledged, alleged, reported, contested."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from . import parties, voices
from .tolls import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .mentions import Mention, Reading
    from .parties import Party
    from .voices import Voice
    from .words import Sentence

ARMIES = {"PSE": "ISR"}
"""Whose army "the army" is where the territory has none of its own."""
_SUSPECTED = frozenset(
    "suspected presumed alleged attributed blamed linked affiliated loyal by".split()
)
_MEMBERS = frozenset("members elements fighters men from gunmen militants".split())
_OWN_WORDS = frozenset("it its they their we our he she his her".split())
_REBELS = frozenset(
    "militants insurgents terrorists rebels fighters jihadists bandits guerrillas smugglers "
    "militiamen extremists separatists".split()
)
_DONE = frozenset(
    "fired struck hit attacked bombed shelled targeted aimed carried conducted launched killed "
    "destroyed responded retaliated retaliation response behind responsible raid strike strikes "
    "attack operation ours raided abducted shot entered dropped".split()
)

Place = tuple[int, int, int]
"""Sentence, first and last token."""


class Standing(NamedTuple):
    """Who says what about an event; each with the words it was read from.

    Attributes
    ----------
    status
        One of :data:`geo.schema.STATUSES`.
    actor
        The acting side's name, or empty.
    claimed_by, acknowledged_by, alleged_by, denied_by
        Names, in order.
    quotes
        Field -> where it stands, one for each name.
    """

    status: str
    actor: str
    claimed_by: tuple[str, ...]
    acknowledged_by: tuple[str, ...]
    alleged_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    quotes: dict[str, tuple[Place, ...]]


class Speaker(NamedTuple):
    """Who speaks: the name, the side if it is one, and the words."""

    name: str
    party: Party | None
    where: Place
    neutral: bool
    hit: bool


@dataclass
class Hearing:
    """What is needed to hear everybody about one event, and what was heard.

    Attributes
    ----------
    told
        Everything the report tells of the event.
    readings
        Number of a sentence -> what was found in it.
    country
        Where the event lies, ISO 3166-1 alpha-3, or empty: whose army "the army" is.
    groups
        Armed groups of the report, the one named last first: who "the group" is.
    narrator
        The side that issues the report, if it is a communique.
    """

    told: list[Mention]
    readings: Mapping[int, Reading]
    country: str
    groups: list[str]
    narrator: Party | None
    actor: str = ""
    actor_at: Place | None = None
    claimed: dict[str, Place] = field(default_factory=dict)
    alleged: dict[str, Place] = field(default_factory=dict)
    denied: dict[str, Place] = field(default_factory=dict)
    heard: dict[str, Place] = field(default_factory=dict)
    others: bool = False
    silent: bool = False

    def sentence(self, number: int) -> Sentence:
        """A sentence of the report."""
        return self.readings[number].sentence

    def resolved(self, party: Party | None) -> Party | None:
        """The side meant by "the army" and "the group"."""
        if party is None:
            return None
        if party.kind == "own":
            issuer = self.narrator
            return issuer and issuer._replace(first=party.first, last=party.last)
        if party.kind == "local" and self.country:
            country = ARMIES.get(self.country, self.country)
            return party._replace(name=parties.government(country), countries=(country,))
        if party.kind == "same" and self.groups:
            return party._replace(name=self.groups[0], countries=parties.home(self.groups[0]))
        return party if party.name else None

    @property
    def clash(self) -> bool:
        """Whether two sides fought each other."""
        return any(act.type == "armed_clash" for m in self.told for act in m.acts)

    def sides(self) -> set[str]:
        """Everybody whom the act itself concerns: who acted, was hit, or is accused of it."""
        named = {
            known.name
            for mention in self.told
            if mention.acts or any(v.manner == "blame" for v in mention.voices)
            for party in mention.parties
            if (known := self.resolved(party)) is not None
        }
        own = {self.actor, *self.alleged, *self.claimed} - {""}
        return named | own | ({parties.government(self.country)} if self.country else set())


def standing(hearing: Hearing) -> Standing:
    """Work out who stands behind an event.

    Parameters
    ----------
    hearing
        What the report tells of it.

    Returns
    -------
    Standing
        The status and the names.
    """
    hearing.narrator = hearing.resolved(hearing.narrator)
    _find_actor(hearing)
    for mention in hearing.told:
        spoken = [voice for voice in mention.voices if voice.verb >= 0]
        if not spoken and mention.acts:
            _narrated(hearing, mention)
        for voice in spoken:
            for speaker in _speakers(hearing, mention, voice):
                _hear(hearing, mention, voice, speaker)
    neutral = any(v.neutral for m in hearing.told if m.acts for v in m.voices)
    if hearing.silent and hearing.claimed and not hearing.alleged and not neutral:
        hearing.others = False
    return _settled(hearing)


def _narrated(hearing: Hearing, mention: Mention) -> None:
    """An act that the report tells in its own voice."""
    narrator = hearing.narrator
    if narrator is None:
        hearing.others = True
        return
    where = (mention.sentence, mention.acts[0].first, mention.acts[0].last)
    own = narrator.name == hearing.actor
    (hearing.claimed if own else hearing.alleged).setdefault(narrator.name, where)


def _hear(hearing: Hearing, mention: Mention, voice: Voice, speaker: Speaker) -> None:
    """Enter what one speaker says of the event."""
    party, name = speaker.party, speaker.name
    own = party is not None and name == hearing.actor
    if voice.manner == "silent":
        hearing.silent = True
    elif voice.manner == "deny" or (own and mention.mode == "denied"):
        if name and _may_deny(hearing, mention, speaker):
            hearing.denied.setdefault(name, speaker.where)
    elif voice.manner == "blame":
        if name and not own:
            hearing.alleged.setdefault(name, speaker.where)
        hearing.others |= bool(mention.acts or mention.tolls)
    elif own or (hearing.clash and _fought(hearing, mention, voice, speaker)):
        if _tells_own(hearing, mention, voice):
            hearing.claimed.setdefault(name, speaker.where)
    elif hearing.actor and not speaker.neutral and _accuses(hearing, mention, speaker):
        hearing.alleged.setdefault(name, speaker.where)
        hearing.others |= bool(mention.acts or mention.tolls)
    elif mention.acts or mention.tolls:
        hearing.others = True
        if name and not speaker.neutral and (speaker.hit or party is not None):
            hearing.heard.setdefault(name, speaker.where)


def _fought(hearing: Hearing, mention: Mention, voice: Voice, speaker: Speaker) -> bool:
    """Whether a speaker is the other side of a clash, and owns to it."""
    del mention
    if speaker.neutral or not speaker.name:
        return False
    if voice.several:
        return True
    return speaker.party is not None and speaker.name in hearing.sides()


def _tells_own(hearing: Hearing, mention: Mention, voice: Voice) -> bool:
    """Whether the acting side tells of the act, and not of something beside it."""
    if voice.manner == "claim" or mention.acts or mention.tolls or hearing.clash:
        return True
    sentence = hearing.sentence(mention.sentence)
    after = {t.low for t in sentence.tokens[voice.verb + 1 : voice.verb + 20]}
    return bool(_DONE & after) and bool((_OWN_WORDS | {"the", "this"}) & after)


def _may_deny(hearing: Hearing, mention: Mention, speaker: Speaker) -> bool:
    """Whether a denial is of this event: by one of its sides, or beside its own words."""
    if speaker.party is not None and speaker.party.name in hearing.sides():
        return True
    close = any(
        other.acts and other.block == mention.block and abs(other.sentence - mention.sentence) <= 1
        for other in hearing.told
    )
    return close and not speaker.neutral


def _accuses(hearing: Hearing, mention: Mention, speaker: Speaker) -> bool:
    """Whether a speaker of the hit side names the acting side in the same sentence."""
    named = mention.actor is not None or any(
        party.name == hearing.actor for party in mention.parties
    )
    if not (named and speaker.name and (mention.acts or mention.tolls)):
        return False
    party = speaker.party
    if party is not None and party.kind in {"state", "group", "local"}:
        return party.name != hearing.actor
    return speaker.hit


def _speakers(hearing: Hearing, mention: Mention, voice: Voice) -> Iterator[Speaker]:
    """Everybody who speaks with one verb: "it" is who spoke before, "both" are both sides."""
    number = mention.sentence
    if voice.pronoun:
        before = _spoke_before(hearing, number, voice)
        if before is not None:
            number, voice = before
    party = hearing.resolved(voice.party)
    where = (number, voice.first, voice.last)
    sentence = hearing.sentence(number)
    said = {t.low for t in sentence.tokens[voice.first : voice.last]}
    hit = bool(said & words("hit_speaker"))
    if voice.several and party is None:
        sides = [
            p for m in hearing.told if m.acts for p in m.parties if p.kind in {"group", "state"}
        ]
        named = list(dict.fromkeys(p.name for p in sides if p.name))
        for name in named if len(named) > 1 else [_words(hearing.readings[number], voice)]:
            yield Speaker(name, None, where, neutral=False, hit=True)
        return
    name = party.name if party is not None else _words(hearing.readings[number], voice)
    yield Speaker(name, party, where, voice.neutral, hit)


def _spoke_before(hearing: Hearing, number: int, voice: Voice) -> tuple[int, Voice] | None:
    """The speaker whom a pronoun means: the one before in the sentence, or in the one before it."""
    for at in (number, number - 1, number - 2):
        reading = hearing.readings.get(at)
        if reading is None:
            continue
        earlier = [
            other
            for other in reading.voices
            if not other.pronoun
            and other.first < other.last
            and (at < number or other.verb < voice.verb)
        ]
        if earlier:
            return at, earlier[-1]._replace(manner=voice.manner, verb=voice.verb)
        if at < number and reading.parties:
            party = reading.parties[0]
            return at, voice._replace(
                party=party, first=party.first, last=party.last, pronoun=False
            )
    return None


def _words(reading: Reading, voice: Voice) -> str:
    """A speaker in the report's own words, without its article; empty for what is no speaker."""
    sentence = reading.sentence
    tokens = [t for t in sentence.tokens[voice.first : voice.last] if t.kind != "punct"]
    while tokens and tokens[0].low in {"the", "a", "an", "and", "but", "one", "of", "so"}:
        tokens = tokens[1:]
    if not tokens or voice.pronoun:
        return ""
    lows = {t.low for t in tokens}
    known = any(
        lows & words(kind) for kind in ("hit_speaker", "neutral_speaker", "person", "title")
    )
    places = {n for s in reading.scenes for n in range(s.place.first, s.place.last)}
    named = any(
        sentence.tokens[n].capital and n not in places
        for n in range(max(1, voice.first), voice.last)
    )
    acronym = tokens[0].text.isupper() and len(tokens[0].text) > 2
    sure = known or named or acronym or voice.several or voice.manner == "deny"
    return " ".join(t.text for t in tokens[:6]) if sure else ""


def _find_actor(hearing: Hearing) -> None:
    """The acting side: who acts in the first telling, who claims it, who is blamed for it."""
    for find in (_told_actor, _claimant, _blamed, _guarded_actor, _suspected):
        found = find(hearing)
        if found is not None:
            number, party = found
            hearing.actor, hearing.actor_at = party.name, (number, party.first, party.last)
            return


def _told_actor(hearing: Hearing) -> tuple[int, Party] | None:
    """Who is told to have acted; "the army" and "police" only where nobody claims the act."""
    for mention in hearing.told:
        if mention.actor is None or mention.actor.kind == "local":
            continue
        party = hearing.resolved(mention.actor)
        if party is not None:
            return mention.sentence, party
    return None


def _guarded_actor(hearing: Hearing) -> tuple[int, Party] | None:
    """The army or police of the place, when the first telling has them act."""
    first = next((m for m in hearing.told if m.acts), hearing.told[0])
    tokens = hearing.sentence(first.sentence).tokens
    unknown = any(t.low in words("initiator_unknown") for t in tokens[first.first : first.last])
    party = hearing.resolved(first.actor)
    return None if party is None or unknown else (first.sentence, party)


def _claimant(hearing: Hearing) -> tuple[int, Party] | None:
    """Who claims it, or speaks of own forces."""
    for mention in hearing.told:
        sentence = hearing.sentence(mention.sentence)
        for voice in mention.voices:
            for speaker in _speakers(hearing, mention, voice):
                party = speaker.party
                if party is None or speaker.neutral or not party.name:
                    continue
                group = voice.manner == "claim" and party.kind == "group"
                own = voice.manner in {"claim", "say"} and bool(mention.acts)
                fought = own and (hearing.clash or _beat_rebels(sentence, mention, party))
                if group or fought or (own and voices.claims_within(sentence, voice, party)):
                    return speaker.where[0], party._replace(
                        first=speaker.where[1], last=speaker.where[2]
                    )
    return None


def _beat_rebels(sentence: Sentence, mention: Mention, party: Party) -> bool:
    """Whether state forces tell of rebels hit, and of nobody else who hit them."""
    if party.kind == "group" or mention.actor is not None:
        return False
    last = max(act.last for act in mention.acts)
    first = min(act.first for act in mention.acts)
    hit = {t.low for t in sentence.tokens[max(0, first - 4) : last + 6]}
    return bool(hit & _REBELS) and not hit & words("initiator_unknown") - _REBELS


def _blamed(hearing: Hearing) -> tuple[int, Party] | None:
    """Who is named after a verb of blaming."""
    for mention in hearing.told:
        for voice in mention.voices:
            for party in mention.parties if voice.manner == "blame" else ():
                known = hearing.resolved(party)
                if known is not None and 0 < party.first - voice.verb < 18:
                    return mention.sentence, known
    return None


def _suspected(hearing: Hearing) -> tuple[int, Party] | None:
    """A group that is suspected, or whose members are told before the act."""
    for mention in hearing.told:
        tokens = hearing.sentence(mention.sentence).tokens
        act = min((act.first for act in mention.acts), default=-1)
        for party in mention.parties:
            before = {t.low for t in tokens[max(0, party.first - 5) : party.first]}
            members = bool(before & _MEMBERS) and party.first < act
            if party.kind == "group" and act >= 0 and (before & _SUSPECTED or members):
                return mention.sentence, party
    return None


def _settled(hearing: Hearing) -> Standing:
    """The status that what was heard amounts to."""
    claimed = dict(hearing.claimed)
    alleged = hearing.alleged if hearing.actor else {}
    if hearing.actor and not claimed and not alleged and not hearing.clash:
        alleged = hearing.heard
    acknowledged: dict[str, Place] = {}
    if hearing.denied:
        status = "contested"
    elif claimed and (hearing.others or alleged or len(claimed) > 1):
        status, acknowledged, claimed = "acknowledged", claimed, {}
    elif claimed:
        status = "claimed"
    else:
        status = "alleged" if alleged else "reported"
    fields = {
        "claimed_by": claimed,
        "acknowledged_by": acknowledged,
        "alleged_by": alleged,
        "denied_by": hearing.denied,
    }
    quotes = {name: tuple(said.values()) for name, said in fields.items() if said}
    if hearing.actor_at is not None:
        quotes["actor"] = (hearing.actor_at,)
    return Standing(
        status,
        hearing.actor,
        tuple(claimed),
        tuple(acknowledged),
        tuple(alleged),
        tuple(hearing.denied),
        quotes,
    )
