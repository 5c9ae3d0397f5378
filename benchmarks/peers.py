"""The same events as a page of conflictmap and of eight other tools, measured in one run.

    python benchmarks/peers.py [ROWS...] [--runs 3] [--timeout 120] [--only NAME...]
                               [--pictures FOLDER] [--write docs/performance.md]

For each number of ROWS (default 1000 10000 100000 1000000) an invented table (``page_table.py``:
12 columns and notes of 200 characters) is written once; every tool reads it, makes its page in a
process of its own, and the page is opened in a fresh Chromium with the network cut, RUNS times,
the tools in turn. What takes longer than the time-out is stopped and said so; a tool that did not
finish is not tried with more rows. The other tools are installed for the length of their process
with ``uv run --with``; browser files that their pages ask hosts for come from npm packages, in a
temporary folder. Nothing of theirs is kept.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import json
import os
import platform
import re
import signal
import statistics
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

import page_table
from peers.tools import TOOLS

HERE = Path(__file__).resolve().parent
OURS = "conflictmap"
COLUMNS = {
    "mb": "file, MB",
    "build_s": "build, s",
    "peak_mb": "build, peak MB",
    "interactive_ms": "interactive, ms",
    "pan_p95_ms": "pan p95, ms",
    "filter_ms": "filter, ms",
    "popup_ms": "popup, ms",
    "memory_mb": "renderer, MB",
}
Found = dict[str, float]


class NotFinishedError(Exception):
    """A tool took longer than it may, or failed."""


def run(what: str, command: list[str], seconds: float) -> dict[str, object]:
    """Run a command that prints JSON; stop it and all it started when time is over."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    process = subprocess.Popen(command, cwd=HERE, start_new_session=True, **pipes)
    try:
        out, err = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        msg = f"{what} did not finish in {seconds:.0f} s"
        raise NotFinishedError(msg) from None
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    if process.returncode:
        msg = f"{what} failed: {(err.strip().splitlines() or ['without a word'])[-1][:150]}"
        raise NotFinishedError(msg)
    found: dict[str, object] = json.loads(out.strip().splitlines()[-1])
    return found


def python_of(name: str) -> list[str]:
    """The Python that has a tool: this one, or one made for it."""
    needs = TOOLS[name].needs
    if not needs:
        return [sys.executable]
    version = platform.python_version()
    packages = [word for one in ("geopandas", "pyarrow", *needs) for word in ("--with", one)]
    return ["uv", "run", "--no-project", "--isolated", "--quiet", "--python", version, *packages,
            "python"]  # fmt: skip


def measure(name: str, rows: int, place: Path, said: argparse.Namespace) -> Found:
    """Build a page and look at it once."""
    page = place / "page.html"
    page.unlink(missing_ok=True)
    build = [*python_of(name), str(HERE / "peers" / "tools.py"), name, str(place / f"{rows}.pq")]
    found = run("build", [*build, str(page)], said.timeout)
    look = [sys.executable, "-m", "peers.look", name, str(page), str(rows)]
    picture = (
        [str(said.pictures.resolve() / f"{name.replace(' ', '-')}-{rows}.png")]
        if said.pictures
        else []
    )
    found |= run("look", [*look, str(place / "assets"), *picture], said.timeout)
    refused = [word for word in found.pop("served") if not word.startswith("http")]
    print(f"    {name}, {rows:,}: {json.dumps(found)} {'; '.join(refused)}", file=sys.stderr)
    return found


def measured(rows: int, names: list[str], place: Path, said: argparse.Namespace) -> dict:
    """Every tool in turn, as often as wanted: medians, or the words why there are none."""
    runs: dict[str, list[Found]] = {name: [] for name in names}
    failed: dict[str, str] = {}
    for _ in range(said.runs):
        for name in [one for one in names if one not in failed]:
            try:
                runs[name].append(measure(name, rows, place, said))
            except NotFinishedError as error:
                failed[name] = str(error)
                print(f"    {name}, {rows:,}: {error}", file=sys.stderr)
    medians = {
        name: {key: statistics.median(one[key] for one in done) for key in done[0]}
        for name, done in runs.items()
        if done and name not in failed
    }
    return {name: medians.get(name) or failed[name] for name in names}


