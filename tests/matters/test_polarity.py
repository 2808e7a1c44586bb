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
