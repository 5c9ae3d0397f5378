"""The files that a page is made of: our own beside each room, Leaflet from its package."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import Path

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
        The text.
    """
    path = _HERE / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


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
