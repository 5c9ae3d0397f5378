"""Event tables in, event frames out: ``read_events`` and its two companions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import geopandas as gpd
import pandas as pd

from .boundaries import country_code
from .files import read_bytes, read_text, sha256
from .schema import (
    CRS,
    EVENT_COLUMNS,
    EVIDENCE_COLUMNS,
    GEOCODE_COLUMNS,
    LIST_SEPARATOR,
    PROVINCE_COLUMNS,
    SOURCE_COLUMNS,
    InputError,
    check,
    suggest,
)
from .tables import Faults, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

_COMPUTED = tuple(column.name for column in (*GEOCODE_COLUMNS, *PROVINCE_COLUMNS))


def read_events(
    path: str | PathLike[str],
    *,
    sources: pd.DataFrame | None = None,
    bad_rows: Literal["raise", "set_aside"] = "raise",
) -> gpd.GeoDataFrame:
    """Read an event table in our own schema.

    Parameters
    ----------
    path
        A CSV file, UTF-8, with columns of :data:`conflictmap.geo.schema.EVENT_COLUMNS`; only
        ``event_id`` must be there. Columns that ``geocode`` and ``join_provinces`` add are
        ignored, so that their own output can be read again.
    sources
        The sources table; if given, every ``source_id`` must be one of its keys.
    bad_rows
        ``"raise"`` to refuse a file with impossible rows; ``"set_aside"`` to leave them out and
        list them, with their reasons, in ``frame.attrs["set_aside"]``.

    Returns
    -------
    geopandas.GeoDataFrame
        One row per event, all event columns, an empty geometry, EPSG:4326. ``country`` holds
        the ISO 3166-1 alpha-3 code, ``country_stated`` the file's words where they differ.

    Raises
    ------
    InputError
        If the file cannot be read, its header is not the schema's, or rows are impossible: all
        faults of the file in one error.
    """
    path = Path(path)
    events, faults = read_table(path, EVENT_COLUMNS, required=["event_id"], ignored=_COMPUTED)
    _check_ids(events["event_id"], faults)
    _check_ranges(events, faults)
    if sources is not None:
        _check_keys(events["source_id"], sources["source_id"], faults)
    if faults.rows and bad_rows == "raise":
        raise InputError(path, faults.lines())
    events = events.drop(index=list(faults.rows), errors="ignore").reset_index(drop=True)
    nowhere = gpd.GeoSeries([None] * len(events), crs=CRS)
    frame = gpd.GeoDataFrame(_with_codes(events), geometry=nowhere)
    frame.attrs["set_aside"] = faults.set_aside()
    return frame


def combine_events(frames: Iterable[gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    """Put several event frames into one.

    Parameters
    ----------
    frames
        At least one frame that :func:`read_events` returned.

    Returns
    -------
    geopandas.GeoDataFrame
        Their rows in order, with every row that any of them set aside.

    Raises
    ------
    InputError
        If two frames use one ``event_id``.
    """
    frames = list(frames)
    together = gpd.GeoDataFrame(pd.concat(frames, ignore_index=True), crs=CRS)
    together.attrs["set_aside"] = [row for frame in frames for row in frame.attrs["set_aside"]]
    twice = together.loc[together["event_id"].duplicated(), "event_id"].unique()
    if len(twice):
        msg = "event tables"
        raise InputError(msg, [f"event_id {name!r} stands in two tables" for name in twice])
    return together


def read_sources(path: str | PathLike[str]) -> pd.DataFrame:
    """Read a table of sources.

    Parameters
    ----------
    path
        A CSV file with columns of :data:`conflictmap.geo.schema.SOURCE_COLUMNS`; only
        ``source_id`` must be there. Where ``file`` names a text, it is read and, if ``sha256``
        is given, must have that hash; if it is not given, it is filled in.

    Returns
    -------
    pandas.DataFrame
        One row per source. ``attrs["folder"]`` is where ``file`` paths start.

    Raises
    ------
    InputError
        If the file cannot be read or rows are impossible.
    """
    path = Path(path)
    sources, faults = read_table(path, SOURCE_COLUMNS, required=["source_id"])
    _check_ids(sources["source_id"], faults)
    sources["sha256"] = _hashes(sources, path.parent, faults)
    if faults.rows:
        raise InputError(path, faults.lines())
    sources = sources.reset_index(drop=True)
    sources.attrs["folder"] = str(path.parent)
    return sources


def read_evidence(
    path: str | PathLike[str], *, events: gpd.GeoDataFrame, sources: pd.DataFrame
) -> pd.DataFrame:
    """Read the quotes that support the events' fields, and check each against its text.

    Parameters
    ----------
    path
        A CSV file with the columns of :data:`conflictmap.geo.schema.EVIDENCE_COLUMNS`.
    events
        The events they speak of.
    sources
        What :func:`read_sources` returned; quotes of a source with a ``file`` must stand in it
        at their offsets, in code points.

    Returns
    -------
    pandas.DataFrame
        One row per quote. Quotes of events that were set aside are left out.

    Raises
    ------
    InputError
        If the file cannot be read, or a quote names an unknown event, field or source or does
        not stand in its text.
    """
    path = Path(path)
    names = [column.name for column in EVIDENCE_COLUMNS]
    evidence, faults = read_table(path, EVIDENCE_COLUMNS, required=names)
    aside = {row["event_id"] for row in events.attrs.get("set_aside", [])}
    _check_choice(evidence["event_id"], {*events["event_id"], *aside}, faults)
    _check_choice(evidence["field"], {column.name for column in EVENT_COLUMNS}, faults)
    _check_keys(evidence["source_id"], sources["source_id"], faults)
    _check_quotes(evidence, sources, faults)
    if faults.rows:
        raise InputError(path, faults.lines())
    return evidence[~evidence["event_id"].isin(aside)].reset_index(drop=True)


def write_events(events: gpd.GeoDataFrame) -> str:
    """Write located events as CSV text, for a person to review and feed back.

    Parameters
    ----------
    events
        A frame that went through ``geocode`` and ``join_provinces``; EPSG:4326.

    Returns
    -------
    str
        CSV with every documented column. ``latitude`` and ``longitude`` are those of a point,
        or of a label point inside an area or on a line; empty where there is no geometry.

    Raises
    ------
    FrameError
        If a step's columns are missing.
    """
    groups = (EVENT_COLUMNS, GEOCODE_COLUMNS, PROVINCE_COLUMNS)
    check(events, *groups)
    points = events.geometry.representative_point()
    table = pd.DataFrame(events.drop(columns="geometry"))
    table = table.assign(latitude=points.y.round(5), longitude=points.x.round(5))
    names = [column.name for group in groups for column in group]
    return table[names].to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\n")


def _check_ids(ids: pd.Series[Any], faults: Faults) -> None:
    """Every row has an id of its own."""
    faults.add(ids.isna(), f"{ids.name} is empty")
    first = pd.Series(ids.index, index=ids.index).groupby(ids).transform("first")
    words = f"{ids.name} '" + ids + "' stands already in row "
    faults.add(ids.notna() & ids.duplicated(), words + first.astype("Int64").astype("str"))


def _check_ranges(events: pd.DataFrame, faults: Faults) -> None:
    """What each cell allows and the row as a whole does not."""
    backwards = events["date_start"] > events["date_end"]
    faults.add(backwards, "date_end lies before date_start")
    half = events["latitude"].isna() != events["longitude"].isna()
    faults.add(half, "latitude and longitude must both be given, or neither")
    for what in ("killed", "injured"):
        low, best, high = (events[f"{what}_{which}"] for which in ("low", "best", "high"))
        faults.add(
            (low > best) | (best > high) | (low > high),
            f"{what}: low, best and high are not in order",
        )
    for part in ("killed_civilians", "killed_children"):
        most = events["killed_high"].fillna(events["killed_best"])
        faults.add(events[part] > most, f"{part} is more than were killed")


def _check_keys(cells: pd.Series[Any], keys: pd.Series[Any], faults: Faults) -> None:
    """Every key of a cell of keys must be known."""
    known = set(keys.dropna())
    words = {
        cell: f"source_id {lost[0]!r} is not in the sources table{suggest(lost[0], known)}"
        for cell in cells.dropna().unique()
        if (lost := [key for key in split_list(cell) if key not in known])
    }
    faults.add(cells.isin(list(words)), cells.map(words).astype("str"))


def _check_choice(cells: pd.Series[Any], known: set[str], faults: Faults) -> None:
    wrong = ~cells.isin(list(known))
    words = {
        value: f"{cells.name} {value!r} is unknown{suggest(value, known)}"
        for value in cells[wrong].dropna().unique()
    }
    faults.add(wrong, cells.map(words).astype("str").fillna(f"{cells.name} is empty"))


def _check_quotes(evidence: pd.DataFrame, sources: pd.DataFrame, faults: Faults) -> None:
    folder = Path(sources.attrs["folder"])
    files = sources.set_index("source_id")["file"].dropna()
    texts = {key: read_text(folder / name) for key, name in files.items()}
    stands = [
        key not in texts or (start is not pd.NA and texts[key][start:end] == text)
        for key, start, end, text in zip(
            evidence["source_id"], evidence["start"], evidence["end"], evidence["text"], strict=True
        )
    ]
    wrong = ~pd.Series(stands, index=evidence.index, dtype=bool)
    faults.add(wrong, "the quote does not stand in the source's text at these offsets")


def _hashes(sources: pd.DataFrame, folder: Path, faults: Faults) -> pd.Series[Any]:
    """The SHA-256 of each source's text: as given, checked against the file where there is one."""
    given = sources["sha256"].str.lower()
    found = sources["file"].map(lambda name: sha256(read_bytes(folder / name)), na_action="ignore")
    found = found.astype("str")
    wrong = given.notna() & found.notna() & (given != found)
    faults.add(wrong, "sha256 is not that of " + sources["file"].fillna(""))
    return given.fillna(found)


def _with_codes(events: pd.DataFrame) -> pd.DataFrame:
    """Country words to ISO 3166-1 alpha-3, keeping the words where they say more."""
    words = events["country"]
    codes = words.map({word: country_code(word) for word in words.dropna().unique()})
    stated = events["country_stated"].fillna(words.where(words != codes))
    return events.assign(country=codes.astype("str"), country_stated=stated.astype("str"))


def split_list(cell: str) -> list[str]:
    """Split a cell that names several things.

    Examples
    --------
    >>> split_list("drone; missile")
    ['drone', 'missile']
    """
    return [part.strip() for part in cell.split(LIST_SEPARATOR.strip()) if part.strip()]
