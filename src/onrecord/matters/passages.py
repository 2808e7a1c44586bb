"""Stretches of words that two texts have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.matters.prints import Prints, limits
from onrecord.model import Span


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a document that stand in an earlier one. `words` is their span, `source` the span in the document `of`."""

    words: Span
    of: str
    source: Span


Runs = tuple[tuple[int, int, int], ...]
"""Stretches that two texts share: where each begins in the one and in the other, and its length, in words."""


def shared(one: Prints, other: Prints) -> Runs:
    """Stretches of `one` that stand in `other`, none overlapping another in `one`.

    A long stretch counts by itself; short ones where they follow each other closely in both texts, as in a sentence of which
    some words were changed.

    >>> from onrecord.matters.prints import prints_of
    >>> from onrecord.testing import make_document
    >>> texts = ("He saw the two old bridges fall.", "She saw the two old bridges fall.")
    >>> first, second = (prints_of(make_document(text)) for text in texts)
    >>> shared(first, second)
    ((1, 1, 6),)
    """
    bounds = limits()["words"]
    chains: list[list[tuple[int, int, int]]] = []
    for run in _runs(tuple(one.words), tuple(other.words), bounds["link"]):
        if chains and _follows(chains[-1][-1], run, bounds["gap"]):
            chains[-1].append(run)
        else:
            chains.append([run])
    return tuple(run for chain in chains if _counts(chain) for run in chain)


def _runs(one: Sequence[int], other: Sequence[int], least: int) -> Iterator[tuple[int, int, int]]:
    """The common stretches, of several equal ones that which goes on where the last one ended."""
    places = defaultdict(list)
    for at in range(len(other) - least + 1):
        places[other[at : at + least]].append(at)
    at, shift = 0, 0
    while at <= len(one) - least:
        met = places.get(one[at : at + least], ())
        found = ((_length(one, other, at, place), -abs(place - at - shift), place) for place in met)
        length, _, place = max(found, default=(0, 0, 0))
        if length:
            yield at, place, length
            shift = place - at
        at += length or 1


def _length(one: Sequence[int], other: Sequence[int], a: int, b: int) -> int:
    length = 0
    while a + length < len(one) and b + length < len(other) and one[a + length] == other[b + length]:
        length += 1
    return length


def _follows(before: tuple[int, int, int], run: tuple[int, int, int], gap: int) -> bool:
    gaps = run[0] - before[0] - before[2], run[1] - before[1] - before[2]
    return min(gaps) >= 0 and max(gaps) <= gap


def _counts(chain: list[tuple[int, int, int]]) -> bool:
    bounds, lengths = limits()["words"], [length for _, _, length in chain]
    return bool(max(lengths) >= bounds["run"] or sum(lengths) >= bounds["chain"])


def passages(one: Prints, other: Prints, runs: Runs, least: int) -> tuple[Passage, ...]:
    """The runs of at least so many words as spans of both texts."""
    return tuple(
        Passage(Span(one.starts[a], one.ends[a + n - 1]), other.id, Span(other.starts[b], other.ends[b + n - 1]))
        for a, b, n in runs
        if n >= least
    )
