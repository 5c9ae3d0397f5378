"""Tolls: how many were killed and wounded, and what the words leave open.

People only: vehicles, houses, missiles and cattle are counted in the same sentences. A part
("among them two children") is no further victim; a total ("the toll has risen to three")
replaces what was told before. Silence is unknown, never zero.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from . import numbers
from .lexicon import phrases

if TYPE_CHECKING:
    from .lexicon import Entry
    from .numbers import Count
    from .words import Sentence, Tag, Token

_LEFT = frozenset("died die dies dying dead perished succumbed fatalities fatality fatally".split())
_RIGHT = frozenset(
    "killing kills kill injuring wounding hurting maiming injures wounds slew".split()
)
_BODIES = frozenset("bodies body corpses death deaths".split())
_AUX = frozenset(
    "was were been being be is are got get getting remain left reported confirmed feared found".split()
)
_STOPS = frozenset(
    "after before when while in at near on during from by with as who which that whose since until "
    "for under outside against where because into through around but said says told when".split()
)
_PART = frozenset("including among whom includes include mostly mainly".split())
_BODY = frozenset(
    "leg arm head chest back shoulder hand foot stomach thigh neck face abdomen legs knee hip".split()
)


class Toll(NamedTuple):
    """One statement of how many people were killed or wounded.

    Attributes
    ----------
    field
        ``killed`` or ``injured``.
    low, high
        Bounds, ``None`` where the words leave it open.
    children, civilians
        Of these, when stated.
    first, last
        Its tokens.
    total
        Whether it is a running total that replaces earlier figures.
    more
        Whether it comes on top ("another", "others").
    soldiers
        Whether all were combatants.
    """

    field: str
    low: int | None
    high: int | None
    first: int
    last: int
    children: int | None = None
    civilians: int | None = None
    total: bool = False
    more: bool = False
    soldiers: bool = False
    at: int = 0


class _Group(NamedTuple):
    """A counted group of people: two Thai rangers, a nurse, four others."""

    first: int
    last: int
    low: int | None
    high: int | None
    head: str
    part: bool


@cache
def words(kind: str) -> frozenset[str]:
    """Single words of one kind of the lexicon."""
    return frozenset(
        key[0]
        for entries in phrases().values()
        for key, meanings in entries
        if len(key) == 1 and any(entry.kind == kind for entry in meanings)
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
    groups = _groups(tokens)
    effects = _effects(sentence)
    found: list[Toll] = []
    for number, tag in enumerate(effects):
        entry = _effect(tag)
        if entry is None:
            continue
        before = effects[number - 1].last if number else 0
        after = effects[number + 1].first if number + 1 < len(effects) else len(tokens)
        found += _statement(tokens, groups, tag, entry.value, before, after)
    return [*found, *_nobody(tokens), *_limbs(tokens, groups), *_lives(tokens)]


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
    return said in {
        "shot dead",
        "gunned down",
        "beheaded",
        "hacked to death",
        "massacred",
        "executed",
        "slaughtered",
        "murdered",
        "assassinated",
        "lynched",
        "massacring",
        "murdering",
        "beheading",
        "executing",
        "stabbed",
        "knifed",
        "beat",
        "beaten",
    }


def _field(value: str, said: str) -> str:
    if value in {"killed", "injured"}:
        return value
    return "injured" if said in {"stabbed", "knifed", "beat", "beaten"} else "killed"


def _groups(tokens: tuple[Token, ...]) -> list[_Group]:
    """The counted people of a sentence."""
    found: list[_Group] = []
    taken = -1
    for count in numbers.find(tokens):
        group = _people(tokens, count)
        if group is not None:
            found.append(group)
            taken = group.last
    for at, token in enumerate(tokens):
        single = token.low in {
            "a",
            "an",
            "another",
            "one",
            "the",
            "his",
            "her",
            "their",
        } and not any(group.first <= at < group.last for group in found)
        if single:
            group = _single(tokens, at)
            if group is not None:
                found.append(group)
    del taken
    return sorted(found)


def _people(tokens: tuple[Token, ...], count: Count) -> _Group | None:
    """The people a number counts; a bare number before a verb counts people too."""
    before = tokens[count.first - 1].low if count.first else ""
    if before in {
        "aged",
        "age",
        "no",
        "number",
        "article",
        "day",
        "page",
        "phase",
        "group",
        "unit",
        "chapter",
        "top",
        "m",
    } or _is_date(tokens, count):
        return None
    at, head = count.last, ""
    if at < len(tokens) and tokens[at].low == "of" and at + 1 < len(tokens):
        nxt = tokens[at + 1].low
        if (
            nxt in {"them", "whom", "the", "those", "his", "her", "their", "its", "these"}
            or tokens[at + 1].capital
        ):
            at += 1 + (nxt in {"the", "those", "his", "her", "their", "its", "these"})
    steps = 0
    while at < len(tokens) and steps < 6:
        token = tokens[at]
        if token.kind == "punct" and token.text not in "\"“”‘’'":
            break
        if token.low in words("thing") and token.low not in words("person"):
            if at + 1 >= len(tokens) or tokens[at + 1].low not in words("person"):
                return None
        if token.low in words("person") or token.low in {"more", "whom", "them"}:
            head = token.low
            at += 1
            while (
                at < len(tokens)
                and tokens[at].low in words("person")
                and tokens[at].low not in {"dead", "wounded", "another"}
            ):
                head = tokens[at].low
                at += 1
            break
        if (
            token.low in _STOPS
            or token.low
            in {"and", "or", "were", "was", "have", "had", "has", "of", "years", "year", "to"}
            or _effect_word(token.low)
        ):
            break
        if token.kind == "num":
            return None
        if token.capital and steps == 0 and _stands_for_people(tokens, at):
            head, at = token.low, at + 1
            break
        at += 1
        steps += 1
    if not head and steps and not (at < len(tokens) and _effect_word(tokens[at].low)):
        return None
    return _Group(
        count.first,
        max(at if head else count.last, count.last),
        count.low,
        count.high,
        head,
        _is_part(tokens, count.first),
    )


def _stands_for_people(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a name after a number counts people: six Taliban, three Houthis."""
    after = tokens[at + 1].low if at + 1 < len(tokens) else "."
    return after in {
        ".",
        ",",
        "and",
        "in",
        "at",
        "near",
        "on",
        "were",
        "had",
        "dead",
        "killed",
        "during",
        "after",
        "when",
    }


