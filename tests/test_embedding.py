"""The map inside other documents: nothing is asked of the network, and popups open."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import mistune
import nbconvert
import nbformat
import pytest
from conflictmap.geo.freshness import stale
from conflictmap.layers.embed import iframe

import build_map
import conflictmap as cm

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "maps" / "iran-pakistan-2024.toml"
DOCS = ROOT / "docs"
NAME = "iran-pakistan-2024.html"
LANGUAGE = {"language_info": {"name": "python", "pygments_lexer": "python"}}


@pytest.fixture(scope="module")
def page():
    return build_map.build(cm.read_declaration(DEMO))


@pytest.fixture
def case(tmp_path):
    """A declared map of its own, with its tables."""
    (tmp_path / "events.csv").write_text(
        "event_id,place,country\na,Panjgur,PAK\n", encoding="utf-8"
    )
    declared = tmp_path / "own.toml"
    declared.write_text('title = "Own"\nevents = "events.csv"\n', encoding="utf-8")
    return declared


def works(watched):
    """The map in the document's first frame is ready, and its popup opens."""
    frame = watched.page.frame_locator("iframe")
    frame.locator("html[data-ready='true']").wait_for()
    frame.locator("[data-event-id='panjgur']").first.click()
    frame.locator("[data-popup='panjgur']").wait_for()
    box = watched.page.locator("iframe").bounding_box()
    assert box["height"] >= 420
    assert watched.faults == []


def document(body):
    return (
        f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Report</title>{body}</html>'
    )


@pytest.mark.parametrize("form", ["file", "srcdoc"])
def test_the_printed_frame_shows_the_map(tmp_path, capsys, open_page, form):
    words = [str(DEMO), "-qo", str(tmp_path / NAME), "--embed", form]
    assert build_map.main(words) == build_map.DONE
    markup = capsys.readouterr().out
    assert markup.count("<iframe") == markup.count("\n") or form == "srcdoc"
    (tmp_path / "report.html").write_text(document(markup), encoding="utf-8")
    if form == "srcdoc":
        (tmp_path / NAME).unlink()
    works(open_page(tmp_path / "report.html", ready=False, allowed=[NAME, "srcdoc"]))


def test_a_notebook_carries_the_map_and_its_export_does_too(tmp_path, open_page, page):
    cell = nbformat.v4.new_code_cell("page", outputs=[
        nbformat.v4.new_output("display_data", data={"text/html": page._repr_html_()})
    ])  # fmt: skip
    book = nbformat.v4.new_notebook(cells=[cell], metadata=LANGUAGE)
    body, _ = nbconvert.HTMLExporter(template_name="basic").from_notebook_node(book)
    (tmp_path / "report.html").write_text(document(body), encoding="utf-8")
    works(open_page(tmp_path / "report.html", ready=False))


def test_the_markdown_example_shows_map_and_picture(tmp_path, open_page):
    source = (DOCS / "examples" / "report.md").read_text(encoding="utf-8")
    body = mistune.create_markdown(escape=False)(source)
    words = [str(DEMO), "-qo", str(tmp_path / NAME), "--export"]
    assert build_map.main([*words, str(tmp_path / NAME.replace("html", "svg"))]) == build_map.DONE
    (tmp_path / "report.html").write_text(document(body), encoding="utf-8")
    allowed = [NAME, NAME.replace("html", "svg")]
    watched = open_page(tmp_path / "report.html", ready=False, allowed=allowed)
    works(watched)
    assert watched.page.locator("img").evaluate("image => image.naturalWidth") > 500
    assert iframe(title=cm.read_declaration(DEMO).title, source=NAME) in source


def test_the_quarto_examples_cells_run_and_its_picture_is_made(tmp_path, monkeypatch, capsys):
    source = (DOCS / "examples" / "report.qmd").read_text(encoding="utf-8")
    cells = re.findall(r"```\{python\}\n(.*?)```", source, flags=re.DOTALL)
    ran = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(subprocess, "run", lambda words, **_: ran.append(words))
    exec(cells[0], {})  # noqa: S102 - the example's words
    words = [str(DEMO) if word.endswith(".toml") else word for word in ran[0][3:]]
    assert ran[0][1:3] == ["-m", "conflictmap.build_map"]
    assert build_map.main(words) == build_map.DONE
    exec(cells[1], {})  # noqa: S102
    assert capsys.readouterr().out.startswith("<iframe title=")
    pictures = re.findall(r"\]\((\S+?)\)", source)
    assert pictures
    assert all((tmp_path / picture).exists() for picture in pictures)


def test_every_documented_command_is_one_that_the_program_knows():
    text = (DOCS / "embedding.md").read_text(encoding="utf-8")
    commands = re.findall(r"^uv run build_map\.py (.*?)(?: > .*)?$", text, flags=re.MULTILINE)
    assert len(commands) >= 7
    for words in commands:
        _, options = cm.parse_words(words.split(), program="build_map.py", version="0")
        cm.check_usage(options)
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    known = extras["project"]["optional-dependencies"]
    assert set(re.findall(r"conflictmap\[(\w+)\]", text)) <= set(known)


