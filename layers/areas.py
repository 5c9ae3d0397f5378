"""Events known only to an area or a line: the shape itself, hatched, and never a point."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pandas as pd
import shapely

from ._geometry import lines, polygons
from ._room import Room
from .model import rows_of

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

SCALE = 10_000
"""Steps per degree: about 10 m."""

_TOLERANCE = 5e-4
"""How far a drawn outline may stray, as a part of the shape's extent."""


class Areas(Room):
    """Hatched shapes for events that happened somewhere within them.

    Parameters
    ----------
    events
        A geocoded frame, EPSG:4326; rows whose ``geometry_role`` is ``area`` or ``line`` are drawn.

    Raises
    ------
    ValueError
        If such a row has no polygon or line as its geometry.
    """

    name: ClassVar[str] = "areas"

    def __init__(self, events: gpd.GeoDataFrame) -> None:
        super().__init__()
        self.events = events
        kinds = ("Polygon", "MultiPolygon", "LineString", "MultiLineString")
        self.rows: npt.NDArray[np.intp] = rows_of(events, ("area", "line"), kinds)
        self.numbers: npt.NDArray[np.intp]
        self.shapes: list[BaseGeometry]
        self.numbers, self.shapes = _different(events.geometry.to_numpy()[self.rows])

    def data(self) -> dict[str, Any]:
        """Each shape once."""
        return {"scale": SCALE, "shapes": [_shape(geometry) for geometry in self.shapes]}

    def table_columns(self) -> dict[str, pd.Series[Any]]:
        """For each event the number of its shape; missing where none is drawn."""
        numbers = np.full(len(self.events), -1)
        numbers[self.rows] = self.numbers
        column = pd.Series(numbers, index=self.events.index, dtype="Int64")
        return {"_shape": column.where(column >= 0)}


def _different(
    geometries: npt.NDArray[np.object_],
) -> tuple[npt.NDArray[np.intp], list[BaseGeometry]]:
    """Which of the different shapes each one is; they stand in the order of their first event."""
    # Events in one province mostly share one object, so that few shapes have to be compared.
    objects, first = np.unique(list(map(id, geometries)), return_index=True)
    codes = np.searchsorted(objects, list(map(id, geometries)))
    contents = pd.Series(shapely.to_wkb(geometries[first]), dtype=object)
    order = np.argsort(first)
    same, _ = pd.factorize(contents.iloc[order])
    number = np.empty(len(objects), np.intp)
    number[order] = same
    kept = [int(first[order][at]) for at in np.unique(same, return_index=True)[1]]
    return number[codes], [geometries[at] for at in kept]


def _shape(geometry: BaseGeometry) -> dict[str, Any]:
    west, south, east, north = geometry.bounds
    drawn = geometry.simplify(_TOLERANCE * max(east - west, north - south))
    label = _label_point(geometry)
    return {
        "polygons": polygons([drawn], SCALE),
        "lines": lines([drawn], SCALE),
        "bounds": [round(value, 4) for value in geometry.bounds],
        "label": [round(label.x, 4), round(label.y, 4)],
    }


def _label_point(geometry: BaseGeometry) -> BaseGeometry:
    """The point farthest from the outline: where words on the shape have most room."""
    widest = max(shapely.get_parts(geometry), key=lambda part: (part.area, part.length))
    if widest.geom_type == "LineString":
        return widest.interpolate(0.5, normalized=True)
    return shapely.maximum_inscribed_circle(widest).interpolate(0)