def _is_date(tokens: tuple[Token, ...], count: Count) -> bool:
    months = {
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
    }
    around = [count.last, count.first - 1]
    near = any(
        0 <= n < len(tokens) and tokens[n].low in months and tokens[n].capital for n in around
    )
    clock = count.last < len(tokens) and tokens[count.last].low in {
        "am",
        "pm",
        "a.m",
        "p.m",
        "gmt",
        "hours",
        "o'clock",
        "am.",
        "utc",
    }
    year = (
        count.low is not None
        and 1900 <= count.low <= 2100
        and tokens[count.first].kind == "num"
        and "," not in tokens[count.first].text
    )
    return near or clock or year


def _effect_word(low: str) -> bool:
    return low in words_of_effect()


@cache
def words_of_effect() -> frozenset[str]:
    """Single words that say killed or wounded."""
    return frozenset(
        key[0]
        for entries in phrases().values()
        for key, meanings in entries
        if len(key) == 1
        and any(entry.kind == "trigger" and entry.part == "effect" for entry in meanings)
    )


def _single(tokens: tuple[Token, ...], at: int) -> _Group | None:
    """A soldier, a taxi driver, another, his wife: one person."""
    low = tokens[at].low
    if low == "another":
        after = tokens[at + 1].low if at + 1 < len(tokens) else ""
        if numbers.plain(tokens, at + 1) if at + 1 < len(tokens) else False:
            return None
        if after in words("thing"):
            return None
    position, head = at + 1, ""
    while position < min(len(tokens), at + 6):
        token = tokens[position]
        if (
            token.kind != "word"
            or token.low in _STOPS
            or token.low in {"and", "of", "or"}
            or _effect_word(token.low)
        ):
            break
        if token.low in words("person"):
            head = token.low
            position += 1
            while (
                position < len(tokens)
                and tokens[position].low in words("person")
                and tokens[position].low not in {"dead", "wounded"}
            ):
                head, position = tokens[position].low, position + 1
            break
        position += 1
    plural = head.endswith("s") or head in {
        "people",
        "men",
        "women",
        "children",
        "police",
        "troops",
        "personnel",
        "staff",
        "security",
        "gunmen",
        "policemen",
        "militia",
        "crew",
        "family",
        "couple",
        "gang",
        "elderly",
        "displaced",
        "dead",
        "wounded",
        "civilian",
        "aid",
        "humanitarian",
        "lives",
        "militiamen",
        "enemy",
        "body",
    }
    if low == "another" and not head:
        return _Group(at, at + 1, 1, 1, "another", False)
    if (
        not head
        or plural
        or (
            low in {"the", "his", "her", "their"}
            and head
            not in {
                "wife",
                "husband",
                "mother",
                "father",
                "driver",
                "brother",
                "sister",
                "son",
                "daughter",
                "mayor",
                "chief",
                "commander",
                "pilot",
                "shepherd",
                "grandmother",
                "governor",
                "judge",
                "prosecutor",
            }
        )
    ):
        if head == "couple" and low == "a":
            return _Group(at, position, 2, 2, "people", _is_part(tokens, at))
        return None
    if position < len(tokens) and (
        tokens[position].low in words("thing")
        or tokens[position].low
        in {
            "post",
            "camp",
            "base",
            "station",
            "convoy",
            "patrol",
            "checkpoint",
            "said",
            "says",
            "told",
            "spokesman",
            "outpost",
            "vehicle",
            "chief",
            "headquarters",
            "school",
        }
        or tokens[position].text in {"’s", "'s"}
        or tokens[position].glued
    ):
        return None
    return _Group(at, position, 1, 1, head, _is_part(tokens, at))


