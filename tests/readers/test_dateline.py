import pytest

from onrecord.model import BlockKind, Span
from onrecord.readers import read_text
from onrecord.readers.dateline import find_published
from onrecord.text import lines


def published(text: str) -> tuple[str, str] | None:
    found = find_published(text, [Span(*line) for line in lines(text)])
    return found and (found[0], found[1].of(text))


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("An interview.\n\nThe January 15/2022\n\nLeave a comment", "2022-01-15", "January 15/2022"),
        ("ORVA, 3 March 2021 (OPA) — The harbour is closed.", "2021-03-03", "3 March 2021"),
        ("NEW ORVA, Westland, Jan. 5, 2021 /Wire/ -- The mill", "2021-01-05", "Jan. 5, 2021"),
        ("Press release of 5 May 2020\n\nThe mill burned.", "2020-05-05", "5 May 2020"),
        ("The mill burned\nPublished: Tuesday, 4 April 2017 14:05 GMT", "2017-04-04", "4 April 2017"),
        ("The mill burned\nBy Jan Orlov | May 5, 2020", "2020-05-05", "May 5, 2020"),
        ("Council of Orva, tenth session, September 2022\nFriends,", "2022-09", "September 2022"),
        ("4 Apr 2017 A mill burned in Orva.", "2017-04-04", "4 Apr 2017"),
        ("Orva (OPA) 12.5.2020 - The mill burned.", "2020-05-12", "12.5.2020"),
        ("15/04/2021", "2021-04-15", "15/04/2021"),
    ],
)
def test_published_is_read_where_a_document_dates_itself(text: str, value: str, words: str) -> None:
    assert published(text) == (value, words)


@pytest.mark.parametrize(
    "text",
    [
        "They met on 3 March 2021.",
        "Statement on the events of 5 May 2020",
        "3 March 2021 was a black day for Orva.",
        "In Orva, 3 March 2021 - the day of the fire - nobody slept.",
        "January 9: the mill burned",
        "Orva, 31 February 2020 — The mill burned.",
    ],
)
def test_published_is_left_open_where_a_date_is_what_the_text_is_about(text: str) -> None:
    assert published(text) is None


def test_published_is_left_open_where_day_and_month_can_be_swapped() -> None:
    assert published("03/04/2021") is None


def test_published_prefers_a_labelled_date() -> None:
    assert published("Fire in Orva, 5 May 2020\nPublished: 6 May 2020") == ("2020-05-06", "6 May 2020")


@pytest.mark.parametrize("place", ["orva", "new selm", "orva/selm"])
def test_dateline_of_a_text_in_lower_case_is_its_place(place: str) -> None:
    text = f"{place}: nine men were hurt when a boat sank at the old pier on monday."
    assert next((b.kind, b.span.of(text)) for b in read_text(text).blocks) == (BlockKind.DATELINE, f"{place}:")


@pytest.mark.parametrize("label", ["police", "warning", "witnesses", "to sum up", "Orva"])
def test_dateline_of_a_text_in_lower_case_is_no_voice(label: str) -> None:
    text = f"{label}: nine men were hurt when a boat sank at the old pier on monday."
    assert BlockKind.DATELINE not in [block.kind for block in read_text(text).blocks]


def test_dateline_in_lower_case_stands_behind_a_line_with_the_date() -> None:
    text = "This story is from March 27, 2002\n\norva: the high court gave the orva police 20 days to find the banker."
    assert [b.span.of(text) for b in read_text(text).blocks if b.kind is BlockKind.DATELINE] == ["orva:"]
