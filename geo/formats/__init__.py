"""Foreign event tables: recognised by their columns, said in ours, with a report of what is lost.

Each format is one readable file beside this one: which columns it is known by, how they map to
ours, what its codes mean, and what is left out and why.
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ..dates import iso_dates
from ..distinct import distinct_rows, each_distinct
from ..schema import EVENT_COLUMNS, LIST_SEPARATOR, InputError
from .guessing import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..cells import Cells

_HERE = Path(__file__).parent
_OURS = [column.name for column in EVENT_COLUMNS]
_NUMBERS = {column.name for column in EVENT_COLUMNS if column.dtype in {"integer", "number"}}
_TOLD = 100  # columns kept in "extra" that are told by name; no known format has as many
_DATES = [column.name for column in EVENT_COLUMNS if column.dtype == "date"]


@dataclass(frozen=True)
class Loss:
    """What became of a table's columns.

    Parameters
    ----------
    form
        The format, such as ``UCDP GED``.
    encoding
        The encoding the file was read with.
    rows
        Rows below the header.
    mapped
        Our column -> theirs, where the cells are taken over.
    derived
        Our column -> how it follows from theirs.
    extra
        Their columns that are kept in ``extra``, by name, as JSON.
    dropped
        Their columns that are left out -> why.
    """

    form: str
    encoding: str
    rows: int
    mapped: dict[str, str] = field(default_factory=dict)
    derived: dict[str, str] = field(default_factory=dict)
    extra: list[str] = field(default_factory=list)
    dropped: dict[str, str] = field(default_factory=dict)

    def lines(self) -> list[str]:
        """Give the report as lines for a terminal."""
        said = [f"{self.form}, {self.encoding}, {self.rows} rows"]
        said += [f"  mapped   {ours} <- {theirs}" for ours, theirs in self.mapped.items()]
        said += [f"  derived  {ours}: {how}" for ours, how in self.derived.items()]
        said += [f"  dropped  {theirs}: {why}" for theirs, why in self.dropped.items()]
        kept = self.extra[:_TOLD]
        more = [f"and {len(self.extra) - _TOLD:,} more"] if len(self.extra) > _TOLD else []
        return [*said, f"  extra    {', '.join(kept + more)}"] if kept else said


@cache
def formats() -> tuple[dict[str, Any], ...]:
    """Read the known formats, by the names of their files."""
    return tuple(
        tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted(_HERE.glob("[a-z]*.toml"))
    )


def recognise(header: list[str]) -> dict[str, Any] | None:
    """Find the format that a header belongs to.

    Parameters
    ----------
    header
        The columns' names.

    Returns
    -------
    dict or None
        The format's file, or nothing if none fits.

    Examples
    --------
    >>> recognise(["event_id", "place"]) is None
    True
    """
    return next((form for form in formats() if set(form["has"]) <= set(header)), None)


def headless(cells: Cells) -> list[str] | None:
    """Give the header of a file that has none, if it is one we know.

    Parameters
    ----------
    cells
        The file as it was read, its first row taken for a header.

    Returns
    -------
    list of str or None
        The names of its columns.
    """
    for form in formats():
        known = form.get("header", [])
        older = [name for name in known if not name.endswith("ADM2Code")]
        for names in (known, older):
            if names and len(names) == len(cells.header) and cells.header[0].isdigit():
                return names
    return None


def translate(
    cells: Cells, form: Mapping[str, Any], *, date_order: str | None = None
) -> tuple[pd.DataFrame, Loss]:
    """Say a foreign table in our columns.

    Parameters
    ----------
    cells
        The table.
    form
        Its format, as :func:`recognise` gave it.
    date_order
        ``"dmy"`` or ``"mdy"`` for numeric dates; not given: the column must prove it.

    Returns
    -------
    table : pandas.DataFrame
        Text cells in the columns of the event schema, indexed like the input.
    loss : Loss
        What became of each column.

    Raises
    ------
    InputError
        If a column stands twice, or numeric dates have no provable order.
    """
    twice = sorted(set(cells.table.columns[cells.table.columns.duplicated()].astype(str)))
    if twice:
        raise InputError(cells.path, [f"column {name!r} stands twice" for name in twice])
    theirs = cells.table
    mapping = {ours: _listed(names, theirs) for ours, names in form["columns"].items()}
    first = form.get("first", {}).get("columns", [])
    out = pd.DataFrame(index=theirs.index, columns=_OURS, dtype="str")
    for ours, names in mapping.items():
        if names:
            out[ours] = _first(theirs, names) if ours in first else _joined(theirs, names)
    for ours, value in form.get("constants", {}).items():
        out[ours] = value
    for ours, before in form.get("prefix", {}).items():
        out[ours] = (before + _whole(out[ours])).where(out[ours].notna())
    form_of_dates = _dates(cells, out, date_order)
    _spread(theirs, out, form.get("spread"))
    _direct(theirs, out, form.get("directed"))
    _parts(theirs, out, form.get("parts"))
    for ours, codes in form.get("codes", {}).items():
        words = each_distinct(out[ours], _plain) if ours in form.get("folded", ()) else out[ours]
        out[ours] = _decoded(words, codes)
    for ours in _NUMBERS | {"event_id"}:
        if out[ours].str.contains(".0", regex=False, na=False).any():
            out[ours] = each_distinct(out[ours], _whole)
    if not mapping.get("event_id"):
        out["event_id"] = "row " + pd.Series(out.index, index=out.index).astype("str")
    loss = _loss(cells, form, mapping, form_of_dates)
    out["extra"] = _extra(theirs[loss.extra])
    return out, loss


def _plain(words: pd.Series[Any]) -> pd.Series[Any]:
    return words.map(plain)


def _whole(cells: pd.Series[Any]) -> pd.Series[Any]:
    """Whole numbers that were written as 3.0, as 3."""
    return cells.str.replace(r"^(-?\d+)\.0+$", r"\1", regex=True)


def _listed(names: str | list[str], table: pd.DataFrame) -> list[str]:
    return [name for name in ([names] if isinstance(names, str) else names) if name in table]


def _first(table: pd.DataFrame, names: list[str]) -> pd.Series[Any]:
    """The first of several columns that is filled."""
    out = table[names[0]]
    for name in names[1:]:
        out = out.fillna(table[name])
    return out


def _joined(table: pd.DataFrame, names: list[str]) -> pd.Series[Any]:
    """Several columns as one list."""
    out = table[names[0]]
    for name in names[1:]:
        both = out + LIST_SEPARATOR + table[name]
        out = both.fillna(out).fillna(table[name])
    return out


def _dates(cells: Cells, out: pd.DataFrame, order: str | None) -> str:
    """Both dates as ISO text; the form they had."""
    form = ""
    for name in _DATES:
        if out[name].notna().any():
            try:
                out[name], form = iso_dates(out[name], order=order)
            except InputError as error:
                raise InputError(cells.path, error.faults) from None
    return form


def _spread(theirs: pd.DataFrame, out: pd.DataFrame, rule: Mapping[str, Any] | None) -> None:
    """Widen a day that stands for a week or a month to that week or month."""
    if not rule or rule["by"] not in theirs:
        return
    heads, number = distinct_rows([*(out[name] for name in _DATES), theirs[rule["by"]]], len(out))
    day = pd.to_datetime(out["date_start"].iloc[heads], format="%Y-%m-%d", errors="coerce")
    precision = theirs[rule["by"]].iloc[heads].str.replace(r"\.0+$", "", regex=True)
    three = pd.Timedelta(days=3)
    month = day.dt.to_period("M")
    ranges = {
        "week": (day - three, day + three),
        "month": (month.dt.start_time, month.dt.end_time),
    }
    for place, name in enumerate(_DATES):
        ends = out[name].iloc[heads]
        for span, days in ranges.items():
            hit = precision.isin(rule[span]) & day.notna()
            ends = ends.where(~hit, days[place].dt.strftime("%Y-%m-%d"))
        out[name] = ends.iloc[number].set_axis(out.index)


def _direct(theirs: pd.DataFrame, out: pd.DataFrame, rule: Mapping[str, Any] | None) -> None:
    """Tell actor from target, in the rows where the source has a direction."""
    if not rule or rule["when"] not in theirs:
        return
    decides = theirs[rule["when"]]
    hit = (
        decides.str.startswith(rule["starts"], na=False)
        if "starts" in rule
        else decides.str.replace(r"\.0+$", "", regex=True).isin(rule["is"])
    )
    out["actor"] = out["actor"].where(~hit, theirs[rule["actor"]])
    out["target"] = out["target"].where(~hit, theirs[rule["target"]])


def _parts(theirs: pd.DataFrame, out: pd.DataFrame, rule: Mapping[str, Any] | None) -> None:
    """Cut "place, province, country" at its commas; the country stands last."""
    if not rule or rule["of"] not in theirs:
        return
    pieces = theirs[rule["of"]].str.split(r",\s*", regex=True).astype(object)  # all may be missing
    count = pieces.str.len()
    # Of two parts the first is a province where the source says it knows no more than that.
    province = (count == 2) & out["where_precision"].isin(["2", "5"])
    out["country"] = pieces.str[-1]
    out["admin1"] = pieces.str[-2].where((count >= 3) | province)
    out["place"] = pieces.str[0].where((count >= 2) & ~province)


def _decoded(cells: pd.Series[Any], codes: Mapping[str, str]) -> pd.Series[Any]:
    """Codes in our words: exact ones first, then the longest ``12*`` that fits, then ``*``."""
    starts = sorted((code[:-1] for code in codes if code.endswith("*")), key=len, reverse=True)

    def said(distinct: pd.Series[Any]) -> pd.Series[Any]:
        words: list[str | None] = []
        for value in distinct.str.replace(r"\.0+$", "", regex=True):
            start = next((code for code in starts if value.startswith(code)), None)
            known = codes.get(value, codes[f"{start}*"] if start is not None else value)
            words.append(known or None)
        return pd.Series(words, dtype="str")

    return each_distinct(cells, said)


def _extra(table: pd.DataFrame) -> pd.Series[Any]:
    """Each row's other cells as JSON, name -> text."""
    if table.empty or not len(table.columns):
        return pd.Series(None, index=table.index, dtype="str")
    parts = [_as_json(table.iloc[:, place]) for place in range(len(table.columns))]
    # Joined in one step: added up column by column, ten thousand copy the whole each time.
    arrays = [pa.array(part, pa.large_string(), from_pandas=True) for part in parts]
    joined = pc.binary_join_element_wise(*arrays, pa.scalar(",", pa.large_string()))
    return "{" + pd.Series(joined.to_numpy(zero_copy_only=False), table.index, "str") + "}"


