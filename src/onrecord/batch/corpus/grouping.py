"""Reports of one thing together, in a corpus: those that may tell of the same are looked up on the disk, and decided as ever."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np

from onrecord.batch.corpus.corpus import Corpus
from onrecord.batch.corpus.desk import Desk
from onrecord.batch.corpus.taking import ABOUT, BROAD, LINK, NAMED, OWN, PLACE, UNDATED, Step
from onrecord.matters.groups import APART, ENOUGH, is_one_look
from onrecord.matters.looks import NEAR, Look

CHUNK = 2_000
"""Reports that are looked at together."""

KEPT = 2_000
"""Looks that stay in memory."""


class Sets:
    """Numbers that are put together; the least of each set stands for it.

    >>> sets = Sets(4)
    >>> sets.join(3, 1)
    >>> sets.of(3), sets.of(2)
    (1, 2)
    """

    def __init__(self, count: int) -> None:
        self._above = array("q", range(count))

    def of(self, number: int) -> int:
        """What stands for the set of a number."""
        above = self._above
        while above[number] != number:
            above[number] = number = above[above[number]]
        return number

    def join(self, one: int, other: int) -> None:
        """Put two sets together."""
        one, other = self.of(one), self.of(other)
        self._above[max(one, other)] = min(one, other)

    def all(self) -> Any:
        """What stands for the set of each number."""
        return np.fromiter(map(self.of, range(len(self._above))), dtype=np.int64, count=len(self._above))


def find_groups(desk: Desk, corpus: Corpus, step: Step = lambda: None) -> Iterator[list[int]]:
    """The groups of reports that tell of one thing, by their first, each in order of publication.

    `step` is called for each report that was compared with those after it.
    """
    sets = _joined(desk, corpus, step).all()
    order = np.argsort(sets, kind="stable")
    starts = np.flatnonzero(np.diff(sets[order], prepend=-1))
    for start, end in pairwise(np.append(starts, corpus.count)):
        yield order[start:end].tolist()


def _joined(desk: Desk, corpus: Corpus, step: Step) -> Sets:
    sets = Sets(corpus.count)

    @lru_cache(KEPT)
    def look(number: int) -> Look:
        return Look.of(corpus.report(number))

    desk.make("seen", "FROM looks ORDER BY number")
    for start in range(0, corpus.count, CHUNK):
        desk.make("pairs", PAIRS, start=start, end=start + CHUNK)
        for one, other in desk.rows("pairs"):
            if sets.of(one) != sets.of(other) and is_one_look(look(one), look(other)):
                sets.join(one, other)
        for _ in range(min(CHUNK, corpus.count - start)):
            step()
    desk.drop("looks", "seen", "pairs")
    return sets


def _both(flag: int) -> str:
    return f"(a.flags & b.flags & {flag}) != 0"


def _meets(one: str, other: str) -> str:
    """Whether the one may be about what the other names: broad names of the other may change what it is about."""
    return f"bool_or(({one}.flags & {ABOUT}) != 0 AND ({other}.flags & {NAMED | BROAD}) != 0)"


PAIRS = f"""
SELECT a.number AS one, b.number AS other
FROM (FROM seen WHERE number >= $start AND number < $end) a
JOIN seen b ON a.name = b.name AND a.number < b.number AND (
  {_both(LINK)} OR (a.low <= b.high AND b.low <= a.high) OR (
    coalesce(abs(a.day - b.day) <= {APART}, true) AND coalesce(a.low <= b.high + {NEAR} AND b.low <= a.high + {NEAR}, true)))
GROUP BY one, other
HAVING bool_or({_both(LINK)}) OR bool_or({_both(NAMED)}) AND CASE
  WHEN bool_or(abs(a.day - b.day) > {APART}) THEN true
  WHEN bool_or(((a.flags | b.flags) & {UNDATED}) != 0) THEN bool_or({_both(PLACE)})
  ELSE count(*) FILTER ({_both(OWN)}) >= {ENOUGH} OR ({_meets("a", "b")} AND {_meets("b", "a")})
  END
ORDER BY one, other
"""
"""Pairs of reports that may tell of the same: `is_one_look` says yes of no others that share a name."""
