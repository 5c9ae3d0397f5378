"""Two editions of a map: which events were added, removed, or say something else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from .schema import CHANGE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import geopandas as gpd

COLUMNS = ("event_id", "change", "field", "old", "new")


def compare(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """List what changed between two tables of events.

    Parameters
    ----------
    old, new
        Tables of text indexed by ``event_id``, as :func:`~conflictmap.geo.pages.page_events`
        gives them.

    Returns
    -------
    pandas.DataFrame
        Columns ``event_id``, ``change`` (``added``, ``removed``, ``changed``), ``field``, ``old``
        and ``new``: one row per event added or removed, one per field that changed; in the order
        of the new table, the removed ones last. A missing value is unknown, not empty.

    Examples
    --------
    >>> from geo.events import read_events
    >>> old = read_events("data/iran-pakistan-2024/events.csv").set_index("event_id")
    >>> new = old.assign(killed_best=old["killed_best"] + 2)
    >>> compare(old, new)[["event_id", "field", "old", "new"]].values.tolist()
    [['panjgur', 'killed_best', '2', '4']]
    """
    rows = [
        (name, "added", None, None, None) for name in new.index.difference(old.index, sort=False)
    ]
    rows += _changed(old, new)
    order = {name: place for place, name in enumerate(new.index)}
    rows.sort(key=lambda row: order[row[0]])
    rows += [
        (name, "removed", None, None, None) for name in old.index.difference(new.index, sort=False)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype("str")


def mark_changes(
    events: gpd.GeoDataFrame, old: pd.DataFrame, new: pd.DataFrame, *, telling: bool = True
) -> gpd.GeoDataFrame:
    """Say of each event whether it is new, or says something else than an earlier edition.

    Parameters
    ----------
    events
        The located frame that is to be drawn.
    old, new
        The tables of text of the earlier edition and of these events.
    telling
        Whether to say what stood there and which events are gone; not where people are protected.

    Returns
    -------
    geopandas.GeoDataFrame
        A copy with `CHANGE_COLUMNS`; ``attrs["removed"]`` holds the ids of the events that are
        gone, or as many blanks.
    """
    seen = [name for name in old.columns if name not in {c.name for c in CHANGE_COLUMNS}]
    changes = compare(old[seen], new)
    kinds = changes.drop_duplicates("event_id").set_index("event_id")["change"]
    changed = changes[changes["change"] == "changed"]
    words = [
        f"{field}: {_said(before)} -> {_said(after)}" if telling else field
        for field, before, after in zip(
            changed["field"], changed["old"], changed["new"], strict=True
        )
    ]
    notes = pd.Series(words, index=changed["event_id"], dtype="str").groupby(level=0).agg("; ".join)
    marks = {
        "change": events["event_id"].map(kinds).astype("str"),
        "change_note": events["event_id"].map(notes).astype("str"),
    }
    out = events.assign(**marks)
    gone = [str(name) for name in kinds.index[kinds == "removed"]]
    out.attrs["removed"] = gone if telling else [""] * len(gone)
    return out


def _changed(old: pd.DataFrame, new: pd.DataFrame) -> list[tuple[Any, ...]]:
    """One row per field of a shared event that says something else."""
    shared = new.index.intersection(old.index, sort=False)
    fields = [*new.columns, *old.columns.difference(new.columns)]
    before, after = (table.reindex(index=shared, columns=fields) for table in (old, new))
    differs = (before != after) & ~(before.isna() & after.isna())
    return [
        (name, "changed", field, before.loc[name, field], after.loc[name, field])
        for name in shared[differs.any(axis="columns")]
        for field in differs.columns[differs.loc[name]]
    ]


def describe_changes(changes: pd.DataFrame) -> Iterator[str]:
    """Say changes in lines for a terminal.

    Parameters
    ----------
    changes
        What :func:`compare` returned.

    Yields
    ------
    str
        A line of counts, then ``+``, ``~`` and ``-`` lines, each change of a field below its event.

    Examples
    --------
    >>> from geo.events import read_events
    >>> old = read_events("data/iran-pakistan-2024/events.csv").set_index("event_id")
    >>> "; ".join(describe_changes(compare(old, old[1:])))
    '0 added, 0 changed, 1 removed; - panjgur'
    """
    counts = changes.drop_duplicates(["event_id", "change"])["change"].value_counts()
    kinds = ("added", "changed", "removed")
    yield ", ".join(f"{int(counts.get(kind, 0))} {kind}" for kind in kinds)
    signs = dict(zip(kinds, "+~-", strict=True))
    for (name, change), rows in changes.groupby(["event_id", "change"], sort=False):
        yield f"{signs[str(change)]} {name}"
        yield from _fields(zip(rows["field"], rows["old"], rows["new"], strict=True))


def _fields(rows: Iterable[tuple[object, object, object]]) -> Iterator[str]:
    for field, old, new in rows:
        if isinstance(field, str):
            yield f"    {field}: {_said(old)} -> {_said(new)}"


def _said(value: object) -> str:
    return repr(value) if isinstance(value, str) else "unknown"
