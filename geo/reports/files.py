"""Reports in files to plain text, and what the file says about itself.

Offsets count code points of the text that is returned; where the file is not text itself (.html,
.pdf, .docx), that text is what is written beside the tables, so that every quote can be checked.
"""

from __future__ import annotations

import datetime as dt
import io
import logging
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple

from ..archives import check_archive
from ..files import read_bytes
from ..schema import InputError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SUFFIXES = (".txt", ".md", ".html", ".htm", ".pdf", ".docx")
"""Suffixes of the reports that are read."""
_EXTRA = "pip install 'conflictmap[reports]'"


class Document(NamedTuple):
    """The text of a report and what its file says.

    Attributes
    ----------
    text
        The text, with the line ends as they are in the file.
    title, publisher, url
        As the file says, or empty.
    published
        The day of publication that the file states apart from its text, or ``None``.
    """

    text: str
    title: str = ""
    publisher: str = ""
    url: str = ""
    published: dt.date | None = None


def is_report(path: Path) -> bool:
    """Say whether a file is a report rather than a table.

    Parameters
    ----------
    path
        A file; ``.txt`` may be either.

    Returns
    -------
    bool
        For ``.txt``: whether its first line is no header of a table.

    Examples
    --------
    >>> from pathlib import Path
    >>> is_report(Path("report.docx")), is_report(Path("events.csv"))
    (True, False)
    """
    if path.suffix.lower() != ".txt":
        return path.suffix.lower() in SUFFIXES
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            lines = (line for line in file if line.strip())
            first = next(lines, "")
    except (OSError, ValueError):
        return False
    cells = max(first.count(sign) for sign in ",;|")
    return "\t" not in first and "event_id" not in first and not (cells >= 5 and ", " not in first)


def read_document(path: Path) -> Document:
    """Read the text of a report.

    Parameters
    ----------
    path
        A file whose suffix is one of :data:`SUFFIXES`; any other is read as plain text.

    Returns
    -------
    Document
        Its text.

    Raises
    ------
    InputError
        If it cannot be read, holds no text, or needs a library that is not installed.
    """
    content = read_bytes(path)
    check_archive(path)
    read = _READERS.get(path.suffix.lower(), _plain)
    try:
        found = read(content)
    except ImportError:
        msg = f"{path.suffix} needs a library that is not installed: {_EXTRA}"
        raise InputError(path, msg) from None
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001 - parsers of PDF and DOCX raise what they like
        said = (str(error).splitlines() or [type(error).__name__])[0]
        raise InputError(path, f"cannot be read as {path.suffix}: {said}") from None
    if not found.text.strip():
        raise InputError(path, "holds no text")
    return found


def _plain(content: bytes) -> Document:
    """Text in UTF-8, in UTF-16 with a mark, or in Windows 1252."""
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return Document(_without_marks(content.decode("utf-16", errors="replace")))
    try:
        return Document(_without_marks(content.decode("utf-8-sig")))
    except UnicodeDecodeError:
        if b"\0" in content:
            return Document("")
        return Document(_without_marks(content.decode("cp1252", errors="replace")))


def _without_marks(text: str) -> str:
    """Without NULs and lone surrogates, which no table can hold."""
    return text.replace("\0", " ").encode("utf-8", errors="replace").decode("utf-8")


def _html(content: bytes) -> Document:
    """The main text of a web page: by trafilatura where it is installed, else its paragraphs."""
    page = _plain(content).text
    own = _Paragraphs()
    own.feed(page)
    text, about = "\n\n".join(own.paragraphs()), own.about
    try:
        import trafilatura
    except ImportError:
        pass
    else:
        text = trafilatura.extract(page, include_comments=False) or text
    return Document(
        _without_marks(text),
        about.get("title", ""),
        about.get("publisher", ""),
        about.get("url", ""),
        _iso(about.get("published", "")),
    )


_META = {
    "og:title": "title",
    "og:site_name": "publisher",
    "og:url": "url",
    "article:published_time": "published",
    "date": "published",
    "dc.date": "published",
}
_BLOCKS = frozenset(["p", "li", "h1", "h2", "h3", "h4", "blockquote", "td", "div", "br", "section"])
_SILENT = frozenset(["script", "style", "nav", "footer", "header", "aside", "form", "noscript"])


class _Paragraphs(HTMLParser):
    """The paragraphs of a page and its metadata, by the standard library alone."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.about: dict[str, str] = {}
        self._parts: list[str] = []
        self._silent = 0
        self._title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag says."""
        said = dict(attrs)
        name = _META.get((said.get("property") or said.get("name") or "").lower())
        if tag == "meta" and name:
            self.about.setdefault(name, said.get("content") or "")
        if tag == "time" and said.get("datetime"):
            self.about.setdefault("published", said["datetime"] or "")
        self._title = tag == "title"
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self._parts.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        """Leave a tag."""
        self._silent = max(0, self._silent - (tag in _SILENT))
        self._title = False
        if tag in _BLOCKS:
            self._parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        """Keep the words that a reader sees."""
        if self._title:
            self.about.setdefault("title", data.strip())
        elif not self._silent:
            self._parts.append(re.sub(r"\s+", " ", data))

    def paragraphs(self) -> list[str]:
        """The paragraphs with words in them."""
        return [part.strip() for part in "".join(self._parts).split("\n\n") if part.strip()]


def _iso(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def _pdf(content: bytes) -> Document:
    import pypdf

    # What it warns of it also raises, or reads past; the terminal is told once, in our words.
    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    reader = pypdf.PdfReader(io.BytesIO(content))
    pages = [page.extract_text() for page in reader.pages]
    about = reader.metadata
    return Document(_without_marks("\n\n".join(pages)), str((about and about.title) or ""))


def _docx(content: bytes) -> Document:
    import docx

    document = docx.Document(io.BytesIO(content))
    lines = [paragraph.text for paragraph in document.paragraphs]
    lines += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return Document(_without_marks("\n\n".join(lines)), document.core_properties.title or "")


_READERS: dict[str, Callable[[bytes], Document]] = {
    ".html": _html,
    ".htm": _html,
    ".pdf": _pdf,
    ".docx": _docx,
}
