"""Files that are zip archives: how far they may unpack before they are opened."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from .schema import InputError

if TYPE_CHECKING:
    from pathlib import Path

SUFFIXES = (".docx", ".ods", ".xlsx", ".zip")
"""Suffixes of the archives that are read."""
LARGEST = 2 * 1024**3
"""Most bytes that an archive may unpack to; GeoNames' dump of the whole world has 1.7e9."""
RATIO = 100
"""Most times that a large one may grow; spreadsheets grow tenfold, GeoNames' dumps fivefold."""
_SMALL = 32 * 1024**2


def check_archive(path: Path) -> None:
    """Refuse an archive that would unpack without measure, before anything unpacks it.

    Parameters
    ----------
    path
        A file; one that is no archive, by its suffix, is passed over.

    Raises
    ------
    InputError
        If it would unpack to more than :data:`LARGEST` bytes, or is larger than 32 MiB then and
        grows more than :data:`RATIO` times.
    """
    if path.suffix.lower() not in SUFFIXES:
        return
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(member.file_size for member in archive.infolist())
    except (OSError, zipfile.BadZipFile, NotImplementedError):
        return  # its reader says better what is wrong
    if size > LARGEST or (size > _SMALL and size > RATIO * path.stat().st_size):
        raise InputError(
            path, f"would unpack to {size:,} bytes: unpack it yourself if you trust it"
        )
