"""Protecting people: what a publisher generalises or withholds, before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd

from . import redact
from .phrases import parse
from .schema import CRS, LIST_SEPARATOR, UsageError, check
from .wider import Units, Wide, own_polygons, widen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .protection import Rule

_NARROW = (
    "place", "place_relation", "place_id", "matched_name", "match_note", "alternatives", "extra",
    "latitude", "longitude", "uncertainty_km", "district", "district_pcode",
)  # fmt: skip
"""What tells where, beside the geometry."""
_DISTRICT = ("district", "district_pcode")
_UNIT = (
    "admin1",
    "province",
    "province_code",
    "province_source",
    "province_flag",
    "province_pcode",
)


class Published(NamedTuple):
    """What may be written.

    Attributes
    ----------
    events, sources, evidence
        The tables, or ``None`` where there were none.
    hidden
        Folded names that must stand nowhere on the map either, such as among its towns.
    """

    events: gpd.GeoDataFrame
    sources: pd.DataFrame | None
    evidence: pd.DataFrame | None
    hidden: tuple[str, ...] = ()

    def only(self, events: gpd.GeoDataFrame) -> Published:
        """The same of some of the events, with the quotes that support them."""
        evidence = self.evidence
        if evidence is not None:
            evidence = evidence[evidence["event_id"].isin(events["event_id"])]
        return self._replace(events=events, evidence=evidence)


class _Secrets:
    """What must stand nowhere, and what the texts about single events must not say."""

    def __init__(self) -> None:
        self.places: set[str] = set()
        self.degrees: set[float] = set()
        self.fields: dict[str, set[str]] = {}
        self.words: dict[str, set[str]] = {}

    def hide_place(self, event: Any, shown: Iterable[str] = ()) -> None:
        """The names and the coordinates of an event's place, but those of columns still shown."""
        known = set(redact.keys(_cells(event, "admin1", "province", "country_stated", *shown)))
        cells = _cells(event, "place", "matched_name", "district")
        named = {name for cell in cells for name in (cell, *parse(cell).names)}
        self.places |= set(redact.keys(named)) - known
        shape = event.geometry
        if shape is not None and shape.geom_type == "Point":
            self.degrees |= {shape.x, shape.y}
        self.degrees |= {x for x in (event["latitude"], event["longitude"]) if not pd.isna(x)}

    def hide_fields(self, event: Any, names: Iterable[str]) -> None:
        """The values of some fields, and each name in them, in what is said of this event."""
        key = event["event_id"]
        said = _cells(event, *names)
        alone = [word for cell in said for word in cell.split() if word[:1].isupper()]
        self.fields.setdefault(key, set()).update(names)
        self.words.setdefault(key, set()).update(redact.keys([*said, *alone]))

    def keys(self, event_id: str = "") -> list[str]:
        """Folded names to take out of a text about an event, the longest first."""
        return redact.keys(self.places | self.words.get(event_id, set()))


