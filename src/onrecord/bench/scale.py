"""How matters behave when a record is large: worked out from nothing, and again after one more document."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median

from onrecord.bench.crises import crises
from onrecord.bench.record import BATCH
from onrecord.model import Document
from onrecord.store import Store

MORE = 9
"""Documents that are added one by one when the record is full."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds, but for counts.

    `rebuild` takes in all documents and works out copies, matters and series from nothing; `threads` works out the threads.
    `storing` is for one more document, `update` for the matters after it: the median over a few, and `slowest` the longest.
    """

    documents: int
    claims: int
    matters: int
    rebuild: float
    threads: float
    storing: float
    update: float
    slowest: float

    @property
    def each(self) -> float:
        """Of the rebuild, what falls to one document."""
        return self.rebuild / self.documents


def measure(count: int, place: str | Path = ":memory:", step: Callable[[], None] = lambda: None) -> Measured:
    """Fill a new record with so many invented reports, and time what follows from them.

    >>> measure(24).matters > 3
    True
    """
    docs = crises(count + MORE)
    with Store(place, who="bench") as store:
        _fill(store, islice(docs, count), step)
        rebuild = _timed(store.matters)
        threads = _timed(store.threads)
        times = []
        for doc in docs:
            times.append((_timed(lambda doc=doc: store.add(doc)), _timed(store.matters)))  # type: ignore[misc]
            step()
        storing, update = zip(*times, strict=True)
        matters = len(store.matters())
        return Measured(count, store.count(), matters, rebuild, threads, median(storing), median(update), max(update))


def _fill(store: Store, docs: Iterator[Document], step: Callable[[], None]) -> None:
    while batch := list(islice(docs, BATCH)):
        store.add_all(batch)
        step()


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
