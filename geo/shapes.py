"""Geometry in Parquet as whole numbers: half the size of well-known binary, and as exact.

Coordinates are multiples of 1e-4 degrees (about 10 m), stored as differences. A file has one row
per shape: its own columns, then ``x`` and ``y`` (all its vertices), ``rings`` (vertices per ring
or line) and ``polygons`` (rings per polygon; empty for lines).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from .columns import chunk, numbers, read_fact
from .schema import CRS, ReferenceDataError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

SCALE = 10_000
"""Units per degree."""

_PARTS = ("x", "y", "rings", "polygons")


def write(frame: gpd.GeoDataFrame, file: Path, *, rows: int = 64) -> None:
    """Write polygons or lines, the same bytes every time.

    Parameters
    ----------
    frame
        Polygons, or lines, in EPSG:4326; single or multiple.
    file
        The Parquet file.
    rows
        Shapes per row group: what a reader of a few shapes has to read at least.
    """
    table = pa.Table.from_pandas(pd.DataFrame(frame.drop(columns="geometry")), preserve_index=False)
    for name, column in _encode(np.asarray(frame.geometry.array)).items():
        table = table.append_column(name, column)
    encoding = {f"{name}.list.element": "DELTA_BINARY_PACKED" for name in ("x", "y")}
    pq.write_table(
        table.replace_schema_metadata(None),
        file,
        compression="zstd",
        compression_level=19,
        row_group_size=rows,
        use_dictionary=False,
        column_encoding=encoding,
    )


def _encode(shapes: np.ndarray) -> dict[str, pa.ListArray]:
    """The four columns that hold a column of shapes."""
    areal = shapely.get_dimensions(shapes[:1])[0] == 2
    many = shapely.multipolygons if areal else shapely.multilinestrings
    single = [many(list(shapely.get_parts(shape))) for shape in shapes]
    _, vertices, offsets = shapely.to_ragged_array(np.array(single, dtype=object))
    ring, *rest = offsets
    polygon = rest[0] if areal else np.arange(len(ring))
    last = rest[-1]
    whole = np.round(vertices * SCALE).astype("int32")
    per_shape = polygon[last]
    counts = np.diff(polygon).astype("int32") if areal else np.zeros(0, "int32")
    return {
        "x": _lists(ring[per_shape], whole[:, 0]),
        "y": _lists(ring[per_shape], whole[:, 1]),
        "rings": _lists(per_shape, np.diff(ring).astype("int32")),
        "polygons": _lists(last if areal else np.zeros(len(last)), counts),
    }


def _lists(offsets: np.ndarray, values: np.ndarray) -> pa.ListArray:
    return pa.ListArray.from_arrays(pa.array(offsets.astype("int32")), pa.array(values))


class Packed(NamedTuple):
    """Shapes as they lie in a file: a few megabytes for every province on Earth.

    Attributes
    ----------
    columns
        The file's own columns.
    vertices
        Longitude and latitude in degrees, shape (n, 2).
    offsets
        Where each part begins among the next smaller ones, and where the last ends: rings among
        vertices, polygons among rings, shapes among polygons. Lines have no polygons.
    """

    columns: pa.Table
    vertices: np.ndarray
    offsets: tuple[np.ndarray, ...]


def packed(file: Path) -> Packed:
    """Read a file of shapes without making them.

    Parameters
    ----------
    file
        What :func:`write` wrote.

    Returns
    -------
    Packed
        Its shapes, in the order of the file.

    Raises
    ------
    ReferenceDataError
        If the file cannot be read.
    """
    table = read_fact(file)
    try:
        x, y, rings, polygons = (chunk(table.column(name)) for name in _PARTS)
        degrees = [np.asarray(np.from_dlpack(part.flatten())) / SCALE for part in (x, y)]
        offsets = [_starts(rings.flatten()), _starts(polygons.flatten())]
        if len(offsets[1]) == 1:  # lines
            offsets, polygons = offsets[:1], rings
        offsets.append(np.from_dlpack(polygons.offsets).astype("int64"))
        own = table.drop_columns(list(_PARTS))
    except (pa.ArrowException, KeyError, ValueError, AttributeError) as error:
        msg = f"{file.name} of the reference data cannot be read ({error})"
        raise ReferenceDataError(msg) from error
    return Packed(own, np.column_stack(degrees), tuple(offsets))


def _starts(lengths: pa.Array) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(np.from_dlpack(lengths))]).astype("int64")


def unpacked(source: Packed, positions: np.ndarray) -> list[Any]:
    """Make some of the shapes.

    Parameters
    ----------
    source
        What :func:`packed` gave.
    positions
        Which shapes, in rising order, shape (k,).

    Returns
    -------
    list of shapely.Geometry
        Polygons or lines, EPSG:4326; several parts make one shape.
    """
    runs = np.split(positions, np.flatnonzero(np.diff(positions) != 1) + 1)
    return [shape for run in runs if len(run) for shape in _made(source, run[0], run[-1] + 1)]


def _made(source: Packed, first: int, last: int) -> list[Any]:
    """The shapes from one position up to another."""
    kind = shapely.GeometryType
    offsets: list[np.ndarray] = []
    for starts in reversed(source.offsets):
        offsets.insert(0, starts[first : last + 1] - starts[first])
        first, last = starts[first], starts[last]
    many = kind.MULTIPOLYGON if len(offsets) == 3 else kind.MULTILINESTRING
    made = shapely.from_ragged_array(many, source.vertices[first:last], tuple(offsets))
    only = shapely.get_num_geometries(made) == 1
    made[only] = shapely.get_geometry(made[only], 0)
    return list(made)


_TESTS: dict[str, Callable[..., Any]] = {"<=": np.less_equal, ">=": np.greater_equal, "in": np.isin}


def read(file: Path, *, where: Sequence[tuple[str, str, Any]] = ()) -> gpd.GeoDataFrame:
    """Read shapes back.

    Parameters
    ----------
    file
        What :func:`write` wrote.
    where
        Conditions that all must hold: a column of numbers; ``<=``, ``>=`` or ``in``; and a
        number, or a list of them.

    Returns
    -------
    geopandas.GeoDataFrame
        The file's own columns and ``geometry``, in EPSG:4326.

    Raises
    ------
    ReferenceDataError
        If the file cannot be read.
    """
    source = packed(file)
    kept = np.ones(len(source.columns), dtype=bool)
    for name, test, value in where:
        kept &= _TESTS[test](numbers(source.columns.column(name)), value)
    chosen = np.flatnonzero(kept)
    frame = source.columns.to_pandas().iloc[chosen].reset_index(drop=True)
    return gpd.GeoDataFrame(frame, geometry=unpacked(source, chosen), crs=CRS)