def protect(
    events: gpd.GeoDataFrame,
    rules: Sequence[Rule],
    *,
    sources: pd.DataFrame | None = None,
    evidence: pd.DataFrame | None = None,
    boundaries: gpd.GeoDataFrame | None = None,
    words: Iterable[str] = (),
) -> Published:
    """Generalise and withhold what the publisher's rules say, everywhere it stands.

    A generalised event loses its point, its coordinates and the names of its place; these are
    taken out of every other text too (notes, reasons, alternatives, titles of sources). Quotes
    that give them away are left out whole, for a quote is verbatim or none. What was done stands
    in ``protected``; how many events were withheld in ``attrs["withheld"]``.

    Parameters
    ----------
    events
        A geocoded frame that has been joined with provinces, EPSG:4326.
    rules
        The rules; each is applied to the events as they were read.
    sources, evidence
        The companion tables, or ``None``.
    boundaries
        The user's own boundaries, which the events were drawn on and counted in: what
        ``generalise = "admin2"`` leaves is a district of theirs.
    words
        What the page itself says (title, description, file names): the publisher's own words,
        which are not changed but must not give anything away.

    Returns
    -------
    Published
        Copies of the tables, and the names that no layer may show.

    Raises
    ------
    FrameError
        If the frame is not the documented one.
    UsageError
        If ``words`` name what the rules hide.

    Examples
    --------
    >>> from geo.events import read_events
    >>> from geo.geocode import geocode
    >>> from geo.protection import Rule
    >>> from geo.provinces import join_provinces
    >>> events = join_provinces(geocode(read_events("data/iran-pakistan-2024/events.csv")))
    >>> hidden = protect(events, [Rule(generalise="admin1")]).events
    >>> events["geometry_role"].tolist(), hidden["geometry_role"].tolist()
    (['near', 'area', 'point'], ['area', 'area', 'area'])
    >>> hidden["place"].isna().tolist()
    [True, False, True]
    """
    if not rules:
        return Published(events, sources, evidence)
    check(events)
    secrets, own = _Secrets(), own_polygons(boundaries)
    out, withheld = events.copy(), np.zeros(len(events), dtype=bool)
    for rule in rules:
        rows = _chosen(events, rule)
        withheld |= rows & _too_young_or_few(events, rule, rows)
        out = _generalised(out, events, rule, rows, secrets, own=own)
        out = _dropped(out, events, rule, rows, secrets)
    for row in np.flatnonzero(withheld):
        secrets.hide_place(events.iloc[row])
    _check_words(words, secrets)
    out = _silent(out[~withheld], secrets)
    out.attrs = _attributes(events.attrs, secrets) | {"withheld": int(withheld.sum())}
    if evidence is not None:
        evidence = _quotes(evidence, set(out["event_id"]), secrets)
    if sources is not None:
        sources = _silent_sources(sources, secrets)
    return _renamed(Published(out, sources, evidence, tuple(secrets.keys())))


def _cells(event: Any, *names: str) -> list[str]:
    cells = [event[name] for name in names if name in event and not pd.isna(event[name])]
    return [part for cell in cells for part in (cell, *cell.split(LIST_SEPARATOR))]


def _chosen(events: gpd.GeoDataFrame, rule: Rule) -> np.ndarray:
    """Which events a rule speaks of."""
    rows = np.ones(len(events), dtype=bool)
    if rule.types:
        rows &= events["event_type"].isin(rule.types).to_numpy()
    for name, words in [*([("place", rule.places)] if rule.places else []), *rule.where.items()]:
        keys = redact.keys(words)
        said = events[name].map(
            lambda cell, keys=keys: redact.mentions(cell, keys), na_action="ignore"
        )
        rows &= said.fillna(value=False).to_numpy(dtype=bool)
    start, end = (events[f"date_{side}"].to_numpy("datetime64[D]") for side in ("start", "end"))
    if rule.since:
        rows &= np.isnat(end) | (end >= np.datetime64(rule.since))
    if rule.until:
        rows &= np.isnat(start) | (start <= np.datetime64(rule.until))
    return rows


def _told(cells: pd.Series[Any], keys: Sequence[str]) -> np.ndarray:
    """Which cells mention one of some names."""
    told = cells.map(lambda cell: redact.mentions(cell, keys), na_action="ignore")
    return np.asarray(told.fillna(value=False), dtype=bool)


def _too_young_or_few(events: gpd.GeoDataFrame, rule: Rule, rows: np.ndarray) -> np.ndarray:
    out = np.zeros(len(events), dtype=bool)
    if rule.delay_days and rule.as_of:
        end = events["date_end"].to_numpy("datetime64[D]")
        # An event whose last day nobody knows may be of yesterday.
        out |= np.isnat(end) | (end > np.datetime64(rule.as_of) - np.timedelta64(rule.delay_days))
    if rule.suppress_below:
        province = events["province_code"].fillna("") + "|" + events["country_code"].fillna("")
        many = province.map(province[rows].value_counts()).fillna(0)
        out |= many.to_numpy(dtype=int) < rule.suppress_below
    return out


