"""The command line's words: one parser for building, one for each verb. Nothing runs here."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PAPERS = ("a4", "a5", "slide", "brief")
BUILD = "build"
"""The command that is meant when no verb is said."""


def parse_words(
    words: Sequence[str], *, program: str, version: str
) -> tuple[argparse.ArgumentParser, argparse.Namespace]:
    """Read the words of a command line.

    Parameters
    ----------
    words
        The words after the program's name.
    program, version
        What the program calls itself.

    Returns
    -------
    tuple
        The parser that fits, for its ``error``, and the options; ``options.command`` is
        ``"build"`` or one of `VERBS`.

    Raises
    ------
    SystemExit
        With 2 if the words are wrong, with 0 after ``--help`` and ``--version``.
    """
    if words and words[0] in VERBS:
        chosen = VERBS[words[0]](program)
        chosen.set_defaults(command=words[0])
        return chosen, chosen.parse_args(words[1:])
    chosen = build_parser(program, version)
    chosen.set_defaults(command=BUILD)
    return chosen, chosen.parse_args(words)


def build_parser(program: str, version: str) -> argparse.ArgumentParser:
    """The command line of building maps."""
    top = argparse.ArgumentParser(
        prog=program,
        description="Turn tables and reports of armed conflict into one map file without network.",
        epilog=f"also: {', '.join(f'{program} {verb} --help' for verb in VERBS)}",
    )
    top.add_argument(
        "inputs",
        nargs="*",
        type=Path,
        metavar="INPUT",
        help="declared maps (.toml), event tables (.csv .tsv .xlsx .ods .geojson .gpkg .kml "
        ".parquet; own, UCDP GED, ACLED, GDELT or other columns) or reports (.txt .md .html .pdf "
        ".docx); none: every maps/*.toml",
    )
    _common(top, output="the map to write (.html)")
    top.add_argument("--title", help="the map's title")
    top.add_argument(
        "--compare",
        type=Path,
        metavar="OLD.html",
        help="an earlier edition of the map: what was added or changed since is marked",
    )
    _written(top)
    _kept(top)
    _sized(top)
    top.add_argument("--version", action="version", version=f"%(prog)s {version}")
    return top


def _written(top: argparse.ArgumentParser) -> None:
    """What is written beside the page."""
    top.add_argument(
        "--export",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="write the located events too: .csv .geojson .gpkg .parquet .kml, the map on paper: "
        ".svg .pdf .png, a Word document: .docx, or the build record: .json; may be given "
        "several times",
    )
    top.add_argument(
        "--paper",
        choices=PAPERS,
        default="a4",
        help="the sheet of a map on paper; a brief has counts and a table too (default: a4)",
    )
    top.add_argument(
        "--for-machines",
        action="store_true",
        help="leave cells of an exported .csv that a spreadsheet would run as they are",
    )
    top.add_argument(
        "--embed",
        choices=("file", "srcdoc"),
        nargs="?",
        const="file",
        help="print the markup that shows the map inside another document: naming its file, or "
        "carrying the whole page (srcdoc)",
    )


def _kept(top: argparse.ArgumentParser) -> None:
    """When a declared map is built."""
    top.add_argument(
        "--force", action="store_true", help="build declared maps even if nothing has changed"
    )
    kept = top.add_mutually_exclusive_group()
    kept.add_argument(
        "--check",
        action="store_true",
        help="build nothing; exit code 1 if a map is not the one that would be built now",
    )
    kept.add_argument(
        "--watch", action="store_true", help="build again whenever an input changes, until stopped"
    )


def _sized(top: argparse.ArgumentParser) -> None:
    """What a page of many events shows, and what counts the rest."""
    top.add_argument(
        "--budget",
        metavar="SIZE",
        help="how large the page may be (100MB): the latest events that fit are shown, and the "
        "page says what is left out; without it, 100MB above 1,500,000 events",
    )
    top.add_argument(
        "--summary",
        type=Path,
        metavar="FILE.csv",
        help="write how many events, and of which kind, each province had each day, by type: of "
        "all events, also of those that the page leaves out",
    )


def geocode_parser(program: str) -> argparse.ArgumentParser:
    """The command line of ``geocode``."""
    verb = _verb(
        program, "geocode", "Add places, precision and provinces to an event table, and why."
    )
    verb.add_argument("table", type=Path, metavar="TABLE", help="an event table")
    _common(verb, output="the table to write (.csv)", required=True)
    return verb


def gazetteer_parser(program: str) -> argparse.ArgumentParser:
    """The command line of ``gazetteer``."""
    verb = _verb(program, "gazetteer", "Teach the gazetteer places of your own, and forget them.")
    what = verb.add_subparsers(dest="what", required=True, metavar="add|fetch|list|remove")
    add = what.add_parser("add", help="learn the places of files")
    add.add_argument(
        "files",
        type=Path,
        nargs="+",
        metavar="FILE",
        help="GeoNames country dumps and alternate names (.txt .zip), tables with name, latitude "
        "and longitude, event tables with coordinates",
    )
    fetching = what.add_parser("fetch", help="download GeoNames' dumps of countries and learn them")
    fetching.add_argument(
        "countries", nargs="+", metavar="COUNTRY", help="a name or code: YE, Mali"
    )
    fetching.add_argument("--from", dest="source", metavar="URL", help="another folder of dumps")
    fetching.add_argument("--max-mb", type=float, metavar="N", help="megabytes per dump: 500")
    fetching.add_argument("--max-seconds", type=float, metavar="N", help="seconds per dump: 900")
    listing = what.add_parser("list", help="say what was learnt")
    remove = what.add_parser("remove", help="forget what was learnt")
    remove.add_argument("names", nargs="+", metavar="NAME", help="as 'list' calls it")
    for each in (add, fetching, listing, remove):
        each.add_argument("-q", "--quiet", action="store_true", help="print problems only")
    return verb


def diff_parser(program: str) -> argparse.ArgumentParser:
    """The command line of ``diff``."""
    verb = _verb(program, "diff", "Say which events were added (+), changed (~) or removed (-).")
    verb.add_argument("old", type=Path, metavar="OLD.html", help="the earlier map")
    verb.add_argument("new", type=Path, metavar="NEW.html", help="the later map")
    verb.add_argument("-o", "--output", type=Path, metavar="OUT.csv", help="the changes as a table")
    verb.add_argument("-q", "--quiet", action="store_true", help="print problems only")
    return verb


def read_parser(program: str) -> argparse.ArgumentParser:
    """The command line of ``read``."""
    verb = _verb(
        program, "read", "Propose events from reports, each field with its quote, for review."
    )
    verb.add_argument(
        "reports",
        type=Path,
        nargs="+",
        metavar="REPORT",
        help="reports (.txt .md .html .pdf .docx)",
    )
    verb.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="DIR",
        required=True,
        help="the folder for events.csv, sources.csv, evidence.csv and the texts",
    )
    verb.add_argument(
        "--ask",
        metavar="URL",
        help="let a language model propose the events: the base address of an endpoint of the "
        "chat-completions kind, to which the text is sent",
    )
    verb.add_argument("--model", help="the model that --ask asks for")
    _learnt(verb)
    verb.add_argument("-q", "--quiet", action="store_true", help="print problems only")
    return verb


def verify_parser(program: str) -> argparse.ArgumentParser:
    """The command line of ``verify``."""
    verb = _verb(
        program, "verify", "Say whether a map was made from these inputs; exit code 1 if not."
    )
    verb.add_argument("map", type=Path, metavar="MAP.html", help="the map")
    verb.add_argument(
        "inputs",
        type=Path,
        nargs="+",
        metavar="INPUT",
        help="the declared map (.toml), or the tables with their companions",
    )
    verb.add_argument("-q", "--quiet", action="store_true", help="print problems only")
    return verb


def _verb(program: str, name: str, description: str) -> argparse.ArgumentParser:
    return argparse.ArgumentParser(prog=f"{program} {name}", description=description)


def _common(parser: argparse.ArgumentParser, *, output: str, required: bool = False) -> None:
    parser.add_argument("-o", "--output", type=Path, metavar="OUT", help=output, required=required)
    parser.add_argument(
        "--boundaries",
        action="append",
        default=[],
        metavar="un|de-facto|FILE",
        help="whose borders decide a province's country (default: un), and boundary files of your "
        "own (.gpkg .geojson .parquet .shp .fgb; COD-AB, GADM, geoBoundaries or other names), "
        "whose provinces and P-codes are used in their countries; may be given several times",
    )
    parser.add_argument(
        "--date-order",
        choices=("dmy", "mdy"),
        help="how to read dates such as 03/04/2024 where the table does not prove it",
    )
    parser.add_argument(
        "--set-aside",
        action="store_true",
        help="leave impossible rows out, counted and listed, instead of refusing the file",
    )
    _learnt(parser)
    parser.add_argument("-q", "--quiet", action="store_true", help="print problems only")


def _learnt(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--no-learnt",
        action="store_true",
        help="leave out the places that 'gazetteer add' has learnt, so that the same comes out "
        "on every computer",
    )


VERBS: dict[str, Callable[[str], argparse.ArgumentParser]] = {
    "diff": diff_parser,
    "gazetteer": gazetteer_parser,
    "geocode": geocode_parser,
    "read": read_parser,
    "verify": verify_parser,
}
"""Each verb and how its parser is made from the program's name."""
