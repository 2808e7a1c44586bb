"""What follows from documents together does not depend on the order in which they came."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.matters.compared import compare
from onrecord.matters.plain import Plain

CRISIS = Path(onrecord.__file__).parent / "samples" / "crisis"


@pytest.fixture(scope="module")
def bodies() -> list[Plain]:
    return [onrecord.read(path).to_dict() for path in sorted(CRISIS.iterdir()) if path.suffix in (".txt", ".html")]


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_findings_are_those_of_any_order(bodies: list[Plain], data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.sampled_from(range(len(bodies))), unique=True, min_size=2))
    told = compare([bodies[i] for i in sorted(chosen)], "2031-12-31")
    again = compare([bodies[i] for i in chosen], "2031-12-31")
    assert (again.findings, again.copies) == (told.findings, told.copies)


def test_sample_crisis_has_a_disagreement(bodies: list[Plain]) -> None:
    found = compare(bodies, "2031-12-31").findings
    assert any(relation.relation == "conflicts" for matter in found.matters for relation in matter.relations)
    assert found.series
    assert found.threads
