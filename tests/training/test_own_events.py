from collections import Counter

import pytest
from training.own_events import parse, rows

STATUSES = ("done", "ongoing", "attempted", "threatened", "ordered", "planned", "hypothetical", "denied")


def test_own_events_joins_the_parts_of_each_event() -> None:
    text, events = parse("{a12 Rebels} {e1 attempted incident ASSAULT|attacked} {r1 Orsk} but {e2 done deployment RETREAT|left}.")
    assert text == "Rebels attacked Orsk but left."
    assert [[text[slice(*span)] for span in (e["trigger"], *e["actors"], *e["recipients"])] for e in events] == [
        ["attacked", "Rebels", "Orsk"],
        ["left", "Rebels"],
    ]


@pytest.mark.parametrize("line", ["{a Rebels} left", "{e past incident -|left}", "{e done incident -|left", "left}", "{x left}"])
def test_own_events_refuses_a_line_it_cannot_read(line: str) -> None:
    with pytest.raises(ValueError, match=r"brace|label|not marked"):
        parse(line)


def test_own_events_have_many_of_every_status() -> None:
    count = Counter(event["status"] for row in rows() for event in row["events"])
    assert {status: count[status] for status in STATUSES if count[status] < 60} == {}


def test_own_events_are_no_two_alike() -> None:
    texts = [row["text"] for row in rows()]
    assert len(set(texts)) == len(texts)
