"""What a frame of located events amounts to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .schema import EVENT_COLUMNS, GEOCODE_COLUMNS, PROVINCE_COLUMNS, check

if TYPE_CHECKING:
    import geopandas as gpd

WORLD = (-180.0, -60.0, 180.0, 80.0)
"""The inhabited world: west, south, east, north in degrees."""
ROLES: dict[str, tuple[str, ...]] = {
    "exact": ("point",),
    "near": ("near",),
    "area": ("area", "line"),
    "unlocated": ("none",),
}
"""What is said of a place -> the geometry roles that say it."""
SUMMARY_KEYS = ("country_code", "province_code", "province", "date_start", "event_type")
"""What a row of :func:`summarise` is about; a missing value is a group of its own."""
SUMMARY_COUNTS = ("events", *ROLES, "killed_best", "killed_unstated")
"""What it counts: events, what is known of their places, and the dead that are stated."""
CELL_KEYS = ("zoom", "x", "y", "event_type")
FINEST = 8
"""The zoom whose cells are the smallest: a quarter of a tile, 0.35 degrees at the equator."""


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

    Examples
    --------
    >>> from geo.events import read_events
    >>> from geo.geocode import geocode
    >>> count(geocode(read_events("data/iran-pakistan-2024/events.csv")))
    {'total': 3, 'exact': 1, 'near': 1, 'area': 1, 'unlocated': 0}
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
        and the events left out, if there are any.

    Examples
    --------
    >>> from geo.events import read_events
    >>> from geo.geocode import geocode
    >>> describe(geocode(read_events("data/iran-pakistan-2024/events.csv")))
    '3 events: 1 exact, 1 near, 1 area, 0 unlocated'
    """
    counted = count(events)
    said = [f"{counted[kind]} {kind}" for kind in ROLES]
    aside = len(events.attrs.get("set_aside", []))
    rest = f"; {_counted(aside, 'row')} set aside" if aside else ""
    withheld = events.attrs.get("withheld", 0)
    rest += f"; {_counted(withheld, 'event')} withheld by the publisher" if withheld else ""
    lost = events.attrs.get("left_out", {}).get("number", 0)
    rest += f"; {_counted(lost, 'older event')} left out, the budget is full" if lost else ""
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

    Examples
    --------
    >>> from geo.events import read_events
    >>> from geo.geocode import geocode
    >>> events = geocode(read_events("data/iran-pakistan-2024/events.csv"))
    >>> [round(bound, 1) for bound in extent(events)]
    [58.8, 25.1, 64.1, 31.4]
    """
    west, south, east, north = (float(bound) for bound in events.total_bounds)
    if not np.isfinite([west, south, east, north]).all():
        return WORLD
    return west, south, east, north


def summarise(events: gpd.GeoDataFrame) -> pd.DataFrame:
    """Count events by province, day and type.

    Parameters
    ----------
    events
        A frame that :func:`geo.provinces.join_provinces` returned.

    Returns
    -------
    pandas.DataFrame
        A row for each combination of :data:`SUMMARY_KEYS` that occurs, sorted, with
        :data:`SUMMARY_COUNTS` as whole numbers: ``events``; of these ``exact``, ``near``,
        ``area`` and ``unlocated``; ``killed_best``, the sum where it is stated, and
        ``killed_unstated``, in how many events it is not. An event of several days is counted
        on its first. Tables of parts of the events add up: see :func:`add_up`.

    Raises
    ------
    FrameError
        If provinces have not been joined.

    Examples
    --------
    >>> from geo.events import read_events
    >>> from geo.geocode import geocode
    >>> from geo.provinces import join_provinces
    >>> events = geocode(read_events("data/iran-pakistan-2024/events.csv"))
    >>> summarise(join_provinces(events))[["province_code", "events", "exact"]].values.tolist()
    [['IR-11', 1, 0], ['IR-11', 1, 1], ['PK-BA', 1, 0]]
    """
    check(events, EVENT_COLUMNS, GEOCODE_COLUMNS, PROVINCE_COLUMNS)
    roles, killed = events["geometry_role"], events["killed_best"]
    counts = {"events": 1}
    counts |= {kind: roles.isin(names).astype("int64") for kind, names in ROLES.items()}
    counts |= {"killed_best": killed.fillna(0).astype("int64")}
    counts |= {"killed_unstated": killed.isna().astype("int64")}
    return add_up(pd.DataFrame(events[list(SUMMARY_KEYS)]).assign(**counts))


def count_cells(events: gpd.GeoDataFrame) -> pd.DataFrame:
    """Count the events with a point in the cells of a web map, at every zoom.

    Parameters
    ----------
    events
        A geocoded frame; areas and unlocated events have no cell, and are not in the table.

    Returns
    -------
    pandas.DataFrame
        ``zoom`` 0 to 8, the cell's column ``x`` from the west and row ``y`` from the north,
        2 ** (zoom + 2) of each to the world in web Mercator (EPSG:3857), ``event_type`` and
        ``events``; sorted.

    Examples
    --------
    >>> from geo.events import read_events
    >>> from geo.geocode import geocode
    >>> events = geocode(read_events("data/iran-pakistan-2024/events.csv"))
    >>> count_cells(events).query("zoom == 0").values.tolist()
    [[0, 2, 1, 'air_strike', 1], [0, 2, 1, 'armed_attack', 1]]
    """
    check(events, GEOCODE_COLUMNS)
    pinned = events[events["geometry_role"].isin(["point", "near"])]
    lon, lat = pinned.geometry.x.to_numpy(), pinned.geometry.y.to_numpy()
    north = np.arcsinh(np.tan(np.radians(np.clip(lat, -85.0511, 85.0511)))) / np.pi
    across = 2 ** (FINEST + 2)
    x, y = (
        np.clip(np.floor(part * across), 0, across - 1).astype("int64")
        for part in ((lon + 180) / 360, (1 - north) / 2)
    )
    finest = {"zoom": FINEST, "x": x, "y": y, "event_type": pinned["event_type"].array}
    levels = [add_up(pd.DataFrame(finest).assign(events=1))]
    for zoom in range(FINEST - 1, -1, -1):
        below = levels[-1]
        levels.append(add_up(below.assign(zoom=zoom, x=below["x"] // 2, y=below["y"] // 2)))
    return add_up(pd.concat(levels))


def add_up(parts: pd.DataFrame) -> pd.DataFrame:
    """Add up the rows of summaries that say the same.

    Parameters
    ----------
    parts
        Rows of :func:`summarise`, or of :func:`count_cells`, of several parts of the events.

    Returns
    -------
    pandas.DataFrame
        The summary of the whole, sorted; the same for every way of parting it.
    """
    keys = list(CELL_KEYS if "zoom" in parts else SUMMARY_KEYS)
    return parts.groupby(keys, dropna=False, sort=True).sum().reset_index()


def by_country(events: gpd.GeoDataFrame) -> list[str]:
    """Say for each country who located its events, and how well; the most events first.

    Parameters
    ----------
    events
        A geocoded frame whose provinces are joined.

    Returns
    -------
    list of str
        One line per country, and one for all together if there are several. Of its events each
        is counted once: points and rings whose coordinate the source gives, those that a
        reviewer set, and those that were found, exactly or nearly; areas and lines; unlocated.
        Flagged rows, which want a look, are counted beside them.
    """
    check(events, GEOCODE_COLUMNS, PROVINCE_COLUMNS)
    role, kind = events["geometry_role"], events["match_kind"]
    pinned = role.isin(["point", "near"])
    given, reviewed = pinned & (kind == "given"), pinned & (kind == "reviewed")
    table = pd.DataFrame(
        {
            "given": given,
            "reviewed": reviewed,
            "found exact": (role == "point") & ~given & ~reviewed,
            "found near": (role == "near") & ~given & ~reviewed,
            "area": role.isin(["area", "line"]),
            "unlocated": role == "none",
            "flagged": events["province_flag"].notna(),
        }
    )
    code = events["country_code"].fillna(events["country"]).fillna("unknown")
    counted = table.assign(events=True).groupby(code).sum()
    counted = counted.sort_values("events", ascending=False, kind="stable")
    if len(counted) > 1:
        counted.loc["together"] = counted.sum()
    return [_located(str(where), number) for where, number in counted.iterrows()]


def _located(where: str, number: pd.Series[int]) -> str:
    """One line of :func:`by_country`."""
    aside = ("events", "flagged")
    told = ", ".join(f"{n} {name}" for name, n in number.items() if name not in aside)
    return f"{where}: {_counted(number['events'], 'event')}: {told}; {number['flagged']} flagged"
