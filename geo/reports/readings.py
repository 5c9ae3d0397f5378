"""A sentence with everything found in it: places, acts, tolls, dates, sides, voices, weapons."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from . import acts, dates, modes, parties, scenes, tolls, voices

if TYPE_CHECKING:
    import datetime as dt

    from .acts import Act
    from .dates import When
    from .knowns import Toponym
    from .losses import Toll
    from .parties import Party
    from .scenes import Scene
    from .voices import Voice
    from .words import Sentence, Tag


_LEADS = frozenset("on however meanwhile separately but and earlier later also then".split())


_DUG = frozenset(
    "gold coal copper iron lithium tin coltan cobalt jade diamond salt ruby amber manganese "
    "uranium of phosphate silver".split()
)


_NOT_FIRED = frozenset(
    "position positions post site sites launchers launcher depot depots battery batteries "
    "factory warehouse exercise stocks crew".split()
)


_OTHER_DATES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday yesterday recent recently "
    "overnight earlier".split()
)


class Reading(NamedTuple):
    """A sentence with everything found in it."""

    sentence: Sentence
    scenes: list[Scene]
    acts: list[Act]
    tolls: list[Toll]
    whens: list[When]
    parties: list[Party]
    voices: list[Voice]
    weapons: list[tuple[str, str, int, int]]
    unreal: bool


def read(
    text: str,
    sentence: Sentence,
    known: list[Toponym],
    people: dict[str, Party],
    *,
    published: dt.date,
    current: dt.date | None,
    skipped: int = 0,
) -> Reading:
    """Find everything in a sentence.

    Parameters
    ----------
    text
        The report.
    sentence
        One of its sentences.
    known
        Its places, as :func:`geo.reports.toponyms.find` found them.
    people
        Office holders met so far; those of this sentence are added.
    published, current
        The day of publication, and of the event told before.
    skipped
        Offset up to which a dateline stands.

    Returns
    -------
    Reading
        Names, acts, tolls, dates, parties, voices, weapons.
    """
    found = [p for p in parties.find(sentence, people) if sentence.tokens[p.first].start >= skipped]
    people.update(parties.office_holders(sentence, found))
    spoken = voices.find(sentence, found)
    speech = {
        n
        for tag in sentence.tags
        if tag.has("speech") or tag.has("deny") or tag.has("blame")
        for n in range(tag.first, tag.last)
    }
    violent = acts.find(sentence)
    at_act = {n for act in violent for n in range(act.first, act.last)}
    names = [name for name in known if sentence.tokens[name.first].start >= skipped]
    placed = scenes.read(text, sentence, names, speech, at_act)
    said = [
        when
        for when in dates.find(
            text, max(sentence.start, skipped), sentence.end, published=published, current=current
        )
        if when.kind != "future"
    ]
    whens = _told_dates(sentence, said, speech, at_act)
    return Reading(
        sentence,
        placed,
        violent,
        tolls.find(sentence),
        whens,
        found,
        spoken,
        [arm for arm in _weapons(sentence, violent) if not _is_named(names, arm[2], arm[3])],
        modes.unreal(sentence),
    )


def _is_named(names: list[Toponym], first: int, last: int) -> bool:
    """Whether some tokens are the name of a place: Tank is a town."""
    return any(name.first < last and first < name.last for name in names)


def _told_dates(
    sentence: Sentence, said: list[When], speech: set[int], at_act: set[int]
) -> list[When]:
    """Dates of what is told, without those of the telling; "recent" ends when it was said."""
    spoken = [when for when in said if _spoken_date(sentence, when, speech, at_act)]
    days = [when.last for when in spoken if when.kind == "day" and when.last is not None]
    return [
        when._replace(last=min(days)) if when.kind == "recent" and days else when
        for when in said
        if when not in spoken
    ]


def _weapons(sentence: Sentence, violent: list[Act]) -> list[tuple[str, str, int, int]]:
    """Weapons of a sentence: weapon, type, first and last token."""
    found = []
    for tag in sentence.tags:
        entry = tag.has("weapon")
        if entry is None:
            continue
        before = sentence.tokens[tag.first - 1].low if tag.first else ""
        said = sentence.tokens[tag.first].low
        lead = {t.low for t in sentence.tokens[max(0, tag.first - 4) : tag.first]}
        if said in {"mine", "mines"} and (before in _DUG or lead & _RAIDED):
            continue
        after = sentence.tokens[tag.last].low if tag.last < len(sentence.tokens) else ""
        if said in _CRAFT and _CARRIED & {
            t.low for t in sentence.tokens[max(0, tag.first - 8) : tag.first]
        }:
            continue
        if after in _NOT_FIRED or (said in _CRAFT and _is_hit(sentence, tag, violent)):
            continue
        if (
            lead & {"captured", "seized", "recovered", "confiscated", "loot", "showed"}
            and tag.last - tag.first < 3
        ):
            continue
        found.append((entry.value, entry.part, tag.first, tag.last))
    for tag in sentence.tags:
        spoken = {t.low for t in sentence.tokens[tag.first : tag.last]}
        if tag.has("state") and {"air", "force"} <= spoken:
            found.append(("air_bomb", "air_strike", tag.first, tag.last))
    return found


_CARRIED = frozenset("evacuated airlifted flown transferred transported ferried".split())
_RAIDED = frozenset("attacked raided stormed overran looted invaded at".split())
"""What is done to a mine where people dig."""
_SUSPECTED = frozenset({"suspected", "alleged", "accused", "presumed"})
_CRAFT = frozenset(
    "helicopter helicopters plane planes aircraft airplane airplanes jet jets tank tanks "
    "warplane warplanes gunship gunships fighter cannon cannons".split()
)
"""Weapons that are as often hit as they hit."""


def _is_hit(sentence: Sentence, tag: Tag, violent: list[Act]) -> bool:
    """Whether a craft is what was hit: "the helicopter was hit", "bombed several tanks"."""
    tokens = sentence.tokens
    for act in violent:
        gap = [t.low for t in tokens[tag.last : act.first]]
        if act.part != "noun" and 0 < len(gap) <= 4 and {"was", "were", "been"} & set(gap):
            return "by" not in gap
        if act.type == "armed_attack" and "under" in {t.low for t in tokens[act.first : act.last]}:
            return bool(0 <= act.first - tag.last <= 2)
        lead = [t.low for t in tokens[act.last : tag.first]]
        near = act.last <= tag.first and len(lead) <= 4
        if act.part == "verb" and near and not {"with", "by", "from", "using", "when"} & set(lead):
            return True
    return False


def _spoken_date(sentence: Sentence, when: When, speech: set[int], at_act: set[int]) -> bool:
    """Whether a date says when somebody spoke: "said on Friday", "on Wednesday, X said"."""
    tokens = sentence.tokens
    inside = [n for n, t in enumerate(tokens) if t.start < when.end and when.start < t.end]
    if not inside:
        return False
    first, last = inside[0], inside[-1] + 1
    if when.kind in {"since", "recent"}:
        return False
    if _of_a_death(sentence, first, last, at_act):
        return True
    before = range(max(0, first - 2), first)
    if any(n in speech for n in before) and not any(n in at_act for n in before):
        said = tokens[max(n for n in before if n in speech)].low
        if (
            said in {"reported", "reports", "recalled", "claimed"}
            and last < len(tokens)
            and tokens[last].text not in {",", ".", "that"}
            and tokens[last].low != "that"
        ):
            return tokens[last].low not in {"killed", "wounded"}
        return True
    if first > 0 and tokens[first - 1].low in _DATED:
        return True
    after = range(last, min(len(tokens), last + 2))
    quiet = _SUSPECTED | {"according"}
    if any(n in speech and tokens[n].low not in quiet for n in after) and not any(
        n in at_act for n in range(max(0, first - 6), last)
    ):
        return True
    lead = {t.low for t in tokens[: max(0, first)] if t.kind != "punct"}
    opening = (
        (first <= 1 or (first <= 3 and lead <= _LEADS))
        and last < len(tokens)
        and tokens[last].text == ","
    )
    if opening:
        early = [n for n in range(last, min(len(tokens), last + 9)) if n in speech]
        acts_before = [n for n in range(last, early[0] if early else last) if n in at_act]
        own = [t.low for t in tokens[early[0] :]] if early else []
        return bool(early) and not acts_before and bool(_OTHER_DATES & set(own))
    return False


_DATED = frozenset("statement told reporters dated issued released".split())
"""Words before the date of a telling."""


def _of_a_death(sentence: Sentence, first: int, last: int, at_act: set[int]) -> bool:
    """Whether a date is that of a death after the act: "two succumbed in the night"."""
    lead = {t.low for t in sentence.tokens[max(0, first - 2) : first]}
    after = {t.low for t in sentence.tokens[last : last + 1]}
    return "succumbed" in lead and len(at_act) > 1 and "in" not in after


def is_capital(reading: Reading, scene: Scene) -> bool:
    """Whether a place is the capital of a state."""
    return any(
        tag.first == scene.place.first and tag.has("capital") for tag in reading.sentence.tags
    )


def _dates_directly(reading: Reading, anchor: int, when: When) -> bool:
    """Whether a month or year closes the act's own clause: "bombed the town in August 2008".

    What was remembered on Thursday is then no act of Thursday.
    """
    if when.kind not in {"month", "year"} or not when.first or not when.last:
        return False
    between = [t for t in reading.sentence.tokens if anchor < t.start < when.start]
    return len(between) <= 6 and not any(
        t.kind == "punct" or t.low in {"since", "than", "and"} for t in between
    )


def when_of(reading: Reading, first: int, last: int, own: list[Act]) -> When | None:
    """The date of a stretch: inside it the one nearest to the act; else one outside."""
    tokens = reading.sentence.tokens
    start, end = tokens[first].start, tokens[last - 1].end
    inside = [w for w in reading.whens if start <= w.start < end]
    pool = inside or [w for w in reading.whens if w.start < start] or reading.whens
    if not pool:
        return None
    acts = [act for act in own if act.part != "effect"]
    strong = [act for act in acts if not act.weak]  # bombed, not burnt
    anchor = tokens[(strong or acts or own)[0].first].start if own else start

    after = [w for w in pool if w.start > anchor]
    if after and len(pool) > 1 and _dates_directly(reading, anchor, after[0]):
        return after[0]

    def rank(when: When) -> int:
        vague = when.kind in {"year", "recent", "month"} and any(
            w.kind in {"day", "range", "since", "relative"} for w in pool
        )
        return abs(when.start - anchor) + (40 if vague else 0)

    return min(pool, key=rank)
