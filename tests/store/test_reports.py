"""Documents as they are compared: what was read, with what people said laid over it."""

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest

from onrecord.store import Store
from onrecord.testing import make_statement, make_toll


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with Store(place, who="ana") as store:
        store.add(make_statement(uri="https://ozerin.example/1"))
        yield store


def claim(store: Store, words: str) -> Any:
    """The claim with these words, with its event, as it is compared."""
    (body,) = store.bodies()
    (found,) = (claim for claim in body["claims"] if words in claim["text"]["exact"])
    event = found["event"]
    return {**found, "event": body["events"][event] if isinstance(event, int) else event}


def identity(store: Store, words: str) -> str:
    return next(claim.id for claim in store.claims() if words in claim.words)


def test_bodies_are_what_was_read(store: Store) -> None:
    doc = make_statement(uri="https://ozerin.example/1")
    (body,) = store.bodies()
    read, evidence = doc.to_dict(), body["evidence"]
    known = [{name: value for name, value in actor.items() if name not in ("known", "called")} for actor in body["actors"]]
    assert {**body, "actors": known, "evidence": None} == read
    assert (evidence["sha256"], evidence["uri"], evidence["container"]) == (
        hashlib.sha256(doc.text.encode()).hexdigest(),
        doc.uri,
        None,
    )


def test_bodies_leave_rejected_claims_out(store: Store) -> None:
    store.reject(identity(store, "soldiers"))
    (body,) = store.bodies()
    assert [claim["text"]["exact"] for claim in body["claims"]] == ["anyone fired at the harbour"]


@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        ({"status": "planned"}, "status", "planned"),
        ({"kind": "incident"}, "kind", "incident"),
        ({"mode": "troops"}, "mode", "troops"),
        ({"happened": "2024-03-02"}, "times", [("value", "2024-03-02")]),
        ({"happened": ""}, "times", []),
        ({"place": "Calder"}, "places", [("surface", "Calder")]),
        ({"best": 15}, "counts", [("best", 15.0)]),
        ({"best": ""}, "counts", []),
    ],
)
def test_bodies_hold_what_people_set(store: Store, fields: dict[str, Any], name: str, value: Any) -> None:
    store.correct(identity(store, "soldiers"), **fields)
    found = claim(store, "soldiers")["event"][name]
    if isinstance(value, list):
        assert len(found) == len(value)
        assert all(one[key] == wanted for one, (key, wanted) in zip(found, value, strict=True))
    else:
        assert found == value


def test_bodies_hold_a_figure_where_the_machine_read_none(store: Store) -> None:
    store.correct(identity(store, "fired"), low=2, counted="shots")
    (count,) = claim(store, "fired")["event"]["counts"]
    assert (count["low"], count["best"], count["counted"]["exact"]) == (2.0, None, "shots")


def test_bodies_keep_what_people_did_not_set(store: Store) -> None:
    before = claim(store, "soldiers")
    store.correct(identity(store, "soldiers"), status="planned")
    after = claim(store, "soldiers")
    assert after["event"]["counts"] == before["event"]["counts"]
    assert after["event"]["times"] == before["event"]["times"]
    assert after["speaker"] == before["speaker"]


def test_bodies_name_a_speaker_that_a_person_named(store: Store) -> None:
    store.correct(identity(store, "soldiers"), speaker="Ida Holm")
    found = claim(store, "soldiers")
    assert (found["speaker"], found["speaker_name"]) == (None, "Ida Holm")


def test_bodies_hold_claims_that_people_added(store: Store) -> None:
    document = store.claims()[0].document
    store.add_claim(document, words="He denied", kind="position", stance="denies")
    found = claim(store, "He denied")
    assert (found["kind"], found["stance"], found["event"]["counts"]) == ("position", "denies", [])


def test_bodies_tell_one_claim_of_two_documents_apart(store: Store) -> None:
    for publisher in ("Ozerin Post", "Calder Times"):
        store.add(make_toll(17, publisher=publisher))
    names = [claim["id"] for body in store.bodies() for claim in body["claims"]]
    assert len(names) == len(set(names)) == 4
    assert sum("@" in name for name in names) == 2


def test_bodies_know_the_records_actors_and_what_people_call_them(store: Store) -> None:
    store.rename("Marek Tull", "M. Tull")
    (body,) = store.bodies()
    assert [(actor["known"], actor["called"]) for actor in body["actors"]] == [(store.actor("Tull").id, "M. Tull")]


def test_spellings_are_those_of_names_titles_and_files(store: Store) -> None:
    titled = store.add(make_toll(17, publisher=None)).document
    untitled = store.add(make_toll(19, title=None, uri="file:///in/second%20note.txt")).document
    found = store.spellings()
    assert found["marek tull"] == "Marek Tull"
    assert (found[titled], found[untitled]) == ("“Dead in Ozerin”", "“second note.txt”")
