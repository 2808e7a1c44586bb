"""By when something is to be done: never a day that the words do not give."""

import pytest

import onrecord
from onrecord.matters.deadlines import due_of
from onrecord.matters.testimony import report_of


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("“We will publish the report by 15 June,” Governor Lena Varga said.", "2031-06-15"),
        ("“We will publish the report within 30 days,” Governor Lena Varga said.", "2031-06-09"),
        ("Governor Lena Varga had promised a report within 14 days.", None),
        ("On Friday the union demanded the resignation of the minister.", None),
        ("“We will publish the report upon completion of the inquiry,” Governor Lena Varga said.", None),
    ],
)
def test_due_day_follows_from_the_words(text: str, due: str | None) -> None:
    told = report_of(onrecord.read_text(text, published="2031-05-10").to_dict()).testimonies
    found = [day for t in told if t.kind in ("demand", "commitment", "decision") and (day := due_of(t))]
    assert found == ([due] if due else [])
