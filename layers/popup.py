"""The card of one event: a footnote to one mark, with the words that it rests on."""

from __future__ import annotations

from typing import ClassVar

from ._room import Room


class Popup(Room):
    """The card of one event: a footnote to one mark, with the words that it rests on."""

    name: ClassVar[str] = "popup"
