"""Acts of violence told as having happened; and those denied, planned, practised or remembered.

A word of violence counts as an act only when the words around it do not say otherwise: a
threat, a drill, an anniversary, a foiled plot and a monthly total are no events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from . import modes
from .kinds import KILLING
from .lexicon import words

if TYPE_CHECKING:
    from .words import Sentence, Tag, Token

WEAK = frozenset({"fired", "destroy"})
"""Types whose words need a weapon beside them."""
_WEAK_WORDS = frozenset(
    "hit hits hitting strike strikes striking targeted targeting targets entered seized "
    "crashed landed damaged surrounded beat beaten burned burnt robbed engaged fire fires "
    "shell shells pound pounds battle battled fought stoned encounter confrontation "
    "engagement standoff offensive execution executions looted looting combat bomb bombs "
    "raid storm boarded boarding attack mine bodies toll".split()
)
_NEEDS_ARMS = frozenset(
    "crashed landed fell released sent lobbed hurled rained came comes come impacted falls "
    "plunged slammed smashed ploughed plowed flew flown rammed "
    "fall lands have has dropped".split()
)
"""Words that say an act only of a weapon: a shell landed, a drone crashed."""
PROJECTILE = frozenset(
    "drone missile air_bomb artillery rocket naval_drone rpg ied grenade landmine".split()
)
_IDIOMS = (
    ("general", "strike"),
    ("hunger", "strike"),
    ("transport", "strike"),
    ("labour", "strike"),
    ("on", "strike"),
    ("strike", "action"),
    ("rail", "strike"),
    ("teachers", "strike"),
    ("struck", "a", "deal"),
    ("struck", "deal"),
    ("struck", "by", "lightning"),
    ("heart", "attack"),
    ("heart", "attacks"),
    ("panic", "attack"),
    ("air", "raid", "alert"),
    ("air", "raid", "sirens"),
    ("air", "raid", "siren"),
    ("air", "raid", "alarm"),
    ("hit", "by", "drought"),
    ("hit", "by", "floods"),
    ("hit", "a", "record"),
    ("fire", "brigade"),
    ("attack", "helicopter"),
    ("attack", "drones"),
    ("attack", "helicopters"),
    ("gas", "explosion"),
    ("counter", "attack"),
    ("struck", "a", "chord"),
    ("cyber", "attack"),
    ("cyberattack",),
    ("verbal", "attack"),
    ("raid", "sirens"),
    ("strike", "force"),
    ("battle", "group"),
    ("battle", "tank"),
    ("battle", "tanks"),
    ("battle", "tested"),
    ("shooting", "star"),
    ("bomb", "shelter"),
    ("bomb", "shelters"),
    ("bomb", "squad"),
    ("bomb", "disposal"),
    ("clash", "of"),
    ("killing", "fields"),
    ("prices",),
    ("died", "of", "natural"),
    ("blast", "furnace"),
    ("blast", "walls"),
    ("blast", "wall"),
    ("dead", "sea"),
    ("red", "dead"),
    ("dead", "end"),
    ("hit", "hard"),
    ("hard", "hit"),
    ("worst", "hit"),
    ("film", "shooting"),
    ("boiler", "explosion"),
    ("gas", "blast"),
    ("population", "explosion"),
    ("ceasefire",),
    ("attack", "warning"),
    ("strike", "group"),
    ("no", "fire"),
    ("peaceful",),
    ("fire", "fighting"),
    ("fighting", "fires"),
    ("fighting", "season"),
    ("fighting", "age"),
    ("bomb", "threat"),
    ("bomb", "threats"),
)
_IDIOMS_WITH: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
for _idiom_words in _IDIOMS:
    for _shift, _word in enumerate(_idiom_words):
        _IDIOMS_WITH.setdefault(_word, []).append((_shift, _idiom_words))
_VERBAL = frozenset("to will would could may might should shall can cannot must".split())
_NOT_TAKEN = frozenset(
    "hospital part place control wounded responsibility position positions over fire weapons "
    "rifles vehicles measures shelter refuge hours note aim town village clinic rubble "
    "wreckage oath off in treatment".split()
)
_CONFISCATED = frozenset({"confiscated", "dynamite", "contraband", "cocaine", "smugglers"})


_NO_OBJECT = frozenset(
    "in near at of across along around inside on with were was are for and but by that from "
    "including such as belonging , . ; : )".split()
) | {""}
"""What follows no verb that needs an object."""


class Act(NamedTuple):
    """One word or phrase that says an act of violence.

    Attributes
    ----------
    first, last
        Its tokens.
    type
        A type of triggers.csv: an event type, or ``strike``, ``bombed``, ``intercept``,
        ``destroy``, ``fired``, ``killed``, ``injured``.
    part
        ``noun``, ``verb`` or ``effect``.
    mode
        ``real``, ``denied``, ``negated``, ``planned`` or ``referred`` (it only dates another).
    weak
        Whether it needs a weapon, a toll or a stronger word beside it.
    said
        Its words, folded.
    """

    first: int
    last: int
    type: str
    part: str
    mode: str
    weak: bool
    said: str = ""


def find(sentence: Sentence) -> list[Act]:
    """Find the acts of a sentence.

    Parameters
    ----------
    sentence
        The sentence.

    Returns
    -------
    list of Act
        In order.
    """
    found = []
    for tag in sentence.tags:
        entries = [entry for entry in tag.entries if entry.kind == "trigger"]
        if not entries or _idiom(sentence.tokens, tag):
            continue
        entry = _reading(sentence.tokens, tag, [(e.value, e.part) for e in entries])
        if entry is None:
            continue
        kind, part = entry
        said = " ".join(token.low for token in sentence.tokens[tag.first : tag.last])
        weak = kind in WEAK or (
            said in _WEAK_WORDS and not _is_hit(sentence, tag) and not _by_armed(sentence, tag)
        )
        if tokens_low(sentence, tag.first) in _NEEDS_ARMS and kind in {"strike", "fired"}:
            kind = "fired" if kind == "fired" else "landed"
        told = modes.mode(sentence, tag.first)
        if part == "noun" and told == "real" and modes.is_referred(sentence.tokens, tag.first):
            told = "referred"
        if kind == "fired" and _operation(sentence.tokens, tag.last):
            kind, weak = "strike", False
        found.append(Act(tag.first, tag.last, kind, part, told, weak, said))
    return found


def _by_armed(sentence: Sentence, tag: Tag) -> bool:
    """Whether "by armed men", "by rebels" follows at once: a hospital looted by gunmen."""
    low = [t.low for t in sentence.tokens[tag.last : tag.last + 4]]
    armed = words("initiator_unknown") | words("rebel_noun") | {"armed"}
    return low[:1] == ["by"] and bool(armed & set(low[1:]))


def _is_hit(sentence: Sentence, tag: Tag) -> bool:
    """Whether a vehicle, a craft or a building "was hit", whatever hit it."""
    tokens = sentence.tokens
    if tag.first < 2 or tokens[tag.first - 1].low not in {"was", "were", "been"}:
        return False
    if tag.last < len(tokens) and tokens[tag.last].low in {"by", "hard"}:
        return False
    lead = {t.low for t in tokens[max(0, tag.first - 5) : tag.first]}
    return bool(lead & (_CRAFT | words("vessel")))


_CRAFT = frozenset(
    "vehicle vehicles convoy car bus truck lorry minibus helicopter helicopters plane aircraft "
    "boat tanker train motorcade ambulance ambulances house houses school hospital church mosque "
    "market checkpoint post base outpost barracks bridge depot refinery airport warehouse".split()
)


def _operation(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether "conducted", "launched" is followed by an operation against a lair."""
    said = [t.low for t in tokens[at : at + 18]]
    if "operation" not in said or "against" not in said[said.index("operation") :]:
        return False
    return bool(_LAIRS & set(said[said.index("against") :]))


