"""Rows that say the same, numbered: each is worked out once, however often it stands in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def distinct_rows(columns: Iterable[Any], length: int) -> tuple[np.ndarray, np.ndarray]:
    """Number the rows of a table by what they say.

    Parameters
    ----------
    columns
        The table's columns, each an array or series of ``length`` values; missing equals missing.
    length
        Rows.

    Returns
    -------
    first : numpy.ndarray
        The position where each distinct row first stands, shape (k,).
    number : numpy.ndarray
        Each row's number among the distinct ones, in order of appearance, shape (length,).

    Examples
    --------
    >>> first, number = distinct_rows([["a", "b", "a"], [1, 1, 1]], 3)
    >>> first.tolist(), number.tolist()
    ([0, 1], [0, 1, 0])
    """
    number = np.zeros(length, dtype=np.int64)
    for column in columns:
        codes = pd.factorize(pd.Series(column), use_na_sentinel=False)[0]
        number = pd.factorize(number * (codes.max(initial=0) + 1) + codes)[0]
    return np.unique(number, return_index=True)[1], number


def each_distinct(
    cells: pd.Series[Any], work: Callable[[pd.Series[Any]], pd.Series[Any]]
) -> pd.Series[Any]:
    """Work on the distinct values of a column, and put the results where the values stand.

    Parameters
    ----------
    cells
        The column; missing stays missing, and is not worked on.
    work
        Takes the distinct values, gives as many results.

    Returns
    -------
    pandas.Series
        The results, indexed like ``cells``, of the dtype that ``work`` gives.

    Examples
    --------
    >>> each_distinct(pd.Series(["1", None, "1"], dtype="str"), pd.to_numeric).tolist()
    [1.0, nan, 1.0]
    """
    codes, values = pd.factorize(cells)
    done = work(pd.Series(values, dtype=cells.dtype, name=cells.name))
    if (codes < 0).any():
        done = done.reindex(range(-1, len(done)))  # a row for the missing
        codes = codes + 1
    out: pd.Series[Any] = done.iloc[codes].set_axis(cells.index)
    return out
