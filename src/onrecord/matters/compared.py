"""All of a record's documents held against each other: copies, matters, series, threads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.matters.build import find
from onrecord.matters.copies import Copy, Library
from onrecord.matters.corrections import Correction
from onrecord.matters.plain import Plain
from onrecord.matters.rulings import settle_copies
from onrecord.matters.said import Ruled
from onrecord.matters.testimony import Report, report_of
from onrecord.matters.voices import Voices
from onrecord.model import Block, BlockKind, Document, Findings, Span


@dataclass(frozen=True, slots=True)
class Compared:
    """What follows from the documents of a record taken together. `copies`: each copy's id → the id of what it copies."""

    reports: tuple[Report, ...]
    copies: dict[str, str]
    findings: Findings
    voices: Voices


class Gathering:
    """Documents to be held against each other, taken in and let go one at a time; what follows does not depend on the order."""

    def __init__(self) -> None:
        self._library = Library()
        self._reports: dict[str, Report] = {}

    def add(self, body: Plain) -> None:
        """Take in a document as `Document.to_dict` gives it, in place of the one that had its id."""
        self._library.add(_text_of(body))
        self._reports[body["id"]] = report_of(body)

    def remove(self, id: str) -> None:
        """Let a document go; nothing happens if it is not here."""
        self._library.remove(id)
        self._reports.pop(id, None)

    def copies(self, ruled: Sequence[Ruled] = ()) -> tuple[Copy, ...]:
        """Every copy, with what it was taken from and how much of it, or who said so."""
        return settle_copies(self._library.copies(), ruled, self._reports)

    def corrections(self) -> tuple[Correction, ...]:
        """Corrections with what they correct."""
        return self._library.corrections()

    def compared(self, as_of: str | None = None, ruled: Sequence[Ruled] = ()) -> Compared:
        """What follows from the documents that are here, and from what people said; `as_of` is the day for threads' states."""
        copies = {copy.document: copy.of for copy in self.copies(ruled)}
        ordered = tuple(sorted(self._reports.values(), key=lambda r: (r.published, r.id)))
        return Compared(ordered, copies, find(ordered, roots(copies), as_of, ruled), Voices(ordered, roots(copies)))


def compare(bodies: Iterable[Plain], as_of: str | None = None) -> Compared:
    """Hold documents, given as `Document.to_dict` gives them, against each other; `as_of` is the day for threads' states."""
    gathering = Gathering()
    for body in bodies:
        gathering.add(body)
    return gathering.compared(as_of)


def roots(copies: dict[str, str]) -> dict[str, str]:
    """For each copy the first text of its family."""
    found = {}
    for id in copies:
        root = id
        while root in copies:
            root = copies[root]
        found[id] = root
    return found


def _text_of(body: Plain) -> Document:
    """As much of a document as is needed to find copies."""
    furniture = [b["span"] for b in body["blocks"] if b["kind"] == BlockKind.FURNITURE]
    blocks = tuple(Block(Span(span["start"], span["end"]), BlockKind.FURNITURE) for span in furniture)
    return Document(body["id"], body["text"], body["title"], body["publisher"], body["published"], blocks=blocks)
