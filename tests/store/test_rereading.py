"""A new reading: corrections stay at their words or are listed as orphans, none lost, none misplaced."""

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from onrecord.bench.invented import invent
from onrecord.errors import RefusedError
from onrecord.model import Claim, Document, Span
from onrecord.store import Store
from onrecord.store.canonical import digest
from onrecord.testing import STATEMENT, make_statement, span_of

URI = "https://ozerin.example/1"


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with Store(place, who="ana") as store:
        store.add(make_statement(uri=URI))
        yield store
        assert store.verify().fault is None


def _reread(doc: Document, *spans: tuple[Claim, Span]) -> Document:
    """The document as another version reads it: with these claims, at these words, under new ids."""
    claims = tuple(replace(claim, id=digest(f"new {span}")[:12], text=span) for claim, span in spans)
    return replace(doc, claims=claims)


def test_reread_with_the_same_reading_changes_nothing(store: Store) -> None:
    head = store.head()
    assert store.reread(make_statement(uri=URI)) is None
    assert store.head() == head


def test_reread_of_a_document_that_is_not_there_adds_nothing(store: Store) -> None:
    assert store.reread(make_statement("Good day. " + STATEMENT)) is None
    assert store.verify().documents == 1


def test_reread_of_another_title_is_refused(store: Store) -> None:
    with pytest.raises(RefusedError):
        store.reread(replace(make_statement(), title="Another"))


def test_reread_keeps_the_correction_of_a_claim_that_is_still_there(store: Store) -> None:
    doc = make_statement(uri=URI)
    store.correct(doc.claims[0].id, best=15)
    store.reread(replace(doc, claims=doc.claims[:1]))
    assert [(claim.best, claim.review) for claim in store.claims()] == [(15.0, "corrected")]


def test_reread_moves_a_correction_to_the_claim_at_its_words(store: Store) -> None:
    doc = make_statement(uri=URI)
    store.correct(doc.claims[0].id, best=15)
    wider = Span(doc.claims[0].text.start - 5, doc.claims[0].text.end)
    done = store.reread(_reread(doc, (doc.claims[0], wider), (doc.claims[1], doc.claims[1].text)))
    assert done is not None
    assert (done.orphans, len(done.moved), done.new, done.gone) == ((), 1, 2, 2)
    assert [claim.best for claim in store.claims(review="corrected")] == [15.0]


def test_reread_lists_a_correction_that_fits_nowhere_as_an_orphan(store: Store) -> None:
    doc = make_statement(uri=URI)
    said = store.correct(doc.claims[0].id, best=15)
    done = store.reread(_reread(doc, (doc.claims[1], doc.claims[1].text)))
    assert done is not None
    assert done.orphans == (doc.claims[0].id,)
    assert [orphan.correction.seq for orphan in store.orphans()] == [said.seq]
    assert store.count(review="reviewed") == 0


def test_reread_does_not_choose_between_two_claims_at_the_words(store: Store) -> None:
    doc = make_statement(uri=URI)
    store.correct(doc.claims[0].id, best=15)
    span = doc.claims[0].text
    store.reread(_reread(doc, (doc.claims[0], Span(span.start, span.end - 1)), (doc.claims[0], Span(span.start + 1, span.end))))
    assert len(store.orphans()) == 1


def test_reread_gives_an_orphan_back_when_its_claim_returns(store: Store) -> None:
    doc = make_statement(uri=URI)
    store.correct(doc.claims[0].id, best=15)
    store.reread(replace(doc, claims=doc.claims[1:]))
    store.reread(doc)
    assert store.orphans() == []
    assert store.claims(review="corrected")[0].best == 15


def test_reread_keeps_claims_that_people_added(store: Store) -> None:
    doc = make_statement(uri=URI)
    store.add_claim(doc.id, words="Marek Tull", kind="position")
    store.reread(replace(doc, claims=doc.claims[1:]))
    assert [claim.words for claim in store.claims(review="added")] == ["Marek Tull"]


def test_reread_undo_reaches_corrections_that_were_moved(store: Store) -> None:
    doc = make_statement(uri=URI)
    store.correct(doc.claims[0].id, best=15)
    done = store.reread(_reread(doc, (doc.claims[0], span_of(STATEMENT, "14 soldiers left Ozerin on"))))
    assert done is not None
    store.undo(done.moved[doc.claims[0].id])
    assert store.count(review="reviewed") == 0


def test_reread_marks_the_claims_that_a_later_version_changed(store: Store) -> None:
    doc = make_statement(uri=URI)
    store.add(replace(doc, id="edited", text=STATEMENT.replace("14 soldiers", "12 soldiers"), claims=()))
    store.reread(_reread(doc, (doc.claims[0], doc.claims[0].text)))
    assert [claim.later for claim in store.claims(document=doc.id)] == ["altered"]


def _shaken(doc: Document, chance: random.Random) -> Document:
    """Another version's reading: some claims gone, some at a few words more or less, some as they were."""
    claims = []
    for claim in doc.claims:
        fate = chance.random()
        if fate < 0.2:
            continue
        cut = chance.randint(1, 12) if fate < 0.6 else 0
        span = Span(claim.text.start + cut, claim.text.end)
        claims.append(replace(claim, text=span, id=digest(f"{doc.id} {span} {cut}")[:12] if cut else claim.id))
    return replace(doc, claims=tuple(claims))


@pytest.mark.slow
def test_reread_with_five_hundred_corrections_loses_and_misplaces_none(tmp_path_factory: pytest.TempPathFactory) -> None:
    chance = random.Random(5)
    docs = list(invent(50, claims=10, seed=5))
    with Store(tmp_path_factory.mktemp("many") / "record.db") as store:
        store.add_all(docs)
        for number, claim in enumerate(store.claims()):
            store.correct(claim.id, counted=f"mark {number}: {claim.words}")
        for doc in docs:
            store.reread(_shaken(doc, chance))
        applied = store.claims(review="corrected")
        orphans = store.orphans()
        assert len(applied) + len(orphans) == 500
        assert len(orphans) > 50
        assert all(str(claim.counted).partition(": ")[2].endswith(claim.words) for claim in applied)
        assert store.verify().fault is None
