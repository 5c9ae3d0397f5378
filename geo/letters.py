"""What becomes of each character of a name when it is folded."""

from __future__ import annotations

import unicodedata

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


def in_full(text: str) -> str:
    """Fold a text as a whole; its white space stays as it falls.

    Parameters
    ----------
    text
        A name in any script.

    Returns
    -------
    str
        See :func:`geo.names.fold`.
    """
    text = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold()
    text = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFC", text.translate(_TABLE))


TOGETHER = "\0"
"""Stands for a character that may compose with its neighbours: the text is folded as a whole."""


class _Alone(dict[int, str]):
    """What each character is folded to by itself, decided once."""

    def __missing__(self, code: int) -> str:
        answer = in_full(chr(code))
        composes = any(
            unicodedata.category(char).startswith("M") or "\u1160" <= char <= "\u11ff"
            for char in answer
        )
        self[code] = TOGETHER if composes else answer
        return self[code]


ALONE = _Alone()
"""What ``str.translate`` asks for: most texts need no more."""
