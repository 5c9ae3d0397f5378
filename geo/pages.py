"""Pages read back: the events and the build record that a written map carries."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pandas as pd

from .files import read_text
from .schema import InputError

if TYPE_CHECKING:
    from pathlib import Path

_DATA = re.compile(
    r'<script type="application/json" id="conflictmap-data">(?P<json>[^<]*)</script>'
)
_PARTS = ("title", "description", "language", "events", "record")


def read_page(path: Path) -> dict[str, Any]:
    """Read the data of a map that this program wrote.

    Parameters
    ----------
    path
        The HTML file.

    Returns
    -------
    dict
        The page's data: ``title``, ``description``, ``language``, ``events`` (column -> values),
        ``record`` and more. Nothing of the page is run.

    Raises
    ------
    InputError
        If the file cannot be read or is no map of ours.
    """
    found = _DATA.search(read_text(path))
    if found is None:
        raise InputError(path, "is no map that this program wrote")
    try:
        data = json.loads(found["json"])
    except (ValueError, RecursionError):
        raise InputError(path, "is a map whose data is damaged") from None
    if not isinstance(data, dict) or not all(part in data for part in _PARTS):
        raise InputError(path, "is a map whose data is damaged")
    return data


def page_events(data: dict[str, Any]) -> pd.DataFrame:
    """Give a page's events as a table of text.

    Parameters
    ----------
    data
        What :func:`read_page` returned.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``event_id``; every value as it would be written in a table, missing where
        the page has none.

    Raises
    ------
    InputError
        If the page's columns are not of one length or lack ``event_id``.
    """
    damaged = InputError("events", ["the page's table of events is damaged"])
    try:
        cells = {str(name): list(map(_cell, column)) for name, column in data["events"].items()}
        table = pd.DataFrame(cells).astype("str").set_index("event_id")
    except (AttributeError, KeyError, TypeError, ValueError):
        raise damaged from None
    if not table.index.is_unique:
        raise damaged
    return table


def _cell(value: object) -> str | None:
    return None if value is None else f"{value:g}" if isinstance(value, float) else str(value)
