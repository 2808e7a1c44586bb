"""What a run is: its parts, how they are read and by what. It is written down once, and a run that goes on must be the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import IO, Any

from onrecord.batch.feed import statements
from onrecord.batch.parts import File, Part, find_files, make_parts
from onrecord.batch.shelf import RUN, write_whole
from onrecord.errors import EmptySourceError, ExportError
from onrecord.settings import Settings

FORMAT = 1
"""Raised whenever tables, or how inputs are cut, change."""

SHARDS = 200
"""Shards that a run is cut into, about: enough for many workers, each large enough to be worth a file."""

SMALLEST, LARGEST = 20, 1_000
"""Statements of a shard."""

TYPICAL = 6_000
"""Bytes of a statement, about; only the size of shards depends on it."""

PLAN = f"{RUN}/plan.json"

ANOTHER = "give another folder for OUT, or take away this one to begin anew"


@dataclass(frozen=True, slots=True)
class Plan:
    """`settings` are those on which rows depend; `versions` say what reads."""

    parts: tuple[Part, ...]
    size: int
    settings: Mapping[str, Any]
    versions: Mapping[str, str]

    @property
    def weight(self) -> int:
        """Bytes of all parts."""
        return sum(part.weight for part in self.parts)


def make_plan(
    inputs: Sequence[str], out: Path | None, settings: Settings, versions: Mapping[str, str], size: int | None, limit: int | None
) -> Plan:
    """The plan for inputs. The same inputs give the same, whoever does the work.

    Raises:
        ReadError: an input is not there, is an address, or there is nothing in any of them.
    """
    files = find_files(inputs, out)
    if not any(file.reason is None for file in files):
        raise EmptySourceError(
            found=f"no file that can be read in {', '.join(inputs)}", wanted="at least one", hint="check the paths"
        )
    size = size or size_for(sum(file.size for file in files))
    parts = tuple(make_parts(files, size))
    given = {"model": settings.model, "max_bytes": settings.max_bytes, "force_english": settings.force_english}
    given |= {"columns": dict(sorted(settings.columns.items())), "limit": limit, "shard_size": size}
    return Plan(parts if limit is None else tuple(_first(parts, limit, settings)), size, given, dict(versions))


def size_for(weight: int) -> int:
    """Statements of a shard, for inputs of so many bytes.

    >>> size_for(10_000), size_for(60_000_000), size_for(10**12)
    (20, 50, 1000)
    """
    return min(max(weight // TYPICAL // SHARDS, SMALLEST), LARGEST)


def keep(plan: Plan, out: Path) -> bool:
    """Write the plan down in the folder of a new run; whether there is a run already that it is the plan of.

    Raises:
        ExportError: there is one over other inputs, with other settings or by another version.
    """
    if not (out / PLAN).exists():
        write_whole(_folder(out) / "parts.jsonl", _lines(plan.parts))
        write_whole(out / PLAN, json.dumps(_told(plan), ensure_ascii=False, indent=2) + "\n")
        return False
    told, lines = _kept(out)
    _compare("versions", told["versions"], plan.versions, out)
    kept, given = (
        {**settings, "shard_size": None} for settings in (told["settings"], plan.settings)
    )  # it may follow from inputs
    _compare("settings", kept, given, out)
    _compare_parts(lines, plan.parts, out)
    _compare("settings", told["settings"], plan.settings, out)
    if told != json.loads(json.dumps(_told(plan))):
        raise ExportError(found=f"a run in {out} that is cut in another way", wanted="one that this version began", hint=ANOTHER)
    return True


def check_free(out: Path) -> None:
    """See that a folder is a run's, or is not there or empty.

    Raises:
        ExportError: something else is there.
    """
    try:
        free = not out.exists() or (out / PLAN).exists() or all(path.name == RUN for path in out.iterdir())
    except NotADirectoryError:
        free = False
    if not free:
        found = f"{out}, in which there is something else" if out.is_dir() else f"the file {out}"
        raise ExportError(found=found, wanted="a new folder, or one of a run that goes on", hint="give another name")


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Nobody else writes to the folder meanwhile.

    Raises:
        ExportError: somebody does.
    """
    with (_folder(out) / "lock").open("a") as lock:
        _lock(lock, out)
        yield


def _lock(lock: IO[str], out: Path) -> None:
    try:
        import fcntl
    except ImportError:  # on Windows; there a person must see to it
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise ExportError(
            found=f"another run that is writing to {out}", wanted="one at a time", hint="let it end, or stop it"
        ) from None


def _first(parts: Sequence[Part], limit: int, settings: Settings) -> Iterator[Part]:
    """The parts with the first statements: they are counted once, so that no part depends on another's work."""
    for part in parts:
        count = sum(1 for _ in statements(replace(part, most=limit), settings))
        yield replace(part, most=count)
        limit -= count
        if limit <= 0:
            return


def _folder(out: Path) -> Path:
    try:
        (out / RUN).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(
            found=f"trouble at {out} ({error.strerror or error})",
            wanted="a folder that can be written",
            hint="check that its parent exists, may be written and has room",
        ) from None
    return out / RUN


def _lines(parts: Sequence[Part]) -> str:
    return "".join(json.dumps(part.plain(), ensure_ascii=False) + "\n" for part in parts)


def _told(plan: Plan) -> dict[str, Any]:
    inputs = hashlib.sha256(_lines(plan.parts).encode()).hexdigest()
    counts = {"parts": len(plan.parts), "bytes": plan.weight, "inputs": inputs}
    return {"format": FORMAT, **counts, "settings": dict(plan.settings), "versions": dict(plan.versions)}


def _kept(out: Path) -> tuple[dict[str, Any], list[Part]]:
    try:
        told = json.loads((out / PLAN).read_text(encoding="utf-8"))
        lines = (out / RUN / "parts.jsonl").read_text(encoding="utf-8").splitlines()
        return told, [Part.of(json.loads(line)) for line in lines]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ExportError(found=f"a plan in {out} that is damaged ({error})", wanted="a whole one", hint=ANOTHER) from None


def _compare(what: str, kept: Mapping[str, Any], given: Mapping[str, Any], out: Path) -> None:
    if kept == given:
        return
    name = next(name for name in sorted({*kept, *given}) if kept.get(name) != given.get(name))
    raise ExportError(
        found=f"a run in {out} with other {what}: {name} was {kept.get(name)} and is {given.get(name)}",
        wanted="the same, to go on",
        hint=ANOTHER,
    )


def _compare_parts(kept: Sequence[Part], given: Sequence[Part], out: Path) -> None:
    """Say in which file the inputs differ first; where only the cuts do, the settings say so."""
    before, now = ([*dict.fromkeys(file for part in parts for file in part.files)] for parts in (kept, given))
    if before == now:
        return
    old, new = next(pair for pair in zip_longest(before, now) if pair[0] != pair[1])
    raise ExportError(found=f"a run in {out} over other inputs: {_differ(old, new)}", wanted="the same, to go on", hint=ANOTHER)


def _differ(old: File | None, new: File | None) -> str:
    if old and new and old.path == new.path:
        return f"{old.path} has changed"
    if new is None or (old and new.path > old.path):
        return f"{old.path if old else ''} is no longer among them"
    return f"{new.path} was not among them"
