"""More events than one process holds: read -> geocode -> join -> summary on two workers.

    python benchmarks/scale.py [ROWS] [--folder FOLDER] [--part 250000] [--check 1000000]
                               [--workers 2] [--memory 3GB]

Writes ROWS (default 20,000,000) invented events as GeoParquet partitions, then runs the line on
them in workers of this machine, and writes down each worker's peak of resident memory, looked at
five times a second from outside. Before that, the first CHECK rows go through one process, then
through 4 and 16 partitions, then through partitions while a worker is killed: the summaries must
be equal. FOLDER (default: a temporary one) holds about 22 bytes for each event, and less
for the summary. Needs ``pip install 'conflictmap[scale]'``.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import psutil
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import conflictmap as cm
from geo.reference import path
from geo.schema import CRS, DTYPES, EVENT_COLUMNS, EVENT_TYPES
from geo.units import units

if TYPE_CHECKING:
    from collections.abc import Iterator

PLACES = 30_000
DAYS = 7_300
STATUS = ("reported", "claimed", "alleged", "contested", "acknowledged")


def invented(rows: int, seed: int) -> gpd.GeoDataFrame:
    """Events at 30,000 places of the gazetteer in 40 countries, over 20 years, by 60 actors.

    Seven of ten give a coordinate near their place, two name the place, one the province or the
    country; one of fifty has no date. Without notes: nothing in this line reads them.
    """
    draw = np.random.default_rng(seed)
    towns = _towns()
    town = towns.iloc[np.minimum(draw.pareto(0.8, rows) * 60, 10**9).astype(np.int64) % PLACES]
    kind = draw.choice([1, 2, 0, 4, 6], rows, p=[0.5, 0.2, 0.2, 0.07, 0.03])
    spot = (town[["lon", "lat"]].to_numpy() / 1e5 + draw.normal(0, 0.02, (rows, 2))).round(5)
    spot[(kind == 0) | (kind > 2)] = np.nan
    day = np.datetime64("2005-01-01", "s") + draw.integers(0, DAYS, rows).astype("timedelta64[D]")
    dead = draw.geometric(0.25, rows) - 1.0
    table = {
        "event_id": [f"{seed:04d}-{number:07d}" for number in range(rows)],
        "event_type": np.array(EVENT_TYPES)[np.minimum(draw.geometric(0.3, rows) - 1, 9)],
        "date_start": np.where(draw.random(rows) < 0.02, np.datetime64("NaT"), day),
        "actor": np.array([f"Armed group {n}" for n in range(60)])[draw.integers(0, 60, rows)],
        "target": np.array(["", "Armed forces", "Civilians"])[draw.integers(0, 3, rows)],
        "place": town["name"].where(kind < 4).to_numpy(),
        "admin1": town["admin1"].where(kind != 6).to_numpy(),
        "country": town["country"].to_numpy(),
        "where_precision": pd.array(np.where(kind > 0, kind, np.nan), dtype="Int64"),
        "latitude": spot[:, 1],
        "longitude": spot[:, 0],
        "killed_best": pd.array(np.where(draw.random(rows) < 0.3, np.nan, dead), dtype="Int64"),
        "status": np.array(STATUS)[draw.integers(0, 5, rows)],
    }
    frame = pd.DataFrame(table).reindex(columns=[column.name for column in EVENT_COLUMNS])
    frame = frame.astype({column.name: DTYPES[column.dtype] for column in EVENT_COLUMNS})
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries([None] * rows, crs=CRS))


def _towns() -> pd.DataFrame:
    """The drawn places, those with the most events first."""
    columns = ["name", "country", "unit", "lon", "lat"]
    places = pq.read_table(path("places.parquet"), columns=columns).to_pandas()
    draw = np.random.default_rng(0)
    countries = draw.choice(places["country"].value_counts().index[:120], 40, replace=False)
    some = places[places["country"].isin(countries) & (places["unit"] >= 0)]
    some = some.iloc[draw.permutation(len(some))[:PLACES]].astype({"country": "str"})
    return some.assign(admin1=[units()[n].name for n in some["unit"].tolist()])


def write_invented(seed: int, rows: int, file: str) -> None:
    """One partition, on a worker."""
    invented(rows, seed).to_parquet(file, index=False, compression="zstd")


@contextmanager
def watched(client: Any) -> Iterator[dict[str, float]]:
    """Look at the workers' resident memory while a block lasts: the peak of each in MB."""
    peaks: dict[str, float] = {}
    over = threading.Event()
    pids = client.run(os.getpid).values()

    def look() -> None:
        while not over.wait(0.2):
            for n, pid in enumerate(pids):
                held = psutil.Process(pid).memory_info().rss / 1e6
                peaks[f"worker_{n}_mb"] = max(peaks.get(f"worker_{n}_mb", 0), round(held))

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield peaks
    finally:
        over.set()
        thread.join()


