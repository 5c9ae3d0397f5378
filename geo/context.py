"""What a place cell itself says of its province and country: "Portland, OR", "Lyman (Donetsk)"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .countries import country_code
from .phrases import parse
from .unit_names import find_units

if TYPE_CHECKING:
    from .answers import Query

_CODE = re.compile(r"^(?P<place>.*[^\s,])\s+(?P<code>[A-Z]{2})$")
_WITH_CODES = frozenset({"IND", "USA"})
"""Where people write a state's two letters behind a town without a comma (Austin TX)."""


def completed(query: Query) -> Query:
    """Fill in the province, and then the country, that a place cell names and its row does not.

    Parameters
    ----------
    query
        What the row says.

    Returns
    -------
    Query
        With ``country`` where none was stated and the last of the words after a comma or in
        brackets is a country's name; with ``admin1`` where none was stated and those words are a
        unit of the country, or where a state of the United States or India follows by its code.
    """
    if not query.place or (query.admin1 and query.country):
        return query
    words = parse(query.place).context
    if not query.country and words and len(words[-1]) > 3:
        query = query._replace(country=country_code(words[-1]) or "")
    if query.admin1 or not query.country:
        return query
    said = next((text for text in map(_unit_words, words) if _is_unit(text, query.country)), "")
    coded = _CODE.match(query.place) if query.country in _WITH_CODES and not words else None
    if coded and _is_unit(coded["code"], query.country):
        return query._replace(place=coded["place"], admin1=coded["code"])
    return query._replace(admin1=said)


def _unit_words(folded: str) -> str:
    """Words of a context as a unit may be asked for; short ones are codes (tx, d c)."""
    letters = folded.replace(" ", "")
    short = len(letters) <= 3 and letters.isascii() and letters.isalpha()
    return letters.upper() if short else folded


def _is_unit(text: str, country: str) -> bool:
    return find_units(text, country, misspelt=False).how in {"code", "name"}
