"""Long texts as words of one vocabulary: smaller than compressed text, and searched as numbers.

Every text is cut into runs of letters and runs of what stands between them; each run is a word of
the vocabulary, the most frequent first. A single space between two words is not written. A word's
position in the vocabulary takes one byte for the first 192 words, two for the next 12,288, three
for the next 983,040, and four beyond; gzip then does the rest. Nothing is lost: the words in a row
are the text again.

A block holds the texts of 4,096 rows, column by column: for each, the number of bytes of every
text, as four planes of bytes, then the texts' words. Cuts lie only where folding for search would
put a space too, so that a word asked for can be looked up in the vocabulary (``layers/texts.js``).
"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    Bytes = npt.NDArray[np.uint8]
    Integers = npt.NDArray[np.integer[Any]]

BLOCK = 4096
"""Rows to a block."""

STEPS = (192, 192 + 48 * 256, 192 + 48 * 256 + 15 * 65_536)
"""Positions from which a word takes two, three, four bytes."""

_AT_ONCE = 8 * BLOCK  # rows cut into words together: bounds the memory
_SPACE = ord(" ")
_WORD = bytes(byte >= 128 or chr(byte).isalnum() for byte in range(256))
# Punctuation beyond ASCII, in UTF-8: dashes and quotation marks; Arabic and Chinese commas.
_MARKS = ((b"\xe2\x80", None), (b"\xd8", b"\x8c\x9b\x9f"), (b"\xe3\x80", b"\x80\x81\x82"))


def encode_texts(frame: pd.DataFrame) -> tuple[bytes, list[bytes]]:
    """Turn columns of long texts into a vocabulary and blocks.

    Parameters
    ----------
    frame
        The columns; missing and empty cells are the same, unknown.

    Returns
    -------
    vocabulary : bytes
        A JSON array of words.
    blocks : list of bytes
        One for each 4,096 rows.
    """
    columns = [frame[name] for name in frame.columns]
    firsts = range(0, len(frame), _AT_ONCE)
    some = [column.iloc[first : first + _AT_ONCE] for first in firsts for column in columns]
    with ThreadPoolExecutor(2) as pool:
        every = list(pool.map(_cut, some))
    width = max(len(columns), 1)
    cut = [every[at : at + width] for at in range(0, len(every), width)]
    words, ranks = _vocabulary([part.words for row in cut for part in row])
    blocks: list[bytes] = []
    for parts in cut:
        texts = [part.written(ranks.pop(0)) for part in parts]
        firsts = range(0, len(parts[0].counts) if parts else 0, BLOCK)
        blocks += [b"".join(_block(*text, first) for text in texts) for first in firsts]
    vocabulary = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
    return vocabulary.encode("utf-8", "replace"), blocks


class _Cut:
    """Some rows of one column, cut into words."""

    def __init__(self, words: pa.DictionaryArray, counts: Integers) -> None:
        self.words = words
        self.counts = counts  # words of each text

    def written(self, ranks: Integers) -> tuple[Integers, Bytes]:
        """Bytes of each text, and the texts' bytes."""
        sizes = np.ones(len(ranks), np.uint8)
        for step in STEPS:
            sizes += ranks >= step
        ends = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])
        lengths = np.diff(ends[np.concatenate([[0], np.cumsum(self.counts)])])
        return lengths, _written(ranks, sizes, ends[:-1], int(ends[-1]))


def _written(ranks: Integers, sizes: Integers, at: Integers, total: int) -> Bytes:
    out = np.empty(total, np.uint8)
    short = sizes == 1
    out[at[short]] = ranks[short]
    for size, lead in ((2, 192), (3, 240), (4, 255)):
        chosen = np.flatnonzero(sizes == size)
        rest = ranks[chosen].astype(np.int64) - STEPS[size - 2]
        where = at[chosen]
        for place in range(size):
            part = (rest >> (8 * (size - 1 - place))) & 255
            out[where + place] = part + lead if place == 0 and size < 4 else part
        if size == 4:
            out[where] = lead
    return out


def _block(lengths: Integers, content: Bytes, first: int) -> bytes:
    ends = np.concatenate([[0], np.cumsum(lengths)])
    last = min(first + BLOCK, len(lengths))
    planes = lengths[first:last].astype("<u4").view(np.uint8).reshape(-1, 4).T
    return planes.tobytes() + content[ends[first] : ends[last]].tobytes()


def _cut(texts: pd.Series[Any]) -> _Cut:
    array = pa.array(texts.astype("str").fillna(""), pa.large_utf8())
    array = array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array
    _, offsets, content = array.buffers()
    rows = np.frombuffer(offsets, np.int64)[array.offset : array.offset + len(array) + 1]
    data = np.frombuffer(content or b"", np.uint8)[rows[0] : rows[-1]]
    rows = rows - rows[0]
    if not len(data):
        return _Cut(pa.array([], pa.binary()).dictionary_encode(), np.zeros(len(array), np.int64))
    letters = _letters(data)
    begins = np.zeros(len(data), np.bool_)
    begins[1:] = letters[1:] != letters[:-1]
    begins[rows[:-1][rows[:-1] < len(data)]] = True
    starts = np.append(np.flatnonzero(begins), len(data)).astype(np.int32)
    buffers = [None, pa.py_buffer(starts), pa.py_buffer(data)]
    runs = pa.Array.from_buffers(pa.binary(), len(starts) - 1, buffers).dictionary_encode()
    # A lone space between two words goes without saying; at the ends of a text it is kept.
    lone = (data[starts[:-1]] == _SPACE) & (np.diff(starts) == 1)
    edges = np.searchsorted(starts[:-1], rows)
    lone[edges[:-1][edges[:-1] < len(lone)]] = False
    lone[edges[1:] - 1] = False
    counted = np.concatenate([[0], np.cumsum(~lone)])
    words = pa.DictionaryArray.from_arrays(runs.indices.filter(pa.array(~lone)), runs.dictionary)
    return _Cut(words, np.diff(counted[edges]))


def _letters(data: Bytes) -> npt.NDArray[np.bool_]:
    """Whether each byte belongs to a word; what stands between words is the rest."""
    letters = np.frombuffer(data.tobytes().translate(_WORD), np.bool_).copy()
    for lead, last in _MARKS:
        found = np.flatnonzero(data[: -len(lead)] == lead[0])
        for at, byte in enumerate(lead[1:], 1):
            found = found[data[found + at] == byte]
        if last:
            found = found[np.isin(data[found + len(lead)], np.frombuffer(last, np.uint8))]
        for at in range(len(lead) + 1):
            letters[found + at] = False
    return letters


def _vocabulary(parts: list[pa.DictionaryArray]) -> tuple[list[str], list[Integers]]:
    """All words, the most frequent first, and each part's words as positions among them."""
    if not parts:
        return [], []
    together = pa.chunked_array(parts).unify_dictionaries()
    indices = [chunk.indices.to_numpy(zero_copy_only=False) for chunk in together.chunks]
    words = together.chunks[-1].dictionary if together.num_chunks else pa.array([], pa.binary())
    counts = np.zeros(len(words), np.int64)
    for index in indices:
        counts += np.bincount(index, minlength=len(words))
    order = np.argsort(-counts, kind="stable")
    rank = np.empty(len(words), np.int32)
    rank[order] = np.arange(len(words), dtype=np.int32)
    return [word.decode() for word in words.take(pa.array(order)).to_pylist()], [
        rank[index] for index in indices
    ]
