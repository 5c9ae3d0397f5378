"""Measure the geocoder against a table of coded places.

    python benchmarks/geocoding.py INPUT.csv TRUTH.csv

INPUT has event_id, place, admin1, country, where_precision; TRUTH has event_id, country,
where_precision, latitude, longitude. Printed per country and overall:

pinned   share of the exact rows (precision 1-2) that got a point
right    share of those points within 25 km of the coder's
wrong    share of all rows with a point more than 25 km off: false pins
area_ok  share of the area rows (precision 3-4) without a point
silent   share of all rows without any geometry
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from geo.boundaries import country_code
from geo.geocode import geocode
from geo.provinces import join_provinces
from geo.schema import CRS, DTYPES, EVENT_COLUMNS

RIGHT_KM = 25


def events(file: Path) -> gpd.GeoDataFrame:
    """Read the input as an event frame."""
    table = pd.read_csv(file, dtype={"event_id": str})
    table["country"] = table["country"].map(lambda text: country_code(str(text)))
    table = table.reindex(columns=[column.name for column in EVENT_COLUMNS])
    for column in EVENT_COLUMNS:
        table[column.name] = table[column.name].astype(DTYPES[column.dtype])
    return gpd.GeoDataFrame(table, geometry=gpd.GeoSeries([None] * len(table), crs=CRS), crs=CRS)


def kilometres(lat: pd.Series, lon: pd.Series, lat2: pd.Series, lon2: pd.Series) -> np.ndarray:
    """Great-circle distances."""
    one, two = np.radians(lat), np.radians(lat2)
    half = np.sin((two - one) / 2) ** 2
    half += np.cos(one) * np.cos(two) * np.sin(np.radians(lon2 - lon) / 2) ** 2
    return 12742 * np.arcsin(np.sqrt(half))


def share(part: pd.Series, whole: pd.Series) -> str:
    """A share, or a dash for nothing."""
    return f"{part.sum() / whole.sum():.3f}" if whole.sum() else "  -  "


def figures(rows: pd.DataFrame) -> str:
    """One line of figures."""
    every = rows["pin"] | True
    exact, area = rows["truth"].isin([1, 2]), rows["truth"].isin([3, 4])
    wrong = rows["pin"] & ~(rows["km"] <= RIGHT_KM)
    return (
        f"n {len(rows):6d}  pinned {share(exact & rows['pin'], exact)}"
        f"  right {share(exact & rows['pin'] & ~wrong, exact & rows['pin'])}"
        f"  wrong {share(wrong, every)}  area_ok {share(area & ~rows['pin'], area)}"
        f"  silent {share(rows['role'] == 'none', every)}"
    )


def compared(out: gpd.GeoDataFrame, truth: pd.DataFrame) -> pd.DataFrame:
    """One row per event: what is true, what was said, and how far apart."""
    truth = truth.set_index("event_id").loc[out["event_id"]].reset_index()
    pin = out["geometry_role"].isin(["point", "near"]).reset_index(drop=True)
    xy = out.geometry.where(out.geometry.notna() & pin.to_numpy()).reset_index(drop=True)
    lon, lat = xy[pin].x.reindex(pin.index), xy[pin].y.reindex(pin.index)
    return pd.DataFrame(
        {
            "country": truth["country"],
            "truth": truth["where_precision"],
            "role": out["geometry_role"].to_numpy(),
            "pin": pin,
            "km": kilometres(truth["latitude"], truth["longitude"], lat, lon),
        }
    )


def main() -> None:
    """Geocode, join, compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("input", type=Path)
    parser.add_argument("truth", type=Path)
    args = parser.parse_args()
    frame = events(args.input)
    start = time.perf_counter()
    out = join_provinces(geocode(frame))
    seconds = time.perf_counter() - start
    rows = compared(out, pd.read_csv(args.truth, dtype={"event_id": str}))
    for name, part in sorted(rows.groupby("country"), key=lambda item: -len(item[1])):
        if len(part) >= 10:
            print(f"{name[:24]:24s} {figures(part)}")
    print(f"{'all':24s} {figures(rows)}")
    print(f"{len(rows)} rows in {seconds:.2f} s; flagged {out['province_flag'].notna().sum()}")


if __name__ == "__main__":
    main()
