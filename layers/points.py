"""Events whose place is a point: exactly there, or within a ring around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pandas as pd
import shapely

from ._room import Room
from .model import rows_of

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy.typing as npt

DIGITS = 6
"""Of a degree: about 10 cm."""


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
        self.rows: npt.NDArray[np.intp] = rows_of(events, ("point", "near"), ("Point",))

    def table_columns(self) -> dict[str, pd.Series[Any]]:
        """Longitudes and latitudes in degrees, to about 10 cm; missing where no point is drawn."""
        points = self.events.geometry.to_numpy()[self.rows]
        return {
            "_x": self._column(shapely.get_x(points)),
            "_y": self._column(shapely.get_y(points)),
        }

    def _column(self, degrees: npt.NDArray[np.float64]) -> pd.Series[Any]:
        values = np.full(len(self.events), np.nan)
        values[self.rows] = np.round(degrees, DIGITS)
        return pd.Series(values, index=self.events.index)
