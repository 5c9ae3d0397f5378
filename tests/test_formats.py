"""Foreign tables keep their precision and lose nothing in silence. All rows are invented."""

from __future__ import annotations

import csv
import io
import json

import pandas as pd
import pytest
from conflictmap.geo.dates import iso_dates
from conflictmap.geo.events import read_events
from conflictmap.geo.formats import formats
from conflictmap.geo.geocode import geocode
from conflictmap.geo.schema import InputError

UCDP = (
    "id,relid,year,type_of_violence,conflict_name,side_a,side_b,source_headline,where_prec,"
    "where_coordinates,adm_1,adm_2,latitude,longitude,geom_wkt,country,date_prec,date_start,"
    "date_end,deaths_civilians,best,high,low"
)
ACLED = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,"
    "assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,"
    "country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,"
    "notes,fatalities,tags,timestamp"
)


def rows(header, *values):
    """A CSV table: the header, and a row for each mapping of some of its columns."""
    out = io.StringIO()
    table = csv.DictWriter(out, header.split(","), restval="", lineterminator="\n")
    table.writeheader()
    table.writerows(values)
    return out.getvalue()


def read(folder, content, name="table.csv", **options):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_events(path, **options)


def ucdp(**cells):
    return {
        "id": "1.0", "type_of_violence": "1.0", "side_a": "Government of X", "side_b": "Y",
        "where_prec": "1", "date_prec": "1", "date_start": "2020-01-01", "date_end": "2020-01-01",
        "best": "3", "low": "2", "high": "5", "country": "Yemen (North Yemen)",
    } | cells  # fmt: skip


def acled(**cells):
    return {
        "event_id_cnty": "YEM1", "event_date": "16 May 2025", "time_precision": "1",
        "sub_event_type": "Armed clash", "actor1": "A", "actor2": "B", "country": "Yemen",
        "admin1": "Ibb", "location": "Ibb", "latitude": "13.97", "longitude": "44.18",
        "geo_precision": "1", "fatalities": "2", "source": "S",
    } | cells  # fmt: skip


def test_ucdp_keeps_precision_tolls_and_sides(tmp_path):
    text = rows(
        UCDP,
        ucdp(),
        ucdp(id="2", type_of_violence="3", side_b="Civilians", where_prec="4",
             latitude="15", longitude="44", adm_1="Ibb governorate"),
    )  # fmt: skip
    events = read(tmp_path, text)
    assert events["event_id"].tolist() == ["1", "2"]
    assert events["event_type"].tolist() == ["armed_clash", "armed_attack"]
    assert events["actor"].tolist() == ["Government of X; Y", "Government of X"]
    assert events["target"].fillna("").tolist() == ["", "Civilians"]
    assert events["country"].tolist() == ["YEM", "YEM"]
    assert events.loc[0, ["killed_low", "killed_best", "killed_high"]].tolist() == [2, 3, 5]
    assert events["status"].isna().all()
    located = geocode(events)
    assert located.loc[1, "geometry_role"] == "area", "a province's coordinate became a pin"


def test_a_row_of_hxl_tags_and_times_in_dates_are_no_events(tmp_path):
    tags = {"id": "", "country": "#country+name", "best": "#affected+killed"}
    row = ucdp(date_start="2020-01-01 00:00:00.000", date_end="2020-01-02 00:00:00.000")
    events = read(tmp_path, b"\xef\xbb\xbf" + rows(UCDP, tags, row).encode())
    assert len(events) == 1
    assert events.loc[0, "date_end"] == pd.Timestamp("2020-01-02")
    assert "  dropped  (row 1): HXL tags" in events.attrs["loss"]


def test_every_column_is_in_the_loss_report_and_none_is_lost(tmp_path):
    events = read(tmp_path, rows(UCDP, ucdp(conflict_name="Z", relid="R-1")))
    said = "\n".join(events.attrs["loss"])
    for column in UCDP.split(","):
        assert column in said, f"{column} is not in the report"
    extra = json.loads(events.loc[0, "extra"])
    assert (extra["conflict_name"], extra["relid"]) == ("Z", "R-1")


def test_tolls_out_of_order_are_kept_as_coded_and_told(tmp_path):
    events = read(tmp_path, rows(UCDP, ucdp(best="9", high="5")))
    assert events.loc[0, ["killed_best", "killed_high"]].tolist() == [9, 5]
    assert any("not in order, in 1 rows" in line for line in events.attrs["loss"])


