"""The event frame: its columns, their types, and the errors that speak of them.

Every reader returns this frame, every step takes and returns it, every layer draws from it.
A frame is a ``geopandas.GeoDataFrame`` in EPSG:4326 with one row per event; a missing value
means *unknown* and is never zero.

The errors, all under one base, so that a caller can catch them with one name::

    ConflictmapError
    |-- UsageError        the command was called the wrong way (exit code 2)
    |-- InputError        a file is missing, unreadable or says impossible things
    |-- FrameError        a frame handed to a step is not the documented frame
    |-- ReferenceDataError  the facts shipped in data/reference are missing or damaged
    `-- OutputError       a result cannot be written
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import geopandas as gpd

CRS = "EPSG:4326"
"""Longitude and latitude in degrees on WGS 84: the only coordinate system in the line."""

EVENT_TYPES = (
    "air_strike", "drone_strike", "missile_strike", "shelling", "bombing",
    "armed_clash", "armed_attack", "abduction", "naval_attack", "other",
)  # fmt: skip
PLACE_RELATIONS = ("at", "in", "near", "between", "off", "along")
STATUSES = ("acknowledged", "claimed", "alleged", "reported", "contested")
GEOMETRY_ROLES = ("point", "near", "area", "line", "none")
MATCH_KINDS = ("given", "reviewed", "exact", "alias", "learnt", "fuzzy", "admin", "none")


@dataclass(frozen=True)
class Column:
    """One column of the event frame.

    Parameters
    ----------
    name
        The column's name, in the frame and in every file.
    dtype
        ``text``, ``date``, ``integer`` or ``number`` (see :data:`DTYPES`).
    meaning
        One sentence for people, with the codebook a code comes from.
    choices
        The only values allowed, or empty for any.
    low, high
        The closed range of a numeric column, or ``None`` for no bound.
    """

    name: str
    dtype: str
    meaning: str
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None


DTYPES: dict[str, Any] = {
    "text": "str",
    "date": "datetime64[s]",
    "integer": "Int64",
    "number": "float64",
}
"""The pandas dtype behind each kind of column; missing is NaN, NaT, <NA> and NaN."""

EVENT_COLUMNS = (
    Column("event_id", "text", "Stable and unique in its file."),
    Column("event_type", "text", "What happened.", choices=EVENT_TYPES),
    Column("date_start", "date", "First day the event can lie in; empty = open."),
    Column("date_end", "date", "Last day the event can lie in; empty = open."),
    Column(
        "date_precision",
        "integer",
        "UCDP date_prec: 1 day, 2 two to six days, 3 week, 4 month, 5 longer or unknown.",
        low=1,
        high=5,
    ),
    Column("date_text", "text", "The words of the source that say when."),
    Column("actor", "text", "Who did it; several separated by '; '; empty = unknown."),
    Column("target", "text", "Whom or what it was aimed at; empty = unknown."),
    Column("place", "text", "The place as the source writes it."),
    Column("place_relation", "text", "How the event lies to the place.", choices=PLACE_RELATIONS),
    Column("admin1", "text", "First-level unit (province, state, governorate) as stated."),
    Column("country", "text", "ISO 3166-1 alpha-3 of the stated country."),
    Column(
        "country_stated",
        "text",
        "The country in the source's own words, where they differ from the code.",
    ),
    Column(
        "where_precision",
        "integer",
        "UCDP where_prec: 1 exact, 2 near (about 25 km), 3 admin-2, 4 admin-1, 5 line or region, 6 country, 7 sea or air.",
        low=1,
        high=7,
    ),
    Column(
        "latitude",
        "number",
        "Degrees north, EPSG:4326, only when the source or a table gives it.",
        low=-90,
        high=90,
    ),
    Column(
        "longitude",
        "number",
        "Degrees east, EPSG:4326, only when the source or a table gives it.",
        low=-180,
        high=180,
    ),
    Column(
        "killed_best",
        "integer",
        "Best estimate of people killed; empty = not stated, never 0.",
        low=0,
    ),
    Column("killed_low", "integer", "Lowest estimate of people killed.", low=0),
    Column("killed_high", "integer", "Highest estimate of people killed.", low=0),
    Column("injured_best", "integer", "Best estimate of people injured.", low=0),
    Column("injured_low", "integer", "Lowest estimate of people injured.", low=0),
    Column("injured_high", "integer", "Highest estimate of people injured.", low=0),
    Column("killed_civilians", "integer", "Civilians among the killed, when stated.", low=0),
    Column("killed_children", "integer", "Children among the killed, when stated.", low=0),
    Column(
        "status",
        "text",
        "Who stands behind it: acknowledged (the acting side says it did it), claimed (the acting side alone says so), alleged (the other side says so), reported (a neutral voice only), contested (explicitly denied).",
        choices=STATUSES,
    ),
    Column("claimed_by", "text", "Who claimed the act; several separated by '; '."),
    Column("acknowledged_by", "text", "Who acknowledged the act."),
    Column("alleged_by", "text", "Who accused the actor."),
    Column("denied_by", "text", "Who denied it."),
    Column("weapons", "text", "Weapons named, separated by '; '."),
    Column("codename", "text", "The operation's name."),
    Column("notes", "text", "Anything a reader needs beside the columns."),
    Column(
        "protected",
        "text",
        "What the publisher generalised or withholds of this event, in words; empty = nothing.",
    ),
    Column("source_id", "text", "Keys into the sources table, separated by '; '."),
    Column(
        "proposed_by",
        "text",
        "The program that proposed the row from a report; empty = a person coded it.",
    ),
    Column(
        "reviewed_by",
        "text",
        "Who checked a proposed row; empty = nobody yet, and the map says so.",
    ),
    Column(
        "extra",
        "text",
        "What a foreign table says beside these columns, as JSON: name -> text; not in the page.",
    ),
)
"""What a reader returns, in this order."""

GEOCODE_COLUMNS = (
    Column("geometry_role", "text", "How the geometry may be drawn.", choices=GEOMETRY_ROLES),
    Column(
        "uncertainty_km",
        "number",
        "Radius around a point within which the event lies, in km.",
        low=0,
    ),
    Column("place_id", "text", "The gazetteer's or boundary's id of the match."),
    Column("matched_name", "text", "The gazetteer's or boundary's own name of the match."),
    Column("match_kind", "text", "How the name was matched.", choices=MATCH_KINDS),
    Column(
        "precision_stated",
        "integer",
        "where_precision as the table had it; empty = not stated.",
        low=1,
        high=7,
    ),
    Column("match_note", "text", "Why this answer, in words for a reviewer."),
    Column("alternatives", "text", "Candidates passed over, for review, separated by '; '."),
)
"""What ``geocode`` adds, beside the geometry."""

PROVINCE_COLUMNS = (
    Column("country_code", "text", "ISO 3166-1 alpha-3 of the country the event is counted in."),
    Column("province", "text", "First-level unit the event is counted in, in English."),
    Column("province_code", "text", "Current ISO 3166-2 code of that unit."),
    Column(
        "province_source",
        "text",
        "How the province was found.",
        choices=("given", "name", "polygon", "nearest", "none"),
    ),
    Column(
        "province_flag",
        "text",
        "What disagrees, in words: empty when name, code and polygon agree.",
    ),
)
"""What ``join_provinces`` adds."""

BOUNDARY_COLUMNS = (
    Column("province_pcode", "text", "P-code of that unit, from a boundary file of the user's."),
    Column(
        "district",
        "text",
        "Second-level unit the event is counted in, where such a file has it and it is known.",
    ),
    Column("district_pcode", "text", "P-code of that second-level unit."),
)
"""What the steps add beside these when they are given boundaries of the user's own."""

