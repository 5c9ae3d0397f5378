"""Words taken out of text: names in any spelling, and coordinates."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterable

WITHHELD = "[withheld]"
"""What stands where words were taken out."""
SHORTEST = 3
"""Names of fewer letters are not looked for in text: they would be found in everything."""
_NUMBER = re.compile(r"(?<![\w.])-?\d{1,3}[.,]\d{2,}(?!\w)")
_CLOSE = 0.006
"""How near a number in text must be to a coordinate, in degrees, to give it away."""


def plain(text: str) -> tuple[str, list[int]]:
    """Fold a text letter by letter, remembering where each letter came from.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    tuple
        The letters and digits in lower case and without marks, anything else as one space; and
        for each of its characters the index in ``text``.

    Examples
    --------
    >>> plain("Sīstān-1")[0]
    'sistan 1'
    """
    letters: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        for part in unicodedata.normalize("NFKD", char):
            if unicodedata.combining(part):
                continue
            folded = part.casefold() if part.isalnum() else " "
            if folded != " " or (letters and letters[-1] != " "):
                letters.extend(folded)
                places.extend([at] * len(folded))
    return "".join(letters), places


def keys(names: Iterable[str]) -> list[str]:
    """Fold names for :func:`redact`, the longest first; those too short to look for are left out.

    Parameters
    ----------
    names
        Names as they are written.

    Returns
    -------
    list of str
        Folded names.
    """
    folded = {plain(name)[0].strip() for name in names}
    return sorted((key for key in folded if len(key) >= SHORTEST), key=lambda key: (-len(key), key))


def mentions(text: str, names: Iterable[str], coordinates: Iterable[float] = ()) -> bool:
    """Say whether a text, or an address, gives away one of some names or coordinates.

    Parameters
    ----------
    text
        Any text.
    names
        What :func:`keys` gave.
    coordinates
        Degrees.

    Returns
    -------
    bool
        Whether :func:`redact` would change it; names run together, as in an address, count too.
    """
    read = unquote(text)
    joined = plain(read)[0].replace(" ", "")
    together = any(key.replace(" ", "") in joined for key in names) and ("/" in text)
    return together or redact(read, names, coordinates) != read


def redact(text: str, names: Iterable[str], coordinates: Iterable[float] = ()) -> str:
    """Take names and coordinates out of a text.

    Parameters
    ----------
    text
        Any text.
    names
        What :func:`keys` gave: found in any case, with or without accents, as whole words.
    coordinates
        Degrees; numbers with two decimals or more that come as near as 0.006 are taken out.

    Returns
    -------
    str
        The text with ``[withheld]`` in their place.

    Examples
    --------
    >>> redact("A raid on Šāh-Kot (31.572, 73.485).", keys(["Shah Kot", "Sah Kot"]), [31.5721])
    'A raid on [withheld] ([withheld], 73.485).'
    """
    folded, places = plain(text)
    spans = [
        (places[match.start()], places[match.end() - 1] + 1)
        for key in names
        for match in re.finditer(rf"(?<!\w){re.escape(key)}(?!\w)", folded)
    ]
    known = list(coordinates)
    spans += [match.span() for match in _NUMBER.finditer(text) if _given_away(match[0], known)]
    return _without(text, spans)


def _given_away(number: str, coordinates: list[float]) -> bool:
    value = float(number.replace(",", "."))
    return any(abs(abs(value) - abs(known)) <= _CLOSE for known in coordinates)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    made, last = [], 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= last:
            made += [text[last:start], WITHHELD]
        last = max(last, end)
    return "".join([*made, text[last:]])
