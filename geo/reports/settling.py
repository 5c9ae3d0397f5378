"""Where a place of a mention lies, with the whole report as context."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import locate
from .locate import Hints, Spot

if TYPE_CHECKING:
    from .mentions import Mention
    from .scenes import Scene
    from .story import Story


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


def settle(story: Story, scene: Scene, mention: Mention) -> Spot:
    """Where a place lies, by what else the report says."""
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
