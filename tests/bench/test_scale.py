"""Large records of invented reports: the same each time, and measured from nothing and after one more document."""

from onrecord.bench.crises import COPIES, REPORTS, crises
from onrecord.bench.scale import MORE, measure
from onrecord.matters.compared import compare


def test_crises_are_the_same_each_time() -> None:
    assert [doc.id for doc in crises(20)] == [doc.id for doc in crises(20)]


def test_crises_hold_what_is_looked_for_across_documents() -> None:
    found = compare([doc.to_dict() for doc in crises(2 * REPORTS)], "2030-01-01")
    assert {matter.slot for matter in found.matters} == {"figure", "polarity"}
    assert {one.relation for matter in found.matters for one in matter.relations} >= {"conflicts", "revises"}
    assert {thread.kind for thread in found.threads} == {"demand", "commitment"}
    assert len(found.copies) == 2 * COPIES


def test_scale_is_measured_with_the_documents_that_were_added_last() -> None:
    found = measure(2 * REPORTS)
    assert (found.documents, found.update > 0) == (2 * REPORTS, True)
    assert found.claims > 10 * (2 * REPORTS + MORE)
