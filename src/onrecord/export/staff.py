"""The text of a document with its highlights, drawn like a staff: lines under the words, one lane for each that overlaps.

Spans may cross. So the text is cut at every boundary into pieces, and each piece knows which lines run under it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Protocol

from onrecord.export.parts import Detail, Entry, Ledger, Words
from onrecord.export.wording import Standing
from onrecord.model import Attribution, AttributionType, Block, BlockKind, Span
from onrecord.text import lines

FIELDS, CLAIMS, SPEECH = range(3)
"""Bands of the staff, from the words downwards: each has as many lanes as overlap in it."""

UNLIKE = "unlike"
"""The layer of words that another version of the document does not hold."""

FIELD_LAYERS = {"ground": "ground", "condition": "condition", "hedge": "hedge", "basis": "hedge"}
CLAIM_LAYERS = tuple(standing.value for standing in Standing)
LAYERS = (*CLAIM_LAYERS, "source", "cue", "content", "when", "where", "many", *sorted(set(FIELD_LAYERS.values())), UNLIKE)


@dataclass(frozen=True, slots=True)
class Mark:
    """A line to draw under `[start, end)`. Marks of one `unit` share a lane; `entry` is the number of the claim it draws."""

    start: int
    end: int
    band: int
    layer: str
    unit: str
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line under one piece: in which lane, of which layer, and whether it ends here."""

    lane: int
    layer: str
    ends: bool
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch under which nothing begins or ends. `opens` are the entries whose words begin here."""

    start: int
    text: str
    lines: tuple[Line, ...]
    opens: tuple[Entry, ...] = ()

    @property
    def style(self) -> str:
        """The classes that draw its lines."""
        ends = (f" e{line.lane}" if line.ends else "" for line in self.lines)
        return " ".join(f"l{line.lane}-{line.layer}{end}" for line, end in zip(self.lines, ends, strict=True))

    @property
    def entries(self) -> str:
        """The entries that it belongs to, each with the lane that its line runs in."""
        return " ".join(f"{line.entry}.{line.lane}" for line in self.lines if line.entry)


@dataclass(frozen=True, slots=True)
class Stave:
    """One block of the text. `lanes` is how many lines run under it at most."""

    kind: BlockKind
    pieces: tuple[Piece, ...]
    lanes: int
    joins: bool
    """Whether it stands on the same line of the text as the block before it."""


class Drawn(Protocol):
    """What is drawn of a document: its text, its blocks, and who is given which words."""

    @property
    def text(self) -> str:
        """The text that all offsets count in."""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What its stretches are."""

    @property
    def attributions(self) -> tuple[Attribution, ...]:
        """Source, cue and content."""


def draw(doc: Drawn, ledger: Ledger, more: Iterable[Mark] = ()) -> tuple[Stave, ...]:
    """The whole text in blocks, with the lines under its words, and `more` lines beside those of the ledger."""
    return tuple(_Drawing(doc, ledger, more).staves())


class _Drawing:
    """Deals the marks of a ledger out to the blocks of its document and cuts each block into pieces."""

    def __init__(self, doc: Drawn, ledger: Ledger, more: Iterable[Mark]) -> None:
        self._doc = doc
        self._blocks = cover(doc)
        self._starts = [block.span.start for block in self._blocks]
        self._targets = sorted({edge for words in targets(ledger) for edge in (words.start, words.end)})
        self._marks = self._deal(dict.fromkeys((*marks(doc, ledger), *more)))
        self._opens = self._openings(ledger.entries)

    def staves(self) -> Iterator[Stave]:
        end = None
        for i, block in enumerate(self._blocks):
            joins = end is not None and "\n" not in self._doc.text[end : block.span.start]
            lanes = lanes_of(self._marks[i])
            pieces = tuple(self._pieces(block.span, self._marks[i], lanes))
            yield Stave(block.kind, pieces, max(lanes.values(), default=-1) + 1, joins)
            end = block.span.end

    def _deal(self, marks: Iterable[Mark]) -> list[list[Mark]]:
        """The marks of each block, cut at its ends."""
        dealt: list[list[Mark]] = [[] for _ in self._blocks]
        for mark in marks:
            i = max(0, bisect_right(self._starts, mark.start) - 1)
            while i < len(self._blocks) and self._starts[i] < mark.end:
                span = self._blocks[i].span
                start, end = max(mark.start, span.start), min(mark.end, span.end)
                if start < end:
                    is_whole = (start, end) == (mark.start, mark.end)
                    dealt[i].append(mark if is_whole else replace(mark, start=start, end=end))
                i += 1
        return dealt

    def _openings(self, entries: tuple[Entry, ...]) -> dict[int, list[Entry]]:
        """Each entry at the first of its words that is drawn."""
        firsts: dict[int, int] = {}
        for mark in (mark for dealt in self._marks for mark in dealt if mark.entry is not None):
            firsts.setdefault(mark.entry or 0, mark.start)
        opens: dict[int, list[Entry]] = {}
        for entry in entries:
            opens.setdefault(firsts.get(entry.number, entry.words.start), []).append(entry)
        return opens

    def _pieces(self, span: Span, marks: list[Mark], lanes: dict[str, int]) -> Iterator[Piece]:
        inside = self._targets[bisect_right(self._targets, span.start) : bisect_left(self._targets, span.end)]
        edges = sorted({span.start, span.end, *inside, *(m.start for m in marks), *(m.end for m in marks)})
        waiting, active = sorted(marks, key=lambda m: m.start, reverse=True), list[Mark]()
        for start, end in pairwise(edges):
            active = [mark for mark in active if mark.end > start]
            while waiting and waiting[-1].start == start:
                active.append(waiting.pop())
            lines = tuple(Line(lanes[mark.unit], mark.layer, mark.end == end, mark.entry) for mark in active)
            yield Piece(start, self._doc.text[start:end], lines, tuple(self._opens.get(start, ())))


