"""Measure the polygons against GeoNames: does a place lie where GeoNames says it does?

    python benchmarks/provinces.py [--exceptions 40]

Every place of the gazetteer is joined as a bare point. Printed, for the world and for each
country that falls short:

country   share of the places whose polygon is counted in GeoNames' country, from any point of view
province  the same for the first-level unit, over the places whose unit GeoNames says
today     that share over the countries whose polygons are all units of today
stated    share of the places that are counted in GeoNames' country when the row states it
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from geo import gazetteer, shipped
from geo.countries import country_name
from geo.provinces import join_provinces
from geo.schema import CRS, DTYPES, EVENT_COLUMNS, GEOCODE_COLUMNS
from geo.units import claims, drawn_by, units, units_in


def frame(places: list[gazetteer.Place], *, stated: bool) -> gpd.GeoDataFrame:
    """The places as events known to a point."""
    table = pd.DataFrame({"event_id": [place.place_id for place in places]})
    table = table.reindex(columns=[c.name for c in (*EVENT_COLUMNS, *GEOCODE_COLUMNS)])
    for column in (*EVENT_COLUMNS, *GEOCODE_COLUMNS):
        table[column.name] = table[column.name].astype(DTYPES[column.dtype])
    table["geometry_role"] = "point"
    if stated:
        table["country"] = [place.country for place in places]
    points = shapely.points([(place.longitude, place.latitude) for place in places])
    return gpd.GeoDataFrame(table, geometry=points, crs=CRS)


def of_today() -> set[str]:
    """The countries each of whose units has a polygon of its own, and no older one beside it."""
    codes = {unit.country for unit in units()}
    return {code for code in codes if all(units()[n].fit == "exact" for n in units_in(code))}


def main() -> None:
    """Join and compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--exceptions", type=int, default=40)
    args = parser.parse_args()
    table = shipped.columns()
    rows = np.flatnonzero(table.features == table.classes.index("P"))
    whole = [gazetteer.place(int(row)) for row in rows]
    places = [place for place in whole if place.place_id.startswith("geonames:")]
    bare, said = (join_provinces(frame(places, stated=stated)) for stated in (False, True))
    row = {}
    for unit in units():
        row.setdefault((unit.country, unit.name, unit.code), unit.row)
    found = [
        row.get(key, -1)
        for key in zip(*(bare[c].fillna("") for c in ("country_code", "province", "province_code")),
                       strict=True)
    ]  # fmt: skip
    table = pd.DataFrame({"country": [place.country for place in places]})
    table["agrees"] = [
        n >= 0 and place.country in claims(n) for n, place in zip(found, places, strict=True)
    ]
    table["known"] = [place.unit >= 0 for place in places]
    table["unit"] = [
        place.unit >= 0 and n >= 0 and n in {place.unit, *drawn_by(place.unit)}
        for n, place in zip(found, places, strict=True)
    ]
    table["why"] = [
        f"{units()[place.unit].name if place.unit >= 0 else place.country} in "
        f"{f'{units()[n].name}, {units()[n].country}' if n >= 0 else 'no polygon'}"
        for n, place in zip(found, places, strict=True)
    ]
    table["stated"] = [
        code in claims(place.polygon) or code == place.country
        for code, place in zip(said["country_code"].fillna(""), places, strict=True)
    ]
    table["flag"] = said["province_flag"].notna().to_numpy()
    today = table["country"].isin(of_today())
    print(
        f"{len(table)} places: country {table['agrees'].mean():.4f}"
        f"  stated {table['stated'].mean():.4f}  flagged {table['flag'].mean():.4f}"
        f"  province {table.loc[table['known'], 'unit'].mean():.4f}"
        f"  today {table.loc[table['known'] & today, 'unit'].mean():.4f}"
        f" ({table.loc[today, 'country'].nunique()} countries)"
    )
    by = table.groupby("country")
    short = pd.DataFrame({
        "places": by.size(), "country": by["agrees"].mean(),
        "province": table[table["known"]].groupby("country")["unit"].mean(),
        "weight": by["agrees"].apply(lambda part: (~part).sum())
        + table[table["known"]].groupby("country")["unit"].apply(lambda part: (~part).sum()),
    })  # fmt: skip
    short = short[(short["country"] < 0.985) | (short["province"] < 0.97)]
    wrong = table[~table["unit"] & table["known"]]
    why = wrong.groupby("country")["why"].apply(
        lambda part: "; ".join(f"{n} {text}" for text, n in part.value_counts().head(3).items())
    )
    for code, values in (
        short.sort_values("weight", ascending=False).head(args.exceptions).iterrows()
    ):
        print(
            f"{country_name(str(code))[:28]:28s} {int(values['places']):6d}"
            f"  country {values['country']:.3f}  province {values['province']:.3f}"
            f"  {'' if code in of_today() else 'older polygons'}  {why.get(code, '')}"
        )
    print(f"{len(short)} countries fall short of 0.985 and 0.97", np.round(short["weight"].sum()))


if __name__ == "__main__":
    main()
