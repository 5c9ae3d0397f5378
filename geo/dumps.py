"""GeoNames' own files: country dumps and tables of alternate names, plain or zipped."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from .archives import LARGEST, check_archive
from .countries import country_code
from .files import read_bytes
from .names import written
from .schema import InputError
from .units import units

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

DUMP = (
    "geonameid", "name", "asciiname", "alternatenames", "latitude", "longitude", "feature_class",
    "feature_code", "country_code", "cc2", "admin1_code", "admin2_code", "admin3_code",
    "admin4_code", "population", "elevation", "dem", "timezone", "modification_date",
)  # fmt: skip
"""The columns of a country dump; the file has no header line."""
ALTERNATES = (
    "alternateNameId", "geonameid", "isolanguage", "alternate_name", "preferred", "short",
    "colloquial", "historic", "from", "to",
)  # fmt: skip
"""The columns of alternateNamesV2; alternateNames has the first eight."""
_CODES = ("link", "wkdt", "post", "iata", "icao", "faac", "tcid", "unlc", "abbr")
"""Pseudo-languages whose "names" are codes."""


def unpacked(path: Path) -> bytes:
    """Read a file, or the one table in a zip archive.

    Parameters
    ----------
    path
        A text file, or a ``.zip`` with one; a read-me beside it is passed over.

    Returns
    -------
    bytes
        The table's text.

    Raises
    ------
    InputError
        If it cannot be read, or the archive holds no single table, or one that is encrypted or
        would grow without measure.
    """
    if path.suffix.lower() != ".zip":
        return read_bytes(path)
    check_archive(path)
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            member = _table_in(path, archive)
            with archive.open(member) as stream:
                return stream.read(LARGEST + 1)
    except FileNotFoundError:
        raise InputError(path, "no such file") from None
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        raise InputError(path, f"is no zip archive that can be read: {error}") from None


def _table_in(path: Path, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    tables = [
        member
        for member in archive.infolist()
        if member.filename.lower().endswith((".txt", ".csv", ".tsv"))
        and not re.search(r"(readme|iso-?languagecodes)", member.filename, re.IGNORECASE)
    ]
    if len(tables) != 1:
        raise InputError(path, f"holds {len(tables)} tables, expected one")
    return tables[0]


def kind(content: bytes) -> str:
    """Say which of GeoNames' tables some text is.

    Parameters
    ----------
    content
        The text, in UTF-8.

    Returns
    -------
    str
        ``"dump"``, ``"alternates"``, or an empty string for another table.
    """
    line = content.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].split(b"\t")
    if len(line) == len(DUMP) and line[0].isdigit() and _is_number(line[4]):
        return "dump"
    if len(line) in {8, len(ALTERNATES)} and line[0].isdigit() and line[1].isdigit():
        return "alternates"
    return ""


def _is_number(text: bytes) -> bool:
    return re.fullmatch(rb"\s*-?\d+(\.\d+)?\s*", text) is not None


def _columns(
    path: Path, content: bytes, names: Sequence[str], wanted: Sequence[str]
) -> tuple[pa.Table, int]:
    """Some columns of a headless table of tabs as text, and how many rows were misshapen."""
    misshapen = 0

    def skip(_: csv.InvalidRow) -> str:
        nonlocal misshapen
        misshapen += 1
        return "skip"

    try:
        table = csv.read_csv(
            pa.BufferReader(content),
            read_options=csv.ReadOptions(column_names=list(names), block_size=1 << 24),
            parse_options=csv.ParseOptions(
                delimiter="\t", quote_char=False, invalid_row_handler=skip
            ),
            convert_options=csv.ConvertOptions(
                include_columns=list(wanted),
                column_types=dict.fromkeys(wanted, pa.string()),
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid as error:
        raise InputError(path, f"is no table of GeoNames: {error}") from None
    return table, misshapen


def read_dump(path: Path, content: bytes) -> tuple[pd.DataFrame, pd.DataFrame, int]:
    """Read a country dump.

    Parameters
    ----------
    path
        Where it was read, for messages.
    content
        Its text.

    Returns
    -------
    places : pandas.DataFrame
        ``place_id``, ``name``, ``country`` (alpha-3, empty when GeoNames has none), ``lat``,
        ``lon`` (degrees, EPSG:4326), ``population``, ``capital``, ``feature`` (GeoNames' class),
        ``unit`` (the id of its first-level unit, or empty). Countries and provinces
        themselves (class A) and roads (R) are left out: they are no points.
    names : pandas.DataFrame
        ``row`` of the places and ``text``, each spelling of each name.
    bad : int
        Rows that say nothing usable.
    """
    used = [*DUMP[:9], "admin1_code", "population"]
    table, misshapen = _columns(path, content, DUMP, used)
    lat, lon = (_numbers(table, name) for name in ("latitude", "longitude"))
    feature = table.column("feature_class").to_pandas()
    usable = (np.abs(lat) <= 90) & (np.abs(lon) <= 180) & (table.column("name").to_pandas() != "")
    usable &= pc.match_substring_regex(table.column("geonameid"), r"^[0-9]{1,12}$").to_pandas()
    kept = np.flatnonzero(usable & ~feature.isin(["A", "R"]))
    table = table.take(pa.array(kept))
    text = {name: table.column(name).to_pandas() for name in used if name != "alternatenames"}
    places = pd.DataFrame(
        {
            "place_id": "geonames:" + text["geonameid"],
            "name": text["name"],
            "country": _coded(text["country_code"]),
            "lat": lat[kept],
            "lon": lon[kept],
            "population": np.nan_to_num(_numbers(table, "population"), nan=0.0),
            "capital": text["feature_code"] == "PPLC",
            "feature": text["feature_class"],
            "unit": (text["country_code"] + "." + text["admin1_code"]).map(_unit_ids()).fillna(""),
        }
    )
    return places, _spellings(table), misshapen + int((~usable).sum())


def _numbers(table: pa.Table, name: str) -> np.ndarray:
    cells = pd.to_numeric(table.column(name).to_pandas(), errors="coerce")
    return np.asarray(cells, dtype=float)


def _coded(words: pd.Series[Any]) -> pd.Series[Any]:
    return words.map({word: country_code(word) or "" for word in words.unique()})


def _unit_ids() -> dict[str, str]:
    """GeoNames' code of a first-level unit -> our id, the first of several."""
    pairs = [(unit.geonames, unit.unit_id) for unit in reversed(units())]
    return {code: unit_id for code, unit_id in pairs if code.count(".") == 1}


def _spellings(table: pa.Table) -> pd.DataFrame:
    """Each name, and each alternate name that somebody writes."""
    others = pc.split_pattern(table.column("alternatenames").combine_chunks(), ",")
    texts = others.flatten().to_pandas()
    rows = pc.list_parent_indices(others).to_pandas()
    distinct = {text: written(text) for text in texts.unique()}
    real = texts.map(distinct).to_numpy(dtype=bool)
    own = np.arange(table.num_rows)
    return pd.DataFrame(
        {
            "row": np.concatenate([own, own, rows[real]]),
            "text": pd.concat(
                [*(table.column(name).to_pandas() for name in ("name", "asciiname")), texts[real]],
                ignore_index=True,
            ),
        }
    )


def read_alternates(path: Path, content: bytes) -> tuple[pd.DataFrame, int]:
    """Read a table of alternate names.

    Parameters
    ----------
    path
        Where it was read, for messages.
    content
        Its text.

    Returns
    -------
    names : pandas.DataFrame
        ``place_id`` and ``text``.
    bad : int
        Rows of the wrong length.
    """
    width = content.partition(b"\n")[0].count(b"\t") + 1
    used = ["geonameid", "isolanguage", "alternate_name"]
    table, misshapen = _columns(path, content, ALTERNATES[:width], used)
    frame = table.to_pandas()
    worded = frame["alternate_name"].map(written).astype(bool)
    frame = frame[~frame["isolanguage"].isin(_CODES) & worded]
    return (
        pd.DataFrame(
            {"place_id": "geonames:" + frame["geonameid"], "text": frame["alternate_name"]}
        ).reset_index(drop=True),
        misshapen,
    )
