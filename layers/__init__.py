"""The rooms of the page: each a small Python class beside its own JavaScript and CSS."""

from __future__ import annotations

from .address import Address
from .areas import Areas
from .basemap import Basemap
from .choropleth import Choropleth
from .counts import Counts
from .download import Download
from .labels import Labels
from .legend import Legend
from .listing import EventList
from .page import EventMap
from .points import Points
from .popup import Popup
from .searchbox import SearchBox
from .sheet import Sheet
from .story import Story
from .strip import Strip
from .timeline import Timeline

__all__ = [
    "Address",
    "Areas",
    "Basemap",
    "Choropleth",
    "Counts",
    "Download",
    "EventList",
    "EventMap",
    "Labels",
    "Legend",
    "Points",
    "Popup",
    "SearchBox",
    "Sheet",
    "Story",
    "Strip",
    "Timeline",
]
