"""Which events a page of a stated size shows one by one, and what it says of the others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .countries import country_name
from .schema import EVENT_COLUMNS, PROVINCE_COLUMNS, UsageError, check

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import geopandas as gpd

    Trial = Callable[[gpd.GeoDataFrame], tuple[Any, int]]

COMFORT = 1_500_000
"""Events up to which one file is shown whole when no budget is stated."""
BUDGET = "100MB"
"""The budget when there are more."""
_TRIAL = 10_000
"""Events of the larger page that is made for trial."""
_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}


def page_budget(stated: str | None, number: int) -> int | None:
    """Say how large a page may be.

    Parameters
    ----------
    stated
        What the user says, if anything.
    number
        How many events there are.

    Returns
    -------
    int or None
        Bytes: what is stated, 100 MB above 1,500,000 events, otherwise no limit.

    Raises
    ------
    UsageError
        If what is stated is no size.

    Examples
    --------
    >>> page_budget(None, 1_000), page_budget(None, 2_000_000)
    (None, 100000000)
    """
    if not stated and number <= COMFORT:
        return None
    return size_in_bytes(stated or BUDGET)


def size_in_bytes(text: str) -> int:
    """Read a size such as ``100MB``.

    Parameters
    ----------
    text
        A number and a unit: B, KB, MB or GB, of which each is a thousand of the one before.

    Returns
    -------
    int
        Bytes.

    Raises
    ------
    UsageError
        If it is no size, or nothing.

    Examples
    --------
    >>> size_in_bytes("1.5 MB")
    1500000
    """
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([kmg]?)b", text.strip().casefold(), re.ASCII)
    if not found or not float(found[1]):
        msg = f"no size {text!r}: write it as 100MB"
        raise UsageError(msg)
    return int(float(found[1]) * _UNITS[found[2]])


def rows_that_fit(budget: int, rows: Sequence[int], sizes: Sequence[int]) -> int:
    """Say how many events a page of a size can hold, from two pages that were made for trial.

    Parameters
    ----------
    budget
        Bytes.
    rows, sizes
        How many events the smaller and the larger trial hold, and their bytes.

    Returns
    -------
    int
        Events; a little fewer than the straight line through both trials allows.

    Raises
    ------
    UsageError
        If not even one fits.

    Examples
    --------
    >>> rows_that_fit(2_000, [10, 20], [1_100, 1_200])
    94
    """
    each = max(sizes[1] - sizes[0], 1) / max(rows[1] - rows[0], 1)
    bare = sizes[1] - each * rows[1]
    number = int((budget * 0.97 - bare) / each)
    if number < 1:
        msg = f"a page without events takes {bare / 1e6:.1f} MB: state a larger budget"
        raise UsageError(msg)
    return number


def fit_page(events: gpd.GeoDataFrame, *, budget: int, make: Trial) -> Any:
    """Make the page of the latest events that a size holds.

    Parameters
    ----------
    events
        A frame that :func:`geo.provinces.join_provinces` returned.
    budget
        Bytes.
    make
        Makes a page of some of the events; gives it with its size in bytes.

    Returns
    -------
    object
        The page.

    Raises
    ------
    UsageError
        If not even one event fits.
    """
    some = min(len(events), _TRIAL)
    steps = [-(-len(events) // rows) for rows in (max(some // 2, 1), some)]
    trials = [events.iloc[::step].reset_index(drop=True) for step in steps]
    sizes = [make(trial)[1] for trial in trials]
    number = rows_that_fit(budget, [len(trial) for trial in trials], sizes)
    while number:
        page, size = make(keep_latest(events, number))
        if size <= budget:
            return page
        number = number * 9 // 10  # the trial was easier to pack than the whole
    msg = "not one event fits into the budget: state a larger one"
    raise UsageError(msg)


def keep_latest(events: gpd.GeoDataFrame, number: int) -> gpd.GeoDataFrame:
    """Keep the latest events, and say what is left out.

    Parameters
    ----------
    events
        A frame that :func:`geo.provinces.join_provinces` returned.
    number
        At most so many are kept: whole days, the latest first, undated events last. When not
        even the latest day fits, the first of its events in the order of the frame.

    Returns
    -------
    geopandas.GeoDataFrame
        The kept rows in their order. If rows are left out, ``attrs["left_out"]`` has their
        ``number``, ``words`` that say so, and ``countries``: a line for each country they are
        counted in.

    Raises
    ------
    FrameError
        If provinces have not been joined.
    """
    check(events, EVENT_COLUMNS, PROVINCE_COLUMNS)
    if len(events) <= number:
        return events
    days = events["date_start"]
    since_1970 = days.to_numpy().astype("datetime64[D]").astype("int64")
    order = np.argsort(np.where(days.isna(), 2**40, -since_1970), kind="stable")
    kept = np.zeros(len(events), dtype=bool)
    kept[order[:number]] = True
    edge = days.iloc[order[number]]
    whole_days = kept & ((days > edge) | (days.notna() & pd.isna(edge))).to_numpy()
    kept = whole_days if whole_days.any() else kept
    out = events[kept].reset_index(drop=True)
    out.attrs = events.attrs | {"left_out": _left_out(events[~kept], out)}
    return out


def _left_out(lost: pd.DataFrame, kept: pd.DataFrame) -> dict[str, object]:
    """What a reader must know about events that are not there."""
    since = kept["date_start"].min()
    words = (
        f"This file shows the latest {len(kept):,} of {len(kept) + len(lost):,} events one by one"
        + (f", from {since:%Y-%m-%d} on" if pd.notna(since) else "")
        + f". {len(lost):,} older or undated events are left out to keep it small."
    )
    counted = lost["country_code"].fillna("").value_counts()
    lines = [
        f"{country_name(str(code)) if str(code) else 'no country'}: {count:,} events left out"
        for code, count in sorted(counted.items(), key=lambda item: (-item[1], str(item[0])))
    ]
    return {"number": len(lost), "words": words, "countries": lines}
