"""The provinces in which events are counted, as the polygons that can be shaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .boundaries import polygons
from .schema import CRS, PROVINCE_COLUMNS, check
from .unit_names import find_units
from .units import drawn_by, row_of_code

if TYPE_CHECKING:
    from collections.abc import Iterable

VERTICES = 6000
"""Most vertices of all tracts together: about 25 kB of a page."""
_FIRST = 0.01
_COARSEST = 2.0


def tracts(
    events: gpd.GeoDataFrame, *, own: gpd.GeoDataFrame | None = None, vertices: int = VERTICES
) -> gpd.GeoDataFrame:
    """Give the polygons of the provinces in which events are counted.

    Two provinces that only one polygon can draw (a province newly cut from an older one, say)
    are one tract: its counts are sums, and nobody is told where within it.

    Parameters
    ----------
    events
        A frame that :func:`geo.provinces.join_provinces` returned.
    own
        The boundaries that the events were counted in where they hold their country: what
        :func:`geo.boundary_files.read_boundaries` returned, or ``None``.
    vertices
        How many vertices the polygons may have together; they are simplified together, so that
        neighbours keep a common border, until they fit.

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:4326, one row per tract: ``keys``, a tuple of the ``province_code`` (or, where
        there is none, the ``province``) of the events that are counted in it, and ``geometry``.
        Provinces that no polygon draws, and names that two countries use, are not in it.

    Raises
    ------
    FrameError
        If provinces have not been joined.

    Examples
    --------
    >>> from geo.events import read_events
    >>> from geo.geocode import geocode
    >>> from geo.provinces import join_provinces
    >>> events = join_provinces(geocode(read_events("data/iran-pakistan-2024/events.csv")))
    >>> tracts(events)["keys"].tolist()
    [('IR-11',), ('PK-BA',)]
    """
    check(events, PROVINCE_COLUMNS)
    drawn, shape = _drawn(events, _own_units(own)), _own_shapes(own)
    shape |= polygons({row for rows in drawn.values() for row in rows if row >= 0})
    keys, made = [], []
    for group, rows in _together(drawn):
        keys.append(group)
        made.append(shapely.union_all([shape[row] for row in rows]))
    simple = _simplified(np.array(made, dtype=object), vertices)
    frame = gpd.GeoDataFrame({"keys": keys}, geometry=simple, crs=CRS)
    return frame[~frame.geometry.is_empty].reset_index(drop=True)


def _own_units(own: gpd.GeoDataFrame | None) -> dict[tuple[str, str], int]:
    """Country and name of the user's first-level units -> a row below 0."""
    if own is None:
        return {}
    first = own["level"].to_numpy() == 1
    names = zip(own["country"], own["name"], range(len(own)), first, strict=True)
    return {(country, name): -1 - n for country, name, n, wanted in names if wanted}


def _own_shapes(own: gpd.GeoDataFrame | None) -> dict[int, Any]:
    return {} if own is None else {-1 - n: shape for n, shape in enumerate(own.geometry)}


def _drawn(events: gpd.GeoDataFrame, own: dict[tuple[str, str], int]) -> dict[str, tuple[int, ...]]:
    """Each province's key -> the rows of the polygons that draw it."""
    names = pd.DataFrame(events[["province_code", "province", "country_code"]])
    stated = names.drop_duplicates().dropna(subset=["province"])
    drawn: dict[str, tuple[int, ...]] = {}
    unclear = set()
    for code, name, country in stated.itertuples(index=False):
        key, rows = (name, _by_name(name, country)) if pd.isna(code) else (code, _by_code(code))
        if (country, name) in own:
            rows = (own[country, name],)
        if drawn.setdefault(key, rows) != rows:
            unclear.add(key)
    return {key: drawn[key] for key in sorted(drawn) if drawn[key] and key not in unclear}


def _by_code(code: str) -> tuple[int, ...]:
    row = row_of_code(code)
    return () if row is None else tuple(drawn_by(row))


def _by_name(name: str, country: Any) -> tuple[int, ...]:
    found = () if pd.isna(country) else find_units(name, country).rows
    return tuple(drawn_by(found[0])) if found else ()


def _together(drawn: dict[str, tuple[int, ...]]) -> Iterable[tuple[tuple[str, ...], set[int]]]:
    """Keys that share a polygon, with all their polygons."""
    groups: dict[int, tuple[set[str], set[int]]] = {}  # by any polygon of a group
    for key, rows in drawn.items():
        joined = [groups[row] for row in rows if row in groups]
        keys = {key}.union(*(keys for keys, _ in joined))
        parts = set(rows).union(*(parts for _, parts in joined))
        groups |= dict.fromkeys(parts, (keys, parts))
    return sorted({tuple(sorted(keys)): parts for keys, parts in groups.values()}.items())


def _simplified(made: np.ndarray, vertices: int) -> np.ndarray:
    """The same shapes with at most so many vertices, as far as that can be."""
    tolerance, simple = _FIRST, made
    while shapely.get_num_coordinates(simple).sum() > vertices and tolerance <= _COARSEST:
        simple = shapely.coverage_simplify(made, tolerance)
        tolerance *= 1.5
    return simple
