"""The map is still folium's: what a user adds works, and what it asks of whom is told."""

from __future__ import annotations

import logging
import re
from importlib.resources import files

import folium
import page_frames
import pytest
from branca.element import Element
from folium.plugins import HeatMap

PIXEL = (files("xstatic.pkg.leaflet") / "data" / "images" / "layers.png").read_bytes()
PLUGIN = "window.plugged = Boolean(window.L); L.heatLayer = () => L.layerGroup();"


def written(tmp_path, *layers, head=None):
    made = page_frames.page()
    for layer in layers:
        layer.add_to(made)
    if head:
        made.get_root().header.add_child(Element(head))
    path = tmp_path / "page.html"
    path.write_text(made.html(), encoding="utf-8")
    return path


def policy(path):
    return re.search(r'Policy" content="([^"]*)"', path.read_text(encoding="utf-8"))[1]


def test_a_layer_without_hosts_works_and_asks_nobody(open_page, tmp_path):
    circle = folium.Circle([27, 62], radius=50_000, color="#123456")
    path = written(tmp_path, circle, folium.Marker([27, 62], tooltip="Mine"), folium.LayerControl())
    watched = open_page(path)
    page = watched.page
    assert page.locator("path[stroke='#123456']").count() == 1
    marker = page.locator("img.leaflet-marker-icon")
    assert marker.evaluate("one => one.complete && one.naturalWidth") == 25
    marker.hover()
    assert page.locator(".leaflet-tooltip").text_content().strip() == "Mine"
    assert "http" not in policy(path)
    assert page.locator(".hosts").count() == 0
    assert watched.faults == []


def test_tiles_and_plugins_are_let_through_and_told(browser, tmp_path, caplog):
    tiles = "https://{s}.tiles.example.org/{z}/{x}/{y}.png"
    with caplog.at_level(logging.WARNING, logger="conflictmap"):
        path = written(
            tmp_path,
            folium.TileLayer(tiles, attr="&copy; <a href='https://example.com'>Tilers</a>"),
            HeatMap([[27, 62, 1]]),
            head="<style>.mine { color: red }</style><script>window.inlined = true</script>",
        )
    assert "https://*.tiles.example.org" in caplog.text
    context = browser.new_context()
    asked, said = [], []

    def answer(route):
        asked.append(route.request.url)
        if route.request.url.endswith(".png"):
            route.fulfill(body=PIXEL, content_type="image/png")
        else:
            route.fulfill(body=PLUGIN, content_type="text/javascript")

    context.route(re.compile("^https?:"), answer)
    page = context.new_page()
    page.on("console", lambda one: said.append(one.text))
    page.on("pageerror", lambda one: said.append(str(one)))
    page.goto(path.as_uri())
    page.locator("html[data-ready='true']").wait_for()
    page.locator("img.leaflet-tile-loaded").first.wait_for(state="attached", timeout=5000)
    assert page.evaluate("[window.inlined, window.plugged]") == [True, True]
    assert {url.split("/")[2].split(".", 1)[-1] for url in asked} >= {"tiles.example.org"}
    assert "© Tilers" in page.locator(".credits").text_content()
    assert "https://*.tiles.example.org" in page.locator(".hosts").text_content()
    depth = "one => Number(getComputedStyle(one).zIndex)"
    tile_pane, ground = (page.locator(f".leaflet-{n}-pane") for n in ("tile", "ground"))
    assert tile_pane.evaluate(depth) > ground.evaluate(depth)
    assert said == []
    context.close()


def test_a_plugin_that_cannot_be_had_takes_nothing_else_with_it(open_page, tmp_path):
    watched = open_page(written(tmp_path, HeatMap([[27, 62, 1]])))
    assert watched.page.evaluate("conflictmap.state().total") == 4
    assert any("heatLayer" in fault for fault in watched.errors)


def test_no_random_id_and_no_wide_permission_survives(tmp_path):
    layers = [folium.TileLayer("https://t.example.org/{z}/{x}/{y}.png", attr="T")]
    first = written(tmp_path, *layers, folium.LayerControl())
    text = first.read_text(encoding="utf-8")
    assert not re.search(r"_[0-9a-f]{32}(?![0-9a-f])", text)
    assert written(tmp_path, *layers, folium.LayerControl()).read_text(encoding="utf-8") == text
    said = policy(first)
    assert "unsafe" not in said
    assert "https:;" not in said
    assert re.search(r"img-src data: https://t\.example\.org;", said)


@pytest.mark.parametrize("url", ["http://www.w3.org/2000/svg", "https:///x"])
def test_what_is_no_host_is_not_named(tmp_path, url):
    path = written(tmp_path, folium.Marker([27, 62], popup=url))
    assert "http" not in policy(path)
