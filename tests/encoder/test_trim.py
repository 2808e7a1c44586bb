from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.encoder import trim


def cut(function: Callable[..., tuple[int, int] | None], text: str, *rest: bool) -> str | None:
    span = function(text, (0, len(text)), *rest)
    return span and text[slice(*span)]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("that the road is open", "the road is open"),
        ("“The road is open,”", "The road is open"),
        ('that "the road is open."', "the road is open"),
        ("''We stay.''", "We stay"),
        ("Who gave the order?", "Who gave the order?"),
        ("whether the road is open", "whether the road is open"),
        ('"safe" and "open"', '"safe" and "open"'),
        ('the road was "safe"', 'the road was "safe"'),
        ('"we saw smoke', "we saw smoke"),
        ("that", "that"),
    ],
)
def test_content_is_trimmed(text: str, kept: str | None) -> None:
    assert cut(trim.content, text) == kept


def test_content_takes_the_question_mark_that_follows() -> None:
    assert trim.content("Who came? Nobody.", (0, 8)) == (0, 9)


def test_content_may_keep_its_that() -> None:
    assert cut(trim.content, "that the road is open", True) == "that the road is open"


def test_content_of_marks_only_is_none() -> None:
    assert cut(trim.content, '", ."') is None


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Ada Holt, the mayor", "Ada Holt"),
        ("the ministers of Ardenia, Pellan and Kesh", "the ministers of Ardenia, Pellan and Kesh"),
        ("a nurse who saw it", "a nurse"),
        ("the mayor's", "the mayor"),
        ("residents’", "residents"),
    ],
)
def test_source_is_trimmed(text: str, kept: str | None) -> None:
    assert cut(trim.source, text) == kept


@pytest.mark.parametrize(
    ("text", "kept"), [("said", "said"), ("has warned", "warned"), ("according to", "according to"), (":", None)]
)
def test_cue_is_trimmed(text: str, kept: str | None) -> None:
    assert cut(trim.cue, text) == kept


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_trimmed_spans_lie_inside_the_text(text: str, a: int, b: int) -> None:
    span = min(a, b, len(text)), min(max(a, b), len(text))
    for found in (trim.content(text, span), trim.source(text, span), trim.cue(text, span)):
        assert found is None or span[0] <= found[0] < found[1] <= len(text)
