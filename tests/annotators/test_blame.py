"""Whose deed it is said to be: taken on oneself, or laid on somebody."""

import pytest

from onrecord.annotators.events import EVENTS
from onrecord.annotators.happenings.blame import BLAMED, CLAIMED
from onrecord.model import Event, Status
from onrecord.testing import read_with

CLAIMS = [
    ("The Free Harbour Front claimed responsibility for the blast in Selm.", "The Free Harbour Front"),
    ("Responsibility for the bombing was claimed by the Free Harbour Front.", "the Free Harbour Front"),
    ("The rebels admitted responsibility for killing two policemen.", "The rebels"),
]
LAID = [
    ("The minister blamed the attack on the Free Harbour Front.", ["The minister"], "the Free Harbour Front"),
    ("The bombing was blamed on rebels.", [], "rebels"),
    ("Police attributed the kidnapping to members of a drug gang.", ["Police"], "members of a drug gang"),
    ("The Orvan army is believed to be behind the massacre.", [], "The Orvan army"),
    ("The rebels are responsible for the attack on the bridge.", [], "The rebels"),
]
NEITHER = [
    "The ministry is responsible for security.",
    "The mayor took responsibility for the budget.",
    "The success was attributed to the trainer.",
]


def by_rule(text: str, *rules: str) -> list[Event]:
    return [event for event in read_with(text, EVENTS).events if event.rule in rules]


@pytest.mark.parametrize(("text", "who"), CLAIMS)
def test_blame_taken_on_oneself(text: str, who: str) -> None:
    (event,) = by_rule(text, CLAIMED)
    assert [m.span.of(text) for m in event.actors] == [who]


@pytest.mark.parametrize(("text", "actors", "whom"), LAID)
def test_blame_laid_on_somebody(text: str, actors: list[str], whom: str) -> None:
    (event,) = by_rule(text, BLAMED)
    assert [m.span.of(text) for m in event.actors] == actors
    assert [m.span.of(text) for m in event.recipients] == [whom]
    assert (event.event_type, event.mode) == ("ACCUSE", "allege")


@pytest.mark.parametrize("text", NEITHER)
def test_blame_needs_a_deed(text: str) -> None:
    assert by_rule(text, CLAIMED, BLAMED) == []


@pytest.mark.parametrize("text", ["No group claimed the attack on the bridge.", "The attack was not claimed by any group."])
def test_deed_that_nobody_claims_is_not_denied(text: str) -> None:
    assert Status.DENIED not in [event.status for event in read_with(text, EVENTS).events]


def test_blame_that_nobody_takes_denies_no_deed() -> None:
    text = "No group has claimed responsibility for the attack on the bridge."
    found = read_with(text, EVENTS).events
    assert [e.status for e in found if e.rule == CLAIMED] == [Status.DENIED]
    assert not any(e.status is Status.DENIED and e.trigger and e.trigger.of(text) == "attack" for e in found)
