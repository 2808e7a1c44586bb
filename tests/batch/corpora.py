"""Invented corpora, runs over them, and what is in their tables."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq  # type: ignore[import-untyped]

from onrecord.testing import STATEMENT

ROUGH = [sys.executable, str(Path(__file__).with_name("rough.py"))]

RUN = """
import signal
from onrecord.batch import Asked, guard, run
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background process is born without
guard.COMMAND = {command!r}
if __name__ == "__main__":
    run(Asked(**{asked!r}))
"""


def corpus(folder: Path, count: int, more: Sequence[str] = (), words: str = "") -> Path:
    """A folder with a file of JSON Lines and one file for each of `more`."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [{"id": f"s{n}", "title": f"Report {n}", "text": f"{STATEMENT} {words} Report {n}."} for n in range(count)]
    (folder / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    for number, text in enumerate(more):
        (folder / f"m{number}.txt").write_text(text)
    return folder


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    """Every row of a table, in the order of its files."""
    return [row for path in sorted((out / table).glob("*.parquet")) for row in pq.read_table(path).to_pylist()]


def everything(out: Path) -> dict[str, Any]:
    """All rows of all tables, and the bytes of all files."""
    paths = sorted(path for path in out.rglob("*") if path.is_file() and path.name not in ("lock", "plan.json"))
    return {str(path.relative_to(out)): path.read_bytes() for path in paths}


def begin(tmp: Path, **asked: Any) -> subprocess.Popen[bytes]:
    """A run in a process of its own."""
    script = tmp / "begin.py"
    script.write_text(RUN.format(command=ROUGH, asked=asked))
    return subprocess.Popen([sys.executable, str(script)], stderr=subprocess.PIPE)


def kill_when_done(run: subprocess.Popen[bytes], out: Path, shards: int) -> bool:
    """Kill a run as soon as so many shards are done; whether it was still going on."""
    due = time.monotonic() + 120
    while len(list((out / "run" / "done").glob("*.json"))) < shards:
        if run.poll() is not None or time.monotonic() > due:
            break
        time.sleep(0.002)
    going = run.poll() is None
    run.kill()
    run.wait()
    return going


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(one) for one in found.stdout.split()]


def kill_children(pid: int) -> int:
    """Kill what a process has started; how many were killed."""
    found = children(pid)
    for one in found:
        os.kill(one, signal.SIGKILL)
    return len(found)
