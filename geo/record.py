"""The build record: what a page was made from, so that it can be made again."""

from __future__ import annotations

import datetime as dt
import os
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import learnt
from .files import read_bytes, sha256
from .reference import edition
from .schema import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

PACKAGES = ("branca", "folium", "geopandas", "marisa-trie", "pandas", "shapely", "xstatic-leaflet")
_CODE = {".css", ".csv", ".html", ".js", ".json", ".py", ".toml", ".txt"}


def build_record(
    inputs: Iterable[Path],
    *,
    options: Mapping[str, object],
    program: str,
    loss: Sequence[str] = (),
) -> dict[str, object]:
    """Say what a page is made from.

    Parameters
    ----------
    inputs
        The files that were read.
    options
        What was asked for beside them.
    program
        The version of this program.
    loss
        What became of the columns of foreign tables, line by line.

    Returns
    -------
    dict
        ``inputs`` (name and SHA-256, in order), ``options``, ``loss``, ``packages`` (name ->
        version), ``reference`` (edition of the shipped facts), ``conflictmap`` (our version),
        ``code`` (SHA-256 of the program's own files, so that no change of it goes unseen),
        ``learnt`` (the files that the user has added to the gazetteer, with their SHA-256) only
        if there are any, and ``built`` (a UTC date) only if the environment sets
        ``SOURCE_DATE_EPOCH``: no clock is read, so the same input gives the same record.

    Raises
    ------
    UsageError
        If ``SOURCE_DATE_EPOCH`` is no number of seconds.
    """
    record: dict[str, object] = {
        "code": _code(),
        "conflictmap": program,
        "loss": list(loss),
        "inputs": [{"name": path.name, "sha256": sha256(read_bytes(path))} for path in inputs],
        "options": dict(options),
        "packages": {name: _version(name) for name in PACKAGES},
        "reference": edition(),
    }
    if learnt.edition():
        record["learnt"] = learnt.edition()
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        record["built"] = _date(epoch)
    return record


def disagreements(record: Mapping[str, Any], inputs: Iterable[Path]) -> list[str]:
    """Say where files differ from those that a record names.

    Parameters
    ----------
    record
        The build record of a page.
    inputs
        The files it is said to be made from.

    Returns
    -------
    list of str
        One line for each file that is another, missing, or not named; empty if all agree. The
        places that were learnt count as files of the page that was made with any.

    Raises
    ------
    InputError
        If a file cannot be read.
    """
    named = {entry["name"]: entry["sha256"] for entry in record["inputs"]}
    found = {path.name: sha256(read_bytes(path)) for path in inputs}
    lines = [f"{name}: the page was not made from it" for name in found if name not in named]
    lines += [f"{name}: the page was made from it too" for name in named if name not in found]
    lines += [
        f"{name}: is not what the page was made from"
        for name in found
        if name in named and named[name] != found[name]
    ]
    return sorted([*lines, *_learnt_otherwise(record)])


def _learnt_otherwise(record: Mapping[str, Any]) -> list[str]:
    """What the page's gazetteer had learnt and this one has not, or otherwise."""
    named = {entry["name"]: entry for entry in record.get("learnt", [])}
    here = {entry["name"]: entry for entry in learnt.edition()} if named else {}
    lines = [f"learnt {name}: the page was made without it" for name in here if name not in named]
    lines += [f"learnt {name}: not in this gazetteer" for name in named if name not in here]
    return lines + [
        f"learnt {name}: is not what the page was made with"
        for name in named
        if name in here and named[name] != here[name]
    ]


def made_here(record: Mapping[str, Any], *, program: str) -> bool:
    """Say whether a page was made by the code, libraries and facts that are here.

    Parameters
    ----------
    record
        The build record of a page.
    program
        The version of this program.

    Returns
    -------
    bool
        Whether the same inputs must give the same page.
    """
    here = build_record([], options={}, program=program)
    return all(
        here[key] == record.get(key) for key in ("code", "conflictmap", "packages", "reference")
    )


@cache
def _code() -> str:
    """The program's own files as one hash; line ends do not count."""
    root = Path(__file__).parents[1]
    files = [path for room in ("geo", "layers") for path in (root / room).rglob("*")]
    told = sorted(path for path in files if path.suffix in _CODE)
    parts = [
        path.relative_to(root).as_posix().encode() + path.read_bytes().replace(b"\r\n", b"\n")
        for path in [*told, root / "build_map.py"]
    ]
    return sha256(b"\0".join(parts))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"


def _date(epoch: str) -> str:
    try:
        return dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        msg = f"SOURCE_DATE_EPOCH must be a number of seconds since 1970, got {epoch!r}"
        raise UsageError(msg) from None
