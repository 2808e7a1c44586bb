"""All benches in one run, one after another; what one of them came to is handed on before the next begins."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from onrecord import workspace
from onrecord.bench import speed
from onrecord.bench.results import Outcome, Table, this_machine
from onrecord.errors import DataError

DOSSIERS = Path(__file__).parents[3] / "tests" / "dossiers"
"""Those of a checkout; an installed package has none."""

INCIDENTS = "crossdoc/gva_2013_2016.jsonl.gz"

READERS, REVIEWERS = 10, 2
SECONDS = 30.0
QUICK_SECONDS, QUICK_PAUSE = 3.0, 0.2
"""The crowd in the reading room, and how long it is there; where it is short, each looks at a page more shortly."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is measured, and how much of it.

    `limit` takes the place of each bench's own; `quick` is for seeing that all of it runs, and for nothing else. `documents` is
    the size of the record that is filled.
    """

    data: Path
    score: Path | None = None
    limit: int | None = None
    quick: bool = False
    documents: int = 2_000
    step: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True)
class Bench:
    """A bench, and how many texts of each set it takes: None for all."""

    run: Callable[[Asked, int | None], Table]
    limit: int | None
    quick: int

    def size(self, asked: Asked) -> int | None:
        """How many texts of each set it takes now."""
        return asked.limit or (self.quick if asked.quick else self.limit)


def run(asked: Asked, only: tuple[str, ...] = ()) -> Iterator[tuple[str, Outcome | DataError]]:
    """The benches with what they came to, or why one could not run; all of them, or those that are named.

    Raises:
        DataError: there is no bench of that name.
    """
    if unknown := [name for name in only if name not in BENCHES]:
        raise DataError(
            found=f"no bench {unknown[0]}", wanted=f"one of {', '.join(BENCHES)}", hint="see onrecord bench all --help"
        )
    for name, bench in BENCHES.items():
        if not only or name in only:
            yield name, _outcome(bench, asked)


def _outcome(bench: Bench, asked: Asked) -> Outcome | DataError:
    machine, start, size = this_machine(), time.perf_counter(), bench.size(asked)
    try:
        table = bench.run(asked, size)
    except DataError as error:
        return error
    how = {"limit": size} | ({"documents": asked.documents} if bench in SIZED else {})
    return Outcome(table, machine, workspace.versions(), date.today().isoformat(), time.perf_counter() - start, how)


def _scores(task: str) -> Callable[[Asked, int | None], Table]:
    def run(asked: Asked, limit: int | None) -> Table:
        bench: Any = import_module(f"onrecord.bench.{task}")
        table: Table = bench.run(asked.data, limit=limit, score=asked.score, step=asked.step)
        return table

    return run


def _dossiers(asked: Asked, limit: int | None) -> Table:
    from onrecord.bench.matters import run

    return {key: row for key, row in run(DOSSIERS, limit, step=asked.step).items() if key[0] == "all"}


def _incidents(asked: Asked, limit: int | None) -> Table:
    from onrecord.bench.matters import run

    return run(asked.data / INCIDENTS, limit, step=asked.step)


def _speed(asked: Asked, count: int | None) -> Table:
    quick = asked.quick or asked.limit
    plan = speed.Plan(count or 0, starts=1 if quick else 5, memory=0 if quick else 500, batch=0 if quick else 100)
    return speed.run(asked.data, plan, asked.step)


def _stages(asked: Asked, count: int | None) -> Table:
    """What each stage of reading takes, and how time and memory grow with the length of a document."""
    from onrecord.bench.reading import growth, measure

    found = measure(asked.data, count or 0, asked.step)
    parts = {"bare spaCy alone": found.bare, **found.stages, "everything": found.reading}
    table: Table = {
        (stage, "onrecord"): {"CPU seconds": seconds, "of bare spaCy": seconds / found.bare} for stage, seconds in parts.items()
    }
    table["everything", "onrecord"] |= {"words a CPU second": found.words / found.reading}
    for size, seconds, peak in () if asked.quick or asked.limit else growth(asked.data):
        per = 1e6 * seconds / size
        table[f"one document of {size:,} characters", "onrecord"] = {"microseconds a character": per, "peak MB": peak}
    return table


def _record(asked: Asked, limit: int | None) -> Table:
    """A record of invented documents: storing, opening, searching, verifying; then the pages of its reading room."""
    from onrecord.bench import room
    from onrecord.bench.record import measure

    documents = min(asked.documents, limit or asked.documents)
    with TemporaryDirectory() as folder:
        place = str(Path(folder) / "record.db")
        found = measure(place, documents, 10, asked.step)
        if found.fault:
            raise DataError(found=f"a record that does not verify: {found.fault}", wanted="one that does", hint="look at it")
        paced = room.pages(place, asked.step)
        seconds, pause = (QUICK_SECONDS, QUICK_PAUSE) if asked.quick or asked.limit else (SECONDS, room.PAUSE)
        crowd = room.crowd(place, READERS, REVIEWERS, seconds, pause=pause)
    numbers: dict[str, float | None] = {
        "search, p95 ms": 1000 * found.search[1],
        "list by filters, p95 ms": 1000 * found.listing[1],
        "opening, ms": 1000 * found.opening,
        "claims verified a second": found.verified,
        "storing, ms": 1000 * found.storing,
        "storing, of reading and storing": found.share,
    }
    pages: Table = {(f"page {one.page}", "SQLite"): {"median ms": one.median, "p95 ms": one.late} for one in paced}
    kept = crowd.kept / crowd.acknowledged if crowd.acknowledged else None
    met: dict[str, float | None] = {"median ms": crowd.median, "p95 ms": crowd.late, "failed": crowd.failed, "acts kept": kept}
    people = f"{READERS} readers and {REVIEWERS} reviewers at once"
    return {(f"record of {found.documents:,} documents", "SQLite"): numbers, **pages, (people, "SQLite"): met}


def _scale(asked: Asked, limit: int | None) -> Table:
    from onrecord.bench.scale import measure

    found = measure(min(asked.documents, limit or asked.documents), step=asked.step)
    numbers: dict[str, float | None] = {
        "of one document, ms": 1000 * found.each,
        "matters of one more, ms": 1000 * found.update,
        "slowest, ms": 1000 * found.slowest,
        "threads, s": found.threads,
    }
    return {(f"matters of {found.documents:,} documents", "SQLite"): numbers}


BENCHES: dict[str, Bench] = {
    "speed": Bench(_speed, 200, 20),
    "stages": Bench(_stages, 200, 10),
    "attribution": Bench(_scores("attribution"), None, 5),
    "timex": Bench(_scores("timex"), None, 5),
    "toponym": Bench(_scores("toponym"), None, 10),
    "quantity": Bench(_scores("quantity"), None, 20),
    "events": Bench(_scores("events"), 400, 5),
    "matters": Bench(_dossiers, None, 1),
    "incidents": Bench(_incidents, 60, 3),
    "record": Bench(_record, None, 200),
    "scale": Bench(_scale, None, 100),
}
"""By name, in the order in which they run."""

SIZED = (BENCHES["record"], BENCHES["scale"])
"""Those that fill a record."""
