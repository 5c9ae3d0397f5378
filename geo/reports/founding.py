"""What a mention must hold to be an event of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import acts

if TYPE_CHECKING:
    import datetime as dt

    from .mentions import Mention
    from .words import Token


def too_old(mention: Mention, published: dt.date) -> bool:
    """Whether a mention tells of something more than a year before publication."""
    when = mention.when
    if when is None:
        return False
    if when.kind == "year":
        return True
    return when.last is not None and (published - when.last).days > 366


def is_total(mention: Mention) -> bool:
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
        and not any(s.place.level == "town" for s in mention.scenes)
        and sum(t.low or 0 for t in mention.tolls) > 20
    )


def is_habitual(mention: Mention, tokens: tuple[Token, ...], *, first: bool) -> bool:
    """Whether a later paragraph tells what somebody has done before: "has hit a mosque in X"."""
    perfect = any(
        act.part == "verb" and act.first and tokens[act.first - 1].low in {"has", "have"}
        for act in mention.acts
    )
    return perfect and not first


def founds(mention: Mention) -> bool:
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
            if arms & set(acts.PROJECTILE) and mention.scenes:
                return True
        elif act.type == "destroy":
            if arms & set(acts.PROJECTILE) or counted or (mention.actor is not None):
                return True
        elif act.type == "taken":
            if mention.when is not None or mention.actor is not None:
                return True
        elif not act.weak or arms or counted or mention.actor is not None or act.part == "noun":
            return True
    return False