def _is_part(tokens: tuple[Token, ...], first: int) -> bool:
    """Whether the words before say that this is a part of a number told already."""
    before = [token.low for token in tokens[max(0, first - 4) : first]]
    after = [token.low for token in tokens[first + 1 : first + 4]]
    if (
        after[:1] == ["of"]
        and after[1:2] in (["them"], ["whom"])
        and first
        and tokens[first - 1].text in {",", "-", "–", "—", "("}
    ):
        return True
    if any(word in _PART for word in before[-3:]) or before[-2:] in (["one", "of"], ["two", "of"]):
        return True
    return before[-1:] == ["("]


def _statement(
    tokens: tuple[Token, ...],
    groups: list[_Group],
    tag: Tag,
    value: str,
    before: int,
    after: int,
) -> list[Toll]:
    """What one word of killing or wounding says."""
    said = tokens[tag.first].low
    phrase = " ".join(token.low for token in tokens[tag.first : tag.last])
    field = _field(value, phrase)
    total = _total(tokens, tag, field)
    if total is not None:
        return [total]
    if phrase in {"death toll", "toll", "casualties"}:
        return []
    if _negated(tokens, tag) or _outdated(tokens, tag):
        return []
    right = [
        group
        for group in groups
        if tag.last <= group.first
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
    if said in _RIGHT or phrase in _TAKES_OBJECT or said in _BODIES:
        return _objects(field, left, right, groups, tag, tokens)
    if said in _LEFT or phrase.startswith(("lost ", "losing ", "left dead", "laid ", "did not")):
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
    "people others more were was been have had has also and being are is confirmed reported feared seriously "
    "critically slightly badly lightly left two both all".split()
)
"""Words that may stand between people and the word of what befell them."""


