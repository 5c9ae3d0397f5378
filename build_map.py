"""Build a map people can trust: read -> geocode -> join -> layers -> map.

``python build_map.py`` builds every declared map of ``maps/``; ``--help`` lists the rest.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

import conflictmap as cm

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    import geopandas as gpd

PROGRAM = "conflictmap" if __package__ else "build_map.py"
BESIDE = Path(__file__).parent / "maps"
HOME = BESIDE if BESIDE.is_dir() and not __package__ else Path("maps")
"""Where declared maps lie: in a checkout its own, for the installed program where we stand."""
PAPER = (".docx", ".pdf", ".png", ".svg")
DONE, FAILED, WRONG_USAGE = 0, 1, 2


def build(declared: cm.Declaration, tell: Callable[[str], None] = cm.silent) -> cm.EventMap:
    """The whole product: from declared inputs to a map."""
    return fit(*locate(declared, tell), declared)


def locate(
    declared: cm.Declaration, tell: Callable[[str], None] = cm.silent
) -> tuple[cm.Published, gpd.GeoDataFrame | None]:
    """What may be shown, where it happened; and the boundaries of the user's own."""
    tell("reading")
    with cm.learnt_places(used=declared.learnt):
        events, sources, evidence = cm.read_inputs(declared)
        tell(f"finding the places of events: {len(events):,}")
        located = cm.geocode(events, point_of_view=declared.boundaries)
        located = cm.join_provinces(located, point_of_view=declared.boundaries)
    own = None
    if declared.boundary_files:
        own = cm.read_boundaries(declared.boundary_files)
        located = cm.apply_boundaries(located, own, point_of_view=declared.boundaries)
    tell("looking for events told twice")
    located = cm.suggest_duplicates(located)
    tell("drawing")
    published = cm.protect(
        located,
        declared.protect,
        sources=sources,
        evidence=evidence,
        boundaries=own,
        words=declared.words,
    )
    if declared.compare:
        published = published._replace(events=since(published.events, declared))
    return published, own


def since(events: gpd.GeoDataFrame, declared: cm.Declaration) -> gpd.GeoDataFrame:
    """Mark what is new or says something else since an earlier edition."""
    old = cm.page_events(cm.read_page(cast("Path", declared.compare)))
    return cm.mark_changes(events, old, cm.event_table(events), telling=not declared.protect)


def fit(
    published: cm.Published, own: gpd.GeoDataFrame | None, declared: cm.Declaration
) -> cm.EventMap:
    """The map, of the latest events only where all of them would be too large."""
    events = published.events
    budget = cm.page_budget(declared.budget, len(events))
    if budget is None or not len(events):
        return draw(published, declared, own=own)

    def page_of(some: gpd.GeoDataFrame) -> tuple[cm.EventMap, int]:
        page = draw(published.only(some), declared, own=own)
        return page, sum(len(piece.encode()) for piece in page.pieces())

    return cast("cm.EventMap", cm.fit_page(events, budget=budget, make=page_of))


def draw(
    published: cm.Published, declared: cm.Declaration, *, own: gpd.GeoDataFrame | None = None
) -> cm.EventMap:
    """Lay the layers on a page, from the ground up."""
    events, sources, evidence, hidden = published
    cm.check_story(declared.story, events)
    ground = cm.basemap(
        cm.extent(events),
        point_of_view=declared.boundaries,
        hidden=hidden,
        place_ids=events["place_id"],
    )
    page = cm.EventMap(
        events,
        title=declared.title,
        description=declared.description,
        language=declared.language,
        sources=sources,
        evidence=evidence,
        bounds=ground.bounds,
        record=cm.record_of(declared, program=cm.__version__, loss=events.attrs.get("loss", [])),
    )
    for room in (
        cm.Story(declared.story),
        cm.Basemap(ground),
        cm.Choropleth(cm.tracts(events, own=own)),
        cm.Areas(events),
        cm.Points(events),
        cm.Labels(),
        cm.SearchBox(),
        cm.EventList(),
        cm.Download(events),
        # A map that protects people carries no word of a report beyond its quotes.
        cm.Popup(None if declared.protect else cm.paragraphs(evidence, sources)),
        cm.Legend(),
        cm.Counts(),
        cm.Strip(),
        cm.Sheet(),
        cm.Timeline(),
        cm.Address(),
    ):
        room.add_to(page)
    return page


def build_command(options: argparse.Namespace) -> None:
    """Build each declared map, or one map of the given tables; once, or whenever they change."""
    cm.check_usage(options)
    for path in options.export:
        check_export(path)
    if options.check:
        check_maps(options)
    elif options.watch:
        watch_maps(options)
    else:
        build_maps(options)


def build_maps(options: argparse.Namespace) -> None:
    """Build the maps; a declared map in its own place only if something has changed."""
    asked = options.force or options.output or options.export or options.embed
    for declared, output in cm.jobs(options, home=HOME):
        if asked or declared.protect or reasons(declared, output):
            write_map(declared, output, options)
        elif not options.quiet:
            print(f"{cm.shown_path(output)}: up to date")


