"""Words of killing that count nobody anew: totals, corrected figures, the dead spoken of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import numbers, people
from .lexicon import words
from .losses import Toll

if TYPE_CHECKING:
    from .words import Tag, Token


_RISES = frozenset("to at of is was reached now : climbed reaching stands passed".split())


_ARE = frozenset("is are was were has have : at to".split())


def those(tokens: tuple[Token, ...], tag: Tag) -> bool:
    """Say whether the dead and wounded are spoken of, not counted.

    Parameters
    ----------
    tokens
        The sentence.
    tag
        The word of killing or wounding.

    Returns
    -------
    bool
        For "wished the injured well", "one of the dead".
    """
    before = tokens[tag.first - 1].low if tag.first else ""
    if before not in {"the", "those"} or tag.last - tag.first > 1:
        return False
    after = tokens[tag.last] if tag.last < len(tokens) else None
    counted = after is not None and (after.kind == "num" or after.low in _ARE)
    counted |= any(token.kind == "num" for token in tokens[tag.last : tag.last + 2])
    of = tag.first > 1 and tokens[tag.first - 2].low == "of"
    return tokens[tag.first].low in {"injured", "wounded", "dead", "slain"} and (of or not counted)


def total(tokens: tuple[Token, ...], tag: Tag, field: str) -> Toll | None:
    """Find a running total: the toll has risen to three; a toll of 14.

    Parameters
    ----------
    tokens
        The sentence.
    tag
        The word of killing or wounding.
    field
        ``killed`` or ``injured``.

    Returns
    -------
    Toll or None
        It replaces earlier figures.
    """
    said = {token.low for token in tokens[tag.first : tag.last]}
    lead = [token.low for token in tokens[max(0, tag.first - 4) : tag.first]]
    counting = said & {"toll"} or (
        said & {"deaths", "dead", "killed", "fatalities", "injured", "wounded"} and "number" in lead
    )
    if not counting:
        return None
    for at in range(tag.last, min(len(tokens), tag.last + 14)):
        if tokens[at].low in _RISES and at + 1 < len(tokens):
            for start in (at + 1, at + 3, at + 2):
                if start >= len(tokens):
                    continue
                count = next(
                    (
                        c
                        for c in numbers.find(tokens[start - 1 : start + 6])
                        if c.low is not None or c.high is not None
                    ),
                    None,
                )
                if (
                    count is not None
                    and count.first <= 3
                    and not people.is_date(tokens[start - 1 :], count)
                ):
                    _first, last = start - 1 + count.first, start - 1 + count.last
                    if last < len(tokens) and tokens[last].low in words("thing") - {"families"}:
                        return None
                    return Toll(
                        field, count.low, count.high, tag.first, last, total=True, at=tag.first
                    )
    return None


def outdated(tokens: tuple[Token, ...], tag: Tag) -> bool:
    """Say whether a figure is one that was corrected.

    Parameters
    ----------
    tokens
        The sentence.
    tag
        The word of killing or wounding.

    Returns
    -------
    bool
        For "it had at first reported eight injured".
    """
    before = " ".join(token.low for token in tokens[max(0, tag.first - 9) : tag.first])
    return any(
        said in before
        for said in (
            "at first",
            "initially",
            "earlier count",
            "earlier toll",
            "had said",
            "we said",
            "previously",
        )
    )


def negated(tokens: tuple[Token, ...], tag: Tag) -> bool:
    """Say whether the word stands under a no, a not or a without.

    Parameters
    ----------
    tokens
        The sentence.
    tag
        The word of killing or wounding.

    Returns
    -------
    bool
        Then :mod:`geo.reports.losses` counts it.
    """
    before = [token.low for token in tokens[max(0, tag.first - 4) : tag.first]]
    return bool({"no", "not", "nobody", "none", "without", "nor", "never", "neither"} & set(before))
