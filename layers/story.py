"""A story told in steps: words, and what the map shows with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from ._room import Room

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Story(Room):
    """A story told in steps: words, and what the map shows with them.

    Parameters
    ----------
    steps
        Each with ``text`` and, as far as it says them, ``title``, ``view`` (latitude, longitude
        in degrees, zoom), ``from`` and ``to`` (ISO 8601), ``event`` (an ``event_id``) and
        ``filters``. Without steps the room is empty.
    """

    name: ClassVar[str] = "story"

    def __init__(self, steps: Sequence[Mapping[str, Any]] = ()) -> None:
        super().__init__()
        self.steps: list[dict[str, Any]] = [dict(step) for step in steps]

    def data(self) -> list[dict[str, Any]]:
        """The steps."""
        return self.steps
