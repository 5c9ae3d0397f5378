"""What every room of the page is: one Python file beside its JavaScript and CSS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from branca.element import Element

from ._assets import own

if TYPE_CHECKING:
    import pandas as pd


class Room(Element):
    """One part of the page.

    A room is added to a map like any folium element (``Points().add_to(page)``), but nothing
    of it passes through a template: :meth:`data` goes into the page as JSON, and the room's
    script, ``layers/<name>.js``, builds its part of the document from it.
    """

    name: ClassVar[str]
    """The stem of the room's files, and the name its script registers itself under."""

    def __init__(self) -> None:
        super().__init__()
        self._name = type(self).__name__
        self._id = "room"  # stable, where branca's own ids are random

    def data(self) -> object:
        """What the room's script is given: anything that JSON can hold."""
        return None

    def table_columns(self) -> dict[str, pd.Series[Any]]:
        """Columns that the room adds to the page's table; their names begin with ``_``."""
        return {}

    def script(self) -> str:
        """The room's JavaScript."""
        return own(f"{self.name}.js")

    def style(self) -> str:
        """The room's style sheet, possibly empty."""
        return own(f"{self.name}.css")

    def render(self, **_: object) -> str:
        """Nothing: branca renders its own output a second time, so no data may pass here."""
        return ""
