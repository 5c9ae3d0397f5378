"""Places that govern more than their own sentence: headings, and the place told just before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import locate, pointing, readings, settling
from .fallbacks import RANK

if TYPE_CHECKING:
    from .locate import Spot
    from .mentions import Mention
    from .readings import Reading
    from .scenes import Scene
    from .story import Story


def note_topic(story: Story, reading: Reading) -> None:
    """Remember the heading of a block."""
    topic = next((s for s in reading.scenes if s.role == "topic"), None)
    block = reading.sentence.block
    tokens = reading.sentence.tokens
    alone = story.sizes[block] == 1
    if alone and len(tokens) <= HEADING and tokens[-1].text not in {".", "!", "?"}:
        story.section = _section(reading)
    if topic is None:
        return
    story.topics.setdefault(block, topic)
    if topic.place.last >= len(tokens) - 1 and alone:
        story.topics[block + 1] = topic


HEADING = 6
"""Words of a line that heads the paragraphs below it."""


def _section(reading: Reading) -> Scene | None:
    """The province that a heading on a line of its own names; a line of another kind ends it."""
    units = [s for s in reading.scenes if s.place.level == "admin1" and s.place.unit >= 0]
    return units[0] if len(units) == 1 else None


def note_place(story: Story, reading: Reading) -> None:
    """Remember the place of a sentence that tells no act: the next one may tell it."""
    if any(act.mode == "real" for act in reading.acts):
        return
    heads = [
        s
        for s in reading.scenes
        if (s.role in {"in", "frame", "passive"} or (s.role == "from" and _calls(reading, s)))
        and s.place.level in {"town", "unknown", "admin2"}
    ]
    if len(heads) == 1 and not readings.is_capital(reading, heads[0]):
        story.block_scenes[reading.sentence.block] = heads[0]


def _calls(reading: Reading, scene: Scene) -> bool:
    """Whether somebody calls or writes from a place, of which the next words then tell."""
    lead = reading.sentence.tokens[max(0, scene.place.first - 4) : scene.place.first]
    return bool(_CALLING & {t.low for t in lead})


_CALLING = frozenset("telephoned phoned called rang wrote writes reports news word calls".split())


def with_topic(story: Story, mention: Mention) -> Mention:
    """Give a mention without a town the place of its heading."""
    topic = story.topics.get(mention.block)
    if pointing.only_counts(story, mention):
        return mention._replace(scenes=())
    best = max((RANK[s.place.level] for s in mention.scenes), default=0)
    if topic is not None and best < RANK[topic.place.level]:
        context = (*mention.context, *mention.scenes)
        return mention._replace(scenes=(_with_relation(story, topic, mention),), context=context)
    if len(mention.scenes) == 1 and mention.scenes[0].role in {"topic", "speaker", "frame"}:
        return mention._replace(scenes=(_with_relation(story, mention.scenes[0], mention),))
    if not mention.scenes and mention.block in story.block_scenes:
        return mention._replace(scenes=(story.block_scenes[mention.block],))
    return mention


def not_far_from_topic(
    story: Story, mention: Mention, spots: list[Spot]
) -> tuple[Mention, list[Spot]]:
    """A town that lies far from its heading is the name of something else: a bar, a person."""
    topic = story.topics.get(mention.block)
    if topic is None or len(spots) != 1 or topic.place.level not in {"town", "admin1"}:
        return mention, spots
    scene, spot = mention.scenes[0], spots[0]
    if scene.role == "topic" or spot.level not in {"town", "unknown", "admin2"}:
        return mention, spots
    head = settling.settle(story, topic, mention)
    if spot.level == "admin2":  # the district of that name lies in another city
        other = head.level == "town" and spot.unit >= 0 and spot.unit != head.unit
        return (mention._replace(scenes=(topic,)), [head]) if other else (mention, spots)
    known = spot.latitude == spot.latitude
    if head.level == "admin1":
        far = (
            known
            and spot.unit not in {head.unit, *locate.drawn(head.unit)}
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
