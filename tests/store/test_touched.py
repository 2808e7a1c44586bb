"""What acts touch, and names that are kept until one touches them."""

from collections.abc import Iterator

import pytest
from sqlalchemy import event

from onrecord.store import Store
from onrecord.testing import make_toll


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    """A record with nothing in it."""
    with Store(place, who="ana") as store:
        yield store


def name_of(store: Store) -> str:
    """A claim, named with its document."""
    claim = store.claims()[0]
    return f"{claim.id}@{claim.document}"


def test_touched_tells_the_fields_that_an_act_set(store: Store) -> None:
    store.add(make_toll(17))
    before = store.touched()
    line = store.correct(name_of(store), place="Calder", best=18).seq
    now = store.touched(before)
    assert [now.last(fields) for fields in (["place"], ["best"], ["review"], ["speaker"], ())] == [
        line,
        line,
        line,
        line - 1,
        line - 1,
    ]


def test_touched_tells_the_claims_of_which_something_was_said(store: Store) -> None:
    store.add(make_toll(17))
    before, claim = store.touched(), store.claims()[0]
    store.accept(name_of(store))
    assert store.touched(before).since(before.head.seq) == frozenset({(claim.document, claim.id)})


def test_touched_counts_everything_after_a_document_was_added(store: Store) -> None:
    store.add(make_toll(17))
    before = store.touched()
    store.add(make_toll(19, title="Another"))
    now = store.touched(before)
    assert (now.last(()), now.since(before.head.seq)) == (now.head.seq, None)


def test_touched_of_another_record_is_worth_nothing(store: Store) -> None:
    store.add(make_toll(17))
    with Store(":memory:") as other:
        other.add(make_toll(19))
        before = other.touched()
    now = store.touched(before)
    assert (now.began, now.rest) == (store.head().hash, store.head().seq)


def test_a_name_that_a_person_gives_is_found_at_once(store: Store) -> None:
    store.add(make_toll(17))
    assert store.count(speaker="Elena Orsk") == 0
    store.correct(name_of(store), speaker="Elena Orsk")
    assert store.count(speaker="Orsk") == 1


def test_names_are_looked_up_once(store: Store) -> None:
    store.add(make_toll(17))
    store.count(speaker="tull")
    asked: list[str] = []
    event.listen(store._database.engine, "before_cursor_execute", lambda c, cursor, statement, *rest: asked.append(statement))
    assert store.count(speaker="marek") == store.count()
    assert not [one for one in asked if "RECURSIVE" in one]
