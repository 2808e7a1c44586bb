import pytest

from onrecord import encoder
from onrecord.encoder import EventSpans
from onrecord.encoder.events import STATUSES, TYPES


def events(text: str, floor: float = 0.5) -> list[EventSpans]:
    return list(encoder.find_events(encoder.encode(text, [(0, len(text))]), floor))


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("The army shelled the village on Monday.", "shelled", "done"),
        ("If the talks fail, the rebels could attack the port.", "attack", "hypothetical"),
        ("The president will visit the front on Friday.", "visit", "planned"),
    ],
)
def test_events_have_a_status(text: str, trigger: str, status: str) -> None:
    found = {text[slice(*event.trigger)]: STATUSES[event.statuses.argmax()] for event in events(text, 0.3)}
    assert found[trigger] == status


def test_events_have_actors_recipients_and_type() -> None:
    text = "Government troops attacked the convoy near Orva."
    (event,) = events(text)
    assert [text[slice(*span)] for span in (*event.actors, *event.recipients)] == ["Government troops", "the convoy"]
    assert TYPES[event.types.argmax()] == "ASSAULT"


def test_events_chances_sum_to_one() -> None:
    for event in events("Police arrested nine men and dispersed the crowd.", 0.1):
        assert all(abs(float(part.sum()) - 1) < 1e-4 for part in (event.statuses, event.kinds, event.types))


def test_no_text_has_no_events() -> None:
    assert events("") == []
