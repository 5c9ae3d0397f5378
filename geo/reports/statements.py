"""What is said of an event away from where it is told: claims, denials, silence.

A report tells an attack in one paragraph and who claims or denies it in another. Sentences that
tell no act are given to the event they speak of: by its place, its words, its sides, and how near
they stand.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from .mentions import PLACED, Mention
from .words import folded

if TYPE_CHECKING:
    from .readings import Reading
    from .story import Event, Story

_ENOUGH = 2.0
"""Points a sentence needs to be of an event."""
_FAR = 200
"""Sentences away from which nobody speaks of an event: bulletins bound into one file."""
_SEVERAL = {"both": 2, "two": 2, "three": 3, "four": 4, "all": 4, "these": 4}
_DEEDS = frozenset(
    "attacks raids bombings strikes ambushes blasts incidents operations killings assaults "
    "explosions kidnappings abductions shootings".split()
)
_DEED = frozenset("attack strike strikes operation raid raids attacks bombing shelling".split())
_GENERIC = frozenset(
    "district province region city town village state territory county governorate oblast area "
    "municipality department local government the of".split()
)
_MANNERS = frozenset({"claim", "deny", "blame"})


class _Told(NamedTuple):
    """An event as its own sentences tell it."""

    event: Event
    sentences: frozenset[int]
    blocks: frozenset[int]
    places: frozenset[str]
    words: frozenset[str]
    sides: frozenset[str]


def of_events(story: Story) -> list[list[Mention]]:
    """Give every event what is told and said of it in the whole report.

    Parameters
    ----------
    story
        The report with its events.

    Returns
    -------
    list of list of Mention
        For each event of the story, in the order of the report.
    """
    rare = _rare(story)
    told = [_told(story, event, rare) for event in story.events]
    found = [[m for m in event.mentions if m.acts or m.tolls] for event in story.events]
    acting = {number for one in told for number in one.sentences}
    linked: dict[int, int] = {}
    for number in sorted(story.readings):
        reading = story.readings[number]
        if not reading.voices:
            continue
        spoken = _only_voices(reading, number)
        for at in _several(reading, told, number):
            found[at].append(spoken)
        for at in _justified(reading, told, number):
            found[at].append(spoken)
        at = -1 if number in acting else _nearest(story, reading, number, told, rare, linked)
        if at >= 0:
            linked[number] = at
            found[at].append(spoken)
    return [_ordered(mentions) for mentions in found]


def _ordered(found: list[Mention]) -> list[Mention]:
    """In the order of the report, each sentence's telling before what is only said in it."""
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.sentence, not m.acts)):
        if mention.acts or mention.tolls or all(m.sentence != mention.sentence for m in kept):
            kept.append(mention)
    return kept


def _only_voices(reading: Reading, number: int) -> Mention:
    """A sentence for its voices alone."""
    denied = any(voice.manner == "deny" for voice in reading.voices)
    return Mention(
        number,
        reading.sentence.block,
        (),
        (),
        (),
        None,
        (),
        (),
        vessel=False,
        actor=None,
        parties=tuple(reading.parties),
        voices=tuple(reading.voices),
        mode="denied" if denied else "voice",
        first=0,
        last=len(reading.sentence.tokens),
    )


def _rare(story: Story) -> frozenset[str]:
    """Words of some length that stand in few sentences of the report."""
    counted = Counter(
        low
        for sentence in story.sentences
        for low in {t.low for t in sentence.tokens if t.kind == "word" and len(t.low) > 4}
    )
    return frozenset(word for word, times in counted.items() if 1 < times <= 4)


def _told(story: Story, event: Event, rare: frozenset[str]) -> _Told:
    numbers = frozenset(m.sentence for m in event.mentions if m.acts or m.tolls)
    sides = {p.name for m in event.mentions if m.acts for p in m.parties if p.name}
    return _Told(
        event,
        numbers,
        frozenset(story.sentences[n].block for n in numbers),
        frozenset(_stem(spot.name) for spot in event.spots),
        frozenset(t.low for n in numbers for t in story.sentences[n].tokens) & rare,
        frozenset(sides),
    )


