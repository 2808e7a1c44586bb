"""From a draft to a document: blocks, turns, title, date, evidence and identity."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.model import Block, BlockKind, Document, Evidence, PublishedFrom, Role, Span, Turn
from onrecord.readers.blocks import byline, kinds, opening
from onrecord.readers.bracketed import find_bracketed
from onrecord.readers.dateline import find_published
from onrecord.readers.draft import Draft, Given, Mark, Timed
from onrecord.readers.furniture import furniture
from onrecord.readers.imprint import find_publisher
from onrecord.readers.labels import Label, find_labels, given_labels
from onrecord.readers.layout import paragraphs, text_lines
from onrecord.readers.speech import find_speech
from onrecord.readers.turns import Part, find_turns
from onrecord.text import Offsets, squeeze, trim

HEAD, LONGEST, FEW = 6, 120, 5
"""Stretches of the head that may name the publisher; characters, and words beside name and date, of such a line at most."""

DATED = 12
"""Stretches at each end of the text that may date it."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph with its kind, its label, whether the format makes it stand out, and whether a voice ended before it."""

    start: int
    end: int
    kind: BlockKind
    label: Label | None = None
    strong: bool = False
    resumes: bool = False

    @property
    def content(self) -> int:
        """Where the words behind the label begin."""
        return min(self.label.begins, self.end) if self.label else self.start


def build(draft: Draft, given: Given, evidence: Evidence) -> Document:
    """The document that a draft holds."""
    draft = replace(draft, facts=draft.facts | given.stated)
    text = draft.text
    published = _published(draft, given)
    own = find_publisher(text, _edges(text)[:HEAD]) if not draft.facts.get("publisher") else None
    stretches = _stretches(draft, published[1] if published else None, own)
    title, title_span = _title(text, stretches, draft.facts.get("title"), given.title)
    turns = _turns(draft, stretches)
    publisher = given.publisher or draft.facts.get("publisher") or (own.of(text) if own else None)
    return Document(
        id=_identity(text, title, publisher, published[0] if published else None),
        text=text,
        title=title,
        title_span=title_span,
        publisher=publisher,
        publisher_span=own if own and publisher == own.of(text) else _find(text, publisher, stretches),
        byline=_byline(text, stretches, draft.facts.get("byline")),
        published=published[0] if published else None,
        published_span=published[1] if published else None,
        published_from=published[2] if published else None,
        language=draft.facts.get("language"),
        uri=given.uri or evidence.uri,
        blocks=tuple(_blocks(text, stretches)),
        turns=tuple(turns),
        evidence=evidence,
    )


