"""The spellings under which a folded name may be filed: the Arabic article, the feminine ending."""

from __future__ import annotations

from itertools import product

ARTICLES = frozenset(
    {
        "al",
        "el",
        "ul",
        "ad",
        "ed",
        "an",
        "en",
        "ar",
        "er",
        "as",
        "es",
        "ash",
        "esh",
        "at",
        "et",
        "az",
        "ez",
        "adh",
        "ath",
    }
)
"""The Arabic article in Latin letters, with the first letter of the noun taken over or not."""

_AL = "ال"
"""The Arabic article in its own letters, always written as one with the noun."""
_SECOND = ("اباد", "شهر", "پور")
"""Second parts of Persian and Urdu names, which writers join to the first or set apart."""
SHORTEST = 3
"""Letters that a name needs for an article to be put before it or taken away."""


def spellings(folded: str) -> list[str]:
    """List the spellings under which a folded name may be filed, the given one first.

    Only the Arabic article and the feminine ending vary: the article may be written with its own
    letter or with the noun's (``al suwayda``, ``as suwayda``), glued to the noun, or left out, in
    Latin and in Arabic letters; the ending may be ``-a`` or ``-ah``.

    Parameters
    ----------
    folded
        What :func:`geo.names.fold` returned.

    Returns
    -------
    list of str
        At most 40, without repetition.

    Examples
    --------
    >>> spellings("ash shaddadah")[:3]
    ['ash shaddadah', 'al shaddadah', 'el shaddadah']
    """
    if not folded.isascii():
        return [folded, *_arabic(folded)]
    words = folded.split(" ")
    places = [n for n, word in enumerate(words[:-1]) if word in ARTICLES]
    if not places:
        forms = [folded, *_with_article(folded)]
        return [*forms[:1], *(other for form in forms for other in _endings(form)), *forms[1:]]
    if len(places) > 2:
        return [folded, *_endings(folded)]
    choices = [_articles(words, n) if n in places else [word] for n, word in enumerate(words)]
    out = [" ".join(filter(None, combination)) for combination in product(*choices)]
    out.append(_glued(words, places))
    out += [other for form in out for other in _endings(form)]
    return list(dict.fromkeys(out))[:40]


def _arabic(folded: str) -> list[str]:
    """The name in Arabic letters without its article or with it, in one word or in two."""
    if not "\u0600" <= folded[:1] <= "\u06ff":
        return []
    bare = folded.removeprefix(_AL)
    other = bare if bare != folded else _AL + folded
    parts = [folded.removesuffix(ending) + " " + ending for ending in _SECOND
             if folded.endswith(ending) and " " not in folded and folded != ending]  # fmt: skip
    glued = [folded.replace(" ", "")] if folded.count(" ") == 1 else []
    return [*([other] if len(bare) >= SHORTEST else []), *parts, *glued]


def _with_article(folded: str) -> list[str]:
    """The name with the article that it lacks (Hudaydah, Raqqa)."""
    if len(folded) < SHORTEST:
        return []
    sun = folded[:2] if folded[:2] in {"sh", "dh", "th"} else folded[:1]
    forms = ["al", *(article for article in ["a" + sun] if article in ARTICLES)]
    return [f"{article} {folded}" for article in forms]


def _endings(folded: str) -> list[str]:
    """The name with the Arabic feminine ending written the other way: -a, -ah."""
    if folded.endswith("ah"):
        return [folded[:-1]]
    return [f"{folded}h"] if folded.endswith("a") and len(folded) > 3 else []


def _articles(words: list[str], at: int) -> list[str]:
    """The forms the article at one position may take before its noun."""
    first = words[at + 1]
    sun = first[:2] if first[:2] in {"sh", "dh", "th"} else first[:1]
    forms = [words[at], "al", "el", *(vowel + sun for vowel in "aeu" if vowel + sun in ARTICLES)]
    if at == 0 or len(words) > at + 1:
        forms.append("")
    return list(dict.fromkeys(forms))


def _glued(words: list[str], places: list[int]) -> str:
    """The name with each article written as one word with its noun."""
    return "".join(word + ("" if n in places else " ") for n, word in enumerate(words)).strip()
