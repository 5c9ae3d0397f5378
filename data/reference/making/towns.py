"""Towns that cities500 lacks: of a second register, and of a list kept by hand.

They join the settlements of cities500 (feature ``P``) and never double one: a town of the same
country that bears the name, own or other, less than :data:`SAME_KM` away is the same town.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from geo.names import fold, strip_generic
from geo.variants import alike

from .countries import alpha3, names_lacked
from .provinces import locate
from .registers import COUNTRIES, KM, complete

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from .origins import Store
    from .provinces import Unit

SAME_KM = 100.0
"""Namesakes of one country that lie closer are taken for one town, placed twice."""
TRUE_KM, TRUE_SHARE = 25.0, 0.95
"""A country's towns are taken if of those that both registers have so many lie so close."""
RESPELT_DEGREES = 0.1
"""How far from a town of cities500 its name in another spelling may lie, about 10 km."""
BORDER_DEGREES = 0.1
"""How far outside the polygon of its province a town kept by hand may lie, about 10 km."""
_CANTONMENT = re.compile(r"\b(cantonment|city|town|district|municipality|colony)\b", re.IGNORECASE)


def simplemaps(store: Store, folder: Path, cities: pd.DataFrame, units: list[Unit]) -> pd.DataFrame:
    """Read the towns of SimpleMaps' World Cities that cities500 lacks, where conflict is coded.

    Kept are those whose point lies in a unit that bears the name of their stated province, in
    countries whose common towns lie where cities500 has them (not in India, Madagascar, Angola,
    Niger, Mauritania). Their populations are not: some are of the whole municipality. A name that
    is much the same as that of a town of cities500 close by becomes another name of it.
    """
    iso, names = set(alpha3(store).values()) & COUNTRIES, names_lacked(folder, "simplemaps:")
    rows = [
        {
            "id": int(facts["id"]),
            "name": facts["city"],
            "country": facts["iso3"],
            "lat": float(facts["lat"]),
            "lon": float(facts["lng"]),
            "province": facts["admin_name"],
            "others": names.get(f"simplemaps:{facts['id']}", []),
        }
        for facts in store.json("simplemaps", "package/data/cities.json")
        if facts["iso3"] in iso and not _CANTONMENT.search(facts["city"])
    ]
    table = pd.DataFrame(rows).sort_values("id", ignore_index=True)
    table = table[table["country"].isin(_trusted(table, cities))].reset_index(drop=True)
    table = table[_agrees(table, units)].reset_index(drop=True)
    table = table[lacked(table, cities)].drop(columns="province").reset_index(drop=True)
    table = table[~_respelt(table, cities)]
    if unknown := set(names) - set("simplemaps:" + table["id"].astype(str)):
        sys.exit(f"place_names.csv: no place {', '.join(sorted(unknown))}")
    return complete(table.assign(source="simplemaps"), "P")