def _generalised(
    out: gpd.GeoDataFrame,
    events: gpd.GeoDataFrame,
    rule: Rule,
    rows: np.ndarray,
    secrets: _Secrets,
    *,
    own: Units,
) -> gpd.GeoDataFrame:
    """Give the chosen events a wider place, and forget the narrower one."""
    if not rule.generalise:
        return out
    stays = _DISTRICT if rule.generalise == "admin2" else ()
    narrow = rows & _narrower(events, rule)
    which = np.flatnonzero(narrow)
    wide = [widen(events.iloc[row], rule, own) for row in which]
    for row in which:
        secrets.hide_place(events.iloc[row], stays)
    # What is no narrower in its geometry may still carry a coordinate or a reason that is.
    small = [name for name in _NARROW if name not in stays]
    out = _emptied(out, rows, [name for name in small if name not in {"place", "matched_name"}])
    out = _emptied(out, narrow, small)
    if rule.generalise == "country":
        for row in which:
            secrets.places |= set(redact.keys(_cells(events.iloc[row], "admin1", "province")))
        out = _emptied(out, narrow, _UNIT)
    out = _drawn(out, which, wide)
    for words in sorted({place.said for place in wide}):
        here = which[[place.said == words for place in wide]]
        out = _noted(out, np.isin(np.arange(len(out)), here), words)
    return out


def _narrower(events: gpd.GeoDataFrame, rule: Rule) -> np.ndarray:
    """Which events are known more narrowly than a rule leaves them."""
    stated = events["where_precision"].fillna(0).to_numpy(dtype=int)
    drawn_small = events["geometry_role"].isin(["point", "near", "line"]).to_numpy()
    if rule.generalise == "grid":  # a district may be smaller than a square
        return np.asarray(drawn_small | (stated == 3))
    wide = {"admin2": [3, 4, 6], "admin1": [4, 6], "country": [6]}[rule.generalise]
    return np.asarray(drawn_small | ~np.isin(stated, wide))


def _drawn(out: gpd.GeoDataFrame, which: np.ndarray, wide: Sequence[Wide]) -> gpd.GeoDataFrame:
    """Draw some events as wider places."""
    shapes = out.geometry.to_numpy().copy()
    for row, place in zip(which, wide, strict=True):
        shapes[row] = place.shape
    known = np.array([place.shape is not None for place in wide], dtype=bool)
    columns: dict[str, Any] = {
        "where_precision": [place.precision for place in wide],
        "precision_stated": [place.precision for place in wide],
        "geometry_role": np.where(known, "area", "none"),
        "match_kind": np.where(known, "admin", "none"),
    }
    for name, cells in columns.items():
        out.iloc[which, out.columns.get_indexer([name])[0]] = cells
    return out.set_geometry(gpd.GeoSeries(shapes, index=out.index, crs=CRS))


def _dropped(
    out: gpd.GeoDataFrame, events: gpd.GeoDataFrame, rule: Rule, rows: np.ndarray, secrets: _Secrets
) -> gpd.GeoDataFrame:
    """Leave fields of the chosen events out, and their values out of what is said of them."""
    if not rule.drop:
        return out
    for row in np.flatnonzero(rows):
        secrets.hide_fields(events.iloc[row], rule.drop)
    out = _emptied(out, rows, [*rule.drop, "extra"])
    return _noted(out, rows, f"the publisher withholds: {', '.join(rule.drop)}")


def _emptied(out: gpd.GeoDataFrame, rows: np.ndarray, names: Iterable[str]) -> gpd.GeoDataFrame:
    there = [name for name in names if name in out]
    return out.assign(**{name: out[name].mask(rows) for name in there})


def _noted(out: gpd.GeoDataFrame, rows: np.ndarray, words: str) -> gpd.GeoDataFrame:
    said = out["protected"].fillna("")
    joined = (said + LIST_SEPARATOR + words).where(said != "", words)
    return out.assign(protected=out["protected"].mask(rows, joined))