def table(rows: int, found: dict) -> list[str]:
    """One table of Markdown."""
    lines = [f"| {rows:,} events | {' | '.join(COLUMNS.values())} |", "|---" * 9 + "|"]
    for name, one in found.items():
        if isinstance(one, str):
            lines.append(f"| {name} | {one} |{' |' * 7}")
            continue
        extra = f" + {one['assets_mb']:.1f}" if one["assets_mb"] else ""
        cells = [f"{one[key]:,.{1 + (key == 'mb')}f}" if key in one else "" for key in COLUMNS]
        lines.append(f"| {name} | {cells[0]}{extra} | {' | '.join(cells[1:])} |")
    return lines


def ratios(rows: int, found: dict) -> list[str]:
    """What this project is, beside the best of the others in each respect."""
    ours, lines = found[OURS], []
    others = {k: v for k, v in found.items() if k != OURS and not isinstance(v, str)}
    if isinstance(ours, str) or not others:
        return [f"- {rows:,}: no other tool finished."]
    offline = {k: v for k, v in others.items() if TOOLS[k].offline}
    for title, some, key in (
        ("interactive, of those that open with the network cut", offline, "interactive_ms"),
        ("interactive, of all", others, "interactive_ms"),
        ("bytes of the file", others, "mb"),
        ("seconds to build", others, "build_s"),
        ("renderer memory", others, "memory_mb"),
    ):
        if some:
            best = min(some, key=lambda name: some[name][key])
            lines.append(f"{title}: {some[best][key] / ours[key]:.2f} x ours ({best})")
    return [f"- **{rows:,}**, the best other. {'; '.join(lines)}."]


def growth(results: dict[int, dict]) -> list[str]:
    """How time grows with rows: the exponent between neighbouring sizes that a tool finished."""
    lines = []
    for name in TOOLS:
        done = [(n, one[name]) for n, one in results.items() if isinstance(one.get(name), dict)]
        steps = []
        for (low, before), (high, after) in pairwise(done):
            parts = [
                f"{word} x {after[key] / before[key]:.1f}"
                for word, key in (("interactive", "interactive_ms"), ("build", "build_s"))
            ]
            steps.append(f"{low:,} to {high:,}: {', '.join(parts)}")
        if steps:
            lines.append(f"- {name}: {'; '.join(steps)}.")
    return lines


def report(results: dict[int, dict], said: argparse.Namespace) -> str:
    """The section of docs/performance.md."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    when = dt.datetime.now(tz=dt.UTC).strftime("%Y-%m-%d %H:%M UTC")
    lines = [
        f"Measured {when}, {os.cpu_count()} cores, {memory:.0f} GB, no graphics card (load at the",
        f"end {load}); medians of {said.runs}, the tools in turn; time-out {said.timeout} s for a",
        'build, and for a look. "+" is what a page asks hosts for, served from npm packages.',
    ]
    lines = [" ".join(lines)]
    for rows, found in results.items():
        lines += ["", *table(rows, found)]
    lines += ["", *(line for rows, found in results.items() for line in ratios(rows, found))]
    lines += ["", "How it grows, for ten times the rows (linear is 10):", "", *growth(results)]
    lines += ["", "What each cannot do in its file:", ""]
    lines += [
        f"- {name}: {tool.cannot}; {'' if tool.offline else 'does not '}"
        f"{'opens' if tool.offline else 'open'} with the network cut."
        for name, tool in TOOLS.items()
        if tool.cannot
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and write into the document between its two marks."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", type=int, nargs="*", default=[10**3, 10**4, 10**5, 10**6])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--timeout", type=int, default=120)
    parser.add_argument("--only", nargs="+", choices=sorted(TOOLS), default=list(TOOLS))
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--write", type=Path)
    said = parser.parse_args()
    names, results = list(dict.fromkeys([OURS, *said.only])), {}
    with tempfile.TemporaryDirectory() as place:
        for rows in said.rows:
            frame = page_table.located(page_table.invented(rows))
            frame.to_parquet(Path(place) / f"{rows}.pq")
            del frame
            results[rows] = measured(rows, names, Path(place), said)
            names = [one for one in names if not isinstance(results[rows][one], str)]
            print("\n".join(["", *table(rows, results[rows]), *ratios(rows, results[rows])]))
    if said.write:
        text = said.write.read_text(encoding="utf-8")
        marks = "<!-- peers -->\n", "\n<!-- end of peers -->"
        inner = re.compile(re.escape(marks[0]) + ".*" + re.escape(marks[1]), re.DOTALL)
        section = report(results, said).join(marks)
        said.write.write_text(inner.sub(lambda _: section, text), encoding="utf-8")


if __name__ == "__main__":
    main()
