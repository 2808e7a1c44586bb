"""Why an entry says what it says."""

import pytest

from onrecord.errors import QueryError
from onrecord.export import as_lines, build_ledger, explain
from onrecord.model import Document
from onrecord.workspace import read_text

TEXT = "The army shelled Orva on Monday. The governor denied that police had beaten prisoners."


@pytest.fixture(scope="module")
def doc() -> Document:
    return read_text(TEXT, published="2024-03-06")


def test_explain_by_number_and_id_is_the_same(doc: Document) -> None:
    by_number = explain(doc, "1")
    assert explain(doc, by_number.id[:6]) == by_number


def test_explain_gives_the_status_chain(doc: Document) -> None:
    found = explain(doc, "2")
    assert [(step.words.exact, step.operator) for step in found.steps] == [("denied", "a denial")]


def test_explain_gives_the_words_of_every_field(doc: Document) -> None:
    found = explain(doc, "1")
    assert all(TEXT[d.words.start : d.words.end] == d.words.exact for d in found.details)
    assert {d.slot for d in found.details} >= {"who", "whom", "when"}


def test_explain_says_what_found_it(doc: Document) -> None:
    assert any("event word list" in line for line in as_lines(explain(doc, "1")))


def test_explain_refuses_a_claim_that_is_not_there(doc: Document) -> None:
    with pytest.raises(QueryError, match="number of one claim"):
        explain(doc, "99")


def test_we_of_a_statement_without_a_publisher_is_the_publisher_itself() -> None:
    ledger = build_ledger(read_text("We urge our partners to send aid to Orva."))
    assert [group.speaker.is_publisher for group in ledger.groups] == [True]
