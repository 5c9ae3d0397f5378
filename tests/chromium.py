"""Find a Chromium for the tests, or install one and say so."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")


class NoChromium(Exception):
    """No browser was found, and none could be installed."""


def find(playwright: Playwright) -> str:
    """Return the path of a Chromium: on PATH, Playwright's own, or installed now.

    Raises
    ------
    NoChromium
        If there is none, with every way that was tried.
    """
    path = _on_path() or _playwrights_own(playwright)
    if path:
        return path
    # Of several test processes one installs, and the others wait and find what it brought.
    with (Path(tempfile.gettempdir()) / "conflictmap-chromium.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _on_path() or _playwrights_own(playwright) or _install(playwright)


def _install(playwright: Playwright) -> str:
    tried = [f"no {', '.join(NAMES)} on PATH", "no Chromium of Playwright's own"]
    for command in _installers():
        print(f"tests: installing a Chromium with: {' '.join(command)}", file=sys.stderr)
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        path = _on_path() or _playwrights_own(playwright)
        if path:
            return path
        last = (done.stderr or done.stdout).strip().splitlines()[-1:]
        tried.append(f"{' '.join(command)}: {' '.join(last)}")
    raise NoChromium("; ".join(tried))


def _on_path() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


def _playwrights_own(playwright: Playwright) -> str | None:
    path = playwright.chromium.executable_path
    return path if path and Path(path).exists() else None


def _installers() -> list[list[str]]:
    """The commands that may bring a browser: Debian's package (as root), Playwright's download."""
    commands = []
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        commands.append(["sh", "-c", "apt-get update -qq && apt-get install -y -qq chromium"])
    commands.append([sys.executable, "-m", "playwright", "install", "chromium"])
    return commands
