"""What is done with one shard, in whatever engine: the same functions, so the same rows."""

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


@dataclass(frozen=True, slots=True)
class Taken:
    """What was read in a shard, with the names of its sources, and what was set aside."""

    read: list[tuple[str, Any]]
    aside: list[Aside]


class Worker:
    """Reads one shard after another with a process of its own."""

    def __init__(self, task: Task) -> None:
        self._reader = Reader(task)

    def read(self, shard: Shard, hear: Hear = lambda read: None) -> Taken:
        """Read a shard.

        Raises:
            ReadError: processes cannot be started, or end at every statement.
        """
        taken = Taken([], [])
        for number, item in enumerate(shard.items):
            source = f"{shard.name}-{number:05}"
            found = self._read(item, source)
            if isinstance(found, Failed):
                taken.aside.append(Aside(source, _name(item), getattr(item, "uri", None), found.reason, found.message))
            else:
                taken.read.append((_name(item), found))
            hear(not isinstance(found, Failed))
        return taken

    def stop(self) -> None:
        """End its process; may be called from another thread."""
        self._reader.stop()

    def _read(self, item: Item, source: str) -> Answer:
        if isinstance(item, LeftOut):
            return Failed(LEFT_OUT, f"Left out: {item.reason}.")
        if isinstance(item, Refused):
            return Failed(reason_of(item.error), str(item.error))
        return self._reader.read(item, source)


def finish(job: Job, shard: Shard, taken: Taken) -> Result:
    """Write the tables of a shard that was read, or hand on its documents.

    Raises:
        OSError: the tables cannot be written.
    """
    if job.out is None:
        return Documents(shard.name, tuple(taken.read), tuple(taken.aside))
    tables = [rows for _, rows in taken.read]
    rows: Rows = {name: [row for one in tables for row in one[name]] for name in (tables[0] if tables else ())}
    rows[ASIDE.name] = [row_of(ASIDE.columns, one) for one in taken.aside]
    words, statuses = _column(rows, "documents", "words"), _column(rows, "claims", "status")
    done = Done(
        shard=shard.name,
        is_last=shard.is_last,
        documents=len(tables),
        words=sum(words),
        claims=dict(Counter(str(status or "none") for status in statuses)),
        aside=dict(Counter(one.reason for one in taken.aside)),
        rows={name: len(found) for name, found in rows.items()},
    )
    write_shard(Path(job.out), done, rows, job.versions["onrecord"])
    return done


def _column(rows: Rows, table: str, name: str) -> Iterator[Any]:
    columns: Any = {"documents": DOCUMENTS, "claims": CLAIMS}[table]
    place = [column.name for column in columns].index(name)
    return (row[place] for row in rows.get(table, ()))


def _name(item: Item) -> str:
    return item.name if isinstance(item, Source | Refused | LeftOut) else str(item)
