"""What is being done, on one line of the terminal: written over again, gone when it is done."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Tell = Callable[[str], None]

_CLEAR = "\r\x1b[K"
_OFTEN = 1_000_000  # characters written between two words about it


def silent(_: str) -> None:
    """Say nothing."""


@contextmanager
def telling(*, quiet: bool) -> Iterator[Tell]:
    """Say what is being done, where somebody looks.

    Parameters
    ----------
    quiet
        Say nothing.

    Yields
    ------
    callable
        Takes a few words for what begins now, and writes them over the words before; an empty text
        clears the line, as does the end. Says nothing where standard error is no terminal.
    """
    if quiet or not sys.stderr.isatty():
        yield silent
        return
    try:
        yield _say
    finally:
        _say("")


def counted_pieces(pieces: Iterable[str], tell: Tell, words: str) -> Iterator[str]:
    """Pass pieces of text on, and say how many megabytes have gone by.

    Parameters
    ----------
    pieces
        Any texts.
    tell
        What :func:`telling` gave.
    words
        What is done with them: the megabytes stand behind it.

    Yields
    ------
    str
        The pieces.
    """
    size = told = 0
    for piece in pieces:
        yield piece
        size += len(piece)
        if size - told >= _OFTEN:
            told = size
            tell(f"{words}: {size / 1e6:.0f} MB")


def _say(words: str) -> None:
    print(f"{_CLEAR}{words}", end="", file=sys.stderr, flush=True)