def _objects(
    field: str,
    left: list[_Group],
    right: list[_Group],
    groups: list[_Group],
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


def _counted(groups: list[_Group]) -> bool:
    return any(group.head not in {"", "another"} for group in groups)


def _adjectival(tokens: tuple[Token, ...], groups: list[_Group], tag: Tag) -> _Group | None:
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
    if spanning is not None and tokens[tag.first].low in {"dead", "wounded", "injured"}:
        return spanning
    return None


def _blocked(tokens: tuple[Token, ...], start: int, end: int) -> bool:
    """Whether a clause begins between a verb and the people after it."""
    gap = [token.low for token in tokens[start:end]]
    if any(
        word
        in {
            ";",
            ":",
            "after",
            "before",
            "when",
            "while",
            "who",
            "which",
            "but",
            "by",
            "said",
            "says",
            "from",
            "during",
            "because",
            ".",
        }
        for word in gap
    ):
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
    chosen: list[_Group],
    groups: list[_Group],
    tag: Tag,
    tokens: tuple[Token, ...],
    *,
    leftward: bool = False,
) -> list[Toll]:
    """The groups that stand together: three soldiers and two civilians."""
    whole = [group for group in chosen if not group.part]
    if not whole:
        return []
    picked = [whole[-1] if leftward else whole[0]]
    rest = reversed(whole[:-1]) if leftward else iter(whole[1:])
    for group in rest:
        edge = picked[-1]
        one, other = (group, edge) if leftward else (edge, group)
        gap = [token.low for token in tokens[one.last : other.first]]
        if (
            len(gap) > 4
            or not set(gap) & {"and", ",", "plus", "&"}
            or set(gap) - {"and", ",", "plus", "as", "well", "&", "also"}
        ):
            break
        picked.append(group)
    return [_toll(field, sorted(picked), groups, tag, tokens)]


def _toll(
    field: str, picked: list[_Group], groups: list[_Group], tag: Tag, tokens: tuple[Token, ...]
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
        at=tag.first,
    )


def _of_kind(groups: list[_Group], kind: str) -> int | None:
    counted = [g.low for g in groups if g.head in words(kind) and g.low is not None]
    return sum(counted) if counted else None


def _total(tokens: tuple[Token, ...], tag: Tag, field: str) -> Toll | None:
    """The toll has risen to three; bringing the number of deaths to two; a toll of 14."""
    said = {token.low for token in tokens[tag.first : tag.last]}
    lead = [token.low for token in tokens[max(0, tag.first - 4) : tag.first]]
    counting = said & {"toll"} or (
        said & {"deaths", "dead", "killed", "fatalities", "injured", "wounded"} and "number" in lead
    )
    if not counting:
        return None
    for at in range(tag.last, min(len(tokens), tag.last + 14)):
        if tokens[at].low in {
            "to",
            "at",
            "of",
            "is",
            "was",
            "reached",
            "now",
            ":",
            "climbed",
            "reaching",
            "stands",
            "passed",
        } and at + 1 < len(tokens):
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
                    and not _is_date(tokens[start - 1 :], count)
                ):
                    _first, last = start - 1 + count.first, start - 1 + count.last
                    if last < len(tokens) and tokens[last].low in words("thing") - {"families"}:
                        return None
                    return Toll(
                        field, count.low, count.high, tag.first, last, total=True, at=tag.first
                    )
    return None


def _outdated(tokens: tuple[Token, ...], tag: Tag) -> bool:
    """Whether a figure is one that was corrected: it had at first reported eight injured."""
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


def _negated(tokens: tuple[Token, ...], tag: Tag) -> bool:
    """Whether the word stands under a no, a not or a without: that is :func:`_nobody`'s."""
    before = [token.low for token in tokens[max(0, tag.first - 4) : tag.first]]
    return bool({"no", "not", "nobody", "none", "without", "nor", "never", "neither"} & set(before))


