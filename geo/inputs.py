"""The inputs of a declared map: its tables and reports as frames, and what the map is made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .events import combine_events, read_events, read_evidence, read_sources
from .learnt import learnt_places
from .record import build_record
from .reports.files import is_report
from .reports.reader import read_reports
from .reports.tables import combine_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    import pandas as pd

    from .declaration import Declaration

OPTIONS = ("boundaries", "bad_rows", "budget", "columns", "date_order")
"""What a declaration asks for that changes the map: the build record names it."""


def read_inputs(
    declared: Declaration,
) -> tuple[gpd.GeoDataFrame, pd.DataFrame | None, pd.DataFrame | None]:
    """Read the events of a declared map and what supports them.

    Parameters
    ----------
    declared
        The map.

    Returns
    -------
    tuple
        The event frame (EPSG:4326, not located yet), the sources table and the evidence table,
        each ``None`` if there is none. Events of tables come first, then those of reports.

    Raises
    ------
    InputError
        If a file cannot be read, or says what cannot be.
    """
    reports = [path for path in declared.events if is_report(path)]
    sources = read_sources(declared.sources) if declared.sources else None
    frames = [
        read_events(
            path,
            sources=sources,
            bad_rows=declared.bad_rows,
            columns=declared.columns,
            date_order=declared.date_order,
        )
        for path in declared.events
        if path not in reports
    ]
    evidence = None
    if declared.evidence and sources is not None:
        events = combine_events(frames)
        evidence = read_evidence(declared.evidence, events=events, sources=sources)
    if reports:
        proposed = read_reports(reports)
        frames.append(proposed.events)
        sources = combine_tables(sources, proposed.sources)
        evidence = combine_tables(evidence, proposed.evidence)
    return combine_events(frames), sources, evidence


def record_of(declared: Declaration, *, program: str, loss: Sequence[str] = ()) -> dict[str, Any]:
    """Say what a declared map is made from.

    Parameters
    ----------
    declared
        The map.
    program
        The version of this program.
    loss
        What became of the columns of foreign tables, line by line.

    Returns
    -------
    dict
        What :func:`geo.record.build_record` gives.

    Raises
    ------
    InputError
        If an input cannot be read.
    """
    options = {key: getattr(declared, key) for key in OPTIONS}
    if declared.boundary_files:
        options["boundary_files"] = [file.name for file in declared.boundary_files]
    if declared.compare:
        options["compare"] = declared.compare.name
    if not declared.learnt:
        options["learnt"] = False
    with learnt_places(used=declared.learnt):
        return build_record(declared.inputs, options=options, program=program, loss=loss)