REVIEW_COLUMNS = (
    Column(
        "as_located",
        "text",
        "What was left in where_precision, latitude, longitude and place_id: a cell that differs from it was set by a reviewer.",
    ),
)
"""What an export adds, so that a corrected table can be read again."""

DUPLICATE_COLUMNS = (
    Column(
        "same_as",
        "text",
        "Ids of events of other sources that may be the same one, separated by '; '; a suggestion: nothing is merged.",
    ),
)
"""What ``suggest_duplicates`` adds."""

CHANGE_COLUMNS = (
    Column(
        "change",
        "text",
        "What became of the event since the edition compared with; empty = nothing.",
        choices=("added", "changed"),
    ),
    Column("change_note", "text", "Which fields say something else, and what stood there."),
)
"""What ``mark_changes`` adds."""

SOURCE_COLUMNS = (
    Column("source_id", "text", "Key, named by the events."),
    Column("publisher", "text", "Who published it."),
    Column("title", "text", "Its title."),
    Column("url", "text", "Where it was read; only http and https become links."),
    Column(
        "archived",
        "text",
        "Where a copy of it is kept, such as in a web archive; only http and https become links.",
    ),
    Column("published", "date", "Date of publication."),
    Column("retrieved", "date", "Date it was read."),
    Column("sha256", "text", "SHA-256 of the text that was read, in hexadecimal."),
    Column(
        "file",
        "text",
        "Path of that text, relative to the sources table; quotes and hash are checked against it.",
    ),
)
"""The columns of sources.csv."""

