"""Names of places that nobody knows, by the words around them.

"In the village of X", "near X", "X, Kaduna State, ...": a name that no table holds is a place where
its sentence says so; nothing is known of where it lies but what the report says.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ..names import fold
from .knowns import PARTICLES, Context, Toponym, unit_names
from .lexicon import FOLDER, phrases

if TYPE_CHECKING:
    from .words import Sentence, Tag, Token

LINES = frozenset("road highway route motorway track railway line axis corridor border".split())
"""What joins two places whose names a hyphen ties."""


@cache
def common() -> frozenset[str]:
    """Small words, and words of the lexicon, that are no place by themselves."""
    small = (FOLDER / "common.txt").read_text(encoding="utf-8").split()
    named = {"country", "capital", "group", "state", "demonym"}
    lexicon = {
        key[0]
        for entries in phrases().values()
        for key, meanings in entries
        if len(key) == 1 and not any(entry.kind in named for entry in meanings)
    }
    return frozenset({*small, *lexicon})


@cache
def openers() -> frozenset[str]:
    """Words that begin sentences and happen to name towns: Sixteen (Ohio), Rest, Victory."""
    return frozenset((FOLDER / "openers.txt").read_text(encoding="utf-8").split())


@cache
def nowhere() -> frozenset[str]:
    """Names that are written like places and are none: agencies, channels, ways to post."""
    return frozenset((FOLDER / "nowhere.txt").read_text(encoding="utf-8").split())


def find(text: str, sentence: Sentence, first: int, limit: int, report: Context) -> Toponym | None:
    """A name that nobody knows, where the words around it say that it is a place."""
    tokens = sentence.tokens
    if any(tag.first < limit and first < tag.last and is_name(tag) for tag in sentence.tags):
        return None
    inside = [tokens[n] for n in range(first, limit)]
    small = {t.low for t in inside[1:] if t.low in PARTICLES}
    if inside[0].low in _QUARTERS and len(inside) > 1:
        small.add(inside[0].low)  # North Waziristan
    if any((t.low in common() and t.low not in small) or t.kind == "num" for t in inside):
        return None
    before = tokens[first - 1].low if first else ""
    kind = tokens[first - 2].low if first > 1 and before == "of" else ""
    end = limit
    air = end + 1 < len(tokens) and tokens[end].low == "air" and tokens[end + 1].low in _AIR
    end += 2 if air else 0
    while end < min(len(tokens), limit + 3) and tokens[end].low in _PLACE_NOUNS:
        end += 1
    said = end > limit
    after = tokens[end].low if end < len(tokens) else ""
    placed = (
        before in _PLACED_BY
        or kind in _PLACE_NOUNS
        or kind in _OF
        or (before == "from" and _is_far(tokens, first))
        or before in _NAMED_BEFORE
        or _owns_site(tokens, end)
        or (said and tokens[limit].low in _SURE_NOUNS and before in {"the", "of", "from", "to"})
    )
    opens = (
        (said or after in {",", "("}) and first <= 1 and _named_after(text, sentence, end, report)
    )
    tied = (tokens[first].glued and bool(LINES & {t.low for t in tokens[limit : limit + 3]})) or (
        before in {"and", "to", "-", "–"}
        and first > 1
        and tokens[first - 2].capital
        and tokens[first - 2].kind == "word"
    )
    again = fold(text[tokens[first].start : tokens[limit - 1].end]) in report.placed
    speaks = after in {"said", "told", "says"} and kind not in _OF
    if not (placed or opens or tied or again) or speaks:
        return None
    if fold(text[tokens[first].start : tokens[limit - 1].end]) in report.lowered:
        return None
    written = text[tokens[first].start : tokens[end - 1].end]
    name = text[tokens[first].start : tokens[limit - 1].end]
    return Toponym(first, end, written, name, "unknown", ())


def _owns_site(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether what belongs to a name belongs to a town: "X's police station"."""
    lead = [t.low for t in tokens[at : at + 4]]
    return len(lead) == 4 and lead[0] in {"'s", "’s"} and bool(_TOWNS & set(lead[1:3]))


_TOWNS = frozenset("police market hospital airport airfield outskirts refinery garrison".split())
_QUARTERS = frozenset("north south east west upper lower central new greater".split())
"""What a name may begin with that is no name alone."""
_AIR = frozenset({"base", "field", "station"})
_PLACED_BY = frozenset(
    "in at near outside around between inside off beside towards toward through across".split()
)


def _is_far(tokens: tuple[Token, ...], first: int) -> bool:
    """Whether a distance is told before "from": five kilometres from, not far from."""
    lead = {t.low for t in tokens[max(0, first - 6) : first - 1]}
    return bool(lead & {"km", "kms", "kilometres", "kilometers", "kilometre", "miles", "mile"}) or (
        first > 1 and tokens[first - 2].low in {"far", "away", "hour", "hours", "minutes"}
    )


_OF = frozenset(
    "chief mayor commissioner people residents inhabitants outskirts edge north south east west "
    "northeast northwest southeast southwest streets centre center entrance suburbs sector parish "
    "siege battle control hospital airstrip airfield airport aerodrome market mosque church "
    "monastery school university prison port station clinic".split()
)
"""Nouns before "of" and a place: the chief of X, north of X."""
_NAMED_BEFORE = frozenset(
    "village town settlement hamlet camp barangay sitio kibbutz moshav locality neighbourhood "
    "neighborhood suburb commune mount jabal jebel".split()
)
_SURE_NOUNS = frozenset(
    "air quarter village town settlement hamlet camp neighbourhood neighborhood suburb commune "
    "locality municipality outpost checkpoint crossing junction airport airbase airfield "
    "island".split()
)
_PLACE_NOUNS = frozenset(
    "village town camp settlement hamlet displacement refugee idp market junction island islands "
    "neighbourhood neighborhood suburb quarter area commune locality municipality outpost kibbutz "
    "checkpoint crossing port forest valley centre center airport airbase airfield barangay "
    "villages towns hills hill ridge oasis dam".split()
)


def _named_after(text: str, sentence: Sentence, at: int, report: Context) -> bool:
    """Whether a known unit or country follows a comma: "Kuriga, Kaduna State, ...", or a colon."""
    tokens = sentence.tokens
    for first in range(at + 1, min(len(tokens), at + 3)):
        for last in range(min(len(tokens), first + 4), first, -1):
            folded = fold(text[tokens[first].start : tokens[last - 1].end])
            if any(folded in unit_names(code) for code in report.countries[:4]):
                return True
    return any(token.text == ":" for token in tokens[at : at + 9])


def is_name(tag: Tag) -> bool:
    """Whether a phrase is the name of something else than a place nobody knows."""
    return any(
        tag.has(kind) for kind in ("group", "state", "demonym", "country", "capital", "title")
    )
