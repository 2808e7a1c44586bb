"""A run from its beginning, or from where it stopped, to its end."""

from __future__ import annotations

import os
import time
from collections import Counter, defaultdict
from collections.abc import Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from onrecord import workspace
from onrecord.batch.feed import Feed, Item
from onrecord.batch.plan import TYPICAL, Plan, check_free, keep, locked, make_plan
from onrecord.batch.reading import Task
from onrecord.batch.rows import check_pyarrow
from onrecord.batch.shelf import Done, make_folders, read_done, sweep, total, write_description
from onrecord.batch.work import Documents, Job, Result
from onrecord.errors import ExportError, RefusedError, SettingsError
from onrecord.model import Document
from onrecord.readers import Source
from onrecord.settings import Settings

if TYPE_CHECKING:
    from onrecord.store import Store

LISTED = 1_000
"""Statements that were not added to a record and are listed; the others are counted."""

ENGINES = ("local", "ray")
RECORDS = ("postgresql://", "postgres://")
SUFFIXES = (".db", ".sqlite", ".sqlite3")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asks for. The rows depend on inputs, settings, `size`, `limit`, `seconds` and `megabytes` alone.

    `size` is how many statements are written together, None to let it follow from the inputs; `limit` how many are taken at
    most; `seconds` of processor time and `megabytes` are what one may take. `workers` is how many processes read, None for one
    for each core, `address` where a Ray cluster is, None for this machine. `who` stands in a record's journal.
    """

    inputs: Sequence[str]
    out: str
    settings: Settings = field(default_factory=Settings)
    engine: str = "local"
    workers: int | None = None
    size: int | None = None
    limit: int | None = None
    seconds: float = 120.0
    megabytes: int = 4_000
    address: str | None = None
    who: str | None = None

    def __post_init__(self) -> None:
        if self.engine not in ENGINES:
            raise SettingsError(found=f"the engine {self.engine}", wanted=" or ".join(ENGINES), hint="leave --engine out")
        if self.seconds <= 0 or self.megabytes <= 0:
            raise SettingsError(found="a limit of nothing", wanted="a positive number", hint="see --timeout and --memory")


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run came to, with what it did before it was stopped. `read` and `seconds` are of this time alone.

    Into a record, `added` counts what became of documents, and `listed` has the first that were set aside, with the reason.
    """

    documents: int
    words: int
    claims: dict[str, int]
    aside: dict[str, int]
    read: int
    seconds: float
    added: dict[str, int] = field(default_factory=dict)
    listed: tuple[tuple[str, str], ...] = ()

    @property
    def rate(self) -> float:
        """Documents a second."""
        return self.read / self.seconds if self.seconds else 0.0


class Watch(Protocol):
    """Hears how a run goes on."""

    def document(self, read: bool) -> None:
        """One more statement is done, read or set aside; may be called from several threads."""

    def share(self, done: float) -> None:
        """About so much of the whole, from 0 to 1, is done."""


class Silent:
    """Hears nothing."""

    def document(self, read: bool) -> None:
        """Nobody asks."""

    def share(self, done: float) -> None:
        """Nobody asks."""


def run(asked: Asked, watch: Watch | None = None) -> Summary:
    """Read everything and write the tables, or keep the documents in a record; go on where an earlier run stopped.

    Raises:
        ReadError: an input is not there, or processes cannot be started.
        ExportError: something else is at `out`, or a run over other inputs or with other settings; or it cannot be written.
        StoreError: the record cannot be written.
    """
    workspace.prepare()
    to_record = asked.out.startswith(RECORDS) or asked.out.endswith(SUFFIXES)
    try:
        return (_to_record if to_record else _to_folder)(asked, watch or Silent())
    except OSError as error:
        raise ExportError(
            found=f"trouble at {error.filename or asked.out} ({error.strerror or error})",
            wanted="a folder that can be written",
            hint="check that it may be written and has room, then run the same again: it goes on where it stopped",
        ) from None


