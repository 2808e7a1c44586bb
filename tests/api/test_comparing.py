"""The process that compares documents while people read."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from onrecord.api import comparing
from onrecord.api.comparing import Comparer
from onrecord.store import Store
from onrecord.testing import make_statement

LONG = 120.0
"""Seconds that the process may take to begin on a machine that is busy."""


@pytest.fixture
def comparer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Comparer]:
    monkeypatch.setattr(comparing, "REST", 0.0)
    with Store(tmp_path / "record.db") as store:
        store.add(make_statement())
    with closing(Comparer(str(tmp_path / "record.db"), tmp_path / "findings.db", "0")) as found:
        found.start()
        yield found


@pytest.mark.slow
def test_comparer_begins_again_where_its_process_was_ended(comparer: Comparer) -> None:
    _await_line(comparer, 2)
    comparer._told[:] = [0, 0, 0, 0]
    os.kill(comparer._process.pid, signal.SIGKILL)
    comparer._process.join()
    _await_line(comparer, 2)


def _await_line(comparer: Comparer, line: int) -> None:
    end = time.monotonic() + LONG
    while comparer.progress().line < line:
        assert time.monotonic() < end
        time.sleep(0.1)
