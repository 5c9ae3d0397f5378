"""What was read, as files that a person reviews and the map reads again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ..files import write_whole
from ..review import as_located
from ..schema import DUPLICATE_COLUMNS, EVENT_COLUMNS, OutputError

if TYPE_CHECKING:
    from pathlib import Path

    from .reader import Reading


def write_reading(read: Reading, folder: Path) -> None:
    """Write events.csv, sources.csv, evidence.csv, and the texts under ``reports/``.

    Parameters
    ----------
    read
        What :func:`geo.reports.reader.read_reports` returned; with ``same_as``, if suggested.
    folder
        The folder, made if it is missing.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    try:
        (folder / "reports").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        msg = f"{folder}: cannot be made: {(error.strerror or str(error)).lower()}"
        raise OutputError(msg) from None
    for key, text in read.texts.items():
        write_whole(folder / "reports" / f"{key}.txt", text.encode("utf-8"))
    names = [column.name for column in (*EVENT_COLUMNS, *DUPLICATE_COLUMNS)]
    events = pd.DataFrame(read.events)[[name for name in names if name in read.events.columns]]
    events["as_located"] = as_located(events, given=events["latitude"].notna())
    for name, table in (("sources", read.sources), ("evidence", read.evidence), ("events", events)):
        write_whole(folder / f"{name}.csv", _csv(table))


def _csv(table: pd.DataFrame) -> bytes:
    text = table.to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\n")
    return text.encode("utf-8")


def combine_tables(one: pd.DataFrame | None, other: pd.DataFrame) -> pd.DataFrame:
    """Put a companion table and one of reports together.

    Parameters
    ----------
    one
        A table of sources or of evidence, or ``None``.
    other
        The same of :class:`geo.reports.reader.Reading`.

    Returns
    -------
    pandas.DataFrame
        The rows of both, with what travels with them in ``attrs``.
    """
    if one is None:
        return other
    out = pd.concat([one, other], ignore_index=True)
    out.attrs = one.attrs | other.attrs
    return out


def describe_reading(read: Reading) -> str:
    """Say in a line what was proposed.

    Parameters
    ----------
    read
        What was read.

    Returns
    -------
    str
        Such as ``"3 events proposed from 1 report, 1 of them without a point; review them"``.
    """
    events, reports = len(read.events), len(read.sources)
    vague = int(read.events["latitude"].isna().sum())
    told = (
        f"{events} event{'s' * (events != 1)} proposed from {reports} report{'s' * (reports != 1)}"
    )
    return f"{told}, {vague} without a point; fill reviewed_by as you check them"
