"""The size of the house: modules, function bodies, doubled blocks; fails beyond the limits."""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
MODULE, BODY, MEDIAN, BLOCK = 400, 60, 12, 10
"""Most lines of a module and of a function's body, of the median body, of a doubled block."""
KNOWN: dict[str, int] = {}
"""Modules that are larger: lines at which they are held until they are split; never raised."""
_SILENT = re.compile(r"#.*|\W*|[\"'][^\"']*[\"'],?")
"""Lines that a block may share: comments, brackets, the names of a list."""
FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef


def modules() -> dict[str, str]:
    """The program's own Python files, by their path."""
    files = [ROOT / "build_map.py", ROOT / "conflictmap.py"]
    files += [path for room in ("geo", "layers") for path in (ROOT / room).rglob("*.py")]
    return {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in sorted(files)}


def bodies(name: str, text: str) -> list[tuple[int, str]]:
    """Each function's lines below its signature and docstring, and its name."""
    out = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, FUNCTIONS):
            told = ast.get_docstring(node, clean=False) is not None
            first = node.body[1:] if told else node.body
            lines = (first[-1].end_lineno or 0) - first[0].lineno + 1 if first else 0
            out.append((lines, f"{name} {node.name}"))
    return out


def code(text: str) -> list[tuple[int, str]]:
    """Lines that say something: no imports, blank lines, comments, docstrings."""
    aside: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        alone = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if alone or isinstance(node, ast.Import | ast.ImportFrom):
            aside |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    lines = enumerate(text.splitlines(), 1)
    told = ((at, line.strip()) for at, line in lines if at not in aside)
    return [(at, line) for at, line in told if not _SILENT.fullmatch(line)]


def doubled(files: dict[str, str]) -> list[str]:
    """Blocks of more than ten lines that stand twice, each told once."""
    seen: dict[tuple[str, ...], list[tuple[str, int]]] = defaultdict(list)
    for name, text in files.items():
        lines = code(text)
        for start in range(len(lines) - BLOCK):
            block = lines[start : start + BLOCK + 1]
            seen[tuple(line for _, line in block)].append((name, block[0][0]))
    told: dict[tuple[str, ...], str] = {}
    for places in seen.values():
        if len(places) > 1:
            told.setdefault(tuple(name for name, _ in places), f"doubled: {places}")
    return list(told.values())


def main() -> int:
    """Print the figures and what is beyond them; 1 if anything is."""
    files = modules()
    sizes = {name: len(text.splitlines()) for name, text in files.items()}
    found = sorted((body for name, text in files.items() for body in bodies(name, text)))[::-1]
    middle = median(lines for lines, _ in found)
    faults = [
        f"{name}: {lines} lines, at most {KNOWN.get(name, MODULE)}"
        for name, lines in sizes.items()
        if lines > KNOWN.get(name, MODULE)
    ]
    faults += [f"{where}: a body of {lines} lines" for lines, where in found if lines > BODY]
    faults += doubled(files)
    faults += [f"the median body has {middle:g} lines"] if middle > MEDIAN else []
    done = sorted(name for name in KNOWN if sizes.get(name, 0) <= MODULE)
    largest = max(sizes, key=lambda name: sizes[name])
    print(
        f"{len(sizes)} modules, {sum(sizes.values()):,} lines; largest {largest}: {sizes[largest]}"
        f" ; over {MODULE}: {sum(lines > MODULE for lines in sizes.values())}\n"
        f"{len(found):,} functions; median body {middle:g} lines, longest {found[0][0]}"
    )
    print(
        "".join(f"no exception any more: take it off the list: {name}\n" for name in done), end=""
    )
    print("\n".join(faults), file=sys.stderr, end="\n" if faults else "")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
