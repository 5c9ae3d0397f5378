"""Dates of foreign tables as ISO 8601 text; what cannot be told apart is never guessed."""

from __future__ import annotations

from typing import Any

import pandas as pd

from .distinct import each_distinct
from .schema import InputError

ORDERS = ("dmy", "mdy")
"""Day before month, or month before day."""

_ISO = r"(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?"
_COMPACT = r"(\d{4})(\d{2})(\d{2})"
_NUMBERS = r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})"
_WORDS = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%d-%b-%Y", "%d-%b-%y")


def iso_dates(cells: pd.Series[Any], *, order: str | None = None) -> tuple[pd.Series[Any], str]:
    """Write a column of dates as ``YYYY-MM-DD``.

    Parameters
    ----------
    cells
        Text; missing stays missing.
    order
        ``"dmy"`` or ``"mdy"`` for dates such as 03/04/2024; if it is not given, the column must
        decide it: some day above 12 proves which place holds the days.

    Returns
    -------
    dates : pandas.Series
        ISO text; what is no date stays as it was written.
    form : str
        The forms found, for the loss report.

    Raises
    ------
    InputError
        If the column holds numeric dates and nothing proves their order, or both orders are
        proved.
    """
    forms: list[str] = []

    def written(distinct: pd.Series[Any]) -> pd.Series[Any]:  # tables repeat their dates
        found, said = _distinct(distinct, order)
        forms.extend(said)
        return found.astype("str")

    return each_distinct(cells, written), ", ".join(forms)


def _distinct(cells: pd.Series[Any], order: str | None) -> tuple[pd.Series[Any], list[str]]:
    """Each date once, and the forms they have."""
    out, rest, forms = cells.copy(), cells.notna(), []
    known = {"ISO 8601": _iso, "YYYYMMDD": _compact, "words": _words}
    for name, read in known.items():
        found = read(cells)
        hit = rest & found.notna()
        if hit.any():
            out, rest = out.where(~hit, found), rest & ~hit
            forms.append(name)
    numeric = cells.where(rest).str.extract(f"^{_NUMBERS}$")
    hit = numeric[0].notna()
    if hit.any():
        order = order or _proved(cells, numeric[hit])
        forms.append({"dmy": "day/month/year", "mdy": "month/day/year"}[order])
        day, month = (numeric[0], numeric[1]) if order == "dmy" else (numeric[1], numeric[0])
        written = numeric[2] + "-" + month.str.zfill(2) + "-" + day.str.zfill(2)
        out = out.where(~hit, written)
    return out, forms


def _iso(cells: pd.Series[Any]) -> pd.Series[Any]:
    return cells.str.extract(f"^{_ISO}$")[0]


def _compact(cells: pd.Series[Any]) -> pd.Series[Any]:
    parts = cells.str.extract(f"^{_COMPACT}$")
    return parts[0] + "-" + parts[1] + "-" + parts[2]


def _words(cells: pd.Series[Any]) -> pd.Series[Any]:
    """Dates whose month is a word."""
    found = pd.Series(pd.NaT, index=cells.index, dtype="datetime64[s]")
    named = cells.where(cells.str.contains("[A-Za-z]{3}", na=False))
    for form in _WORDS:
        parsed = pd.to_datetime(named, format=form, errors="coerce")
        found = found.fillna(parsed.astype("datetime64[s]"))
    written: pd.Series[Any] = found.dt.strftime("%Y-%m-%d").astype("str")
    return written


def _proved(cells: pd.Series[Any], numeric: pd.DataFrame) -> str:
    """The order that some day above 12 proves."""
    first, second = (numeric[place].astype("int64").gt(12) for place in (0, 1))
    if first.any() == second.any():
        why = "both orders occur" if first.any() else "no day is above 12"
        example = cells.loc[numeric.index[0]]
        fault = (
            f"dates such as {example!r} may be day/month or month/day ({why}): "
            "say which with --date-order dmy or mdy"
        )
        raise InputError(cells.name, fault)
    return "dmy" if first.any() else "mdy"
