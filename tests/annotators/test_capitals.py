"""Reports in capitals are read like others, and keep their own letters and offsets."""

from onrecord.annotators.events import EVENTS
from onrecord.annotators.stage import look
from onrecord.language.blocks import whole
from onrecord.model import Document

TEXT = (
    "SELM, 3 MAY 31 -- THE ORVAN GOVERNOR REPORTED TODAY THAT TWO FISHERMEN WERE KIDNAPPED BY MEMBERS OF THE "
    "FREE HARBOUR FRONT [FHF] NEAR TIRMEL. THE FHF HAS NOT COMMENTED."
)


def document(text: str) -> Document:
    return Document(id="x", text=text, published=None, blocks=whole(text), language="en")


def test_capitals_events_are_found_with_the_words_of_the_text() -> None:
    doc = EVENTS.apply(look(document(TEXT))).doc
    event = next(e for e in doc.events if e.trigger and e.trigger.of(TEXT) == "KIDNAPPED")
    assert [m.span.of(TEXT) for m in event.recipients] == ["TWO FISHERMEN"]
    assert "FRONT" in event.actors[0].span.of(TEXT)
    assert doc.text == TEXT


def test_capitals_sentences_are_not_one_long_name() -> None:
    parse = look(document(TEXT)).parse
    assert sum(token.is_proper for token in parse.tokens) < len(parse.tokens) / 2


def test_capitals_of_a_heading_are_left_alone() -> None:
    parse = look(document("BRIDGE CLOSED")).parse
    assert [token.text for token in parse.tokens] == ["BRIDGE", "CLOSED"]
