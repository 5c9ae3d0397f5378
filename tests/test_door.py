"""The public surface: sorted, whole, and free until it is used."""

import subprocess
import sys
from pathlib import Path

import conflictmap

ROOT = Path(__file__).parents[1]


def test_all_is_sorted_and_every_name_can_be_had():
    assert conflictmap.__all__ == sorted(conflictmap.__all__)
    for name in conflictmap.__all__:
        assert getattr(conflictmap, name).__doc__, f"{name} has no docstring"


def test_every_public_name_has_one_home_and_is_listed():
    assert sorted(conflictmap._HOME) == conflictmap.__all__
    assert set(conflictmap.__all__) <= set(dir(conflictmap))


def test_an_unknown_name_is_an_attribute_error():
    assert not hasattr(conflictmap, "no_such_name")


def test_geo_loads_no_folium():
    code = (
        "import sys; from conflictmap.geo import basemap, geocode, events, provinces, record;"
        "sys.exit('folium' in sys.modules or 'branca' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
