"""The page's symbols on paper: shape says what happened, fill who says so, colour who did it."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely
from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path.parser import parse_path
from matplotlib.path import Path as Outline
from shapely import affinity

from ._shared import colours, drawings
from .static_paper import outline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

    from .static_paper import Ink

UNITS = 30
"""The box of a symbol, in its own units."""
STATUSES = ("acknowledged", "claimed", "alleged", "reported", "contested")
_STROKE = 2.4
_LEFT, _RIGHT = shapely.box(-16, -16, 0, 16), shapely.box(0, -16, 16, 16)
_WAVES = "M-3.4-.8C-2-2.6-.9-2.2 0-1.6S2-.6 3.4-2.2M-3.4 2.2C-2 .4-.9.8 0 1.4S2 2.4 3.4.8"
_FLAT = np.linspace(0, 1, 13)[1:, None]  # where a curve is cut into lines


class Part(NamedTuple):
    """A part of a symbol: its shape, and the names of the colours that fill and draw it."""

    shape: Outline
    fill: str = "none"
    line: str = "none"
    width: float = 0.0
    dash: tuple[float, ...] | None = None


def paint(actor: str) -> dict[str, str]:
    """Give the colours of a mark by the names its parts use."""
    known = colours()
    name = "ink-2" if actor == "ink" else f"actor-{actor}"
    return {"actor": known[name], "surface": known["surface"], "none": "none"}


def stamp(
    ink: Ink, parts: Iterable[Part], at: tuple[float, float], size: float, actor: str
) -> None:
    """Put a symbol on the sheet.

    Parameters
    ----------
    ink
        Receives its parts.
    parts
        What :func:`symbol`, :func:`role` or :func:`ring` gave.
    at
        Its middle, in millimetres.
    size
        The side of its box of 30 units, in millimetres.
    actor
        Whose colour it has.
    """
    colour = paint(actor)
    step = size / UNITS
    for part in parts:
        ink.add(
            Outline(np.asarray(part.shape.vertices) * step + np.asarray(at), part.shape.codes),
            fill=colour.get(part.fill, part.fill),
            line=colour.get(part.line, part.line),
            width=part.width * step,
            dash=part.dash,
        )


@cache
def symbol(kind: str, status: str, role: str = "point") -> tuple[Part, ...]:
    """Draw an event's symbol in a box of 30 units, y upwards.

    Parameters
    ----------
    kind, status
        Its type and status; unknown ones look like *other* and *not stated*.
    role
        Its ``geometry_role``: ``near`` adds a sign, ``area`` and ``line`` are hatched.

    Returns
    -------
    tuple of Part
        In the order in which they are drawn.
    """
    drawing = drawings().get(kind) or drawings()["other"]
    outer, inner = (shapely.Polygon(_line(data).geoms[0]) for data in drawing[:2])
    glyph = _glyph(drawing.line, drawing.fill)
    area = role in {"area", "line"}
    dash = (1.7, 1.1) if area else None if status in STATUSES else (1.4, 0.9)
    parts = [_filled(outer.buffer(3), "surface"), _filled(outer, "surface")]
    if area:
        parts += [_filled(shapely.union_all(hatch(outer, 4.6)).buffer(0.75), "actor")]
        parts += [_filled(glyph.buffer(2.2), "surface"), _filled(glyph, "actor")]
    else:
        parts += _status(status, outer, inner, glyph)
    edge = outline([outer])
    assert edge is not None  # noqa: S101 - for the type checker: a shape has an outline
    parts.insert(2, Part(edge, line="actor", width=_STROKE, dash=dash))
    return (*parts, *(near_sign() if role == "near" else ()))


def _status(
    status: str, outer: BaseGeometry, inner: BaseGeometry, glyph: BaseGeometry
) -> list[Part]:
    """Each status is a way to fill an outline: full, half, empty, double, struck through."""
    if status == "acknowledged":
        return [_filled(outer, "actor"), _filled(glyph, "surface")]
    if status == "claimed":
        return [
            _filled(outer & _LEFT, "actor"),
            _filled(glyph & _LEFT, "surface"),
            _filled(glyph & _RIGHT, "actor"),
        ]
    if status == "reported":
        ring = inner.boundary.buffer(0.8)
        return [
            _filled(ring, "actor"),
            _filled(affinity.scale(glyph, 0.74, 0.74, origin=(0, 0)), "actor"),
        ]
    if status == "contested":
        bar = shapely.LineString([(-12, -12), (12, 12)])
        struck = [_filled(bar.buffer(2.3), "surface"), _filled(bar.buffer(1.1), "actor")]
        return [_filled(glyph, "actor"), *struck]
    return [_filled(glyph, "actor")]


@cache
def near_sign() -> tuple[Part, ...]:
    """Draw the sign that says "about here"."""
    disk = shapely.Point(10, -10).buffer(6.5)
    waves = affinity.translate(_line(_WAVES), 10, -10).buffer(0.8)
    return (
        _filled(disk, "surface"),
        _filled(disk.boundary.buffer(0.8), "actor"),
        _filled(waves, "actor"),
    )


@cache
def role(name: str) -> tuple[Part, ...]:
    """Draw how well a place is known, without type or status; for the legend."""
    if name == "point":
        return (_filled(shapely.Point(0, 0).buffer(6), "actor"),)
    if name == "near":
        ring = shapely.Point(0, 0).buffer(12.5)
        dot = _filled(shapely.Point(0, 0).buffer(4), "actor")
        return (_drawn(ring, 1.6, (1.9, 1.5)), dot, *near_sign())
    if name == "area":
        shape = shapely.Polygon(_line("M-12-9L-2-12L11-8L12 8L-3 12L-13 5Z").geoms[0])
        lines = shapely.union_all(hatch(shape, 4.6)).buffer(0.75)
        return (_filled(lines, "actor"), _drawn(shape, 1.8, (2.2, 1.4)))
    if name == "line":
        return (_drawn(_line("M-13 8L-3-4L5 2L13-8"), 3, (1.7, 1.0)),)
    empty = shapely.union_all([shapely.Point(0, 0).buffer(7).boundary, _line("M-9 9L9-9")])
    return (_filled(empty.buffer(1), "actor"),)


def crowd(shares: Sequence[tuple[str, float]], radius: float) -> list[Part]:
    """Draw the ring that holds several events: a slice for each actor's share, from the top.

    Parameters
    ----------
    shares
        Colour names of actors and their shares, which add up to 1.
    radius
        In units of a symbol.
    """
    known = colours()
    parts = [_filled(shapely.Point(0, 0).buffer(radius + 1), "surface")]
    start = 0.0
    for actor, share in shares:
        turn = 2 * np.pi * (0.25 - np.linspace(start, start + share, max(3, int(share * 60) + 2)))
        arc = np.column_stack([np.cos(turn), np.sin(turn)])
        band = np.concatenate([arc * (radius + 0.2), arc[::-1] * (radius - 4.2)])
        parts.append(_filled(shapely.Polygon(band), known[f"actor-{actor}"]))
        start += share
    return parts


def hatch(shape: BaseGeometry, step: float) -> np.ndarray:
    """Lines at 45 degrees across a shape, a step apart, the same for neighbours: (n,)."""
    west, south, east, north = shape.bounds
    first, last = np.floor((west - north) / step / np.sqrt(2)), (east - south) / step / np.sqrt(2)
    offsets = np.arange(first, last + 1) * step * np.sqrt(2)
    ends = np.stack(
        [np.column_stack([offsets + y, np.full(len(offsets), y)]) for y in (south, north)], axis=1
    )
    lines = shapely.intersection(shapely.linestrings(ends), shape)
    crossing: np.ndarray = lines[~shapely.is_empty(lines)]
    return crossing


def _glyph(line: str, fill: str) -> BaseGeometry:
    """A glyph's drawn and filled paths as one area."""
    areas = [_line(line).buffer(1.1)] if line else []
    if fill:
        areas += [shapely.make_valid(shapely.Polygon(ring)) for ring in _line(fill).geoms]
    return shapely.union_all(areas)


