"""The measurement of a large record, small here and larger among the slow tests."""

import pytest

from onrecord.bench.record import measure

STATEMENTS = 13
"""Sample statements, by which storing is timed beside reading."""


def test_measure_fills_a_record_that_verifies(place: str) -> None:
    found = measure(place, documents=12, claims=4)
    assert (found.documents, found.fault) == (12 + STATEMENTS, None)
    assert found.claims > 48


@pytest.mark.slow
def test_measure_two_thousand_documents(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = measure(place, documents=2000, claims=10)
    with capsys.disabled():
        print(f"\n{place[:10]}: {found}; {found.verified:.0f} claims verified a second")  # noqa: T201
    assert found.fault is None
    assert found.search[1] < 0.1
