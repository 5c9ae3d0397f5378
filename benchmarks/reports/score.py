"""Read every report of both parts and print how well the codings are met: totals only.

    python benchmarks/reports/score.py score_reports.py [--part tune|held] [--keep DIR]

The sets of reports are scored apart: rules were tuned on the earlier ones first.
Names of first-level units are compared with the aliases that lie beside the scorer, if any.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from geo.reports.reader import read_reports
from geo.reports.tables import write_reading

HERE = Path(__file__).resolve().parent
PARTS = ("tune", "held")
SETS = {"first": range(1, 86), "later": range(86, 122), "third": range(122, 10_000)}
"""The numbers of the reports that were written together."""

FIELDS = {
    "actor": "actor",
    "status": "status",
    "killed": "killed_best exact (all)",
    "injured": "injured_best exact (all)",
    "date": "date overlap",
    "point": "point within 25 km",
}
ALIASES = "admin1_alias.json"


def numbers(part: str, written: range) -> list[str]:
    """Name the reports of one part that are of one set."""
    found = sorted(file.parent.name for file in (HERE / part).glob("*/gold.json"))
    return [number for number in found if int(number) in written]


def read_part(part: str, into: Path) -> None:
    """Read each report of a part alone, as the command line would."""
    for file in sorted((HERE / part).glob("*/report.txt")):
        write_reading(read_reports([file]), into / file.parent.name)


def score(scorer: Path, part: str, chosen: list[str], read: Path) -> dict[str, Any]:
    """Score some reports of a part."""
    with tempfile.TemporaryDirectory() as made:
        gold = Path(made)
        for number in chosen:
            shutil.copytree(HERE / part / number, gold / number)
        for aliases in (scorer.with_name(ALIASES), scorer.parent / "reports" / ALIASES):
            if aliases.is_file():
                shutil.copy(aliases, gold / ALIASES)
        result = gold / "score.json"
        run = [sys.executable, str(scorer), str(gold), str(read), "--json", str(result)]
        subprocess.run(run, check=True, stdout=subprocess.DEVNULL)
        scored: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
        return scored


def row(name: str, scored: dict[str, Any]) -> str:
    """Write one line of the README's table."""
    counts, fields = scored["counts"], scored["fields"]
    shown = [f"{scored[f'event_and_place_{what}']:.2f}" for what in ("P", "R", "F1")]
    shown += [f"{scored['event_F1']:.2f}", str(counts["false_non"])]
    shown += [f"{fields[key]['acc']:.2f}" if key in fields else "" for key in FIELDS.values()]
    return f"| {name} | {counts['reports']} | {counts['gold']} | " + " | ".join(shown) + " |"


def main() -> None:
    """Read, score, print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scorer", type=Path, help="score_reports.py")
    parser.add_argument("--part", choices=PARTS, help="this part only")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where to leave what was read")
    options = parser.parse_args()
    head = ["set", "reports", "events", "P", "R", "F1", "F1 rough", "false places", *FIELDS]
    print("| " + " | ".join(head) + " |")
    print("|---" * len(head) + "|")
    for part in [options.part] if options.part else PARTS:
        with tempfile.TemporaryDirectory() as made:
            read = options.keep / part if options.keep else Path(made)
            read_part(part, read)
            for name, written in SETS.items():
                if chosen := numbers(part, written):
                    print(row(f"`{part}`, {name}", score(options.scorer, part, chosen, read)))


if __name__ == "__main__":
    main()
