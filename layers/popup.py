"""The card of one event: what, when, where, how well known, who says so, and the words for it."""

from __future__ import annotations

from typing import ClassVar

from ._room import Room


class Popup(Room):
    """The card of one event: what, when, where, how well known, who says so, and the words for it."""

    name: ClassVar[str] = "popup"
