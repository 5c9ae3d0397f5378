"""The map on paper: the same events, symbols and words as the page, without a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shapely

from ._shared import colours
from .basemap import Basemap
from .static_alt import alt_text, dates
from .static_brief import draw_counts, draw_table
from .static_events import Marks
from .static_furniture import Paragraph, block, citations, draw_legend, legend, scale_bar
from .static_ground import View, draw_ground, ground_names
from .static_names import Room, place
from .static_paper import POINT, SIZES, Box, Ink, Sheet
from .static_words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    import pandas as pd

    from .basemap import Ground
    from .page import EventMap
    from .static_names import Name

KINDS = ("svg", "pdf", "png")
"""What a map on paper is written as."""
_MARGIN, _LEGEND = 9.0, 58.0  # on an A4 sheet, in millimetres
_BRIEF_MAP = 0.52  # of a brief's height between head and foot


class StaticMap:
    """A map of located events on one sheet.

    Parameters
    ----------
    events
        A frame that has been geocoded and joined with provinces; EPSG:4326.
    ground
        What the page's basemap is given; frames in EPSG:4326.
    title, description
        What the sheet says about itself.
    language
        BCP 47 tag of its words.
    sources
        The sources table, or ``None``.
    record
        The build record; its ``built`` date, if it has one, is printed.
    size
        ``a4``, ``a5``, ``slide``, or ``brief``: upright A4 with counts and a table of the events.
    bounds
        west, south, east, north in degrees to show; the ground's view if not given.

    Attributes
    ----------
    alt : str
        The map in words, for those who cannot see it; also inside the files.
    sheet : Sheet
        The drawn sheet.

    Raises
    ------
    ValueError
        If the size is none of these.
    """

    def __init__(
        self,
        events: gpd.GeoDataFrame,
        ground: Ground,
        *,
        title: str,
        description: str = "",
        language: str = "en",
        sources: pd.DataFrame | None = None,
        record: Mapping[str, object] | None = None,
        size: str = "a4",
    ) -> None:
        if size not in SIZES:
            msg = f"size must be one of {', '.join(SIZES)}, got {size!r}"
            raise ValueError(msg)
        self.events: gpd.GeoDataFrame = events
        self.ground: Ground = ground
        self.sources: pd.DataFrame | None = sources
        self.title: str = title
        self.description: str = description
        self.words: Words = Words(language)
        self.built: str | None = str((record or {}).get("built", "")) or None
        self.alt: str = alt_text(events, title=title, words=self.words, countries=self._countries())
        self.sheet: Sheet = Sheet(*SIZES[size])
        self._draw(brief=size == "brief")

    def save(self, kind: str) -> bytes:
        """The sheet as ``svg``, ``pdf`` or ``png``; the same bytes for the same input."""
        return self.sheet.save(kind, title=self.title, alt=self.alt, produced=self.built)

    def _countries(self) -> list[str]:
        counted = self.events["country_code"].value_counts()
        codes = sorted(counted.index, key=lambda code: (-counted[code], code))
        known = dict(zip(self.ground.countries["code"], self.ground.countries["name"], strict=True))
        return [known.get(code, code) for code in codes]

    def _draw(self, *, brief: bool) -> None:
        sheet, margin = self.sheet, self.sheet.mm(_MARGIN)
        inner = Box(margin, margin, sheet.box.w - 2 * margin, sheet.box.h - 2 * margin)
        top = block(sheet, inner, self._head(), self.words) + sheet.mm(2.5)
        low = self._foot_height(inner)
        body = Box(inner.x, inner.y + low, inner.w, inner.h - top - low)
        if not brief:
            self._map_and_legend(body)
            return
        rows = sheet.mm(24 + 8.3 * len(self.events))  # room for two lines each
        tall = min(max(body.h * _BRIEF_MAP, body.h - rows), body.w * 0.95)
        self._map_and_legend(Box(body.x, body.y + body.h - tall, body.w, tall))
        rest = Box(body.x, body.y, body.w, body.h - tall - sheet.mm(3))
        counted = draw_counts(sheet, rest, self.events, self.words)
        table = Box(rest.x, rest.y, rest.w, rest.h - counted)
        draw_table(sheet, table, self.events, self.words)

    def _map_and_legend(self, body: Box) -> None:
        sheet, wide, gap = self.sheet, self.sheet.mm(_LEGEND), self.sheet.mm(6)
        shift = wide + gap if self.words.rtl else 0.0
        frame = Box(body.x + shift, body.y, body.w - wide - gap, body.h)
        side = Box(body.x if self.words.rtl else body.x + body.w - wide, body.y, wide, body.h)
        self.crowded: bool = draw_map(sheet, frame, self.events, self.ground, self.words)
        left = draw_legend(sheet, side, legend(self.events, self.words), self.words)
        block(sheet, left, self._help(), self.words)

    def _head(self) -> list[Paragraph]:
        counted = self.words.say("area.several", count=len(self.events))
        when = dates(self.events, self.words) if len(self.events) else ""
        return [
            Paragraph(self.title, 16.0, "ink", 2, bold=True),
            Paragraph(" · ".join(filter(None, [when, counted])), 9.5, "ink-2", 1),
            Paragraph(self.description, 8.5, "ink", 2),
        ]

    def _help(self) -> list[Paragraph]:
        """How to read the map, as far as it concerns this one."""
        roles = set(self.events["geometry_role"])
        kinds = [kind for kind in ("near", "area") if kind in roles]
        lines = [self.words.say(f"about.read.{kind}") for kind in [*kinds, "status", "unknown"]]
        if self.crowded:
            lines.insert(len(kinds), self.words.say("paper.cluster"))
        head = Paragraph(self.words.say("about.read"), 7.6, "ink-2", 1, bold=True)
        return [head, *(Paragraph(line, 6.8, "ink-2", 4) for line in lines)]

    def _foot(self) -> list[Paragraph]:
        words = self.words
        aside = len(self.events.attrs.get("set_aside", []))
        cited = "; ".join(citations(self.events, self.sources))
        made = words.say("paper.made", date=self.built) if self.built else ""
        credit = " · ".join(filter(None, [*self.ground.attribution, made]))
        left_out = words.say("count.aside", count=aside) if aside else ""
        sources = f"{words.say('about.sources')}: {cited}" if cited else ""
        return [
            Paragraph(left_out, 7.0, "warn", 1, bold=True),
            Paragraph(sources, 6.8, "ink", 2),
            Paragraph(self.ground.boundary_note, 6.4, "ink-2", 3),
            Paragraph(credit, 6.4, "ink-2", 2),
        ]

    def _foot_height(self, inner: Box) -> float:
        """Write the foot at the bottom; gives its height with the gap above it."""
        trial = Sheet(self.sheet.box.w, self.sheet.box.h)
        tall = block(trial, inner, self._foot(), self.words)
        block(self.sheet, Box(inner.x, inner.y, inner.w, tall), self._foot(), self.words)
        return tall + self.sheet.mm(3)


def on_paper(page: EventMap, *, size: str = "a4") -> StaticMap:
    """Draw a page's map on paper, without a browser.

    Parameters
    ----------
    page
        A map whose rooms have been added, :class:`Basemap` among them.
    size
        ``a4``, ``a5``, ``slide`` or ``brief``.

    Returns
    -------
    StaticMap
        The same events on the same ground.
    """
    model: dict[str, Any] = page.model
    return StaticMap(
        page.events,
        next(room.basemap for room in page.rooms() if isinstance(room, Basemap)),
        title=page.title,
        description=model["description"],
        language=page.language,
        sources=page.sources,
        record=model["record"],
        size=size,
    )


def draw_map(
    sheet: Sheet, frame: Box, events: gpd.GeoDataFrame, ground: Ground, words: Words
) -> bool:
    """Draw ground, events and names into a frame.

    Parameters
    ----------
    sheet
        The paper.
    frame
        Where on it, in millimetres.
    events
        A geocoded frame, EPSG:4326.
    ground
        What the page's basemap is given.
    words
        The language.

    Returns
    -------
    bool
        Whether some events stand under a ring that counts them.
    """
    view = View(frame, ground.bounds)
    draw_ground(sheet, view, ground)
    marks = Marks(sheet, view, events)
    taken = marks.draw(words)
    taken.append(scale_bar(sheet, view, words))
    inside = Box(frame.x + 1, frame.y + 1, frame.w - 2, frame.h - 2)
    told = set(events["province_code"].dropna())
    spoken = {place.casefold() for place in events["place"].dropna()}
    names = [*marks.names(words), *ground_names(sheet, view, ground, told=told, spoken=spoken)]
    for name, box in place(names, Room(inside, taken)):
        _write(sheet, name, box)
    border, ink = shapely.box(frame.x, frame.y, frame.x + frame.w, frame.y + frame.h), Ink()
    ink.shapes([border], line=colours()["line"], width=0.25)
    sheet.draw(ink)
    return any(len(members) > 1 for members in marks.crowds)


def _write(sheet: Sheet, name: Name, box: Box) -> None:
    """A placed name, its dot, and the frame of what is said on an area."""
    ink, thin, known = Ink(), sheet.mm(0.25), colours()
    pad = sheet.mm(0.8) if name.framed else 0.0
    if name.dot:
        dot = shapely.Point(name.at).buffer(name.dot)
        ink.shapes([dot], fill=name.colour, line=name.halo, width=thin)
    if name.framed:
        shape = shapely.box(box.x, box.y, box.x + box.w, box.y + box.h)
        shape, fill = shape.buffer(-pad).buffer(pad), f"{known['surface']}eb"
        ink.shapes([shape], fill=fill, line=name.framed, width=thin, dash=(3.0, 2.0))
    sheet.draw(ink)
    step = (box.h - 2 * pad) / len(name.lines)
    for number, line in enumerate(name.lines):
        sheet.text(
            line,
            box.x + box.w / 2,
            box.y + box.h - pad - (number + 0.5) * step - name.size * POINT * 0.36,
            size=name.size,
            colour=name.colour,
            halo=name.halo,
            align="center",
            bold=name.bold or bool(name.framed and number == 0),
            italic=name.italic,
        )
