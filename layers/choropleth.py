"""Events or deaths by province, as shades beneath the marks; off until somebody asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from ._geometry import SCALE, polygons
from ._room import Room

if TYPE_CHECKING:
    import geopandas as gpd


class Choropleth(Room):
    """Provinces shaded by how many of the shown events, or deaths, are counted in them.

    Parameters
    ----------
    tracts
        Polygons in EPSG:4326 with ``keys``, the ``province_code`` (or else the ``province``) of
        the events that are counted in each.
    """

    name: ClassVar[str] = "choropleth"

    def __init__(self, tracts: gpd.GeoDataFrame) -> None:
        super().__init__()
        self.tracts = tracts

    def data(self) -> dict[str, Any]:
        """Each tract's keys and its polygons, in steps of 1/1000 degree."""
        return {
            "scale": SCALE,
            "keys": [list(keys) for keys in self.tracts["keys"]],
            "shapes": [polygons([shape]) for shape in self.tracts.geometry],
        }
