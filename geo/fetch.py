"""GeoNames' country dumps, downloaded only when they are asked for."""

from __future__ import annotations

import http.client
import json
import time
import zipfile
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib import error, parse, request

from . import userdata
from .countries import countries, country_code, names
from .schema import InputError, OutputError, UsageError, suggest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

GEONAMES = "https://download.geonames.org/export/dump/"
"""Where GeoNames offers its dumps, under CC BY 4.0."""
LARGEST_MB = 500
"""Most megabytes of one download; the largest country, China, has 60."""
SECONDS = 900
"""Most seconds that one download may take."""
SILENCE = 30
"""Most seconds without a single byte."""
_PIECE = 1 << 16


class Limits(NamedTuple):
    """What one download may cost."""

    megabytes: float = LARGEST_MB
    seconds: float = SECONDS


def fetch(
    words: Sequence[str],
    *,
    source: str = GEONAMES,
    limits: Limits | None = None,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> list[Path]:
    """Download the dumps of some countries.

    Parameters
    ----------
    words
        Countries, by name or code.
    source
        The address of the folder with ``YE.zip`` and the others, ``http`` or ``https``.
    limits
        The most that each may cost; :class:`Limits` has what is usual.
    progress
        Called with the file's name, the bytes that are here and the bytes there are (0 when the
        server does not say).

    Returns
    -------
    list of pathlib.Path
        The archives, in the user's data folder. A download that was cut off is resumed by the
        next call, if the file has not changed meanwhile.

    Raises
    ------
    UsageError
        If a word means no country, or the source is no web address.
    InputError
        If a dump cannot be reached, is not there, is too large, takes too long or is no archive.
    OutputError
        If the user's data folder cannot be written.
    """
    if parse.urlsplit(source).scheme not in {"http", "https"}:
        msg = f"dumps are fetched from http and https addresses, not from {source!r}"
        raise UsageError(msg)
    codes = list(dict.fromkeys(map(_alpha2, words)))
    base = source if source.endswith("/") else f"{source}/"
    folder = userdata.folder() / "downloads"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [
            _fetch(f"{base}{code}.zip", folder / f"{code}.zip", limits or Limits(), progress)
            for code in codes
        ]
    except OSError as fault:
        msg = f"{folder}: cannot be written: {(fault.strerror or str(fault)).lower()}"
        raise OutputError(msg) from None


def _alpha2(word: str) -> str:
    known = countries().get(country_code(word) or "")
    if known is None or not known.alpha2:
        msg = f"{word!r} is no country{suggest(word, list(names()))}"
        raise UsageError(msg)
    return known.alpha2


def _fetch(url: str, file: Path, limits: Limits, progress: Callable[[str, int, int], None]) -> Path:
    """One file, resumed where it was cut off."""
    part, note = file.with_name(f"{file.name}.part"), file.with_name(f"{file.name}.json")
    have = part.stat().st_size if part.exists() and note.exists() else 0
    headers = {"User-Agent": "conflictmap", "Accept-Encoding": "identity"}
    if have:
        headers |= {"Range": f"bytes={have}-", "If-Range": json.loads(note.read_text())["is"]}
    try:
        with _open(url, headers) as answer:
            resumed = answer.status == http.client.PARTIAL_CONTENT
            size = int(answer.headers.get("Content-Length") or 0) + (have if resumed else 0)
            _note(note, answer.headers)
            _save(answer, part, (have if resumed else 0, size), limits=limits, progress=progress)
    except error.HTTPError as fault:
        if fault.code == http.client.REQUESTED_RANGE_NOT_SATISFIABLE and have:
            part.unlink()
            return _fetch(url, file, limits, progress)
        said = "there is no such file" if fault.code == http.client.NOT_FOUND else fault.reason
        raise InputError(url, f"cannot be fetched: {said} ({fault.code})") from None
    except (error.URLError, http.client.HTTPException, TimeoutError, ConnectionError) as fault:
        raise InputError(url, _offline(fault, file.name)) from None
    note.unlink(missing_ok=True)
    if not zipfile.is_zipfile(part):
        part.unlink()
        raise InputError(url, "is no zip archive")
    return part.replace(file)


def _open(url: str, headers: dict[str, str]) -> Any:
    """Ask for an address; nothing but http and https, whatever a server redirects to."""
    opener = request.OpenerDirector()
    for handler in (
        request.ProxyHandler,
        request.HTTPHandler,
        request.HTTPSHandler,
        request.HTTPRedirectHandler,
        request.HTTPDefaultErrorHandler,
        request.HTTPErrorProcessor,
        request.UnknownHandler,
    ):
        opener.add_handler(handler())
    return opener.open(request.Request(url, headers=headers), timeout=SILENCE)  # noqa: S310


def _note(note: Path, headers: Any) -> None:
    """Remember which edition of the file the part is of; without one it cannot be resumed."""
    edition = headers.get("ETag") or headers.get("Last-Modified")
    if edition and not edition.startswith("W/"):
        note.write_text(json.dumps({"is": edition}), encoding="utf-8")
    else:
        note.unlink(missing_ok=True)


def _save(
    answer: Any,
    part: Path,
    sizes: tuple[int, int],
    *,
    limits: Limits,
    progress: Callable[[str, int, int], None],
) -> None:
    """Write what comes, as long as it keeps within the limits."""
    (have, size), url = sizes, answer.url
    most, end = limits.megabytes * 1e6, time.monotonic() + limits.seconds
    fault = f"is larger than {limits.megabytes:g} MB: allow more with --max-mb"
    if size > most:
        raise InputError(url, fault)
    with part.open("ab" if have else "wb") as file:
        while piece := answer.read1(_PIECE):
            have += file.write(piece)
            progress(part.stem, have, size)
            if have > most:
                raise InputError(url, fault)
            if time.monotonic() > end:
                late = f"took longer than {limits.seconds:g} s"
                raise InputError(url, f"{late}: call again to go on, or allow more, --max-seconds")
    if have < size:
        raise InputError(url, f"ended after {have:,} of {size:,} bytes: call again to go on")


def _offline(fault: Exception, name: str) -> str:
    why = (str(getattr(fault, "reason", fault)) or type(fault).__name__).lower()
    remedy = f"fetch {name} where there is a network, and 'gazetteer add {name}' here"
    return f"cannot be reached ({why}): {remedy}"
