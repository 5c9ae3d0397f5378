"""Whether an act is told as real; or denied, planned, practised, remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .lexicon import words

if TYPE_CHECKING:
    from .words import Sentence, Tag, Token


_CLAUSE = frozenset({";", ":", "but", "while", "whereas", "although", "though"})


_NEGATIONS = frozenset("not never n't without no nor neither cannot nobody none".split())


_MODALS = frozenset(
    "will would could might should shall must any future possible imminent planned further "
    "potential".split()
)


_INTENTS = frozenset(
    "threatened|threatens|threatening|vowed|vows|plan|plans|planned|planning|prepare|prepares|preparing|intends|intended|promised|pledged|seeks|sought|plot|plotted|plotting|ready|aimed"
    " to|refused to|expected|demanded|demand|demands|urged|urges|calls for|called for|calling"
    " for|call for".split("|")
)


_FEARS = frozenset(
    "threat|threats|warning|warnings|fear|fears|feared|risk|risks|prevent|preventing|avert|averted|avoid|plot|plots|preparations|stop|halt|end"
    " to|warned|warns|against".split("|")
)


_SHOWS = frozenset(
    "display training film parade festival trial court mock memorial vigil veterans tribute "
    "museum monument".split()
)


_HEARINGS = frozenset(
    "court trial training festival parade vigil memorial tribute monument museum display film"
    " mock".split()
)


_HARM = frozenset(
    "killed killing wounded attack attacked explosion exploded shot stabbed died dead fire "
    "clash clashes ambush ambushed raid raided bomb blast abducted kidnapped".split()
)


_REPELLED = frozenset("foiled foil foils thwarted thwarts disrupted averted".split())
_PLANTED = frozenset("bomb bombs planted device explosives hidden ied".split())
_KILLED = frozenset("killed killing dead died wounded wounding".split())


_RUMOURS = frozenset("alarm rumour rumours rumor rumors scare hoax".split())


_UNTRUE = frozenset("false unfounded baseless untrue wrong hoax".split())


_ENGINEERS = frozenset("engineers sappers deminers experts".split())


_REMNANTS = frozenset("mine mines shell shells bomb bombs ordnance remnants munitions".split())


_MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)
_ANSWERS = frozenset("response reply answer retaliation reaction reprisal".split())
_SPORT = frozenset(
    "goalkeeper striker derby penalty referee coach midfielder semifinal quarterfinal rematch "
    "qualifier league goal goals kick pitch crossbar offside scorer scored fixture champions "
    "tournament tennis basketball rugby cricket wicket innings batsman bowler playoff".split()
)
"""Two of these words in a sentence: its strikes and shoot-outs are those of a game."""


def is_revealed(sentence: Sentence) -> bool:
    """Whether a sentence says of what was just told that it was a drill, a film or a game.

    Parameters
    ----------
    sentence
        The sentence.

    Returns
    -------
    bool
        For "it was the largest exercise ever held"; "then the umpire blew his whistle".
    """
    low = [token.low for token in sentence.tokens]
    if set(low) & {"umpire", "umpires"}:
        return True
    return any(
        word in {"was", "were"}
        and low[n - 1] in {"it", "this", "that", "all", "these", "everything", "scene", "attack"}
        and bool(_PLAYED & set(low[n + 1 : n + 7]))
        and not _NEGATIONS & set(low[n + 1 : n + 3])
        for n, word in enumerate(low)
        if n
    )


_PLAYED = frozenset(
    "exercise exercises drill drills rehearsal simulation film game staged play show".split()
)


_TAKEN_BACK = (
    ("there", "were", "none"),
    ("there", "was", "none"),
    ("there", "was", "no", "such"),
    ("it", "never", "happened"),
    ("this", "never", "happened"),
    ("none", "of", "this", "happened"),
    ("nothing", "of", "the", "kind"),
    ("that", "was", "wrong"),
    ("this", "was", "wrong"),
    ("that", "is", "false"),
    ("this", "is", "false"),
    ("this", "is", "not", "true"),
    ("that", "was", "untrue"),
    ("false",),
)


def takes_back(sentence: Sentence) -> bool:
    """Whether a sentence says of the one before that it was not so ("There were none").

    Parameters
    ----------
    sentence
        The sentence.

    Returns
    -------
    bool
        Then what was told just before is no event.
    """
    low = [token.low for token in sentence.tokens if token.kind == "word"]
    if _TAKEN_BACK[-1][0] in low[:1] and len(low) > 1:
        return False
    return bool(low) and any(
        tuple(low[: len(said)]) == said for said in _TAKEN_BACK if said[0] == low[0]
    )


def is_referred(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether an act only says when something else was: "hours before Iran's attack"."""
    lead = [t.low for t in tokens[max(0, at - 5) : at]]
    if "to" in lead and set(lead) & _ANSWERS:
        return True
    for n in range(at - 1, max(-1, at - 5), -1):
        if tokens[n].low == "before":
            return any(t.kind == "poss" or t.low in {"the", "its"} for t in tokens[n + 1 : at])
        if tokens[n].kind == "punct":
            return False
    return False


