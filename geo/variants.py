"""One name in two romanisations: what of a spelling is kept when somebody else writes it down.

Vowels, doubled letters, the article and the digraphs of transliteration differ between one
romanisation and the next; the order of the consonants does not. Two names with one skeleton and
much the same letters are one name written twice (An Nashābīyah, Nashabiyeh). That alone never
decides: :mod:`geo.candidates` asks it only within the stated province, and of a place that nobody
else there could be.
"""

from __future__ import annotations

import difflib
import re
from functools import lru_cache

from .names import CONNECTIVES
from .spellings import ARTICLES

ALIKE = 0.7
"""The least share of letters in common, in order, that makes one skeleton one name."""
SHORTEST = 3
"""Consonants that a skeleton needs to mean anything."""

_EMPTY = ARTICLES | CONNECTIVES
_WITH_H = (
    ("tsch", "c"),
    ("sch", "s"),
    ("tch", "c"),
    ("dzh", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("sh", "s"),
    ("ch", "c"),
    ("zh", "j"),
    ("ph", "f"),
)
_LETTERS = str.maketrans({**dict.fromkeys("aeiouy"), "q": "k", "x": "ks", "w": "v"})
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=262144)
def skeleton(folded: str) -> str:
    """Give what every romanisation of a name has in common.

    Parameters
    ----------
    folded
        What :func:`geo.names.fold` returned, in Latin letters.

    Returns
    -------
    str
        Consonants, digraphs as one letter; empty for a name in another script, or too short.

    Examples
    --------
    >>> skeleton("an nashabiyah"), skeleton("nashabiyeh")
    ('nsb', 'nsb')
    """
    if not folded.isascii():
        return ""
    words = [word for word in folded.split(" ") if word not in _EMPTY] or folded.split(" ")
    text = "".join(words).replace("dj", "j").replace("ck", "k")
    if "h" in text:
        for digraph, letter in _WITH_H:
            text = text.replace(digraph, letter)
    text = _DOUBLED.sub(r"\1", text.translate(_LETTERS).removesuffix("h"))
    return text if len(text) >= SHORTEST else ""


def alike(one: str, other: str) -> bool:
    """Whether two folded names are one name in two romanisations.

    Parameters
    ----------
    one, other
        Folded names.

    Returns
    -------
    bool
        True when their skeletons are the same and at least 0.7 of their letters.

    Examples
    --------
    >>> alike("mihtarlam", "mehtar lam"), alike("al hejjnah", "hajin")
    (True, False)
    """
    bones = skeleton(one)
    if not bones or bones != skeleton(other):
        return False
    pair = one.replace(" ", ""), other.replace(" ", "")
    return difflib.SequenceMatcher(None, *pair).ratio() >= ALIKE
