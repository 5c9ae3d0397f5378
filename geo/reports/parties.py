"""The sides: states and armed groups named in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..countries import country_name
from . import unlisted
from .lexicon import group_countries, words

if TYPE_CHECKING:
    from .words import Sentence, Tag, Token

_NAMES = {"COD": "DR Congo", "USA": "United States", "GBR": "United Kingdom", "PSE": "Palestine"}
_COREF_GROUP = frozenset(
    "group movement rebels rebel insurgents militants militia gang cartel faction "
    "guerrillas jihadists separatists fighters party organisation organization alliance "
    "outfit".split()
)
_POINTERS = frozenset({"the", "same", "this", "its", "that"})
_ARMS_ALONE = frozenset("jets warplanes aircraft warplane drones planes artillery gunboats".split())
"""What may belong to anybody, unlike "the army"."""
_UNITS = frozenset({"division", "brigade", "battalion", "regiment"})
_CIVIL = frozenset(
    "officials official people citizens city town province village border spokesman national "
    "nationals".split()
)
_PLACING = frozenset(
    "in at near from to of into across around towards over throughout inside outside central "
    "northern southern eastern western through within".split()
)


_AFTER_PLACES = frozenset(
    "on in at to near after before when where while and for from during early late overnight "
    "last this yesterday today has killing".split()
)


class Party(NamedTuple):
    """A side: a state or an armed group.

    Attributes
    ----------
    name
        ``Government of X``, a group's usual name, or empty for "the army", whose state the
        place decides, and "the group", which the story decides.
    countries
        ISO 3166-1 alpha-3: the state, or where a group is at home.
    kind
        ``state``, ``group``, ``local`` (the state that holds the place), ``same`` (the group
        named before) or ``own`` (whoever issues the report).
    first, last
        Its tokens.
    acting
        Whether its words are those of forces (troops, jets, drones), not of officials or people.
    """

    name: str
    countries: tuple[str, ...]
    kind: str
    first: int
    last: int
    acting: bool = True

    def same(self, other: Party) -> bool:
        """Whether two mean the same side."""
        if self.kind == "state" and other.kind == "state":
            return self.countries == other.countries
        return bool(self.name) and self.name == other.name


def government(country: str) -> str:
    """How a state is named as an actor."""
    return f"Government of {_NAMES.get(country, country_name(country))}"


def find(sentence: Sentence, people: dict[str, Party]) -> list[Party]:
    """Find the sides named in a sentence.

    Parameters
    ----------
    sentence
        The sentence.
    people
        Surnames of office holders met before -> their side.

    Returns
    -------
    list of Party
        In order.
    """
    tokens = sentence.tokens
    found: list[Party] = []
    for tag in sentence.tags:
        party = _party(sentence, tag)
        if party is not None and not any(
            p.first < party.last and party.first < p.last for p in found
        ):
            found.append(party)
    covered = {n for p in found for n in range(p.first, p.last)}
    for at, token in enumerate(tokens):
        if at in covered:
            continue
        if token.capital and token.low in people and (at or people[token.low].kind == "group"):
            known = people[token.low]
            acting = known.kind == "group"
            found.append(known._replace(first=at, last=at + 1, acting=acting))
            covered.add(at)
    found += _unlisted(sentence, covered, people)
    covered |= {n for p in found for n in range(p.first, p.last)}
    found += _unnamed(sentence, covered, found)
    return sorted(found, key=lambda p: p.first)


def _party(sentence: Sentence, tag: Tag) -> Party | None:
    group = tag.has("group")
    if group is not None:
        return Party(group.value, tuple(group.part.split()), "group", tag.first, tag.last)
    state = tag.has("state")
    if state is not None:
        return Party(government(state.value), (state.value,), "state", tag.first, tag.last)
    demonym = tag.has("demonym")
    if demonym is not None:
        owned = tag.first > 0 and sentence.tokens[tag.first - 1].kind == "poss"
        acting = _acts(sentence.tokens, tag.last) or _as_a_people(sentence.tokens, tag)
        acting = acting and not owned  # the junta's Turkish drone
        return Party(
            government(demonym.value), (demonym.value,), "state", tag.first, tag.last, acting
        )
    place = tag.has("capital") or tag.has("country")
    if place is not None and not _located(sentence.tokens, tag):
        owner = tag.last < len(sentence.tokens) and sentence.tokens[tag.last].kind == "poss"
        acting = not owner or _acts(sentence.tokens, tag.last + 1)
        return Party(government(place.value), (place.value,), "state", tag.first, tag.last, acting)
    return None


def _as_a_people(tokens: tuple[Token, ...], tag: Tag) -> bool:
    """Whether a people stands for its forces: "the Russians shelled", "the Israelis hit"."""
    low = tokens[tag.first].low
    before = tokens[tag.first - 1].low if tag.first else ""
    return low.endswith("s") and not low.endswith("ss") and before == "the"


def _acts(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether forces, arms or an act follow a people's name within four words."""
    if at < len(tokens) and tokens[at].low in _NOT_THEIRS:
        return False
    for n in range(at, min(len(tokens), at + 4)):
        low = tokens[n].low
        if low == "and" and n == at and n + 1 < len(tokens) and tokens[n + 1].capital:
            continue  # Mozambican and Rwandan troops
        if tokens[n].kind == "punct" or low in {"in", "on", "at", "and", "of", "to"}:
            return False
        if low in _force_words():
            return True
        if low in words("civilian") or low in _CIVIL:
            return False
    return False


