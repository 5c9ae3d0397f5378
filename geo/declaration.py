"""Declared maps: what a ``maps/*.toml`` file says, checked."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from . import cells, containers
from .boundary_files import SUFFIXES
from .dates import ORDERS
from .files import paths_of, read_text
from .protection import Rule, read_rules
from .reports.files import SUFFIXES as REPORTS
from .schema import EVENT_COLUMNS, InputError, UsageError, suggest
from .story import read_story, story_faults, story_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from os import PathLike

    from .files import FilePath

POINTS_OF_VIEW = ("un", "de-facto")
READ = tuple(dict.fromkeys((*cells.SUFFIXES, *containers.SUFFIXES, *REPORTS)))
"""Suffixes of the inputs that are read."""
_OURS = [column.name for column in EVENT_COLUMNS]
BAD_ROWS = ("raise", "set_aside")


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """What one map is made of.

    Parameters
    ----------
    events
        Event tables and reports, read in this order.
    sources, evidence
        Their companion tables, or ``None``.
    title, description
        What the page says about itself.
    language
        BCP 47 tag of that text.
    boundaries
        Whose borders decide a province's country: ``"un"`` or ``"de-facto"``. In a file it may
        be a list that also names boundary files.
    boundary_files
        Boundary files of the user's own, which replace the provinces of their countries.
    bad_rows
        What to do with impossible rows: ``"raise"`` or ``"set_aside"``.
    columns
        Our column -> theirs, for tables whose columns are guessed.
    date_order
        ``"dmy"`` or ``"mdy"`` for numeric dates whose order a table does not prove.
    protect
        What the publisher generalises or withholds (:mod:`geo.protection`), as the file says it.
    story
        Steps that are told on the map (:mod:`geo.story`).
    compare
        An earlier edition of the map (.html), whose differences are marked, or ``None``.
    budget
        How large the page may be, such as ``"100MB"``: the latest events that fit are shown.
    learnt
        Whether places are looked up among those that the user has added, too.
    """

    events: tuple[Path, ...]
    sources: Path | None = None
    evidence: Path | None = None
    title: str
    description: str = ""
    language: str = "en"
    boundaries: str = "un"
    boundary_files: tuple[Path, ...] = ()
    bad_rows: Literal["raise", "set_aside"] = "raise"
    columns: Mapping[str, str] = field(default_factory=dict)
    date_order: Literal["dmy", "mdy"] | None = None
    protect: tuple[Rule, ...] = ()
    story: tuple[Mapping[str, Any], ...] = ()
    compare: Path | None = None
    budget: str | None = None
    learnt: bool = True

    def replace(self, **stated: Any) -> Declaration:
        """Another declaration in which some fields say something else."""
        return replace(self, **stated)

    @property
    def words(self) -> tuple[str, ...]:
        """What the map says of its own: title, description, story, and its files' names."""
        files = (path.name for path in self.inputs)
        return (self.title, self.description, *story_words(self.story), *files)

    @property
    def inputs(self) -> tuple[Path, ...]:
        """Every file the map is made from."""
        return tuple(
            filter(
                None,
                (*self.events, self.sources, self.evidence, *self.boundary_files, self.compare),
            )
        )


def read_declaration(path: str | PathLike[str]) -> Declaration:
    """Read a declared map.

    Parameters
    ----------
    path
        A TOML file whose keys are the fields of :class:`Declaration`; paths in it are relative
        to the file.

    Returns
    -------
    Declaration
        What it says.

    Raises
    ------
    InputError
        If it cannot be read, is no TOML, or has an unknown key or a value of the wrong kind:
        all faults in one error.
    """
    path = Path(path)
    try:
        stated = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise InputError(path, f"is no TOML: {error}") from None
    except RecursionError:
        raise InputError(path, "is no TOML of ours: it is nested too deeply") from None
    known = [key.name for key in fields(Declaration) if key.name != "boundary_files"]
    faults = [f"unknown key {key!r}{suggest(key, known)}" for key in stated if key not in known]
    faults += [f"key {key!r} is missing" for key in ("title", "events") if key not in stated]
    faults += [
        f"{key} must be {words}, got {stated[key]!r}"
        for key, (words, fits) in _KINDS.items()
        if key in stated and not fits(stated[key])
    ]
    rules, wrong = read_rules(stated.pop("protect", []))
    faults += wrong + story_faults(stated.get("story", []))
    if "evidence" in stated and "sources" not in stated:
        faults.append("evidence quotes sources: name the sources table too")
    if faults:
        raise InputError(path, faults)
    tables = [stated["events"]] if isinstance(stated["events"], str) else stated["events"]
    paths: dict[str, Any] = {
        key: path.parent / stated[key]
        for key in ("sources", "evidence", "compare")
        if key in stated
    }
    if "boundaries" in stated:
        paths |= stated_boundaries(_listed(stated["boundaries"]), folder=path.parent)
    events = tuple(path.parent / name for name in tables)
    return Declaration(
        **stated
        | paths
        | {"protect": rules, "events": events, "story": read_story(stated.get("story", []))}
    )


