"""Adding documents to a record: once, with their evidence, and with what an edit left of them."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from onrecord.errors import StoreError
from onrecord.model import Evidence
from onrecord.store import Fate, Outcome, Store
from onrecord.store.canonical import digest
from onrecord.testing import STATEMENT, make_statement

URI = "https://ozerin.example/statement"


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with Store(place, who="ana") as store:
        yield store


def test_add_keeps_a_document_once(store: Store) -> None:
    doc = make_statement(uri=URI)
    assert [store.add(doc).outcome for _ in range(3)] == [Outcome.ADDED, Outcome.PRESENT, Outcome.PRESENT]
    assert [line.act for line in store.journal()] == ["create", "add"]


def test_add_says_who_and_when(store: Store) -> None:
    store.add(make_statement())
    line = list(store.journal())[-1]
    assert line.who == "ana"
    assert line.at.endswith("+00:00")


def test_add_same_words_at_another_address_is_a_capture(store: Store) -> None:
    store.add(make_statement(uri=URI))
    added = store.add(make_statement(uri=f"{URI}/print"))
    assert (added.outcome, added.replaces) == (Outcome.CAPTURED, None)


def test_add_same_words_in_other_bytes_is_a_capture(store: Store) -> None:
    for data in (b"<p>one", b"<p>two"):
        kept = Evidence(data, digest(data), "text/html", "utf-8", URI)
        outcome = store.add(make_statement(uri=URI, evidence=kept)).outcome
    assert outcome is Outcome.CAPTURED
    assert store.verify().evidence == 2


def test_add_other_words_at_the_address_are_a_version(store: Store) -> None:
    old = make_statement(uri=URI)
    store.add(old)
    added = store.add(make_statement("Good day. " + STATEMENT, uri=URI))
    assert (added.outcome, added.replaces, added.changed) == (Outcome.VERSION, old.id, ())


def test_add_marks_claims_whose_words_were_altered(store: Store) -> None:
    old = make_statement(uri=URI)
    store.add(old)
    words = STATEMENT.replace("14 soldiers left Ozerin on Monday", "12 soldiers left Ozerin on Monday")
    edited = replace(old, id="edited", text=words, claims=())
    assert store.add(edited).changed == ((old.claims[0].id, Fate.ALTERED),)
    assert store.verify().fault is None


def test_add_marks_claims_whose_words_are_gone(store: Store) -> None:
    old = make_statement(uri=URI)
    store.add(old)
    edited = replace(old, id="edited", text=STATEMENT.partition(" He denied")[0] + " " * 60, claims=(), blocks=(), events=())
    assert store.add(edited).changed == ((old.claims[1].id, Fate.GONE),)


def test_add_of_a_version_that_comes_back_takes_its_marks_away(store: Store) -> None:
    old = make_statement(uri=URI)
    edited = replace(old, id="edited", text=STATEMENT.replace("14", "12"), claims=())
    assert [store.add(doc).outcome.value for doc in (old, edited, old)] == ["added", "version", "captured"]
    assert store.verify().fault is None


def test_add_refuses_another_text_with_the_same_id(store: Store) -> None:
    doc = make_statement()
    store.add(doc)
    with pytest.raises(StoreError, match="another document with the id"):
        store.add(replace(doc, title="Another title"))


@pytest.mark.parametrize("character", ["\0", "\ud800"])
def test_add_refuses_what_no_database_keeps(store: Store, character: str) -> None:
    with pytest.raises(StoreError, match="no text"):
        store.add(replace(make_statement(), title=f"At the{character} harbour"))
    assert store.verify().documents == 0