EVIDENCE_COLUMNS = (
    Column("event_id", "text", "The event."),
    Column("field", "text", "The column of the event that the words support."),
    Column("source_id", "text", "The source they stand in."),
    Column("start", "integer", "First code point of the quote in the source's text.", low=0),
    Column("end", "integer", "One past its last code point.", low=0),
    Column("text", "text", "The quote: text == source[start:end]."),
)
"""The columns of evidence.csv."""

LIST_SEPARATOR = "; "
"""Between several names in one cell."""


class ConflictmapError(Exception):
    """Anything this program refuses, with a message for the person at the keyboard."""


class UsageError(ConflictmapError):
    """The command was called the wrong way."""


class InputError(ConflictmapError):
    """A file is missing, unreadable or says impossible things.

    Parameters
    ----------
    subject
        What the faults are about, usually a path.
    faults
        Every fault found, each one line.
    by_kind
        The same faults by kind, each one line: told in their place when they are many.
    """

    shown = 20

    def __init__(
        self, subject: object, faults: str | Sequence[str], by_kind: Sequence[str] = ()
    ) -> None:
        self.subject: str = str(subject)
        self.faults: list[str] = [faults] if isinstance(faults, str) else list(faults)
        self.by_kind: list[str] = list(by_kind)
        super().__init__(self._message())

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.subject, self.faults, self.by_kind)

    def _message(self) -> str:
        if len(self.faults) == 1:
            return f"{self.subject}: {self.faults[0]}"
        if self.by_kind and len(self.faults) > self.shown:
            lines = [f"  {kind}" for kind in self.by_kind]
            return "\n".join([f"{self.subject}: {len(self.faults)} faults, by kind", *lines])
        lines = [f"  {fault}" for fault in self.faults[: self.shown]]
        if len(self.faults) > self.shown:
            lines.append(f"  and {len(self.faults) - self.shown} more")
        return "\n".join([f"{self.subject}: {len(self.faults)} faults", *lines])


class FrameError(ConflictmapError):
    """A frame handed to a step is not the documented frame."""


class ReferenceDataError(ConflictmapError):
    """The facts shipped in data/reference are missing or damaged."""


class OutputError(ConflictmapError):
    """A result cannot be written."""


def suggest(value: str, choices: Iterable[str]) -> str:
    """Say which choice was probably meant.

    Parameters
    ----------
    value
        What was written.
    choices
        What could have been written.

    Returns
    -------
    str
        ``" (did you mean 'x'?)"``, or an empty string when nothing is close.

    Examples
    --------
    >>> suggest("air-strike", EVENT_TYPES)
    " (did you mean 'air_strike'?)"
    """
    folded = {choice.casefold(): choice for choice in choices}
    close = difflib.get_close_matches(value.casefold(), list(folded), n=1, cutoff=0.6)
    return f" (did you mean {folded[close[0]]!r}?)" if close else ""


def check(events: gpd.GeoDataFrame, *columns: Sequence[Column]) -> None:
    """Refuse a frame that is not the documented one.

    Parameters
    ----------
    events
        The frame.
    *columns
        The groups of columns it must have, such as :data:`EVENT_COLUMNS`; none means
        the columns of a reader.

    Raises
    ------
    FrameError
        If it is no GeoDataFrame, is not in EPSG:4326, or lacks a column.
    """
    wanted = [column.name for group in columns or (EVENT_COLUMNS,) for column in group]
    if not hasattr(events, "crs"):
        msg = f"expected a GeoDataFrame of events, got {type(events).__name__}"
        raise FrameError(msg)
    if events.crs is None or events.crs.to_epsg() != 4326:
        msg = f"events must be in {CRS}, got {events.crs}: call to_crs({CRS!r}) first"
        raise FrameError(msg)
    missing = [name for name in wanted if name not in events.columns]
    if missing:
        msg = f"the frame lacks {', '.join(missing)}: pass it through the step that adds them"
        raise FrameError(msg)
