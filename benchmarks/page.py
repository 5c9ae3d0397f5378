"""How long a page of invented events takes to write, how large it is, and how much memory it needs.

    python benchmarks/page.py OUT.html [ROWS] [--no-notes]

Makes ROWS (default 1,000,000) located events (``page_table.py``), then writes their page; prints
seconds of wall and of processor, memory (the frame's and the peak while writing), and the file's
bytes. On Linux.
``page_browser.py`` then says how the page behaves.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from pathlib import Path

import page_table
import pyarrow as pa

sys.path.insert(0, str(Path(__file__).parents[1]))

import conflictmap as cm

BOUNDS = (15.0, 0.0, 65.0, 55.0)


def memory(which: str) -> int:
    """Resident memory of this process in MB: ``VmRSS`` now, ``VmHWM`` at its peak."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith(which))


def forget_peak() -> None:
    """Let the peak be that of what follows: making the events takes more than writing them."""
    gc.collect()
    pa.default_memory_pool().release_unused()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def write(path: Path, rows: int, *, notes: bool) -> dict[str, float]:
    """Write a page of invented events; says what it took."""
    events = page_table.located(page_table.invented(rows, notes=notes))
    ground = cm.basemap(BOUNDS)
    forget_peak()
    found: dict[str, float] = {"rows": rows, "before_mb": memory("VmRSS")}
    wall, cpu = time.perf_counter(), time.process_time()
    page = cm.EventMap(events, title="Invented events", bounds=BOUNDS)
    rooms = (
        cm.Basemap(ground), cm.Areas(events), cm.Points(events), cm.Labels(), cm.SearchBox(),
        cm.EventList(), cm.Popup(), cm.Legend(), cm.Counts(), cm.Strip(), cm.Sheet(), cm.Timeline(),
    )  # fmt: skip
    for room in rooms:
        room.add_to(page)
    with path.open("w", encoding="utf-8") as file:
        file.writelines(page.pieces())
    found |= {
        "wall_s": round(time.perf_counter() - wall, 1),
        "cpu_s": round(time.process_time() - cpu, 1),
        "peak_mb": memory("VmHWM"),
        "mb": round(path.stat().st_size / 1e6, 2),
    }
    return found


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[2:] if word.isdigit()]
    print(
        json.dumps(
            write(
                Path(sys.argv[1]),
                numbers[0] if numbers else 1_000_000,
                notes="--no-notes" not in sys.argv,
            )
        )
    )
