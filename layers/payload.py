"""A table as the page carries it: columns as small whole numbers, packed, then compressed.

One stream holds everything that filters, lists and marks need: a length, a JSON manifest that
says what each column is, and the columns' numbers. Long texts lie in streams of their own (see
:mod:`.texts`), so that nobody waits for words that nobody reads. ``layers/payload.js`` reads the
streams in the page, ``geo/pages.py`` reads them back from it.

========== ====================================================================================
kind       what the manifest says of it
========== ====================================================================================
codes      ``values`` (first of them ``null``: unknown) and for each row the position of its own
lookup     the same, but the position follows from another column's: ``of``, ``map``, exceptions
as         what column ``of`` says; for rows of which this column is not asked, anything
scaled     whole ``numbers`` to be divided by ``scale``; :data:`MISSING` is unknown
date       ``numbers`` of days since 1970-01-01; :data:`MISSING` is unknown
real       IEEE numbers of 64 bits, NaN is unknown
names      unique texts: one long text and the length of each, in UTF-16 units
numbered   unique texts that are a prefix and a number written with ``digits`` digits
text       long texts: see :mod:`.texts`
========== ====================================================================================

Numbers of the kinds ``scaled`` and ``date`` may be differences: from what column ``of`` has in the
same row, as a last day from the first, or, with a ``map``, from what is usual with the word that
column ``of`` has there, as coordinates from the place's. A sum is taken modulo 2**32.
:mod:`.packing` says how numbers become bytes.
"""

from __future__ import annotations

import base64
import zlib
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .packing import SAMPLE, Packer, cost, usual
from .texts import encode_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy.typing as npt

    Integers = npt.NDArray[np.integer[Any]]

MISSING = -(2**31)
"""Stands for "unknown" where 0 is a number."""

TEXTS = frozenset({"alternatives", "match_note", "notes", "text"})
"""Columns whose cells are read one by one, on demand."""

_TWINS = {"_x": "longitude", "_y": "latitude"}
_NOT_DATA = frozenset({"extra", "geometry"})
_FEW = 4096  # different numbers that are worth a list of them
_SCALES = (1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000)
_SMALL = 65_536  # bytes that are not worth compressing
_LESS = 0.9  # of the room is worth a detour
_EXCEPTIONS = 0.02  # of the rows may disagree with a lookup


def pack_table(frame: pd.DataFrame, name: str) -> Iterator[tuple[str, str]]:
    """Turn a frame into the streams that a page carries.

    Parameters
    ----------
    frame
        Any frame with ``event_id``; the geometry and the cells of ``extra`` are left out.
    name
        What the streams' names begin with.

    Yields
    ------
    (str, str)
        A stream's name and its content: gzip, in base64. The first, ``name``, is the table; the
        texts follow. The same frame gives the same streams.
    """
    packer = Packer(len(frame))
    chosen = [str(column) for column in sorted(frame.columns) if column not in _NOT_DATA]
    texts = [column for column in chosen if column in TEXTS]
    columns = _Columns(packer)
    for column in chosen:
        twin = _TWINS.get(column)
        if twin in frame.columns and _agree(frame[column], frame[twin]):
            columns.plain[column] = {"kind": "as", "of": twin}
        elif column not in TEXTS:
            columns.add(column, frame[column])
    words, blocks = encode_texts(frame[texts])
    manifest = {
        "rows": len(frame),
        "columns": columns.described() | {column: {"kind": "text"} for column in texts},
        "blocks": len(blocks),
    }
    yield name, encode(packer.stream(manifest))
    yield f"{name}-words", encode(words)
    with ThreadPoolExecutor(2) as pool:
        encoded = pool.map(encode, blocks)
        yield from ((f"{name}-{at}", text) for at, text in enumerate(encoded))


def encode(content: bytes) -> str:
    """Compress, and write as text that is safe in any element.

    Parameters
    ----------
    content
        Any bytes.

    Returns
    -------
    str
        gzip without a time of day, in base64; what is small stays as it is, behind a ``=``, so
        that a page of few events is ready before its load event.
    """
    if len(content) < _SMALL:
        return "=" + base64.b64encode(content).decode("ascii")
    squeeze = zlib.compressobj(6, zlib.DEFLATED, 31)
    return base64.b64encode(squeeze.compress(content) + squeeze.flush()).decode("ascii")


