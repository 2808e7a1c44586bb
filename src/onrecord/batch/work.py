"""What one worker does with one shard, in whatever engine it runs: the same function, so the same rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.batch.columns import CLAIMS, DOCUMENTS, LEFT_OUT
from onrecord.batch.feed import Item, Shard
from onrecord.batch.found import Aside
from onrecord.batch.guard import Reader
from onrecord.batch.reading import Answer, Failed, Task, reason_of
from onrecord.batch.shelf import Done, write_shard
from onrecord.batch.tables import ASIDE, Rows, row_of
from onrecord.model import Document
from onrecord.readers import LeftOut, Refused, Source

Hear = Callable[[bool], None]
"""Hears of each statement as soon as it is done: whether it was read."""


@dataclass(frozen=True, slots=True)
class Job:
    """What every worker of a run is told: how to read, where the tables go (None where documents are wanted), and what reads."""

    task: Task
    out: str | None
    versions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Documents:
    """A shard's documents with the names of their sources, and what was set aside."""

    shard: str
    found: tuple[tuple[str, Document], ...]
    aside: tuple[Aside, ...]


Result = Done | Documents


class Worker:
    """Does one shard after another with a process that reads."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._reader = Reader(job.task)

    def work(self, shard: Shard, hear: Hear = lambda read: None) -> Result:
        """Read a shard and write its tables, or hand on its documents.

        Raises:
            ReadError: processes cannot be started, or end at every statement.
            OSError: the tables cannot be written.
        """
        read: list[tuple[str, Any]] = []
        aside: list[Aside] = []
        for number, item in enumerate(shard.items):
            source = f"{shard.name}-{number:05}"
            found = self._read(item, source)
            if isinstance(found, Failed):
                aside.append(Aside(source, _name(item), getattr(item, "uri", None), found.reason, found.message))
            else:
                read.append((_name(item), found))
            hear(not isinstance(found, Failed))
        if self._job.out is None:
            return Documents(shard.name, tuple(read), tuple(aside))
        return self._written(shard, [rows for _, rows in read], aside, Path(self._job.out))

    def stop(self) -> None:
        """End its process; may be called from another thread."""
        self._reader.stop()

    def _read(self, item: Item, source: str) -> Answer:
        if isinstance(item, LeftOut):
            return Failed(LEFT_OUT, f"Left out: {item.reason}.")
        if isinstance(item, Refused):
            return Failed(reason_of(item.error), str(item.error))
        return self._reader.read(item, source)

    def _written(self, shard: Shard, read: list[Rows], aside: list[Aside], out: Path) -> Done:
        rows: Rows = {name: [row for one in read for row in one[name]] for name in (read[0] if read else ())}
        rows[ASIDE.name] = [row_of(ASIDE.columns, one) for one in aside]
        words, statuses = _column(rows, "documents", "words"), _column(rows, "claims", "status")
        done = Done(
            shard=shard.name,
            is_last=shard.is_last,
            documents=len(read),
            words=sum(words),
            claims=dict(Counter(str(status or "none") for status in statuses)),
            aside=dict(Counter(one.reason for one in aside)),
            rows={name: len(found) for name, found in rows.items()},
        )
        write_shard(out, done, rows, self._job.versions["onrecord"])
        return done


def _column(rows: Rows, table: str, name: str) -> Iterator[Any]:
    columns: Any = {"documents": DOCUMENTS, "claims": CLAIMS}[table]
    place = [column.name for column in columns].index(name)
    return (row[place] for row in rows.get(table, ()))


def _name(item: Item) -> str:
    return item.name if isinstance(item, Source | Refused | LeftOut) else str(item)
