"""The reading room of a large record: the server's time for every page, and a crowd of readers and reviewers at once."""

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from urllib.parse import quote

import httpcore
import httpx

from onrecord import workspace
from onrecord.errors import StoreError
from onrecord.store import RecordedClaim, Store

ASKS = 40
"""Requests of each page that are timed."""

SAMPLE = 400
"""Claims from which addresses are made."""

FEW = 5
"""Failures that are told."""

READY = re.compile(r"http://127\.0\.0\.1:\d+/")

PAUSE = 1.0
"""Seconds that a person of the crowd looks at a page, on average."""

OK = 200
LOOKS = [("Accept", "text/html"), ("Accept-Encoding", "gzip")]
SENT = [("Content-Type", "application/json")]

TARGET, CROWDED = 150.0, 500.0
"""Milliseconds of server time for a page at the 95th percentile, alone and in the crowd."""


@dataclass(frozen=True, slots=True)
class Paced:
    """A page's times in milliseconds: median and 95th percentile; and how many answers were no page."""

    page: str
    median: float
    late: float
    failed: int


@dataclass(frozen=True, slots=True)
class Crowd:
    """What became of a crowd: requests, those that failed, times in milliseconds, acts that were acknowledged and those kept.

    `served`, `beside` and `asked` are milliseconds of processor time for each request: of the processes that answer and of the
    one that compares, None where nothing tells it; and of the crowd itself, which shares the machine. A database server's come
    on top.
    `failures` tell the first few that failed.
    """

    requests: int
    failed: int
    median: float
    late: float
    acknowledged: int
    kept: int
    served: float | None
    beside: float | None
    asked: float
    failures: tuple[str, ...] = ()


def pages(place: str, step: Callable[[], None] = lambda: None) -> list[Paced]:
    """The times of every page of the record at a path or postgresql:// address, asked for one after another over loopback."""
    with workspace.open_record(place, create=False) as store:
        addresses = dict(_addresses(store))
    found = []
    with served(place) as root, httpx.Client(base_url=root, timeout=120) as client:
        for page, asked in addresses.items():
            client.get(asked[0])  # what is loaded or counted once is not the time of a page
            times, failed = [], 0
            for address in asked:
                start = time.perf_counter()
                failed += client.get(address).status_code != 200
                times.append(1000 * (time.perf_counter() - start))
            cuts = quantiles(times, n=20)
            found.append(Paced(page, cuts[9], cuts[18], failed))
            step()
    return found


def crowd(
    place: str, readers: int = 50, reviewers: int = 5, seconds: float = 60.0, workers: int = 2, pause: float = PAUSE
) -> Crowd:
    """Readers who look at pages and reviewers who accept and correct claims, all at once; each looks at a page for a while.

    `workers` are the processes that answer, `pause` the seconds of a look on average.
    """
    with workspace.open_record(place, create=False) as store:
        addresses = [address for _, asked in _addresses(store) for address in asked]
        sample = _sample(store)
        before = store.head().seq
    with _serving(place, workers) as (root, pid):
        people = _People(root, addresses, sample, pause)
        spent, own = _spent(pid), time.process_time()
        asyncio.run(people.come(readers, reviewers, seconds))
        own = time.process_time() - own
        done = _spent(pid)
    with workspace.open_record(place, create=False) as store:
        lines = {line.seq for line in store.journal() if line.seq > before}
    count = len(people.times)
    cuts, told = quantiles(people.times, n=20), tuple(map(str, people.failures[:FEW]))
    served, beside = (None, None) if not (spent and done) else (1000 * (done[at] - spent[at]) / count for at in (0, 1))
    kept = len(lines & people.acts)
    return Crowd(count, len(people.failures), cuts[9], cuts[18], len(people.acts), kept, served, beside, 1000 * own / count, told)


def _sample(store: Store) -> list[RecordedClaim]:
    chance = random.Random(11)
    return chance.sample(found, min(SAMPLE, len(found))) if (found := store.claims(limit=20 * SAMPLE)) else []


def _addresses(store: Store) -> Iterator[tuple[str, list[str]]]:
    """For each page so many addresses, made from what is in the record."""
    chance, sample = random.Random(5), _sample(store)
    actors = [actor.id for actor in store.actors(limit=ASKS)]

    def some(make: Callable[[RecordedClaim], str]) -> list[str]:
        return [make(chance.choice(sample)) for _ in range(ASKS)]

    plain = "", "documents", "claims", "matters", "threads", "timeline", "map", "copies", "actors", "queue", "journal", "add"
    for name in plain:
        yield f"/{name}", [f"/{name}"] * ASKS
    yield "/documents/{id}", some(lambda claim: f"/documents/{claim.document}")
    yield "/claims/{id}", some(lambda claim: f"/claims/{claim.id}@{claim.document}")
    yield "/actors/{id}", [f"/actors/{chance.choice(actors)}" for _ in range(ASKS)] if actors else ["/actors"] * ASKS
    yield "/search", some(lambda claim: f"/search?words={quote(chance.choice(claim.words.split()))}")
    yield "/claims, three filters", some(lambda claim: f"/claims?{_terms(claim, chance)}")
    yield "/timeline, a filter", some(lambda claim: f"/timeline?kind={claim.kind}&speaker={quote(claim.speaker or '')}")
    yield "/map, a filter", some(lambda claim: f"/map?kind={claim.kind}&status={claim.status or ''}")