_LAIRS = frozenset(
    "hideout hideouts camp camps base bases position positions targets lairs".split()
)


def tokens_low(sentence: Sentence, at: int) -> str:
    """The folded word at a position."""
    return sentence.tokens[at].low


def _reading(
    tokens: tuple[Token, ...], tag: Tag, entries: list[tuple[str, str]]
) -> tuple[str, str] | None:
    """Noun or verb, when a word can be both; nothing for a plural or base form that is neither."""
    said = tokens[tag.first].low
    before = tokens[tag.first - 1].low if tag.first else ""
    after = tokens[tag.last].low if tag.last < len(tokens) else ""
    kinds = {part: value for value, part in entries}
    if "noun" in kinds and "verb" in kinds:
        verbal = before in _VERBAL | {"they", "who", "that", "forces", "fighters", "militants"}
        verbal |= said.endswith("ing") and before in {"been", "was", "were", "are", "is"}
        return (kinds["verb"], "verb") if verbal else (kinds["noun"], "noun")
    value, part = entries[0]
    if said == "wounds" and part == "effect" and before in {"their", "his", "her", "of", "gunshot"}:
        return None
    if said in {"bomb", "bombs", "shell", "shells", "mine"} and before not in _VERBAL:
        return None
    if said == "fire" and tag.last - tag.first == 1:
        return None
    if said in {"targets", "hits"} and after in _NO_OBJECT:
        return None  # fifteen targets near the border
    if value == "taken" or (value == "abduction" and said == "seized"):
        return (value, part) if _takes_people(tokens, tag) else None
    if said == "burns" or (said == "hurt" and after == "by"):
        return None
    return value, part


def _takes_people(tokens: tuple[Token, ...], tag: Tag) -> bool:
    """Whether people are led away: "took four girls", "seven passengers were marched off"."""
    after = [token.low for token in tokens[tag.last : tag.last + 9]]
    before = [token.low for token in tokens[max(0, tag.first - 9) : tag.first]]
    other = _NOT_TAKEN
    said = {t.low for t in tokens}
    if said & _CONFISCATED and said & words("army_noun"):
        return False  # soldiers seized rifles and led away six men: an arrest
    if tokens[tag.first].low == "picked" and "gunpoint" not in said:
        return False  # the police pick up suspects
    if "and" in after and set(after[after.index("and") + 1 :][:2]) & KILLING:
        return False  # dragged from their rooms and shot
    if set(after[:7]) & (other - {"off", "in", "town", "village"}) or (
        set(after[:2]) & {"off", "in", "up", "place"}
        and tokens[tag.first].low in {"took", "take", "takes", "taking"}
    ):
        return False
    people = words("person") | {"him", "her", "them"}
    return bool(set(after[:5]) & people) or bool(
        set(before) & people
        and {"was", "were", "been", "missing"} & {*before[-3:], tokens[tag.first].low}
    )


def _idiom(tokens: tuple[Token, ...], tag: Tag) -> bool:
    """Whether the words around make it something else: a hunger strike, a struck deal."""
    for shift, idiom in _IDIOMS_WITH.get(tokens[tag.first].low, ()):
        start = tag.first - shift
        if start >= 0 and tuple(t.low for t in tokens[start : start + len(idiom)]) == idiom:
            return True
    return False
