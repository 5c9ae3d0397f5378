"""Places beside cities500: villages of two registers, second-level units, airports.

They share the columns of :func:`making.places.read`. ``feature`` says what they are, as GeoNames'
feature classes do: ``V`` a village of a register, ``A`` an administrative unit, ``S`` an airport.
"""

from __future__ import annotations

import csv
import io
import sqlite3
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from geo.countries import country_code
from geo.names import fold, strip_generic

from .countries import alpha3

if TYPE_CHECKING:
    from .origins import Store

KM = 111.195
"""Kilometres per degree of latitude."""
AIRPORT_WORDS = ("airport", "airfield", "air base", "airbase", "airstrip", "air station")
_CODES = (
    "AFG AGO ARM AZE BDI BEN BFA BGD BIH BRA CAF CIV CMR COD COG COL DJI DZA ECU EGY ERI ETH "
    "GAB GEO GHA GIN GMB GNB GTM HND HTI IDN IND IRN IRQ ISR JOR KAZ KEN KGZ KHM LAO LBN LBR "
    "LBY LKA LSO MDG MEX MLI MMR MOZ MRT MWI MYS NAM NER NGA NIC NPL PAK PAN PER PHL PNG PRK "
    "PSE RUS RWA SAU SDN SEN SLE SLV SOM SSD SWZ SYR TCD TGO THA TJK TLS TUN TUR TZA UGA UKR "
    "UZB VEN YEM ZAF ZMB ZWE "
)
COUNTRIES = frozenset(_CODES.split())
"""Where armed conflict is coded; elsewhere cities500 has the seat of nearly every unit."""
SEAT_KM, SEATS, SEAT_SHARE = 10.0, 3, 0.5
"""The units of a country are believed unless, of so many or more that bear the name of one town,
fewer lie so close to it: in the package the names of some countries stand at others' shapes."""


def units(store: Store, cities: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray]:
    """Read geoBoundaries' lowest units: one row each with a point, and their polygons.

    Left out are the countries whose units do not lie where the towns of their names do.
    """
    found, shapes = _polygons(store)
    found["country"] = _countries(store, found)
    keep = found["country"].isin(COUNTRIES) & found["name"].map(_is_name)
    keep &= ~found["country"].isin(_mislaid(found[keep], shapes[keep.to_numpy()], cities))
    found, shapes = found[keep].reset_index(drop=True), shapes[keep.to_numpy()]
    inside = shapely.centroid(shapes)
    outside = ~shapely.contains(shapes, inside)
    inside[outside] = shapely.point_on_surface(shapes[outside])
    found["lon"], found["lat"] = shapely.get_x(inside), shapely.get_y(inside)
    found["radius"] = _reach(shapes, found["lon"].to_numpy(), found["lat"].to_numpy())
    found["id"] = found["shape_id"].str.split("B").str[-1].astype("int64")
    found["source"] = "geoboundaries:" + found["shape_id"].str[:8]
    order = found.sort_values(["source", "id"]).index.to_numpy()
    return complete(found.loc[order], "A"), shapes[order]


def _polygons(store: Store) -> tuple[pd.DataFrame, np.ndarray]:
    """Every row of the package's database, in the order of its ids."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "data.db"
        file.write_bytes(store.read("boundaries", "gazetteer/data/data.db"))
        with sqlite3.connect(file) as base:
            rows = base.execute(
                "select name, shape_id, coordinates from location_data order by shape_id, name"
            ).fetchall()
    shapes = shapely.make_valid(shapely.from_wkb([row[2] for row in rows]))
    named = [(_decoded(name), shape_id) for name, shape_id, _ in rows]
    return pd.DataFrame(named, columns=["name", "shape_id"]), shapes


def _decoded(text: str) -> str:
    """Undo what the package did to some names: UTF-8 read as Windows' code page."""
    for encoding in ("latin-1", "cp1252"):
        try:
            return text.encode(encoding).decode()
        except UnicodeError:
            continue
    return text


def _countries(store: Store, found: pd.DataFrame) -> pd.Series:
    """The country of each id's prefix: the one that most of its shapes are said to lie in."""
    text = store.read("boundaries", "gazetteer/data/geo-boundaries.csv").decode()
    said = {row["shape_id"]: row["admin1"] for row in csv.DictReader(io.StringIO(text))}
    prefix = found["shape_id"].str[:8]
    votes: dict[str, Counter[str]] = {}
    for code, shape in zip(prefix, found["shape_id"], strict=True):
        votes.setdefault(code, Counter())[said.get(shape, "")] += 1
    country = {
        code: country_code(counted.most_common(1)[0][0]) or "" for code, counted in votes.items()
    }
    return prefix.map(country)


