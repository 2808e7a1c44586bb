"""What benches came to: tables by bench, each with when, where and with what it was measured, kept as one JSON file."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from onrecord.errors import DataError

Table = dict[tuple[str, str], dict[str, float | None]]
"""(data set, system) → measures."""

FORMAT = "onrecord bench 1"
GIGABYTE = 1024**3


@dataclass(frozen=True, slots=True)
class Machine:
    """Where something was measured. `load` is how many processes wanted a core when it began: more than `cores` is too many."""

    processor: str
    cores: int
    memory: float
    python: str
    system: str
    load: float | None = None

    def __str__(self) -> str:
        """In one line.

        >>> str(Machine("Some CPU", 2, 24.0, "3.11.7", "Linux", 0.4))
        'Some CPU, 2 cores, 24 GB, Python 3.11.7, Linux, load 0.4'
        """
        busy = "" if self.load is None else f", load {self.load:.1f}"
        return f"{self.processor}, {self.cores} cores, {self.memory:.0f} GB, Python {self.python}, {self.system}{busy}"

    def is_like(self, other: Machine) -> bool:
        """Whether times measured on both can be held against each other."""
        return (self.processor, self.cores) == (other.processor, other.cores)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one bench came to. `asked` is how much was measured; only outcomes that were asked alike can be compared."""

    table: Table
    machine: Machine
    versions: Mapping[str, str]
    made: str
    seconds: float
    asked: Mapping[str, Any] = field(default_factory=dict)


Results = dict[str, Outcome]
"""By the name of the bench."""


def this_machine() -> Machine:
    """The machine that this runs on, as far as it tells."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    load = round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None
    return Machine(_processor(), cores, round(_memory(), 1), platform.python_version(), platform.system(), load)


def save(results: Results, path: Path) -> None:
    """Write results to a file, whole or not at all."""
    told = {"format": FORMAT, "benches": {name: _plain(outcome) for name, outcome in results.items()}}
    new = path.with_name(f"{path.name}.new")
    new.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    new.replace(path)


def load(path: Path) -> Results:
    """The results in a file.

    Raises:
        DataError: there is none, or it holds something else.
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        if told["format"] != FORMAT:
            raise ValueError(f"the format {told['format']}")
        return {name: _outcome(row) for name, row in told["benches"].items()}
    except OSError as error:
        raise DataError(
            found=f"no file {path} ({error.strerror})", wanted="results of onrecord bench all --json", hint="check its name"
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        found = f"{path}, which holds something else ({error!r})"
        raise DataError(found=found, wanted="results of this version's onrecord bench all --json", hint="measure again") from None


def _plain(outcome: Outcome) -> dict[str, Any]:
    rows = [{"set": name, "system": system, "measures": _short(row)} for (name, system), row in outcome.table.items()]
    head = {"made": outcome.made, "seconds": round(outcome.seconds, 1), "asked": dict(outcome.asked)}
    return {**head, "versions": dict(outcome.versions), "machine": asdict(outcome.machine), "rows": rows}


def _short(row: dict[str, float | None]) -> dict[str, float | None]:
    """Six figures say all."""
    return {name: None if value is None else float(f"{value:.6g}") for name, value in row.items()}


def _outcome(row: dict[str, Any]) -> Outcome:
    table = {(one["set"], one["system"]): dict(one["measures"]) for one in row["rows"]}
    return Outcome(table, Machine(**row["machine"]), row["versions"], row["made"], row["seconds"], row["asked"])


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8", errors="replace").splitlines() if told.is_file() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())


def _memory() -> float:
    """Gigabytes, 0 where the system does not tell."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIGABYTE
    except (AttributeError, ValueError, OSError):
        return 0.0
