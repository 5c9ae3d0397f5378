"""Two editions of a map, and a map against what it was made from."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

import build_map

ROOT = Path(__file__).parents[1]
CASE = ROOT / "data" / "iran-pakistan-2024"


@pytest.fixture
def case(tmp_path):
    """A copy of the demo case to edit."""
    folder = tmp_path / "case"
    shutil.copytree(CASE, folder)
    return folder


def built(events: Path, output: Path) -> Path:
    assert build_map.main([str(events), "-qo", str(output), "--title", "Case"]) == build_map.DONE
    return output


def edit(table: Path, old: str, new: str) -> None:
    text = table.read_text(encoding="utf-8")
    assert text.count(old) == 1
    table.write_text(text.replace(old, new), encoding="utf-8")


def test_diff_lists_exactly_the_edit(case, tmp_path, capsys):
    old = built(case / "events.csv", tmp_path / "old.html")
    lines = (case / "events.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (case / "evidence.csv").unlink()
    more = lines[2].replace("sistan-baluchistan,", "another,", 1)
    (case / "events.csv").write_text("".join([*lines[:3], more]), encoding="utf-8")
    edit(case / "events.csv", "panjgur,air_strike,", "panjgur,drone_strike,")
    new = built(case / "events.csv", tmp_path / "new.html")
    output = tmp_path / "changes.csv"
    assert build_map.main(["diff", str(old), str(new), "-o", str(output)]) == build_map.DONE
    assert capsys.readouterr().out.splitlines() == [
        "1 added, 1 changed, 1 removed",
        "~ panjgur",
        "    event_type: 'air_strike' -> 'drone_strike'",
        "+ another",
        "- rask",
    ]
    assert pd.read_csv(output)["change"].tolist() == ["changed", "added", "removed"]


def test_unknown_that_becomes_known_is_a_change(case, tmp_path, capsys):
    old = built(case / "events.csv", tmp_path / "old.html")
    edit(case / "events.csv", "IRN,4,,1,,", "IRN,4,9,1,9,")
    new = built(case / "events.csv", tmp_path / "new.html")
    assert build_map.main(["diff", str(old), str(new)]) == build_map.DONE
    assert "    killed_best: unknown -> '9'" in capsys.readouterr().out.splitlines()


def test_a_map_and_itself_differ_in_nothing(case, tmp_path, capsys):
    page = built(case / "events.csv", tmp_path / "map.html")
    assert build_map.main(["diff", str(page), str(page)]) == build_map.DONE
    assert capsys.readouterr().out == "0 added, 0 changed, 0 removed\n"


def test_verify_knows_the_inputs_and_catches_one_changed_byte(case, tmp_path, capsys):
    page = built(case / "events.csv", tmp_path / "map.html")
    inputs = [str(case / name) for name in ("events.csv", "sources.csv", "evidence.csv")]
    assert build_map.main(["verify", str(page), *inputs]) == build_map.DONE
    assert "made from these inputs" in capsys.readouterr().out
    edit(case / "events.csv", "2024-01-17,2,", "2024-01-17,3,")
    assert build_map.main(["verify", str(page), *inputs]) == build_map.FAILED
    assert "events.csv: is not what the page was made from" in capsys.readouterr().err


def test_verify_catches_a_page_that_was_changed_afterwards(case, tmp_path, capsys):
    page = built(case / "events.csv", tmp_path / "map.html")
    edit(page, ">Case</title>", ">Other</title>")
    assert build_map.main(["verify", str(page), str(case / "events.csv")]) == build_map.FAILED
    assert "the inputs agree, but they make another page" in capsys.readouterr().err


def test_verify_takes_a_declared_map(tmp_path, capsys):
    declared = str(ROOT / "maps" / "iran-pakistan-2024.toml")
    page = tmp_path / "map.html"
    assert build_map.main([declared, "-qo", str(page)]) == build_map.DONE
    assert build_map.main(["verify", str(page), declared]) == build_map.DONE
    assert "made from these inputs" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("<!DOCTYPE html><p>another page", "is no map that this program wrote"),
        ('<script type="application/json" id="conflictmap-data">{"a":</script>', "is damaged"),
        ('<script type="application/json" id="conflictmap-data">[]</script>', "is damaged"),
    ],
)
def test_what_is_no_map_of_ours_is_refused(tmp_path, capsys, content, words):
    page = tmp_path / "page.html"
    page.write_text(content, encoding="utf-8")
    assert build_map.main(["diff", str(page), str(page)]) == build_map.FAILED
    assert words in capsys.readouterr().err


def test_compare_marks_exactly_the_edit_on_the_map(case, tmp_path, open_page):
    old = built(case / "events.csv", tmp_path / "old.html")
    lines = (case / "events.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (case / "evidence.csv").unlink()
    more = lines[2].replace("sistan-baluchistan,", "another,", 1)
    (case / "events.csv").write_text("".join([*lines[:3], more]), encoding="utf-8")
    edit(case / "events.csv", "panjgur,air_strike,", "panjgur,drone_strike,")
    output = tmp_path / "new.html"
    words = [str(case / "events.csv"), "--compare", str(old), "--title", "Case"]
    assert build_map.main([*words, "-qo", str(output)]) == build_map.DONE
    watched = open_page(output)
    page = watched.page
    page.evaluate("conflictmap.select('panjgur')")
    card = page.locator("[data-popup]").text_content()
    assert "Changed" in card
    assert "event_type: 'air_strike' -> 'drone_strike'" in card
    assert "1 event of the edition compared with is gone" in page.locator("body").text_content()
    assert page.evaluate("conflictmap.filter({change: 'added'}).shown") == 1
    assert page.evaluate("conflictmap.filter({change: ''}).shown") == 1
    assert watched.faults == []
    made_from = [str(path) for path in sorted(case.glob("*.csv"))]
    assert build_map.main(["verify", "-q", str(output), *made_from, str(old)]) == build_map.DONE


def test_an_edition_compared_with_itself_has_no_change(case, tmp_path, capsys):
    old = built(case / "events.csv", tmp_path / "old.html")
    same = tmp_path / "same.html"
    words = [str(case / "events.csv"), "--compare", str(old), "--title", "Case"]
    assert build_map.main([*words, "-qo", str(same)]) == build_map.DONE
    assert build_map.main(["diff", str(old), str(same)]) == build_map.DONE
    assert capsys.readouterr().out.splitlines()[0] == "0 added, 0 changed, 0 removed"
