"""A box to search in: place, actor, notes, codename."""

from __future__ import annotations

from typing import ClassVar

from ._room import Room


class SearchBox(Room):
    """A box to search in: place, actor, notes, codename."""

    name: ClassVar[str] = "searchbox"
