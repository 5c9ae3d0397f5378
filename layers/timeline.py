"""Events as intervals on a line of time, with a window to look through."""

from __future__ import annotations

from typing import ClassVar

from ._room import Room


class Timeline(Room):
    """Events as intervals on a line of time, with a window to look through."""

    name: ClassVar[str] = "timeline"
