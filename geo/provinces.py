"""Events to provinces: the unit an event is counted in, and what disagrees about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from .boundaries import polygons
from .counting import SEA, Joined, Said, weigh
from .countries import country_name
from .distinct import distinct_rows
from .neighbours import FEW_POINTS, Near, holding, near_each
from .schema import EVENT_COLUMNS, GEOCODE_COLUMNS, PROVINCE_COLUMNS, check
from .territories import territories
from .units import check_point_of_view, row_of_id, units

if TYPE_CHECKING:
    import geopandas as gpd


def join_provinces(events: gpd.GeoDataFrame, *, point_of_view: str = "un") -> gpd.GeoDataFrame:
    """Name the first-level unit that every event is counted in.

    A given code decides (a column ``province_code``, or a code in ``admin1``), then the stated
    name, then the place or unit that :func:`geo.geocode.geocode` found, then the polygon the
    point lies in. A point belongs to its stated country: when it falls into a neighbour's
    polygon, or into the sea, the nearest polygon of the stated country within 10 km is taken.

    Parameters
    ----------
    events
        What :func:`geo.geocode.geocode` returned, EPSG:4326. Not changed.
    point_of_view
        ``un`` or ``de-facto``: in which country a disputed unit is counted.

    Returns
    -------
    geopandas.GeoDataFrame
        A copy with :data:`geo.schema.PROVINCE_COLUMNS`. ``province_source`` is ``given``,
        ``name``, ``polygon``, ``nearest`` or ``none``; ``province_flag`` says in words what
        disagrees, and is missing when nothing does.

    Raises
    ------
    FrameError
        If the frame is not the documented one.
    UsageError
        If the point of view is unknown.

    Examples
    --------
    >>> from geo.events import read_events
    >>> from geo.geocode import geocode
    >>> events = geocode(read_events("data/iran-pakistan-2024/events.csv"))
    >>> join_provinces(events)["province_code"].tolist()
    ['PK-BA', 'IR-11', 'IR-11']
    """
    check(events, EVENT_COLUMNS, GEOCODE_COLUMNS)
    check_point_of_view(point_of_view)
    out = events.copy()
    words, points = _words(out), _points(out)
    answers: list[Joined] = []
    number = np.full(len(out), -1)
    if np.isfinite(points[:, 0]).sum() > FEW_POINTS:
        answers, number = _weigh(words, *holding(points), point_of_view)
        sure = np.array([answer.sure for answer in answers])
        number[~sure[number]] = -1
    rest = np.flatnonzero(number < 0)
    more, number[rest] = _weigh(words.iloc[rest], *near_each(points[rest]), point_of_view)
    number[rest] += len(answers)
    answers += more
    for n, column in enumerate(PROVINCE_COLUMNS):
        out[column.name] = _column([str(answer[n]) for answer in answers]).take(number)
    at_sea = (out["province_flag"] == SEA) & (out["where_precision"] == 7)
    out["province_flag"] = out["province_flag"].mask(at_sea.fillna(value=False).astype("bool"))
    out.attrs["loss"] = [*out.attrs.get("loss", []), *_vintages(answers, number)]
    return _of_territories(out, points) if point_of_view == "un" else out


def _vintages(answers: list[Joined], number: np.ndarray) -> list[str]:
    """Which events are counted in provinces that have no polygon of today, by country."""
    events = np.bincount(number, minlength=len(answers)).tolist()
    found: dict[str, dict[str, int]] = {}
    for answer, count in zip(answers, events, strict=True):
        unit = units()[answer.unit] if answer.unit >= 0 else None
        if unit and unit.fit in {"old", "within", "none"}:
            names = found.setdefault(country_name(unit.country), {})
            names[unit.name] = names.get(unit.name, 0) + count
    return [
        f"  vintage  {country}: {sum(names.values())} events in provinces that are drawn in older "
        f"bounds or not at all: {', '.join(sorted(names))}"
        for country, names in sorted(found.items())
        if sum(names.values())
    ]


def _of_territories(events: gpd.GeoDataFrame, points: np.ndarray) -> gpd.GeoDataFrame:
    """Count the points of a disputed territory where the United Nations count it."""
    for territory in (one for one in territories() if one.polygon is not None):
        drawn, counted = (
            units()[row_of_id()[key]] for key in (territory.polygon_of, territory.counted_in)
        )
        hit = np.flatnonzero(shapely.contains_xy(territory.polygon, points))
        stated = events["country"].iloc[hit].fillna("")
        ours = stated.isin(["", drawn.country, counted.country]).to_numpy(dtype=bool)
        if ours.any():
            ours = ours & shapely.contains_xy(polygons([drawn.row])[drawn.row], points[hit])
        hit = hit[ours]
        if len(hit):
            instead = (
                f"counted in {country_name(counted.country)}, not {country_name(drawn.country)}"
            )
            flags = [
                f"{instead}, from the point of view 'un': {territory.name}" if other else None
                for other in (stated[ours] == drawn.country)
            ]
            cells = (counted.country, counted.name, counted.code, "polygon", flags)
            for column, value in zip(PROVINCE_COLUMNS, cells, strict=True):
                events.iloc[hit, events.columns.get_indexer([column.name])[0]] = value
    return events


def _column(texts: list[str]) -> Any:
    """Text as pandas keeps it; empty is missing."""
    return pd.array([text or None for text in texts], dtype="str")


def _words(events: pd.DataFrame) -> pd.DataFrame:
    """The words that say where, with an empty string for unknown."""
    said = events.reindex(columns=["province_code", "admin1", "country", "place_id"])
    return pd.DataFrame(said.astype("str").fillna(""))


def _points(events: gpd.GeoDataFrame) -> np.ndarray:
    """The point of each row, shape (n, 2); NaN where it has none."""
    points = np.full((len(events), 2), np.nan)
    shape = np.asarray(events.geometry.array)
    pinned = events["geometry_role"].isin(["point", "near"]).to_numpy() & ~shapely.is_missing(shape)
    points[pinned] = shapely.get_coordinates(shape[pinned])
    return points


def _weigh(
    words: pd.DataFrame, near: list[Near | None], which: np.ndarray, point_of_view: str
) -> tuple[list[Joined], np.ndarray]:
    """Answer each distinct event once; every row's number among the answers."""
    heads, number = distinct_rows([*(words[name] for name in words), which], len(words))
    table = zip(words.iloc[heads].to_numpy().tolist(), which[heads].tolist(), strict=True)
    return [weigh(Said._make([*said, near[n]]), point_of_view) for said, n in table], number
