"""How the matters of a corpus behave when it is large: memory and rate, worked out from invented documents."""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from onrecord.batch.matters import Compared, find_matters
from onrecord.batch.plan import PLAN
from onrecord.batch.shelf import Done, make_folders, write_shard, write_whole
from onrecord.batch.tables import Read, Rows, rows_of
from onrecord.bench.crises import crises
from onrecord.model import Document

SHARD = 500
"""Documents of a shard."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Processor seconds, megabytes of memory at most, and what was found."""

    seconds: float
    megabytes: float
    found: Compared

    @property
    def rate(self) -> float:
        """Documents in a second of the processor."""
        return self.found.documents / self.seconds


def measure(count: int, folder: Path, megabytes: int, step: Callable[[], None] = lambda: None) -> Measured:
    """Write the tables of so many invented reports, and work out their matters, with so many megabytes for joining.

    Memory is that of the whole process since it began: give each size a process of its own.
    """
    write_run(folder, crises(count), SHARD, step)
    start = time.process_time()
    found = find_matters(folder, "2031-12-31", megabytes, lambda what, done, total: step())
    return Measured(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, found)


def write_run(out: Path, docs: Iterable[Document], size: int = SHARD, step: Callable[[], None] = lambda: None) -> None:
    """Write the tables that a run over these documents would write, in shards of so many."""
    make_folders(out)
    rest, number = iter(docs), 0
    while some := list(islice(rest, size)):
        name = f"000000-{number:05}"
        read = [rows_of(Read(f"{name}-{place:05}", doc.id, doc)) for place, doc in enumerate(some)]
        rows: Rows = {table: [row for one in read for row in one[table]] for table in read[0]}
        write_shard(out, Done(name, False, len(some), 0, {}, {}), rows, "")
        number += 1
        step()
    write_shard(out, Done(f"000000-{number:05}", True, 0, 0, {}, {}), {}, "")
    write_whole(out / PLAN, json.dumps({"parts": 1, "versions": {"onrecord": ""}}))
