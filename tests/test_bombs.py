"""Small files that would grow without measure are refused in words before they do."""

from __future__ import annotations

import json
import zipfile

import pytest

import build_map

MIB = b"\0" * 1024**2


@pytest.mark.parametrize(
    ("name", "member"),
    [
        ("table.xlsx", "xl/worksheets/sheet1.xml"),
        ("table.ods", "content.xml"),
        ("report.docx", "word/document.xml"),
    ],
)
def test_an_archive_that_grows_without_measure_is_not_unpacked(tmp_path, capsys, name, member):
    path = tmp_path / name
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(member, "w") as stream,
    ):
        for _ in range(70):
            stream.write(MIB)
    assert path.stat().st_size < len(MIB)
    assert build_map.main([str(path), "-qo", str(tmp_path / "map.html")]) == build_map.FAILED
    assert "would unpack to 73,400,320 bytes" in capsys.readouterr().err


CIRCLE = (
    "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n"
    "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>\nendobj\ntrailer<</Size 3/Root 1 0 R>>\n%%EOF"
)
ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 9}">' for n in range(1, 99))
LAUGHS = (
    f'<!DOCTYPE a [<!ENTITY a0 "ha">{ENTITIES}]><kml><Document><Placemark><name>&a98;</name>'
    "</Placemark></Document></kml>"
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("deep.toml", "a = " + "[" * 50_000 + "]" * 50_000),
        ("deep.geojson", '{"type":"FeatureCollection","features":' + "[" * 50_000),
        ("circle.pdf", CIRCLE),
        ("laughs.kml", LAUGHS),
    ],
)
def test_nests_circles_and_entities_are_refused_in_words(tmp_path, capsys, name, content):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    assert build_map.main([str(path), "-qo", str(tmp_path / "map.html")]) == build_map.FAILED
    assert str(path) in capsys.readouterr().err


def test_a_table_of_five_hundred_columns_keeps_its_rows(tmp_path):
    more = [f"column {number}" for number in range(500)]
    lines = [["id", "place", "country", "event_date", *more]]
    lines += [[str(row), "Panjgur", "Pakistan", "2024-01-16", *["x"] * 500] for row in range(3)]
    path = tmp_path / "wide.csv"
    path.write_text("\n".join(",".join(line) for line in lines), encoding="utf-8")
    output = tmp_path / "wide.geojson"
    words = [str(path), "-qo", str(tmp_path / "map.html"), "--export", str(output)]
    assert build_map.main(words) == build_map.DONE
    assert len(json.loads(output.read_text(encoding="utf-8"))["features"]) == 3
