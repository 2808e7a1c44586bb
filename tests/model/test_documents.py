import pytest

from onrecord.errors import AnnotationError
from onrecord.model import Block, BlockKind, ClaimKind, Event, Span, Status, Timex, TimexType
from onrecord.testing import make_document, span_of

TEXT = "The bridge fell on Monday."


def test_document_refuses_a_block_beyond_its_text() -> None:
    with pytest.raises(AnnotationError, match="ends at 99"):
        make_document(TEXT, blocks=(Block(Span(0, 99), BlockKind.PARAGRAPH),))


def test_document_to_dict_gives_the_words_of_every_span() -> None:
    timex = Timex(span_of(TEXT, "Monday"), TimexType.DATE, "2024-03-04")
    plain = make_document(TEXT, timexes=(timex,)).to_dict()
    assert plain["timexes"][0]["span"] == {"start": 19, "end": 25, "exact": "Monday"}


def test_document_to_dict_refers_to_an_inner_annotation_by_its_place() -> None:
    timex = Timex(span_of(TEXT, "Monday"), TimexType.DATE, "2024-03-04")
    event = Event(span_of(TEXT, "fell"), Span(0, 25), ClaimKind.INCIDENT, Status.DONE, times=(timex,))
    plain = make_document(TEXT, timexes=(timex,), events=(event,)).to_dict()
    assert plain["events"][0]["times"] == [0]


def test_document_furniture_is_what_readers_marked() -> None:
    doc = make_document(TEXT, blocks=(Block(Span(0, 10), BlockKind.FURNITURE), Block(Span(11, 26), BlockKind.PARAGRAPH)))
    assert doc.furniture == (Span(0, 10),)