def _to_folder(asked: Asked, watch: Watch) -> Summary:
    check_pyarrow()
    out = Path(asked.out).resolve()
    check_free(out)
    with locked(out):
        versions = workspace.versions()
        plan = make_plan(asked.inputs, out, asked.settings, versions, asked.size, asked.limit)
        keep(plan, out)
        make_folders(out)
        write_description(out, versions["onrecord"])
        done = read_done(out)
        before = total(iter(done.values()))
        share = _Share(plan, done.values())
        watch.share(share.now())
        began = time.monotonic()
        job = Job(Task(asked.settings, asked.seconds, asked.megabytes), str(out), versions)
        held = {part: frozenset(shards) for part, shards in share.shards.items()}
        feed = Feed(plan.parts, asked.settings, plan.size, held, frozenset(share.finished))
        with closing(_engine(asked, feed, job, watch)) as results:
            for result in results:
                assert isinstance(result, Done)
                done[result.shard] = result
                watch.share(share.more(result))
        sweep(out)
        now = total(iter(done.values()))
        return _summary(now, now["documents"] - before["documents"], time.monotonic() - began)


def _to_record(asked: Asked, watch: Watch) -> Summary:
    count: Counter[str] = Counter()
    listed: list[tuple[str, str]] = []
    began = time.monotonic()
    with workspace.open_record(asked.out, who=asked.who) as store:
        settings = replace(asked.settings, collector=asked.settings.collector or store.who)
        plan = make_plan(asked.inputs, None, settings, workspace.versions(), asked.size, asked.limit)
        job = Job(Task(settings, asked.seconds, asked.megabytes, whole=True), None, workspace.versions())

        def known(item: Item) -> bool:
            held = isinstance(item, Path | Source) and workspace.held_as(store, item, settings) is not None
            count["added present"] += held
            return held

        feed = Feed(plan.parts, settings, plan.size, is_held=known)
        with closing(_engine(asked, feed, job, watch)) as results:
            for result in results:
                assert isinstance(result, Documents)
                _keep(store, result, count, listed)
    return replace(_summary(count, count["documents"], time.monotonic() - began), listed=tuple(listed))


def _keep(store: Store, result: Documents, count: Counter[str], listed: list[tuple[str, str]]) -> None:
    """Add a shard's documents, each in a transaction of its own."""
    wrong = [(one.reason, one.name, one.message) for one in result.aside]
    for name, doc in result.found:
        try:
            count[f"added {store.add(doc).outcome.value}"] += 1
            _count(doc, count)
        except RefusedError as error:
            wrong.append(("refused", name, str(error)))
    count.update(f"aside {reason}" for reason, _, _ in wrong)
    listed += [(name, message) for _, name, message in wrong][: LISTED - len(listed)]


def _engine(asked: Asked, feed: Feed, job: Job, watch: Watch) -> Generator[Result, None, None]:
    if asked.engine == "ray":
        from onrecord.batch.cluster import run_ray

        return run_ray(feed, job, asked.workers, asked.address, watch.document)
    from onrecord.batch.local import run_local

    return run_local(feed.all(), job, asked.workers or os.cpu_count() or 1, watch.document)


def _count(doc: Document, count: Counter[str]) -> None:
    count.update({"documents": 1, "words": len(doc.text.split())})
    count.update(f"claims {claim.status or 'none'}" for claim in doc.claims)


def _summary(count: Counter[str], read: int, seconds: float) -> Summary:
    claims, aside, added = (
        {name.removeprefix(kind): number for name, number in count.most_common() if name.startswith(kind) and number}
        for kind in ("claims ", "aside ", "added ")
    )
    return Summary(count["documents"], count["words"], claims, aside, read, seconds, added)


class _Share:
    """How much of a run is done, by the weight of its parts; how long a part still takes is guessed from those that are done."""

    def __init__(self, plan: Plan, done: Iterable[Done]) -> None:
        self._weights = [part.weight + 1 for part in plan.parts]
        self._total = sum(self._weights)
        self._begun: dict[int, int] = defaultdict(int)
        self._last: dict[int, int] = {}
        self._whole = self._seen = 0
        self.shards: dict[int, set[str]] = defaultdict(set)
        self.finished: set[int] = set()
        for one in done:
            self.more(one)

    def more(self, done: Done) -> float:
        """One more shard is done; the share that is done with it."""
        part, number = (int(piece) for piece in done.shard.split("-"))
        self.shards[part].add(done.shard)
        self._begun[part] += done.documents + sum(done.aside.values())
        if done.is_last:
            self._last[part] = number
        if len(self.shards[part]) == self._last.get(part, -2) + 1:
            self.finished.add(part)
            self._whole += self._weights[part]
            self._seen += self._begun.pop(part)
        return self.now()

    def now(self) -> float:
        """From 0 to 1."""
        each = self._whole / self._seen if self._seen else TYPICAL
        begun = sum(min(0.95 * self._weights[part], each * seen) for part, seen in self._begun.items())
        return (self._whole + begun) / self._total
