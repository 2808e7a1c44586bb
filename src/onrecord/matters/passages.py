"""Stretches of words that two texts have in common."""

from __future__ import annotations

from collections import defaultdict
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
    """The longest stretches of `one` that stand in `other`, none overlapping another in `one`.

    >>> from onrecord.matters.prints import prints_of
    >>> from onrecord.testing import make_document
    >>> texts = ("He saw the two old bridges fall.", "She saw the two old bridges fall.")
    >>> first, second = (prints_of(make_document(text)) for text in texts)
    >>> shared(first, second)
    ((1, 1, 6),)
    """
    least = limits()["words"]["run"]
    places = defaultdict(list)
    for at in range(len(other.words) - least + 1):
        places[other.words[at : at + least]].append(at)
    runs, at = [], 0
    while at <= len(one.words) - least:
        length, place = max(
            ((_length(one, other, at, p), -p) for p in places.get(one.words[at : at + least], ())), default=(0, 0)
        )
        if length:
            runs.append((at, -place, length))
        at += length or 1
    return tuple(runs)


def _length(one: Prints, other: Prints, a: int, b: int) -> int:
    length = 0
    while a + length < len(one.words) and b + length < len(other.words) and one.words[a + length] == other.words[b + length]:
        length += 1
    return length


def passages(one: Prints, other: Prints, runs: Runs, least: int) -> tuple[Passage, ...]:
    """The runs of at least so many words as spans of both texts."""
    return tuple(
        Passage(Span(one.starts[a], one.ends[a + n - 1]), other.id, Span(other.starts[b], other.ends[b + n - 1]))
        for a, b, n in runs
        if n >= least
    )
