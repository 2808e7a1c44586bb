"""What verbs tell that no list holds, and what the words above them make of it. Invented places and people."""

import pytest

from onrecord.annotators.events import EVENTS
from onrecord.bench.events import find_status
from onrecord.testing import read_with


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The crew scuttled the barge off Cape Lund.", "scuttled"),
        ("Police cordoned off the harbour in Olm.", "cordoned"),
        ("A monk doused himself with petrol.", "doused"),
    ],
)
def test_doing_without_a_list(text: str, trigger: str) -> None:
    assert find_status(trigger, text) == "done"


@pytest.mark.parametrize(
    ("status", "trigger", "text"),
    [
        ("denied", "razed", "At no time, the council stated, were huts in Dulei razed."),
        ("denied", "rigged", "Observers found nothing to suggest that officials rigged the count."),
        ("denied", "attacked", "State radio falsely claimed that rebels attacked the depot."),
        ("denied", "arrest", "The shipowner escaped arrest by hours."),
        ("denied", "storm", "The rebels are too weak to storm the depot."),
        ("hypothetical", "attacked", "He spoke as though Karvia had already attacked."),
        ("hypothetical", "attacked", "In the film, rebels attacked the palace."),
        ("hypothetical", "shot", "The guard came close to being shot."),
        ("hypothetical", "rigged", "The appeal rests on the assumption that officials rigged the count."),
        ("threatened", "expel", "The minister warned that he would expel the envoy if the leaks went on."),
        ("threatened", "shoot", "The captors vowed to shoot a hostage every hour."),
        ("attempted", "board", "Masked men made two attempts to board the trawler."),
    ],
)
def test_status_from_the_words_above(status: str, trigger: str, text: str) -> None:
    assert find_status(trigger, text) == status


def test_shot_dead_is_a_killing() -> None:
    event = next(e for e in read_with("Gunmen shot dead two guards in Olm.", EVENTS).events if e.actors)
    assert (event.kind, event.mode) == ("casualties", "kill")
