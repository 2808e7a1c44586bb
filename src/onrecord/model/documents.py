"""A document, the evidence behind it and the turns it is made of."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import Any

from onrecord.errors import AnnotationError
from onrecord.model.annotations import Actor, Attribution, Quantity, Timex, Toponym
from onrecord.model.claims import Claim, Event
from onrecord.model.serialise import to_plain
from onrecord.model.spans import Span
from onrecord.model.terms import BlockKind, PublishedFrom, Role


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the text and the bytes of the evidence that it was decoded from, both half-open.

    In a PDF file `page` counts from 1, and `box` is the place of the words on it: left, top, right and bottom in points (1/72
    inch) from the upper left corner of the page as it is shown.
    """

    start: int
    end: int
    byte_start: int
    byte_end: int
    page: int | None = None
    box: tuple[int, int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """How bytes came from an address: all requests and answers as a WARC file, and the address that was asked for first.

    `feed` is the address of the feed that listed it, where one did, and `entry` what that feed knows it by.
    """

    warc: bytes = field(repr=False)
    asked: str
    feed: str | None = None
    entry: str | None = None


@dataclass(frozen=True, slots=True)
class Container:
    """The file that bytes were taken out of: an archive, a mailbox, a table. Of files inside one another, the outermost.

    Whoever holds a file with this SHA-256 can take the same bytes out of it again. `name` is what it was called then.
    """

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The original bytes and where they came from. Never altered.

    `segments` map text to bytes, in text order, and in a PDF file to pages; inside a segment whose text is as long in
    `encoding` as its bytes, single characters map too. `retrieved_at` is ISO 8601 in UTC. `container` is None where the bytes are
    a file of their own.
    """

    data: bytes = field(repr=False)
    sha256: str
    media_type: str
    encoding: str | None = None
    uri: str | None = None
    retrieved_at: str | None = None
    collector: str | None = None
    segments: tuple[Segment, ...] = field(default=(), repr=False)
    visit: Visit | None = field(default=None, repr=False)
    container: Container | None = None

    def places(self, span: Span) -> tuple[Segment, ...]:
        """The segments that hold words of `span`, in text order: in a PDF file, the pages and the places on them."""
        return places_in(self.segments, span)


def places_in(segments: tuple[Segment, ...], span: Span) -> tuple[Segment, ...]:
    """Those of the segments of a text that hold words of `span`, in text order."""
    first = bisect_right(segments, span.start, key=lambda segment: segment.end)
    last = bisect_left(segments, span.end, key=lambda segment: segment.start)
    return segments[first:last]


def pages_in(segments: tuple[Segment, ...], span: Span) -> tuple[int, ...]:
    """The pages of a PDF file that hold words of `span`, from 1; none of another file.

    >>> segments = Segment(0, 9, 0, 40, 2, (1, 2, 3, 4)), Segment(10, 19, 0, 40, 3, (1, 2, 3, 4))
    >>> pages_in(segments, Span(4, 12)), pages_in(segments, Span(12, 19))
    ((2, 3), (3,))
    """
    return tuple(sorted({place.page for place in places_in(segments, span) if place.page}))


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text that is one thing: a title, a paragraph, a speaker's label, page furniture and so on."""

    span: Span
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Turn:
    """What one voice says without a break.

    `span` covers the words without the label; `label` is the label as it stands ("Minister"), without its colon. `name` is
    where the text names the voice most fully, `speaker` the id of the actor once it is resolved. `begins` and `ends` are
    seconds from the start of a recording.
    """

    span: Span
    role: Role
    label: Span | None = None
    name: Span | None = None
    speaker: str | None = None
    begins: float | None = None
    ends: float | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One statement: its text and everything that was found in it.

    All offsets count Unicode code points of `text`. `published` is an EDTF date or an ISO date-time, `published_span` the
    words it was read from. `blocks` cover what is not blank; `furniture` among them is never read as a statement.

    Raises:
        AnnotationError: a block or turn lies outside the text.
    """

    id: str
    text: str = field(repr=False)
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    uri: str | None = None
    title_span: Span | None = None
    publisher_span: Span | None = None
    byline: Span | None = None
    published_span: Span | None = None
    published_from: PublishedFrom | None = None
    blocks: tuple[Block, ...] = field(default=(), repr=False)
    turns: tuple[Turn, ...] = field(default=(), repr=False)
    actors: tuple[Actor, ...] = field(default=(), repr=False)
    attributions: tuple[Attribution, ...] = field(default=(), repr=False)
    timexes: tuple[Timex, ...] = field(default=(), repr=False)
    toponyms: tuple[Toponym, ...] = field(default=(), repr=False)
    quantities: tuple[Quantity, ...] = field(default=(), repr=False)
    events: tuple[Event, ...] = field(default=(), repr=False)
    claims: tuple[Claim, ...] = field(default=(), repr=False)
    problems: tuple[str, ...] = ()
    evidence: Evidence | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        parts: tuple[Block | Turn, ...] = (*self.blocks, *self.turns)
        for part in parts:
            if part.span.end > len(self.text):
                raise AnnotationError(
                    found=f"a {type(part).__name__.lower()} that ends at {part.span.end}",
                    wanted=f"an end within the text's {len(self.text)} characters",
                    hint="report this as a fault of the reader",
                )

    @property
    def furniture(self) -> tuple[Span, ...]:
        """The stretches of page furniture."""
        return tuple(block.span for block in self.blocks if block.kind is BlockKind.FURNITURE)

    def actor(self, id: str | None) -> Actor | None:
        """The actor with this id, None where there is none."""
        return next((actor for actor in self.actors if actor.id == id), None)

    def to_dict(self) -> dict[str, Any]:
        """The document as plain JSON values, in the form of the published schema.

        A span becomes `{"start", "end", "exact"}`; an annotation inside another becomes its index in the document's list.
        """
        return to_plain(self)
