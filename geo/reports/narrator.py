"""Who issues a report, when it is no newspaper: a ministry, an army, the police, an armed group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import parties

if TYPE_CHECKING:
    from .parties import Party
    from .story import Story
    from .words import Sentence, Tag

_ISSUED = frozenset(
    "communique communiqué statement release digest bulletin notice announcement sitrep".split()
)
_BODIES = frozenset(
    "ministry army police staff command forces kingdom republic government movement front unit "
    "directorate headquarters spokesperson spokesman media office navy military brigades emirate "
    "information defence defense bureau".split()
)
_NEUTRAL = frozenset(
    "un u.n. ocha humanitarian monitor monitors observatory ngo agency newspaper chronicle courier "
    "notebook reporter correspondent desk editor news weekly daily translated initiative network "
    "rights charity mission".split()
)
_OURS = frozenset(
    "forces fighters troops soldiers units positions army mujahideen men defences defenses drones "
    "aircraft artillery heroes brothers gunners warriors".split()
)
_KINDS = ("group", "state", "country", "demonym", "capital")


def of(story: Story) -> Party | None:
    """Find the side that issues a report.

    Parameters
    ----------
    story
        The report.

    Returns
    -------
    Party or None
        A state, a group, or "the army" and "police" (kind ``local``) whose state the place of an
        event decides; ``None`` for a neutral voice.
    """
    head = [s for n, s in enumerate(story.sentences[:4]) if s.block <= 2 and _quiet(story, n)]
    last = story.sentences[-1].block if story.sentences else 0
    foot = [s for s in story.sentences if s.block == last and len(s.tokens) < 16][-1:]
    said = {t.low for s in (*head, *foot) for t in s.tokens}
    if _office(story.sentences[:2]):
        return _issuer(head) or parties.Party("", (), "local", 0, 1)
    if said & _NEUTRAL and not _first_person(story):
        return None
    issued = bool(said & _ISSUED and said & _BODIES)
    if not issued and not _first_person(story):
        return None
    return _issuer([*head, *foot])


def _office(lines: list[Sentence]) -> bool:
    """Whether a report begins with the name of an office: "Governor's channel"."""
    for sentence in lines:
        low = [t.low for t in sentence.tokens[:9]]
        if len(sentence.tokens) < 20 and (
            low[:1] in (["governor"], ["mayor"]) and low[1:2] in (["’s"], ["'s"], ["of"])
        ):
            return True
        if low[:2] == ["head", "of"] and "administration" in low:
            return True
    return False


def _quiet(story: Story, number: int) -> bool:
    """Whether a line of the head tells of nothing that happened."""
    reading = story.readings.get(number)
    return reading is None or not reading.acts


def _issuer(head: list[Sentence]) -> Party | None:
    """The side named in the head or the signature: a group before a state, a name before none."""
    tags = [tag for sentence in head for tag in sentence.tags]
    for kind in _KINDS:
        for tag in tags:
            entry = tag.has(kind)
            if entry is not None:
                return _party(tag, kind, entry.value, entry.part)
    army = next((tag for tag in tags if tag.has("army_noun")), None)
    return None if army is None else parties.Party("", (), "local", army.first, army.last)


def _party(tag: Tag, kind: str, value: str, part: str) -> Party:
    if kind == "group":
        return parties.Party(value, tuple(part.split()), "group", tag.first, tag.last)
    return parties.Party(parties.government(value), (value,), "state", tag.first, tag.last)


def _first_person(story: Story) -> bool:
    """Whether the report itself, outside quotations, speaks of "our forces"."""
    for sentence in story.sentences:
        quoted = False
        tokens = sentence.tokens
        for n, token in enumerate(tokens[:-1]):
            if token.text in {"“", "”", '"', "«", "»"}:
                quoted = not quoted
            near = {t.low for t in tokens[n + 1 : n + 4]}
            if not quoted and token.low == "our" and near & _OURS:
                return True
    return False
