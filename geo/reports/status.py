"""Who stands behind an event: claimed, acknowledged, alleged, reported, contested."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from . import attribution
from .hearing import speakers

if TYPE_CHECKING:
    from .hearing import Hearing, Place, Speaker
    from .mentions import Mention
    from .voices import Voice

_OWN_WORDS = frozenset("it its they their we our he she his her".split())
_DONE = frozenset(
    "fired struck hit attacked bombed shelled targeted aimed carried conducted launched killed "
    "destroyed responded retaliated retaliation response behind responsible raid strike strikes "
    "attack operation ours raided abducted shot entered dropped".split()
)


class Standing(NamedTuple):
    """Who says what about an event; each with the words it was read from.

    Attributes
    ----------
    status
        One of :data:`geo.schema.STATUSES`.
    actor
        The acting side's name, or empty.
    claimed_by, acknowledged_by, alleged_by, denied_by
        Names, in order.
    quotes
        Field -> where it stands, one for each name.
    """

    status: str
    actor: str
    claimed_by: tuple[str, ...]
    acknowledged_by: tuple[str, ...]
    alleged_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    quotes: dict[str, tuple[Place, ...]]


def standing(hearing: Hearing) -> Standing:
    """Work out who stands behind an event.

    Parameters
    ----------
    hearing
        What the report tells of it.

    Returns
    -------
    Standing
        The status and the names.
    """
    hearing.narrator = hearing.resolved(hearing.narrator)
    attribution.find(hearing)
    for mention in hearing.told:
        spoken = [voice for voice in mention.voices if voice.verb >= 0]
        if not spoken and mention.acts:
            _narrated(hearing, mention)
        for voice in spoken:
            for speaker in speakers(hearing, mention, voice):
                _hear(hearing, mention, voice, speaker)
    neutral = any(v.neutral for m in hearing.told if m.acts for v in m.voices)
    if hearing.silent and hearing.claimed and not hearing.alleged and not neutral:
        hearing.others = False
    return _settled(hearing)


def _narrated(hearing: Hearing, mention: Mention) -> None:
    """An act that the report tells in its own voice."""
    narrator = hearing.narrator
    if narrator is None:
        hearing.others = True
        return
    where = (mention.sentence, mention.acts[0].first, mention.acts[0].last)
    own = narrator.name == hearing.actor
    (hearing.claimed if own else hearing.alleged).setdefault(narrator.name, where)


def _hear(hearing: Hearing, mention: Mention, voice: Voice, speaker: Speaker) -> None:
    """Enter what one speaker says of the event."""
    party, name = speaker.party, speaker.name
    own = party is not None and name == hearing.actor
    if voice.manner == "silent":
        hearing.silent = True
    elif voice.manner == "deny" or (own and mention.mode == "denied"):
        if name and _may_deny(hearing, mention, speaker):
            hearing.denied.setdefault(name, speaker.where)
    elif voice.manner == "blame":
        if name and not own:
            hearing.alleged.setdefault(name, speaker.where)
        hearing.others |= bool(mention.acts or mention.tolls)
    elif own or (hearing.clash and _fought(hearing, voice, speaker)):
        if _tells_own(hearing, mention, voice):
            hearing.claimed.setdefault(name, speaker.where)
    elif hearing.actor and not speaker.neutral and _accuses(hearing, mention, speaker):
        hearing.alleged.setdefault(name, speaker.where)
        hearing.others |= bool(mention.acts or mention.tolls)
    elif mention.acts or mention.tolls:
        hearing.others = True
        if name and not speaker.neutral and (speaker.hit or party is not None):
            hearing.heard.setdefault(name, speaker.where)


def _fought(hearing: Hearing, voice: Voice, speaker: Speaker) -> bool:
    """Whether a speaker is the other side of a clash, and owns to it."""
    if speaker.neutral or not speaker.name:
        return False
    if voice.several:
        return True
    return speaker.party is not None and speaker.name in hearing.sides()


def _tells_own(hearing: Hearing, mention: Mention, voice: Voice) -> bool:
    """Whether the acting side tells of the act, and not of something beside it."""
    if voice.manner == "claim" or mention.acts or mention.tolls or hearing.clash:
        return True
    sentence = hearing.sentence(mention.sentence)
    after = {t.low for t in sentence.tokens[voice.verb + 1 : voice.verb + 20]}
    return bool(_DONE & after) and bool((_OWN_WORDS | {"the", "this"}) & after)


def _may_deny(hearing: Hearing, mention: Mention, speaker: Speaker) -> bool:
    """Whether a denial is of this event: by one of its sides, or beside its own words."""
    side = speaker.party
    if side is not None and side.name in hearing.sides():
        return True
    reach = 3 if side is not None and side.kind in {"group", "state"} else 1
    close = any(
        other.acts
        and other.block == mention.block
        and abs(other.sentence - mention.sentence) <= reach
        for other in hearing.told
    )
    return close and not speaker.neutral


def _accuses(hearing: Hearing, mention: Mention, speaker: Speaker) -> bool:
    """Whether a speaker of the hit side names the acting side in the same sentence."""
    named = mention.actor is not None or any(
        party.name == hearing.actor for party in mention.parties
    )
    if not (named and speaker.name and (mention.acts or mention.tolls)):
        return False
    party = speaker.party
    if party is not None and party.kind in {"state", "group", "local"}:
        return party.name != hearing.actor
    return speaker.hit


def _settled(hearing: Hearing) -> Standing:
    """The status that what was heard amounts to."""
    claimed = dict(hearing.claimed)
    alleged = hearing.alleged if hearing.actor else {}
    if hearing.actor and not claimed and not alleged and not hearing.clash:
        alleged = hearing.heard
    acknowledged: dict[str, Place] = {}
    if hearing.denied:
        status = "contested"
    elif claimed and (hearing.others or alleged or len(claimed) > 1):
        status, acknowledged, claimed = "acknowledged", claimed, {}
    elif claimed:
        status = "claimed"
    else:
        status = "alleged" if alleged else "reported"
    fields = {
        "claimed_by": claimed,
        "acknowledged_by": acknowledged,
        "alleged_by": alleged,
        "denied_by": hearing.denied,
    }
    quotes = {name: tuple(said.values()) for name, said in fields.items() if said}
    if hearing.actor_at is not None:
        quotes["actor"] = (hearing.actor_at,)
    return Standing(
        status,
        hearing.actor,
        tuple(claimed),
        tuple(acknowledged),
        tuple(alleged),
        tuple(hearing.denied),
        quotes,
    )
