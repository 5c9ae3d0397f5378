"""Summaries larger than memory: parts on disk, added up one range of provinces at a time.

A summary may have nearly as many rows as there are events (a province, a day and a type for each),
so no process ever holds a whole one. Every part is sorted and says how many rows it has of each
province; from that follow ranges of whole provinces that are small enough, and where each range
begins in each file. Only those rows are read to add a range up. In order, the ranges are the table.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from .files import whole
from .schema import DTYPES, EVENT_COLUMNS, PROVINCE_COLUMNS
from .summary import add_up

ROWS = 500_000
"""Rows of parts that are added up at once, about 100 MB; more only if one province has more."""
LEADING = ("country_code", "province_code", "province", "zoom", "x")
"""The first columns of summaries: rows that agree in them are never parted."""
_GROUP = 20_000
"""Rows of a file that are read together."""


class Part(NamedTuple):
    """A summary in a file, and how many rows it has (``rows``) of each of its leading keys."""

    file: str
    groups: pd.DataFrame


class Slice(NamedTuple):
    """Rows of a file, from ``first`` up to ``last``."""

    file: str
    first: int
    last: int


def write_part(summary: pd.DataFrame, file: str) -> Part:
    """Write a summary to disk.

    Parameters
    ----------
    summary
        What :func:`geo.summary.summarise` or :func:`geo.summary.count_cells` returned.
    file
        A Parquet file, written wholly or not at all.

    Returns
    -------
    Part
        What :func:`ranges` must know of it.
    """
    with whole(Path(file)) as beside:
        summary.to_parquet(beside, index=False, compression="zstd", row_group_size=_GROUP)
    keys = [name for name in LEADING if name in summary]
    groups = summary.groupby(keys, dropna=False, sort=True).size().reset_index(name="rows")
    return Part(file, groups)


def ranges(parts: list[Part], *, rows: int = ROWS) -> list[list[Slice]]:
    """Cut the leading keys into ranges, in order, so that the parts of each are few rows.

    Parameters
    ----------
    parts
        Parts of one kind, at least one.
    rows
        A range ends before it has more than so many; one key alone may have more.

    Returns
    -------
    list of list of Slice
        For each range its rows in every file that has any; at least one range, which may be empty.
    """
    groups = [part.groups.assign(part=n) for n, part in enumerate(parts)]
    table = pd.concat(groups, ignore_index=True)
    keys = [name for name in LEADING if name in table]
    group = table.groupby(keys, dropna=False, sort=True).ngroup().to_numpy()
    counts = np.zeros((group.max(initial=-1) + 1, len(parts)), dtype=np.int64)
    counts[group, table["part"]] = table["rows"]
    at = np.vstack([np.zeros((1, len(parts)), dtype=np.int64), counts.cumsum(axis=0)])
    cuts = _cuts(counts.sum(axis=1), rows)
    return [_slices(parts, at[begin], at[end]) for begin, end in pairwise(cuts)]


def add_up_slices(slices: list[Slice], file: str, *, rows: int = ROWS) -> int:
    """Add up one range and write it.

    Parameters
    ----------
    slices
        One element of what :func:`ranges` returned.
    file
        A Parquet file, written wholly or not at all.
    rows
        Added up whenever more rows than these have been read.

    Returns
    -------
    int
        Rows written.
    """
    waiting: list[pd.DataFrame] = []
    for one in slices:
        waiting.append(_read(one))
        if sum(map(len, waiting)) > rows:
            waiting = [add_up(pd.concat(waiting, ignore_index=True))]
    table = add_up(pd.concat(waiting, ignore_index=True))
    with whole(Path(file)) as beside:
        table.to_parquet(beside, index=False, compression="zstd")
    return len(table)


def with_dtypes(table: pd.DataFrame) -> pd.DataFrame:
    """Give the columns of a table from Parquet the dtypes of a summary made in memory."""
    columns = (*EVENT_COLUMNS, *PROVINCE_COLUMNS)
    kinds = {column.name: DTYPES[column.dtype] for column in columns if column.dtype != "integer"}
    return table.astype({name: kind for name, kind in kinds.items() if name in table})


def _read(one: Slice) -> pd.DataFrame:
    first, last = one.first // _GROUP, -(-one.last // _GROUP)
    with pq.ParquetFile(one.file) as file:
        table = file.read_row_groups(list(range(first, last)))
    return with_dtypes(table.slice(one.first - first * _GROUP, one.last - one.first).to_pandas())


def _cuts(counts: np.ndarray, rows: int) -> list[int]:
    """Where ranges of groups begin, and the end of the last."""
    cuts, held = [0], 0
    for n, count in enumerate(counts.tolist()):
        if held and held + count > rows:
            cuts.append(n)
            held = 0
        held += count
    return [*cuts, len(counts)]


def _slices(parts: list[Part], begin: np.ndarray, end: np.ndarray) -> list[Slice]:
    bounds = zip(parts, begin.tolist(), end.tolist(), strict=True)
    found = [Slice(part.file, first, last) for part, first, last in bounds]
    return [one for one in found if one.last > one.first] or found[:1]
