"""Deleting: the content is gone, the journal says what was there and why it went."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.errors import QueryError
from onrecord.store import Outcome, Store
from onrecord.testing import STATEMENT, make_statement

URI = "https://ozerin.example/1"


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with Store(place, who="ana") as store:
        store.add(make_statement(uri=URI))
        store.add(make_statement("Good day. " + STATEMENT, uri=f"{URI}/2"))
        yield store
        assert store.verify().fault is None


def test_delete_takes_out_all_that_belongs_to_a_document(store: Store) -> None:
    doc = make_statement(uri=URI)
    store.correct(doc.claims[0].id, best=15)
    store.delete(doc.id[:8], "a witness asked for it")
    verdict = store.verify()
    assert (verdict.documents, verdict.claims, verdict.evidence, store.corrections()) == (1, 2, 1, [])


def test_delete_leaves_a_tombstone_with_the_reason(store: Store) -> None:
    doc = make_statement(uri=URI)
    store.delete(doc.id, "a witness asked for it")
    line = list(store.journal())[-1]
    assert (line.act, line.subject, line.note) == ("delete", doc.id, "a witness asked for it")
    assert len(line.before["evidence"]) == 1


def test_delete_then_add_begins_anew(store: Store) -> None:
    doc = make_statement(uri=URI)
    store.delete(doc.id, "by mistake")
    assert store.add(doc).outcome is Outcome.ADDED


def test_delete_of_a_version_leaves_the_other(store: Store) -> None:
    store.add(make_statement(STATEMENT + " He left.", uri=URI))
    store.delete(make_statement(uri=URI).id, "a draft")
    assert store.verify().documents == 2


@pytest.mark.parametrize(("document", "reason"), [("zzz", "why"), ("", "why"), ("?", " ")])
def test_delete_without_a_document_or_a_reason_is_a_clear_error(store: Store, document: str, reason: str) -> None:
    with pytest.raises(QueryError, match="wanted"):
        store.delete(make_statement().id if document == "?" else document, reason)
    assert store.verify().documents == 2


def test_delete_leaves_no_words_in_the_file(tmp_path: Path) -> None:
    with Store(tmp_path / "record.db") as store:
        store.add(make_statement())
        store.delete(make_statement().id, "a witness asked for it")
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir()).lower()
    assert b"harbour" not in left
    assert b"marek" not in left
