"""The reading room of a large record: the server's time for every page, and a crowd of readers and reviewers at once."""

from __future__ import annotations

import asyncio
import json
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import quantiles
from typing import Any
from urllib.parse import quote

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

    `failures` tell the first few that failed.
    """

    requests: int
    failed: int
    median: float
    late: float
    acknowledged: int
    kept: int
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


def crowd(place: str, readers: int = 50, reviewers: int = 5, seconds: float = 60.0) -> Crowd:
    """Readers who look at pages and reviewers who accept and correct claims, all at once, on one server process."""
    with workspace.open_record(place, create=False) as store:
        addresses = [address for _, asked in _addresses(store) for address in asked]
        sample = _sample(store)
        before = store.head().seq
    with served(place) as root:
        times, failures, acts = asyncio.run(_together(root, addresses, sample, readers, reviewers, seconds))
    with workspace.open_record(place, create=False) as store:
        lines = {line.seq for line in store.journal() if line.seq > before}
    cuts = quantiles(times, n=20)
    told = tuple(map(str, failures[:FEW]))
    return Crowd(len(times), len(failures), cuts[9], cuts[18], len(acts), len(lines & acts), told)


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
def served(place: str) -> Iterator[str]:
    """The address of a room in a process of its own."""
    command = [sys.executable, "-m", "onrecord", "serve", place, "--port", "0", "--who", "bench"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            found = READY.search(process.stdout.readline() if process.stdout else "")
            if found is None:
                raise StoreError(found="a server that did not start", wanted="its address", hint=f"try onrecord serve {place}")
            root = found.group().rstrip("/")
            _await(root)
            yield root
        finally:
            process.terminate()


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


async def _together(
    root: str, addresses: list[str], sample: list[RecordedClaim], readers: int, reviewers: int, seconds: float
) -> tuple[list[float], list[Any], set[int]]:
    times: list[float] = []
    acts: set[int] = set()
    failures: list[Any] = []
    end = time.monotonic() + seconds
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=root, timeout=60, limits=limits) as client:
        people = [_reads(client, addresses, n, end, times, failures) for n in range(readers)]
        people += [_reviews(client, sample, n, end, times, failures, acts) for n in range(reviewers)]
        await asyncio.gather(*people)
    return times, failures, acts


async def _reads(client: httpx.AsyncClient, addresses: list[str], n: int, end: float, times: list[float], bad: list[Any]) -> None:
    chance = random.Random(n)
    while time.monotonic() < end:
        await asyncio.sleep(chance.uniform(0, 2 * PAUSE))
        await _timed(client.get(chance.choice(addresses)), times, bad)


async def _reviews(
    client: httpx.AsyncClient, sample: list[RecordedClaim], n: int, end: float, times: list[float], bad: list[Any], acts: set[int]
) -> None:
    chance = random.Random(1000 + n)
    while time.monotonic() < end:
        await asyncio.sleep(chance.uniform(0, 2 * PAUSE))
        claim = chance.choice(sample)
        name, body = chance.choice((("accept", {}), ("correct", {"best": chance.randrange(10**9)}), ("reject", {})))
        path = f"/api/claims/{claim.id}@{claim.document}/{name}"
        answer = await _timed(client.post(path, json=body), times, bad)
        if answer is not None and answer.status_code == 200 and answer.json().get("line"):
            acts.add(answer.json()["line"])


async def _timed(request: Any, times: list[float], bad: list[Any]) -> httpx.Response | None:
    start = time.perf_counter()
    try:
        answer: httpx.Response = await request
    except httpx.HTTPError as error:
        bad.append(error)
        return None
    times.append(1000 * (time.perf_counter() - start))
    if answer.status_code != 200:
        bad.append((answer.status_code, str(answer.url), json.dumps(answer.text[:200])))
    return answer