def _mislaid(found: pd.DataFrame, shapes: np.ndarray, cities: pd.DataFrame) -> set[str]:
    """The countries whose units, by the towns that alone bear their names, lie elsewhere."""
    own = found[["country", "name"]].assign(shape=shapes, key=found["name"].map(_core))
    towns = cities[["country", "name", "lat", "lon"]].assign(key=cities["name"].map(_core))
    own, towns = (t.drop_duplicates(["country", "key"], keep=False) for t in (own, towns))
    both = own.merge(towns, on=["country", "key"])
    degrees = shapely.distance(both["shape"], shapely.points(both["lon"], both["lat"]))
    close = pd.Series(degrees * KM <= SEAT_KM).groupby(both["country"])
    wrong = (close.count() >= SEATS) & (close.mean() < SEAT_SHARE)
    return set(wrong.index[wrong])


def _core(text: str) -> str:
    """A name without its generic words."""
    return strip_generic(fold(text)).core


def _is_name(text: str) -> bool:
    """Whether a unit bears a name rather than a number."""
    core = _core(text)
    return len(core) > 1 and not core.replace(" ", "").isdigit()


def _reach(shapes: np.ndarray, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Kilometres from each point to the farthest vertex of its shape."""
    xy, of = shapely.get_coordinates(shapes, return_index=True)
    east = (xy[:, 0] - lon[of]) * np.cos(np.radians(lat[of]))
    far = np.hypot(east, xy[:, 1] - lat[of]) * KM
    out = np.zeros(len(shapes))
    np.maximum.at(out, of, far)
    return out


def barangays(store: Store) -> pd.DataFrame:
    """Read the barangays of the Philippines that have a name and a surveyed outline."""
    rows = []
    for facts in store.json("barangays", "psgc/data/core/barangays.json"):
        name, _, other = facts["name"].partition(" (")
        own = _core(name)
        surveyed = facts.get("coordinate_source") != "fallback_unverified"
        if facts.get("coordinate") and surveyed and _is_name(own) and own != "poblacion":
            others = [text for text in [other.rstrip(")")] if text not in {"", "Pob."}]
            rows.append(
                {
                    "id": int(facts["psgc_code"]),
                    "name": name,
                    "lat": facts["coordinate"]["latitude"],
                    "lon": facts["coordinate"]["longitude"],
                    "population": facts.get("population") or 0,
                    "others": others,
                    "radius": np.sqrt((facts.get("area_km2") or 1) / np.pi),
                }
            )
    table = pd.DataFrame(rows).sort_values("id", ignore_index=True)
    return complete(table.assign(country="PHL", source="psgc"), "V")


def nigeria(store: Store) -> pd.DataFrame:
    """Read the settlements of Nigeria in OpenStreetMap."""
    text = store.read("nigeria", "safesignal_geo/data/nigeria_v0.2.csv").decode()
    rows = []
    for facts in csv.DictReader(io.StringIO(text)):
        kind, _, number = facts["source"].removeprefix("osm:").partition("/")
        if (
            facts["type"] == "settlement"
            and number.isdecimal()
            and _is_name(facts["canonical_name"])
        ):
            rows.append(
                {
                    "id": int(number),
                    "name": facts["canonical_name"],
                    "lat": float(facts["lat"]),
                    "lon": float(facts["lng"]),
                    "source": f"osm:{kind}",
                    "others": facts["aliases"].split(";"),
                }
            )
    table = pd.DataFrame(rows).drop_duplicates(["source", "id"])
    table = table.sort_values(["source", "id"], ignore_index=True)
    return complete(table.assign(country="NGA"), "V")


def airports(store: Store) -> pd.DataFrame:
    """Read the airports and air bases outside the United States' private fields."""
    text = store.read("airports", "airportsdata/airports.csv").decode()
    iso, rows = alpha3(store), []
    for facts in csv.DictReader(io.StringIO(text)):
        code = facts["icao"]
        private = facts["country"] in {"US", "CA", "AU", "BR"} and not facts["iata"]
        if private or facts["country"] not in iso or not code.isalnum() or not code.isascii():
            continue
        rows.append(
            {
                "id": int(code, 36),
                "name": facts["name"],
                "country": iso[facts["country"]],
                "lat": float(facts["lat"]),
                "lon": float(facts["lon"]),
                "others": _airport_names(facts["name"], facts["city"]),
            }
        )
    table = pd.DataFrame(rows).drop_duplicates("id").sort_values("id", ignore_index=True)
    return complete(table.assign(source="icao"), "S")


def _airport_names(name: str, city: str) -> list[str]:
    """The names an airport is asked for under, without the word for it."""
    core = strip_generic(fold(name)).core
    for word in ("international", "domestic", "regional"):
        core = core.removesuffix(" " + word)
    return [text for text in dict.fromkeys((core, city)) if text]


def complete(table: pd.DataFrame, feature: str) -> pd.DataFrame:
    """Give a table the columns it lacks."""
    fill: dict[str, Any] = {
        "gn": "",
        "stated": -1,
        "population": 0,
        "capital": False,
        "radius": 0.0,
    }
    table = table.assign(feature=feature, **{k: v for k, v in fill.items() if k not in table})
    if "others" not in table:
        table = table.assign(others=[[] for _ in range(len(table))])
    return table.reset_index(drop=True)
