"""The map inside another document: an ``<iframe>`` that is sandboxed and fits its column."""

from __future__ import annotations

from ._text import markup_text

SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads"
"""Its own scripts, links to sources in tabs of their own, and saving the rows it shows; no more."""
_STYLE = "display: block; width: 100%; aspect-ratio: 16 / 10; min-height: 420px; border: 0"


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
    if (source is None) == (page is None):
        msg = "give the source of the page or the page itself"
        raise ValueError(msg)
    content = f'src="{markup_text(source)}"' if source is not None else f'srcdoc="{_quoted(page)}"'
    return (
        f'<iframe title="{markup_text(title)}" {content} sandbox="{SANDBOX}" '
        f'loading="lazy" style="{_STYLE}"></iframe>'
    )


def _quoted(page: str | None) -> str:
    """A page as an attribute's value: nothing but quotes and ampersands means anything there."""
    return (page or "").replace("&", "&amp;").replace('"', "&quot;")
