"""What states no event though its words look like one. Invented places and people."""

import pytest

from onrecord.annotators.events import EVENTS
from onrecord.testing import read_with


def triggers_of(text: str) -> set[str]:
    return {event.trigger.of(text).lower() for event in read_with(text, EVENTS).events if event.trigger is not None}


@pytest.mark.parametrize(
    "text",
    [
        "[REPORTER] HAVE YOU ALREADY SENT AN INVITATION OR ASKED DR.",
        "Have the rebels attacked the town.",
        "I welcome the presence of the ambassador of Orva at this meeting.",
        "Your career as a diplomat assures us of a successful session.",
        "And we'll report further on that one.",
        "We will be announcing some other things for those towns.",
        'The priest retorted: "Ask the mayor."',
        "The lie destroyed his reputation.",
        "State law says suspects can be held for up to 72 hours without charges.",
        "It is necessary to investigate such matters.",
    ],
)
def test_idle_words_state_no_event(text: str) -> None:
    assert not triggers_of(text)


@pytest.mark.parametrize(
    ("trigger", "text"),
    [
        ("attacked", "Never have the rebels attacked the town."),
        ("welcome", "We welcome the release of the prisoners."),
        ("pledged", "Your government has pledged aid."),
        ("present", "We will present the bill to parliament."),
        ("destroyed", "The raid destroyed the mill and the trust of the villagers."),
        ("held", "The police say two suspects were held for three days."),
    ],
)
def test_idle_near_words_state_an_event(trigger: str, text: str) -> None:
    assert trigger in triggers_of(text)
