"""What a user of the library adds to the map by folium's own means: tiles, plugins, layers.

It is rendered by folium, so it is unfit for text that is not trusted. The page's policy lets it run
by the hashes of its inline scripts and ask only the hosts that it names; these are told.
"""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ._room import Room

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from branca.element import Figure

_RANDOM_ID = re.compile(r"\b([A-Za-z_]+_)([0-9a-f]{32})(?![0-9a-f])")
_HOST = re.compile(r"(https?://)(\{\w+\}\.)?([\w-]+(?:\.[\w-]+)*)(:\d+)?(?=[/\"'`\s)?]|$)")
_INLINE = re.compile(r"<(script|style)\b(?![^>]*\bsrc=)[^>]*>(.*?)</\1>", re.DOTALL)
_NAMESPACES = {"http://www.w3.org"}  # named in SVG, never asked


class Foreign:
    """What folium itself rendered: the map's own element and whatever a user added to it.

    Parameters
    ----------
    figure
        The root, after its map has been rendered.
    event_map
        The map.

    Attributes
    ----------
    styles, scripts
        Elements for the page's head, and those that need Leaflet to be there.
    body, script
        The map's element, and the code that makes the map and what was added.
    added
        The elements that are no room of ours.
    """

    def __init__(self, figure: Figure, event_map: Any) -> None:
        ours = {event_map.get_name(), "meta_http"}
        ids = _StableIds()
        head = [
            ids(element.render())
            for name, element in figure.header._children.items()
            if name not in ours
        ]
        self.styles = [text for text in head if "<script" not in text]
        self.scripts = [text for text in head if "<script" in text]
        self.body = ids(_rendered(figure.html._children.values()))
        self.script = ids(_rendered(figure.script._children.values()))
        self.added = [c for c in event_map._children.values() if not isinstance(c, Room)]

    @property
    def hosts(self) -> list[str]:
        """The hosts that added elements name, sorted; ``*.`` for subdomains of tiles."""
        if not self.added:
            return []
        text = "\n".join([*self.styles, *self.scripts, self.body, self.script])
        found = {
            f"{scheme}{'*.' if sub else ''}{host}{port}"
            for scheme, sub, host, port in _HOST.findall(text)
        }
        return sorted(found - _NAMESPACES)

    def inline(self, tag: str) -> list[str]:
        """The texts of inline ``script`` or ``style`` elements that were added."""
        text = "\n".join([*self.styles, *self.scripts, self.body])
        return [content for name, content in _INLINE.findall(text) if name == tag]

    def prelude(self) -> str:
        """Code that gives Leaflet's own markers their pictures, which lie in no file here."""
        if not self.added:
            return ""
        options = ", ".join(
            f"{option}: '{_picture(name)}'"
            for option, name in (
                ("iconUrl", "marker-icon.png"),
                ("iconRetinaUrl", "marker-icon-2x.png"),
                ("shadowUrl", "marker-shadow.png"),
            )
        )
        return (
            "delete L.Icon.Default.prototype._getIconUrl;\n"
            f"L.Icon.Default.mergeOptions({{ {options} }});\n"
        )

    def style(self) -> str:
        """The picture of Leaflet's layer switch."""
        if not self.added:
            return ""
        return (
            f".leaflet-control-layers-toggle {{ background-image: url({_picture('layers.png')}); }}"
        )


def policy(scripts: Sequence[str], styles: Sequence[str], foreign: Foreign) -> str:
    """The content security policy: nothing but what is inline, named by its hash.

    Parameters
    ----------
    scripts, styles
        The texts of the page's own inline elements.
    foreign
        What was added: its inline elements are named too, and the hosts that it asks.

    Returns
    -------
    str
        The policy.
    """
    hosts = foreign.hosts
    rules = {
        "default-src": ["'none'"],
        "script-src": [*map(_hash, [*scripts, *foreign.inline("script")]), *hosts],
        "style-src": [*map(_hash, [*styles, *foreign.inline("style")]), *hosts],
        "img-src": ["data:", *hosts],
    }
    if hosts:
        rules |= {"connect-src": hosts, "font-src": ["data:", *hosts]}
    rules |= {"base-uri": ["'none'"], "form-action": ["'none'"]}
    if not foreign.added:  # folium's plugins still write markup of their own
        rules |= {"require-trusted-types-for": ["'script'"], "trusted-types": ["default"]}
    return "; ".join(" ".join([name, *values]) for name, values in rules.items())


class _StableIds:
    """Rename folium's random ids by their order of appearance."""

    def __init__(self) -> None:
        self.seen: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        return _RANDOM_ID.sub(
            lambda match: match[1] + self.seen.setdefault(match[2], f"{len(self.seen) + 1}"), text
        )


def _rendered(elements: Iterable[Any]) -> str:
    return "\n".join(element.render().strip() for element in elements)


def _picture(name: str) -> str:
    content = (files("xstatic.pkg.leaflet") / "data" / "images" / name).read_bytes()
    return f"data:image/png;base64,{base64.b64encode(content).decode('ascii')}"


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