def _silent(out: gpd.GeoDataFrame, secrets: _Secrets) -> gpd.GeoDataFrame:
    """Take the secrets out of every text of the events but the places that are shown."""
    shown = {"place", "matched_name", "place_id", "admin1", "province", "province_code",
             "country", "country_code", "event_id", "same_as", "protected"}  # fmt: skip
    texts = [c for c in out.columns if c not in shown and pd.api.types.is_string_dtype(out[c])]
    out = out.assign(
        **{name: _cleaned(out[name], secrets.keys(), secrets.degrees) for name in texts}
    )
    for event_id in secrets.words:
        rows, keys = out["event_id"] == event_id, secrets.keys(event_id)
        for name in texts:
            out[name] = out[name].mask(rows, _cleaned(out[name], keys))
    return out


def _cleaned(
    cells: pd.Series[Any], keys: Sequence[str], degrees: Iterable[float] = ()
) -> pd.Series[Any]:
    """Texts without some names and coordinates; equal texts are read once."""
    known = {cell: redact.redact(cell, keys, degrees) for cell in cells.dropna().unique()}
    return cells.map(known, na_action="ignore").astype(cells.dtype)


def _quotes(evidence: pd.DataFrame, shown: set[str], secrets: _Secrets) -> pd.DataFrame:
    """The quotes of events that are shown, without those that give a secret away."""
    told = [
        event_id not in shown
        or field in secrets.fields.get(event_id, set())
        or redact.mentions(text, secrets.keys(event_id), secrets.degrees)
        for event_id, field, text in zip(
            evidence["event_id"], evidence["field"], evidence["text"], strict=True
        )
    ]
    kept = evidence[~np.array(told, dtype=bool)].reset_index(drop=True)
    around = [name for name in kept if name not in {"event_id", "field", "source_id", "text"}]
    for name in [name for name in around if pd.api.types.is_string_dtype(kept[name])]:
        told = [
            not pd.isna(cell) and redact.mentions(cell, secrets.keys(event_id), secrets.degrees)
            for event_id, cell in zip(kept["event_id"], kept[name], strict=True)
        ]
        kept[name] = kept[name].mask(np.array(told, dtype=bool))
    return kept


def _silent_sources(sources: pd.DataFrame, secrets: _Secrets) -> pd.DataFrame:
    """Sources whose words say nothing that is hidden; an address that does is left out."""
    keys = secrets.keys()
    out = sources.copy()
    for name in ("publisher", "title", "file"):
        if name in out:
            out[name] = _cleaned(out[name], keys)
    return out.assign(url=out["url"].mask(_told(out["url"], keys)))


def _renamed(found: Published) -> Published:
    """Give events whose very id tells a secret another one, in every table."""
    ids = found.events["event_id"]
    told = [name for name in ids if redact.mentions(name, found.hidden)]
    names = {name: f"withheld-{number}" for number, name in enumerate(told, 1)}
    if not names:
        return found
    others = found.events["same_as"] if "same_as" in found.events else ids.where(ids.isna())
    same = others.map(
        lambda cell: LIST_SEPARATOR.join(names.get(x, x) for x in cell.split(LIST_SEPARATOR)),
        na_action="ignore",
    )
    events = found.events.assign(event_id=ids.replace(names))
    if "same_as" in events:
        events = events.assign(same_as=same)
    evidence = found.evidence
    if evidence is not None:
        evidence = evidence.assign(event_id=evidence["event_id"].replace(names))
    return found._replace(events=events, evidence=evidence)


def _attributes(attributes: Any, secrets: _Secrets) -> Any:
    """What travels with the frame, without the secrets and without the words of rows set aside."""
    if isinstance(attributes, dict):
        return {
            key: [redact.WITHHELD] * len(value)
            if key == "set_aside"
            else _attributes(value, secrets)
            for key, value in attributes.items()
        }
    if isinstance(attributes, list | tuple):
        return [_attributes(value, secrets) for value in attributes]
    if isinstance(attributes, str):
        return redact.redact(attributes, secrets.keys(), secrets.degrees)
    return attributes


def _check_words(words: Iterable[str], secrets: _Secrets) -> None:
    keys = secrets.keys()
    for said in words:
        if redact.mentions(said, keys, secrets.degrees):
            msg = f"{said!r} names a place that [[protect]] hides: say it otherwise"
            raise UsageError(msg)
