"""Invented events and an invented ground, for tests of the page alone: no reference data needed."""

from __future__ import annotations

import random
from types import SimpleNamespace

import geopandas as gpd
import pandas as pd
from shapely.geometry import LineString, Point, box

from conflictmap import layers

PROVINCE = box(60, 25, 63, 30)
TEXTS = [
    "date_text",
    "actor",
    "target",
    "place",
    "place_relation",
    "admin1",
    "country",
    "country_stated",
    "status",
    "claimed_by",
    "acknowledged_by",
    "alleged_by",
    "denied_by",
    "weapons",
    "codename",
    "notes",
    "source_id",
    "place_id",
    "matched_name",
    "match_kind",
    "match_note",
    "alternatives",
    "country_code",
    "province",
    "province_code",
    "province_source",
    "province_flag",
]
WHOLE = [
    "date_precision",
    "where_precision",
    "killed_best",
    "killed_low",
    "killed_high",
    "injured_best",
    "injured_low",
    "injured_high",
    "killed_civilians",
    "killed_children",
]
REAL = ["latitude", "longitude", "uncertainty_km"]

NEAR = {
    "event_id": "near", "event_type": "air_strike", "date_start": "2024-01-16",
    "date_end": "2024-01-17", "date_precision": 2, "actor": "Government of A", "target": "Band B",
    "place": "Panjgur", "place_relation": "near", "admin1": "Balochistan", "country": "PAK",
    "province": "Balochistan", "province_code": "PK-BA", "country_code": "PAK",
    "where_precision": 2, "geometry_role": "near", "uncertainty_km": 25.0, "killed_best": 2,
    "killed_low": 2, "killed_high": 2, "killed_children": 2, "status": "acknowledged",
    "acknowledged_by": "A", "source_id": "S", "geometry": Point(64.09, 26.97),
}  # fmt: skip
AREA = {
    "event_id": "area", "event_type": "air_strike", "date_start": "2024-01-18",
    "date_end": "2024-01-18", "date_precision": 1, "actor": "Government of B",
    "place": "The Province", "place_relation": "in", "admin1": "The Province", "country": "IRN",
    "province": "The Province", "province_code": "IR-11", "country_code": "IRN",
    "where_precision": 4, "geometry_role": "area", "killed_low": 1, "status": "claimed",
    "claimed_by": "B (ministry)", "notes": "A had not acknowledged it.", "source_id": "S",
    "geometry": PROVINCE,
}  # fmt: skip
POINT = {
    "event_id": "point", "event_type": "armed_attack", "date_end": "2024-01-16",
    "date_precision": 5, "date_text": "recent", "actor": "Band B", "place": "Rask",
    "place_relation": "in", "country": "IRN", "where_precision": 1, "geometry_role": "point",
    "status": "contested", "alleged_by": "A", "denied_by": "Band B", "source_id": "S",
    "geometry": Point(61.4, 26.24),
}  # fmt: skip
NOWHERE = {
    "event_id": "nowhere", "event_type": "abduction", "date_text": "some years ago",
    "country": "IRN", "where_precision": 6, "geometry_role": "none", "status": "reported",
}  # fmt: skip
DEMO = [NEAR, AREA, POINT, NOWHERE]

SOURCES = pd.DataFrame(
    [
        {
            "source_id": "S", "publisher": "The desk", "title": "What happened",
            "url": "https://example.org/a", "published": "2024-01-18", "retrieved": "2024-01-19",
            "archived": "https://archive.example/a", "sha256": "0123456789abcdef" * 4, "file": None,
        }
    ]
)  # fmt: skip
EVIDENCE = pd.DataFrame(
    [
        {"event_id": "near", "field": field, "source_id": "S", "start": 0, "end": 9,
         "text": "Two children died near Panjgur."}
        for field in ("killed_best", "place")
    ]
)  # fmt: skip


def many(count):
    """Events day after day, some of them known to a month only."""
    draw = random.Random(7)  # noqa: S311 - invented events, the same each time
    rows = []
    for number in range(count):
        day = f"2024-{1 + number % 12:02d}-{1 + number % 28:02d}"
        base = DEMO[number % 4] | {"event_id": f"e{number:05d}"}
        if number % 4 != 1:  # the area is drawn as it is
            base["geometry"] = base.get("geometry") and Point(
                draw.uniform(59, 65), draw.uniform(25, 31)
            )
        if number % 7:
            base |= {"date_start": day, "date_end": day, "date_precision": 1}
        killed = number % 50 or None
        rows.append(base | dict.fromkeys(["killed_best", "killed_low", "killed_high"], killed))
    return rows


