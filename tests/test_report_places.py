"""Where events of reports lie: by the words around a name, in pairs, by words that point back."""

import pytest

from geo.reports.reader import read_report

HEAD = "Published: 14 May 2024\n\n"


def first(text):
    return read_report(HEAD + text).events.iloc[0]


@pytest.mark.parametrize(
    ("text", "place", "relation", "precision"),
    [
        # a preposition that opens a sentence is no part of the name
        ("At Bria, in the Central African Republic, gunmen killed two on Monday.", "Bria", "in", 1),
        # a hyphen ties two places of one road
        (
            "Gunmen killed two traders on the Kumba-Mamfe road in Cameroon on Monday.",
            "Kumba; Mamfe",
            "between",
            5,
        ),
        # a side of a town is a district of it
        (
            "In Tonj East, Warrap State, South Sudan, raiders killed two on Monday.",
            "Tonj East",
            "in",
            3,
        ),
        # a register of villages is asked where no town bears the name
        (
            "Gunmen killed two in Barangay Dapiawan, Maguindanao, the Philippines, on Monday.",
            "Barangay Dapiawan",
            "in",
            1,
        ),
        # another romanisation of one town of the province
        ("A mortar round killed two in Tal Rifaat, Syria, on Monday.", "Tal Rifaat", "in", 1),
    ],
)
def test_where_it_lies_stands_in_the_words(text, place, relation, precision):
    event = first(text)
    found = event["place"], event["place_relation"], event["where_precision"]
    assert found == (place, relation, precision)


def test_a_direction_without_a_distance_pins_nobody_knows_where():
    event = first("In Qasr Nowhere, south of Baghdad, jets struck a compound on Monday.")
    assert event["place"] == "Qasr Nowhere"
    assert event["latitude"] != event["latitude"]


def test_a_count_belongs_to_what_its_paragraph_told():
    text = (
        "Hodeidah. On Monday Israeli planes bombed the works at Bajil, Yemen. "
        "The ministry listed four dead and 35 injured."
    )
    events = read_report(HEAD + text).events
    assert events[["place", "killed_best"]].to_numpy().tolist() == [["Bajil", 4]]


def test_the_province_is_the_one_told_before():
    text = (
        "Gunmen shot dead two men in Musakhail district, Balochistan province, Pakistan, on Monday."
        "\n\nThe army said its troops had killed 21 militants in the province on Sunday."
    )
    events = read_report(HEAD + text).events
    assert events["where_precision"].tolist() == [3, 4]
    assert events["killed_best"].tolist() == [2, 21]


def test_a_people_is_no_place():
    events = read_report(HEAD + "Syrian jets bombed Raqqa on Monday, killing two people.").events
    assert events["place"].tolist() == ["Raqqa"]
