"""Broken files of every kind that is read: none may end in a traceback, or without an end.

    python benchmarks/fuzz.py [INPUTS] [--first N] [--jobs 2] [--only csv,kml]

Each input is a sound file of some kind with bytes flipped, pieces cut, doubled or swapped with
another file's, and words put in that break parsers. It goes as far as a user's file would: a table
through read, geocode and join, a report to events, boundaries to units, a dump into the gazetteer,
a declaration and a page to their data. What a person must be told (ConflictmapError) is right;
any other exception, a process that dies, or one that takes more than a minute or 6 GB is a fault.
Input N is the same on every machine, so that `--first N` with INPUTS = 1 shows a fault again.
"""

from __future__ import annotations

import argparse
import collections
import functools
import os
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import traceback
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import docx
import geopandas as gpd
import pyogrio
import shapely
from conflictmap.geo import learning, pages

import conflictmap as cm

ROOT = Path(__file__).parents[1]
BATCH = 250
SECONDS = 60
MEMORY = 6 * 1024**3
TABLE = (
    "event_id,event_type,date_start,date_end,actor,place,admin1,country,where_precision,latitude,"
    "longitude,killed_best,status,notes\n"
    "a,air_strike,2024-01-16,2024-01-16,Iran,Panjgur,Balochistan,Pakistan,2,,,2,alleged,one\n"
    'b,shelling,2024-01-17,,,"North Rakhine state",,Myanmar,4,,,,reported,"two, three"\n'
    "c,armed_clash,2024-01-18,2024-01-20,A; B,Aleppo-Damascus highway,,SYR,5,,,0,,\n"
    "d,other,2024-02-01,2024-02-01,,Rask,,IRN,1,26.23,61.39,,claimed,=1+1\n"
)
REPORT = (
    "QUETTA, 18 January 2024 - Two people were killed and three wounded when a drone hit a house "
    "near Panjgur on Wednesday, police said.\n\nThe army denied that it had struck the town. A day "
    "earlier, gunmen ambushed a convoy 20 km north of Turbat; at least seven soldiers died.\n"
)
DUMP = (
    "900001\tTown\tTown\tStadt,بلدة\t15.35\t44.2\tP\tPPL\tYE\t\t16\t\t\t\t1200\t\t2200\tAsia/Aden\t"
    "2024-01-01\n900002\tWadi\tWadi\t\t15.5\t44.4\tH\tWAD\tYE\t\t16\t\t\t\t0\t\t2000\tAsia/Aden\t"
    "2024-01-01\n"
)
DECLARED = (
    'title = "A map"\nevents = "table.csv"\nlanguage = "en"\n[[protect]]\ntype = "air_strike"\n'
    'generalise = "admin1"\n[[story]]\ntitle = "One"\ntext = "What"\nfrom = 2024-01-16\n'
)
WORDS = [
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b"'", b",", b";", b"\t", b"\n", b"\r", b"|",
    b"1e309", b"-1", b"NaN", b"inf", b"-0.0", b"99999999999999999999", b"2024-13-45", b"0000-00-00",
    b"9999-12-31", b"(", b"[" * 400, b"{" * 400, b"</script>", b"{{7*7}}", b"<!--", b"]]>", b"%s",
    "\u202e".encode(), "\ud55c\uae00".encode(), "\u0301".encode(), b"\xf0\x9f", b"<a>" * 300,
    b"&lt;", b"&a;", b"\\u0000", b"\\ud800", b"null", b"true", b"#adm1+name", b"A" * 5000, b"0x1F",
]  # fmt: skip
WORD = re.compile(rb"[\w.+-]+|(?<=[,;\t])(?=[,;\t\n])")


def samples(folder: Path) -> None:
    """Write a sound file of every kind."""
    (folder / "table.csv").write_text(TABLE, encoding="utf-8")
    made = [f"table{suffix}" for suffix in (".geojson", ".gpkg", ".kml", ".parquet")]
    exports = [word for name in [*made, "report.pdf"] for word in ("--export", str(folder / name))]
    words = [str(folder / "table.csv"), "-qo", str(folder / "page.page.html"), *exports]
    subprocess.run([sys.executable, str(ROOT / "build_map.py"), *words], check=True)
    frame = gpd.read_file(folder / "table.geojson").drop(columns="geometry").astype(str)
    frame.to_csv(folder / "table.tsv", sep="\t", index=False)
    for driver in ("XLSX", "ODS"):
        name = folder / f"table.{driver.lower()}"
        pyogrio.write_dataframe(frame, name, driver=driver)
    (folder / "dump.dump.txt").write_text(DUMP, encoding="utf-8")
    (folder / "declared.toml").write_text(DECLARED, encoding="utf-8")
    squares = [shapely.box(44, 15, 45, 16), shapely.box(45, 15, 46, 16)]
    columns = {"ADM0_EN": ["Yemen"] * 2, "ADM1_EN": ["One", "Two"], "ADM1_PCODE": ["Y1", "Y2"]}
    units = gpd.GeoDataFrame(columns, geometry=squares, crs=4326)
    for suffix in ("geojson", "gpkg", "parquet"):
        name = folder / f"units.units.{suffix}"
        units.to_parquet(name) if suffix == "parquet" else units.to_file(name)
    reports(folder)


def reports(folder: Path) -> None:
    """Write the report as text, as a page, as .docx and as .pdf."""
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    parts = "".join(f"<p>{part}</p>" for part in REPORT.split("\n\n"))
    (folder / "report.html").write_text(f"<title>T</title><article>{parts}</article>")
    document = docx.Document()
    document.add_paragraph(REPORT)
    document.save(str(folder / "report.docx"))


