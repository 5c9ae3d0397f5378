"""A sentence to mentions: each act with its place, day, toll, weapons and voices.

A sentence may tell several events: "drones hit Engels, while shelling killed two in Kherson". It
is cut where a new clause begins, and between two acts that have each a place of their own.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from . import actors, fallbacks
from .fallbacks import RANK
from .knowns import PARTS, SITES
from .readings import when_of

if TYPE_CHECKING:
    from .acts import Act
    from .dates import When
    from .losses import Toll
    from .parties import Party
    from .readings import Reading
    from .scenes import Scene
    from .voices import Voice
    from .words import Token

_STRONG = frozenset({";", "while", "whereas", "meanwhile", "but", "—", "–"})
_NATURE = frozenset(
    "quake earthquake tremor aftershock flood floods flooding landslide landslides mudslide "
    "cyclone typhoon hurricane tornado avalanche lightning cholera measles malaria drowned "
    "capsized".split()
)
_DIRECTIONS = frozenset(
    "north south east west northeast northwest southeast southwest north-east north-west "
    "south-east south-west".split()
)
_WEAK_CUTS = frozenset({",", "and", "after", "before", "when", "as", "hours"})
PLACED = frozenset({"in", "object", "topic", "passive", "modifier", "frame"})
"""Roles in which a place is where something happened."""


class Mention(NamedTuple):
    """What one stretch of a sentence tells of one event."""

    sentence: int
    block: int
    acts: tuple[Act, ...]
    scenes: tuple[Scene, ...]
    context: tuple[Scene, ...]
    when: When | None
    tolls: tuple[Toll, ...]
    weapons: tuple[tuple[str, str, int, int], ...]
    vessel: bool
    actor: Party | None
    parties: tuple[Party, ...]
    voices: tuple[Voice, ...]
    mode: str
    first: int
    last: int


def split(reading: Reading, number: int) -> list[Mention]:
    """Cut a sentence into what it tells of each event.

    Parameters
    ----------
    reading
        What :func:`read` found.
    number
        The sentence's number.

    Returns
    -------
    list of Mention
        In order; at least one when there is an act or a toll.
    """
    if not reading.acts and not reading.tolls:
        return []
    if all(act.part == "effect" for act in reading.acts) and _by_nature(reading):
        return []
    segments = _segments(reading)
    found: list[Mention] = []
    for first, last in segments:
        found += _mentions(reading, number, first, last)
    return found


def _by_nature(reading: Reading) -> bool:
    """Whether a disaster is what killed: a quake, a flood, an illness."""
    return any(token.low in _NATURE for token in reading.sentence.tokens)


def _segments(reading: Reading) -> list[tuple[int, int]]:
    """Stretches between strong breaks, when more than one of them holds an act and a place."""
    tokens = reading.sentence.tokens
    cuts = [n for n, t in enumerate(tokens) if t.low in _STRONG and 2 < n < len(tokens) - 3]
    edges = [0, *cuts, len(tokens)]
    parts = [(a, b) for a, b in itertools.pairwise(edges)]
    merged: list[tuple[int, int]] = []
    for first, last in parts:
        if merged and not (_full(reading, first, last) and _full(reading, *merged[-1])):
            merged[-1] = (merged[-1][0], last)
        else:
            merged.append((first, last))
    out: list[tuple[int, int]] = []
    for first, last in merged:
        out += _weak_segments(reading, first, last)
    return out


def _full(reading: Reading, first: int, last: int) -> bool:
    """Whether a stretch holds an act and a place of its own."""
    act = any(first <= act.first < last and act.mode in {"real", "denied"} for act in reading.acts)
    place = any(
        first <= s.place.first < last and s.role in PLACED and s.place.level != "country"
        for s in reading.scenes
    )
    return act and place


def _weak_segments(reading: Reading, first: int, last: int) -> list[tuple[int, int]]:
    """Cut between acts that have each a place: "two in A and killed three in B"."""
    tokens = reading.sentence.tokens
    heads = [s for s in _heads(reading, first, last) if s.role != "frame"]
    if len(heads) < 2:
        reply = _reply_cut(reading, first, last)
        return [(first, reply), (reply, last)] if reply else [(first, last)]
    cuts = [first]
    for one, other in itertools.pairwise(heads):
        between = list(range(one.place.last, other.place.first))
        act_between = any(
            act.first in between and act.mode in {"real", "denied"} for act in reading.acts
        )
        toll_between = any(t.at in between for t in reading.tolls) or any(
            t.first in between for t in reading.tolls
        )
        act_before = any(cuts[-1] <= act.first < one.place.first for act in reading.acts) or any(
            act.first < one.place.last + 6 and act.first >= one.place.last for act in reading.acts
        )
        cut = next((n for n in between if tokens[n].low in _WEAK_CUTS), None)
        if (act_between or toll_between) and act_before and cut is not None:
            cuts.append(cut)
    edges = [*cuts, last]
    return [(a, b) for a, b in itertools.pairwise(edges)]


def _reply_cut(reading: Reading, first: int, last: int) -> int:
    """Where "A struck country B" ends and "after B's strikes in X" begins; 0 for nowhere."""
    tokens = reading.sentence.tokens
    for n in range(first + 3, last - 3):
        if tokens[n].low != "after" or not _full(reading, n, last):
            continue
        struck = any(
            s.role == "object" and s.place.level == "country" and first <= s.place.first < n
            for s in reading.scenes
        )
        acted = any(first <= act.first < n and act.mode == "real" for act in reading.acts)
        return n if struck and acted else 0
    return 0


def _heads(reading: Reading, first: int, last: int) -> list[Scene]:
    """The places of a stretch where something may have happened, the most specific level only."""
    inside = [
        s
        for s in reading.scenes
        if first <= s.place.first < last and s.role in PLACED and not _treated(reading, s)
    ]
    if not inside:
        return []
    best = max(RANK[s.place.level] for s in inside)
    heads = [s for s in inside if RANK[s.place.level] == best]
    return _main(reading, heads)


_WARDS = frozenset("hospital clinic morgue infirmary".split())
_IN_CARE = frozenset(
    "died dies taken treated nursing admitted rushed succumbed wounds evacuated recovering "
    "transferred treatment condition care".split()
)


def _treated(reading: Reading, scene: Scene) -> bool:
    """Whether a place is only where the wounded were brought: "died in a Mora hospital"."""
    tokens = reading.sentence.tokens
    after = {t.low for t in tokens[scene.place.last : scene.place.last + 3]}
    before = {t.low for t in tokens[max(0, scene.place.first - 6) : scene.place.first]}
    named = {t.low for t in tokens[scene.place.first : scene.place.last]}
    cared = bool(before & _IN_CARE)
    return cared and bool((after | named) & _WARDS or {"treatment", "hospital"} & before)


def _main(reading: Reading, heads: list[Scene]) -> list[Scene]:
    """Drop places that only say where another lies: "at X, near Y"; "X, Beni territory"."""
    kept: list[Scene] = []
    tokens = reading.sentence.tokens
    for scene in heads:
        before = kept[-1] if kept else None
        if before is None:
            kept.append(scene)
            continue
        gap = [t.low for t in tokens[before.place.last : scene.place.first]]
        tied = (
            len(gap) <= 7
            and not set(gap) & {"and", "or", "&"}
            and not any(before.place.last <= act.first < scene.place.first for act in reading.acts)
        )
        within = (
            scene.place.level == "admin2"
            or scene.relation == "near"
            or (gap and gap[0] in {"in", ",", "(", "of"})
        )
        nameless = not before.place.places and before.place.level in {"admin2", "unknown"}
        if before.relation == "between" and scene.relation == "between":
            kept.append(scene)
        elif scene.relation == "between" and tied and set(gap) & {"off", "along", "on"}:
            continue  # "at Bur Abor, off the Mandera-Elwak road"
        elif (
            nameless
            and tied
            and gap
            and gap[0] in {"of", "in", ","}
            and scene.place.places
            and scene.km < 0
            and not set(gap) & _DIRECTIONS
            and scene.relation != "near"
        ):
            role = before.role if scene.role == "other" else scene.role
            relation = scene.relation if _is_part(tokens, before) else "near"
            kept[-1] = scene._replace(role=role, relation=relation)
        elif (
            before.place.level == "admin2"
            and scene.place.level != "admin2"
            and tied
            and gap == [","]
        ):
            kept[-1] = scene
        elif (
            tied
            and within
            and before.place.level != "admin2"
            and not (_listed(gap) and _goes_on(reading, scene))
        ) or (tied and scene.place.level == "admin2"):
            continue
        else:
            kept.append(scene)
    return kept


def _is_part(tokens: tuple[Token, ...], scene: Scene) -> bool:
    """Whether a name nobody knows is said to be a part of a town: a quarter, a market.

    A village or a camp "in Bandarban" may lie anywhere in the district that bears the town's name.
    """
    said = {t.low for t in tokens[max(0, scene.place.first - 2) : scene.place.last]}
    return bool(said & (PARTS | SITES) - {"camp"})


def _goes_on(reading: Reading, scene: Scene) -> bool:
    """Whether a list goes on after a name with "and" or another comma and name."""
    after = [t.low for t in reading.sentence.tokens[scene.place.last : scene.place.last + 4]]
    return any(word in {"and", "or", "&"} for word in after[:2]) or (
        after[:1] == [","]
        and any(
            s.place.first == scene.place.last + 1 and s.place.level == "town"
            for s in reading.scenes
        )
    )


def _listed(gap: list[str]) -> bool:
    return gap == [","]


def _mentions(reading: Reading, number: int, first: int, last: int) -> list[Mention]:
    """The mentions of one stretch: one per place in a list, one for a line, one without a place."""
    own = [act for act in reading.acts if first <= act.first < last]
    counted = [t for t in reading.tolls if first <= t.at < last]
    if not own and not counted:
        return []
    heads = _heads(reading, first, last)
    if not heads:
        heads = [s for s in reading.scenes if s.role in {"frame", "topic"}]
        best = max((RANK[s.place.level] for s in heads), default=0)
        heads = [s for s in heads if RANK[s.place.level] == best]
    if not any(RANK[s.place.level] == 4 for s in heads):
        heads = fallbacks.of(reading, first, last, heads)
    frames = [s for s in heads if s.role == "frame"]
    if frames and len(frames) < len(heads):
        heads = [s for s in heads if s.role != "frame"]
    groups = _grouped(heads)
    base = _base(reading, number, first, last, own, counted, heads)
    if len(groups) <= 1:
        return [base._replace(scenes=tuple(groups[0]) if groups else ())]
    if not _list_like(reading, groups):
        nearest = _nearest(groups, own)
        return [base._replace(scenes=tuple(nearest))]
    return [base._replace(scenes=tuple(group), tolls=()) for group in groups]


def _grouped(heads: list[Scene]) -> list[list[Scene]]:
    """Places of one line together."""
    groups: list[list[Scene]] = []
    for scene in heads:
        if (
            groups
            and scene.relation == "between"
            and groups[-1][-1].relation == "between"
            and len(groups[-1]) < 2
        ):
            groups[-1].append(scene)
        else:
            groups.append([scene])
    return groups


def _list_like(reading: Reading, groups: list[list[Scene]]) -> bool:
    """Whether places stand in a list: A, B and C."""
    tokens = reading.sentence.tokens
    for one, other in itertools.pairwise(groups):
        gap = [t.low for t in tokens[one[-1].place.last : other[0].place.first]]
        if (
            len(gap) > 9
            or not set(gap) & {"and", ",", "or", "&", ";"}
            or any(one[-1].place.last <= act.first < other[0].place.first for act in reading.acts)
        ):
            return False
    return True


def _nearest(groups: list[list[Scene]], own: list[Act]) -> list[Scene]:
    """The place nearest to the acts, after them rather than before."""

    def distance(group: list[Scene]) -> float:
        at = group[0].place.first
        return min(
            (at - act.last if at >= act.last else 1.5 * (act.first - at) for act in own), default=at
        )

    return min(groups, key=distance)


def _base(
    reading: Reading,
    number: int,
    first: int,
    last: int,
    own: list[Act],
    counted: list[Toll],
    heads: list[Scene],
) -> Mention:
    """Everything of a stretch but its places."""
    told = [act for act in own if act.mode == "real"]
    denied = [act for act in own if act.mode == "denied"]
    mode = "real" if told else "denied" if denied else (own[0].mode if own else "real")
    chosen = told or denied or own
    tags = reading.sentence.tags
    vessel = any(tag.has("vessel") and first <= tag.first < last for tag in tags)
    weapons = [w for w in reading.weapons if first <= w[2] < last]
    actor = next(
        (
            p
            for act in _nearest_first(chosen, heads)
            if (p := actors.actor_of(reading.sentence, act, reading.parties)) is not None
        ),
        None,
    )
    if actor is None:
        actor = actors.of_itself(reading.sentence, chosen, reading.voices)
    context = tuple(
        s
        for s in reading.scenes
        if s not in heads
        and s.place.level in {"country", "admin1", "admin2", "town", "region", "unknown"}
    )
    return Mention(
        number,
        reading.sentence.block,
        tuple(chosen),
        (),
        context,
        when_of(reading, first, last, chosen),
        tuple(counted),
        tuple(weapons),
        vessel,
        actor,
        tuple(reading.parties),
        tuple(reading.voices),
        mode,
        first,
        last,
    )


def _nearest_first(chosen: list[Act], heads: list[Scene]) -> list[Act]:
    """The acts by how near they stand to the place: "said the attack ... attacks on Rask"."""
    if not heads or any(act.part == "effect" for act in chosen):
        return chosen
    at = heads[0].place.first
    return sorted(chosen, key=lambda act: abs(act.first - at))
