"""The events on paper: hatched areas, rings, symbols and the rings that hold crowds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import shapely

from ._shared import colours
from .static_marks import UNITS, crowd, hatch, paint, stamp, symbol
from .static_names import Name
from .static_paper import POINT, Box, Ink, width_of, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

    from .static_ground import View
    from .static_paper import Sheet
    from .static_words import Words

SYMBOL = 5.6
"""The side of a symbol's box on an A4 sheet, in millimetres."""
COLOURED = 7
"""How many actors have a colour of their own, as on the page."""
_REACH = 40 / UNITS  # between the middles of rings that do not touch, in symbols
_REACHES = {3: "district", 4: "province"}
_HATCH = 2.1  # between hatching lines on an A4 sheet, in millimetres


_COLUMNS = (
    "date_end",
    "date_start",
    "event_type",
    "geometry_role",
    "matched_name",
    "place",
    "status",
    "uncertainty_km",
    "where_precision",
)


class Spot(NamedTuple):
    """Events at one place of the sheet, in millimetres."""

    x: float
    y: float
    rows: list[int]


def actor_colours(events: gpd.GeoDataFrame) -> tuple[list[str], list[list[str]]]:
    """Rank the actors, and name the colour of each event's actors, as the page does.

    Parameters
    ----------
    events
        A geocoded frame.

    Returns
    -------
    ranked : list of str
        Actors by number of events, then by name.
    colours : list of list of str
        For each row: ``"0"`` to ``"6"``, ``"other"`` or ``"unknown"``.
    """
    cells = [_names(cell) for cell in events["actor"]]
    counts = Counter(name for names in cells for name in names)
    ranked = sorted(counts, key=lambda name: (-counts[name], name))
    colour = {name: str(at) if at < COLOURED else "other" for at, name in enumerate(ranked)}
    return ranked, [[colour[name] for name in names] or ["unknown"] for names in cells]


def _names(cell: object) -> list[str]:
    parts = cell.split("; ") if isinstance(cell, str) else []
    return [name.strip() for name in parts if name.strip()]


