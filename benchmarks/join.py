"""The province join against geopandas.sjoin: seconds, memory, and whether any answer differs.

    python benchmarks/join.py [POINTS...]          default: 3 1000000 10000000

Points lie around 5,000 drawn places of the gazetteer (a scatter of 0.15 degrees, so that some are
at sea). Each way of joining runs in a process of its own, one after the other: sjoin with its
default predicate and with the faster "within", then geo/grid.py. Warm is the median of three
with the index made and asked once; cold makes the index too. Extra memory is the peak of
resident memory above what polygons and points take.
"""

from __future__ import annotations

import hashlib
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pyarrow.parquet as pq
import shapely

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from geo import grid
from geo.boundaries import polygons
from geo.reference import path
from geo.units import units

if TYPE_CHECKING:
    from collections.abc import Callable

WAYS = ("intersects", "within", "grid")


def clustered(number: int) -> np.ndarray:
    """Points around drawn places, shape (number, 2)."""
    draw = np.random.default_rng(0)
    table = pq.read_table(path("places.parquet"), columns=["lon", "lat"])
    places = np.column_stack([table["lon"].to_numpy(), table["lat"].to_numpy()]) / 1e5
    centres = places[draw.choice(len(places), 5000)]
    return centres[draw.integers(0, 5000, number)] + draw.normal(0, 0.15, (number, 2))


def memory(kind: str) -> float:
    """``VmRSS`` or ``VmHWM`` of this process in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition(f"{kind}:")[2].split()[0]) / 1000


def digest(point: np.ndarray, polygon: np.ndarray) -> str:
    """One word for all answers, whatever their order."""
    pairs = np.sort(point.astype(np.int64) * 10_000 + polygon)
    return f"{len(pairs)} pairs {hashlib.sha256(pairs.tobytes()).hexdigest()[:16]}"


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds, and the result."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def run(way: str, number: int) -> dict[str, object]:
    """One way of joining, in this process."""
    shapes = polygons(unit.row for unit in units() if unit.fit in {"exact", "old"})
    shapes = np.array(list(shapes.values()), dtype=object)
    points = gpd.GeoDataFrame(geometry=shapely.points(clustered(number)), crs=4326)
    regions = gpd.GeoDataFrame(geometry=shapes, crs=4326)
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before = memory("VmRSS")
    if way == "grid":
        made, index = timed(lambda: grid.make_grid(shapes))
        held = memory("VmRSS") - before
        ask = lambda: grid.inside(index, shapely.get_coordinates(points.geometry.array))  # noqa: E731
    else:
        made, held = 0.0, 0.0
        ask = lambda: gpd.sjoin(points, regions, predicate=way)  # noqa: E731
    first, answer = timed(ask)
    extra = memory("VmHWM") - before
    warm = [timed(ask)[0] for _ in range(3 if number < 5e6 or way == "grid" else 1)]
    pairs = answer if way == "grid" else (answer.index.to_numpy(), answer["index_right"].to_numpy())
    return {
        "prepare": made,
        "index_mb": held,
        "cold": made + first,
        "warm": statistics.median(warm),
        "extra_mb": extra,
        "answers": digest(*pairs),
    }


def main() -> None:
    """Each way in a process of its own, then the ratios."""
    if sys.argv[1:2] == ["run"]:
        print(json.dumps(run(sys.argv[2], int(sys.argv[3]))))
        return
    for number in [int(text) for text in sys.argv[1:]] or [3, 1_000_000, 10_000_000]:
        found = {}
        for way in WAYS:
            command = [sys.executable, __file__, "run", way, str(number)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            found[way] = json.loads(done.stdout)
            print(f"{number:>10,} {way:10s}", end="")
            print("".join(f"  {k} {v:.3f}" for k, v in found[way].items() if k != "answers"))
        ours = found["grid"]
        for way in WAYS[:-1]:
            same = "0 differences" if found[way]["answers"] == ours["answers"] else "DIFFERENT"
            warm, cold = (found[way][key] / ours[key] for key in ("warm", "cold"))
            print(f"{'':10s} sjoin {way}: {warm:.1f} x warm, {cold:.1f} x cold, {same}")


if __name__ == "__main__":
    main()
