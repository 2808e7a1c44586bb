"""PDF files: their text as a reader follows it, and for every word the page and the place on it.

The pages are read by PDFium (the library of Chromium) through pypdfium2, in a process of its own, since the file may be hostile.
The date at which a PDF file was made is not the date of what it says, so no date is taken from its metadata.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from math import ceil, floor

from onrecord.model import BlockKind, Document, Segment
from onrecord.readers.build import build
from onrecord.readers.data import words
from onrecord.readers.draft import Draft, Given, Mark
from onrecord.readers.imprint import is_known
from onrecord.readers.kinds import PDF
from onrecord.readers.office import own_title
from onrecord.readers.pdf.flow import LARGE, Paragraph, in_order, is_item, is_listing, paragraphs
from onrecord.readers.pdf.hyphens import cut, ends_in_hyphen, vocabulary
from onrecord.readers.pdf.pages import Line, Page, Piece, body_size
from onrecord.readers.pdf.process import Found, no_text, read_pages
from onrecord.readers.source import Source
from onrecord.settings import Settings
from onrecord.text import Offsets, squeeze

PICTURE, WORDS = 0.5, 30
"""Share of a page that a picture covers and letters beside it up to which the page is taken for a scanned one."""

STRANGE = 0.2
"""Share of characters without a meaning from which on the words of a page cannot be read."""

TITLE, LONGEST = 1.25, 220
"""Height of a title's letters, as a share of most letters' height, and its characters at most."""

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\xad": ""}
_ASKS = re.compile(r"\?[\"'”’»)]*$")
_LIGATURE = re.compile("|".join(_LIGATURES))


def from_pdf(source: Source, given: Given, settings: Settings) -> Document:
    """A document of a PDF file; its segments lead to pages and to places on them.

    Raises:
        EmptySourceError: its pages are pictures, or there are none.
        ReadError: it is locked or damaged.
        TooLargeError: it holds more text than the limit.
    """
    found = read_pages(source.data, source.name, settings)
    pages = [page for page in found.pages if not _is_strange(page)]
    laid = paragraphs(pages)
    if not any(char.isalnum() for paragraph in laid if not paragraph.running for line in paragraph.lines for char in line.text):
        raise no_text(source.name, found)
    writer = _Writer(len(source.data), vocabulary(line.text for line in in_order(laid)))
    for paragraph in laid:
        writer.paragraph(paragraph)
    text, segments = "".join(writer.parts), tuple(writer.segments)
    marks = tuple(_marks(laid, writer.places, pages))
    draft = Draft(text, segments, marks, facts=_facts(found, marks))
    evidence = replace(source.evidence(PDF, None, settings.collector), segments=segments)
    doc = build(draft, given, evidence)
    return replace(doc, problems=tuple(_problems(found)))


class _Writer:
    """The text as it grows, with where each piece of it stands in the file."""

    def __init__(self, size: int, known: frozenset[str]) -> None:
        self.size, self.known = size, known
        self.parts: list[str] = []
        self.place = 0
        self.labelled = False
        self.segments: list[Segment] = []
        self.places: list[Offsets] = []
        """Where each paragraph stands in the text."""

    def paragraph(self, paragraph: Paragraph) -> None:
        if self.parts:
            self.glue("\n" if self.labelled else "\n\n")
        start, self.labelled = self.place, paragraph.label
        following = [*paragraph.lines[1:], None]
        for line, after in zip(paragraph.lines, following, strict=True):
            self.line(line, after)
        self.places.append((start, self.place))

    def line(self, line: Line, following: Line | None) -> None:
        hyphen = following is not None and cut(line.text, following.text, self.known)
        last = line.pieces[-1]
        for part, piece in line.parts():
            shown = part[:-1] if hyphen and piece is last else part
            self.put(shown, line.page, piece) if piece else self.glue(shown)
        if following and not ends_in_hyphen(line.text):
            self.glue(" ")

    def put(self, part: str, page: int, piece: Piece) -> None:
        clean = _LIGATURE.sub(lambda match: _LIGATURES[match.group()], part)
        box = floor(piece.left), floor(piece.top), ceil(piece.right), ceil(piece.bottom)
        if clean:
            self.segments.append(Segment(self.place, self.place + len(clean), 0, self.size, page, box))
            self.glue(clean)

    def glue(self, part: str) -> None:
        self.parts.append(part)
        self.place += len(part)


def _marks(laid: Sequence[Paragraph], places: Sequence[Offsets], pages: Sequence[Page]) -> Iterator[Mark]:
    """What the layout says of each paragraph."""
    body = body_size(pages)
    title = _title(laid, body)
    for number, (paragraph, (start, end)) in enumerate(zip(laid, places, strict=True)):
        large = paragraph.size >= LARGE * body
        kind = None
        if paragraph.running or is_listing(paragraph.lines[-1].text):
            kind = BlockKind.FURNITURE
        elif number == title:
            kind = BlockKind.TITLE
        elif large and end - start <= LONGEST and not _ASKS.search(paragraph.lines[-1].text):
            kind = BlockKind.HEADING
        elif "\t" in paragraph.lines[0].text or is_item(paragraph.lines[0].text):
            kind = BlockKind.PARAGRAPH
        yield Mark(start, end, kind, large or paragraph.bold)


def _title(laid: Sequence[Paragraph], body: float) -> int | None:
    """The number of the paragraph in the largest letters of the first page, unless it is a letterhead."""
    first = min((line.page for paragraph in laid for line in paragraph.lines[:1]), default=0)
    can: list[tuple[float, int]] = []
    letterhead: Paragraph | None = None
    for number, paragraph in enumerate(laid):
        if paragraph.lines[0].page != first or paragraph.running or paragraph.size < TITLE * body:
            continue
        words_ = squeeze(" ".join(line.text for line in paragraph.lines))
        if is_known(words_) or (letterhead and abs(paragraph.size - letterhead.size) < 1 and letterhead is laid[number - 1]):
            letterhead = paragraph
        elif len(words_) <= LONGEST and any(map(str.isalpha, words_)) and words_.casefold() not in _papers():
            can.append((-paragraph.size, number))
    return min(can)[1] if can else None


@lru_cache
def _papers() -> frozenset[str]:
    """What a paper says it is: no title of its own."""
    return frozenset([*words("imprint")["papers"], *words("pdf")["papers"]])


def _facts(found: Found, marks: Sequence[Mark]) -> dict[str, str]:
    """Title and author as the file gives them; a name of a file is no title, and one in large letters on the page goes before."""
    title, author = own_title(found.facts["title"]), squeeze(found.facts["author"])
    facts = {"byline": author} if len(author.split()) > 1 else {}
    if title and not any(mark.kind is BlockKind.TITLE for mark in marks):
        facts["title"] = title
    return facts


def _is_strange(page: Page) -> bool:
    """Whether a page's font does not say which letters it shows."""
    chars = [char for piece in page.pieces for char in piece.text if not char.isspace()]
    strange = sum(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" for char in chars)
    return strange > STRANGE * len(chars)


def _is_picture(page: Page) -> bool:
    return page.picture > 0 and (not page.letters or (page.picture >= PICTURE and page.letters < WORDS))


def _problems(found: Found) -> Iterator[str]:
    """What of the file was not read, for people."""
    yield from found.problems
    unseen = [p.number for p in found.pages if p.letters and p.unseen > 0.5 * sum(len(piece.text) for piece in p.pieces)]
    pictures = [p.number for p in found.pages if p.number not in unseen and _is_picture(p)]
    strange = [p.number for p in found.pages if _is_strange(p)]
    if pictures:
        yield f"{_numbers(pictures)} (pictures with hardly any text, as from a scanner)"
    if blank := [p.number for p in found.pages if p.blank]:
        yield f"{_numbers(blank)} (empty, or beyond what can be unpacked)"
    if strange:
        yield f"{_numbers(strange)} (the font does not say which letters it shows)"
    if aslant := [p.number for p in found.pages if 2 * sum(len(piece.text) * piece.tilted for piece in p.pieces) > p.letters > 0]:
        yield f"{_numbers(aslant)} (most words stand sideways there, and are kept as furniture)"
    if unseen:
        yield f"the pictures of {_numbers(unseen)}; their words are those that a program recognised, and may be wrong"
    if files := found.facts["files"]:
        yield f"{files} file{'s' * (files > 1)} attached to it"


def _numbers(pages: Sequence[int]) -> str:
    """Page numbers for people.

    >>> _numbers([2, 4, 5, 6]), _numbers([3])
    ('pages 2, 4 to 6', 'page 3')
    """
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    listed = ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
    return f"page{'s' * (len(pages) > 1)} {listed}"
