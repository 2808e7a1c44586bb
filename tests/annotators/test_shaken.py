"""What one does not hesitate to do, or does not fail to do, one does. Invented places and people."""

import pytest

from onrecord.bench.events import find_status


@pytest.mark.parametrize(
    ("status", "trigger", "text"),
    [
        ("done", "fire", "The guards did not hesitate to fire on the crowd."),
        ("done", "seize", "The army did not fail to seize the bridge."),
        ("done", "shelling", "The junta did not shrink from shelling the mill."),
        ("ongoing", "arrest", "The mayor never hesitates to arrest his critics."),
        ("planned", "strike", "The rebels will not fail to strike the town."),
        ("threatened", "attack", "The army will not hesitate to attack the town."),
        ("threatened", "attacking", "The troops will not refrain from attacking the town."),
        ("unclear", "arrest", "The police hesitate to arrest the mayor."),
        ("hypothetical", "attack", "We are not reluctant to attack them."),
    ],
)
def test_status_of_what_one_does_not_shrink_from(status: str, trigger: str, text: str) -> None:
    assert find_status(trigger, text) == status


@pytest.mark.parametrize(
    ("status", "trigger", "text"),
    [
        ("denied", "attack", "The rebels will not attack the town."),
        ("denied", "attack", "The rebels failed to attack the bridge."),
        ("denied", "attacking", "The army will not prevent the rebels from attacking the town."),
    ],
)
def test_status_of_what_is_denied_beside_it(status: str, trigger: str, text: str) -> None:
    assert find_status(trigger, text) == status
