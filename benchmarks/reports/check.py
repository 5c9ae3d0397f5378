"""Check the hand codings of the reports: keys, words, dates, counts, places.

    python benchmarks/reports/check.py [--scorer score_reports.py]

Exits with 1 and a list when something is wrong. With --scorer, the codings are also scored
against themselves, which must give 1.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from geo.neighbours import locate
from geo.schema import EVENT_TYPES, PLACE_RELATIONS, STATUSES
from geo.units import units

HERE = Path(__file__).resolve().parent

SPLITS = {"tune": 0, "held": 1}
"""Which parity of the number each part has."""

REPORT_KEYS = {"published", "split", "traps", "non_event_places", "events"}
COUNTS = [f"{what}_{how}" for what in ("killed", "injured") for how in ("best", "low", "high")]
VOICES = ["claimed_by", "acknowledged_by", "alleged_by", "denied_by"]
EVENT_KEYS = {
    *("event_id", "event_type", "actor", "target", "status", "weapons", "codename", "evidence"),
    *("date_start", "date_end", "date_precision", "date_text"),
    *("place", "place_relation", "admin1", "country", "where_precision", "latitude", "longitude"),
    *("killed_civilians", "killed_children", *COUNTS, *VOICES),
}
WORDS = range(80, 451)
SPAN_DAYS = {1: range(1, 2), 2: range(2, 7), 3: range(2, 11), 4: range(7, 32), 5: range(7, 367)}
"""Days of a closed range that go with each date_precision."""

OLDEST_DAYS = 366


def shape(gold: dict[str, Any], number: str, part: str) -> list[str]:
    """Say what is wrong with the keys and the numbering of one coding."""
    faults = []
    if set(gold) != REPORT_KEYS:
        faults.append(f"keys {sorted(set(gold) ^ REPORT_KEYS)}")
    if gold["split"] != part or int(number) % 2 != SPLITS[part]:
        faults.append("split, folder and parity disagree")
    for at, event in enumerate(gold["events"], 1):
        if set(event) - {"also"} != EVENT_KEYS:
            faults.append(f"event {at}: keys {sorted((set(event) - {'also'}) ^ EVENT_KEYS)}")
        if event["event_id"] != f"{number}-{at}":
            faults.append(f"event {at}: event_id {event['event_id']}")
    return faults


def words(event: dict[str, Any], text: str) -> list[str]:
    """Say which quoted words are not in the text, and which terms are not the frame's."""
    faults = []
    if event["evidence"] not in text:
        faults.append("evidence is not in the text")
    if event["date_text"] and event["date_text"] not in text:
        faults.append(f"date_text {event['date_text']!r} is not in the text")
    faults += [
        f"place {place!r} is not in the text"
        for place in (event["place"] or "").split("; ")
        if place not in text
    ]
    terms = {
        "event_type": EVENT_TYPES,
        "place_relation": PLACE_RELATIONS,
        "status": STATUSES,
    }
    faults += [f"{key} {event[key]!r}" for key, known in terms.items() if event[key] not in known]
    return faults


def elsewhere(gold: dict[str, Any], text: str) -> list[str]:
    """Say which places without an event are not in the text or have one after all."""
    named = {place for event in gold["events"] for place in (event["place"] or "").split("; ")}
    faults = []
    for place in gold["non_event_places"]:
        if place.casefold() not in text.casefold():
            faults.append(f"non-event place {place!r} is not in the text")
        if place in named:
            faults.append(f"{place!r} has an event")
    return faults


def dates(event: dict[str, Any], published: dt.date) -> list[str]:
    """Say what is wrong with an event's days."""
    start, end = (
        dt.date.fromisoformat(event[key]) if event[key] else None
        for key in ("date_start", "date_end")
    )
    faults = []
    if end and (end > published or (published - end).days > OLDEST_DAYS):
        faults.append(f"ends on {end}, published on {published}")
    if start is None or end is None:
        return faults + ([] if event["date_precision"] == 5 else ["open range, precision not 5"])
    days = (end - start).days + 1
    if days not in SPAN_DAYS[event["date_precision"]]:
        faults.append(f"{days} days with date_precision {event['date_precision']}")
    return faults


