"""Measure what a gazetteer that the user adds is worth, and how long it takes to learn.

    python benchmarks/learning.py INPUT.csv TRUTH.csv [--rows 400000] [--anywhere]

A gazetteer is made of the truth's places (precision 1-2), under their names without the word for
a settlement, with noise beside each: namesakes in other provinces (with ``--anywhere`` also in
its own, where nothing that a row says tells them apart), and places of other names. It is added
once in GeoNames' format and once as a table of name, lat, lon; the input is geocoded before and
after. Then a dump of ROWS places is learnt and timed, as a multiple of reading it.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd
from shapely import Point

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))
os.environ["CONFLICTMAP_DATA"] = tempfile.mkdtemp(prefix="conflictmap-benchmark-")

from geocoding import compared, events, figures

from geo.boundaries import unit_polygon
from geo.countries import countries, country_code
from geo.geocode import geocode
from geo.learning import describe_learnt, learn, unlearn
from geo.names import fold, strip_generic
from geo.units import units, units_in

SYLLABLES = [
    "al",
    "bar",
    "dan",
    "el",
    "far",
    "gul",
    "hama",
    "jar",
    "kha",
    "lor",
    "mun",
    "nar",
    "qal",
    "rud",
    "sar",
    "tal",
    "umm",
    "wad",
    "yar",
    "zin",
]


def made(
    truth: pd.DataFrame, dice: random.Random, *, anywhere: bool = False
) -> list[dict[str, object]]:
    """The rows of the generated gazetteer."""
    rows: list[dict[str, object]] = []
    for place in truth[truth["where_precision"].isin([1, 2])].to_dict("records"):
        code = country_code(place["country"]) or ""
        stripped = strip_generic(fold(place["place"]))
        settlement = stripped.feature in {"town", "village"}
        name = stripped.core.title() if settlement else str(place["place"])
        rows.append(row(name, code, place["latitude"], place["longitude"]))
        boxes = [units()[n] for n in units_in(code) if units()[n].fit == "exact"]
        here = Point(place["longitude"], place["latitude"])
        others = [box for box in boxes if anywhere or not unit_polygon(box.row).covers(here)]
        for box in dice.sample(others, min(2, len(others))):
            lat, lon = dice.uniform(box.south, box.north), dice.uniform(box.west, box.east)
            while not anywhere and not unit_polygon(box.row).contains(Point(lon, lat)):
                lat, lon = dice.uniform(box.south, box.north), dice.uniform(box.west, box.east)
            rows.append(row(name, code, lat, lon))
        for box in dice.choices(boxes, k=8) if boxes else ():
            lat, lon = dice.uniform(box.south, box.north), dice.uniform(box.west, box.east)
            rows.append(row("".join(dice.choices(SYLLABLES, k=3)).title(), code, lat, lon))
    return rows


def row(name: str, code: str, lat: float, lon: float) -> dict[str, object]:
    """One place."""
    return {"name": name, "country": code, "lat": round(lat, 5), "lon": round(lon, 5)}


def write_dump(file: Path, rows: list[dict[str, object]]) -> None:
    """The rows in GeoNames' format."""
    two = {code: country.alpha2 for code, country in countries().items()}
    with file.open("w", encoding="utf-8") as out:
        for n, place in enumerate(rows):
            cells = [str(90_000_000 + n), place["name"], place["name"], "", place["lat"]]
            cells += [place["lon"], "P", "PPL", two.get(str(place["country"]), ""), "", "", "", ""]
            out.write("\t".join(map(str, [*cells, "", "0", "", "0", "UTC", "2026-01-01"])) + "\n")


def write_table(file: Path, rows: list[dict[str, object]]) -> None:
    """The rows as a table of places."""
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, ["name", "lat", "lon", "country"])
        writer.writeheader()
        writer.writerows(rows)


def large(count: int, dice: random.Random) -> list[dict[str, object]]:
    """A dump of many places in one country."""
    boxes = [units()[n] for n in units_in("YEM") if units()[n].fit == "exact"]
    out = []
    for _ in range(count):
        box, name = dice.choice(boxes), "".join(dice.choices(SYLLABLES, k=4)).title()
        lat, lon = dice.uniform(box.south, box.north), dice.uniform(box.west, box.east)
        out.append(row(name, "YEM", lat, lon))
    return out


def main() -> None:
    """Before, after, and how long."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("input", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--rows", type=int, default=400_000)
    parser.add_argument("--anywhere", action="store_true")
    args = parser.parse_args()
    frame, truth = events(args.input), pd.read_csv(args.truth, dtype={"event_id": str})
    folder, dice = Path(tempfile.mkdtemp()), random.Random(7)  # noqa: S311 (noise, no secret)
    rows = made(truth, dice, anywhere=args.anywhere)
    print(f"{'as shipped':24s} {figures(compared(geocode(frame), truth))}")
    for file, write in ((folder / "made.txt", write_dump), (folder / "made.csv", write_table)):
        write(file, rows)
        print(describe_learnt(learn([file])[0]))
        after = compared(geocode(frame), truth)
        for name, part in sorted(after.groupby("country"), key=lambda item: -len(item[1])):
            if len(part) >= 10:
                print(f"{name[:24]:24s} {figures(part)}")
        print(f"{'all, with ' + file.name:24s} {figures(after)}")
        unlearn(["made"])
    file = folder / "large.txt"
    write_dump(file, large(args.rows, dice))
    start = time.perf_counter()
    pd.read_csv(file, sep="\t", header=None, dtype=str, quoting=csv.QUOTE_NONE)
    reading = time.perf_counter() - start
    start = time.perf_counter()
    print(describe_learnt(learn([file])[0]))
    seconds = time.perf_counter() - start
    print(f"learnt in {seconds:.1f} s, {seconds / reading:.1f} times as long as pandas reads it")


if __name__ == "__main__":
    main()
