"""Tables in our own schema: CSV text to typed columns, with every fault named.

Nothing is guessed and nothing is dropped in silence: a cell that cannot be what its column says
is a fault of its row, and all faults of a file are told at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .cells import Cells, read_cells
from .distinct import each_distinct
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
FIRST = 3
"""Rows that are named for each kind of fault."""
MISSHAPEN = "has another number of cells than the header"
_INTEGER = r"[+-]?\d{1,15}(?:\.0+)?"


@dataclass
class Faults:
    """What is wrong with a table, by row and by kind.

    Parameters
    ----------
    ids
        The rows' ids, indexed by row number (1 is the first below the header).
    rows
        Row number -> everything wrong with it.
    kinds
        Kind of fault -> the rows that have it, in order.
    """

    ids: pd.Series[Any]
    rows: dict[int, list[str]] = field(default_factory=dict)
    kinds: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.rows and not self.kinds:
            self.kinds[MISSHAPEN] = sorted(self.rows)

    def add(self, wrong: pd.Series[Any], words: pd.Series[Any] | str, kind: str = "") -> None:
        """Note a fault for every row where ``wrong`` is true; ``kind`` says it without values."""
        found = wrong.index[wrong.fillna(value=False).astype("bool")]
        if found.empty:
            return
        said = [words] * len(found) if isinstance(words, str) else words.loc[found].tolist()
        for row, each in zip(found.tolist(), said, strict=True):
            self.rows.setdefault(row, []).append(each)
        self.kinds.setdefault(kind or said[0], []).extend(found.tolist())

    def lines(self) -> list[str]:
        """Every fault as one line, in row order."""
        return [
            f"{self._label(row)}: {words}" for row in sorted(self.rows) for words in self.rows[row]
        ]

    def by_kind(self) -> list[str]:
        """Each kind of fault as one line: how many rows have it, and which are the first."""
        lines = []
        for kind, rows in sorted(self.kinds.items(), key=lambda item: (-len(item[1]), item[0])):
            first = ", ".join(self._label(row) for row in sorted(rows)[:FIRST])
            lines.append(f"{kind}: {len(rows)} rows, the first are {first}")
            if len(rows) <= FIRST:
                lines[-1] = f"{kind}: {first}"
        return lines

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
        What :func:`typed` returns.
    faults : Faults
        Every impossible cell and every row of the wrong length.

    Raises
    ------
    InputError
        If the file cannot be read, is no table, or its header is not the schema's.
    """
    return own_table(read_cells(path), columns, required=required, ignored=ignored)


def own_table(
    cells: Cells, columns: Sequence[Column], *, required: Sequence[str], ignored: Iterable[str] = ()
) -> tuple[pd.DataFrame, Faults]:
    """Check that cells are a table in our own schema, and type them; see :func:`read_table`."""
    if not cells.encoding.startswith("utf"):
        read_text(cells.path)  # says which byte is wrong
    known = [column.name for column in columns]
    _check_header(cells.path, cells.header, known, required=required, ignored=ignored)
    table = cells.table.reindex(columns=known).astype("str")
    faults = Faults(table[required[0]], dict(cells.misshapen))
    return typed(table, columns, faults), faults


def typed(table: pd.DataFrame, columns: Sequence[Column], faults: Faults) -> pd.DataFrame:
    """Turn text cells into the documented dtypes.

    Parameters
    ----------
    table
        Text, one column per entry of ``columns``; missing is unknown.
    columns
        The schema.
    faults
        Receives every impossible cell, which becomes missing.

    Returns
    -------
    pandas.DataFrame
        The columns in their order, with the dtypes of :data:`conflictmap.geo.schema.DTYPES`,
        indexed like the input.
    """
    cells = {column.name: _typed(table[column.name], column, faults) for column in columns}
    return pd.DataFrame(cells, index=table.index)


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
    if not cells.notna().any():
        return cells.astype(DTYPES[column.dtype])
    if column.dtype == "text":
        return _texts(cells, column, faults)
    values = _dates(cells) if column.dtype == "date" else _numbers(cells, column)
    _note(faults, cells, cells.notna() & values.isna(), f"is no {_KINDS[column.dtype]}")
    if column.dtype != "date":
        outside = _outside(values, column)
        _note(faults, cells, outside, f"is {_range(column)}")
        values = values.mask(outside)
    return values.astype(DTYPES[column.dtype])


def _note(faults: Faults, cells: pd.Series[Any], wrong: pd.Series[Any], words: str) -> None:
    """Note wrong cells as they were written."""
    faults.add(wrong, f"{cells.name} '" + cells[wrong] + f"' {words}", f"{cells.name} {words}")


def _texts(cells: pd.Series[Any], column: Column, faults: Faults) -> pd.Series[Any]:
    if not column.choices:
        return cells
    wrong = cells.notna() & ~cells.isin(column.choices)
    if not wrong.any():
        return cells
    faults.add(wrong, _unknown_choice(cells[wrong], column), f"{column.name} is unknown")
    return cells.mask(wrong)


def _dates(cells: pd.Series[Any]) -> pd.Series[Any]:
    def parsed(distinct: pd.Series[Any]) -> pd.Series[Any]:
        written = distinct.where(distinct.str.fullmatch(_ISO_DATE, na=False))
        return pd.to_datetime(written, format="%Y-%m-%d", errors="coerce")

    return each_distinct(cells, parsed)


def _numbers(cells: pd.Series[Any], column: Column) -> pd.Series[Any]:
    def parsed(distinct: pd.Series[Any]) -> pd.Series[Any]:
        numbers = pd.to_numeric(distinct, errors="coerce").astype("float64")
        numbers = numbers.where(np.isfinite(numbers))
        if column.dtype == "integer":
            numbers = numbers.where(distinct.str.fullmatch(_INTEGER, na=False))
        return numbers

    return each_distinct(cells, parsed)


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
