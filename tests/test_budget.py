"""A page of a stated size shows the latest events, and says what it leaves out."""

from __future__ import annotations

import pandas as pd
import pytest
from conflictmap.build_map import main
from frames import frame

from geo.budget import keep_latest, rows_that_fit, size_in_bytes
from geo.geocode import geocode
from geo.pages import read_page
from geo.provinces import join_provinces
from geo.schema import UsageError
from geo.summary import describe


@pytest.fixture(scope="module")
def located():
    days = ["2024-01-03", "2024-01-01", None, "2024-01-03", "2024-01-02", "2024-01-02"]
    rows = [
        {"event_id": f"e{n}", "country": "YEM" if n % 2 else "IRN"}
        | ({"date_start": pd.Timestamp(day)} if day else {})
        for n, day in enumerate(days)
    ]
    return join_provinces(geocode(frame(*rows)))


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        (6, ["e0", "e1", "e2", "e3", "e4", "e5"]),
        (5, ["e0", "e1", "e3", "e4", "e5"]),
        (4, ["e0", "e3", "e4", "e5"]),
        (3, ["e0", "e3"]),  # half of a day is none of it
        (2, ["e0", "e3"]),
        (1, ["e0"]),  # but something is shown
    ],
)
def test_whole_days_are_kept_the_latest_first(located, number, kept):
    out = keep_latest(located, number)
    assert out["event_id"].tolist() == kept
    assert out.index.tolist() == list(range(len(kept)))
    assert out.attrs.get("left_out", {"number": 0})["number"] == 6 - len(kept)
    assert "left_out" not in located.attrs


def test_what_is_left_out_is_said(located):
    out = keep_latest(located, 3)
    said = out.attrs["left_out"]
    assert "the latest 2 of 6 events one by one, from 2024-01-03 on" in said["words"]
    assert said["countries"] == ["Iran: 2 events left out", "Yemen: 2 events left out"]
    assert "4 older events left out" in describe(out)


def test_sizes_are_read_and_nonsense_is_refused():
    assert [size_in_bytes(text) for text in ("100MB", "2 gb", "1.5KB")] == [10**8, 2 * 10**9, 1500]
    for text in ("", "big", "100", "0MB", "-1MB", "1e9MB"):
        with pytest.raises(UsageError, match="no size"):
            size_in_bytes(text)
    with pytest.raises(UsageError, match="state a larger budget"):
        rows_that_fit(1000, [10, 20], [2000, 2100])


def test_a_page_keeps_to_its_budget_and_the_summary_counts_everything(tmp_path, capsys):
    lines = ["event_id,date_start,date_end,place,country,notes"]
    lines += [
        f"e{n:04d},2024-01-{n % 28 + 1:02d},2024-01-{n % 28 + 1:02d},Rask,IRN,{n * n} {n * 7919}"
        for n in range(3000)
    ]
    table, page = tmp_path / "many.csv", tmp_path / "map.html"
    table.write_text("\n".join(lines), encoding="utf-8")
    words = [str(table), "-o", str(page), "--title", "T"]
    assert main(words) == 0
    size = page.stat().st_size
    summary = tmp_path / "summary.csv"
    export = tmp_path / "all.csv"
    with pytest.raises(SystemExit) as wrong:
        main([*words, "--budget", "1KB"])
    assert wrong.value.code == 2
    whole = read_page(page)
    assert whole["left_out"] == {}
    budget = size - 10_000
    more = ["--budget", f"{budget}B", "--summary", str(summary), "--export", str(export)]
    capsys.readouterr()
    assert main([*words, *more]) == 0
    assert page.stat().st_size <= budget
    lost = read_page(page)["left_out"]["number"]
    assert 0 < lost < 3000
    assert f"{lost} older events left out" in capsys.readouterr().out
    assert pd.read_csv(summary)["events"].sum() == 3000
    assert len(pd.read_csv(export)) == 3000
    assert main(["verify", str(page), str(table)]) == 0
