"""Words that point back: "in the province", "the same town", counts that add to what was told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import likeness, modes
from .knowns import SITES
from .scenes import Scene
from .words import folded

if TYPE_CHECKING:
    from .acts import Act
    from .mentions import Mention
    from .readings import Reading
    from .story import Story
    from .words import Token

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
    tokens = story.sentences[mention.sentence].tokens
    site = _site_again(story, mention)
    if site is not None:
        return mention._replace(scenes=(site,))
    if mention.scenes:
        return _closer(story, mention)
    if any(_is_here(tokens, n) for n in range(mention.first, min(mention.last, len(tokens)))):
        scene = _dateline(story)
        return mention if scene is None else mention._replace(scenes=(scene,))
    for at in range(mention.first, min(mention.last, len(tokens) - 1)):
        if tokens[at].low not in _PLACING or tokens[at + 1].low != "the":
            continue
        noun = at + 2 + (at + 2 < len(tokens) and tokens[at + 2].low in _SAME)
        levels = _LEVELS.get(tokens[noun].low) if noun < len(tokens) else None
        if levels is not None and "town" in levels and mention.block in story.topics:
            return mention  # the heading says which town
        if levels is None or (noun + 1 < len(tokens) and tokens[noun + 1].low in {"of", "’s"}):
            continue
        scene = _latest(story, levels) or (_dateline(story) if "town" in levels else None)
        if scene is not None:
            relation = "near" if tokens[at].low in _NEAR else "in"
            return mention._replace(scenes=(scene._replace(relation=relation, role="topic"),))
    return mention


def _closer(story: Story, mention: Mention) -> Mention:
    """Give a mention that names only a province the town that it points to: "crossed the town"."""
    tokens = story.sentences[mention.sentence].tokens
    if any(scene.place.level in NAMED or scene.role == "topic" for scene in mention.scenes):
        return mention
    for at in range(mention.first + 1, min(mention.last, len(tokens)) - 1):
        said = tokens[at].low == "the" and tokens[at + 1].low == "town"
        if said and tokens[at - 1].low in _INSIDE:
            scene = _latest(story, _LEVELS["town"]) or _dateline(story)
            if scene is not None:
                context = (*mention.context, *mention.scenes)
                return mention._replace(scenes=(scene._replace(role="topic"),), context=context)
    return mention


_INSIDE = frozenset("in inside through crossed entered left crossing entering leaving".split())


def _site_again(story: Story, mention: Mention) -> Scene | None:
    """The place of a site told of before that was hit on another day: "last hit the plant"."""
    last = story.last
    if last is None or mention.when is None or mention.when.last is None:
        return None
    if mention.block - last.mentions[-1].block > 1 or last.first_day == mention.when.first:
        return None
    if any(scene.place.level in NAMED for scene in (*mention.scenes, *mention.context)):
        return None
    tokens = story.sentences[mention.sentence].tokens
    for act in mention.acts:
        pair = [t.low for t in tokens[act.last : act.last + 2]]
        if len(pair) == 2 and pair[0] in {"the", "it"} and pair[1] in SITES | {"site", "facility"}:
            return last.scenes[0]._replace(role="topic")
    return None


def _is_here(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether "here" means the place of the dateline: "in the gym here on Sunday"."""
    if tokens[at].low != "here" or not at:
        return False
    return tokens[at - 1].low not in {"people", "living", "from", "is", "are", "was", "live"}


def _dateline(story: Story) -> Scene | None:
    """The town of the dateline, never a capital: much is written there that happened elsewhere."""
    first = next((s for s in story.sentences if _in_dateline(story, s.start)), None)
    if first is None:
        return None
    until = max(end for start, end in story.header.skipped if start <= first.start < end)
    for name in story.names.get(first.start, []):
        capital = any(tag.first == name.first and tag.has("capital") for tag in first.tags)
        if first.tokens[name.first].start < until and name.level == "town" and not capital:
            return Scene(name, "topic")
    return None


def _in_dateline(story: Story, start: int) -> bool:
    lines = story.header.skipped if story.header.dateline else ()
    return any(first <= start < end for first, end in lines)


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


def take_back(story: Story, reading: Reading, number: int) -> None:
    """Drop what a report takes back: "not in Kharkiv but in Kupiansk", "There were none".

    Parameters
    ----------
    story
        The report as far as it is read.
    reading
        A sentence.
    number
        Its number.
    """
    tokens = reading.sentence.tokens
    wrong = {
        folded(scene.place.name)
        for scene in reading.scenes
        if [t.low for t in tokens[max(0, scene.place.first - 2) : scene.place.first]]
        in (["not", "in"], ["not", "at"], ["not", "near"])
        and "but" in {t.low for t in tokens[scene.place.last : scene.place.last + 3]}
    }
    none = modes.takes_back(reading.sentence)
    if not wrong and not none:
        return
    kept = []
    for event in story.events:
        fresh = number - 2 <= event.mentions[0].sentence
        there = any(folded(spot.name) in wrong for spot in event.spots)
        told = [m.sentence for m in event.mentions if m.acts and m.sentence < number]
        if not (fresh and there) and not (none and set(told) == {number - 1}):
            kept.append(event)
    if len(kept) < len(story.events):
        story.events = kept
        story.last = kept[-1] if kept else None


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
    return not placed and all(
        act.part == "effect" or (act.type == "armed_attack" and _suffered(story, mention, act))
        for act in mention.acts
    )


def _suffered(story: Story, mention: Mention, act: Act) -> bool:
    """Whether an act only says what became of somebody: "one teacher was shot and died"."""
    tokens = story.sentences[mention.sentence].tokens
    lead = {t.low for t in tokens[max(0, act.first - 2) : act.first]}
    counted = any(toll.field == "killed" for toll in mention.tolls)
    return counted and mention.actor is None and bool(lead & {"was", "were"})
