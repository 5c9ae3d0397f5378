"""Tables of any origin as plain text cells, before anybody says what the columns mean."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from pyarrow import csv

from .files import check_text, read_bytes
from .schema import InputError

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

SUFFIXES = (".csv", ".tsv", ".txt", ".tab")
# The apostrophe by which a table of ours keeps a spreadsheet from running a cell.
_KEPT_AS_TEXT = r"^'(?='?[=+\-@\t\r])"
_DELIMITERS = (",", "\t", ";", "|")
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


@dataclass(frozen=True)
class Cells:
    """The cells of one table.

    Parameters
    ----------
    path
        Where it was read.
    table
        Text cells, outer blanks stripped, empty ones missing; indexed by row number (1 is the
        first below the header), one column per column of the file.
    misshapen
        Row number -> what is wrong, for rows whose length is not the header's.
    encoding
        The encoding it was read with.
    hxl
        The row of HXL tags that stood below the header, if there was one.
    """

    path: Path
    table: pd.DataFrame
    misshapen: dict[int, list[str]]
    encoding: str
    hxl: tuple[str, ...] = ()

    @property
    def header(self) -> list[str]:
        """The columns' names, in order."""
        return [str(name) for name in self.table.columns]


def read_cells(path: Path, *, header: list[str] | None = None) -> Cells:
    """Read a table of delimited text.

    Parameters
    ----------
    path
        A file in UTF-8, with or without a byte order mark, UTF-16 with one, or a Windows code
        page; its cells divided by comma, tab, semicolon or bar.
    header
        The names of the columns, for a file that has no header line of its own.

    Returns
    -------
    Cells
        Every row as it stands.

    Raises
    ------
    InputError
        If the file cannot be read or is no table.
    """
    content = read_bytes(path)
    check_text(path, content)
    text, encoding = decode(content)
    raw, misshapen = _rows(path, text)
    names = header or [str(name).strip() for name in raw.iloc[0]]
    first = 0 if header else 1
    rows = [row for row in range(1, len(raw) - first + 1 + len(misshapen)) if row not in misshapen]
    table = raw.iloc[first:].set_axis(names, axis="columns").set_axis(rows, axis="index")
    table = table.apply(_as_meant)
    return _without_hxl(Cells(path, table.mask(table == ""), misshapen, encoding))


def _as_meant(column: pd.Series[Any]) -> pd.Series[Any]:
    """Cells without outer blanks, and without an apostrophe that only keeps them text."""
    column = column.str.strip()
    quoted = column.str.startswith("'", na=False)
    if not quoted.any():  # the rule looks ahead, which is slow on a million cells
        return column
    return column.where(~quoted, column[quoted].str.replace(_KEPT_AS_TEXT, "", regex=True))


def decode(content: bytes) -> tuple[str, str]:
    """Decode the bytes of a table, and name the encoding.

    Parameters
    ----------
    content
        The bytes.

    Returns
    -------
    text : str
        The text.
    encoding : str
        ``utf-8``, ``utf-8-sig``, ``utf-16``, ``cp1256`` if the text is then mostly Arabic, else
        ``cp1252``.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace"), encoding
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text = content.decode("cp1256", errors="replace")
    foreign = [letter for letter in text if ord(letter) > 127]
    arabic = sum("\u0600" <= letter <= "\u06ff" for letter in foreign)
    if arabic * 2 > len(foreign):
        return text, "cp1256"
    return content.decode("cp1252", errors="replace"), "cp1252"


def _rows(path: Path, text: str) -> tuple[pd.DataFrame, dict[int, list[str]]]:
    """Every row as text, the header first, and those whose length is not the header's.

    pyarrow rather than pandas: pandas fills short rows up in silence and stops at the first
    long one.
    """
    content = text.encode("utf-8")
    line = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=line.count)
    all_text = {f"f{column}": pa.string() for column in range(line.count(delimiter) + 1)}
    misshapen: dict[int, list[str]] = {}

    def note(row: csv.InvalidRow) -> str:
        lengths = f"has {row.actual_columns} cells, the header {row.expected_columns}"
        misshapen[row.number - 1] = [f"{lengths}: quote cells that hold a {_NAMES[delimiter]}"]
        return "skip"

    try:
        table = csv.read_csv(
            pa.BufferReader(content),
            read_options=csv.ReadOptions(
                use_threads=False,  # rows are numbered only in one thread
                autogenerate_column_names=True,
                block_size=len(content) + 1,
            ),
            parse_options=csv.ParseOptions(
                delimiter=delimiter, newlines_in_values=True, invalid_row_handler=note
            ),
            convert_options=csv.ConvertOptions(column_types=all_text),
        )
    except pa.ArrowInvalid as error:
        raise InputError(path, f"is no table: {error}") from None
    return table.to_pandas().astype("str"), misshapen


_NAMES = {",": "comma", "\t": "tab", ";": "semicolon", "|": "bar"}


def _without_hxl(cells: Cells) -> Cells:
    """Take away a row of HXL tags (``#adm1+name``) below the header."""
    if cells.table.empty:
        return cells
    first: pd.Series[Any] = cells.table.iloc[0].fillna("")
    tags = first.str.fullmatch(r"#[a-z][a-z0-9_+ ]*", case=False)
    if not tags.any() or not (tags | (first == "")).all():
        return cells
    number = int(np.asarray(cells.table.index)[0])
    return replace(cells, table=cells.table.drop(index=number), hxl=tuple(first))
