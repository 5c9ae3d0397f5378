"""Boundary files of the user's own: first- and second-level units with their P-codes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from .boundaries import polygons
from .containers import sound
from .countries import country_code
from .files import paths_of
from .names import fold
from .schema import CRS, InputError
from .unit_names import find_units
from .units import claims, row_of_code, units, units_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from .files import FilePath

SUFFIXES = (".fgb", ".geojson", ".gpkg", ".json", ".parquet", ".shp")
"""What boundary files may be: FlatGeobuf, GeoJSON, GeoPackage, GeoParquet, shapefile."""
LEVELS = (1, 2)
"""The levels that are kept; deeper ones are joined to their second-level units."""
SAME = 0.7
"""Share of the area that two polygons must have in common to be the same unit."""
DETAIL = 0.001
"""Simplification in degrees, about 100 m."""
_NAME = re.compile(r"(?:(?:name|nam|nm|ref|alt|[a-z]{2})*\d?)")
_BEST = ("en", "nameen", "name", "")
_PLAIN = ("name", "name_en", "nameen", "province", "district", "governorate", "region")
_CODES = ("pcode", "code", "iso", "id")
_COUNTRY = ("adm0pcode", "admin0pcode", "gid0", "shapegroup", "iso3", "adm0en", "adm0name",
            "admin0nameen", "admin0name", "admin0", "countrycode", "country")  # fmt: skip


class _Columns(NamedTuple):
    """Which columns say what about one level: names, the best first, and the code."""

    names: list[str]
    code: str | None


def read_boundaries(paths: FilePath | Iterable[FilePath]) -> gpd.GeoDataFrame:
    """Read boundary files, such as OCHA's common operational datasets (COD-AB).

    Parameters
    ----------
    paths
        A file or several, in any CRS, with one of the suffixes of :data:`SUFFIXES`. Columns are
        known by their names: ``ADM1_EN``, ``adm1_name``, ``admin1Name_en``, ``ADM1_PCODE``,
        those of GADM and geoBoundaries, or just ``name`` and ``pcode``. A later file
        replaces what an earlier one says of a level of its country.

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:4326, one row per unit: ``level`` (1, 2), ``country`` (alpha-3), ``name``,
        ``pcode`` (may be empty), ``names`` (folded, divided by ``|``), ``parent`` (position of
        its first-level unit, -1 for none), ``unit`` (row of the shipped unit that it is, -1 for
        none), ``geometry``. Where a file has second-level units only, their first-level units
        are joined from them.

    Raises
    ------
    InputError
        If a file cannot be read, has no polygons, or no names of units.
    """
    kept: dict[tuple[str, int], pd.DataFrame] = {}
    files = paths_of(paths)
    for path in files:
        found = _levels_of(path)
        if not found:
            fault = "names no first- or second-level units: a column such as ADM1_EN or name"
            raise InputError(path, fault)
        for level, table in found.items():
            for code, part in table.groupby("country"):
                kept[str(code), level] = part
    if not kept:
        raise InputError(files[0], "names no unit of a country that is known")
    columns = ["country", "name", "pcode", "names", "above", "geometry"]
    tables = [_simplified(kept[key][columns]).assign(level=key[1]) for key in sorted(kept)]
    whole = gpd.GeoDataFrame(pd.concat(tables, ignore_index=True), geometry="geometry", crs=CRS)
    whole["parent"] = _parents(whole)
    whole["unit"] = [_shipped(row) if row["level"] == 1 else -1 for row in whole.to_dict("records")]
    return whole.drop(columns="above")


def _simplified(table: pd.DataFrame) -> pd.DataFrame:
    """Neighbours simplified together: finer than any gazetteer's point, and light in a page."""
    shape = np.asarray(table["geometry"], dtype=object)
    return table.assign(geometry=shapely.make_valid(shapely.coverage_simplify(shape, DETAIL)))


def _levels_of(path: Path) -> dict[int, pd.DataFrame]:
    """What a file says of each level."""
    out: dict[int, pd.DataFrame] = {}
    for layer in _layers(path):
        for level, table in _levels_in(path, layer).items():
            whole = out.get(level)
            # A layer of its own is better than what is joined from a deeper one.
            if whole is None or whole.attrs["joined"] >= table.attrs["joined"]:
                out[level] = table
    return out