def cover(doc: Drawn) -> list[Block]:
    """The document's blocks in text order without overlaps; what they leave out and is not blank, as paragraphs."""
    covered: list[Block] = []
    at = 0
    for block in sorted(doc.blocks, key=lambda block: block.span):
        start = max(at, block.span.start)
        covered += _paragraphs(doc.text, at, start)
        if start < block.span.end:
            covered.append(Block(Span(start, block.span.end), block.kind))
            at = block.span.end
    return covered + _paragraphs(doc.text, at, len(doc.text))


def _paragraphs(text: str, start: int, end: int) -> list[Block]:
    found = lines(text[start:end])
    return [Block(Span(start + first, start + last), BlockKind.PARAGRAPH) for first, last in found]


def lanes_of(marks: list[Mark]) -> dict[str, int]:
    """The lane of each unit: the highest free one of its band, bands below one another.

    >>> first, second = Mark(0, 9, CLAIMS, "stated", "a"), Mark(5, 12, CLAIMS, "denied", "b")
    >>> lanes_of([first, second, Mark(2, 3, FIELDS, "when", "c")])
    {'c': 0, 'a': 1, 'b': 2}
    """
    lanes: dict[str, int] = {}
    top = 0
    for band in (FIELDS, CLAIMS, SPEECH):
        free: list[int] = []
        for unit, start, end in _hulls([mark for mark in marks if mark.band == band]):
            lane = next((i for i, busy_until in enumerate(free) if busy_until <= start), len(free))
            free[lane : lane + 1] = [end]
            lanes[unit] = top + lane
        top += len(free)
    return lanes


def _hulls(marks: list[Mark]) -> list[tuple[str, int, int]]:
    """Each unit with the start and end of all its marks, outer ones first."""
    hulls: dict[str, tuple[int, int]] = {}
    for mark in marks:
        start, end = hulls.get(mark.unit, (mark.start, mark.end))
        hulls[mark.unit] = min(start, mark.start), max(end, mark.end)
    return sorted(((unit, *hull) for unit, hull in hulls.items()), key=lambda hull: (hull[1], -hull[2]))


def marks(doc: Drawn, ledger: Ledger) -> Iterator[Mark]:
    """Every line to draw."""
    for entry in ledger.entries:
        number = entry.number
        yield Mark(entry.words.start, entry.words.end, CLAIMS, entry.standing, f"claim {number}", number)
        own = (detail for detail in entry.details if detail.slot in FIELD_LAYERS)
        yield from (_field(detail, FIELD_LAYERS[detail.slot]) for detail in own)
    yield from _speech(doc)
    for details in (ledger.dates, ledger.places, ledger.figures):
        yield from (_field(detail, detail.slot) for detail in details)


def _field(detail: Detail, layer: str) -> Mark:
    start, end = detail.words.start, detail.words.end
    return Mark(start, end, FIELDS, layer, f"{layer} {start} {end}")


def _speech(doc: Drawn) -> Iterator[Mark]:
    """Source, cue and content of each attribution; those of a whole turn are shown by the turn."""
    for i, attribution in enumerate(doc.attributions):
        if attribution.type is AttributionType.TURN:
            continue
        for layer, spans in (("source", attribution.source), ("cue", attribution.cue), ("content", attribution.content)):
            yield from (Mark(span.start, span.end, SPEECH, layer, f"speech {i}") for span in spans)


def targets(ledger: Ledger) -> Iterator[Words]:
    """All words that the ledger leads to."""
    if ledger.header.published_words:
        yield ledger.header.published_words
    for speaker in ledger.speakers:
        yield from (words for words in (speaker.words, *speaker.posts) if words)
    for entry in ledger.entries:
        yield from (detail.words for detail in (*entry.details, *entry.reasons))
        yield from (words for voice in entry.voices for words in (voice.words, voice.cue) if words)
