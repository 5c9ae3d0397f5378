"""The same line on more rows than one machine holds: dask-geopandas partitions, GeoParquet files.

Every step is the step of one frame, run on each partition; only summaries come together, and they
are sums of whole numbers, so that neither the number of partitions nor that of workers, nor the
order in which they finish, changes a figure. A worker that dies costs the time of its partitions:
dask runs them again, and a partition's file is written beside its place and renamed into it.

Needs ``pip install 'conflictmap[scale]'``.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd

from .events import read_events
from .files import whole
from .geocode import geocode
from .provinces import join_provinces
from .schema import (
    CRS,
    DTYPES,
    EVENT_COLUMNS,
    GEOCODE_COLUMNS,
    PROVINCE_COLUMNS,
    InputError,
    UsageError,
)
from .summary import add_up, summarise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import dask_geopandas as dgpd

TOGETHER = 8
"""Summaries that are added up at once: what a worker holds of them does not grow with more."""


@contextmanager
def workers(address: str | None = None, **options: Any) -> Iterator[Any]:
    """Work with a cluster for the length of a ``with`` block.

    Parameters
    ----------
    address
        The scheduler of a running cluster (``tcp://host:8786``) whose workers have conflictmap
        installed; none starts workers on this machine.
    **options
        With an address, what :class:`distributed.Client` takes; for workers on this machine,
        what :class:`distributed.LocalCluster` takes, as ``n_workers=2, memory_limit="3GB"``.

    Yields
    ------
    distributed.Client
        The client; the functions of this module use it while the block lasts.

    Raises
    ------
    UsageError
        If the extra is not installed, or nobody answers at the address.
    """
    _dask()
    from distributed import Client, LocalCluster  # noqa: PLC0415 - an extra

    if address is None:
        local = {"threads_per_worker": 1, "dashboard_address": ":0"} | options
        with LocalCluster(**local) as cluster, Client(cluster) as client:
            yield client
        return
    try:
        client = Client(address, **({"timeout": "10s"} | options))
    except OSError as error:
        msg = f"no dask scheduler answers at {address}: {error}"
        raise UsageError(msg) from None
    with client:
        yield client


def read_partitions(
    source: str | PathLike[str] | Iterable[str | PathLike[str]], **options: Any
) -> dgpd.GeoDataFrame:
    """Read event tables, each as one partition, when they are needed.

    Parameters
    ----------
    source
        A folder that :func:`write_partitions` wrote, or the paths of event tables of any kind
        that :func:`geo.events.read_events` reads.
    **options
        For tables: what ``read_events`` takes, such as ``bad_rows="set_aside"``.

    Returns
    -------
    dask_geopandas.GeoDataFrame
        The event frame, one partition for each file, in order of the paths.

    Raises
    ------
    InputError
        If there is no file to read.
    """
    one = isinstance(source, (str, PathLike))
    paths = _files(source)
    if not paths:
        raise InputError(source, "holds no *.parquet files")
    read: Callable[..., gpd.GeoDataFrame] = _read_part if one else partial(read_events, **options)
    empty = _read_part(paths[0]).iloc[:0] if one else _empty_frame()
    frames = _dask()
    with _our_text():
        return frames.from_map(read, [str(path) for path in paths], meta=empty)


def part_events(events: gpd.GeoDataFrame, partitions: int) -> dgpd.GeoDataFrame:
    """Cut one frame into partitions, in row order.

    Parameters
    ----------
    events
        Any frame of this line.
    partitions
        How many; fewer if there are fewer rows.

    Returns
    -------
    dask_geopandas.GeoDataFrame
        The same rows.
    """
    frames = _dask()
    number = max(1, min(partitions, len(events)))
    with _our_text():
        return frames.from_pandas(events, npartitions=number, sort=False)


def locate_partitions(events: dgpd.GeoDataFrame, *, point_of_view: str = "un") -> dgpd.GeoDataFrame:
    """Geocode each partition and join its provinces.

    Parameters
    ----------
    events
        An event frame in partitions.
    point_of_view
        As in :func:`geo.geocode.geocode`.

    Returns
    -------
    dask_geopandas.GeoDataFrame
        With the columns of ``geocode`` and ``join_provinces``; nothing runs yet.
    """
    locate = partial(_locate, point_of_view=point_of_view)
    return events.map_partitions(locate, meta=locate(events._meta))  # noqa: SLF001 - dask's own way


def write_partitions(events: dgpd.GeoDataFrame, folder: str | PathLike[str]) -> int:
    """Write each partition as one GeoParquet file.

    Parameters
    ----------
    events
        A frame in partitions.
    folder
        Where ``part-00000.parquet`` and so on go; made if it is not there, and every worker
        must see it. Parts of an earlier, longer run are removed.

    Returns
    -------
    int
        Rows written.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    parts = events.to_delayed()
    files = [folder / f"part-{number:05d}.parquet" for number in range(len(parts))]
    write = _delayed(_write_part)
    rows = _computed([write(part, str(file)) for part, file in zip(parts, files, strict=True)])
    for file in set(folder.glob("part-*.parquet")) - set(files):
        file.unlink()
    return sum(rows)


def summarise_partitions(
    events: dgpd.GeoDataFrame, *, summary: Callable[[gpd.GeoDataFrame], pd.DataFrame] = summarise
) -> pd.DataFrame:
    """Count events in partitions, as if they were one frame.

    Parameters
    ----------
    events
        What :func:`locate_partitions` returned.
    summary
        :func:`geo.summary.summarise` or :func:`geo.summary.count_cells`.

    Returns
    -------
    pandas.DataFrame
        The same table, to the last byte, as ``summary`` of the whole frame.
    """
    parts = [_delayed(summary)(part) for part in events.to_delayed()]
    together = _delayed(_add_up)
    while len(parts) > 1:
        parts = [together(parts[n : n + TOGETHER]) for n in range(0, len(parts), TOGETHER)]
    (whole_table,) = _computed(parts)
    table: pd.DataFrame = whole_table
    return table


def _files(source: str | PathLike[str] | Iterable[str | PathLike[str]]) -> list[Path]:
    if isinstance(source, (str, PathLike)):
        return sorted(Path(source).glob("*.parquet"))
    return [Path(path) for path in source]


def _locate(events: gpd.GeoDataFrame, *, point_of_view: str) -> gpd.GeoDataFrame:
    located = join_provinces(
        geocode(events, point_of_view=point_of_view), point_of_view=point_of_view
    )
    located.attrs = {}  # the rows set aside are told when a table is read, not by each partition
    return located


def _add_up(parts: list[pd.DataFrame]) -> pd.DataFrame:
    return add_up(pd.concat(parts, ignore_index=True))


def _read_part(path: str | Path) -> gpd.GeoDataFrame:
    """One file of :func:`write_partitions`, with the dtypes it had."""
    frame = gpd.read_parquet(path)
    columns = (*EVENT_COLUMNS, *GEOCODE_COLUMNS, *PROVINCE_COLUMNS)
    kinds = {column.name: DTYPES[column.dtype] for column in columns if column.name in frame}
    return frame.astype(kinds)


def _write_part(events: gpd.GeoDataFrame, file: str) -> int:
    with whole(Path(file)) as beside:
        events.to_parquet(beside, index=False, compression="zstd")
    return len(events)


def _empty_frame() -> gpd.GeoDataFrame:
    columns = {column.name: pd.Series(dtype=DTYPES[column.dtype]) for column in EVENT_COLUMNS}
    return gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries([], crs=CRS))


def _dask() -> Any:
    """Dask's frames, or the words that say how to get them."""
    try:
        import dask.dataframe as frames  # noqa: PLC0415 - an extra
        import dask_geopandas  # noqa: F401, PLC0415 - makes them know geometry
    except ImportError:
        msg = "working in partitions needs dask: pip install 'conflictmap[scale]'"
        raise UsageError(msg) from None
    return frames


def _our_text() -> Any:
    """Text stays of the dtype that it has in our frames, which dask would change."""
    from dask import config  # noqa: PLC0415 - an extra

    return config.set({"dataframe.convert-string": False})


def _delayed(function: Callable[..., Any]) -> Any:
    from dask.delayed import delayed  # noqa: PLC0415 - an extra

    return delayed(function, pure=True)


def _computed(tasks: list[Any]) -> tuple[Any, ...]:
    from dask.base import compute  # noqa: PLC0415 - an extra

    results: tuple[Any, ...] = compute(*tasks)
    return results
