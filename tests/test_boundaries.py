"""Countries and provinces: names in many languages, codes of today, polygons on demand."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo import boundaries
from geo.boundaries import country_code, country_name, find_units, provinces, unit_polygon
from geo.schema import UsageError
from geo.units import drawn_by, row_of_code, units


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Iran", "IRN"),
        ("Iran, Islamic Republic of", "IRN"),
        ("ایران", "IRN"),
        ("پاکستان", "PAK"),
        ("Сирия", "SYR"),
        ("IR", "IRN"),
        ("irn", "IRN"),
        ("364", "IRN"),
        ("DR Congo (Zaire)", "COD"),
        ("Congo", "COG"),
        ("Yemen (North Yemen)", "YEM"),
        ("Myanmar (Burma)", "MMR"),
        ("Russia (Soviet Union)", "RUS"),
        ("Serbia (Yugoslavia)", "SRB"),
        ("Cambodia (Kampuchea)", "KHM"),
        ("Bosnia-Herzegovina", "BIH"),
        ("Ivory Coast", "CIV"),
        ("Turkey", "TUR"),
        ("Türkiye", "TUR"),
        ("Kosovo", "XKX"),
        ("the Gambia", "GMB"),
        ("United States of America", "USA"),
        ("Syrian", "SYR"),
        ("burmese", "MMR"),
        ("Congolese", None),
        ("Democratic Republic of Congo", "COD"),
        ("Gambia, The", "GMB"),
        ("Tanganyika", None),
        ("Zimbabwe (Rhodesia)", "ZWE"),
        ("Korea", None),
        ("Soviet Union", None),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_countries(text, code):
    assert country_code(text) == code


def test_every_country_knows_itself():
    from geo.countries import countries

    for item in countries().values():
        assert country_code(item.name) == item.alpha3
        assert country_code(item.alpha2) == item.alpha3
        assert country_name(item.alpha3) == item.name


@pytest.mark.parametrize(
    ("text", "country", "code"),
    [
        ("Sistan-Baluchistan", "IRN", "IR-11"),
        ("Sistan and Baluchestan", "IRN", "IR-11"),
        ("Sīstān va Balūchestān", "IRN", "IR-11"),
        ("سیستان و بلوچستان", "IRN", "IR-11"),
        ("استان سیستان و بلوچستان", "IRN", "IR-11"),
        ("Balochistan", "PAK", "PK-BA"),
        ("بلوچستان", "PAK", "PK-BA"),
        ("Khyber Pakhtunkwa province", "PAK", "PK-KP"),
        ("Rif Dimashq governorate", "SYR", "SY-RD"),
        ("Damascus", "SYR", "SY-DI"),
        ("Ar Raqqah governorate", "SYR", "SY-RA"),
        ("حلب", "SYR", "SY-HL"),
        ("Донецька область", "UKR", "UA-14"),
        ("Crimea", "UKR", "UA-43"),
        ("Kharkiv oblast", "UKR", "UA-63"),
        ("Ituri province", "COD", "CD-IT"),
        ("Bas-Uélé province", "COD", "CD-BU"),
        ("North Kivu", "COD", "CD-NK"),
        ("Turkana", "KEN", "KE-43"),
        ("North Darfur", "SDN", "SD-DN"),
        ("Şırnak province", "TUR", "TR-73"),
        ("Bretagne", "FRA", "FR-BRE"),
        ("IR-11", "IRN", "IR-11"),
        ("IR.04", "IRN", "IR-11"),
    ],
)
def test_provinces_by_name(text, country, code):
    match = find_units(text, country)
    assert units()[match.rows[0]].code == code


def test_a_province_is_never_one_of_another_country():
    assert find_units("Balochistan", "IRN").rows == ()
    assert find_units("PK-BA", "IRN").rows == ()


def test_only_the_asked_countries():
    frame = provinces(["IRN"])
    assert set(frame["country_code"]) == {"IRN"}
    assert len(frame) == 31
    assert frame.crs.to_epsg() == 4326
    assert frame.geometry.is_valid.all()


def test_points_of_view_differ_where_they_must():
    crimea = shapely.Point(34.1, 45.0)
    for view, owner, other in (("un", "UKR", "RUS"), ("de-facto", "RUS", "UKR")):
        assert provinces([owner], point_of_view=view).contains(crimea).any()
        assert not provinces([other], point_of_view=view).contains(crimea).any()
    kosovo = provinces(["XKX"], point_of_view="de-facto")
    assert len(kosovo) == 30
    assert provinces(["XKX"]).empty


def test_an_unknown_point_of_view_is_refused():
    with pytest.raises(UsageError, match="did you mean 'de-facto'"):
        provinces(["IRN"], point_of_view="defacto")


def test_units_without_a_polygon_are_drawn_by_others():
    ituri = units()[row_of_code("CD-IT")]
    assert ituri.fit == "within"
    assert [units()[row].name for row in drawn_by(ituri.row)] == ["Orientale"]
    brittany = units()[row_of_code("FR-BRE")]
    assert brittany.fit == "parts"
    assert unit_polygon(brittany.row).contains(shapely.Point(-3.0, 48.1))
    assert unit_polygon(row_of_code("IS-GAR")) is None


def test_old_codes_are_gone():
    names = {unit.name: unit for unit in units() if unit.country == "COD"}
    assert names["Orientale"].code == ""
    assert names["Orientale"].fit == "old"
    current = {unit.code for unit in units() if unit.country == "COD" and unit.code}
    assert len(current) == 26


def test_country_polygon():
    iran = boundaries.country_polygon("IRN")
    assert iran.contains(shapely.Point(51.4, 35.7))
    assert not iran.contains(shapely.Point(64.09, 26.97))
    assert boundaries.country_polygon("ZZZ") is None


def test_label_points_lie_inside():
    frame = provinces(["IDN", "CHL"])
    for shape in frame.geometry:
        assert shape.contains(shapely.Point(*boundaries.label_point(shape)))


def test_neighbours_share_their_border():
    shapes = np.asarray(provinces(["SYR"]).geometry.array)
    assert shapely.area(shapely.union_all(shapes)) == pytest.approx(
        shapely.area(shapes).sum(), rel=1e-6
    )


@given(st.text(max_size=20), st.sampled_from(["IRN", "COD", "", "ZZZ"]))
def test_any_text_is_a_country_or_province_or_not(text, country):
    assert country_code(text) is None or len(country_code(text)) == 3
    assert find_units(text, country).how in {"code", "name", "close", "none"}


@pytest.mark.parametrize(
    ("text", "country", "how"),
    [("North Eastern province", "LKA", "none"), ("North Westren province", "LKA", "close"),
     ("Nothern province", "LKA", "close"), ("South Kordofan", "SDN", "name")],
)  # fmt: skip
def test_another_point_of_the_compass_is_no_misspelling(text, country, how):
    assert find_units(text, country).how == how