class Marks:
    """What is drawn of the events, and where.

    Parameters
    ----------
    sheet, view
        The paper, and where places lie on it.
    events
        A geocoded frame, EPSG:4326.
    """

    def __init__(self, sheet: Sheet, view: View, events: gpd.GeoDataFrame) -> None:
        self.sheet: Sheet = sheet
        self.view: View = view
        self.size: float = sheet.mm(SYMBOL)
        self.actors: list[list[str]] = actor_colours(events)[1]
        self.said: dict[str, list[Any]] = {
            name: events[name].astype(object).where(events[name].notna(), None).tolist()
            for name in _COLUMNS
        }
        self.shapes: np.ndarray = np.asarray(events.geometry.array, dtype=object)
        roles = np.array(self.said["geometry_role"], dtype=object)
        self.areas: list[tuple[Any, list[int]]] = self._areas(
            np.flatnonzero(np.isin(roles, ["area", "line"]))
        )
        self.crowds: list[list[Spot]] = clusters(
            self._spots(np.flatnonzero(np.isin(roles, ["point", "near"]))), _REACH * self.size
        )

    def _spots(self, rows: np.ndarray) -> list[Spot]:
        """Events at one coordinate, together."""
        points = self.shapes[rows]
        where = self.view.spots(shapely.get_x(points), shapely.get_y(points))
        found: dict[tuple[float, float], list[int]] = {}
        for row, (x, y) in zip(rows.tolist(), where.round(4).tolist(), strict=True):
            found.setdefault((x, y), []).append(row)
        return [Spot(x, y, members) for (x, y), members in found.items()]

    def _areas(self, rows: np.ndarray) -> list[tuple[Any, list[int]]]:
        """Each shape once, in millimetres, with the rows of its events; the largest first."""
        found: dict[bytes, list[int]] = {}
        for row in rows.tolist():
            found.setdefault(self.shapes[row].wkb, []).append(row)
        drawn = [(self.view.shapes([shapely.from_wkb(key)]), rows) for key, rows in found.items()]
        known = [(shape[0], members) for shape, members in drawn if len(shape)]
        return sorted(known, key=lambda area: -area[0].area)

    def draw(self, words: Words) -> list[Box]:
        """Draw everything; gives the boxes that no name may touch."""
        self._draw_areas()
        self._draw_rings()
        return self._draw_marks(words)

    def _draw_areas(self) -> None:
        ink, width = Ink(), self.sheet.mm(0.42)
        for shape, rows in self.areas:
            colour = self._colour(rows)
            if shapely.get_dimensions(shape) == 2:
                ink.shapes([shape], fill=f"{colour}17")
                lines = hatch(shape, self.sheet.mm(_HATCH))
                ink.shapes(lines, line=f"{colour}75", width=width)
            ink.shapes([shape], line=colour, width=width, dash=(3.2, 2.2))
        self.sheet.draw(ink, clip=self.view.frame)

    def _colour(self, rows: Sequence[int]) -> str:
        """The actor's colour, or that of the others where several actors share a shape."""
        kinds = {self.actors[row][0] for row in rows}
        return paint(kinds.pop() if len(kinds) == 1 else "other")["actor"]

    def _draw_rings(self) -> None:
        """The rings of events that are only near their point, true to scale; none in a crowd."""
        ink = Ink()
        for members in self.crowds:
            x, y, rows = members[0]
            for row in rows if len(members) == 1 else []:
                km = self.said["uncertainty_km"][row]
                if self.said["geometry_role"][row] == "near" and km:
                    colour = paint(self.actors[row][0])["actor"]
                    radius = km / self.view.km_per_mm(shapely.get_y(self.shapes[row]))
                    ink.shapes(
                        [shapely.Point(x, y).buffer(radius, quad_segs=24)],
                        fill=f"{colour}1a",
                        line=f"{colour}e6",
                        width=self.sheet.mm(0.3),
                        dash=(3.0, 2.4),
                    )
        self.sheet.draw(ink, clip=self.view.frame)

    def _draw_marks(self, words: Words) -> list[Box]:
        ink, taken, counts = Ink(), [], []
        for members in self.crowds:
            x, y, _ = members[0]
            rows = [row for spot in members for row in spot.rows]
            number, half = words.number(len(rows)), self.size / 2
            if len(members) > 1:
                radius = min(19.0, 13 + 2.4 * float(np.log10(len(rows))))
                stamp(ink, crowd(self._shares(rows), radius), (x, y), self.size, "ink")
                counts.append((number, x, y, 6.6))
                half = (radius + 2) / UNITS * self.size
            else:
                self._stamp(ink, members[0])
                if len(rows) > 1:
                    counts.append((number, x + half * 0.75, y + half * 0.75, 5.6))
                    half *= 1.4
            taken.append(Box(x - half, y - half, 2 * half, 2 * half))
        self.sheet.draw(ink, clip=self.view.frame)
        for text, x, y, size in counts:
            self._count(text, x, y, self.sheet.points(size), badge=size < 6)
        return taken

    def _stamp(self, ink: Ink, spot: Spot) -> None:
        row = spot.rows[0]
        kind, status, role = (
            str(self.said[name][row]) for name in ("event_type", "status", "geometry_role")
        )
        stamp(ink, symbol(kind, status, role), (spot.x, spot.y), self.size, self.actors[row][0])

    def _count(self, text: str, x: float, y: float, size: float, *, badge: bool) -> None:
        known = colours()
        if badge:
            tall = size * POINT * 1.25
            wide = max(width_of(text, size, bold=True) + self.sheet.mm(1.1), tall)
            ink = Ink()
            pill = shapely.LineString(
                [(x - (wide - tall) / 2, y), (x + (wide - tall) / 2 + 1e-3, y)]
            )
            ink.shapes([pill.buffer(tall / 2)], fill=known["ink"])
            self.sheet.draw(ink, clip=self.view.frame)
        colour, base = known["surface" if badge else "ink"], y - size * POINT * 0.36
        self.sheet.text(text, x, base, size=size, colour=colour, align="center", bold=True)

    def _shares(self, rows: Sequence[int]) -> list[tuple[str, float]]:
        counts = Counter(colour for row in rows for colour in self.actors[row])
        total = sum(counts.values())
        ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        return [(colour, count / total) for colour, count in ranked]

    def names(self, words: Words) -> list[Name]:
        """The names of the places that stand for themselves, and what is said on areas."""
        places = [self._place_name(members[0]) for members in self.crowds if len(members) == 1]
        areas = [self._area_name(shape, rows, words) for shape, rows in self.areas]
        return [name for name in (*places, *areas) if name is not None]

    def _place_name(self, spot: Spot) -> Name | None:
        row, size = spot.rows[0], self.sheet.points(8.4)
        text = self.said["place"][row] or self.said["matched_name"][row]
        lines = wrapped(text or "", size, self.sheet.mm(46), 2)
        if not lines:
            return None
        # The sign for "near", or a number, stands beside the symbol.
        wider = self.said["geometry_role"][row] == "near" or len(spot.rows) > 1
        wide = max(width_of(line, size, bold=True) for line in lines) + self.sheet.mm(0.8)
        return Name(
            tuple(lines),
            (spot.x, spot.y),
            size,
            colours()["ink"],
            colours()["land"],
            -len(spot.rows) / 1e6,
            (wide, len(lines) * size * POINT * 1.2),
            gap=self.size * (0.74 if wider else 0.58),
            bold=True,
        )

    def _area_name(self, shape: Any, rows: list[int], words: Words) -> Name | None:
        """When, and that it was somewhere inside; within what the map shows of the shape."""
        frame, size, row = self.view.frame, self.sheet.points(7.2), rows[0]
        seen = shapely.clip_by_rect(shape, frame.x, frame.y, frame.x + frame.w, frame.y + frame.h)
        if seen.is_empty:
            return None
        areal = shapely.get_dimensions(seen) == 2
        when = words.when(self.said["date_start"][row], self.said["date_end"][row])
        head = when if len(rows) == 1 else words.say("area.several", count=len(rows))
        reach = _REACHES.get(self.said["where_precision"][row], "region") if areal else "line"
        told = wrapped(words.say(f"area.{reach}"), size, self.sheet.mm(30), 2)
        wide = max(width_of(line, size, bold=True) for line in (head, *told)) + self.sheet.mm(3)
        return Name(
            (head, *told),
            _middle(seen),
            size,
            colours()["ink"],
            "",
            10 - len(rows) / 1e6,
            (wide, (len(told) + 1) * size * POINT * 1.25 + self.sheet.mm(1.6)),
            framed=paint(self.actors[row][0])["actor"],
            within=seen if areal else None,
        )


