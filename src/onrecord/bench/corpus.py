"""How the matters of a corpus behave when it is large: memory and rate, worked out from invented documents."""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
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
    write_run(folder, crises(count), SHARD, NEEDED, step)
    start = time.process_time()
    found = find_matters(folder, "2031-12-31", megabytes, lambda what, done, total: step())
    return Measured(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, found)


def write_run(
    out: Path,
    docs: Iterable[Document],
    size: int = SHARD,
    names: Sequence[str] | None = None,
    step: Callable[[], None] = lambda: None,
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
        step()
    write_shard(out, Done(f"000000-{number:05}", True, 0, 0, {}, {}), {}, "")
    write_whole(out / PLAN, json.dumps({"parts": 1, "versions": {"onrecord": ""}}))
