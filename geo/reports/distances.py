"""Distances and directions told before a name: "12 km south of", "30 nautical miles off"."""

from __future__ import annotations

import re

BEARINGS = {
    "north": 0,
    "northeast": 45,
    "north-east": 45,
    "east": 90,
    "southeast": 135,
    "south-east": 135,
    "south": 180,
    "southwest": 225,
    "south-west": 225,
    "west": 270,
    "northwest": 315,
    "north-west": 315,
}
"""Degrees from north, clockwise."""
_UNITS = {
    "km": 1.0,
    "kms": 1.0,
    "kilometre": 1.0,
    "kilometres": 1.0,
    "kilometer": 1.0,
    "kilometers": 1.0,
    "mile": 1.609,
    "miles": 1.609,
    "mi": 1.609,
}
_SMALL = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "a": 1, "few": 4, "some": 0}
_DISTANCE = re.compile(
    r"(?P<n>\d+(?:[.,]\d+)?|" + "|".join(_SMALL) + r")\s*-?\s*(?P<nautical>nautical\s+|sea\s+)?"
    r"(?P<u>km|kms|kilomet(?:er|re)s?|miles?|mi)\b\.?\s*(?:\([^)]{1,20}\)\s*)?"
    r"(?:(?:to\s+the\s+)?(?:due\s+)?(?P<b>(?:north|south)[\s-]?(?:east|west)|north|south|east|west)\w*\s*)?"
    r"(?:of|from|outside|off|away\s+from|inside|inland\s+from|up|down)\b",
    re.IGNORECASE,
)
_BEARING = re.compile(
    r"\b(?P<b>(?:north|south)[\s-]?(?:east|west)|north|south|east|west)\s+of\b", re.IGNORECASE
)


def measured(left: str) -> tuple[float, int, bool] | None:
    """The distance or direction told just before a name."""
    last = None
    for match in _DISTANCE.finditer(left):
        last = match
    if last is not None and _only_small(left[last.end() :]):
        said = last["n"].lower()
        number = float(_SMALL[said]) if said in _SMALL else float(said.replace(",", "."))
        unit = 1.852 if last["nautical"] else _UNITS[last["u"].lower()]
        bearing = BEARINGS.get(re.sub(r"\s+", "", (last["b"] or "").lower()).replace("-", ""), -1)
        return number * unit, bearing, bool(last["nautical"])
    for match in _BEARING.finditer(left):
        last = match
    if last is not None and last.re is _BEARING and _only_small(left[last.end() :]):
        said = re.sub(r"[\s-]+", "", last["b"].lower())
        return -1.0, BEARINGS.get(said, -1), False
    return None


def _only_small(rest: str) -> bool:
    """Whether nothing but articles and kinds of places stands before the name."""
    small = {
        "the",
        "of",
        "city",
        "town",
        "village",
        "port",
        "capital",
        "provincial",
        "state",
        "regional",
        "district",
        "its",
        "coast",
        "from",
        "island",
    }
    return all(
        word.lower() in small or word[:1].isupper()
        for word in rest.replace("'s", " ").replace("’s", " ").split()
    )