def write(client: Any, folder: Path, rows: int, part: int) -> list[str]:
    """Write the invented partitions; those of an earlier, equal run are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    sizes = [min(part, rows - start) for start in range(0, rows, part)]
    files = [str(folder / f"part-{n:05d}-{size}.parquet") for n, size in enumerate(sizes)]
    made = [(n, size, file) for n, (size, file) in enumerate(zip(sizes, files, strict=True))]
    made = [one for one in made if not Path(one[2]).exists()]
    if made:
        client.gather(client.map(write_invented, *zip(*made, strict=True), pure=False))
    return files


def check(client: Any, files: list[str], folder: Path) -> None:
    """One process, then 4 and 16 partitions, then a worker is killed: equal to the last byte."""
    start = time.perf_counter()
    frame = pd.concat([cm.read_partitions([file]).compute() for file in files], ignore_index=True)
    alone = cm.summarise(cm.join_provinces(cm.geocode(frame)))
    print(f"{len(frame):,} rows in one process: {time.perf_counter() - start:.0f} s", flush=True)
    for number in (4, 16):
        paths = [str(folder / f"{number}-{n}.parquet") for n in range(number)]
        for one, path_ in zip(np.array_split(np.arange(len(frame)), number), paths, strict=True):
            frame.iloc[one].to_parquet(path_, index=False)
        parts = cm.locate_partitions(cm.read_partitions(paths))
        pd.testing.assert_frame_equal(cm.summarise_partitions(parts), alone)
        print(f"  equal from {number} partitions", flush=True)
    before = client.run(os.getpid)
    killer = threading.Timer(8, os.kill, (min(before.values()), signal.SIGKILL))
    killer.start()
    parts = cm.locate_partitions(cm.read_partitions(files))
    pd.testing.assert_frame_equal(cm.summarise_partitions(parts), alone)
    killer.join()
    lost = set(before.values()) - set(client.run(os.getpid).values())
    print(f"  equal from {len(files)} files while {len(lost)} worker was killed", flush=True)


def measure(client: Any, files: list[str], folder: Path) -> dict[str, float]:
    """The line on all partitions: what it took, and whether every event is counted."""
    start = time.perf_counter()
    with watched(client) as peaks:
        parts = cm.locate_partitions(cm.read_partitions(files))
        rows = cm.write_summary(parts, folder)
    found = {"seconds": round(time.perf_counter() - start), "summary_rows": rows}
    table = pq.read_table(folder, columns=["events", "exact", "near", "area", "unlocated"])
    found |= {name: int(table[name].to_numpy().sum()) for name in table.column_names}
    return found | dict(sorted(peaks.items()))


def main() -> None:
    """Write, check, measure; print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", type=int, nargs="?", default=20_000_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--part", type=int, default=250_000)
    parser.add_argument("--check", type=int, default=1_000_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--memory", default="3GB")
    said = parser.parse_args()
    local = {"n_workers": said.workers, "processes": True, "memory_limit": said.memory}
    with tempfile.TemporaryDirectory() as place:
        folder = said.folder or Path(place)
        start = time.perf_counter()
        with cm.workers(**local) as client:
            files = write(client, folder / "events", said.rows, said.part)
            size = sum(Path(file).stat().st_size for file in files)
            print(
                f"{said.rows:,} rows written: {time.perf_counter() - start:.0f} s, {size:,} bytes"
            )
            if said.check:
                check(client, files[: -(-said.check // said.part)], Path(place))
        with cm.workers(**local) as client:
            for name, value in measure(client, files, folder / "summary").items():
                print(f"{name:>16s} {value:,}", flush=True)


if __name__ == "__main__":
    main()
