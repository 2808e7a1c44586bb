"""Copies: whole, abridged, rewritten, corrected; and what looks like one and is none."""

from itertools import permutations
from typing import Any

from onrecord.matters.copies import CopyKind, Library
from onrecord.matters.prints import prints_of
from onrecord.model import Block, BlockKind, Document, Span
from onrecord.testing import make_document

WIRE = """Bridge at Orva collapses, nine dead

ORVA, 3 March 2021 (OPA) - Nine people were killed when the lower bridge of Orva gave way under a column of
lorries on Tuesday night, the district office said.

The lorries had carried flour to the villages beyond the river, which have been cut off by floods since the
end of February. Divers brought up seven of the drivers before dawn.

"We heard it break and then we heard nothing," said Ana Ruiz, who keeps the inn at the bridge.

The office had closed the bridge to heavy traffic in the autumn. Who let the column pass is not known. A
second crossing, twelve kilometres upstream, remains open to cars."""

ABRIDGED = """Nine people were killed when the lower bridge of Orva gave way under a column of lorries on Tuesday night, the
district office said. (OPA)

The lorries had carried flour to the villages beyond the river, which have been cut off by floods since the
end of February."""

REWRITTEN = """A bridge that should have been shut

Orva mourns its drivers. Nine of them lost their lives when the lower bridge of Orva gave way under a column
of lorries on Tuesday night, the agency OPA reports.

They were bringing flour to the villages beyond the river, which have been cut off by floods since the end of
February. Who let the column pass is not known; heavy traffic had been banned in the autumn.

In the capital the minister of roads did not come to the telephone. His office sent a card with its
condolences instead, and a list of bridges that it calls safe."""

OTHER = """Our reporter in Orva

The river is brown and fast, and where the bridge stood there is a gap of thirty metres. "We heard it break
and then we heard nothing," said Ana Ruiz, who keeps the inn at the bridge.

She has given soup to the divers all night. Nobody sleeps in the lower town. By noon they had lifted the last
cab from the water, and a priest was walking from house to house."""


def library(*docs: Document) -> Library:
    found = Library()
    for doc in docs:
        found.add(doc)
    return found


def text(id: str, words: str, day: str | None = "2021-03-04", **fields: Any) -> Document:
    from dataclasses import replace

    return replace(make_document(words, published=day, **fields), id=id)


WIRED = text("wire", WIRE, "2021-03-03")


def test_abridged_copy_is_found() -> None:
    (copy,) = library(WIRED, text("paper", ABRIDGED)).copies()
    assert (copy.document, copy.of, copy.kind) == ("paper", "wire", CopyKind.ABRIDGED)


def test_rewritten_copy_is_found_with_a_third_of_its_words() -> None:
    (copy,) = library(WIRED, text("weekly", REWRITTEN)).copies()
    assert (copy.of, copy.kind, (copy.share or 1) < 0.6) == ("wire", CopyKind.REWRITTEN, True)


def test_whole_copy_of_the_same_day_names_the_signed_one_as_its_source() -> None:
    signed = text("z", f"{WIRE}\n\nOPA/kl/ro", "2021-03-03")
    (copy,) = library(text("a", f"Orva Mirror\n3 March 2021\n\n{WIRE}", "2021-03-03"), signed).copies()
    assert (copy.document, copy.of, copy.kind) == ("a", "z", CopyKind.WHOLE)


def test_new_issue_with_a_correction_corrects_the_first() -> None:
    words = WIRE.replace("Nine people", "Eight people").replace(
        "\n\nORVA", "\n\n(Corrects the number of dead to eight)\n\nORVA", 1
    )
    found = library(text("first", WIRE, "2021-03-03"), text("again", words, "2021-03-03"))
    assert [(c.document, c.of, c.kind) for c in found.copies()] == [("again", "first", CopyKind.CORRECTED)]
    assert [(c.document, c.of) for c in found.corrections()] == [("again", "first")]


