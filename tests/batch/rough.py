"""A process that reads without models, and does what its statements say: it falls over, hangs, grows.

Run in place of `onrecord.batch.child` by tests; what is around it is the real thing.
"""

import os
import signal
import time
from pathlib import Path
from typing import Any

from onrecord import workspace
from onrecord.batch import child
from onrecord.batch.reading import Task
from onrecord.model import Document
from onrecord.pipeline import check_language
from onrecord.readers import read_source
from onrecord.settings import Settings
from onrecord.testing import STATEMENT, make_statement


def read(item: Any, settings: Settings) -> Document:
    doc = read_source(item, settings)
    check_language(make_statement(language="fr") if "en français" in doc.text else make_statement(), settings)
    _misbehave(doc.text)
    if STATEMENT not in doc.text:
        return doc
    return make_statement(doc.text, title=doc.title, publisher=doc.publisher, published=doc.published, uri=doc.uri)


def _misbehave(text: str) -> None:
    if "falls over" in text:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "falls once" in text:
        _fall_once(Path(os.environ["ROUGH_FALLEN"]))
    while "never ends" in text:
        pass
    if "sleeps" in text:
        time.sleep(600)
    if "grows" in text:
        held = [bytearray(b"x" * 1_000_000) for _ in range(400)]
        time.sleep(600)
        del held
    if "slowly" in text:
        time.sleep(0.02)
    if "has a fault" in text:
        raise ZeroDivisionError("by nothing")


def _fall_once(mark: Path) -> None:
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)


def warm(task: Task) -> str:
    return child.READY


if __name__ == "__main__":
    workspace.read = read  # type: ignore[assignment]
    child._warm = warm
    child.main()
