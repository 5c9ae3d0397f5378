"""Located events as files for other programs: everything the frame knows, nothing left out."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pandas as pd
import pyogrio

from .files import whole
from .review import as_located
from .schema import (
    BOUNDARY_COLUMNS,
    DUPLICATE_COLUMNS,
    EVENT_COLUMNS,
    GEOCODE_COLUMNS,
    PROVINCE_COLUMNS,
    REVIEW_COLUMNS,
    UsageError,
    check,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import geopandas as gpd

    from .files import FilePath

Table = TypeVar("Table", bound=pd.DataFrame)
_GROUPS = (EVENT_COLUMNS, GEOCODE_COLUMNS, PROVINCE_COLUMNS)
_NAMES = [
    column.name for group in (*_GROUPS, REVIEW_COLUMNS, DUPLICATE_COLUMNS) for column in group
]
# A spreadsheet runs a cell that starts so; an apostrophe before it makes it text again.
_FORMULA = re.compile(r"^'?[=+\-@\t\r]")
# What XML 1.0 cannot hold.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def export_events(
    events: gpd.GeoDataFrame,
    path: FilePath,
    *,
    tables: Mapping[str, pd.DataFrame | None] | None = None,
    record: Mapping[str, object] | None = None,
    for_machines: bool = False,
) -> None:
    """Write located events to a file, wholly or not at all.

    Parameters
    ----------
    events
        A frame that went through ``geocode`` and ``join_provinces``; EPSG:4326.
    path
        The file; its suffix says how: ``.csv``, ``.geojson``, ``.gpkg``, ``.parquet``
        (GeoParquet), ``.kml``, or ``.json`` for the build record alone.
    tables
        Companions by name (``sources``, ``evidence``); a GeoPackage takes them along.
    record
        The build record, for ``.json``.
    for_machines
        Whether a ``.csv`` is read by programs alone, so that no cell is guarded from
        spreadsheets; see :func:`csv_text`.

    Raises
    ------
    UsageError
        If the suffix is none of these.
    FrameError
        If a step's columns are missing.
    OutputError
        If the file cannot be written.
    """
    path = Path(path)
    check(events, *_GROUPS)
    check_export(path)
    ordered = _told(events, given=[True] * len(events))[[*_names(events), "geometry"]]
    with whole(path) as beside:
        if path.suffix == ".json":
            beside.write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        elif path.suffix == ".gpkg":
            _write_gpkg(ordered, beside, tables or {})
        elif path.suffix == ".csv":
            text = csv_text(ordered, for_machines=for_machines)
            beside.write_text(text, encoding="utf-8", newline="")
        else:
            _WRITERS[path.suffix](ordered, beside)


def check_export(path: FilePath, *, also: Iterable[str] = ()) -> None:
    """Refuse a file whose suffix says no format that is written.

    Parameters
    ----------
    path
        The file.
    also
        Suffixes that are written elsewhere.

    Raises
    ------
    UsageError
        With the suffixes that are.
    """
    known = [*_WRITERS, ".csv", ".gpkg", ".json", *also]
    if Path(path).suffix not in known:
        msg = f"{path}: is none of the formats that are written: {', '.join(sorted(known))}"
        raise UsageError(msg)


def csv_text(events: gpd.GeoDataFrame, *, for_machines: bool = False) -> str:
    """Write located events as CSV text, for a person to correct and feed back.

    Read again, unchanged rows are located as before; a changed latitude and longitude, place_id
    or where_precision wins; a row whose latitude and longitude were emptied is looked up anew.

    Parameters
    ----------
    events
        A frame that went through ``geocode`` and ``join_provinces``; EPSG:4326.
    for_machines
        Whether to leave cells as they are. A reader of ours then takes an apostrophe before a
        formula sign for our own guard, so that such a cell alone does not come back as it was.

    Returns
    -------
    str
        CSV with every documented column. ``latitude`` and ``longitude`` are those that the
        source gives, else of the point found, or of a label point inside an area or on a line;
        empty where there is no geometry. A cell that a spreadsheet would run is kept as text by
        an apostrophe, which reading the table takes away again.

    Raises
    ------
    FrameError
        If a step's columns are missing.

    Examples
    --------
    >>> from geo.events import read_events
    >>> from geo.geocode import geocode
    >>> from geo.provinces import join_provinces
    >>> events = geocode(read_events("data/iran-pakistan-2024/events.csv"))
    >>> csv_text(join_provinces(events)).partition(",")[0]
    'event_id'
    """
    check(events, *_GROUPS)
    points = events.geometry.representative_point()
    table = pd.DataFrame(events.drop(columns="geometry"))
    given = table["latitude"].notna()
    found = {"latitude": points.y.round(5), "longitude": points.x.round(5)}
    table = table.assign(**{name: table[name].fillna(found[name]) for name in found})
    table = _told(table, given=given)[_names(events)]
    written = table if for_machines else _safe(table)
    return written.to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\n")


def _names(events: gpd.GeoDataFrame) -> list[str]:
    """The documented columns; those of the user's own boundaries only where there are any."""
    return _NAMES + [column.name for column in BOUNDARY_COLUMNS if column.name in events]


