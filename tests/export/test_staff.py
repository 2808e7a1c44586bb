from hypothesis import given
from hypothesis import strategies as st

from onrecord.export import build_ledger
from onrecord.export.staff import CLAIMS, FIELDS, Mark, cover, draw, lanes_of
from onrecord.model import Block, BlockKind, Document, Span, Timex, TimexType
from onrecord.testing import make_claim, make_document


def drawn(doc: Document) -> str:
    return "".join(piece.text for stave in draw(doc, build_ledger(doc)) for piece in stave.pieces)


@st.composite
def documents(draw_value: st.DrawFn) -> Document:
    text = draw_value(st.text(min_size=1, max_size=80))
    offsets = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda pair: pair[0] < pair[1])
    spans = [Span(*pair) for pair in draw_value(st.lists(offsets, max_size=8))]
    blocks = tuple(Block(Span(*pair), BlockKind.PARAGRAPH) for pair in draw_value(st.lists(offsets, max_size=4)))
    timexes = tuple(Timex(span, TimexType.DATE, None) for span in spans[1::2])
    return make_document(text, blocks=blocks, claims=tuple(make_claim(span) for span in spans), timexes=timexes)


@given(documents())
def test_drawing_loses_no_word_and_doubles_none(doc: Document) -> None:
    assert "".join(drawn(doc).split()) == "".join(doc.text.split())


@given(documents())
def test_every_piece_stands_where_it_says(doc: Document) -> None:
    for stave in draw(doc, build_ledger(doc)):
        assert all(doc.text[piece.start :].startswith(piece.text) for piece in stave.pieces)


@given(documents())
def test_no_two_lines_of_a_piece_share_a_lane(doc: Document) -> None:
    for stave in draw(doc, build_ledger(doc)):
        for piece in stave.pieces:
            lanes = [line.lane for line in piece.lines]
            assert len(set(lanes)) == len(lanes)
            assert all(lane < stave.lanes for lane in lanes)


def test_crossing_claims_run_in_lanes_of_their_own() -> None:
    doc = make_document("one two three four", claims=(make_claim(Span(0, 13)), make_claim(Span(4, 18))))
    (stave,) = draw(doc, build_ledger(doc))
    assert [(p.text, [line.lane for line in p.lines]) for p in stave.pieces] == [
        ("one ", [0]),
        ("two three", [0, 1]),
        (" four", [1]),
    ]


def test_lane_is_used_again_once_it_is_free() -> None:
    marks = [Mark(0, 4, CLAIMS, "stated", "a"), Mark(4, 8, CLAIMS, "stated", "b"), Mark(5, 6, FIELDS, "when", "c")]
    assert lanes_of(marks) == {"c": 0, "a": 1, "b": 1}


def test_claim_over_two_blocks_is_drawn_in_both() -> None:
    doc = make_document("one\ntwo", claims=(make_claim(Span(0, 7)),))
    first, second = draw(doc, build_ledger(doc))
    assert first.pieces[0].lines[0].entry == second.pieces[0].lines[0].entry == 1
    assert [len(stave.pieces[0].opens) for stave in (first, second)] == [1, 0]


def test_words_outside_every_block_are_drawn_too() -> None:
    doc = make_document("left out\n\ninside", blocks=(Block(Span(10, 16), BlockKind.PARAGRAPH),))
    assert [block.span for block in cover(doc)] == [Span(0, 8), Span(10, 16)]


def test_label_joins_the_words_after_it(interview: Document) -> None:
    staves = draw(interview, build_ledger(interview))
    label = next(i for i, stave in enumerate(staves) if stave.kind is BlockKind.LABEL)
    assert staves[label + 1].joins
    assert not staves[label].joins
