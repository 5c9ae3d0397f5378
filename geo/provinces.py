"""Events to provinces: the unit an event is counted in, and what disagrees about it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
import shapely

from . import gazetteer
from .boundaries import polygons
from .countries import country_name
from .distinct import distinct_rows
from .grid import Grid, inside, make_grid
from .schema import EVENT_COLUMNS, GEOCODE_COLUMNS, PROVINCE_COLUMNS, check
from .territories import territories
from .unit_names import Match, belongs_to, find_units
from .units import (
    Unit,
    check_point_of_view,
    claims,
    code_of,
    country_of,
    drawn_by,
    row_of_id,
    units,
)

if TYPE_CHECKING:
    import geopandas as gpd

TOLERANCE_KM = 10.0
"""How far outside a polygon a point may lie and still belong to it (coast, border)."""
FEW_POINTS = 20_000
"""Up to so many points, asking each is quicker than making the index first."""
SEA = "the point lies at sea, more than 10 km from any province"
"""What is flagged of such a point, unless it is known to lie at sea."""
_DEGREES = 0.25
"""Search distance: holds 10 km up to 68 degrees of latitude."""


Near = tuple[tuple[int, float], ...]
"""The polygons at or near one point: (row, distance in km), the nearest first."""


class Said(NamedTuple):
    """What one event says and what its geometry says; ``near`` is ``None`` without a point."""

    code: str
    admin1: str
    country: str
    place_id: str
    near: Near | None


class Joined(NamedTuple):
    """The answer for one event, in the order of :data:`geo.schema.PROVINCE_COLUMNS`.

    ``sure`` when no polygon farther off could change it: the point lies in one of the stated
    country, which is also that of the stated province if there is one.
    """

    country: str
    province: str
    code: str
    source: str
    flag: str
    sure: bool
    unit: int = -1


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
    words, points = _words(out), _points(out)
    answers: list[Joined] = []
    number = np.full(len(out), -1)
    if np.isfinite(points[:, 0]).sum() > FEW_POINTS:
        answers, number = _weigh(words, *_holding(points), point_of_view)
        sure = np.array([answer.sure for answer in answers])
        number[~sure[number]] = -1
    rest = np.flatnonzero(number < 0)
    more, number[rest] = _weigh(words.iloc[rest], *_near(points[rest]), point_of_view)
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
    return [_join(Said._make([*said, near[n]]), point_of_view) for said, n in table], number


def _holding(points: np.ndarray) -> tuple[list[Near | None], np.ndarray]:
    """The polygons that hold each point: all that occur, and each row's number among them."""
    grid, rows = _world()
    point, polygon = inside(grid, points)
    which = np.where(np.isfinite(points[:, 0]), 1, 0)
    which[point] = polygon + 2
    near: list[Near | None] = [None, (), *(((row, 0.0),) for row in rows)]
    several = np.unique(point[1:][point[1:] == point[:-1]])
    for n in several.tolist():  # points on a border, or where polygons overlap: few
        held = polygon[np.searchsorted(point, n) : np.searchsorted(point, n, side="right")]
        which[n] = len(near)
        near.append(tuple((rows[k], 0.0) for k in held))
    return near, which


@cache
def _world() -> tuple[Grid, list[int]]:
    """The index of all polygons, and their rows: two seconds, so only for many points."""
    shape = polygons(unit.row for unit in units() if unit.fit in {"exact", "old"})
    return make_grid(np.array(list(shape.values()), dtype=object)), list(shape)


def _near(points: np.ndarray) -> tuple[list[Near | None], np.ndarray]:
    """The polygons at or near each point: of each distinct point, and each row's number."""
    number = np.zeros(len(points), dtype=np.intp)
    pinned = np.isfinite(points[:, 0])
    distinct, number[pinned] = np.unique(points[pinned], axis=0, return_inverse=True)
    number[pinned] += 1
    return [None, *locate(distinct)], number


