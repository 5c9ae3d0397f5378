"""A sheet of paper: everything on it is placed in millimetres from its lower left corner."""

from __future__ import annotations

import io
import re
import warnings
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import matplotlib as mpl
import numpy as np
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.path import Path as Outline
from matplotlib.patheffects import AbstractPathEffect, withStroke
from matplotlib.textpath import TextToPath

from ._text import markup_text
from .static_fonts import font, is_arabic

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from matplotlib.axes import Axes
    from shapely.geometry.base import BaseGeometry

MM = 25.4
POINT = MM / 72
SIZES = {
    "a4": (297.0, 210.0),
    "a5": (210.0, 148.0),
    "brief": (210.0, 297.0),
    "slide": (338.67, 190.5),
}
"""Width and height in millimetres; a slide is 16:9, a brief an upright A4 with a table."""
DPI = 200
_MEASURE = TextToPath()
_BROKEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_SVG_HEAD = re.compile(r"<svg ([^>]*)>")


class Box(NamedTuple):
    """A rectangle in millimetres: lower left corner, width and height."""

    x: float
    y: float
    w: float
    h: float

    def touches(self, other: Box) -> bool:
        """Whether two boxes share any area."""
        across = self.x < other.x + other.w and other.x < self.x + self.w
        return across and self.y < other.y + other.h and other.y < self.y + self.h

    def holds(self, other: Box) -> bool:
        """Whether another box lies wholly in this one."""
        across = self.x <= other.x and other.x + other.w <= self.x + self.w
        return across and self.y <= other.y and other.y + other.h <= self.y + self.h


@dataclass
class Ink:
    """Shapes to be drawn in order, each with its own fill, line and dash."""

    paths: list[Outline] = field(default_factory=list)
    looks: list[tuple[str, str, float, Any]] = field(default_factory=list)

    def add(
        self,
        path: Outline,
        *,
        fill: str = "none",
        line: str = "none",
        width: float = 0.0,
        dash: tuple[float, ...] | None = None,
    ) -> None:
        """Add a shape; the width is in millimetres, the dash in widths."""
        self.paths.append(path)
        self.looks.append((fill, line, width / POINT, "solid" if dash is None else (0.0, dash)))

    def shapes(
        self,
        shapes: Iterable[BaseGeometry],
        *,
        fill: str = "none",
        line: str = "none",
        width: float = 0.0,
        dash: tuple[float, ...] | None = None,
    ) -> None:
        """Add geometries as one shape, if there are any."""
        path = outline(shapes)
        if path is not None:
            self.add(path, fill=fill, line=line, width=width, dash=dash)


class Sheet:
    """One sheet, with one coordinate system.

    Parameters
    ----------
    width, height
        In millimetres.
    """

    def __init__(self, width: float, height: float) -> None:
        self.box: Box = Box(0, 0, width, height)
        # One scale for type, lines and marks: an A4 sheet is 1.
        self.scale: float = float(np.sqrt(width * height / (297 * 210)))
        self.figure: Figure = Figure(figsize=(width / MM, height / MM), facecolor="white")
        FigureCanvasAgg(self.figure)
        self.axes: Axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_axis_off()
        self.axes.set_xlim(0, width)
        self.axes.set_ylim(0, height)
        self.level: int = 0

    def points(self, size: float) -> float:
        """A type size of an A4 sheet, for this one; never below what can be read."""
        return max(5.5, size * self.scale)

    def mm(self, length: float) -> float:
        """A length on an A4 sheet, for this one."""
        return length * self.scale

    def draw(self, ink: Ink, *, clip: Box | None = None) -> None:
        """Draw shapes above what was drawn before."""
        if not ink.paths:
            return
        fills, lines, widths, dashes = zip(*ink.looks, strict=True)
        drawn = PathCollection(
            ink.paths,
            facecolors=fills,
            edgecolors=lines,
            linewidths=widths,
            linestyles=list(dashes),
            capstyle="round",
            joinstyle="round",
            zorder=self._next(),
        )
        self.axes.add_collection(drawn, autolim=False)
        if clip is not None:
            drawn.set_clip_path(Rectangle(clip[:2], clip.w, clip.h, transform=self.axes.transData))

    def text(
        self,
        text: str,
        x: float,
        y: float,
        *,
        size: float,
        colour: str,
        halo: str = "",
        align: str = "left",
        bold: bool = False,
        italic: bool = False,
    ) -> None:
        """Write one line of text; y is its baseline."""
        words = one_line(text)
        written = self.axes.text(
            x,
            y,
            words,
            fontproperties=font(words, size, bold=bold, italic=italic),
            color=colour,
            ha=align,
            va="baseline",
            zorder=self._next(),
            parse_math=False,  # text is data: a dollar sign starts no formula
        )
        effects: list[AbstractPathEffect] = []
        if halo:
            effects.append(withStroke(linewidth=size * 0.28, foreground=halo))
        if bold and is_arabic(words):  # whose font has one cut only
            effects.append(withStroke(linewidth=size * 0.06, foreground=colour))
        written.set_path_effects(effects)

    def save(
        self, kind: str, *, title: str, alt: str, produced: str | None = None, dpi: int = DPI
    ) -> bytes:
        """Write the sheet as ``svg``, ``pdf`` or ``png``; the same bytes for the same sheet."""
        out = io.BytesIO()
        settings: Any = {"svg.hashsalt": "conflictmap", "svg.fonttype": "path", "pdf.fonttype": 42}
        with mpl.rc_context(settings), warnings.catch_warnings():
            # A script that no font here has is drawn as boxes, not as a failure.
            warnings.filterwarnings("ignore", message="Glyph .* missing from")
            metadata = _metadata(kind, title, alt, produced)
            self.figure.savefig(out, format=kind, metadata=metadata, dpi=dpi)
        content = out.getvalue()
        return _described(content, title, alt) if kind == "svg" else content

    def _next(self) -> int:
        self.level += 1
        return self.level