def test_notice_corrects_what_it_names_and_is_no_copy() -> None:
    notice = text("notice", "CORRECTION: Our report of 3 March gave the number of dead at Orva as ten, not nine.", "2021-03-06")
    found = library(WIRED, notice, text("paper", ABRIDGED))
    assert "notice" not in found.copies_of()
    assert [(c.document, c.of) for c in found.corrections()] == [("notice", "wire")]


def test_notice_that_names_nothing_corrects_nothing() -> None:
    assert not library(WIRED, text("notice", "Correction: a name was misspelt.")).corrections()


def test_one_quotation_in_two_reports_makes_no_copy() -> None:
    assert not library(WIRED, text("own", OTHER)).copies()


def test_article_that_lifts_two_sentences_is_no_copy_but_says_which() -> None:
    lifted = (
        "Divers brought up seven of the drivers before dawn. A second crossing, twelve kilometres upstream, remains open to cars."
    )
    own = " ".join(
        f"House number {n} in Mill Street lost its {what}." for n, what in enumerate(["roof", "door", "wall", "shed", "barn"] * 5)
    )
    found = library(WIRED, text("own", f"{lifted} {own}"))
    assert not found.copies()
    assert found.passages("own")[0].of == "wire"


def test_later_report_of_one_agency_is_an_update() -> None:
    later = text("later", WIRE.replace("Nine people", "Twelve people")[:420] + OTHER[60:], "2021-03-05", publisher="OPA")
    assert not library(text("wire", WIRE, "2021-03-03", publisher="OPA"), later).copies()


def test_fixed_wording_of_pages_makes_no_copy() -> None:
    foot = (
        "Comments on this page are read by our editors before they appear, and those that insult or sell goods are not shown. "
        * 2
    )
    docs = [
        text(str(n), f"{words}\n\n{foot}", day)
        for n, (words, day) in enumerate([("Rain in Orva.", "2021-03-01"), ("Snow in Senn.", "2021-03-02")])
    ]
    old = text("old", f"Wind in Marn.\n\n{foot}", "2020-01-02")
    assert not library(*docs, old).copies()


def test_furniture_is_not_read() -> None:
    words = f"Rain in Orva.\n{WIRE}"
    blocks = (Block(Span(0, 13), BlockKind.PARAGRAPH), Block(Span(14, len(words)), BlockKind.FURNITURE))
    assert not library(WIRED, text("page", words, blocks=blocks)).copies()


def test_passage_is_the_same_words_in_both() -> None:
    paper = text("paper", ABRIDGED)
    for passage in library(WIRED, paper).passages("paper"):
        assert passage.words.of(paper.text).lower().split() == passage.source.of(WIRE).lower().split()


def test_copies_do_not_depend_on_the_order_of_arrival() -> None:
    docs = [WIRED, text("paper", ABRIDGED), text("weekly", REWRITTEN, None), text("own", OTHER)]
    found = {library(*order).copies() for order in permutations(docs)}
    assert len(found) == 1


def test_copies_asked_for_in_between_are_those_of_all_at_once() -> None:
    foot = "Letters to the editors of this page are read by three people before they are answered or thrown away by one of them. "
    docs = [
        WIRED,
        text("a", f"Rain in Orva. {foot * 2}"),
        text("b", f"Snow in Senn. {foot * 2}", "2021-03-05"),
        text("paper", ABRIDGED),
    ]
    docs += [text("old", f"Wind in Marn. {foot}", "2019-03-04")]
    found = Library()
    for doc in docs:
        found.add(doc)
        assert found.copies() == library(*docs[: docs.index(doc) + 1]).copies()
    found.remove("old")
    assert found.copies() == library(*docs[:-1]).copies()


def test_document_added_again_or_removed_leaves_no_trace() -> None:
    found = library(WIRED, text("paper", ABRIDGED), text("weekly", REWRITTEN), WIRED)
    found.remove("wire")
    found.add(WIRED)
    found.remove("weekly")
    assert found.copies() == library(WIRED, text("paper", ABRIDGED)).copies()


def test_prints_are_enough_to_add_a_document() -> None:
    found = Library()
    found.add(prints_of(WIRED))
    found.add(prints_of(text("paper", ABRIDGED)))
    assert found.copies_of() == {"paper": "wire"}
