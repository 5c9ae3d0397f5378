"""How many: numbers as news writes them, and those that count nobody."""

from __future__ import annotations

import pytest

from geo.reports import numbers, words


def counts(text):
    [sentence] = words.sentences(text)
    return [(count.low, count.high) for count in numbers.find(sentence.tokens)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Two hundred and fifty people fled.", 250, 250),
        ("A hundred people fled.", 100, 100),
        ("Three thousand people fled.", 3000, 3000),
        ("Sixty-four people fled.", 64, 64),
        ("Some 2,000 people fled.", 2000, 2000),
        ("3 dozen people fled.", 36, 36),
        ("Between 7 and 10 people fled.", 7, 10),
        ("About 7-10 people fled.", 7, 10),
        ("At least 12 people fled.", 12, None),
        ("Up to 12 people fled.", None, 12),
        ("12 or more people fled.", 12, None),
        ("Several people fled.", None, None),
    ],
)
def test_a_number_is_read_with_what_is_said_about_it(text, low, high):
    assert counts(text) == [(low, high)]


@pytest.mark.parametrize(
    "text",
    [
        "It fell at 12:30 on them.",
        "The damage of $300 was paid.",
        "Prices rose by 5% there.",
        "The Mi-8 fell.",
        "An F16 fell.",
    ],
)
def test_times_prices_shares_and_names_count_nobody(text):
    assert counts(text) == []
