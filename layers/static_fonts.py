"""Fonts for paper: the same on every machine, and shaped for the scripts of the places mapped.

Latin, Greek and Cyrillic stand in Roboto, Arabic, Persian, Urdu and Pashto in Noto Sans Arabic,
both from packages; what these lack stands in matplotlib's own DejaVu Sans. A script that none of
them has is looked for among the machine's own fonts. matplotlib shapes text with libraqm.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from matplotlib import font_manager
from matplotlib.font_manager import FontEntry, FontProperties, fontManager

if TYPE_CHECKING:
    from collections.abc import Iterable

LATIN, ARABIC, REST = "conflictmap latin", "conflictmap arabic", "DejaVu Sans"
# Our name, package, file, style, weight.
_FILES = (
    (LATIN, "font_roboto", "Roboto-Regular.ttf", "normal", 400),
    (LATIN, "font_roboto", "Roboto-Bold.ttf", "normal", 700),
    (LATIN, "font_roboto", "Roboto-Italic.ttf", "italic", 400),
    # One cut for all: matplotlib draws a variable font at its default weight only.
    *(
        (ARABIC, "fontpkg_noto_sans_arabic", "NotoSansArabic[wdth,wght].ttf", style, weight)
        for style, weight in (("normal", 400), ("normal", 700), ("italic", 400))
    ),
)


@cache
def _register() -> tuple[str, ...]:
    """Make the packaged fonts known under names that no other font of the machine bears."""
    known = []
    for name, package, file, style, weight in _FILES:
        try:
            path = str(files(package) / "files" / file)
        except ModuleNotFoundError:  # an installation without the extra's fonts
            continue
        fontManager.ttflist.append(
            FontEntry(
                fname=path,
                name=name,
                style=style,
                variant="normal",
                weight=weight,
                stretch="normal",
                size="scalable",
            )
        )
        known.append(name)
    return tuple(dict.fromkeys([*known, REST]))


def font(text: str, points: float, *, bold: bool = False, italic: bool = False) -> FontProperties:
    """Choose the fonts that a text is set in.

    Parameters
    ----------
    text
        The text.
    points
        Its size.
    bold, italic
        Its cut, where the script has one.

    Returns
    -------
    matplotlib.font_manager.FontProperties
        A family of fonts, each asked in turn for the letters that the ones before it lack.
    """
    return FontProperties(
        family=_families(frozenset(text)),
        size=points,
        weight=700 if bold else 400,
        style="italic" if italic else "normal",
    )


@cache
def _families(letters: frozenset[str]) -> list[str]:
    families = list(_register())
    if ARABIC in families and is_arabic(letters):
        # One word from one font, for letters join only within it.
        families.remove(ARABIC)
        families.insert(0, ARABIC)
    missing = {letter for letter in letters if not _written(letter, tuple(families))}
    return [*families, *_elsewhere(frozenset(missing))] if missing else families


def is_arabic(letters: Iterable[str]) -> bool:
    """Whether some of the letters are Arabic script."""
    return any("\u0600" <= at <= "\u08ff" or "\ufb50" <= at <= "\ufeff" for at in letters)


@cache
def _written(letter: str, families: tuple[str, ...]) -> bool:
    """Whether one of the families has a letter; what is invisible needs none."""
    if unicodedata.category(letter) in {"Cf", "Mn", "Zs", "Cc"}:
        return True
    paths = (font_manager.findfont(FontProperties(family=name)) for name in families)
    return any(_has(str(path), letter) for path in paths)


@cache
def _has(path: str, letter: str) -> bool:
    return bool(font_manager.get_font(path).get_char_index(ord(letter)))


@cache
def _elsewhere(letters: frozenset[str]) -> tuple[str, ...]:
    """A font of this machine that has all of these letters, by name; Noto before others."""
    entries = sorted(
        {(entry.name, str(entry.fname)) for entry in fontManager.ttflist if entry.weight == 400},
        key=lambda entry: (not entry[0].startswith("Noto Sans"), entry),
    )
    return next(((name,) for name, path in entries if _all(path, letters)), ())


def _all(path: str, letters: Iterable[str]) -> bool:
    try:
        return all(_has(path, letter) for letter in letters)
    except RuntimeError:  # a font that FreeType does not read
        return False