def _middle(shape: Any) -> tuple[float, float]:
    """The point farthest from the outline: where words on a shape have most room."""
    widest = max(shapely.get_parts(shape), key=lambda part: (part.area, part.length))
    if widest.geom_type == "LineString":
        point = widest.interpolate(0.5, normalized=True)
    else:
        point = shapely.get_point(shapely.maximum_inscribed_circle(widest, tolerance=0.5), 0)
    return float(point.x), float(point.y)


def clusters(spots: Sequence[Spot], reach: float) -> list[list[Spot]]:
    """Put spots that would touch into one cluster, as the page does.

    Parameters
    ----------
    spots
        Where events lie, in millimetres.
    reach
        The distance from which marks stand apart, in millimetres.

    Returns
    -------
    list of list of Spot
        Clusters, each led by the fullest spot, at which it stands.
    """
    order = sorted(range(len(spots)), key=lambda at: (-len(spots[at].rows), at))
    cells: dict[tuple[int, int], list[list[Spot]]] = {}
    found: list[list[Spot]] = []
    for at in order:
        spot = spots[at]
        column, row = int(spot.x // reach), int(spot.y // reach)
        near = [
            (float(np.hypot(home[0].x - spot.x, home[0].y - spot.y)), number, home)
            for i in (-1, 0, 1)
            for j in (-1, 0, 1)
            for number, home in enumerate(cells.get((column + i, row + j), []))
        ]
        home = min(near, key=lambda option: option[:2], default=None)
        if home is not None and home[0] < reach:
            home[2].append(spot)
            continue
        started = [spot]
        found.append(started)
        cells.setdefault((column, row), []).append(started)
    return found
