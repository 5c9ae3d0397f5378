"""How long a map on paper takes, from located events to the bytes of each file.

    python benchmarks/paper.py [TABLE] [ROWS]

TABLE is any event table; without one, ROWS (default 1,000) invented events are drawn. Prints
seconds for the drawing and for each kind of file, and whether a second map has the same bytes.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

import conflictmap as cm


def invented(folder: Path, rows: int) -> Path:
    """Events around a few towns, some of them known only nearby or to the province."""
    draw = np.random.default_rng(1)
    table = pd.DataFrame(
        {
            "event_id": np.arange(rows).astype(str),
            "event_type": draw.choice(["shelling", "air_strike", "armed_clash", "bombing"], rows),
            "date_start": "2024-01-01",
            "date_end": "2024-01-31",
            "actor": draw.choice(["Side A", "Side B", "Side C"], rows),
            "place": "Panjgur",
            "admin1": "Balochistan",
            "country": "PAK",
            "where_precision": draw.choice([1, 1, 2, 4], rows),
            "latitude": draw.uniform(25.5, 31, rows).round(4),
            "longitude": draw.uniform(61.5, 68, rows).round(4),
            "status": draw.choice(["claimed", "reported", "alleged"], rows),
        }
    )
    path = folder / "events.csv"
    table.to_csv(path, index=False)
    return path


def main(words: list[str]) -> None:
    """Draw and write once more than is measured: the first time also loads libraries."""
    with tempfile.TemporaryDirectory() as folder:
        given = [Path(word) for word in words if not word.isdigit()]
        rows = next((int(word) for word in words if word.isdigit()), 1000)
        table = given[0] if given else invented(Path(folder), rows)
        located = cm.join_provinces(cm.geocode(cm.read_events(table, bad_rows="set_aside")))
        ground = cm.basemap(cm.extent(located))
        cm.StaticMap(located, ground, title="A map").save("pdf")
        start = time.perf_counter()
        paper = cm.StaticMap(located, ground, title="A map")
        print(f"{len(located)} events: drawn in {time.perf_counter() - start:.2f} s")
        again = cm.StaticMap(located, ground, title="A map")
        for kind in ("svg", "pdf", "png"):
            start = time.perf_counter()
            content = paper.save(kind)
            took = time.perf_counter() - start
            same = "same bytes twice" if content == again.save(kind) else "OTHER BYTES"
            print(f"{kind}: {took:.2f} s, {len(content) / 1e6:.2f} MB, {same}")


if __name__ == "__main__":
    main(sys.argv[1:])
