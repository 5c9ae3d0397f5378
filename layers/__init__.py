"""The rooms of the page: each a small Python class beside its own JavaScript and CSS."""

from __future__ import annotations

from .areas import Areas
from .basemap import Basemap
from .counts import Counts
from .labels import Labels
from .legend import Legend
from .listing import EventList
from .page import EventMap
from .points import Points
from .popup import Popup
from .timeline import Timeline

__all__ = [
    "Areas",
    "Basemap",
    "Counts",
    "EventList",
    "EventMap",
    "Labels",
    "Legend",
    "Points",
    "Popup",
    "Timeline",
]
