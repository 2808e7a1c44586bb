"""Whether something happened: which denials bear on which claims. Invented places and people."""

from __future__ import annotations

import pytest

from onrecord import read_text
from onrecord.matters.build import Matters
from onrecord.matters.rulings import Rulings
from onrecord.matters.testimony import report_of
from onrecord.model import Slot


def disputes(*texts: tuple[str, str]) -> list[str]:
    """The questions of whether something is so, from texts with their dates."""
    reports = [
        report_of(read_text(f"Halmar bridge, Tesk valley. {text}", published=day, title="Halmar bridge in Tesk valley").to_dict())
        for day, text in texts
    ]
    matters, _ = Matters(reports).find({}, Rulings())
    return [matter.question for matter in matters if matter.slot is Slot.POLARITY]


def test_no_shot_denies_each_shooting() -> None:
    yes = ("2031-05-02", "Guards opened fire at Halmar bridge on 1 May.")
    assert disputes(yes, ("2031-05-02", "No shot was fired at Halmar bridge on 1 May."))


def test_denial_of_one_body_does_not_deny_another_s_deed() -> None:
    yes = ("2031-05-02", "The Northern Front opened fire at Halmar bridge on 1 May.")
    assert not disputes(yes, ("2031-05-02", "The Orvan Army did not open fire at Halmar bridge on 1 May."))


@pytest.mark.slow
@pytest.mark.parametrize(("denied", "found"), [("2031-05-03", True), ("2031-05-01", False)])
def test_decision_is_disputed_by_a_denial_that_comes_no_earlier(denied: str, found: bool) -> None:
    yes = ("2031-05-02", "President Ada Lorne has resigned.")
    assert bool(disputes(yes, (denied, "President Ada Lorne has not resigned."))) is found


def decisions(*texts: str) -> list[str]:
    """The questions of whether something is so, from texts of one day that share no place."""
    reports = [report_of(read_text(text, published="2031-05-02").to_dict()) for text in texts]
    matters, _ = Matters(reports).find({}, Rulings())
    return [matter.question for matter in matters if matter.slot is Slot.POLARITY]


def test_decision_and_its_denial_meet_without_a_place_in_common() -> None:
    assert decisions("President Ada Lorne has resigned of her own free will.", "Ms Ada Lorne has not resigned.")


def test_decisions_of_two_persons_do_not_meet() -> None:
    assert not decisions("President Ada Lorne has resigned of her own free will.", "Ms Oda Tamm has not resigned.")


def test_author_of_a_message_denies_in_the_first_person() -> None:
    message = "Ada Lorne, President of Orvenia\n\nMy dear people. I have not resigned. I have signed nothing. We will meet again."
    assert decisions("President Ada Lorne has resigned of her own free will.", message)


def test_we_of_a_publisher_s_own_words_are_the_publisher() -> None:
    doc = read_text("We have not fired at Halmar.", published="2031-05-02", publisher="Northern Front")
    (told,) = report_of(doc.to_dict()).testimonies
    assert [(party.name, party.known) for party in told.actors] == [("northern front", True)]
