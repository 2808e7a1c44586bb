"""A process that reads, watched from outside: whatever a statement does to it costs that statement alone."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from onrecord.batch.child import PATIENCE, READY
from onrecord.batch.reading import Answer, Failed, Task
from onrecord.errors import OnrecordError, ReadError
from onrecord.readers import Source
from onrecord.settings import MEGABYTE

COMMAND = [sys.executable, "-m", "onrecord.batch.child"]

TRIES = 2
"""How often a statement is tried whose process ends: it may have been ended for another reason."""

IN_A_ROW = 5
"""Statements one after another whose process ends: then it is the machine, not the statements."""

RENEWED = 5_000
"""Statements after which a process is replaced by a new one: so its memory stays flat, whatever its libraries keep."""

LOADING = 600.0
"""Seconds within which a process is ready, on a machine that builds what is built once while others do so, too."""

LOOK = 0.25
"""Seconds between two looks at the memory of a process."""

IN_TIME = tuple(int(s) for name in ("SIGPROF", "SIGALRM") if (s := getattr(signal, name, None)))
"""The signals by which the system ends a process that takes too long."""


class Stopped(Exception):  # noqa: N818 - no error: the run was told to stop
    """The reading was ended from outside."""


class Reader:
    """Reads statements in a process of its own; a new one is started where that one ended.

    One thread may use it; `stop` may be called from another.
    """

    def __init__(self, task: Task) -> None:
        self._task = task
        self._child: _Child | None = None
        self._stopped = False
        self._crashes = 0

    def read(self, item: Source | Path, source: str) -> Answer:
        """What is read in an item that the run calls so, or why nothing is.

        Raises:
            ReadError: the process ends at one statement after another, or cannot be started.
            Stopped: `stop` was called.
        """
        how = ""
        for _ in range(TRIES):
            found = self._ask(item, source)
            if not isinstance(found, _Gone):
                self._crashes = 0
                return found
            if found.reason:
                return Failed(found.reason, found.message)
            how = found.message
        self._crashes += 1
        if self._crashes >= IN_A_ROW:
            raise _all_crash(how)
        return Failed("crash", f"The process that read it ended {TRIES} times ({how}).")

    def stop(self) -> None:
        """End the process, whatever it does."""
        self._stopped = True
        if self._child:
            self._child.kill()

    def _ask(self, item: Source | Path, source: str) -> Answer | _Gone:
        if self._stopped:
            raise Stopped
        if self._child and self._child.read >= RENEWED:
            self._child.kill()
            self._child = None
        found = self._begun().ask(item, source)
        if isinstance(found, _Gone):
            self._child = None
        if self._stopped:
            raise Stopped
        return found

    def _begun(self) -> _Child:
        """A process that is ready."""
        if self._child:
            return self._child
        child = self._child = _Child(self._task)
        if self._stopped:  # the one who stops it may have looked before it was there
            child.kill()
        ready = child.ready()
        if ready != READY:
            self._child = None  # it has said all that it will ever say
            child.kill()
        if self._stopped:
            raise Stopped
        if ready != READY:
            raise ready if isinstance(ready, OnrecordError) else _not_ready(ready)
        return child


class _Gone:
    """The process ended. `reason` is set where that was the statement's fault for sure."""

    def __init__(self, reason: str | None, message: str) -> None:
        self.reason, self.message = reason, message


class _Child:
    """One process."""

    def __init__(self, task: Task) -> None:
        self.read = 0
        self._task = task
        self._answers: SimpleQueue[Any] = SimpleQueue()
        own = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # each process has one core
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        self._process = subprocess.Popen(COMMAND, env={**os.environ, **own}, **pipes)
        threading.Thread(target=self._listen, daemon=True).start()
        self._tell(task)

    def ready(self) -> Any:
        """READY as soon as it has loaded what it needs; else the error, or how it ended."""
        return self._wait(LOADING)

    def ask(self, item: Source | Path, source: str) -> Answer | _Gone:
        """The answer for one item; the process has ended where that is a `_Gone`."""
        self.read += 1
        self._tell((source, item))
        found: Answer | _Gone = self._wait(self._task.seconds * PATIENCE + 10)
        return found

    def kill(self) -> None:
        """End it, and see that it is gone."""
        self._process.kill()
        self._process.wait()

    def _tell(self, value: object) -> None:
        assert self._process.stdin
        with suppress(OSError):  # it ended: that is seen when its answer is waited for
            self._process.stdin.write(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
            self._process.stdin.flush()

    def _listen(self) -> None:
        assert self._process.stdout
        with self._process.stdout as stream, suppress(EOFError, OSError, pickle.UnpicklingError):
            while True:
                self._answers.put(pickle.load(stream))
        self._answers.put(None)

    def _wait(self, seconds: float) -> Any:
        """The next answer, or how the process ended before it gave one."""
        due = time.monotonic() + seconds
        while True:
            try:
                found = self._answers.get(timeout=LOOK)
            except Empty:
                if time.monotonic() > due:
                    return self._end("time", _late(self._task))
                if _memory(self._process.pid) > self._task.megabytes * MEGABYTE:
                    return self._end("memory", f"Reading it took more than {self._task.megabytes} MB of memory.")
                continue
            return self._ended() if found is None else found

    def _end(self, reason: str, message: str) -> _Gone:
        self.kill()
        return _Gone(reason, message)

    def _ended(self) -> _Gone:
        self._process.kill()  # it has closed its answers, and may still hang
        status = self._process.wait()
        if -status in IN_TIME:
            return _Gone("time", _late(self._task))
        return _Gone(None, f"signal {-status}" if status < 0 else f"status {status}")


def _late(task: Task) -> str:
    return f"Reading it took more than {task.seconds:g} seconds of processor time, or {PATIENCE} times that by the clock."


def _memory(pid: int) -> int:
    """The bytes of memory that a process has now; 0 where the system does not tell it as Linux does."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError, AttributeError):
        return 0


def _all_crash(how: str) -> ReadError:
    return ReadError(
        found=f"{IN_A_ROW} statements one after another at which the process that reads them ended ({how})",
        wanted="processes that live",
        hint="see whether there is memory for each (fewer --workers) and room on the disk, then run the same again",
    )


def _not_ready(found: object) -> ReadError:
    how = found.message if isinstance(found, _Gone) else str(found)
    return ReadError(
        found=f"a process for reading that ended before it began ({how})",
        wanted="one that loads its models",
        hint="try `onrecord demo` to see what is wrong; each process needs about 1 GB of memory",
    )
