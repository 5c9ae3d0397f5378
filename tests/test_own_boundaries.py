"""Boundary files of the user's own: read in every dialect, drawn, counted, carried along."""

from __future__ import annotations

import json

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from frames import frame

import build_map
from geo.boundary_files import read_boundaries
from geo.declaration import read_declaration, stated_boundaries
from geo.exports import csv_text, export_events
from geo.geocode import geocode
from geo.own_units import apply_boundaries
from geo.pages import page_events, read_page
from geo.provinces import join_provinces
from geo.schema import InputError, UsageError

# Four squares in Yemen: two provinces of two districts each, drawn by nobody but us.
SQUARES = [
    ("Şan'ā' North", "YE91", "Bilad ar-Rus", "YE9101", (44, 15, 44.5, 15.5)),
    ("Şan'ā' North", "YE91", "Bani Hushaysh", "YE9102", (44.5, 15, 45, 15.5)),
    ("Marib", "YE26", "Sirwah", "YE2601", (45, 15, 45.5, 15.5)),
    ("Marib", "YE26", "Harib", "YE2602", (45.5, 15, 46, 15.5)),
]


def districts(**renamed):
    """The second-level units as COD-AB has them."""
    columns = {
        "ADM0_EN": ["Yemen"] * 4,
        "ADM1_EN": [row[0] for row in SQUARES],
        "ADM1_AR": ["صنعاء الشمالية", "صنعاء الشمالية", "مأرب", "مأرب"],
        "ADM1_PCODE": [row[1] for row in SQUARES],
        "ADM2_EN": [row[2] for row in SQUARES],
        "ADM2_PCODE": [row[3] for row in SQUARES],
    }
    table = gpd.GeoDataFrame(columns, geometry=[shapely.box(*row[4]) for row in SQUARES], crs=4326)
    return table.rename(columns=renamed)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "yem.gpkg"
    districts().to_file(path, layer="adm2")
    return path


def located(*rows, boundaries):
    events = frame(*({"country": "YEM", **row} for row in rows))
    return apply_boundaries(join_provinces(geocode(events)), boundaries)


def test_provinces_are_joined_from_districts_and_found_again_among_the_shipped(file):
    units = read_boundaries([file])
    assert units["level"].tolist() == [1, 1, 2, 2, 2, 2]
    assert units["pcode"].tolist()[:2] == ["YE26", "YE91"]
    assert units["name"].tolist()[0] == "Marib"
    assert units.geometry.iloc[0].bounds == (45, 15, 46, 15.5)
    assert units["parent"].tolist() == [-1, -1, 0, 0, 1, 1]
    assert units["unit"].iloc[0] >= 0, "Marib is one of today's governorates"
    assert units["unit"].iloc[1] == -1, "the other is nobody's"


@pytest.mark.parametrize(
    ("suffix", "renamed"),
    [
        (".geojson", {}),
        (".shp", {}),
        (".fgb", {"ADM0_EN": "adm0_name", "ADM1_EN": "adm1_name", "ADM2_EN": "adm2_name"}),
        (".parquet", {"ADM1_EN": "admin1Name_en", "ADM2_EN": "admin2Name_en",
                      "ADM1_PCODE": "admin1Pcode", "ADM2_PCODE": "admin2Pcode"}),
        (".gpkg", {"ADM0_EN": "COUNTRY", "ADM1_EN": "NAME_1", "ADM2_EN": "NAME_2",
                   "ADM1_PCODE": "GID_1", "ADM2_PCODE": "GID_2", "ADM1_AR": "NL_NAME_1"}),
    ],
)  # fmt: skip
def test_every_dialect_and_format_says_the_same(tmp_path, file, suffix, renamed):
    path = tmp_path / f"other{suffix}"
    table = districts(**renamed)
    if suffix == ".parquet":
        table.to_parquet(path)
    elif suffix == ".shp":
        table.to_crs(32638).to_file(path, encoding="utf-8")
    else:
        table.to_file(path)
    one, other = read_boundaries([file]), read_boundaries([path])
    same = ["level", "country", "name", "pcode", "parent", "unit"]
    pd.testing.assert_frame_equal(pd.DataFrame(one[same]), pd.DataFrame(other[same]))
    apart = shapely.hausdorff_distance(np.asarray(one.geometry), np.asarray(other.geometry))
    assert apart.max() < 0.003


