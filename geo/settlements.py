"""The settlements in a box, the most populous first: what a map may write the names of.

It reads the few columns that a map needs of the table that :mod:`geo.shipped` reads whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa

from .columns import chunk, coded, numbers, read_fact
from .reference import path
from .schema import ReferenceDataError
from .shipped import SCALE

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAST = 1000
"""People of the smallest settlement that is given."""
MOST = 4000
"""Settlements that are given."""
_FILE = "places.parquet"


class Settlement(NamedTuple):
    """A settlement: its country as ISO 3166-1 alpha-3, its longitude and latitude in degrees."""

    name: str
    country: str
    population: int
    capital: bool
    longitude: float
    latitude: float


def within(*boxes: tuple[float, float, float, float]) -> Iterator[Settlement]:
    """Give the settlements in one box, then those in the next.

    Parameters
    ----------
    *boxes
        west, south, east, north in degrees.

    Yields
    ------
    Settlement
        Of each box the 4,000 with the most people, at least 1,000 each, capitals first.

    Raises
    ------
    ReferenceDataError
        If the table cannot be read.
    """
    table = read_fact(path(_FILE), only=(*Settlement._fields[:4], "lon", "lat", "feature"))
    try:
        classes, feature = coded(table.column("feature"))
        codes, country = coded(table.column("country"))
        lon, lat = (numbers(table.column(name)) / SCALE for name in ("lon", "lat"))
        people, capital = (numbers(table.column(name)) for name in ("population", "capital"))
        names = chunk(table.column("name"))
    except (pa.ArrowException, KeyError, AttributeError, ValueError) as error:
        msg = f"{_FILE} of the reference data cannot be read ({error})"
        raise ReferenceDataError(msg) from error
    large = (people >= LEAST) & (feature == classes.index("P"))
    for west, south, east, north in boxes:
        inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
        found = np.flatnonzero(large & inside)
        order = np.lexsort((found, -people[found], ~capital[found]))
        for row in found[order][:MOST].tolist():
            yield Settlement(
                names[row].as_py(),
                codes[country[row]],
                int(people[row]),
                bool(capital[row]),
                float(lon[row]),
                float(lat[row]),
            )
