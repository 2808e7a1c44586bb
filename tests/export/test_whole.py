"""A whole record as JSON: in the published form, with what people said, and with nobody made the speaker who is not."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import validate

from onrecord import workspace
from onrecord.errors import QueryError
from onrecord.export import whole_schema_text
from onrecord.export.whole import whole
from onrecord.export.writing import pieces
from onrecord.matters.compared import compare
from onrecord.model import (
    ActorKind,
    Attribution,
    AttributionType,
    ClaimKind,
    Document,
    Relation,
    Slot,
    Span,
    Stance,
    Status,
    ThreadKind,
    ThreadState,
)
from onrecord.store import Store
from onrecord.testing import make_statement, make_toll

DAY = "2024-05-01"
SCHEMA: dict[str, Any] = json.loads(whole_schema_text())


@pytest.fixture
def store() -> Iterator[Store]:
    with Store(":memory:", who="ana") as store:
        store.add(make_toll(17, uri="file:///in/first.txt"))
        store.add(make_toll(19, published="2024-03-07", publisher="Calder Times"))
        store.add(make_statement())
        yield store


def exported(store: Store) -> dict[str, Any]:
    written: list[str] = []
    workspace.export_json(store, written.append, DAY)
    found: dict[str, Any] = json.loads("".join(written))
    return found


def read(*docs: Document) -> dict[str, Any]:
    """What is exported of documents that no record holds."""
    bodies = [doc.to_dict() for doc in docs]
    return whole(bodies, compare(bodies, DAY), DAY)


def test_whole_has_the_published_form(store: Store) -> None:
    validate(exported(store), SCHEMA)


def test_whole_of_an_empty_record_has_the_published_form() -> None:
    with Store(":memory:") as empty:
        assert exported(empty) == {"as_of": DAY, **{name: [] for name in SCHEMA["required"] if name != "as_of"}}


def test_whole_has_every_id_once(store: Store) -> None:
    store.add(make_toll(17, publisher="Third Paper"))
    found = exported(store)
    for name in ("documents", "actors", "claims", "matters", "series", "threads"):
        ids = [one["id"] for one in found[name]]
        assert len(ids) == len(set(ids))


def test_whole_names_only_what_it_holds(store: Store) -> None:
    found = exported(store)
    held = {name: {one["id"] for one in found[name]} for name in ("documents", "actors", "claims", "matters")}
    assert {claim["document"] for claim in found["claims"]} <= held["documents"]
    assert {claim["speaker"] for claim in found["claims"]} <= held["actors"]
    assert {claim for m in found["matters"] for a in m["accounts"] for claim in a["claims"]} <= held["claims"]
    assert {series["matter"] for series in found["series"]} <= held["matters"]


def test_whole_has_claims_as_people_left_them(store: Store) -> None:
    first, second = (claim.id for claim in store.claims(kind="casualties"))
    store.correct(first, best=18)
    store.reject(second)
    (claim,) = (claim for claim in exported(store)["claims"] if claim["kind"] == "casualties")
    assert claim["counts"][0]["best"] == 18


def test_whole_has_the_records_actors_under_the_names_that_people_gave(store: Store) -> None:
    store.rename("Marek Tull", "M. Tull")
    found = exported(store)
    (actor,) = (actor for actor in found["actors"] if actor["name"] == "M. Tull")
    assert actor["id"] == store.actor("Tull").id
    assert "Marek Tull" in actor["aliases"]


def _unattributed(**fields: Any) -> Document:
    doc = make_toll(17, **fields)
    return replace(doc, claims=(replace(doc.claims[0], speaker=None),))


def test_whole_has_the_publisher_speak_where_nobody_else_does() -> None:
    found = read(_unattributed(publisher="Calder Times"))
    assert [actor["name"] for actor in found["actors"] if actor["id"] == found["claims"][0]["speaker"]] == ["Calder Times"]


def test_whole_has_no_speaker_where_the_source_is_not_resolved() -> None:
    doc = _unattributed()
    said = Attribution((Span(0, 10),), (Span(11, 15),), (doc.claims[0].text,), AttributionType.INDIRECT)
    doc = replace(doc, attributions=(said,), claims=(replace(doc.claims[0], attributions=(said,)),))
    assert read(doc)["claims"][0]["speaker"] is None


def test_whole_has_no_publisher_among_the_relays() -> None:
    doc = make_toll(17)
    post = replace(doc.actors[0], id="a2", name="Ozerin Post")
    agency = replace(doc.actors[0], id="a3", name="Halden Press")
    claim = replace(doc.claims[0], relayed_by=("a3", "a2"))
    found = read(replace(doc, actors=(*doc.actors, post, agency), claims=(claim,)))
    names = {actor["id"]: actor["name"] for actor in found["actors"]}
    assert [names[id] for id in found["claims"][0]["relayed_by"]] == ["Halden Press"]


def test_whole_has_no_actor_for_a_document_that_nobody_signs() -> None:
    found = read(_unattributed(publisher=None), _unattributed(publisher=None, published="2024-03-06"))
    assert found["actors"] == []


def test_whole_leaves_ages_and_durations_out_of_counts(store: Store) -> None:
    assert {name for claim in exported(store)["claims"] for count in claim["counts"] for name in count} == {
        "low",
        "best",
        "high",
        "unit",
        "counted",
        "modifier",
    }


def test_whole_writes_its_export_into_the_journal(store: Store) -> None:
    exported(store)
    line = list(store.journal())[-1]
    assert (line.act, line.after["format"], line.after["as_of"]) == ("export", "json", DAY)
    assert store.verify().fault is None


def test_whole_on_what_is_no_day_is_a_clear_error(store: Store) -> None:
    with pytest.raises(QueryError, match="YYYY-MM-DD"):
        workspace.export_json(store, len, "monday")


def test_pieces_are_one_object_with_an_entry_a_line(store: Store) -> None:
    found = exported(store)
    text = "".join(pieces(found))
    assert json.loads(text) == found
    assert text.count('\n{"id"') == sum(len(found[name]) for name in found if name != "as_of")


@pytest.mark.parametrize(
    ("terms", "place"),
    [
        (ActorKind, ("actors", "kind")),
        (ClaimKind, ("claims", "kind")),
        (Stance, ("claims", "stance")),
        (Status, ("claims", "status")),
        (ThreadKind, ("threads", "kind")),
        (ThreadState, ("threads", "state")),
    ],
)
def test_schema_has_the_terms_of_the_model(terms: Any, place: tuple[str, str]) -> None:
    listed = SCHEMA["properties"][place[0]]["items"]["properties"][place[1]]["enum"]
    assert [term for term in listed if term] == list(terms)


def test_schema_has_the_models_relations_and_slots() -> None:
    matter = SCHEMA["properties"]["matters"]["items"]["properties"]
    relation = matter["relations"]["items"]["properties"]
    assert relation["relation"]["enum"] == list(Relation)
    assert relation["slot"]["enum"] == list(Slot)
    assert matter["slot"]["enum"] == [slot for slot in Slot if slot is not Slot.SCOPE]


def test_whole_tells_what_people_settled(store: Store) -> None:
    matter = next(matter for matter in store.matters() if len(matter.accounts) > 1)
    one, other = (account.id for account in matter.accounts)
    store.relate_accounts(one, other, Relation.NOT_COMPARABLE, "two hospitals")
    store.split_matter(matter.id, [other])
    found = exported(store)
    validate(found, SCHEMA)
    assert {ruling["act"] for one in found["matters"] for ruling in one["rulings"]} == {"split"}
    store.undo_ruling(store.rulings()[-1].ruling.line)
    (relation,) = next(one["relations"] for one in exported(store)["matters"] if one["id"] == matter.id)
    assert (relation["ruling"]["who"], relation["why"]) == ("ana", "two hospitals")
