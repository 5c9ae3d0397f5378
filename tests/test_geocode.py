"""Events get a geometry that claims no more than is known."""

from __future__ import annotations

import unicodedata

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from frames import frame
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.boundaries import provinces
from geo.geocode import geocode
from geo.phrases import parse
from geo.schema import CRS, DTYPES, GEOCODE_COLUMNS, FrameError, UsageError


def one(**cells):
    return geocode(frame(cells)).iloc[0]


def test_near_a_town():
    row = one(
        place="Panjgur",
        place_relation="near",
        admin1="Balochistan",
        country="PAK",
        where_precision=2,
    )
    assert row.geometry_role == "near"
    assert (round(row.geometry.y, 2), round(row.geometry.x, 2)) == (26.97, 64.09)
    assert row.uncertainty_km == 25
    assert (row.match_kind, row.matched_name, row.where_precision) == ("exact", "Panjgur", 2)


def test_a_province_is_its_own_countrys_polygon():
    row = one(
        place="Sistan-Baluchistan", admin1="Sistan-Baluchistan", country="IRN", where_precision=4
    )
    assert (row.geometry_role, row.match_kind) == ("area", "admin")
    assert row.geometry.contains(shapely.Point(60.86, 29.5))  # Zahedan
    assert not row.geometry.intersects(shapely.Point(64.09, 26.97))
    assert np.isnan(row.uncertainty_km)


def test_a_town_by_one_of_its_other_names():
    row = one(place="Rask", admin1="Sistan-Baluchistan", country="IRN", where_precision=1)
    assert (row.geometry_role, row.match_kind, row.matched_name) == ("point", "alias", "Rāsak")
    assert (round(row.geometry.y, 2), round(row.geometry.x, 2)) == (26.24, 61.40)


def test_a_given_coordinate_wins():
    row = one(place="Panjgur", country="PAK", where_precision=1, latitude=26.5, longitude=64.5)
    assert (row.geometry.x, row.geometry.y, row.match_kind) == (64.5, 26.5, "given")
    row = one(place="Panjgur", country="PAK", where_precision=2, latitude=26.5, longitude=64.5)
    assert (row.geometry_role, row.uncertainty_km) == ("near", 25)
    row = one(latitude=26.5, longitude=64.5)
    assert (row.geometry_role, row.where_precision) == ("point", 1)


@pytest.mark.parametrize("precision", [3, 4, 5])
def test_a_coordinate_of_an_area_is_kept_but_not_drawn(precision):
    row = one(
        admin1="Balochistan",
        country="PAK",
        where_precision=precision,
        latitude=28.0,
        longitude=65.0,
    )
    assert row.geometry_role == "area"
    assert row.geometry.geom_type in {"Polygon", "MultiPolygon"}
    assert (row.latitude, row.longitude, row.where_precision) == (28.0, 65.0, precision)


def test_null_island_is_no_coordinate():
    row = one(latitude=0.0, longitude=0.0, admin1="Balochistan", country="PAK")
    assert row.geometry_role == "area"


def test_a_country_is_not_drawn():
    row = one(place="Syria", country="SYR", where_precision=6)
    assert row.geometry_role == "none"
    assert row.geometry is None
    assert row.place_id == "country:SYR"
    assert one(place="Syria", country="SYR").where_precision == 6


def test_at_sea():
    row = one(place="Red Sea", where_precision=7, latitude=15.0, longitude=41.5)
    assert (row.geometry_role, row.uncertainty_km, row.where_precision) == ("near", 50, 7)
    assert one(place="Red Sea", where_precision=7).geometry_role == "none"


def test_a_name_is_never_matched_in_another_country():
    row = one(place="Panjgur", country="IRN", where_precision=1)
    assert row.geometry_role == "none"
    assert row.match_kind == "none"
    assert "no place named 'Panjgur' in Iran" in row.match_note


def test_a_province_that_disagrees_is_not_pinned():
    row = one(place="Panjgur", admin1="Sindh", country="PAK", where_precision=1)
    assert (row.geometry_role, row.where_precision) == ("area", 4)
    assert row.matched_name == "Sindh"
    assert "outside Sindh" in row.match_note
    assert "geonames:1168446" in row.alternatives


