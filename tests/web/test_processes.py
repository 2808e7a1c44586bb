"""A room of several processes, as the command line runs it: what one of them is told, all of them know."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from onrecord.api.jobs import Job
from onrecord.api.room import findings_path
from onrecord.errors import MissingError
from onrecord.store import Store
from onrecord.testing import make_statement
from onrecord.web import desk
from onrecord.web.delays import FREE_NAME, Delays

pytestmark = pytest.mark.slow

TIMES = 12
"""Requests over new connections, after which each of two processes has surely answered one."""

LONG = 180.0
"""Seconds that processes may take to start on a machine that is busy."""


@dataclass
class Running:
    """A room that runs: its address, and the process that looks after the others."""

    address: str
    process: "subprocess.Popen[str]"

    def ask(self, path: str) -> httpx.Response:
        """Ask over a connection of its own."""
        return httpx.get(self.address + path, timeout=LONG)

    def workers(self) -> list[int]:
        """The processes that hold the socket, but for the one that looks after them."""
        port = int(self.address.rstrip("/").rpartition(":")[2])
        return [pid for pid in children(self.process.pid) if listens(pid, port)]


def children(parent: int) -> list[int]:
    """The processes that a process started."""
    return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def listens(pid: int, port: int) -> bool:
    """Whether a process holds a socket that listens at this port."""
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    inodes = {one[9] for one in lines if one[3] == "0A" and int(one[1].rpartition(":")[2], 16) == port}
    try:
        held = [os.readlink(one) for one in Path(f"/proc/{pid}/fd").iterdir()]
    except OSError:
        return False
    return any(f"socket:[{inode}]" in held for inode in inodes)


def until(true: Callable[[], object]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + LONG
    while not true():
        assert time.monotonic() < end
        time.sleep(0.2)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A room of two processes over a small record."""
    folder = tmp_path_factory.mktemp("workers")
    with Store(folder / "record.db", who="ana") as store:
        store.add(make_statement())
        findings = findings_path(store)
    command = [sys.executable, "-m", "onrecord", "serve", str(folder / "record.db"), "--port", "0", "--workers", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        found = re.search(r"http://\S+/", process.stdout.readline() if process.stdout else "")
        assert found
        one = Running(found.group().rstrip("/"), process)
        until(lambda: len(one.workers()) == 2 and one.ask("/api/progress").status_code == 200)
        yield one
        process.terminate()
        process.wait(30)
    findings.unlink(missing_ok=True)


def test_workers_know_what_was_handed_in_to_one_of_them(running: Running) -> None:
    made = httpx.post(f"{running.address}/api/documents", json={"text": "Nobody was hurt, Ana Kos said."}, timeout=LONG)
    path = f"/api{made.json()['where']}"
    assert {running.ask(path).status_code for _ in range(TIMES)} == {200}


def test_workers_know_of_one_verification(running: Running) -> None:
    httpx.post(f"{running.address}/api/journal/verification", json={}, timeout=LONG)
    assert "none" not in {running.ask("/api/journal/verification").json()["state"] for _ in range(TIMES)}


def test_workers_show_an_act_at_once_whichever_is_asked(running: Running) -> None:
    claim = running.ask("/api/claims").json()["claims"][0]
    httpx.post(f"{running.address}/api/claims/{claim['id']}/accept", json={}, timeout=LONG)
    assert {running.ask("/api/claims?review=accepted").json()["place"]["total"] for _ in range(TIMES)} == {1}


def test_workers_come_back_when_one_is_killed(running: Running) -> None:
    first = running.workers()
    os.kill(first[0], signal.SIGKILL)
    assert running.ask("/api/progress").status_code == 200
    until(lambda: len(running.workers()) == 2 and running.workers() != first)
    assert {running.ask("/claims").status_code for _ in range(TIMES)} == {200}


def test_workers_end_with_the_one_that_looks_after_them(running: Running) -> None:
    started = running.workers()
    running.process.kill()
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in started))


@pytest.fixture
def shared() -> desk.Shared:
    """What is kept at a desk, as another process has it."""

    class Jobs:
        def get(self, id: str) -> Job:
            raise MissingError(found=f"no job {id!r}", wanted="one", hint="look")

    return desk.ask(desk.keep(desk.Shared(Jobs(), Jobs(), Jobs(), Delays())))  # type: ignore[arg-type]


def test_desk_counts_attempts_of_all_processes_together(shared: desk.Shared) -> None:
    for _ in range(FREE_NAME + 1):
        shared.delays.attempt("ana", "192.0.2.7")
    assert shared.delays.attempt("ana", "192.0.2.7") > 0


def test_desk_hands_errors_on_as_they_are(shared: desk.Shared) -> None:
    with pytest.raises(MissingError, match="no job 'x'"):
        shared.jobs.get("x")
