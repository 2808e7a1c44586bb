"""W3C PROV: read by the package `prov`, and held against the constraints of the standard."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from prov.model import ProvDocument, ProvElement
from tests.export.prov_rules import faults
from tests.export.told import exported

from onrecord.store import Store
from onrecord.testing import make_taken, make_toll


def provenance(store: Store, **asked: Any) -> Any:
    """The export as the package `prov` reads it."""
    return ProvDocument.deserialize(content=exported(store, "prov", **asked), format="json")


def test_prov_is_read_by_the_prov_package(store: Store) -> None:
    told = provenance(store, rejected=True)
    assert told.get_provn().startswith("document")
    assert len(told.get_records()) > 50


def test_prov_relations_lead_to_what_is_there(store: Store) -> None:
    told = provenance(store, rejected=True)
    there = {record.identifier for record in told.get_records(ProvElement)}
    for record in told.get_records():
        if not record.is_element():
            assert {value for _, value in record.formal_attributes if hasattr(value, "localpart")} <= there


def test_prov_leads_from_a_claim_to_the_original_bytes(store: Store) -> None:
    told = json.loads(exported(store, "prov"))
    made = {(one["prov:generatedEntity"], one["prov:usedEntity"]) for one in told["wasDerivedFrom"].values()}
    reached = {name for name in told["entity"] if name.startswith("rec:claim")}
    for _ in range(4):
        reached |= {source for what, source in made if what in reached}
    chosen = {claim.document for claim in store.claims() if claim.review != "rejected"}
    hashes = {told["entity"][name]["schema:sha256"] for name in reached if name.startswith("rec:evidence")}
    assert hashes == {
        line.after["capture"]["evidence"] for line in store.journal() if line.act == "add" and line.subject in chosen
    }


def test_prov_tells_what_people_said_and_took_back(store: Store) -> None:
    (claim,) = store.claims(kind="casualties")
    store.undo(claim.id)
    told = json.loads(exported(store, "prov"))
    labels = [activity["prov:label"] for activity in told["activity"].values()]
    assert (labels.count("correct claim"), labels.count("undo")) == (1, 1)
    (taken,) = told["wasInvalidatedBy"].values()
    assert taken["prov:entity"].startswith(f"rec:claim-{claim.id}-line-")


def test_prov_later_reading_leaves_what_people_said_before_it_in_order(store: Store) -> None:
    (toll,) = store.claims(kind="casualties")
    assert store.reread(replace(make_toll(17), timexes=()))
    told = json.loads(exported(store, "prov", wanted={"kind": "casualties"}))
    assert sum(name.startswith("rec:reading") for name in told["activity"]) == 2
    made = {one["prov:entity"]: one["prov:activity"] for one in told["wasGeneratedBy"].values()}
    times = {name: activity["prov:startTime"] for name, activity in told["activity"].items()}
    for one in told["wasDerivedFrom"].values():
        later, earlier = (made.get(one[f"prov:{role}"]) for role in ("generatedEntity", "usedEntity"))
        if later and earlier:
            assert times[later] >= times[earlier]
    assert f"rec:claim-{toll.id}" in told["entity"]


def test_prov_second_capture_of_a_text_is_another_entity(store: Store) -> None:
    store.add(make_toll(17, uri="https://ozerin.example/found-again"))
    told = json.loads(exported(store, "prov", wanted={"kind": "casualties"}))
    assert len([name for name in told["entity"] if name.startswith("rec:evidence")]) == 2
    assert len(told["alternateOf"]) == 1
    assert [entity["prov:location"] for name, entity in told["entity"].items() if name.startswith("rec:source")] == [
        "https://ozerin.example/found-again"
    ]


def test_prov_capture_begins_when_the_page_was_fetched(store: Store) -> None:
    told = json.loads(exported(store, "prov"))
    begun = [one["prov:startTime"] for one in told["activity"].values() if one["prov:startTime"] != one["prov:endTime"]]
    assert begun == ["2024-03-05T08:00:00+00:00"]


def test_prov_keeps_to_the_documents_that_fit(store: Store) -> None:
    told = json.loads(exported(store, "prov", wanted={"kind": "casualties"}))
    assert [name for name in told["entity"] if name.startswith("rec:text")] == [
        "rec:text-" + store.claims(kind="casualties")[0].document
    ]
    assert "not hers" not in json.dumps(told)


def test_prov_names_nothing_twice(store: Store) -> None:
    """JSON readers keep the last of two values of a name, so that none would tell."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(dict(pairs)) == len(pairs), pairs
        return dict(pairs)

    json.loads(exported(store, "prov", rejected=True), object_pairs_hook=once)


def test_prov_keeps_the_constraints_of_the_standard(store: Store) -> None:
    (claim,) = store.claims(kind="casualties")
    store.accept(claim.id)
    store.undo(claim.id)
    assert store.reread(replace(make_toll(17), timexes=()))
    store.add(make_toll(17, uri="https://ozerin.example/found-again"))
    store.add(make_taken())
    assert faults(provenance(store, rejected=True)) == []


@pytest.mark.parametrize(
    ("section", "values", "number"),
    [
        ("wasDerivedFrom", {"prov:generatedEntity": "rec:a", "prov:usedEntity": "rec:b"}, "42"),
        ("wasDerivedFrom", {"prov:generatedEntity": "rec:b", "prov:usedEntity": "rec:b"}, "42"),
        ("used", {"prov:activity": "rec:early", "prov:entity": "rec:b"}, "30-47"),
        ("wasInvalidatedBy", {"prov:entity": "rec:b", "prov:activity": "rec:early"}, "30-47"),
        ("wasGeneratedBy", {"prov:entity": "rec:b", "prov:activity": "rec:late"}, "24"),
        ("used", {"prov:activity": "rec:late", "prov:entity": "rec:late"}, "50"),
    ],
)
def test_prov_rules_find_what_breaks_them(section: str, values: dict[str, str], number: str) -> None:
    told: dict[str, Any] = {
        "prefix": {"rec": "urn:x#"},
        "entity": {"rec:a": {}, "rec:b": {}},
        "activity": {f"rec:{name}": _at(day) for name, day in (("early", 1), ("late", 9))},
        "wasGeneratedBy": {"_:g": {"prov:entity": "rec:b", "prov:activity": "rec:late"}},
        "wasDerivedFrom": {"_:d": {"prov:generatedEntity": "rec:b", "prov:usedEntity": "rec:a"}},
    }
    assert faults(ProvDocument.deserialize(content=json.dumps(told), format="json")) == []
    told.setdefault(section, {})["_:new"] = values
    found = faults(ProvDocument.deserialize(content=json.dumps(told), format="json"))
    assert {fault.partition(":")[0] for fault in found} == {number}


def _at(day: int) -> dict[str, str]:
    return {"prov:startTime": f"2031-03-0{day}T10:00:00+00:00", "prov:endTime": f"2031-03-0{day}T11:00:00+00:00"}


def test_prov_leads_from_bytes_to_the_file_that_they_were_taken_out_of(store: Store) -> None:
    taken = [make_taken(), make_taken("Another one. ")]
    for doc in taken:
        store.add(doc)
    told = json.loads(exported(store, "prov"))
    (container,) = (name for name in told["entity"] if name.startswith("rec:container-"))
    assert told["entity"][container]["schema:sha256"] == container.removeprefix("rec:container-")
    assert told["entity"][container]["prov:label"] == "letters.mbox"
    assert sum(one["prov:usedEntity"] == container for one in told["wasDerivedFrom"].values()) == len(taken)
