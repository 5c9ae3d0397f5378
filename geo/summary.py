"""What a frame of located events amounts to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .schema import GEOCODE_COLUMNS, check

if TYPE_CHECKING:
    import geopandas as gpd

WORLD = (-180.0, -60.0, 180.0, 80.0)
"""The inhabited world: west, south, east, north in degrees."""
ROLES = {
    "exact": ("point",),
    "near": ("near",),
    "area": ("area", "line"),
    "unlocated": ("none",),
}
"""What is said of a place -> the geometry roles that say it."""


def count(events: gpd.GeoDataFrame) -> dict[str, int]:
    """Count events by what is known of their places.

    Parameters
    ----------
    events
        A geocoded frame.

    Returns
    -------
    dict
        ``total``, then ``exact``, ``near``, ``area`` and ``unlocated``, which add up to it.

    Raises
    ------
    FrameError
        If the frame is not geocoded.
    """
    check(events, GEOCODE_COLUMNS)
    roles = events["geometry_role"]
    counted = {kind: int(roles.isin(names).sum()) for kind, names in ROLES.items()}
    return {"total": len(events)} | counted


def describe(events: gpd.GeoDataFrame) -> str:
    """Say in one line how many events there are and what is known of their places.

    Parameters
    ----------
    events
        A geocoded frame.

    Returns
    -------
    str
        Such as ``"3 events: 1 exact, 1 near, 1 area, 0 unlocated"``, and the rows set aside
        if there are any.
    """
    counted = count(events)
    said = [f"{counted[kind]} {kind}" for kind in ROLES]
    aside = len(events.attrs.get("set_aside", []))
    rest = f"; {_counted(aside, 'row')} set aside" if aside else ""
    return f"{_counted(len(events), 'event')}: {', '.join(said)}{rest}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def extent(events: gpd.GeoDataFrame) -> tuple[float, float, float, float]:
    """Give the bounds of everything that is located.

    Parameters
    ----------
    events
        A geocoded frame, EPSG:4326.

    Returns
    -------
    tuple of float
        west, south, east, north in degrees; the inhabited world if nothing is located.
    """
    west, south, east, north = (float(bound) for bound in events.total_bounds)
    if not np.isfinite([west, south, east, north]).all():
        return WORLD
    return west, south, east, north
