"""Dates at the edges: days that say something about each other, names like months, rarer forms. All sentences are made up."""

from __future__ import annotations

import pytest

from onrecord.annotators.timexes import TIMEXES
from onrecord.testing import read_with

PUBLISHED = "2026-03-04"
"""A Wednesday."""


def values(text: str) -> list[tuple[str, str | None]]:
    found = read_with(text, TIMEXES, published=PUBLISHED).timexes
    return [(timex.span.of(text), timex.value) for timex in found]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The raid lasted from Monday to Wednesday.", ["2026-03-02", "2026-03-04"]),
        ("The office will be closed from Friday to Tuesday.", ["2026-03-06", "2026-03-10"]),
        ("Between Saturday and Tuesday 14 people died.", ["2026-02-28", "2026-03-03"]),
        ("It rained from Friday to Thursday.", ["2026-02-20", "2026-02-26"]),
    ],
)
def test_timexes_put_the_ends_of_a_stretch_of_weekdays_in_order(text: str, days: list[str]) -> None:
    assert [value for _, value in values(text)] == days


def test_timexes_take_a_day_that_is_counted_and_named_for_one() -> None:
    text = "On 2 February he left. Two days later, on Wednesday, he was seen in Karsk."
    assert [value for _, value in values(text)] == ["2026-02-02", "2026-02-04", "2026-02-04"]


def test_timexes_trust_the_named_day_where_nothing_is_there_to_count_from() -> None:
    assert [value for _, value in values("Two days later, on Friday, the talks resumed.")] == ["2026-02-27"] * 2


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Police found him at midnight on Friday.", "2026-02-27T24:00"),
        ("The curfew begins at midnight on Friday.", "2026-03-06T24:00"),
    ],
)
def test_timexes_give_midnight_to_the_end_of_the_named_day(text: str, value: str) -> None:
    assert values(text) == [("midnight on Friday", value)]


@pytest.mark.parametrize(
    "text",
    [
        "August Petrov, the mayor, resigned.",
        "August said he would leave.",
        "The fall of Karsk was bloody.",
    ],
)
def test_timexes_leave_names_and_words_like_months_and_seasons(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("In August Karsk was taken.", ("August", "2025-08")),
        ("He died in the spring of last year.", ("the spring of last year", "2025-SP")),
        ("The weekend of 7-8 June was wet.", ("The weekend of 7-8 June", "2025-06-07/2025-06-08")),
        ("It came in fiscal year 2024-25.", ("fiscal year 2024-25", "2024/2025")),
        ("It was signed in Dec '25.", ("Dec '25", "2025-12")),
        ("We met at 17h30.", ("17h30", "2026-03-04T17:30")),
        ("It hit at 0730 hrs on 2 March 2026.", ("0730 hrs on 2 March 2026", "2026-03-02T07:30")),
        ("He served three-and-a-half years.", ("three-and-a-half years", "P3Y6M")),
    ],
)
def test_timexes_read_rarer_forms(text: str, wanted: tuple[str, str]) -> None:
    assert values(text) == [wanted]


def test_timexes_take_no_part_of_a_town_for_a_time() -> None:
    assert values("Guards walked in and out of the Quarter in the fourth quarter of 2025.") == [
        ("the fourth quarter of 2025", "2025-Q4")
    ]


def test_a_block_of_a_street_is_no_year() -> None:
    assert values("He was shot in the 1900 block of Selm Road.") == []
