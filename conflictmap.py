"""conflictmap: words about armed conflict, turned into a map people can trust.

One straight line: read -> geocode -> join -> layers -> map. The public names are loaded when
they are first used, so that importing the package costs nothing.
"""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

__path__ = [str(Path(__file__).parent)]  # geo/ and layers/ are this package's rooms
__version__ = "0.1.0"

if TYPE_CHECKING:
    from conflictmap.geo.basemap import basemap
    from conflictmap.geo.boundary_files import read_boundaries
    from conflictmap.geo.changes import compare, describe_changes, mark_changes
    from conflictmap.geo.declaration import Declaration, declare, read_declaration
    from conflictmap.geo.duplicates import suggest_duplicates
    from conflictmap.geo.events import combine_events, read_events, read_evidence, read_sources
    from conflictmap.geo.exports import csv_text, export_events
    from conflictmap.geo.geocode import geocode
    from conflictmap.geo.inputs import read_inputs
    from conflictmap.geo.learning import learn, unlearn
    from conflictmap.geo.learnt import learnt_places
    from conflictmap.geo.own_units import apply_boundaries
    from conflictmap.geo.pages import event_table, page_events, read_page
    from conflictmap.geo.paragraphs import paragraphs
    from conflictmap.geo.protect import Published, protect
    from conflictmap.geo.protection import Rule
    from conflictmap.geo.provinces import join_provinces
    from conflictmap.geo.record import build_record
    from conflictmap.geo.reports.endpoint import endpoint
    from conflictmap.geo.reports.reader import read_report, read_reports
    from conflictmap.geo.scale import (
        locate_partitions,
        part_events,
        read_partitions,
        summarise_partitions,
        workers,
        write_partitions,
        write_summary,
    )
    from conflictmap.geo.schema import (
        ConflictmapError,
        FrameError,
        InputError,
        OutputError,
        ReferenceDataError,
        UsageError,
    )
    from conflictmap.geo.summary import add_up, count, count_cells, describe, extent, summarise
    from conflictmap.geo.tracts import tracts
    from conflictmap.layers import (
        Address,
        Areas,
        Basemap,
        Choropleth,
        Counts,
        Download,
        EventList,
        EventMap,
        Labels,
        Legend,
        Points,
        Popup,
        SearchBox,
        Sheet,
        Story,
        Strip,
        Timeline,
    )
    from conflictmap.layers.document import document
    from conflictmap.layers.embed import iframe
    from conflictmap.layers.static import StaticMap, on_paper

_HOMES = {
    "geo.basemap": ["basemap"],
    "geo.boundary_files": ["read_boundaries"],
    "geo.changes": ["compare", "describe_changes", "mark_changes"],
    "geo.declaration": ["Declaration", "declare", "read_declaration"],
    "geo.duplicates": ["suggest_duplicates"],
    "geo.events": ["combine_events", "read_events", "read_evidence", "read_sources"],
    "geo.exports": ["csv_text", "export_events"],
    "geo.geocode": ["geocode"],
    "geo.inputs": ["read_inputs"],
    "geo.learning": ["learn", "unlearn"],
    "geo.learnt": ["learnt_places"],
    "geo.own_units": ["apply_boundaries"],
    "geo.pages": ["event_table", "page_events", "read_page"],
    "geo.paragraphs": ["paragraphs"],
    "geo.protect": ["Published", "protect"],
    "geo.protection": ["Rule"],
    "geo.provinces": ["join_provinces"],
    "geo.record": ["build_record"],
    "geo.reports.endpoint": ["endpoint"],
    "geo.reports.reader": ["read_report", "read_reports"],
    "geo.schema": [
        "ConflictmapError",
        "FrameError",
        "InputError",
        "OutputError",
        "ReferenceDataError",
        "UsageError",
    ],
    "geo.scale": [
        "locate_partitions",
        "part_events",
        "read_partitions",
        "summarise_partitions",
        "workers",
        "write_partitions",
        "write_summary",
    ],
    "geo.summary": ["add_up", "count", "count_cells", "describe", "extent", "summarise"],
    "geo.tracts": ["tracts"],
    "layers": [
        "Address",
        "Areas",
        "Basemap",
        "Choropleth",
        "Counts",
        "Download",
        "EventList",
        "EventMap",
        "Labels",
        "Legend",
        "Points",
        "Popup",
        "SearchBox",
        "Sheet",
        "Story",
        "Strip",
        "Timeline",
    ],
    "layers.document": ["document"],
    "layers.embed": ["iframe"],
    "layers.static": ["StaticMap", "on_paper"],
}
_LINE = {
    "geo.budget": ["fit_page", "page_budget"],
    "geo.command_line": ["parse_words"],
    "geo.commands": ["report_map", "run_verb", "shown_path"],
    "geo.exports": ["check_export"],
    "geo.files": ["holds", "write_whole"],
    "geo.freshness": ["stale"],
    "geo.inputs": ["record_of"],
    "geo.jobs": ["check_usage", "declared_as", "files_of", "jobs"],
    "geo.pages": ["read_head"],
    "geo.progress": ["counted_pieces", "silent", "telling"],
    "geo.record": ["disagreements", "made_here"],
    "geo.story": ["check_story"],
    "geo.watching": ["watch"],
    "layers.embed": ["iframe_pieces"],
}
"""What build_map.py asks for beside these: steps of a command line, promised to nobody else."""
_HOME = {name: home for homes in (_HOMES, _LINE) for home in homes for name in homes[home]}

__all__ = [
    "Address",
    "Areas",
    "Basemap",
    "Choropleth",
    "ConflictmapError",
    "Counts",
    "Declaration",
    "Download",
    "EventList",
    "EventMap",
    "FrameError",
    "InputError",
    "Labels",
    "Legend",
    "OutputError",
    "Points",
    "Popup",
    "Published",
    "ReferenceDataError",
    "Rule",
    "SearchBox",
    "Sheet",
    "StaticMap",
    "Story",
    "Strip",
    "Timeline",
    "UsageError",
    "add_up",
    "apply_boundaries",
    "basemap",
    "build_record",
    "combine_events",
    "compare",
    "count",
    "count_cells",
    "csv_text",
    "declare",
    "describe",
    "describe_changes",
    "document",
    "endpoint",
    "event_table",
    "export_events",
    "extent",
    "geocode",
    "iframe",
    "join_provinces",
    "learn",
    "learnt_places",
    "locate_partitions",
    "mark_changes",
    "on_paper",
    "page_events",
    "paragraphs",
    "part_events",
    "protect",
    "read_boundaries",
    "read_declaration",
    "read_events",
    "read_evidence",
    "read_inputs",
    "read_page",
    "read_partitions",
    "read_report",
    "read_reports",
    "read_sources",
    "suggest_duplicates",
    "summarise",
    "summarise_partitions",
    "tracts",
    "unlearn",
    "workers",
    "write_partitions",
    "write_summary",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its room when it is first asked for."""
    if name not in _HOME:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    value = getattr(import_module(f"conflictmap.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted({*globals(), *__all__})
