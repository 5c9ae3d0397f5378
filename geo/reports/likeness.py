"""Whether two tellings are of one event: place, day, kind of act, sides."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from . import acts, locate
from .words import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .acts import Act
    from .dates import When
    from .locate import Spot
    from .mentions import Mention
    from .story import Event

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


def same(event: Event, mention: Mention, spots: list[Spot]) -> bool:
    """Whether a mention with a place tells of an event told before."""
    if not spots:
        return False
    if not _places_meet(event, spots, strict=True):
        return False  # most events lie elsewhere, and this is the cheaper question
    one, other = _of_event(event), _of_mention(mention)
    strict = bool(one & other) or (bool(one) and not other)
    if not _places_meet(event, spots, strict=strict) or not kin(event, mention):
        return False
    if another_toll(event, mention, spots):
        return False
    if _days_apart(event, mention.when) and not _only_counts(event, mention):
        return False
    return not other_actor(event, mention)


def another_toll(event: Event, mention: Mention, spots: list[Spot]) -> bool:
    """Whether a side killed others than those of an event in the area that is told of."""
    if any(folded(one.name) == folded(other.name) for one in event.spots for other in spots):
        return False
    if mention.actor is None or not any(act.type == "killed" for act in mention.acts):
        return False
    told = {t.low for m in event.mentions for t in m.tolls if t.field == "killed" and t.low}
    mine = {t.low for t in mention.tolls if t.field == "killed" and t.low}
    return bool(told and mine) and not told & mine


def _only_counts(event: Event, mention: Mention) -> bool:
    """Whether a mention of the same heading only counts victims, on the day of a list."""
    derived = all(scene.role == "topic" for scene in mention.scenes)
    return (
        derived
        and all(act.part == "effect" for act in mention.acts)
        and event.mentions[-1].block == mention.block
    )


def _places_meet(event: Event, spots: list[Spot], *, strict: bool) -> bool:
    """Whether places are the same, or one holds the other."""
    for one in event.spots:
        for other in spots:
            if folded(one.name) == folded(other.name) or (
                one.place_id
                and one.place_id == other.place_id
                and (one.latitude == other.latitude or one.level != "town")
            ):
                return True
            if (holds(one, other) or holds(other, one)) and strict:
                return True
    return False


def holds(area: Spot, inner: Spot) -> bool:
    """Whether an area holds a place."""
    if area.level == "country" and inner.level != "country":
        return bool(area.country) and area.country == inner.country
    if area.level == "admin1" and inner.level in {"town", "admin2", "unknown"}:
        return inner.unit >= 0 and (
            area.unit == inner.unit or inner.unit in locate.drawn(area.unit)
        )
    return False


def kin(event: Event, mention: Mention) -> bool:
    """Whether two tell the same kind of act, or one only tells its effect."""
    one, other = _of_event(event), _of_mention(mention)
    return not one or not other or bool(one & other)


def _of_event(event: Event) -> set[str]:
    return _families(event.kinds.values(), event.arms)


def _of_mention(mention: Mention) -> set[str]:
    return _families(mention.acts, {weapon[0] for weapon in mention.weapons})


def _families(told: Iterable[Act], arms: set[str]) -> set[str]:
    found = set()
    for act in told:
        if act.type in {"fired", "destroy", "landed"} and arms & set(acts.PROJECTILE):
            found.add("strike")
            continue
        if act.part == "effect" or act.type in {"fired", "destroy", "landed"}:
            continue
        if act.type == "armed_attack" and act.weak:
            continue  # "burned" says no more than what burned
        if act.type == "taken":
            found.add("abduction")
        elif act.type == "strike" and act.part == "verb" and not arms:
            found |= {"strike", "ground"}
        elif act.type in {"strike", "bombed", "intercept"}:
            blast = bool(arms & {"ied", "landmine", "grenade"}) and not arms & set(
                acts.PROJECTILE - {"ied", "landmine", "grenade"}
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


def is_later(event: Event, mention: Mention) -> bool:
    """Whether a mention tells of an attack of its own, on another day than an event."""
    told = any(act.type in _ATTACKS and act.part == "verb" for act in mention.acts)
    return told and mention.actor is not None and _days_apart(event, mention.when)


_ATTACKS = frozenset({"armed_attack", "shelling", "abduction", "bombing", "strike"})


def other_actor(event: Event, mention: Mention) -> bool:
    """Whether two sides are named that cannot have done the same act."""
    if mention.actor is None or not mention.actor.name or not event.doers:
        return False
    clash = any(act.type == "armed_clash" for act in (*event.kinds.values(), *mention.acts))
    return mention.actor.name not in event.doers and not clash


def kin_events(one: Event, other: Event) -> bool:
    """Whether two events are of the same kind of act."""
    a, b = _of_event(one), _of_event(other)
    return not a or not b or bool(a & b)


def apart(one: Event, other: Event) -> bool:
    """Whether the days of two events cannot be the same."""
    if one.guessed or other.guessed or one.inherited or other.inherited:
        return False
    a, b = one.first_day or dt.date.min, one.last_day or dt.date.max
    c, d = other.first_day or dt.date.min, other.last_day or dt.date.max
    return c > b or a > d