def reasons(declared: cm.Declaration, output: Path) -> list[str]:
    """Why a written map is not the one that would be built now."""
    if declared.protect and output.exists():
        # Rules of protection leave no trace in the record, so only making it again can tell.
        same = cm.holds(output, build(declared).pieces())
        return [] if same else ["would be another page"]
    said = {name: getattr(declared, name) for name in ("title", "description", "language")}
    return cm.stale(output, said=said, record=cm.record_of(declared, program=cm.__version__))


def check_maps(options: argparse.Namespace) -> None:
    """Fail if a map is not the one that would be built now."""
    lines = [
        f"{cm.shown_path(output)}: {reason}"
        for declared, output in cm.jobs(options, home=HOME)
        for reason in reasons(declared, output)
    ]
    if lines:
        raise cm.OutputError("\n  ".join(["not up to date:", *lines]))


def watch_maps(options: argparse.Namespace) -> None:
    """Build now, and again whenever an input changes; a fault is told and waited out."""

    def attempt() -> None:
        try:
            build_maps(options)
        except cm.ConflictmapError as error:
            print(f"{PROGRAM}: {error}", file=sys.stderr)

    attempt()
    with suppress(KeyboardInterrupt):
        cm.watch(partial(cm.files_of, options, home=HOME), attempt)


def verify_command(options: argparse.Namespace) -> None:
    """Say whether a page was made from these inputs: by their hashes, then by making it again."""
    page = cm.read_head(options.map)
    declared = cm.declared_as(options.inputs, page)
    wrong = cm.disagreements(page["record"], declared.inputs)
    if wrong:
        raise cm.InputError(options.map, wrong)
    with (
        cm.learnt_places(used="learnt" in page["record"]),
        cm.telling(quiet=options.quiet) as tell,
    ):
        made = cm.counted_pieces(build(declared, tell).pieces(), tell, "comparing")
        same = cm.holds(options.map, made)
    if not same and cm.made_here(page["record"], program=cm.__version__):
        raise cm.InputError(options.map, "the inputs agree, but they make another page")
    words = "made from these inputs" if same else "the inputs agree; made by other versions"
    if not options.quiet:
        print(f"{options.map}: {words}")


def write_map(declared: cm.Declaration, output: Path, options: argparse.Namespace) -> None:
    """Build one map and write it and its exports, each wholly or not at all."""
    with cm.telling(quiet=options.quiet) as tell:
        published, own = locate(declared, tell)
        page = fit(published, own, declared)
        cm.write_whole(output, cm.counted_pieces(page.pieces(), tell, f"writing {output.name}"))
    cm.report_map(output, page.events, quiet=options.quiet)
    if options.embed:
        embed(page.title, output, whole=options.embed != "file")
    if options.summary:
        table = cm.summarise(published.events).to_csv(index=False, lineterminator="\n")
        cm.write_whole(options.summary, table.encode())
    write_exports(published, page, options)


def embed(title: str, output: Path, *, whole: bool) -> None:
    """Print a frame that shows a map: its file, or all of it, which is read piece by piece."""
    if whole:
        with output.open(encoding="utf-8", newline="") as pieces:
            sys.stdout.writelines(cm.iframe_pieces(title=title, page=pieces))
    else:
        sys.stdout.write(cm.iframe(title=title, source=output.name))
    print()


def write_exports(published: cm.Published, page: cm.EventMap, options: argparse.Namespace) -> None:
    """Write all of the events for other programs, and the map's own on paper."""
    paper = None
    for path in options.export:
        if path.suffix in PAPER:
            paper = paper or cm.on_paper(page, size=options.paper)
            written = cm.document(paper) if path.suffix == ".docx" else paper.save(path.suffix[1:])
            cm.write_whole(path, written)
        else:
            cm.export_events(
                published.events,
                path,
                tables={"sources": page.sources, "evidence": page.evidence},
                record=page.model["record"],
                for_machines=options.for_machines,
            )


def check_export(path: Path) -> None:
    """Refuse what cannot be written before any work is done."""
    cm.check_export(path, also=PAPER)
    if path.suffix in PAPER:
        try:
            _ = (cm.StaticMap, cm.document)
        except ModuleNotFoundError as error:
            raise cm.UsageError(
                f"{path}: needs {error.name}: pip install 'conflictmap[static]'"
            ) from None


COMMANDS = {"build": build_command, "verify": verify_command}
"""What draws; the other verbs are run by ``geo/commands.py``."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    parser, options = cm.parse_words(words, program=PROGRAM, version=cm.__version__)
    try:
        (COMMANDS.get(options.command) or cm.run_verb)(options)
    except cm.UsageError as error:
        parser.error(str(error))
    except cm.ConflictmapError as error:
        print(f"{PROGRAM}: {error}", file=sys.stderr)
        return FAILED
    except MemoryError:
        print(f"{PROGRAM}: not enough memory: nothing was written", file=sys.stderr)
        return FAILED
    return DONE


if __name__ == "__main__":
    sys.exit(main())