def locate(points: np.ndarray) -> list[Near]:
    """Find the polygons that each point lies in or within 10 km of.

    Parameters
    ----------
    points
        Longitude and latitude in degrees, shape (n, 2).

    Returns
    -------
    list of tuple
        One :data:`Near` per point; loads only polygons whose bounding box is near a point.
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
            distance_km(made[which], tree.geometries[polygon]),
            strict=True,
        ):
            if km <= TOLERANCE_KM:
                found[point].append((float(km), keys[key]))
    return [tuple((row, km) for km, row in sorted(pairs)) for pairs in found]


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


def distance_km(points: np.ndarray, shapes: np.ndarray) -> np.ndarray:
    """Measure how far points lie from shapes.

    Parameters
    ----------
    points, shapes
        Geometries, EPSG:4326, shape (n,) each.

    Returns
    -------
    numpy.ndarray
        Great-circle kilometres to the nearest point of the shape (by degrees); 0 inside.
    """
    lines = shapely.get_coordinates(shapely.shortest_line(points, shapes)).reshape(-1, 2, 2)
    lon, lat = np.radians(lines[..., 0]), np.radians(lines[..., 1])
    half = (
        np.sin(np.diff(lat, axis=1) / 2) ** 2
        + np.cos(lat[:, :1]) * np.cos(lat[:, 1:]) * np.sin(np.diff(lon, axis=1) / 2) ** 2
    )
    distance: np.ndarray = 12742 * np.arcsin(np.sqrt(half[:, 0]))
    return distance


def _join(said: Said, point_of_view: str) -> Joined:
    """Weigh what one event says."""
    stated_country = said.country
    said = said._replace(country=belongs_to(said.admin1, said.country))
    by_point, how = _by_point(said)
    flags = []
    stated, source = _stated(said)
    disagreement = _disagreement(stated, said) if stated is not None else ""
    sure = said.near is None or (how == "polygon" and not disagreement)
    if stated is not None:
        flags.append(disagreement)
        unit: Unit | None = stated
    else:
        unit, source, note = _by_geometry(said, by_point, how)
        flags.append(note)
        if said.admin1 and said.country:
            flags.insert(0, f"no province {said.admin1!r} is known in {country_name(said.country)}")
    if by_point is None and said.near and said.country:
        flags.append(_abroad(said, said.near))
    if said.near == () and not disagreement:
        flags.append(SEA)
    country = (country_of(unit, point_of_view) if unit else "") or said.country
    if country and stated_country and country != stated_country:
        instead = f"{country_name(country)}, not {country_name(stated_country)}"
        flags.append(f"counted in {instead}, from the point of view {point_of_view!r}")
    flag = "; ".join(dict.fromkeys(filter(None, flags)))
    if unit is None:
        return Joined(country, "", "", "none", flag, sure)
    code = code_of(unit, point_of_view)
    return Joined(country, unit.name, code, source, flag, sure, unit.row)


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


def _by_point(said: Said) -> tuple[Unit | None, str]:
    """The polygon of the point: of the stated country first, then the nearest."""
    ranked = (
        sorted(
            said.near or (),
            key=lambda pair: (said.country not in claims(pair[0]), pair[1], pair[0]),
        )
        if said.country
        else said.near
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


def _disagreement(stated: Unit, said: Said) -> str:
    """What to say when the point does not lie in the stated province."""
    if said.near is None:
        return ""
    drawn = set(drawn_by(stated.row)) | {stated.row}
    place = gazetteer.by_id(said.place_id)
    if (
        any(row in drawn for row, _ in said.near)
        or (place is not None and place.unit == stated.row)
        or stated.fit == "none"
    ):
        return ""
    where = units()[said.near[0][0]].name if said.near else "no province"
    return f"the row says {said.admin1 or stated.name}, the point lies in {where}"


def _abroad(said: Said, near: Near) -> str:
    unit = units()[near[0][0]]
    where = f"{country_name(unit.country)} ({unit.name})"
    return f"the row says {country_name(said.country)}, the point lies in {where}"