def reworded(content: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """Put other words and numbers in the places of some, so that the form still holds."""
    spans = [found.span() for found in WORD.finditer(content)]
    pool = WORD.findall(chance.choice(others)) or WORDS
    chosen = sorted(
        chance.sample(spans, min(len(spans), chance.choice((1, 2, 3, 8)))), reverse=True
    )
    out = bytearray(content)
    for start, stop in chosen:
        out[start:stop] = chance.choice(pool if chance.random() < 0.5 else WORDS)
    return bytes(out)


def broken(content: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """Break a file in some ways at once."""
    if chance.random() < 0.5:
        return reworded(content, others, chance)
    out = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 3, 5, 12))):
        if not out:
            break
        at = chance.randrange(len(out))
        to = min(len(out), at + chance.choice((1, 2, 8, 60, 500)))
        way = chance.randrange(7)
        if way == 0:
            out[at] = chance.randrange(256)
        elif way == 1:
            del out[at:to]
        elif way == 2:
            out[at:at] = out[at:to] * chance.choice((1, 2, 40))
        elif way == 3:
            out[at:to] = chance.choice(WORDS)
        elif way == 4:
            out[at:at] = chance.choice(WORDS)
        elif way == 5:
            del out[at:]
        else:
            other = chance.choice(others)
            start = chance.randrange(len(other))
            out[at:to] = other[start : start + chance.choice((4, 40, 400))]
    return bytes(out)


def take(path: Path) -> None:
    """Hand a file to what a user would hand it to."""
    kinds = path.suffixes
    if ".page" in kinds:
        pages.page_events(pages.read_page(path))
    elif ".units" in kinds:
        cm.read_boundaries([path])
    elif ".dump" in kinds:
        learning.learn([path])
    elif path.suffix == ".toml":
        cm.read_declaration(path)
    elif path.stem.startswith("report"):
        cm.read_report(path)
    else:
        cm.join_provinces(cm.geocode(cm.read_events(path, bad_rows="set_aside")))


def _late(*_: Any) -> None:
    msg = f"took more than {SECONDS} s"
    raise TimeoutError(msg)


def batch(folder: Path, numbers: range, only: set[str]) -> None:
    """Run some inputs in this process and print what went wrong."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGALRM, _late)
    files = sorted(path for path in folder.iterdir() if path.is_file())
    contents = [path.read_bytes() for path in files]
    chosen = [n for n, path in enumerate(files) if not only or path.suffix[1:] in only]
    tally: collections.Counter[str] = collections.Counter()
    with tempfile.TemporaryDirectory() as own:
        os.environ["CONFLICTMAP_DATA"] = str(Path(own) / "data")
        for number in numbers:
            chance = random.Random(number)  # noqa: S311 - examples, no secrets
            which = chance.choice(chosen)
            path = Path(own) / files[which].name
            path.write_bytes(broken(contents[which], contents, chance))
            print(f"at {number} {files[which].name}", flush=True)
            signal.alarm(SECONDS)
            try:
                take(path)
            except cm.ConflictmapError:
                tally["told"] += 1
            except Exception:  # noqa: BLE001 - this is what is looked for
                print(f"FAULT {number} {files[which].name}\n{traceback.format_exc()}", flush=True)
                tally["fault"] += 1
            else:
                tally["read"] += 1
            signal.alarm(0)
    print("tally", *(f"{name}={count}" for name, count in sorted(tally.items())), flush=True)


def run(folder: Path, first: int, count: int, only: str) -> tuple[str, list[str]]:
    """Run a batch in a process of its own; returns its tally and what went wrong."""
    words = [sys.executable, __file__, str(count), "--first", str(first), "--only", only]
    done = subprocess.run(
        [*words, "--inside", str(folder)], capture_output=True, text=True, check=False,
        errors="replace",
    )  # fmt: skip
    lines = done.stdout.splitlines()
    faults = done.stdout.split("FAULT ")[1:]
    if done.returncode:
        last = next((line for line in reversed(lines) if line.startswith("at ")), "at the start")
        faults.append(f"died with {done.returncode} {last}\n{done.stderr[-2000:]}")
    tally = next((line for line in lines if line.startswith("tally")), "tally died=1")
    return tally, [fault.split("\nat ")[0] for fault in faults]


def main() -> None:
    """Run them all and print the tally and each fault."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("inputs", type=int, nargs="?", default=2000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--only", default="", help="suffixes, separated by commas")
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    warnings.simplefilter("ignore")
    if args.inside:
        only = set(filter(None, args.only.split(",")))
        batch(args.inside, range(args.first, args.first + args.inputs), only)
        return
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(args.jobs) as pool:
        samples(Path(name))
        starts = range(args.first, args.first + args.inputs, BATCH)
        sizes = [min(BATCH, args.first + args.inputs - start) for start in starts]
        one = functools.partial(run, Path(name), only=args.only)
        total: collections.Counter[str] = collections.Counter()
        for tally, faults in pool.map(one, starts, sizes):
            for fault in faults:
                print(f"FAULT {fault}\n", flush=True)
            for pair in tally.split()[1:]:
                word, _, number = pair.partition("=")
                total[word] += int(number)
    print(dict(sorted(total.items())))
    sys.exit(1 if total["fault"] + total["died"] else 0)


if __name__ == "__main__":
    main()
