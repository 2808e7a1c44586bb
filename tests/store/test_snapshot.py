"""What exports are made from: the same from both databases, filtered or not, of one moment, never all of it in memory."""

from collections.abc import Iterator
from typing import Any

import pytest

from onrecord.bench.invented import invent
from onrecord.errors import QueryError
from onrecord.store import Store, snapshot
from onrecord.testing import make_statement, make_toll


@pytest.fixture
def store(place: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A few documents, of which so few are taken out together that it is done several times."""
    monkeypatch.setattr(snapshot, "CHUNK", 5)
    monkeypatch.setattr(snapshot, "ROWS", 7)
    with Store(place, who="ana") as store:
        store.add_all(invent(12, claims=3))
        store.add(make_statement(uri="https://ozerin.example/1"))
        store.add(make_toll(17))
        yield store


def test_snapshot_gives_every_document_and_claim_once(store: Store) -> None:
    with store.snapshot() as found:
        taken = list(found.documents())
        assert found.count() == len(taken) == store.size()
    claims = [claim for one in taken for claim in one.claims]
    assert {claim.id for claim in claims} == {claim.id for claim in store.claims()}
    assert len(claims) == store.count()
    days = [(one.body["published"] or "", one.body["id"]) for one in taken]
    assert days == sorted(days)


def test_snapshot_gives_the_claims_that_fit(store: Store) -> None:
    kind = store.claims(limit=1)[0].kind
    with store.snapshot(kind=kind) as found:
        taken = list(found.documents())
        assert found.count() == len(taken)
    claims = [claim for one in taken for claim in one.claims]
    assert claims == store.claims(kind=kind)
    assert all(one.claims and {claim.document for claim in one.claims} == {one.body["id"]} for one in taken)


@pytest.mark.parametrize("wanted", [{"speaker": "tull"}, {"place": "ozerin"}, {"near": (41.5, 20.2, 30.0)}, {"actor": "tull"}])
def test_snapshot_knows_names_and_places(store: Store, wanted: dict[str, Any]) -> None:
    with store.snapshot(**wanted) as found:
        claims = [claim for one in found.documents() for claim in one.claims]
    assert claims == store.claims(**wanted)
    assert claims


def test_snapshot_of_chosen_documents(store: Store) -> None:
    (one,) = {claim.document for claim in store.claims(kind="deployment", speaker="tull")}
    with store.snapshot([one[:9]]) as found:
        assert [taken.body["id"] for taken in found.documents()] == [one]
        assert found.count() == 1
    with store.snapshot([one], stance="denies") as found:
        assert [claim.stance for taken in found.documents() for claim in taken.claims] == ["denies"]
    with pytest.raises(QueryError), store.snapshot(["zz"]):
        pass


def test_snapshot_leaves_rejected_claims_out_unless_asked(store: Store) -> None:
    claim = store.claims(stance="denies", speaker="tull")[0]
    store.reject(claim.id, note="no")
    with store.snapshot(document=claim.document) as found:
        assert claim.id not in {one.id for taken in found.documents() for one in taken.claims}
    with store.snapshot(document=claim.document, rejected=True) as found:
        (taken,) = found.documents()
    assert claim.id in {one["id"] for one in taken.body["claims"]}
    assert [(said["act"], said["who"], said["note"]) for said in taken.said[claim.id]] == [("reject", "ana", "no")]


def test_snapshot_tells_where_a_document_was_found(store: Store) -> None:
    claim = store.claims(kind="deployment", speaker="tull")[0]
    with store.snapshot(document=claim.document) as found:
        (taken,) = found.documents()
        (capture,) = taken.captures
        data = found.contents.evidence(capture["evidence"])
    assert (capture["uri"], capture["size"], data.decode()) == ("https://ozerin.example/1", len(data), taken.body["text"])


def test_snapshot_is_of_one_moment(store: Store, place: str) -> None:
    with store.snapshot(kind="casualties", speaker="tull") as found:
        with Store(place, who="ben") as other:
            other.add(make_toll(18))
        assert sum(1 for _ in found.documents()) == 1


def test_exports_are_told(store: Store) -> None:
    store.exported({"format": "csv", "sha256": "0"})
    assert [line.after["format"] for line in store.exports()] == ["csv"]
