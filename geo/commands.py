"""What the verbs do that draw nothing: they read, locate, compare, and write tables."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from .boundary_files import read_boundaries
from .changes import compare, describe_changes
from .declaration import stated_boundaries
from .duplicates import suggest_duplicates
from .events import read_events
from .exports import csv_text
from .fetch import GEONAMES, Limits, fetch
from .files import write_whole
from .geocode import geocode
from .learning import describe_learnt, learn, listed, unlearn
from .learnt import learnt_places
from .own_units import apply_boundaries
from .pages import page_events, read_page
from .provinces import join_provinces
from .reports.endpoint import endpoint
from .reports.reader import read_reports
from .reports.tables import describe_reading, write_reading
from .schema import UsageError
from .summary import by_country, describe

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    import geopandas as gpd


def run_verb(options: argparse.Namespace) -> None:
    """Run the verb that was said.

    Parameters
    ----------
    options
        What :func:`parse_words` made of the command line.

    Raises
    ------
    ConflictmapError
        If it cannot be done; the message says why.
    """
    with learnt_places(used=not getattr(options, "no_learnt", False)):
        VERBS[options.command](options)


def geocode_command(options: argparse.Namespace) -> None:
    """Write a table with the columns that geocoding and the province join add."""
    bad_rows: Literal["raise", "set_aside"] = "set_aside" if options.set_aside else "raise"
    events = read_events(options.table, bad_rows=bad_rows, date_order=options.date_order)
    stated = stated_boundaries(options.boundaries)
    view, files = stated.get("boundaries", "un"), stated.get("boundary_files", ())
    located = join_provinces(geocode(events, point_of_view=view), point_of_view=view)
    if files:
        located = apply_boundaries(located, read_boundaries(files), point_of_view=view)
    write_whole(options.output, csv_text(located).encode())
    if not options.quiet:
        print(*by_country(located), sep="\n", file=sys.stderr)
    report_map(options.output, located, quiet=options.quiet)


def gazetteer_command(options: argparse.Namespace) -> None:
    """Learn, list or forget places of the user's own."""
    lines = []
    if options.what == "add":
        lines = [describe_learnt(about) for about in learn(options.files)]
    elif options.what == "fetch":
        lines = [describe_learnt(about) for about in _fetched(options)]
    elif options.what == "remove":
        unlearn(options.names)
    else:
        lines = [describe_learnt(about) for about in listed()] or ["nothing was learnt"]
    if lines and not options.quiet:
        print("\n".join(lines))


def _fetched(options: argparse.Namespace) -> list[dict[str, Any]]:
    """Download and learn; the archives are not needed afterwards."""
    usual = Limits()
    limits = Limits(options.max_mb or usual.megabytes, options.max_seconds or usual.seconds)
    shown = sys.stderr.isatty() and not options.quiet
    files = fetch(
        options.countries,
        source=options.source or GEONAMES,
        limits=limits,
        **({"progress": _progress} if shown else {}),
    )
    learnt = learn(files)
    for file in files:
        file.unlink()
    return learnt


def _progress(name: str, have: int, size: int) -> None:
    """One line that is written over again."""
    whole = f" of {size / 1e6:.1f}" if size else ""
    end = "\n" if have == size else ""
    print(f"\r{name}: {have / 1e6:.1f}{whole} MB", end=end, file=sys.stderr, flush=True)


def read_command(options: argparse.Namespace) -> None:
    """Write the three tables that reports propose, and the texts their quotes stand in."""
    if bool(options.ask) != bool(options.model):
        msg = "--ask URL and --model NAME are given together"
        raise UsageError(msg)
    asked = endpoint(options.ask, model=options.model) if options.ask else None
    read = read_reports(options.reports, extractor=asked)
    same = suggest_duplicates(geocode(read.events))["same_as"]
    read = read._replace(events=read.events.assign(same_as=same))
    write_reading(read, options.output)
    if not options.quiet:
        print(f"{options.output}: {describe_reading(read)}")


def diff_command(options: argparse.Namespace) -> None:
    """Say which events were added, changed or removed between two editions of a map."""
    old, new = (page_events(read_page(path)) for path in (options.old, options.new))
    changes = compare(old, new)
    if options.output:
        write_whole(options.output, changes.to_csv(index=False, lineterminator="\n").encode())
    if not options.quiet:
        print("\n".join(describe_changes(changes)))


def report_map(output: Path, events: gpd.GeoDataFrame, *, quiet: bool) -> None:
    """Say what was written, what it leaves out, and what became of a foreign table's columns.

    Parameters
    ----------
    output
        The file that was written.
    events
        The located events in it.
    quiet
        Say nothing.
    """
    if not quiet:
        print(f"{shown_path(output)}: {describe(events)}")
        print(
            "\n".join(events.attrs.get("loss", [])),
            file=sys.stderr,
            end="\n" if events.attrs.get("loss") else "",
        )


def shown_path(path: Path) -> Path:
    """A path as it is said: without the folder we stand in."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


VERBS: dict[str, Callable[[argparse.Namespace], None]] = {
    "diff": diff_command,
    "gazetteer": gazetteer_command,
    "geocode": geocode_command,
    "read": read_command,
}
