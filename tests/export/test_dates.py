import pytest

from onrecord.export.dates import describe

VALUES = {
    "2031": "2031",
    "203": "the 2030s",
    "18": "1800 to 1899",
    "2031-05": "May 2031",
    "2031-05-03": "3 May 2031",
    "XXXX-05-03": "3 May, year open",
    "XXXX-XX-XX": "a day not named",
    "2031-W03": "week 3 of 2031",
    "2031-W03-WE": "weekend of week 3 of 2031",
    "2031-Q1": "first quarter of 2031",
    "2031-H2": "second half of 2031",
    "2031-WI": "winter 2031",
    "2031-05-03T14:30": "3 May 2031, 14:30",
    "2031-05-03T14:30Z": "3 May 2031, 14:30 UTC",
    "2031-05-03T14:30:00+02:00": "3 May 2031, 14:30 UTC+02:00",
    "2031-05-03TNI": "3 May 2031, night",
    "XXXX-XX-XXTMO": "morning of a day not named",
    "T23:00": "23:00",
    "P3D": "3 days",
    "P1Y": "1 year",
    "PT15M": "15 minutes",
    "P1DT12H": "1 day 12 hours",
    "PXD": "some days",
    "P6M/P9M": "6 to 9 months",
    "2031-05-06/2031-05-07": "6 to 7 May 2031",
    "2031-05-30/2031-06-02": "30 May to 2 June 2031",
    "2030-12-30/2031-01-02": "30 December 2030 to 2 January 2031",
    "2030/2031": "2030 to 2031",
    "PAST_REF": "in the past",
}


@pytest.mark.parametrize(("value", "words"), VALUES.items())
def test_value_is_said_in_words(value: str, words: str) -> None:
    assert describe(value) == words


@pytest.mark.parametrize("value", ["", "P", "PT", "2031-13-01", "2031-05-03T", "soon", "1/2/3", "2031-05-03TXX", "/", "P1", "²²"])
def test_value_that_is_not_understood_is_not_paraphrased(value: str) -> None:
    assert describe(value) is None


@pytest.mark.parametrize(
    ("value", "words"),
    [("P1D", "every day"), ("P2W", "every 2 weeks"), ("XXXX-WXX-5", "every Friday"), ("XXXX-XX-XXTNI", "every night")],
)
def test_set_is_said_with_every(value: str, words: str) -> None:
    assert describe(value, repeated=True) == words


def test_modifier_is_said() -> None:
    assert describe("2031-05", "START") == "start of May 2031"


def test_weekday_of_an_undated_text_is_not_said_with_every() -> None:
    assert describe("XXXX-WXX-5") == "Friday of a week not named"