def counts(event: dict[str, Any]) -> list[str]:
    """Say which counts of people are out of order."""
    faults = []
    for what in ("killed", "injured"):
        best, low, high = (event[f"{what}_{how}"] for how in ("best", "low", "high"))
        known = [n for n in (low, best, high) if n is not None]
        if known != sorted(known) or (best is None) != (low is None):
            faults.append(f"{what} {low}, {best}, {high}")
    most = event["killed_high"] if event["killed_high"] is not None else float("inf")
    parts = [event[key] for key in ("killed_civilians", "killed_children") if event[key]]
    if any(part > most for part in parts):
        faults.append(f"killed {most}, of them {parts}")
    return faults


def voices(event: dict[str, Any]) -> list[str]:
    """Say where the status and those who speak disagree."""
    needed = {
        "claimed": "claimed_by",
        "acknowledged": "acknowledged_by",
        "alleged": "alleged_by",
        "contested": "denied_by",
    }
    said = needed.get(event["status"])
    if said is None:
        return [f"reported, yet {voice}" for voice in VOICES if event[voice]]
    return [] if event[said] else [f"{event['status']} without {said}"]


def names(event: dict[str, Any], row: int) -> bool:
    """Whether a unit is the coded country's, if any, and bears one of the coded names."""
    unit = units()[row]
    known = {name.casefold() for name in [unit.name, *unit.names.split("|")]}
    coded = [event["admin1"], *event.get("also", {}).get("admin1", [])]
    own = event["country"] in {None, unit.country, unit.country_de_facto}
    return own and any(name and name.casefold() in known for name in coded)


def place(event: dict[str, Any]) -> list[str]:
    """Say where point, precision, country and first-level unit disagree."""
    exact = event["where_precision"] <= 2
    point = (event["longitude"], event["latitude"])
    if exact != (None not in point) or exact != any(part is not None for part in point):
        return [f"where_precision {event['where_precision']} with point {point}"]
    if event["where_precision"] in {6, 7} and event["admin1"]:
        return [f"where_precision {event['where_precision']} with admin1"]
    if event["where_precision"] in {3, 4, 6} and not event["country"]:
        return ["no country"]
    if exact:
        near = locate(np.array([point]))[0]
        rows = [row for row, _ in near]
    else:
        rows = [unit.row for unit in units()]
    if (exact or event["admin1"]) and not any(names(event, r) for r in rows):
        here = [units()[row].name for row in rows] if exact else event["country"]
        return [f"admin1 {event['admin1']!r} is not in {here}"]
    return []


def check(folder: Path, part: str) -> list[str]:
    """Check one report and its coding.

    Parameters
    ----------
    folder
        Holds report.txt and gold.json.
    part
        ``tune`` or ``held``.

    Returns
    -------
    list of str
        What is wrong; empty when nothing is.
    """
    text = (folder / "report.txt").read_text(encoding="utf-8")
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    faults = shape(gold, folder.name, part)
    if len(text.split()) not in WORDS:
        faults.append(f"{len(text.split())} words")
    faults += elsewhere(gold, text)
    published = dt.date.fromisoformat(gold["published"])
    for event in gold["events"]:
        found = [
            *words(event, text),
            *dates(event, published),
            *counts(event),
            *voices(event),
            *place(event),
        ]
        faults += [f"{event['event_id']}: {fault}" for fault in found]
    return [f"{part}/{folder.name}: {fault}" for fault in faults]


def self_score(scorer: Path, part: Path) -> float:
    """Score the codings of one part against themselves."""
    with tempfile.TemporaryDirectory() as made:
        run = [sys.executable, str(scorer), str(part)]
        subprocess.run([*run, "--write-gold-as-pred", made], check=True)
        result = Path(made) / "score.json"
        subprocess.run([*run, made, "--json", str(result)], check=True, stdout=subprocess.DEVNULL)
        return float(json.loads(result.read_text(encoding="utf-8"))["event_and_place_F1"])


def main() -> int:
    """Check every report of both parts; print what is wrong and how many there are."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scorer", type=Path, help="score_reports.py, for the self-test")
    options = parser.parse_args()
    faults: list[str] = []
    for part in SPLITS:
        folders = sorted(file.parent for file in (HERE / part).glob("*/gold.json"))
        faults += [fault for folder in folders for fault in check(folder, part)]
        golds = [json.loads((f / "gold.json").read_text(encoding="utf-8")) for f in folders]
        events = sum(len(gold["events"]) for gold in golds)
        without = sum(not gold["events"] for gold in golds)
        print(f"{part}: {len(folders)} reports, {events} events, {without} without events")
        if options.scorer and (score := self_score(options.scorer, HERE / part)) < 1:
            faults.append(f"{part}: scores {score:.3f} against itself")
    print("\n".join(faults) or "no faults")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
