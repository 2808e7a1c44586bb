"""What a record hands on: the same from both databases, and right after readings, versions and deletions."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from onrecord import workspace
from onrecord.bench.invented import invent
from onrecord.errors import QueryError
from onrecord.export.bundle import check
from onrecord.model import Status
from onrecord.store import Store
from onrecord.testing import STATEMENT, make_statement


@pytest.fixture
def store(place: str) -> Store:
    return Store(place, who="ana")


def bundle(store: Store, folder: Path) -> dict[str, str]:
    """What a bundle of the record finds right about itself."""
    workspace.export_bundle(store, folder / "bundle.zip")
    return dict(check(str(folder / "bundle.zip")))


def said(store: Store) -> list[dict[str, Any]]:
    with store.contents() as found:
        return [act for document in found.documents() for claim in document["claims"] for act in claim["people"]]


def test_contents_hold_each_document_in_the_order_it_was_added(store: Store) -> None:
    docs = list(invent(120, claims=1))
    store.add_all(docs)
    with store.contents() as found:
        taken = list(found.documents())
    assert [document["id"] for document in taken] == [doc.id for doc in docs]
    assert [document["text"] for document in taken] == [doc.text for doc in docs]


def test_contents_are_those_of_one_moment(store: Store, place: str) -> None:
    docs = list(invent(3, claims=1))
    store.add_all(docs[:2])
    with store.contents() as found:
        with Store(place, who="ben") as other:
            other.add(docs[2])
            other.reject(other.claims()[0].id)
        assert len(list(found.journal())) == found.head.seq == 3
        assert [claim["people"] for document in found.documents() for claim in document["claims"]] == [[], []]


def test_contents_of_chosen_documents(store: Store) -> None:
    docs = list(invent(4, claims=1))
    store.add_all(docs)
    with store.contents([docs[2].id[:9], docs[0].id]) as found:
        assert found.ids == [docs[0].id, docs[2].id]
        assert [document["id"] for document in found.documents()] == found.ids


@pytest.mark.parametrize("wanted", ["", "zz", "%"])
def test_contents_of_an_unknown_document_are_an_error(store: Store, wanted: str) -> None:
    with pytest.raises(QueryError), store.contents([wanted]):
        pass


def test_contents_tell_both_layers_and_who_said_what(store: Store) -> None:
    store.add(make_statement())
    claim = store.claims(kind="deployment")[0].id
    store.correct(claim, best=15, note="recount")
    store.undo(claim, note="no")
    with store.contents() as found:
        (document,) = found.documents()
    (told,) = [told for told in document["claims"] if told["id"] == claim]
    assert told["stands"]["best"] == told["machine"]["best"] == 14
    (said,) = told["people"]
    assert (said["who"], said["act"], said["fields"], said["note"]) == ("ana", "correct", {"best": 15.0}, "recount")
    assert (said["undone"]["who"], said["undone"]["note"]) == ("ana", "no")


def test_contents_are_right_in_a_bundle_after_everything(store: Store, tmp_path: Path) -> None:
    docs = list(invent(3, claims=3))
    store.add_all(docs)
    first = make_statement(uri="https://ozerin.example/1")
    store.add(first)
    left, fired = store.claims(document=first.id)
    store.correct(left.id, best=15)
    store.reject(fired.id)
    store.add_claim(first.id, words="Marek Tull", kind="position", note="his own words")
    moved = tuple(replace(claim, id=f"0{claim.id[1:]}", status=Status.UNCLEAR) for claim in first.claims[:1])
    done = store.reread(replace(first, claims=moved))
    assert done is not None
    assert done.orphans
    store.add(make_statement(STATEMENT + " He left Ozerin.", uri="https://ozerin.example/1"))
    store.add(make_statement(uri="https://ozerin.example/2"))
    store.delete(docs[1].id, reason="asked to")
    store.add(docs[1])
    assert any(act["note"].startswith("taken along") for act in said(store) if act["note"])
    found = bundle(store, tmp_path)
    assert "5 documents" in found["documents"]
    assert store.verify().fault is None


def test_contents_are_the_same_from_both_databases(new_place: str, tmp_path: Path) -> None:
    found = []
    for place in (str(tmp_path / "record.db"), new_place):
        with Store(place, who="ana") as store:
            store.add_all(invent(5, claims=3))
            store.correct(store.claims()[0].id, best=7)
            with store.contents() as contents:
                found.append([{**document, "lines": None} for document in contents.documents()])
    for document in (document for documents in found for document in documents):
        for claim in document["claims"]:
            for act in claim["people"]:
                act["at"] = None
    assert found[0] == found[1]
