"""How fast articles are read: two processes beside the bare language pipeline's, and beside peers that do one part of the work.

All take turns on the same articles in the same run. What the clock says depends on whatever else the machine does, so CPU time
stands beside it. HeidelTime is not on PyPI and does not run here: its figure is quoted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord import workspace
from onrecord.bench import cold, engines, memory
from onrecord.bench.articles import articles
from onrecord.bench.crew import BARE, OURS, Crew, Spent, crews, installed

TURN = 10
"""Articles that each process gets in one turn."""

WORKERS = 2
HEIDELTIME = "HeidelTime, dates (quoted)"
HEIDELTIME_RATE = 1.0
"""Documents a second."""

Table = dict[tuple[str, str], dict[str, float | None]]
"""(what is measured, system) → measures."""

READING, ALONE, MEMORY, COLD, BATCH = "reading", "one process", "memory", "cold start", "onrecord batch"
RATE, WORDS, PEAK = "articles/s", "words a CPU second", "peak MB"
OF_BARE, OF_BARE_CPU = "of bare spaCy", "of bare spaCy, CPU time"
SPEEDUP, SPEEDUP_CPU = "all processes against one", "all processes against one, by CPU time"
AHEAD = "onrecord against it"


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured.

    `count` articles are read by `workers` processes; memory is looked at over `memory` documents, a cold start `starts` times,
    and `batch` documents go through each engine of `onrecord batch`. Where one is 0, it is left out.
    """

    count: int = 200
    workers: int = WORKERS
    memory: int = 0
    starts: int = 5
    batch: int = 0


def run(data: Path | None, plan: Plan | None = None, step: Callable[[], None] = lambda: None) -> Table:
    """Measure reading as the plan says, on the news of `data`, else on the samples of the package.

    Raises:
        DataError: there is no news below `data`, or a process ended.
    """
    plan = plan or Plan()
    workspace.prepare()
    table = _read(articles(plan.count, data), plan.workers, step) if plan.count else {}
    if plan.starts:
        table |= {(COLD, system): row for system, row in cold.measure(plan.starts, step).items()}
    if plan.batch:
        found = engines.measure(articles(plan.batch, data), plan.workers, step)
        table |= {(BATCH, system): row for system, row in found.items()}
    if plan.memory:
        table[MEMORY, OURS] = memory.measure(articles(plan.memory, data), step)
    return table


def _read(found: Sequence[str], workers: int, step: Callable[[], None]) -> Table:
    """The rows of all systems that read."""
    spent: dict[tuple[str, int], Spent] = defaultdict(Spent)
    sizes = {OURS: workers, BARE: workers} | dict.fromkeys(installed(), 1)
    with crews(sizes) as working:
        for number, turn in enumerate(_turns(found, TURN * workers)):
            for crew, size, given in _order(working, workers, turn, number):
                spent[crew.system, size] += crew.work(given, size)
                step()
        first = {OURS: working[OURS].work(found[:TURN], 1)} | {peer: working[peer].work(found[:TURN], 1) for peer in installed()}
        peaks = {system: max(working[system].memory()) for system in working}
    words = sum(len(text.split()) for text in found) / len(found)
    return _rows(spent, peaks, words, workers) | _peers(first)


def _turns(found: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (found[start : start + size] for start in range(0, len(found), size))


def _order(working: dict[str, Crew], workers: int, turn: Sequence[str], number: int) -> list[tuple[Crew, int, Sequence[str]]]:
    """Who does what in a turn; the order is turned round each time, so that none is always the one who comes first."""
    jobs = [(working[OURS], workers, turn), (working[BARE], workers, turn)]
    if workers > 1:
        jobs.append((working[OURS], 1, turn[: max(1, len(turn) // workers)]))
    return jobs[::-1] if number % 2 else jobs


def _rows(spent: dict[tuple[str, int], Spent], peaks: dict[str, float], words: float, workers: int) -> Table:
    """What all processes did, and what one alone did of the same work."""
    ours, bare = spent[OURS, workers], spent[BARE, workers]
    table: Table = {(READING, system): {**_pace(spent[system, workers], words), PEAK: peaks[system]} for system in (OURS, BARE)}
    table[READING, OURS] |= {OF_BARE: _rate(ours) / _rate(bare), OF_BARE_CPU: bare.cpu / ours.cpu}
    if workers > 1:
        alone = spent[OURS, 1]
        faster = {SPEEDUP: _rate(ours) / _rate(alone), SPEEDUP_CPU: workers * _cpu(alone) / _cpu(ours)}
        table[ALONE, OURS] = {**_pace(alone, words), **faster}
    return table


def _peers(first: dict[str, Spent]) -> Table:
    """Peers that do a part, in articles a second of the processor, and how many times as fast all of onrecord is."""
    ours = 1 / _cpu(first[OURS])
    rates = {peer: 1 / _cpu(one) for peer, one in first.items() if peer != OURS} | {HEIDELTIME: HEIDELTIME_RATE}
    return {(ALONE, peer): {RATE: rate, AHEAD: ours / rate} for peer, rate in rates.items()}


def _pace(spent: Spent, words: float) -> dict[str, float | None]:
    return {RATE: _rate(spent), WORDS: words / _cpu(spent)}


def _rate(spent: Spent) -> float:
    return spent.articles / spent.wall


def _cpu(spent: Spent) -> float:
    """CPU seconds of one article."""
    return spent.cpu / spent.articles
