"""Teaching the gazetteer: files of places compiled into the user's data folder."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import marisa_trie
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from . import gazetteer, learnt
from .dumps import kind, read_alternates, read_dump, unpacked
from .files import paths_of, sha256
from .names import ATTACHED, fold, strip_generic
from .placing import placed
from .schema import InputError, OutputError, UsageError, suggest
from .teachers import read_places
from .units import units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .files import FilePath

_SETTLEMENTS = frozenset({"town", "village", "suburb"})
_TEXTS = ("place_id", "name")
_SHARED = ("country", "polygon", "unit", "feature")


def learn(paths: FilePath | Iterable[FilePath]) -> list[dict[str, Any]]:
    """Add files of places to the user's gazetteer.

    Parameters
    ----------
    paths
        A file or several: GeoNames country dumps and tables of alternate names (``.txt`` or
        ``.zip``), tables with a name and a coordinate in each row, and event tables with
        coordinates. A file replaces what was learnt from one of the same name.

    Returns
    -------
    list of dict
        What each holds now: ``name``, ``kind``, ``inputs``, ``places``, ``names``,
        ``countries``, ``left_out``.

    Raises
    ------
    InputError
        If a file cannot be read or teaches nothing; the files before it have been learnt.
    OutputError
        If the user's data folder cannot be written.
    """
    files = paths_of(paths)
    read = [(path, unpacked(path) if _may_be_geonames(path) else b"") for path in files]
    # Alternate names speak of places by their number, so the places come first.
    read.sort(key=lambda pair: kind(pair[1]) == "alternates")
    done = []
    for path, content in read:
        done.append(_learn(path, content))
        learnt.forget()
    return done


def _may_be_geonames(path: Path) -> bool:
    return path.suffix.lower() in {".txt", ".zip", ".tsv", ""}


def _learn(path: Path, content: bytes) -> dict[str, Any]:
    says = kind(content)
    if says == "dump":
        places, texts, bad = read_dump(path, content)
        pairs, what = _geonames_pairs(texts, places), "GeoNames dump"
    elif says == "alternates":
        names, bad = read_alternates(path, content)
        places, texts, unknown = _known(names)
        pairs, what, bad = _geonames_pairs(texts, places), "GeoNames alternate names", bad + unknown
    else:
        if path.suffix.lower() == ".zip":
            raise InputError(path, "holds no table of GeoNames: unpack it and add the table itself")
        places, pairs, what, bad = read_places(path)
    if not len(places) or not pairs:
        raise InputError(path, f"teaches no place: {bad} rows are left out, none is left")
    about = {
        "format": learnt.FORMAT,
        "kind": what,
        "inputs": [{"name": path.name, "sha256": sha256(content or path.read_bytes())}],
        "left_out": bad,
    }
    return _compile(_name_of(path), placed(places), pairs, about)


def _known(names: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, int]:
    """The places that alternate names speak of, and how many names speak of none we know."""
    number = {text: n for n, text in enumerate(names["place_id"].unique())}
    found = {text: place for text in number if (place := gazetteer.by_id(text)) is not None}
    rows = {text: n for n, text in enumerate(found)}
    places = pd.DataFrame(
        [
            (p.place_id, p.name, p.country, p.latitude, p.longitude, p.population, p.capital, "P")
            for p in found.values()
        ],
        columns=[
            "place_id",
            "name",
            "country",
            "lat",
            "lon",
            "population",
            "capital",
            "feature",
        ],
    )
    places["unit"] = [units()[p.unit].unit_id if p.unit >= 0 else "" for p in found.values()]
    names = names.assign(row=names["place_id"].map(rows))
    known = names.dropna(subset="row").astype({"row": int})
    return places, known, len(names) - len(known)


def _geonames_pairs(texts: pd.DataFrame, places: pd.DataFrame) -> set[tuple[str, int]]:
    """Every (key, row) under which GeoNames' names are filed; each spelling is folded once."""
    rows = texts["row"].to_numpy()
    feature = places["feature"].replace("", "P").to_numpy(dtype=object)[rows]
    spelling, distinct = pd.factorize(texts["text"].to_numpy(dtype=object))
    letter, classes = pd.factorize(feature)
    filed = np.unique(np.column_stack([spelling, letter, rows]), axis=0)
    keys = [_keys(text) for text in distinct]
    endings = ["" if name == "P" else learnt.OTHER + name for name in classes]
    return {
        (key + endings[kind_of], row)
        for number, kind_of, row in filed.tolist()
        for key in keys[number]
    }


def _keys(text: str) -> tuple[str, ...]:
    """A folded name, and without the word for a settlement at its end ("Rami village")."""
    key = fold(text)
    if not key:
        return ()
    stripped = strip_generic(key)
    ends = stripped.feature in _SETTLEMENTS and key.startswith(f"{stripped.core} ")
    if ends or key.endswith(tuple(ATTACHED)):
        return tuple(dict.fromkeys((key, stripped.core)))
    return (key,)


