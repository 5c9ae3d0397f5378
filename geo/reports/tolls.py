"""Tolls: how many were killed and wounded, and what the words leave open.

People only: vehicles, houses, missiles and cattle are counted in the same sentences. A part
("among them two children") is no further victim; a total ("the toll has risen to three")
replaces what was told before. Silence is unknown, never zero.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from . import losses, numbers, people, totals, victims
from .lexicon import words
from .losses import Toll

if TYPE_CHECKING:
    from .lexicon import Entry
    from .people import Group
    from .words import Sentence, Tag, Token

_LEFT = frozenset("died die dies dying dead perished succumbed fatalities fatality fatally".split())
_LEFTWARD = (
    "lost ",
    "losing ",
    "left dead",
    "laid ",
    "did not",
    "embraced ",
    "attained ",
    "paid ",
    "made ",
)
_RIGHT = frozenset(
    "killing kills kill injuring wounding hurting maiming injures wounds slew".split()
)
_BODIES = frozenset("bodies body corpses death deaths".split())
_AUX = frozenset(
    "was were been being be is are got get getting remain left reported confirmed feared "
    "found".split()
)
_KILLINGS = frozenset(
    "shot dead|gunned down|beheaded|hacked to "
    "death|massacred|executed|slaughtered|murdered|assassinated|lynched|massacring|murdering|beheading|executing|stabbed|knifed|beat|beaten".split(
        "|"
    )
)
_BLOCKS = frozenset(
    "; : after before when while who which but by said says from during because .".split()
)


def find(sentence: Sentence) -> list[Toll]:
    """Find the tolls of a sentence.

    Parameters
    ----------
    sentence
        The sentence.

    Returns
    -------
    list of Toll
        In order of the words that say "killed" or "wounded".
    """
    tokens = sentence.tokens
    counts = numbers.find(tokens)
    groups = people.find(tokens, counts)
    groups = sorted([*groups, *victims.find(tokens, counts, groups)])
    effects = _effects(sentence)
    found: list[Toll] = []
    for number, tag in enumerate(effects):
        entry = _effect(tag)
        if entry is None:
            continue
        before = effects[number - 1].last if number else 0
        after = effects[number + 1].first if number + 1 < len(effects) else len(tokens)
        found += _statement(tokens, groups, tag, entry.value, before, after)
    return [*found, *losses.find(tokens, counts, groups)]


def _effects(sentence: Sentence) -> list[Tag]:
    """Phrases that say somebody was killed or wounded."""
    return [
        tag
        for tag in sentence.tags
        if (entry := _effect(tag)) is not None
        and (
            entry.part == "effect"
            or (entry.value == "armed_attack" and _shot(sentence.tokens, tag))
        )
    ]


def _effect(tag: Tag) -> Entry | None:
    """What a phrase says of effects, before what it says of acts."""
    entries = [entry for entry in tag.entries if entry.kind == "trigger"]
    return next((e for e in entries if e.part == "effect"), next(iter(entries), None))


def _shot(tokens: tuple[Token, ...], tag: Tag) -> bool:
    """Whether an attack is a killing by its word: shot dead, gunned down, beheaded, hacked."""
    said = " ".join(token.low for token in tokens[tag.first : tag.last])
    return said in _KILLINGS


def _field(value: str, said: str) -> str:
    if value in {"killed", "injured"}:
        return value
    return "injured" if said in {"stabbed", "knifed", "beat", "beaten"} else "killed"


def _statement(
    tokens: tuple[Token, ...],
    groups: list[Group],
    tag: Tag,
    value: str,
    before: int,
    after: int,
) -> list[Toll]:
    """What one word of killing or wounding says."""
    said = tokens[tag.first].low
    phrase = " ".join(token.low for token in tokens[tag.first : tag.last])
    field = _field(value, phrase)
    total = totals.total(tokens, tag, field)
    if total is not None:
        return [total]
    if phrase in {"death toll", "toll", "casualties"} or totals.those(tokens, tag):
        return []
    if totals.negated(tokens, tag) or totals.outdated(tokens, tag):
        return []
    right = [
        group
        for group in groups
        if tag.last <= group.first
        and not group.part
        and group.last <= after
        and not _blocked(tokens, tag.last, group.first)
    ]
    left = [
        group
        for group in groups
        if before <= group.first
        and group.last <= tag.first
        and not _cut(tokens, group.last, tag.first)
    ]
    adjectival = _adjectival(tokens, groups, tag)
    if adjectival is not None:
        return [_toll(field, [adjectival], groups, tag, tokens)]
    passive = any(tokens[n].low in _AUX for n in range(max(0, tag.first - 3), tag.first)) or (
        tag.last < len(tokens) and tokens[tag.last].low == "by"
    )
    if tokens[tag.last - 1].low in {"injuries", "wounds"} and left:
        return _summed(field, left, groups, tag, tokens, leftward=True)
    if said == "death" and left and tokens[tag.first - 1].low == "to":
        return _summed(field, left, groups, tag, tokens, leftward=True)  # hacked five to death
    if left and tokens[tag.first - 1].low == "and":  # were singled out and killed
        passive |= any(t.low in _AUX for t in tokens[left[-1].last : tag.first])
    if said in _RIGHT or phrase in _TAKES_OBJECT or said in _BODIES:
        return _objects(field, left, right, groups, tag, tokens)
    if said in _LEFT or phrase.startswith(_LEFTWARD):
        return _summed(field, left, groups, tag, tokens, leftward=True) if left else []
    near_left = bool(left) and all(
        tokens[n].low in _BRIDGES or tokens[n].low.endswith("ly")
        for n in range(left[-1].last, tag.first)
    )
    near_right = bool(right) and right[0].first - tag.last <= 3
    if not passive and near_right and not (near_left and not _counted(right)):
        return _summed(field, right, groups, tag, tokens)
    if (passive or near_left) and left:
        return _summed(field, left, groups, tag, tokens, leftward=True)
    if right and not passive:
        return _summed(field, right, groups, tag, tokens)
    return (
        _summed(field, left, groups, tag, tokens, leftward=True)
        if left and field == "injured" and near_left
        else []
    )


_TAKES_OBJECT = frozenset(
    {
        "claimed the lives",
        "claimed the life",
        "took the life",
        "took the lives",
        "taking the life",
        "taking the lives",
        "cost the lives",
        "cost the life",
        "beheading",
        "massacring",
        "murdering",
        "executing",
        "martyring",
        "cut the throat",
        "cut the throats",
        "slit the throat",
    }
)
_BRIDGES = frozenset(
    "people others more were was been have had has also and being are is confirmed reported "
    "feared seriously critically slightly badly lightly left two both all".split()
)
"""Words that may stand between people and the word of what befell them."""


def _objects(
    field: str,
    left: list[Group],
    right: list[Group],
    groups: list[Group],
    tag: Tag,
    tokens: tuple[Token, ...],
) -> list[Toll]:
    """People after a verb, or before a noun: killing four; the deaths of four; four deaths."""
    if right:
        return _summed(field, right, groups, tag, tokens)
    touching = (
        left
        and tokens[tag.first].low in {"deaths", "bodies", "fatalities"}
        and (left[-1].last >= tag.first - 1)
    )
    return _summed(field, left, groups, tag, tokens, leftward=True) if touching else []


def _counted(groups: list[Group]) -> bool:
    return any(group.head not in {"", "another"} for group in groups)


def _adjectival(tokens: tuple[Token, ...], groups: list[Group], tag: Tag) -> Group | None:
    """Three dead children; 14 dead, 43 wounded."""
    if tag.last - tag.first != 1:
        return None
    touching = next((g for g in groups if g.last == tag.first), None)
    if (
        touching is not None
        and touching.head == ""
        and tokens[tag.first].low
        in {"dead", "killed", "wounded", "injured", "deaths", "fatalities", "injuries", "hurt"}
    ):
        after = tag.last
        head = ""
        if (
            after < len(tokens)
            and tokens[after].low in words("person")
            and tokens[tag.first].low == "dead"
        ):
            head = tokens[after].low
        return touching._replace(last=tag.last, head=head)
    spanning = next((g for g in groups if g.first < tag.first and tag.last <= g.last), None)
    if spanning is not None and tokens[tag.first].low in {"bodies", "dead", "wounded", "injured"}:
        return spanning
    return None


def _blocked(tokens: tuple[Token, ...], start: int, end: int) -> bool:
    """Whether a clause begins between a verb and the people after it."""
    gap = [token.low for token in tokens[start:end]]
    if any(word in _BLOCKS for word in gap):
        return True
    return len(gap) > 14


def _cut(tokens: tuple[Token, ...], start: int, end: int) -> bool:
    """Whether a clause begins between people and the verb after them."""
    gap = [token.low for token in tokens[start:end]]
    return (
        any(
            word in {";", ":", "when", "while", "but", "said", "says", "because", "."}
            for word in gap
        )
        or len(gap) > 16
    )


def _summed(
    field: str,
    chosen: list[Group],
    groups: list[Group],
    tag: Tag,
    tokens: tuple[Token, ...],
    *,
    leftward: bool = False,
) -> list[Toll]:
    """The groups that stand together: three soldiers and two civilians."""
    whole = [group for group in chosen if not group.part]
    if not whole:
        return []
    picked, closed = [whole[-1] if leftward else whole[0]], False
    rest = reversed(whole[:-1]) if leftward else iter(whole[1:])
    for group in rest:
        edge = picked[-1]
        one, other = (group, edge) if leftward else (edge, group)
        gap = [token.low for token in tokens[one.last : other.first] if token.kind != "num"]
        if len(gap) > 4 or not set(gap) & _JOINS or set(gap) - _JOINS - _BETWEEN:
            break
        if closed and gap == [","]:
            break  # four drivers and a soldier, two residents said
        closed = closed or (not leftward and "and" in gap)
        picked.append(group)
    return [
        _toll(
            field,
            _listed(sorted(picked), whole_first=not leftward, tokens=tokens),
            groups,
            tag,
            tokens,
        )
    ]


_JOINS = frozenset({"and", ",", "plus", "&"})
_BETWEEN = frozenset({"as", "well", "also", "his", "her", "their", "the"})
"""What may stand between people who are added up, beside commas."""


def _listed(picked: list[Group], *, whole_first: bool, tokens: tuple[Token, ...]) -> list[Group]:
    """The people of a list: after commas alone there is none; "a dozen people, three residents"."""
    joined = [
        bool({token.low for token in tokens[one.last : other.first]} & (_JOINS - {","}))
        for one, other in itertools.pairwise(picked)
    ]
    if whole_first:  # the nearest is the first: what follows the last "and" belongs to no list
        return (
            picked[: len(joined) - joined[::-1].index(True) + 1] if True in joined else picked[:1]
        )
    return picked if True in joined[-1:] else picked[-1:]


def _toll(
    field: str, picked: list[Group], groups: list[Group], tag: Tag, tokens: tuple[Token, ...]
) -> Toll:
    lows, highs = [g.low for g in picked], [g.high for g in picked]
    low = None if all(n is None for n in lows) else sum(n or 0 for n in lows)
    high = None if any(n is None for n in highs) else sum(n or 0 for n in highs)
    span = [*(g.first for g in picked), *(g.last for g in picked), tag.first, tag.last]
    end = max(span)
    parts = [g for g in groups if g.part and min(span) <= g.first <= end + 4]
    return Toll(
        field,
        low,
        high,
        min(span),
        end,
        children=_of_kind([*picked, *parts], "child"),
        civilians=_of_kind(picked, "civilian"),
        more=any(
            tokens[n].low in {"another", "more", "other", "others", "further", "additional"}
            for g in picked
            for n in range(g.first, g.last)
        ),
        soldiers=all(g.head in words("combatant") for g in picked),
        total="now" in {token.low for token in tokens[max(0, min(span) - 3) : min(span)]},
        at=tag.first,
    )


def _of_kind(groups: list[Group], kind: str) -> int | None:
    counted = [g.low for g in groups if g.head in words(kind) and g.low is not None]
    return sum(counted) if counted else None
