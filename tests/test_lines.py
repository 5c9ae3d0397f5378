"""Events known to a line go the whole way: drawn, listed, exported, on paper."""

from __future__ import annotations

import geopandas as gpd
import pytest

import build_map
import conflictmap as cm

TABLE = (
    "event_id,event_type,date_start,date_end,actor,place,country,where_precision\n"
    "road,armed_clash,2024-01-01,2024-01-01,A,Aleppo-Damascus highway,Syria,5\n"
    "border,armed_clash,2024-01-02,2024-01-02,B,Syria-Iraq border,Syria,5\n"
    "town,armed_clash,2024-01-03,2024-01-03,A,Saraqib,Syria,1\n"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lines")
    (folder / "events.csv").write_text(TABLE, encoding="utf-8")
    names = ["out.geojson", "out.gpkg", "out.kml", "out.parquet", "out.csv", "out.svg"]
    exports = [word for name in names for word in ("--export", str(folder / name))]
    words = [str(folder / "events.csv"), "-qo", str(folder / "map.html"), *exports]
    assert build_map.main(words) == build_map.DONE
    return folder


def test_a_line_is_on_the_map_and_opens_its_card(made, open_page):
    watched = open_page(made / "map.html")
    page = watched.page
    state = page.evaluate("conflictmap.state()")
    assert (state["total"], state["exact"], state["area"], state["unlocated"]) == (3, 1, 2, 0)
    assert page.evaluate("conflictmap.select('road')") is True
    card = page.locator("[data-popup='road']").inner_text()
    assert "known only to a line or region" in card
    assert "Not on the map" not in card
    assert watched.faults == []


def test_a_line_goes_into_every_export(made):
    for name in ("out.geojson", "out.gpkg"):
        read = gpd.read_file(made / name, layer=None).set_index("event_id")
        assert set(read.geometry.geom_type[["road", "border"]]) <= {"LineString", "MultiLineString"}
    for name in ("out.csv", "out.kml", "out.parquet"):
        assert len(cm.read_events(made / name)) == 3
    assert "<svg" in (made / "out.svg").read_text(encoding="utf-8")
