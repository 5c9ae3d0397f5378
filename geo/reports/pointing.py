"""Words that point back: "in the province", "the same town", counts that add to what was told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import likeness
from .words import folded

if TYPE_CHECKING:
    from .mentions import Mention
    from .scenes import Scene
    from .story import Story

_LEVELS = {
    **dict.fromkeys(
        "province state governorate oblast department prefecture".split(), frozenset({"admin1"})
    ),
    **dict.fromkeys(
        "district county territory municipality raion township subdistrict".split(),
        frozenset({"admin2"}),
    ),
    "region": frozenset({"admin1", "region"}),
    **dict.fromkeys("city town".split(), frozenset({"town"})),
    **dict.fromkeys("village settlement camp".split(), frozenset({"town", "unknown"})),
}
"""What kind of place each word points back to."""
_PLACING = frozenset("in across throughout inside outside near around at".split())
_SAME = frozenset({"same", "whole", "entire"})
_NEAR = frozenset({"outside", "near", "around"})


def with_place(story: Story, mention: Mention) -> Mention:
    """Give a mention without a place the one that "in the province", "in the same town" mean.

    Parameters
    ----------
    story
        The report as far as it is read.
    mention
        What a stretch tells.

    Returns
    -------
    Mention
        With the latest place of that kind, where the words point to one.
    """
    if not any(scene.place.level in NAMED for scene in mention.scenes):
        again = _again(story, mention)
        if again is not None:
            return mention._replace(scenes=(again,))
    if mention.scenes:
        return mention
    tokens = story.sentences[mention.sentence].tokens
    for at in range(mention.first, min(mention.last, len(tokens) - 1)):
        if tokens[at].low not in _PLACING or tokens[at + 1].low != "the":
            continue
        noun = at + 2 + (at + 2 < len(tokens) and tokens[at + 2].low in _SAME)
        levels = _LEVELS.get(tokens[noun].low) if noun < len(tokens) else None
        if levels is None or (noun + 1 < len(tokens) and tokens[noun + 1].low in {"of", "’s"}):
            continue
        scene = _latest(story, levels)
        if scene is not None:
            relation = "near" if tokens[at].low in _NEAR else "in"
            return mention._replace(scenes=(scene._replace(relation=relation, role="topic"),))
    return mention


NAMED = frozenset({"town", "unknown", "admin2"})


def _again(story: Story, mention: Mention) -> Scene | None:
    """A place of an event told before, named again as where somebody left or went."""
    for scene in mention.context:
        if scene.role not in {"from", "to", "other"} or scene.place.level not in NAMED:
            continue
        name = folded(scene.place.name)
        for event in story.events:
            told = {folded(spot.name) for spot in event.spots}
            if name in told and likeness.kin(event, mention):
                return scene._replace(role="topic", relation="in", km=-1.0, bearing=-1)
    return None


def _latest(story: Story, levels: frozenset[str]) -> Scene | None:
    """The place of a kind that was told last."""
    for number in sorted(story.readings, reverse=True):
        for scene in reversed(story.readings[number].scenes):
            if scene.place.level in levels and scene.role not in {"speaker", "from", "to"}:
                return scene._replace(km=-1.0, bearing=-1)
    return None


def only_counts(story: Story, mention: Mention) -> bool:
    """Say whether a mention only counts the victims of what its paragraph has told already.

    Parameters
    ----------
    story
        The report as far as it is read.
    mention
        What a stretch tells.

    Returns
    -------
    bool
        Then the heading of the paragraph is not its place.
    """
    last = story.last
    if last is None or last.mentions[-1].block != mention.block or mention.when is not None:
        return False
    placed = any(scene.role != "topic" for scene in mention.scenes)
    return not placed and all(act.part == "effect" for act in mention.acts)
