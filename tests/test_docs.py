"""The docs say what the code does."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from conflictmap.geo import schema
from conflictmap.geo.command_line import VERBS, build_parser
from conflictmap.geo.declaration import Declaration

import build_map

ROOT = Path(__file__).parents[1]
DESIGN = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
TABLES = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
GROUPS = [
    schema.EVENT_COLUMNS,
    schema.GEOCODE_COLUMNS,
    schema.PROVINCE_COLUMNS,
    schema.BOUNDARY_COLUMNS,
    schema.CHANGE_COLUMNS,
    schema.DUPLICATE_COLUMNS,
    schema.REVIEW_COLUMNS,
    schema.SOURCE_COLUMNS,
    schema.EVIDENCE_COLUMNS,
]


@pytest.mark.parametrize("column", [column for group in GROUPS for column in group], ids=repr)
def test_every_column_is_described_as_the_schema_has_it(column):
    choices = ", ".join(f"`{choice}`" for choice in column.choices)
    meaning = f"{column.meaning} One of {choices}." if choices else column.meaning
    assert f"| `{column.name}` | {column.dtype} | {meaning} |" in TABLES


def test_every_module_stands_in_the_house_and_nothing_else():
    house = DESIGN.split("```")[1]
    named = {line.split()[0] for line in house.splitlines() if line.startswith("geo/")}
    there = {f"geo/{path.name}" for path in (ROOT / "geo").glob("*.py")} - {"geo/__init__.py"}
    there |= {f"geo/{path.parent.name}/" for path in (ROOT / "geo").glob("*/__init__.py")}
    assert named == there


def test_relative_links_lead_somewhere():
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_options_that_the_readme_names_exist():
    parsers = [
        build_parser("build_map.py", "0"),
        *(verb("build_map.py") for verb in VERBS.values()),
    ]
    known = "".join(parser.format_help() for parser in parsers)
    assert set(re.findall(r"(?<=\s)--[a-z][a-z-]+", README)) <= {
        *re.findall(r"--[a-z][a-z-]+", known),
    }


def test_the_example_declaration_uses_known_keys():
    stated = (ROOT / "maps" / "iran-pakistan-2024.toml").read_text(encoding="utf-8")
    known = {field.name for field in fields(Declaration)}
    assert set(tomllib.loads(stated)) <= known


def block(language):
    return re.search(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)[1]


def test_the_readmes_own_table_and_library_lines_make_the_map(tmp_path, monkeypatch, open_page):
    monkeypatch.chdir(tmp_path)
    Path("my-events.csv").write_text(block("csv"), encoding="utf-8")
    exec(compile(block("python"), "README.md", "exec"), {})  # noqa: S102 - the README's words
    watched = open_page(tmp_path / "my-map.html")
    state = watched.page.evaluate("conflictmap.state()")
    assert (state["total"], state["near"], state["area"]) == (2, 1, 1)
    assert watched.faults == []


def test_the_readmes_frame_shows_the_map(tmp_path, open_page):
    """The map works inside the sandboxed frame that the README recommends."""
    assert (
        build_map.main(
            [str(ROOT / "maps" / "iran-pakistan-2024.toml"), "-qo", str(tmp_path / "my-map.html")]
        )
        == 0
    )
    (tmp_path / "report.html").write_text(f"<!DOCTYPE html>{block('html')}", encoding="utf-8")
    page = open_page(tmp_path / "report.html", ready=False, allowed=["my-map.html"]).page
    frame = page.frame_locator("iframe")
    frame.locator("html[data-ready='true']").wait_for()
    assert frame.locator("[data-event-id]").first.is_visible()
