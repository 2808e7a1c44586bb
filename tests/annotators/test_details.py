"""What goes with an event, and what goes with something else in its sentence; places and people are invented."""

from __future__ import annotations

import pytest

from onrecord.annotators.events import EVENTS
from onrecord.annotators.quantities import QUANTITIES
from onrecord.annotators.timexes import TIMEXES
from onrecord.annotators.toponyms import TOPONYMS
from onrecord.model import Event
from onrecord.testing import read_with


def _event(text: str, trigger: str) -> Event:
    return next(
        e for e in read_with(text, TIMEXES, TOPONYMS, QUANTITIES, EVENTS).events if (e.trigger or e.span).of(text) == trigger
    )


def _times(text: str, trigger: str) -> list[str]:
    return [time.span.of(text) for time in _event(text, trigger).times]


def _places(text: str, trigger: str) -> list[str]:
    return [place.surface for place in _event(text, trigger).places]


def _counts(text: str, trigger: str) -> list[str]:
    return [count.span.of(text) for count in _event(text, trigger).counts]


@pytest.mark.parametrize(
    ("text", "trigger", "times"),
    [
        ("Police arrested the man who robbed a bank on Tuesday.", "arrested", []),
        ("The council approved the plan under the water law of 2003.", "approved", []),
        ("Norway welcomed the adoption of resolution 4117 (2016).", "welcomed", []),
        ("Two days after rebels shelled the port, the mayor resigned.", "shelled", []),
        ("Soldiers seized the bridge on Friday, after the talks of early May.", "seized", ["Friday"]),
        ("The army shelled the port on 1 and 2 May.", "shelled", ["1", "2 May"]),
        ("Forty men have been killed since the start of the strike in March.", "killed", ["March"]),
    ],
)
def test_a_date_of_something_else_is_not_given_to_the_event(text: str, trigger: str, times: list[str]) -> None:
    assert _times(text, trigger) == times


@pytest.mark.parametrize(
    ("text", "trigger", "places"),
    [
        ("Ten men were killed in Kabul, the London-based Observatory said.", "killed", ["Kabul"]),
        ("We call on Norway to release the sailors.", "call", []),
        ("Peru signed an agreement with Chile in Lima.", "signed", ["Lima"]),
        ("We condemn the arrest of monitors of the League for Trade in Europe (LTE).", "condemn", []),
        ("Police arrested a Chicago man on Friday.", "arrested", []),
        ("The attack came in response to a bombing in Basra.", "attack", []),
        ("Two men were killed in the old town of Mosul.", "killed", ["Mosul"]),
        ("Troops shelled the outskirts of Mosul.", "shelled", ["Mosul"]),
        ("The minister will travel to Kenya in May.", "travel", ["Kenya"]),
        ("The president visited Nairobi and Mombasa.", "visited", ["Nairobi", "Mombasa"]),
    ],
)
def test_a_place_is_where_the_event_was(text: str, trigger: str, places: list[str]) -> None:
    assert _places(text, trigger) == places


def test_a_count_in_a_relative_clause_is_of_that_clause() -> None:
    text = "Police arrested the gunman who wounded five people."
    assert _counts(text, "arrested") == []
