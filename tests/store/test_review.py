"""What people say of claims: laid over the reading, taken back, never lost."""

from collections.abc import Iterator
from typing import Any

import pytest

from onrecord.errors import QueryError
from onrecord.store import RecordedClaim, Store
from onrecord.testing import STATEMENT, make_statement

URI = "https://ozerin.example/1"


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with Store(place, who="ana") as store:
        store.add(make_statement(uri=URI))
        yield store
        assert store.verify().fault is None


def left(store: Store) -> RecordedClaim:
    """The claim that soldiers left, as it stands."""
    return next(claim for claim in store.claims() if "soldiers" in claim.words)


def test_accept_marks_the_claim(store: Store) -> None:
    store.accept(left(store).id)
    assert left(store).review == "accepted"
    assert store.count(review="unreviewed") == 1


def test_reject_keeps_the_claim_and_marks_it(store: Store) -> None:
    store.reject(left(store).id[:6], note="a figure of speech")
    assert left(store).review == "rejected"


@pytest.mark.parametrize(
    ("fields", "stands"),
    [
        ({"status": "planned"}, {"status": "planned"}),
        ({"status": ""}, {"status": None}),
        ({"best": "15", "counted": "troops"}, {"best": 15.0, "counted": "troops"}),
        ({"speaker": "Ida Holm"}, {"speaker": "Ida Holm"}),
        ({"place": "Calder"}, {"place": "Calder"}),
        ({"happened": "2024-03"}, {"happened": "2024-03"}),
        ({"words": "14 soldiers left Ozerin"}, {"words": "14 soldiers left Ozerin", "end": STATEMENT.index(" on Monday")}),
    ],
)
def test_correct_sets_any_field(store: Store, fields: dict[str, Any], stands: dict[str, Any]) -> None:
    store.correct(left(store).id, **fields)
    assert {name: getattr(left(store), name) for name in stands} == stands
    assert left(store).review == "corrected"


@pytest.mark.parametrize("field", ["status", "best", "speaker", "place", "happened", "words"])
def test_undo_gives_back_what_was_there(store: Store, field: str) -> None:
    before = left(store)
    values: dict[str, Any] = {
        "status": "planned",
        "best": 3,
        "speaker": "Ida Holm",
        "place": "",
        "happened": "2024",
        "words": "14 soldiers",
    }
    store.correct(before.id, **{field: values[field]})
    store.undo(before.id)
    assert left(store) == before


def test_undo_takes_back_the_last_one_only(store: Store) -> None:
    claim = left(store).id
    store.correct(claim, best=15)
    store.correct(claim, best=16)
    store.undo(claim)
    assert left(store).best == 15


def test_undo_of_nothing_is_a_clear_error(store: Store) -> None:
    with pytest.raises(QueryError, match="none of something said"):
        store.undo(left(store).id)


def test_filters_follow_the_correction(store: Store) -> None:
    store.correct(left(store).id, speaker="Ida Holm", place="Calder", happened="2024-05-01")
    assert store.count(speaker="holm", place="calder", since="2024-05-01") == 1
    assert store.count(place="ozerin") == 0
    assert [hit.claim and hit.claim.speaker for hit in store.search("holm")] == ["Ida Holm"]


def test_the_reading_stays_as_it_was(store: Store) -> None:
    readings = [line.after["reading"] for line in store.journal() if line.act == "add"]
    store.correct(left(store).id, best=15)
    assert store.verify().fault is None
    assert [line.after["reading"] for line in store.journal() if line.after and "reading" in line.after] == readings


def test_journal_says_who_set_what_and_why(store: Store) -> None:
    store.correct(left(store).id, note="see the recording", best=15)
    line = list(store.journal())[-1]
    assert (line.who, line.act, line.note) == ("ana", "correct claim", "see the recording")
    assert (line.before, line.after["fields"]) == ({"best": 14.0}, {"best": 15.0})


def test_add_claim_by_its_words(store: Store) -> None:
    document = left(store).document
    done = store.add_claim(document, words="Marek Tull", kind="position", speaker="Ida Holm")
    (claim,) = store.claims(review="added")
    assert (claim.id, claim.words, claim.kind, claim.stance, claim.status) == (
        done.claim,
        "Marek Tull",
        "position",
        "asserts",
        None,
    )
    assert claim.speaker == "Ida Holm"


def test_add_claim_can_be_corrected_and_undone(store: Store) -> None:
    done = store.add_claim(left(store).document, words="Marek Tull", kind="position")
    store.correct(done.claim, kind="situation")
    assert [claim.kind for claim in store.claims(review="corrected")] == ["situation"]
    store.undo(done.claim)
    store.undo(done.claim)
    assert store.count() == 2


@pytest.mark.parametrize(
    "fields",
    [
        {"words": "Nobody said this", "kind": "incident"},
        {"words": "Marek Tull"},
        {"kind": "incident"},
        {"words": "Marek", "kind": "x"},
    ],
)
def test_add_claim_without_its_words_or_kind_is_a_clear_error(store: Store, fields: dict[str, Any]) -> None:
    with pytest.raises(QueryError):
        store.add_claim(left(store).document, **fields)


@pytest.mark.parametrize("fields", [{"status": "maybe"}, {"colour": "red"}, {"kind": ""}, {"best": "many"}, {"best": "nan"}])
def test_correct_with_a_value_that_cannot_be_is_a_clear_error(store: Store, fields: dict[str, Any]) -> None:
    head = store.head()
    with pytest.raises(QueryError, match="wanted"):
        store.correct(left(store).id, **fields)
    assert store.head() == head


@pytest.mark.parametrize("claim", ["", "zzzz", "%"])
def test_review_of_a_claim_that_is_not_there_is_a_clear_error(store: Store, claim: str) -> None:
    with pytest.raises(QueryError, match="id"):
        store.accept(claim)


def test_marks_of_a_later_version_outlive_a_review(store: Store) -> None:
    claim = left(store)
    store.add(make_statement(STATEMENT + " We said 14 soldiers left Ozerin on Monday.", uri=URI, title="Edited"))
    assert left(store).later is None
    store.accept(claim.id)
    assert store.verify().fault is None


def test_claims_with_a_correction_keep_it_and_share_it_with_a_later_version(store: Store) -> None:
    claim = left(store)
    store.correct(claim.id, best=15)
    edited = make_statement("Good day. " + STATEMENT, uri=URI)
    store.add(edited)
    assert {(c.document, c.best) for c in store.claims(kind="deployment")} == {(claim.document, 15.0), (edited.id, 15.0)}
