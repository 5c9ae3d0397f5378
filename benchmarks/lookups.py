"""Measure how quickly places are found, and how much memory that takes.

    python benchmarks/lookups.py [--rows 1000000] [--names 30000]

Seconds are of the processor, which other work disturbs least. The names are sampled from the
gazetteer: own names, other names, and names with a letter exchanged. Nothing else is imported
before the first look-up, so that its figure is what a fresh process pays.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


def clocked(label: str, work, count: int = 0):  # noqa: ANN001, ANN201
    """Run once; print seconds, and the rate."""
    wall, start = time.perf_counter(), time.process_time()
    out = work()
    seconds = time.process_time() - start
    rate = f"  {count / seconds:12,.0f} a second" if count else ""
    print(f"{label:40s} {seconds:7.2f} s  ({time.perf_counter() - wall:.2f} s of wall){rate}")
    return out


def memory() -> None:
    """The most that this process has held."""
    print(f"{'memory':40s} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:7.0f} MB")


def load() -> None:
    """What a fresh process pays."""
    from geo import gazetteer  # noqa: PLC0415 (it is what is measured)

    gazetteer.find("Goma", country="COD")


def sampled(count: int, dice: random.Random) -> list[tuple[str, str, str]]:
    """Distinct (place, admin1, country)."""
    from geo import gazetteer, shipped  # noqa: PLC0415
    from geo.units import units  # noqa: PLC0415

    found: dict[tuple[str, str, str], None] = {}
    keys = [
        key for key in dice.sample(shipped.indexes()[0].trie.keys(), count) if "\x1f" not in key
    ]
    for key in keys:
        place = gazetteer.place(shipped.rows(key)[0])
        unit = units()[place.unit].name if place.unit >= 0 and dice.random() < 0.8 else ""
        at, word = dice.randrange(len(key)), dice.random()
        name = place.name if word < 0.6 else key.title()
        if word > 0.95:
            name = key[:at] + dice.choice("aeiou") + key[at + 1 :]
        found[name, unit, place.country] = None
    return list(found)


def table(said: list[tuple[str, str, str]], rows: int, dice: random.Random):  # noqa: ANN201
    """An event frame in which some places stand far more often than others."""
    import geopandas as gpd  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    from geo.schema import CRS, DTYPES, EVENT_COLUMNS  # noqa: PLC0415

    weights = [1 / (n + 1) for n in range(len(said))]
    chosen = list(range(len(said))) + dice.choices(range(len(said)), weights, k=rows - len(said))
    cells = pd.DataFrame(said, columns=["place", "admin1", "country"]).iloc[chosen]
    cells = cells.reset_index(drop=True).assign(event_id=[f"e{n}" for n in range(len(chosen))])
    cells = cells.reindex(columns=[column.name for column in EVENT_COLUMNS])
    for column in EVENT_COLUMNS:
        cells[column.name] = cells[column.name].astype(DTYPES[column.dtype])
    return gpd.GeoDataFrame(cells, geometry=gpd.GeoSeries([None] * len(cells), crs=CRS), crs=CRS)


def main() -> None:
    """Load, look up, geocode."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--names", type=int, default=30_000)
    args = parser.parse_args()
    clocked("import and first look-up", load)
    memory()
    from geo import gazetteer, shipped  # noqa: PLC0415
    from geo.names import fold  # noqa: PLC0415

    dice = random.Random(7)  # noqa: S311 (noise, no secret)
    said = sampled(args.names, dice)
    count, keys = len(said), [fold(place) for place, _, _ in said]
    clocked("fold", lambda: [fold(place) for place, _, _ in said], count)
    clocked("rows of a folded name", lambda: [shipped.rows(key) for key in keys], count)
    clocked("find, in a country", lambda: [gazetteer.find(s[0], country=s[2]) for s in said], count)
    again = said[-10_000:]  # what was asked for last is remembered
    clocked(
        "the same again", lambda: [gazetteer.find(s[0], country=s[2]) for s in again], len(again)
    )
    memory()
    frame = table(said, args.rows, dice)
    from geo.geocode import geocode  # noqa: PLC0415

    label = f"geocode {len(frame):,} rows, {count:,} places"
    out = clocked(label, lambda: geocode(frame), len(frame))
    clocked("the same again", lambda: geocode(frame), len(frame))
    print(out["geometry_role"].value_counts(normalize=True).round(3).to_dict())


if __name__ == "__main__":
    main()
