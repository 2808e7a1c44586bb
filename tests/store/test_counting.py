"""Lists of claims as pages show them, on both databases: their order, their counts, and their bounds."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import QueryError
from onrecord.store import Store, counting, query, tables
from onrecord.testing import make_statement, make_toll

LEFT, FIRED = "14 soldiers left Ozerin on Monday", "anyone fired at the harbour"


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with Store(place, who="ana") as store:
        store.add(make_statement())
        store.add(make_toll(17))
        store.add(make_toll(19, publisher="Calder Times", published="2024-03-06"))
        yield store


def words(store: Store, **asked: Any) -> list[str]:
    return [claim.words for claim in store.browsed(**asked).claims]


def test_claims_come_newest_first_and_in_a_document_as_they_stand(store: Store) -> None:
    found = words(store)
    assert found[0].startswith("19 people")
    assert found.index(LEFT) + 1 == found.index(FIRED)


@pytest.mark.parametrize(
    "wanted",
    [
        {},
        {"kind": "deployment"},
        {"status": "denied"},
        {"speaker": "tull"},
        {"actor": "soldiers", "kind": "deployment"},
        {"publisher": "OZERIN"},
        {"publisher": "nobody"},
        {"publisher": "100%"},
        {"place": "ozer", "since": "2024-03-04"},
        {"near": (41.6, 20.2, 20.0)},
        {"review": "unreviewed", "until": "2024-03-04"},
    ],
)
@pytest.mark.parametrize("wide", [False, True])
def test_the_same_claims_fit_as_elsewhere_however_many_they_are(
    store: Store, wanted: dict[str, Any], wide: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if wide:
        monkeypatch.setattr(counting, "WIDE", 0)
        monkeypatch.setattr(query, "LISTED", 0)
    found = store.browsed(**wanted)
    assert sorted(claim.id for claim in found.claims) == sorted(claim.id for claim in store.claims(**wanted))
    assert (found.total, found.more) == (store.count(**wanted), False)


def test_each_value_is_counted(store: Store) -> None:
    by = store.browsed(publisher="ozerin").by
    assert by["kind"] == {"casualties": 1, "deployment": 1, "incident": 1}
    assert by["review"] == {"none": 3}
    assert by["speaker"] == {"Marek Tull": 3}


@pytest.mark.parametrize(("sort", "first"), [("kind", "casualties"), ("speaker", "casualties"), ("happened", "casualties")])
def test_a_list_has_other_orders(store: Store, sort: str, first: str) -> None:
    found = store.browsed(sort=sort).claims
    assert (found[0].kind, found[-1].kind) == (first, "incident")


def test_a_list_comes_in_pages_and_goes_on_after_a_claim(store: Store) -> None:
    everything = store.browsed().claims
    after = f"{everything[1].document}:{everything[1].id}"
    assert store.browsed(limit=1, offset=2).claims == everything[2:3]
    assert store.browsed(after=after).claims == everything[2:]


def test_a_list_does_not_go_on_after_a_claim_that_is_not_there(store: Store) -> None:
    with pytest.raises(QueryError, match="no claim 'x:y'"):
        store.browsed(after="x:y")


def test_only_so_many_claims_are_counted(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "BOUND", 2)
    found = store.browsed()
    assert (found.total, found.more) == (2, True)


@pytest.mark.parametrize("asked", [{}, {"kind": "incident", "status": "denied"}, {"since": "2024-01-01"}])
def test_lists_read_nothing_but_their_index(tmp_path: Path, asked: dict[str, Any]) -> None:
    with Store(tmp_path / "record.db") as store, store._database.reading() as connection:
        where, bound = counting.narrowed(connection, query.Filter(**asked))
        walk = counting._LEAN.where(*where).order_by(*counting.NEWEST).limit(bound)
        told = str(walk.compile(connection.engine, compile_kwargs={"literal_binds": True}))
        plan = [row[-1] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {told}")]
    assert any("COVERING INDEX claims_order" in step for step in plan)


def test_many_claims_by_name_are_found_by_an_index(tmp_path: Path) -> None:
    names = [(f"{number:064x}", f"{number:016x}") for number in range(50)]
    with Store(tmp_path / "record.db") as store, store._database.reading() as connection:
        asked = query.whole().where(tables.named(names))
        told = str(asked.compile(connection.engine, compile_kwargs={"literal_binds": True}))
        plan = [row[-1] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {told}")]
    assert not [step for step in plan if step.startswith("SCAN claims")]
