"""Names: one spelling for many, and the generic words around them.

Nothing here knows a place. :func:`fold` brings the spellings of a name together across case,
composition, diacritics and the letter variants of a script; it never transliterates, and it never
drops a vowel sign that is a letter of its script (Indic, Burmese, Thai, Khmer).
"""

from __future__ import annotations

import csv
from functools import cache
from typing import NamedTuple

from .letters import ALONE, TOGETHER, in_full
from .reference import path

CONNECTIVES = frozenset(
    {
        "and",
        "va",
        "wa",
        "ve",
        "und",
        "et",
        "y",
        "e",
        "i",
        "og",
        "och",
        "en",
        "dan",
        "и",
        "і",
        "та",
        "و",
        "ו",
    }
)
"""Folded words that only join the parts of a name (Sistan *va* Baluchestan)."""

ATTACHED = {
    "တိုင်းဒေသကြီး": "province",
    "တိုင်း": "province",
    "ပြည်နယ်": "province",
    "မြို့နယ်": "district",
    "မြို့": "town",
    "ရွာ": "village",
    "市": "town",
}
"""Generic words that scripts without spaces write as one with the name -> feature class."""


class Stripped(NamedTuple):
    """A folded name without its generic words.

    Attributes
    ----------
    core
        What is left; never empty when the input was not.
    feature
        The feature class said (``village``, ``province`` ...), or an empty string.
    """

    core: str
    feature: str


def fold(text: str) -> str:
    """Bring the spellings of a name together.

    Case, Unicode composition, diacritics, apostrophes and the half rings of transliteration go;
    hyphens and other punctuation become one space; Arabic, Persian and Urdu letter variants
    become one letter; digits of any script become 0-9.

    Parameters
    ----------
    text
        A name in any script.

    Returns
    -------
    str
        The folded name: ``fold(fold(x)) == fold(x)``.

    Examples
    --------
    >>> fold("Sīstān-va-Balūchestān"), fold("Ḩalab"), fold("Şırnak")
    ('sistan va baluchestan', 'halab', 'sirnak')
    >>> fold("سيستان و بلوچستان") == fold("سیستان و بلوچستان")
    True
    """
    if text.isascii() and text.isalpha():
        return text.lower()
    folded = text.translate(ALONE)
    if TOGETHER in folded:
        folded = in_full(text)
    return " ".join(folded.split())


def join(folded: str) -> str:
    """Drop the connectives between the parts of a folded name.

    Parameters
    ----------
    folded
        What :func:`fold` returned.

    Returns
    -------
    str
        The name without ``and``, ``va``, ``et``, ``و`` ... between other words.

    Examples
    --------
    >>> join("sistan va baluchestan") == join("sistan and baluchestan")
    True
    """
    words = folded.split(" ")
    if len(words) < 3:
        return folded
    inner = [word for word in words[1:-1] if word not in CONNECTIVES]
    return " ".join([words[0], *inner, words[-1]])


@cache
def _generic_words() -> tuple[dict[str, str], int]:
    """Folded generic phrase -> feature class, and the most words in a phrase."""
    with path("generic_words.csv").open(encoding="utf-8", newline="") as file:
        table = {fold(row["word"]): row["feature"] for row in csv.DictReader(file)}
    return table, max(phrase.count(" ") + 1 for phrase in table)


_OF = frozenset({"of", "de", "du", "d", "la", "le", "del", "da", "do", "di", "the", "e", "ye"})


def _leading(words: list[str]) -> tuple[int, str]:
    """How many leading words are a generic phrase (with its 'of'), and its feature class."""
    table, longest = _generic_words()
    for size in range(min(longest, len(words) - 1), 0, -1):
        feature = table.get(" ".join(words[:size]))
        if feature:
            rest = (n for n in range(size, len(words) - 1) if words[n] not in _OF)
            return next(rest, len(words) - 1), feature
    return 0, ""


def _trailing(words: list[str]) -> tuple[int, str]:
    """How many trailing words are a generic phrase, and its feature class."""
    table, longest = _generic_words()
    for size in range(min(longest, len(words) - 1), 0, -1):
        feature = table.get(" ".join(words[-size:]))
        if feature:
            return size, feature
    return 0, ""


def strip_generic(folded: str) -> Stripped:
    """Take the generic words off both ends of a folded name.

    Parameters
    ----------
    folded
        What :func:`fold` returned.

    Returns
    -------
    Stripped
        The core of the name and the feature class said. Words at the front go only when none
        stood at the end: in "Rif Dimashq governorate" the Arabic word is part of the name.

    Examples
    --------
    >>> strip_generic("rami village")
    Stripped(core='rami', feature='village')
    >>> strip_generic("province of idlib")
    Stripped(core='idlib', feature='province')
    >>> strip_generic("village")
    Stripped(core='village', feature='')
    """
    words, feature = folded.split(" "), ""
    for ending, said in ATTACHED.items():
        if words[-1].endswith(ending) and words[-1] != ending:
            words[-1], feature = words[-1].removesuffix(ending), said
    while True:
        size, said = _trailing(words)
        if not size:
            break
        words, feature = words[:-size], feature or said
    if not feature:
        size, feature = _leading(words)
        words = words[size:]
    return Stripped(" ".join(words), feature)


def written(name: str) -> bool:
    """Whether an alternate name of GeoNames is one that somebody writes.

    GeoNames carries airport codes, and lower-case transliterations without vowels of names in
    other scripts ("gwma" for Goma in Arabic); nobody writes them, and they meet real names by
    accident.

    Parameters
    ----------
    name
        The alternate name.

    Returns
    -------
    bool
        False for a code, a machine's transliteration, an empty name and one of over 80 letters.
    """
    code = len(name) == 3 and name.isascii() and name.isalpha() and name.isupper()
    if not name or len(name) > 80 or code:
        return False
    return not (name.isascii() and name == name.lower())