def test_acled_sides_have_no_direction_but_civilians_suffer(tmp_path):
    text = rows(
        ACLED,
        acled(),
        acled(event_id_cnty="X2", sub_event_type="Attack", actor2="Civilians (Yemen)"),
    )
    events = read(tmp_path, text)
    assert events["actor"].tolist() == ["A; B", "A"]
    assert events["target"].fillna("").tolist() == ["", "Civilians (Yemen)"]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"time_precision": "1"}, ("2025-05-16", "2025-05-16", 1)),
        ({"time_precision": "2"}, ("2025-05-13", "2025-05-19", 3)),
        ({"time_precision": "3"}, ("2025-05-01", "2025-05-31", 4)),
        ({"time_precision": "1", "event_date": "2025-05-16"}, ("2025-05-16", "2025-05-16", 1)),
        ({"time_precision": "1", "event_date": "16-05-2025"}, ("2025-05-16", "2025-05-16", 1)),
    ],
)
def test_acled_dates_are_as_wide_as_they_are_known(tmp_path, cells, expected):
    event = read(tmp_path, rows(ACLED, acled(**cells))).iloc[0]
    ends = [event[name].strftime("%Y-%m-%d") for name in ("date_start", "date_end")]
    assert (*ends, event["date_precision"]) == expected


@pytest.mark.parametrize(("stated", "expected"), [("1", 1), ("2", 2), ("3", 4)])
def test_acled_geo_precision_becomes_ours(tmp_path, stated, expected):
    events = read(tmp_path, rows(ACLED, acled(geo_precision=stated)))
    assert events.loc[0, "where_precision"] == expected


def test_acleds_nought_is_unknown_and_its_types_are_ours(tmp_path):
    kinds = {
        "Air/drone strike": "air_strike",
        "Shelling/artillery/missile attack": "shelling",
        "Abduction/forced disappearance": "abduction",
        "Peaceful protest": "other",
    }
    table = [
        acled(event_id_cnty=str(n), sub_event_type=kind, fatalities="0")
        for n, kind in enumerate(kinds)
    ]
    events = read(tmp_path, rows(ACLED, *table))
    assert events["event_type"].tolist() == list(kinds.values())
    assert events["killed_best"].isna().all()


@pytest.mark.parametrize("width", [58, 61])
def test_gdelt_has_no_header_and_is_no_witness(tmp_path, width):
    (form,) = [form for form in formats() if form["name"] == "GDELT"]
    names = [name for name in form["header"] if width == 61 or not name.endswith("ADM2Code")]
    assert len(names) == width
    row = dict.fromkeys(names, "") | {
        "GLOBALEVENTID": "7", "SQLDATE": "20240118", "EventCode": "195", "Actor1Name": "IRAN",
        "Actor2Name": "PAKISTAN", "ActionGeo_Type": "4", "ActionGeo_Lat": "26.97",
        "ActionGeo_FullName": "Panjgur, Balochistan, Pakistan", "ActionGeo_Long": "64.09",
        "SOURCEURL": "https://example.org/a",
    }  # fmt: skip
    event = read(tmp_path, "\t".join(row.values()) + "\n", name="export.csv").iloc[0]
    assert event[["event_type", "place", "admin1", "country"]].tolist() == [
        "air_strike", "Panjgur", "Balochistan", "PAK",
    ]  # fmt: skip
    assert event["date_start"] == pd.Timestamp("2024-01-18")
    assert event[["killed_best", "status"]].isna().all()
    assert "machine" in event["notes"]
    placeless = row | {"ActionGeo_FullName": ""}
    event = read(tmp_path, "\t".join(placeless.values()) + "\n", name="bare.csv").iloc[0]
    assert event[["place", "admin1", "country"]].isna().all()


def test_the_columns_of_an_unknown_table_are_guessed_and_shown(tmp_path):
    text = "Date;Town;Lat;Lon;Dead;Colour\n2024-01-31;Ibb;13.97;44.18;2;blue\n"
    events = read(tmp_path, text)
    event = events.iloc[0]
    assert event[["event_id", "place", "killed_best"]].tolist() == ["row 1", "Ibb", 2]
    assert "  mapped   place <- Town" in events.attrs["loss"]
    assert json.loads(event["extra"]) == {"Colour": "blue"}


@pytest.mark.parametrize(
    "header",
    [
        "Date of incident;Village/Town;Governorate;Country name;Killed (total)",
        "Fecha;Municipio;Departamento;País;Muertos",
        "Дата;Населённый пункт;Область;Страна;Погибло",
        "التاريخ;المدينة;المحافظة;البلد;القتلى",
    ],
)
def test_columns_are_known_by_several_words_and_in_other_languages(tmp_path, header):
    event = read(tmp_path, f"{header}\n2024-01-31;Ibb;Ibb;YEM;2\n").iloc[0]
    assert event["date_start"] == event["date_end"] == pd.Timestamp("2024-01-31")
    assert event[["place", "admin1", "country", "killed_best"]].tolist() == ["Ibb", "Ibb", "YEM", 2]


