"""Whatever happens to a build, the file is the old one or the whole new one."""

from __future__ import annotations

import os
import random
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

import conflictmap as cm

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "maps" / "iran-pakistan-2024.toml"
KILLS = int(os.environ.get("CONFLICTMAP_KILLS", "4"))
"""How many builds are killed; the promise was measured with 50."""
OLD = b"<!DOCTYPE html><title>the old map</title>"


def command(output, *more):
    return [sys.executable, str(ROOT / "build_map.py"), str(DEMO), "-q", "-o", str(output), *more]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The page as an undisturbed build writes it, and how long that takes."""
    path = tmp_path_factory.mktemp("whole") / "map.html"
    start = time.monotonic()
    subprocess.run(command(path), check=True)
    return path.read_bytes(), time.monotonic() - start


def test_a_killed_build_leaves_the_old_file_or_the_whole_new_one(tmp_path, whole):
    made, seconds = whole
    output = tmp_path / "map.html"
    moments = random.Random(7)  # noqa: S311 - the same moments in each run
    for _ in range(KILLS):
        output.write_bytes(OLD)
        building = subprocess.Popen(command(output))
        try:
            building.wait(moments.uniform(0.3, 1.1) * seconds)
        except subprocess.TimeoutExpired:
            building.kill()
            building.wait()
        assert output.read_bytes() in {OLD, made}
    subprocess.run(command(output), check=True)
    assert output.read_bytes() == made, "what a killed build left behind stands in nobody's way"


def test_a_build_killed_as_it_writes_leaves_the_old_file(tmp_path):
    """The moment that matters, hit for certain: after the first bytes, before the renaming."""
    output = tmp_path / "map.html"
    output.write_bytes(OLD)
    code = (
        "import os, signal; from pathlib import Path; from conflictmap.geo.files import whole\n"
        f"with whole(Path({str(output)!r})) as beside:\n"
        "    beside.write_bytes(b'<!DOC')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    assert done.returncode == -9
    assert output.read_bytes() == OLD


def test_text_that_fails_between_two_pieces_leaves_the_old_file(tmp_path):
    output = tmp_path / "map.html"
    output.write_bytes(OLD)

    def pieces():
        yield "<!DOCTYPE html>\r\n"
        raise MemoryError

    with pytest.raises(MemoryError):
        cm.write_whole(output, pieces())
    assert output.read_bytes() == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]
    cm.write_whole(output, iter(["<p>Ärger\r\n", "\n"]))
    assert output.read_bytes() == b"<p>\xc3\x84rger\r\n\n", "UTF-8, line ends as they are"


def test_a_full_disk_is_said_and_leaves_the_old_file(tmp_path):
    output = tmp_path / "map.html"
    output.write_bytes(OLD)

    def nearly_full():
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        command(output), capture_output=True, text=True, check=False, preexec_fn=nearly_full,
        env=environment,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert output.read_bytes() == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]


def test_too_little_memory_is_said_and_leaves_the_old_file(tmp_path):
    output = tmp_path / "map.html"
    output.write_bytes(OLD)
    code = (
        "import sys, build_map, conflictmap as cm\n"
        "def exhausted(*_, **__): raise MemoryError\n"
        "cm.basemap = exhausted\n"
        f"sys.exit(build_map.main([{str(DEMO)!r}, '-q', '-o', {str(output)!r}]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr
    assert "not enough memory" in done.stderr
    assert "Traceback" not in done.stderr
    assert output.read_bytes() == OLD


def test_two_builds_at_once_into_one_file_make_one_whole_map(tmp_path, whole):
    output = tmp_path / "map.html"
    both = [subprocess.Popen(command(output)) for _ in range(2)]
    assert [one.wait() for one in both] == [0, 0]
    assert output.read_bytes() == whole[0]
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]


def test_damaged_facts_are_told_by_their_hash(tmp_path):
    """A copy of the program whose gazetteer lost one byte refuses to work with it."""
    for name in ("geo", "layers", "build_map.py", "conflictmap.py", "data/reference"):
        source, goal = ROOT / name, tmp_path / "program" / name
        goal.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, goal, ignore=shutil.ignore_patterns("__pycache__", "making"))
        else:
            shutil.copy(source, goal)
    facts = tmp_path / "program" / "data" / "reference" / "world.parquet"
    content = bytearray(facts.read_bytes())
    content[len(content) // 2] ^= 1
    facts.write_bytes(content)
    words = [sys.executable, "build_map.py", str(DEMO), "-q", "-o", str(tmp_path / "map.html")]
    done = subprocess.run(
        words, cwd=tmp_path / "program", capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr
    assert "world.parquet" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "map.html").exists()
