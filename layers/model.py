"""The located frame as plain columns: what the page's store is filled with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    import numpy.typing as npt

_TYPES = {
    "Point": shapely.GeometryType.POINT,
    "LineString": shapely.GeometryType.LINESTRING,
    "MultiLineString": shapely.GeometryType.MULTILINESTRING,
    "Polygon": shapely.GeometryType.POLYGON,
    "MultiPolygon": shapely.GeometryType.MULTIPOLYGON,
}
_NOT_DATA = frozenset({"extra", "geometry"})


def columns(frame: pd.DataFrame) -> dict[str, list[Any]]:
    """Turn a frame into JSON-ready columns.

    Parameters
    ----------
    frame
        Any frame; the geometry and the cells of ``extra`` are left out.

    Returns
    -------
    dict
        Column name -> values in row order; dates as ``YYYY-MM-DD``, missing as ``None``.
    """
    return {
        str(name): plain(frame[name]) for name in sorted(frame.columns) if name not in _NOT_DATA
    }


def plain(values: pd.Series[Any]) -> list[Any]:
    """Turn one column into JSON-ready values.

    Parameters
    ----------
    values
        The column.

    Returns
    -------
    list
        Its values; dates as ``YYYY-MM-DD``, missing as ``None``.
    """
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        values = values.dt.strftime("%Y-%m-%d")
    return [
        None if missing else value
        for value, missing in zip(values.tolist(), values.isna(), strict=True)
    ]


def counts(events: gpd.GeoDataFrame) -> dict[str, int]:
    """Count events by what is known of their place.

    Parameters
    ----------
    events
        A geocoded frame.

    Returns
    -------
    dict
        ``total``, ``exact``, ``near``, ``area`` (areas and lines) and ``unlocated``;
        the last four add up to the first.
    """
    roles = events["geometry_role"].value_counts()

    def of(*names: str) -> int:
        return int(sum(roles.get(name, 0) for name in names))

    return {
        "total": len(events),
        "exact": of("point"),
        "near": of("near"),
        "area": of("area", "line"),
        "unlocated": len(events) - of("point", "near", "area", "line"),
    }


def rows_of(
    events: gpd.GeoDataFrame, roles: Sequence[str], kinds: Sequence[str]
) -> npt.NDArray[np.intp]:
    """Find the rows to draw in one way, and refuse those that cannot be.

    Parameters
    ----------
    events
        A geocoded frame.
    roles
        The values of ``geometry_role`` that are drawn so.
    kinds
        The geometry types that can be.

    Returns
    -------
    numpy.ndarray
        Positions in the frame, which are also the store's row numbers.

    Raises
    ------
    ValueError
        If a row has another geometry: drawing it otherwise would say what nobody knows.
    """
    chosen: npt.NDArray[np.intp] = events["geometry_role"].isin(list(roles)).to_numpy().nonzero()[0]
    found = shapely.get_type_id(events.geometry.to_numpy()[chosen])
    wrong = chosen[~np.isin(found, [int(_TYPES[kind]) for kind in kinds])]
    if len(wrong):
        row = events.iloc[wrong[0]]
        kind = "no geometry" if row.geometry is None else f"a {row.geometry.geom_type}"
        msg = f"event {row['event_id']!r} has geometry_role {row['geometry_role']!r} but {kind}"
        raise ValueError(msg)
    return chosen
