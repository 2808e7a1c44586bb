"""The process that reads: one statement after another, each within its time. Run as `python -m onrecord.batch.child`.

It is given pickled values on standard input, first a `Task`, then items, and answers each on standard output. It may be ended
at any moment: whoever started it keeps what is done.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

from onrecord import workspace
from onrecord.batch.reading import Task, answer
from onrecord.errors import OnrecordError

READY = "ready"

PATIENCE = 5
"""How many times its limit of processor time a statement may take by the clock: others may use the processor, too."""

WARMING = "Ana Ruiz said on Monday that two people were hurt at the harbour of Ozerin."


def main() -> None:
    """Read what standard input asks for until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it decides when it ends
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    asked = sys.stdin.buffer
    task: Task = pickle.load(asked)
    _say(answers, _warm(task))
    with suppress(EOFError, BrokenPipeError):
        while True:
            source, item = pickle.load(asked)
            with _limited(task.seconds):
                found = answer(item, source, task)
            _say(answers, found)


def _warm(task: Task) -> str | OnrecordError:
    """Load what is loaded once; the error if that cannot be done."""
    try:
        workspace.prepare()
        workspace.read_text(WARMING, replace(task.settings, force_english=True))
    except OnrecordError as error:
        return error
    return READY


def _say(stream: Any, value: object) -> None:
    stream.write(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
    stream.flush()


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """The system ends this process where the work takes longer, whatever it is doing, and also if nobody waits any more."""
    if not hasattr(signal, "setitimer"):  # on Windows the one who waits looks at the clock
        yield
        return
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, seconds * PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)


if __name__ == "__main__":
    main()
