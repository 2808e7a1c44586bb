"""What every format is turned into before its parts are told apart."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.model import BlockKind, Segment
from onrecord.text import Offsets


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller knows about a source. It goes before what the source says of itself.

    `stated` is what stands around a text that is part of something larger: a mail's header, the other columns of a row. It goes
    before what the text says of itself, and is metadata. Its names are those of `Draft.facts`.
    """

    published: str | None = None
    publisher: str | None = None
    title: str | None = None
    uri: str | None = None
    stated: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a format says about a stretch of its text: its kind, or that it stands out (bold, a heading of a page)."""

    start: int
    end: int
    kind: BlockKind | None = None
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Timed:
    """A stretch of the text and the seconds of the recording in which it is said."""

    start: int
    end: int
    begins: float
    ends: float


@dataclass(frozen=True, slots=True)
class Draft:
    """A text with what its format knows: `marks` in text order, `labels` of voices, times, and facts about the whole.

    `labels` are offsets of labels without their colon, `unnamed` of words of voices that have none. `segments` map the text
    to the bytes it came from.
    """

    text: str
    segments: tuple[Segment, ...] = ()
    marks: tuple[Mark, ...] = ()
    labels: tuple[Offsets, ...] = ()
    unnamed: tuple[int, ...] = ()
    times: tuple[Timed, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)
    """Any of title, publisher, published, language, byline, as the format's metadata give them."""
