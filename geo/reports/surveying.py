"""The first pass over a report: its names, its provinces, the countries in which they lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import locate, toponyms
from .locate import Hints

if TYPE_CHECKING:
    from .knowns import Toponym
    from .story import Story
    from .words import Sentence


def survey(story: Story) -> None:
    """Note the names, the units and the unambiguous towns of a report.

    Parameters
    ----------
    story
        The report, of which nothing is read yet.
    """
    for sentence in story.sentences:
        story.loose_units.update(toponyms.units_named(story.text, sentence, story.context))
    story.names = toponyms.find_all(story.text, story.sentences, story.context)
    for sentence in story.sentences:
        for name in story.names[sentence.start]:
            _note_land(story, sentence, name)
            if name.level == "admin1" and name.unit >= 0 and not _is_capital(sentence, name):
                story.loose_units.add(name.unit)
            elif name.level == "town" and len(name.places) == 1 and len(name.countries) == 1:
                spot = locate.settle(name, Hints({}, frozenset(), frozenset(), ()))
                story.spots.append((spot.latitude, spot.longitude))


def _note_land(story: Story, sentence: Sentence, name: Toponym) -> None:
    """Count in which country the names of a report lie, be it a country's or a town's."""
    own = [code for code in story.context.countries if code in name.countries]
    if name.level in {"town", "admin1", "admin2"} and len(own) == 1:
        story.land[own[0]] += 1 if _is_capital(sentence, name) else 2
    elif name.level == "country":
        before = sentence.tokens[name.first - 1].low if name.first else ""
        story.land[name.countries[0]] += 2 if before in {"in", ",", "across", "of"} else 0


def _is_capital(sentence: Sentence, name: Toponym) -> bool:
    """Whether a name is a capital alone: who writes or speaks there tells of other places."""
    return any(
        tag.has("capital") and tag.first <= name.first and name.last <= tag.last
        for tag in sentence.tags
    )
