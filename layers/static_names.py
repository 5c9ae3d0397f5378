"""Names on paper: placed one after the other by importance, each only where it touches nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import shapely

from .static_paper import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Where a name that may move looks for room, nearest first, in its own widths and heights.
_SHIFTS = sorted(
    ((i / 4, j) for i in range(-5, 6) for j in range(-6, 7)),
    key=lambda shift: (shift[0] ** 2 * 9 + shift[1] ** 2, shift),
)


@dataclass(frozen=True)
class Name:
    """A name that wants to stand on the map.

    Parameters
    ----------
    lines
        Its text, line by line.
    at
        The point it names, in millimetres.
    size
        Of its type, in points.
    colour, halo
        Of its letters, and of what surrounds them.
    priority
        Lower ones are placed first.
    box
        Width and height it needs, in millimetres.
    gap
        Distance from its point, beside, above or below which it stands; 0: on the point.
    barriers
        Lines that it must not be parted from its point by; it may move along its land.
    dot
        The radius of a dot on its point, in millimetres; 0: none.
    within
        An area in which it must lie, moved as far as need be.
    """

    lines: tuple[str, ...]
    at: tuple[float, float]
    size: float
    colour: str
    halo: str
    priority: float
    box: tuple[float, float]
    gap: float = 0.0
    bold: bool = False
    italic: bool = False
    framed: str = ""
    dot: float = 0.0
    barriers: shapely.STRtree | None = None
    within: shapely.Geometry | None = None


@dataclass
class Room:
    """What is taken of a map.

    Parameters
    ----------
    frame
        The map.
    taken
        Boxes that nothing may touch.
    """

    frame: Box
    taken: list[Box] = field(default_factory=list)

    def free(self, box: Box) -> bool:
        """Whether a box lies in the frame and touches nothing."""
        return self.frame.holds(box) and not any(map(box.touches, self.taken))


def place(names: Iterable[Name], room: Room) -> list[tuple[Name, Box]]:
    """Choose a box for each name that has room for one.

    Parameters
    ----------
    names
        The names; the same point's name is not told twice within one priority.
    room
        What is taken already; receives the boxes chosen.

    Returns
    -------
    list
        Names and their boxes, which do not touch; in the order in which they were placed.
    """
    placed = []
    for name in sorted(names, key=lambda name: (name.priority, name.lines, name.at)):
        dot = _dot(name)
        if dot is not None and not room.free(dot):
            continue
        box = next((box for box in _boxes(name) if room.free(box) and _stays(name, box)), None)
        if box is not None:
            placed.append((name, box))
            room.taken += [box] if dot is None else [box, dot]
    return placed


def _dot(name: Name) -> Box | None:
    (x, y), r = name.at, name.dot
    return Box(x - r, y - r, 2 * r, 2 * r) if r else None


def _boxes(name: Name) -> Iterator[Box]:
    (x, y), (w, h) = name.at, name.box
    if not name.gap:
        moves = name.barriers is not None or name.within is not None
        for i, j in _SHIFTS if moves else [(0.0, 0.0)]:
            yield Box(x - w / 2 + i * w, y - h / 2 + j * h * 0.8, w, h)
        return
    gap = name.gap
    yield Box(x + gap, y - h / 2, w, h)
    yield Box(x - gap - w, y - h / 2, w, h)
    yield Box(x - w / 2, y - gap - h, w, h)
    yield Box(x - w / 2, y + gap, w, h)
    for right in (True, False):
        for up in (True, False):
            left = x + gap * 0.7 if right else x - gap * 0.7 - w
            yield Box(left, y + gap * 0.6 if up else y - gap * 0.6 - h, w, h)


def _stays(name: Name, box: Box) -> bool:
    """Whether a moved name is still on its own side of every border, from end to end."""
    if name.within is not None:
        return bool(shapely.contains(name.within, shapely.box(*_corners(box, 0.1))))
    if name.barriers is None:
        return True
    west, south, east, north = _corners(box, 0.0)
    way = shapely.LineString([name.at, ((west + east) / 2, (south + north) / 2)])
    crossed = name.barriers.query([way, shapely.box(west, south, east, north)], "intersects")
    return not crossed.size


def _corners(box: Box, trim: float) -> tuple[float, float, float, float]:
    x, y = box.w * trim, box.h * trim
    return box.x + x, box.y + y, box.x + box.w - x, box.y + box.h - y
