"""Names: one spelling for many, and the generic words around them.

Nothing here knows a place. :func:`fold` brings the spellings of a name together across case,
composition, diacritics and the letter variants of a script; it never transliterates, and it never
drops a vowel sign that is a letter of its script (Indic, Burmese, Thai, Khmer).
"""

from __future__ import annotations

import csv
import unicodedata
from functools import cache
from itertools import product
from typing import NamedTuple

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
SHORTEST = 3
"""Letters that a name needs for an article to be put before it or taken away."""

_STRIPPED = (
    (0x0300, 0x036F),  # Latin, Greek, Cyrillic diacritics
    (0x0483, 0x0489),  # Old Cyrillic
    (0x0591, 0x05C7),  # Hebrew points
    (0x0610, 0x061A),  # Arabic signs
    (0x064B, 0x065F),  # Arabic harakat, madda and hamza above
    (0x0670, 0x0670),  # superscript alef
    (0x06D6, 0x06ED),  # Koranic marks
    (0x0711, 0x0711),  # Syriac
    (0x0730, 0x074A),
    (0x135D, 0x135F),  # Ethiopic gemination
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFE20, 0xFE2F),
)
"""Combining marks that are diacritics; every other combining mark is a letter and stays."""

_LETTERS = {
    "ı": "i",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ø": "o",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ħ": "h",
    "ə": "a",
    "ŋ": "n",
    "ŧ": "t",
    "ɓ": "b",
    "ɗ": "d",
    "ƙ": "k",
    "ƴ": "y",
    "ɛ": "e",
    "ɔ": "o",
    "ɖ": "d",
    # Arabic script: one letter for the variants that keyboards and languages mix up.
    **dict.fromkeys("يىئېۍێے", "ی"),
    **dict.fromkeys("كڪ", "ک"),
    **dict.fromkeys("ةهھەۃ", "ه") | {"ہ": "ه"},
    **dict.fromkeys("ٱأإآ", "ا"),
    **dict.fromkeys("ؤۆۇۋ", "و"),
    "ګ": "گ",
    "ڕ": "ر",
    "ڵ": "ل",
    "ґ": "г",
    # Ethiopic: letters of one sound, which writers of Amharic choose between freely.
    **{
        chr(start + vowel): chr(one + vowel)
        for one, starts in ((0x1200, (0x1210, 0x1280)), (0x1230, (0x1220,)), (0x12A0, (0x12D0,)),
                            (0x1338, (0x1340,)))
        for start in starts
        for vowel in range(7)
    },
    **dict.fromkeys("ኣዓ", "አ"),
    **dict.fromkeys("ሃሓኃ", "ሀ"),
}  # fmt: skip
_DROPPED = frozenset(
    "'’‘`´ʹʺʻʼʽʾʿˈˊˋ′″\N{HEBREW PUNCTUATION GERESH}\N{HEBREW PUNCTUATION GERSHAYIM}"
    "\N{ARABIC LETTER HAMZA}\N{ARABIC TATWEEL}\N{ZERO WIDTH SPACE}"
    "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NO-BREAK SPACE}\N{SOFT HYPHEN}\N{WORD JOINER}"
)
"""Signs that go without leaving a space."""


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


class _Table(dict[int, str | None]):
    """What ``str.translate`` asks for, decided once per character."""

    def __missing__(self, code: int) -> str | None:
        self[code] = answer = _replacement(chr(code))
        return answer


def _replacement(char: str) -> str | None:
    """What one decomposed, case-folded character becomes."""
    if char in _LETTERS or char in _DROPPED:
        return _LETTERS.get(char)
    kind = unicodedata.category(char)
    if kind in {"Mn", "Me"}:
        return None if any(low <= ord(char) <= high for low, high in _STRIPPED) else char
    if kind == "Nd":
        return str(unicodedata.decimal(char))
    invisible = kind == "Cf" and char != "\N{ZERO WIDTH NON-JOINER}"
    half_ring = kind == "Lm" and 0x02B0 <= ord(char) <= 0x02FF
    if invisible or half_ring:
        return None
    return char if kind[0] in "LNM" else " "


_TABLE = _Table()
_APOSTROPHES = str.maketrans(dict.fromkeys("´′″`"))
"""Signs that would decompose into a space and a mark, so they go before decomposition."""


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
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold()
        text = unicodedata.normalize("NFKD", text)
        folded = unicodedata.normalize("NFC", text.translate(_TABLE))
        return " ".join(folded.split())
    return " ".join(text.casefold().translate(_TABLE).split())


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


def spellings(folded: str) -> list[str]:
    """List the spellings under which a folded name may be filed, the given one first.

    Only the Arabic article and the feminine ending vary: the article may be written with its own
    letter or with the noun's (``al suwayda``, ``as suwayda``), glued to the noun, or left out, in
    Latin and in Arabic letters; the ending may be ``-a`` or ``-ah``.

    Parameters
    ----------
    folded
        What :func:`fold` returned.

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
    """The name in Arabic letters without its article, or with the one it lacks."""
    if not "\u0600" <= folded[:1] <= "\u06ff":
        return []
    if folded.startswith(_AL):
        bare = folded.removeprefix(_AL)
        return [bare] if len(bare) >= SHORTEST else []
    return [_AL + folded] if len(folded) >= SHORTEST else []


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
