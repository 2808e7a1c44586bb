"""Keeps the findings of a record up to date while people read, in a process of its own, so that no page waits for it."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from onrecord.errors import OnrecordError

PAUSE = 1.0
"""Seconds between two looks at the journal's head."""

REST = 10.0
"""Seconds between two comparisons at most, where change follows change: as long as the last took, people have the machine."""

GENTLE = 10
"""By how much the process steps back behind the one that answers people (`os.nice`)."""

_spawn = get_context("spawn")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the comparison is: `done` of `total` documents while it runs, `line` of the journal up to which it went last.

    `trouble` is what kept it from finishing, in words for people.
    """

    running: bool
    done: int
    total: int
    line: int
    trouble: str | None = None


class Watch:
    """What a process sees of the one that compares. It can be handed to a process that is started, and to no other."""

    def __init__(self, told: Any, trouble: Any, look: Any) -> None:
        self._told, self._trouble, self._look = told, trouble, look

    def look(self) -> None:
        """Say that the record was changed, so that it is looked at now and not a moment later."""
        self._look.set()

    def progress(self) -> Progress:
        """How far it is."""
        running, done, total, line = self._told[:]
        return Progress(bool(running), done, total, line, self._trouble.value.decode("utf-8", "replace") or None)


class Comparer(Watch):
    """Works findings out again whenever the record changes, until it is closed."""

    def __init__(self, place: str, findings: Path, version: str) -> None:
        super().__init__(_spawn.Array("q", 4), _spawn.Array("c", 400), _spawn.Event())  # running, done, total, line
        self._of = place, findings, version
        self._process: Any = None
        self._rests = 0.0

    def start(self) -> None:
        """Begin, or begin again where the process has ended."""
        self._rests = time.monotonic() + REST
        args = (*self._of, self._told, self._trouble, self._look)
        self._process = _spawn.Process(target=_keep_up, args=args, daemon=True)
        self._process.start()

    def progress(self) -> Progress:
        """How far it is. Where its process has ended, which only the system or a fault does, it is begun again."""
        if self._process and not self._process.is_alive() and time.monotonic() > self._rests:
            self.start()
        return super().progress()

    @property
    def sentinel(self) -> int:
        """What becomes ready when the process ends (`multiprocessing.connection.wait`)."""
        return int(self._process.sentinel)

    def watch(self) -> Watch:
        """What other processes are given."""
        return Watch(self._told, self._trouble, self._look)

    def close(self) -> None:
        """Stop; what was kept stays."""
        self._process.terminate()
        self._process.join()


def _keep_up(place: str, path: Path, version: str, told: Any, trouble: Any, look: Any) -> None:
    from onrecord.api.together import work_out
    from onrecord.store import Store
    from onrecord.store.findings import Findings

    with suppress(OSError):
        os.nice(GENTLE)
    store, findings = Store(place, create=False), Findings(path)
    parent = os.getppid()

    def step(done: int, total: int) -> None:
        told[:] = [1, done, total, told[3]]

    while os.getppid() == parent:  # a server that was killed takes this process with it
        look.clear()
        began = time.monotonic()
        try:
            work_out(store, findings, version, step)
            trouble.value = b""
        except OnrecordError as error:
            trouble.value = str(error).encode()[:399]
        stand = findings.stand()
        told[:] = [0, 0, 0, stand.head.seq if stand else 0]
        time.sleep(min(time.monotonic() - began, REST))
        look.wait(PAUSE)