def _told(events: Table, *, given: Iterable[bool]) -> Table:
    """With what a reviewer may change, and ``same_as``, which may not have been asked for."""
    same = events["same_as"] if "same_as" in events else pd.array([None] * len(events), dtype="str")
    return events.assign(as_located=as_located(events, given=given), same_as=same)


def _safe(table: pd.DataFrame) -> pd.DataFrame:
    """Text that no spreadsheet runs."""
    texts: pd.DataFrame = table.select_dtypes(include="str")
    runs = texts.apply(lambda column: column.str.match(_FORMULA, na=False))
    return table.assign(**texts.mask(runs, "'" + texts))


def _plain(events: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Dates as ISO text, whole numbers that may be missing as such."""
    dates = events.select_dtypes(include="datetime")
    return events.assign(**{name: dates[name].dt.strftime("%Y-%m-%d") for name in dates})


def _write_geojson(events: gpd.GeoDataFrame, path: Path) -> None:
    text = _plain(events).to_json(na="null", drop_id=True, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8", errors="backslashreplace")


def _write_parquet(events: gpd.GeoDataFrame, path: Path) -> None:
    events.to_parquet(path, index=False, compression="zstd")


def _write_gpkg(
    events: gpd.GeoDataFrame, path: Path, tables: Mapping[str, pd.DataFrame | None]
) -> None:
    path.unlink()  # GDAL refuses to open the empty file that holds the place
    # The time of writing, which GeoPackage asks for, would make every file another one.
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": "1970-01-01T00:00:00.000Z"})
    pyogrio.write_dataframe(
        _plain(events), path, layer="events", driver="GPKG", geometry_type="Unknown"
    )
    for name, table in tables.items():
        if table is not None:
            pyogrio.write_dataframe(_plain(table), path, layer=name, driver="GPKG", append=True)


def _write_kml(events: gpd.GeoDataFrame, path: Path) -> None:
    root = ET.Element("kml", xmlns="http://www.opengis.net/kml/2.2")
    document = ET.SubElement(root, "Document")
    table = _plain(events)
    for row in table.drop(columns="geometry").assign(shape=events.geometry).to_dict("records"):
        _placemark(document, row)
    ET.indent(root)
    text = ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
    path.write_bytes(text.replace(b"\r", b"&#13;"))  # which XML would read as a plain line end


def _placemark(document: ET.Element, row: dict[Any, Any]) -> None:
    """One event: its name, all of its columns, and its geometry if it has one."""
    shape = row.pop("shape")
    mark = ET.SubElement(document, "Placemark")
    ET.SubElement(mark, "name").text = _NOT_XML.sub("\ufffd", str(row["event_id"]))
    data = ET.SubElement(mark, "ExtendedData")
    for name, value in row.items():
        missing = pd.isna(value)
        # An empty coordinate is written, or a reader would take the mark's for a given one.
        if not missing or name in {"latitude", "longitude"}:
            cell = ET.SubElement(data, "Data", name=str(name))
            text = "" if missing else _NOT_XML.sub("\ufffd", str(value))
            ET.SubElement(cell, "value").text = text
    if shape is not None:
        mark.append(_kml_geometry(shape))


def _kml_geometry(shape: Any) -> ET.Element:
    parts = getattr(shape, "geoms", None)
    if parts is not None:
        element = ET.Element("MultiGeometry")
        element.extend(map(_kml_geometry, parts))
        return element
    element = ET.Element(shape.geom_type)
    if shape.geom_type != "Polygon":
        ET.SubElement(element, "coordinates").text = _coordinates(shape)
        return element
    for kind, rings in (("outer", [shape.exterior]), ("inner", shape.interiors)):
        for ring in rings:
            boundary = ET.SubElement(element, f"{kind}BoundaryIs")
            line = ET.SubElement(boundary, "LinearRing")
            ET.SubElement(line, "coordinates").text = _coordinates(ring)
    return element


def _coordinates(shape: Any) -> str:
    return " ".join(f"{x:.6f},{y:.6f}" for x, y, *_ in shape.coords)


_WRITERS: dict[str, Callable[[gpd.GeoDataFrame, Path], None]] = {
    ".geojson": _write_geojson,
    ".kml": _write_kml,
    ".parquet": _write_parquet,
}
