"""The story of a report: mentions to events, each told once.

A mention without a place belongs to the event told before; a second telling of an event adds to
it; a new place is a new event.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from . import (
    dating,
    founding,
    homeland,
    likeness,
    mentions,
    modes,
    pointing,
    readings,
    settling,
    surveying,
    topics,
)
from .lexicon import words
from .words import folded

if TYPE_CHECKING:
    from .acts import Act
    from .dates import When
    from .header import Header
    from .knowns import Context, Toponym
    from .locate import Spot
    from .mentions import Mention
    from .parties import Party
    from .readings import Reading
    from .scenes import Scene
    from .words import Sentence

_REFERS = frozenset("the this that those these it they both its same".split())


@dataclass
class Event:
    """An event in the making."""

    spots: list[Spot]
    scenes: list[Scene]
    when: When | None
    mentions: list[Mention] = field(default_factory=list)
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    guessed: bool = False
    inherited: bool = False
    beside: list[When] = field(default_factory=list)  # days of what was done hours before it

    kinds: dict[tuple[str, str, bool], Act] = field(default_factory=dict)  # one act of each kind
    arms: set[str] = field(default_factory=set)
    doers: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Take in the mentions it is made of."""
        given, self.mentions = self.mentions, []
        for mention in given:
            self.take(mention)

    def take(self, mention: Mention) -> None:
        """Add a mention; its acts, arms and doers are kept once, however often they are told."""
        self.mentions.append(mention)
        for act in mention.acts:
            self.kinds.setdefault((act.type, act.part, act.weak), act)
        self.arms.update(weapon[0] for weapon in mention.weapons)
        if mention.actor is not None and mention.actor.name:
            self.doers.add(mention.actor.name)

    @property
    def acts(self) -> list[Act]:
        """All acts told of it."""
        return [act for mention in self.mentions for act in mention.acts]


@dataclass
class Story:
    """Where the reader is in a report."""

    text: str
    sentences: list[Sentence]
    header: Header
    published: dt.date
    context: Context
    people: dict[str, Party] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    readings: dict[int, Reading] = field(default_factory=dict)
    topics: dict[int, Scene] = field(default_factory=dict)
    spots: list[tuple[float, float]] = field(default_factory=list)
    loose_units: set[int] = field(default_factory=set)
    land: Counter[str] = field(default_factory=Counter)  # country -> names of places in it
    last: Event | None = None
    period: tuple[dt.date, dt.date] | None = None
    section: Scene | None = None
    block_scenes: dict[int, Scene] = field(default_factory=dict)
    pending: list[Mention] = field(default_factory=list)
    names: dict[int, list[Toponym]] = field(default_factory=dict)
    parts: dict[str, Scene] = field(default_factory=dict)  # a quarter's name -> its town
    sizes: Counter[int] = field(default_factory=Counter)
    stamps: dict[int, dt.date] = field(default_factory=dict)  # paragraph -> day of a post
    block_days: dict[int, tuple[dt.date | None, dt.date | None, When]] = field(default_factory=dict)


def tell(text: str, sentences: list[Sentence], head: Header, published: dt.date) -> Story:
    """Read a whole report.

    Parameters
    ----------
    text
        The report.
    sentences
        Its sentences.
    head
        Its head.
    published
        The day from which its weekdays are counted.

    Returns
    -------
    Story
        With its events, in the order in which they are told.
    """
    context = homeland.context(sentences, head.dateline)
    story = Story(text, sentences, head, published, context)
    story.sizes.update(sentence.block for sentence in sentences)
    story.stamps = dating.stamps(text, sentences, published)
    surveying.survey(story)
    for number, sentence in enumerate(sentences):
        if any(start <= sentence.start and sentence.end <= end for start, end in head.skipped):
            continue
        _sentence(story, number, sentence)
    story.events = _without_summaries(story)
    return story


