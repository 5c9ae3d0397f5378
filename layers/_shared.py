"""What paper shares with the page: its words, its colours and its symbols, each named once.

The page's own files are the source. Words stand in ``words_<language>.js``, colours in
``page.css`` and symbols in ``symbols.js``; here they are read, never said a second time.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ._assets import own

_TEXT = r"""'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)\""""
_FORMS = r"""\{((?:[^{}'"]|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")*)\}"""
_WORD = re.compile(rf"'?([\w.]+)'?:\s*(?:{_TEXT}|{_FORMS})")
_NAMED = re.compile(rf"const (\w+) = {_FORMS};")
_REFERENCE = re.compile(r"'([\w.]+)': (\w+),")
_COLOUR = re.compile(r"--([\w-]+): light-dark\((#\w{3,8}), (#\w{3,8})\);")
_SHAPE = re.compile(r"const ([A-Z]+) = \[\s*'([^']+)',\s*'([^']+)',?\s*\];")
_TYPE = re.compile(r"'(\w+)',\s*\[\s*([A-Z]+),\s*\{([^}]*)\}")
_GLYPH = re.compile(r"(line|fill):\s*'([^']+)'")
_LINE_COMMENT = re.compile(r"^\s*//.*$", re.MULTILINE)


class Drawing(NamedTuple):
    """A symbol's parts as SVG path data, in a box of 30 units around 0, 0; y grows downwards."""

    outer: str
    inner: str
    line: str
    fill: str


@cache
def table(language: str) -> dict[str, str | dict[str, str]]:
    """Read the page's words in a language, with the English ones where it has none.

    Parameters
    ----------
    language
        A BCP 47 tag; only its first part decides.

    Returns
    -------
    dict
        Key -> a sentence, or its plural forms by CLDR category; ``locale`` and ``dir`` too.
    """
    base = language.lower().partition("-")[0]
    english = _read(own("words_en.js"))
    return english | (_read(own(f"words_{base}.js")) if re.fullmatch("[a-z]{2,3}", base) else {})


def _read(script: str) -> dict[str, str | dict[str, str]]:
    text = _LINE_COMMENT.sub("", script)
    named = {name: _plural(forms) for name, forms in _NAMED.findall(text)}
    found: dict[str, str | dict[str, str]] = {
        key: named[name] for key, name in _REFERENCE.findall(text) if name in named
    }
    for key, single, double, forms in _WORD.findall(text):
        found[key] = _plural(forms) if forms else _plain(single or double)
    return found


def _plural(forms: str) -> dict[str, str]:
    return {form[0]: _plain(form[1] or form[2]) for form in _WORD.findall(forms)}


def _plain(text: str) -> str:
    """A JavaScript string as the text it stands for."""
    return re.sub(
        r"\\(u\{?([0-9a-fA-F]+)\}?|.)",
        lambda escape: chr(int(escape[2], 16)) if escape[2] else escape[1],
        text,
    )


@cache
def colours() -> dict[str, str]:
    """Give the page's colours in its light theme, by the names of their custom properties."""
    found: dict[str, str] = {}
    for name, light, _ in _COLOUR.findall(own("page.css")):
        found.setdefault(name, light)  # what follows is for readers who ask for more contrast
    return found


@cache
def drawings() -> dict[str, Drawing]:
    """Give the page's symbols, by event type."""
    script = own("symbols.js")
    shapes = {name: (outer, inner) for name, outer, inner in _SHAPE.findall(script)}
    return {
        name: Drawing(*shapes[shape], glyph.get("line", ""), glyph.get("fill", ""))
        for name, shape, text in _TYPE.findall(script)
        if shape in shapes and (glyph := dict(_GLYPH.findall(text))) is not None
    }
