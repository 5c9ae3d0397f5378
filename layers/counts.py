"""How many events are exact, near, in an area, unlocated, and hidden by filters."""

from __future__ import annotations

from typing import ClassVar

from ._room import Room


class Counts(Room):
    """How many events are exact, near, in an area, unlocated, and hidden by filters."""

    name: ClassVar[str] = "counts"