def _compile(
    name: str, places: pd.DataFrame, pairs: Iterable[tuple[str, int]], about: dict[str, Any]
) -> dict[str, Any]:
    """Write one learnt folder, wholly or not at all."""
    order = places["place_id"].argsort(kind="stable").to_numpy()
    rank = pd.Series(range(len(order)), index=order).sort_index().to_numpy()
    places = places.iloc[order].reset_index(drop=True)
    names = sorted({(key, int(rank[row])) for key, row in pairs})
    countries = places["country"].value_counts().sort_index()
    about = about | {
        "places": len(places),
        "names": len(names),
        "countries": {str(code): int(count) for code, count in countries.items()},
    }
    with _replacing(name) as folder:
        pq.write_table(_table(places), folder / "places.parquet", compression="none")
        trie = marisa_trie.RecordTrie("<I", ((key, (row,)) for key, row in names))
        trie.save(str(folder / "names.marisa"))
        text = json.dumps(about, indent=1, sort_keys=True, ensure_ascii=False)
        (folder / "about.json").write_text(text + "\n", encoding="utf-8")
    return about | {"name": name}


def _table(places: pd.DataFrame) -> pa.Table:
    texts = {name: pa.array(places[name].astype(object), pa.string()) for name in _TEXTS}
    shared = {
        name: pa.array(places[name].astype(object), pa.string()).dictionary_encode()
        for name in _SHARED
    }
    numbers = {name: pa.array(places[name].astype(float)) for name in ("lat", "lon")}
    return pa.table(
        texts
        | shared
        | numbers
        | {
            "population": pa.array(places["population"].astype("int64")),
            "capital": pa.array(places["capital"].astype(bool)),
        }
    )


@contextmanager
def _replacing(name: str) -> Iterator[Path]:
    """A folder to write to, which then takes the place of the one of this name."""
    home, beside = learnt.home(), None
    try:
        home.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=home, prefix=".new-"))
        yield beside
        if (home / name).exists():
            shutil.move(home / name, beside / ".old")
            shutil.move(beside / ".old", home / f".old-{beside.name}")
        beside.chmod(0o755)
        beside.rename(home / name)
    except OSError as error:
        msg = f"{home}: cannot be written: {(error.strerror or str(error)).lower()}"
        raise OutputError(msg) from None
    finally:
        if beside is not None:
            shutil.rmtree(beside, ignore_errors=True)
            shutil.rmtree(home / f".old-{beside.name}", ignore_errors=True)


def _name_of(path: Path) -> str:
    """What a file is called in the gazetteer: its name without endings."""
    name = re.sub(r"[^\w-]+", "-", path.name.partition(".")[0] or path.stem).strip("-_")
    if not name:
        raise InputError(path, "has no name that can be kept: rename it")
    return name


def listed() -> list[dict[str, Any]]:
    """Say what was learnt.

    Returns
    -------
    list of dict
        See :func:`learn`, by name.
    """
    return [item.about | {"name": item.name} for item in learnt.learnt()]


def unlearn(names: str | Iterable[str]) -> None:
    """Remove from the user's gazetteer.

    Parameters
    ----------
    names
        What :func:`listed` calls them.

    Raises
    ------
    UsageError
        If one of them is not there; then none is removed.
    """
    asked = [names] if isinstance(names, str) else list(names)
    home = learnt.home()
    there = {folder.name for folder in home.glob("[!.]*") if folder.is_dir()}
    for name in asked:
        if name not in there:
            known = f"; there are {', '.join(sorted(there))}" if there else "; it is empty"
            msg = f"the gazetteer has learnt nothing called {name!r}{suggest(name, there)}{known}"
            raise UsageError(msg)
    for name in asked:
        shutil.rmtree(home / name)
    learnt.forget()


def describe_learnt(about: dict[str, Any]) -> str:
    """Say in one line what a file has taught.

    Parameters
    ----------
    about
        One of :func:`learn` or :func:`listed`.

    Returns
    -------
    str
        Such as ``"YE: GeoNames dump, 41,230 places under 61,002 names (YEM 41,230)"``.
    """
    countries = sorted(about["countries"].items(), key=lambda pair: (-pair[1], pair[0]))
    shown = ", ".join(f"{code} {count:,}" for code, count in countries[:5])
    more = f", {len(countries) - 5} more countries" if len(countries) > 5 else ""
    left = f"; {about['left_out']:,} rows left out" if about["left_out"] else ""
    what = f"{about['kind']}, {about['places']:,} places under {about['names']:,} names"
    return f"{about['name']}: {what} ({shown}{more}){left}"
