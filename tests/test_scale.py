"""Parts of a frame, on several workers, make the figures of the whole."""

from __future__ import annotations

import os
import signal
import warnings

import dask
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
    write_summary,
)
from geo.schema import EVENT_TYPES, InputError, UsageError
from geo.spill import LEADING, add_up_slices, ranges, with_dtypes, write_part
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


def test_a_summary_stays_on_disk_and_nothing_else_does(located, tmp_path):
    (tmp_path / ".part-00000.abc.parquet").write_bytes(b"half")  # of a worker that died
    rows = write_summary(part_events(located, 4), tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["part-00000.parquet"]
    table = with_dtypes(pd.read_parquet(tmp_path / "part-00000.parquet"))
    pd.testing.assert_frame_equal(table, summarise(located))
    assert rows == len(table)


@pytest.mark.parametrize("summary", [summarise, count_cells])
def test_ranges_of_a_few_rows_are_in_order_the_whole_table(located, summary, tmp_path):
    pieces = [located.iloc[n::3] for n in range(3)]
    files = [str(tmp_path / f"{n}.parquet") for n in range(3)]
    parts = [write_part(summary(one), file) for one, file in zip(pieces, files, strict=True)]
    slices = ranges(parts, rows=40)
    assert len(slices) > 5
    read = [sum(one.last - one.first for one in some) for some in slices]
    assert sum(read) == sum(len(pd.read_parquet(file)) for file in files)
    lead = [name for name in LEADING if name in parts[0].groups]
    apart = pd.concat(part.groups for part in parts).groupby(lead, dropna=False)["rows"].sum()
    assert max(read) <= max(40, apart.max()), "a range holds more than it may"
    out = [str(tmp_path / f"out-{n}.parquet") for n in range(len(slices))]
    for some, file in zip(slices, out, strict=True):
        add_up_slices(some, file, rows=10)
    table = with_dtypes(pd.concat(map(pd.read_parquet, out), ignore_index=True))
    pd.testing.assert_frame_equal(table, summary(located))


def test_a_summary_of_nothing_is_an_empty_table(located):
    nothing = located.iloc[:0]
    for summary in (summarise, count_cells):
        table = summarise_partitions(part_events(nothing, 1), summary=summary)
        pd.testing.assert_frame_equal(table, summary(nothing))


def test_a_folder_that_workers_do_not_share_is_told(located, tmp_path):
    def elsewhere(part):
        for file in tmp_path.rglob("part-*"):
            file.unlink()
        return summarise(part)

    with dask.config.set(scheduler="synchronous"), pytest.raises(UsageError, match="folder"):
        write_summary(part_events(located, 2), tmp_path, summary=elsewhere)


def test_what_a_dead_worker_had_half_written_is_no_partition(located, tmp_path):
    write_partitions(part_events(located, 2), tmp_path)
    (tmp_path / ".part-00001.abc.parquet").write_bytes(b"half")
    assert read_partitions(tmp_path).npartitions == 2
    write_partitions(part_events(located, 2), tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


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
