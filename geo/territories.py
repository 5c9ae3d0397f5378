"""Territories whose status is disputed: what a map says of them, and where they are counted.

What the points of view decide province by province stands in overrides.csv; here is what a
polygon of Natural Earth does not show. The facts, their reasons and sources: territories.csv.
"""

from __future__ import annotations

import csv
from functools import cache
from typing import Any, NamedTuple

import shapely

from .reference import path


class Territory(NamedTuple):
    """One territory.

    Attributes
    ----------
    name
        In English.
    bounds
        west, south, east, north in degrees: where a map speaks of it.
    said
        Point of view -> what a map says.
    polygon_of, counted_in
        Ids of units: a point of the first that lies in ``polygon`` is counted in the second
        from the point of view ``un``; empty for a territory that needs no such rule.
    polygon
        EPSG:4326, or ``None``.
    """

    name: str
    bounds: tuple[float, float, float, float]
    said: dict[str, str]
    polygon_of: str
    counted_in: str
    polygon: Any


@cache
def territories() -> tuple[Territory, ...]:
    """Read territories.csv once per process.

    Returns
    -------
    tuple of Territory
        By name.
    """
    with path("territories.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Territory(
                row["name"],
                (float(row["west"]), float(row["south"]), float(row["east"]), float(row["north"])),
                {"un": row["un"], "de-facto": row["de_facto"]},
                row["polygon_of"],
                row["counted_in"],
                shapely.from_wkt(row["polygon"]) if row["polygon"] else None,
            )
            for row in csv.DictReader(file)
        )


def notes(bounds: tuple[float, float, float, float], *, point_of_view: str) -> list[str]:
    """Say what a map must say of the territories in view.

    Parameters
    ----------
    bounds
        west, south, east, north of the view, in degrees.
    point_of_view
        ``un`` or ``de-facto``.

    Returns
    -------
    list of str
        One sentence each, by name.
    """
    west, south, east, north = bounds
    return [
        f"{one.name}: {one.said[point_of_view]}."
        for one in territories()
        if one.bounds[0] <= east
        and one.bounds[2] >= west
        and one.bounds[1] <= north
        and one.bounds[3] >= south
    ]
