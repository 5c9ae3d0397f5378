"""Tables inside other containers: spreadsheets, GeoJSON, GeoPackage, KML, GeoParquet."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyogrio

from .archives import check_archive
from .cells import Cells
from .files import read_bytes
from .schema import CRS, InputError

if TYPE_CHECKING:
    from pathlib import Path

Frame = TypeVar("Frame", bound=pd.DataFrame)
SUFFIXES = (".xlsx", ".ods", ".geojson", ".gpkg", ".kml", ".parquet", ".shp")
# Spreadsheets as they are written: every cell text, the first row the header.
_OPTIONS = {
    "OGR_XLSX_HEADERS": "FORCE",
    "OGR_XLSX_FIELD_TYPES": "STRING",
    "OGR_ODS_HEADERS": "FORCE",
    "OGR_ODS_FIELD_TYPES": "STRING",
}
# What a KML driver adds to the data of a placemark.
_KML_FIELDS = frozenset(
    [
        "altitudemode",
        "begin",
        "description",
        "draworder",
        "end",
        "extrude",
        "icon",
        "id",
        "name",
        "tessellate",
        "timestamp",
        "visibility",
    ]
)


def read_container(path: Path) -> Cells:
    """Read the first table of a container as text cells.

    Parameters
    ----------
    path
        A file whose suffix is one of :data:`SUFFIXES`; coordinates in any CRS.

    Returns
    -------
    Cells
        Its attributes as text. Where it has points and no ``latitude`` and ``longitude`` of its
        own, those columns are added, in EPSG:4326.

    Raises
    ------
    InputError
        If the file cannot be read.
    """
    check_archive(path)
    read_bytes(path)  # says what is wrong with a path in our words
    frame = _frame(path)
    table = pd.DataFrame({str(name): _text(frame[name]) for name in frame if name != "geometry"})
    if "event_id" in table and path.suffix.lower() == ".kml":
        table = table[[name for name in table if str(name).casefold() not in _KML_FIELDS]]
    if isinstance(frame, gpd.GeoDataFrame):
        table = _with_points(table, frame)
    table.index = pd.RangeIndex(1, len(table) + 1)
    table = table.apply(lambda column: column.str.strip())
    return Cells(path, table.mask(table == ""), {}, "utf-8")


def _frame(path: Path) -> pd.DataFrame:
    try:
        if path.suffix.lower() == ".parquet":
            return _parquet(path)
        pyogrio.set_gdal_config_options(_OPTIONS)
        layer = pyogrio.list_layers(path)[0, 0]
        frame: pd.DataFrame = pyogrio.read_dataframe(path, layer=layer)
    except Exception as error:  # noqa: BLE001 - drivers raise what they like
        said = str(error).splitlines() or [type(error).__name__]
        raise InputError(path, f"cannot be read as {path.suffix}: {said[0]}") from None
    return frame


def _parquet(path: Path) -> pd.DataFrame:
    try:
        frame: pd.DataFrame = gpd.read_parquet(path)
    except ValueError:  # a Parquet file without geometry
        frame = pd.read_parquet(path)
    return sound(frame)


def sound(frame: Frame) -> Frame:
    """Look at every text of a table once: Parquet does not say that its bytes are no UTF-8.

    Parameters
    ----------
    frame
        Any table.

    Returns
    -------
    DataFrame
        The same one.

    Raises
    ------
    pyarrow.ArrowInvalid
        (A ValueError.) If a text is not UTF-8.
    """
    for name in frame.columns:
        if isinstance(frame[name].dtype, pd.StringDtype):
            text = pa.array(frame[name].array)
            text.validate(full=True)
    return frame


def _text(values: pd.Series[Any]) -> pd.Series[Any]:
    """One column as a table would write it."""
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        days: pd.Series[Any] = values.dt.strftime("%Y-%m-%d")
        return days.where((values == values.dt.normalize()) | values.isna(), values.astype("str"))
    if pd.api.types.is_float_dtype(values.dtype):
        return values.map(_number, na_action="ignore").astype("str")
    if values.dtype == object:
        values = values.map(_nested, na_action="ignore")
    return values.astype("str")


def _number(value: float) -> str:
    return str(int(value)) if value == np.floor(value) and abs(value) < 1e15 else repr(float(value))


def _nested(value: object) -> str:
    if isinstance(value, dict | list | tuple | np.ndarray):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _with_points(table: pd.DataFrame, frame: gpd.GeoDataFrame) -> pd.DataFrame:
    """Add the coordinates of points, where the table does not have its own."""
    names = {str(name).casefold() for name in table}
    if {"latitude", "longitude"} <= names or not (frame.geom_type == "Point").any():
        return table
    points = frame.geometry if frame.crs is None else frame.geometry.to_crs(CRS)
    points = points.where(points.geom_type == "Point")
    return table.assign(
        latitude=points.y.map(repr, na_action="ignore").astype("str").to_numpy(),
        longitude=points.x.map(repr, na_action="ignore").astype("str").to_numpy(),
    )