def mode(sentence: Sentence, at: int) -> str:
    """Say whether an act is told as real, as denied, as not done or as only planned.

    Parameters
    ----------
    sentence
        Its sentence.
    at
        Its first token.

    Returns
    -------
    str
        ``real``, ``denied``, ``negated`` or ``planned``.
    """
    tokens = sentence.tokens
    start = max(0, at - 26)
    for n in range(at - 1, start - 1, -1):
        if tokens[n].text == ";" or tokens[n].low in _CLAUSE:
            start = n + 1
            break
    denial = _last_tag(sentence, "deny", start, at)
    if denial is not None and (at - denial <= 12 or _retold(tokens, denial, at)):
        return "denied"
    near = [token.low for token in tokens[max(start, at - 4) : at]]
    if _negated(tokens, max(start, at - 6), at, near):
        return "negated"
    return "planned" if _planned(sentence, max(start, at - 14), at) else "real"


def _retold(tokens: tuple[Token, ...], denial: int, at: int) -> bool:
    """Whether what was denied are posts, reports or rumours, whose words follow."""
    between = {t.low for t in tokens[denial:at]}
    return bool(between & _TALES) and bool(between & {"that", "which", "of", "saying"})


_TALES = frozenset(
    "posts post reports report rumours rumors rumour rumor claims claim allegations stories story "
    "videos video messages message".split()
)


def _negated(tokens: tuple[Token, ...], start: int, at: int, near: list[str]) -> bool:
    if set(near) & _NEGATIONS:
        return not ("no" in near and "longer" in near) and not ({"not", "only"} <= set(near))
    wide = [token.low for token in tokens[start:at]]
    after = [token.low for token in tokens[at : at + 9]]
    if _into_air(after):
        return True
    return (
        "no" in wide and bool({"had", "has", "have", "was", "were"} & set(wide)) and "," not in wide
    ) or ("no one" in " ".join(wide))


def _into_air(after: list[str]) -> bool:
    """Whether shots hit nobody: fired into the air, fired warning shots."""
    return any(
        (word in {"into", "in"} and after[n + 1 : n + 3] == ["the", "air"])
        or (word == "warning" and after[n + 1 : n + 2] in (["shots"], ["shot"]))
        for n, word in enumerate(after[:6])
    ) and bool({"fired", "fire", "firing", "fires", "shot", "shots", "shooting"} & set(after[:2]))


