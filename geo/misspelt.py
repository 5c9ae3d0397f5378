"""Which of many names a word nearly is: difflib's answer, asked only of those that may be close."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

_KINDS = 64
"""Letters are counted by their code modulo this; those that share a count are told apart later."""


class Letters(NamedTuple):
    """Names, and how often each letter stands in them.

    Attributes
    ----------
    names
        The names.
    counts
        Shape (names, 64).
    lengths
        Characters of each, shape (names,).
    """

    names: tuple[str, ...]
    counts: np.ndarray
    lengths: np.ndarray


def letters(names: Iterable[str]) -> Letters:
    """Count the letters of names.

    Parameters
    ----------
    names
        The names, in the order in which ties are broken.

    Returns
    -------
    Letters
        What :func:`close_names` asks.
    """
    kept = tuple(names)
    counts = np.array([_counts(name) for name in kept], dtype="int64").reshape(-1, _KINDS)
    return Letters(kept, counts, np.array([len(name) for name in kept]))


def _counts(name: str) -> np.ndarray:
    codes = np.frombuffer(name.encode("utf-32-le", "surrogatepass"), dtype="uint32")
    return np.bincount(codes % _KINDS, minlength=_KINDS)


def close_names(word: str, among: Letters, *, cutoff: float) -> list[str]:
    """Find the names that a word nearly is.

    Parameters
    ----------
    word
        The word.
    among
        What :func:`letters` gave.
    cutoff
        The least similarity, from 0 to 1: twice the characters in common by the characters of
        both.

    Returns
    -------
    list of str
        What :func:`difflib.get_close_matches` gives: at most three, the closest first.

    Examples
    --------
    >>> close_names("sistan", letters(["sind", "sistin", "sistani"]), cutoff=0.8)
    ['sistani', 'sistin']
    """
    common = np.minimum(among.counts, _counts(word)).sum(axis=1)
    may_be = 2 * common >= cutoff * (among.lengths + len(word)) - 1e-9
    some = [among.names[n] for n in np.flatnonzero(may_be)]
    return difflib.get_close_matches(word, some, n=3, cutoff=cutoff)
