"""The palette by numbers: contrast on land, sea and paper, and what colour-blind readers see."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import numpy as np
import pytest

LAYERS = Path(__file__).parents[1] / "layers"
STYLE = (LAYERS / "page.css").read_text(encoding="utf-8")
ACTORS = [f"actor-{number}" for number in range(7)]
NEUTRAL = ["actor-other", "actor-unknown"]
GROUNDS = ["land", "sea", "surface"]
# Dichromats' sight, linear RGB: Machado, Oliveira and Fernandes 2009, severity 1.
SIGHT = {
    "normal": np.eye(3),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
         [-0.011820, 0.042940, 0.968881]]
    ),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
         [-0.003882, -0.048116, 1.051998]]
    ),
}  # fmt: skip


def colours(theme, contrast="usual"):
    """Colours by name; those for more contrast stand last and come before the usual ones."""
    pairs = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", STYLE)
    pairs = pairs if contrast == "more" else pairs[::-1]
    return {name: (light, dark)[theme == "dark"] for name, light, dark in pairs}


def linear(text):
    value = np.array([int(text[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def ratio(one, other):
    low, high = sorted(float(linear(text) @ [0.2126, 0.7152, 0.0722]) for text in (one, other))
    return (high + 0.05) / (low + 0.05)


def oklab(value):
    cone = np.cbrt(
        np.array(
            [[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
             [0.0883024619, 0.2817188376, 0.6299787005]]
        )
        @ np.clip(value, 0, 1)
    )  # fmt: skip
    return (
        np.array(
            [[0.2104542553, 0.7936177850, -0.0040720468],
             [1.9779984951, -2.4285922050, 0.4505937099],
             [0.0259040371, 0.7827717662, -0.8086757660]]
        )
        @ cone
    )  # fmt: skip


@pytest.mark.parametrize("contrast", ["usual", "more"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_marks_stand_out_on_land_sea_and_paper(theme, contrast):
    known = colours(theme, contrast)
    for actor, ground in itertools.product(ACTORS + NEUTRAL, GROUNDS):
        assert ratio(known[actor], known[ground]) >= 3, (actor, ground)


@pytest.mark.parametrize("contrast", ["usual", "more"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_is_readable(theme, contrast):
    known = colours(theme, contrast)
    least = {"usual": 4.5, "more": 7}[contrast]
    papers = ["surface", "raised", "sunken"]
    for ink, paper in itertools.product(["ink", "ink-2", "accent", "warn"], papers):
        assert ratio(known[ink], known[paper]) >= (least if ink.startswith("ink") else 4.5), (
            ink,
            paper,
        )
    for name in ("name-country", "name-province", "name-town", "ink"):
        assert ratio(known[name], known["land"]) >= least, name
    for name in ("name-sea", "ink", "ink-2"):
        assert ratio(known[name], known["sea"]) >= least, name


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("sight", SIGHT)
def test_actors_differ_for_every_eye(theme, sight):
    known = colours(theme)
    seen = {actor: oklab(SIGHT[sight] @ linear(known[actor])) for actor in ACTORS}
    for one, other in itertools.combinations(ACTORS, 2):
        # 0.02 is just noticeable side by side; three times that is told apart at a glance.
        assert np.linalg.norm(seen[one] - seen[other]) >= 0.06, (one, other)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_shades_of_provinces_are_told_apart_by_lightness_alone(theme):
    style = (LAYERS / "choropleth.css").read_text(encoding="utf-8")
    known = colours(theme) | {
        name: (light, dark)[theme == "dark"]
        for name, light, dark in re.findall(r"--(shade): light-dark\((#\w{6}), (#\w{6})\)", style)
    }
    mixed = re.findall(r"--shade-\d: color-mix\(in oklab, .*?(\d+)%", style)
    parts = [int(part) / 100 for part in mixed]
    land, shade = (oklab(linear(known[name]))[0] for name in ("land", "shade"))
    lightness = [land, *(part * shade + (1 - part) * land for part in parts)]
    assert len(lightness) == 6
    steps = np.diff(lightness) if theme == "dark" else -np.diff(lightness)
    assert (steps >= 0.05).all()  # 0.02 is just noticeable side by side
