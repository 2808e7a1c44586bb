"""A document's text cut into pieces that the language pipeline can read, with the way back to the document's offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from onrecord.model import Block, BlockKind, Document, Span

Ints = npt.NDArray[np.int64]

LONGEST = 5_000
"""Characters in one piece. Longer paragraphs are cut at a sentence's end or a blank, so that memory stays bounded."""

READ = {BlockKind.TITLE, BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.DATELINE}
_GAP = re.compile(r"\s+")
_CUT = re.compile(r"[.!?…][\"'”’»)]*\s+(?=[\"'“‘«(]?[A-Z])")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text for the pipeline: `clean` is the text from `start` on with every run of white space as one blank."""

    clean: str
    start: int
    block: int
    shifts: list[tuple[int, int]] = field(default_factory=list)
    """(place in `clean`, characters left out before it), in order."""

    def offsets(self, places: Ints) -> Ints:
        """The document's offsets of places in `clean`."""
        if not self.shifts:
            return self.start + places
        edges, gone = np.array([(0, 0), *self.shifts], np.int64).T
        return np.asarray(self.start + places + gone[edges.searchsorted(places, "right") - 1])


def pieces(doc: Document) -> Iterator[Piece]:
    """The pieces of all blocks that are read as statements, in text order."""
    for number, block in enumerate(doc.blocks or whole(doc.text)):
        if block.kind in READ:
            for start, end in _cuts(doc.text, block.span.start, block.span.end):
                piece = _clean(doc.text, start, end, number)
                if piece.clean:
                    yield piece


def whole(text: str) -> tuple[Block, ...]:
    """A text without layout as one paragraph."""
    return (Block(Span(0, len(text)), BlockKind.PARAGRAPH),) if text else ()


def _cuts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        ends = [match.end() for match in _CUT.finditer(text, start, start + LONGEST)]
        cut = ends[-1] if ends else text.rfind(" ", start, start + LONGEST) + 1
        cut = cut if cut > start else start + LONGEST
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def _clean(text: str, start: int, end: int, block: int) -> Piece:
    parts, shifts, place, gone, last = [], [], 0, 0, start
    for match in _GAP.finditer(text, start, end):
        word = text[last : match.start()]
        parts.append(word)
        place += len(word)
        keep = bool(place) and match.end() < end
        parts.append(" " if keep else "")
        place += keep
        if (dropped := len(match.group()) - keep) > 0:
            gone += dropped
            shifts.append((place, gone))
        last = match.end()
    parts.append(text[last:end])
    return Piece("".join(parts), start, block, shifts)
