"""What stands around a map on paper: title, legend, scale, sources, the note about boundaries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
import shapely

from ._shared import colours
from .static_events import COLOURED, actor_colours
from .static_marks import STATUSES, Part, paint, role, stamp, symbol
from .static_paper import POINT, Box, Ink, shortened, width_of, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

    from .static_ground import View
    from .static_paper import Sheet
    from .static_words import Words

ROLES = ("point", "near", "area", "line", "none")
_ENTRY, _HEAD = 5.4, 6.2  # heights on an A4 sheet, in millimetres
_STEPS = (1, 2, 5)


class Entry(NamedTuple):
    """One line of the legend: a picture or a swatch, words, and how many events."""

    parts: tuple[Part, ...]
    actor: str
    text: str
    events: int


class Paragraph(NamedTuple):
    """Words that are wrapped: their size in points of an A4 sheet, and at most so many lines."""

    text: str
    size: float
    colour: str
    lines: int
    bold: bool = False


class Section(NamedTuple):
    """A part of the legend; ``more`` says what a shortened one leaves out."""

    title: str
    entries: list[Entry]


def legend(events: gpd.GeoDataFrame, words: Words) -> list[Section]:
    """Say what is on the map: only what is there, in the page's words and order.

    Parameters
    ----------
    events
        A geocoded frame.
    words
        The language.

    Returns
    -------
    list of Section
        What happened, who says so, by whom, how exact; with numbers of events.
    """
    types = events["event_type"].fillna("").value_counts()
    ordered = sorted(types.items(), key=lambda pair: (-pair[1], str(pair[0])))
    statuses = events["status"].fillna("").value_counts()
    roles = events["geometry_role"].fillna("none").value_counts()
    return [
        Section(
            words.say("legend.type"),
            [
                Entry(symbol(str(kind), "acknowledged"), "ink", words.code("type", kind), int(n))
                for kind, n in ordered
            ],
        ),
        Section(
            words.say("legend.status"),
            [
                Entry(symbol("blank", name), "ink", words.code("status", name), int(statuses[name]))
                for name in (*STATUSES, "")
                if name in statuses
            ],
        ),
        Section(words.say("legend.actor"), _actors(events, words)),
        Section(
            words.say("legend.role"),
            [
                Entry(role(name), "ink", words.say(f"role.{name}"), int(roles[name]))
                for name in ROLES
                if name in roles
            ],
        ),
    ]


def _actors(events: gpd.GeoDataFrame, words: Words) -> list[Entry]:
    ranked, rows = actor_colours(events)
    cells = events["actor"].fillna("").str.split("; ")
    counts = cells.explode().str.strip().value_counts()
    others = sum("other" in row for row in rows)
    unknown = sum(row == ["unknown"] for row in rows)
    entries = [
        Entry((), str(at), name, int(counts[name])) for at, name in enumerate(ranked[:COLOURED])
    ]
    if others:
        entries.append(
            Entry((), "other", words.say("actor.others", count=len(ranked) - COLOURED), others)
        )
    if unknown:
        entries.append(Entry((), "unknown", words.say("actor.unknown"), unknown))
    return entries


def draw_legend(sheet: Sheet, box: Box, sections: Sequence[Section], words: Words) -> Box:
    """Write the legend into a box, from its top; what has no room is counted.

    Parameters
    ----------
    sheet
        The paper.
    box
        Where it goes, in millimetres.
    sections
        What :func:`legend` gave.
    words
        The language.

    Returns
    -------
    Box
        What is left below it.
    """
    room = box.h / sheet.scale - len(sections) * _HEAD
    rows = _shared_out([len(section.entries) for section in sections], int(room / _ENTRY))
    y = box.y + box.h
    ink = Ink()
    for section, count in zip(sections, rows, strict=True):
        if not section.entries:
            continue
        y -= sheet.mm(_HEAD)
        _line(
            sheet,
            box,
            section.title,
            y + sheet.mm(1.6),
            size=7.6,
            colour="ink-2",
            bold=True,
            words=words,
        )
        for entry in _cut(section.entries, count, words):
            y -= sheet.mm(_ENTRY)
            _entry(sheet, box, entry, y, ink=ink, words=words)
    sheet.draw(ink)
    return Box(box.x, box.y, box.w, max(0.0, y - box.y - sheet.mm(5)))


def _shared_out(wanted: list[int], room: int) -> list[int]:
    """Rows for each section: what it wants, less of the longest where there is too little room."""
    given = list(wanted)
    while sum(given) > max(room, len(given)) and max(given) > 1:
        longest = max(range(len(given)), key=lambda at: given[at])
        given[longest] -= 1
    return given


def _cut(entries: list[Entry], count: int, words: Words) -> list[Entry]:
    if len(entries) <= count:
        return entries
    kept, rest = entries[: count - 1], entries[count - 1 :]
    more = words.say("paper.more", count=len(rest))
    return [*kept, Entry((), "", more, sum(entry.events for entry in rest))]


def _entry(sheet: Sheet, box: Box, entry: Entry, y: float, *, ink: Ink, words: Words) -> None:
    """One line, mirrored where the language runs from right to left."""
    size, middle = sheet.points(7.6), y + sheet.mm(_ENTRY) / 2
    picture, wide = sheet.mm(4.6), box.w
    number = words.number(entry.events)
    gap = picture + sheet.mm(1.8)
    room = wide - gap - width_of(number, size) - sheet.mm(2)
    text = shortened(entry.text, size, room)
    at = _mirrored(box, picture / 2, words)
    if entry.parts:
        stamp(ink, entry.parts, (at, middle), picture, entry.actor)
    elif entry.actor:
        r = picture * 0.32
        square = shapely.box(at - r, middle - r, at + r, middle + r)
        ink.shapes([square], fill=paint(entry.actor)["actor"])
    base = middle - size * POINT * 0.35
    start, end = ("right", "left") if words.rtl else ("left", "right")
    known = colours()
    sheet.text(text, _mirrored(box, gap, words), base, size=size, colour=known["ink"], align=start)
    sheet.text(
        number, _mirrored(box, wide, words), base, size=size, colour=known["ink-2"], align=end
    )


def _mirrored(box: Box, x: float, words: Words) -> float:
    return box.x + box.w - x if words.rtl else box.x + x


def _line(
    sheet: Sheet,
    box: Box,
    text: str,
    y: float,
    *,
    size: float,
    colour: str,
    words: Words,
    bold: bool = False,
) -> None:
    """A line of text at the side at which the language begins."""
    x, align = (box.x + box.w, "right") if words.rtl else (box.x, "left")
    sheet.text(
        text, x, y, size=sheet.points(size), colour=colours()[colour], align=align, bold=bold
    )


def block(sheet: Sheet, box: Box, paragraphs: Sequence[Paragraph], words: Words) -> float:
    """Write paragraphs from the top of a box.

    Parameters
    ----------
    sheet
        The paper.
    box
        Where they go; only its width and its top count.
    paragraphs
        The paragraphs; those that have no room above the box's foot are left out.
    words
        The language.

    Returns
    -------
    float
        The height they take, in millimetres.
    """
    y = box.y + box.h
    for text, size, colour, most, bold in paragraphs:
        step = sheet.points(size) * POINT * 1.32
        lines = wrapped(text, sheet.points(size), box.w, most) if text else []
        if y - len(lines) * step < box.y - 1e-6:
            break
        for line in lines:
            y -= step
            _line(
                sheet, box, line, y + step * 0.25, size=size, colour=colour, bold=bold, words=words
            )
    return box.y + box.h - y


def scale_bar(sheet: Sheet, view: View, words: Words) -> Box:
    """Draw how long a round number of kilometres is in the middle of the map; gives its box."""
    per_mm = view.km_per_mm(view.latitude)
    limit = sheet.mm(42) * per_mm
    power = 10.0 ** np.floor(np.log10(limit))
    length = max(step * power for step in _STEPS if step * power <= limit)
    wide = length / per_mm
    x, y = view.frame.x + sheet.mm(4), view.frame.y + sheet.mm(4)
    known, size = colours(), sheet.points(7)
    ink = Ink()
    top = y + sheet.mm(1.3)
    bar = shapely.LineString([(x, top), (x, y), (x + wide, y), (x + wide, top)])
    for width, colour in ((0.9, "land"), (0.4, "ink")):
        ink.shapes([bar], line=known[colour], width=sheet.mm(width))
    sheet.draw(ink)
    text = words.say("unit.km", number=length if length < 1 else int(length))
    sheet.text(
        text,
        x + wide / 2,
        y + sheet.mm(0.9),
        size=size,
        colour=known["ink"],
        halo=known["land"],
        align="center",
    )
    return Box(view.frame.x, view.frame.y, wide + sheet.mm(8), sheet.mm(9))


def citations(events: gpd.GeoDataFrame, sources: pd.DataFrame | None) -> list[str]:
    """List the sources as they are cited: publisher, title, date; or by their keys.

    Parameters
    ----------
    events
        The events.
    sources
        The sources table, or ``None``.

    Returns
    -------
    list of str
        In the order of the table, or of the keys.
    """
    if sources is not None and len(sources):
        columns = [name for name in ("publisher", "title", "published") if name in sources]
        rows = sources[columns].to_dict("records")
        return [cited for row in rows if (cited := _cited(row))]
    keys = events["source_id"].dropna().str.split("; ").explode().str.strip()
    return sorted({key for key in keys if key})


def _cited(row: dict[Any, Any]) -> str:
    parts = [
        f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else str(value)
        for value in row.values()
        if not pd.isna(value)
    ]
    return ", ".join(parts)
