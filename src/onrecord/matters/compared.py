"""All of a record's documents held against each other: copies, matters, series, threads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.matters.build import find
from onrecord.matters.copies import Library
from onrecord.matters.testimony import Plain, Report, report_of
from onrecord.matters.voices import Voices
from onrecord.model import Block, BlockKind, Document, Findings, Span


@dataclass(frozen=True, slots=True)
class Compared:
    """What follows from the documents of a record taken together. `copies`: each copy's id → the id of what it copies."""

    reports: tuple[Report, ...]
    copies: dict[str, str]
    findings: Findings
    voices: Voices


def compare(bodies: Iterable[Plain], as_of: str | None = None) -> Compared:
    """Hold documents against each other; `bodies` are as `Document.to_dict` gives them, `as_of` is the day for threads' states."""
    library, reports = Library(), []
    for body in bodies:
        library.add(_text_of(body))
        reports.append(report_of(body))
    copies = dict(library.copies_of())
    ordered = tuple(sorted(reports, key=lambda r: (r.published, r.id)))
    return Compared(ordered, copies, find(ordered, roots(copies), as_of), Voices(ordered, roots(copies)))


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
