"""What a command line asks to be built: which maps, from what, and where they go."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from .command_line import VERBS
from .declaration import Declaration, declare, read_declaration, stated_boundaries
from .schema import ConflictmapError, UsageError, suggest

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping, Sequence


def check_usage(options: argparse.Namespace) -> None:
    """Refuse what contradicts itself before any work is done.

    Parameters
    ----------
    options
        What :func:`geo.command_line.parse_words` made of the command line.

    Raises
    ------
    UsageError
        If it asks for what cannot be; the message says what to say instead.
    """
    for path in options.inputs[:1]:
        hint = suggest(str(path), VERBS)
        if hint and not path.suffix and not path.exists():
            msg = f"no file and no verb {str(path)!r}{hint}"
            raise UsageError(msg)
    maps = [path for path in options.inputs if path.suffix == ".toml"]
    tables = len(maps) < len(options.inputs)
    faults = {
        "give declared maps (.toml) or tables, not both": tables and maps,
        "say where the map goes: -o OUT.html": tables and not options.output,
        "-o names one file, but several maps are declared": options.output and len(maps) > 1,
        "--export writes the events of one map: name its inputs": (
            options.export and not tables and len(maps) != 1
        ),
    }
    for fault, found in faults.items():
        if found:
            raise UsageError(fault)


def jobs(options: argparse.Namespace, *, home: Path) -> Iterator[tuple[Declaration, Path]]:
    """Give each map that is to be built, and where it goes.

    Parameters
    ----------
    options
        What :func:`geo.command_line.parse_words` made of the command line.
    home
        The folder of declared maps, where none is named.

    Yields
    ------
    tuple
        The declaration, with what the command line says over it, and the page's path.

    Raises
    ------
    UsageError
        If nothing is named and ``home`` has no declared map.
    InputError
        If a declaration has faults.
    """
    if options.inputs and options.inputs[0].suffix != ".toml":
        yield declare(options.inputs, **_stated(options)), options.output
        return
    for path in options.inputs or declared_maps(home):
        declared = read_declaration(path).replace(**_stated(options))
        yield declared, options.output or path.with_suffix(".html")


def declared_maps(home: Path) -> list[Path]:
    """Every declared map of a folder.

    Parameters
    ----------
    home
        The folder.

    Returns
    -------
    list of Path
        Its .toml files, sorted.

    Raises
    ------
    UsageError
        If there is none.
    """
    found = sorted(home.glob("*.toml"))
    if not found:
        msg = f"no maps/*.toml in {Path.cwd()}: name an input, as in INPUT -o OUT.html"
        raise UsageError(msg)
    return found


def files_of(options: argparse.Namespace, *, home: Path) -> list[Path]:
    """Give every file whose change calls for building anew.

    Parameters
    ----------
    options
        What :func:`geo.command_line.parse_words` made of the command line.
    home
        The folder of declared maps, where none is named.

    Returns
    -------
    list of Path
        What is named, and what declarations name; of one that is being written, only itself.
    """
    given = list(options.inputs or declared_maps(home))
    try:
        named = [file for declared, _ in jobs(options, home=home) for file in declared.inputs]
    except ConflictmapError:  # a declaration that is being written
        return given
    return given + named


def declared_as(inputs: Sequence[Path], page: Mapping[str, Any]) -> Declaration:
    """Say what a page was declared as.

    Parameters
    ----------
    inputs
        Its declaration, or the tables, companions and boundary files it was made from.
    page
        What :func:`geo.pages.read_page` returned: its own words stand for a declaration's.

    Returns
    -------
    Declaration
        The map that must come out the same.

    Raises
    ------
    InputError
        If a file cannot be read.
    """
    if inputs[0].suffix == ".toml":
        declared = read_declaration(inputs[0])
        used = page["record"]["options"].get("learnt", True)  # what a command line said over it
        return declared.replace(learnt=declared.learnt and used)
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
    aside = {*named, old}
    tables = [p for p in inputs if p not in companions.values() and p.name not in aside]
    return declare(tables or inputs, **said | companions | own | options)


def _stated(options: argparse.Namespace) -> dict[str, Any]:
    """What the command line says over a declaration: only what was given."""
    names = ("budget", "compare", "date_order", "title")
    stated = {name: getattr(options, name) for name in names}
    stated["bad_rows"] = "set_aside" if options.set_aside else None
    stated["learnt"] = False if options.no_learnt else None
    stated |= stated_boundaries(options.boundaries)
    return {key: value for key, value in stated.items() if value is not None}
