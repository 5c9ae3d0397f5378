"""The facts are whole, small, described, and damage is noticed."""

from __future__ import annotations

import csv
import json

import pytest
import shapely

from geo import gazetteer, reference, shapes, shipped
from geo.names import fold
from geo.schema import ReferenceDataError
from geo.units import row_of_code, row_of_id, units


@pytest.fixture
def _fresh():
    caches = (reference.manifest, reference.path, shipped.indexes, shipped.columns)
    for cached in caches:
        cached.cache_clear()
    yield
    for cached in caches:
        cached.cache_clear()


def test_every_file_is_whole_and_described():
    files = reference.manifest()
    page = (reference.FOLDER / "SOURCES.md").read_text(encoding="utf-8")
    assert list(files) == sorted(files)
    for name, facts in files.items():
        assert reference.digest(reference.path(name)) == facts["sha256"]
        assert facts["sha256"] in page
        assert facts["edition"]
    on_disk = {
        p.name for p in reference.FOLDER.iterdir() if p.suffix in {".csv", ".parquet", ".marisa"}
    }
    assert on_disk == set(files)


def test_together_they_are_small():
    assert sum(facts["bytes"] for facts in reference.manifest().values()) <= 25_000_000


def test_attribution_names_both_sources():
    lines = reference.attribution()
    assert any("Natural Earth" in line for line in lines)
    assert any("GeoNames" in line and "CC BY 4.0" in line for line in lines)


@pytest.mark.parametrize(
    ("place_ids", "credited"),
    [
        (["geonames:1", None], set()),
        (["psgc:0102801001", "geonames:1"], {"PSA and OCHA (CC BY 3.0 IGO)"}),
        (["osm:node:1"], {"Villages of Nigeria: OpenStreetMap contributors (ODbL 1.0)"}),
        (["simplemaps:1716000001"], {"SimpleMaps World Cities (CC BY 4.0)"}),
        (["towns:1"], {"WFP market places (CC BY 3.0 IGO)"}),
        (["geoboundaries:1B2"], {"geoBoundaries (CC BY 4.0)"}),
    ],
)
def test_a_data_set_of_places_is_credited_where_one_of_its_places_is_shown(place_ids, credited):
    always = set(reference.attribution([]))
    assert set(reference.attribution(place_ids)) == always | credited
    assert always < set(reference.attribution())
    assert any("GeoNames" in line for line in always)


def test_overrides_carry_reason_and_source():
    with reference.path("overrides.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["reason"] and row["source"] for row in rows)
    keys = [(row["kind"], row["key"]) for row in rows]
    assert len(keys) == len(set(keys))


def test_names_added_by_hand_are_found_and_say_whence():
    with reference.path("place_names.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["language"] and row["source"] for row in rows)
    pairs = [(row["place_id"], fold(row["name"])) for row in rows]
    assert len(pairs) == len(set(pairs))
    for place_id, name in pairs:
        if place_id.startswith(("geonames:", "simplemaps:")):
            assert place_id in {gazetteer.place(row).place_id for row in gazetteer.rows(name)}
        else:
            known = row_of_id().get(place_id)
            unit = units()[row_of_code(place_id.removeprefix("iso:")) if known is None else known]
            assert name in {fold(text) for text in unit.names.split("|")}


def test_towns_kept_by_hand_are_found_and_say_what_bears_them_out():
    with reference.path("towns.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert row["source"]
        assert row["checked"]
        place_id, unit = f"towns:{row['id']}", units()[row_of_code(row["province"])]
        assert unit.country == row["country"]
        for name in (row["name"], *filter(None, row["others"].split("|"))):
            found = {
                place.place_id: place for place in gazetteer.find(name, country=row["country"])
            }
            place = found[place_id]
            assert place == gazetteer.by_id(place_id)
            assert (place.feature, place.population, place.unit) == ("P", 0, unit.row)
            assert place.latitude == pytest.approx(float(row["latitude"]), abs=1e-5)
            assert place.longitude == pytest.approx(float(row["longitude"]), abs=1e-5)


def test_seas_lie_in_water():
    land = shapes.read(reference.path("world.parquet"))
    with reference.path("seas.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 110
    points = shapely.points(
        [float(row["lon"]) for row in rows], [float(row["lat"]) for row in rows]
    )
    wet = ~shapely.intersects(
        shapely.union_all(shapely.make_valid(land.geometry.to_numpy())), points
    )
    dry = [
        row["name"]
        for row, is_wet in zip(rows, wet, strict=True)
        if not is_wet and int(row["rank"]) < 3
    ]
    assert dry == []


@pytest.mark.usefixtures("_fresh")
@pytest.mark.parametrize("harm", ["missing", "short", "flipped"])
def test_damage_is_noticed(tmp_path, monkeypatch, harm):
    known = {"names.marisa": reference.manifest()["names.marisa"]}
    (tmp_path / "manifest.json").write_text(json.dumps({"files": known}), encoding="utf-8")
    data = bytearray((reference.FOLDER / "names.marisa").read_bytes())
    if harm == "short":
        del data[-100:]
    data[5000] ^= 1
    if harm != "missing":
        (tmp_path / "names.marisa").write_bytes(data)
    reference.manifest.cache_clear()
    monkeypatch.setattr(reference, "FOLDER", tmp_path)
    with pytest.raises(ReferenceDataError, match=r"names\.marisa .*(missing|damaged)"):
        gazetteer.rows("goma")


@pytest.mark.usefixtures("_fresh")
def test_a_broken_manifest_is_noticed(tmp_path, monkeypatch):
    (tmp_path / "manifest.json").write_text("[]", encoding="utf-8")
    monkeypatch.setattr(reference, "FOLDER", tmp_path)
    with pytest.raises(ReferenceDataError, match=r"manifest\.json"):
        reference.path("places.parquet")


def test_an_unknown_file_is_refused():
    with pytest.raises(ReferenceDataError, match="not a file"):
        reference.path("secrets.csv")


def test_shapes_survive_the_file(tmp_path):
    import geopandas as gpd

    island = shapely.Polygon([(0, 0), (1, 0), (1, 1)])
    ring = shapely.box(10, 10, 20, 20).difference(shapely.box(12, 12, 13, 13))
    frame = gpd.GeoDataFrame(
        {"row": [1, 2]}, geometry=[shapely.MultiPolygon([island, ring]), ring], crs="EPSG:4326"
    )
    lines = gpd.GeoDataFrame(
        {"row": [1]}, geometry=[shapely.LineString([(0, 0), (1.23456, -2)])], crs="EPSG:4326"
    )
    for made in (frame, lines):
        shapes.write(made, tmp_path / "x.parquet")
        back = shapes.read(tmp_path / "x.parquet")
        assert back.geometry.geom_equals_exact(made.geometry, 1e-4).all()
    shapes.write(frame, tmp_path / "x.parquet")
    assert shapes.read(tmp_path / "x.parquet", where=[("row", "in", [2])])["row"].tolist() == [2]
    assert shapes.read(tmp_path / "x.parquet", where=[("row", "in", [9])]).empty
