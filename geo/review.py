"""Located tables that a person corrects: what stands as it was left, and what a reviewer set.

A located table shows a coordinate in every row that has a place, whoever found it. So that it can
be read again, ``as_located`` says what was left in the cells a reviewer may change; a cell that
differs from it was changed by a person, and wins.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .schema import Column

if TYPE_CHECKING:
    from collections.abc import Iterable

REVIEWED = "reviewed"
"""The ``match_kind`` of what a reviewer set."""
READ_COLUMNS = tuple(
    Column(name, "text", "As a located table has it.")
    for name in ("place_id", "matched_name", "match_kind", "precision_stated", "as_located")
)
"""The computed columns that are read again; leniently, for other tables may use these names."""
_WORDS = ("place", "place_relation", "admin1", "country")
_LEFT = (
    r"^precision (?P<precision>\d|-)"
    r"(?:; (?P<how>given|found) (?P<latitude>\S+) (?P<longitude>\S+))?"
    r"(?:; id (?P<id>.+?))?(?:; words (?P<words>[0-9a-f]{8}))?$"
)
_SAME = 1e-6  # degrees; a spreadsheet may write a number otherwise


def as_located(events: pd.DataFrame, *, given: Iterable[bool]) -> pd.Series[str]:
    """Say what is left in the cells that a reviewer may change.

    Parameters
    ----------
    events
        Located events, with ``latitude`` and ``longitude`` as they will be written.
    given
        Whether the row's coordinate is the table's own, rather than of the place found.

    Returns
    -------
    pandas.Series
        Text such as ``"precision 1; found 26.97186 64.09459; id geonames:1168700"``. Rows that a
        program proposed also have a hash of their words, which they may no longer fit.
    """
    if events.empty:  # of no rows, pandas makes no text
        return pd.Series([], index=events.index, dtype="str")
    precision = events["where_precision"].astype("str").fillna("-")
    out = "precision " + precision
    has = events["latitude"].notna() & events["longitude"].notna()
    how = pd.Series(np.where(list(given), "; given ", "; found "), index=events.index)
    spot = events["latitude"].map(repr) + " " + events["longitude"].map(repr)
    out += (how + spot).where(has, "")
    ids = events["place_id"] if "place_id" in events else pd.Series(pd.NA, index=events.index)
    out += ("; id " + ids.astype("str")).fillna("")
    proposed = events["proposed_by"].notna()
    out += ("; words " + _hashes(events)).where(proposed, "")
    return out.astype("str")


def _hashes(events: pd.DataFrame) -> pd.Series[str]:
    """A short hash of the words that say where."""
    words = events[list(_WORDS)].astype("str").fillna("").agg("\x1f".join, axis=1)
    known = {text: hashlib.sha256(text.encode()).hexdigest()[:8] for text in words.unique()}
    return words.map(known).astype("str")


def as_reviewed(events: pd.DataFrame) -> pd.DataFrame:
    """Undo what locating wrote into a table, save what a person has changed since.

    Parameters
    ----------
    events
        A typed event table with :data:`READ_COLUMNS`, missing where the file has none.

    Returns
    -------
    pandas.DataFrame
        The event columns as ``geocode`` takes them: a coordinate that was found is left out, so
        that it is found again; a changed one stays, with ``match_kind`` :data:`REVIEWED`. A
        ``place_id`` stays where a person filled or changed it, or where the table says nothing
        about how it was located. ``where_precision`` is the one stated at first, unless it was
        changed, or is that of an area in a row whose place was set.
    """
    out = events.drop(columns=[column.name for column in READ_COLUMNS])
    left = events["as_located"].astype("str").str.extract(_LEFT)
    known = left["precision"].notna()
    if not known.any():
        return out.assign(place_id=events["place_id"]) if events["place_id"].notna().any() else out
    before = known & (events["match_kind"] == REVIEWED)
    has = out["latitude"].notna() & out["longitude"].notna()
    moved = known & has & ~_same_spot(out, left)
    ids = events["place_id"].astype("str")
    renamed = known & ids.notna() & (ids.fillna("") != left["id"].fillna(""))
    kept = known & has & ~moved & (left["how"] == "given") & ~renamed & ~_reworded(out, left)
    set_now = moved | renamed
    still = before & (kept | (events["place_id"].notna() & ~moved))
    for name in ("latitude", "longitude"):
        out[name] = out[name].where(~known | moved | kept)
    out["place_id"] = events["place_id"].where(~known | (renamed & ~moved) | (still & ~kept))
    # What a reviewer chose has a name, for the day on which its id is known no more.
    out["matched_name"] = events["matched_name"].where(still & ~kept & ~renamed)
    out["match_kind"] = pd.Series(pd.NA, index=out.index, dtype="str").mask(
        set_now | still, REVIEWED
    )
    out["where_precision"] = _precision(events, left, known, set_now)
    return out


def _same_spot(events: pd.DataFrame, left: pd.DataFrame) -> pd.Series[bool]:
    apart = [
        (events[name] - pd.to_numeric(left[name], errors="coerce")).abs()
        for name in ("latitude", "longitude")
    ]
    return (apart[0] < _SAME) & (apart[1] < _SAME)


def _reworded(events: pd.DataFrame, left: pd.DataFrame) -> pd.Series[bool]:
    """Rows of a program's reading whose words a person changed: their place is another one."""
    hashed = left["words"].notna()
    if not hashed.any():
        return hashed
    return hashed & (_hashes(events) != left["words"])


def _precision(
    events: pd.DataFrame, left: pd.DataFrame, known: pd.Series[bool], set_now: pd.Series[bool]
) -> pd.Series[int]:
    now = events["where_precision"]
    untouched = known & (now.astype("str").fillna("-") == left["precision"])
    stated = pd.to_numeric(events["precision_stated"], errors="coerce")
    stated = stated.where(stated.between(1, 7) & (stated % 1 == 0)).astype("Int64")
    # What a program read from a report is all that is stated.
    read = left["words"].notna() & stated.isna()
    out = now.mask(untouched & ~read, stated)
    return out.mask(untouched & set_now & out.isin([3, 4, 5, 6]))
