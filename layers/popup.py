"""The card of one event: a footnote to one mark, with the words that it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from ._room import Room

if TYPE_CHECKING:
    import pandas as pd


class Popup(Room):
    """The card of one event: a footnote to one mark, with the words that it rests on.

    Parameters
    ----------
    paragraphs
        The paragraphs that quotes stand in: ``text``, and ``start`` and ``end`` of the quote in
        it in code points, under the positions of the quotes in the map's evidence table; without
        them each quote stands alone.
    """

    name: ClassVar[str] = "popup"

    def __init__(self, paragraphs: pd.DataFrame | None = None) -> None:
        super().__init__()
        self.paragraphs = paragraphs

    def data(self) -> dict[str, Any]:
        """Each paragraph once; the quotes that stand in them, offsets in UTF-16 units."""
        if self.paragraphs is None:
            return {"texts": [], "quotes": []}
        texts = list(dict.fromkeys(self.paragraphs["text"]))
        number = {text: at for at, text in enumerate(texts)}
        quotes = [
            [int(index), number[text], _units(text[:start]), _units(text[:end])]
            for index, text, start, end in self.paragraphs.itertuples()
        ]
        return {"texts": texts, "quotes": quotes}


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