def test_a_frame_holds_hostile_words_as_words():
    title = '"><script>alert(1)</script>'
    assert "<script" not in iframe(title=title, source=title)
    assert iframe(title="t", page='<p title="a&b">').count('"') == 10
    with pytest.raises(ValueError, match="source"):
        iframe(title="t")


def test_a_declared_map_is_built_again_only_if_something_changed(case, capsys):
    page = case.with_suffix(".html")

    def build(*words):
        assert build_map.main([str(case), *words]) == build_map.DONE
        return capsys.readouterr().out

    assert "1 event" in build()
    assert "up to date" in build()
    before = page.stat().st_mtime_ns
    assert "1 event" in build("--force")
    assert page.stat().st_mtime_ns != before
    (case.parent / "events.csv").write_text("event_id\na\nb\n", encoding="utf-8")
    assert "2 events" in build()
    case.write_text('title = "Other"\nevents = "events.csv"\n', encoding="utf-8")
    assert "2 events" in build()
    assert "2 events" in build("--boundaries", "de-facto")


def test_check_fails_and_says_why_until_the_map_is_built(case, capsys):
    def check():
        code = build_map.main([str(case), "--check"])
        return code, capsys.readouterr().err

    assert check() == (
        1,
        "build_map.py: not up to date:\n  " + f"{case.with_suffix('.html')}: is not there\n",
    )
    assert build_map.main([str(case), "-q"]) == build_map.DONE
    assert check() == (0, "")
    with (case.parent / "events.csv").open("a", encoding="utf-8") as file:
        file.write("c,Rask,IRN\n")
    code, said = check()
    assert code == build_map.FAILED
    assert "events.csv: changed" in said
    case.with_suffix(".html").write_text("<p>no map</p>", encoding="utf-8")
    assert "is no map that this program wrote" in check()[1]


def test_another_version_of_the_code_or_the_facts_makes_a_map_stale(case):
    assert build_map.main([str(case), "-q"]) == build_map.DONE
    page, declared = case.with_suffix(".html"), cm.read_declaration(case)
    said = {name: getattr(declared, name) for name in ("title", "description", "language")}
    record = cm.record_of(declared, program=cm.__version__)
    assert stale(page, said=said, record=record | {"built": "2024-01-01"}) == []
    for part in ("code", "conflictmap", "packages", "reference", "options"):
        changed = record | {part: {"another": "value"}}
        assert stale(page, said=said, record=changed) == [f"{part}: changed"]
    assert stale(page, said=said | {"title": "T"}, record=record) == ["title: changed"]


def test_watch_builds_again_when_an_input_is_saved_and_ends_quietly(case):
    page, table = case.with_suffix(".html"), case.parent / "events.csv"
    words = [sys.executable, str(ROOT / "build_map.py"), str(case), "--watch"]
    # Programs in the background of a shell are started deaf to Ctrl-C; this one must hear it.
    with subprocess.Popen(
        words,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=hears_interrupts,  # noqa: PLW1509
    ) as running:
        try:
            wait_for(page.exists, running)
            first = page.read_bytes()
            table.write_text("event_id\nbroken\nbroken\n", encoding="utf-8")
            time.sleep(1)
            table.write_text("event_id\nx\ny\n", encoding="utf-8")
            wait_for(lambda: page.read_bytes() != first, running, again=table)
        finally:
            running.send_signal(signal.SIGINT)
        out, _ = running.communicate(timeout=60)
    assert running.returncode == 0
    assert b"2 events" in out


def hears_interrupts():
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def wait_for(reached, running, *, again=None):
    """Wait until something holds; save a file again now and then, should its change be missed."""
    for step in range(240):
        if reached():
            return
        assert running.poll() is None, running.stderr.read()
        time.sleep(0.25)
        if again is not None and step % 20 == 19:
            again.touch()
    pytest.fail("nothing happened in a minute")


def test_watching_without_its_package_names_the_remedy(case, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    with pytest.raises(SystemExit) as stopped:
        build_map.main([str(case), "-q", "--watch"])
    assert stopped.value.code == build_map.WRONG_USAGE
    assert "pip install 'conflictmap[watch]'" in capsys.readouterr().err


def test_a_change_of_what_is_protected_makes_a_map_stale(case, capsys):
    rules = '[[protect]]\nplaces = ["Panjgur"]\ngeneralise = "country"\n'
    case.write_text(case.read_text(encoding="utf-8") + rules, encoding="utf-8")
    assert build_map.main([str(case), "-q"]) == build_map.DONE
    assert build_map.main([str(case), "--check"]) == build_map.DONE
    case.write_text(case.read_text(encoding="utf-8").replace("country", "admin1"), encoding="utf-8")
    assert build_map.main([str(case), "--check"]) == build_map.FAILED
    assert "would be another page" in capsys.readouterr().err
