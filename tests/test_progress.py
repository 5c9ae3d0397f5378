"""What the terminal is told while a map is made, and that nothing else is changed by it."""

from __future__ import annotations

import sys

import pytest

import build_map
import conflictmap as cm

TABLE = "event_id,place,country\na,Panjgur,PAK\n"


@pytest.fixture
def build(tmp_path, monkeypatch):
    """Build a map with a terminal or without one."""
    table, output = tmp_path / "events.csv", tmp_path / "map.html"
    table.write_text(TABLE, encoding="utf-8")

    def run(*words, terminal):
        monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal, raising=False)
        assert build_map.main([*words, str(table), "-o", str(output)]) == build_map.DONE
        return output.read_bytes()

    return run


def test_a_terminal_is_told_what_is_done_on_one_line_that_goes(build, capsys):
    plain = build(terminal=False)
    assert capsys.readouterr().err == ""
    assert build(terminal=True) == plain
    lines = capsys.readouterr().err.split("\r\x1b[K")
    told = ("reading", "finding the places of events: 1", "drawing")
    assert all(any(line.startswith(words) for line in lines) for words in told), lines
    assert lines[-1] == "", "nothing of it stays"
    assert "\n" not in "".join(lines)
    build("--quiet", terminal=True)
    assert capsys.readouterr().err == ""


def test_the_line_goes_when_something_fails(monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)

    def fail():
        with cm.telling(quiet=False) as tell:
            tell("reading")
            raise ValueError("lost")

    with pytest.raises(ValueError, match="lost"):
        fail()
    assert capsys.readouterr().err == "\r\x1b[Kreading\r\x1b[K"


def test_pieces_are_counted_and_passed_on():
    told = []
    pieces = ["x" * 700_000, "", "y" * 700_000, "z" * 2_600_000]
    assert list(cm.counted_pieces(iter(pieces), told.append, "writing")) == pieces
    assert told == ["writing: 1 MB", "writing: 4 MB"]


def test_a_file_is_compared_without_being_read_as_a_whole(tmp_path):
    path = tmp_path / "map.html"
    pieces = ["<p>Ärger\r\n", "", "𝔄\n"]
    cm.write_whole(path, pieces)
    assert cm.holds(path, pieces)
    assert cm.holds(path, ["".join(pieces)])
    for other in (pieces[:2], [*pieces, "x"], ["<p>Arger\r\n", "𝔄\n"], []):
        assert not cm.holds(path, other)
