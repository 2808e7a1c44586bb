"""The measurement of a large record, small here and larger among the slow tests."""

from pathlib import Path

import pytest

from onrecord.bench.record import measure


@pytest.mark.slow
def test_measure_fills_a_record_that_verifies(place: str) -> None:
    found = measure(place, documents=12, claims=4)
    assert (found.documents, found.fault) == (12 + found.statements, None)
    assert found.claims > 48


@pytest.mark.slow
def test_measure_two_thousand_documents(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = measure(place, documents=2000, claims=10)
    with capsys.disabled():
        print(f"\n{place[:10]}: {found}; {found.verified:.0f} claims verified a second")  # noqa: T201
    assert found.fault is None
    assert found.search[1] < 0.1


@pytest.mark.slow
def test_measure_times_storing_with_the_statements_of_a_folder(place: str, tmp_path: Path) -> None:
    for number in range(2):
        (tmp_path / f"{number}.txt").write_text(f"The mayor said that {number + 2} bridges were closed on Monday.")
    assert measure(place, documents=3, claims=2, statements=tmp_path).statements == 2
