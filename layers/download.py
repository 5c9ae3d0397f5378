"""The events that are shown, saved from the page as a table or as map data."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ._room import Room

if TYPE_CHECKING:
    import geopandas as gpd


class Download(Room):
    """The events that are shown, saved from the page as a table or as map data.

    Parameters
    ----------
    events
        The frame that is drawn: its columns, in their order, are those of the files. ``extra``,
        which the page does not carry, is left out.
    """

    name: ClassVar[str] = "download"

    def __init__(self, events: gpd.GeoDataFrame) -> None:
        super().__init__()
        self.columns: list[str] = [
            str(name) for name in events.columns if name not in {"geometry", "extra"}
        ]

    def data(self) -> list[str]:
        """The names of the columns."""
        return self.columns
