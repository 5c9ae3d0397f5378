"""The page's words on paper: sentences, numbers and dates in its language."""

from __future__ import annotations

import datetime as dt

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval
from babel.numbers import format_decimal

from ._shared import table

_DAY = dt.timedelta(days=1)


class Words:
    """What the page says, in one language.

    Parameters
    ----------
    language
        A BCP 47 tag; English where there is no table for it.
    """

    def __init__(self, language: str = "en") -> None:
        self.table: dict[str, str | dict[str, str]] = table(language)
        self.rtl: bool = self.table["dir"] == "rtl"
        self.locale: Locale
        try:
            self.locale = Locale.parse(str(self.table["locale"]).partition("-u-")[0], sep="-")
        except (UnknownLocaleError, ValueError):
            self.locale = Locale("en", "GB")

    def say(self, key: str, **values: object) -> str:
        """A sentence with its values put in; a ``count`` chooses the plural form."""
        entry = self.table[key]
        if isinstance(entry, dict):
            form = self.locale.plural_form(int(str(values["count"])))
            entry = entry.get(form, entry["other"])
        for name, value in values.items():
            told = self.number(value) if isinstance(value, (int, float)) else str(value)
            entry = entry.replace(f"{{{name}}}", told)
        return entry

    def code(self, group: str, value: object) -> str:
        """Words for a code, or for a missing one, or the code itself where it is none of ours."""
        key = f"{group}.{value}" if isinstance(value, str) and value else f"{group}.none"
        return self.say(key) if key in self.table else str(value or "")

    def number(self, value: float) -> str:
        """A number with the language's separators and digits."""
        return str(format_decimal(value, locale=self.locale))

    def date(self, day: dt.date) -> str:
        """One day."""
        return str(format_date(day, format="d MMM yyyy", locale=self.locale))

    def when(self, first: dt.date | None, last: dt.date | None) -> str:
        """A range of days, either end of which may be open; whole months and years as such."""
        if first is not None and last is not None:
            return self._range(first, last)
        if first is not None:
            return self.say("when.from", date=self.date(first))
        return self.say("when.until", date=self.date(last)) if last else self.say("when.none")

    def _range(self, start: dt.date, end: dt.date) -> str:
        first, last = (dt.date(day.year, day.month, day.day) for day in (start, end))
        if first == last:
            return self.date(first)
        whole_months = first.day == 1 and (last + _DAY).day == 1
        whole_years = whole_months and first.month == 1 and last.month == 12
        skeleton = "y" if whole_years else "yMMM" if whole_months else "yMMMd"
        text = str(format_interval(first, last, skeleton, locale=self.locale))
        return text.replace("\u2009–\u2009", "–")
