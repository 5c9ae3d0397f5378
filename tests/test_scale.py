"""Parts of a frame, on several workers, make the figures of the whole."""

from __future__ import annotations

import os
import signal
import warnings

import numpy as np
import pandas as pd
import pytest
from frames import frame

from geo.geocode import geocode
from geo.provinces import join_provinces
from geo.scale import (
    locate_partitions,
    part_events,
    read_partitions,
    summarise_partitions,
    workers,
    write_partitions,
)
from geo.schema import EVENT_TYPES, InputError, UsageError
from geo.summary import add_up, count_cells, summarise

ROWS = 400


@pytest.fixture(scope="module")
def events():
    """Invented events around the Arabian Sea: points, areas, unlocated, undated ones."""
    draw = np.random.default_rng(5)
    rows = [
        {
            "event_id": f"e{n:04d}",
            "event_type": str(draw.choice(EVENT_TYPES[:3])),
            "date_start": pd.Timestamp("2024-01-01") + pd.Timedelta(days=int(draw.integers(9))),
            "country": str(draw.choice(["PAK", "IRN", "YEM"])),
            "where_precision": int(draw.integers(1, 7)),
            "latitude": float(draw.uniform(12, 32)),
            "longitude": float(draw.uniform(43, 70)),
        }
        for n in range(ROWS)
    ]
    for n, row in enumerate(rows):
        if n % 3:
            row["killed_best"] = n % 7
        if n % 11 == 0:
            row.pop("date_start")
        if n % 5 == 0:
            row["admin1"] = "Sindh"
    return frame(*rows)


@pytest.fixture(scope="module")
def located(events):
    return join_provinces(geocode(events))


@pytest.fixture(scope="module")
def cluster():
    """Two workers of this machine, each a process of its own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # dask speaks of ports and of event loops
        with workers(n_workers=2, processes=True, memory_limit="2GB") as client:
            yield client


def test_a_summary_counts_every_event_once(located):
    table = summarise(located)
    assert table["events"].sum() == ROWS
    kinds = table[["exact", "near", "area", "unlocated"]].sum(axis=1)
    assert (kinds == table["events"]).all()
    assert table["killed_unstated"].sum() == located["killed_best"].isna().sum() > 0
    assert table["killed_best"].sum() == located["killed_best"].sum()
    assert table.loc[table["date_start"].isna(), "events"].sum() > 0, "undated events are lost"
    assert table.loc[table["province"].isna(), "events"].sum() > 0, "events at sea are lost"


def test_cells_count_the_points_at_every_zoom_and_no_areas(located):
    cells = count_cells(located)
    points = int(located["geometry_role"].isin(["point", "near"]).sum())
    assert 0 < points < ROWS
    assert cells.groupby("zoom")["events"].sum().tolist() == [points] * 9
    assert set(cells.loc[cells["zoom"] == 0, ["x", "y"]].itertuples(index=False)) == {(2, 1)}


@pytest.mark.parametrize("parts", [1, 4, 16])
def test_parts_of_a_frame_make_the_summary_of_the_whole(events, located, parts):
    joined = locate_partitions(part_events(events, parts))
    assert joined.npartitions == parts
    pd.testing.assert_frame_equal(summarise_partitions(joined), summarise(located))


def test_cells_of_parts_are_the_cells_of_the_whole(located):
    cells = summarise_partitions(part_events(located, 5), summary=count_cells)
    pd.testing.assert_frame_equal(cells, count_cells(located))


@pytest.mark.parametrize("seed", range(3))
def test_summaries_add_up_whatever_the_parts(located, seed):
    order = np.random.default_rng(seed).permutation(ROWS)
    pieces = [summarise(located.iloc[np.sort(some)]) for some in np.array_split(order, 5)]
    pd.testing.assert_frame_equal(add_up(pd.concat(pieces[::-1])), summarise(located))


def test_two_workers_make_the_same_files_and_figures(cluster, events, located, tmp_path):
    joined = locate_partitions(part_events(events, 4))
    assert write_partitions(joined, tmp_path / "out") == ROWS
    again = read_partitions(tmp_path / "out")
    assert again.npartitions == 4
    pd.testing.assert_frame_equal(summarise_partitions(again), summarise(located))
    back = again.compute().reset_index(drop=True)
    pd.testing.assert_frame_equal(pd.DataFrame(back), pd.DataFrame(located))
    assert len(cluster.scheduler_info()["workers"]) == 2


def test_a_killed_worker_costs_time_not_rows(cluster, events, located):
    joined = locate_partitions(part_events(events, 16)).persist()
    victim = next(iter(cluster.run(os.getpid).values()))
    os.kill(victim, signal.SIGKILL)
    pd.testing.assert_frame_equal(summarise_partitions(joined), summarise(located))


def test_tables_are_read_one_by_one(tmp_path):
    for n in range(3):
        text = f"event_id,place,country\na{n},Rask,IRN\nb{n},Panjgur,PAK\n"
        (tmp_path / f"{n}.csv").write_text(text, encoding="utf-8")
    read = read_partitions(sorted(tmp_path.glob("*.csv")))
    table = summarise_partitions(locate_partitions(read))
    assert table[["province_code", "events", "exact"]].to_numpy().tolist() == [
        ["IR-11", 3, 3],
        ["PK-BA", 3, 3],
    ]


def test_a_shorter_run_takes_the_parts_of_a_longer_one_away(located, tmp_path):
    write_partitions(part_events(located, 3), tmp_path)
    write_partitions(part_events(located, 2), tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_nothing_to_read_and_nobody_to_ask(tmp_path):
    with pytest.raises(InputError, match="holds no"):
        read_partitions(tmp_path)
    with (
        pytest.raises(UsageError, match="no dask scheduler"),
        workers("tcp://127.0.0.1:9", timeout="1s"),
    ):
        pass
