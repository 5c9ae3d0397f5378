"""Names on the map, placed so that none touches another."""

from __future__ import annotations

from typing import ClassVar

from ._room import Room


class Labels(Room):
    """The names of event places, countries, provinces, seas and towns, as far as there is room.

    The names come from the basemap and from the events; this room only decides which of them
    stand where. None is cut by the edge, none touches a symbol or another name.
    """

    name: ClassVar[str] = "labels"