def _as_json(cells: pd.Series[Any]) -> pd.Series[Any]:
    """One column as ``"name":"text"``, or ``"name":null``."""

    def written(distinct: pd.Series[Any]) -> pd.Series[Any]:
        texts = [f"{name}:{json.dumps(text, ensure_ascii=False)}" for text in distinct]
        return pd.Series(texts, dtype="str")

    name = json.dumps(str(cells.name), ensure_ascii=False)
    return each_distinct(cells, written).fillna(f"{name}:null")


def _loss(
    cells: Cells, form: Mapping[str, Any], mapping: Mapping[str, list[str]], dates: str
) -> Loss:
    derived = dict(form.get("derived", {}))
    if dates not in {"", "ISO 8601"}:
        derived.setdefault("date_start", f"dates written as {dates}")
    there = set(cells.header)
    dropped = {name: why for name, why in form.get("dropped", {}).items() if name in there}
    if cells.hxl:
        dropped["(row 1)"] = "HXL tags"
    used = {name for names in mapping.values() for name in names} - set(form.get("kept", ()))
    rows = len(cells.table) + len(cells.misshapen)
    mapped = {ours: ", ".join(names) for ours, names in mapping.items() if names}
    return Loss(
        form["name"],
        cells.encoding,
        rows,
        mapped={ours: names for ours, names in mapped.items() if ours not in derived},
        derived=derived,
        extra=[name for name in cells.header if name not in used and name not in dropped],
        dropped=dropped,
    )
