"""Forms in which coders and reporters say where: each is read, and its look-alike pins nothing."""

from __future__ import annotations

import pytest
from frames import frame

from geo.countries import country_code, country_codes
from geo.events import read_events
from geo.geocode import geocode


def located(place, admin1=None, country=None, precision=1):
    """What one row becomes: the role of its geometry, the name found, and why."""
    row = {"place": place, "admin1": admin1, "country": country, "where_precision": precision}
    found = geocode(frame({name: cell for name, cell in row.items() if cell}))
    return tuple(found[name].fillna("")[0] for name in
                 ("geometry_role", "matched_name", "match_note"))  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("GW 652", "SYR"),
        ("gwno652", "SYR"),
        ("Gleditsch-Ward 490", "COD"),
        ("COW 679", "YEM"),
        ("GW 678", "YEM"),
        ("COW 970", "NRU"),
        ("GW 970", "KIR"),
        ("004", "AFG"),
        ("770", "PAK"),  # only one system knows it
        ("GW 679", None),
        ("GW 999", None),
        ("652", None),  # Syria, or Saint Barthélemy
        ("840", None),  # the Philippines, or the United States
    ],
)
def test_a_country_s_number_means_it_with_its_system(text, code):
    assert country_code(text) == code


def test_the_numbers_of_a_column_say_together_whose_they_are():
    assert country_codes(["652", "770", "Syria"]) == {"652": "SYR", "770": "PAK", "Syria": "SYR"}
    assert country_codes(["840", "356"]) == {"840": "USA", "356": "IND"}
    assert country_codes(["840", "2"]) == {"840": "PHL", "2": "USA"}
    assert country_codes(["652", "9999"]) == {"652": None, "9999": None}


@pytest.mark.parametrize(
    ("header", "number", "code"),
    [("gwno", "652", "SYR"), ("ccode", "970.0", "NRU"), ("country_id", "770", "PAK")],
)
def test_a_column_of_numbers_is_read_in_the_system_it_is_called_for(tmp_path, header, number, code):
    path = tmp_path / "table.csv"
    path.write_text(f"town,{header}\nHoms,{number}\nHama,\n", encoding="utf-8")
    events = read_events(path)
    assert events["country"].fillna("").tolist() == [code, ""]


@pytest.mark.parametrize(
    ("place", "admin1", "country", "found"),
    [
        ("Portland, OR", None, "USA", "Portland"),
        ("Springfield, Illinois", None, "USA", "Springfield"),
        ("Austin TX", None, "USA", "Austin"),
        ("Austin", "TX", "USA", "Austin"),
        ("Raipur", "CG", "IND", "Raipur"),
        ("Lucknow", "U.P.", "IND", "Lucknow"),
        ("Lyman, Donetsk oblast", None, "UKR", "Lyman"),
        ("Lyman (Donetsk oblast)", None, "UKR", "Lyman"),
        ("Damascus (Syria)", None, None, "Damascus"),
        ("Kobani/Ayn al-Arab", None, "SYR", "‘Ayn al ‘Arab"),
        ("Deir ez-Zor/Dayr az Zawr town", "Deir ez-Zor", "SYR", "Deir ez-Zor"),
    ],
)
def test_a_place_that_says_its_province_or_its_other_name_is_pinned(place, admin1, country, found):
    assert located(place, admin1, country)[:2] == ("point", found)


@pytest.mark.parametrize(
    ("place", "admin1", "country", "why"),
    [
        ("Hama/Homs", None, "SYR", "places far apart"),
        ("Al Bab, Idlib", None, "SYR", "outside idlib"),
        ("Portland XX", None, "USA", "no place named"),
        ("Portland", None, "USA", "far apart"),
        ("Kupwara", "J&K", "IND", "far apart"),
        ("Damascus (Atlantis)", None, None, "far apart"),
    ],
)
def test_a_place_whose_province_contradicts_or_is_unknown_is_not_pinned_elsewhere(
    place, admin1, country, why
):
    role, _, note = located(place, admin1, country)
    assert role in {"none", "area"}
    assert why in note


def test_a_department_known_to_the_first_level_is_that_unit():
    assert located("Cauca department", None, "COL", 4)[:2] == ("area", "Cauca")
    assert located("Cauca department", None, "COL", 1)[0] != "point"
