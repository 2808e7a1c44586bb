"""Processes that do the same work with one system after another, in turns, so that whatever else a machine does hits all."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path

from onrecord.errors import DataError
from onrecord.language.threads import one_thread
from onrecord.settings import MEGABYTE, Settings

System = Callable[[Sequence[str]], object]
"""Does its work with articles, one after another."""

OURS, BARE = "onrecord", "bare spaCy"
QUOTATIONS, DATES = "textacy, quotations", "Recognizers-Text, dates"
PEERS = {QUOTATIONS: "textacy", DATES: "recognizers_date_time"}
"""Systems that do one part of the work, and the packages that they need."""

WARMING = "Ana Ruiz said on Monday that two people were hurt at the harbour of Ozerin."


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock and of the processors, for articles that so many processes had together."""

    wall: float = 0.0
    cpu: float = 0.0
    articles: int = 0

    def __add__(self, other: Spent) -> Spent:
        """Both together.

        >>> Spent(1.0, 2.0, 8) + Spent(2.0, 3.0, 8)
        Spent(wall=3.0, cpu=5.0, articles=16)
        """
        return Spent(self.wall + other.wall, self.cpu + other.cpu, self.articles + other.articles)


class Crew:
    """`size` processes, of which each holds one system only; each gets the same share of a turn."""

    def __init__(self, system: str, size: int) -> None:
        self.system = system
        self._seats = [ProcessPoolExecutor(1, mp_context=get_context("spawn")) for _ in range(size)]

    def work(self, articles: Sequence[str], size: int | None = None) -> Spent:
        """Do the work with these articles, with all processes or the first `size` of them.

        Raises:
            DataError: a process ended.
        """
        seats = self._seats[:size]
        start = time.perf_counter()
        shares = [seat.submit(work, self.system, articles[n :: len(seats)]) for n, seat in enumerate(seats)]
        cpu = sum(self._result(share) for share in shares)
        return Spent(time.perf_counter() - start, cpu, len(articles))

    def memory(self) -> list[float]:
        """What each process takes at most so far, in megabytes."""
        return [self._result(seat.submit(peak)) for seat in self._seats]

    def end(self) -> None:
        """Let the processes go."""
        for seat in self._seats:
            seat.shutdown(cancel_futures=True)

    def _result(self, future: Future[float]) -> float:
        try:
            return float(future.result())
        except BrokenExecutor as error:
            found = f"a process of {self.system} that ended"
            raise DataError(
                found=found, wanted="memory for each process", hint="close other programs, or use --workers 1"
            ) from error


@contextmanager
def crews(sizes: Mapping[str, int]) -> Iterator[dict[str, Crew]]:
    """A crew of so many processes for each system, warmed up: what is loaded once is not counted."""
    found: dict[str, Crew] = {}
    try:
        for system, size in sizes.items():
            found[system] = Crew(system, size)
            found[system].work([WARMING] * size)
        yield found
    finally:
        for crew in found.values():
            crew.end()


def installed() -> list[str]:
    """The peers that are there."""
    return [system for system, package in PEERS.items() if find_spec(package)]


def work(system: str, articles: Sequence[str]) -> float:
    """CPU seconds that this process needs for the articles."""
    with one_thread():
        run = _loaded(system)
        start = time.process_time()
        run(articles)
        return time.process_time() - start


def peak() -> float:
    """The most memory that this process ever took, in megabytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 if sys.platform != "darwin" else 1024**2)


def resident() -> float:
    """The memory that this process takes now, in megabytes; where the system does not tell, the most it ever took."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.is_file() else []
    held = [int(line.split()[1]) for line in lines if line.startswith("VmRSS:")]
    return held[0] / 1024 if held else peak()


@lru_cache
def _loaded(system: str) -> System:
    return _LOAD[system]()


def _ours() -> System:
    from onrecord.workspace import read_text

    settings = Settings(force_english=True, max_bytes=100 * MEGABYTE)
    return lambda articles: [None for text in articles if read_text(text, settings) is None]


def _bare() -> System:
    from onrecord.language.english import bare

    pipe = getattr(bare(), "pipe")  # noqa: B009 - its batches are faster than one text after another
    return lambda articles: [None for doc in pipe(articles) if doc is None]


def _quotations() -> System:
    from onrecord.bench.attribution import systems

    find = systems()["textacy"]
    return lambda articles: [find(text) for text in articles]


def _dates() -> System:
    from onrecord.bench.timex import systems

    find = systems()["Recognizers-Text"]
    return lambda articles: [find({"id": "bench", "text": text, "published": "2024-03-06"}) for text in articles]


_LOAD: dict[str, Callable[[], System]] = {OURS: _ours, BARE: _bare, QUOTATIONS: _quotations, DATES: _dates}
