"""Points to the polygons and first-level units they lie in, many at a time, for the gazetteer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from .boundaries import polygons
from .countries import territories
from .neighbours import locate
from .unit_names import find_units
from .units import claims, units, units_in

if TYPE_CHECKING:
    import pandas as pd


def placed(places: pd.DataFrame) -> pd.DataFrame:
    """Say in which polygon and first-level unit each place lies.

    Parameters
    ----------
    places
        ``country`` (alpha-3, or empty), ``lat``, ``lon`` (degrees, EPSG:4326). ``unit`` (an id,
        or empty) and ``admin1`` (a name, or empty) may be there and decide over the polygon.

    Returns
    -------
    pandas.DataFrame
        A copy with ``country``, ``polygon`` and ``unit`` filled where they can be: ids of
        units, empty for none.
    """
    out = places.copy()
    stated = out["country"].to_numpy(dtype=object)
    points = out[["lon", "lat"]].to_numpy(dtype=float)
    row = _inside(points, stated)
    stated = _of_territories(stated, points, row)
    lost = np.flatnonzero(row < 0)
    for n, near in zip(lost, locate(points[lost]), strict=True):
        row[n] = next((unit for unit, _ in near if not stated[n] or stated[n] in claims(unit)), -1)
    table = units()
    out["country"] = [
        code or (table[n].country if n >= 0 else "")
        for code, n in zip(stated, row.tolist(), strict=True)
    ]
    out["polygon"] = [table[n].unit_id if n >= 0 else "" for n in row]
    today = [table[n].unit_id if n >= 0 and table[n].fit == "exact" else "" for n in row]
    nothing = [""] * len(out)
    first = out.get("unit", nothing)
    named = _named(out) if "admin1" in out else nothing
    out["unit"] = [a or b or c for a, b, c in zip(first, named, today, strict=True)]
    return out


def _inside(points: np.ndarray, stated: np.ndarray) -> np.ndarray:
    """The polygon of the stated country that holds each point, -1 for none."""
    row = np.full(len(points), -1)
    for code in sorted(set(stated) - {""}):
        mine = np.flatnonzero(stated == code)
        own = [n for n in units_in(code) if units()[n].fit in {"exact", "old"}]
        for n, shape in polygons(own).items():
            mine = mine[row[mine] < 0]
            hit = mine[_within(points[mine], shape)]
            row[hit] = n
    return row


def _of_territories(stated: np.ndarray, points: np.ndarray, row: np.ndarray) -> np.ndarray:
    """The stated countries, save where a point lies in a territory that is counted apart."""
    out = stated.copy()
    for code in sorted(set(stated) - {""}):
        for territory in territories(code):
            mine = np.flatnonzero((stated == code) & (row < 0))
            there = _inside(points[mine], np.full(len(mine), territory, dtype=object))
            out[mine[there >= 0]] = territory
            row[mine] = there
    return out


def _within(points: np.ndarray, shape: Any) -> np.ndarray:
    """Whether each point lies in a shape, its box asked first."""
    west, south, east, north = shape.bounds
    x, y = points[:, 0], points[:, 1]
    inside: np.ndarray = (x >= west) & (x <= east) & (y >= south) & (y <= north)
    shapely.prepare(shape)
    inside[inside] = shapely.contains_xy(shape, points[inside])
    return inside


def _named(places: pd.DataFrame) -> list[str]:
    """The unit that each stated province is, by its name or code."""
    known: dict[tuple[str, str], str] = {}
    out = []
    for pair in zip(places["admin1"].tolist(), places["country"].tolist(), strict=True):
        if pair not in known:
            match = find_units(*pair) if all(pair) else None
            sure = match is not None and match.how in {"name", "code"}
            known[pair] = units()[match.rows[0]].unit_id if match and sure else ""
        out.append(known[pair])
    return out