def test_several_places_of_one_name_are_not_pinned():
    row = one(place="San Antonio", country="MEX", where_precision=1)
    assert row.geometry_role == "none"
    assert row.alternatives.count(";") >= 2
    assert "far apart" in row.match_note


def test_the_province_settles_which():
    row = one(place="San Antonio", admin1="Nuevo León", country="MEX", where_precision=1)
    assert row.geometry_role in {"point", "area"}
    if row.geometry_role == "point":
        assert (
            provinces(["MEX"])
            .set_index("province")
            .loc["Nuevo León"]
            .geometry.contains(row.geometry)
        )


def test_nothing_similar_is_ever_pinned():
    for wrong in ("Panjgurr", "Pangur", "Panjgoor City", "Damascuss"):
        assert one(place=wrong, country="PAK", where_precision=1).geometry_role == "none"


@pytest.mark.parametrize(
    ("place", "role"),
    [
        ("Aleppo governorate", "area"),
        ("Ariha district", "area"),
        ("Aleppo", "area"),
        ("Aleppo city", "point"),
        ("near Saraqib", "near"),
        ("Saraqib town", "point"),
        ("Saraqib outskirts", "near"),
        ("20 km north of Saraqib", "near"),
        ("Road between Saraqib and Ariha", "line"),
        ("Road between Saraqib and Nowhereville", "none"),
        ("Damascus", "point"),
        ("Kobani", "point"),
        ("", "none"),
    ],
)
def test_forms(place, role):
    assert one(place=place, country="SYR").geometry_role == role


def test_forms_with_a_province_fall_back_to_it():
    row = one(place="20 km north of Nowhereville", admin1="Idlib", country="SYR", where_precision=2)
    assert (row.geometry_role, row.where_precision) == ("area", 4)
    assert "distance" in row.match_note


def test_a_province_alone_and_a_district():
    assert one(admin1="Idlib", country="SYR").where_precision == 4
    row = one(place="Ariha district", admin1="Idlib", country="SYR", where_precision=3)
    assert (row.geometry_role, row.where_precision) == ("area", 3)
    assert "district" in row.match_note


def test_a_province_without_polygon_says_what_is_drawn():
    row = one(admin1="Ituri province", country="COD")
    assert row.place_id == "iso:CD-IT"
    assert "drawn as Orientale" in row.match_note


def test_crimea_is_found_from_both_sides():
    for country in ("UKR", "RUS"):
        row = one(place="Simferopol", country=country, where_precision=1)
        assert row.geometry_role == "point"


def test_a_reviewed_place_id_decides():
    row = one(place="nonsense", country="PAK", where_precision=1, place_id="geonames:1168446")
    assert (row.match_kind, row.matched_name) == ("reviewed", "Panjgur")
    again = geocode(geocode(frame({"place": "Panjgur", "country": "PAK", "where_precision": 1})))
    assert again.iloc[0].match_kind == "exact"


def test_the_frame_is_the_documented_one_and_the_input_stays():
    events = frame({"place": "Panjgur", "country": "PAK"}, {"country": "SYR"}, {})
    events.index = [7, 7, 9]
    before = events.copy()
    out = geocode(events)
    pd.testing.assert_frame_equal(pd.DataFrame(events), pd.DataFrame(before))
    assert isinstance(out, gpd.GeoDataFrame)
    assert out.crs == CRS
    assert out.index.tolist() == [7, 7, 9]
    for column in GEOCODE_COLUMNS:
        assert out[column.name].dtype == DTYPES[column.dtype]
        if column.choices:
            assert set(out[column.name].dropna()) <= set(column.choices)
    assert out["where_precision"].dtype == "Int64"
    assert pd.isna(out["where_precision"].iloc[2])


def test_an_empty_frame():
    assert geocode(frame()).empty


def test_wrong_frames_and_views_are_refused():
    with pytest.raises(FrameError):
        geocode(pd.DataFrame({"place": ["x"]}))
    with pytest.raises(FrameError):
        geocode(frame({"place": "x"}).drop(columns="admin1"))
    with pytest.raises(UsageError):
        geocode(frame({"place": "x"}), point_of_view="mars")


