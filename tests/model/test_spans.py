import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import AnnotationError
from onrecord.model import Selector, Span


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 2)])
def test_span_refuses_offsets_that_hold_no_character(start: int, end: int) -> None:
    with pytest.raises(AnnotationError, match=f"a span from {start} to {end}"):
        Span(start, end)


@given(st.text(min_size=1), st.data())
def test_selector_keeps_the_exact_words_of_any_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    selector = Selector.at(Span(start, end), text)
    assert selector.exact == text[start:end]
    assert text[: selector.start].endswith(selector.prefix)
    assert text[selector.end :].startswith(selector.suffix)


def test_span_overlap_is_not_touching() -> None:
    assert not Span(0, 3).overlaps(Span(3, 5))
    assert Span(0, 4).overlaps(Span(3, 5))
