from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import EmptySourceError, TooLargeError
from onrecord.model import BlockKind, Document, PublishedFrom
from onrecord.readers import read_text
from onrecord.settings import Settings

LINE_KINDS = st.sampled_from(
    ["Q:", "A: Yes.", "Minister: We left.", "MR ORLOV: No?", "Leave a Reply", "By Ana Reyes", "5 May 2031", "“Open", "- item",
     "ORVA, 3 March 2031 (OPA) — Police said.", "What now?", "Related", "Thank you for your time.", "\t", "", "\r", "\u200f",
     "a" * 90]
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.one_of(LINE_KINDS, st.text(max_size=30))).map("\n".join))


def blocks(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.span.of(text)) for block in read_text(text).blocks]


def read_or_none(text: str) -> Document | None:
    try:
        return read_text(text)
    except EmptySourceError:
        return None


@given(TEXTS)
def test_read_text_keeps_every_character(text: str) -> None:
    doc = read_or_none(text)
    assert doc is None or doc.text == text


@given(TEXTS)
def test_blocks_cover_what_is_not_blank_without_overlap(text: str) -> None:
    if doc := read_or_none(text):
        place, rest = 0, ""
        for block in doc.blocks:
            assert place <= block.span.start
            rest += text[place : block.span.start]
            place = block.span.end
        assert not (rest + text[place:]).strip()


@given(TEXTS)
def test_turns_lie_in_order_without_overlap(text: str) -> None:
    doc = read_or_none(text)
    spans = [turn.span for turn in doc.turns] if doc else []
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


@given(TEXTS)
def test_evidence_of_a_text_gives_the_text_back(text: str) -> None:
    doc = read_or_none(text)
    if doc and doc.evidence:
        back = [doc.evidence.data[s.byte_start : s.byte_end].decode() for s in doc.evidence.segments]
        assert "".join(back) == text


def test_read_text_keeps_line_ends_marks_and_emoji() -> None:
    text = "\ufeffOne\r\ntwo \u200fשלום\u200e 🕊️\x00 end.\r\n\r\nThree."
    assert read_text(text).text == text


@pytest.mark.parametrize("text", ["", " \n\t\r\n", "\ufeff\u200b \u200f"])
def test_read_text_refuses_what_is_blank(text: str) -> None:
    with pytest.raises(EmptySourceError, match="wanted some text"):
        read_text(text)


def test_read_text_refuses_what_is_too_large() -> None:
    with pytest.raises(TooLargeError, match=r"--max-size"):
        read_text("word " * 100, settings=Settings(max_bytes=100))


def test_layout_blank_lines_part_paragraphs() -> None:
    assert blocks("The road is open.\n\nThe bridge is not.") == [
        ("paragraph", "The road is open."),
        ("paragraph", "The bridge is not."),
    ]


def test_layout_one_unfinished_line_is_a_paragraph() -> None:
    assert blocks("Troops entered the city") == [("paragraph", "Troops entered the city")]


def test_layout_hard_wrapped_lines_are_joined() -> None:
    text = (
        "The army said on Monday that the last of its columns had left the valley and\n"
        "that no soldier was hurt. Engineers cleared eleven mines from the road between\n"
        "Orva and the dam.\n"
        "The governor thanked the villagers who had sheltered the wounded for six days."
    )
    assert [words.count("\n") for _, words in blocks(text)] == [2, 0]


def test_layout_list_of_short_lines_stays_apart() -> None:
    assert len(blocks("The convoy carried:\n- flour\n- oil\n- two tents\nIt left at noon.")) == 5


def test_layout_lines_broken_in_a_sentence_are_joined() -> None:
    text = "Many nations now ask for a council that is\nopen, fair and far more inclusive than the one we have today.\n\nEnd."
    assert len(blocks(text)) == 2


