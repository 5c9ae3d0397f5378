"""Shapes as short text: whole numbers of a fraction of a degree, each as a step from the last.

The steps are written five bits at a time in printable ASCII, lowest first (the "encoded polyline"
way); ``layers/geometry.js`` reads them back. A line is one word, a polygon its rings in a row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

SCALE = 1000
"""Steps per degree: about 100 m on the ground, finer than any zoom the basemap is made for."""

_RING = 4


def polygons(shapes: Iterable[BaseGeometry], scale: int = SCALE) -> list[str]:
    """Encode polygons, each as its outer ring and its holes.

    Parameters
    ----------
    shapes
        Polygons and multipolygons in degrees; anything else among them is passed over.
    scale
        Steps per degree.

    Returns
    -------
    list of str
        One text per polygon, its rings separated by spaces; rings too small to see are left out.
    """
    found = (_polygon(part, scale) for part in _parts(shapes, "Polygon"))
    return [text for text in found if text]


def lines(shapes: Iterable[BaseGeometry], scale: int = SCALE) -> list[str]:
    """Encode lines.

    Parameters
    ----------
    shapes
        Lines and multilines in degrees; anything else among them is passed over.
    scale
        Steps per degree.

    Returns
    -------
    list of str
        One word per line.
    """
    found = (_steps(part.coords, scale, 2) for part in _parts(shapes, "LineString"))
    return [text for text in found if text]


def position(values: Iterable[float], scale: int = SCALE) -> list[int]:
    """Longitudes or latitudes as whole steps."""
    return [round(float(value) * scale) for value in values]


def _parts(shapes: Iterable[BaseGeometry], kind: str) -> list[BaseGeometry]:
    known = [shape for shape in shapes if shape is not None and not shape.is_empty]
    return [part for part in shapely.get_parts(shapely.get_parts(known)) if part.geom_type == kind]


def _polygon(polygon: BaseGeometry, scale: int) -> str:
    outer = _steps(polygon.exterior.coords, scale, _RING)
    if not outer:
        return ""
    holes = (_steps(ring.coords, scale, _RING) for ring in polygon.interiors)
    return " ".join([outer, *filter(None, holes)])


def _steps(coords: Iterable[tuple[float, ...]], scale: int, least: int) -> str:
    points = np.rint(np.asarray(coords)[:, :2] * scale).astype(np.int64)
    steps = np.diff(points, axis=0, prepend=0)
    moved = steps.any(axis=1)
    moved[0] = True
    if moved.sum() < least:
        return ""
    return "".join(map(_number, steps[moved].ravel().tolist()))


def _number(value: int) -> str:
    bits = ~(value << 1) if value < 0 else value << 1
    text = ""
    while bits >= 32:  # five bits at a time
        text += chr((32 | bits & 31) + 63)
        bits >>= 5
    return text + chr(bits + 63)
