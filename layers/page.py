"""The page: a ``folium.Map`` as host, and one self-contained HTML file as the result.

No value from a file passes through folium, branca or Jinja. folium renders what a user adds to
the map (tile layers, plugins); everything of ours is written here, verbatim: scripts, styles and
one block of JSON, under a content security policy that names each inline script by its hash.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

import folium
from branca.element import Figure

from ._assets import leaflet_css, leaflet_js, own
from ._foreign import Foreign, policy
from ._room import Room
from ._text import markup_text, script_json
from .embed import iframe
from .model import columns, counts
from .payload import pack_table, scripts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import geopandas as gpd
    import pandas as pd

_LOG = logging.getLogger("conflictmap")
GUARD = "guard.js"
CORE_SCRIPTS = (
    "dom.js",
    "words_en.js",
    "words.js",
    "columns.js",
    "payload.js",
    "texts.js",
    "search.js",
    "sieve.js",
    "sorting.js",
    "facet.js",
    "store.js",
    "colours.js",
    "describe.js",
    "symbols.js",
    "geometry.js",
    "palette.js",
    "sprites.js",
    "surface.js",
    "outlines.js",
    "field.js",
    "clusters.js",
    "scene.js",
    "marks.js",
    "time.js",
    "timechart.js",
    "brush.js",
    "orders.js",
    "facets.js",
    "scroller.js",
    "entries.js",
    "facts.js",
    "evidence.js",
    "controls.js",
    "opening.js",
    "app.js",
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


class EventMap(folium.Map):
    """A map of located events, written as one HTML file that needs no network.

    Parameters
    ----------
    events
        A frame that has been geocoded and joined with provinces; EPSG:4326.
    title
        The page's title.
    description
        One or two sentences under the title.
    language
        BCP 47 tag of the page's language. The page's own words are there in English, French,
        Spanish, Arabic, Persian, Urdu, Ukrainian and Russian; for others they are English.
    sources
        The sources table, or ``None``.
    evidence
        The evidence table, or ``None``.
    bounds
        ``(west, south, east, north)`` in degrees to show first.
    record
        The build record: input hashes, package versions, edition of the reference data.

    Raises
    ------
    ValueError
        If ``language`` is no language tag.
    """

    def __init__(
        self,
        events: gpd.GeoDataFrame,
        *,
        title: str,
        description: str = "",
        language: str = "en",
        sources: pd.DataFrame | None = None,
        evidence: pd.DataFrame | None = None,
        bounds: Sequence[float] = (-180.0, -60.0, 180.0, 75.0),
        record: Mapping[str, object] | None = None,
    ) -> None:
        if not _LANGUAGE.fullmatch(language):
            msg = f"language must be a tag such as 'en' or 'ar', got {language!r}"
            raise ValueError(msg)
        west, south, east, north = bounds
        super().__init__(
            location=[(south + north) / 2, (west + east) / 2],
            tiles=None,
            zoom_start=4,
            zoom_control=False,
            attribution_control=False,
            zoom_snap=0.25,
            min_zoom=1,
            max_zoom=14,
            # Room beside the world, so that the legend need not cover a part of it.
            max_bounds=True,
            min_lon=-320,
            max_lon=320,
            max_bounds_viscosity=1.0,
        )
        self._id = "conflictmap"
        self.default_js: list[tuple[str, str]] = []  # ours are inlined, see _assets
        self.default_css: list[tuple[str, str]] = []
        self.events: gpd.GeoDataFrame = events
        self.sources: pd.DataFrame | None = sources
        self.evidence: pd.DataFrame | None = evidence
        self.title = title
        self.language = language
        self.model: dict[str, Any] = {
            "title": title,
            "description": description,
            "language": language,
            "bounds": [float(value) for value in bounds],
            "counts": counts(events),
            "sources": {} if sources is None else columns(sources),
            "evidence": {} if evidence is None else columns(evidence),
            "set_aside": list(events.attrs.get("set_aside", [])),
            "protection": {
                "events": int(events["protected"].notna().sum()) if "protected" in events else 0,
                "withheld": int(events.attrs.get("withheld", 0)),
            },
            "unreviewed": _unreviewed(events),
            "removed": list(events.attrs.get("removed", [])),
            "left_out": dict(events.attrs.get("left_out", {})),
            "record": dict(record or {}),
            "notice": own("leaflet-notice.txt"),
        }
        Page().add_child(self)

    def rooms(self) -> Iterator[Room]:
        """The rooms that were added, in their order."""
        return (child for child in self._children.values() if isinstance(child, Room))

    def _repr_html_(self, **_: Any) -> str:
        """The map in a notebook: the whole page inside a sandboxed frame, without any network."""
        return iframe(title=self.title, page=self.html())

    def html(self) -> str:
        """The whole page; the same text for the same input."""
        return str(self.get_root().render())

    def pieces(self) -> Iterator[str]:
        """The page in pieces, for a file: together they are :meth:`html`."""
        root: Any = self.get_root()
        yield from root.pieces()


def _unreviewed(events: gpd.GeoDataFrame) -> int:
    """How many events a program proposed and no person has checked."""
    if "proposed_by" not in events:
        return 0
    checked = events["reviewed_by"].notna() if "reviewed_by" in events else False
    return int((events["proposed_by"].notna() & ~checked).sum())


class Page(Figure):
    """The document around an :class:`EventMap`, composed without any template."""

    def render(self, **kwargs: Any) -> str:
        """Write the document.

        Returns
        -------
        str
            The HTML of the page.
        """
        return "".join(self.pieces(**kwargs))

    def pieces(self, **kwargs: Any) -> Iterator[str]:
        """Write the document piece by piece: the frame first, then the events, packed.

        Yields
        ------
        str
            HTML.
        """
        event_map: Any = next(iter(self._children.values()))
        event_map.render(**kwargs)
        foreign = Foreign(self, event_map)
        if foreign.hosts:
            _LOG.warning("this map asks other hosts: %s", ", ".join(foreign.hosts))
        inline = [
            own(GUARD),
            leaflet_js() + foreign.prelude(),
            "\n".join([*_core(event_map.language), *(room.script() for room in event_map.rooms())]),
            # One closure: the host's variables are no globals of the page. A plugin that fails, for
            # want of a network perhaps, takes nothing else with it.
            (
                f"(() => {{\ntry {{\n{foreign.script}\n}} finally {{\n"
                f"conflictmap.start({event_map.get_name()});\n}}\n}})();"
            ),
        ]
        rooms = {room.name: room.data() for room in event_map.rooms()}
        data = script_json(event_map.model | {"rooms": rooms, "hosts": foreign.hosts})
        yield from _head(event_map, inline, foreign)
        yield f'<script type="application/json" id="conflictmap-data">{data}</script>\n'
        elements = [f"<script>{script}</script>\n" for script in inline]
        yield from (*elements[:2], *foreign.scripts, *elements[2:])  # plugins need Leaflet
        # Last, so that the browser shows the frame before it has read them.
        added: dict[str, Any] = {}
        for room in event_map.rooms():
            added |= room.table_columns()
        table = event_map.events.assign(**added)
        yield from (f"{line}\n" for line in scripts(pack_table(table, "events")))
        yield "</body>\n</html>\n"


def _head(event_map: EventMap, inline: Sequence[str], foreign: Foreign) -> Iterator[str]:
    """Everything before the data."""
    styles = [leaflet_css(), own("page.css"), *(room.style() for room in event_map.rooms())]
    styles.append(foreign.style())
    style = "\n".join(filter(None, styles))
    for line in (
        "<!DOCTYPE html>",
        f'<html lang="{event_map.language}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy(inline, [style], foreign)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{markup_text(event_map.title)}</title>",
        f"<style>{style}</style>",
        *foreign.styles,
        "</head>",
        "<body>",
        own("page.html").replace("<!-- map -->", foreign.body),
    ):
        yield f"{line}\n"


def _core(language: str) -> Iterator[str]:
    """Our scripts, with the words of the page's own language after the English ones, if any."""
    base = language.split("-", maxsplit=1)[0].lower()
    for name in CORE_SCRIPTS:
        yield own(name)
        if name == "words_en.js" and base != "en":
            yield own(f"words_{base}.js")
