"""Events to provinces: the unit an event is counted in, and what disagrees about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
import shapely

from . import gazetteer
from .boundaries import polygons
from .countries import country_name
from .schema import EVENT_COLUMNS, GEOCODE_COLUMNS, PROVINCE_COLUMNS, check
from .units import (
    Match,
    Unit,
    belongs_to,
    check_point_of_view,
    claims,
    code_of,
    country_of,
    drawn_by,
    find_units,
    row_of_id,
    units,
)

if TYPE_CHECKING:
    import geopandas as gpd

TOLERANCE_KM = 10.0
"""How far outside a polygon a point may lie and still belong to it (coast, border)."""
_DEGREES = 0.25
"""Search distance: holds 10 km up to 68 degrees of latitude."""


class Located(NamedTuple):
    """The polygons at or near one point: (row, distance in km), the nearest first."""

    near: tuple[tuple[int, float], ...]


class Said(NamedTuple):
    """What one event says and what its geometry says."""

    code: str
    admin1: str
    country: str
    place_id: str
    point: int


class Joined(NamedTuple):
    """The answer for one event, in the order of :data:`geo.schema.PROVINCE_COLUMNS`."""

    country: str
    province: str
    code: str
    source: str
    flag: str


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
    """
    check(events, EVENT_COLUMNS, GEOCODE_COLUMNS)
    check_point_of_view(point_of_view)
    out = events.copy()
    points, numbers = _points(out)
    located = locate(points)
    codes = _texts(out, "province_code") if "province_code" in out else [""] * len(out)
    said = zip(
        codes,
        *(_texts(out, name) for name in ("admin1", "country", "place_id")),
        numbers.tolist(),
        strict=True,
    )
    known: dict[Said, Joined] = {}
    joined = []
    for words in map(Said._make, said):
        if words not in known:
            known[words] = _join(
                words, located[words.point] if words.point >= 0 else Located(()), point_of_view
            )
        joined.append(known[words])
    for n, column in enumerate(PROVINCE_COLUMNS):
        out[column.name] = pd.array([answer[n] or None for answer in joined], dtype="str")
    return out


def _texts(events: pd.DataFrame, name: str) -> list[str]:
    return [str(text) for text in events[name].astype(object).where(events[name].notna(), "")]


def _points(events: gpd.GeoDataFrame) -> tuple[np.ndarray, np.ndarray]:
    """The distinct points (n, 2), and each row's number among them, -1 without a point."""
    numbers = np.full(len(events), -1)
    pinned = (
        events["geometry_role"].isin(["point", "near"]).to_numpy()
        & events.geometry.notna().to_numpy()
    )
    if not pinned.any():
        return np.empty((0, 2)), numbers
    xy = shapely.get_coordinates(np.asarray(events.geometry.array)[pinned])
    distinct, numbers[pinned] = np.unique(xy, axis=0, return_inverse=True)
    return distinct, numbers


def locate(points: np.ndarray) -> list[Located]:
    """Find the polygons that each point lies in or within 10 km of.

    Parameters
    ----------
    points
        Longitude and latitude in degrees, shape (n, 2).

    Returns
    -------
    list of Located
        One per point; loads only polygons whose bounding box is near a point.
    """
    found: list[list[tuple[float, int]]] = [[] for _ in range(len(points))]
    rows = _rows_near(points)
    if rows:
        shape = polygons(rows)
        keys = list(shape)
        tree = shapely.STRtree(list(shape.values()))
        made = shapely.points(points)
        which, polygon = tree.query(made, predicate="dwithin", distance=_DEGREES)
        for point, key, km in zip(
            which.tolist(),
            polygon.tolist(),
            _km(made[which], tree.geometries[polygon]),
            strict=True,
        ):
            if km <= TOLERANCE_KM:
                found[point].append((float(km), keys[key]))
    return [Located(tuple((row, km) for km, row in sorted(pairs))) for pairs in found]


def _rows_near(points: np.ndarray) -> list[int]:
    """Units with a polygon whose box, widened, holds a point."""
    own = [unit for unit in units() if unit.fit in {"exact", "old"}]
    if len(points) == 0:
        return []
    if len(points) > 2000:
        return [unit.row for unit in own]
    box = (
        np.array([(u.west, u.south, u.east, u.north) for u in own])
        + np.array([-1, -1, 1, 1]) * _DEGREES
    )
    lon, lat = points[:, :1], points[:, 1:]
    inside = (lon >= box[:, 0]) & (lat >= box[:, 1]) & (lon <= box[:, 2]) & (lat <= box[:, 3])
    return [own[n].row for n in np.flatnonzero(inside.any(axis=0))]