def test_layout_title_byline_dateline_heading() -> None:
    text = (
        "Flood leaves hundreds homeless\nBy Ana Reyes and Max Roe\n\n"
        "ORVA, 3 March 2031 (OPA) — The river rose by two metres overnight.\n\n"
        "The dam\n\nEngineers opened three gates at noon."
    )
    assert blocks(text) == [
        ("title", "Flood leaves hundreds homeless"),
        ("byline", "By Ana Reyes and Max Roe"),
        ("dateline", "ORVA, 3 March 2031 (OPA) —"),
        ("paragraph", "The river rose by two metres overnight."),
        ("heading", "The dam"),
        ("paragraph", "Engineers opened three gates at noon."),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Mon Mar 3 2031 Rebels Take Grain Port of Orva. Rebels have taken the port.",
            [
                ("dateline", "Mon Mar 3 2031"),
                ("heading", "Rebels Take Grain Port of Orva."),
                ("paragraph", "Rebels have taken the port."),
            ],
        ),
        (
            "Date of publication 3 March 2031 Rebels have taken the port of Orva.",
            [("dateline", "Date of publication 3 March 2031"), ("paragraph", "Rebels have taken the port of Orva.")],
        ),
        (
            "Rebels take Orva Monday 3 Mar 2031 Rebels have taken the port.",
            [("heading", "Rebels take Orva"), ("dateline", "Monday 3 Mar 2031"), ("paragraph", "Rebels have taken the port.")],
        ),
        (
            "Rebels take the port . ORVA -- Rebels have taken the port.",
            [("heading", "Rebels take the port ."), ("dateline", "ORVA --"), ("paragraph", "Rebels have taken the port.")],
        ),
        (
            "U.S. envoy pushes Sarn to open port. The U.S. envoy pushed Sarn again.",
            [
                ("heading", "U.S. envoy pushes Sarn to open port."),
                ("paragraph", "The U.S. envoy pushed Sarn again."),
            ],
        ),
        ("Today in Orva the U.S. Embassy was closed.", [("paragraph", "Today in Orva the U.S. Embassy was closed.")]),
        ("REBELS TOOK THE PORT. THEY HAVE LEFT.", [("paragraph", "REBELS TOOK THE PORT. THEY HAVE LEFT.")]),
        ("On 3 March 2031 Orva was calm.", [("paragraph", "On 3 March 2031 Orva was calm.")]),
    ],
)
def test_layout_headline_and_date_before_the_first_sentence_are_parted(text: str, found: list[tuple[str, str]]) -> None:
    assert blocks(text) == found


def test_read_text_finds_title_byline_and_own_date() -> None:
    text = "Flood leaves hundreds homeless\nBy Ana Reyes\n\nORVA, 3 March 2031 (OPA) — The river rose."
    doc = read_text(text)
    assert doc.title == "Flood leaves hundreds homeless"
    assert doc.byline
    assert doc.byline.of(text) == "Ana Reyes"
    assert (doc.published, doc.published_from) == ("2031-03-03", PublishedFrom.TEXT)
    assert doc.published_span
    assert doc.published_span.of(text) == "3 March 2031"


def test_read_text_given_facts_go_first() -> None:
    doc = read_text("The flood\n\n3 March 2031\n\nIt rose by a metre.", published="2031-03-04", title="A flood", publisher="OPA")
    assert (doc.published, doc.published_from, doc.title, doc.publisher) == ("2031-03-04", PublishedFrom.GIVEN, "A flood", "OPA")


def test_read_text_id_depends_on_the_words() -> None:
    assert read_text("One word.").id == read_text("One word.").id != read_text("Two words.").id


def test_furniture_of_a_saved_page_is_marked() -> None:
    text = (
        "Home > World > Dorvan\n\nThe siege ends\n\nShare on Facebook\n\nThe last column left on Monday.\n\n"
        "Read more: Ten photos of the march\n\nNobody was hurt, the governor said.\n\nRelated Articles\n\n"
        "Bridge reopens in Orva\n\n"
        "Storm takes roofs in Veria\n\nLeave a Reply\n\n"
        "Your email address will not be published. Required fields are marked *\n\n"
        "© 2031 Orva Post. All rights reserved."
    )
    kept = [words for kind, words in blocks(text) if kind != "furniture"]
    assert kept == ["The siege ends", "The last column left on Monday.", "Nobody was hurt, the governor said."]


@pytest.mark.parametrize(
    "line",
    [
        "Comments by the minister were denied.",
        "Share of the vote: 12 percent.",
        "Police follow the suspects to Orva.",
        "The army will print the list.",
        "We accept all refugees.",
        "Read out in court, the letter named two men.",
        "Home guards fired on the crowd.",
        "«We will not leave.»",
        "Reply from Dorvan expected by Monday.",
        "Related charges were dropped.",
        "They left no comments.",
        "See all families safe, the mayor asked.",
    ],
)
def test_furniture_never_takes_a_statement(line: str) -> None:
    text = f"Talks go on\n\nThe two sides met in Orva.\n\n{line}\n\nThey part on Friday."
    assert ("paragraph", line) in blocks(text) or ("heading", line) in blocks(text)


def test_blocks_kinds_of_a_document_are_known() -> None:
    assert {block.kind for block in read_text("One.\n\nTwo.").blocks} == {BlockKind.PARAGRAPH}


def test_half_a_character_is_read_as_unknown() -> None:
    assert read_text("He said \ud83d that two men died.").text == "He said \ufffd that two men died."
