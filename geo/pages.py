"""Pages read back: the events and the build record that a written map carries."""

from __future__ import annotations

import base64
import json
import re
import zlib
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .files import read_text
from .schema import InputError

if TYPE_CHECKING:
    import numpy.typing as npt

    from .files import FilePath

    Integers = npt.NDArray[np.integer[Any]]

_DATA = re.compile(
    r'<script type="application/json" id="conflictmap-data">(?P<json>[^<]*)</script>'
)
_STREAM = re.compile(
    r'<script type="application/octet-stream" id="conflictmap-events(?P<part>-\w+)?">'
    r"(?P<content>[A-Za-z0-9+/=]*)</script>"
)
_PARTS = ("title", "description", "language", "record")
_MISSING = -(2**31)
_BLOCK = 4096
_STEPS = (192, 192 + 48 * 256, 192 + 48 * 256 + 15 * 65_536)
_SEPARATOR = re.compile(
    "[^A-Za-z0-9\x80-\U0010ffff]|[\u2000-\u203f\u060c\u061b\u061f\u3000-\u3002]"
)


def read_page(path: FilePath) -> dict[str, Any]:
    """Read the data of a map that this program wrote.

    Parameters
    ----------
    path
        The HTML file.

    Returns
    -------
    dict
        The page's data: ``title``, ``description``, ``language``, ``record`` and more, and
        ``events``: column -> values. Nothing of the page is run.

    Raises
    ------
    InputError
        If the file cannot be read or is no map of ours.
    """
    path = Path(path)
    page = read_text(path)
    data = _head(path, page)
    try:
        streams = {match["part"]: match["content"] for match in _STREAM.finditer(page)}
        data["events"] = _Table(streams).columns()
    except (ArithmeticError, LookupError, TypeError, ValueError, RecursionError, zlib.error):
        raise InputError(path, "is a map whose data is damaged") from None
    return data


def read_head(path: Path) -> dict[str, Any]:
    """Read what :func:`read_page` reads, without the events."""
    return _head(path, read_text(path))


def _head(path: Path, page: str) -> dict[str, Any]:
    found = _DATA.search(page)
    if found is None:
        raise InputError(path, "is no map that this program wrote")
    try:
        data = json.loads(found["json"])
        whole = all(part in data for part in _PARTS)
        if whole:
            return dict(data)
    except (TypeError, ValueError, RecursionError):
        pass
    raise InputError(path, "is a map whose data is damaged")


def page_events(data: dict[str, Any]) -> pd.DataFrame:
    """Give a page's events as a table of text.

    Parameters
    ----------
    data
        What :func:`read_page` returned.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``event_id``; every value as it would be written in a table, missing where
        the page has none.

    Raises
    ------
    InputError
        If the page's columns are not of one length or lack ``event_id``.
    """
    damaged = InputError("events", ["the page's table of events is damaged"])
    try:
        cells = {str(name): list(map(_cell, column)) for name, column in data["events"].items()}
        table = pd.DataFrame(cells).astype("str").set_index("event_id")
    except (AttributeError, KeyError, TypeError, ValueError):
        raise damaged from None
    if not table.index.is_unique:
        raise damaged
    return table


def event_table(events: pd.DataFrame) -> pd.DataFrame:
    """Give located events as the table of text that their page would be read back as.

    Parameters
    ----------
    events
        A located frame.

    Returns
    -------
    pandas.DataFrame
        See :func:`page_events`.
    """
    shown = [name for name in events.columns if name not in {"geometry", "extra"}]
    return page_events({"events": {name: _values(events[name]) for name in shown}})


def _values(column: pd.Series[Any]) -> list[Any]:
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        column = column.dt.strftime("%Y-%m-%d")
    return [None if pd.isna(value) else value for value in column.tolist()]


def _cell(value: object) -> str | None:
    return None if value is None else f"{value:.12g}" if isinstance(value, float) else str(value)


