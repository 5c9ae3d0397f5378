"""Events whose place is a point: exactly there, or within a ring around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from ._room import Room
from .model import plain, rows_of

if TYPE_CHECKING:
    import geopandas as gpd


class Points(Room):
    """Symbols for events known to a place, with a ring where only its surroundings are known.

    Parameters
    ----------
    events
        A geocoded frame, EPSG:4326; rows with ``geometry_role`` ``point`` or ``near`` are drawn.

    Raises
    ------
    ValueError
        If such a row has no point as its geometry.
    """

    name: ClassVar[str] = "points"

    def __init__(self, events: gpd.GeoDataFrame) -> None:
        super().__init__()
        self.events = events
        self.rows = rows_of(events, ("point", "near"), ("Point",))

    def data(self) -> dict[str, Any]:
        """Row numbers in the store, longitudes and latitudes in degrees, ring radii in km."""
        drawn = self.events.iloc[self.rows]
        return {
            "row": self.rows,
            "x": [round(x, 6) for x in drawn.geometry.x],
            "y": [round(y, 6) for y in drawn.geometry.y],
            "km": plain(drawn["uncertainty_km"].where(drawn["geometry_role"] == "near")),
        }
