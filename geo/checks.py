"""What each cell allows and a table as a whole does not: every check notes faults by row."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from .files import read_bytes, read_text, sha256
from .schema import LIST_SEPARATOR, suggest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .tables import Faults


def ids(column: pd.Series[Any], faults: Faults) -> None:
    """Note rows without an id of their own."""
    faults.add(column.isna(), f"{column.name} is empty")
    again = column.notna() & column.duplicated()
    if again.any():
        twice = column[column.isin(column[again])]
        first = pd.Series(twice.index, index=twice.index).groupby(twice).transform("first")
        words = f"{column.name} '" + twice + "' stands already in row "
        faults.add(
            again, words + first.astype("str"), f"{column.name} stands already in another row"
        )


def ranges(events: pd.DataFrame, faults: Faults) -> None:
    """Note dates that run backwards, and half a coordinate."""
    backwards = events["date_start"] > events["date_end"]
    faults.add(backwards, "date_end lies before date_start")
    half = events["latitude"].isna() != events["longitude"].isna()
    impossible = [kind for kind in faults.kinds if kind.startswith(("latitude ", "longitude "))]
    told = {row for kind in impossible for row in faults.kinds[kind]}
    half &= ~events.index.isin(list(told))  # a coordinate that cannot be was given
    faults.add(half, "latitude and longitude must both be given, or neither")


def tolls(events: pd.DataFrame, faults: Faults) -> None:
    """Note tolls that contradict themselves."""
    for wrong, words in _odd_tolls(events):
        faults.add(wrong, words)


def oddities(events: pd.DataFrame) -> list[str]:
    """Say the same of a foreign table, whose rows are kept as their authors coded them.

    Parameters
    ----------
    events
        The typed table.

    Returns
    -------
    list of str
        A line for each kind of contradiction, with how many rows have it.
    """
    found = [(int(wrong.fillna(value=False).sum()), words) for wrong, words in _odd_tolls(events)]
    return [f"  kept     {words}, in {count} rows" for count, words in found if count]


def _odd_tolls(events: pd.DataFrame) -> Iterator[tuple[pd.Series[Any], str]]:
    for what in ("killed", "injured"):
        low, best, high = (events[f"{what}_{which}"] for which in ("low", "best", "high"))
        disorder = (low > best) | (best > high) | (low > high)
        yield disorder, f"{what}: low, best and high are not in order"
    most = events["killed_high"].fillna(events["killed_best"])
    for part in ("killed_civilians", "killed_children"):
        yield events[part] > most, f"{part} is more than were killed"


def keys(cells: pd.Series[Any], sources: pd.Series[Any], faults: Faults) -> None:
    """Note keys of sources that the sources table does not have."""
    known = set(sources.dropna())
    words = {
        cell: f"source_id {lost[0]!r} is not in the sources table{suggest(lost[0], known)}"
        for cell in cells.dropna().unique()
        if (lost := [key for key in split_list(cell) if key not in known])
    }
    lost_key = "source_id is not in the sources table"
    faults.add(cells.isin(list(words)), cells.map(words).astype("str"), lost_key)


def choice(cells: pd.Series[Any], known: set[str], faults: Faults) -> None:
    """Note values that are none of those allowed."""
    wrong = ~cells.isin(list(known))
    words = {
        value: f"{cells.name} {value!r} is unknown{suggest(value, known)}"
        for value in cells[wrong].dropna().unique()
    }
    said = cells.map(words).astype("str").fillna(f"{cells.name} is empty")
    faults.add(wrong, said, f"{cells.name} is unknown or empty")


def quotes(evidence: pd.DataFrame, sources: pd.DataFrame, faults: Faults) -> None:
    """Note quotes that do not stand in their source's text at their offsets."""
    folder = Path(sources.attrs["folder"])
    files = sources.set_index("source_id")["file"].dropna()
    texts = {key: read_text(folder / name) for key, name in files.items()}
    stands = [
        key not in texts or (start is not pd.NA and texts[key][start:end] == text)
        for key, start, end, text in zip(
            evidence["source_id"], evidence["start"], evidence["end"], evidence["text"], strict=True
        )
    ]
    wrong = ~pd.Series(stands, index=evidence.index, dtype=bool)
    faults.add(wrong, "the quote does not stand in the source's text at these offsets")


def hashes(sources: pd.DataFrame, folder: Path, faults: Faults) -> pd.Series[Any]:
    """Give the SHA-256 of each source's text, and note those that are not the file's."""
    given = sources["sha256"].str.lower()
    found = sources["file"].map(lambda name: sha256(read_bytes(folder / name)), na_action="ignore")
    found = found.astype("str")
    wrong = given.notna() & found.notna() & (given != found)
    said = "sha256 is not that of " + sources["file"].fillna("")
    faults.add(wrong, said, "sha256 is not that of the file")
    return given.fillna(found)


def split_list(cell: str) -> list[str]:
    """Split a cell that names several things.

    Examples
    --------
    >>> split_list("drone; missile")
    ['drone', 'missile']
    """
    return [part.strip() for part in cell.split(LIST_SEPARATOR.strip()) if part.strip()]
