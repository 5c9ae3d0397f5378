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
    from conflictmap.geo.budget import fit_page, page_budget
    from conflictmap.geo.changes import compare, describe_changes, mark_changes
    from conflictmap.geo.command_line import parse_words
    from conflictmap.geo.commands import report_map, run_verb, shown_path
    from conflictmap.geo.declaration import (
        Declaration,
        declare,
        read_declaration,
        stated_boundaries,
    )
    from conflictmap.geo.duplicates import suggest_duplicates
    from conflictmap.geo.events import (
        combine_events,
        read_events,
        read_evidence,
        read_sources,
    )
    from conflictmap.geo.exports import check_export, csv_text, export_events
    from conflictmap.geo.files import holds, write_whole
    from conflictmap.geo.freshness import stale
    from conflictmap.geo.geocode import geocode
    from conflictmap.geo.inputs import read_inputs, record_of
    from conflictmap.geo.jobs import check_usage, declared_as, files_of, jobs
    from conflictmap.geo.learning import learn, unlearn
    from conflictmap.geo.learnt import learnt_places
    from conflictmap.geo.own_units import apply_boundaries
    from conflictmap.geo.pages import event_table, page_events, read_head, read_page
    from conflictmap.geo.paragraphs import paragraphs
    from conflictmap.geo.progress import counted_pieces, silent, telling
    from conflictmap.geo.protect import Published, protect
    from conflictmap.geo.provinces import join_provinces
    from conflictmap.geo.record import build_record, disagreements, made_here
    from conflictmap.geo.reports.endpoint import endpoint
    from conflictmap.geo.reports.files import is_report
    from conflictmap.geo.reports.reader import read_report, read_reports
    from conflictmap.geo.reports.tables import combine_tables
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
    from conflictmap.geo.story import check_story
    from conflictmap.geo.summary import (
        add_up,
        count,
        count_cells,
        describe,
        extent,
        summarise,
    )
    from conflictmap.geo.tracts import tracts
    from conflictmap.geo.watching import watch
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
    from conflictmap.layers.embed import iframe, iframe_pieces
    from conflictmap.layers.static import StaticMap, on_paper

_HOMES = {
    "geo.basemap": ["basemap"],
    "geo.boundary_files": ["read_boundaries"],
    "geo.budget": ["fit_page", "page_budget"],
    "geo.changes": ["compare", "describe_changes", "mark_changes"],
    "geo.command_line": ["parse_words"],
    "geo.commands": ["report_map", "run_verb", "shown_path"],
    "geo.declaration": ["Declaration", "declare", "read_declaration", "stated_boundaries"],
    "geo.duplicates": ["suggest_duplicates"],
    "geo.events": [
        "combine_events",
        "read_events",
        "read_evidence",
        "read_sources",
    ],
    "geo.exports": ["check_export", "csv_text", "export_events"],
    "geo.files": ["holds", "write_whole"],
    "geo.freshness": ["stale"],
    "geo.geocode": ["geocode"],
    "geo.inputs": ["read_inputs", "record_of"],
    "geo.jobs": ["check_usage", "declared_as", "files_of", "jobs"],
    "geo.learning": ["learn", "unlearn"],
    "geo.learnt": ["learnt_places"],
    "geo.own_units": ["apply_boundaries"],
    "geo.pages": ["event_table", "page_events", "read_head", "read_page"],
    "geo.paragraphs": ["paragraphs"],
    "geo.progress": ["counted_pieces", "silent", "telling"],
    "geo.protect": ["Published", "protect"],
    "geo.provinces": ["join_provinces"],
    "geo.record": ["build_record", "disagreements", "made_here"],
    "geo.reports.files": ["is_report"],
    "geo.reports.endpoint": ["endpoint"],
    "geo.reports.reader": ["read_report", "read_reports"],
    "geo.reports.tables": ["combine_tables"],
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
    "geo.story": ["check_story"],
    "geo.summary": ["add_up", "count", "count_cells", "describe", "extent", "summarise"],
    "geo.tracts": ["tracts"],
    "geo.watching": ["watch"],
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
    "layers.embed": ["iframe", "iframe_pieces"],
    "layers.static": ["StaticMap", "on_paper"],
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

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
    "check_export",
    "check_story",
    "check_usage",
    "combine_events",
    "combine_tables",
    "compare",
    "count",
    "count_cells",
    "counted_pieces",
    "csv_text",
    "declare",
    "declared_as",
    "describe",
    "describe_changes",
    "disagreements",
    "document",
    "endpoint",
    "event_table",
    "export_events",
    "extent",
    "files_of",
    "fit_page",
    "geocode",
    "holds",
    "iframe",
    "iframe_pieces",
    "is_report",
    "jobs",
    "join_provinces",
    "learn",
    "learnt_places",
    "locate_partitions",
    "made_here",
    "mark_changes",
    "on_paper",
    "page_budget",
    "page_events",
    "paragraphs",
    "parse_words",
    "part_events",
    "protect",
    "read_boundaries",
    "read_declaration",
    "read_events",
    "read_evidence",
    "read_head",
    "read_inputs",
    "read_page",
    "read_partitions",
    "read_report",
    "read_reports",
    "read_sources",
    "record_of",
    "report_map",
    "run_verb",
    "shown_path",
    "silent",
    "stale",
    "stated_boundaries",
    "suggest_duplicates",
    "summarise",
    "summarise_partitions",
    "telling",
    "tracts",
    "unlearn",
    "watch",
    "workers",
    "write_partitions",
    "write_summary",
    "write_whole",
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
