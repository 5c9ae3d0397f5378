"""The fields of events read from reports: who says so, whom it hit, and how much that holds."""

import importlib.util
import json
from pathlib import Path

import pandas as pd
import pytest

import build_map
from geo.reports import voices
from geo.reports.parties import find as find_parties
from geo.reports.reader import read_report, read_reports
from geo.reports.words import sentences

TUNE = Path(__file__).parents[1] / "benchmarks" / "reports" / "tune"
HEAD = "Published: 14 May 2024\n\n"


def only(text):
    events = read_report(HEAD + text).events
    assert len(events) == 1, events[["place", "event_type"]]
    return events.iloc[0]


ACKNOWLEDGED = (
    "Gunmen killed three soldiers in Djibo, Burkina Faso, on Monday, residents said.\n\n"
    "JNIM said its fighters had carried out the attack in Djibo."
)
CLAIMED = (
    "The Arakan Army said on Monday that it had raided a police post in Sittwe, Myanmar. "
    "The junta did not comment."
)
ALLEGED = (
    "Drones killed two people in Shebekino, Russia, on Monday. The regional governor "
    "blamed Ukraine. Kyiv did not immediately comment."
)
REPORTED = "A bomb killed two people in Mastung, Pakistan, on Monday, police said."
CONTESTED = (
    "Shells fired by Ukrainian forces killed two people in Shebekino, Russia, on Monday, "
    "the governor said.\n\nPrices rose in Moscow.\n\nA spokesman in Kyiv said no Ukrainian "
    "shell had struck Shebekino."
)


@pytest.mark.parametrize(
    ("text", "status", "field", "name"),
    [
        (ACKNOWLEDGED, "acknowledged", "acknowledged_by", "JNIM"),
        (CLAIMED, "claimed", "claimed_by", "Arakan Army"),
        (ALLEGED, "alleged", "alleged_by", "regional governor"),
        (REPORTED, "reported", "alleged_by", None),
        (CONTESTED, "contested", "denied_by", "Government of Ukraine"),
    ],
)
def test_who_speaks_decides_the_status(text, status, field, name):
    event = only(text)
    assert event["status"] == status
    assert (event[field] if name else pd.isna(event[field])) == (name or True)


@pytest.mark.parametrize(
    ("said", "manner"),
    [
        ("Israel said no aircraft of its own had struck the camp.", "deny"),
        ("The army said it fired no rockets at the town.", "deny"),
        ("The group neither confirmed nor denied the raid.", "silent"),
        ("The army said no one was hurt.", "say"),
        ("Kyiv has not commented.", "silent"),
        ("Rwanda rejected a truce.", ""),
        ("Hezbollah was blamed by Israel.", "blame"),
    ],
)
def test_a_denial_is_told_from_silence_and_from_other_matters(said, manner):
    [sentence] = sentences(said)
    found = [v.manner for v in voices.find(sentence, find_parties(sentence, {}))]
    assert found == ([manner] if manner else [])


def test_it_is_whoever_spoke_before():
    event = only(
        "A drone killed two men in Sinjar, Iraq, on Monday, a council said. It blamed Turkey."
    )
    assert event[["status", "actor"]].tolist() == ["alleged", "Government of Turkey"]


def test_groups_that_no_table_knows_are_named_by_their_form():
    [sentence] = sentences("Fighters of the Blue Valley Front (BVF) and Fulani herders fought.")
    people = {}
    assert [p.name for p in find_parties(sentence, people)][:1] == ["Blue Valley Front"]
    assert people["bvf"].name == "Blue Valley Front"


def test_a_newspaper_issues_no_claims():
    text = HEAD + "The army shelled Goma, DR Congo, on Monday and killed two people."
    assert read_report(text).events["status"].tolist() == ["reported"]
    head = "MINISTRY OF DEFENCE OF UKRAINE\nStatement of 14 May 2024\n\n"
    told = f"{head}On Monday our forces struck a depot in Belgorod, Russia."
    assert read_report(told).events["claimed_by"].tolist() == ["Government of Ukraine"]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Jets struck a market in Nyala, Sudan, on Monday.", "market"),
        ("Iran launched air strikes against Jaish al-Adl near Panjgur, Pakistan.", "Jaish al-Adl"),
        ("A convoy of families was hit by a mortar in Gao, Mali, on Monday.", "convoy of families"),
        ("Gunmen fired on soldiers in Djibo, Burkina Faso.", "Government of Burkina Faso"),
    ],
)
def test_whom_or_what_it_hit_stands_in_the_words(text, target):
    assert only(text)["target"] == target


def test_a_number_that_nobody_says_is_at_least_one():
    event = only("A raid in Gao, Mali, on Monday killed several soldiers.")
    assert pd.isna(event["killed_best"])
    assert event["killed_low"] == 1


@pytest.mark.parametrize("number", ["02", "58"])
def test_what_is_read_of_the_hand_coded_reports_is_quoted_to_the_letter(number):
    read = read_reports([TUNE / number / "report.txt"])
    text = read.texts["report"]
    for quote in read.evidence.to_dict("records"):
        assert text[quote["start"] : quote["end"]] == quote["text"] != ""
    own = {"event_id", "source_id", "proposed_by", "notes"}
    for row in read.events.drop(columns="geometry").to_dict("records"):
        quoted = read.evidence.loc[read.evidence["event_id"] == row["event_id"], "field"]
        assert {name for name, value in row.items() if not pd.isna(value)} - own <= set(quoted)