def _metadata(kind: str, title: str, alt: str, produced: str | None) -> Mapping[str, Any]:
    words = {"title": title, "about": alt}
    if kind == "svg":
        return {"Date": produced, "Title": title, "Creator": "conflictmap"}
    if kind == "png":
        return {"Title": _latin(words["title"]), "Description": _latin(words["about"])}
    return {
        "Title": title,
        "Subject": alt,
        "Creator": "conflictmap",
        "Producer": None,
        "CreationDate": None,
    }


def _latin(text: str) -> str:
    """What the text chunks of a PNG can hold."""
    return text.encode("latin-1", "replace").decode("latin-1")


def _described(svg: bytes, title: str, alt: str) -> bytes:
    """An SVG that says what it shows to those who cannot see it."""
    head = f"<title>{markup_text(one_line(title))}</title><desc>{markup_text(one_line(alt))}</desc>"
    text = svg.decode("utf-8")
    found = _SVG_HEAD.search(text)
    if found is None:
        return svg
    end = found.end()
    opened = f'<svg role="img" {found[1]}>'
    return f"{text[: found.start()]}{opened}\n{head}{text[end:]}".encode()


def one_line(text: str) -> str:
    """Text without line ends, control signs and lone surrogates, which no font draws."""
    return " ".join(_BROKEN.sub(" ", text).split())


@cache
def width_of(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """How wide a text is, in millimetres, shaped as it will be drawn."""
    words = one_line(text)
    if not words:
        return 0.0
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        properties = font(words, size, bold=bold, italic=italic)
        wide, _, _ = _MEASURE.get_text_width_height_descent(words, properties, ismath=False)
    return float(wide) * POINT


def shortened(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """The text, or as much of its beginning as there is room for, with an ellipsis."""
    words = one_line(text)
    if width_of(words, size, bold=bold) <= room:
        return words
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        fits = width_of(f"{words[:middle].rstrip()}…", size, bold=bold) <= room
        low, high = (middle, high) if fits else (low, middle - 1)
    return f"{words[:low].rstrip()}…"


def wrapped(text: str, size: float, room: float, lines: int) -> list[str]:
    """The text in at most so many lines, the last of them cut short if need be."""
    out: list[str] = []
    rest = one_line(text).split(" ")
    while rest and len(out) < lines:
        if len(out) == lines - 1:
            out.append(shortened(" ".join(rest), size, room))
            break
        count = 1
        while count < len(rest) and width_of(" ".join(rest[: count + 1]), size) <= room:
            count += 1
        out.append(shortened(" ".join(rest[:count]), size, room))
        rest = rest[count:]
    return [line for line in out if line]


def outline(shapes: Iterable[BaseGeometry]) -> Outline | None:
    """Polygons and lines as one path, holes kept; nothing if there are none."""
    parts = shapely.get_parts(shapely.get_parts(list(shapes)))
    areas = parts[shapely.get_dimensions(parts) == 2]
    strokes = parts[shapely.get_dimensions(parts) == 1]
    rings = shapely.get_rings(shapely.orient_polygons(areas))
    closed = np.concatenate([np.ones(len(rings), bool), np.zeros(len(strokes), bool)])
    pieces = np.concatenate([rings, strokes])
    xy, piece = shapely.get_coordinates(pieces, return_index=True)
    if not len(xy):
        return None
    codes = np.full(len(xy), Outline.LINETO, dtype=np.uint8)
    codes[np.diff(piece, prepend=-1) != 0] = Outline.MOVETO
    last = np.diff(piece, append=-1) != 0
    codes[last & closed[piece]] = Outline.CLOSEPOLY
    return Outline(np.round(xy, 3), codes)
