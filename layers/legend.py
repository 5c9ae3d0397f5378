"""What the marks mean, and which of them to show."""

from __future__ import annotations

from typing import ClassVar

from ._room import Room


class Legend(Room):
    """What the marks mean, and which of them to show."""

    name: ClassVar[str] = "legend"
