"""Which unit of today a polygon of an old vintage lies in, as its places tell."""

from __future__ import annotations

from functools import cache

import numpy as np

from . import shipped
from .units import units

FEWEST = 5
"""So many settlements must tell."""
AGREED = 0.9
"""So many of them must lie in one unit of today."""


@cache
def successors() -> dict[int, int]:
    """Give the unit of today that nearly all settlements of an old polygon lie in.

    Returns
    -------
    dict of int to int
        Row of the polygon -> row of the unit; polygons that were divided are not in it.

    Examples
    --------
    >>> tribal = next(unit.row for unit in units() if unit.unit_id == "ne:PAK-1112")
    >>> units()[successors()[tribal]].name
    'Khyber Pakhtunkhwa'
    """
    cells, classes = shipped.columns().cells, shipped.columns().classes
    old = [unit.row for unit in units() if unit.fit == "old"]
    told = np.isin(cells["polygon"], old) & (cells["feature"] == classes.index("P"))
    polygon, today = cells["polygon"][told], cells["unit"][told]
    pairs, times = np.unique(np.stack([polygon, today]), axis=1, return_counts=True)
    most = dict(zip(*np.unique(polygon, return_counts=True), strict=True))
    return {
        int(row): int(unit)
        for row, unit, count in zip(*pairs, times, strict=True)
        if unit >= 0 and most[row] >= FEWEST and count >= AGREED * most[row]
    }
