"""Geometry in Parquet as whole numbers: half the size of well-known binary, and as exact.

Coordinates are multiples of 1e-4 degrees (about 10 m), stored as differences. A file has one row
per shape: its own columns, then ``x`` and ``y`` (all its vertices), ``rings`` (vertices per ring
or line) and ``polygons`` (rings per polygon; empty for lines).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from .schema import CRS, ReferenceDataError

if TYPE_CHECKING:
    from collections.abc import Sequence
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


def read(file: Path, *, where: list[tuple[str, str, Any]] | None = None) -> gpd.GeoDataFrame:
    """Read shapes back.

    Parameters
    ----------
    file
        What :func:`write` wrote.
    where
        Conditions on the columns, as pyarrow takes them: ``[("row", "in", [1, 2])]``. Row groups
        that cannot hold a match are not read.

    Returns
    -------
    geopandas.GeoDataFrame
        The file's own columns and ``geometry``, in EPSG:4326.

    Raises
    ------
    ReferenceDataError
        If the file cannot be read.
    """
    try:
        table = pq.read_table(file, filters=where, partitioning=None)
        shapes = _decode(*(table.column(name).combine_chunks() for name in _PARTS))
    except (OSError, pa.ArrowException, KeyError, ValueError) as error:
        msg = f"{file.name} of the reference data cannot be read ({error})"
        raise ReferenceDataError(msg) from error
    return gpd.GeoDataFrame(table.drop_columns(list(_PARTS)).to_pandas(), geometry=shapes, crs=CRS)


def _decode(
    x: pa.ListArray, y: pa.ListArray, rings: pa.ListArray, polygons: pa.ListArray
) -> Sequence[Any]:
    """The shapes behind the four columns."""
    if len(x) == 0:
        return []
    vertices = np.column_stack([np.asarray(x.flatten()), np.asarray(y.flatten())]) / SCALE
    ring = _offsets(np.asarray(rings.flatten()))
    per_polygon = np.asarray(polygons.flatten())
    if len(per_polygon) == 0:
        shapes = shapely.from_ragged_array(
            shapely.GeometryType.MULTILINESTRING, vertices, (ring, _offsets(_lengths(rings)))
        )
    else:
        offsets = (ring, _offsets(per_polygon), _offsets(_lengths(polygons)))
        shapes = shapely.from_ragged_array(shapely.GeometryType.MULTIPOLYGON, vertices, offsets)
    return [
        only if len(parts) == 1 else shape
        for shape in shapes
        for parts in [shape.geoms]
        for only in [parts[0]]
    ]


def _lengths(column: pa.ListArray) -> np.ndarray:
    return np.asarray(column.value_lengths())


def _offsets(lengths: np.ndarray) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(lengths)]).astype("int64")
