"""Where the user's own things are kept: what was learnt, what was fetched."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "CONFLICTMAP_DATA"
"""The environment variable that names another folder."""


def folder() -> Path:
    """Find the user's data folder; it need not exist.

    Returns
    -------
    pathlib.Path
        What :data:`VARIABLE` says, or the platform's usual place for an application's data.
    """
    stated = os.environ.get(VARIABLE)
    if stated:
        return Path(stated)
    from platformdirs import user_data_dir  # noqa: PLC0415 - a folder that is stated needs none

    return Path(user_data_dir("conflictmap", appauthor=False))
