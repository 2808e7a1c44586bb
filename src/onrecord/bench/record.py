"""How a record behaves when it is large: storing, opening, searching and verifying, beside the targets."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import as_file, files
from itertools import islice
from pathlib import Path
from statistics import mean, quantiles
from typing import Any

from onrecord import workspace
from onrecord.bench.invented import FIRST_DAY, invent
from onrecord.model import ClaimKind, Document
from onrecord.store import RecordedClaim, Store

BATCH = 500
"""Documents of one transaction while a record is filled."""

SEARCHES = 200

STATEMENTS = (".txt", ".html", ".md")
"""Endings of the files that are read as statements."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds, but for counts.

    `storing` is for one document in its own transaction in the full record, `reading` for reading one, both the mean over
    `statements` real ones; `search` and `listing` are the median and the 95th percentile of one search by words and a filter,
    and of one list by filters; `workers` is how many processes verified.
    """

    documents: int
    claims: int
    statements: int
    storing: float
    reading: float
    opening: float
    search: tuple[float, float]
    listing: tuple[float, float]
    verifying: float
    workers: int
    fault: str | None

    @property
    def verified(self) -> float:
        """Claims verified in a second."""
        return self.claims / self.verifying

    @property
    def share(self) -> float:
        """The share of storing in the time of adding a document: reading it and storing it."""
        return self.storing / (self.storing + self.reading)


def measure(
    place: str | Path,
    documents: int,
    claims: int,
    step: Callable[[], None] = lambda: None,
    workers: int | None = None,
    statements: Path | None = None,
) -> Measured:
    """Fill a new record with invented documents, or take one that was filled so, and time what people do with it.

    `statements` is a folder whose files are read and stored; without it, the sample statements of the package, which are short:
    the less there is to read in a text, the more storing it weighs.
    """
    workers = workers or os.cpu_count() or 1
    with Store(place, who="bench") as store:
        if not store.size():
            _fill(store, invent(documents, claims), step)
        times = _add_samples(store, statements, step) if statements else _add_own(store, step)
    opening = _timed(_open, place)
    with Store(place, who="bench") as store:
        search, listing = _spread(_searches(store)), _spread(_lists(store))
        start = time.perf_counter()
        verdict = store.verify(store.head(), workers)
        spent = time.perf_counter() - start
    counts = verdict.documents, verdict.claims
    reading, storing = (mean(column) for column in zip(*times, strict=True))
    return Measured(*counts, len(times), storing, reading, opening, search, listing, spent, workers, verdict.fault)


def _timed(work: Callable[..., Any], *given: Any) -> float:
    start = time.perf_counter()
    work(*given)
    return time.perf_counter() - start


def _fill(store: Store, found: Iterator[Document], step: Callable[[], None]) -> None:
    while batch := list(islice(found, BATCH)):
        store.add_all(batch)
        step()


def _add_own(store: Store, step: Callable[[], None]) -> list[tuple[float, float]]:
    with as_file(files("onrecord") / "samples") as folder:
        return _add_samples(store, folder, step)


def _add_samples(store: Store, folder: Path, step: Callable[[], None]) -> list[tuple[float, float]]:
    """The times of reading each statement, and of storing it at a new address."""
    times = []
    found = sorted(path for path in folder.rglob("*.*") if path.suffix in STATEMENTS and path.name != "README.md")
    workspace.read(found[0])  # what is loaded once is not counted
    for path in found:
        address = f"https://sample.example/{time.time_ns()}/{path.name}"
        start = time.perf_counter()
        doc = workspace.read(path, uri=address, title=address)
        read = time.perf_counter()
        store.add(doc)
        times.append((read - start, time.perf_counter() - read))
        step()
    return times


def _open(place: str | Path) -> None:
    with Store(place, create=False) as store:
        store.claims(limit=1)


def _searches(store: Store) -> Iterator[Callable[[], object]]:
    """Searches for words of the record itself, half of them common ones, each with a filter."""
    chance = random.Random(7)
    sample = _sample(store)
    for _ in range(SEARCHES):
        words = chance.choice(sample).words.split()
        asked = " ".join(
            (chance.choice(words[1:3]), chance.choice(words[5:]).strip(".")) if chance.random() < 0.5 else words[1:2]
        )
        wanted = _filter(chance, sample)
        yield lambda asked=asked, wanted=wanted: store.search(asked, **wanted)  # type: ignore[misc]


def _sample(store: Store) -> list[RecordedClaim]:
    """Claims of invented documents, to ask for again; what was read beside them may be of any day."""
    found = store.claims(limit=5000, since=FIRST_DAY.isoformat())
    return [claim for claim in found if str(claim.title).startswith("Report ")][:500]


def _lists(store: Store) -> Iterator[Callable[[], object]]:
    chance = random.Random(7)
    sample = _sample(store)
    for _ in range(SEARCHES):
        wanted = _filter(chance, sample)
        yield lambda wanted=wanted: store.claims(limit=50, **wanted)  # type: ignore[misc]


def _filter(chance: random.Random, sample: list[RecordedClaim]) -> dict[str, Any]:
    """One of all kinds of filters: by a closed list, by name, by place, by day."""
    claim = chance.choice(sample)
    return chance.choice(
        (
            {"kind": ClaimKind.CASUALTIES},
            {"status": "denied"},
            {"review": "unreviewed"},
            {"since": "2021-03-01", "until": "2021-06-30"},
            {"near": (20.0, 20.0, 800.0)},
            {"speaker": claim.speaker},
            {"actor": str(claim.speaker).split()[-1], "kind": ClaimKind.DECISION},
            {"place": claim.place, "status": "done"},
        )
    )


def _spread(calls: Iterator[Callable[[], object]]) -> tuple[float, float]:
    """The median and the 95th percentile of how long the calls take."""
    cuts = quantiles([_timed(call) for call in calls], n=20)
    return cuts[9], cuts[18]
