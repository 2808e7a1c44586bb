"""Verifies a record while people read, in a process of its own that tells how far it is and can be stopped."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from onrecord.errors import OnrecordError
from onrecord.store.journal import Head

GENTLE = 10
"""By how much the process steps back behind the one that answers people (`os.nice`)."""

NONE, RUNNING, WHOLE, FAULTY, STOPPED, FAILED = "none", "running", "whole", "fault", "stopped", "failed"
"""How a verification stands."""

_spawn = get_context("spawn")


@dataclass(frozen=True, slots=True)
class Verification:
    """A verification: `state` is none (nobody asked for one yet), running, whole, fault, stopped or failed.

    `done` of `total` parts are checked; `fault` is the first thing that is wrong, or what kept it from ending. `head` is the
    journal's head that was verified. `began` and `ended` are ISO 8601 in UTC. `kept` is the head that it was compared with.
    """

    state: str = NONE
    done: int = 0
    total: int = 0
    lines: int = 0
    documents: int = 0
    claims: int = 0
    head: str | None = None
    kept: str | None = None
    fault: str | None = None
    began: str | None = None
    ended: str | None = None

    @property
    def is_running(self) -> bool:
        """Whether it is under way."""
        return self.state == RUNNING


class Verifier:
    """Verifies the record at a place, one verification at a time."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._state = Verification()
        self._lock = threading.Lock()
        self._process: Any = None
        self._number = 0

    def state(self) -> Verification:
        """How the verification stands that was begun last."""
        return self._state

    def begin(self, kept: Head | None = None) -> bool:
        """Begin; False where one runs already."""
        with self._lock:
            if self._state.is_running:
                return False
            self._number += 1
            self._state = Verification(RUNNING, kept=str(kept) if kept else None, began=_now())
            ours, theirs = _spawn.Pipe(duplex=False)
            self._process = _spawn.Process(target=_verify, args=(self._place, kept, theirs), daemon=True)
            self._process.start()
            theirs.close()
            threading.Thread(target=self._listen, args=(ours, self._number), daemon=True).start()
        return True

    def stop(self) -> bool:
        """Stop; False where none runs."""
        with self._lock:
            if not self._state.is_running:
                return False
            self._state = replace(self._state, state=STOPPED, ended=_now())
            self._end()
        return True

    def close(self) -> None:
        """Stop, and let everything go."""
        self.stop()

    def _listen(self, pipe: Connection, number: int) -> None:
        """Hear what the process tells, until it ends."""
        with pipe:
            while (told := _heard(pipe)) is not None:
                if not self._take(told, number):
                    return
        self._take({"state": FAILED, "fault": "the process that verified ended by itself", "ended": _now()}, number)

    def _take(self, told: dict[str, Any], number: int) -> bool:
        """Whether the verification that tells this goes on."""
        with self._lock:
            if number != self._number or not self._state.is_running:
                return False
            self._state = replace(self._state, **told)
            if not self._state.is_running:
                self._end()
            return self._state.is_running

    def _end(self) -> None:
        self._process.terminate()
        self._process.join()


def _heard(pipe: Connection) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = pipe.recv()
    except (EOFError, OSError):
        return None
    return found


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _verify(place: str, kept: Head | None, pipe: Connection) -> None:
    from onrecord.store import Store

    with suppress(OSError):
        os.nice(GENTLE)
    parent = os.getppid()

    def step(done: int, total: int) -> None:
        if os.getppid() != parent:  # the server was killed
            os._exit(1)
        pipe.send({"done": done, "total": total})

    try:
        with Store(place, create=False) as store:
            verdict = store.verify(kept, step=step)
    except OnrecordError as error:
        pipe.send({"state": FAILED, "fault": str(error), "ended": _now()})
        return
    counts = {"lines": verdict.lines, "documents": verdict.documents, "claims": verdict.claims}
    head = str(verdict.head) if verdict.head else None
    state = FAULTY if verdict.fault else WHOLE
    pipe.send({"state": state, "fault": verdict.fault, "head": head, "ended": _now(), **counts})
