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

    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

    Bytes = npt.NDArray[np.uint8]
    Integers = npt.NDArray[np.int64]

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
    rings, owner = shapely.get_rings(_parts(shapes, "POLYGON"), return_index=True)
    found: list[list[str]] = []
    begins = np.diff(owner, prepend=-1) > 0  # an outer ring, and its holes behind it
    for text, outer in zip(_encoded(rings, scale, _RING), begins.tolist(), strict=True):
        if outer:
            found.append([text])
        elif text and found[-1][0]:
            found[-1].append(text)
    return [" ".join(polygon) for polygon in found if polygon[0]]


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
    return [text for text in _encoded(_parts(shapes, "LINESTRING"), scale, 2) if text]


def position(values: Iterable[float], scale: int = SCALE) -> list[int]:
    """Longitudes or latitudes as whole steps."""
    return [round(float(value) * scale) for value in values]


def _parts(shapes: Iterable[BaseGeometry], kind: str) -> npt.NDArray[np.object_]:
    parts = shapely.get_parts(shapely.get_parts(np.array(list(shapes), dtype=object)))
    chosen = shapely.get_type_id(parts) == shapely.GeometryType[kind]
    found: npt.NDArray[np.object_] = parts[chosen]
    return found


def _encoded(runs: npt.NDArray[np.object_], scale: int, least: int) -> list[str]:
    """Each line or ring as text; an empty one where fewer than ``least`` points differ."""
    degrees, owner = shapely.get_coordinates(runs, return_index=True)
    points = np.rint(degrees * scale).astype(np.int64)
    steps = np.diff(points, axis=0, prepend=0)
    first = np.diff(owner, prepend=-1) > 0
    steps[first] = points[first]
    moved = first | steps.any(axis=1)
    letters, sizes = _letters(steps[moved].ravel())
    points_of = np.bincount(owner[moved], minlength=len(runs))
    letters_of = np.bincount(np.repeat(owner[moved], 2), sizes, len(runs)).astype(np.int64)
    ends = np.cumsum(letters_of).tolist()
    text = letters.tobytes().decode("ascii")
    return [
        text[start:end] if count >= least else ""
        for start, end, count in zip([0, *ends], ends, points_of.tolist(), strict=False)
    ]


def _letters(values: Integers) -> tuple[Bytes, Integers]:
    """Whole numbers five bits at a time, and how many letters each takes."""
    bits = (values << 1) ^ (values >> 63)  # the sign goes last, so that small numbers stay small
    sizes = np.ones(len(bits), np.int64)
    while ((bits >> (5 * sizes)) > 0).any():
        sizes += (bits >> (5 * sizes)) > 0
    starts = np.cumsum(sizes) - sizes
    out = np.empty(int(sizes.sum()), np.uint8)
    for at in range(int(sizes.max(initial=0))):
        written = sizes > at
        more = 32 * (sizes[written] > at + 1)
        out[starts[written] + at] = ((bits[written] >> (5 * at)) & 31 | more) + 63
    return out, sizes
