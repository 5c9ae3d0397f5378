"""The ground on paper: land, water, borders, in the projection and the colours of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from ._shared import colours
from .static_names import Name
from .static_paper import POINT, Ink, width_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import geopandas as gpd

    from .basemap import Ground
    from .static_paper import Box, Sheet

EARTH_KM = 40_075.017
"""The equator's length."""
_SIZES = {"country": 8.0, "sea": 8.0, "province": 7.2, "town": 6.8}
_EDGE = 6.0  # drawn beyond the frame, in millimetres
_LAID = 0.06  # detail that is too small to print, in millimetres


class View:
    """Where places lie in a frame: Mercator's projection, as on the page.

    Parameters
    ----------
    frame
        The map on the sheet, in millimetres.
    bounds
        west, south, east, north in degrees; all of it is shown, and what fits beside it.
    """

    def __init__(self, frame: Box, bounds: Sequence[float]) -> None:
        west, south, east, north = bounds
        low, high = _mercator(np.array([south, north]))
        self.frame: Box = frame
        self.step: float = min(frame.w / (east - west), frame.h / (high - low))
        self.middle: tuple[float, float] = ((west + east) / 2, (low + high) / 2)

    def spots(self, longitude: np.ndarray, latitude: np.ndarray) -> np.ndarray:
        """Places in millimetres of the sheet: (n, 2)."""
        x = self.frame.x + self.frame.w / 2 + (longitude - self.middle[0]) * self.step
        y = self.frame.y + self.frame.h / 2 + (_mercator(latitude) - self.middle[1]) * self.step
        return np.column_stack([x, y])

    def shapes(self, shapes: Iterable[object]) -> np.ndarray:
        """Geometries in millimetres of the sheet, cut a little beyond the frame."""
        made = shapely.transform(
            np.asarray(list(shapes), dtype=object), lambda xy: self.spots(*xy.T)
        )
        box = self.frame
        west, south = box.x - _EDGE, box.y - _EDGE
        cut = shapely.clip_by_rect(made, west, south, box.x + box.w + _EDGE, box.y + box.h + _EDGE)
        simple = shapely.simplify(cut, _LAID)
        seen: np.ndarray = simple[~(shapely.is_empty(simple) | shapely.is_missing(simple))]
        return seen

    def km_per_mm(self, latitude: float) -> float:
        """What a millimetre of the sheet is on the ground."""
        return float(EARTH_KM / 360 * np.cos(np.radians(latitude)) / self.step)

    @property
    def latitude(self) -> float:
        """The latitude of the frame's middle, in degrees."""
        return float(np.degrees(2 * np.arctan(np.exp(np.radians(self.middle[1]))) - np.pi / 2))

    @property
    def zoom(self) -> float:
        """The zoom of the page that shows as much: its pixel is a fifth of a millimetre."""
        return float(np.log2(self.step * 360 / (256 * 0.2)))


def _mercator(latitude: np.ndarray) -> np.ndarray:
    """Mercator's ordinate, in degrees of the equator."""
    clipped = np.radians(np.clip(latitude, -85.0, 85.0))
    projected: np.ndarray = np.degrees(np.log(np.tan(np.pi / 4 + clipped / 2)))
    return projected


def draw_ground(sheet: Sheet, view: View, ground: Ground) -> None:
    """Draw land, water and borders into the frame.

    Parameters
    ----------
    sheet
        The paper.
    view
        Frame and projection.
    ground
        What the page's basemap is given; frames in EPSG:4326.
    """
    known = colours()
    ink = Ink()
    frame = view.frame
    sea = np.array([shapely.box(frame.x, frame.y, frame.x + frame.w, frame.y + frame.h)])
    ink.shapes(sea, fill=known["sea"])
    width = sheet.mm(0.18)
    for shapes, around in ((ground.world, -1e-3), (ground.land, 1e-3)):
        ink.shapes(view.shapes(shapes.geometry), fill=known["land"], line=known["land"], width=0.05)
        coast = _coast(shapes, ground.region, inside=around > 0)
        ink.shapes(view.shapes(coast), line=known["coast"], width=width)
    ink.shapes(
        view.shapes(ground.lakes.geometry), fill=known["sea"], line=known["coast"], width=width
    )
    for rank, rivers in ground.rivers.groupby("rank", sort=True):
        if view.zoom >= 4 and (view.zoom >= 5.5 or int(str(rank)) < 7):
            ink.shapes(view.shapes(rivers.geometry), line=known["river"], width=width)
    for (level, disputed), lines in ground.borders.groupby(["level", "disputed"], sort=True):
        if level == 0 or view.zoom >= 4:
            dash = (4.0, 3.0) if disputed else None
            thick = sheet.mm(0.3 if level == 0 else 0.2)
            ink.shapes(
                view.shapes(lines.geometry),
                line=known[f"border-{level}"],
                width=thick,
                dash=dash,
            )
    sheet.draw(ink, clip=frame)


