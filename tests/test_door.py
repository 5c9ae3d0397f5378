"""The public surface: sorted, whole, and free until it is used."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import conflictmap

ROOT = Path(__file__).parents[1]
CASE = ROOT / "data" / "iran-pakistan-2024" / "events.csv"


def test_all_is_sorted_and_every_name_can_be_had():
    assert conflictmap.__all__ == sorted(conflictmap.__all__)
    for name in conflictmap.__all__:
        assert getattr(conflictmap, name).__doc__, f"{name} has no docstring"


def test_every_public_name_has_one_home_and_is_listed():
    public = [name for names in conflictmap._HOMES.values() for name in names]
    assert sorted(public) == conflictmap.__all__
    assert set(public) <= set(dir(conflictmap))


def test_steps_of_the_command_line_are_found_but_promised_to_nobody():
    line = [name for names in conflictmap._LINE.values() for name in names]
    assert not set(line) & set(conflictmap.__all__)
    asked = set(re.findall(r"\bcm\.(\w+)", (ROOT / "build_map.py").read_text(encoding="utf-8")))
    assert set(line) <= asked, "a step that nothing takes"
    assert asked <= {*conflictmap.__all__, *line, "__version__"}
    assert all(callable(getattr(conflictmap, name)) for name in line)


def test_an_unknown_name_is_an_attribute_error():
    assert not hasattr(conflictmap, "no_such_name")


def test_geo_loads_no_folium():
    code = (
        "import sys; from conflictmap.geo import basemap, geocode, events, provinces, record;"
        "sys.exit('folium' in sys.modules or 'branca' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_a_path_may_be_written_as_text_and_one_file_need_be_no_list(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    located = conflictmap.join_provinces(conflictmap.geocode(conflictmap.read_events(CASE)))
    conflictmap.export_events(located, "located.csv")
    assert len(conflictmap.read_events("located.csv")) == len(located)
    with pytest.raises(conflictmap.InputError, match=r"^absent\.gpkg: no such file"):
        conflictmap.read_boundaries("absent.gpkg")
    assert conflictmap.declare(str(CASE)).events == (CASE,)
    Path("own.csv").write_text("name,latitude,longitude\nKili Faqiran,29.9,66.9\n")
    assert conflictmap.learn("own.csv")[0]["name"] == "own"
    conflictmap.unlearn("own")
    with pytest.raises(conflictmap.InputError, match=r"^located\.csv: is no map"):
        conflictmap.read_page("located.csv")