def _identity(*parts: str | None) -> str:
    joined = "\0".join(part or "" for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _published(draft: Draft, given: Given) -> tuple[str, Span | None, PublishedFrom] | None:
    found = find_published(draft.text, _edges(draft.text))
    for value, origin in ((given.published, PublishedFrom.GIVEN), (draft.facts.get("published"), PublishedFrom.METADATA)):
        if value:
            same = found[1] if found and value.startswith(found[0]) else None
            return value, same, origin
    return (*found, PublishedFrom.TEXT) if found else None


def _edges(text: str) -> list[Span]:
    rows = text_lines(text[:20_000])[:DATED]
    spans = [Span(row.start, row.end) for row in rows]
    cut = max(len(text) - 5_000, spans[-1].end if spans else 0)
    tail = text_lines(text[cut:])[-DATED:]
    return spans + [Span(cut + row.start, cut + row.end) for row in tail]


def _stretches(draft: Draft, published: Span | None, publisher: Span | None) -> list[Stretch]:
    text = draft.text
    voices = find_bracketed(text, text_lines(text))
    lines = voices.lines
    labels = given_labels(text, draft.labels) if draft.labels else voices.labels or find_labels(text, lines)
    labels = [label for label in labels if not _is_furniture(draft.marks, label)]
    opening = {label.opens: label for label in labels}
    offsets = paragraphs(text, lines, opening.keys() | voices.resumes | {mark.start for mark in draft.marks})
    marks = [_mark(draft.marks, *stretch) for stretch in offsets]
    given = {number: mark.kind for number, mark in enumerate(marks) if mark and mark.kind}
    spoken = {n for n, (start, _) in enumerate(offsets) if start in opening or (n not in given and voices.speaks(start))}
    given |= dict.fromkeys(spoken, BlockKind.PARAGRAPH)
    given |= {number: BlockKind.FURNITURE for number in furniture(text, offsets) if number not in given}
    given |= {number: BlockKind.DATELINE for number in _imprints(text, offsets, publisher, published) if number not in given}
    found = kinds(text, offsets, given, published)
    return [
        Stretch(start, end, kind, opening.get(start), bool(mark and mark.strong), start in voices.resumes)
        for (start, end), kind, mark in zip(offsets, found, marks, strict=True)
    ]


def _imprints(text: str, offsets: Sequence[Offsets], publisher: Span | None, published: Span | None) -> Iterator[int]:
    """The stretches of the head that hold nothing but the publisher's name, its date and the like."""
    for number, (start, end) in enumerate(offsets[:HEAD] if publisher else ()):
        if publisher and start <= publisher.start and publisher.end <= end and end - start <= LONGEST:
            rest = text[start : publisher.start] + text[publisher.end : end]
            if published and start <= published.start < end:
                rest = rest.replace(published.of(text), " ")
            if len(rest.split()) <= FEW:
                yield number


def _mark(marks: Sequence[Mark], start: int, end: int) -> Mark | None:
    """The mark that covers a stretch."""
    number = bisect_right(marks, start, key=lambda mark: mark.start) - 1
    return marks[number] if number >= 0 and marks[number].end >= end else None


def _is_furniture(marks: Sequence[Mark], label: Label) -> bool:
    mark = _mark(marks, label.start, label.end)
    return mark is not None and mark.kind is BlockKind.FURNITURE


def _blocks(text: str, stretches: Sequence[Stretch]) -> Iterator[Block]:
    led = False
    for stretch in stretches:
        start = stretch.content
        if stretch.label:
            yield Block(Span(*trim(text, stretch.start, start)), BlockKind.LABEL)
        if start < stretch.end and stretch.kind is BlockKind.PARAGRAPH and not led:
            led = True
            for begins, ends, kind in opening(text, start, stretch.end):
                yield Block(Span(*trim(text, begins, ends)), kind)
                start = ends
        if start < stretch.end:
            yield Block(Span(start, stretch.end), stretch.kind)


def _turns(draft: Draft, stretches: Sequence[Stretch]) -> list[Turn]:
    parts = [
        Part(s.start, s.end, s.label, s.strong, s.start in draft.unnamed, s.resumes)
        for s in stretches
        if s.kind is BlockKind.PARAGRAPH or (s.strong and s.kind is BlockKind.HEADING)
    ]
    found = find_turns(draft.text, parts, [(s.start, s.end) for s in stretches])
    if not found:
        title = next(((s.start, s.end) for s in stretches if s.kind is BlockKind.TITLE), None)
        found = find_speech(draft.text, title, [(s.start, s.end) for s in stretches if s.kind is BlockKind.PARAGRAPH])
    if not draft.times:
        return found
    return [_timed(turn, draft.times) for turn in found or [Turn(Span(p.start, p.end), Role.NARRATION) for p in parts]]


def _timed(turn: Turn, times: Sequence[Timed]) -> Turn:
    first = max(0, bisect_right(times, turn.span.start, key=lambda time: time.start) - 1)
    last = max(first, bisect_left(times, turn.span.end, key=lambda time: time.start) - 1)
    return replace(turn, begins=times[first].begins, ends=times[last].ends)


def _title(text: str, stretches: Sequence[Stretch], own: str | None, given: str | None) -> tuple[str | None, Span | None]:
    heads = [s for s in stretches if s.kind is BlockKind.TITLE][:1]
    span = Span(heads[0].start, heads[0].end) if heads else None
    title = given or own or (squeeze(span.of(text)) if span else None)
    if span and title and squeeze(span.of(text)) != squeeze(title):
        span = _find(text, title, stretches)
    return title, span


def _find(text: str, words_: str | None, stretches: Sequence[Stretch]) -> Span | None:
    """Where the head of the text, or a whole line near its end, gives these words."""
    for stretch in stretches[:8]:
        place = text.find(words_, stretch.start, min(stretch.end, stretch.start + 300)) if words_ else -1
        if words_ and place >= 0:
            return Span(place, place + len(words_))
    return None


def _byline(text: str, stretches: Sequence[Stretch], own: str | None) -> Span | None:
    for stretch in stretches:
        if stretch.kind is BlockKind.BYLINE:
            names = byline(text[stretch.start : stretch.end])
            return Span(stretch.start + names[0], stretch.start + names[1]) if names else Span(stretch.start, stretch.end)
    return _find(text, own, stretches)