def _coast(shapes: gpd.GeoDataFrame, region: Sequence[float], *, inside: bool) -> np.ndarray:
    """Outlines, without the cut along the region that is drawn in detail."""
    edges = shapely.boundary(np.asarray(shapes.geometry.array))
    box = shapely.box(*region)
    kept: np.ndarray = (
        shapely.intersection(edges, box.buffer(-1e-3))
        if inside
        else shapely.difference(edges, box.buffer(1e-3))
    )
    return kept


def ground_names(
    sheet: Sheet, view: View, ground: Ground, *, told: set[str], spoken: set[str]
) -> list[Name]:
    """List the names of countries, provinces, seas and towns that may stand on the map.

    Parameters
    ----------
    sheet, view, ground
        As in :func:`draw_ground`.
    told
        Codes of provinces in which events lie; these are named first.
    spoken
        Folded names of places that the events themselves name, and towns need not.
    """
    zoom = view.zoom
    lines = {
        level: view.shapes(ground.borders[ground.borders["level"] <= level].geometry)
        for level in (0, 1)
    }
    country, province = (shapely.STRtree(shapely.get_parts(lines[level])) for level in (0, 1))
    names = []
    for row in _rows(view, ground.countries):
        if row["rank"] <= zoom + 1:
            words = row | {"name": _spaced(row["name"].upper())}
            names.append(_name(sheet, "country", words, 12 + row["rank"] / 100, barriers=country))
    names += [
        _name(sheet, "sea", row, 40 + row["rank"])
        for row in _rows(view, ground.seas)
        if row["rank"] <= zoom
    ]
    for row in _rows(view, ground.provinces):
        if zoom >= (4 if row["code"] in told else 6):
            first = 15 if row["code"] in told else 60
            names.append(_name(sheet, "province", row, first, barriers=province))
    names += [
        _name(sheet, "town", row, 80 + row["min_zoom"], gap=sheet.mm(1.2))
        for row in _rows(view, ground.towns)
        if row["min_zoom"] <= zoom and row["name"].casefold() not in spoken
    ]
    return names


def _name(
    sheet: Sheet,
    kind: str,
    row: dict[str, Any],
    priority: float,
    *,
    gap: float = 0.0,
    barriers: shapely.STRtree | None = None,
) -> Name:
    size = sheet.points(_SIZES[kind])
    bold = kind == "country" or bool(row.get("capital"))
    italic = kind in {"sea", "province"}
    wide = width_of(row["name"], size, bold=bold, italic=italic)
    return Name(
        (row["name"],),
        row["at"],
        size,
        colours()[f"name-{kind}"],
        colours()["sea" if kind == "sea" else "land"],
        priority,
        (wide + sheet.mm(2.4 if kind == "country" else 0.8), size * POINT * 1.25),
        gap=gap,
        bold=bold,
        italic=italic,
        dot=sheet.mm(0.45) if kind == "town" else 0.0,
        barriers=barriers,
    )


def _spaced(text: str) -> str:
    """Capitals set apart, as countries are named on maps; letters that join stay joined."""
    return "\u2009".join(text) if text.isascii() else text


def _rows(view: View, frame: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """The rows of a frame of points whose point lies in the view, with ``at`` in millimetres."""
    spots = view.spots(frame.geometry.x.to_numpy(), frame.geometry.y.to_numpy())
    rows = frame.drop(columns="geometry").to_dict("records")
    box = view.frame
    return [
        {**row, "at": (float(x), float(y))}
        for row, (x, y) in zip(rows, spots.tolist(), strict=True)
        if row["name"] and box.x < x < box.x + box.w and box.y < y < box.y + box.h
    ]
