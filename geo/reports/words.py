"""Text to blocks, sentences and tokens, every one with its offsets."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ..names import fold
from .lexicon import NAMED, Entry, phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

_ABBREVIATIONS = (
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Gen Lt Col Maj Sgt Capt Cmdr Brig Adm "
    "Mr Mrs Ms Dr St No Gov Sen Rep Mt Ft vs approx Prof Rev Pvt Cpl Mon Tue Tues Wed Thu "
    "Thurs Fri Sat Sun"
).split()
_TOKEN = re.compile(
    r"(?P<abbr>(?:[^\W\d_]\.){2,}|\b(?:" + "|".join(_ABBREVIATIONS) + r")\.(?=\s))"
    r"|(?P<num>\d+(?:[.,]\d+)*(?:st|nd|rd|th)?(?![^\W\d_]))"
    r"|(?P<word>[^\W_]+(?:['’ʼ](?!s\b|\s)[^\W\d_]+)*)"
    r"|(?P<poss>['’]s\b|(?<=s)['’](?=\s))"
    r"|(?P<punct>[^\w\s]|_)"
)
_BULLET = re.compile(
    r"\s*(?:[-*•·–—▪◦‣]\s+|\(?\d{1,2}[.)]\s+|\(?[a-z][.)]\s+|#{1,6}\s+|\d{1,2}[:.h]\d{2}\b)"
)
_LONGEST = 150
"""Tokens of a sentence, after which it is cut: no writer's sentence, but tables have none."""
_END = frozenset(".!?…")
_CLOSERS = frozenset("\"'”’»)]")
_STARTERS = frozenset(
    "the a an in on at it its he she they no one two three four five some police residents "
    "according but and officials two this that there when while after".split()
)


class Token(NamedTuple):
    """One word, number or sign."""

    text: str
    low: str
    start: int
    end: int
    kind: str
    glued: bool
    """Whether a hyphen joins it to the token before."""

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()


class Tag(NamedTuple):
    """A phrase of the lexicon in a sentence: tokens first..last-1."""

    first: int
    last: int
    entries: tuple[Entry, ...]

    def has(self, kind: str) -> Entry | None:
        """The meaning of one kind, if the phrase has it."""
        return next((entry for entry in self.entries if entry.kind == kind), None)


class Sentence(NamedTuple):
    """One sentence: its tokens, its phrases, and the block it stands in."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    tags: tuple[Tag, ...]
    block: int


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """A word in the lexicon's spelling."""
    return fold(word)


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """Split a stretch of text into tokens.

    Parameters
    ----------
    text
        The whole report.
    start, end
        The stretch, in code points.

    Returns
    -------
    list of Token
        In order. Hyphens between words are no tokens: the second part is ``glued``.
    """
    tokens: list[Token] = []
    hyphen = -1
    for match in _TOKEN.finditer(text, start, end):
        kind = match.lastgroup or "word"
        word = match.group()
        if kind == "punct" and word in "-‐‑" and _joins(text, match.start(), match.end(), end):
            hyphen = match.end()
            continue
        low = folded(word.rstrip(".")) if kind in {"word", "abbr"} else word
        glued = hyphen == match.start()
        tokens.append(Token(word, low or word, match.start(), match.end(), _kind(kind), glued))
    return tokens


def _kind(kind: str) -> str:
    return {"abbr": "word", "poss": "poss", "num": "num", "word": "word"}.get(kind, "punct")


def _joins(text: str, start: int, end: int, stop: int) -> bool:
    """Whether a hyphen stands between two letters or digits."""
    return start > 0 and end < stop and text[start - 1].isalnum() and text[end].isalnum()


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """Split a text into paragraphs, list items and headings.

    Parameters
    ----------
    text
        The whole report.

    Yields
    ------
    tuple of int
        Start and end of each block, without surrounding space.
    """
    start = None
    end = position = 0
    for line in text.splitlines(keepends=True):
        body = line.strip()
        fresh = bool(_BULLET.match(line)) or (
            start is not None and not body[:1].islower() and _heading(text, start, end)
        )
        if start is not None and (not body or fresh):
            yield start, end
            start = None
        if body:
            lead = position + len(line) - len(line.lstrip())
            start = lead if start is None else start
            end = lead + len(body)
        position += len(line)
    if start is not None:
        yield start, end


def _heading(text: str, start: int, end: int) -> bool:
    """Whether the lines read so far are a block of their own: a short line without a full stop."""
    last = text[max(start, text.rfind("\n", start, end) + 1) : end].strip()
    if len(last) < 60 and not last.endswith(","):
        return True
    return last.endswith((".", "!", "?", ":", '."', ".”")) and len(last) < 60


def sentences(text: str) -> list[Sentence]:
    """Split a report into sentences with their tokens and phrases.

    Parameters
    ----------
    text
        The whole report.

    Returns
    -------
    list of Sentence
        In order.
    """
    found: list[Sentence] = []
    for number, (start, end) in enumerate(blocks(text)):
        tokens = tokenise(text, start, end)
        first = 0
        for last in range(len(tokens)):
            long = last - first >= _LONGEST
            if last + 1 == len(tokens) or _ends(tokens, last) or long:
                part = tuple(tokens[first : last + 1])
                found.append(Sentence(part[0].start, part[-1].end, part, tuple(tags(part)), number))
                first = last + 1
    return found


def _ends(tokens: list[Token], at: int) -> bool:
    """Whether a sentence ends with the token at a position."""
    token, after = tokens[at], tokens[at + 1]
    if token.text in _CLOSERS and at and tokens[at - 1].text in _END:
        return after.capital or after.kind in {"num", "punct"}
    if token.kind == "word" and token.text.endswith("."):
        return after.low in _STARTERS and after.capital and after.start > token.end
    if token.text not in _END or after.text in _CLOSERS or after.start == token.end:
        return False
    single = at and len(tokens[at - 1].text) == 1 and tokens[at - 1].text.isupper()
    return not single and (after.capital or after.kind != "word" or not after.text.isascii())


def tags(tokens: tuple[Token, ...]) -> Iterator[Tag]:
    """Find the phrases of the lexicon, longest first; every position is tried.

    Parameters
    ----------
    tokens
        One sentence.

    Yields
    ------
    Tag
        In order of their first token; two may overlap when a shorter one begins later.
    """
    table = phrases()
    reach = 0
    for first, token in enumerate(tokens):
        if token.kind == "punct":
            continue
        for key, entries in table.get(token.low, ()):
            last = first + len(key)
            if last > len(tokens) or any(
                tokens[first + n].low != word for n, word in enumerate(key)
            ):
                continue
            fitting = tuple(entry for entry in entries if _fits(entry, tokens, first, last))
            if fitting and last > reach:
                yield Tag(first, last, fitting)
                reach = max(reach, last)
                break


def _fits(entry: Entry, tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Whether capitals are as a proper name needs them."""
    if entry.kind not in NAMED:
        return True
    spoken = [token.text for token in tokens[first:last]]
    if last - first == 1 and len(spoken[0]) <= 4 and entry.kind in {"group", "state", "demonym"}:
        short = spoken[0].isupper() or (entry.kind != "state" and spoken[0][:1].isupper())
        return short and (spoken[0] != "Is" and spoken[0] != "Us")
    return any(word[:1].isupper() for word in spoken)
