"""What a verb of speaking does: it says, claims, blames, denies, or keeps silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .lexicon import words

if TYPE_CHECKING:
    from .words import Sentence, Tag, Token


_NOT = frozenset("not n't no yet never nobody none neither nor without nothing".split())


PRONOUNS = frozenset("it he she they this who".split())


_NO_ACT = frozenset(
    "hurt casualties harmed killed injured wounded victims casualty losses deaths comment details "
    "information group claim claimed claims word confirmation indication immediate immediately "
    "toll figures reason know known aware verify confirm further longer one's choice doubt "
    "damage survivors arrests".split()
)


_OTHER_MATTERS = frozenset(
    "truce ceasefire cease proposal call calls talks offer demand demands plan negotiations deal "
    "idea request mediation terms appeal access entry permission bail visa visas backing "
    "supporting arming aiding funding sheltering harbouring aid bid pressure invitation "
    "amnesty sanctions".split()
)


_EVASIONS = frozenset("commented comment commenting reacted respond responded".split())


_NARRATIONS = frozenset("called put charged posted reads described quoted cited".split())


_SUSPECTING = frozenset({"suspected", "suspects", "suspect", "suspecting", "alleged"})


STOPS = frozenset({",", ".", ";", ":", "—", "–", "("})


def manner(sentence: Sentence, tag: Tag) -> str:
    """Say what a verb of speaking does.

    Parameters
    ----------
    sentence
        The sentence.
    tag
        The verb.

    Returns
    -------
    str
        ``say``, ``claim``, ``blame``, ``deny`` or ``silent``; empty for a verb of none here.
    """
    tokens = sentence.tokens
    said = " ".join(t.low for t in tokens[tag.first : tag.last])
    before = _lead(tokens, tag.first)
    negated = bool(_NOT & set(before)) and not _NOT & {t.low for t in tokens[tag.first : tag.last]}
    if tag.has("deny"):
        return "" if negated or _no_denial(tokens, tag, said) else "deny"
    if said in _CALLED and _called_false(tokens, tag.last):
        return "" if negated else "deny"
    if said in _HOLDING and not _RESPONSIBLE & {t.low for t in tokens[tag.last : tag.last + 9]}:
        return ""
    if said in {"put", "puts"} and _COUNTED & {t.low for t in tokens[tag.last : tag.last + 4]}:
        return "say"
    if tag.has("blame"):
        if said in _SUSPECTING and not _suspects(tokens, tag):
            return ""
        return "silent" if negated else "blame"
    if tag.has("claim") and said not in {"confirmed", "announced", "confirms", "confirming"}:
        return "silent" if negated else "claim"
    if not tag.has("speech") or said in _NARRATIONS:
        return ""
    if said in _EVASIONS or (said == "confirmed" and negated):
        return "silent"
    if _denies_act(tokens, tag.last):
        return "deny"
    return _names_culprit(tokens, tag.last) or "say"


def _names_culprit(tokens: tuple[Token, ...], at: int) -> str:
    """Whether what is said is who was behind it: itself (a claim) or another (blame)."""
    rest = [t.low for t in tokens[at : at + 24]]
    for n, word in enumerate(rest[:-1]):
        if word in {";", "but", "while"}:
            return ""
        if word in {"was", "were", "is", "are"} and rest[n + 1] in {"behind", "responsible"}:
            if _NOT & set(rest[:n]):
                return ""
            own = bool({"it", "they", "we", "its", "their", "our"} & set(rest[max(0, n - 4) : n]))
            named = any(t.capital for t in tokens[at : at + n])
            return "claim" if own else "blame" if named else ""
    return ""


_CALLED = frozenset("called calls calling described describes branded labelled labeled".split())


_FALSE = frozenset(
    "false baseless ridiculous absurd nonsense lies lie untrue unfounded fabricated fabrication "
    "fabrications propaganda fake invention fiction preposterous groundless slander".split()
)


_HOLDING = frozenset({"hold", "holds", "holding", "held"})


_RESPONSIBLE = frozenset({"responsible", "accountable"})


_COUNTED = frozenset({"toll", "number", "figure", "dead", "count", "casualties", "deaths"})


def _called_false(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether what is called something is called untrue: "called the claim ridiculous"."""
    for token in tokens[at : at + 7]:
        if token.text in {".", ";", ","}:
            return False
        if token.low in _FALSE:
            return True
    return False


def _lead(tokens: tuple[Token, ...], at: int) -> list[str]:
    """Up to five words before a verb, in its own clause."""
    found: list[str] = []
    for n in range(at - 1, max(-1, at - 6), -1):
        if tokens[n].text in STOPS:
            break
        found.append(tokens[n].low)
    return found


def _suspects(tokens: tuple[Token, ...], tag: Tag) -> bool:
    """Whether somebody suspects, rather than a suspected one acts."""
    before = tokens[tag.first - 1].low if tag.first else ""
    return before in words("hit_speaker") | words("army_noun") | PRONOUNS | {"have", "had", "also"}


def _no_denial(tokens: tuple[Token, ...], tag: Tag, said: str) -> bool:
    """Whether a word of denial speaks of something else: a truce rejected, a false alarm."""
    before = tokens[tag.first - 1].low if tag.first else ""
    after = [t.low for t in tokens[tag.last : tag.last + 5]]
    if said in {"lies", "a lie"}:
        return before not in {
            "of",
            "as",
            "called",
            "pure",
            "these",
            "was",
            "is",
            "are",
            "it",
            "all",
        }
    if said == "false":
        return before not in {"as", "was", "is", "were", "are", "it"}
    if said in {"denial", "rejection"} and before in {"in", "of"}:
        return True
    return bool(_OTHER_MATTERS & set(after))


def _denies_act(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether what follows a verb of speaking is a denial in other words.

    Parameters
    ----------
    tokens
        The sentence.
    at
        The token after the verb.

    Returns
    -------
    bool
        For "said no aircraft of his had struck", "says it fired no rockets"; not for "said no one
        was hurt" nor "said it had no comment".
    """
    rest = [t.low for t in tokens[at : at + 26]]
    lead = [word for word in rest[:3] if word not in {"that", ",", "“", '"', "'", "‘", "only"}]
    if lead and lead[0] in {"no", "none", "nobody", "not", "never"}:
        where = rest.index(lead[0])
        following = rest[where + 1 : where + 9]
        return not _NO_ACT & set(following) and not _counts(following)
    for n, word in enumerate(rest):
        if word in {";", "but", "while"}:
            return False
        if word in {"it", "they", "we", "forces", "troops", "its"}:
            nearby = rest[n + 1 : n + 5]
            negation = next((w for w in nearby if w in {"not", "never", "no", "nothing"}), "")
            if negation:
                return _of_an_act(rest[n + 1 : n + 14])
    return False


def _counts(following: list[str]) -> bool:
    """Whether "no" begins a comparison: no fewer than, not only, not one shot since."""
    return following[:1] in (["fewer"], ["less"], ["more"], ["only"], ["yet"], ["one"], ["all"])


def _of_an_act(said: list[str]) -> bool:
    """Whether words that say "not" speak of firing, striking, or taking part."""
    if _NO_ACT & set(said):
        return False
    return bool(_ACTS & set(said))


_ACTS = frozenset(
    "fired fire firing struck strike hit attacked attack bombed bomb shelled shell targeted target "
    "aimed aim carried conducted launched launch killed shot involved responsible behind abducted "
    "kidnapped raided dropped used touched planted burned sent entered operated present".split()
)
