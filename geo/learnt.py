"""The gazetteer's other half: names that the user has added, kept in the user's data folder.

Each file that was added is a folder of its own: ``places.parquet`` (by place id), ``names.marisa``
(folded name -> row) and ``about.json``. Like the shipped gazetteer they are mapped, not loaded.
Rows are counted through all of them, in the order of their names. :mod:`geo.learning` writes them.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

import marisa_trie
import numpy as np
import pyarrow as pa

from . import userdata
from .columns import chunk, coded, numbers, read
from .schema import InputError
from .units import row_of_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

P = ParamSpec("P")
R = TypeVar("R")

FORMAT = 1
"""The layout of a learnt folder; another number must be learnt again."""
OTHER = "\x1f"
"""Ends a name in the trie that is no settlement's; GeoNames' feature class follows."""
_caches: list[Callable[[], None]] = []
_left_out: ContextVar[bool] = ContextVar("learnt places are left out", default=False)


@dataclass(frozen=True)
class Learnt:
    """The places that one added file holds.

    Parameters
    ----------
    name
        What the user calls it.
    about
        ``kind``, ``inputs`` (name and SHA-256 of each file), ``places``, ``names``,
        ``countries`` (alpha-3 -> places).
    first
        The number of its first row among all rows.
    columns
        ``place_id``, ``name``, ``country``, ``lat``, ``lon``, ``population``, ``polygon``,
        ``unit``, ``capital``, ``feature``.
    trie
        Folded name -> rows.
    """

    name: str
    about: dict[str, Any]
    first: int
    columns: dict[str, Any]
    trie: Any


def home() -> Path:
    """Find the folder of everything that was learnt; it need not exist."""
    return userdata.folder() / "gazetteer"


def remembered(size: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Remember answers that depend on what was learnt, until it changes.

    Parameters
    ----------
    size
        How many answers to remember.

    Returns
    -------
    callable
        A decorator like :func:`functools.lru_cache`.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        wrapped = lru_cache(maxsize=size)(function)
        _caches.append(wrapped.cache_clear)
        return cast("Callable[P, R]", wrapped)

    return decorate


def forget() -> None:
    """Read the folder again at the next look-up, because it has changed."""
    _opened.cache_clear()
    for clear in _caches:
        clear()


@contextmanager
def learnt_places(*, used: bool) -> Iterator[None]:
    """Look up places with those that the user has added, or as on any other computer.

    Parameters
    ----------
    used
        False leaves them out until the end of the ``with`` block, whatever a block inside says.

    Yields
    ------
    None
    """
    if used or _left_out.get():
        yield
        return
    before = _left_out.set(True)
    forget()
    try:
        yield
    finally:
        _left_out.reset(before)
        forget()


def learnt() -> tuple[Learnt, ...]:
    """Open everything that was learnt, once per process.

    Returns
    -------
    tuple of Learnt
        By name; empty when nothing was added, or it is left out (:func:`learnt_places`).

    Raises
    ------
    InputError
        If one of them is damaged, or of another layout.
    """
    return () if _left_out.get() else _opened()


@cache
def _opened() -> tuple[Learnt, ...]:
    found: list[Learnt] = []
    first = 0
    for about in sorted(home().glob("[!.]*/about.json")):
        found.append(_open(about.parent, first))
        first += found[-1].about["places"]
    return tuple(found)


def _open(folder: Path, first: int) -> Learnt:
    try:
        about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
        if about["format"] != FORMAT:
            msg = "was learnt by another version"
            raise ValueError(msg)  # noqa: TRY301 (one remedy for all that can be wrong)
        table = read(folder / "places.parquet", mapped=True)
        trie = marisa_trie.RecordTrie("<I").mmap(str(folder / "names.marisa"))
        columns = {name: _column(table.column(name)) for name in table.column_names}
        if table.num_rows != about["places"]:
            msg = f"holds {table.num_rows} places, not {about['places']}"
            raise ValueError(msg)  # noqa: TRY301
    except (OSError, RuntimeError, ValueError, KeyError, TypeError, pa.ArrowException) as error:
        fault = (
            f"what was learnt cannot be read ({error}): remove it with "
            f"'gazetteer remove {folder.name}' and add its file again"
        )
        raise InputError(folder, fault) from None
    known = row_of_id()
    for name in ("polygon", "unit"):  # units are kept by id, for their rows change
        ids, number = columns[name]
        columns[name] = np.array([*(known.get(text, -1) for text in ids), -1])[number]
    return Learnt(folder.name, about, first, columns, trie)


def _column(column: pa.ChunkedArray) -> Any:
    """A column as it is quickest to read single cells of."""
    if pa.types.is_dictionary(column.type):
        return coded(column)
    return chunk(column) if pa.types.is_string(column.type) else numbers(column)


def edition() -> list[dict[str, Any]]:
    """Say what was learnt, for a build record.

    Returns
    -------
    list of dict
        ``name``, ``places`` and ``inputs`` (name and SHA-256) of each, by name.
    """
    return [
        {"name": item.name, "places": item.about["places"], "inputs": item.about["inputs"]}
        for item in learnt()
    ]


def rows(folded: str, *, feature: str = "") -> list[int]:
    """Find the learnt places that bear a folded name.

    Parameters
    ----------
    folded
        What :func:`geo.names.fold` returned.
    feature
        Empty for settlements, or one of GeoNames' feature classes, such as ``T``.

    Returns
    -------
    list of int
        Rows in rising order, one for each place id.
    """
    if not folded:
        return []
    key = folded + OTHER + feature if feature else folded
    once: dict[str, int] = {}
    for item in learnt():
        for (row,) in sorted(item.trie.get(key, ())):
            once.setdefault(item.columns["place_id"][row].as_py(), item.first + row)
    return sorted(once.values())


def _home_of(row: int) -> tuple[Learnt, int]:
    for item in reversed(learnt()):
        if row >= item.first:
            return item, row - item.first
    raise IndexError(row)


def country(row: int) -> str:
    """Give the country of one row, ISO 3166-1 alpha-3."""
    item, own = _home_of(row)
    codes, number = item.columns["country"]
    return str(codes[number[own]])


def source(row: int) -> str:
    """Give the name of the file that one row was learnt from."""
    return _home_of(row)[0].name


def cells(row: int) -> tuple[str, str, str, float, float, int, int, int, bool]:
    """Read one row.

    Parameters
    ----------
    row
        A row that :func:`rows` gave.

    Returns
    -------
    tuple
        ``place_id``, ``name``, ``country``, ``latitude``, ``longitude`` (degrees, EPSG:4326),
        ``population``, ``polygon``, ``unit`` (rows of :func:`geo.units.units` or -1),
        ``capital``.
    """
    item, own = _home_of(row)
    of = item.columns
    return (
        of["place_id"][own].as_py(),
        of["name"][own].as_py(),
        country(row),
        float(of["lat"][own]),
        float(of["lon"][own]),
        int(of["population"][own]),
        int(of["polygon"][own]),
        int(of["unit"][own]),
        bool(of["capital"][own]),
    )


def by_id(place_id: str) -> int:
    """Find the row of a place id, -1 when nobody learnt it."""
    for item in learnt():
        ids = item.columns["place_id"]
        found = bisect_left(range(len(ids)), place_id, key=lambda row: str(ids[row]))
        if found < len(ids) and str(ids[found]) == place_id:
            return item.first + found
    return -1
