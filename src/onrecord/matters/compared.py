"""All of a record's documents held against each other: copies, matters, series, threads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.matters import threads
from onrecord.matters.build import Matters
from onrecord.matters.copies import Copy, Library
from onrecord.matters.corrections import Correction
from onrecord.matters.plain import Plain
from onrecord.matters.rulings import Rulings, settle_copies
from onrecord.matters.said import Ruled
from onrecord.matters.testimony import Report, report_of
from onrecord.matters.voices import Voices
from onrecord.model import Block, BlockKind, Document, Findings, Matter, Series, Span, Thread


@dataclass(frozen=True)
class Compared:
    """What follows from the documents of a record taken together. `copies`: each copy's id → the id of what it copies.

    Matters and series are worked out; threads are when they are first asked for.
    """

    reports: tuple[Report, ...]
    copies: dict[str, str]
    matters: tuple[Matter, ...]
    series: tuple[Series, ...]
    rulings: Rulings
    as_of: str | None = None

    @cached_property
    def voices(self) -> Voices:
        """Who stands behind the claims."""
        return Voices(self.reports, roots(self.copies))

    @cached_property
    def threads(self) -> tuple[Thread, ...]:
        """Demands, commitments and decisions with what was said of them later, on the day `as_of`."""
        return tuple(threads.find(list(self.reports), self.voices, self.as_of, self.rulings))

    @property
    def findings(self) -> Findings:
        """Matters, series and threads."""
        return Findings(self.matters, self.series, self.threads)


class Gathering:
    """Documents to be held against each other, taken in and let go one at a time; what follows does not depend on the order.

    After a change only what it touches is worked out again.
    """

    def __init__(self) -> None:
        self._library = Library()
        self._matters = Matters()

    def add(self, body: Plain) -> None:
        """Take in a document as `Document.to_dict` gives it, in place of the one that had its id."""
        self._library.add(_text_of(body))
        self._matters.add(report_of(body))

    def remove(self, id: str) -> None:
        """Let a document go; nothing happens if it is not here."""
        self._library.remove(id)
        self._matters.remove(id)

    def copies(self, ruled: Sequence[Ruled] = ()) -> tuple[Copy, ...]:
        """Every copy, with what it was taken from and how much of it, or who said so."""
        return settle_copies(self._library.copies(), ruled, {report.id for report in self._matters.reports} if ruled else ())

    def corrections(self) -> tuple[Correction, ...]:
        """Corrections with what they correct."""
        return self._library.corrections()

    def compared(self, as_of: str | None = None, ruled: Sequence[Ruled] = ()) -> Compared:
        """What follows from the documents that are here, and from what people said; `as_of` is the day for threads' states."""
        copies = {copy.document: copy.of for copy in self.copies(ruled)}
        reports = tuple(self._matters.reports)
        rulings = Rulings(ruled, reports)
        return Compared(reports, copies, *self._matters.find(roots(copies), rulings), rulings, as_of)


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
