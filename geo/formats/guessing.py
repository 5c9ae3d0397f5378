"""What the columns of a table that nobody knows probably mean, from their names."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_TYPE = "event_type"


def plain(name: str) -> str:
    """Fold a column's name, in any script: without case and accents, words joined by "_".

    Examples
    --------
    >>> plain(" País / Región ")
    'pais_region'
    """
    letters = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")
    return re.sub(r"[\W_]+", "_", bare).strip("_")


def guess(header: list[str], *, columns: Mapping[str, str] | None = None) -> dict[str, Any] | None:
    """Guess what the columns of an unknown table mean, from their names.

    Parameters
    ----------
    header
        The columns' names.
    columns
        Our column -> theirs, where the user has said it; overrules the guess.

    Returns
    -------
    dict or None
        A format, or nothing if no column says where.

    Examples
    --------
    >>> guess(["Date of incident", "Village/Town", "Lat", "Lon"])["columns"]["place"]
    'Village/Town'
    """
    folded = {plain(name): name for name in header}
    found = _found(folded) | dict(columns or {})
    where = {"place", "admin1", "country"} & set(found)
    if not where and not {"latitude", "longitude"} <= set(found):
        return None
    if "date_start" in found:
        found.setdefault("date_end", found["date_start"])
    form: dict[str, Any] = {"name": "guessed columns", "columns": found}
    before = _known()["prefix"].get(plain(found.get("country", "")))
    if before:
        form["prefix"] = {"country": before}
    return form | _types(found)


def _found(folded: Mapping[str, str]) -> dict[str, str]:
    """Our column -> theirs: by its whole name, or by words that mean no other column."""
    known = _known()
    found = {
        ours: next((folded[name] for name in [ours, *names] if name in folded), None)
        for ours, names in known["columns"].items()
    }
    free = {name: theirs for name, theirs in folded.items() if theirs not in found.values()}
    for ours, names in known["columns"].items():
        said = (theirs for name, theirs in free.items() if _says(name, names, known["filler"]))
        found[ours] = found[ours] or next(said, None)
    return {ours: theirs for ours, theirs in found.items() if theirs}


def _says(name: str, names: frozenset[str], filler: frozenset[str]) -> bool:
    words = set(name.split("_")) - filler
    return bool(words) and words <= names


def _types(found: Mapping[str, str]) -> dict[str, Any]:
    """How a guessed column of types is read: its known words; the column stays in ``extra``."""
    if _TYPE not in found:
        return {}
    theirs = found[_TYPE]
    how = f"the words of {theirs!r} that are known; others stay unknown"
    codes = _known()["types"] | {"*": ""}
    return {"codes": {_TYPE: codes}, "folded": [_TYPE], "kept": [theirs], "derived": {_TYPE: how}}


@cache
def _known() -> dict[str, Any]:
    """The names that are known, folded as those of a table are."""
    path = Path(__file__).with_name("_guess.toml")
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    types = {plain(word): ours for ours, words in read.pop("types").items() for word in words}
    prefix, filler = read.pop("prefix"), frozenset(read.pop("words")["filler"])
    columns = {ours: dict.fromkeys(map(plain, names)).keys() for ours, names in read.items()}
    return {"columns": columns, "types": types, "prefix": prefix, "filler": filler}
