"""Columns of Parquet files as numpy arrays, without pandas: what a look-up needs, and no more.

Arrow's own way to numpy imports pandas, which takes longer than reading every place on Earth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from .schema import ReferenceDataError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def read(file: Path, *, mapped: bool = False, only: Sequence[str] | None = None) -> pa.Table:
    """Read a Parquet file.

    Parameters
    ----------
    file
        The file.
    mapped
        Whether to map it into memory rather than to read it: for a file that is not compressed.
    only
        The columns that are wanted; ``None`` reads all.

    Returns
    -------
    pyarrow.Table
        Each column in one chunk.

    Raises
    ------
    OSError, pyarrow.ArrowException
        If it cannot be read.
    """
    with pq.ParquetFile(file, memory_map=mapped) as source:
        return source.read(only, use_threads=False).combine_chunks()


def read_fact(file: Path, *, only: Sequence[str] | None = None) -> pa.Table:
    """Read a fact file.

    Parameters
    ----------
    file
        What :func:`geo.reference.path` gave.
    only
        The columns that are wanted; ``None`` reads all.

    Returns
    -------
    pyarrow.Table
        Each column in one chunk.

    Raises
    ------
    ReferenceDataError
        If it cannot be read.
    """
    try:
        return read(file, only=only)
    except (OSError, pa.ArrowException) as error:
        msg = f"{file.name} of the reference data cannot be read ({error})"
        raise ReferenceDataError(msg) from error


def chunk(column: pa.ChunkedArray) -> pa.Array:
    """Give a column's one chunk, an empty array when it has none."""
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def numbers(column: pa.ChunkedArray) -> np.ndarray:
    """Give a column of numbers or truth values.

    Parameters
    ----------
    column
        Numbers, truth values or a dictionary's indices, none missing.

    Returns
    -------
    numpy.ndarray
        Shape (n,); not a copy where that can be helped.

    Raises
    ------
    ValueError
        If a value is missing.
    """
    values = chunk(column)
    if values.null_count:
        msg = "a value is missing"
        raise ValueError(msg)
    if pa.types.is_boolean(values.type):
        bits = np.frombuffer(values.buffers()[1], dtype="uint8")
        every = np.unpackbits(bits, count=values.offset + len(values), bitorder="little")
        return every[values.offset :].astype(bool)
    out: np.ndarray = np.from_dlpack(values)
    return out


def coded(column: pa.ChunkedArray) -> tuple[tuple[str, ...], np.ndarray]:
    """Give a column of dictionary-coded text.

    Parameters
    ----------
    column
        Text in dictionary encoding.

    Returns
    -------
    words : tuple of str
        The dictionary.
    number : numpy.ndarray
        Each row's word, -1 for a missing one, shape (n,).
    """
    values = chunk(column)
    indices = values.indices
    if indices.null_count:
        indices = indices.fill_null(-1)
    return tuple(values.dictionary.to_pylist()), numbers(pa.chunked_array([indices]))


def text(column: pa.ChunkedArray) -> tuple[bytes, memoryview]:
    """Give a column of text as one run of UTF-8 and where each cell begins.

    Parameters
    ----------
    column
        Text, none missing.

    Returns
    -------
    run : bytes
        All cells, one after the other.
    starts : memoryview
        Of n + 1 offsets.
    """
    values = chunk(column)
    _, offsets, run = values.buffers()
    starts = np.frombuffer(offsets, dtype="int32", count=len(values) + 1 + values.offset)
    return run.to_pybytes() if run else b"", starts[values.offset :].data
