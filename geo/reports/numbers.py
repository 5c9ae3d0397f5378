"""Counts in words and digits: at least nine, between 7 and 10, twenty-two, dozens."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .words import Token

ONES = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: 10 * number
    for number, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), 2
    )
}
_SCALES = {"hundred": 100, "thousand": 1000, "dozen": 12}
_AT_LEAST = (
    ("at", "least"),
    ("more", "than"),
    ("no", "fewer", "than"),
    ("no", "less", "than"),
    ("not", "less", "than"),
    ("over",),
    ("upwards", "of"),
    ("in", "excess", "of"),
    ("a", "minimum", "of"),
)
_AT_MOST = (("up", "to"), ("as", "many", "as"), ("at", "most"))
_ABOUT = (
    ("about",),
    ("around",),
    ("some",),
    ("roughly",),
    ("nearly",),
    ("almost",),
    ("approximately",),
    ("close", "to"),
)
VAGUE = frozenset(
    "dozens scores hundreds thousands several many few numerous multiple various".split()
)


class Count(NamedTuple):
    """A number of something.

    Attributes
    ----------
    first, last
        Its tokens, with "at least" and "between".
    low, high
        Bounds; ``None`` where the words leave it open. Both ``None``: "dozens".
    """

    first: int
    last: int
    low: int | None
    high: int | None


def plain(tokens: tuple[Token, ...], at: int) -> tuple[int, int] | None:
    """Read one number that begins at a token.

    Parameters
    ----------
    tokens
        The sentence.
    at
        A position.

    Returns
    -------
    tuple of int or None
        The number and the position after it.
    """
    token = tokens[at]
    if token.kind == "num":
        return _digits(tokens, at)
    low = token.low
    if low in {"a", "an"} and at + 1 < len(tokens) and tokens[at + 1].low in _SCALES:
        return _SCALES[tokens[at + 1].low], at + 2
    value, after = ONES.get(low), at + 1
    if low in TENS:
        value = TENS[low]
        if after < len(tokens) and tokens[after].low in ONES and tokens[after].glued:
            value, after = value + ONES[tokens[after].low], after + 1
    if value is None or (token.glued and at and tokens[at - 1].kind == "word"):
        return None
    while after < len(tokens) and tokens[after].low in _SCALES:
        value, after = value * _SCALES[tokens[after].low], after + 1
        if after + 1 < len(tokens) and tokens[after].low == "and":
            rest = tokens[after + 1]
            small = ONES.get(rest.low, TENS.get(rest.low))
            if value >= 100 and small:
                value, after = value + small, after + 2
    return value, after


def _digits(tokens: tuple[Token, ...], at: int) -> tuple[int, int] | None:
    """A number in digits that counts something: no part of a name, a time, or a year of age."""
    token = tokens[at]
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    before = tokens[at - 1] if at else None
    if token.glued or (after is not None and after.glued and after.low != "odd"):
        return None
    digits = token.text.replace(",", "")
    if not digits.isdecimal() or len(digits) > 7:
        return None
    touches = before is not None and before.kind == "punct" and before.end == token.start
    if touches and before is not None and before.text in {":", "$", "€", "£", "/", "."}:
        return None
    if after is not None and (
        after.text in {"%", "/", "°"}
        or (
            after.text == ":"
            and after.end - after.start == 1
            and after.start == token.end
            and at + 2 < len(tokens)
            and tokens[at + 2].kind == "num"
        )
    ):
        return None
    value, end = int(digits), at + 1
    if after is not None and after.low in {"dozen", "hundred", "thousand"}:
        value, end = value * _SCALES[after.low], at + 2
    return value, end


def find(tokens: tuple[Token, ...]) -> list[Count]:
    """Find the counts of a sentence.

    Parameters
    ----------
    tokens
        The sentence.

    Returns
    -------
    list of Count
        In order.
    """
    found: list[Count] = []
    at = 0
    while at < len(tokens):
        count = _range(tokens, at) or _one(tokens, at)
        if count is None:
            at += 1
        else:
            found.append(count)
            at = count.last
    return found


def _range(tokens: tuple[Token, ...], at: int) -> Count | None:
    """Between 7 and 10; 7 to 10; 7 or 8; from 5 to 9."""
    start = at + (tokens[at].low in {"between", "from"})
    if start >= len(tokens):
        return None
    one = plain(tokens, start)
    if one is None or one[1] + 1 >= len(tokens):
        return _hyphened(tokens, start)
    word = tokens[one[1]].low
    joined = word in {"to", "or", "-", "–"} or (start > at and word == "and")
    other = plain(tokens, one[1] + 1) if joined else None
    if other is None or other[0] <= one[0] or other[0] > 10 * one[0] + 10:
        return None
    return Count(at, other[1], one[0], other[0])


def _hyphened(tokens: tuple[Token, ...], at: int) -> Count | None:
    """7-10 people: two numbers glued by a hyphen."""
    if at + 1 >= len(tokens) or tokens[at].kind != "num" or not tokens[at + 1].glued:
        return None
    one, other = tokens[at].text, tokens[at + 1].text
    after = tokens[at + 2] if at + 2 < len(tokens) else None
    if not (one.isdecimal() and other.isdecimal() and len(one) < 4 and len(other) < 4):
        return None
    if tokens[at].glued or (after is not None and after.glued) or int(one) >= int(other):
        return None
    return Count(at, at + 2, int(one), int(other))


def _one(tokens: tuple[Token, ...], at: int) -> Count | None:
    """One number with what is said about it, or a vague one."""
    if tokens[at].low in VAGUE and tokens[at].kind == "word":
        return Count(at, at + 1, None, None)
    value = plain(tokens, at)
    if value is None:
        return None
    number, last = value
    if last < len(tokens) and tokens[last].text == "+":
        return Count(at, last + 1, number, None)
    for words in _AT_LEAST:
        if _before(tokens, at, words):
            return Count(at - len(words), last, number, None)
    for words in _AT_MOST:
        if _before(tokens, at, words):
            return Count(at - len(words), last, None, number)
    for words in _ABOUT:
        if _before(tokens, at, words):
            return Count(at - len(words), last, number, number)
    if last + 1 < len(tokens) and (tokens[last].low, tokens[last + 1].low) == ("or", "more"):
        return Count(at, last + 2, number, None)
    return Count(at, last, number, number)


def _before(tokens: tuple[Token, ...], at: int, words: tuple[str, ...]) -> bool:
    if at < len(words):
        return False
    return all(tokens[at - len(words) + n].low == word for n, word in enumerate(words))
