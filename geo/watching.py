"""Waiting for files to change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .schema import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from threading import Event


def watch(
    files: Callable[[], Iterable[Path]], act: Callable[[], None], *, stop: Event | None = None
) -> None:
    """Act whenever one of some files changes, until the user stops the program.

    Parameters
    ----------
    files
        Gives the files; asked anew after each change, for a declaration may name others then.
    act
        What is done after a change. Changes while it runs are seen afterwards.
    stop
        Ends the wait when it is set.

    Raises
    ------
    UsageError
        If the package that watches is not installed.
    """
    try:
        from watchfiles import watch as changes  # noqa: PLC0415 - optional
    except ModuleNotFoundError:
        msg = "--watch needs watchfiles: pip install 'conflictmap[watch]'"
        raise UsageError(msg) from None
    while stop is None or not stop.is_set():
        wanted = frozenset(path.resolve() for path in files())
        folders = {path.parent for path in wanted if path.parent.is_dir()}

        def concerns(_: object, path: str, wanted: frozenset[Path] = wanted) -> bool:
            return Path(path) in wanted

        # Editors write beside a file and rename: its folder sees that, the file itself is gone.
        seen = changes(
            *folders,
            watch_filter=concerns,
            recursive=False,
            stop_event=stop,
            raise_interrupt=True,
        )
        if next(iter(seen), None):
            act()
