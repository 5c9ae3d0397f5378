"""Events are counted in the province that the row and the map agree on, or are flagged."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import pytest
import shapely
from frames import frame
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.geocode import geocode
from geo.neighbours import locate
from geo.provinces import join_provinces
from geo.schema import DTYPES, PROVINCE_COLUMNS, FrameError, UsageError
from geo.units import units


def one(*, point_of_view="un", **cells):
    return join_provinces(geocode(frame(cells)), point_of_view=point_of_view).iloc[0]


def test_the_three_events_of_the_case():
    events = frame(
        {
            "place": "Panjgur",
            "place_relation": "near",
            "admin1": "Balochistan",
            "country": "PAK",
            "where_precision": 2,
        },
        {
            "place": "Sistan-Baluchistan",
            "admin1": "Sistan-Baluchistan",
            "country": "IRN",
            "where_precision": 4,
        },
        {"place": "Rask", "admin1": "Sistan-Baluchistan", "country": "IRN", "where_precision": 1},
    )
    out = join_provinces(geocode(events))
    assert out["country_code"].tolist() == ["PAK", "IRN", "IRN"]
    assert out["province"].tolist() == [
        "Balochistan",
        "Sistan and Baluchestan",
        "Sistan and Baluchestan",
    ]
    assert out["province_code"].tolist() == ["PK-BA", "IR-11", "IR-11"]
    assert out["province_source"].tolist() == ["name", "name", "name"]
    assert out["province_flag"].isna().all()


def test_by_polygon():
    row = one(latitude=26.97, longitude=64.09, country="PAK")
    assert (row.province_code, row.province_source) == ("PK-BA", "polygon")
    row = one(latitude=26.97, longitude=64.09)
    assert (row.country_code, row.province_code) == ("PAK", "PK-BA")


def test_by_code():
    row = one(latitude=26.97, longitude=64.09, country="PAK", province_code="PK-BA")
    assert (row.province, row.province_source) == ("Balochistan", "given")
    row = one(admin1="IR-11", country="IRN")
    assert (row.province, row.province_source) == ("Sistan and Baluchestan", "given")


def test_a_border_town_belongs_to_its_stated_country():
    row = one(place="Goma", country="COD", where_precision=1)
    assert (row.country_code, row.province_code) == ("COD", "CD-NK")
    assert pd.isna(row.province_flag)


def test_a_point_just_off_the_coast_is_nearest():
    row = one(latitude=24.75, longitude=66.95, country="PAK")
    assert (row.province_code, row.province_source) == ("PK-SD", "nearest")
    row = one(latitude=20.0, longitude=65.0, country="PAK")
    assert (row.province_source, row.country_code) == ("none", "PAK")
    assert pd.isna(row.province)


def test_a_stated_province_that_disagrees_is_flagged():
    row = one(latitude=26.97, longitude=64.09, country="PAK", admin1="Sindh")
    assert (row.province_code, row.province_source) == ("PK-SD", "name")
    assert row.province_flag == "the row says Sindh, the point lies in Balochistan"


def test_a_stated_country_that_disagrees_is_flagged():
    row = one(latitude=15.35, longitude=44.2, country="IRN")
    assert (row.country_code, row.province_source) == ("IRN", "none")
    assert "the row says Iran, the point lies in Yemen" in row.province_flag


def test_an_unknown_province_is_flagged_and_the_polygon_decides():
    row = one(latitude=26.97, longitude=64.09, country="PAK", admin1="Atlantis")
    assert (row.province_code, row.province_source) == ("PK-BA", "polygon")
    assert row.province_flag == "no province 'Atlantis' is known in Pakistan"


def test_todays_province_of_a_place_on_an_old_polygon():
    row = one(place="Bunia", country="COD", where_precision=1)
    assert (row.province, row.province_code, row.province_source) == ("Ituri", "CD-IT", "name")


def test_an_old_polygon_is_flagged():
    row = one(latitude=1.56, longitude=30.25, country="COD")
    assert (row.province, row.province_source) == ("Orientale", "polygon")
    assert pd.isna(row.province_code)
    assert "old vintage" in row.province_flag


def test_an_old_polygon_whose_places_are_of_one_unit_today_is_counted_in_it():
    tribal = {"latitude": 33.9, "longitude": 70.1, "country": "PAK"}
    row = one(**tribal)
    assert (row.province_code, row.province_source) == ("PK-KP", "polygon")
    assert "old vintage; its places are counted in Khyber Pakhtunkhwa today" in row.province_flag
    assert pd.isna(one(admin1="Khyber Pakhtunkhwa", **tribal).province_flag)
    assert one(admin1="Punjab", **tribal).province_flag.startswith("the row says Punjab")


def test_the_point_of_view_decides_crimea():
    cells = {"latitude": 44.95, "longitude": 34.1}
    assert one(**cells).country_code == "UKR"
    assert one(**cells).province_code == "UA-43"
    fact = one(**cells, point_of_view="de-facto")
    assert (fact.country_code, fact.province_code) == ("RUS", "RU-CR")
    assert "point of view 'un'" in one(**cells, country="RUS").province_flag


def test_a_country_alone():
    row = one(country="SYR")
    assert (row.country_code, row.province_source) == ("SYR", "none")
    assert pd.isna(row.province)


def test_the_frame_is_the_documented_one_and_the_input_stays():
    events = geocode(
        frame({"place": "Rask", "country": "IRN"}, {}, {"country": "SYR", "admin1": "Idlib"})
    )
    before = events.copy()
    out = join_provinces(events)
    pd.testing.assert_frame_equal(pd.DataFrame(events), pd.DataFrame(before))
    for column in PROVINCE_COLUMNS:
        assert out[column.name].dtype == DTYPES[column.dtype]
        if column.choices:
            assert set(out[column.name].dropna()) <= set(column.choices)
    assert join_provinces(geocode(frame())).empty


def test_wrong_frames_and_views_are_refused():
    with pytest.raises(FrameError, match="geometry_role"):
        join_provinces(frame({"place": "x"}))
    with pytest.raises(UsageError):
        join_provinces(geocode(frame({"place": "x"})), point_of_view="mars")


@settings(max_examples=40)
@given(st.floats(-179.9, 179.9), st.floats(-84, 84))
def test_any_point_agrees_with_its_polygon(longitude, latitude):
    import numpy as np

    from geo.boundaries import unit_polygon

    near = locate(np.array([[longitude, latitude]]))[0]
    assert [km for _, km in near] == sorted(km for _, km in near)
    for row, km in near:
        inside = unit_polygon(row).intersects(shapely.Point(longitude, latitude))
        assert inside == (km == 0)
        assert units()[row].fit in {"exact", "old"}
        assert km <= 10


def test_many_points_and_few_give_the_same():
    import numpy as np

    rng = np.random.default_rng(1)
    points = np.column_stack([rng.uniform(55, 70, 2500), rng.uniform(24, 38, 2500)])
    assert locate(points)[:100] == locate(points[:100])


def test_a_territory_is_counted_as_itself_and_flagged():
    row = one(place="Beit Hanoun town", admin1="Gaza Strip", country="ISR", where_precision=1)
    assert (row.country_code, row.province) == ("PSE", "Gaza Strip")
    assert "counted in Palestine, not Israel" in row.province_flag


def test_a_name_that_several_units_bear_means_the_one_the_point_lies_in():
    """Kyiv is a city and a region; Panjshir is not called Parwan (as Natural Earth has it)."""
    names = Counter((unit.country, unit.name) for unit in units())
    borne = [
        unit
        for unit in units()
        if names[unit.country, unit.name] > 1 and unit.label_lon is not None
    ]
    drawn = [unit for unit in borne if unit.fit in {"exact", "old"}]
    assert len(drawn) > 80
    rows = [
        {
            "admin1": unit.name,
            "country": unit.country,
            "latitude": unit.label_lat,
            "longitude": unit.label_lon,
        }
        for unit in drawn
    ]
    out = join_provinces(geocode(frame(*rows)))
    assert out["province_flag"].isna().all(), out["province_flag"].dropna().tolist()
    assert out["province"].tolist() == [unit.name for unit in drawn]


def test_units_of_one_name_that_disagree_are_told_apart():
    kyiv = {"latitude": 50.45, "longitude": 30.52, "country": "UKR"}
    assert pd.isna(one(admin1="Kyiv", **kyiv).province_flag)
    flag = one(admin1="Kyiv oblast", **kyiv).province_flag
    assert flag == (
        "the row says Kyiv oblast (Region, UA-32), the point lies in Kyiv (Municipality, UA-30)"
    )


@pytest.mark.parametrize(
    ("admin1", "country", "code"),
    [
        ("Parwan province", "AFG", "AF-PAR"),
        ("Uruzgan province", "AFG", "AF-URU"),
        ("Daykundi province", "AFG", "AF-DAY"),
        ("Kibuye prefecture", "RWA", "RW-04"),  # until 2005; the whole of it lies in today's
        ("Natal province", "ZAF", "ZA-KZN"),
        ("Kiev Special Republican city", "UKR", "UA-30"),  # as UCDP writes
    ],
)
def test_a_province_is_known_by_its_own_and_its_former_name(admin1, country, code):
    assert one(admin1=admin1, country=country).province_code == code