def test_geoboundaries_and_bare_names_are_read_too(tmp_path):
    table = districts()[["ADM2_EN", "geometry"]].rename(columns={"ADM2_EN": "shapeName"})
    table.assign(shapeGroup="YEM", shapeType="ADM2").to_file(tmp_path / "gb.geojson")
    assert read_boundaries([tmp_path / "gb.geojson"])["level"].tolist() == [2] * 4
    table.rename(columns={"shapeName": "name"}).to_file(tmp_path / "bare.geojson")
    bare = read_boundaries([tmp_path / "bare.geojson"])
    assert (bare["country"] == "YEM").all(), "found by where it lies"


def test_area_events_are_drawn_as_the_files_units(file):
    own = read_boundaries([file])
    rows = located(
        {"admin1": "Marib governorate", "where_precision": 4},
        {"admin1": "Marib", "place": "Sirwah district", "where_precision": 3},
        {"admin1": "صنعاء الشمالية", "where_precision": 4},
        {"admin1": "Marib", "place": "Bani Hushaysh district", "where_precision": 3},
        {"admin1": "Hadramaut", "where_precision": 4},
        boundaries=own,
    )
    bounds = [tuple(shape.bounds) for shape in rows.geometry]
    assert bounds[:4] == [
        (45, 15, 46, 15.5),
        (45, 15, 45.5, 15.5),
        (44, 15, 45, 15.5),
        (45, 15, 46, 15.5),
    ], "a district of another province is not drawn"
    assert bounds[4][2] > 48, "what the file does not hold stays as it was"
    assert rows["province_pcode"].fillna("").tolist() == ["YE26", "YE26", "YE91", "YE26", ""]
    assert rows["district_pcode"].fillna("").tolist() == ["", "YE2601", "", "", ""]
    assert rows["where_precision"].tolist() == [4, 3, 4, 4, 4]
    assert rows["province_code"].fillna("").tolist() == ["YE-MA", "YE-MA", "", "YE-MA", "YE-HD"]


def test_points_stay_where_they_are_and_are_counted_in_the_unit_that_holds_them(file):
    own = read_boundaries([file])
    rows = located(
        {"latitude": 15.2, "longitude": 45.2},
        {"latitude": 15.2, "longitude": 46.05},
        {"latitude": 15.2, "longitude": 44.2, "admin1": "Marib"},
        {"latitude": 16.5, "longitude": 49.0},
        boundaries=own,
    )
    assert rows.geometry.x.tolist() == [45.2, 46.05, 44.2, 49.0]
    assert rows["district"].fillna("").tolist() == ["Sirwah", "Harib", "", ""]
    assert rows["province"].tolist()[:3] == ["Marib"] * 3
    flag = rows["province_flag"].iloc[2]
    assert flag == "the row says Marib, the point lies in Şan'ā' North"
    assert rows["province_flag"].isna().tolist() == [True, True, False, True]


def test_the_input_is_left_as_it_was_and_other_countries_too(file):
    own = read_boundaries([file])
    events = frame({"country": "PAK", "admin1": "Balochistan", "where_precision": 4})
    joined = join_provinces(geocode(events))
    before = joined.copy()
    out = apply_boundaries(joined, own)
    pd.testing.assert_frame_equal(joined, before)
    pd.testing.assert_frame_equal(out[joined.columns], joined)
    assert out["province_pcode"].isna().all()


def test_p_codes_go_into_every_export(file, tmp_path):
    rows = located({"latitude": 15.2, "longitude": 45.2}, boundaries=read_boundaries([file]))
    assert "YE2601" in csv_text(rows)
    for suffix in (".geojson", ".kml"):
        export_events(rows, tmp_path / f"out{suffix}")
        assert "YE2601" in (tmp_path / f"out{suffix}").read_text(encoding="utf-8")


