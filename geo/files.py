"""Files in and out: clear words when they cannot be read, and nothing half-written."""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from .schema import InputError, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    FilePath = str | os.PathLike[str]

_KINDS = {
    b"%PDF-": "a PDF",
    b"GIF8": "a GIF picture",
    b"PAR1": "a Parquet file",
    b"PK\x03\x04": "a zip archive or an office document",
    b"SQLite format 3\0": "a SQLite database, such as a GeoPackage",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "a PNG picture",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"\xff\xd8\xff": "a JPEG picture",
}
"""How files begin that are no text, and what they are."""


def paths_of(files: FilePath | Iterable[FilePath]) -> list[Path]:
    """Several files, or one, as a list of paths."""
    return [Path(file) for file in ([files] if isinstance(files, (str, os.PathLike)) else files)]


def read_bytes(path: Path) -> bytes:
    """Read a whole file.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    bytes
        Its content, never empty.

    Raises
    ------
    InputError
        If it is missing, a folder, unreadable or empty.
    """
    if path.is_dir():
        raise InputError(path, "is a folder, expected a file")
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise InputError(path, "no such file") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise InputError(path, f"cannot be read: {_reason(error)}") from None
    if not content.strip():
        raise InputError(path, "is empty")
    return content


def read_text(path: Path) -> str:
    """Read a whole text file as UTF-8, with or without a byte order mark.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    str
        Its text; line ends as they stand in the file, so that offsets into it are stable.

    Raises
    ------
    InputError
        If it cannot be read, or is not UTF-8.
    """
    content = read_bytes(path)
    check_text(path, content)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        fault = (
            f"is not UTF-8 (byte {error.start} is 0x{content[error.start]:02x}): "
            "save it as UTF-8 and try again"
        )
        raise InputError(path, fault) from None


def check_text(path: Path, content: bytes) -> None:
    """Refuse what is plainly no text, and say what it is.

    Parameters
    ----------
    path
        The file, named as one of text.
    content
        Its content.

    Raises
    ------
    InputError
        If it begins as a file of another kind does.
    """
    for start, kind in _KINDS.items():
        if content.startswith(start):
            raise InputError(path, f"is {kind}, not text: give it the suffix of what it is")


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Write a file wholly or not at all: beside its place first, then renamed into it.

    Parameters
    ----------
    path
        The file to write or replace.

    Yields
    ------
    Path
        An empty file in the same folder, with the same suffix, to write to.

    Raises
    ------
    OutputError
        If it cannot be written; a file that stood there before is then untouched.
    """
    if path.is_dir():
        msg = f"{path}: is a folder, expected a file to write"
        raise OutputError(msg)
    beside: Path | None = None
    try:
        handle, name = _beside(path)
        os.close(handle)
        beside = Path(name)
        yield beside
        with beside.open("rb") as file:
            os.fsync(file.fileno())
        beside.chmod(_mode(path))
        beside.replace(path)
    except OSError as error:
        msg = f"{path}: cannot be written: {_reason(error)}"
        raise OutputError(msg) from None
    finally:
        if beside is not None:
            beside.unlink(missing_ok=True)


def _beside(path: Path) -> tuple[int, str]:
    """Open a new file beside the place of another."""
    try:
        return tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem[:40]}.", suffix=path.suffix)
    except ValueError as error:  # a NUL in the name
        raise OSError(str(error)) from None


def write_whole(path: FilePath, content: bytes | Iterable[str]) -> None:
    """Write bytes, or text in pieces as UTF-8, wholly or not at all; see :func:`whole`.

    Text in pieces is never in memory as a whole: a page of a million events is tens of megabytes.
    """
    with whole(Path(path)) as beside:
        if isinstance(content, bytes):
            beside.write_bytes(content)
        else:
            with beside.open("w", encoding="utf-8", newline="") as file:
                file.writelines(content)


def holds(path: FilePath, pieces: Iterable[str]) -> bool:
    """Say whether a file holds just this text, as :func:`write_whole` writes it.

    Neither text is in memory as a whole, and the first difference ends the reading.
    """
    with Path(path).open("rb") as file:
        for piece in pieces:
            content = piece.encode()
            if file.read(len(content)) != content:
                return False
        return not file.read(1)


def sha256(content: bytes) -> str:
    """SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _mode(path: Path) -> int:
    """The mode the file has, or the one a new file would get."""
    if path.exists():
        return path.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
