"""Where something happened when no preposition says so: who came there, who speaks there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .lexicon import words
from .readings import is_capital
from .scenes import PEOPLE

if TYPE_CHECKING:
    from .readings import Reading
    from .scenes import Scene

RANK = {"town": 4, "unknown": 4, "admin2": 4, "admin1": 3, "region": 2, "sea": 2, "country": 1}
_FAR_SPEAKERS = frozenset(
    "spokesman spokeswoman spokesperson headquarters ministry minister".split()
)
"""Who speaks from an office, away from what is told; hospital staff and villagers do not."""


def of(reading: Reading, first: int, last: int, heads: list[Scene]) -> list[Scene]:
    """Find the places of a stretch that names none as the place of an act.

    Parameters
    ----------
    reading
        The sentence.
    first, last
        The stretch.
    heads
        Places of a heading or frame, less close than a town.

    Returns
    -------
    list of Scene
        Where those who acted came to; where somebody of the place speaks; else ``heads``, else
        the town that belongs to what was hit.
    """
    came, spoken = _way_place(reading, first, last), _speaker_place(reading)
    return came or spoken or heads or _of_place(reading, first, last)


def _way_place(reading: Reading, first: int, last: int) -> list[Scene]:
    """Where those who acted came to, or were on the way to, when nothing else says where."""
    tokens = reading.sentence.tokens
    for scene in reading.scenes:
        if scene.role != "to" or not first <= scene.place.first < last:
            continue
        lead = {t.low for t in tokens[max(0, scene.place.first - 7) : scene.place.first]}
        if RANK[scene.place.level] == 4 and lead & (_CAME | _ON_WAY) and not lead & _FLED:
            return [scene._replace(relation="near" if lead & _ON_WAY else "in", role="in")]
    return []


def _of_place(reading: Reading, first: int, last: int) -> list[Scene]:
    """The one town that belongs to what was hit or counted: "the morgues of Goma"."""
    tokens = reading.sentence.tokens
    found = [
        s
        for s in reading.scenes
        if s.role == "other"
        and first < s.place.first < last
        and RANK[s.place.level] == 4
        and tokens[s.place.first - 1].low == "of"
        and tokens[s.place.first - 2].low not in PEOPLE | words("title")
        and not is_capital(reading, s)
    ]
    return found if len(found) == 1 else []


_CAME = frozenset("came come comes arrived descended crossed rode drove".split())
_ON_WAY = frozenset("way returning travelling traveling heading headed bound en".split())
_FLED = frozenset(
    "died dead hospital fled flee fleeing evacuated moved displaced taken airlifted visit".split()
)


def _speaker_place(reading: Reading) -> list[Scene]:
    """Where hospital staff or villagers speak, when nothing else says where; never a capital."""
    return [
        s
        for s in reading.scenes
        if s.role == "speaker"
        and s.place.level in {"town", "admin2"}
        and not is_capital(reading, s)
        and not any(
            t.low in _FAR_SPEAKERS
            for t in reading.sentence.tokens[max(0, s.place.first - 4) : s.place.first]
        )
    ][:1]
