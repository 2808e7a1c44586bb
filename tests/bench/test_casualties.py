"""Figures of people harmed, on sentences of our own."""

from onrecord.bench.casualties import by_claims, read_gold, score


def test_casualties_right_when_found() -> None:
    found = score(read_gold())
    assert (found["right when found"] or 0) >= 0.88
    assert (found["found"] or 0) >= 0.8


def test_toll_of_a_report_is_its_first_whole() -> None:
    report = {
        "title": "Blast in Verst",
        "text": "Nine people were killed and 34 wounded in Verst, two of them children.",
        "published": "2031-05-13",
    }
    assert by_claims(report) == {"killed": 9, "injured": 34}