def _force_words() -> frozenset[str]:
    return words("army_noun") | _ARMS


_ARMS = frozenset(
    "shell shells rocket mortar gunfire post posts plane bomb bombs sniper snipers shellfire "
    "strike strikes airstrike airstrikes drone drones jet jets warplane warplanes aircraft "
    "missile missiles rockets artillery attack attacks raid raids shelling bombardment "
    "helicopter helicopters tank tanks air bombing fire forces troops soldiers army "
    "military navy gunners planes shells bombs fighters ground units commandos gunboats "
    "mortars guns gunships police rangers infantry marines operation offensive shell mortar gun "
    "warship warships frigate destroyer submarine bomber bombers post posts outposts sniper "
    "snipers howitzer howitzers battery batteries projectile projectiles paratroopers quadcopter "
    "quadcopters gunfire barrage salvo salvoes ballistic cruise glide kamikaze loitering "
    "reconnaissance naval special security coast guards side".split()
)
_NOT_THEIRS = frozenset(
    "made built supplied designed produced manufactured style type origin backed funded trained "
    "supported aligned linked led speaking born occupied held controlled administered "
    "majority".split()
)
"""Words after a people's name that say that neither the arms nor the act are theirs."""


def _located(tokens: tuple[Token, ...], tag: Tag) -> bool:
    """Whether a country or capital stands after a preposition of place."""
    before = tokens[tag.first - 1].low if tag.first else ""
    after = tokens[tag.last].low if tag.last < len(tokens) else ""
    beside = before in {",", "("} and tag.first > 1 and tokens[tag.first - 2].capital
    if beside and (after in _AFTER_PLACES or not after.isalpha()):
        return True  # Kabul, Afghanistan; not: On Monday, Ankara said
    heading = tag.first == 0 and after in {"-", "–", "—", ":"}
    return heading or before in _PLACING


def _unlisted(sentence: Sentence, covered: set[int], people: dict[str, Party]) -> list[Party]:
    """Groups that no table knows; their short names are remembered."""
    ethnic = {tag.first for tag in sentence.tags if tag.has("demonym") or tag.has("country")}
    found = []
    for group in unlisted.find(sentence.tokens, covered - ethnic, ethnic):
        kind, name = ("local", "") if group.state else ("group", group.name)
        party = Party(name, (), kind, group.first, group.last)
        found.append(party)
        if group.acronym and kind == "group":
            people[group.acronym] = party
    return found


_GROUPS = frozenset({"group"})
_SIDES = frozenset({"group", "state"})
_ANOTHERS = frozenset("foreign enemy hostile occupying neighbouring neighboring invading".split())


def _unnamed(sentence: Sentence, covered: set[int], named: list[Party]) -> list[Party]:
    """The army, police, government forces: the state of the place; the group: as before."""
    found = []
    tokens = sentence.tokens
    for tag in sentence.tags:
        if any(n in covered for n in range(tag.first, tag.last)):
            continue
        before = {tokens[n].low for n in range(max(0, tag.first - 2), tag.first)}
        if tag.has("army_noun") and not (
            tag.last - tag.first == 1 and tokens[tag.first].low in _ARMS_ALONE
        ):
            if any(n in covered for n in range(max(0, tag.first - 3), tag.first)):
                continue
            if before & _ANOTHERS:
                continue
            owner = _owner(named, tag.first, _SIDES) if "its" in before else None
            kind = "own" if "our" in before else "local"
            army = owner or Party("", (), kind, 0, 0)
            found.append(army._replace(first=tag.first, last=tag.last, acting=True))
        elif tokens[tag.last - 1].low in _COREF_GROUP and _POINTERS & (
            before | {tokens[tag.first].low}
        ):
            owner = _owner(named, tag.first) if "its" in before else None
            again = owner or Party("", (), "same", 0, 0)
            found.append(again._replace(first=tag.first, last=tag.last))
    found += [
        Party("", (), "local", n, n + 1)
        for n, token in enumerate(tokens)
        if token.capital and token.low in _UNITS and n not in covered
    ]
    return found


def _owner(named: list[Party], at: int, kinds: frozenset[str] = _GROUPS) -> Party | None:
    """Whose "its fighters" are: the group (or state) named before in the sentence."""
    before = [p for p in named if p.kind in kinds and p.last <= at]
    return min(before, key=lambda p: p.first, default=None)


def office_holders(sentence: Sentence, found: list[Party]) -> dict[str, Party]:
    """Surnames of people whose office and side a sentence names.

    Parameters
    ----------
    sentence
        The sentence.
    found
        Its parties.

    Returns
    -------
    dict
        Folded surname -> side.
    """
    people = {}
    tokens = sentence.tokens
    for tag in sentence.tags:
        if not tag.has("title"):
            continue
        side = next(
            (
                p
                for p in reversed(found)
                if p.first < tag.first and tag.first - p.last <= 4 and p.kind == "state"
            ),
            None,
        )
        at = tag.last
        while at < len(tokens) and tokens[at].capital and tokens[at].kind == "word":
            at += 1
        if side is not None and at > tag.last:
            people[tokens[at - 1].low] = side
    return people


def home(name: str) -> tuple[str, ...]:
    """Where a group is at home."""
    return group_countries().get(name, ())
