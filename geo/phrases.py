"""What a place cell says besides the name: near, between, alternatives, kinds of place."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from .names import fold, join, strip_generic
from .spellings import spellings

_NEAR = re.compile(
    r"^\s*(?:(?:the\s+)?(?:outskirts|vicinity|environs|surroundings|suburbs|periphery|countryside)\s+of|near(?:by)?(?:\s+to)?|around"
    r"|close\s+to|outside(?:\s+of)?|off(?:\s+the\s+coast\s+of)?|adjacent\s+to|next\s+to)\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
_NEAR_END = re.compile(
    r"^(?P<rest>.+?)\s+(?:outskirts|vicinity|environs|surroundings|countryside|surrounding\s+areas?)\s*$",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"\b(?:\d+(?:[.,]\d+)?\s*(?:km|kms|kilomet(?:er|re)s?|miles?|mi)\b"
    r"|(?:north|south|east|west|northeast|northwest|southeast|southwest|north-east|north-west|south-east|south-west)\s+of\b)",
    re.IGNORECASE,
)
_LINE = re.compile(
    r"\b(?:between|borders?\s+(?:between|with|of)|road|highway|route|along|line of control|loc"
    r"|controlled|front\s?line|from\b.+\bto)\b"
    r"|\bborder\s*$",
    re.IGNORECASE,
)
_PART = re.compile(
    r"^(?:north|south|east|west|central|north-?east|north-?west|south-?east|south-?west)(?:ern)\b",
    re.IGNORECASE,
)
_THE = re.compile(r"^\s*the\s+", re.IGNORECASE)
_SIDE_OF = re.compile(
    r"^(?:the\s+)?(?:far\s+)?(?:north|south|east|west|central|upper|lower"
    r"|(?:north|south)-?(?:east|west))(?:ern)?(?:\s+part(?:s)?\s+of)?\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"[(\[](?P<inner>[^)\]]*)[)\]]?")

SETTLEMENTS = frozenset({"", "town", "village", "suburb"})
"""Feature classes that a gazetteer of populated places can answer exactly."""
BESIDE = frozenset({"area", "camp", "port", "airbase", "crossing"})
"""Feature classes that lie at or near the populated place whose name they bear."""
AREAS = frozenset({"province", "district"})
"""Feature classes that are never a point."""


class Phrase(NamedTuple):
    """A place cell, taken apart.

    Attributes
    ----------
    names
        Folded names to look for, in the order of trust; each is one reading of the whole place.
    feature
        The feature class said, or an empty string.
    relation
        ``at``, ``near``, ``away`` (a distance or direction from the place named), ``line`` (a
        road, a border, between two places) or ``part`` (the north of something).
    context
        What stood in brackets or after a comma, folded.
    """

    names: tuple[str, ...]
    feature: str
    relation: str
    context: tuple[str, ...]


@lru_cache(maxsize=65536)
def parse(text: str) -> Phrase:
    """Take a place cell apart.

    Parameters
    ----------
    text
        The cell, as the source writes it.

    Returns
    -------
    Phrase
        Its names and what is said about them.

    Examples
    --------
    >>> parse("near Rami village")
    Phrase(names=('rami village', 'rami'), feature='village', relation='near', context=())
    >>> parse("Dahiet Elasad/Al Assad suburb").names[1:3]
    ('dahiet elasad', 'al assad suburb')
    """
    relation, rest = _relation(text)
    context = [fold(match["inner"]) for match in _BRACKET.finditer(rest)]
    base, *after = re.split(r"[,;،]", _BRACKET.sub(" ", rest))
    context += [fold(part) for part in after]
    readings = [fold(_THE.sub("", part)) for part in base.split("/")]
    stripped = [strip_generic(reading) for reading in readings if reading]
    feature = next((item.feature for item in stripped if item.feature), "")
    names = [fold(rest), *readings, *(item.core for item in stripped)]
    return Phrase(
        tuple(filter(None, dict.fromkeys(names))), feature, relation, tuple(filter(None, context))
    )


def _relation(text: str) -> tuple[str, str]:
    """What the words say about how the event lies to the place, and the rest of the words."""
    if _AWAY.search(text):
        return "away", text
    if _LINE.search(text):
        return "line", text
    near = _NEAR.match(text) or _NEAR_END.match(text)
    if near:
        return "near", near["rest"]
    return (
        "part" if _PART.match(text) and strip_generic(fold(text)).feature in AREAS else "at"
    ), text


@lru_cache(maxsize=65536)
def keys(name: str) -> tuple[str, ...]:
    """List the folded spellings under which a gazetteer may file a folded name.

    Parameters
    ----------
    name
        One of :attr:`Phrase.names`.

    Returns
    -------
    tuple of str
        The name itself first.
    """
    return tuple(dict.fromkeys([name, *spellings(name), join(name)]))


def whole(text: str) -> str:
    """Give the words for the whole of which a place cell names a part.

    Parameters
    ----------
    text
        The cell, as the source writes it.

    Returns
    -------
    str
        The words without the direction; empty when the cell names no part.

    Examples
    --------
    >>> whole("North Rakhine state"), whole("Rakhine state")
    ('Rakhine state', '')
    """
    match = _SIDE_OF.match(text.strip())
    return match["rest"] if match else ""
