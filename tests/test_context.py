"""What a country's number, a place cell's own province and a slash say."""

from __future__ import annotations

import pytest
from frames import frame

import conflictmap as cm
from geo.answers import Query
from geo.context import completed
from geo.countries import country_code, country_codes


@pytest.mark.parametrize(
    ("text", "code"),
    [("GW 652", "SYR"), ("gwno 770", "PAK"), ("COW 679", "YEM"), ("COW 713", "TWN"),
     ("004", "AFG"), ("652", None), ("GW 9999", None), ("GW", "GNB")],
)  # fmt: skip
def test_a_number_means_a_country_of_its_system(text, code):
    assert country_code(text) == code


def test_a_column_of_numbers_is_read_in_the_one_system_that_knows_them_all():
    assert country_codes(["652", "770", "645"]) == {"652": "SYR", "770": "PAK", "645": "IRQ"}
    assert country_codes(["652", "Yemen"]) == {"652": None, "Yemen": "YEM"}


def test_a_table_may_number_its_countries(tmp_path):
    path = tmp_path / "gw.csv"
    path.write_text("id,event_date,town,gwno\na,2024-01-16,Panjgur,770\nb,2024-01-16,Aleppo,652\n")
    events = cm.geocode(cm.read_events(path))
    assert events["country"].tolist() == ["PAK", "SYR"]
    assert "none" not in events["geometry_role"].tolist()


@pytest.mark.parametrize(
    ("place", "country", "admin1"),
    [("Portland, OR", "USA", "OR"), ("Austin TX", "USA", "TX"), ("Panjgur", "PAK", ""),
     ("Ca Mau VN", "VNM", "")],
)  # fmt: skip
def test_a_place_cell_may_name_its_state(place, country, admin1):
    assert completed(Query(place, "", "", country, 1)).admin1 == admin1


def test_what_the_row_states_is_not_overruled():
    query = Query("Portland, OR", "", "Maine", "USA", 1)
    assert completed(query) == query


def test_towns_far_apart_are_no_point_and_two_names_of_one_are():
    rows = [{"place": "Aleppo/Damascus", "country": "SYR", "where_precision": 1},
            {"place": "Kyiv/Kiev", "country": "UKR", "where_precision": 1}]  # fmt: skip
    located = cm.geocode(frame(*rows))
    assert located["geometry_role"].tolist() == ["none", "point"]
    assert "names places far apart" in located["match_note"].iloc[0]
