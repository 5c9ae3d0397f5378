"""The acting side of an event: who is told to have acted, who claims it, who is blamed for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import voices
from .hearing import speakers
from .lexicon import words

if TYPE_CHECKING:
    from .hearing import Hearing
    from .mentions import Mention
    from .parties import Party
    from .words import Sentence


_SUSPECTED = frozenset(
    "suspected presumed alleged attributed blamed linked affiliated loyal by".split()
)


_PASSIVE = frozenset({"was", "were", "been", "being"})
_MEMBERS = frozenset("members elements fighters men from gunmen militants".split())


_REBELS = frozenset(
    "militants insurgents terrorists rebels fighters jihadists bandits guerrillas smugglers "
    "militiamen extremists separatists".split()
)


def find(hearing: Hearing) -> None:
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
            for speaker in speakers(hearing, mention, voice):
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
            members = members and not _PASSIVE & {t.low for t in tokens[party.last : act]}
            if party.kind == "group" and act >= 0 and (before & _SUSPECTED or members):
                return mention.sentence, party
    return None
