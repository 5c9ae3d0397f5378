"""The words of reports: small tables beside this file, read once, looked up by phrase.

Every table is our own work. A phrase is stored as the tuple of its folded words, so that one
longest-match pass over a sentence finds all of them, whatever the hyphens and capitals.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ..countries import countries
from ..names import fold

FOLDER = Path(__file__).with_name("lexicon")
"""Where the tables lie."""


class Entry(NamedTuple):
    """What a phrase means.

    Attributes
    ----------
    kind
        ``country``, ``demonym``, ``capital``, ``group``, ``state`` (a named state force),
        ``trigger``, ``weapon`` or ``object``; or a kind of words.csv.
    value
        A country code, a group's name, an event type, a weapon; empty when the kind says all.
    part
        For triggers ``noun``, ``verb`` or ``effect``; for groups and weapons more about them.
    """

    kind: str
    value: str
    part: str = ""


Phrases = dict[str, list[tuple[tuple[str, ...], tuple[Entry, ...]]]]
"""First folded word -> phrases that begin with it, longest first, each with its meanings."""

NAMED = frozenset({"country", "demonym", "capital", "group", "state"})
"""Kinds that are proper names: they match only where a capital letter is written."""


def words_of(text: str) -> tuple[str, ...]:
    """Split a phrase as the tokeniser does: folded, hyphens apart."""
    return tuple(
        word for part in text.replace("-", " ").replace("/", " ").split() if (word := fold(part))
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def phrases() -> Phrases:
    """Read every table.

    Returns
    -------
    dict
        The phrases by their first word.
    """
    table: dict[tuple[str, ...], list[Entry]] = {}
    for text, entry in _entries():
        key = words_of(text)
        if key and entry not in table.setdefault(key, []):
            table[key].append(entry)
    first: Phrases = {}
    for key in sorted(table, key=lambda item: (-len(item), item)):
        first.setdefault(key[0], []).append((key, tuple(table[key])))
    return first


def _entries() -> list[tuple[str, Entry]]:
    """Every phrase of every table with one meaning."""
    found = [*_names(), *_groups()]
    for row in _rows("triggers.csv"):
        found += [
            (form, Entry("trigger", row["type"], row["part"])) for form in row["forms"].split("|")
        ]
    for row in _rows("weapons.csv"):
        found += [
            (form, Entry("weapon", row["weapon"], row["type"])) for form in row["forms"].split("|")
        ]
    for name in ("words.csv", "voices.csv", "objects.csv"):
        for row in _rows(name):
            found += [(form, Entry(row["kind"], "")) for form in row["forms"].split("|")]
    return found


def _names() -> list[tuple[str, Entry]]:
    """Countries, their people, their capitals and their named forces.

    Not by names of Spanish that English never says and that towns bear: Argelia in Cauca.
    """
    found = []
    foreign = set((FOLDER / "foreign.txt").read_text(encoding="utf-8").split())
    for item in countries().values():
        plain = [
            name
            for name in (item.name, *item.names)
            if name.isascii() and len(name) > 3 and fold(name) not in foreign
        ]
        found += [(name, Entry("country", item.alpha3)) for name in plain]
        if item.capital and item.capital not in {item.name, "Kingston"}:
            found.append((item.capital, Entry("capital", item.alpha3)))
    for row in _rows("demonyms.csv"):
        found += [(form, Entry("demonym", row["country"])) for form in row["forms"].split("|")]
    for row in _rows("capitals.csv"):
        found += [(form, Entry("capital", row["country"])) for form in row["forms"].split("|")]
    for row in _rows("state_forces.csv"):
        found += [(form, Entry("state", row["country"])) for form in row["forms"].split("|")]
    return found


def _groups() -> list[tuple[str, Entry]]:
    """Armed groups under all their names."""
    return [
        (form, Entry("group", row["name"], row["countries"]))
        for row in _rows("groups.csv")
        for form in (row["name"], *row["aliases"].split("|"))
        if form
    ]


@cache
def group_countries() -> dict[str, tuple[str, ...]]:
    """Group name -> the countries it is at home in, the first the likeliest."""
    return {row["name"]: tuple(row["countries"].split()) for row in _rows("groups.csv")}


@cache
def words(kind: str) -> frozenset[str]:
    """Single words of one kind of the lexicon."""
    return frozenset(
        key[0]
        for entries in phrases().values()
        for key, meanings in entries
        if len(key) == 1 and any(entry.kind == kind for entry in meanings)
    )


@cache
def effect_words() -> frozenset[str]:
    """Single words that say killed or wounded."""
    return frozenset(
        key[0]
        for entries in phrases().values()
        for key, meanings in entries
        if len(key) == 1
        and any(entry.kind == "trigger" and entry.part == "effect" for entry in meanings)
    )
