"""Browser files that a page asks a host for, taken from npm packages into a temporary folder."""

from __future__ import annotations

import json
import re
import subprocess
import tarfile
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Route

NPM = re.compile(
    r"https://(?:cdn\.jsdelivr\.net/npm|unpkg\.com|esm\.sh)/((?:@[^/]+/)?[^/@]+)(?:@([^/]+))?/?(.*)"
)
ELSEWHERE = {
    r"https://code\.jquery\.com/jquery-([\d.]+)\.min\.js": ("jquery", "dist/jquery.min.js"),
    r"https://cdnjs\.cloudflare\.com/ajax/libs/leaflet\.markercluster/([\d.]+)/(.*)": (
        "leaflet.markercluster",
        "dist/{}",
    ),
    r"https://cdnjs\.cloudflare\.com/ajax/libs/require\.js/([\d.]+)/require\.min\.js": (
        "requirejs",
        "require.js",
    ),
}
TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json"}


def package_of(address: str) -> tuple[str, str, str] | None:
    """The npm package, its version and the file in it that an address means."""
    for pattern, (package, file) in ELSEWHERE.items():
        if found := re.fullmatch(pattern, address):
            return package, found[1], file.format(*found.groups()[1:])
    if found := NPM.fullmatch(unquote(address.partition("?")[0])):
        return found[1], found[2] or "latest", found[3]
    return None


def unpacked(package: str, version: str, folder: Path) -> Path:
    """The folder of a package, fetched with ``npm pack`` if it is not there yet."""
    place = folder / f"{package}@{version}".replace("/", "+").replace("^", "").replace("*", "x")
    if not place.exists():
        place.mkdir(parents=True)
        command = [
            "npm",
            "pack",
            f"{package}@{version}",
            "--json",
            "--pack-destination",
            str(place),
        ]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=100)
        file = place / json.loads(done.stdout)[0]["filename"].replace("@", "").replace("/", "-")
        with tarfile.open(file) as archive:
            archive.extractall(place, filter="data")
    return next(one for one in place.iterdir() if one.is_dir())


def answer(route: Route, folder: Path, served: dict[str, int]) -> None:
    """Answer a request of a page: with a package's file, or not at all, as without a network."""
    address = route.request.url
    if not address.startswith("http"):
        route.continue_()
        return
    meant = package_of(address)
    file = None
    if meant and meant[2]:
        try:
            file = unpacked(meant[0], meant[1], folder) / meant[2]
            file = file if file.suffix else file.with_name(file.name + ".js")
        except (subprocess.SubprocessError, StopIteration):
            served[f"no {meant[0]}@{meant[1]}"] = 0
    if file is None or not file.is_file():
        served[f"refused {address[:80]}"] = 0
        route.abort()
        return
    served[address] = file.stat().st_size
    headers = {"access-control-allow-origin": "*", "content-type": TYPES.get(file.suffix, "")}
    route.fulfill(body=file.read_bytes(), headers={k: v for k, v in headers.items() if v})