def frame(rows):
    """Rows as the frame that join_provinces returns."""
    table = pd.DataFrame(rows).reindex(
        columns=["event_id", "event_type", "date_start", "date_end", *TEXTS, *WHOLE, *REAL,
                 "geometry_role"]
    )  # fmt: skip
    for name in ("date_start", "date_end"):
        table[name] = pd.to_datetime(table[name]).astype("datetime64[s]")
    table = table.astype(dict.fromkeys(WHOLE, "Int64") | dict.fromkeys(REAL, "float64"))
    table = table.astype(dict.fromkeys([*TEXTS, "event_id", "event_type", "geometry_role"], "str"))
    shapes = [row.get("geometry") for row in rows]
    return gpd.GeoDataFrame(table, geometry=gpd.GeoSeries(shapes, crs=4326), crs=4326)


def ground():
    """A basemap of one island with one border."""

    def points(**columns):
        place = gpd.points_from_xy(columns.pop("x"), columns.pop("y"))
        return gpd.GeoDataFrame(columns, geometry=place, crs=4326)

    def shapes(geometry, **columns):
        return gpd.GeoDataFrame(columns, geometry=geometry, crs=4326)

    return SimpleNamespace(
        region=(50.0, 17.0, 75.0, 39.0),
        bounds=(58.0, 24.0, 66.0, 32.0),
        land=shapes([box(52, 24.5, 74, 38)]),
        world=shapes([box(-10, 0, 20, 30)]),
        lakes=shapes([box(58, 34, 59, 35)]),
        rivers=shapes([LineString([(64, 36), (65, 31), (67, 25)])], name=["River"], rank=[2]),
        borders=shapes(
            [LineString([(63, 24), (63, 38)]), LineString([(70, 24), (70, 38)])],
            level=[0, 1],
            disputed=[True, False],
        ),
        countries=points(x=[61, 66], y=[31, 29], name=["Iran", "Pakistan"], code=["IRN", "PAK"],
                         rank=[0, 1]),
        provinces=points(x=[61.5], y=[28], name=["The Province"], code=["IR-11"]),
        towns=points(x=[64.09, 66], y=[26.97, 30], name=["Panjgur", "Quetta"], min_zoom=[4, 5],
                     capital=[False, True]),
        seas=points(x=[62], y=[23.8], name=["Gulf"], rank=[1]),
        attribution=["Invented ground"],
        boundary_note="Borders are invented.",
    )  # fmt: skip


def tracts():
    """Two provinces as tracts of a choropleth."""
    keys = [("IR-11",), ("PK-BA",)]
    return gpd.GeoDataFrame({"keys": keys}, geometry=[PROVINCE, box(63, 25, 68, 30)], crs=4326)


def page(rows=None, **options):
    """A whole page of these events."""
    events = frame(DEMO if rows is None else rows)
    events.attrs["set_aside"] = options.pop("set_aside", [])
    paragraphs, story = options.pop("paragraphs", None), options.pop("story", ())
    settings = {
        "title": "A title", "description": "A description.", "sources": SOURCES,
        "evidence": EVIDENCE, "bounds": ground().bounds, "record": {"inputs": {"a.csv": "12ab"}},
    } | options  # fmt: skip
    made = layers.EventMap(events, **settings)
    for room in (
        layers.Story(story), layers.Basemap(ground()), layers.Choropleth(tracts()),
        layers.Areas(events), layers.Points(events), layers.Labels(),
        layers.Counts(), layers.SearchBox(), layers.EventList(), layers.Download(events),
        layers.Popup(paragraphs), layers.Legend(), layers.Timeline(), layers.Strip(),
        layers.Sheet(), layers.Address(),
    ):  # fmt: skip
        room.add_to(made)
    return made


def write(folder, rows=None, **options):
    """A page as a file."""
    path = folder / "page.html"
    path.write_text(page(rows, **options).html(), encoding="utf-8")
    return path