def _layers(path: Path) -> list[gpd.GeoDataFrame]:
    """The layers of polygons, in EPSG:4326."""
    if path.suffix.lower() not in SUFFIXES:
        fault = f"is of a kind that is not read; boundaries are {', '.join(SUFFIXES)}"
        raise InputError(path, fault)
    if not path.is_file():
        raise InputError(path, "no such file")
    try:
        if path.suffix.lower() == ".parquet":
            layers = [sound(gpd.read_parquet(path))]
        else:
            names = [name for name, kind in pyogrio.list_layers(path) if kind]
            layers = [pyogrio.read_dataframe(path, layer=name) for name in names]
        found = [
            _in_degrees(path, layer) for layer in layers if isinstance(layer, gpd.GeoDataFrame)
        ]
    except (OSError, ValueError, RuntimeError, shapely.errors.ShapelyError) as error:
        raise InputError(path, f"cannot be read: {error}") from None
    found = [layer for layer in found if len(layer)]
    if not found:
        raise InputError(path, "has no polygons")
    return found


def _in_degrees(path: Path, layer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Its polygons, valid, in EPSG:4326."""
    layer = layer[layer.geometry.notna() & ~layer.geometry.is_empty]
    if layer.crs is None:
        west, south, east, north = layer.total_bounds if len(layer) else (0, 0, 0, 0)
        if min(west, -180) < -180 or max(east, 180) > 180 or max(abs(south), abs(north)) > 90:
            raise InputError(path, "does not say its coordinate reference system (.prj)")
        layer = layer.set_crs(CRS)
    layer = layer.to_crs(CRS)
    shape = shapely.make_valid(shapely.force_2d(np.asarray(layer.geometry.array)))
    shape = np.array([_areal(each) for each in shape], dtype=object)
    layer = layer.set_geometry(gpd.GeoSeries(shape, index=layer.index, crs=CRS))
    return layer[shapely.get_dimensions(shape) == 2].reset_index(drop=True)


def _areal(shape: Any) -> Any:
    """The polygons of what was made valid: a ring that crosses itself may leave lines behind."""
    if shape.geom_type != "GeometryCollection":
        return shape
    parts = shapely.get_parts(shape)
    return shapely.union_all(parts[shapely.get_dimensions(parts) == 2])


def _levels_in(path: Path, layer: gpd.GeoDataFrame) -> dict[int, pd.DataFrame]:
    """Its own level, and the first joined from it when it is deeper."""
    plain = {re.sub(r"[^0-9a-z]+", "", str(name).casefold()): str(name) for name in layer.columns}
    known = {level: _columns(plain, level) for level in (1, 2, 3, 4)}
    deepest = max((level for level, found in known.items() if found.names), default=0)
    if not deepest:
        known, deepest = _unnumbered(layer, plain)
    out = {}
    for level in (level for level in LEVELS if level <= deepest and known[level].names):
        table = _table(path, layer, plain, known, level)
        if level < deepest:
            table = _joined(table)
        table.attrs["joined"] = deepest - level
        out[level] = table
    return out


def _columns(plain: dict[str, str], level: int) -> _Columns:
    """The columns of one level, under the names that COD-AB and GADM give them."""
    names: dict[str, str] = {}
    code = None
    for key, name in plain.items():
        rest = next(
            (key.removeprefix(f"{start}{level}") for start in ("admin", "adm")
             if key.startswith(f"{start}{level}")), None,
        )  # fmt: skip
        if key in {f"name{level}", f"varname{level}", f"nlname{level}"}:
            names["name" if key.startswith("name") else key] = name
        elif key == f"gid{level}" or (rest is not None and rest.endswith("pcode")):
            code = name if rest else code or name
        elif rest is not None and _NAME.fullmatch(rest):
            names[rest] = name
    ordered = sorted(names, key=lambda key: (_BEST.index(key) if key in _BEST else 9, key))
    return _Columns([names[key] for key in ordered], code)


def _unnumbered(layer: gpd.GeoDataFrame, plain: dict[str, str]) -> tuple[dict[int, _Columns], int]:
    """The columns of a file that says its level elsewhere (geoBoundaries), or not at all."""
    level = 1
    if "shapetype" in plain and len(layer):
        said = re.fullmatch(r"ADM([1-4])", str(layer[plain["shapetype"]].iloc[0]))
        level = int(said[1]) if said else 1
    names = [plain[key] for key in ("shapename", *_PLAIN) if key in plain]
    codes = [plain[key] for key in ("shapeiso", *_CODES) if key in plain]
    none = _Columns([], None)
    table = dict.fromkeys((1, 2, 3, 4), none) | {level: _Columns(names, next(iter(codes), None))}
    return table, level if names else 0


def _table(
    path: Path,
    layer: gpd.GeoDataFrame,
    plain: dict[str, str],
    known: dict[int, _Columns],
    level: int,
) -> pd.DataFrame:
    """The units of one level, in our words."""
    own = known[level]
    names = layer[own.names].astype("str").fillna("").to_numpy(dtype=object)
    above = known[level - 1].code or next(iter(known[level - 1].names), None) if level > 1 else None
    table = pd.DataFrame(
        {
            "name": [next(filter(None, map(str.strip, row)), "") for row in names],
            "names": ["|".join(dict.fromkeys(filter(None, map(fold, row)))) for row in names],
            "pcode": _text(layer, own.code),
            "above": _text(layer, above),
            "geometry": np.asarray(layer.geometry.array),
        }
    )
    table["country"] = _countries(path, layer, plain, table)
    named = table[table["name"] != ""]  # sorted, for some drivers give rows in no set order
    return named.sort_values(["pcode", "name"], kind="stable", ignore_index=True)


def _text(layer: gpd.GeoDataFrame, name: str | None) -> list[str]:
    if name is None:
        return [""] * len(layer)
    return [str(text).strip() for text in layer[name].astype("str").fillna("")]


def _countries(
    path: Path, layer: gpd.GeoDataFrame, plain: dict[str, str], table: pd.DataFrame
) -> list[str]:
    """Each unit's country: as the file says, from its P-code, or where it lies."""
    said = next((plain[key] for key in _COUNTRY if key in plain), None)
    codes = [country_code(text) or "" for text in _text(layer, said)]
    starts = [re.match(r"[A-Z]{2,3}(?=[^A-Z])", text) for text in table["pcode"]]
    codes = [
        code or (start and country_code(start[0])) or ""
        for code, start in zip(codes, starts, strict=True)
    ]
    lost = [n for n, code in enumerate(codes) if not code]
    if lost:
        around = _country_around(np.asarray(table["geometry"])[lost])
        for n in lost:
            codes[n] = around
    if not all(codes):
        raise InputError(path, "does not say which country its units are of")
    return codes


def _country_around(shapes: np.ndarray) -> str:
    """The country in which most of some shapes lie."""
    points = shapely.point_on_surface(shapes)
    west, south, east, north = shapely.total_bounds(points)
    near = [
        unit.row
        for unit in units()
        if unit.fit in {"exact", "old"}
        and (unit.west <= east and unit.east >= west)
        and (unit.south <= north and unit.north >= south)
    ]
    shape = polygons(near)
    rows = np.array(list(shape))
    hit = rows[shapely.STRtree(list(shape.values())).query(points, predicate="within")[1]]
    found = pd.Series([units()[row].country for row in hit]).value_counts()
    return str(found.index[0]) if len(found) else ""


def _joined(table: pd.DataFrame) -> pd.DataFrame:
    """The units of a level, joined from the deeper ones that say they belong to them."""
    key = table["pcode"].where(table["pcode"] != "", table["names"])
    rows = []
    for _, part in table.groupby([table["country"], key], sort=True):
        first = part.iloc[0].to_dict()
        rows.append(first | {"geometry": shapely.union_all(np.asarray(part["geometry"]))})
    return pd.DataFrame(rows, columns=table.columns)


def _parents(whole: gpd.GeoDataFrame) -> list[int]:
    """The position of each second-level unit's first-level unit: by code, by name, by place."""
    first = whole[whole["level"] == 1]
    by_key = {
        (row["country"], key): n
        for n, row in first[["country", "pcode", "names"]].iterrows()
        for key in (row["pcode"], *row["names"].split("|"))
        if key
    }
    out = []
    for row in whole.to_dict("records"):
        if row["level"] == 1:
            out.append(-1)
            continue
        said = [row["above"], fold(row["above"])]
        found = next((by_key[row["country"], k] for k in said if (row["country"], k) in by_key), -1)
        out.append(found if found >= 0 else _holding(first, row))
    return out


def _holding(first: gpd.GeoDataFrame, row: dict[Any, Any]) -> int:
    inside = first.geometry.contains(shapely.point_on_surface(row["geometry"]))
    held = first.index[inside & (first["country"] == row["country"])]
    return int(held[0]) if len(held) else -1


def _shipped(row: dict[Any, Any]) -> int:
    """The shipped unit that a first-level unit is: by code, by name, by its shape; -1 for none."""
    by_code = row_of_code(row["pcode"])
    if by_code is not None and row["country"] in claims(by_code):
        return by_code
    match = find_units(row["name"], row["country"])
    if match.how in {"name", "code"}:
        return match.rows[0]
    own = [n for n in units_in(row["country"]) if units()[n].fit == "exact"]
    for n, shape in polygons(own).items():
        if not shape.intersects(row["geometry"]):
            continue
        both = shape.intersection(row["geometry"]).area
        if both > SAME * max(shape.area, row["geometry"].area):
            return n
    return -1
