"""Event frames for tests, in the shape that a reader returns."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from geo.schema import CRS, DTYPES, EVENT_COLUMNS


def frame(*rows: dict[str, object]) -> gpd.GeoDataFrame:
    """Build an event frame from the cells that matter; the others are unknown."""
    table = pd.DataFrame(list(rows), columns=None if rows else ["event_id"])
    table = table.reindex(
        columns=list(dict.fromkeys([*(column.name for column in EVENT_COLUMNS), *table.columns]))
    )
    if "event_id" not in table or table["event_id"].isna().all():
        table["event_id"] = [f"e{number}" for number in range(len(table))]
    for column in EVENT_COLUMNS:
        table[column.name] = table[column.name].astype(DTYPES[column.dtype])
    return gpd.GeoDataFrame(table, geometry=gpd.GeoSeries([None] * len(table), crs=CRS), crs=CRS)
