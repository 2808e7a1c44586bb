import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from onrecord.encoder.pieces import QUOTED, QUOTES, STARTS, UNCLOSED, case_of, cut, quotations, windows
from onrecord.encoder.states import DATA

TEXT = "The mayor said “the bridge is closed”.\nNobody asked."


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(DATA / "tokenizer.json"))


def test_pieces_lie_at_their_words(tokenizer: Tokenizer) -> None:
    pieces = cut(TEXT, [(0, 38), (39, 52)], tokenizer)
    assert [TEXT[a:b] for a, b in zip(pieces.starts, pieces.ends, strict=True)][-3:] == ["Nobody", "asked", "."]


def test_pieces_read_nothing_outside_the_blocks(tokenizer: Tokenizer) -> None:
    pieces = cut(TEXT, [(39, 52)], tokenizer)
    assert pieces.starts.min() == 39


def test_pieces_know_which_words_are_quoted(tokenizer: Tokenizer) -> None:
    pieces = cut(TEXT, [(0, 38), (39, 52)], tokenizer)
    quoted = pieces.marks // STARTS % QUOTES == QUOTED
    assert TEXT[pieces.starts[quoted].min() : pieces.ends[quoted].max()] == "“the bridge is closed”"


def test_pieces_of_emoji_and_right_to_left_text_keep_code_points(tokenizer: Tokenizer) -> None:
    text = "🚒🚒 قال الناطق: لا حرائق. Dr Ĝan said no 👩‍🚒"
    pieces = cut(text, [(0, len(text))], tokenizer)
    assert [text[a:b] for a, b in zip(pieces.starts, pieces.ends, strict=True) if text[a:b] in ("said", "no")] == ["said", "no"]


@given(st.text(max_size=200))
def test_pieces_of_any_text_are_in_order_and_inside_it(tokenizer: Tokenizer, text: str) -> None:
    pieces = cut(text, [(0, len(text))], tokenizer)
    assert (pieces.starts >= 0).all()
    assert (pieces.ends <= len(text)).all()
    assert (pieces.starts <= pieces.ends).all()
    assert (np.diff(pieces.starts) >= 0).all()


@pytest.mark.parametrize(("word", "case"), [("7", 0), ("said", 1), ("Ada", 2), ("UN", 3), ("iPad", 4)])
def test_case_of_a_word(word: str, case: int) -> None:
    assert case_of(word) == case


def test_quotations_are_the_outermost_ones() -> None:
    assert quotations("“He told me ‘go’ twice,” she said.") == [(0, 24, True)]


def test_quotations_leave_apostrophes_alone() -> None:
    assert quotations("The ministers' aides don't know what’s next.") == []


def test_quotations_that_stay_open_reach_the_end_of_the_block() -> None:
    assert quotations('He said "we saw smoke') == [(8, 21, False)]


def test_quotations_lose_only_the_stray_mark() -> None:
    text = 'A sign "was gone. "It fell," he said.'
    assert quotations(text)[-1] == (18, 28, True)


def test_unclosed_quotations_have_their_own_mark(tokenizer: Tokenizer) -> None:
    pieces = cut('"we saw smoke', [(0, 13)], tokenizer)
    assert set((pieces.marks // STARTS % QUOTES).tolist()) == {UNCLOSED}


def test_windows_keep_short_blocks_whole() -> None:
    plan = windows(np.repeat([0, 1, 2], [100, 100, 100]), size=254)
    assert [(w.first, w.last) for w in plan] == [(0, 200), (200, 300)]


def test_windows_of_a_long_block_overlap_and_own_every_piece_once() -> None:
    plan = windows(np.zeros(100_000, np.int64), size=254, context=48)
    assert max(w.last - w.first for w in plan) <= 254
    assert [w.own_first for w in plan[1:]] == [w.own_last for w in plan[:-1]]
    assert (plan[0].own_first, plan[-1].own_last) == (0, 100_000)


@given(st.lists(st.integers(1, 600), max_size=12))
def test_windows_own_every_piece_once(lengths: list[int]) -> None:
    block = np.repeat(np.arange(len(lengths)), lengths)
    owned = [i for w in windows(block, size=254, context=48) for i in range(w.own_first, w.own_last)]
    assert owned == list(range(sum(lengths)))


def test_windows_of_nothing_are_none() -> None:
    assert windows(np.zeros(0, np.int64)) == []
