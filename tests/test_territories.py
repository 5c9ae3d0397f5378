"""Disputed territories: where their events are counted, and what a map says of them."""

from __future__ import annotations

import pandas as pd
import pytest
import shapely
from frames import frame

from geo.counting import SEA
from geo.geocode import geocode
from geo.labels import boundary_note
from geo.provinces import join_provinces
from geo.territories import territories
from geo.units import POINTS_OF_VIEW, row_of_id

# A point in each, the country it is counted in from either point of view, and what a map says.
VIEWS = [
    ("Crimea", 44.95, 34.10, "UKR", "RUS", "governed by Russia"),
    ("Kashmir, Srinagar", 34.08, 74.80, "IND", "IND", "Kashmir: claimed by India and Pakistan"),
    ("Kashmir, Muzaffarabad", 34.37, 73.47, "PAK", "PAK", "Line of Control"),
    ("Golan Heights", 33.27, 35.77, "SYR", "ISR", "Golan Heights: "),
    ("Western Sahara", 23.75, -15.90, "ESH", "MAR", "governed by Morocco"),
    ("Abkhazia", 43.00, 41.02, "GEO", "GEO", "Abkhazia: drawn and counted in Georgia"),
    ("Somaliland", 9.56, 44.06, "SOM", "SOL", "Somaliland: "),
    ("Northern Cyprus", 35.30, 33.40, "CYP", "CYN", "Northern Cyprus: "),
    ("Kosovo", 42.67, 21.16, "SRB", "XKX", "Kosovo: "),
    ("Palestine", 31.53, 35.10, "PSE", "PSE", "Palestine: West Bank and Gaza Strip"),
    ("Taiwan", 25.05, 121.50, "TWN", "TWN", "Taiwan: "),
]


def counted(view, **cells):
    return join_provinces(geocode(frame(cells)), point_of_view=view).iloc[0]


@pytest.mark.parametrize("territory", VIEWS, ids=str)
def test_each_disputed_territory_is_counted_as_the_point_of_view_says(territory):
    where, lat, lon, un, fact, said = territory
    cells = {"latitude": lat, "longitude": lon}
    assert [counted(view, **cells).country_code for view in POINTS_OF_VIEW] == [un, fact], where
    around = (lon - 1, lat - 1, lon + 1, lat + 1)
    for view in POINTS_OF_VIEW:
        assert said in boundary_note(around, point_of_view=view)


def test_the_note_speaks_of_what_is_in_view_and_of_nothing_else():
    sahel = boundary_note((-6, 12, 2, 18))
    assert not any(f"{one.name}:" in sahel for one in territories())
    assert "Taiwan" not in boundary_note((34, 44, 36, 46))


def test_a_golan_village_is_syrias_for_the_united_nations_and_says_so():
    row = counted("un", place="Majdal Shams", country="ISR", latitude=33.27, longitude=35.77)
    assert (row.country_code, row.province_code, row.province) == ("SYR", "SY-QU", "Quneitra")
    assert row.province_flag == (
        "counted in Syria, not Israel, from the point of view 'un': Golan Heights"
    )
    row = counted("un", country="SYR", admin1="Quneitra", latitude=33.0, longitude=35.75)
    assert (row.country_code, row.province_code) == ("SYR", "SY-QU")
    assert pd.isna(row.province_flag)
    row = counted("de-facto", country="ISR", latitude=33.27, longitude=35.77)
    assert (row.country_code, pd.isna(row.province_flag)) == ("ISR", True)


@pytest.mark.parametrize(
    ("place", "lat", "lon"),
    [("Dafna", 33.231, 35.637), ("Tiberias", 32.79, 35.53), ("Ein Gev", 32.781, 35.640),
     ("Rosh Pina", 32.969, 35.543), ("Gadot", 33.017, 35.621)],
)  # fmt: skip
def test_towns_west_of_the_line_of_1949_stay_in_israel(place, lat, lon):
    assert counted("un", latitude=lat, longitude=lon).country_code == "ISR", place


def test_every_territory_has_a_reason_and_units_that_exist():
    for one in territories():
        west, south, east, north = one.bounds
        assert west < east, one.name
        assert south < north, one.name
        assert set(one.said) == set(POINTS_OF_VIEW)
        assert all(one.said.values())
        if one.polygon is not None:
            assert shapely.is_valid(one.polygon)
            assert {one.polygon_of, one.counted_in} <= set(row_of_id())


def test_a_point_at_sea_is_flagged_unless_it_is_known_to_be_there():
    cells = {"latitude": 20.0, "longitude": 65.0, "country": "PAK"}
    assert counted("un", **cells).province_flag == SEA
    assert pd.isna(counted("un", **cells, where_precision=7).province_flag)


def test_events_in_provinces_of_an_old_vintage_are_counted_in_the_report():
    out = join_provinces(
        geocode(
            frame(
                {"country": "COD", "admin1": "Ituri", "where_precision": 4},
                {"country": "COD", "admin1": "Ituri", "where_precision": 4},
                {"country": "COD", "admin1": "Tshopo", "where_precision": 4},
                {"country": "PAK", "admin1": "Balochistan", "where_precision": 4},
            )
        )
    )
    (line,) = out.attrs["loss"]
    assert line.startswith("  vintage  Democratic Republic of the Congo: 3 events in provinces")
    assert line.endswith(": Ituri, Tshopo")
