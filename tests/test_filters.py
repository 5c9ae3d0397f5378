"""A thousand filters of the page against the same filters in pandas, row for row."""

from __future__ import annotations

import hashlib
import json
import random
import re
import subprocess
import unicodedata
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from conflictmap.layers import payload

FILTERED = Path(__file__).parent / "js" / "filtered.js"
ROWS, FILTERS = 10_000, 1_000
TYPES = ["air_strike", "shelling", "armed_clash", None]
STATUSES = ["acknowledged", "claimed", "alleged", "reported", "contested", None]
ROLES = ["point", "near", "area", "line", "none"]
ACTORS = ["Government of A", "Band B", "C; Band B", "Government of A; C; D", "حزب", None]
COUNTRIES = ["PAK", "IRN", "UKR", None]
PROVINCES = [("PK-BA", "Balochistan"), ("IR-11", "Sīstān va Balūchestān"), (None, "Nowhere"),
             ("UA-30", "Kyiv"), (None, None)]  # fmt: skip
PLACES = ["Panjgur", "Sarāvān", "راسك", "Київ", "Saint-Jean", "Świętokrzyskie", None]
WORDS = ["patrol", "Hospital", "мост", "اسپتال", "café", "route 12", "O’Neil"]
SEARCHED = ["place", "province", "country", "actor", "notes", "event_id"]
QUERIES = ["saravan", "راسک", "київ", "hospital", "café patrol", "sistan", "12", "E00", "zzz",
           "band b", "saint jean", "мост", "swietokrzyskie", "حزب hospital", "--"]  # fmt: skip
UNTIL = 1.0 / 6  # of the events have an open or unknown day at one end


@pytest.fixture(scope="module")
def events():
    """Invented events with every gap that real ones have, from 1890 to 2040."""
    draw = np.random.default_rng(11)

    def pick(values):
        return pd.array(np.array(values, dtype=object)[draw.integers(0, len(values), ROWS)], "str")

    start = np.datetime64("1890-01-01", "s") + draw.integers(0, 55_000, ROWS).astype("m8[D]")
    end = start + draw.choice([0, 0, 0, 1, 6, 29, 364], ROWS).astype("m8[D]")
    province = draw.integers(0, len(PROVINCES), ROWS)
    killed = pd.Series(draw.choice([-1, 0, 1, 2, 9, 10, 150], ROWS), dtype="Int64")
    notes = [" ".join(words) for words in np.array(WORDS)[draw.integers(0, len(WORDS), (ROWS, 2))]]
    return pd.DataFrame(
        {
            "event_id": [f"E{row:05d}" for row in range(ROWS)],
            "event_type": pick(TYPES),
            "status": pick(STATUSES),
            "geometry_role": pick(ROLES),
            "where_precision": pd.array(draw.integers(1, 8, ROWS), "Int64"),
            "actor": pick(ACTORS),
            "country": pick(COUNTRIES),
            "country_code": pick(COUNTRIES),
            "province_code": pd.array([PROVINCES[at][0] for at in province], "str"),
            "province": pd.array([PROVINCES[at][1] for at in province], "str"),
            "place": pick(PLACES),
            "killed_best": killed.where((killed >= 0) & (draw.random(ROWS) < 0.7)),
            "killed_low": killed.where(killed >= 0),
            "date_start": pd.Series(start).where(draw.random(ROWS) > UNTIL),
            "date_end": pd.Series(end).where(draw.random(ROWS) > UNTIL),
            "notes": pd.array(notes, "str"),
        }
    )


def random_filters():
    draw = random.Random(23)  # noqa: S311 - invented filters, the same each time

    def some(values):
        chosen = draw.sample(values, draw.randint(1, 2))
        return ["" if value is None else value for value in chosen]

    def day():
        return str(np.datetime64("1885-01-01") + np.timedelta64(draw.randrange(58_000), "D"))

    parts = {
        "type": lambda: some(TYPES),
        "status": lambda: some(STATUSES),
        "role": lambda: some(ROLES),
        "precision": lambda: some([1, 2, 3, 4, 5, 6, 7]),
        "actor": lambda: some(["Government of A", "Band B", "C", "D", "حزب", "nobody", None]),
        "country": lambda: some(COUNTRIES),
        "province": lambda: some(["PK-BA", "IR-11", "Nowhere", "UA-30", None]),
        "toll": lambda: some([0, 1, 10, 100, None]),
        "from": day,
        "to": day,
        "undated": lambda: draw.random() < 0.5,
        "text": lambda: draw.choice(QUERIES),
    }
    filters = [{}]
    while len(filters) < FILTERS:
        names = draw.sample(sorted(parts), draw.randint(1, 4))
        filters.append({name: parts[name]() for name in names})
    return filters


