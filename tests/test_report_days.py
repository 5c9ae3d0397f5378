"""When: each way to say a day, and the days it means in a paper of Thursday, 18 January 2024."""

from __future__ import annotations

import datetime as dt

import pytest

from geo.reports import dates

PUBLISHED = dt.date(2024, 1, 18)
TOLD = dt.date(2024, 1, 10)
"""The day of the event told before."""


def said(words):
    found = dates.find(words, 0, len(words), published=PUBLISHED, current=TOLD)
    return [(str(when.first), str(when.last), when.kind) for when in found]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("on 2024-01-16", "2024-01-16"),
        ("on 16.01.2024", "2024-01-16"),
        ("on 16/01/2024", "2024-01-16"),
        ("on December 28", "2023-12-28"),  # of the year before: news looks back
        ("on 25 December 2023", "2023-12-25"),
        ("last Thursday", "2024-01-11"),  # not the day of the paper itself
        ("on Tuesday last week", "2024-01-09"),
        ("the Wednesday before last", "2024-01-10"),
        ("on the 16th", "2024-01-16"),
        ("on the 25th", "2023-12-25"),  # this month's has not come yet
        ("on Christmas Day", "2023-12-25"),
        ("on New Year's Eve", "2023-12-31"),
        ("this morning", "2024-01-18"),
        ("yesterday evening", "2024-01-17"),
        ("the day before yesterday", "2024-01-16"),
        ("three days ago", "2024-01-15"),
    ],
)
def test_words_for_one_day(words, day):
    assert said(words) == [(day, day, "day")]


@pytest.mark.parametrize(
    ("words", "first", "last", "kind"),
    [
        ("from 5 to 7 January", "2024-01-05", "2024-01-07", "range"),
        ("January 5-7, 2024", "2024-01-05", "2024-01-07", "range"),
        ("from 30 December to 2 January", "2023-12-30", "2024-01-02", "range"),
        ("between December 30 and January 2", "2023-12-30", "2024-01-02", "range"),
        ("between Monday and Wednesday", "2024-01-15", "2024-01-17", "range"),
        ("overnight from Monday to Tuesday", "2024-01-15", "2024-01-16", "range"),
        ("in the night to 16 January", "2024-01-15", "2024-01-16", "range"),
        ("overnight", "2024-01-17", "2024-01-18", "range"),
        ("earlier this week", "2024-01-15", "2024-01-18", "range"),
        ("last weekend", "2024-01-13", "2024-01-14", "range"),
        ("several days ago", "2024-01-11", "2024-01-15", "range"),
        ("since Friday", "2024-01-12", "2024-01-18", "since"),
        ("since 5 January", "2024-01-05", "2024-01-18", "since"),
        ("since yesterday", "2024-01-17", "2024-01-18", "since"),
        ("in the past 24 hours", "2024-01-17", "2024-01-18", "since"),
        ("over the last three days", "2024-01-15", "2024-01-18", "since"),
        ("early last week", "2024-01-08", "2024-01-10", "week"),
        ("late last week", "2024-01-11", "2024-01-14", "week"),
        ("a fortnight ago", "2024-01-01", "2024-01-07", "week"),
        ("two weeks ago", "2024-01-01", "2024-01-07", "week"),
        ("last month", "2023-12-01", "2023-12-31", "month"),
        ("at the end of last month", "2023-12-21", "2023-12-31", "month"),
        ("in mid-December", "2023-12-11", "2023-12-20", "month"),
        ("in late May 2023", "2023-05-21", "2023-05-31", "month"),
        ("three months ago", "2023-10-01", "2023-10-31", "month"),
        ("in 2023", "2023-01-01", "2023-12-31", "year"),
        ("last year", "2023-01-01", "2023-12-31", "year"),
    ],
)
def test_words_for_several_days(words, first, last, kind):
    assert said(words) == [(first, last, kind)]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("two days later", "2024-01-12"),
        ("the same day", "2024-01-10"),
        ("the day before", "2024-01-09"),
        ("the following day", "2024-01-11"),
    ],
)
def test_some_words_count_from_the_event_told_before(words, day):
    assert said(words) == [(day, day, "relative")]


@pytest.mark.parametrize(("words", "day"), [("on 20 January", 20), ("next Monday", 22)])
def test_what_is_to_come_is_told_apart(words, day):
    assert said(words) == [(f"2024-01-{day}", f"2024-01-{day}", "future")]


def test_strokes_that_may_be_read_both_ways_say_no_day():
    assert said("on 05/06/2023") == [("2023-01-01", "2023-12-31", "year")]


@pytest.mark.parametrize("words", ["he may go", "they march on", "31.02.1700"])
def test_words_that_only_look_like_a_date_are_none(words):
    assert said(words) == []
