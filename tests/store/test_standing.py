"""One document as it stands, the list of documents, traces of claims, and what versions do not share: on both databases."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import MissingError
from onrecord.model import ClaimKind, Evidence
from onrecord.store import Store
from onrecord.store.versions import unlike
from onrecord.testing import STATEMENT, make_claim, make_statement, make_toll, span_of

HERE = "https://ozerin.example/1"


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with Store(place, who="ana") as store:
        yield store


def test_standing_document_is_the_one_that_was_added(store: Store) -> None:
    doc = make_statement(uri=HERE)
    store.add(doc)
    kept = store.standing(doc.id[:8])
    assert replace(kept.doc, evidence=None) == replace(doc, evidence=None)
    assert [(laid.read, laid.said, laid.seen) for laid in kept.claims] == [({}, (), 0)] * 2


def test_standing_claim_tells_both_layers_and_who_said_what(store: Store) -> None:
    home = store.add(make_statement()).document
    claim = store.claims(kind="deployment")[0].id
    store.correct(claim, "counted", best=15, words="14 soldiers")
    store.correct(claim, place=None)
    store.undo(claim)
    laid = next(one for one in store.standing(home).claims if one.stands.id == claim)
    assert laid.read == {"best": 14.0, "words": "14 soldiers left Ozerin on Monday", "end": 49}
    assert [(one.act, one.fields, one.note) for one in laid.said] == [
        ("correct", {"words": "14 soldiers", "best": 15.0}, "counted"),
        ("correct", {"place": None}, None),
    ]
    assert sorted(laid.by_people) == ["best", "words"]
    assert laid.seen == store.head().seq


def test_standing_added_claim_has_no_reading(store: Store) -> None:
    home = store.add(make_statement()).document
    store.add_claim(home, words="Marek Tull", kind="position")
    assert [one.read for one in store.standing(home).claims].count(None) == 1


def test_versions_are_told_in_their_order_and_which_is_present(store: Store) -> None:
    old = store.add(make_statement(uri=HERE)).document
    assert store.standing(old).versions == ()
    new = store.add(make_toll(3, uri=HERE)).document
    assert [(one.document, one.is_present) for one in store.standing(old).versions] == [(old, False), (new, True)]
    store.add(make_statement(uri=HERE))
    assert [(one.document, one.is_present) for one in store.standing(old).versions] == [(old, True), (new, False)]


def test_bytes_are_those_of_the_capture_that_is_asked_for(store: Store) -> None:
    first, second = (Evidence(data, str(len(data)) * 32, "text/html", "utf-8", HERE) for data in (b"one", b"second"))
    home = store.add(replace(make_statement(), evidence=first)).document
    store.add(replace(make_statement(), evidence=second))
    lines = [capture.line for capture in store.standing(home).captures]
    assert [store.bytes_of(home, line).data for line in (None, *lines)] == [b"one", b"one", b"second"]
    with pytest.raises(MissingError):
        store.bytes_of(home, 10**6)


@pytest.mark.parametrize("id", ["", "\0", "g", "%", "_", "' OR 1=1", "\ud800"])
def test_no_document_has_such_an_id(store: Store, id: str) -> None:
    store.add(make_statement())
    for look in (store.standing, store.text_of, store.bytes_of, store.trace):
        with pytest.raises(MissingError):
            look(id)


def test_shelf_finds_by_words_publisher_and_day(store: Store) -> None:
    store.add(make_statement(title="Čalder quay, 100% calm", publisher="North Post", published="2024-03-01"))
    store.add(make_statement(title="At the harbour", publisher=None, published=None))

    def titles(**asked: Any) -> list[str | None]:
        return [one.title for one in store.look_up(store.shelved(**asked))]

    assert titles(words="čALDER") == titles(words="Čalder") == ["Čalder quay, 100% calm"]
    assert titles(words="QUAY 100%") == ["Čalder quay, 100% calm"]
    assert titles(publisher="north", since="2024-03-01", until="2024-03-01") == ["Čalder quay, 100% calm"]
    assert titles(since="2024-03-02") == []
    assert titles(sort="publisher") == ["Čalder quay, 100% calm", "At the harbour"]
    assert titles(sort="published") == ["Čalder quay, 100% calm", "At the harbour"]
    assert store.publishers() == ["North Post"]


def test_trace_follows_a_claim_through_new_readings(store: Store) -> None:
    doc = make_statement(uri=HERE)
    home = store.add(doc).document
    old = store.claims(kind="deployment")[0].id
    store.accept(old)
    for words, id in (("14 soldiers left Ozerin", "abcdef000001"), ("14 soldiers left Ozerin on", "abcdef000002")):
        new = make_claim(span_of(doc.text, words), ClaimKind.DEPLOYMENT, id=id)
        store.reread(replace(doc, events=(new.event, doc.events[1]), claims=(new, doc.claims[1])))
    trace = store.trace(old)
    assert (trace.document, trace.claim) == (home, "abcdef000002")


texts = st.lists(st.sampled_from(["a", "b", "c", ".", "\n", " "]), max_size=30).map(" ".join)


@given(texts, texts)
def test_unlike_stretches_are_words_of_the_text_in_order_and_none_in_itself(text: str, other: str) -> None:
    spans = unlike(text, other)
    ends = [0, *(end for _, end in spans)]
    assert all(before <= start < end <= len(text) for before, (start, end) in zip(ends, spans, strict=False))
    assert unlike(text, text) == []


def test_unlike_takes_whole_lines_where_very_many_words_differ() -> None:
    text, other = " ".join(["one"] * 3000), " ".join(["two"] * 3000)
    assert unlike(text, other) == [(0, len(text))]


def test_unlike_tells_the_words_of_the_line_that_changed() -> None:
    text = f"{STATEMENT}\nNobody was hurt."
    assert [text[a:b] for a, b in unlike(text, f"{STATEMENT}\nNobody at all was killed.")] == ["hurt"]
