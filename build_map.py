"""Build a map people can trust: read -> geocode -> join -> layers -> map.

``python build_map.py`` builds every declared map of ``maps/``; ``--help`` lists the rest.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import conflictmap as cm

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    import geopandas as gpd
    import pandas as pd

PROGRAM = "conflictmap" if __package__ else "build_map.py"
OPTIONS = ("boundaries", "bad_rows", "budget", "columns", "date_order")
PAPER = (".docx", ".pdf", ".png", ".svg")
DONE, FAILED, WRONG_USAGE = 0, 1, 2


def build(declared: cm.Declaration) -> cm.EventMap:
    """The whole product: from declared inputs to a map."""
    return fit(*locate(declared), declared)


def locate(declared: cm.Declaration) -> tuple[cm.Published, gpd.GeoDataFrame | None]:
    """What may be shown, where it happened; and the boundaries of the user's own."""
    events, sources, evidence = read(declared)
    located = cm.geocode(events, point_of_view=declared.boundaries)
    located = cm.join_provinces(located, point_of_view=declared.boundaries)
    own = None
    if declared.boundary_files:
        own = cm.read_boundaries(declared.boundary_files)
        located = cm.apply_boundaries(located, own, point_of_view=declared.boundaries)
    located = cm.suggest_duplicates(located)
    words = declared.words
    published = cm.protect(
        located, declared.protect, sources=sources, evidence=evidence, words=words
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
        return page, len(page.html().encode())

    some = min(len(events), 10_000)
    steps = [-(-len(events) // rows) for rows in (max(some // 2, 1), some)]
    trials = [events.iloc[::step].reset_index(drop=True) for step in steps]
    sizes = [page_of(trial)[1] for trial in trials]
    number = cm.rows_that_fit(budget, [len(trial) for trial in trials], sizes)
    while number:
        page, size = page_of(cm.keep_latest(events, number))
        if size <= budget:
            return page
        number = number * 9 // 10  # the trial was easier to pack than the whole
    raise cm.UsageError("not one event fits into the budget: state a larger one")


def read(
    declared: cm.Declaration,
) -> tuple[gpd.GeoDataFrame, pd.DataFrame | None, pd.DataFrame | None]:
    """Read the events and what supports them."""
    reports = [path for path in declared.events if cm.is_report(path)]
    sources = cm.read_sources(declared.sources) if declared.sources else None
    frames = [
        cm.read_events(
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
    if declared.evidence:
        events = cm.combine_events(frames)
        evidence = cm.read_evidence(declared.evidence, events=events, sources=sources)
    if reports:
        proposed = cm.read_reports(reports)
        frames.append(proposed.events)
        sources = cm.combine_tables(sources, proposed.sources)
        evidence = cm.combine_tables(evidence, proposed.evidence)
    return cm.combine_events(frames), sources, evidence


def draw(
    published: cm.Published, declared: cm.Declaration, *, own: gpd.GeoDataFrame | None = None
) -> cm.EventMap:
    """Lay the layers on a page, from the ground up."""
    events, sources, evidence, hidden = published
    cm.check_story(declared.story, events)
    ground = cm.basemap(cm.extent(events), point_of_view=declared.boundaries, hidden=hidden)
    page = cm.EventMap(
        events,
        title=declared.title,
        description=declared.description,
        language=declared.language,
        sources=sources,
        evidence=evidence,
        bounds=ground.bounds,
        record=record_of(declared, loss=events.attrs.get("loss", [])),
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
        cm.Popup(_context(published, declared)),
        cm.Legend(),
        cm.Counts(),
        cm.Strip(),
        cm.Sheet(),
        cm.Timeline(),
        cm.Address(),
    ):
        room.add_to(page)
    return page


def record_of(declared: cm.Declaration, *, loss: Sequence[str] = ()) -> dict[str, Any]:
    """What a map is made from."""
    options = {key: getattr(declared, key) for key in OPTIONS}
    if declared.boundary_files:
        options["boundary_files"] = [file.name for file in declared.boundary_files]
    if declared.compare:
        options["compare"] = declared.compare.name
    return cm.build_record(declared.inputs, options=options, program=cm.__version__, loss=loss)


def _context(published: cm.Published, declared: cm.Declaration) -> pd.DataFrame | None:
    """The paragraphs around the quotes; a map that protects people carries no word more."""
    evidence, sources = published.evidence, published.sources
    if evidence is None or sources is None or declared.protect:
        return None
    return cm.paragraphs(evidence, sources)


def build_command(options: argparse.Namespace) -> None:
    """Build each declared map, or one map of the given tables; once, or whenever they change."""
    check_usage(options)
    if options.check:
        check_maps(options)
    elif options.watch:
        watch_maps(options)
    else:
        build_maps(options)


def check_usage(options: argparse.Namespace) -> None:
    """Refuse what contradicts itself before any work is done."""
    maps = [path for path in options.inputs if path.suffix == ".toml"]
    tables = len(maps) < len(options.inputs)
    if tables and maps:
        raise cm.UsageError("give declared maps (.toml) or tables, not both")
    if tables and not options.output:
        raise cm.UsageError("say where the map goes: -o OUT.html")
    if options.output and len(maps) > 1:
        raise cm.UsageError("-o names one file, but several maps are declared")
    if options.export and not tables and len(maps) != 1:
        raise cm.UsageError("--export writes the events of one map: name its inputs")
    for path in options.export:
        check_export(path)


def jobs(options: argparse.Namespace) -> Iterator[tuple[cm.Declaration, Path]]:
    """What is to be built, and where it goes."""
    if options.inputs and options.inputs[0].suffix != ".toml":
        yield cm.declare(options.inputs, **_stated(options)), options.output
        return
    for path in options.inputs or declared_maps():
        declared = cm.read_declaration(path).replace(**_stated(options))
        yield declared, options.output or path.with_suffix(".html")


def build_maps(options: argparse.Namespace) -> None:
    """Build the maps; a declared map in its own place only if something has changed."""
    asked = options.force or options.output or options.export or options.embed
    for declared, output in jobs(options):
        if asked or declared.protect or reasons(declared, output):
            write_map(declared, output, options)
        elif not options.quiet:
            print(f"{cm.shown_path(output)}: up to date")


def reasons(declared: cm.Declaration, output: Path) -> list[str]:
    """Why a written map is not the one that would be built now."""
    if declared.protect and output.exists():
        # Rules of protection leave no trace in the record, so only making it again can tell.
        same = build(declared).html() == output.read_text(encoding="utf-8")
        return [] if same else ["would be another page"]
    said = {name: getattr(declared, name) for name in ("title", "description", "language")}
    return cm.stale(output, said=said, record=record_of(declared))


def check_maps(options: argparse.Namespace) -> None:
    """Fail if a map is not the one that would be built now."""
    lines = [
        f"{cm.shown_path(output)}: {reason}"
        for declared, output in jobs(options)
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

    def files() -> list[Path]:
        given = list(options.inputs or declared_maps())
        try:
            return given + [file for declared, _ in jobs(options) for file in declared.inputs]
        except cm.ConflictmapError:  # a declaration that is being written
            return given

    attempt()
    with suppress(KeyboardInterrupt):
        cm.watch(files, attempt)


def _stated(options: argparse.Namespace) -> dict[str, Any]:
    """What the command line says over a declaration: only what was given."""
    names = ("budget", "compare", "date_order", "title")
    stated = {name: getattr(options, name) for name in names}
    stated["bad_rows"] = "set_aside" if options.set_aside else None
    stated |= cm.stated_boundaries(options.boundaries)
    return {key: value for key, value in stated.items() if value is not None}


def verify_command(options: argparse.Namespace) -> None:
    """Say whether a page was made from these inputs: by their hashes, then by making it again."""
    page = cm.read_page(options.map)
    declared = _declared(options.inputs, page)
    wrong = cm.disagreements(page["record"], declared.inputs)
    if wrong:
        raise cm.InputError(options.map, wrong)
    same = build(declared).html() == options.map.read_text(encoding="utf-8")
    makers = ("code", "conflictmap", "packages", "reference")
    made_by = {key: page["record"].get(key) for key in makers}
    here = cm.build_record([], options={}, program=cm.__version__)
    if not same and all(here[key] == made_by[key] for key in made_by):
        raise cm.InputError(options.map, "the inputs agree, but they make another page")
    words = "made from these inputs" if same else "the inputs agree; made by other versions"
    if not options.quiet:
        print(f"{options.map}: {words}")


def _declared(inputs: list[Path], page: dict[str, Any]) -> cm.Declaration:
    """What a page was declared as: its own file, or its tables with the page's words."""
    if inputs[0].suffix == ".toml":
        return cm.read_declaration(inputs[0])
    said: dict[str, Any] = {key: page[key] for key in ("title", "description", "language")}
    said["story"] = tuple(page.get("rooms", {}).get("story") or ())
    companions = {path.stem: path for path in inputs if path.stem in {"sources", "evidence"}}
    options = dict(page["record"]["options"])
    named = options.pop("boundary_files", [])
    old = options.pop("compare", None)
    own: dict[str, Any] = {
        "boundary_files": tuple(path for path in inputs if path.name in named),
        "compare": next((path for path in inputs if path.name == old), None),
    }
    named = [*named, old]
    tables = [p for p in inputs if p not in companions.values() and p.name not in named]
    return cm.declare(tables or inputs, **said | companions | own | options)


def write_map(declared: cm.Declaration, output: Path, options: argparse.Namespace) -> None:
    """Build one map and write it and its exports, each wholly or not at all."""
    published, own = locate(declared)
    page = fit(published, own, declared)
    cm.write_whole(output, page.html().encode("utf-8"))
    cm.report_map(output, page.events, quiet=options.quiet)
    if options.embed:
        shown = {"source": output.name} if options.embed == "file" else {"page": page.html()}
        print(cm.iframe(title=page.title, **shown))
    if options.summary:
        table = cm.summarise(published.events).to_csv(index=False, lineterminator="\n")
        cm.write_whole(options.summary, table.encode())
    papers = [path for path in options.export if path.suffix in PAPER]
    if papers:
        paper = on_paper(page, options.paper)
        for path in papers:
            written = cm.document(paper) if path.suffix == ".docx" else paper.save(path.suffix[1:])
            cm.write_whole(path, written)
    for path in options.export:
        if path not in papers:
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


def on_paper(page: cm.EventMap, size: str) -> cm.StaticMap:
    """The same map without a browser."""
    return cm.StaticMap(
        page.events,
        next(room.basemap for room in page.rooms() if isinstance(room, cm.Basemap)),
        title=page.title,
        description=page.model["description"],
        language=page.language,
        sources=page.sources,
        record=page.model["record"],
        size=size,
    )


def declared_maps() -> list[Path]:
    """Every declared map of this checkout, or of the folder we stand in."""
    here = Path(__file__).parent / "maps"
    folder = here if here.is_dir() and not __package__ else Path("maps")
    found = sorted(folder.glob("*.toml"))
    if not found:
        raise cm.UsageError(
            f"no maps/*.toml in {Path.cwd()}: name an input, as in INPUT -o OUT.html"
        )
    return found


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
