"""Handing a record on: a format's file, whole or not at all, over nothing that a person may miss, with a line in the journal."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from onrecord.errors import ExportError, QueryError
from onrecord.export.formats import find_format
from onrecord.export.formats.asked import Asked
from onrecord.export.formats.found import Found
from onrecord.matters.compared import Compared
from onrecord.store import Head, Line, Store

OnDocument = Callable[[int, int], None]

TRIES = 3
"""Times that documents are compared, where others write to the record meanwhile."""


def hand_on(store: Store, name: str, out: Path, asked: Asked, version: str, on_document: OnDocument | None = None) -> Line:
    """Write what is asked for in the format with this name, and the journal's line about it.

    Raises:
        QueryError: there is no such format or document, or a filter cannot have its value.
        ExportError: the format cannot write this, something else is at `out`, or it cannot be written.
    """
    form = find_format(name)
    if form.whole and asked.narrows:
        raise QueryError(found=f"filters for {name}", wanted="the whole record", hint="leave them out, or give another format")
    if asked.alone and form.compares and not form.alone:
        raise QueryError(found=f"--no-matters for {name}", wanted="what follows from documents together", hint="leave it out")
    write = form.writer()
    with store.snapshot(asked.documents, **asked.wanted):
        pass  # what cannot be is said before documents are compared, which may take minutes
    with _whole_file(out, lambda: _is_own(store, name, out)) as part:
        together, head = _together(store, asked.day, on_document) if form.compares and not asked.alone else (None, None)
        with store.snapshot(asked.documents, rejected=asked.rejected, **asked.wanted) as snapshot:
            if head not in (None, snapshot.contents.head):
                raise _changing(store)
            found = Found(snapshot, asked, version, together, on_document)
            write(found, part)
        told = {"format": name, "head": found.head, **asked.told(), "onrecord": version}
        return store.exported({**told, **_digest(part)})


@contextmanager
def _whole_file(out: Path, may_go: Callable[[], bool]) -> Iterator[Path]:
    """A path to write to, whose file takes the place of `out` at the end of the block; nothing is left where that fails."""
    part = out.with_name(f"{out.name}.{os.getpid()}.part")
    try:
        if out.exists() and not may_go():
            found = f"{out}, which is there already and is no untouched export of this record in this format"
            raise ExportError(found=found, wanted="a new file", hint="give another name, or move it away")
        yield part
        part.replace(out)
    except OSError as error:
        hint = "check that the folder exists, may be written and has room"
        raise ExportError(
            found=f"trouble at {out} ({error.strerror or error})", wanted="room to write a file", hint=hint
        ) from None
    finally:
        part.unlink(missing_ok=True)


def _is_own(store: Store, name: str, out: Path) -> bool:
    """Whether a file is an export of this record in this format that nobody has touched since."""
    sha256 = _digest(out)["sha256"]
    return any((line.after["format"], line.after["sha256"]) == (name, sha256) for line in store.exports())


def _digest(path: Path) -> dict[str, Any]:
    with path.open("rb") as stream:
        return {"sha256": hashlib.file_digest(stream, "sha256").hexdigest(), "size": path.stat().st_size}


def _together(store: Store, day: str, on_document: OnDocument | None) -> tuple[Compared, Head]:
    """What follows from all documents together, and the head of the journal that it follows from."""
    for _ in range(TRIES):
        head = store.head()
        together = store.compared(day, on_document)
        if store.head() == head:
            return together, head
    raise _changing(store)


def _changing(store: Store) -> ExportError:
    return ExportError(
        found=f"{store.name} being written to by others",
        wanted="a record that holds still",
        hint="export again when they are done",
    )
