"""Which of the page's JavaScript the tests run, by Chromium's precise coverage.

``CONFLICTMAP_JS_COVERAGE=FOLDER pytest`` lets every page write into the folder what it ran;
``python tests/js_coverage.py FOLDER`` adds it up, file by file, and fails below ``LEAST``.
"""

from __future__ import annotations

import json
import os
import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parents[1]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from conflictmap.layers._assets import own  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

FOLDER = os.environ.get("CONFLICTMAP_JS_COVERAGE")
# A sandboxed frame is otherwise a process of its own, which is not seen from the page's.
ARGUMENTS = ["--disable-features=IsolateSandboxedIframes"] if FOLDER else []
LEAST = 0.85
"""The part of the characters that the tests must run."""
NAMES = sorted(path.name for path in (ROOT / "layers").glob("*.js"))


def record(page: Page) -> Callable[[], None]:
    """Begin to record what a page runs; call the answer to write it down."""
    if not FOLDER:
        return lambda: None
    session: Any = page.context.new_cdp_session(page)
    session.send("Debugger.enable")
    session.send("Profiler.enable")
    session.send("Profiler.startPreciseCoverage", {"callCount": False, "detailed": True})

    def write() -> None:
        if page.is_closed():
            return
        ran: dict[str, list[list[int]]] = {}
        for script in session.send("Profiler.takePreciseCoverage")["result"]:
            asked = {"scriptId": script["scriptId"]}
            source = session.send("Debugger.getScriptSource", asked)["scriptSource"]
            painted = paint(len(source), script["functions"])
            for name in NAMES:
                start = source.find(own(name))
                if start >= 0:
                    part = painted[start : start + len(own(name))]
                    ran[name] = runs(
                        bytes(a | b for a, b in zip(part, painting(name, ran), strict=True))
                    )
        number = sum(1 for _ in Path(str(FOLDER)).glob(f"{os.getpid()}-*"))
        file = Path(str(FOLDER)) / f"{os.getpid()}-{number}.json"
        file.write_text(json.dumps(ran), encoding="utf-8")

    return write


def paint(length: int, functions: list[dict[str, Any]]) -> bytearray:
    """Each unit of a script as run (1) or not (0): the innermost range decides."""
    ranges = [part for function in functions for part in function["ranges"]]
    painted = bytearray(length)
    for part in sorted(ranges, key=lambda part: (part["startOffset"], -part["endOffset"])):
        size = part["endOffset"] - part["startOffset"]
        painted[part["startOffset"] : part["endOffset"]] = bytes([bool(part["count"])]) * size
    return painted[:length]


def painting(name: str, ran: dict[str, list[list[int]]]) -> bytearray:
    """What was written down of a file, as units again."""
    painted = bytearray(len(own(name)))
    for start, end in ran.get(name, []):
        painted[start:end] = b"\1" * (end - start)
    return painted


def runs(painted: bytes) -> list[list[int]]:
    """Where units were run, as ranges."""
    out, at = [], 0
    for run, group in groupby(painted):
        size = sum(1 for _ in group)
        if run:
            out.append([at, at + size])
        at += size
    return out


def main(folder: Path) -> int:
    """Add up what the pages ran; 1 if it is too little. Words in a language are data, left out."""
    names = [name for name in NAMES if not name.startswith("words_")]
    total = {name: bytearray(len(own(name))) for name in names}
    for file in folder.glob("*.json"):
        ran = json.loads(file.read_text(encoding="utf-8"))
        for name in names:
            for start, end in ran.get(name, []):
                total[name][start:end] = b"\1" * (end - start)
    for name, painted in sorted(total.items(), key=lambda item: sum(item[1]) / len(item[1])):
        print(f"{sum(painted) / len(painted):.3f} {name}")
    whole = sum(map(len, total.values()))
    part = sum(map(sum, total.values())) / whole
    print(f"{part:.3f} of {whole:,} characters, at least {LEAST}")
    return int(part < LEAST)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
