"""Reading that takes a while: documents that people hand in, read by a process of its own, with progress, and to be stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import SimpleQueue
from secrets import token_hex
from typing import Any

from onrecord.errors import MissingError, OnrecordError
from onrecord.readers.source import Source

KEPT = 100
"""Jobs that are remembered, the latest."""

DIED = "The process that reads ended: perhaps the machine has too little memory."

_spawn = get_context("spawn")


class State(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document of a job: added, version, captured, present, failed or left out.

    `document` is its id in the record, None where there is none; `claims` how many it holds; `reason` why it is not there.
    """

    name: str
    what: str
    document: str | None = None
    claims: int = 0
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """Documents that somebody handed in. `began` is ISO 8601 in UTC; `trouble` says what ended it, if something did."""

    id: str
    title: str
    who: str
    began: str
    state: State
    outcomes: tuple[Outcome, ...] = ()
    trouble: str | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state not in (State.WAITING, State.RUNNING)


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is handed in: files, texts or addresses, and what people say of them, which wins over what is found."""

    sources: tuple[Source | str, ...]
    given: dict[str, str | None] = field(default_factory=dict)


class Jobs:
    """The jobs of a room, done one after another. The process that reads is started with the first, and lives on for the next."""

    def __init__(self, place: str, changed: Callable[[], None]) -> None:
        self._place, self._changed = place, changed
        self._jobs: dict[str, Job] = {}
        self._queue: SimpleQueue[tuple[str, Parcel] | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._process: Any = None
        self._pipe: Connection | None = None

    def start(self, title: str, who: str, parcel: Parcel) -> Job:
        """Begin, as soon as the jobs before it are over."""
        job = Job(token_hex(6), title, who, datetime.now(UTC).isoformat(timespec="seconds"), State.WAITING)
        with self._lock:
            self._jobs[job.id] = job
            for old in [old.id for old in self._jobs.values() if old.is_over][: max(0, len(self._jobs) - KEPT)]:
                del self._jobs[old]
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, daemon=True)
                self._thread.start()
        self._queue.put((job.id, parcel))
        return job

    def all(self) -> list[Job]:
        """Every job that is remembered, the latest first."""
        return list(reversed(self._jobs.values()))

    def get(self, id: str) -> Job:
        """The job with this id.

        Raises:
            MissingError: there is none, or it was forgotten since.
        """
        if id not in self._jobs:
            raise MissingError(found=f"no job {id!r}", wanted="one that is remembered", hint="look into the journal instead")
        return self._jobs[id]

    def stop(self, id: str) -> Job:
        """Stop a job. Documents that were added stay; the one that is being read is not kept."""
        with self._lock:
            job = self.get(id)
            if not job.is_over:
                was_running, job = job.state is State.RUNNING, self._set(id, state=State.STOPPED)
                if was_running and (process := self._process):  # the thread may let it go meanwhile
                    process.terminate()
        return job

    def close(self) -> None:
        """Stop everything."""
        self._queue.put(None)
        if process := self._process:
            process.terminate()
            process.join()

    def _set(self, id: str, **changes: Any) -> Job:
        job = self._jobs[id] = replace(self._jobs[id], **changes)
        return job

    def _work(self) -> None:
        while (found := self._queue.get()) is not None:
            id, parcel = found
            with self._lock:
                if self._jobs[id].is_over:
                    continue
                self._set(id, state=State.RUNNING)
                pipe = self._reader()  # a job that runs can be stopped, so its process has begun by then
            self._do(id, parcel, pipe)
            self._changed()

    def _do(self, id: str, parcel: Parcel, pipe: Connection) -> None:
        try:
            pipe.send((self._jobs[id].who, parcel))
            while (told := pipe.recv()) is not None:
                if isinstance(told, Outcome):
                    self._set(id, outcomes=(*self._jobs[id].outcomes, told))
                    self._changed()
                else:
                    self._set(id, state=State.FAILED, trouble=str(told))
        except (EOFError, OSError):
            if self._jobs[id].state is not State.STOPPED:
                self._set(
                    id, state=State.FAILED, trouble="The process that reads ended: perhaps the machine has too little memory."
                )
            self._process = None
        if self._jobs[id].state is State.RUNNING:
            self._set(id, state=State.DONE)

    def _reader(self) -> Connection:
        if self._process is None or not self._process.is_alive() or self._pipe is None:
            self._pipe, end = _spawn.Pipe()
            self._process = _spawn.Process(target=_read, args=(self._place, end), daemon=True)
            self._process.start()
            end.close()  # else the end of the process would not be heard
        return self._pipe


def _read(place: str, pipe: Connection) -> None:
    """What the process does: one parcel after another, until nobody hands in any more."""
    try:
        while True:
            who, parcel = pipe.recv()
            try:
                _add(place, who, parcel, pipe.send)
            except OnrecordError as error:
                pipe.send(str(error))
            pipe.send(None)
    except EOFError:
        return


def _add(place: str, who: str, parcel: Parcel, tell: Callable[[Outcome], None]) -> None:
    from onrecord import workspace

    def added(uri: str | None, found: Any) -> None:
        told = asdict(found)
        tell(Outcome(_name(uri) or "the text", found.outcome.value, told["document"], told.get("claims", 0)))

    def failed(source: object, error: OnrecordError) -> None:
        tell(Outcome("the text" if isinstance(source, bytes) else _name(str(source)), "failed", reason=str(error)))

    def left(name: str, reason: str) -> None:
        tell(Outcome(_name(name), "left out", reason=reason))

    with workspace.open_record(place, who=who, create=False) as store:
        workspace.add_many(store, parcel.sources, given=parcel.given, on_added=added, on_error=failed, on_left=left)


def _name(uri: str | None) -> str:
    return (uri or "").removeprefix(UPLOAD)


UPLOAD = "upload:"
"""What the address of a file begins with that was handed in through the browser: the rest is the name that it had there."""


def uploaded(files: Sequence[tuple[str, bytes, str | None]]) -> tuple[Source, ...]:
    """Files that were handed in, as sources: name, bytes and media type of each."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return tuple(_uploaded(name, data, kind, now) for name, data, kind in files)


def _uploaded(name: str, data: bytes, kind: str | None, now: str) -> Source:
    from onrecord.readers.kinds import media_type_of

    plain = "".join(char for char in name.replace("\\", "/").rpartition("/")[2] if char.isprintable()) or "file"
    return Source(data, plain, UPLOAD + plain, media_type_of(plain) or kind, retrieved_at=now)