def _terms(claim: RecordedClaim, chance: random.Random) -> str:
    """Three filters that fit this claim."""
    day = (claim.published or "2021-01-01")[:10]
    known = {
        "kind": claim.kind,
        "status": claim.status,
        "stance": claim.stance,
        "speaker": claim.speaker,
        "place": claim.place,
        "publisher": claim.publisher,
        "since": day if len(day) == 10 else None,
        "review": claim.review or "unreviewed",
    }
    names = chance.sample([name for name, value in known.items() if value], 3)
    return "&".join(f"{name}={quote(str(known[name]))}" for name in names)


@contextmanager
def served(place: str, workers: int = 1) -> Iterator[str]:
    """The address of a room in so many processes of its own."""
    with _serving(place, workers) as (root, _):
        yield root


@contextmanager
def _serving(place: str, workers: int) -> Iterator[tuple[str, int]]:
    """The address of a room, and its first process."""
    command = [sys.executable, "-m", "onrecord", "serve", place, "--port", "0", "--who", "bench", "--workers", str(workers)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            found = READY.search(process.stdout.readline() if process.stdout else "")
            if found is None:
                raise StoreError(found="a server that did not start", wanted="its address", hint=f"try onrecord serve {place}")
            root = found.group().rstrip("/")
            _await(root)
            yield root, process.pid
        finally:
            process.terminate()


def _spent(pid: int) -> tuple[float, float] | None:
    """Seconds of processor time of a process and those that it started, and of those of them that step back behind the others.

    None where the system does not tell.
    """
    try:
        told = [int(part) for part in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:17]]
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (OSError, ValueError):
        return None
    own = sum(told[:4]) / os.sysconf("SC_CLK_TCK")
    below = [found for child in children if (found := _spent(int(child)))]
    answering, behind = sum(one for one, _ in below), sum(one for _, one in below)
    return (answering, behind + own) if told[-1] > os.nice(0) else (answering + own, behind)


def _await(root: str) -> None:
    """Until it answers, and until the documents are compared or half a minute has gone."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            if not httpx.get(f"{root}/api/progress", timeout=10).json()["running"]:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)


class _People:
    """A crowd, what its requests took, and which acts were acknowledged. It asks as browsers do, but looks at nothing."""

    def __init__(self, root: str, addresses: list[str], sample: list[RecordedClaim], pause: float) -> None:
        self._root, self._addresses, self._sample, self._pause = root, addresses, sample, pause
        self.times: list[float] = []
        self.failures: list[str] = []
        self.acts: set[int] = set()

    async def come(self, readers: int, reviewers: int, seconds: float) -> None:
        """Look and review until the time is over."""
        end = time.monotonic() + seconds
        async with httpcore.AsyncConnectionPool(max_connections=None, keepalive_expiry=30) as pool:
            reading = (self._reads(pool, random.Random(number), end) for number in range(readers))
            reviewing = (self._reviews(pool, random.Random(1000 + number), end) for number in range(reviewers))
            await asyncio.gather(*reading, *reviewing)

    async def _reads(self, pool: httpcore.AsyncConnectionPool, chance: random.Random, end: float) -> None:
        while await self._goes_on(chance, end):
            await self._ask(pool, "GET", chance.choice(self._addresses))

    async def _reviews(self, pool: httpcore.AsyncConnectionPool, chance: random.Random, end: float) -> None:
        while await self._goes_on(chance, end):
            claim = chance.choice(self._sample)
            name, body = chance.choice((("accept", {}), ("correct", {"best": time.time_ns() % 10**15}), ("reject", {})))
            answer = await self._ask(pool, "POST", f"/api/claims/{claim.id}@{claim.document}/{name}", json.dumps(body).encode())
            if answer is not None and answer.status == OK and (line := json.loads(answer.content).get("line")):
                self.acts.add(line)

    async def _goes_on(self, chance: random.Random, end: float) -> bool:
        await asyncio.sleep(chance.uniform(0, 2 * self._pause))
        return time.monotonic() < end

    async def _ask(
        self, pool: httpcore.AsyncConnectionPool, method: str, path: str, body: bytes | None = None
    ) -> httpcore.Response | None:
        headers = [("Host", self._root.rpartition("/")[2]), *(SENT if body is not None else LOOKS)]
        start = time.perf_counter()
        try:
            answer = await pool.request(method, self._root + path, headers=headers, content=body)
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException) as error:
            self.failures.append(repr(error))
            return None
        self.times.append(1000 * (time.perf_counter() - start))
        if answer.status != OK:
            self.failures.append(f"{answer.status} {method} {path} {answer.content[:200]!r}")
        return answer
