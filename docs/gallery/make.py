"""Make the gallery: the invented tables, the maps, and their pictures.

Nothing in the tables happened. Towns and provinces are real, in countries at peace; what is said
of them is drawn at random, from one seed, so that the same rows come out each time.
"""

from __future__ import annotations

import random
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TYPES = ("armed_clash", "shelling", "drone_strike", "bombing", "air_strike", "abduction")
STATUS = ("reported", "claimed", "alleged", "acknowledged", "contested", "")
SIDES = ("Group A (invented)", "Group B (invented)", "Group C (invented)", "")
ARABIC = ("جماعة أ (مختلقة)", "جماعة ب (مختلقة)", "")
INVENTED = ("--title", "12,000 invented events")
VIEWS = {
    "story": (["maps/iran-pakistan-2024.toml"], ""),
    "many": (["docs/gallery/invented-many.csv", *INVENTED], ""),
    "rtl": (["docs/gallery/invented-rtl.toml"], ""),
    "choropleth": (
        ["docs/gallery/invented-many.csv", *INVENTED],
        "#view=-32.8/-56/6.75&shade=killed&from=2023-11-20&to=2023-11-30",
    ),
}
CUTS = {
    "near": ("story", "view=27.0/64.1/8&type=air_strike"),
    "area": ("story", "view=28.2/60.4/5.5&type=air_strike"),
    "point": ("story", "view=26.2/61.4/9&type=armed_attack"),
    "crowd": ("many", "view=-34.75/-56.1/7"),
}
"""The pictures of single symbols: which map, and where in it."""
SYMBOLS = ROOT / "docs" / "symbols"


def towns(*countries: str) -> pd.DataFrame:
    """The towns of some countries in the shipped gazetteer, with their names."""
    places = pd.read_parquet(ROOT / "data" / "reference" / "places.parquet")
    known = places["country"].isin(countries) & (places["population"] > 0)
    return places[known].sort_values(["population", "id"], ascending=[False, True])


def events(rows: int, *, countries: tuple[str, ...], sides: tuple[str, ...]) -> pd.DataFrame:
    """Invented events of a year; a fifth is known to the province only, few to no day."""
    draw = random.Random(7)  # noqa: S311 - invented, not secret
    known = towns(*countries)
    weights = (known["population"] ** 0.5).tolist()
    found = draw.choices(known.to_dict("records"), weights, k=rows)
    return pd.DataFrame([_event(draw, number, town, sides) for number, town in enumerate(found)])


def _event(
    draw: random.Random, number: int, town: dict[str, Any], sides: tuple[str, ...]
) -> dict[str, object]:
    day = np.datetime64("2023-01-01") + np.timedelta64(int(365 * draw.random() ** 0.7), "D")
    dated = draw.random() < 0.98
    area = draw.random() < 0.2
    killed = "" if draw.random() < 0.4 else min(int(draw.paretovariate(1.2)) - 1, 60)
    return {
        "event_id": f"invented-{number:05d}",
        "event_type": draw.choice(TYPES),
        "date_start": day if dated else "",
        "date_end": day + np.timedelta64(draw.choice((0, 0, 0, 2)), "D") if dated else "",
        "actor": draw.choice(sides),
        "place": town["name"],
        "country": town["country"],
        "where_precision": 4 if area else draw.choice((1, 1, 2)),
        "latitude": round(town["lat"] / 100_000 + draw.gauss(0, 0.05), 5),
        "longitude": round(town["lon"] / 100_000 + draw.gauss(0, 0.05), 5),
        "killed_best": killed,
        "status": draw.choice(STATUS),
        "notes": "Invented: this did not happen.",
    }


def write_tables(folder: Path) -> None:
    """Write the two invented tables."""
    many = events(12_000, countries=("URY", "PRY"), sides=SIDES)
    many.to_csv(folder / "invented-many.csv", index=False, lineterminator="\n")
    few = events(140, countries=("OMN",), sides=ARABIC)
    few = few.assign(notes="مختلق: لم يحدث هذا.")
    few.to_csv(folder / "invented-rtl.csv", index=False, lineterminator="\n")


@contextmanager
def browser() -> Iterator[Any]:
    """A Chromium without any network."""
    sys.path.insert(0, str(ROOT / "tests"))
    import chromium  # noqa: PLC0415
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium.find(playwright), args=["--no-sandbox", "--disable-gpu"]
        )
        yield opened
        opened.close()


def shoot(opened: Any, html: Path, hash_: str, picture: Path, *, width: int, height: int) -> None:
    """Take one picture of a map, and pack its colours so that it stays small."""
    page = opened.new_page(viewport={"width": width, "height": height})
    page.goto(html.resolve().as_uri() + hash_)
    page.wait_for_function("document.documentElement.dataset.ready === 'true'")
    page.wait_for_timeout(800)
    page.screenshot(path=picture)
    page.close()
    pack(picture)


def pack(picture: Path) -> None:
    """Keep 128 colours."""
    from PIL import Image  # noqa: PLC0415

    image = Image.open(picture).convert("RGB").quantize(128, dither=Image.Dither.NONE)
    image.save(picture, optimize=True)


def cut_symbols(opened: Any) -> None:
    """Cut the pictures of symbols, and the legend's, out of the maps."""
    for name, (shown, hash_) in CUTS.items():
        page = opened.new_page(viewport={"width": 1280, "height": 800})
        page.goto(f"{(HERE / f'{shown}.html').resolve().as_uri()}#{hash_}")
        page.wait_for_function("document.documentElement.dataset.ready === 'true'")
        page.wait_for_timeout(800)
        box = page.locator(".leaflet-container").bounding_box()
        left, top = box["x"] + box["width"] / 2 - 90, box["y"] + box["height"] / 2 - 60
        clip = {"x": left, "y": top, "width": 180, "height": 120}
        page.screenshot(path=SYMBOLS / f"{name}.png", clip=clip)
        if name == "crowd":
            page.locator(".legend").screenshot(path=SYMBOLS / "legend.png")
            pack(SYMBOLS / "legend.png")
        page.close()
        pack(SYMBOLS / f"{name}.png")


def main() -> None:
    """Tables, maps, pictures at 1280 pixels; at 375 they are shown beside, to be looked at."""
    write_tables(HERE)
    with browser() as opened:
        for name, (given, hash_) in VIEWS.items():
            html = HERE / f"{name}.html"
            words = [sys.executable, ROOT / "build_map.py", *given, "-qo", html]
            subprocess.run(words, cwd=ROOT, check=True)
            shoot(opened, html, hash_, HERE / f"{name}.png", width=1280, height=800)
            phone = html.with_name(f"{name}-375.png")
            shoot(opened, html, hash_, phone, width=375, height=740)
        cut_symbols(opened)


if __name__ == "__main__":
    main()