def stated_boundaries(words: Sequence[str], *, folder: Path = Path()) -> dict[str, Any]:
    """Tell a point of view from boundary files.

    Parameters
    ----------
    words
        At most one of :data:`POINTS_OF_VIEW`, and names of files.
    folder
        What the files' paths are relative to.

    Returns
    -------
    dict
        The fields ``boundaries`` and ``boundary_files`` of :class:`Declaration`, if stated.

    Raises
    ------
    UsageError
        If a word is neither, or two points of view are stated.
    """
    views = [word for word in words if word in POINTS_OF_VIEW]
    files = [Path(word) for word in words if word not in POINTS_OF_VIEW]
    for file in files:
        if file.suffix.lower() not in SUFFIXES:
            hint = suggest(str(file), POINTS_OF_VIEW)
            known = f"{', '.join(POINTS_OF_VIEW)}, and files ({' '.join(SUFFIXES)})"
            msg = f"no point of view {str(file)!r}{hint}; boundaries are {known}"
            raise UsageError(msg)
    if len(views) > 1:
        msg = f"boundaries name {len(views)} points of view: {', '.join(views)}"
        raise UsageError(msg)
    out: dict[str, Any] = {"boundaries": views[0]} if views else {}
    if files:
        out["boundary_files"] = tuple(folder / file for file in files)
    return out


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def declare(tables: FilePath | Iterable[FilePath], **stated: Any) -> Declaration:
    """Declare a map of event tables alone, with the companions that lie beside them.

    Parameters
    ----------
    tables
        Event tables and reports, one or several. A ``sources.csv`` and an ``evidence.csv`` in
        the folder of the first are taken along.
    **stated
        Fields of :class:`Declaration`; ``title`` is the first table's name if it is not given.

    Returns
    -------
    Declaration
        The map.

    Raises
    ------
    InputError
        If a file is of a kind that is not read.

    Examples
    --------
    >>> declared = declare("data/iran-pakistan-2024/events.csv", title="Three strikes")
    >>> declared.title, declared.sources.name
    ('Three strikes', 'sources.csv')
    """
    tables = paths_of(tables)
    for path in tables:
        if path.suffix.lower() not in READ and not path.is_dir():
            kinds = ", ".join((".toml", *READ))
            raise InputError(path, f"is of a kind that is not read; these are: {kinds}")
    sources, evidence = (tables[0].with_name(f"{name}.csv") for name in ("sources", "evidence"))
    beside: dict[str, Any] = {"sources": sources} if sources.exists() else {}
    if beside and evidence.exists():
        beside["evidence"] = evidence
    return Declaration(**{"events": tuple(tables), "title": tables[0].stem} | beside | stated)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_truth(value: Any) -> bool:
    return isinstance(value, bool)


def _is_language(value: Any) -> bool:
    return isinstance(value, str) and bool(
        re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", value)
    )


def _is_file_name(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _are_file_names(value: Any) -> bool:
    names = value if isinstance(value, list) else [value]
    return bool(names) and all(map(_is_file_name, names))


def _are_boundaries(value: Any) -> bool:
    if not _are_file_names(value):
        return False
    try:
        stated_boundaries(_listed(value))
    except UsageError:
        return False
    return True


def _are_columns(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    return set(value) <= set(_OURS) and all(map(_is_text, value.values()))


_KINDS: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "events": ("a file name or a list of them", _are_file_names),
    "sources": ("a file name", _is_file_name),
    "evidence": ("a file name", _is_file_name),
    "compare": ("the file name of a map", _is_file_name),
    "title": ("text", _is_text),
    "description": ("text", _is_text),
    "language": ("a tag such as 'en' or 'ar'", _is_language),
    "boundaries": (
        f"one of {', '.join(POINTS_OF_VIEW)}, a boundary file, or a list of them",
        _are_boundaries,
    ),
    "columns": (f"a table of our columns and theirs; ours are {', '.join(_OURS)}", _are_columns),
    "date_order": (f"one of {', '.join(ORDERS)}", ORDERS.__contains__),
    "bad_rows": (f"one of {', '.join(BAD_ROWS)}", BAD_ROWS.__contains__),
    "budget": ("a size such as '100MB'", _is_text),
    "learnt": ("true or false", _is_truth),
}
