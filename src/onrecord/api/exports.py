"""Writes exports while people read: one after another, each in a process of its own that tells how far it is and can be ended."""

from __future__ import annotations

import os
import re
import threading
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from onrecord.api.jobs import State
from onrecord.errors import MissingError, OnrecordError, QueryError

if TYPE_CHECKING:
    from onrecord.export.formats.asked import Asked

KEPT = 20
"""Exports whose files are kept, the latest."""

MOST_WAITING = 20
"""Exports that may wait at a time."""

GENTLE = 10
"""By how much the process steps back behind those that answer people (`os.nice`)."""

BUNDLE, JSON = "bundle", "json"
"""The two formats that take the whole record and stand apart from the others."""

DIED = "The process that writes ended: perhaps the machine has too little memory."

_spawn = get_context("spawn")


@dataclass(frozen=True, slots=True)
class Export:
    """An export that somebody asked for. `began` is ISO 8601 in UTC; `done` of `total` documents are compared or written.

    Once it is done, `size` is in bytes, `sha256` the file's hash, `line` the journal's line that tells it, and of a bundle `seal`
    what shows later that it is this one. `trouble` says what ended it otherwise.
    """

    id: str
    form: str
    file: str
    who: str
    began: str
    state: State
    done: int = 0
    total: int = 0
    size: int | None = None
    sha256: str | None = None
    seal: str | None = None
    line: int | None = None
    trouble: str | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state not in (State.WAITING, State.RUNNING)


class Exports:
    """The exports of a room, and their files, which are there as long as the room is."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._exports: dict[str, Export] = {}
        self._queue: SimpleQueue[tuple[str, Asked] | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._folder: TemporaryDirectory[str] | None = None
        self._process: Any = None

    def start(self, form: str, suffix: str, asked: Asked, who: str) -> Export:
        """Begin, as soon as the exports before it are over; `suffix` is what the file's name ends with.

        Raises:
            QueryError: too many wait already.
        """
        file = f"{_stem(self._place)}-{form}{suffix}"
        export = Export(token_hex(6), form, file, who, datetime.now(UTC).isoformat(timespec="seconds"), State.WAITING)
        with self._lock:
            if sum(not one.is_over for one in self._exports.values()) >= MOST_WAITING:
                raise QueryError(found="too many exports that wait", wanted="fewer", hint="wait until some are written")
            self._exports[export.id] = export
            self._forget()
            if self._folder is None:
                self._folder = TemporaryDirectory(prefix="onrecord-")
                self._thread = threading.Thread(target=self._work, daemon=True)
                self._thread.start()
        self._queue.put((export.id, asked))
        return export

    def all(self) -> list[Export]:
        """Every export that is remembered, the latest first."""
        return list(reversed(self._exports.values()))

    def get(self, id: str) -> Export:
        """The export with this id.

        Raises:
            MissingError: there is none, or its file was thrown away since.
        """
        if id not in self._exports:
            raise MissingError(found=f"no export {id!r}", wanted="one of the latest", hint="write it again")
        return self._exports[id]

    def path(self, id: str) -> str:
        """Where the file of an export is.

        Raises:
            MissingError: there is none, or it is not written.
        """
        export = self.get(id)
        if export.state is not State.DONE or self._folder is None:
            raise MissingError(found=f"an export that is {export.state}", wanted="one that is done", hint="look how far it is")
        return str(self._path(id))

    def stop(self, id: str) -> Export:
        """Stop an export; nothing is left of it."""
        with self._lock:
            export = self.get(id)
            if not export.is_over:
                was_running, export = export.state is State.RUNNING, self._set(id, state=State.STOPPED)
                if was_running and self._process:
                    self._process.terminate()
        return export

    def close(self) -> None:
        """Stop everything, and throw the files away."""
        self._queue.put(None)
        if self._process:
            self._process.terminate()
            self._process.join()
        if self._folder:
            self._folder.cleanup()

    def _path(self, id: str) -> Path:
        return Path(self._folder.name if self._folder else "") / id

    def _set(self, id: str, **changes: Any) -> Export:
        export = self._exports[id] = replace(self._exports[id], **changes)
        return export

    def _forget(self) -> None:
        over = [one.id for one in self._exports.values() if one.is_over]
        for id in over[: max(0, len(self._exports) - KEPT)]:
            del self._exports[id]
            self._path(id).unlink(missing_ok=True)

    def _work(self) -> None:
        while (found := self._queue.get()) is not None:
            id, asked = found
            with self._lock:
                if self._exports[id].is_over:
                    continue
                export = self._set(id, state=State.RUNNING)
                ours, theirs = _spawn.Pipe(duplex=False)
                args = (self._place, export.who, export.form, asked, str(self._path(id)), theirs)
                self._process = _spawn.Process(target=_write, args=args, daemon=True)
                self._process.start()
                theirs.close()
            self._listen(id, ours)
            self._process.join()

    def _listen(self, id: str, pipe: Connection) -> None:
        """Hear what the process tells, until it ends."""
        with pipe, suppress(EOFError, OSError):
            while told := pipe.recv():
                with self._lock:
                    if self._exports[id].state is State.RUNNING:
                        self._set(id, **told)
        with self._lock:
            if self._exports[id].state is State.RUNNING:
                self._set(id, state=State.FAILED, trouble=DIED)


def _stem(place: str) -> str:
    """A plain name for files of a record."""
    name = place.rpartition("/")[2].partition("?")[0].rpartition("\\")[2]
    return re.sub(r"[^A-Za-z0-9_-]+", "-", name.removesuffix(".db")).strip("-")[:60] or "record"


def _write(place: str, who: str, form: str, asked: Asked, path: str, pipe: Connection) -> None:
    """What the process does."""
    from onrecord import workspace

    with suppress(OSError):
        os.nice(GENTLE)
    parent = os.getppid()

    def step(done: int, total: int) -> None:
        if os.getppid() != parent:  # the server was killed
            os._exit(1)
        pipe.send({"done": done, "total": total})

    try:
        with workspace.open_record(place, who=who, create=False) as store:
            told = _written(store, form, asked, Path(path), step)
        pipe.send({"state": State.DONE, **told})
    except OnrecordError as error:
        pipe.send({"state": State.FAILED, "trouble": str(error)})


def _written(store: Any, form: str, asked: Asked, path: Path, step: Any) -> dict[str, Any]:
    from onrecord import workspace

    if form == BUNDLE:
        sealed = workspace.export_bundle(store, path, (), step)
        return {"size": sealed.size, "sha256": sealed.sha256, "seal": sealed.seal, "line": store.head().seq}
    if form == JSON:
        with path.open("w", encoding="utf-8", newline="\n") as file:
            line = workspace.export_json(store, file.write, asked.as_of, step)
    else:
        line = workspace.export_as(store, form, path, asked, step)
    return {"size": line.after["size"], "sha256": line.after["sha256"], "line": line.seq}
