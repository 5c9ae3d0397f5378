"""Where a place of a mention lies, with the whole report as context."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from . import locate, registers
from .knowns import PARTS
from .locate import Hints, Spot
from .words import folded

if TYPE_CHECKING:
    from .mentions import Mention
    from .readings import Reading
    from .scenes import Scene
    from .story import Story


def _hints(story: Story, mention: Mention, scene: Scene) -> Hints:
    """What the report says about where a name of it lies."""
    countries: dict[str, float] = {}
    for rank, code in enumerate(story.context.countries):
        countries[code] = max(0.4, 2.0 - 0.5 * rank)
    most = max(1, sum(story.land.values()))
    for code, named in story.land.items():
        countries[code] = countries.get(code, 0.0) + 2.0 * named / most
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


def settle(story: Story, scene: Scene, mention: Mention) -> Spot:
    """Where a place lies, by what else the report says."""
    hints = _hints(story, mention, scene)
    if scene.place.level == "country" or not hints.units:
        row = _unit_of_heading(story, scene, mention, hints)
        hints = hints if row < 0 else hints._replace(units=frozenset({row}))
    spot = locate.settle(scene.place, hints)
    if spot.place_id == "" and _is_quarter(scene):
        town = _town_beside(story, scene, mention)
        if town is not None:
            return locate.settle(town.place, hints)._replace(name=scene.place.text)
    if spot.level == "unknown" and spot.place_id == "":
        spot = _registered(scene, hints, spot)
    town = story.parts.get(folded(scene.place.name))
    if spot.level == "unknown" and spot.place_id == "" and town is not None:
        return locate.settle(town.place, hints)
    if spot.level == "unknown" and spot.place_id == "":
        spot = _beside(story, scene, mention, spot)
    return spot


def _unit_of_heading(story: Story, scene: Scene, mention: Mention, hints: Hints) -> int:
    """The province that the heading of a block names, or in which the town that it names lies."""
    for heading in (story.topics.get(mention.block), story.section):
        if heading is None or heading.place is scene.place:
            continue
        if heading.place.level == "admin1" and heading.place.unit >= 0:
            return heading.place.unit
        if heading.place.level == "town" and not scene.place.places:
            return locate.settle(heading.place, hints).unit
    return -1


def _is_quarter(scene: Scene) -> bool:
    """Whether a name is said to be that of a part of a town."""
    words = folded(scene.place.text).split()
    return bool(_PARTS & {words[0], words[-1]}) if words else False


_PARTS = frozenset("quarter neighbourhood neighborhood suburb barrio colonia sector".split())


def _town_beside(story: Story, scene: Scene, mention: Mention) -> Scene | None:
    """The town that a quarter is of: named in its sentence, in its heading, or just before."""
    beside = [
        s
        for s in mention.context
        if s.place.level == "town" and s.place.places and s.role not in {"from", "to"}
    ]
    near = min(beside, key=lambda s: abs(s.place.first - scene.place.first), default=None)
    if near is not None:
        return near
    topic = story.topics.get(mention.block)
    return topic if topic is not None and topic.place.level == "town" else None


_QUARTERS = PARTS | {"camp"}


def note_parts(story: Story, reading: Reading) -> None:
    """Remember of which town a quarter is: "the Mugunga quarter of Goma", then "in Mugunga"."""
    for one, other in itertools.pairwise(reading.scenes):
        if one.place.level != "unknown" or other.place.level != "town":
            continue
        tokens = reading.sentence.tokens
        gap = [t.low for t in tokens[one.place.last : other.place.first]]
        noun = tokens[one.place.last - 1].low
        before = {t.low for t in tokens[max(0, one.place.first - 2) : one.place.first]}
        part = noun in _QUARTERS or (bool(before & _QUARTERS) and gap == [","])
        if part and len(gap) <= 3 and gap[:1] in (["of"], ["in"], [","]):
            story.parts.setdefault(folded(one.place.name), other)


def _registered(scene: Scene, hints: Hints, spot: Spot) -> Spot:
    """An unknown place that a register holds, or that is known in another romanisation."""
    found = registers.place(scene.place, spot.country, spot.unit, said=bool(hints.units))
    if found is None and not hints.units and "air" in folded(scene.place.text):
        others = sorted(hints.countries, key=lambda code: (-hints.countries[code], code))[:4]
        known = [p for code in others if (p := registers.place(scene.place, code, -1, said=False))]
        found = known[0] if len(known) == 1 else None
    if found is None:
        return spot
    return spot._replace(
        country=found.country,
        unit=locate.unit_of(found),
        latitude=found.latitude,
        longitude=found.longitude,
        place_id=found.place_id,
        level="town",
    )


def _beside(story: Story, scene: Scene, mention: Mention, spot: Spot) -> Spot:
    """An unknown place, put by the known one it is said to lie at a distance from or near."""
    for other in mention.context:
        if (
            other.place.level != "town"
            or other.role == "speaker"
            or abs(other.place.first - scene.place.last) > 12
        ):
            continue
        if (other.relation != "near" or other.bearing >= 0) and other.km < 0:
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
    after = _right_after(story, scene, mention)
    if after is not None and spot.unit < 0:
        known = locate.settle(after.place, _hints(story, mention, after))
        return spot._replace(country=known.country, unit=known.unit)
    return spot


def _right_after(story: Story, scene: Scene, mention: Mention) -> Scene | None:
    """The known place that stands right after a name and says in which district it lies."""
    tokens = story.sentences[mention.sentence].tokens
    for other in mention.context:
        gap = {t.low for t in tokens[scene.place.last : other.place.first]}
        near = 0 < other.place.first - scene.place.last <= 4
        if near and other.place.places and gap & {",", "in", "("} and not gap & {"and", "or"}:
            return other
    return None
