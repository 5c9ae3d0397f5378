"""Provinces as shades: their polygons, and sums that are the table's."""

from __future__ import annotations

import random

import page_frames
import pandas as pd
import pytest
import shapely
from conflictmap.geo.tracts import VERTICES

import conflictmap as cm

PROVINCES = [("IR-11", "IRN"), ("PK-BA", "PAK"), (None, None)]


def located(*rows):
    """Events of which only the province is said: (code, name, country)."""
    return page_frames.frame(
        [
            {"event_id": f"e{n}", "province_code": code, "province": name, "country_code": country}
            for n, (code, name, country) in enumerate(rows)
        ]
    )


def many(count):
    draw = random.Random(5)  # noqa: S311 - invented events, the same each time
    rows = []
    for number in range(count):
        code, country = draw.choice(PROVINCES)
        low = draw.choice([None, 0, 1, 4])
        rows.append(
            draw.choice(page_frames.DEMO)
            | {"event_id": f"e{number}", "province_code": code, "province": code,
               "country_code": country, "killed_low": low, "status": draw.choice("ab"),
               "killed_best": None if low is None else draw.choice([None, low, low + 2]),
               "killed_high": None if low is None else draw.choice([None, low + 3])}
        )  # fmt: skip
    return rows


# --- polygons


def test_each_province_with_events_has_its_polygon():
    found = cm.tracts(located(("IR-11", "Sistan", "IRN"), ("PK-BA", "Balochistan", "PAK")))
    assert list(found["keys"]) == [("IR-11",), ("PK-BA",)]
    assert shapely.contains_xy(found.geometry.array, [61, 66], [28, 28]).all()


def test_provinces_that_one_polygon_draws_are_one_tract():
    # Himachal apart; Telangana was cut from Andhra Pradesh, which an older polygon may still draw.
    codes = [unit.code for unit in cm_units() if unit.fit == "within"]
    unit = next(unit for unit in cm_units() if unit.code == codes[0])
    around = next(other for other in cm_units() if other.unit_id == unit.parts.split()[0])
    key = around.code or around.name
    found = cm.tracts(
        located((unit.code, unit.name, unit.country), (around.code or None, key, around.country))
    )
    assert found["keys"].map(set).to_list() == [{unit.code, key}]


def cm_units():
    from conflictmap.geo.units import units

    return units()


def test_provinces_of_the_users_own_boundaries_are_shaded_as_these():
    import geopandas as gpd

    own = gpd.GeoDataFrame(
        {"level": [1, 1, 2], "country": ["IRN"] * 3, "name": ["East", "West", "East"]},
        geometry=[shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1), shapely.box(5, 5, 6, 6)],
        crs=4326,
    )
    events = located(
        (None, "East", "IRN"), ("IR-11", "West", "IRN"), ("PK-BA", "Balochistan", "PAK")
    )
    found = cm.tracts(events, own=own).set_index("keys").geometry
    assert found[("East",)].bounds == (0, 0, 1, 1)
    assert found[("IR-11",)].bounds == (1, 0, 2, 1)
    assert found[("PK-BA",)].contains(shapely.Point(66, 28))


def test_what_no_polygon_draws_is_left_out():
    found = cm.tracts(located(("XX-1", "Nowhere", "IRN"), (None, "Nowhere", None)))
    assert len(found) == 0
    assert len(cm.tracts(located())) == 0


def test_many_provinces_stay_small_and_keep_their_common_borders():
    every = [(u.code, u.name, u.country) for u in cm_units() if u.fit == "exact" and u.code]
    found = cm.tracts(located(*every[:1500:5]))
    assert shapely.get_num_coordinates(found.geometry.array).sum() <= VERTICES
    assert found.geometry.is_valid.all()


# --- sums


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    return page_frames.write(tmp_path_factory.mktemp("shades"), many(120))


def words(page):
    return [" ".join(one.split()) for one in page.locator(".shade-list li").all_text_contents()]


def expected(events):
    """What a reader of the table would say of each province, written anew."""
    for code, of in events.groupby("province_code"):
        low = of["killed_low"].fillna(of["killed_best"].where(of["killed_high"].isna()))
        value = of["killed_best"].fillna(of["killed_low"])
        alone = of["killed_low"].isna() & of["killed_high"].isna()
        high = of["killed_high"].fillna(of["killed_best"].where(alone))
        yield code, {
            "events": len(of), "killed": int(value.sum()), "low": int(low.fillna(0).sum()),
            "high": int(high.fillna(0).sum()), "open": bool(high.isna().any()),
            "stated": int(value.notna().sum()),
            "area": int(of["geometry_role"].isin(["area", "line"]).sum()),
        }  # fmt: skip


@pytest.mark.parametrize("wanted", [{}, {"type": "air_strike"}, {"status": "a", "toll": [1]}])
def test_the_sums_are_the_tables_under_any_filter(open_page, crowd, wanted):
    events = page_frames.frame(many(120))
    toll = events["killed_best"].fillna(events["killed_low"])
    keep = pd.Series(data=True, index=events.index)
    if "type" in wanted:
        keep &= events["event_type"] == wanted["type"]
    if "status" in wanted:
        keep &= (events["status"] == "a") & (toll >= 1).fillna(value=False)
    watched = open_page(crowd)
    page = watched.page
    page.get_by_role("button", name="Shade provinces by number").click()
    page.evaluate("filter => conflictmap.filter(filter)", wanted)
    said = words(page)
    shown = dict(expected(events[keep]))
    assert sum(one["events"] for one in shown.values()) > 10
    assert len(said) == len(shown)
    for code, sums in shown.items():
        text = page.evaluate(
            "sum => globalThis.conflictmap.kit.tallyWords("
            "globalThis.conflictmap.kit.createWords('en'), sum)",
            sums,
        )
        assert f"{code}: {text}" in said
    outside = int((keep & events["province_code"].isna()).sum())
    assert page.locator(".shade-outside").text_content().startswith(f"{outside} event")
    assert watched.faults == []


def test_shades_are_off_until_they_are_asked_for(open_page, crowd):
    page = open_page(crowd).page
    button = page.get_by_role("button", name="Shade provinces by number")
    assert button.get_attribute("aria-pressed") == "false"
    assert page.locator("path.shade").count() == 0
    button.press("Enter")
    assert page.locator("path.shade:visible").count() == 2
    page.get_by_role("button", name="Killed", exact=True).press("Enter")
    page.evaluate("conflictmap.filter({toll: ''})")  # nobody knows how many died in these
    assert {one.get_attribute("data-shade") for one in page.locator("path.shade").all()} == {
        "unknown"
    }
    page.evaluate("conflictmap.filter({type: 'no_such_type'})")
    assert {one.get_attribute("data-shade") for one in page.locator("path.shade").all()} == {"0"}
    button.press("Enter")
    assert page.locator("path.shade:visible").count() == 0
