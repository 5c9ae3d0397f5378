"""The same line on more rows than one machine holds: dask-geopandas partitions, GeoParquet files.

Every step is the step of one frame, run on each partition; only summaries come together, and they
are sums of whole numbers, so that neither the number of partitions nor that of workers, nor the
order in which they finish, changes a figure. They come together on disk, one range of provinces at
a time (:mod:`geo.spill`), so that no worker needs memory for more than a partition or a range. A
worker that dies costs the time of its partitions: dask runs them again, and a partition's file is
written beside its place and renamed into it.

Needs ``pip install 'conflictmap[scale]'``.
"""

from __future__ import annotations

import tempfile
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
from .spill import add_up_slices, ranges, with_dtypes, write_part
from .summary import summarise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import dask_geopandas as dgpd


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
    parts = events.to_delayed()
    files = _part_files(folder, len(parts))
    write = _delayed(_write_part)
    rows = _computed([write(part, file) for part, file in zip(parts, files, strict=True)])
    _remove_others(folder, files)
    return sum(rows)


def write_summary(
    events: dgpd.GeoDataFrame,
    folder: str | PathLike[str],
    *,
    summary: Callable[[gpd.GeoDataFrame], pd.DataFrame] = summarise,
) -> int:
    """Count events in partitions, and write the table as Parquet files.

    Parameters
    ----------
    events
        What :func:`locate_partitions` returned.
    folder
        Where ``part-00000.parquet`` and so on go; made if it is not there, and every worker
        must see it. One after the other, the files are the table of the whole frame, sorted.
        Parts of an earlier run are removed. While it lasts, the partitions' own summaries lie
        there too.
    summary
        :func:`geo.summary.summarise` or :func:`geo.summary.count_cells`.

    Returns
    -------
    int
        Rows written.

    Raises
    ------
    UsageError
        If this machine does not see in the folder what the workers wrote there.
    """
    Path(folder).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".counted-") as beside:
        frames = events.to_delayed()
        count, write = _delayed(summary), _delayed(write_part)
        places = zip(frames, _part_files(beside, len(frames)), strict=True)
        parts = list(_computed([write(count(part), file) for part, file in places]))
        if not all(Path(part.file).exists() for part in parts):
            msg = f"workers do not write into the {folder} of this machine: name a folder all see"
            raise UsageError(msg)
        slices = ranges(parts)
        files, add_up = _part_files(folder, len(slices)), _delayed(add_up_slices)
        rows = _computed([add_up(some, file) for some, file in zip(slices, files, strict=True)])
    _remove_others(folder, files)
    return sum(rows)


def summarise_partitions(
    events: dgpd.GeoDataFrame,
    *,
    summary: Callable[[gpd.GeoDataFrame], pd.DataFrame] = summarise,
    folder: str | PathLike[str] | None = None,
) -> pd.DataFrame:
    """Count events in partitions, as if they were one frame.

    Parameters
    ----------
    events
        What :func:`locate_partitions` returned.
    summary
        :func:`geo.summary.summarise` or :func:`geo.summary.count_cells`.
    folder
        Where the workers put what they counted until it is added up; every worker must see it.
        None takes the folder for temporary files of this machine, for workers on it.

    Returns
    -------
    pandas.DataFrame
        The same table, to the last byte, as ``summary`` of the whole frame. Only here is it
        held whole; :func:`write_summary` leaves it on disk.
    """
    with tempfile.TemporaryDirectory(dir=folder, prefix="conflictmap-") as place:
        write_summary(events, place, summary=summary)
        return with_dtypes(pd.concat(map(pd.read_parquet, _files(place)), ignore_index=True))


def _files(source: str | PathLike[str] | Iterable[str | PathLike[str]]) -> list[Path]:
    if isinstance(source, (str, PathLike)):
        return sorted(Path(source).glob("[!.]*.parquet"))  # a killed worker may leave a .part-
    return [Path(path) for path in source]


def _locate(events: gpd.GeoDataFrame, *, point_of_view: str) -> gpd.GeoDataFrame:
    located = join_provinces(
        geocode(events, point_of_view=point_of_view), point_of_view=point_of_view
    )
    located.attrs = {}  # the rows set aside are told when a table is read, not by each partition
    return located


def _part_files(folder: str | PathLike[str], number: int) -> list[str]:
    """Where partitions go, in order."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    return [str(Path(folder) / f"part-{n:05d}.parquet") for n in range(number)]


def _remove_others(folder: str | PathLike[str], files: list[str]) -> None:
    """Remove parts of a longer run, and what a worker that died had half written."""
    for pattern in ("part-*.parquet", ".part-*.parquet"):
        for file in Path(folder).glob(pattern):
            if str(file) not in files:
                file.unlink()


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
