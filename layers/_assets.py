"""The files that a page is made of: our own beside each room, Leaflet from its package."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import Path

_BLOCK_COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.DOTALL | re.MULTILINE)
_SIDE_COMMENT = re.compile(r" // (?<=[;,{(\[] // )[^\n]*$", re.MULTILINE)
_HERE = Path(__file__).parent
_SOURCE_MAP = re.compile(r"\s*//# sourceMappingURL=\S+\s*$")
_IMAGE_RULE = re.compile(r"[^{}]+\{[^{}]*url\([^{}]*\}")


@cache
def own(name: str) -> str:
    """Read one of our own files in ``layers/``; an empty text if there is none.

    Parameters
    ----------
    name
        Its file name, such as ``points.js``.

    Returns
    -------
    str
        The text; of a script or style sheet without its comments and indentation (no text of
        ours goes on over the end of a line, which a test holds us to).
    """
    path = _HERE / name
    if not path.exists():
        return ""
    text = path.read_text(encoding="utf-8")
    if path.suffix not in {".css", ".js"}:
        return text
    # A quarter of our scripts is words for those who work on them, and room around lines.
    text = _SIDE_COMMENT.sub("", _BLOCK_COMMENT.sub("", text))
    lines = (line.lstrip() for line in text.split("\n"))
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))


@cache
def leaflet_js() -> str:
    """Leaflet's script from the xstatic-leaflet package, with its notice, without source map."""
    script = (files("xstatic.pkg.leaflet") / "data" / "leaflet.js").read_text(encoding="utf-8")
    return _SOURCE_MAP.sub("\n", script)


@cache
def leaflet_css() -> str:
    """Leaflet's style sheet without the rules that ask for pictures beside the page."""
    style = (files("xstatic.pkg.leaflet") / "data" / "leaflet.css").read_text(encoding="utf-8")
    return _IMAGE_RULE.sub("\n", style)