def test_a_file_that_is_none_is_refused_with_its_reason(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_boundaries([tmp_path / "absent.gpkg"])
    with pytest.raises(InputError, match="of a kind that is not read"):
        read_boundaries([tmp_path / "events.csv"])
    districts()[["geometry"]].to_file(tmp_path / "nameless.geojson")
    with pytest.raises(InputError, match="names no first- or second-level units"):
        read_boundaries([tmp_path / "nameless.geojson"])
    points = districts().set_geometry(districts().to_crs(32638).centroid.to_crs(4326))
    points.to_file(tmp_path / "points.geojson")
    with pytest.raises(InputError, match="has no polygons"):
        read_boundaries([tmp_path / "points.geojson"])
    (tmp_path / "broken.gpkg").write_bytes(b"no database")
    with pytest.raises(InputError, match="cannot be read"):
        read_boundaries([tmp_path / "broken.gpkg"])
    empty = json.dumps({"type": "FeatureCollection", "features": []})
    (tmp_path / "empty.geojson").write_text(empty, encoding="utf-8")
    with pytest.raises(InputError, match="has no polygons"):
        read_boundaries([tmp_path / "empty.geojson"])


def test_a_declaration_names_a_point_of_view_and_files(tmp_path, file):
    toml = tmp_path / "map.toml"
    toml.write_text(
        'title = "T"\nevents = "events.csv"\nboundaries = ["de-facto", "yem.gpkg"]\n',
        encoding="utf-8",
    )
    declared = read_declaration(toml)
    assert (declared.boundaries, declared.boundary_files) == ("de-facto", (file,))
    assert file in declared.inputs
    toml.write_text('title = "T"\nevents = "e.csv"\nboundaries = "facto"\n', encoding="utf-8")
    with pytest.raises(InputError, match="boundaries must be one of un, de-facto, a boundary file"):
        read_declaration(toml)
    with pytest.raises(UsageError, match="did you mean 'de-facto'"):
        stated_boundaries(["defacto"])
    with pytest.raises(UsageError, match="2 points of view"):
        stated_boundaries(["un", "de-facto"])


def test_the_page_carries_the_p_codes_and_can_be_verified(tmp_path, file):
    table = tmp_path / "events.csv"
    table.write_text("event_id,country,admin1,where_precision\n1,Yemen,Marib,4\n", encoding="utf-8")
    page = tmp_path / "map.html"
    assert build_map.main([str(w) for w in (table, "--boundaries", file, "-o", page, "-q")]) == 0
    assert build_map.main([str(w) for w in ("verify", page, table, file, "-q")]) == 0
    page = read_page(page)
    assert page_events(page).loc["1", "province_pcode"] == "YE26"
    assert [entry["name"] for entry in page["record"]["inputs"]] == ["events.csv", "yem.gpkg"]


def test_a_card_names_the_p_code_and_says_once_that_nobody_states_a_status(
    tmp_path, file, open_page
):
    table = tmp_path / "events.csv"
    table.write_text("event_id,country,admin1,where_precision\n1,Yemen,Marib,4\n", encoding="utf-8")
    page = tmp_path / "map.html"
    assert build_map.main([str(w) for w in (table, "--boundaries", file, "-o", page, "-q")]) == 0
    watched = open_page(page)
    watched.page.evaluate("conflictmap.select('1')")
    card = watched.page.locator("[data-popup]")
    facts = dict(zip(card.locator("dt").all_inner_texts(), card.locator("dd").all(), strict=True))
    assert facts["P-code"].inner_text() == "YE26"
    assert card.locator(".card-status").inner_text() == "Status not stated"
    assert watched.faults == []


def test_a_parquet_whose_text_is_no_utf8_is_refused_in_words(tmp_path):
    square = shapely.box(44, 15, 45, 16)
    frame = gpd.GeoDataFrame({"ADM1_EN": ["Ta\u00efz"]}, geometry=[square], crs="EPSG:4326")
    frame.to_parquet(tmp_path / "units.parquet", compression=None)
    data = (tmp_path / "units.parquet").read_bytes()
    assert "\u00ef".encode() in data
    (tmp_path / "units.parquet").write_bytes(data.replace("\u00ef".encode(), b"\xff\xff"))
    with pytest.raises(InputError, match="cannot be read"):
        read_boundaries([tmp_path / "units.parquet"])
