"""The tools that are compared: how each makes its page, when that is drawn, what it cannot do.

Each is used as its manual shows, in its faster way where it has two, with every column of the
table in its popup or tooltip if it has one, and without background tiles, which need a network.
Libraries are imported where they are used: only then are they installed.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd

BOUNDS = (15.0, 0.0, 65.0, 55.0)
CENTRE = (27.0, 40.0)
ZOOM = 4
LEAFLET = "const map = Object.values(window).find((one) => one instanceof L.Map);"
OPENED = f"""{LEAFLET} let found; map.eachLayer((one) => {{ if (one.getPopup()) one.getPopup()
    .options.autoPan = false; if (one.feature) found ??= one; }});
    found.fire('click', {{latlng: found.getLatLng()}}, true); 0"""
MARKER = f"""{LEAFLET} let group; map.eachLayer((one) => {{ if (one.getAllChildMarkers === undefined
    && one.zoomToShowLayer) group = one; }}); const one = group.getLayers()[0];
    L.popup({{autoPan: false}}).setLatLng(one.getLatLng()).setContent(one.getPopup().getContent())
    .openOn(map); 0"""


@dataclass(frozen=True)
class Tool:
    """A tool.

    Parameters
    ----------
    build
        Makes the page of a frame at a path.
    needs
        What must be installed; nothing for what this project installs itself.
    ready
        JavaScript that is true once events are drawn; ``ROWS`` stands for their number, and
        ``drawnGl`` is what WebGL drew in one frame.
    offline
        Whether the page opens with the network cut; for the others files are served from here.
    gl
        Whether it draws with WebGL.
    filtered, opened
        JavaScript that narrows by time, and that opens the popup of an event.
    cannot
        What a reader should know.
    """

    build: Callable[[gpd.GeoDataFrame, Path], object]
    needs: tuple[str, ...]
    ready: str
    offline: bool
    gl: bool = False
    filtered: str = ""
    opened: str = ""
    cannot: str = ""


def conflictmap(frame: gpd.GeoDataFrame, path: Path) -> None:
    """This project: ground, points, labels, search, list, popups, legend, timeline and all."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    import conflictmap as cm

    page = cm.EventMap(frame, title="Invented events", bounds=BOUNDS)
    rooms = (
        cm.Basemap(cm.basemap(BOUNDS)), cm.Areas(frame), cm.Points(frame), cm.Labels(),
        cm.SearchBox(), cm.EventList(), cm.Popup(), cm.Legend(), cm.Counts(), cm.Strip(),
        cm.Sheet(), cm.Timeline(),
    )  # fmt: skip
    for room in rooms:
        room.add_to(page)
    with path.open("w", encoding="utf-8") as file:
        file.writelines(page.pieces())


def fast_marker_cluster(frame: gpd.GeoDataFrame, path: Path) -> None:
    """folium's FastMarkerCluster, with a callback that makes a popup of all columns."""
    import folium
    from folium.plugins import FastMarkerCluster

    callback = """function (row) { const box = document.createElement('div');
        for (const cell of row.slice(2)) { const line = document.createElement('div');
            line.textContent = cell; box.append(line); }
        return L.marker(L.latLng(row[0], row[1])).bindPopup(box); }"""
    others = frame.drop(columns=["geometry", "latitude", "longitude"]).astype("str")
    rows = frame[["latitude", "longitude"]].astype(object).join(others).to_numpy().tolist()
    page = folium.Map(CENTRE, zoom_start=ZOOM, tiles=None, maxZoom=18)
    FastMarkerCluster(rows, callback=callback).add_to(page)
    page.save(path)


def geojson(frame: gpd.GeoDataFrame, path: Path) -> None:
    """folium's GeoJson with circles on a canvas and a popup of all columns."""
    import folium

    table = _texts(frame)
    names = [name for name in table if name != "geometry"]
    page = folium.Map(CENTRE, zoom_start=ZOOM, tiles=None, prefer_canvas=True)
    popup = folium.GeoJsonPopup(names)
    folium.GeoJson(table, marker=folium.CircleMarker(radius=4), popup=popup).add_to(page)
    page.save(path)


def explore(frame: gpd.GeoDataFrame, path: Path) -> None:
    """GeoDataFrame.explore on a canvas, popup of all columns, without tooltip."""
    page = _texts(frame).explore(tiles=None, popup=True, tooltip=False, prefer_canvas=True)
    page.save(path)


def swiftmap(frame: gpd.GeoDataFrame, path: Path) -> None:
    """swiftmap's circle markers, which its manual calls the better default for many points."""
    from swiftmap import Map

    page = Map(center=list(CENTRE), zoom=ZOOM)
    page.add_circle_markers(_table(frame), lat_col="latitude", lon_col="longitude", name="Events")
    page.save(path)


def plotly(frame: gpd.GeoDataFrame, path: Path) -> None:
    """plotly's scatter_map on a blank ground, all columns in the hover box."""
    import plotly.express as px

    table = _table(frame)
    view = {"center": {"lat": CENTRE[0], "lon": CENTRE[1]}, "zoom": ZOOM - 1}
    figure = px.scatter_map(
        table, lat="latitude", lon="longitude", hover_data=list(table), map_style="white-bg", **view
    )
    figure.write_html(path, include_plotlyjs=True)