def _sentence(story: Story, number: int, sentence: Sentence) -> None:
    """Read one sentence into the story."""
    skipped = max(
        (end for start, end in story.header.skipped if start <= sentence.start < end), default=0
    )
    reading = readings.read(
        story.text,
        sentence,
        story.names[sentence.start],
        story.people,
        published=story.stamps.get(sentence.block, story.published),
        current=_current(story),
        skipped=skipped,
    )
    story.readings[number] = reading
    topics.note_topic(story, reading)
    title = _is_title(story, sentence)
    topics.note_place(story, reading)
    settling.note_parts(story, reading)
    found = [] if reading.unreal or title else mentions.split(reading, number)
    placed = False
    for mention in found:
        placed |= _mention(story, mention)
    if not placed and not title:
        _follow_up(story, reading, number)
    pointing.take_back(story, reading, number)
    if modes.is_revealed(sentence):
        block = sentence.block
        story.events = [e for e in story.events if any(m.block != block for m in e.mentions)]
        story.last = story.events[-1] if story.events else None


def _current(story: Story) -> dt.date | None:
    """The day of the event told before."""
    return story.last.last_day if story.last else None


def _is_title(story: Story, sentence: Sentence) -> bool:
    """Whether a sentence is a headline at the top of a report."""
    text = story.text[sentence.start : sentence.end]
    return (
        sentence.block <= 3
        and not text.rstrip("\"'”’)").endswith((".", "!", "?", ":"))
        and (len(text) < 140 and sentence.block < 3)
        and sentence is not story.sentences[-1]
    )


def _mention(story: Story, mention: Mention) -> bool:
    """Put one mention into the story; whether it found an event."""
    if mention.mode == "referred":
        _date_beside(story, mention)
    if mention.mode in {"planned", "negated", "referred"}:
        return False
    if founding.too_old(mention, story.published) or founding.is_total(mention):
        return True
    mention = pointing.with_place(story, mention)
    mention = topics.with_topic(story, mention)
    spots = [settling.settle(story, scene, mention) for scene in mention.scenes]
    mention, spots = topics.not_far_from_topic(story, mention, spots)
    known = _find(story, mention, spots)
    if known is not None:
        _join(story, known, mention, spots)
        return True
    if not spots or not founding.founds(mention) or _bare(story, mention):
        return False
    doer = mention.actor is not None and mention.when is None
    if (
        doer
        and not mention.tolls
        and founding.is_habitual(
            mention,
            story.sentences[mention.sentence].tokens,
            first=not story.events or mention.block in story.block_days,
        )
    ):
        return False
    _found(story, mention, spots)
    return True


_BY_ARMS = frozenset("air_strike drone_strike missile_strike shelling bombing".split())


def _bare(story: Story, mention: Mention) -> bool:
    """Whether nothing says when, who, with what or how many: talk of violence, and no event."""
    dated = mention.when is not None or mention.block in story.block_days
    tokens = story.sentences[mention.sentence].tokens[mention.first : mention.last]
    someone = any(token.low in words("initiator_unknown") for token in tokens)
    armed = mention.weapons or any(act.type in _BY_ARMS for act in mention.acts)
    told = mention.tolls or armed or mention.actor is not None or someone
    return not dated and not told


def _date_beside(story: Story, mention: Mention) -> None:
    """Keep the day of a meeting "hours before Iran's attack" for the event that it speaks of."""
    name = mention.actor.name if mention.actor is not None else ""
    for event in reversed(story.events):
        sides = {m.actor.name for m in event.mentions if m.actor is not None}
        if name and name in sides and mention.when is not None:
            event.beside.append(mention.when)
            return


def _find(story: Story, mention: Mention, spots: list[Spot]) -> Event | None:
    """The event that a mention tells again, or adds to."""
    if not story.events:
        return None
    for event in reversed(story.events):
        if likeness.same(event, mention, spots):
            return event
    if spots:
        return None
    last = story.last
    near = last is not None and mention.block - last.mentions[-1].block <= 1
    if last is None or not near or likeness.is_later(last, mention):
        return None
    return last if likeness.kin(last, mention) or _refers(story, mention) else None


def _refers(story: Story, mention: Mention) -> bool:
    """Whether a mention points back: the attack, the blast, it."""
    tokens = story.sentences[mention.sentence].tokens
    for act in mention.acts:
        if act.part == "noun" and act.first and tokens[act.first - 1].low in _REFERS:
            return True
        if act.part == "effect":
            return True
    return not mention.acts


