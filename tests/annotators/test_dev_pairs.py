"""The sentences on which the status of events was mended, many of them with verbs that no list holds."""

from pathlib import Path

import pytest

from onrecord.bench.events import read_pairs, score_pairs

PAIRS = Path(__file__).parents[1] / "data" / "status_pairs_dev.tsv"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def scores() -> dict[str, float | None]:
    return score_pairs(read_pairs(PAIRS))


def test_dev_pairs_false_facts(scores: dict[str, float]) -> None:
    assert scores["leaked"] <= 0.02


def test_dev_pairs_happened_ones_found(scores: dict[str, float]) -> None:
    assert scores["happened_kept"] >= 0.85


def test_dev_pairs_accuracy(scores: dict[str, float]) -> None:
    assert scores["status"] >= 0.92
