"""How a record behaves when it is large: storing, opening, searching and verifying."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import quantiles
from typing import Any

from onrecord.bench.invented import invent
from onrecord.model import ClaimKind, Document
from onrecord.store import Store

BATCH = 500
"""Documents of one transaction while a record is filled."""

ALONE = 200
"""Documents that are stored each in a transaction of its own, as `onrecord add` does, to be timed."""

SEARCHES = 200


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds, but for counts.

    `storing` is for one document in its own transaction; `search` and `listing` are the median and the 95th percentile of one
    search by words and a filter, and of one list by filters.
    """

    documents: int
    claims: int
    storing: float
    opening: float
    search: tuple[float, float]
    listing: tuple[float, float]
    verifying: float
    fault: str | None

    @property
    def verified(self) -> float:
        """Claims verified in a second."""
        return self.claims / self.verifying


def measure(place: str | Path, documents: int, claims: int, step: Callable[[], None] = lambda: None) -> Measured:
    """Fill a new record with invented documents and time what people do with it."""
    found = invent(documents, claims)
    with Store(place, who="bench") as store:
        storing = _timed(_fill_alone, store, islice(found, ALONE)) / min(ALONE, documents)
        _fill(store, found, step)
    opening = _timed(_open, place)
    with Store(place, who="bench") as store:
        search, listing = _spread(_searches(store)), _spread(_lists(store))
        start = time.perf_counter()
        verdict = store.verify()
        spent = time.perf_counter() - start
    return Measured(verdict.documents, verdict.claims, storing, opening, search, listing, spent, verdict.fault)


def _timed(work: Callable[..., Any], *given: Any) -> float:
    start = time.perf_counter()
    work(*given)
    return time.perf_counter() - start


def _fill_alone(store: Store, found: Iterator[Document]) -> None:
    for doc in found:
        store.add(doc)


def _fill(store: Store, found: Iterator[Document], step: Callable[[], None]) -> None:
    while batch := list(islice(found, BATCH)):
        store.add_all(batch)
        step()


def _open(place: str | Path) -> None:
    with Store(place, create=False) as store:
        store.claims(limit=1)


def _searches(store: Store) -> Iterator[Callable[[], object]]:
    """Searches for words of the record itself, half of them common ones, each with a filter."""
    chance = random.Random(7)
    sample = store.claims(limit=400)
    for _ in range(SEARCHES):
        words = chance.choice(sample).words.split()
        asked = " ".join(
            (chance.choice(words[1:3]), chance.choice(words[5:]).strip(".")) if chance.random() < 0.5 else words[1:2]
        )
        wanted = chance.choice(_FILTERS)
        yield lambda asked=asked, wanted=wanted: store.search(asked, **wanted)  # type: ignore[misc]


def _lists(store: Store) -> Iterator[Callable[[], object]]:
    chance = random.Random(7)
    sample = store.claims(limit=400)
    for _ in range(SEARCHES):
        claim = chance.choice(sample)
        wanted = chance.choice(({"speaker": claim.speaker}, {"place": claim.place}, *_FILTERS))
        yield lambda wanted=wanted: store.claims(limit=50, **wanted)  # type: ignore[misc]


_FILTERS: tuple[dict[str, Any], ...] = (
    {"kind": ClaimKind.CASUALTIES},
    {"status": "denied"},
    {"since": "2021-03-01", "until": "2021-06-30"},
    {"near": (20.0, 20.0, 800.0)},
    {"review": "unreviewed"},
)


def _spread(calls: Iterator[Callable[[], object]]) -> tuple[float, float]:
    """The median and the 95th percentile of how long the calls take."""
    cuts = quantiles([_timed(call) for call in calls], n=20)
    return cuts[9], cuts[18]
