"""The places that conflictmap ships: one table in columns, and the index of their names.

The index is a trie of folded names, which numbers them, and the rows of each number. A trie that
holds the rows itself takes three times as long to answer, and more room.

Two sets of files, for their licences differ: ``places.parquet`` with ``names.marisa`` and
``names.parquet``, and the same with ``_osm``. Rows are counted through both.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import marisa_trie
import numpy as np
import pyarrow as pa

from .columns import chunk, coded, numbers, read_fact, text
from .learnt import OTHER
from .reference import path
from .schema import ReferenceDataError

SCALE = 100_000
"""Stored whole numbers per degree."""
SETS = (("places.parquet", "names"), ("places_osm.parquet", "names_osm"))
"""The table of each set, and the stem of its index."""


@dataclass(frozen=True)
class Columns:
    """The table, as it is quickest to search and to read single rows of.

    Parameters
    ----------
    cells
        One record per row: ``id``, ``lat``, ``lon`` (degrees), ``population``, ``radius`` (km),
        ``name`` and ``bytes`` (where its name begins in ``names``, and how long it is),
        ``country``, ``polygon``, ``unit``, ``source``, ``feature``, ``capital``.
    records
        The same as bytes: :data:`RECORD` reads one in half the time that numpy takes.
    names
        Their names as one run of UTF-8.
    prefixes, codes, classes
        What the numbers of ``source``, ``country`` and ``feature`` stand for.
    firsts
        The first row of each set of files, and one past the last row.
    """

    cells: np.ndarray
    records: memoryview
    names: bytes
    prefixes: tuple[str, ...]
    codes: tuple[str, ...]
    classes: tuple[str, ...]
    firsts: tuple[int, ...]

    def name(self, row: int) -> str:
        """Read one name."""
        cells = RECORD.unpack_from(self.records, row * RECORD.size)
        start, length = cells[5:7]
        return self.names[start : start + length].decode()


_CELLS = np.dtype(
    [
        ("id", "i8"),
        ("lat", "f8"),
        ("lon", "f8"),
        ("population", "i4"),
        ("radius", "f4"),
        ("name", "u4"),
        ("bytes", "u2"),
        ("country", "i2"),
        ("polygon", "i2"),
        ("unit", "i2"),
        ("source", "i1"),
        ("feature", "i1"),
        ("capital", "?"),
    ],
    align=True,
)
RECORD = struct.Struct("qddifIHhhhbb?x")
"""One row of the table, as ``_CELLS`` lays it out: aligned, for that is read soonest."""


@cache
def columns() -> Columns:
    """Read both tables once per process."""
    tables = [read_fact(path(name)) for name, _ in SETS]
    try:
        whole = pa.concat_tables(tables).unify_dictionaries().combine_chunks()
        cells, texts = np.empty(len(whole), _CELLS), {}
        for name in ("source", "country", "feature"):
            texts[name], cells[name] = coded(whole.column(name))
        for name in ("id", "population", "capital", "unit"):
            cells[name] = numbers(whole.column("current" if name == "unit" else name))
        cells["polygon"] = numbers(whole.column("unit"))
        cells["lat"], cells["lon"] = (numbers(whole.column(n)) / SCALE for n in ("lat", "lon"))
        cells["radius"] = numbers(whole.column("radius")) / np.float32(10)
        names, starts = text(whole.column("name"))
        cells["name"], cells["bytes"] = starts[:-1], np.diff(starts)
    except (pa.ArrowException, KeyError, AttributeError, ValueError) as error:
        msg = f"{SETS[0][0]} of the reference data cannot be read ({error})"
        raise ReferenceDataError(msg) from error
    firsts = (0, *np.cumsum([len(table) for table in tables]).tolist())
    records = cells.view(np.uint8).reshape(-1).data
    return Columns(
        cells, records, names, texts["source"], texts["country"], texts["feature"], firsts
    )


class Index(NamedTuple):
    """Folded names, and the rows of the places that bear each.

    Attributes
    ----------
    trie
        Folded name -> its number; it stays on disk and is paged in as needed.
    starts
        Where the rows of each number begin, one more than there are names.
    rows
        Rows, those of one name in rising order.
    """

    trie: Any
    starts: memoryview
    rows: memoryview

    def get(self, key: str) -> list[int]:
        """Give the rows of a name, in rising order."""
        number = self.trie.get(key)
        if number is None:
            return []
        start, stop = self.starts[number], self.starts[number + 1]
        if stop == start + 1:  # as nine names of ten have it
            return [self.rows[start]]
        return self.rows[start:stop].tolist()


@cache
def indexes() -> tuple[Index, ...]:
    """Open both indexes once per process."""
    return tuple(_index(stem) for _, stem in SETS)


def _index(stem: str) -> Index:
    file = path(f"{stem}.marisa")
    try:
        trie = marisa_trie.Trie().mmap(str(file))
        file = path(f"{stem}.parquet")
        lists = chunk(read_fact(file).column("rows"))
        starts, rows = (np.from_dlpack(part).data for part in (lists.offsets, lists.values))
        if len(starts) != len(trie) + 1:
            msg = f"{len(starts) - 1} lists for {len(trie)} names"
            raise ValueError(msg)  # noqa: TRY301 (one message for all that can be wrong)
    except (OSError, RuntimeError, ValueError, KeyError, pa.ArrowException) as error:
        msg = f"{file.name} of the reference data cannot be read ({error})"
        raise ReferenceDataError(msg) from error
    return Index(trie, starts, rows)


@cache
def _number_of() -> dict[str, int]:
    """Country -> its number in the column."""
    return {code: number for number, code in enumerate(columns().codes)}


@cache
def _country_of() -> memoryview:
    """The column of countries."""
    return np.ascontiguousarray(columns().cells["country"]).data


def rows(folded: str, feature: str = "", country: str = "") -> list[int]:
    """Find the rows that bear a folded name, in rising order.

    Parameters
    ----------
    folded
        What :func:`geo.names.fold` returned.
    feature
        Empty for the settlements of GeoNames, else a class of :class:`geo.gazetteer.Place`.
    country
        ISO 3166-1 alpha-3; empty for the whole world.
    """
    if not folded:
        return []
    main, osm = indexes()
    found = main.get(f"{folded}{OTHER}{feature}" if feature else folded)
    if feature == "V":  # the rows of the second set follow those of the first
        first = columns().firsts[1]
        found += [first + row for row in osm.get(f"{folded}{OTHER}V")]
    if not country or not found:
        return found
    table, wanted = _country_of(), _number_of().get(country, -1)
    if len(found) == 1:
        return found if table[found[0]] == wanted else []
    return [row for row in found if table[row] == wanted]


def place_id(source: str, number: int) -> str:
    """Spell an id from its source and its number."""
    if source == "geonames":
        return f"geonames:{number}"
    if source == "icao":
        return f"icao:{np.base_repr(number, 36):0>4}"
    if source.startswith("geoboundaries:"):
        return f"{source.removesuffix('B')}B{number}"
    return f"psgc:{number:010}" if source == "psgc" else f"{source}:{number}"


def id_of(row: int) -> str:
    """Spell the id of a row."""
    number, *_, source, _, _ = RECORD.unpack_from(columns().records, row * RECORD.size)
    return place_id(columns().prefixes[source], number)


@cache
def _blocks() -> dict[str, tuple[int, int]]:
    """Source -> its first row and one past its last; ids rise within each."""
    sources, prefixes = columns().cells["source"], columns().prefixes
    edges = np.flatnonzero(np.diff(sources, prepend=-1, append=-1))
    pairs = zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)
    return {prefixes[sources[start]]: (start, stop) for start, stop in pairs}


def by_id(text: str) -> int:
    """Find the row of an id as :func:`place_id` spells it, -1 for none."""
    head, _, tail = text.rpartition("B" if text.startswith("geoboundaries:") else ":")
    base = 36 if head == "icao" else 10
    if not (tail.isascii() and (tail.isalnum() if base == 36 else tail.isdecimal())):
        return -1
    number, ids = int(tail[:20], base), _ids()
    for source in (head, f"{head}B"):
        start, stop = _blocks().get(source, (0, 0))
        row = bisect_left(ids, number, start, stop)
        if row < stop and ids[row] == number and id_of(row) == text:
            return row
    return -1


@cache
def _ids() -> memoryview:
    return np.ascontiguousarray(columns().cells["id"]).data


@cache
def _by_unit() -> tuple[tuple[np.ndarray, np.ndarray], ...]:
    """Settlements in the order of their polygon, and of their present unit: (unit, row)."""
    cells = columns().cells
    towns = np.flatnonzero(cells["feature"] == columns().classes.index("P"))
    pairs = ((cells[name][towns], towns) for name in ("polygon", "unit"))
    orders = ((of, rows, np.argsort(of, kind="stable")) for of, rows in pairs)
    return tuple((of[order], rows[order]) for of, rows, order in orders)


def settlements_in(unit: int) -> list[int]:
    """List the rows of GeoNames' settlements in a first-level unit, by polygon or by code."""
    found: set[int] = set()
    for of, rows in _by_unit():
        start, stop = np.searchsorted(of, np.array([unit, unit + 1], dtype=of.dtype))
        found.update(rows[start:stop].tolist())
    return sorted(found)
