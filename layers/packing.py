"""Whole numbers as bytes that compress well.

The smallest width that holds them, lowest bytes of all rows first, then the next (so that like
stands beside like), as differences from the row before where that is smaller.
"""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Integers = npt.NDArray[np.integer[Any]]

SAMPLE = 65_536
"""Rows by which ways of packing are compared."""


class Packer:
    """Whole numbers in as few bytes as they need, one array behind the other.

    Parameters
    ----------
    rows
        How many rows a column has.
    """

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.parts: list[bytes] = []
        self.length: int = 0

    def add(self, values: Integers) -> dict[str, int]:
        """Pack an array; says where it lies.

        Parameters
        ----------
        values
            Whole numbers of up to 32 bits, with or without sign.

        Returns
        -------
        dict
            ``at`` (first byte), ``count``, ``width`` (bytes each), ``low`` (added to each when
            read), ``delta`` (1 if each is the difference from the one before).
        """
        if len(values) and values.min() == values.max():
            return {"count": len(values), "same": int(values[0])}
        wide = values.astype(np.int64)
        steps = np.diff(wide, prepend=0)
        delta = _compressed(steps[:SAMPLE]) < 0.9 * _compressed(wide[:SAMPLE])
        chosen = steps if delta else wide
        low = int(chosen.min()) if len(chosen) else 0
        offset = (chosen - low).astype(np.uint64)
        top = int(offset.max()) if len(offset) else 0
        width = max(1, (top.bit_length() + 7) // 8)
        found = {"at": self.length, "count": len(values), "width": width, "low": low}
        for plane in range(width):
            self._append(((offset >> np.uint64(8 * plane)) & np.uint64(255)).astype(np.uint8))
        return found | ({"delta": 1} if delta else {})

    def add_reals(self, values: npt.NDArray[np.float64]) -> dict[str, int]:
        """Pack IEEE numbers, byte plane by byte plane."""
        planes = values.astype("<f8").view(np.uint8).reshape(-1, 8).T
        found = {"at": self.length, "count": len(values)}
        self._append(np.ascontiguousarray(planes))
        return found

    def add_text(self, text: str) -> dict[str, int]:
        """Pack one long text as UTF-8; lone surrogates become U+FFFD."""
        found = {"at": self.length}
        self._append(np.frombuffer(text.encode("utf-8", "replace"), np.uint8))
        return found | {"bytes": self.length - found["at"]}

    def stream(self, manifest: dict[str, Any]) -> bytes:
        """The manifest's length, the manifest, and all that was packed."""
        head = json.dumps(manifest, ensure_ascii=True, allow_nan=False, sort_keys=True)
        return b"".join([len(head).to_bytes(4, "little"), head.encode("ascii"), *self.parts])

    def _append(self, values: npt.NDArray[np.uint8]) -> None:
        content = values.tobytes()
        self.parts.append(content)
        self.length += len(content)


def cost(values: Integers) -> float:
    """About how many bytes the first of these numbers take once packed and compressed.

    Parameters
    ----------
    values
        Whole numbers.

    Returns
    -------
    float
        Bytes of the first :data:`SAMPLE`.
    """
    sample = values[:SAMPLE].astype(np.int64)
    return min(_compressed(sample), _compressed(np.diff(sample, prepend=0)))


def usual(keys: Integers, values: Integers, size: int) -> Integers:
    """Find the number that is usual with each key: the median of those that stand with it.

    Parameters
    ----------
    keys
        Whole numbers from 0 to ``size - 1``.
    values
        Whole numbers of 32 bits with sign, one for each key.
    size
        How many keys there are.

    Returns
    -------
    numpy.ndarray
        For each key a number that stands with it (of two in the middle the larger); 0 for keys
        that do not occur.
    """
    together = (keys.astype(np.int64) << 32) + (values + 2**31)
    together.sort()
    counts = np.bincount(keys, minlength=size)
    middle = np.cumsum(counts) - counts + counts // 2
    found = np.zeros(size, np.int64)
    known = counts > 0
    found[known] = (together[middle[known]] & 0xFFFFFFFF) - 2**31
    return found


def _compressed(values: Integers) -> int:
    """Bytes of these numbers once compressed, quickly."""
    offset = (values - (values.min() if len(values) else 0)).astype("<u8")
    width = max(1, (int(offset.max(initial=0)).bit_length() + 7) // 8)
    planes = offset.view(np.uint8).reshape(-1, 8)[:, :width].T
    return len(zlib.compress(planes.tobytes(), 1))
