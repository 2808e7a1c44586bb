"""How the matters of a corpus behave when it is large: memory and rate, worked out from invented documents."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from onrecord.batch.matters import Compared, find_matters
from onrecord.batch.plan import PLAN
from onrecord.batch.shelf import Done, make_folders, write_shard, write_whole
from onrecord.batch.tables import TABLES, Read, Rows
from onrecord.bench.crises import crises
from onrecord.model import Document

SHARD = 500
"""Documents of a shard."""

NEEDED = ("documents", "reports")
"""The tables of a run that its matters are worked out from."""


DAY = "2031-12-31"
"""The day for which states of threads are told."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Processor seconds, megabytes of memory at most, if the system tells it as Linux does, and what was found."""

    seconds: float
    megabytes: float | None
    found: Compared

    @property
    def rate(self) -> float:
        """Documents in a second of the processor."""
        return self.found.documents / self.seconds


def measure(count: int, folder: Path, megabytes: int) -> Measured:
    """Write the tables of so many invented reports, and work out their matters, with so many megabytes for joining.

    Each is done in a process of its own, so that memory is that of the one piece of work.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     measure(8, Path(folder), 128).found.documents
    8
    """
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as pool:
        pool.submit(write_run, folder, _Reports(count), SHARD, NEEDED).result()
        return pool.submit(_measure, folder, megabytes).result()


def _measure(folder: Path, megabytes: int) -> Measured:
    start = time.process_time()
    found = find_matters(folder, DAY, megabytes)
    return Measured(time.process_time() - start, _peak(), found)


def _peak() -> float | None:
    """The most memory that this process has had, in megabytes."""
    try:
        told = Path("/proc/self/status").read_text()
    except OSError:
        return None
    found = re.search(r"VmHWM:\s+(\d+) kB", told)
    return int(found[1]) / 1024 if found else None


class _Reports:
    """Invented reports, to be made in another process."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __iter__(self) -> Iterator[Document]:
        return crises(self._count)


def write_run(
    out: Path,
    docs: Iterable[Document],
    size: int = SHARD,
    names: Sequence[str] | None = None,
) -> None:
    """Write the tables that a run over these documents would write, in shards of so many; or only rows of those with `names`."""
    make_folders(out)
    tables = [table for table in TABLES if names is None or table.name in names]
    rest, number = iter(docs), 0
    while some := list(islice(rest, size)):
        name = f"000000-{number:05}"
        read = [Read(f"{name}-{place:05}", doc.id, doc) for place, doc in enumerate(some)]
        rows: Rows = {table.name: [row for one in read for row in table.rows(one)] for table in tables}
        write_shard(out, Done(name, False, len(some), 0, {}, {}), rows, "")
        number += 1
    write_shard(out, Done(f"000000-{number:05}", True, 0, 0, {}, {}), {}, "")
    write_whole(out / PLAN, json.dumps({"parts": 1, "versions": {"onrecord": ""}}))
