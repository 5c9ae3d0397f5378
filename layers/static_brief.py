"""A brief: one page with the map, the counts, a table of the events and the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from ._shared import colours
from .model import counts
from .static_describe import Row, heads, rows
from .static_paper import Box, Ink, Sheet, width_of, wrapped

if TYPE_CHECKING:
    import geopandas as gpd

    from .static_words import Words

_WIDTHS = (0.165, 0.315, 0.0, 0.21, 0.15, 0.16)
"""Of the table's columns, as parts of its width; how well the place is known stands in the map."""
_PAD = 1.3  # above and below a row's lines together, in millimetres


def draw_counts(sheet: Sheet, box: Box, events: gpd.GeoDataFrame, words: Words) -> float:
    """Write how many events there are, by how well their places are known; gives the height.

    Parameters
    ----------
    sheet, box
        The paper, and where on it; only the box's top and width count.
    events
        A geocoded frame.
    words
        The language.
    """
    counted = counts(events)
    kinds = ["exact", "near", "area", "unlocated"]
    tall, top, known = sheet.mm(11), box.y + box.h, colours()
    for at, kind in enumerate(reversed(kinds) if words.rtl else kinds):
        x = box.x + box.w * at / len(kinds)
        number = words.number(counted[kind])
        size = sheet.points(16)
        sheet.text(number, x, top - sheet.mm(7), size=size, colour=known["ink"], bold=True)
        beside = x + width_of(number, size, bold=True) + sheet.mm(1.6)
        text = words.say(f"count.{kind}")
        sheet.text(text, beside, top - sheet.mm(7), size=sheet.points(8.5), colour=known["ink-2"])
    return tall


def draw_table(sheet: Sheet, box: Box, events: gpd.GeoDataFrame, words: Words) -> None:
    """Write the first events as a table, by date, and how many more there are.

    Parameters
    ----------
    sheet, box
        The paper, and where on it.
    events
        A frame that was geocoded and joined with provinces.
    words
        The language.
    """
    table = _Table(sheet, box, words)
    table.write(heads(words), colour="ink-2", bold=True)
    told = rows(events, words)
    for at, row in enumerate(told):
        left = len(told) - at
        if not table.holds(row, last=left == 1):
            more = words.say("paper.more", count=left)
            table.write(Row(more, "", "", "", "", ""), colour="ink-2")
            break
        table.write(row, colour="ink")
    sheet.draw(table.rules)


class _Table:
    """Rows of wrapped cells, from the top of a box."""

    def __init__(self, sheet: Sheet, box: Box, words: Words) -> None:
        self.sheet, self.box, self.rtl = sheet, box, words.rtl
        self.size, self.step = sheet.points(7.4), sheet.mm(3.5)
        self.y = box.y + box.h
        self.rules = Ink()

    def holds(self, row: Row, *, last: bool) -> bool:
        """Whether there is room for a row, and for saying how many are left out after it."""
        rest = 0.0 if last else self.step + self.sheet.mm(_PAD)
        return self.y - self._height(self._lines(row, bold=False)) - rest >= self.box.y

    def write(self, row: Row, *, colour: str, bold: bool = False) -> None:
        """Write a row and a rule above it, but for the first."""
        cells, box, known = self._lines(row, bold=bold), self.box, colours()
        if not bold:
            rule = shapely.LineString([(box.x, self.y), (box.x + box.w, self.y)])
            self.rules.shapes([rule], line=known["line"], width=0.15)
        x = 0.0
        for lines, part in zip(cells, _WIDTHS, strict=True):
            at, align = (box.x + box.w - x, "right") if self.rtl else (box.x + x, "left")
            for number, line in enumerate(lines):
                base = self.y - self.sheet.mm(_PAD / 2) - (number + 0.78) * self.step
                paint = known[colour]
                self.sheet.text(
                    line, at, base, size=self.size, colour=paint, align=align, bold=bold
                )
            x += part * box.w
        self.y -= self._height(cells)

    def _lines(self, row: Row, *, bold: bool) -> list[list[str]]:
        gap = self.sheet.mm(2)
        return [
            wrapped(text, self.size, part * self.box.w - gap, 1 if bold else 2) if part else []
            for text, part in zip(row, _WIDTHS, strict=True)
        ]

    def _height(self, cells: list[list[str]]) -> float:
        return max(1, *map(len, cells)) * self.step + self.sheet.mm(_PAD)