def _join(story: Story, event: Event, mention: Mention, spots: list[Spot]) -> None:
    """Add a mention to an event."""
    if spots and likeness.holds(event.spots[0], spots[0]):
        event.spots, event.scenes = spots, list(mention.scenes)
    event.take(mention)
    if (
        mention.when is not None
        and mention.when.kind != "relative"
        and (event.when is None or event.guessed or event.inherited)
    ):
        _date(event, mention.when)
    story.last = event


def _date(event: Event, when: When) -> None:
    event.when, event.first_day, event.last_day = when, when.first, when.last
    event.guessed = event.inherited = False


def _found(story: Story, mention: Mention, spots: list[Spot]) -> None:
    """Begin a new event."""
    event = Event(spots, list(mention.scenes), mention.when, [mention])
    if mention.when is not None:
        event.first_day, event.last_day = mention.when.first, mention.when.last
        story.block_days[mention.block] = (event.first_day, event.last_day, mention.when)
    elif mention.block in story.block_days:
        event.first_day, event.last_day, event.when = story.block_days[mention.block]
        event.inherited = True
    else:
        event.guessed = True
        if story.period:
            event.first_day, event.last_day = story.period
        else:
            day = story.stamps.get(mention.block, story.published)
            event.first_day, event.last_day = day - dt.timedelta(1), day
    for spot in spots:
        if spot.latitude == spot.latitude:
            story.spots.append((spot.latitude, spot.longitude))
    story.events.append(event)
    story.last = event
    names = {folded(spot.name) for spot in spots}
    waiting = [m for m in story.pending if names & {folded(s.place.name) for s in m.context}]
    event.mentions += [m._replace(context=()) for m in waiting]
    story.pending = [m for m in story.pending if m not in waiting]


def _follow_up(story: Story, reading: Reading, number: int) -> None:
    """A sentence that adds a day, a toll, a claim or a denial to the event told before."""
    when = dating.of_it(reading)
    last = story.last
    told = last is not None and last.mentions[-1].block == reading.sentence.block
    if told and when is not None and last is not None and (last.guessed or last.inherited):
        _date(last, when)
    if not reading.voices and not reading.tolls:
        return
    if reading.unreal and not reading.voices:
        return
    mode = "denied" if any(v.manner == "deny" for v in reading.voices) else "voice"
    added = mentions.Mention(
        number,
        reading.sentence.block,
        (),
        (),
        (),
        None,
        tuple(reading.tolls) if not reading.unreal else (),
        (),
        vessel=False,
        actor=None,
        parties=tuple(reading.parties),
        voices=tuple(reading.voices),
        mode=mode,
        first=0,
        last=len(reading.sentence.tokens),
    )
    event = _spoken_of(story, reading)
    if event is not None:
        event.take(added)
    elif mode == "denied" and reading.scenes:
        story.pending.append(added._replace(context=tuple(reading.scenes), tolls=()))


def _spoken_of(story: Story, reading: Reading) -> Event | None:
    """The event a sentence without an act of its own speaks of: by place, else the one before."""
    names = {
        folded(s.place.name) for s in reading.scenes if s.role not in {"speaker", "from", "to"}
    }
    for event in reversed(story.events):
        if any(folded(spot.name) in names for spot in event.spots):
            return event
    if any(s.place.level == "town" and s.role in mentions.PLACED for s in reading.scenes):
        return None
    last = story.last
    if last is None or reading.sentence.block - last.mentions[-1].block > 1:
        return None
    return last


def _without_summaries(story: Story) -> list[Event]:
    """Drop events known only to a country or province when a closer one tells the same."""
    kept = []
    for event in story.events:
        spot = event.spots[0]
        if spot.level in {"country", "admin1", "region"} and any(
            other is not event
            and likeness.holds(spot, other.spots[0])
            and likeness.kin_events(event, other)
            and not likeness.apart(event, other)
            and not likeness.other_actor(other, event.mentions[0])
            and not likeness.another_toll(other, event.mentions[0], event.spots)
            for other in story.events
        ):
            continue
        kept.append(event)
    return kept
