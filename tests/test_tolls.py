"""Tolls in sentences: who counts, who is counted twice, and which numbers are no people."""

from __future__ import annotations

import pytest

from geo.reports import tolls, words
from geo.reports.reader import read_report


def counted(text):
    """Field -> the bounds of each toll of a text, in order."""
    found = {"killed": [], "injured": []}
    for sentence in words.sentences(text):
        for toll in tolls.find(sentence):
            found[toll.field].append((toll.low, toll.high))
    return found


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("Between 7 and 10 people died.", [(7, 10)], []),
        ("The shell killed three soldiers and two civilians.", [(5, 5)], []),
        ("At least 26 soldiers were killed and four others wounded.", [(26, None)], [(4, 4)]),
        ("Eight civilians, among them two children, lost their lives.", [(8, 8)], []),
        ("The death toll has risen to three.", [(3, 3)], []),
        ("Twelve vehicles and three tanks were destroyed.", [], []),
        ("Nobody was hurt.", [(0, 0)], [(0, 0)]),
        ("It left twenty-two people dead.", [(22, 22)], []),
        # Whoever is killed is somebody, whatever he is called.
        ("A shell killed a schoolmaster in the bazaar.", [(1, 1)], []),
        ("Five traders die when a drone hits the market.", [(5, 5)], []),
        ("Five aggressors were left dead, the ministry said.", [(5, 5)], []),
        ("A guide was killed and a translator wounded.", [(1, 1)], [(1, 1)]),
        ("The shelling killed a cow and two goats.", [], []),
        ("The vote killed the deal.", [], []),
        ("The blast killed a total of 12 people.", [(12, 12)], []),
        # Ages are no people.
        ("A Palestinian, 22, was shot dead near the camp.", [(1, 1)], []),
        ("A woman of 71 died in her yard.", [(1, 1)], []),
        ("Three people, 34, 52 and 60 years old, were hurt.", [], [(3, 3)]),
        ("The drone killed a man, 54, and his son, 12.", [(2, 2)], []),
        # Who tells of a toll is no part of it.
        ("It killed at least a dozen people, three residents said.", [(12, None)], []),
        ("It killed four soldiers, two policemen and a child.", [(7, 7)], []),
        ("It killed a mother and her five children.", [(6, 6)], []),
        # Other words for the same.
        ("It took the life of a nurse and hurt two patients.", [(1, 1)], [(2, 2)]),
        ("It led to the loss of eleven lives.", [(11, 11)], []),
        ("Eight policemen and twenty-one villagers fell.", [(29, 29)], []),
        ("Troops neutralised eleven militants in the raid.", [(11, 11)], []),
        ("The assassination of a commander took place today.", [(1, 1)], []),
        ("A health worker put it at 12.", [(12, 12)], []),
        ("The damage was put at 12 million dollars.", [], []),
        ("Six bodies were found below the bridge.", [(6, 6)], []),
        ("Both are dead.", [(2, 2)], []),
    ],
)
def test_people_are_counted_and_nothing_else(text, killed, injured):
    assert counted(text) == {"killed": killed, "injured": injured}


def killed_in(text):
    events = read_report(f"Published: 14 May 2024\n\n{text}").events
    assert len(events) == 1
    return events.iloc[0][["killed_low", "killed_best", "killed_high"]].tolist()


def test_a_pronoun_counts_where_nobody_else_is_counted():
    shot = "Gunmen shot a clerk in Mastung, Pakistan, on Monday. "
    assert killed_in(f"{shot}He died on the way to hospital.") == [1, 1, 1]
    killed = "Gunmen killed two clerks in Mastung, Pakistan, on Monday. "
    assert killed_in(f"{killed}He died on the spot, a friend of one of them said.") == [2, 2, 2]


def test_a_count_that_stands_now_replaces_the_one_before():
    first = "A bomb exploded in Mastung, Pakistan, on Monday. One policeman was killed. "
    assert killed_in(f"{first}The hospital now has three dead.") == [3, 3, 3]


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        # Two sources are a range; the best is that of the more independent one.
        (("Shelling killed three people in Mastung, Pakistan, on Monday, the governor said. "
         "The city's hospital said five people had been killed."), [3, 5, 5]),
        (("An air strike killed four people in Mastung, Pakistan, on Monday, the army said. "
         "Monitors said seven people were killed."), [4, 7, 7]),
        # What comes on top is added, and nobody's "none" outlives a number.
        (("Gunmen attacked a market in Mastung, Pakistan, on Monday, killing three people. "
         "Two more people died of their wounds."), [5, 5, 5]),
        (("Gunmen attacked a market in Mastung, Pakistan, on Monday. Officials said nobody was "
         "killed. A hospital said two people were killed."), [2, 2, 2]),
    ],
)  # fmt: skip
def test_several_counts_of_one_event_are_a_range_a_sum_or_a_correction(text, killed):
    assert killed_in(text) == killed
