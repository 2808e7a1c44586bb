"""Markdown as its reader sees it."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import pytest
from tests.readers.unpacked import check_map

from onrecord.errors import EmptySourceError
from onrecord.model import BlockKind, Document, PublishedFrom, Role
from onrecord.readers import read_source
from onrecord.readers.source import Source


def read(text: str) -> Document:
    doc = read_source(Source(text.encode(), "a.md", media_type="text/markdown"))
    check_map(doc)
    return doc


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("He *left* the **old _town_**.", "He left the old town."),
        ("[She](https://orva.example/She_(x) 'She') said <https://orva.example>.", "She said https://orva.example."),
        ("[She][1] said.\n\n[1]: https://orva.example", "She said."),
        ("Tull \\*said\\* “no” &amp; left &#8211; late.", "Tull *said* “no” & left – late."),
        ("Before ![a map](map.png) after <b>it</b>.", "Before  after it."),
        ("One line\nand the next  \nand a break.", "One line and the next\nand a break."),
        ("- one\n- two\n  - three", "one\n\ntwo\n\nthree"),
        ("> We stay.\n>\n> We do.", "We stay.\n\nWe do."),
        ("Title\n=====\n\nText.", "Title\n\nText."),
        ("    code\n\nText", "code\n\n\nText"),
        ("Before.\n\n| a | b |\n|---|---|\n| c | d |\n\nAfter.", "Before.\n\na\tb\nc\td\n\nAfter."),
        ("Five * six * seven and snake_case_name.", "Five * six * seven and snake_case_name."),
        ("Windows\r\nlines *here*.\r\n\r\nNext.", "Windows lines here.\n\nNext."),
    ],
)
def test_markdown_is_the_text_that_a_reader_sees(written: str, seen: str) -> None:
    assert read(written).text == seen


def test_markdown_leads_to_its_bytes() -> None:
    doc = read("A [link](/foo)foo and **Größe** foo.")
    assert doc.evidence
    data = doc.evidence.data
    assert [data[s.byte_start : s.byte_end].decode() for s in doc.evidence.segments] == [
        "A ",
        "link",
        "foo and ",
        "Größe",
        " foo.",
    ]


def test_markdown_headings_are_title_and_headings() -> None:
    doc = read("# The dam\n\nIt held on Monday.\n\n## Later\n\nIt broke.")
    kinds = [(block.kind, block.span.of(doc.text)) for block in doc.blocks]
    assert (BlockKind.TITLE, "The dam") in kinds
    assert (BlockKind.HEADING, "Later") in kinds
    assert doc.title == "The dam"


def test_markdown_front_matter_is_metadata() -> None:
    doc = read('---\ntitle: "The dam"\ndate: 2031-03-03\ntags: [a]\nauthor: Ida Holm\nsource: Orva Post\n---\nIt held.')
    assert (doc.text, doc.title, doc.publisher, doc.published) == ("It held.", "The dam", "Orva Post", "2031-03-03")
    assert doc.published_from is PublishedFrom.METADATA


def test_markdown_rule_at_the_top_is_no_front_matter() -> None:
    assert read("---\n\nIt held.\n\n---\n").text == "It held."


def test_markdown_interview_has_turns() -> None:
    doc = read("**Q: Did the dam hold?**\n\n**Minister:** It did.\n\n**Q: All of it?**\n\n**Minister:** All of it.")
    assert [turn.role for turn in doc.turns] == [Role.QUESTION, Role.ANSWER] * 2


def test_markdown_without_a_word_is_empty() -> None:
    with pytest.raises(EmptySourceError):
        read("![a](b.png)\n\n---\n")


@pytest.mark.parametrize("bomb", ["[", "> ", "*a ", "`", "![", "- ", "a](", "<", "**a*", "[a][", "&", "|", "\\\n|-|\n"])
def test_markdown_that_is_nested_without_end_is_read_in_time(bomb: str) -> None:
    start = time.process_time()
    with contextlib.suppress(EmptySourceError):
        read(bomb * 4_000 + "x")
    assert time.process_time() - start < 10


def test_markdown_file_is_known_by_its_ending(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("It *held*.")
    assert read_source(path).text == "It held."
