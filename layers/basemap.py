"""The ground that events lie on: land, water, borders, and the names of places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from ._geometry import SCALE, lines, polygons, position
from ._room import Room
from .model import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd


COARSE = 200
"""Steps per degree on a map of a large part of the world: about 500 m."""
_WIDE = 60.0


class Ground(Protocol):
    """What a basemap must offer: frames in EPSG:4326, and the words that go with them."""

    @property
    def bounds(self) -> Sequence[float]:
        """West, south, east, north in degrees: the view to open with."""

    @property
    def region(self) -> Sequence[float]:
        """West, south, east, north of what is drawn in detail."""

    @property
    def land(self) -> gpd.GeoDataFrame:
        """The land inside the region."""

    @property
    def world(self) -> gpd.GeoDataFrame:
        """Coarse land outside of it."""

    @property
    def lakes(self) -> gpd.GeoDataFrame:
        """Lakes."""

    @property
    def rivers(self) -> gpd.GeoDataFrame:
        """Lines with ``name`` and ``rank``, 0 the largest."""

    @property
    def borders(self) -> gpd.GeoDataFrame:
        """Lines with ``level`` (0 countries, 1 provinces) and ``disputed``."""

    @property
    def countries(self) -> gpd.GeoDataFrame:
        """Points with ``name``, ``code``, ``rank``."""

    @property
    def provinces(self) -> gpd.GeoDataFrame:
        """Points with ``name``, ``code``, ``rank``."""

    @property
    def towns(self) -> gpd.GeoDataFrame:
        """Points with ``name``, ``min_zoom``, ``capital``."""

    @property
    def seas(self) -> gpd.GeoDataFrame:
        """Points with ``name``, ``rank``."""

    @property
    def attribution(self) -> Sequence[str]:
        """Whom the map names as its sources."""

    @property
    def boundary_note(self) -> str:
        """What it says of the borders it draws."""


class Basemap(Room):
    """A vector basemap, carried inside the page and drawn without a tile server.

    Parameters
    ----------
    basemap
        What :func:`conflictmap.basemap` returned, or the like: a :class:`Ground`.
    """

    name: ClassVar[str] = "basemap"

    def __init__(self, basemap: Ground) -> None:
        super().__init__()
        self.basemap = basemap

    def data(self) -> dict[str, Any]:
        """Shapes in steps of 1/1000 degree (a wide map: 1/200), names with their label points."""
        ground = self.basemap
        scale = COARSE if ground.region[2] - ground.region[0] > _WIDE else SCALE
        return {
            "scale": scale,
            "frame": position(ground.region, scale),
            "land": polygons(ground.land.geometry, scale),
            "world": polygons(ground.world.geometry, scale),
            "lakes": polygons(ground.lakes.geometry, scale),
            "rivers": _groups(ground.rivers, ["rank"], scale),
            "borders": _groups(ground.borders, ["level", "disputed"], scale),
            "countries": _labels(ground.countries, ["name", "code", "rank"], scale),
            "provinces": _labels(ground.provinces, ["name", "code"], scale),
            "towns": _labels(ground.towns, ["name", "min_zoom", "capital"], scale),
            "seas": _labels(ground.seas, ["name", "rank"], scale),
            "attribution": list(ground.attribution),
            "boundary_note": ground.boundary_note,
        }


def _groups(frame: gpd.GeoDataFrame, by: list[str], scale: int) -> list[dict[str, Any]]:
    """Lines that are drawn alike, together."""
    if frame.empty:
        return []
    groups = frame.groupby(by, sort=True)
    return [
        dict(zip(by, map(_plain, key), strict=True)) | {"lines": lines(group.geometry, scale)}
        for key, group in groups
    ]


def _plain(value: Any) -> Any:
    """A NumPy scalar as Python's own."""
    return value.item() if hasattr(value, "item") else value


def _labels(frame: gpd.GeoDataFrame, names: list[str], scale: int) -> dict[str, list[Any]]:
    columns = {name: plain(frame[name]) for name in names}
    x, y = (position(side, scale) for side in (frame.geometry.x, frame.geometry.y))
    return columns | {"x": x, "y": y}
