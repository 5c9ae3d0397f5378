"""Between, along, at a distance, off a coast, on a border: what the words say and what is drawn."""

from __future__ import annotations

import math

import pytest

from geo import lines
from geo.answers import Query, kilometres
from geo.relations import between, is_off, offset
from geo.resolve import resolve


def ask(place, admin1="", country="", precision=0):
    return resolve(Query(place, "", admin1, country, precision))


@pytest.mark.parametrize(
    ("text", "km", "bearing", "place"),
    [
        ("20 km north of Sanaa", 20, 0, "Sanaa"),
        ("about 7.5 kilometres south-west of Goma town", 7.5, 225, "Goma town"),
        ("10km NE of Idlib", 10, 45, "Idlib"),
        ("5 miles east of Mosul", 8, 90, "Mosul"),
        ("some 30 km to the north of Gao", 30, 0, "Gao"),
        ("12 km SSE of Kidal", 12, 157.5, "Kidal"),
    ],
)
def test_a_distance_and_a_direction_are_read(text, km, bearing, place):
    found = offset(text)
    assert (found.km, found.bearing, found.place) == (km, bearing, place)


def test_a_distance_without_direction_and_a_direction_without_distance():
    assert math.isnan(offset("30 km from Gao").bearing)
    assert offset("north of Gao") == (0.0, 0.0, "Gao")


@pytest.mark.parametrize("text", ["Goma", "North Kivu", "Km 4", "5 de Mayo", "South of", ""])
def test_names_are_no_distances(text):
    assert offset(text) is None


@pytest.mark.parametrize(
    ("text", "one", "other", "border"),
    [
        ("Road between Shibam town and Sayun town", "Shibam town", "Sayun town", False),
        ("between Goma and Sake", "Goma", "Sake", False),
        ("the highway from Kabul to Ghazni", "Kabul", "Ghazni", False),
        ("Damascus-Homs highway", "Damascus", "Homs", False),
        ("Syria-Turkey border", "Syria", "Turkey", True),
        ("border between Chad and Sudan", "Chad", "Sudan", True),
    ],
)
def test_two_places_are_read(text, one, other, border):
    assert between(text) == (one, other, border)


def test_no_two_places():
    assert between("Goma") is None
    assert between("Guinea-Bissau") is None
    assert is_off("off the port of Hodeidah")
    assert not is_off("Offa town")


def test_an_offset_is_a_ring_of_its_own_size_in_its_direction():
    sanaa = ask("Sanaa", country="YEM")
    north = ask("20 km north of Sanaa", country="YEM")
    assert north.role == "near"
    assert kilometres(sanaa, north) == pytest.approx(20, abs=0.1)
    assert north.latitude > sanaa.latitude
    assert north.longitude == pytest.approx(sanaa.longitude)
    # The whole sector of 45 degrees lies in the ring, as does the town's own extent.
    assert north.uncertainty == pytest.approx(5 + 20 * math.sin(math.radians(22.5)), abs=0.1)
    somewhere = ask("20 km from Sanaa", country="YEM")
    assert (somewhere.latitude, somewhere.uncertainty) == (sanaa.latitude, 25)


def test_a_way_is_a_line_between_both_towns():
    road = ask("Road between Goma town and Sake town", "Nord Kivu province", "COD", 5)
    assert (road.role, road.precision, road.line.geom_type) == ("line", 5, "LineString")
    assert "not the road itself" in road.note
    far = ask("Road between Kyiv and Lviv", country="UKR")
    assert far.role == "line"
    assert ask("Road between Kyiv and Nowhereville", country="UKR").role == "none"


def test_a_border_is_the_line_that_two_polygons_share():
    both = ask("Asir region (SAU) - Şa'dah governorate (YEM) border", country="YEM", precision=5)
    assert both.role == "line"
    assert ask("Syria-Turkey border", country="SYR").line.length > 5
    part = ask("Afghanistan-Pakistan border", "Kunar province", "AFG", 5)
    whole = ask("Afghanistan-Pakistan border", country="AFG", precision=5)
    assert 0 < part.line.length < whole.line.length
    assert ask("Yemen-Ukraine border", country="YEM").role == "none"


def test_off_a_port_is_a_ring_at_sea():
    off = ask("off the port of Hodeidah", country="YEM", precision=7)
    assert (off.role, off.precision, off.uncertainty) == ("near", 7, 50)


def test_a_river_ends_at_the_stated_province():
    river = ask("Euphrates river", "Deir ez-Zor", "SYR", 5)
    assert river.role == "line"
    assert river.line.length < 4
    assert ask("Euphrates river", "Daraa", "SYR", 5).role == "area"


def test_a_part_of_a_province_is_drawn_as_the_province():
    assert ask("North Rakhine state", country="MMR").name == "Rakhine"
    assert ask("North Kivu", country="COD").name.casefold() in {"nord-kivu", "north kivu"}


def test_the_state_of_a_range_is_kept():
    assert ask("Road between Goma and Sake", "Nord Kivu", "COD", 4).role == "area"


def test_moving_along_a_great_circle():
    lon, lat = lines.moved(179.9, 0.0, 50, 90)
    assert lon == pytest.approx(-179.65, abs=0.01)
    assert lat == pytest.approx(0, abs=1e-9)