def fold(text):
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in plain if not unicodedata.category(c).startswith("M")).lower()
    plain = plain.replace("ـ", "").replace("ي", "ی").replace("ى", "ی").replace("ك", "ک")
    return re.sub(r"[\W_]+", " ", plain).strip()


class Pandas:
    """The filter as a reader of the codebook would write it."""

    def __init__(self, events):
        self.events = events
        self.start, self.end = events["date_start"], events["date_end"]
        self.undated = self.start.isna() & self.end.isna()
        self.texts = events[SEARCHED].fillna("").agg(" ".join, axis=1).map(fold)
        self.columns = {
            "type": events["event_type"],
            "status": events["status"],
            "role": events["geometry_role"],
            "precision": events["where_precision"],
            "country": events["country_code"].fillna(events["country"]),
            "province": events["province_code"].fillna(events["province"]),
        }
        self.toll = events["killed_best"].fillna(events["killed_low"])
        self.actors = events["actor"]
        self.found = {query: self.part_text(query) for query in QUERIES}

    def part(self, name, wanted):
        if name in self.columns:
            column = self.columns[name]
            return (
                column.isin([one for one in wanted if one != ""]) | ("" in wanted) & column.isna()
            )
        if name == "actor":
            cells = [c for c in self.actors.dropna().unique() if set(wanted) & set(c.split("; "))]
            return self.actors.isin(cells) | ("" in wanted) & self.actors.isna()
        if name == "toll":
            least = [one for one in wanted if one != ""]
            enough = self.toll >= min(least) if least else self.toll < 0
            return enough.fillna("" in wanted)
        return self.found[wanted] if name == "text" else getattr(self, f"part_{name}")(wanted)

    def part_from(self, day):
        return self.undated | self.end.isna() | (self.end >= day)

    def part_to(self, day):
        return self.undated | self.start.isna() | (self.start <= day)

    def part_undated(self, shown):
        return ~self.undated | shown

    def part_text(self, query):
        found = self.texts.str.len() >= 0
        for word in fold(query).split():
            found &= self.texts.str.contains(word, regex=False)
        return found

    def parts(self, wanted):
        everything = pd.Series(data=True, index=self.events.index)
        return {name: self.part(name, one).to_numpy(bool) for name, one in wanted.items()} or {
            "": everything.to_numpy()
        }


def answered_by_the_page(events, filters, folder):
    driver = pytest.importorskip("playwright._impl._driver")
    node, _ = driver.compute_driver_executable()
    streams = dict(payload.pack_table(events, "events"))
    for name, content in (("streams", streams), ("filters", filters)):
        (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    command = [node, FILTERED, folder / "streams.json", folder / "filters.json"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def test_a_thousand_filters_show_what_pandas_shows(events, tmp_path):
    filters = random_filters()
    answers = answered_by_the_page(events, filters, tmp_path)
    expected = Pandas(events)
    sizes = []
    for number, (wanted, answer) in enumerate(zip(filters, answers, strict=True)):
        parts = expected.parts(wanted)
        passed = np.logical_and.reduce(list(parts.values()))
        rows = np.flatnonzero(passed).astype("<u4")
        sizes.append(len(rows))
        assert answer["rows"] == hashlib.sha256(rows.tobytes()).hexdigest(), wanted
        check_counts(events[passed], answer["counts"])
        if number % 10 == 0:
            check_facets(expected, parts, answer["facets"], wanted)
    assert len({size for size in sizes if 0 < size < ROWS}) > FILTERS / 3  # the filters do filter


def check_counts(shown, counts):
    roles = shown["geometry_role"].value_counts()
    assert counts["exact"] == roles.get("point", 0)
    assert counts["near"] == roles.get("near", 0)
    assert counts["area"] == roles.get("area", 0) + roles.get("line", 0)
    assert counts["unlocated"] == roles.get("none", 0)
    assert counts["total"] == counts["shown"] == len(shown)
    assert counts["hidden"] == ROWS - len(shown)


def check_facets(expected, parts, facets, wanted):
    """The count beside a value: what it would show, given all other parts of the filter."""
    for name, column in expected.columns.items():
        others = [part for other, part in parts.items() if other != name]
        within = np.logical_and.reduce(others) if others else np.ones(ROWS, bool)
        counted = column[within].value_counts(dropna=False)
        for value, count in facets[name]:
            found = counted[counted.index.isna()].sum() if value is None else counted.get(value, 0)
            assert count == found, (wanted, name, value)
