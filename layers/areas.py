"""Events known only to an area or a line: the shape itself, hatched, and never a point."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import shapely

from ._geometry import lines, polygons
from ._room import Room
from .model import rows_of

if TYPE_CHECKING:
    import geopandas as gpd
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
        self.rows = rows_of(events, ("area", "line"), kinds)

    def data(self) -> dict[str, Any]:
        """Each shape once, with the rows of the events that lie in it."""
        shapes: dict[bytes, dict[str, Any]] = {}
        for row in self.rows:
            geometry = self.events.geometry.iloc[row]
            key = geometry.wkb
            shapes.setdefault(key, {"rows": [], **_shape(geometry)})["rows"].append(row)
        return {"scale": SCALE, "shapes": list(shapes.values())}


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
