"""The panel as a sheet that is dragged, on a phone."""

from __future__ import annotations

from typing import ClassVar

from ._room import Room


class Sheet(Room):
    """The panel as a sheet that is dragged, on a phone."""

    name: ClassVar[str] = "sheet"
