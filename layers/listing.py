"""The table beside the map: every event, also those that are not on it."""

from __future__ import annotations

from typing import ClassVar

from ._room import Room


class EventList(Room):
    """The table beside the map: every event, also those that are not on it."""

    name: ClassVar[str] = "listing"