def _planned(sentence: Sentence, start: int, at: int) -> bool:
    """Whether a threat, a plan or a wish governs the act."""
    tokens = sentence.tokens
    before = tokens[at - 1].low if at else ""
    near = [token.low for token in tokens[max(start, at - 5) : at]]
    if set(near[-3:]) & _MODALS:
        return (
            not (set(near) & {"have"} and set(near) & {"might", "may", "could"}) or "would" in near
        )
    if before in {"may", "can"}:
        return True
    plan = _last_tag(sentence, "plan", start, at)
    if plan is None or at - plan > 7:
        return False
    word = tokens[plan].low
    if word in {"if", "unless", "whether"}:
        return True
    verbs = _INTENTS
    nouns = _FEARS
    gap = [token.low for token in tokens[plan + 1 : at]]
    if word in verbs:
        return "to" in gap or "that" in gap or len(gap) <= 3
    if word in {"stop", "halt", "end", "against", "protest"}:
        return word != "against" and len(gap) <= 3
    return word in nouns and len(gap) <= 5 and not set(gap) & {"after", "when", "following"}


def _last_tag(sentence: Sentence, kind: str, start: int, at: int) -> int | None:
    """The last phrase of a kind that ends before a token."""
    found = None
    for tag in sentence.tags:
        if tag.first >= start and tag.last <= at and tag.has(kind):
            found = tag.first
    return found


def unreal(sentence: Sentence) -> bool:
    """Whether a whole sentence is about a drill, an anniversary, a foiled plot or a total.

    Parameters
    ----------
    sentence
        The sentence.

    Returns
    -------
    bool
        Whether nothing in it is a new event.
    """
    if len(_SPORT & {token.low for token in sentence.tokens}) > 1:
        return True
    if _silence(sentence) or _false_alarm(sentence) or _by_engineers(sentence):
        return True
    said = {kind for tag in sentence.tags for kind in _context_kinds(sentence, tag)}
    return bool(said & {"exercise", "anniversary", "foiled", "background"})


def _silence(sentence: Sentence) -> bool:
    """Whether it is told that fighting is heard no more: "has not been heard for a week"."""
    low = [token.low for token in sentence.tokens]
    return any(
        word == "heard" and bool({"not", "never", "longer"} & set(low[max(0, n - 3) : n]))
        for n, word in enumerate(low)
    )


def _false_alarm(sentence: Sentence) -> bool:
    """Whether the narrator says of an alarm or a rumour that nothing was behind it."""
    low = [token.low for token in sentence.tokens]
    rumour = next((n for n, word in enumerate(low) if word in _RUMOURS), None)
    return rumour is not None and any(
        before in {"was", "were", "proved", "is", "are", "as"} and word in _UNTRUE
        for before, word in zip(low[rumour:], low[rumour + 1 :], strict=False)
    )


def _by_engineers(sentence: Sentence) -> bool:
    """Whether old mines and shells are destroyed by those whose work it is."""
    low = [token.low for token in sentence.tokens]
    return any(
        word in _ENGINEERS and "by" in low[max(0, n - 4) : n] and set(low[:n]) & _REMNANTS
        for n, word in enumerate(low)
    )


def _context_kinds(sentence: Sentence, tag: Tag) -> set[str]:
    kinds = {
        e.kind for e in tag.entries if e.kind in {"exercise", "anniversary", "foiled", "background"}
    }
    if not kinds:
        return kinds
    said = " ".join(t.low for t in sentence.tokens[tag.first : tag.last])
    low = [t.low for t in sentence.tokens]
    if said in _SHOWS and "exercise" in kinds | {"exercise"}:
        following = low[tag.last] if tag.last < len(low) else ""
        if following in words("facility") or said in _HEARINGS:
            return kinds if said == "mock" else set()
    if said in {"arrested", "arrest", "arrests", "detained", "detention"}:
        violent = _HARM & set(low)
        return set() if violent else kinds
    if "foiled" in kinds and said.startswith("gas ") and _PLANTED & set(low):
        return set()  # a bomb hidden in a gas cylinder
    if "foiled" in kinds and said in _REPELLED and _KILLED & set(low):
        return set()  # foiled a raid, shooting three of the bandits dead
    dated = tag.first > 1 and (low[tag.first - 1] in _MONTHS or low[tag.first - 2] in _MONTHS)
    if said in {"last year", "this year"} and dated:
        return set()  # "August 21 last year" is a day
    return kinds
