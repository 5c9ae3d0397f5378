"""Tables in our own schema: CSV text to typed columns, with every fault named.

Nothing is guessed and nothing is dropped in silence: a cell that cannot be what its column says
is a fault of its row, and all faults of a file are told at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv

from .files import read_text
from .schema import DTYPES, Column, InputError, suggest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_ISO_DATE = r"\d{4}-\d{2}-\d{2}"
_KINDS = {
    "date": "date (write it as 2024-01-31)",
    "integer": "whole number",
    "number": "number",
}
_INTEGER = r"[+-]?\d{1,15}(?:\.0+)?"


@dataclass
class Faults:
    """What is wrong with a table, by row.

    Parameters
    ----------
    ids
        The rows' ids, indexed by row number (1 is the first below the header).
    rows
        Row number -> everything wrong with it.
    """

    ids: pd.Series[Any]
    rows: dict[int, list[str]] = field(default_factory=dict)

    def add(self, wrong: pd.Series[Any], words: pd.Series[Any] | str) -> None:
        """Note a fault for every row where ``wrong`` is true."""
        for row in wrong.index[wrong.fillna(value=False).astype("bool")]:
            said = words if isinstance(words, str) else words.loc[row]
            self.rows.setdefault(int(row), []).append(said)

    def lines(self) -> list[str]:
        """Every fault as one line, in row order."""
        return [
            f"{self._label(row)}: {words}" for row in sorted(self.rows) for words in self.rows[row]
        ]

    def set_aside(self) -> list[dict[str, object]]:
        """The bad rows as plain values, which travel with a frame and into the page."""
        return [
            {"row": row, "event_id": self._id(row), "reasons": self.rows[row]}
            for row in sorted(self.rows)
        ]

    def _id(self, row: int) -> str:
        value = self.ids.get(row)
        return value if isinstance(value, str) else ""

    def _label(self, row: int) -> str:
        return f"row {row} ({self._id(row)})" if self._id(row) else f"row {row}"


def read_table(
    path: Path, columns: Sequence[Column], *, required: Sequence[str], ignored: Iterable[str] = ()
) -> tuple[pd.DataFrame, Faults]:
    """Read a CSV file of known columns.

    Parameters
    ----------
    path
        A UTF-8 CSV file with a header line.
    columns
        The columns it may have.
    required
        The names it must have; the first is the key that names a row in messages.
    ignored
        Names it may have that are left out, such as columns computed later.

    Returns
    -------
    table : pandas.DataFrame
        One column per entry of ``columns``, in their order and with the dtypes of
        :data:`conflictmap.geo.schema.DTYPES`, indexed by row number. Outer blanks are stripped,
        empty and impossible cells are missing; rows of the wrong length are left out.
    faults : Faults
        Every impossible cell and every row of the wrong length.

    Raises
    ------
    InputError
        If the file cannot be read, is no table, or its header is not the schema's.
    """
    cells, misshapen = _read_cells(path, columns, required=required, ignored=ignored)
    faults = Faults(cells[required[0]], misshapen)
    table = {column.name: _typed(cells[column.name], column, faults) for column in columns}
    return pd.DataFrame(table, index=cells.index), faults


def _read_cells(
    path: Path, columns: Sequence[Column], *, required: Iterable[str], ignored: Iterable[str]
) -> tuple[pd.DataFrame, dict[int, list[str]]]:
    """The cells as text, and the rows of the wrong length."""
    known = [column.name for column in columns]
    raw, misshapen = _parse(path)
    header = [str(name).strip() for name in raw.iloc[0]]
    _check_header(path, header, known, required=required, ignored=ignored)
    rows = [row for row in range(1, len(raw) + len(misshapen)) if row not in misshapen]
    cells = raw.iloc[1:].set_axis(header, axis="columns").set_axis(rows, axis="index")
    cells = cells.reindex(columns=known).astype("str").apply(lambda column: column.str.strip())
    return cells.mask(cells == ""), misshapen


def _parse(path: Path) -> tuple[pd.DataFrame, dict[int, list[str]]]:
    """Every row as text, the header first, and those whose length is not the header's.

    pyarrow rather than pandas: pandas fills short rows up in silence and stops at the first
    long one.
    """
    content = read_text(path).encode("utf-8")
    width = content.partition(b"\n")[0].count(b",") + 1
    all_text = {f"f{column}": pa.string() for column in range(width)}
    misshapen: dict[int, list[str]] = {}

    def note(row: csv.InvalidRow) -> str:
        lengths = f"has {row.actual_columns} cells, the header {row.expected_columns}"
        misshapen[row.number - 1] = [f"{lengths}: quote cells that hold a comma"]
        return "skip"

    try:
        table = csv.read_csv(
            pa.BufferReader(content),
            read_options=csv.ReadOptions(
                use_threads=False,  # rows are numbered only in one thread
                autogenerate_column_names=True,
                block_size=len(content) + 1,
            ),
            parse_options=csv.ParseOptions(newlines_in_values=True, invalid_row_handler=note),
            convert_options=csv.ConvertOptions(column_types=all_text),
        )
    except pa.ArrowInvalid as error:
        raise InputError(path, f"is no CSV table: {error}") from None
    return table.to_pandas().astype("str"), misshapen


def _check_header(
    path: Path,
    header: Sequence[str],
    known: Sequence[str],
    *,
    required: Iterable[str],
    ignored: Iterable[str],
) -> None:
    accepted = {*known, *ignored}
    faults = [
        f"unknown column {name!r}{suggest(name, known)}" for name in header if name not in accepted
    ]
    twice = sorted({name for name in header if header.count(name) > 1})
    faults += [f"column {name!r} stands twice" for name in twice]
    faults += [f"column {name!r} is missing" for name in required if name not in header]
    if faults:
        raise InputError(path, faults)


def _typed(cells: pd.Series[Any], column: Column, faults: Faults) -> pd.Series[Any]:
    if column.dtype == "text":
        return _texts(cells, column, faults)
    values = _dates(cells) if column.dtype == "date" else _numbers(cells, column)
    written = column.name + " '" + cells.fillna("") + "' "
    faults.add(cells.notna() & values.isna(), written + f"is no {_KINDS[column.dtype]}")
    if column.dtype != "date":
        outside = _outside(values, column)
        faults.add(outside, written + f"is {_range(column)}")
        values = values.mask(outside)
    return values.astype(DTYPES[column.dtype])


def _texts(cells: pd.Series[Any], column: Column, faults: Faults) -> pd.Series[Any]:
    if not column.choices:
        return cells
    wrong = cells.notna() & ~cells.isin(column.choices)
    faults.add(wrong, _unknown_choice(cells, column))
    return cells.mask(wrong)


def _dates(cells: pd.Series[Any]) -> pd.Series[Any]:
    written = cells.where(cells.str.fullmatch(_ISO_DATE, na=False))
    return pd.to_datetime(written, format="%Y-%m-%d", errors="coerce")


def _numbers(cells: pd.Series[Any], column: Column) -> pd.Series[Any]:
    numbers = pd.to_numeric(cells, errors="coerce").astype("float64")
    numbers = numbers.where(np.isfinite(numbers))
    if column.dtype == "integer":
        numbers = numbers.where(cells.str.fullmatch(_INTEGER, na=False))
    return numbers


def _unknown_choice(cells: pd.Series[Any], column: Column) -> pd.Series[Any]:
    """Words for each distinct unknown value, mapped back to the rows."""
    words = {
        value: f"{column.name} {value!r} is unknown{suggest(value, column.choices)}; "
        f"one of {', '.join(column.choices)}"
        for value in cells.dropna().unique()
        if value not in column.choices
    }
    return cells.map(words).astype("str")


def _outside(numbers: pd.Series[Any], column: Column) -> pd.Series[Any]:
    low = -np.inf if column.low is None else column.low
    high = np.inf if column.high is None else column.high
    return numbers.notna() & ~numbers.between(low, high)


def _range(column: Column) -> str:
    if column.high is None:
        return f"below {column.low:g}"
    return f"outside {column.low:g} to {column.high:g}"
