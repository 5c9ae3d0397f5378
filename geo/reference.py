"""The facts shipped in data/reference: where they lie, which edition, and that they are whole."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .schema import ReferenceDataError

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER = Path(__file__).parents[1] / "data" / "reference"
"""Where the fact files lie, in a checkout and in an installed package alike."""

REMEDY = "rebuild with 'python data/reference/build.py', or install the package again"

_ONLY_WITH = {"geoboundaries": "geoBoundaries", "osm": "Villages of Nigeria", "psgc": "PSA",
              "simplemaps": "SimpleMaps", "towns": "WFP"}  # fmt: skip
"""Prefix of a place's id -> how the credit begins of a data set that gives nothing but places."""


@cache
def manifest() -> dict[str, dict[str, Any]]:
    """Read what should lie in the folder.

    Returns
    -------
    dict
        File name -> ``sha256``, ``bytes``, ``edition`` and ``attribution``, sorted by name.

    Raises
    ------
    ReferenceDataError
        If the manifest is missing or is no manifest.
    """
    file = FOLDER / "manifest.json"
    try:
        files: dict[str, dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        msg = f"{file.name} of the reference data cannot be read ({error}): {REMEDY}"
        raise ReferenceDataError(msg) from error
    return files


@cache
def path(name: str) -> Path:
    """Find one fact file, and check once per process that it is whole.

    Parameters
    ----------
    name
        The file's name in data/reference.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    ReferenceDataError
        If it is missing, or its size or SHA-256 is not the manifest's.
    """
    file, known = FOLDER / name, manifest().get(name)
    if known is None:
        msg = f"{name} is not a file of the reference data: {REMEDY}"
        raise ReferenceDataError(msg)
    try:
        size = file.stat().st_size
        whole = size == known["bytes"] and digest(file) == known["sha256"]
    except OSError as error:
        msg = f"{name} of the reference data is missing or cannot be read: {REMEDY}"
        raise ReferenceDataError(msg) from error
    if not whole:
        sizes = f"{size} bytes read, {known['bytes']} expected"
        msg = f"{name} of the reference data is damaged ({sizes}): {REMEDY}"
        raise ReferenceDataError(msg)
    return file


def digest(file: Path) -> str:
    """Give the SHA-256 of a file.

    Parameters
    ----------
    file
        The file.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def edition() -> dict[str, str]:
    """Say which edition of each fact file is in use, for a build record.

    Returns
    -------
    dict of str to str
        File name -> SHA-256, sorted by name.
    """
    return {name: str(facts["sha256"]) for name, facts in sorted(manifest().items())}


def attribution(place_ids: Iterable[object] | None = None) -> list[str]:
    """List the lines that a map or table made with these facts must carry.

    Parameters
    ----------
    place_ids
        The ids of the places that are shown (missing ones allowed): data sets of which none of
        them comes are not named. ``None`` names all.

    Returns
    -------
    list of str
        Without repetition, sorted.
    """
    said = (str(facts["attribution"]).split("; ") for facts in manifest().values())
    lines = {line for several in said for line in several} - {""}
    if place_ids is not None:
        shown = {text.partition(":")[0] for text in place_ids if isinstance(text, str)}
        lines -= {
            line
            for prefix, start in _ONLY_WITH.items()
            for line in lines
            if prefix not in shown and line.startswith(start)
        }
    return sorted(lines)
