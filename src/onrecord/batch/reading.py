"""How one statement of a run is read, and what comes of it: its rows, the document itself, or why there is nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from onrecord import errors, workspace
from onrecord.errors import OnrecordError
from onrecord.model import Document
from onrecord.readers import Source
from onrecord.settings import Settings

REASONS: dict[type[OnrecordError], str] = {
    errors.LanguageError: "language",
    errors.EmptySourceError: "empty",
    errors.BinarySourceError: "binary",
    errors.EncodingError: "encoding",
    errors.TooLargeError: "too large",
    errors.UnknownFormatError: "format",
}

FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Task:
    """How statements are read. `seconds` of processor time and `megabytes` of memory are what one may take.

    `whole` asks for documents; else rows are made of them.
    """

    settings: Settings
    seconds: float = 120.0
    megabytes: int = 4_000
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a statement was not read: the kind of reason, and a sentence."""

    reason: str
    message: str


Answer = Document | dict[str, list[list[Any]]] | Failed


def reason_of(error: OnrecordError) -> str:
    """The word for the kind of an error.

    >>> reason_of(errors.EmptySourceError(found="", wanted="", hint=""))
    'empty'
    """
    return next((reason for kind, reason in REASONS.items() if isinstance(error, kind)), "unreadable")


def answer(item: Source | Path, source: str, task: Task) -> Answer:
    """What is read in a source that the run calls so, or why nothing is."""
    try:
        doc = workspace.read(item, task.settings)
        return _dated(doc, item) if task.whole else _rows(_undated(doc, item), item, source)
    except errors.ModelError:
        raise
    except OnrecordError as error:
        return Failed(reason_of(error), str(error))
    except Exception as error:  # a fault of ours must not cost the run
        return Failed(FAULT, f"A fault of onrecord itself: {type(error).__name__}: {error}")


def _rows(doc: Document, item: Source | Path, source: str) -> dict[str, list[list[Any]]]:
    from onrecord.batch.found import Read
    from onrecord.batch.tables import rows_of

    return rows_of(Read(source, item.name if isinstance(item, Source) else str(item), doc))


def _undated(doc: Document, item: Source | Path) -> Document:
    """The document without the moment at which its file was opened: runs over the same files give the same rows."""
    if isinstance(item, Source) or doc.evidence is None:
        return doc
    return replace(doc, evidence=replace(doc.evidence, retrieved_at=None))


def _dated(doc: Document, item: Source | Path) -> Document:
    """The document with the moment at which it was read, where nothing else is known: a record wants one."""
    if doc.evidence is None or doc.evidence.retrieved_at:
        return doc
    return replace(doc, evidence=replace(doc.evidence, retrieved_at=datetime.now(UTC).isoformat(timespec="seconds")))