def _agree(drawn: pd.Series[Any], given: pd.Series[Any]) -> bool:
    """Whether every point that is drawn is the given one."""
    return bool((drawn.isna() | (drawn == given)).all())


class _Columns:
    """What the manifest says of each column, and the codes by which lookups are found."""

    def __init__(self, packer: Packer) -> None:
        self.packer = packer
        self.plain: dict[str, dict[str, Any]] = {}
        self.coded: dict[str, tuple[Integers, list[Any]]] = {}
        self.whole: dict[str, tuple[dict[str, Any], Integers]] = {}

    def add(self, name: str, values: pd.Series[Any]) -> None:
        """Describe one column by its own kind."""
        if pd.api.types.is_datetime64_any_dtype(values.dtype):
            self.whole[name] = {"kind": "date"}, _days(values)
        elif name == "event_id":
            self.plain[name] = self._unique(values.astype(str))
        elif pd.api.types.is_numeric_dtype(values.dtype):
            self._number(name, values)
        else:
            self.coded[name] = _codes(values)

    def described(self) -> dict[str, dict[str, Any]]:
        """All columns; those that follow from another one's by way of that one."""
        found = dict(self.plain)
        bases: list[str] = []
        # The most telling column first: a place's name tells its province, not the other way.
        for name in sorted(self.coded, key=lambda name: (-len(self.coded[name][1]), name)):
            codes, values = self.coded[name]
            said = self._lookup(name, bases)
            if said is None:
                said = {"kind": "codes", "codes": self.packer.add(codes)}
                bases.append(name)
            found[name] = said | {"values": values}
        for name, (said, numbers) in self.whole.items():
            found[name] = said | self._numbers(name, numbers, bases)
        return found

    def _lookup(self, name: str, bases: list[str]) -> dict[str, Any] | None:
        codes, _ = self.coded[name]
        if len(codes) < _FEW:  # hardly anything to gain
            return None
        for base in bases:
            keys, known = self.coded[base]
            if len(known) * 2 > len(codes):
                continue
            table = np.zeros(len(known), np.int64)
            table[keys[::-1]] = codes[::-1]
            odd = np.flatnonzero(table[keys] != codes)
            if len(odd) <= _EXCEPTIONS * len(codes):
                return {
                    "kind": "lookup",
                    "of": base,
                    "map": self.packer.add(table),
                    "rows": self.packer.add(odd),
                    "codes": self.packer.add(codes[odd]),
                }
        return None

    def _numbers(self, name: str, numbers: Integers, bases: list[str]) -> dict[str, Any]:
        """Whole numbers as they are, or as differences where these take less room."""
        first = self.whole.get("date_start")
        if len(numbers) < _FEW:  # hardly anything to gain
            found = None
        elif name == "date_end" and first:
            found = self._after(first[1], numbers)
        elif self.whole[name][0]["kind"] == "scaled":
            found = self._around(numbers, bases)
        else:
            found = None
        return found or {"numbers": self.packer.add(numbers)}

    def _after(self, first: Integers, numbers: Integers) -> dict[str, Any] | None:
        """Days from the first."""
        steps = _wrapped(numbers - first)
        if cost(steps) > _LESS * cost(numbers):
            return None
        return {"of": "date_start", "numbers": self.packer.add(steps)}

    def _around(self, numbers: Integers, bases: list[str]) -> dict[str, Any] | None:
        """Differences from what is usual with a place or another word, the most telling of all."""
        part, tried = numbers[:SAMPLE], []
        for base in bases:
            keys, size = self.coded[base][0], len(self.coded[base][1])
            if size * 2 <= len(numbers):
                table = usual(keys[:SAMPLE], part, size)
                steps = _wrapped(part - table[keys[:SAMPLE]])
                bits = np.log2(1.0 + np.abs(steps.astype(np.int64))).sum()
                tried.append((bits + 32 * np.count_nonzero(table), base, table, steps))
        if not tried:
            return None
        _, best, table, steps = min(tried, key=lambda one: one[:2])
        if cost(table[table != 0]) + cost(steps) > _LESS * cost(part):
            return None
        keys, values = self.coded[best]
        table = usual(keys, numbers, len(values))
        packed = self.packer.add(_wrapped(numbers - table[keys]))
        return {"of": best, "map": self.packer.add(table), "numbers": packed}

    def _number(self, name: str, values: pd.Series[Any]) -> None:
        if pd.api.types.is_bool_dtype(values.dtype):
            self.coded[name] = _codes(values)
            return
        whole = pd.api.types.is_integer_dtype(values.dtype)
        numbers = values.to_numpy("float64", na_value=np.nan)
        codes, different = pd.factorize(numbers)
        if len(different) <= _FEW:
            self.coded[name] = (
                codes + 1,
                [None, *(different.astype(int) if whole else different).tolist()],
            )
            return
        scale = _scale(numbers)
        if scale is None:
            self.plain[name] = {"kind": "real", "reals": self.packer.add_reals(numbers)}
            return
        scaled = np.where(np.isnan(numbers), MISSING, np.rint(np.nan_to_num(numbers) * scale))
        self.whole[name] = {"kind": "scaled", "scale": scale}, scaled.astype(np.int64)

    def _unique(self, ids: pd.Series[str]) -> dict[str, Any]:
        numbered = _numbered(ids)
        if numbered:
            prefix, digits, numbers = numbered
            packed = self.packer.add(numbers)
            return {"kind": "numbered", "prefix": prefix, "digits": digits, "numbers": packed}
        texts = [text.encode("utf-8", "replace").decode() for text in ids.tolist()]
        units = np.array([len(text) + sum(c > "\uffff" for c in text) for text in texts], np.int64)
        return {
            "kind": "names",
            "lengths": self.packer.add(units),
            "text": self.packer.add_text("".join(texts)),
        }


