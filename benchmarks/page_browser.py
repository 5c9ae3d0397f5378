"""How a page of events behaves in a headless Chromium: one number for each promise.

    python benchmarks/page_browser.py PAGE.html [RUNS]

Prints, as JSON, medians over RUNS (default 3) fresh browsers: milliseconds from navigation to the
first paint and until the map can be used, of a frame while dragging (95th percentile) and zooming
(the worst), of a filter by time until the map is painted and until list and legend have followed,
of a frame while a window of time is dragged (95th percentile), of a search in all texts (at once
on a page that has just opened; a second after that; the first of a reader who has looked at the map
for some seconds; the next), of opening a card; and the renderer's memory in MB.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-extensions"]
FRAMES = """() => { window.frames_ = []; let last = performance.now();
    const tick = (now) => { frames_.push(now - last); last = now; requestAnimationFrame(tick); };
    requestAnimationFrame(tick); }"""
PAINTED = """() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"""
TIMED = f"""async (change) => {{ const from = performance.now(); await eval(change);
    await ({PAINTED})(); return performance.now() - from; }}"""
# What a page does once its picture is on the screen is not waited for: asked for first, done first.
PICTURED = f"""async (change) => {{ const from = performance.now(); const painted = ({PAINTED})();
    eval(change); await painted; return performance.now() - from; }}"""
# List and legend follow with the next picture.
FOLLOWED = """async (change) => { const from = performance.now(); await eval(change);
    for (let picture = 0; picture < 2; picture += 1)
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return performance.now() - from; }"""


def opened(browser: Browser, path: Path) -> Page:
    """A fresh page, as soon as it can be used."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, bypass_csp=True, reduced_motion="no-preference"
    )
    page = context.new_page()
    page.goto(path.as_uri(), wait_until="commit", timeout=120_000)
    page.wait_for_function("document.documentElement.dataset.ready === 'true'", timeout=120_000)
    return page


def searched(browser: Browser, path: Path, *, after: int) -> float:
    """A search so many milliseconds after the map can be used, while the file may still be read."""
    page = opened(browser, path)
    page.wait_for_timeout(after)
    found = page.evaluate(TIMED, "conflictmap.filter({text: 'gato'}) && conflictmap.settled()")
    page.context.close()
    return float(found)


def measured(browser: Browser, path: Path) -> dict[str, float]:
    """One fresh page, from navigation to the last popup."""
    page = opened(browser, path)
    found = {"interactive": page.evaluate("performance.now()")}
    found["first_paint"] = page.evaluate(
        "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
    )
    page.wait_for_timeout(500)
    found["pan_p95"] = dragged(page)
    found["zoom_worst"] = zoomed(page)
    for name, change in (
        ("time_filter", "conflictmap.filter({from: '2014-01-01', to: '2018-06-30'})"),
        ("type_filter", "conflictmap.filter({type: ['shelling']})"),
        ("search_first", "conflictmap.filter({text: 'gato'}) && conflictmap.settled()"),
        ("search_again", "conflictmap.filter({text: 'mera'}) && conflictmap.settled()"),
    ):
        found[name] = page.evaluate(TIMED if "text" in change else PICTURED, change)
        page.evaluate("conflictmap.reset()")
        page.wait_for_timeout(200)
    found["time_filter_all"] = page.evaluate(
        FOLLOWED, "conflictmap.filter({from: '2013-01-01', to: '2017-06-30'})"
    )
    page.evaluate("conflictmap.reset()")
    page.wait_for_timeout(200)
    found["brush_p95"] = brushed(page)
    ids = page.evaluate("conflictmap.drawn().map((one) => one.event_id).slice(0, 9)")
    cards = [page.evaluate(TIMED, f"conflictmap.select({json.dumps(one)})") for one in ids]
    found["popup"] = statistics.median(cards)
    found["memory_mb"] = renderer_memory(browser)
    page.context.close()
    return found


def dragged(page: Page) -> float:
    """The 95th percentile of the frames while the map is dragged about."""
    page.mouse.move(800, 400)
    page.evaluate(FRAMES)
    page.mouse.down()
    for step in range(120):
        page.mouse.move(800 - 6 * (step % 60), 400 + 3 * (step % 40))
        page.wait_for_timeout(8)
    frames = page.evaluate("frames_.slice(1)")
    page.mouse.up()
    return statistics.quantiles(frames, n=20)[18]


def brushed(page: Page) -> float:
    """The 95th percentile of the frames while a window of time is dragged along."""
    page.evaluate("conflictmap.filter({from: '2011-01-01', to: '2012-06-30'})")
    page.wait_for_timeout(600)
    box = page.locator(".time-window").bounding_box()
    if not box:
        return 0.0
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate("frames_.length = 0")
    for step in range(120):
        page.mouse.move(x + 2 * step, y)
        page.wait_for_timeout(8)
    frames = page.evaluate("frames_.slice(1)")
    page.mouse.up()
    page.evaluate("conflictmap.reset()")
    page.wait_for_timeout(400)
    return statistics.quantiles(frames, n=20)[18]


def zoomed(page: Page) -> float:
    """The worst frame while the map is zoomed in and out, animated as for a reader."""
    nearer, farther = (
        page.get_by_role("button", name=name, exact=True).bounding_box()
        for name in ("Zoom in", "Zoom out")
    )
    # Finding the buttons asks the page for the names of all its elements: that is done by now.
    page.evaluate("frames_.length = 0")
    for box in (nearer, nearer, nearer, farther, farther, farther):
        if box:
            page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_timeout(600)
    return max(page.evaluate("frames_.slice(1)"))


def renderer_memory(browser: Browser) -> float:
    """Resident memory of the largest process that belongs to this browser."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    renderers = [one["id"] for one in processes if one["type"] == "renderer"]
    return max(_private(pid) for pid in renderers)


def _private(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    kept = {line.split(":")[0]: line.split()[1] for line in lines[1:]}
    return (int(kept["Private_Clean"]) + int(kept["Private_Dirty"])) / 1024


def main(arguments: list[str]) -> None:
    """Measure a page; print what was found."""
    path = Path(arguments[0]).resolve()
    runs = int(arguments[1]) if len(arguments) > 1 else 3
    found = []
    with sync_playwright() as playwright:
        for _ in range(runs):
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            found.append(measured(browser, path))
            browser.close()
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            found[-1]["search_at_once"] = searched(browser, path, after=0)
            browser.close()
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            found[-1]["search_soon"] = searched(browser, path, after=1000)
            browser.close()
    medians = {name: round(statistics.median(run[name] for run in found), 1) for name in found[0]}
    print(json.dumps({"page": path.name, "mb": round(path.stat().st_size / 1e6, 2)} | medians))


if __name__ == "__main__":
    main(sys.argv[1:])
