"""Places beside the gazetteer's settlements, and names in another romanisation."""

from __future__ import annotations

import pytest

from geo import gazetteer
from geo.answers import Query
from geo.resolve import resolve
from geo.variants import alike, skeleton


def ask(place, admin1, country, precision=1):
    return resolve(Query(place, "", admin1, country, precision))


@pytest.mark.parametrize(
    ("place", "admin1", "country", "name"),
    [
        ("Arbin town", "Rif Dimashq governorate", "SYR", "‘Irbīn"),
        ("Mihtarlam town", "Laghman province", "AFG", "Mehtar Lām"),
        ("Ajabshir town", "East Azarbaijan province", "IRN", "Ajab Shīr"),
    ],
)
def test_another_romanisation_in_the_stated_province_is_the_same_place(
    place, admin1, country, name
):
    answer = ask(place, admin1, country)
    assert (answer.role, answer.name) == ("point", name)
    assert f"spelled {name} in the gazetteer" in answer.note


def test_another_romanisation_alone_decides_nothing():
    assert ask("Arbin town", "", "SYR").role == "none"
    assert ask("Arbin town", "Aleppo governorate", "SYR").role == "area"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("nashabiyeh", "an nashabiyah", True),
        ("i n tilelt", "i n tillit", True),
        ("khan yunis", "han yunis", True),
        ("al hejjnah", "hajin", False),  # too few letters in common
        ("nayreb", "ayn al arab", False),
        ("goma", "gama", False),  # two consonants are no skeleton
        ("حلب", "حلب", False),  # only Latin letters are romanised
    ],
)
def test_what_counts_as_one_name(one, other, same):
    assert alike(one, other) is alike(other, one) is same


def test_a_skeleton_drops_the_article_and_vowels():
    assert skeleton("al qamishli") == skeleton("kamishly") == "kmsl"


def test_near_a_small_district_is_the_ring_that_holds_it():
    answer = ask("Charkh district", "Logar province", "AFG", precision=2)
    assert (answer.role, answer.precision, answer.place_id[:14]) == ("near", 2, "geoboundaries:")
    assert answer.uncertainty >= 25
    assert ask("Charkh district", "Logar province", "AFG", precision=1).role == "area"
    assert ask("Charkh district", "Logar province", "AFG", precision=3).role == "area"
    assert ask("Charkh district", "", "AFG", precision=2).role != "near"
    assert ask("Fik woreda", "Somali state", "ETH", precision=2).role == "area", "none that small"


def test_barangays_answer_for_villages_and_never_for_towns():
    village = ask("Butilen village", "Maguindanao province", "PHL")
    assert (village.role, round(village.latitude, 1)) == ("point", 7.0)
    assert village.place_id.startswith("psgc:")
    assert ask("Ligao town", "Albay province", "PHL").place_id.startswith("geonames:")


def test_a_small_unit_stands_for_the_place_it_is_named_for():
    answer = ask("Puthukkudiyiruppu town", "Northern province", "LKA")
    assert (answer.role, answer.precision) == ("near", 2)
    assert 5 < answer.uncertainty <= 25
    assert "the unit of that name, whole inside the ring" in answer.note


def test_a_large_unit_does_not():
    # Danot woreda reaches 118 km from its middle.
    assert ask("Danot town", "Somali state", "ETH").role == "area"


def test_an_air_base_is_where_it_lies():
    answer = ask("Bagram airbase", "Parwan province", "AFG")
    assert (answer.role, answer.place_id) == ("point", "icao:OAIX")
    assert ask("Shayrat airbase", "Homs governorate", "SYR").name == "Shayrat Air Base"


@pytest.mark.parametrize(
    "place_id",
    ["geonames:1168446", "psgc:0102801001", "icao:OAIX", "osm:node:27565036"],
)
def test_ids_of_every_source_are_found_again(place_id):
    place = gazetteer.by_id(place_id)
    assert place is not None
    assert place.place_id == place_id


def test_a_unit_id_is_found_again():
    row = next(iter(gazetteer.rows("puthukkudiyiruppu", "A")))
    place = gazetteer.place(row)
    assert place.place_id.startswith("geoboundaries:")
    assert gazetteer.by_id(place.place_id) == place
    assert gazetteer.by_id("geoboundaries:8540358B1") is None


def test_what_is_no_settlement_is_found_only_by_its_class():
    assert gazetteer.rows("bagram air base") == []
    assert gazetteer.rows("bagram air base", "S")
    assert gazetteer.is_name("panjgur")
    assert not gazetteer.is_name("bagram air base")
    assert not gazetteer.is_name("")


def test_state_codes_need_no_country_before_them():
    from geo.unit_names import find_units
    from geo.units import units

    assert units()[find_units("TX", "USA").rows[0]].name == "Texas"
    assert units()[find_units("UP", "IND").rows[0]].name == "Uttar Pradesh"
    assert find_units("TX", "IRN").rows == ()
