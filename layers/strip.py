"""A strip on the map that holds what no mark can stand for."""

from __future__ import annotations

from typing import ClassVar

from ._room import Room


class Strip(Room):
    """A strip on the map that holds what no mark can stand for."""

    name: ClassVar[str] = "strip"