def test_the_hand_codings_hold_and_a_wrong_one_is_named(tmp_path):
    spec = importlib.util.spec_from_file_location("check", TUNE.parent / "check.py")
    check = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(check)
    assert [fault for number in ("02", "58") for fault in check.check(TUNE / number, "tune")] == []
    gold = json.loads((TUNE / "02" / "gold.json").read_text(encoding="utf-8"))
    gold["events"][0]["status"] = "alleged"
    gold["events"][0]["alleged_by"] = None
    (tmp_path / "02").mkdir()
    (tmp_path / "02" / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    text = (TUNE / "02" / "report.txt").read_text(encoding="utf-8")
    (tmp_path / "02" / "report.txt").write_text(text, encoding="utf-8")
    assert any(
        "alleged without alleged_by" in fault for fault in check.check(tmp_path / "02", "tune")
    )


@pytest.mark.parametrize(
    "text",
    [
        "взрыв в городе " * 400,
        "爆炸" * 3000,
        "انفجار في غزة. " * 400,
        "killed two in Gao Mali bomb " * 400,
        "12 " * 3000,
        "\"'" * 3000,
        "A, " * 3000,
        "x\n\n" * 2000,
        "\u202e\u0301\U0001d538 " * 500,
    ],
)
def test_other_languages_and_texts_without_end_are_read_through(text):
    read = read_report(text)
    for quote in read.evidence.to_dict("records"):
        assert read.texts[quote["source_id"]][quote["start"] : quote["end"]] == quote["text"]


def test_a_picture_called_a_report_is_refused_in_words(tmp_path, capsys):
    path = tmp_path / "picture.txt"
    path.write_bytes(bytes(range(256)) * 40)
    assert build_map.main(["read", str(path), "-o", str(tmp_path / "out"), "-q"]) != 0
    assert "Traceback" not in capsys.readouterr().err


def test_a_report_without_events_is_written_as_empty_tables(tmp_path):
    path = tmp_path / "quiet.txt"
    path.write_text("Published: 14 May 2024\n\nThe market in Gao opened at noon.", encoding="utf-8")
    assert build_map.main(["read", str(path), "-o", str(tmp_path / "out"), "-q"]) == 0
    assert pd.read_csv(tmp_path / "out" / "events.csv").empty


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        # Who falls into an ambush did not lay it, and who is wounded wounded nobody.
        (
            "A team of the BIR fell into an ambush of Boko Haram near Maroua, Cameroon.",
            "Boko Haram",
        ),
        ("A convoy came under fire from ISWAP at Damboa, Nigeria, on Monday.", "Islamic State"),
        ("Two CRPF men were killed and two wounded when a bomb exploded in Imphal, India.", None),
        # Whose arms they are is not who made them, nor who armed them.
        ("A drone of the Ukrainian armed forces hit a car in Shebekino, Russia.", "Ukraine"),
        ("Thai warships shelled Koh Kong, Cambodia, on Thursday.", "Thailand"),
        ("An Iranian-made drone struck a depot in Kherson, Ukraine, on Monday.", None),
        ("Kupiansk in Ukraine was shelled on Monday by the Russian side.", "Russia"),
        # What many states call a force of theirs is nobody's by its name alone.
        ("The National Guard shelled Krynky in Ukraine's Kherson region on Monday.", None),
        # A heading is a place.
        ("CHAD - Gunmen attacked a post in Bol on Monday, the governor said.", None),
    ],
)
def test_who_acts_is_who_is_told_to(text, actor):
    events = read_report(HEAD + text).events
    assert len(events) == 1
    found = events.iloc[0]["actor"]
    assert pd.isna(found) if actor is None else actor in str(found)


def test_a_speakers_name_ends_before_what_is_said_of_him():
    text = (
        "Soldiers shot two men dead in Mastung, Pakistan, on Monday, said a doctor who asked not "
        "to be named."
    )
    assert only(text)["alleged_by"] == "doctor"


PARAGRAPHS = (TUNE.parent / "paragraphs.txt").read_text(encoding="utf-8").splitlines()[2:]


@pytest.mark.parametrize("line", PARAGRAPHS)
def test_paragraphs_of_many_styles_are_read(line):
    place, kind, actor, killed, injured, status, text = (
        part.strip() for part in line.split("|", 6)
    )
    events = read_report(text).events
    if place == "-":
        assert events.empty
        return
    assert len(events) == 1, events[["place", "event_type"]]
    row = events.iloc[0].fillna("").astype(str)
    assert place.lower() in row["place"].lower()
    assert not kind or row["event_type"] in kind.split("/")
    assert not status or row["status"] in status.split("/")
    assert actor in {"", "none"} or actor.lower() in row["actor"].lower()
    assert actor != "none" or row["actor"] in {"", "bandits", "gunmen"}
    for said, field in ((killed, "killed_best"), (injured, "injured_best")):
        assert not said or row[field] == said.replace("none", "")