def pydeck(frame: gpd.GeoDataFrame, path: Path) -> None:
    """pydeck's ScatterplotLayer with its library in the file."""
    import pydeck as pdk

    table = _table(frame)
    where = {"get_position": ["longitude", "latitude"], "radius_min_pixels": 3}
    layer = pdk.Layer(
        "ScatterplotLayer", table, pickable=True, get_fill_color=[0, 90, 180], **where
    )
    view = pdk.ViewState(latitude=CENTRE[0], longitude=CENTRE[1], zoom=ZOOM - 1)
    text = "\n".join(f"{{{name}}}" for name in table)
    page = pdk.Deck([layer], initial_view_state=view, map_provider=None, tooltip={"text": text})
    page.to_html(str(path), offline=True, open_browser=False, notebook_display=False)


def lonboard(frame: gpd.GeoDataFrame, path: Path) -> None:
    """lonboard's ScatterplotLayer, exported by its to_html."""
    from lonboard import Map, ScatterplotLayer

    layer = ScatterplotLayer.from_geopandas(_texts(frame), radius_min_pixels=3)
    view = {"latitude": CENTRE[0], "longitude": CENTRE[1], "zoom": ZOOM - 1}
    Map(layer, basemap=None, view_state=view).to_html(path)


def keplergl(frame: gpd.GeoDataFrame, path: Path) -> None:
    """keplergl's widget with its library, embedded: its own export asks esm.sh for scripts."""
    from ipywidgets.embed import embed_minimal_html
    from keplergl import KeplerGl

    page = KeplerGl(data={"events": _table(frame)}, height=780)
    embed_minimal_html(str(path), views=[page], title="events", drop_defaults=False)


def _texts(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Dates as texts, for tools that write no dates."""
    return frame.assign(**{name: frame[name].astype("str") for name in ("date_start", "date_end")})


def _table(frame: gpd.GeoDataFrame) -> Any:
    return _texts(frame).drop(columns="geometry")


CLUSTER_READY = "document.querySelector('.leaflet-marker-pane .leaflet-marker-icon') !== null"
CANVAS_READY = (
    "document.readyState === 'complete' && document.querySelector('canvas.leaflet-zoom-animated')"
)
PLOTLY_READY = "window.drawnGl >= ROWS / 2"  # it draws what is in view: four corners a point
INSTANCES = "window.drawnGl >= 0.9 * ROWS"
REQUIRE = b'integrity="sha256-Ae2Vz/4ePdIu6ZyI/5ZGsYnb+m0JlOmKPjt6XZ9JJkA="'
BY_HAND = "hover and click by hand only: not timed"
TOOLS = {
    "conflictmap": Tool(
        conflictmap,
        (),
        "document.documentElement.dataset.ready === 'true'",
        offline=True,
        filtered="conflictmap.filter({from: '2014-01-01', to: '2018-06-30'})",
        opened="""window.ids ??= conflictmap.drawn().map((one) => one.event_id).filter(Boolean);
            conflictmap.select(ids.shift())""",
    ),
    "folium FastMarkerCluster": Tool(
        fast_marker_cluster, (), CLUSTER_READY, offline=False, opened=MARKER, cannot="no filter"
    ),
    "folium GeoJson": Tool(
        geojson, (), CANVAS_READY, offline=False, opened=OPENED, cannot="no filter, no clusters"
    ),
    "GeoDataFrame.explore": Tool(
        explore,
        ("folium", "matplotlib", "mapclassify"),
        CANVAS_READY,
        offline=False,
        opened=OPENED,
        cannot="no filter, no clusters",
    ),
    "swiftmap": Tool(
        swiftmap,
        ("swiftmap", "pandas"),
        "window.__ready === true && window.drawnGl >= 0.9 * ROWS",
        offline=True,
        gl=True,
        cannot=f"no list, no search, no clusters; a time slider if asked for; {BY_HAND}",
    ),
    "plotly": Tool(
        plotly,
        ("plotly", "numpy"),
        PLOTLY_READY,
        offline=True,
        gl=True,
        cannot=f"its map painted nothing here; no filter but its legend, no search; {BY_HAND}",
    ),
    "pydeck": Tool(
        pydeck, ("pydeck",), INSTANCES, offline=True, gl=True, cannot=f"no filter; {BY_HAND}"
    ),
    "lonboard": Tool(
        lonboard,
        ("lonboard",),
        INSTANCES,
        offline=False,
        gl=True,
        cannot="in a file no popup and no filter (they need a kernel); asks for a parquet-wasm "
        "that npm lacks",
    ),
    "keplergl": Tool(
        keplergl,
        ("keplergl",),
        INSTANCES,
        offline=False,
        gl=True,
        cannot=f"filters in a panel; {BY_HAND}",
    ),
}


def main() -> None:
    """Build one page from a Parquet file in this process; print seconds and peak memory."""
    import resource
    import time

    import geopandas

    name, source, path = sys.argv[1:4]
    frame = geopandas.read_parquet(source)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    start = time.perf_counter()
    TOOLS[name].build(frame, Path(path))
    found = {"build_s": time.perf_counter() - start, "frame_mb": before}
    found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    page = Path(path).read_bytes()
    if REQUIRE in page[:4000]:  # npm's file of the same version is not minified
        Path(path).write_bytes(page.replace(REQUIRE, b"", 1))
    print(json.dumps(found | {"mb": len(page) / 1e6}))


if __name__ == "__main__":
    main()
