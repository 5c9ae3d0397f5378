"""What a place cell says about a place it names: between, along, at a distance, at a border."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

MILE = 1.609344
"""Kilometres."""

_POINTS = ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest")
_SHORT = ("n", "ne", "e", "se", "s", "sw", "w", "nw")
_DIRECTION = (
    r"(?:north|south|east|west|(?:north|south)[ -]?(?:east|west)|nne|ene|ese|sse|ssw|wsw|wnw|nnw"
    r"|ne|nw|se|sw|n|s|e|w)(?:ern|wards?)?"
)
_OFFSET = re.compile(
    r"^(?:about|around|some|approximately|approx\.?|nearly|roughly|c\.|ca\.?|~)?\s*"
    r"(?P<number>\d+(?:[.,]\d+)?)\s*-?\s*(?P<mile>mi\b|miles?\b)?(?:km|kms|kilomet(?:er|re)s?)?\b\s*"
    rf"(?:away\s+)?(?:to\s+the\s+)?(?P<direction>{_DIRECTION})?\s*(?:side\s+)?"
    r"(?:of|from|outside(?:\s+of)?|off|away\s+from)\s+(?P<place>.+)$",
    re.IGNORECASE,
)
_SIDE = re.compile(
    r"^(?:just\s+|to\s+the\s+)?"
    r"(?P<direction>(?:north|south|east|west|(?:north|south)[ -]?(?:east|west)))\s+"
    r"of\s+(?P<place>.+)$",
    re.IGNORECASE,
)
_ROAD = r"(?:road|highway|motorway|route|track|railway|line)"
_BETWEEN = (
    re.compile(
        rf"^(?:on\s+|along\s+)?(?:the\s+)?(?:(?:main\s+)?{_ROAD}\s+)?(?:between|linking|connecting)\s+"
        r"(?P<one>.+?)\s+(?:and|&)\s+(?P<other>.+)$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^(?:on\s+|along\s+)?(?:the\s+)?(?:main\s+)?{_ROAD}\s+from\s+(?P<one>.+?)\s+to\s+"
        r"(?P<other>.+)$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^(?:on\s+|along\s+)?(?:the\s+)?(?P<one>.+?)\s*(?:\s[-–—]\s|[–—/-])\s*(?P<other>.+?)\s+"
        rf"(?:main\s+)?{_ROAD}$",
        re.IGNORECASE,
    ),
)
_BORDER = (
    re.compile(
        r"^(?:the\s+)?border(?:\s+area|\s+region)?\s+(?:between|of)\s+(?P<one>.+?)\s+(?:and|&|with)\s+"
        r"(?P<other>.+)$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?:on\s+|along\s+)?(?:the\s+)?(?P<one>.+?)\s*(?:\s[-–—]\s|[–—/-]|\sand\s)\s*(?P<other>.+?)"
        r"\s+border(?:\s+area|\s+region)?$",
        re.IGNORECASE,
    ),
)


_OFF = re.compile(r"^\s*off(?:shore(?:\s+of)?)?\s+", re.IGNORECASE)


class Offset(NamedTuple):
    """A distance or direction from a place.

    Attributes
    ----------
    km
        Kilometres; 0 when only the direction is said.
    bearing
        Degrees clockwise from north; NaN when only the distance is said.
    place
        The words that name the place.
    """

    km: float
    bearing: float
    place: str


class Between(NamedTuple):
    """Two places, and what lies between them.

    Attributes
    ----------
    one, other
        The words that name them.
    border
        Whether it is their common border, and not a way from one to the other.
    """

    one: str
    other: str
    border: bool


@lru_cache(maxsize=65536)
def offset(text: str) -> Offset | None:
    """Read a distance or direction from a place.

    Parameters
    ----------
    text
        A place cell.

    Returns
    -------
    Offset or None
        ``None`` when the cell says neither.

    Examples
    --------
    >>> offset("20 km north of Sanaa")
    Offset(km=20.0, bearing=0.0, place='Sanaa')
    >>> offset("about 5 miles south-west of Goma town").km
    8.0
    >>> offset("Goma") is None
    True
    """
    match = _OFFSET.match(text.strip())
    if match and (match["mile"] or re.search(r"\dk|\bk(?:m|ilo)", text, re.IGNORECASE)):
        km = float(match["number"].replace(",", ".")) * (MILE if match["mile"] else 1)
        return Offset(round(km, 1), _bearing(match["direction"] or ""), match["place"])
    match = _SIDE.match(text.strip())
    return Offset(0.0, _bearing(match["direction"]), match["place"]) if match else None


def _bearing(text: str) -> float:
    word = re.sub(r"[ -]", "", text.casefold())
    word = re.sub(r"(?:ern|wards?)$", "", word)
    if word in _POINTS:
        return 45.0 * _POINTS.index(word)
    if word in _SHORT:
        return 45.0 * _SHORT.index(word)
    long = ("nne", "ene", "ese", "sse", "ssw", "wsw", "wnw", "nnw")
    return 22.5 + 45.0 * long.index(word) if word in long else float("nan")


@lru_cache(maxsize=65536)
def between(text: str) -> Between | None:
    """Read two places and a road or border between them.

    Parameters
    ----------
    text
        A place cell.

    Returns
    -------
    Between or None
        ``None`` when the cell names no two places so.

    Examples
    --------
    >>> between("Road between Shibam town and Sayun town")
    Between(one='Shibam town', other='Sayun town', border=False)
    >>> between("Asir region (SAU) - Sa'dah governorate (YEM) border").border
    True
    """
    for border, patterns in ((True, _BORDER), (False, _BETWEEN)):
        for pattern in patterns:
            match = pattern.match(text.strip())
            if match:
                return Between(match["one"].strip(), match["other"].strip(), border)
    return None


def is_off(text: str) -> bool:
    """Whether a place cell says that the event lies off a coast or port."""
    return bool(_OFF.match(text))