def _wrapped(values: Integers) -> Integers:
    """Modulo 2**32, with sign: what is unknown is as far from any number as can be."""
    return values.astype(np.int32)


def _days(values: pd.Series[Any]) -> Integers:
    days = values.to_numpy("datetime64[D]").astype(np.int64)
    return np.where(values.isna().to_numpy(), MISSING, days)


def _codes(values: pd.Series[Any]) -> tuple[Integers, list[Any]]:
    codes, different = pd.factorize(values)
    return codes + 1, [None, *different.tolist()]


def _scale(numbers: npt.NDArray[np.float64]) -> int | None:
    """The power of ten by which these numbers are whole, so that nothing of them is lost."""
    known = numbers[~np.isnan(numbers)]
    some = known[:_FEW]
    for scale in _SCALES:
        if not np.array_equal(np.rint(some * scale) / scale, some):
            continue
        whole = np.rint(known * scale)
        if np.abs(whole).max(initial=0) >= -MISSING:
            return None
        if np.array_equal(whole / scale, known):
            return scale
    return None


def _numbered(ids: pd.Series[str]) -> tuple[str, int, Integers] | None:
    """Prefix, digits and numbers, if all ids are written so: ``UKR-000017``."""
    if ids.empty:
        return None
    prefix = str(ids.iloc[0]).rstrip("0123456789")
    digits = len(str(ids.iloc[0])) - len(prefix)
    if not 0 < digits <= 9 or not prefix.isascii():
        return None
    length = len(prefix) + digits
    try:
        letters = np.array(ids.tolist(), dtype=np.bytes_)
    except UnicodeEncodeError:
        return None
    if letters.dtype.itemsize != length:
        return None
    table = letters.view(np.uint8).reshape(len(ids), length).astype(np.int64)
    figures = table[:, len(prefix) :] - ord("0")
    same = (table[:, : len(prefix)] == np.frombuffer(prefix.encode(), np.uint8)).all()
    if not same or figures.min() < 0 or figures.max() > 9:
        return None
    return prefix, digits, figures @ (10 ** np.arange(digits)[::-1])


def scripts(streams: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Write streams as script elements that no browser runs."""
    for name, content in streams:
        yield f'<script type="application/octet-stream" id="conflictmap-{name}">{content}</script>'
