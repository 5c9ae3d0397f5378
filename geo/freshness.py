"""Whether a written map is still the one that would be made now; without making it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .pages import read_head
from .schema import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SAID = ("title", "description", "language")
"""What a declaration says that no file holds."""
_ASIDE = ("built", "inputs", "loss")


def stale(output: Path, *, said: Mapping[str, str], record: Mapping[str, Any]) -> list[str]:
    """Say why a map is not the one that would be made now.

    Parameters
    ----------
    output
        The page.
    said
        Title, description and language as they are declared now.
    record
        The build record as it would be written now: inputs, options, code, packages, facts.

    Returns
    -------
    list of str
        Reasons, each a line; empty if nothing has changed. The date of production is no reason.
    """
    if not output.exists():
        return ["is not there"]
    try:
        page = read_head(output)
    except InputError as error:
        return error.faults
    old, record = page["record"], json.loads(json.dumps(record))  # as it would stand in the page
    reasons = _files(old.get("inputs", []), record["inputs"])
    reasons += [f"{name}: changed" for name in SAID if page[name] != said[name]]
    parts = sorted({*old, *record} - {*_ASIDE})
    return reasons + [f"{part}: changed" for part in parts if old.get(part) != record.get(part)]


def _files(old: list[dict[str, str]], new: list[dict[str, str]]) -> list[str]:
    before, after = ([(file["name"], file["sha256"]) for file in files] for files in (old, new))
    if before == after:
        return []
    names = dict.fromkeys(name for name, _ in [*before, *after])
    wrong = [
        name
        for name in names
        if sorted(h for n, h in before if n == name) != sorted(h for n, h in after if n == name)
    ]
    return [f"{name}: changed" for name in wrong] or ["the order of the inputs: changed"]
