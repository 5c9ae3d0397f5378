"""How long a large foreign table takes to become an event frame, and how much memory.

    python benchmarks/tables.py [ROWS]

Writes an invented ACLED-like table of ROWS (default 1,000,000) rows into a temporary folder and
reads it in a fresh process; prints seconds, the peak resident memory, and rows per second.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).parents[1]


def invented(rows: int) -> pd.DataFrame:
    """A table in ACLED's columns whose values are made up."""
    draw = np.random.default_rng(1)
    days = pd.Timestamp("2018-01-01") + pd.to_timedelta(draw.integers(0, 2500, rows), unit="D")
    kinds = ["Armed clash", "Air/drone strike", "Attack", "Shelling/artillery/missile attack"]
    number = np.arange(rows).astype(str)
    return pd.DataFrame(
        {
            "event_id_cnty": np.char.add("INV", number),
            "event_date": days.strftime("%d %B %Y"),
            "time_precision": draw.integers(1, 4, rows),
            "event_type": "Battles",
            "sub_event_type": draw.choice(kinds, rows),
            "actor1": np.char.add("Group ", draw.integers(0, 300, rows).astype(str)),
            "actor2": np.char.add("Side ", draw.integers(0, 300, rows).astype(str)),
            "country": "Yemen",
            "admin1": "Ibb",
            "location": np.char.add("Town ", draw.integers(0, 30000, rows).astype(str)),
            "latitude": draw.uniform(12.0, 17.0, rows).round(4),
            "longitude": draw.uniform(43.0, 50.0, rows).round(4),
            "geo_precision": draw.integers(1, 4, rows),
            "source": "Invented",
            "notes": "On this day " + pd.Series(number) + " something that never was happened.",
            "fatalities": draw.integers(0, 5, rows),
            "timestamp": 1700000000,
        }
    )


def read_once(path: Path) -> None:
    """Read the table in this process and print what it took."""
    sys.path.insert(0, str(ROOT))
    import conflictmap as cm  # noqa: PLC0415 - in the process that is measured

    read, start = cm.read_events, time.perf_counter()
    frame = read(path)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"{len(frame):,} rows: {seconds:.1f} s, {peak:.2f} GB, {len(frame) / seconds:,.0f} rows/s"
    )


def main() -> None:
    """Write the table, then read it in a process of its own."""
    if len(sys.argv) == 3:
        read_once(Path(sys.argv[2]))
        return
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "acled-like.csv"
        invented(rows).to_csv(path, index=False)
        subprocess.run([sys.executable, __file__, "read", str(path)], check=True)


if __name__ == "__main__":
    main()
