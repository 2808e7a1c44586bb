"""Texts that stand inside something larger: a column of a row, a value of a JSON object, the body of a mail.

The whole is the evidence. The text is read as if it stood alone, and its map is then led on to the bytes of the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.model import Document, Evidence, Segment
from onrecord.readers.build import build
from onrecord.readers.decode import Decoded
from onrecord.readers.draft import Draft, Given, Mark
from onrecord.readers.plain import check_text
from onrecord.text import without_halves

_MARKUP = re.compile(r"</(?:p|div|h[1-6]|article|section|body|ul|ol|table|blockquote)>|<(?:br|p)\b[^<>]{0,200}>", re.IGNORECASE)


_BLANKS = bytes.maketrans(b"\t\n\x0b\x0c\r", b"     ")


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes of what is inside, and the bytes of the whole that they were written as."""

    start: int
    end: int
    whole_start: int
    whole_end: int

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where the whole holds these bytes: exactly if they stand there as they are, else with all of the piece."""
        if self.end - self.start != self.whole_end - self.whole_start:
            return self.whole_start, self.whole_end
        return self.whole_start + start - self.start, self.whole_start + end - self.start


def is_markup(text: str) -> bool:
    """Whether a text that came without a type is HTML: it begins with a tag and has elements.

    >>> is_markup("<p>The siege ends.</p>"), is_markup("<the siege> ends")
    (True, False)
    """
    return text[:200].lstrip("\ufeff \t\r\n").startswith("<") and bool(_MARKUP.search(text[:100_000]))


def read_inside(text: str, found: Sequence[Segment], given: Given, evidence: Evidence, name: str) -> Document:
    """The document of a text, or of the HTML that it is; `found` maps it to the bytes of the evidence.

    Raises:
        EmptySourceError: there is nothing to read in it.
    """
    text = without_halves(text)
    if not is_markup(text):
        return read_plain(text, found, (), given, evidence, name)
    from onrecord.readers.html import from_html

    data = text.encode("utf-8", "surrogatepass")
    doc = from_html(Decoded(text, "utf-8", 0), data, given, evidence, name)
    return led_on(doc, "utf-8", data, list(_pieces(text, found)), evidence)


def read_plain(
    text: str, found: Sequence[Segment], marks: tuple[Mark, ...], given: Given, evidence: Evidence, name: str
) -> Document:
    """The document of a plain text; `found` maps it to the bytes of the evidence.

    Raises:
        EmptySourceError: there is nothing but white space.
    """
    check_text(text, name)
    return build(Draft(text, tuple(found), marks), given, replace(evidence, segments=tuple(found)))


def led_on(doc: Document, encoding: str, data: bytes, pieces: Sequence[Piece], evidence: Evidence) -> Document:
    """A document read from `data`, which stand inside the evidence: with its map led on to that."""
    inner = doc.evidence.segments if doc.evidence else ()
    found = lead_on(doc.text, encoding, data, inner, pieces)
    return replace(doc, evidence=replace(evidence, segments=tuple(honest(one, doc.text, evidence) for one in found)))


def honest(segment: Segment, text: str, evidence: Evidence) -> Segment:
    """A segment that is not taken for one whose characters stand in the bytes as they are, unless they do.

    Its length is what says so; bytes of the same length that say it in another way are told together with one beside them. A
    blank may stand for any white space, as it does in a page.
    """
    words = text[segment.start : segment.end].encode(evidence.encoding or "utf-8", "replace")
    written = evidence.data[segment.byte_start : segment.byte_end]
    if len(words) != len(written) or words.translate(_BLANKS) == written.translate(_BLANKS):
        return segment
    if segment.byte_start:
        return replace(segment, byte_start=segment.byte_start - 1)
    return replace(segment, byte_end=segment.byte_end + 1)


def lead_on(text: str, encoding: str, data: bytes, inner: Sequence[Segment], pieces: Sequence[Piece]) -> Iterator[Segment]:
    """Segments of a text over the bytes `data` as segments over the whole; `pieces` are in order and cover the data.

    >>> piece = [Piece(0, 4, 10, 14), Piece(4, 8, 20, 32)]
    >>> led = lead_on("ab cd ef", "utf-8", b"ab cd ef", [Segment(0, 8, 0, 8)], piece)
    >>> [(one.start, one.end, one.byte_start, one.byte_end) for one in led]
    [(0, 4, 10, 14), (4, 8, 20, 32)]
    """
    number = 0
    for segment in inner:
        while number < len(pieces) - 1 and pieces[number].end <= segment.byte_start:
            number += 1
        touched = list(_touched(pieces, number, segment))
        if not touched:
            continue
        if len(text[segment.start : segment.end].encode(encoding, "replace")) == segment.byte_end - segment.byte_start:
            yield from _split(segment, encoding, data, touched)
        else:
            places = [piece.place(start, end) for piece, start, end in touched]
            yield Segment(segment.start, segment.end, min(a for a, _ in places), max(b for _, b in places))


def _touched(pieces: Sequence[Piece], number: int, segment: Segment) -> Iterator[tuple[Piece, int, int]]:
    while number < len(pieces) and pieces[number].start < segment.byte_end:
        piece = pieces[number]
        start, end = max(piece.start, segment.byte_start), min(piece.end, segment.byte_end)
        if start < end:
            yield piece, start, end
        number += 1


def _split(segment: Segment, encoding: str, data: bytes, touched: Sequence[tuple[Piece, int, int]]) -> Iterator[Segment]:
    place = segment.start
    for number, (piece, start, end) in enumerate(touched, 1):
        last = segment.end if number == len(touched) else place + len(data[start:end].decode(encoding, "replace"))
        last = min(last, segment.end)
        if last > place:
            yield Segment(place, last, *piece.place(start, end))
        place = last


def _pieces(text: str, found: Sequence[Segment]) -> Iterator[Piece]:
    """Segments of characters as pieces of the text's UTF-8."""
    place, byte = 0, 0
    for segment in found:
        byte += len(text[place : segment.start].encode("utf-8", "surrogatepass"))
        size = len(text[segment.start : segment.end].encode("utf-8", "surrogatepass"))
        yield Piece(byte, byte + size, segment.byte_start, segment.byte_end)
        place, byte = segment.end, byte + size
