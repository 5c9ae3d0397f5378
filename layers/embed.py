"""The map inside another document: an ``<iframe>`` that is sandboxed and fits its column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._text import markup_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads"
"""Its own scripts, links to sources in tabs of their own, and saving the rows it shows; no more."""
_STYLE = "display: block; width: 100%; aspect-ratio: 16 / 10; min-height: 420px; border: 0"
_CLOSING = f' sandbox="{SANDBOX}" loading="lazy" style="{_STYLE}"></iframe>'


def iframe(*, title: str, source: str | None = None, page: str | None = None) -> str:
    """Write an ``<iframe>`` that shows a map.

    Parameters
    ----------
    title
        What the frame holds, for those who cannot see it.
    source
        Where the map's file lies, seen from the document.
    page
        The whole page, to be carried inside the frame: the document then needs no other file.

    Returns
    -------
    str
        Markup: as wide as its column, 16 to 10, at least 420 pixels high. The page inside has an
        origin of its own: it reaches neither the document around it nor its cookies.

    Raises
    ------
    ValueError
        If it is given neither or both of source and page.

    Examples
    --------
    >>> iframe(title="A & B", source="map.html")[:59]
    '<iframe title="A &amp; B" src="map.html" sandbox="allow-scr'
    """
    if page is not None and source is None:
        return "".join(iframe_pieces(title=title, page=[page]))
    if page is not None or source is None:
        msg = "give the source of the page or the page itself"
        raise ValueError(msg)
    return f'{_opening(title)} src="{markup_text(source)}"{_CLOSING}'


def iframe_pieces(*, title: str, page: Iterable[str]) -> Iterator[str]:
    """Write an ``<iframe>`` that carries its page, which need not be in memory as a whole.

    Parameters
    ----------
    title
        What the frame holds, for those who cannot see it.
    page
        The page in pieces, such as the lines of its file.

    Yields
    ------
    str
        Markup; together what :func:`iframe` gives for the whole page.
    """
    yield f'{_opening(title)} srcdoc="'
    # In an attribute's value nothing but quotes and ampersands means anything.
    yield from (piece.replace("&", "&amp;").replace('"', "&quot;") for piece in page)
    yield f'"{_CLOSING}'


def _opening(title: str) -> str:
    return f'<iframe title="{markup_text(title)}"'