@settings(max_examples=60)
@given(st.text(max_size=40), st.text(max_size=20), st.sampled_from(["SYR", "COD", None]))
def test_any_words(place, admin1, country):
    cells = {"place": place or None, "admin1": admin1 or None, "country": country}
    row = one(**cells)
    other = {
        key: unicodedata.normalize("NFD", value) if value else value for key, value in cells.items()
    }
    again = one(**other)
    assert row.geometry_role == again.geometry_role
    assert row.place_id == again.place_id or pd.isna(row.place_id)
    assert row.geometry_role in {"point", "near", "area", "none"}


@given(st.text(max_size=60))
def test_any_phrase(text):
    phrase = parse(text)
    assert all(phrase.names)
    assert phrase.relation in {"at", "near", "away", "line", "part"}


def test_territories_that_sources_count_elsewhere():
    row = one(place="Beit Hanoun town", admin1="Gaza Strip", country="ISR", where_precision=1)
    assert row.geometry_role == "point"
    assert (round(row.geometry.y, 1), round(row.geometry.x, 1)) == (31.5, 34.5)
    without = one(place="Beit Hanoun", country="ISR", where_precision=1)
    assert without.geometry_role == "point"
    assert "which sources count in the stated country" in without.match_note
    assert one(place="Vukovar", country="SRB", where_precision=1).geometry_role == "point"


def test_a_town_on_the_border_of_its_province():
    cells = {"place": "Jamrud town", "country": "PAK", "where_precision": 1}
    row = one(**cells, admin1="Federally Administered Tribal Areas")
    assert row.geometry_role == "point"
    assert one(**cells, admin1="Sindh").geometry_role == "area"


def test_neighbours_of_one_name_are_a_ring():
    row = one(place="Zaitseve village", admin1="Donetsk oblast", country="UKR", where_precision=1)
    assert (row.geometry_role, row.uncertainty_km, row.where_precision) == ("near", 25, 2)
    assert "within 25 km" in row.match_note


@pytest.mark.parametrize(
    ("place", "country", "role"),
    [
        ("Mosul", "IRQ", "point"),  # only another name of Nineveh
        ("Nineveh", "IRQ", "area"),
        ("Rafah", "PSE", "point"),  # its governorate has no polygon
        ("Port-au-Prince", "HTI", "point"),  # no port
        ("port of Hodeidah", "YEM", "near"),
        ("Cabo Delgado", "MOZ", "area"),
        ("Kyiv", "UKR", "point"),
        ("Kyiv oblast", "UKR", "area"),
        ("El Geneina", "SDN", "point"),
    ],
)
def test_bare_names(place, country, role):
    assert one(place=place, country=country).geometry_role == role


ROLE_SHAPES = {
    "point": {"Point"},
    "near": {"Point"},
    "area": {"Polygon", "MultiPolygon"},
    "line": {"LineString", "MultiLineString"},
    "none": {None},
}


@pytest.mark.parametrize(
    ("place", "country", "role"),
    [
        ("Aleppo-Damascus highway", "SYR", "line"),
        ("Road between Saraqib and Ariha", "SYR", "line"),
        ("Chad-Sudan Border", "TCD", "line"),
        ("border between Iran and Iraq", "IRN", "line"),
        ("Euphrates river", "SYR", "line"),
        ("20 km north of Panjgur", "PAK", "near"),
        ("North Rakhine state", "MMR", "area"),
        ("Nowhereville", "SYR", "none"),
    ],
)
@pytest.mark.parametrize("precision", [None, 5])
def test_every_role_has_the_geometry_that_it_is_drawn_with(place, country, role, precision):
    row = one(place=place, country=country, where_precision=precision)
    kind = None if row.geometry is None else row.geometry.geom_type
    assert kind in ROLE_SHAPES[row.geometry_role]
    if precision is None:
        assert row.geometry_role == role


def test_a_road_is_drawn_between_its_ends_and_a_border_along_itself():
    road = one(place="Aleppo-Damascus highway", country="SYR").geometry
    ends = [shapely.Point(xy) for part in shapely.get_parts(road) for xy in part.coords]
    for x, y in ((37.16, 36.20), (36.29, 33.51)):
        assert min(shapely.Point(x, y).distance(end) for end in ends) < 0.1
    west, south, east, north = one(place="Chad-Sudan Border", country="TCD").geometry.bounds
    assert 21 < west < east < 25
    assert 10 < south < north < 20
