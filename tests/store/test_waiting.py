"""The claims that wait for a person, on both databases."""

from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from onrecord.model import Certainty
from onrecord.store import Store, waiting
from onrecord.testing import make_statement, make_toll


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with Store(place, who="ana") as store:
        store.add(make_statement())
        store.add(make_toll(17))
        yield store


def kinds(store: Store, *first: str, skip: int = 0) -> list[str]:
    return [claim.kind for claim in store.waiting(9, skip, first).claims]


def test_what_is_more_at_stake_waits_before_the_rest(store: Store) -> None:
    assert kinds(store)[-1] == "deployment"


def test_what_is_unsure_waits_before_what_is_said_outright(place: str) -> None:
    doc = make_statement()
    unsure = replace(doc, claims=(replace(doc.claims[0], certainty=Certainty.POSSIBLE), doc.claims[1]))
    with Store(place) as store:
        store.add(unsure)
        assert kinds(store) == ["deployment", "incident"]


def test_named_claims_wait_before_all_others(store: Store) -> None:
    claim = store.claims(kind="deployment")[0]
    assert kinds(store, claim.id)[0] == "deployment"
    assert kinds(store, f"{claim.id}@{claim.document}")[0] == "deployment"
    assert len(kinds(store, claim.id, claim.id, "none")) == 3


def test_reviewed_claims_wait_no_more(store: Store) -> None:
    claim = store.claims(kind="deployment")[0]
    store.accept(claim.id)
    assert "deployment" not in kinds(store, claim.id)
    assert store.waiting().total == 2


def test_claims_are_left_for_later(store: Store) -> None:
    claim = store.claims(kind="deployment")[0]
    every = store.waiting(9, 0, [claim.id]).claims
    assert [store.waiting(1, skip, [claim.id]).claims for skip in range(3)] == [(one,) for one in every]


def test_the_index_holds_the_weight_as_it_is_asked_for() -> None:
    script = (files("onrecord.store.migrations") / "0006_room.sql").read_text("utf-8")
    assert f"(({waiting.WEIGHT})" in script


def test_the_queue_walks_its_index(tmp_path: Path) -> None:
    with Store(tmp_path / "record.db") as store, store._database.reading() as connection:
        order = f"({waiting.WEIGHT}) DESC, published DESC, document DESC, position DESC"
        asked = f"EXPLAIN QUERY PLAN SELECT number FROM claims WHERE review IS NULL ORDER BY {order} LIMIT 4"
        assert "claims_waiting" in str(connection.exec_driver_sql(asked).all())
