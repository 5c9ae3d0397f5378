"""The gazetteer finds places by their names in many scripts, and never by population."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import gazetteer, settlements
from geo.names import fold

TOWNS = [
    ("Panjgur", "PAK", 26.97, 64.09),
    ("Rask", "IRN", 26.24, 61.40),
    ("راسک", "IRN", 26.24, 61.40),
    ("حلب", "SYR", 36.20, 37.16),
    ("حمص", "SYR", 34.73, 36.72),
    ("Хомс", "SYR", 34.73, 36.72),
    ("كويته", "PAK", 30.18, 67.0),
    ("کوئٹہ", "PAK", 30.18, 67.0),
    ("Київ", "UKR", 50.45, 30.52),
    ("Киев", "UKR", 50.45, 30.52),
    ("Kiev", "UKR", 50.45, 30.52),
    ("Маріуполь", "UKR", 47.1, 37.55),
    ("Бахмут", "UKR", 48.59, 38.0),
    ("תל אביב", "ISR", 32.08, 34.78),
    ("חיפה", "ISR", 32.82, 34.99),
    ("አዲስ አበባ", "ETH", 9.02, 38.75),
    ("መቀሌ", "ETH", 13.5, 39.47),
    ("ရန်ကုန်", "MMR", 16.8, 96.15),
    ("မန္တလေး", "MMR", 21.97, 96.08),
    ("صنعاء", "YEM", 15.35, 44.2),
    ("Şanlıurfa", "TUR", 37.17, 38.79),
    ("SANLIURFA", "TUR", 37.17, 38.79),
    ("Goma", "COD", -1.67, 29.23),
    ("El Geneina", "SDN", 13.45, 22.45),
    ("Maiduguri", "NGA", 11.85, 13.16),
]


@pytest.mark.parametrize(("name", "country", "latitude", "longitude"), TOWNS)
def test_towns_in_many_scripts(name, country, latitude, longitude):
    found = gazetteer.find(name, country=country)
    assert any(
        abs(p.latitude - latitude) < 0.2 and abs(p.longitude - longitude) < 0.2 for p in found
    )


def test_a_place_without_people_is_found():
    place = gazetteer.find("Panjgur")[0]
    assert place.population == 0
    assert place.place_id == "geonames:1168446"


def test_the_own_name_comes_first():
    assert gazetteer.find("Kyiv")[0].country == "UKR"
    assert gazetteer.find("Rask", country="IRN")[0].name == "Rāsak"


def test_a_country_keeps_to_itself():
    assert {place.country for place in gazetteer.find("Hamadan", country="IRN")} == {"IRN"}
    assert gazetteer.find("Panjgur", country="IRN") == []
    assert gazetteer.rows_in(fold("Goma"), "ZZZ") == []


def test_ids():
    place = gazetteer.by_id("geonames:1168446")
    assert place is not None
    assert place.name == "Panjgur"
    for wrong in (
        "",
        "geonames:",
        "geonames:1",
        "geonames:99999999999999",
        "ne:IRN-1",
        "geonames:x",
    ):
        assert gazetteer.by_id(wrong) is None


def test_a_box_lists_capitals_first():
    found = list(settlements.within((60.0, 20.0, 72.0, 36.0)))
    assert found[0].name == "Kabul"
    assert all(60 <= place.longitude <= 72 and 20 <= place.latitude <= 36 for place in found)


@given(st.text(max_size=30))
def test_any_text_is_looked_up(text):
    once = gazetteer.find(text)
    assert once == gazetteer.find(unicodedata.normalize("NFD", text))
    assert all(isinstance(place.row, int) for place in once)


def test_what_was_found_may_be_changed_without_harm():
    gazetteer.find("Goma", country="COD").clear()
    assert [place.name for place in gazetteer.find("Goma", country="COD")] == ["Goma"]
