"""The minimal pairs as a whole: what did not happen is never shown as a fact."""

from pathlib import Path

import pytest

from onrecord.bench.events import read_pairs, score_pairs

PAIRS = Path(__file__).parents[1] / "data" / "status_pairs.tsv"


@pytest.fixture(scope="module", params=[4, pytest.param(1, marks=pytest.mark.slow)], ids=["every fourth", "all"])
def scores(request: pytest.FixtureRequest) -> dict[str, float | None]:
    return score_pairs(read_pairs(PAIRS)[:: request.param])


def test_status_pairs_are_many() -> None:
    assert len(read_pairs(PAIRS)) >= 300


def test_status_pairs_false_facts(scores: dict[str, float]) -> None:
    assert scores["leaked"] <= 0.02


def test_status_pairs_happened_ones_found(scores: dict[str, float]) -> None:
    assert scores["happened_kept"] >= 0.95


def test_status_pairs_accuracy(scores: dict[str, float]) -> None:
    assert scores["status"] >= 0.95


@pytest.fixture(scope="module")
def fresh() -> dict[str, float | None]:
    return score_pairs(read_pairs(PAIRS.with_stem("status_pairs_fresh")))


@pytest.mark.slow
def test_fresh_pairs_false_facts(fresh: dict[str, float]) -> None:
    assert fresh["leaked"] <= 0.06


@pytest.mark.slow
def test_fresh_pairs_happened_ones_found(fresh: dict[str, float]) -> None:
    assert fresh["happened_kept"] >= 0.65
