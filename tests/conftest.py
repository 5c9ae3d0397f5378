"""Fixtures shared by the tests: a browser with its network cut, and watched pages."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import chromium as chromium_finder
import js_coverage
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from playwright.sync_api import Browser, Page

with suppress(ModuleNotFoundError):  # the smoke of an installed wheel needs no hypothesis
    from hypothesis import settings

    # No deadline, for machines are noisy; the same examples each time, for CI is no lottery.
    settings.register_profile("tests", deadline=None, derandomize=True)
    settings.load_profile("tests")

# No test, and no program that a test starts, reads what the person at the keyboard has taught
# the gazetteer: the data folder is another one, from before anything is imported.
os.environ["CONFLICTMAP_DATA"] = tempfile.mkdtemp(prefix="conflictmap-tests-")
atexit.register(shutil.rmtree, os.environ["CONFLICTMAP_DATA"], ignore_errors=True)

ROOT = Path(__file__).parents[1]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    *js_coverage.ARGUMENTS,
]


@dataclass
class Watched:
    """A page in the browser, and what it did that it should not have done."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """Everything a clean page must not show."""
        return self.requests + self.errors + self.dialogs


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium; its absence fails in CI and skips elsewhere only if none can be installed."""
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        try:
            path = chromium_finder.find(playwright)
        except chromium_finder.NoChromium as error:
            if os.environ.get("CI") == "true":
                pytest.fail(f"no Chromium: {error}")
            pytest.skip(f"no Chromium: {error}")
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Watched]]:
    """Open a file with every request blocked and counted: ``open_page(path, width=1280, ...)``.

    ``allowed`` names files beside it that it may ask for, such as the page in its frame.
    """
    with ExitStack() as stack:

        def open_(
            path: Path | str,
            *,
            width: int = 1280,
            height: int = 800,
            scheme: str = "light",
            ready: bool = True,
            allowed: Sequence[str] = (),
            **options: object,
        ) -> Watched:
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme, **options
            )
            stack.callback(context.close)
            url = Path(path).resolve().as_uri()
            own = {url, *(Path(path).resolve().with_name(name).as_uri() for name in allowed)}
            watched = Watched(context.new_page())
            stack.callback(js_coverage.record(watched.page))

            def route(route: object) -> None:
                if route.request.url.partition("#")[0] in own:  # type: ignore[attr-defined]
                    route.continue_()  # type: ignore[attr-defined]
                    return
                watched.requests.append(f"request: {route.request.url}")  # type: ignore[attr-defined]
                route.abort()  # type: ignore[attr-defined]

            context.route("**/*", route)
            watched.page.on(
                "console",
                lambda said: (
                    watched.errors.append(f"console: {said.text}")
                    if said.type in {"error", "warning"}
                    else None
                ),
            )
            watched.page.on("pageerror", lambda error: watched.errors.append(f"thrown: {error}"))
            watched.page.on(
                "dialog",
                lambda box: (watched.dialogs.append(f"dialog: {box.message}"), box.dismiss()),
            )
            watched.page.goto(url)
            if ready:
                watched.page.wait_for_function("document.documentElement.dataset.ready === 'true'")
            return watched

        yield open_