def _stem(name: str) -> str:
    """A place's name without "district" and the like."""
    words = folded(name).split()
    return " ".join(word for word in words if word not in _GENERIC) or " ".join(words)


def _nearest(
    story: Story,
    reading: Reading,
    number: int,
    told: list[_Told],
    rare: frozenset[str],
    linked: dict[int, int],
) -> int:
    """The event that a sentence without an act speaks of, or -1."""
    names = {_stem(s.place.name) for s in reading.scenes if s.role not in {"speaker", "from", "to"}}
    elsewhere = any(s.place.level == "town" and s.role in PLACED for s in reading.scenes)
    said = {t.low for t in reading.sentence.tokens} & rare
    parties = {p.name for p in reading.parties if p.name}
    owners = _owners(reading)
    best, chosen = _ENOUGH, -1
    for at, one in enumerate(told):
        if not one.sentences or abs(min(one.sentences) - number) > _FAR:
            continue
        score = 4.0 * bool(names & one.places) - 3.0 * (elsewhere and not names & one.places)
        score += min(2.0, 0.7 * len(said & one.words)) + 1.0 * bool(parties & one.sides)
        score += _owned(owners, one)
        score += _closeness(story, reading, number, one, goes_on=linked.get(number - 1) == at)
        score += 0.001 * min(one.sentences)
        if score > best:
            best, chosen = score, at
    return chosen


def _owners(reading: Reading) -> set[str]:
    """Whose attack a sentence speaks of: "the Pakistani attack", "Iran's strike"."""
    tokens = reading.sentence.tokens
    return {
        p.name
        for p in reading.parties
        if p.name and any(t.low in _DEED for t in tokens[p.last : p.last + 3])
    }


def _owned(owners: set[str], one: _Told) -> float:
    """Points for being the act of the side whose attack is spoken of."""
    if not owners:
        return 0.0
    acted = {m.actor.name for m in one.event.mentions if m.actor is not None}
    return 3.0 if acted & owners else -1.5 if acted - {""} else 0.0


def _closeness(story: Story, reading: Reading, number: int, one: _Told, *, goes_on: bool) -> float:
    """Points for standing near the telling of an event."""
    block = reading.sentence.block
    together = number > 0 and story.sentences[number - 1].block == block
    if goes_on:
        return 3.0 if together else 1.5
    if number - 1 in one.sentences:
        return 2.5 if together else 2.0
    if block in one.blocks:
        return 1.5 if min(one.sentences) < number else 0.5
    if min(one.sentences) > number:
        return -1.0
    return 1.2 if block - 1 in one.blocks else 0.0


def _several(reading: Reading, told: list[_Told], number: int) -> list[int]:
    """The events that "all three attacks" means: those told last before."""
    if not any(voice.manner in _MANNERS for voice in reading.voices):
        return []
    lows = [t.low for t in reading.sentence.tokens]
    for n, low in enumerate(lows):
        if low in _SEVERAL and _DEEDS & set(lows[n + 1 : n + 4]):
            meant = max(_SEVERAL.get(word, 0) for word in lows[n : n + 2])
            before = [
                at for at, one in enumerate(told) if min(one.sentences, default=number) < number
            ]
            return before[-meant:]
    return []


def _justified(reading: Reading, told: list[_Told], number: int) -> list[int]:
    """The events that the acting state speaks of by the country: "the attack on X's soil"."""
    speakers = {
        voice.party.name
        for voice in reading.voices
        if voice.manner in {"say", "claim"} and voice.party is not None and voice.party.name
    }
    lows = [t.low for t in reading.sentence.tokens]
    if not speakers or not any(
        low in _DEED and lows[max(0, n - 1)] in {"the", "its", "this", "that"}
        for n, low in enumerate(lows)
    ):
        return []
    countries = {code for p in reading.parties for code in p.countries} | {
        entry.value
        for tag in reading.sentence.tags
        for kind in ("country", "demonym")
        if (entry := tag.has(kind)) is not None
    }
    return [
        at
        for at, one in enumerate(told)
        if number not in one.sentences
        and one.event.spots[0].country in countries
        and any(m.actor is not None and m.actor.name in speakers for m in one.event.mentions)
    ]