@cache
def _line(data: str) -> BaseGeometry:
    """SVG path data as lines, y upwards."""
    pen = RecordingPen()
    parse_path(data, pen)
    lines: list[list[tuple[float, float]]] = []
    for verb, points in pen.value:
        if verb == "moveTo":
            lines.append([points[0]])
        elif verb == "closePath":
            lines[-1].append(lines[-1][0])
        else:
            lines[-1] += _curve([lines[-1][-1], *points]) if points else []
    made = shapely.multilinestrings([shapely.linestrings(line) for line in lines if len(line) > 1])
    return affinity.scale(made, 1, -1, origin=(0, 0))


def _curve(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A line, or a Bézier curve by De Casteljau's construction, without its first point."""
    if len(points) == 2:
        return points[1:]
    level = [np.asarray(point, dtype=float)[None, :] for point in points]
    while len(level) > 1:
        level = [(1 - _FLAT) * a + _FLAT * b for a, b in pairwise(level)]
    return [(x, y) for x, y in level[0].tolist()]


def _filled(shape: BaseGeometry, colour: str) -> Part:
    return Part(outline([shape]) or Outline(np.empty((0, 2))), fill=colour)


def _drawn(shape: BaseGeometry, width: float, dash: tuple[float, ...]) -> Part:
    path = outline([shape]) or Outline(np.empty((0, 2)))
    return Part(path, line="actor", width=width, dash=dash)