def _km(points: np.ndarray, shapes: np.ndarray) -> np.ndarray:
    """Distance from points to shapes in kilometres; 0 inside."""
    lines = shapely.get_coordinates(shapely.shortest_line(points, shapes)).reshape(-1, 2, 2)
    lon, lat = np.radians(lines[..., 0]), np.radians(lines[..., 1])
    half = (
        np.sin(np.diff(lat, axis=1) / 2) ** 2
        + np.cos(lat[:, :1]) * np.cos(lat[:, 1:]) * np.sin(np.diff(lon, axis=1) / 2) ** 2
    )
    distance: np.ndarray = 12742 * np.arcsin(np.sqrt(half[:, 0]))
    return distance


def _join(said: Said, located: Located, point_of_view: str) -> Joined:
    """Weigh what one event says."""
    stated_country = said.country
    said = said._replace(country=belongs_to(said.admin1, said.country))
    by_point, how = _by_point(said, located)
    flags = []
    stated, source = _stated(said)
    if stated is not None:
        flags.append(_disagreement(stated, said, located))
        unit: Unit | None = stated
    else:
        unit, source, note = _by_geometry(said, by_point, how)
        flags.append(note)
        if said.admin1 and said.country:
            flags.insert(0, f"no province {said.admin1!r} is known in {country_name(said.country)}")
    if by_point is None and located.near and said.country:
        flags.append(_abroad(said, located))
    country = (country_of(unit, point_of_view) if unit else "") or said.country
    if country and stated_country and country != stated_country:
        instead = f"{country_name(country)}, not {country_name(stated_country)}"
        flags.append(f"counted in {instead}, from the point of view {point_of_view!r}")
    flag = "; ".join(dict.fromkeys(filter(None, flags)))
    if unit is None:
        return Joined(country, "", "", "none", flag)
    return Joined(country, unit.name, code_of(unit, point_of_view), source, flag)


def _stated(said: Said) -> tuple[Unit | None, str]:
    """The unit that a given code or a stated name means."""
    if said.code:
        match = find_units(said.code, said.country or said.code[:2])
        if match.how == "code":
            return units()[match.rows[0]], "given"
    match = (
        find_units(said.admin1, said.country)
        if said.admin1 and said.country
        else Match((), "none", "")
    )
    if not match.rows:
        return None, "none"
    return units()[match.rows[0]], "given" if match.how == "code" else "name"


def _by_point(said: Said, located: Located) -> tuple[Unit | None, str]:
    """The polygon of the point: of the stated country first, then the nearest."""
    ranked = (
        sorted(
            located.near, key=lambda pair: (said.country not in claims(pair[0]), pair[1], pair[0])
        )
        if said.country
        else located.near
    )
    if not ranked or (said.country and said.country not in claims(ranked[0][0])):
        return None, "none"
    row, km = ranked[0]
    return units()[row], "polygon" if km == 0 else "nearest"


def _by_geometry(said: Said, by_point: Unit | None, how: str) -> tuple[Unit | None, str, str]:
    """The unit of the geocoded place, with its source and a note."""
    if said.place_id in row_of_id():
        return units()[row_of_id()[said.place_id]], "name", ""
    place = gazetteer.by_id(said.place_id)
    if place is not None and place.unit >= 0 and (by_point is None or by_point.fit == "old"):
        return units()[place.unit], "name", ""
    note = (
        f"{by_point.name} is a polygon of an old vintage, without a present code"
        if by_point and by_point.fit == "old"
        else ""
    )
    return by_point, how, note


def _disagreement(stated: Unit, said: Said, located: Located) -> str:
    """What to say when the point does not lie in the stated province."""
    if not located.near and said.point < 0:
        return ""
    drawn = set(drawn_by(stated.row)) | {stated.row}
    place = gazetteer.by_id(said.place_id)
    if (
        any(row in drawn for row, _ in located.near)
        or (place is not None and place.unit == stated.row)
        or stated.fit == "none"
    ):
        return ""
    where = units()[located.near[0][0]].name if located.near else "no province"
    return f"the row says {said.admin1 or stated.name}, the point lies in {where}"


def _abroad(said: Said, located: Located) -> str:
    unit = units()[located.near[0][0]]
    where = f"{country_name(unit.country)} ({unit.name})"
    return f"the row says {country_name(said.country)}, the point lies in {where}"
