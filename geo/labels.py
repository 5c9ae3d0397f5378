"""Names on the map: countries, provinces, towns and seas, and the note about boundaries."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .borders import disputed_lines
from .boundaries import label_point
from .countries import country_name
from .reference import path
from .schema import CRS
from .settlements import within
from .territories import notes
from .units import Unit, code_of, country_of, units

if TYPE_CHECKING:
    from collections.abc import Iterable

Bounds = tuple[float, float, float, float]
"""west, south, east, north in degrees."""

WIDE = 100.0
"""Regions wider than this are drawn from the coarse world alone."""
TOWNS = 500
"""Most towns on a map."""
NAMED = 8
"""Most disputed lines that the note names."""
_ZOOMS = ((1_000_000, 4), (300_000, 5), (100_000, 6), (30_000, 7), (10_000, 8), (0, 9))


def touching(around: Bounds) -> list[Unit]:
    """List the units whose polygon's box meets a box.

    Parameters
    ----------
    around
        west, south, east, north in degrees.

    Returns
    -------
    list of Unit
        By row.
    """
    west, south, east, north = around
    return [
        unit
        for unit in units()
        if unit.fit in {"exact", "old"}
        and unit.west <= east
        and unit.east >= west
        and unit.south <= north
        and unit.north >= south
    ]


def _labels(rows: Iterable[dict[str, Any]], columns: list[str]) -> gpd.GeoDataFrame:
    """Names at points, as a frame that has its columns even when it is empty."""
    table = pd.DataFrame(list(rows), columns=[*columns, "longitude", "latitude"])
    points = gpd.points_from_xy(table["longitude"].astype(float), table["latitude"].astype(float))
    return gpd.GeoDataFrame(table, geometry=points, crs=CRS)


def _label(
    shape: Any, boxes: Iterable[Bounds], least: float = 0.02
) -> tuple[float, float, int, float] | None:
    """Where to write a name: longitude, latitude, which box shows enough of it, and how much."""
    west, south, east, north = shape.bounds
    for number, box in enumerate(boxes):
        frame = shapely.box(*box)
        whole = box[0] <= west and box[1] <= south and east <= box[2] and north <= box[3]
        part = shape if whole else shapely.intersection(shape, frame)
        if (
            shapely.get_dimensions(part) == 2
            and part.area > (least if number == 0 else 1e-4) * frame.area
        ):
            areal = [piece for piece in shapely.get_parts(part) if piece.geom_type == "Polygon"]
            return (*label_point(shapely.MultiPolygon(areal)), number, part.area)
    return None


def _ranked(
    found: list[tuple[dict[str, Any], tuple[float, float, int, float] | None]], columns: list[str]
) -> gpd.GeoDataFrame:
    """Label rows with ``rank``: those in the view first, then the larger."""
    labels = [({**row, "longitude": at[0], "latitude": at[1]}, at) for row, at in found if at]
    ordered = sorted(labels, key=lambda pair: (pair[1][2], -pair[1][3], pair[0]["name"]))
    return _labels(({**row, "rank": n} for n, (row, _) in enumerate(ordered)), [*columns, "rank"])


def countries(
    detail: gpd.GeoDataFrame, seen: Bounds, around: Bounds, point_of_view: str
) -> gpd.GeoDataFrame:
    """Place the names of countries inside what is visible of them.

    Parameters
    ----------
    detail
        Polygons with ``row``, ``un`` and ``de-facto`` (the two countries), EPSG:4326.
    seen
        The view: west, south, east, north in degrees.
    around
        The region: west, south, east, north in degrees.
    point_of_view
        ``un`` or ``de-facto``.

    Returns
    -------
    geopandas.GeoDataFrame
        Points, EPSG:4326: ``name``, ``code`` (alpha-3), ``rank`` (0 the largest in view).
    """
    shapes = np.asarray(detail.geometry.array)
    parts: dict[str, list[Any]] = {}
    for code, shape in zip(detail[point_of_view], shapes, strict=True):
        parts.setdefault(str(code), []).append(shape)
    found = []
    for code in sorted(parts.keys() - {""}):
        whole = shapely.union_all(parts[code]) if len(parts[code]) > 1 else parts[code][0]
        words = {"name": country_name(code), "code": code}
        found.append((words, _label(whole, (seen, around))))
    return _ranked(found, ["name", "code"])


def provinces(detail: gpd.GeoDataFrame, seen: Bounds, point_of_view: str) -> gpd.GeoDataFrame:
    """Place the names of provinces inside what the view shows of them.

    Parameters
    ----------
    detail
        Polygons with ``row``, ``un`` and ``de-facto`` (the two countries), EPSG:4326.
    seen
        The view: west, south, east, north in degrees.
    point_of_view
        ``un`` or ``de-facto``.

    Returns
    -------
    geopandas.GeoDataFrame
        Points, EPSG:4326: ``name``, ``code``, ``country``, ``rank``; none in a wide view.
    """
    found = []
    for row, shape in zip(detail["row"], detail.geometry, strict=True):
        if row >= 0 and seen[2] - seen[0] <= WIDE / 2:
            unit = units()[row]
            words = {
                "name": unit.name,
                "code": code_of(unit, point_of_view),
                "country": country_of(unit, point_of_view),
            }
            found.append((words, _label(shape, (seen,), 0.002)))
    return _ranked(found, ["name", "code", "country"])


def towns(seen: Bounds, around: Bounds) -> gpd.GeoDataFrame:
    """Choose towns spread over the region, with smaller ones where the events are.

    Parameters
    ----------
    seen
        The view: west, south, east, north in degrees.
    around
        The region: west, south, east, north in degrees.

    Returns
    -------
    geopandas.GeoDataFrame
        Points, EPSG:4326: ``name``, ``country``, ``population``, ``min_zoom``, ``capital``.
    """
    step = max(around[2] - around[0], around[3] - around[1]) / 120
    taken: set[tuple[int, int]] = set()
    rows: list[dict[str, Any]] = []
    for place in within(around, seen):
        if len(rows) == TOWNS:
            break
        cell = (int(place.longitude // step), int(place.latitude // step))
        inside = seen[0] <= place.longitude <= seen[2] and seen[1] <= place.latitude <= seen[3]
        small = place.population < 30_000 and not inside
        if cell in taken or small:
            continue
        taken.add(cell)
        zoom = (
            3
            if place.capital
            else next(zoom for least, zoom in _ZOOMS if place.population >= least)
        )
        rows.append(place._asdict() | {"min_zoom": zoom})
    return _labels(rows, ["name", "country", "population", "min_zoom", "capital"])


def seas(around: Bounds) -> gpd.GeoDataFrame:
    """List the seas whose name stands in the region.

    Parameters
    ----------
    around
        The region: west, south, east, north in degrees.

    Returns
    -------
    geopandas.GeoDataFrame
        Points, EPSG:4326: ``name``, ``rank`` (0 the oceans).
    """
    west, south, east, north = around
    with path("seas.csv").open(encoding="utf-8", newline="") as file:
        table = [
            (row["name"], int(row["rank"]), float(row["lon"]), float(row["lat"]))
            for row in csv.DictReader(file)
        ]
    keys = ("name", "rank", "longitude", "latitude")
    inside = [
        dict(zip(keys, row, strict=True))
        for row in table
        if west <= row[2] <= east and south <= row[3] <= north
    ]
    return _labels(inside, ["name", "rank"])


def boundary_note(bounds: Bounds, *, point_of_view: str = "un") -> str:
    """Say what the boundaries in view mean, and which of them are disputed.

    Parameters
    ----------
    bounds
        west, south, east, north of the view, in degrees.
    point_of_view
        ``un`` or ``de-facto``.

    Returns
    -------
    str
        One paragraph.
    """
    whose = (
        "as the United Nations count them"
        if point_of_view == "un"
        else "as they are governed in fact"
    )
    parts = [
        f"Boundaries: Natural Earth, {whose}; they state no opinion on any territory's status."
    ]
    lines = disputed_lines()
    lines = lines[lines.intersects(shapely.box(*bounds))]
    named = sorted({_line_name(row) for row in lines.to_dict("records")} - {""})
    if len(named) > NAMED:
        named = [*named[:NAMED], f"and {len(named) - NAMED} more"]
    if named:
        parts.append(f"Dashed, because disputed or not settled: {'; '.join(named)}.")
    said = [*_two_views(bounds, point_of_view), *notes(bounds, point_of_view=point_of_view)]
    return " ".join([*parts, *said])


def _line_name(row: dict[str, Any]) -> str:
    between = " and ".join(sorted({text for text in (row["left"], row["right"]) if text}))
    return f"{between} ({row['class']})" if between else str(row["name"])


def _two_views(bounds: Bounds, point_of_view: str) -> list[str]:
    """A sentence for each group of units in view that the points of view count differently."""
    groups: dict[tuple[str, str], list[str]] = {}
    for unit in touching(bounds):
        if unit.country != unit.country_de_facto:
            groups.setdefault((unit.country, unit.country_de_facto), []).append(unit.name)
    out = []
    for (un, fact), names in sorted(groups.items()):
        what = ", ".join(sorted(names)) if len(names) <= 3 else country_name(fact)
        governed = (
            "governs itself"
            if country_name(fact) in {what, *names}
            else f"governed by {country_name(fact)}"
        )
        counted = f"the United Nations count it in {country_name(un)}"
        here = (
            f"drawn in {country_name(un)}, {governed}"
            if point_of_view == "un"
            else f"{governed}; {counted}"
        )
        out.append(f"{what}: {here}.")
    return out