class _Table:
    """The events as the page carries them: what ``layers/payload.py`` and ``texts.py`` wrote."""

    def __init__(self, streams: dict[str | None, str]) -> None:
        self.streams = streams
        content = self._stream(None)
        size = int.from_bytes(content[:4], "little")
        self.manifest = json.loads(content[4 : 4 + size])
        self.numbers = np.frombuffer(content, np.uint8, offset=4 + size)

    def columns(self) -> dict[str, list[Any]]:
        """Column name -> values, in the order of the names."""
        said = self.manifest["columns"]
        coded = {
            name: self._unpack(column["codes"])
            for name, column in said.items()
            if column["kind"] == "codes"
        }
        texts = self._texts([name for name in sorted(said) if said[name]["kind"] == "text"])
        # A name that begins with "_" is the page's own: where it draws what.
        return {
            name: texts[name] if column["kind"] == "text" else self._values(column, coded)
            for name, column in sorted(said.items())
            if not name.startswith("_")
        }

    def _values(self, column: dict[str, Any], coded: dict[str, Integers]) -> list[Any]:
        kind = column["kind"]
        if kind in {"codes", "lookup"}:
            codes = (
                self._lookup(column, coded) if kind == "lookup" else self._unpack(column["codes"])
            )
            return [column["values"][code] for code in codes.tolist()]
        if kind == "date":
            days = self._whole(column, coded)
            dates = days.astype("datetime64[D]").astype(str).tolist()
            return _known(dates, days)
        if kind == "scaled":
            numbers = self._whole(column, coded)
            scale = column["scale"]
            values = numbers.tolist() if scale == 1 else (numbers / scale).tolist()
            return _known(values, numbers)
        if kind == "real":
            return [None if isnan(value) else value for value in self._reals(column["reals"])]
        if kind == "numbered":
            prefix, digits = column["prefix"], column["digits"]
            numbers = self._unpack(column["numbers"]).tolist()
            return [f"{prefix}{number:0{digits}d}" for number in numbers]
        return self._names(column)

    def _whole(self, column: dict[str, Any], coded: dict[str, Integers]) -> Integers:
        """Whole numbers, or the sum of them and what they are the difference from."""
        numbers = self._unpack(column["numbers"])
        if "of" not in column:
            return numbers
        base = column["of"]
        if "map" in column:
            usual = self._unpack(column["map"])[coded[base]]
        else:
            usual = self._whole(self.manifest["columns"][base], coded)
        return (numbers + usual).astype(np.int32).astype(np.int64)

    def _unpack(self, said: dict[str, int]) -> Integers:
        count = said["count"]
        if "same" in said:
            return np.full(count, said["same"], np.int64)
        planes = self._planes(said["at"], said["width"], count)
        values = np.zeros(count, np.int64)
        for plane in range(said["width"]):
            values |= planes[plane].astype(np.int64) << (8 * plane)
        values += said["low"]
        return np.cumsum(values) if said.get("delta") else values

    def _planes(self, at: int, width: int, count: int) -> npt.NDArray[np.uint8]:
        return self.numbers[at : at + width * count].reshape(width, count)

    def _reals(self, said: dict[str, int]) -> list[float]:
        planes = self._planes(said["at"], 8, said["count"])
        return np.ascontiguousarray(planes.T).view("<f8").ravel().tolist()

    def _lookup(self, column: dict[str, Any], coded: dict[str, Integers]) -> Integers:
        codes = self._unpack(column["map"])[coded[column["of"]]]
        codes[self._unpack(column["rows"])] = self._unpack(column["codes"])
        return codes

    def _names(self, column: dict[str, Any]) -> list[str]:
        at, size = column["text"]["at"], column["text"]["bytes"]
        units = self.numbers[at : at + size].tobytes().decode().encode("utf-16-le")
        ends = (2 * np.cumsum(self._unpack(column["lengths"]))).tolist()
        return [units[a:b].decode("utf-16-le") for a, b in zip([0, *ends], ends, strict=False)]

    def _texts(self, names: list[str]) -> dict[str, list[str | None]]:
        """The long texts, word by word."""
        found: dict[str, list[str | None]] = {name: [] for name in names}
        words: list[str] = json.loads(self._stream("-words"))
        for number in range(self.manifest["blocks"]):
            content = self._stream(f"-{number}")
            rows = min(_BLOCK, self.manifest["rows"] - number * _BLOCK)
            at = 0
            for name in names:
                planes = np.frombuffer(content, np.uint8, 4 * rows, at).reshape(4, rows)
                lengths = np.ascontiguousarray(planes.T).view("<u4").ravel().tolist()
                at += 4 * rows
                for length in lengths:
                    found[name].append(_text(content[at : at + length], words))
                    at += length
        return found

    def _stream(self, part: str | None) -> bytes:
        text = self.streams[part]
        content = base64.b64decode(text.removeprefix("="), validate=True)
        return content if text.startswith("=") else zlib.decompress(content, wbits=31)


def _known(values: list[Any], numbers: Integers) -> list[Any]:
    return [
        None if missing else value
        for value, missing in zip(values, (numbers == _MISSING).tolist(), strict=True)
    ]


def _text(content: bytes, words: list[str]) -> str | None:
    if not content:
        return None
    parts: list[str] = []
    letters, at = False, 0
    while at < len(content):
        lead = content[at]
        more = 0 if lead < _STEPS[0] else 1 if lead < 240 else 2 if lead < 255 else 3
        rest = int.from_bytes(content[at + 1 : at + 1 + more], "big")
        high = (0, lead - 192, lead - 240, 0)[more] << (8 * more)
        word = words[lead if not more else _STEPS[more - 1] + high + rest]
        now = not _SEPARATOR.match(word)
        parts.append(f" {word}" if letters and now else word)
        letters, at = now, at + 1 + more
    return "".join(parts)