def test_words_that_say_another_thing_are_no_guess(tmp_path):
    text = "Date reported;Town;Civilian deaths;Source type\n2024-01-31;Ibb;2;news\n"
    event = read(tmp_path, text).iloc[0]
    assert event[["date_start", "killed_best", "source_id"]].isna().all()


def test_types_in_the_words_of_a_table_are_known_or_stay_unknown(tmp_path):
    text = "Town;Type of attack\nIbb;Air strike\nIbb;AIRSTRIKE\nIbb;авиаудар\nIbb;protest\n"
    events = read(tmp_path, text)
    assert events["event_type"].tolist()[:3] == ["air_strike"] * 3
    assert events["event_type"].isna().tolist() == [False, False, False, True]
    assert json.loads(events.loc[3, "extra"]) == {"Type of attack": "protest"}


def test_the_user_overrules_the_guess(tmp_path):
    text = "Where,Lat,Lon,Town\nIbb,13.97,44.18,Aden\n"
    events = read(tmp_path, text, columns={"place": "Where"})
    assert events.loc[0, "place"] == "Ibb"


@pytest.mark.parametrize(
    ("encoding", "word"),
    [("utf-8", "Şa'dah"), ("utf-16", "Şa'dah"), ("cp1252", "Téhéran"), ("cp1256", "صنعاء")],
)
def test_encodings_are_found_and_named(tmp_path, encoding, word):
    events = read(tmp_path, f"Town,Lat,Lon\n{word},1,2\n".encode(encoding))
    assert events.loc[0, "place"] == word
    assert encoding in events.attrs["loss"][0]


def test_day_and_month_are_never_guessed(tmp_path):
    text = "Town,Date\nIbb,03/04/2024\nIbb,05/06/2024\n"
    with pytest.raises(InputError, match="say which with --date-order dmy or mdy"):
        read(tmp_path, text)
    assert read(tmp_path, text, date_order="dmy").loc[0, "date_start"].month == 4
    assert read(tmp_path, text, date_order="mdy").loc[0, "date_start"].month == 3
    proved = read(tmp_path, text + "Ibb,31/12/2024\n")
    assert proved["date_start"].dt.month.tolist() == [4, 6, 12]


def test_dates_that_prove_both_orders_are_refused():
    with pytest.raises(InputError, match="both orders occur"):
        iso_dates(pd.Series(["31/12/2024", "12/31/2024"], name="date", dtype="str"))


def test_what_is_no_date_stays_a_fault_of_its_row(tmp_path):
    with pytest.raises(InputError, match=r"row 2 \(X2\): date_start 'soon' is no date"):
        read(tmp_path, rows(ACLED, acled(), acled(event_id_cnty="X2", event_date="soon")))


def test_rows_in_are_rows_shown_and_rows_set_aside(tmp_path):
    table = [
        acled(event_id_cnty=str(n), latitude="200" if n % 10 == 0 else "13") for n in range(50)
    ]
    events = read(tmp_path, rows(ACLED, *table), bad_rows="set_aside")
    assert (len(events), len(events.attrs["set_aside"])) == (45, 5)


def test_many_faults_are_told_by_kind_with_their_first_rows(tmp_path):
    table = [
        acled(event_id_cnty=f"X{n}", latitude="200" if n % 10 == 9 else "13") for n in range(400)
    ]
    table[3]["event_date"] = "soon"
    text = rows(ACLED, *table)
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    assert len(caught.value.faults) == 42, "a fault was lost"
    said = str(caught.value)
    first = "row 10 (X9), row 20 (X19), row 30 (X29)"
    assert f"latitude is outside -90 to 90: 40 rows, the first are {first}" in said
    assert "date_start is no date (write it as 2024-01-31): row 4 (X3)" in said
    events = read(tmp_path, text, bad_rows="set_aside")
    assert (len(events), len(events.attrs["set_aside"])) == (359, 41)
    assert any("latitude is outside -90 to 90: 40 rows" in line for line in events.attrs["loss"])


def test_rows_of_the_wrong_length_are_a_kind_of_fault(tmp_path):
    text = "event_id,place\n" + "".join(f"e{n},Ibb,too much\n" for n in range(30))
    with pytest.raises(InputError, match=r"has another number of cells than the header: 30 rows"):
        read(tmp_path, text)


def test_a_table_with_very_many_columns_keeps_them_and_tells_of_some(tmp_path):
    names = [f"c{number}" for number in range(1500)]
    path = tmp_path / "wide.csv"
    path.write_text(",".join(["place", *names]) + "\nPanjgur," + ",".join(names) + "\n", "utf-8")
    events = read_events(path)
    assert json.loads(events["extra"].iloc[0]) == {name: name for name in names}
    line = next(line for line in events.attrs["loss"] if line.strip().startswith("extra"))
    assert line.endswith("c99, and 1,400 more")
