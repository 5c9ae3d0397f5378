"""Everybody who speaks of one event, and what is heard of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from . import parties
from .lexicon import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .mentions import Mention
    from .parties import Party
    from .readings import Reading
    from .voices import Voice
    from .words import Sentence


ARMIES = {"PSE": "ISR"}
"""Whose army "the army" is where the territory has none of its own."""


Place = tuple[int, int, int]
"""Sentence, first and last token."""


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
        first = {act.type for act in self.told[0].acts} if self.told else set()
        if first & {"abduction", "bombing", "taken"}:
            return False  # shots exchanged beside it; a bomb on the eve of a clash
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


def speakers(hearing: Hearing, mention: Mention, voice: Voice) -> Iterator[Speaker]:
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
        subject = reading.parties[0] if reading.parties else None
        if at == number and subject and subject.acting and subject.last <= voice.first:
            return at, voice._replace(
                party=subject, first=subject.first, last=subject.last, pronoun=False
            )
        if at < number and reading.parties:
            party = reading.parties[0]
            return at, voice._replace(
                party=party, first=party.first, last=party.last, pronoun=False
            )
    return None


_CLAUSE = frozenset("who which that whose whom after when while where as".split())
_NO_NAME = frozenset("than in on at from by for with more less least about over it there".split())
"""Words that begin no speaker."""


def _words(reading: Reading, voice: Voice) -> str:
    """A speaker in the report's own words, without its article; empty for what is no speaker."""
    sentence = reading.sentence
    tokens = [t for t in sentence.tokens[voice.first : voice.last] if t.kind != "punct"]
    while tokens and tokens[0].low in {"the", "a", "an", "and", "but", "one", "of", "so"}:
        tokens = tokens[1:]
    ends = next((n for n, token in enumerate(tokens) if token.low in _CLAUSE), len(tokens))
    tokens = tokens[:ends]
    if not tokens or voice.pronoun or tokens[0].low in _NO_NAME:
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
