"""The room in which a record is read: the record, what follows from it, and how far the comparison is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, closing, contextmanager
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from onrecord import __version__, workspace
from onrecord.api.comparing import Comparer, Progress, Watch
from onrecord.api.exports import Exports
from onrecord.api.jobs import Jobs
from onrecord.api.memory import Memory, Mend
from onrecord.api.together import work_out
from onrecord.api.verifying import Verifier
from onrecord.errors import MissingError
from onrecord.gazetteer import cache_dir
from onrecord.store import Store
from onrecord.store.findings import Findings
from onrecord.store.journal import Head
from onrecord.store.shelving import FORM


@dataclass
class Room:
    """What every view is given. `comparer` is None where findings are worked out when they are asked for, as in tests.

    `jobs`, `verifier` and `exports` are its own where none are given; those that are given are somebody else's to close.
    """

    store: Store
    findings: Findings
    comparer: Watch | None = None
    jobs: Jobs = field(default=None)  # type: ignore[assignment]
    verifier: Verifier = field(default=None)  # type: ignore[assignment]
    exports: Exports = field(default=None)  # type: ignore[assignment]
    _own: ExitStack = field(default_factory=ExitStack)
    _memory: Memory = field(default_factory=Memory)

    def __post_init__(self) -> None:
        if self.jobs is None:
            self.jobs = self._own.enter_context(closing(Jobs(self.store.place, self.changed)))
        if self.verifier is None:
            self.verifier = self._own.enter_context(closing(Verifier(self.store.place)))
        if self.exports is None:
            self.exports = self._own.enter_context(closing(Exports(self.store.place)))

    def close(self) -> None:
        """Let everything go."""
        self._own.close()
        if isinstance(self.comparer, Comparer):
            self.comparer.close()
        self.findings.close()
        self.store.close()

    def acting(self, who: str | None) -> Room:
        """The same room, whose acts stand in the journal under this name; the record's own user's where it is None."""
        if not who:
            return self
        other = copy(self)
        other.store = self.store.acting(who)
        return other

    @contextmanager
    def looking(self) -> Iterator[None]:
        """All that this thread reads in the block it sees as of one moment: a page is one look at the record."""
        with self.store.looking(), self.findings.looking(), self._memory.looking(self.store):
            yield

    def kept(
        self, key: tuple[Any, ...], make: Callable[[], Any], on: Collection[str] | None = None, mend: Mend | None = None
    ) -> Any:
        """What `make` gives, made anew only where the record was written to since; `key` names it.

        `on` names the fields of claims from which it follows, where it does not follow from all of them: what people say of
        claims touches few of them. "review" is whether people reviewed a claim. `mend` is as in `Memory.kept`.
        """
        return self._memory.kept(self.store, key, make, on, mend)

    @property
    def head(self) -> Head:
        """The journal's last line."""
        return self._memory.touched(self.store).head

    @property
    def today(self) -> str:
        """The day for which threads stand, as YYYY-MM-DD."""
        return date.today().isoformat()

    def changed(self) -> None:
        """Say that something was written, so that what follows from it is worked out."""
        if self.comparer:
            self.comparer.look()
        else:
            work_out(self.store, self.findings, __version__)

    def progress(self) -> Progress:
        """How far the comparison of the documents is."""
        if self.comparer:
            return self.comparer.progress()
        stand = self.findings.stand()
        return Progress(False, 0, 0, stand.head.seq if stand else 0)

    def one(self, kind: str, id: str, shape: type) -> Any:
        """The finding of this kind (matter, series, thread) whose id is this or begins so, as the dataclass that it was.

        Raises:
            MissingError: there is none, or more than one.
        """
        found = self.findings.get(kind, id)
        if len(found) != 1:
            count = f"more than one {kind}" if found else f"no {kind}"
            raise MissingError(found=f"{count} {id!r}", wanted="one", hint=f"choose it in the list of {kind}s")
        return shaped(shape, found[0])


def open_room(place: str, who: str | None = None, together: bool = True) -> Room:
    """The room of the record at a path or a postgresql:// address; `together` starts the process that compares documents.

    Raises:
        NoRecordError: there is no record.
        StoreError: it cannot be reached.
    """
    store = workspace.open_record(place, who=who, create=False)
    path = findings_path(store)
    comparer = Comparer(place, path, __version__) if together else None
    room = Room(store, Findings(path), comparer)
    if comparer:
        comparer.start()
    else:
        room.changed()
    return room


def findings_path(store: Store) -> Path:
    """Where the findings of a record lie: in the user's cache folder, under its own name, its place and the form's number.

    A copy of a record has the same name, and goes its own way.
    """
    place = store.name if "://" in store.name else str(Path(store.name).resolve())
    return cache_dir() / "findings" / f"{store.record_id()}-{sha256(place.encode()).hexdigest()[:8]}-{FORM}.db"


def shaped(shape: type, value: Any) -> Any:
    """A dataclass again, from the JSON value that `dataclasses.asdict` and JSON made of it."""
    return _adapter(shape).validate_python(value)


@cache
def _adapter(shape: type) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(shape)
