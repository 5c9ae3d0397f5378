"""The places that conflictmap ships: one table in columns, and the tries of their names.

Two pairs of files, for their licences differ: ``places.parquet`` with ``names.marisa``, and
``places_osm.parquet`` with ``names_osm.marisa``. Rows are counted through both.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import marisa_trie
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from .learnt import OTHER
from .reference import path
from .schema import ReferenceDataError

SCALE = 100_000
"""Stored whole numbers per degree."""
PAIRS = (("places.parquet", "names.marisa"), ("places_osm.parquet", "names_osm.marisa"))


@dataclass(frozen=True)
class Columns:
    """The table, column by column, as it is quickest to read single rows of."""

    sources: np.ndarray
    prefixes: tuple[str, ...]
    ids: np.ndarray
    names: pa.StringArray
    countries: np.ndarray
    codes: tuple[str, ...]
    features: np.ndarray
    classes: tuple[str, ...]
    latitudes: np.ndarray
    longitudes: np.ndarray
    radii: np.ndarray
    populations: np.ndarray
    polygons: np.ndarray
    units: np.ndarray
    capitals: np.ndarray
    firsts: tuple[int, ...]


@cache
def columns() -> Columns:
    """Read both tables once per process."""
    tables = [_table(name) for name, _ in PAIRS]
    whole = pa.concat_tables(tables).unify_dictionaries().combine_chunks()
    try:
        sources, prefixes = _coded(whole.column("source"))
        countries, codes = _coded(whole.column("country"))
        features, classes = _coded(whole.column("feature"))
        return Columns(
            sources,
            prefixes,
            whole.column("id").to_numpy(),
            whole.column("name").chunk(0),
            countries,
            codes,
            features,
            classes,
            whole.column("lat").to_numpy() / SCALE,
            whole.column("lon").to_numpy() / SCALE,
            whole.column("radius").to_numpy() / np.float32(10),
            whole.column("population").to_numpy(),
            whole.column("unit").to_numpy(),
            whole.column("current").to_numpy(),
            whole.column("capital").to_numpy(zero_copy_only=False),
            (0, *np.cumsum([len(table) for table in tables]).tolist()),
        )
    except (pa.ArrowException, KeyError, AttributeError) as error:
        msg = f"{PAIRS[0][0]} of the reference data cannot be read ({error})"
        raise ReferenceDataError(msg) from error


def _table(name: str) -> pa.Table:
    file = path(name)
    try:
        return pq.read_table(file, partitioning=None)
    except (OSError, pa.ArrowException) as error:
        msg = f"{file.name} of the reference data cannot be read ({error})"
        raise ReferenceDataError(msg) from error


def _coded(column: pa.ChunkedArray) -> tuple[np.ndarray, tuple[str, ...]]:
    whole = column.chunk(0)
    return whole.indices.to_numpy().astype("int16"), tuple(whole.dictionary.to_pylist())


@cache
def tries() -> tuple[Any, ...]:
    """Open both tries once per process; they stay on disk and are paged in as needed."""
    out = []
    for _, name in PAIRS:
        file = path(name)
        try:
            out.append(marisa_trie.RecordTrie("<I").mmap(str(file)))
        except (OSError, RuntimeError, ValueError) as error:
            msg = f"{file.name} of the reference data cannot be read ({error})"
            raise ReferenceDataError(msg) from error
    return tuple(out)


def rows(folded: str, feature: str = "") -> list[int]:
    """Find the rows that bear a folded name, in rising order.

    Parameters
    ----------
    folded
        What :func:`geo.names.fold` returned.
    feature
        Empty for the settlements of GeoNames, else a class of :class:`geo.gazetteer.Place`.
    """
    if not folded:
        return []
    key = f"{folded}{OTHER}{feature}" if feature else folded
    main, osm = tries()
    found = [row for (row,) in main.get(key, ())]
    if feature == "V":
        first = columns().firsts[1]
        found += [first + row for (row,) in osm.get(key, ())]
    return sorted(found)


def place_id(row: int) -> str:
    """Spell the id of a row."""
    table = columns()
    source, number = table.prefixes[table.sources[row]], int(table.ids[row])
    if source == "icao":
        return f"icao:{np.base_repr(number, 36):0>4}"
    if source.startswith("geoboundaries:"):
        return f"{source.removesuffix('B')}B{number}"
    return f"psgc:{number:010}" if source == "psgc" else f"{source}:{number}"


@cache
def _blocks() -> dict[str, tuple[int, int]]:
    """Source -> its first row and one past its last; ids rise within each."""
    table = columns()
    edges = np.flatnonzero(np.diff(table.sources, prepend=-1, append=-1))
    pairs = zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)
    return {table.prefixes[table.sources[start]]: (start, stop) for start, stop in pairs}


def by_id(text: str) -> int:
    """Find the row of an id as :func:`place_id` spells it, -1 for none."""
    head, _, tail = text.rpartition("B" if text.startswith("geoboundaries:") else ":")
    base = 36 if head == "icao" else 10
    if not (tail.isascii() and (tail.isalnum() if base == 36 else tail.isdecimal())):
        return -1
    number, ids = int(tail[:20], base), columns().ids
    for source in (head, f"{head}B"):
        start, stop = _blocks().get(source, (0, 0))
        row = start + int(np.searchsorted(ids[start:stop], min(number, 2**63 - 1)))
        if row < stop and ids[row] == number and place_id(row) == text:
            return row
    return -1


@lru_cache(maxsize=4096)
def settlements_in(unit: int) -> tuple[int, ...]:
    """List the rows of GeoNames' settlements in a first-level unit, by polygon or by code."""
    table = columns()
    there = (table.polygons == unit) | (table.units == unit)
    towns = table.features == table.classes.index("P")
    return tuple(np.flatnonzero(there & towns).tolist())
