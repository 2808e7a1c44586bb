"""What efforts are for is no claim, unless the text says that there was such an effort."""

from __future__ import annotations

import pytest

from onrecord.annotators.events import EVENTS
from onrecord.testing import read_with


def aims(text: str) -> list[str]:
    events = read_with(text, EVENTS).events
    return [e.trigger.of(text) for e in events if e.trigger and any(r.operator == "aim" for r in e.because)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Rebels came with the intention of attacking the mill.", ["attacking"]),
        ("The council supports the efforts to seize the mill.", ["seize"]),
        ("It was an attempt to seize the mill.", []),
        ("The council adopted a plan to seize the mill.", []),
        ("Rebels tried to seize the mill.", []),
    ],
)
def test_aims_are_what_a_noun_takes_for_known(text: str, found: list[str]) -> None:
    assert aims(text) == found
