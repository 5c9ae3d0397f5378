"""The wider place that stands for a narrow one: a district, a province, a country, a square."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
import shapely

from .boundaries import unit_polygon
from .units import row_of_code

if TYPE_CHECKING:
    import geopandas as gpd

    from .protection import Rule

KM_PER_DEGREE = 111.32
"""Kilometres in a degree of latitude."""


class Wide(NamedTuple):
    """What stands for a place: its polygon if there is one, how precise it is, in words what."""

    shape: Any | None
    precision: int
    said: str


Units = dict[tuple[str, ...], Any]
"""Polygons of the user's own units: (country, province) and (country, province, district)."""


def own_polygons(boundaries: gpd.GeoDataFrame | None) -> Units:
    """The user's own units by the names that ``province`` and ``district`` bear.

    Parameters
    ----------
    boundaries
        What :func:`geo.boundary_files.read_boundaries` returned, EPSG:4326, or ``None``.

    Returns
    -------
    dict
        (country code, province) or (country code, province, district) -> polygon.
    """
    if boundaries is None:
        return {}
    rows = boundaries.to_dict("records")
    found: Units = {}
    for row in rows:
        above = [rows[row["parent"]]["name"]] if row["parent"] >= 0 else []
        if row["level"] == 1 + len(above):
            key = (row["country"], *above, row["name"])
            # Two units of one name in one unit cannot be told apart: neither is drawn.
            found[key] = None if key in found else row["geometry"]
    return found


def widen(event: Any, rule: Rule, own: Units) -> Wide:
    """The place that a rule leaves of an event's.

    Never one that is narrower than is asked for: where no district is known it is the province,
    and where no polygon is known either, the country.

    Parameters
    ----------
    event
        A row of a joined frame.
    rule
        A rule that generalises.
    own
        What `own_polygons` returned.

    Returns
    -------
    Wide
        ``shape`` in EPSG:4326, or ``None`` for the country.
    """
    if rule.generalise == "country":
        return Wide(None, 6, "the publisher gives the country only")
    if rule.generalise == "grid" and event["geometry_role"] in {"point", "near"}:
        square = _square(event.geometry.x, event.geometry.y, rule.grid_km)
        return Wide(square, 5, f"the publisher gives a square of {rule.grid_km:g} km only")
    if rule.generalise == "admin2":
        district = own.get(_key(event, "country_code", "province", "district"))
        if district is not None:
            return Wide(district, 3, "the publisher gives the district only")
    province = _province(event, own)  # what is no point lies in no one square
    return Wide(province, 4 if province is not None else 6, "the publisher gives the province only")


def _key(event: Any, *names: str) -> tuple[str, ...]:
    cells = map(event.get, names)
    return tuple("" if pd.isna(cell) else str(cell) for cell in cells)


def _province(event: Any, own: Units) -> Any | None:
    mine = own.get(_key(event, "country_code", "province"))
    code = event["province_code"]
    if mine is not None or pd.isna(code):
        return mine
    row = row_of_code(code)
    return None if row is None else unit_polygon(row)


def _square(x: float, y: float, km: float) -> Any:
    """The square of a fixed grid of rows of equal height, each with a width of its own."""
    high = km / KM_PER_DEGREE
    south = np.floor(y / high) * high
    wide = high / max(0.01, np.cos(np.radians(south + high / 2)))
    west = np.floor(x / wide) * wide
    corners = (west, max(-90.0, south), west + wide, min(90.0, south + high))
    return shapely.box(*(round(float(value), 6) for value in corners))
