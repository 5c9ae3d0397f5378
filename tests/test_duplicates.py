"""Two sources, one event: suggested where nothing speaks against it, never merged."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from conflictmap.geo.duplicates import suggest_duplicates
from frames import frame
from hypothesis import given, settings
from hypothesis import strategies as st

from conflictmap import geo  # noqa: F401 - the rooms are one package

TYPES = ["air_strike", "shelling", "armed_clash", "abduction", None]


def located(*rows, tables=None):
    """Geocoded events: a point at x, y with its radius, or an area."""
    plain = [{k: v for k, v in row.items() if k not in {"x", "y", "km", "area"}} for row in rows]
    events = frame(*plain)
    shapes = [
        row.get("area") or shapely.Point(row.get("x", 64.0), row.get("y", 27.0)) for row in rows
    ]
    events = events.set_geometry(gpd.GeoSeries(shapes, crs="EPSG:4326"))
    events["geometry_role"] = ["area" if row.get("area") else "point" for row in rows]
    events["uncertainty_km"] = [np.nan if row.get("area") else row.get("km", 1.0) for row in rows]
    events["precision_stated"] = events["where_precision"]
    for name in ("place_id", "matched_name", "match_kind", "match_note", "alternatives"):
        events[name] = pd.array([None] * len(rows), dtype="str")
    if tables:
        events.attrs["tables"] = tables
    return events


ONE = {
    "event_type": "air_strike", "date_start": "2024-01-16", "date_end": "2024-01-17",
    "actor": "Government of Iran", "target": "Jaish al-Adl", "place": "Panjgur", "country": "PAK",
    "source_id": "A",
}  # fmt: skip


def same(*rows, **options):
    said = suggest_duplicates(located(*rows, **options))["same_as"]
    return [None if pd.isna(cell) else cell for cell in said]


def test_an_event_of_another_source_is_suggested_and_nothing_is_merged():
    events = located(ONE, ONE | {"source_id": "B"}, ONE | {"source_id": "C", "x": 70.0})
    out = suggest_duplicates(events)
    assert [None if pd.isna(c) else c for c in out["same_as"]] == ["e1", "e0", None]
    pd.testing.assert_frame_equal(
        pd.DataFrame(out.drop(columns=["same_as", "geometry"])),
        pd.DataFrame(events.drop(columns="geometry")),
    )


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        ({}, True),
        ({"source_id": "A"}, False),
        ({"source_id": "B; A"}, False),
        ({"source_id": None}, False),
        ({"date_start": "2024-01-17", "date_end": "2024-01-20"}, True),
        ({"date_start": "2024-01-18", "date_end": "2024-01-18"}, False),
        ({"date_start": "2024-01-01", "date_end": "2024-01-31"}, True),
        ({"date_start": "2024-01-01", "date_end": "2024-12-31"}, False),
        ({"date_start": None}, False),
        ({"event_type": "drone_strike"}, True),
        ({"event_type": "armed_clash"}, True),
        ({"event_type": None}, True),
        ({"event_type": "abduction"}, False),
        ({"actor": "Iranian armed forces"}, True),
        ({"actor": "Pakistan Army"}, False),
        ({"actor": None, "target": None}, True),
        ({"actor": None, "target": "Baloch separatists"}, False),
        ({"actor": "Jaish al-Adl; Government of Iran", "target": None}, True),
        ({"actor": "Jaish al-Adl", "target": "Government of Iran"}, False),
        ({"x": 64.018}, True),  # 1.8 km: both may be a kilometre off
        ({"x": 64.03, "place": "Another place"}, False),
        ({"x": 64.2, "place": "PANJGŪR"}, True),  # one name, 20 km
        ({"x": 64.5, "place": "Panjgur"}, False),
        ({"x": 64.2, "place": "Elsewhere", "km": 25.0}, True),
        ({"area": shapely.box(63, 26, 65, 28), "place": None}, True),
        ({"area": shapely.box(65, 26, 66, 28), "place": None}, False),
    ],
)
def test_what_speaks_for_one_event_and_what_against(other, alike):
    found = same(ONE, ONE | {"source_id": "B"} | other)
    assert found == (["e1", "e0"] if alike else [None, None])


def test_areas_agree_when_the_middle_of_one_lies_in_the_other():
    district, province, neighbour = (
        shapely.box(*b) for b in ((1, 1, 2, 2), (0, 0, 5, 5), (5, 0, 9, 5))
    )
    rows = [
        ONE | {"area": a, "source_id": s}
        for a, s in ((district, "A"), (province, "B"), (neighbour, "C"))
    ]
    assert same(*rows) == ["e1", "e0", None]


def test_a_known_database_is_one_source_and_two_tables_are_two():
    acled = [ONE | {"source_id": "Paper One"}, ONE | {"source_id": "Paper Two"}]
    assert same(*acled, tables=[(2, "ACLED")]) == [None, None]
    assert same(*acled, tables=[(1, "ACLED"), (1, "ACLED")]) == [None, None]
    assert same(*acled, tables=[(1, "ACLED"), (1, "UCDP GED")]) == ["e1", "e0"]
    unnamed = [ONE | {"source_id": None}] * 2
    assert same(*unnamed) == [None, None]
    assert same(*unnamed, tables=[(1, ""), (1, "")]) == ["e1", "e0"]


def test_events_that_are_nowhere_and_empty_frames_are_left_alone():
    events = located(ONE, ONE | {"source_id": "B"})
    events = events.set_geometry(gpd.GeoSeries([None, None], crs="EPSG:4326"))
    assert suggest_duplicates(events)["same_as"].isna().all()
    assert len(suggest_duplicates(events.iloc[:0])) == 0


ROWS = st.builds(
    dict,
    event_type=st.sampled_from(TYPES),
    date_start=st.dates(pd.Timestamp("2024-01-01").date(), pd.Timestamp("2024-01-09").date()).map(
        str
    ),
    date_end=st.just("2024-01-09"),
    actor=st.sampled_from(["Government of Iran", "Iran", "Pakistan", "A; B", None]),
    target=st.sampled_from(["Jaish al-Adl", None]),
    place=st.sampled_from(["Panjgur", "Rask", None]),
    source_id=st.sampled_from(["A", "B", "A; B", None]),
    x=st.floats(63.5, 64.5),
    km=st.sampled_from([1.0, 5.0, 25.0]),
)


@settings(max_examples=30)
@given(st.lists(ROWS, min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_suggestions_are_mutual_and_do_not_depend_on_the_order_of_rows(rows, random):
    rows = [row | {"event_id": f"n{number}"} for number, row in enumerate(rows)]

    def pairs(ordered):
        out = suggest_duplicates(located(*ordered))
        told = out.dropna(subset="same_as")
        return {
            (one, other)
            for one, cell in zip(told["event_id"], told["same_as"], strict=True)
            for other in cell.split("; ")
        }

    found = pairs(rows)
    assert {(other, one) for one, other in found} == found
    assert pairs(random.sample(rows, len(rows))) == found


def test_the_card_leads_to_the_other_telling_and_both_are_counted(tmp_path, open_page):
    import build_map

    header = "event_id,event_type,date_start,date_end,actor,place,country,status,source_id\n"
    for name, words in (("one", "a,air_strike"), ("two", "b,armed_clash")):
        row = f"{words},2024-01-16,2024-01-17,Iran,Panjgur,PAK,reported,{name}\n"
        (tmp_path / f"{name}.csv").write_text(header + row, encoding="utf-8")
    tables = [str(tmp_path / f"{name}.csv") for name in ("one", "two")]
    assert build_map.main([*tables, "-qo", str(tmp_path / "map.html")]) == build_map.DONE
    watched = open_page(tmp_path / "map.html")
    assert watched.page.evaluate("conflictmap.state().total") == 2
    watched.page.evaluate("conflictmap.select('a')")
    watched.page.locator("[data-popup='a'] [data-same='b']").click()
    watched.page.locator("[data-popup='b'] [data-same='a']").wait_for()
    assert watched.faults == []
