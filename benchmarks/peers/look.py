"""One page in a fresh headless Chromium: when it is drawn, how it drags, filters and answers."""

from __future__ import annotations

import json
import statistics
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from page_browser import CHROMIUM, PAINTED, TIMED, dragged, renderer_memory
from playwright.sync_api import sync_playwright

from peers.assets import answer
from peers.tools import TOOLS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from peers.tools import Tool

CANVAS = ["--no-sandbox", "--disable-extensions", "--disable-gpu"]
WEBGL = [
    "--no-sandbox", "--disable-extensions", "--use-gl=angle", "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist",
]  # fmt: skip
COUNTED = """(() => { let frame = 0; window.drawnGl = 0;
    const clear = () => { frame = 0; requestAnimationFrame(clear); }; requestAnimationFrame(clear);
    const count = (number) => { frame += number; window.drawnGl = Math.max(drawnGl, frame); };
    const wrap = (owner, name, many) => { const was = owner && owner[name]; if (!was) return;
        owner[name] = function (...said) { count(many(said)); return was.apply(this, said); }; };
    for (const owner of [window.WebGLRenderingContext?.prototype,
        window.WebGL2RenderingContext?.prototype]) {
        wrap(owner, 'drawArrays', (said) => said[2]);
        wrap(owner, 'drawElements', (said) => said[1]);
        wrap(owner, 'drawArraysInstanced', (said) => said[3]);
        wrap(owner, 'drawElementsInstanced', (said) => said[4]); } })();"""
"""Counts, before any script of the page runs, the vertices or instances drawn in one frame."""


def looked(browser: Browser, tool: Tool, page: Page, path: Path, rows: int) -> dict[str, float]:
    """Open the page, wait until its events are drawn, use it."""
    page.goto(path.as_uri(), wait_until="commit", timeout=0)
    page.wait_for_function(tool.ready.replace("ROWS", str(rows)), polling=50, timeout=0)
    page.evaluate(PAINTED)
    found = {"interactive_ms": page.evaluate("performance.now()")}
    page.wait_for_timeout(500)
    found["pan_p95_ms"] = dragged(page)
    if tool.filtered:
        found["filter_ms"] = page.evaluate(TIMED, tool.filtered)
        page.evaluate("conflictmap.reset()")
        page.wait_for_timeout(300)
    if tool.opened:
        cards = [page.evaluate(TIMED, f"(() => {{ {tool.opened} }})()") for _ in range(5)]
        found["popup_ms"] = statistics.median(cards)
    found["memory_mb"] = renderer_memory(browser)
    return found


def main() -> None:
    """``python -m peers.look TOOL PAGE ROWS ASSETS [PICTURE]``: print what was found, as JSON."""
    name, path, rows, folder = sys.argv[1:5]
    tool = TOOLS[name]
    served: dict[str, int] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=WEBGL if tool.gl else CANVAS
        )
        context = browser.new_context(viewport={"width": 1280, "height": 800}, bypass_csp=True)
        context.add_init_script(COUNTED)
        page = context.new_page()
        page.route("**/*", partial(answer, folder=Path(folder), served=served))
        page.on("pageerror", lambda error: served.update({f"error {str(error)[:120]}": 0}))
        found = looked(browser, tool, page, Path(path).resolve(), int(rows))
        if sys.argv[5:]:
            page.screenshot(path=sys.argv[5])
        browser.close()
    print(json.dumps(found | {"assets_mb": sum(served.values()) / 1e6, "served": sorted(served)}))


if __name__ == "__main__":
    main()
