"""The docs as a site: whole, without network, and true to the program."""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
import warnings
from dataclasses import fields
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from conflictmap.geo.command_line import VERBS, build_parser
from conflictmap.geo.declaration import Declaration
from conflictmap.geo.protection import Rule
from conflictmap.geo.story import STEP_KEYS
from nbclient import NotebookClient

import build_map

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
COMMANDS = (DOCS / "commands.md").read_text(encoding="utf-8")
SPANNING = re.MULTILINE | re.DOTALL
BETWEEN = re.compile(r"(<!-- words: .*? -->\n)(.*?)(\n<!-- end of words -->)", re.DOTALL)
NOT_RUN = (
    "uv run pytest",  # this
    "uv run mkdocs",
    "uv run docs/gallery/make.py",  # its tables are made below
    "python -m venv",
    "pip install",
    "pytest",
    "python build_map.py",  # the line above it, without uv
    "jupyter nbconvert",  # tests/test_embedding.py
    "python benchmarks/",
    "bash .ci/run",
    "conflictmap --help",  # tests/test_command_line.py
)
"""What stands in the docs and is no command of ours, or is run elsewhere."""


class Assets(HTMLParser):
    """What a page loads, and where its links lead."""

    def __init__(self):
        super().__init__()
        self.loaded, self.links, self.ids = [], [], set()

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        self.ids.add(said.get("id"))
        if tag in {"script", "img", "iframe", "source"} and said.get("src"):
            self.loaded.append(said["src"])
        if tag == "link" and said.get("rel") != "canonical":
            self.loaded.append(said["href"])
        if tag == "a" and said.get("href"):
            self.links.append(said["href"])


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    out = tmp_path_factory.mktemp("site")
    words = ["-m", "mkdocs", "build", "--strict", "--quiet", "-f", str(ROOT / ".ci/mkdocs.yml")]
    quiet = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(
        [sys.executable, *words, "-d", str(out)],
        capture_output=True,
        text=True,
        check=False,
        env=quiet,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def read(page):
    parsed = Assets()
    parsed.feed(page.read_text(encoding="utf-8"))
    return parsed


def test_the_site_loads_nothing_from_elsewhere(site):
    pages = sorted(site.glob("*.html"))
    assert len(pages) >= 14
    for page in pages:
        for address in read(page).loaded:
            assert not re.match(r"(https?:)?//", address), f"{page.name}: {address}"
            if page.name != "404.html":  # its addresses are those of a server's root
                assert (site / address.partition("?")[0]).exists(), f"{page.name}: {address}"
    for style in site.rglob("*.css"):
        text = style.read_text(encoding="utf-8")
        assert not re.search(r"(@import|url\()\s*['\"]?(https?:)?//", text), style.name


def test_every_link_inside_the_site_leads_somewhere(site):
    pages = {page.name: read(page) for page in site.glob("*.html") if page.name != "404.html"}
    for name, page in pages.items():
        for link in page.links:
            target, _, anchor = link.partition("#")
            if re.match(r"[a-z]+:|//", link):
                continue
            if target and target not in pages:
                assert (site / target).exists(), f"{name}: {link}"
            elif anchor:
                assert anchor in pages[target or name].ids, f"{name}: {link}"


def test_every_page_has_its_place_in_the_site():
    listed = re.findall(r": (\w+\.md)$", (ROOT / ".ci/mkdocs.yml").read_text(), re.MULTILINE)
    assert sorted(listed) == sorted(page.name for page in DOCS.glob("*.md"))


def rows(parser, before=""):
    """The words of a parser as rows of a table."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, verb in action.choices.items():
                yield f"`{name}`", next(x.help for x in action._choices_actions if x.dest == name)
                yield from rows(verb, f"{name} ")
        elif not isinstance(action, argparse._HelpAction):
            yield f"`{before}{' '.join(filter(None, named(action)))}`", meaning(action)


def named(action):
    if isinstance(action, argparse._VersionAction):
        value = ""
    elif action.metavar or action.choices:
        value = action.metavar or "|".join(action.choices)
    else:
        value = "" if action.nargs == 0 else action.dest.upper()
    return ", ".join(action.option_strings), value.replace("|", "\\|")


def meaning(action):
    if isinstance(action, argparse._VersionAction):
        return "say which version this is"
    return action.help.replace("%(default)s", str(action.default))


def test_the_page_of_commands_says_what_the_help_says():
    parts = []
    for name, parser in [
        ("Building maps", build_parser("conflictmap", "0")),
        *((f"`{verb}`", make("conflictmap")) for verb, make in VERBS.items()),
    ]:
        parts += [f"### {name}", "", parser.description, "", "| word | meaning |", "|---|---|"]
        parts += [f"| {word} | {said[0].upper()}{said[1:]}. |" for word, said in rows(parser)]
        parts.append("")
    told = "\n".join(parts).rstrip()
    if os.environ.get("CONFLICTMAP_DOCS") == "write":
        text = BETWEEN.sub(lambda found: found[1] + told + found[3], COMMANDS)
        (DOCS / "commands.md").write_text(text, encoding="utf-8")
        return
    assert BETWEEN.search(COMMANDS)[2] == told


def test_every_key_of_a_declaration_is_told():
    top, protect, story = (
        re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE)
        for part in re.split(
            r"^### `\[\[", COMMANDS.split("## A declared map")[1], flags=re.MULTILINE
        )
    )
    known = {field.name for field in fields(Declaration)} - {"boundary_files"}
    assert set(top) == known
    assert set(protect) == {field.name for field in fields(Rule)}
    assert set(story) == set(STEP_KEYS)


def documented():
    """Every command in a block of the README and the docs, in their order."""
    first = [ROOT / "README.md", DOCS / "quickstart.md"]
    for page in [*first, *(p for p in sorted(DOCS.glob("*.md")) if p not in first)]:
        found = re.findall(r"^```(\w*)\n(.*?)^```", page.read_text(encoding="utf-8"), SPANNING)
        blocks = [block for language, block in found if language in {"", "sh"}]
        for line in "".join(blocks).splitlines():
            words = line.partition("#")[0].strip()
            if words and not words.startswith(NOT_RUN):
                yield page.name, words


def gallery():
    """The script that makes the gallery, as a module: a process of its own is dear."""
    told = importlib.util.spec_from_file_location("gallery", DOCS / "gallery/make.py")
    made = importlib.util.module_from_spec(told)
    told.loader.exec_module(made)
    return made


def test_every_documented_command_works(tmp_path, monkeypatch, capsys):
    """They are run one after the other, as somebody would who follows the pages."""
    quickstart = (DOCS / "quickstart.md").read_text(encoding="utf-8")
    for name in ("maps", "data/iran-pakistan-2024", "docs/examples", "docs/gallery"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("*.html"))
    gallery().write_tables(tmp_path / "docs/gallery")
    for name, kind in (("my-events.csv", "csv"), ("events.csv", "csv"), ("article.txt", "text")):
        text = re.search(rf"```{kind}\n(.*?)```", quickstart, re.DOTALL)[1]
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(build_map, "HOME", Path("maps"))
    ran = set()
    for page, command in documented():
        words = command.partition(" > ")[0]
        program = next(
            p for p in ("uv run build_map.py", "build_map.py", "conflictmap") if words.startswith(p)
        )
        if words not in ran:
            given = shlex.split(words.removeprefix(program))
            assert build_map.main(given) == build_map.DONE, f"{page}: {command}"
            ran.add(words)
    assert len(ran) >= 20
    said = capsys.readouterr().out
    assert "my-map.html: 2 events: 0 exact, 1 near, 1 area, 0 unlocated" in said


def test_the_misspelt_column_of_the_quickstart_is_told_as_it_says(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("my-events.csv").write_text("event_id,actorr\n1,x\n", encoding="utf-8")
    assert build_map.main(["my-events.csv", "-o", "m.html"]) == build_map.FAILED
    told = capsys.readouterr().err.partition(": ")[2]
    assert told.strip() in (DOCS / "quickstart.md").read_text(encoding="utf-8")


def test_pictures_of_the_docs_stay_small():
    for picture in DOCS.rglob("*.png"):
        limit = 260_000 if picture.name == "demo.png" else 150_000
        assert picture.name.endswith("-375.png") or picture.stat().st_size <= limit, picture


def test_the_notebook_runs_from_top_to_bottom():
    book = nbformat.read(DOCS / "notebook.ipynb", as_version=4)
    with warnings.catch_warnings():  # of the kernel's own machinery
        warnings.simplefilter("ignore")
        NotebookClient(book, timeout=300, resources={"metadata": {"path": str(ROOT)}}).execute()
    outputs = [output for cell in book.cells for output in cell.get("outputs", [])]
    pages = [output["data"].get("text/html", "") for output in outputs if "data" in output]
    assert any("srcdoc=" in page for page in pages)
    assert all(not cell.get("outputs") for cell in stored().cells if cell.cell_type == "code")


def stored():
    return nbformat.read(DOCS / "notebook.ipynb", as_version=4)
