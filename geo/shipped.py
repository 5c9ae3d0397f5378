"""The places that conflictmap ships: one table in columns, and the tries of their names.

Two pairs of files, for their licences differ: ``places.parquet`` with ``names.marisa``, and
``places_osm.parquet`` with ``names_osm.marisa``. Rows are counted through both.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import Any

import marisa_trie
import numpy as np
import pyarrow as pa

from .columns import coded, numbers, read_fact, text
from .learnt import OTHER
from .reference import path
from .schema import ReferenceDataError

SCALE = 100_000
"""Stored whole numbers per degree."""
PAIRS = (("places.parquet", "names.marisa"), ("places_osm.parquet", "names_osm.marisa"))


@dataclass(frozen=True)
class Columns:
    """The table, as it is quickest to search and to read single rows of.

    Parameters
    ----------
    cells
        One record per row: ``source``, ``id``, ``country``, ``lat``, ``lon`` (degrees),
        ``population``, ``polygon``, ``unit``, ``capital``, ``feature``, ``radius`` (km).
    records
        The same as bytes: :data:`RECORD` reads one in half the time that numpy takes.
    names
        Their names as one run of UTF-8, and where each begins.
    prefixes, codes, classes
        What the numbers of ``source``, ``country`` and ``feature`` stand for.
    firsts
        The first row of each pair of files, and one past the last row.
    """

    cells: np.ndarray
    records: memoryview
    names: tuple[bytes, memoryview]
    prefixes: tuple[str, ...]
    codes: tuple[str, ...]
    classes: tuple[str, ...]
    firsts: tuple[int, ...]

    def name(self, row: int) -> str:
        """Read one name."""
        run, starts = self.names
        return run[starts[row] : starts[row + 1]].decode()


_CELLS = np.dtype(
    [
        ("source", "i2"),
        ("id", "i8"),
        ("country", "i2"),
        ("lat", "f8"),
        ("lon", "f8"),
        ("population", "i4"),
        ("polygon", "i2"),
        ("unit", "i2"),
        ("capital", "?"),
        ("feature", "i2"),
        ("radius", "f4"),
    ]
)


RECORD = struct.Struct("=hqhddihh?hf")
"""One row of the table, as ``_CELLS`` lays it out."""


@cache
def columns() -> Columns:
    """Read both tables once per process."""
    tables = [read_fact(path(name)) for name, _ in PAIRS]
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
        names = text(whole.column("name"))
    except (pa.ArrowException, KeyError, AttributeError, ValueError) as error:
        msg = f"{PAIRS[0][0]} of the reference data cannot be read ({error})"
        raise ReferenceDataError(msg) from error
    firsts = (0, *np.cumsum([len(table) for table in tables]).tolist())
    records = cells.view(np.uint8).reshape(-1).data
    return Columns(
        cells, records, names, texts["source"], texts["country"], texts["feature"], firsts
    )


@cache
def tries() -> tuple[Any, ...]:
    """Open both tries once per process; they stay on disk and are paged in as needed."""
    out = []
    for _, name in PAIRS:
        file = path(name)
        try:
            # A BytesTrie answers in half the time of a RecordTrie, which unpacks every value.
            out.append(marisa_trie.BytesTrie().mmap(str(file)))
        except (OSError, RuntimeError, ValueError) as error:
            msg = f"{file.name} of the reference data cannot be read ({error})"
            raise ReferenceDataError(msg) from error
    return tuple(out)


@cache
def _number_of() -> dict[str, int]:
    """Country -> its number in the column."""
    return {code: number for number, code in enumerate(columns().codes)}


@cache
def _country_of() -> memoryview:
    """The column of countries, as single cells of it are read soonest."""
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
    main, osm = tries()
    key = f"{folded}{OTHER}{feature}" if feature else folded
    values = main.get(key) if folded else None
    found = [int.from_bytes(value, "little") for value in values] if values else []
    if feature == "V" and folded:  # the rows of the second pair follow those of the first
        first = columns().firsts[1]
        found += [first + int.from_bytes(value, "little") for value in osm.get(key, ())]
    if country and found:
        table, wanted = _country_of(), _number_of().get(country, -1)
        found = [row for row in found if table[row] == wanted]
    return sorted(found) if len(found) > 1 else found


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
    source, number, *_ = RECORD.unpack_from(columns().records, row * RECORD.size)
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
