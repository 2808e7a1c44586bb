"""Which later claims answer a demand, a promise or a decision. Invented places and people."""

import pytest

import onrecord
from onrecord.export.whole import whole
from onrecord.matters.compared import compare

DECLARED = "Governor Pavol Hesk declared a state of emergency in the districts of Brenna and Sedge on Friday."
ASKED = "The Joint Mission calls on both sides to release the prisoners of the Halmar crossing."


@pytest.mark.parametrize(
    ("first", "later", "state"),
    [
        (DECLARED, "The state of emergency in the districts of Brenna and Sedge was lifted, the cabinet said.", "answered"),
        (ASKED, "Nerava has released the prisoners of the Halmar crossing, Minister Ivo Dolen said.", "answered"),
        (ASKED, "Nerava did not release the prisoners of the Halmar crossing, a guard said.", "open"),
    ],
)
def test_answers_of_others_tell_of_the_deed(first: str, later: str, state: str) -> None:
    texts = (first, "2023-05-12"), (later, "2023-05-20")
    bodies = [{**onrecord.read_text(text, published=day).to_dict(), "uri": None} for text, day in texts]
    found = whole(bodies, compare(bodies, "2023-06-01"), "2023-06-01")
    assert found["threads"][0]["state"] == state
