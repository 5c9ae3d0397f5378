"""All tolls of one event to its best, lowest and highest figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .lexicon import words

if TYPE_CHECKING:
    from .losses import Toll
    from .mentions import Mention
    from .words import Sentence
_INDEPENDENT = frozenset(
    "hospital hospitals medics medical doctors monitor observatory health security".split()
)


class Figure(NamedTuple):
    """What is known of one number.

    Attributes
    ----------
    best, low, high
        ``None`` where nothing is stated.
    quote
        Sentence, first and last token of the figure taken.
    """

    best: int | None
    low: int | None
    high: int | None
    quote: tuple[int, int, int] | None


NOTHING = Figure(None, None, None, None)


def figure(told: list[Mention], field: str, sentences: list[Sentence]) -> Figure:
    """Bring the statements about one field together.

    Parameters
    ----------
    told
        Everything the report tells of the event, in order.
    field
        ``killed`` or ``injured``.
    sentences
        The report.

    Returns
    -------
    Figure
        A total replaces what stood before; "another" adds; two sources make a range, with the
        more independent one as the best.
    """
    stated: list[tuple[Toll, Mention]] = []
    for mention in told:
        own = [t for t in mention.tolls if t.field == field]
        totals = [t for t in own if t.total]
        if totals:
            stated = [(totals[-1], mention)]
            continue
        stated += [(t, mention) for t in own if t.low is not None or t.high is not None]
    named = [pair for pair in stated if not pair[0].pointing]
    stated = named or stated[:1]
    if not stated:
        return _some(told, field)
    latest_total = next((pair for pair in reversed(stated) if pair[0].total), None)
    if latest_total is not None:
        return _single(*latest_total)
    return _combined(stated, sentences)


def _some(told: list[Mention], field: str) -> Figure:
    """People in a number that nobody says: at least one, and no more is known."""
    for mention in told:
        for toll in mention.tolls:
            if toll.field == field and toll.low is None and toll.high is None:
                return Figure(None, 1, None, (mention.sentence, toll.first, toll.last))
    return NOTHING


def _single(toll: Toll, mention: Mention) -> Figure:
    best = toll.low if toll.low is not None else toll.high
    low = toll.low
    high = toll.high
    return Figure(best, low, high, (mention.sentence, toll.first, toll.last))


def _combined(stated: list[tuple[Toll, Mention]], sentences: list[Sentence]) -> Figure:
    """Several statements: the same, added, or of several sources."""
    chosen = _single(*stated[0])
    source = _independence(stated[0][1], sentences)
    where = (stated[0][1].sentence, stated[0][0].first)
    for toll, mention in stated[1:]:
        other = _single(toll, mention)
        if (other.best, other.high) == (chosen.best, chosen.high) or toll.low == chosen.low:
            continue
        same_sentence = mention.sentence == where[0]
        if other.best == 0:
            continue
        if toll.more or (same_sentence and toll.first != where[1]):
            chosen = _added(chosen, other)
            continue
        if chosen.best == 0:
            chosen = other
            continue
        rank = _independence(mention, sentences)
        chosen, source = _ranged(chosen, other, source, rank)
    return chosen


def _added(one: Figure, other: Figure) -> Figure:
    def plus(a: int | None, b: int | None) -> int | None:
        return None if a is None or b is None else a + b

    return Figure(
        plus(one.best, other.best), plus(one.low, other.low), plus(one.high, other.high), one.quote
    )


def _ranged(one: Figure, other: Figure, source: int, rank: int) -> tuple[Figure, int]:
    """Two sources: the range of both; the best from the more independent, else the lower."""
    lows = [n for n in (one.low, other.low) if n is not None]
    highs = [n for n in (one.high, other.high, one.best, other.best) if n is not None]
    if rank > source:
        best, quote, source = other.best, other.quote, rank
    elif rank < source:
        best, quote = one.best, one.quote
    else:
        small = (one.best or 0) <= (other.best or 0)
        best, quote = (one.best, one.quote) if small else (other.best, other.quote)
    return Figure(best, min(lows, default=None), max(highs, default=None), quote), source


def _independence(mention: Mention, sentences: list[Sentence]) -> int:
    """How independent a speaker is: 2 a hospital or monitor, 1 narrator or officials, 0 a party."""
    for voice in mention.voices:
        said = {t.low for t in sentences[mention.sentence].tokens[voice.first : voice.last]}
        if voice.neutral or said & _INDEPENDENT:
            return 2
        if voice.party is not None and voice.party.kind in {"group", "same"}:
            return 0
        if voice.party is not None and said & {"army", "military", "forces", "command"}:
            return 0
        return 1
    return 1


def part(
    told: list[Mention], name: str, best: int | None
) -> tuple[int | None, tuple[int, int, int] | None]:
    """How many of the killed were children or civilians, when stated.

    Parameters
    ----------
    told
        Everything the report tells of the event.
    name
        ``children`` or ``civilians``.
    best
        The number of killed.

    Returns
    -------
    tuple
        The number or ``None``, and where it stands.
    """
    for mention in told:
        for toll in mention.tolls:
            value = getattr(toll, name)
            if toll.field == "killed" and value is not None and (best is None or value <= best):
                return value, (mention.sentence, toll.first, toll.last)
    return None, None


def is_combatant(word: str) -> bool:
    """Whether a word means somebody who fights."""
    return word in words("combatant")
