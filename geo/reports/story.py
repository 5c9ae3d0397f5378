"""The story of a report: mentions to events, each told once.

A mention without a place belongs to the event told before; a second telling of an event adds to
it; a new place is a new event.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..names import fold
from . import acts, locate, mentions, toponyms
from .locate import Hints, Spot

if TYPE_CHECKING:
    from .acts import Act
    from .dates import When
    from .header import Header
    from .mentions import Mention, Reading
    from .parties import Party
    from .scenes import Scene
    from .words import Sentence

FAMILY = {
    "air_strike": "strike",
    "drone_strike": "strike",
    "missile_strike": "strike",
    "shelling": "strike",
    "bombing": "bombing",
    "armed_clash": "ground",
    "armed_attack": "ground",
    "abduction": "abduction",
    "naval_attack": "naval",
    "other": "other",
}
"""Types that tell the same kind of act."""
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
    context: toponyms.Context
    people: dict[str, Party] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    readings: dict[int, Reading] = field(default_factory=dict)
    topics: dict[int, Scene] = field(default_factory=dict)
    spots: list[tuple[float, float]] = field(default_factory=list)
    loose_units: set[int] = field(default_factory=set)
    last: Event | None = None
    period: tuple[dt.date, dt.date] | None = None
    block_scenes: dict[int, Scene] = field(default_factory=dict)
    pending: list[Mention] = field(default_factory=list)
    names: dict[int, list[toponyms.Toponym]] = field(default_factory=dict)
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
    story = Story(text, sentences, head, published, toponyms.context(sentences))
    _survey(story)
    for number, sentence in enumerate(sentences):
        if any(start <= sentence.start and sentence.end <= end for start, end in head.skipped):
            continue
        _sentence(story, number, sentence)
    story.events = _without_summaries(story)
    return story


def _survey(story: Story) -> None:
    """A first pass for the units and the unambiguous towns of the report."""
    for sentence in story.sentences:
        story.loose_units.update(toponyms.units_named(story.text, sentence, story.context))
        names = toponyms.find(story.text, sentence, story.context)
        story.names[sentence.start] = names
        for name in names:
            if name.level == "admin1" and name.unit >= 0:
                story.loose_units.add(name.unit)
            elif name.level == "town" and len(name.places) == 1 and len(name.countries) == 1:
                spot = locate.settle(name, Hints({}, frozenset(), frozenset(), ()))
                story.spots.append((spot.latitude, spot.longitude))


def _sentence(story: Story, number: int, sentence: Sentence) -> None:
    """Read one sentence into the story."""
    skipped = max(
        (end for start, end in story.header.skipped if start <= sentence.start < end), default=0
    )
    reading = mentions.read(
        story.text,
        sentence,
        story.names[sentence.start],
        story.people,
        published=story.published,
        current=_current(story),
        skipped=skipped,
    )
    story.readings[number] = reading
    _note_topic(story, reading)
    title = _is_title(story, sentence)
    _note_place(story, reading)
    found = [] if reading.unreal or title else mentions.split(reading, number)
    placed = False
    for mention in found:
        placed |= _mention(story, mention)
    if not placed and not title:
        _follow_up(story, reading, number)


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


def _note_topic(story: Story, reading: Reading) -> None:
    """Remember the heading of a block."""
    topic = next((s for s in reading.scenes if s.role == "topic"), None)
    if topic is None:
        return
    block = reading.sentence.block
    story.topics.setdefault(block, topic)
    tokens = reading.sentence.tokens
    alone = not any(s.block == block and s is not reading.sentence for s in story.sentences)
    if topic.place.last >= len(tokens) - 1 and alone:
        story.topics[block + 1] = topic


def _note_place(story: Story, reading: Reading) -> None:
    """Remember the place of a sentence that tells no act: the next one may tell it."""
    if any(act.mode == "real" for act in reading.acts):
        return
    heads = [
        s
        for s in reading.scenes
        if s.role in {"in", "frame", "passive"} and s.place.level in {"town", "unknown", "admin2"}
    ]
    if len(heads) == 1 and not mentions._is_capital(reading, heads[0]):
        story.block_scenes[reading.sentence.block] = heads[0]


def _mention(story: Story, mention: Mention) -> bool:
    """Put one mention into the story; whether it found an event."""
    if mention.mode == "referred":
        _date_beside(story, mention)
    if mention.mode in {"planned", "negated", "referred"}:
        return False
    if _too_old(story, mention) or _aggregate(story, mention):
        return True
    mention = _with_topic(story, mention)
    spots = [_settle(story, scene, mention) for scene in mention.scenes]
    mention, spots = _not_far_from_topic(story, mention, spots)
    known = _find(story, mention, spots)
    if known is not None:
        _join(story, known, mention, spots)
        return True
    if not spots or not _founds(mention):
        return False
    _found(story, mention, spots)
    return True


def _date_beside(story: Story, mention: Mention) -> None:
    """Keep the day of a meeting "hours before Iran's attack" for the event that it speaks of."""
    name = mention.actor.name if mention.actor is not None else ""
    for event in reversed(story.events):
        sides = {m.actor.name for m in event.mentions if m.actor is not None}
        if name and name in sides and mention.when is not None:
            event.beside.append(mention.when)
            return


def _with_topic(story: Story, mention: Mention) -> Mention:
    """Give a mention without a town the place of its heading."""
    topic = story.topics.get(mention.block)
    best = max((mentions._RANK[s.place.level] for s in mention.scenes), default=0)
    if topic is not None and best < mentions._RANK[topic.place.level]:
        context = (*mention.context, *mention.scenes)
        return mention._replace(scenes=(_with_relation(story, topic, mention),), context=context)
    if len(mention.scenes) == 1 and mention.scenes[0].role in {"topic", "speaker", "frame"}:
        return mention._replace(scenes=(_with_relation(story, mention.scenes[0], mention),))
    if not mention.scenes and mention.block in story.block_scenes:
        return mention._replace(scenes=(story.block_scenes[mention.block],))
    return mention


def _not_far_from_topic(
    story: Story, mention: Mention, spots: list[Spot]
) -> tuple[Mention, list[Spot]]:
    """A town that lies far from its heading is the name of something else: a bar, a person."""
    topic = story.topics.get(mention.block)
    if topic is None or len(spots) != 1 or topic.place.level not in {"town", "admin1"}:
        return mention, spots
    scene, spot = mention.scenes[0], spots[0]
    if scene.role == "topic" or spot.level not in {"town", "unknown"}:
        return mention, spots
    head = _settle(story, topic, mention)
    known = spot.latitude == spot.latitude
    if head.level == "admin1":
        far = (
            known
            and spot.unit not in {head.unit, *locate._drawn(head.unit)}
            and spot.country != head.country
        )
    else:
        far = (
            known
            and locate.kilometres((head.latitude, head.longitude), (spot.latitude, spot.longitude))
            > 120
        )
    if far or (not known and scene.role != "in" and head.level == "town"):
        moved = mention._replace(scenes=(topic,))
        return moved, [head]
    return mention, spots


def _with_relation(story: Story, topic: Scene, mention: Mention) -> Scene:
    """Near or in the place of the heading, as "near the city", "above the town" say."""
    tokens = story.sentences[mention.sentence].tokens
    for n in range(len(tokens) - 1):
        if tokens[n].low in {"near", "outside", "above", "around"} and tokens[n + 1].low in {
            "the",
            "it",
        }:
            noun = tokens[min(n + 2, len(tokens) - 1)].low
            if noun in {"city", "town", "village", "camp"} or tokens[n + 1].low == "it":
                return topic._replace(relation="near")
        if tokens[n].low in {"outskirts", "edge"}:
            return topic._replace(relation="near")
    return topic


def _too_old(story: Story, mention: Mention) -> bool:
    """Whether a mention tells of something more than a year before publication."""
    when = mention.when
    if when is None:
        return False
    if when.kind == "year":
        return True
    return when.last is not None and (story.published - when.last).days > 366


def _aggregate(story: Story, mention: Mention) -> bool:
    """Whether a mention is a total over a month or a long time, without an act of its own."""
    when = mention.when
    if when is None or when.first is None or when.last is None:
        return False
    long = (when.last - when.first).days > 25
    effect = all(act.part == "effect" for act in mention.acts)
    area = not mention.scenes or mention.scenes[0].place.level in {"country", "admin1", "region"}
    if when.kind == "since" and (when.last - when.first).days > 40:
        return True
    return (
        long
        and effect
        and area
        and when.kind == "month"
        and not any(s.place.level in {"town"} for s in mention.scenes)
        and sum(t.low or 0 for t in mention.tolls) > 20
    )


def _hints(story: Story, mention: Mention, scene: Scene) -> Hints:
    """What the report says about where a name of it lies."""
    countries: dict[str, float] = {}
    for rank, code in enumerate(story.context.countries):
        countries[code] = max(0.4, 2.0 - 0.5 * rank)
    if story.last is not None and story.last.spots and story.last.spots[0].country:
        code = story.last.spots[0].country
        countries[code] = countries.get(code, 0.0) + 0.6
    rows: set[int] = set()
    for other in (*mention.context, *mention.scenes):
        if other is scene or other.role in {"from", "to"}:
            continue
        bonus = 3.0 if abs(other.place.first - scene.place.first) < 10 else 1.5
        if other.role == "speaker":
            bonus = 0.8
        for code in other.place.countries[:1] if other.place.level in {"country", "admin1"} else ():
            countries[code] = countries.get(code, 0.0) + bonus
        if other.place.level == "admin1" and other.place.unit >= 0 and other.role != "speaker":
            rows.add(other.place.unit)
    for tag in story.sentences[mention.sentence].tags:
        entry = tag.has("demonym")
        if entry is not None:
            countries[entry.value] = countries.get(entry.value, 0.0) + (
                1.5 if 0 <= scene.place.first - tag.last <= 3 else 0.3
            )
    return Hints(countries, frozenset(rows), frozenset(story.loose_units), tuple(story.spots))


def _settle(story: Story, scene: Scene, mention: Mention) -> Spot:
    hints = _hints(story, mention, scene)
    if scene.place.level == "country" or not hints.units:
        topic = story.topics.get(mention.block)
        if topic is not None and topic.place.level == "admin1" and topic.place.unit >= 0:
            hints = hints._replace(units=frozenset({topic.place.unit}))
    spot = locate.settle(scene.place, hints)
    if spot.level == "unknown" and spot.place_id == "":
        spot = _beside(story, scene, mention, spot)
    return spot


def _beside(story: Story, scene: Scene, mention: Mention, spot: Spot) -> Spot:
    """An unknown place, put by the known one it is said to lie at a distance from or near."""
    for other in mention.context:
        if (
            other.place.level != "town"
            or other.role == "speaker"
            or abs(other.place.first - scene.place.last) > 12
        ):
            continue
        if other.relation != "near" and other.km < 0:
            continue
        known = locate.settle(other.place, _hints(story, mention, other))
        lat, lon = known.latitude, known.longitude
        if other.km > 0 and other.bearing >= 0:
            lat, lon = locate.moved(lat, lon, other.km, other.bearing)
        return spot._replace(
            country=known.country,
            unit=known.unit,
            latitude=lat,
            longitude=lon,
            place_id=known.place_id,
            level="town",
        )
    return spot


def _founds(mention: Mention) -> bool:
    """Whether a mention is strong enough to be an event of its own."""
    if mention.mode == "denied" and not mention.when:
        return False
    arms = {w[0] for w in mention.weapons}
    counted = any(t.low or t.high or (t.low is None and t.high is None) for t in mention.tolls)
    for act in mention.acts:
        if act.part == "effect":
            if counted and (
                act.type == "killed"
                or arms
                or mention.actor is not None
                or mention.when is not None
            ):
                return True
        elif act.type == "intercept":
            if arms & {"drone", "missile", "rocket", "air_bomb", "naval_drone"}:
                return True
        elif act.type in {"fired", "landed"}:
            if arms & set(acts._PROJECTILE) and mention.scenes:
                return True
        elif act.type == "destroy":
            if arms & set(acts._PROJECTILE) or counted or (mention.actor is not None):
                return True
        elif act.type == "taken":
            if mention.when is not None or mention.actor is not None:
                return True
        elif not act.weak or arms or counted or mention.actor is not None or act.part == "noun":
            return True
    return False


def _find(story: Story, mention: Mention, spots: list[Spot]) -> Event | None:
    """The event that a mention tells again, or adds to."""
    if not story.events:
        return None
    for event in reversed(story.events):
        if _same(story, event, mention, spots):
            return event
    if spots:
        return None
    last = story.last
    near = last is not None and mention.block - last.mentions[-1].block <= 1
    if last is not None and near and (_kin(last, mention) or _refers(story, mention)):
        return last
    return None


def _same(story: Story, event: Event, mention: Mention, spots: list[Spot]) -> bool:
    """Whether a mention with a place tells of an event told before."""
    if not spots:
        return False
    if not _places_meet(event, spots, strict=True):
        return False  # most events lie elsewhere, and this is the cheaper question
    one, other = _families(event.acts, event.mentions), _families(list(mention.acts), [mention])
    strict = bool(one & other) or (bool(one) and not other)
    if not _places_meet(event, spots, strict=strict) or not _kin(event, mention):
        return False
    if _days_apart(event, mention.when) and not _only_counts(event, mention):
        return False
    return not _other_actor(event, mention)


def _only_counts(event: Event, mention: Mention) -> bool:
    """Whether a mention of the same heading only counts victims, on the day of a list."""
    derived = all(scene.role in {"topic"} for scene in mention.scenes)
    return (
        derived
        and all(act.part == "effect" for act in mention.acts)
        and event.mentions[-1].block == mention.block
    )


def _places_meet(event: Event, spots: list[Spot], *, strict: bool) -> bool:
    """Whether places are the same, or one holds the other."""
    for one in event.spots:
        for other in spots:
            if fold(one.name) == fold(other.name) or (
                one.place_id and one.place_id == other.place_id
            ):
                return True
            if (_holds(one, other) or _holds(other, one)) and strict:
                return True
    return False


def _holds(area: Spot, inner: Spot) -> bool:
    if area.level == "country" and inner.level != "country":
        return bool(area.country) and area.country == inner.country
    if area.level == "admin1" and inner.level in {"town", "admin2", "unknown"}:
        return inner.unit >= 0 and (
            area.unit == inner.unit or inner.unit in locate._drawn(area.unit)
        )
    return False


def _kin(event: Event, mention: Mention) -> bool:
    """Whether two tell the same kind of act, or one only tells its effect."""
    one, other = _families(event.acts, event.mentions), _families(list(mention.acts), [mention])
    return not one or not other or bool(one & other)


def _families(told: list[Act], where: list[Mention]) -> set[str]:
    found = set()
    arms = {w[0] for m in where for w in m.weapons}
    for act in told:
        if act.type in {"fired", "destroy", "landed"} and arms & set(acts._PROJECTILE):
            found.add("strike")
            continue
        if act.part == "effect" or act.type in {"fired", "destroy", "landed"}:
            continue
        if act.type == "taken":
            found.add("abduction")
        elif act.type in {"strike", "bombed", "intercept"}:
            blast = bool(arms & {"ied", "landmine", "grenade"}) and not arms & set(
                acts._PROJECTILE - {"ied", "landmine", "grenade"}
            )
            found |= {"bombing"} if blast else {"strike"}
            found |= {"bombing"} if act.type == "bombed" else set()
        elif act.type == "armed_attack":
            found |= {"ground"} | (
                {"strike"}
                if arms & {"drone", "missile", "artillery", "rocket", "air_bomb"}
                or act.part == "noun"
                else set()
            )
            found |= {"bombing"} if act.part == "noun" or arms & {"ied"} else set()
            found |= {"naval"} if act.part == "noun" else set()
        elif act.type == "bombing":
            found |= {"bombing"} | (
                {"strike"}
                if arms & {"drone", "missile", "artillery", "rocket", "air_bomb"}
                or act.part == "noun"
                else set()
            )
        else:
            found.add(FAMILY.get(act.type, "other"))
    return found


def _days_apart(event: Event, when: When | None) -> bool:
    """Whether two dates cannot be of one event."""
    if when is None or event.when is None or event.guessed:
        return False
    if event.inherited:
        return False
    a, b = event.first_day or dt.date.min, event.last_day or dt.date.max
    c, d = when.first or dt.date.min, when.last or dt.date.max
    return c > b or a > d


def _other_actor(event: Event, mention: Mention) -> bool:
    """Whether two sides are named that cannot have done the same act."""
    told = {m.actor.name for m in event.mentions if m.actor is not None and m.actor.name}
    if mention.actor is None or not mention.actor.name or not told:
        return False
    clash = any(act.type == "armed_clash" for act in (*event.acts, *mention.acts))
    return mention.actor.name not in told and not clash


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
    if spots and _holds(event.spots[0], spots[0]):
        event.spots, event.scenes = spots, list(mention.scenes)
    event.mentions.append(mention)
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
            event.first_day, event.last_day = story.published - dt.timedelta(1), story.published
    for spot in spots:
        if spot.latitude == spot.latitude:
            story.spots.append((spot.latitude, spot.longitude))
    story.events.append(event)
    story.last = event
    names = {fold(spot.name) for spot in spots}
    waiting = [m for m in story.pending if names & {fold(s.place.name) for s in m.context}]
    event.mentions += [m._replace(context=()) for m in waiting]
    story.pending = [m for m in story.pending if m not in waiting]


def _follow_up(story: Story, reading: Reading, number: int) -> None:
    """A sentence that adds a toll, a claim or a denial to the event told before."""
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
        False,
        None,
        tuple(reading.parties),
        tuple(reading.voices),
        mode,
        0,
        len(reading.sentence.tokens),
    )
    event = _spoken_of(story, reading)
    if event is not None:
        event.mentions.append(added)
    elif mode == "denied" and reading.scenes:
        story.pending.append(added._replace(context=tuple(reading.scenes), tolls=()))


def _spoken_of(story: Story, reading: Reading) -> Event | None:
    """The event a sentence without an act of its own speaks of: by place, else the one before."""
    names = {fold(s.place.name) for s in reading.scenes if s.role not in {"speaker", "from", "to"}}
    for event in reversed(story.events):
        if any(fold(spot.name) in names for spot in event.spots):
            return event
    if any(s.place.level in {"town"} and s.role in mentions.PLACED for s in reading.scenes):
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
            and _holds(spot, other.spots[0])
            and _kin_events(event, other)
            and not _apart(event, other)
            and not _other_actor(other, event.mentions[0])
            for other in story.events
        ):
            continue
        kept.append(event)
    return kept


def _kin_events(one: Event, other: Event) -> bool:
    a, b = _families(one.acts, one.mentions), _families(other.acts, other.mentions)
    return not a or not b or bool(a & b)


def _apart(one: Event, other: Event) -> bool:
    if one.guessed or other.guessed or one.inherited or other.inherited:
        return False
    a, b = one.first_day or dt.date.min, one.last_day or dt.date.max
    c, d = other.first_day or dt.date.min, other.last_day or dt.date.max
    return c > b or a > d
