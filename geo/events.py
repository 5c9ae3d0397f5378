"""Event tables in, event frames out: ``read_events`` and its two companions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import geopandas as gpd
import pandas as pd

from . import checks, containers
from .cells import read_cells
from .countries import country_codes
from .formats import formats, headless, recognise, translate
from .formats.guessing import guess
from .review import READ_COLUMNS, as_reviewed
from .schema import (
    BOUNDARY_COLUMNS,
    CRS,
    DUPLICATE_COLUMNS,
    EVENT_COLUMNS,
    EVIDENCE_COLUMNS,
    GEOCODE_COLUMNS,
    PROVINCE_COLUMNS,
    REVIEW_COLUMNS,
    SOURCE_COLUMNS,
    InputError,
)
from .tables import Faults, own_table, read_table, typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from os import PathLike

_EXPORTED = (REVIEW_COLUMNS, DUPLICATE_COLUMNS)
_COMPUTED = tuple(
    column.name
    for group in (GEOCODE_COLUMNS, PROVINCE_COLUMNS, BOUNDARY_COLUMNS, *_EXPORTED)
    for column in group
)


def read_events(
    path: str | PathLike[str],
    *,
    sources: pd.DataFrame | None = None,
    bad_rows: Literal["raise", "set_aside"] = "raise",
    columns: Mapping[str, str] | None = None,
    date_order: Literal["dmy", "mdy"] | None = None,
) -> gpd.GeoDataFrame:
    """Read an event table: our own schema, or a foreign one that is recognised by its columns.

    Parameters
    ----------
    path
        A table of delimited text. One with an ``event_id`` is in our own schema: UTF-8, with
        columns of :data:`conflictmap.geo.schema.EVENT_COLUMNS` and no other, save those that
        the later steps add, so that their own output can be read again: they are left out, but
        for what a reviewer has set since (:func:`conflictmap.geo.review.as_reviewed`).
        UCDP GED, ACLED and GDELT are known by their columns; the columns of any other table are
        guessed from their names.
    sources
        The sources table; if given, every ``source_id`` must be one of its keys.
    bad_rows
        ``"raise"`` to refuse a file with impossible rows; ``"set_aside"`` to leave them out and
        list them, with their reasons, in ``frame.attrs["set_aside"]``, and by kind in
        ``frame.attrs["loss"]``.
    columns
        Our column -> theirs, for a table whose columns are guessed.
    date_order
        ``"dmy"`` or ``"mdy"``, for numeric dates whose order the column does not prove.

    Returns
    -------
    geopandas.GeoDataFrame
        One row per event, all event columns, ``place_id`` and ``match_kind`` where a reviewer
        set a place, an empty geometry, EPSG:4326. ``country`` holds
        the ISO 3166-1 alpha-3 code, ``country_stated`` the file's words where they differ.
        ``frame.attrs["loss"]`` says what became of a foreign table's columns, line by line;
        ``frame.attrs["tables"]`` how many rows there are, and of which known format.

    Raises
    ------
    InputError
        If the file cannot be read, its header is not the schema's, or rows are impossible: all
        faults of the file in one error.

    Examples
    --------
    >>> events = read_events("data/iran-pakistan-2024/events.csv")
    >>> events["place"].tolist()
    ['Panjgur', 'Sistan-Baluchistan', 'Rask']
    """
    path = Path(path)
    events, faults, loss, as_coded = _read(path, columns=columns, date_order=date_order)
    checks.ids(events["event_id"], faults)
    checks.ranges(events, faults)
    if as_coded:
        loss.extend(checks.oddities(events))
    else:
        checks.tolls(events, faults)
    if sources is not None:
        checks.keys(events["source_id"], sources["source_id"], faults)
    if faults.rows and bad_rows == "raise":
        raise InputError(path, faults.lines(), faults.by_kind())
    if faults.rows:
        events = events.drop(index=list(faults.rows), errors="ignore")
    events = events.reset_index(drop=True)
    nowhere = gpd.GeoSeries([None] * len(events), crs=CRS)
    frame = gpd.GeoDataFrame(_with_codes(events), geometry=nowhere)
    frame.attrs["set_aside"] = faults.set_aside()
    frame.attrs["loss"] = loss + [f"  aside    {line}" for line in faults.by_kind()]
    frame.attrs["tables"] = [(len(frame), _database(loss))]
    return frame


def _database(loss: list[str]) -> str:
    """The known format that a report is about; an empty text for other tables."""
    name = loss[0].partition(",")[0] if loss else ""
    return name if name in {form["name"] for form in formats()} else ""


def _read(
    path: Path, *, columns: Mapping[str, str] | None, date_order: str | None
) -> tuple[pd.DataFrame, Faults, list[str], bool]:
    """The typed table, its faults, what a foreign table loses, and whether it keeps oddities."""
    in_container = path.suffix.lower() in containers.SUFFIXES
    cells = containers.read_container(path) if in_container else read_cells(path)
    names = headless(cells)
    if names:
        cells = read_cells(path, header=names)
    form = recognise(cells.header)
    if form is None and "event_id" not in cells.header:
        form = guess(cells.header, columns=columns)
    if form is None:
        ours = (*EVENT_COLUMNS, *READ_COLUMNS)
        table, faults = own_table(cells, ours, required=["event_id"], ignored=_COMPUTED)
        # What was located may come from a foreign table, whose oddities stay as they are coded.
        return as_reviewed(table), faults, [], bool(table["as_located"].notna().any())
    foreign, loss = translate(cells, form, date_order=date_order)
    faults = Faults(foreign["event_id"], dict(cells.misshapen))
    return typed(foreign, EVENT_COLUMNS, faults), faults, loss.lines(), True


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

    Examples
    --------
    >>> one = read_events("data/iran-pakistan-2024/events.csv")
    >>> other = one.assign(event_id=one["event_id"] + "-b")
    >>> len(combine_events([one, other]))
    6
    """
    frames = list(frames)
    together = gpd.GeoDataFrame(pd.concat(frames, ignore_index=True), crs=CRS)
    for name in ("set_aside", "loss", "tables"):
        together.attrs[name] = [row for frame in frames for row in frame.attrs.get(name, [])]
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

    Examples
    --------
    >>> read_sources("data/iran-pakistan-2024/sources.csv")["source_id"].tolist()
    ['exchange-of-strikes']
    """
    path = Path(path)
    sources, faults = read_table(path, SOURCE_COLUMNS, required=["source_id"])
    checks.ids(sources["source_id"], faults)
    sources["sha256"] = checks.hashes(sources, path.parent, faults)
    if faults.rows:
        raise InputError(path, faults.lines(), faults.by_kind())
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
    checks.choice(evidence["event_id"], {*events["event_id"], *aside}, faults)
    checks.choice(evidence["field"], {column.name for column in EVENT_COLUMNS}, faults)
    checks.keys(evidence["source_id"], sources["source_id"], faults)
    checks.quotes(evidence, sources, faults)
    if faults.rows:
        raise InputError(path, faults.lines(), faults.by_kind())
    return evidence[~evidence["event_id"].isin(aside)].reset_index(drop=True)


def _with_codes(events: pd.DataFrame) -> pd.DataFrame:
    """Country words to ISO 3166-1 alpha-3, keeping the words where they say more."""
    words = events["country"]
    codes = words.map(country_codes(words.dropna().unique()))
    stated = events["country_stated"].fillna(words.where(words != codes))
    return events.assign(country=codes.astype("str"), country_stated=stated.astype("str"))