def _nobody(tokens: tuple[Token, ...]) -> list[Toll]:
    """No one was hurt; no casualties; without injuries: zero, when somebody says so."""
    for at, token in enumerate(tokens):
        if token.low not in {"no", "nobody", "none", "without", "neither", "nor"}:
            continue
        before = {item.low for item in tokens[max(0, at - 4) : at]}
        if before & {
            "mentioned",
            "mention",
            "gave",
            "gives",
            "giving",
            "specify",
            "mentions",
            "named",
            "details",
            "published",
        }:
            continue
        for n in range(at + 1, min(len(tokens), at + 7)):
            low = tokens[n].low
            if tokens[n].kind == "punct" or low in {
                "toll",
                "figures",
                "number",
                "details",
                "word",
                "information",
                "confirmation",
                "immediate",
                "claim",
                "responsibility",
                "exact",
                "independent",
            }:
                break
            if low in {"hurt", "casualties", "harmed", "victims", "casualty", "losses"} or (
                low in {"injured", "injuries", "wounded"}
            ):
                zeros = [
                    Toll("killed", 0, 0, at, n + 1, at=n),
                    Toll("injured", 0, 0, at, n + 1, at=n),
                ]
                reading = low in {"injured", "injuries", "wounded"}
                deaths = {item.low for item in tokens[max(0, n - 3) : n + 5]} & {
                    "deaths",
                    "killed",
                    "died",
                    "dead",
                    "fatalities",
                }
                return zeros if not reading or deaths or not _others_killed(tokens) else zeros[1:]
            if low in {"killed", "died", "deaths", "fatalities", "dead"}:
                more = {item.low for item in tokens[n : n + 4]} & {
                    "injured",
                    "wounded",
                    "hurt",
                    "injuries",
                }
                zeros = [Toll("killed", 0, 0, at, n + 1, at=n)]
                return [*zeros, Toll("injured", 0, 0, at, n + 1, at=n)] if more else zeros
    return []


def _others_killed(tokens: tuple[Token, ...]) -> bool:
    return any(token.low in {"killed", "died", "dead", "killing"} for token in tokens)


def _lives(tokens: tuple[Token, ...]) -> list[Toll]:
    """Cost 68 lives; took twelve lives; four soldiers fell; N fallen."""
    found = []
    for count in numbers.find(tokens):
        after = tokens[count.last].low if count.last < len(tokens) else ""
        before = {token.low for token in tokens[max(0, count.first - 3) : count.first]}
        if after == "lives" and before & {
            "cost",
            "costing",
            "claimed",
            "claiming",
            "took",
            "taking",
        }:
            found.append(
                Toll("killed", count.low, count.high, count.first, count.last + 1, at=count.first)
            )
            continue
        for n in range(count.last, min(len(tokens) - 1, count.last + 4)):
            if tokens[n].low in words("person") and tokens[n + 1].low in {"fell", "fallen"}:
                ends = n + 2 >= len(tokens) or tokens[n + 2].low in {".", ",", ";", "and", "in"}
                if ends:
                    found.append(
                        Toll("killed", count.low, count.high, count.first, n + 2, at=n + 1)
                    )
    return found


def _limbs(tokens: tuple[Token, ...], groups: list[_Group]) -> list[Toll]:
    """A driver was hit in the leg: wounded without the word."""
    for at in range(2, len(tokens) - 2):
        if (
            tokens[at].low in {"hit", "shot", "struck"}
            and tokens[at + 1].low == "in"
            and (tokens[at + 3].low if at + 3 < len(tokens) else "") in _BODY
        ):
            left = [g for g in groups if g.last <= at and at - g.last <= 2 and g.low is not None]
            if left:
                g = left[-1]
                return [Toll("injured", g.low, g.high, g.first, at + 4, at=at)]
    return []
