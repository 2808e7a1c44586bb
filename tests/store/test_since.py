"""Two people on one thing: the second is told of the first, and nothing is written over."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from onrecord.errors import MovedOnError
from onrecord.matters.said import CLAIM, THREAD, Ruled, Spot
from onrecord.model import Relation, Rule, Ruling, ThreadState
from onrecord.store import Store
from onrecord.testing import make_saying, make_statement


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with Store(place, who="ana") as store:
        store.add(make_statement())
        store.add(make_saying("Ana Kos", "Governor of Ozerin"))
        yield store
        assert store.verify().fault is None


Say = Callable[[Store, str, int | None], object]

SAYINGS: list[Say] = [
    lambda store, claim, seen: store.accept(claim, seen=seen),
    lambda store, claim, seen: store.reject(claim, seen=seen),
    lambda store, claim, seen: store.correct(claim, status="planned", seen=seen),
    lambda store, claim, seen: store.undo(claim, seen=seen),
]


@pytest.mark.parametrize("say", SAYINGS)
def test_second_reviewer_is_told_who_said_what(store: Store, say: Say) -> None:
    claim, seen = store.claims()[0].id, store.head().seq
    store.acting("Bo").reject(claim, "a figure of speech")
    before = store.claims()[0], store.head()
    with pytest.raises(MovedOnError, match=r"Bo, .* UTC, line \d+: reject claim: a figure of speech"):
        say(store, claim, seen)
    assert (store.claims()[0], store.head()) == before


@pytest.mark.parametrize("say", SAYINGS)
def test_who_saw_the_last_word_may_speak(store: Store, say: Say) -> None:
    claim = store.claims()[0].id
    store.acting("Bo").reject(claim)
    say(store, claim, store.head().seq)


def test_taking_back_is_a_word_too(store: Store) -> None:
    claim = store.claims()[0].id
    seen = store.accept(claim).seq
    store.acting("Bo").undo(claim)
    with pytest.raises(MovedOnError, match="undo"):
        store.correct(claim, best=15, seen=seen)


def test_other_claims_of_the_document_are_free(store: Store) -> None:
    one, other = (claim.id for claim in store.claims()[:2])
    store.acting("Bo").accept(one)
    store.accept(other, seen=0)


def test_said_tells_the_last_line_of_each_claim(store: Store) -> None:
    claim = store.claims()[0]
    store.accept(claim.id)
    line = store.undo(claim.id).undone
    assert store.said([claim.document]) == {(claim.document, claim.id): line}


def test_of_two_reviewers_at_once_one_is_told(place: str) -> None:
    with Store(place, who="ana") as store:
        store.add(make_statement())
        claim, seen, start = store.claims()[0].id, store.head().seq, Barrier(2)

        def correct(who: str) -> str:
            with Store(place, who=who) as own:
                start.wait()
                try:
                    own.correct(claim, speaker=who, seen=seen)
                except MovedOnError:
                    return "told"
                return who

        with ThreadPoolExecutor(2) as pool:
            found = list(pool.map(correct, ("Bo", "Cleo")))
        assert found.count("told") == 1
        assert store.claims()[0].speaker in found
        assert len(store.corrections()) == 1


def _state(store: Store, state: ThreadState) -> Ruled:
    one, other = store.claims()[:2]
    sides = (Spot(one.document, one.start, one.end, one.id),), (Spot(other.document, other.start, other.end, other.id),)
    return Ruled(Ruling(0, "", store.who, Rule.STATE, "why"), (THREAD, CLAIM), sides, None, state)


def test_second_ruling_on_a_thread_is_told(store: Store) -> None:
    seen = store.head().seq
    store.acting("Bo").rule(_state(store, ThreadState.BROKEN), seen)
    with pytest.raises(MovedOnError, match="Bo"):
        store.rule(_state(store, ThreadState.KEPT), seen)


def test_second_ruling_of_the_same_person_is_taken(store: Store) -> None:
    seen = store.head().seq
    store.rule(_state(store, ThreadState.BROKEN), seen)
    store.rule(_state(store, ThreadState.KEPT), seen)


def test_rulings_on_other_matters_are_free(store: Store) -> None:
    one, other = store.claims()[:2]
    seen = store.head().seq

    def relate(who: str, claim: str) -> None:
        sides = (Spot("d", 0, 1, claim),), (Spot("d", 2, 3, f"{claim}x"),)
        ruling = Ruling(0, "", who, Rule.RELATE)
        store.acting(who).rule(Ruled(ruling, (("figure",), ("figure",)), sides, Relation.AGREES), seen)

    relate("Bo", one.id)
    relate("ana", other.id)
    with pytest.raises(MovedOnError):
        relate("ana", one.id)


def test_actor_that_somebody_merged_meanwhile_is_told(store: Store) -> None:
    seen = store.head().seq
    store.acting("Bo").merge("Ana Kos", "Marek Tull")
    with pytest.raises(MovedOnError, match="Bo"):
        store.rename("Ana Kos", "Anna Kos", seen=seen)
    with pytest.raises(MovedOnError, match="Bo"):
        store.split("Ana Kos", mention="Kos", seen=seen)


def test_actor_whose_merger_was_taken_back_is_told(store: Store) -> None:
    store.merge("Ana Kos", "Marek Tull")
    seen = store.head().seq
    store.acting("Bo").undo_actor("Ana Kos")
    with pytest.raises(MovedOnError, match="undo"):
        store.merge("Ana Kos", "Marek Tull", seen=seen)
    store.merge("Ana Kos", "Marek Tull", seen=store.head().seq)
