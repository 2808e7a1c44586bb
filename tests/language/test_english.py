import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.language.english import english
from onrecord.model import Block, BlockKind, Span
from onrecord.testing import make_document


@pytest.mark.slow
@settings(max_examples=40)
@given(st.text(max_size=200))
def test_parse_tokens_stand_at_their_words_in_any_text(text: str) -> None:
    parse = english().parse(make_document(text))
    for token in parse.tokens:
        assert text[token.start : token.end].split() == token.text.split()


def test_parse_reads_no_furniture() -> None:
    text = "The road is open.\nShare this page"
    blocks = (Block(Span(0, 17), BlockKind.PARAGRAPH), Block(Span(18, 33), BlockKind.FURNITURE))
    parse = english().parse(make_document(text, blocks=blocks))
    assert parse.tokens[-1].end == 17


def test_parse_joins_words_across_broken_lines() -> None:
    text = "The army has\n   left the town."
    parse = english().parse(make_document(text, blocks=(Block(Span(0, len(text)), BlockKind.PARAGRAPH),)))
    assert len(parse.sentences) == 1
    assert [token.lemma for token in parse.tokens if token.is_verb] == ["have", "leave"]


@pytest.mark.slow
def test_parse_survives_one_sentence_of_many_words() -> None:
    text = "The army and " * 4000 + "the police left."
    parse = english().parse(make_document(text))
    assert parse.tokens[-1].end == len(text)


def test_parse_finds_the_token_at_an_offset() -> None:
    parse = english().parse(make_document("The army left."))
    found = parse.token_at(5)
    assert found is not None
    assert found.text == "army"
    assert parse.token_at(3) is None
