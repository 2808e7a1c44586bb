"""What is found and what it stands for, by the conventions of annotation. 15 January 2022 was a Saturday."""

import pytest

from onrecord.annotators.timexes import TIMEXES
from onrecord.model import Timex
from onrecord.testing import read_with

PUBLISHED = "2022-01-15"


def timexes(text: str, published: str | None = PUBLISHED) -> tuple[Timex, ...]:
    return read_with(text, TIMEXES, published=published).timexes


def values(text: str, published: str | None = PUBLISHED) -> list[tuple[str, str | None]]:
    return [(timex.span.of(text), timex.value) for timex in timexes(text, published)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Police fired on the crowd on January 6.", "January 6", "2022-01-06"),
        ("The mill burned on 5 January 2021.", "5 January 2021", "2021-01-05"),
        ("The January 15/2022", "January 15/2022", "2022-01-15"),
        ("It was signed on 12.5.2020.", "12.5.2020", "2020-05-12"),
        ("It was signed in January of 2021.", "January of 2021", "2021-01"),
        ("They will vote in mid-March.", "mid-March", "2022-03"),
        ("They will vote in the first week of May.", "the first week of May", "2022-05-01/2022-05-07"),
        ("It happened in the week of 10 January.", "the week of 10 January", "2022-W02"),
        ("It happened at the weekend.", "the weekend", "2022-W02-WE"),
        ("Exports fell in H1 2023.", "H1 2023", "2023-H1"),
        ("Exports fell in the first half of 2021.", "the first half of 2021", "2021-H1"),
        ("Exports fell in the fourth quarter.", "the fourth quarter", "2021-Q4"),
        ("They rose in the summer of 2020.", "the summer of 2020", "2020-SU"),
        ("They rose last summer.", "last summer", "2021-SU"),
        ("They were cold in the winter of 2020-21.", "the winter of 2020-21", "2020-WI"),
        ("Exports fell in the first half of the year.", "the first half of the year", "2022-H1"),
        ("Exports fell in the second half of May 2021.", "the second half of May 2021", "2021-05-16/2021-05-31"),
        ("Exports fell in Q1, they said.", "Q1", "2022-Q1"),
        ("Exports fell in FY2021.", "FY2021", "2021"),
        ("The mayor resigned on the eve of the vote.", "the eve", "XXXX-XX-XX"),
        ("The 1990s were hard.", "The 1990s", "199"),
        ("In the 19th century the town was rich.", "the 19th century", "18"),
        ("The wall has stood since 575 B.C.", "575 B.C.", "BC0575"),
        ("It was at the end of December.", "the end of December", "2021-12"),
        ("Earlier this year the price rose.", "Earlier this year", "2022"),
        ("He left school in nineteen ninety-seven.", "nineteen ninety-seven", "1997"),
    ],
)
def test_timexes_resolve_calendar_dates(text: str, words: str, value: str) -> None:
    assert values(text) == [(words, value)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("They met last Thursday.", "last Thursday", "2022-01-13"),
        ("The bridge has been closed since Monday.", "Monday", "2022-01-10"),
        ("The court will rule on Friday.", "Friday", "2022-01-21"),
        ("The trial is scheduled for Friday.", "Friday", "2022-01-21"),
        ("The mill burned on Saturday.", "Saturday", "2022-01-08"),
        ("The mill burned on Saturday morning.", "Saturday morning", "2022-01-15TMO"),
        ("He was freed two weeks ago.", "two weeks ago", "2022-01-01"),
        ("Talks will resume in three days.", "three days", "2022-01-18"),
        ("They fled the day before yesterday.", "the day before yesterday", "2022-01-13"),
        ("Police said Tuesdays attack killed two.", "Tuesdays", "2022-01-11"),
        ("We will see next month.", "next month", "2022-02"),
    ],
)
def test_timexes_resolve_against_the_document(text: str, words: str, value: str) -> None:
    assert values(text) == [(words, value)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The mill burned at 10:35 a.m. on Wednesday.", "10:35 a.m. on Wednesday", "2022-01-12T10:35"),
        ("It opened shortly before 6 p.m. on Friday.", "shortly before 6 p.m. on Friday", "2022-01-14T18:00"),
        ("They left in the early hours of 6 January.", "the early hours of 6 January", "2022-01-06TMO"),
        ("Looting went on overnight.", "overnight", "2022-01-14TNI"),
        ("It ended at noon on 5 January.", "noon on 5 January", "2022-01-05T12:00"),
        ("It ended at midnight on Thursday.", "midnight on Thursday", "2022-01-13T24:00"),
        ("The jet landed at 18:00 GMT.", "18:00 GMT", "2022-01-15T18:00Z"),
        ("The jet landed at 6 p.m. Orva time.", "6 p.m. Orva time", "2022-01-15T18:00"),
        ("At 0400 hours the shelling began.", "0400 hours", "2022-01-15T04:00"),
        ("He spoke at half past five.", "half past five", "2022-01-15T05:30"),
        ("He spoke at 7 in the evening.", "7 in the evening", "2022-01-15T19:00"),
        ("He spoke at 5 o'clock this afternoon.", "5 o'clock this afternoon", "2022-01-15T17:00"),
        ("He spoke at a quarter to nine yesterday evening.", "a quarter to nine yesterday evening", "2022-01-14T20:45"),
        ("He spoke at 5 o'clock on Friday afternoon.", "5 o'clock on Friday afternoon", "2022-01-14T17:00"),
        ("They attacked at dawn on Sunday.", "dawn on Sunday", "2022-01-09TMO"),
        ("The blast was heard at 10.15 p.m. last night.", "10.15 p.m. last night", "2022-01-14T22:15"),
    ],
)
def test_timexes_join_a_clock_time_with_its_day(text: str, words: str, value: str) -> None:
    assert values(text) == [(words, value)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The siege lasted from January 6-7.", "January 6-7", "2022-01-06/2022-01-07"),
        ("It ran from January to March 2021.", "January to March 2021", "2021-01/2021-03"),
        ("It burned between January and March.", "January and March", "2022-01/2022-03"),
        ("They crossed on the night of 5 to 6 January.", "the night of 5 to 6 January", "2022-01-05TNI"),
        ("They struck on the night of Monday to Tuesday.", "the night of Monday to Tuesday", "2022-01-10TNI"),
        (
            "It was shelled between 2 and 5 a.m. local time on 5 January.",
            "2 and 5 a.m. local time on 5 January",
            "2022-01-05T02:00/2022-01-05T05:00",
        ),
    ],
)
def test_timexes_with_a_shared_part_are_one_interval(text: str, words: str, value: str) -> None:
    assert values(text) == [(words, value)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They will stay from 3 March to 9 April.", [("3 March", "2022-03-03"), ("9 April", "2022-04-09")]),
        ("Open from 8 a.m. to 1 p.m.", [("8 a.m.", "2022-01-15T08:00"), ("1 p.m.", "2022-01-15T13:00")]),
        ("Between 2014 and 2016 nobody came.", [("2014", "2014"), ("2016", "2016")]),
        ("It burned on Wednesday at 10:35 a.m.", [("Wednesday", "2022-01-12"), ("10:35 a.m.", "2022-01-12T10:35")]),
        ("They met on 5 and 6 January.", [("5", "2022-01-05"), ("6 January", "2022-01-06")]),
        ("They met on January 5, 7 and 9.", [("January 5", "2022-01-05"), ("7", "2022-01-07"), ("9", "2022-01-09")]),
    ],
)
def test_timexes_that_are_complete_stand_alone(text: str, found: list[tuple[str, str]]) -> None:
    assert values(text) == found


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Nobody slept over the past 48 hours.", "the past 48 hours", "PT48H"),
        ("Three days into the siege, water ran out.", "Three days", "P3D"),
        ("It will take six to nine months.", "six to nine months", "P6M/P9M"),
        ("A fortnight passed.", "A fortnight", "P2W"),
        ("A decade passed.", "A decade", "P10Y"),
        ("Half an hour passed.", "Half an hour", "PT30M"),
        ("Three quarters of an hour passed.", "Three quarters of an hour", "PT45M"),
        ("It took a day and a half.", "a day and a half", "P1DT12H"),
        ("It rained for several days.", "several days", "PXD"),
        ("A 24-hour curfew began.", "24-hour", "PT24H"),
        ("He stayed for more than two and a half years.", "more than two and a half years", "P2Y6M"),
    ],
)
def test_timexes_measure_durations(text: str, words: str, value: str) -> None:
    assert values(text) == [(words, value)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("They pray every Friday.", "every Friday", "XXXX-WXX-5"),
        ("They meet on Tuesdays.", "Tuesdays", "XXXX-WXX-2"),
        ("They patrol nightly.", "nightly", "XXXX-XX-XXTNI"),
        ("Twice a day trucks arrive.", "a day", "P1D"),
        ("They are paid every two weeks.", "every two weeks", "P2W"),
    ],
)
def test_timexes_tell_sets(text: str, words: str, value: str) -> None:
    assert values(text) == [(words, value)]


@pytest.mark.parametrize(
    "text",
    [
        "They may march. The march may turn.",
        "Laura May spoke.",
        "The 37-year-old was freed.",
        "She is 12 years old.",
        "The 17 October Committee met.",
        "Resolution 1973 passed.",
        "The price rose by 2000 roubles.",
        "About 2000 people came.",
        "He paid $1990.",
        "Three-quarters of the wheat burned.",
        "He is in his 30s.",
        "A clinic of 1900 sq m was let.",
        "At dawn they saw the dawn of a new age.",
    ],
)
def test_timexes_leave_out_what_only_looks_like_one(text: str) -> None:
    assert values(text) == []


def test_timexes_add_up_only_whole_units() -> None:
    assert values("It took one and a half days, 90 minutes longer.") == [
        ("one and a half days", "P1DT12H"),
        ("90 minutes", "PT90M"),
    ]
