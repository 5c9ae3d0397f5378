"""The map under the events: whole, clipped, small, and named inside what is visible."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely

from geo.basemap import Basemap, basemap, region, view
from geo.boundaries import country_polygon
from geo.schema import FrameError, UsageError

DEMO = (58.8, 25.0, 64.1, 31.5)


@pytest.fixture(scope="module")
def demo() -> Basemap:
    return basemap(DEMO)


def encoded_bytes(frame) -> int:
    """About what the shapes take as differences of thousandths of a degree in JSON."""
    total = 0
    for part in shapely.get_parts(shapely.get_parts(np.asarray(frame.geometry.array))):
        xy = np.round(shapely.get_coordinates(part) * 1000).astype(int)
        total += len(",".join(map(str, np.diff(xy, axis=0).ravel()))) + 20
    return total


def test_every_frame_is_valid_and_has_its_columns(demo):
    columns = {
        "land": [],
        "world": ["country"],
        "lakes": [],
        "rivers": ["name", "rank"],
        "borders": ["level", "disputed"],
        "countries": ["name", "code", "rank"],
        "provinces": ["name", "code", "country", "rank"],
        "towns": ["name", "country", "population", "min_zoom", "capital"],
        "seas": ["name", "rank"],
    }
    for name, wanted in columns.items():
        made = getattr(demo, name)
        assert made.crs.to_epsg() == 4326
        assert set(wanted) <= set(made.columns)
        assert made.geometry.is_valid.all()
        assert not made.geometry.is_empty.any()


def test_it_fits_into_a_page(demo):
    assert (
        sum(
            encoded_bytes(getattr(demo, name))
            for name in ("land", "world", "lakes", "rivers", "borders")
        )
        < 250_000
    )
    assert len(demo.towns) <= 500


def test_everything_detailed_lies_in_the_region(demo):
    box = shapely.box(*demo.region).buffer(1e-9)
    for name in ("land", "lakes", "rivers", "borders", "countries", "provinces", "towns", "seas"):
        assert getattr(demo, name).within(box).all(), name
    overlap = shapely.intersection(
        demo.land.geometry.iloc[0], shapely.union_all(demo.world.geometry.to_numpy())
    )
    assert overlap.area == 0


def test_names_lie_inside_what_is_visible(demo):
    seen = shapely.box(*demo.bounds)
    iran = demo.countries.set_index("code").loc["IRN"]
    assert seen.contains(iran.geometry)
    assert country_polygon("IRN").contains(iran.geometry)
    assert {"Iran", "Pakistan", "Afghanistan"} <= set(demo.countries["name"][:3])
    assert demo.countries["rank"].tolist() == list(range(len(demo.countries)))
    assert {"IR-11", "PK-BA"} <= set(demo.provinces["code"])
    assert {"Gulf of Oman", "Arabian Sea", "Persian Gulf"} <= set(demo.seas["name"])
    assert {"Zahedan", "Karachi"} <= set(demo.towns["name"])


def test_borders_are_no_coast(demo):
    coast = demo.land.geometry.iloc[0].boundary
    inner = shapely.box(*demo.region).buffer(-0.01)
    lines = shapely.intersection(shapely.union_all(demo.borders.geometry.to_numpy()), inner)
    assert shapely.intersection(lines, coast).length < 0.01 * lines.length
    assert demo.borders["level"].tolist() == sorted(demo.borders["level"])
    assert set(demo.borders["level"]) == {0, 1}
    assert not demo.borders["disputed"].any()
    assert "Dashed" not in demo.boundary_note


def test_the_border_of_a_country_is_complete(demo):
    level0 = demo.borders[demo.borders["level"] == 0]
    iran_pakistan = shapely.box(60.8, 25.0, 63.5, 29.9)
    shared = country_polygon("IRN").boundary.intersection(country_polygon("PAK").boundary).length
    assert (
        shapely.intersection(shapely.union_all(level0.geometry.to_numpy()), iran_pakistan).length
        > 0.9 * shared
    )


def test_disputed_lines_are_marked_and_named():
    kashmir = basemap((73.0, 32.0, 78.0, 36.0))
    assert (
        shapely.length(kashmir.borders.query("level == 0 and disputed").geometry.to_numpy()).sum()
        > 3
    )
    assert "India and Pakistan (line of control)" in kashmir.boundary_note
    crimea = basemap((33.0, 44.5, 36.0, 47.0))
    assert crimea.borders["disputed"].any()
    assert "drawn in Ukraine, governed by Russia" in crimea.boundary_note
    assert set(crimea.provinces.query("code == 'UA-43'")["country"]) == {"UKR"}
    fact = basemap((33.0, 44.5, 36.0, 47.0), point_of_view="de-facto")
    assert set(fact.provinces.query("code == 'RU-CR'")["country"]) == {"RUS"}
    assert "United Nations" in fact.boundary_note


@pytest.mark.parametrize(
    "bounds",
    [
        (64.1, 27.0, 64.1, 27.0),
        (-180.0, -90.0, 180.0, 90.0),
        (-179.9, -18.0, 179.9, -16.0),
        (-30.0, -20.0, -29.0, -19.0),
        (179.0, 89.0, 180.0, 90.0),
    ],
)
def test_any_extent(bounds):
    made = basemap(bounds)
    west, south, east, north = made.region
    assert -180 <= west < east <= 180
    assert -85 <= south < north <= 85
    assert all(math.isfinite(value) for value in made.bounds)
    assert (
        sum(
            encoded_bytes(getattr(made, name))
            for name in ("land", "world", "lakes", "rivers", "borders")
        )
        < 300_000
    )


def test_a_point_gets_a_useful_extent():
    assert view((64.1, 27.0, 64.1, 27.0)) == (61.1, 24.0, 67.1, 30.0)
    assert region((64.1, 27.0, 64.1, 27.0)) == (55.1, 18.0, 73.1, 36.0)


def test_impossible_bounds_are_refused():
    for bounds in ((2.0, 0.0, 1.0, 1.0), (0.0, math.nan, 1.0, 1.0)):
        with pytest.raises(FrameError, match="bounds"):
            basemap(bounds)
    with pytest.raises(UsageError):
        basemap(DEMO, point_of_view="mars")


def test_the_same_map_twice(demo):
    again = basemap(DEMO)
    for name in ("land", "world", "rivers", "borders", "countries", "provinces", "towns", "seas"):
        assert getattr(demo, name).to_json() == getattr(again, name).to_json()
    assert demo.attribution == again.attribution
