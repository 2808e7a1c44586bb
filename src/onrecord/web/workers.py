"""Runs the reading room in several processes, which answer at one socket. One that ends by itself is started again."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import threading
import time
from contextlib import ExitStack, closing
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import wait
from typing import Any

from onrecord import __version__, workspace
from onrecord.api.comparing import Comparer, Watch
from onrecord.api.exports import Exports
from onrecord.api.jobs import Jobs
from onrecord.api.room import Room, findings_path
from onrecord.api.verifying import Verifier
from onrecord.store.findings import Findings
from onrecord.web import desk
from onrecord.web.app import create_app
from onrecord.web.delays import Delays
from onrecord.web.guard import Safety
from onrecord.web.serve import run

SHORT, LONGEST = 5.0, 30.0
"""Seconds: a process that lived no longer is started again only after a pause, which grows to so much."""

PATIENCE = 5.0
"""Seconds that processes are given to end by themselves."""

_log = logging.getLogger(__name__)
_spawn = get_context("spawn")


@dataclass(frozen=True, slots=True)
class Opening:
    """What a process needs to answer: the record, whose name stands in its journal, how it is kept safe, and where to ask."""

    place: str
    who: str | None
    safety: Safety
    door: desk.Door
    watch: Watch


def run_many(count: int, place: str, who: str | None, safety: Safety, listening: socket.socket) -> None:
    """Answer at the socket with so many processes until Ctrl-C, or until this one is asked to end."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    with workspace.open_record(place, who=who, create=False) as store:
        path = findings_path(store)
    with ExitStack() as kept:
        comparer = kept.enter_context(closing(Comparer(place, path, __version__)))
        comparer.start()
        jobs = kept.enter_context(closing(Jobs(place, comparer.look)))
        verifier = kept.enter_context(closing(Verifier(place)))
        exports = kept.enter_context(closing(Exports(place)))
        door = desk.keep(desk.Shared(jobs, verifier, exports, Delays()))
        workers = kept.enter_context(closing(_Workers(Opening(place, who, safety, door, comparer.watch()), listening)))
        for _ in range(count):
            workers.start()
        try:
            while True:
                _look_after(workers, comparer)
        except KeyboardInterrupt:
            return


class _Workers:
    """The processes that answer."""

    def __init__(self, opening: Opening, listening: socket.socket) -> None:
        self._args = opening, listening
        self._began: dict[Any, float] = {}
        self._pause = 0.0

    @property
    def sentinels(self) -> list[int]:
        return [process.sentinel for process in self._began]

    def start(self) -> None:
        process = _spawn.Process(target=_answer, args=self._args, daemon=True)
        process.start()
        self._began[process] = time.monotonic()

    def replace(self) -> None:
        """Start one for each that has ended."""
        for process in [one for one in self._began if not one.is_alive()]:
            lived = time.monotonic() - self._began.pop(process)
            _log.warning("A server process ended by itself (%s); another takes its place.", process.exitcode)
            self._pause = min(max(1.0, 2 * self._pause), LONGEST) if lived < SHORT else 0.0
            time.sleep(self._pause)
            self.start()

    def close(self) -> None:
        for process in self._began:
            process.terminate()
        end = time.monotonic() + PATIENCE
        for process in self._began:
            process.join(max(0.0, end - time.monotonic()))
            process.kill()


def _look_after(workers: _Workers, comparer: Comparer) -> None:
    """Wait until a process ends, and start another."""
    ended = wait([*workers.sentinels, comparer.sentinel])
    if comparer.sentinel in ended:
        time.sleep(SHORT)
        comparer.start()
    workers.replace()


def _answer(opening: Opening, listening: socket.socket) -> None:
    """What a process does."""
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    shared = desk.ask(opening.door)
    store = workspace.open_record(opening.place, who=opening.who, create=False)
    findings = Findings(findings_path(store))
    room = Room(store, findings, opening.watch, shared.jobs, shared.verifier, shared.exports)
    run(create_app(room, shared.delays, safety=opening.safety), listening)


def _end_with(parent: int) -> None:
    """End this process when the one that started it has ended, however that came."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