def by_hand(folder: Path, known: list[pd.DataFrame], units: list[Unit]) -> pd.DataFrame:
    """Read towns.csv: towns of countries at war that the other lists lack, one fact checked each.

    The build stops at a row whose point lies far from its stated province, or whose name a known
    town of its country bears close by: such a row is wrong, or needless.
    """
    with (folder / "towns.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    table = pd.DataFrame(rows).astype({"id": "int64", "latitude": float, "longitude": float})
    table = table.rename(columns={"latitude": "lat", "longitude": "lon"})
    table["others"] = [[text for text in texts.split("|") if text] for texts in table["others"]]
    table["stated"] = _rows(table, units)
    table = table.sort_values("id", ignore_index=True)
    towns = pd.concat(known, ignore_index=True)
    wrong = table[(table["stated"] < 0) | ~_close(table, units) | ~lacked(table, towns)]
    if len(wrong):
        sys.exit(f"towns.csv: {', '.join(wrong['name'])}: known, or not in the stated province")
    return complete(table.drop(columns=["province", "checked"]).assign(source="towns"), "P")


def _rows(table: pd.DataFrame, units: list[Unit]) -> list[int]:
    """Row of each stated province, -1 for what is none of the country's today."""
    known = {(unit.country, unit.code): n for n, unit in reversed(list(enumerate(units)))}
    pairs = zip(table["country"], table["province"], strict=True)
    return [known.get(pair, -1) for pair in pairs]


def _close(table: pd.DataFrame, units: list[Unit]) -> np.ndarray:
    """Whether each point lies in, or close to, a polygon that draws its stated province."""
    shape = {unit.unit_id: unit.geometry for unit in units if unit.geometry is not None}
    drawn: dict[str, list[Any]] = defaultdict(list)
    for unit in units:
        parts = (unit.unit_id, *unit.parts.split())
        drawn[unit.code] += [shape[part] for part in parts if part in shape]
    points = shapely.points(table["lon"], table["lat"])
    return np.array(
        [
            bool(shapely.dwithin(drawn[code], point, BORDER_DEGREES).any())
            for code, point in zip(table["province"], points, strict=True)
        ]
    )


def _trusted(table: pd.DataFrame, cities: pd.DataFrame) -> set[str]:
    """The countries in which towns of a name that cities500 has once lie where it has it."""
    own, other = (towns.assign(key=towns["name"].map(fold)) for towns in (table, cities))
    other = other.drop_duplicates(["country", "key"], keep=False)
    both = own.merge(other, on=["country", "key"], suffixes=("", "_other"))
    east = (both["lon"] - both["lon_other"]) * np.cos(np.radians(both["lat"]))
    close = np.hypot(both["lat"] - both["lat_other"], east) * KM <= TRUE_KM
    share = close.groupby(both["country"]).mean()
    return set(share.index[share >= TRUE_SHARE])


def _agrees(table: pd.DataFrame, units: list[Unit]) -> np.ndarray:
    """Whether each point lies in a polygon of its country that bears its province's name."""
    out = np.zeros(len(table), dtype=bool)
    parts = _parts(units)
    for n, polygon in enumerate(locate(units, table).tolist()):
        if polygon >= 0:
            own = _key(table["province"][n])
            out[n] = own in parts[polygon] and units[polygon].country == table["country"][n]
    return out


def _parts(units: list[Unit]) -> dict[int, set[str]]:
    """Row of each polygon -> the names that it bears, and those of the units drawn by it."""
    names: dict[int, set[str]] = defaultdict(set)
    number = {unit.unit_id: n for n, unit in enumerate(units)}
    for n, unit in enumerate(units):
        own = {_key(text) for text in (unit.name, *unit.names)} - {""}
        for row in (n, *(number[part] for part in unit.parts.split())):
            names[row] |= own
    return names


def _key(text: str) -> str:
    """A name without its generic words."""
    return strip_generic(fold(text)).core


def lacked(table: pd.DataFrame, cities: pd.DataFrame) -> np.ndarray:
    """Whether no town of the same country bears a row's name, or another of it, close by."""
    bearers = _bearers(cities)
    lat, lon = cities["lat"].to_numpy(), cities["lon"].to_numpy()
    out = np.ones(len(table), dtype=bool)
    for n, facts in enumerate(table.to_dict("records")):
        for key in _keys((facts["name"], *facts["others"])):
            rows = bearers.get((facts["country"], key), [])
            east = (lon[rows] - facts["lon"]) * np.cos(np.radians(facts["lat"]))
            if (np.hypot(lat[rows] - facts["lat"], east) * KM < SAME_KM).any():
                out[n] = False
    return out


def _respelt(table: pd.DataFrame, cities: pd.DataFrame) -> np.ndarray:
    """Whether a row's name is one of cities500 in another spelling; that town is given it."""
    tree = shapely.STRtree(shapely.points(cities["lon"], cities["lat"]))
    points = shapely.points(table["lon"], table["lat"])
    near = tree.query(points, predicate="dwithin", distance=RESPELT_DEGREES)
    out = np.zeros(len(table), dtype=bool)
    names, others = cities["name"].to_numpy(), cities["others"].to_numpy()
    for n, row in zip(*near.tolist(), strict=True):
        name = table["name"][n]
        if alike(fold(name), fold(names[row])) and not out[n]:
            others[row].append(name)
            out[n] = True
    return out


def _bearers(cities: pd.DataFrame) -> dict[tuple[str, str], list[int]]:
    """(country, folded name) -> the rows that bear it."""
    out: dict[tuple[str, str], list[int]] = defaultdict(list)
    columns = zip(cities["country"], cities["name"], cities["others"], strict=True)
    for row, (country, name, others) in enumerate(columns):
        for key in _keys((name, *others)):
            out[country, key].append(row)
    return out


def _keys(names: Iterable[Any]) -> set[str]:
    """The ways in which names are compared: whole, and without generic words."""
    folded = {fold(str(text)) for text in names}
    return (folded | {strip_generic(text).core for text in folded}) - {""}
