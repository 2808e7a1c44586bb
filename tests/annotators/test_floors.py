"""Dates, places and figures on small sets of our own: neither words nor values may fall below a floor."""

from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.annotators.quantities import QUANTITIES
from onrecord.annotators.timexes import TIMEXES
from onrecord.annotators.toponyms import TOPONYMS
from onrecord.testing import read_with

DATA = Path(__file__).parents[1] / "data"
PUBLISHED = "2031-05-14"
FLOOR = 0.95

Pairs = list[tuple[str, str]]


def rows(name: str) -> list[tuple[str, Pairs]]:
    """Texts, each with (words, value) of what is to be found."""
    lines = [line for line in (DATA / name).read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [(text, pairs(wanted)) for text, _, wanted in (line.partition("\t") for line in lines)]


def pairs(wanted: str) -> Pairs:
    cut = (one.rpartition("=") for one in wanted.split(" | ") if one)
    return [(words, value) for words, _, value in cut]


def when(text: str) -> Pairs:
    found = read_with(text, TIMEXES, published=PUBLISHED).timexes
    return [(timex.span.of(text), timex.value or "") for timex in found]


def where(text: str) -> Pairs:
    found = read_with(text, TOPONYMS).toponyms
    return [(t.surface, f"{t.resolved.country or ''}/{t.resolved.admin or ''}" if t.resolved else "") for t in found]


def how_many(text: str) -> Pairs:
    found = (one for one in read_with(text, TIMEXES, QUANTITIES, published=PUBLISHED).quantities if one.kind is None)
    return [(one.span.of(text), "/".join(map(plain, (one.low, one.best, one.high, one.unit)))) for one in found]


def plain(value: float | str | None) -> str:
    return "" if value is None else value if isinstance(value, str) else f"{value:.10g}"


def f1(found: list[Pairs], wanted: list[Pairs]) -> float:
    right = sum(len(set(ours) & set(theirs)) for ours, theirs in zip(found, wanted, strict=True))
    return 2 * right / (sum(map(len, found)) + sum(map(len, wanted)))


@pytest.mark.parametrize(("name", "find"), [("when.tsv", when), ("where.tsv", where), ("how_many.tsv", how_many)])
def test_floor_of_words_and_values(name: str, find: Callable[[str], Pairs]) -> None:
    texts, wanted = zip(*rows(name), strict=True)
    found = [find(text) for text in texts]
    wrong = [(ours, theirs) for ours, theirs in zip(found, wanted, strict=True) if ours != theirs]
    assert f1(found, list(wanted)) >= FLOOR, wrong
