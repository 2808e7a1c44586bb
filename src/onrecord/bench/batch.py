"""Whether a corpus comes out the same however its run goes: undisturbed, killed again and again, on Ray with a worker killed.

The runs are those of a person: `onrecord batch` in processes of its own, over documents made of the data sets' texts.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from onrecord.batch.shelf import read_done
from onrecord.batch.tables import all_tables
from onrecord.bench.data import _texts_of, rows
from onrecord.errors import DataError

KILLS = (0.2, 0.5, 0.8)
"""Shares of the documents at which the run is killed."""

LOOK = 0.5
"""Seconds between two looks at a run."""

COMMAND = [sys.executable, "-c", "from onrecord.cli import main; main()", "batch"]
READER = "onrecord.batch.child"
WORKER = "ray::MapWorker"

_DONE = re.compile(r"(\d+) documents, (\d+) words, (\d+) claims, (\d+) set aside")


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run came to: seconds by the clock, over all its starts; how often it or a worker was killed.

    `memory` are the most megabytes that one process which reads took in the first and in the last third of the time.
    `differs` is the first difference to the undisturbed run, None where there is none.
    """

    name: str
    documents: int
    words: int
    claims: int
    aside: int
    seconds: float
    killed: int
    memory: tuple[int, int]
    differs: str | None

    @property
    def rate(self) -> float:
        """Documents a second."""
        return self.documents / self.seconds


def measure(
    data: Path, count: int, folder: Path, workers: int, engines: Sequence[str], step: Callable[[], None] = lambda: None
) -> Iterator[Ran]:
    """Make the corpus in `folder`, and run over it undisturbed, then killed at `KILLS`, then on Ray with a worker killed.

    Raises:
        DataError: there are no texts, or a run fails.
    """
    corpus = make_corpus(data, count, folder / "corpus")
    whole = folder / "undisturbed"
    yield _run("undisturbed", corpus, whole, workers, (), None, step)
    if "local" in engines:
        yield _run("killed", corpus, folder / "killed", workers, (), whole, step, kills=KILLS)
    if "ray" in engines:
        ray = ("--engine", "ray")
        yield _run("Ray", corpus, folder / "ray", workers, ray, whole, step)
        yield _run("Ray, a worker killed", corpus, folder / "ray-killed", workers, ray, whole, step, losses=1)


def make_corpus(data: Path, count: int, folder: Path) -> Path:
    """`count` documents of the data sets' texts as JSON Lines, the same packed, CSV and Parquet; all texts again where they end.

    Raises:
        DataError: there are none.
    """
    import pyarrow as pa  # type: ignore[import-untyped]
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    texts = [text for path in sorted(data.rglob("*.jsonl*")) for row in rows(path) for text in _texts_of(row)]
    if not texts:
        raise DataError(found=f"no texts below {data}", wanted="JSON lines with a text", hint="give the folder of the data sets")
    made = [
        {"id": f"{number}", "title": f"Document {number}", "text": text}
        for number, text in islice(enumerate(cycle(texts)), count)
    ]
    folder.mkdir(parents=True, exist_ok=True)
    quarters = [made[start::4] for start in range(4)]
    lines = ["".join(json.dumps(row, ensure_ascii=False) + "\n" for row in quarter) for quarter in quarters[:2]]
    (folder / "a.jsonl").write_text(lines[0], encoding="utf-8")
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(lines[1].encode(), mtime=0))
    with (folder / "c.csv").open("w", encoding="utf-8", newline="") as file:
        sheet = csv.DictWriter(file, ("id", "title", "text"))
        sheet.writeheader()
        sheet.writerows(quarters[2])
    pq.write_table(pa.Table.from_pylist(quarters[3] or made[:1]), folder / "d.parquet")
    return folder


def differs(one: Path, other: Path) -> str | None:
    """The first table of two runs, and the row in it, that are not the same; None where all are."""
    import pyarrow.parquet as pq

    for table in all_tables():
        files = [sorted(path.name for path in (folder / table.name).glob("*")) for folder in (one, other)]
        if files[0] != files[1]:
            return f"{table.name}: {len(files[0])} and {len(files[1])} files"
        for name in files[0]:
            left, right = (pq.read_table(folder / table.name / name) for folder in (one, other))
            if not left.equals(right):
                row = next(
                    (n for n, pair in enumerate(zip(left.to_pylist(), right.to_pylist(), strict=False)) if pair[0] != pair[1]), -1
                )
                return f"{table.name}/{name}, row {row}"
    return None


def _run(
    name: str,
    corpus: Path,
    out: Path,
    workers: int,
    options: Sequence[str],
    whole: Path | None,
    step: Callable[[], None],
    kills: Sequence[float] = (),
    losses: int = 0,
) -> Ran:
    total = sum(done.documents for done in read_done(whole).values()) if whole else 0
    command = [*COMMAND, str(corpus), str(out), "--workers", str(workers), "--force-english", *options]
    seconds, seen, killed = 0.0, [], 0
    for share in (*kills, None):
        start = time.monotonic()
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
            while run.poll() is None:
                done = sum(one.documents for one in read_done(out).values())
                seen.append(_memory())
                step()
                if share is not None and done >= share * total:
                    run.kill()
                    killed += 1
                    break
                if killed < losses and done >= total * KILLS[0]:
                    killed += _kill_one(WORKER)
                time.sleep(LOOK)
            told, wrong = run.communicate()
        seconds += time.monotonic() - start
    found = _DONE.search(told)
    if not found:
        raise DataError(found=f"a run that failed ({wrong.strip()[-300:]})", wanted="one that ends", hint="run it by hand")
    third = len(seen) // 3 or 1
    memory = max(seen[:third]), max(seen[-third:])
    documents, words, claims, aside = map(int, found.groups())
    return Ran(name, documents, words, claims, aside, seconds, killed, memory, differs(whole, out) if whole else None)


def _kill_one(name: str) -> int:
    """Kill one process of this name; how many were killed."""
    for pid, _ in islice(_processes(name), 1):
        os.kill(pid, signal.SIGKILL)
        return 1
    return 0


def _memory() -> int:
    """The megabytes of the largest process that reads."""
    return max((size // 1024 for _, size in _processes(READER)), default=0)


def _processes(name: str) -> Iterator[tuple[int, int]]:
    """The processes with this in their command, and their memory in kilobytes."""
    listed: Any = subprocess.run(["ps", "-eo", "pid=,rss=,args="], capture_output=True, text=True, check=True).stdout
    for line in listed.splitlines():
        pid, size, command = line.split(None, 2)
        if name in command and int(pid) != os.getpid():
            yield int(pid), int(size)
