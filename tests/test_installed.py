"""What must hold of the installed package; in a checkout it is tested as it stands there."""

from __future__ import annotations

from importlib.metadata import files, version
from pathlib import Path

import conflictmap


def test_the_version_is_that_of_the_package():
    assert conflictmap.__version__ == version("conflictmap")


def test_the_wheel_puts_one_package_into_site_packages():
    installed = [str(path) for path in files("conflictmap") or []]
    tops = {path.split("/")[0] for path in installed if not path.startswith("..")}
    # An editable install leaves only its own pointer there.
    tops = {top for top in tops if not top.endswith((".dist-info", ".pth"))}
    assert tops <= {"conflictmap", "__pycache__"}


def test_the_facts_come_along():
    facts = Path(conflictmap.__file__).parent / "data" / "reference"
    assert (facts / "SOURCES.md").exists()


def test_the_line_runs_on_a_frame_of_ones_own(tmp_path):
    table = tmp_path / "events.csv"
    table.write_text(
        "event_id,place,place_relation,admin1,country\nE1,Panjgur,near,Balochistan,Pakistan\n",
        encoding="utf-8",
    )
    events = conflictmap.read_events(table)
    located = conflictmap.join_provinces(conflictmap.geocode(events))
    assert located.loc[0, ["geometry_role", "province_code"]].tolist() == ["near", "PK-BA"]
    assert "geometry_role" not in events.columns
