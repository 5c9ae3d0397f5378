"""An invented table of located events, for measuring pages: the same rows for the same number."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

TYPES = ["air_strike", "drone_strike", "shelling", "armed_clash", "armed_attack", "bombing"]
STATUS = ["reported", "claimed", "alleged", "contested", "acknowledged"]
COUNTRIES = ["UKR", "SYR", "YEM", "SDN", "MMR", "AFG"]
LETTERS = np.array(list("aeiounrstlkmdgbz"))
SETTLEMENTS = 30_000
WORDS = 5_000
NOTE = 200  # characters


def invented(rows: int, *, notes: bool = True, seed: int = 7) -> gpd.GeoDataFrame:
    """Events around 30,000 settlements in six countries, each at a spot of its own.

    Words follow Zipf's law, so that a note is as hard to compress as prose without repetitions.
    """
    draw = np.random.default_rng(seed)
    centre = np.column_stack([draw.uniform(20, 60, 300), draw.uniform(5, 50, 300)])
    towns = centre[draw.integers(0, 300, SETTLEMENTS)] + draw.normal(0, 1.2, (SETTLEMENTS, 2))
    names = np.array([word.capitalize() for word in _words(draw, SETTLEMENTS)])
    place = np.minimum((draw.pareto(0.6, rows) * 40).astype(np.int64), 10**9) % SETTLEMENTS
    spot = np.round(towns[place] + draw.normal(0, 0.02, (rows, 2)), 5)
    days = draw.integers(0, 5_000, rows)
    start = np.datetime64("2010-01-01", "s") + days.astype("timedelta64[D]")
    killed = draw.geometric(0.25, rows) - 1
    frame = {
        "event_id": [f"X{number:07d}" for number in range(rows)],
        "event_type": np.array(TYPES)[draw.integers(0, 6, rows)],
        "date_start": start,
        "date_end": start + (draw.integers(0, 3, rows) // 2).astype("timedelta64[D]"),
        "actor": np.array([f"Armed group {n}" for n in range(40)])[
            np.minimum(draw.geometric(0.2, rows) - 1, 39)
        ],
        "place": names[place],
        "country": np.array(COUNTRIES)[place % 6],
        "where_precision": draw.integers(1, 3, rows),
        "latitude": spot[:, 1],
        "longitude": spot[:, 0],
        "killed_best": pd.array(np.where(draw.random(rows) < 0.3, -1, killed), "Int64"),
        "status": np.array(STATUS)[draw.integers(0, 5, rows)],
    }
    if notes:
        frame["notes"] = _notes(draw, rows)
    table = pd.DataFrame(frame)
    table["killed_best"] = table["killed_best"].where(table["killed_best"] >= 0)
    texts = [name for name in table if table[name].dtype == object or table[name].dtype == "str"]
    table = table.astype(dict.fromkeys(texts, "str"))
    return gpd.GeoDataFrame(table, geometry=gpd.points_from_xy(*spot.T), crs=4326)


def located(events: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The columns that geocoding and joining add, for events that bring their coordinates."""
    near = events["where_precision"] == 2
    return events.assign(
        geometry_role=pd.Series(np.where(near, "near", "point"), dtype="str"),
        uncertainty_km=pd.Series(np.where(near, 25.0, np.nan)),
        country_code=events["country"],
        province=events["country"] + "-" + events["place"].str[:1],
    )


def _words(draw: np.random.Generator, count: int) -> list[str]:
    lengths = draw.integers(3, 10, count)
    letters = LETTERS[draw.integers(0, len(LETTERS), int(lengths.sum()))]
    ends = np.cumsum(lengths)
    return ["".join(letters[end - size : end]) for end, size in zip(ends, lengths, strict=True)]


def _notes(draw: np.random.Generator, rows: int) -> list[str]:
    words = np.array(_words(draw, WORDS))
    weight = 1 / np.arange(1, WORDS + 1)
    drawn = draw.choice(WORDS, size=(rows, 33), p=weight / weight.sum())
    return [" ".join(line).capitalize()[: NOTE - 1] + "." for line in words[drawn]]
