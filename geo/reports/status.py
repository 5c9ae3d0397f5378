"""Who stands behind an event: claimed, acknowledged, alleged, reported, contested."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from . import parties
from .tolls import words

if TYPE_CHECKING:
    from .mentions import Mention
    from .parties import Party, Voice
    from .words import Sentence


ARMIES = {"PSE": "ISR"}
"""Whose army "the army" is where the territory has none of its own."""


class Standing(NamedTuple):
    """Who says what about an event; each with the mention it was read from.

    Attributes
    ----------
    status
        One of :data:`geo.schema.STATUSES`.
    actor
        The acting side's name, or empty.
    claimed_by, acknowledged_by, alleged_by, denied_by
        Names, in order.
    quotes
        Field -> (sentence, first token, last token).
    """

    status: str
    actor: str
    claimed_by: tuple[str, ...]
    acknowledged_by: tuple[str, ...]
    alleged_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    quotes: dict[str, tuple[int, int, int]]


def standing(
    told: list[Mention],
    sentences: list[Sentence],
    country: str,
    groups: list[str],
    narrator: Party | None,
) -> Standing:
    """Work out who stands behind an event.

    Parameters
    ----------
    told
        Everything the report tells of it.
    sentences
        The report.
    country
        Where it lies, ISO 3166-1 alpha-3, or empty: whose army "the army" is.
    groups
        Armed groups of the report, the one named last first: who "the group" is.
    narrator
        The side that issues the report, if it is a communique.

    Returns
    -------
    Standing
        The status and the names.
    """
    quotes: dict[str, tuple[int, int, int]] = {}
    actor = _actor(told, sentences, country, groups, quotes)
    claimed: list[str] = []
    alleged: list[str] = []
    denied: list[str] = []
    others = silent = False
    clash = any(act.type == "armed_clash" for m in told for act in m.acts)
    for mention in told:
        spoken = [v for v in mention.voices if v.verb >= 0]
        plain = bool(mention.acts) and not spoken
        if plain and narrator is None:
            others = True
        if plain and narrator is not None:
            (claimed if _is(narrator, actor) else alleged).append(narrator.name)
        for voice in spoken:
            party = _resolved(voice.party, country, groups, mention, sentences)
            name = party.name if party is not None else _words(sentences[mention.sentence], voice)
            own = party is not None and bool(actor) and party.name == actor
            span = (mention.sentence, voice.first, voice.last)
            if voice.manner == "silent":
                silent = True
            elif voice.manner == "deny" or (own and mention.mode in {"denied"}):
                if own or party is not None or _hit(sentences[mention.sentence], voice):
                    denied.append(name)
                    quotes.setdefault("denied_by", span)
            elif own and voice.manner in {"claim", "say"}:
                claimed.append(name)
                quotes.setdefault("claimed_by", span)
            elif (
                clash
                and party is not None
                and mention.acts == ()
                and voice.manner in {"claim", "say"}
            ):
                claimed.append(name)
            elif voice.manner == "blame" or (
                actor and not voice.neutral and _accuses(mention, voice, sentences)
            ):
                if party is not None and actor and party.name == actor:
                    continue
                alleged.append(name)
                quotes.setdefault("alleged_by", span)
                others = others or bool(mention.acts) or bool(mention.tolls)
            elif mention.acts or mention.tolls:
                others = True
    if silent and not alleged and all(not _voiced(m) for m in told if m.acts) and claimed:
        others = False
    return _settled(actor, claimed, alleged, denied, quotes, others=others)


def _voiced(mention: Mention) -> bool:
    return any(v.neutral for v in mention.voices)


def _settled(
    actor: str,
    claimed: list[str],
    alleged: list[str],
    denied: list[str],
    quotes: dict[str, tuple[int, int, int]],
    *,
    others: bool,
) -> Standing:
    """The status that the names amount to."""
    claimed, alleged, denied = (
        list(dict.fromkeys(filter(None, names))) for names in (claimed, alleged, denied)
    )
    claims: tuple[str, ...] = ()
    acknowledges: tuple[str, ...] = ()
    if claimed:
        if others or alleged:
            acknowledges = tuple(claimed)
        else:
            claims = tuple(claimed)
    if denied:
        status = "contested"
        claims, acknowledges = (*claims, *acknowledges), ()
    elif claims:
        status = "claimed"
    elif acknowledges:
        status = "acknowledged"
    elif alleged and actor:
        status = "alleged"
    else:
        status = "reported"
    if acknowledges and "claimed_by" in quotes:
        quotes["acknowledged_by"] = quotes.pop("claimed_by")
    return Standing(
        status, actor, claims, acknowledges, tuple(alleged) if actor else (), tuple(denied), quotes
    )


def _actor(
    told: list[Mention],
    sentences: list[Sentence],
    country: str,
    groups: list[str],
    quotes: dict[str, tuple[int, int, int]],
) -> str:
    """The acting side: told with the act first, then who claims it, then who is blamed."""
    for number, mention in enumerate(told):
        if number and mention.actor is not None and mention.actor.kind == "local":
            continue
        party = _resolved(mention.actor, country, groups, mention, sentences)
        if party is not None and party.name:
            quotes["actor"] = (mention.sentence, party.first, party.last)
            return party.name
    for mention in told:
        for voice in mention.voices:
            party = _resolved(voice.party, country, groups, mention, sentences)
            if (
                party is not None
                and party.name
                and (
                    voice.manner == "claim"
                    and party.kind == "group"
                    or voice.manner in {"claim", "say"}
                    and parties.claims_within(sentences[mention.sentence], voice, party)
                    and bool(mention.acts)
                )
            ):
                quotes["actor"] = (mention.sentence, party.first, party.last)
                return party.name
    for mention in told:
        for voice in mention.voices:
            if voice.manner == "blame":
                blamed = _blamed(mention, voice, country, groups, sentences)
                if blamed is not None:
                    quotes["actor"] = (mention.sentence, blamed.first, blamed.last)
                    return blamed.name
        accused = _attributed(mention, sentences)
        if accused is not None:
            quotes["actor"] = (mention.sentence, accused.first, accused.last)
            return accused.name
    return ""


def _blamed(
    mention: Mention, voice: Voice, country: str, groups: list[str], sentences: list[Sentence]
) -> Party | None:
    """The side named after a verb of blaming."""
    for party in mention.parties:
        if party.first > voice.verb and party.first - voice.verb < 18:
            known = _resolved(party, country, groups, mention, sentences)
            if known is not None and known.name:
                return known
    return None


def _attributed(mention: Mention, sentences: list[Sentence]) -> Party | None:
    """Attributed by residents to X; suspected X; X is suspected."""
    tokens = sentences[mention.sentence].tokens
    for party in mention.parties:
        if party.kind in {"group"} and mention.acts:
            before = {t.low for t in tokens[max(0, party.first - 5) : party.first]}
            if before & {
                "suspected",
                "presumed",
                "alleged",
                "attributed",
                "blamed",
                "linked",
                "affiliated",
                "loyal",
                "members",
                "from",
                "by",
            }:
                return party
    return None


def _resolved(
    party: Party | None,
    country: str,
    groups: list[str],
    mention: Mention,
    sentences: list[Sentence],
) -> Party | None:
    """The side meant by "the army" and "the group"."""
    del mention, sentences
    if party is None:
        return None
    if party.kind == "local" and country:
        country = ARMIES.get(country, country)
        return party._replace(name=parties.government(country), countries=(country,))
    if party.kind == "same" and groups:
        return party._replace(name=groups[0], countries=parties.home(groups[0]))
    return party if party.name else None


def _is(party: Party, actor: str) -> bool:
    return bool(actor) and party.name == actor


def _hit(sentence: Sentence, voice: Voice) -> bool:
    """Whether a speaker is an official, or lives where it happened."""
    said = {t.low for t in sentence.tokens[voice.first : voice.last]}
    return bool(said & words("hit_speaker"))


def _accuses(mention: Mention, voice: Voice, sentences: list[Sentence]) -> bool:
    """Whether a speaker of the hit side names the acting side in the same sentence."""
    if mention.actor is None and not (mention.acts and mention.parties):
        return False
    if voice.party is not None and voice.party.kind in {"state", "group", "local"}:
        return mention.actor is not None or any(
            not p.same(voice.party) for p in mention.parties if p.name and p.acting
        )
    return mention.actor is not None and _hit(sentences[mention.sentence], voice)


def _words(sentence: Sentence, voice: Voice) -> str:
    """A speaker in the report's own words."""
    tokens = sentence.tokens[voice.first : voice.last]
    low = [t for t in tokens if t.kind != "punct"]
    return " ".join(t.text for t in low[:6]) if low and _hit(sentence, voice) else ""
