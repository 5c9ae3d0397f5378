"""Tables that teach places: a name and a coordinate in each row, or events that have both."""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from . import containers, learnt, phrases
from .cells import Cells, read_cells
from .countries import country_codes
from .events import read_events
from .formats import recognise
from .formats.guessing import guess
from .schema import InputError
from .unit_names import belongs_to

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

NAMES = ("name", "placename", "place_name", "name_en", "asciiname", "settlement", "toponym")
"""Columns that make a table one of places, not of events."""
OTHERS = ("alternatenames", "alternate_names", "alt_names", "aliases", "other_names", "names")
_CLASS = ("feature_class", "featureclass", "fclass")
_PEOPLE = ("population", "pop")
_COUNTRY = ("country_code", "iso3", "iso2", "country")


def read_places(path: Path) -> tuple[pd.DataFrame, set[tuple[str, int]], str, int]:
    """Read a table that teaches places.

    Parameters
    ----------
    path
        A table with a column ``name`` and coordinates, and optionally ``country``, ``admin1``,
        ``population``, ``alternatenames`` (divided by comma, semicolon or bar) and
        ``feature_class`` (GeoNames'); or an event table in any known format.

    Returns
    -------
    places : pandas.DataFrame
        ``place_id``, ``name``, ``country``, ``admin1``, ``lat``, ``lon``, ``population``,
        ``capital``, ``feature``.
    pairs : set of tuple
        Folded name and row, under which each is filed.
    kind : str
        What the table was taken for.
    left_out : int
        Rows without a name or a coordinate, rows that know no more than an area, and rows whose
        place is one that has no point: a province, a road, a distance from somewhere.

    Raises
    ------
    InputError
        If it cannot be read, or has no names or no coordinates.
    """
    in_container = path.suffix.lower() in containers.SUFFIXES
    cells = containers.read_container(path) if in_container else read_cells(path)
    folded = {re.sub(r"[^0-9a-z]+", "_", name.casefold()).strip("_"): name for name in cells.header}
    of_events = recognise(cells.header) or "event_id" in cells.header or "date" in folded
    if not of_events and any(name in folded for name in NAMES):
        table, what = _of_places(cells, folded), "table of places"
    else:
        table, what = _of_events(_events(path)), "event table"
    rows = len(cells.table) + len(cells.misshapen)
    places, pairs, used = _filed(table)
    return places, pairs, what, rows - used


def _of_places(cells: Cells, folded: dict[str, str]) -> pd.DataFrame:
    """One row per place, in our words."""
    form = guess(cells.header) or {"columns": {}}
    known: dict[str, str] = form["columns"]
    if not {"latitude", "longitude"} <= set(known):
        raise InputError(cells.path, "has names but no columns latitude and longitude")

    def of(*names: str, ours: str = "") -> pd.Series[Any]:
        theirs = next((folded[name] for name in names if name in folded), known.get(ours))
        return _text(cells.table, theirs)

    country = of(*_COUNTRY, ours="country")
    return pd.DataFrame(
        {
            "name": of(*NAMES),
            "others": of(*OTHERS),
            "country": country.map(country_codes(country.unique())).fillna(""),
            "admin1": of("admin1", "admin1_name", ours="admin1"),
            "lat": _number(_text(cells.table, known["latitude"])),
            "lon": _number(_text(cells.table, known["longitude"])),
            "population": _number(of(*_PEOPLE)).fillna(0),
            "feature": of(*_CLASS),
            "rows": 1,
        }
    )


def _text(table: pd.DataFrame, name: str | None) -> pd.Series[Any]:
    if name is None:
        return pd.Series("", index=table.index)
    return table[name].astype(object).where(table[name].notna(), "")


def _number(words: pd.Series[Any]) -> pd.Series[Any]:
    return pd.to_numeric(words, errors="coerce").astype(float)


def _events(path: Path) -> gpd.GeoDataFrame:
    """The events, whatever the order of day and month: dates teach no place."""
    for order in ("dmy", "mdy"):
        with suppress(InputError):
            return read_events(path, bad_rows="set_aside", date_order=order)
    return read_events(path, bad_rows="set_aside")


def _of_events(events: gpd.GeoDataFrame) -> pd.DataFrame:
    """One row per place, admin1, country and coordinate of events that lie at or near a place."""
    precision = events["where_precision"].astype("Int64").fillna(0).to_numpy(dtype=int)
    relation = _text(events, "place_relation")
    at = np.isin(precision, [1, 2]) | ((precision == 0) & relation.isin(["", "at", "in"]))
    chosen = events[at]
    admin1, country = _text(chosen, "admin1"), _text(chosen, "country")
    columns = {
        "name": _text(chosen, "place"),
        "country": [belongs_to(*pair) for pair in zip(admin1, country, strict=True)],
        "admin1": admin1,
        "lat": chosen["latitude"].round(4),
        "lon": chosen["longitude"].round(4),
    }
    counted = pd.DataFrame(columns).groupby(list(columns), sort=True).size()
    table = counted.rename("rows").reset_index()
    return table.assign(others="", population=0.0, feature="P")


def _filed(table: pd.DataFrame) -> tuple[pd.DataFrame, set[tuple[str, int]], int]:
    """The places that can be pinned, their keys, and how many rows of the file they stand for."""
    usable = (table["lat"].abs() <= 90) & (table["lon"].abs() <= 180) & (table["name"] != "")
    usable &= ~((table["lat"] == 0) & (table["lon"] == 0)) & ~table["feature"].isin(["A", "R"])
    table = table[usable & table["name"].map(_is_point).astype(bool)].reset_index(drop=True)
    pairs: set[tuple[str, int]] = set()
    for row, (name, others, feature) in enumerate(
        zip(table["name"], table["others"], table["feature"], strict=True)
    ):
        ending = "" if feature in {"", "P"} else learnt.OTHER + feature
        for text in (name, *filter(None, map(str.strip, re.split(r"[,;|]", others)))):
            pairs.update((key + ending, row) for key in phrases.parse(text).names)
    table["place_id"] = [_id(*cells) for cells in zip(*_identity(table), strict=True)]
    return table.assign(capital=False), pairs, int(table["rows"].sum())


def _is_point(name: str) -> bool:
    phrase = phrases.parse(name)
    return phrase.relation in {"at", "near"} and phrase.feature not in phrases.AREAS


def _identity(table: pd.DataFrame) -> list[list[Any]]:
    return [table[name].tolist() for name in ("name", "country", "admin1", "lat", "lon")]


def _id(name: str, country: str, admin1: str, lat: float, lon: float) -> str:
    """The same for the same place, whatever file teaches it and whatever stands around it."""
    said = f"{name}|{country}|{admin1}|{lat:.5f}|{lon:.5f}"
    return f"learnt:{hashlib.sha256(said.encode()).hexdigest()[:12]}"
