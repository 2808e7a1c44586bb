"""Builders for tests: a document from a few words, and what an annotator makes of it."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from typing import Any

from onrecord.annotators.stage import Annotator, look
from onrecord.model import Block, BlockKind, Claim, ClaimKind, Document, Event, Span, Stance, Status
from onrecord.text import lines


def make_document(text: str, **fields: Any) -> Document:
    r"""A document in which every line is a paragraph, with any fields of `Document`.

    >>> make_document("One.\nTwo.").blocks[1].span
    Span(start=5, end=9)
    """
    fields.setdefault("blocks", tuple(Block(Span(*line), BlockKind.PARAGRAPH) for line in lines(text)))
    fields.setdefault("language", "en")
    return Document(id="test", text=text, **fields)


def read_with(text: str, *annotators: Annotator, **fields: Any) -> Document:
    """The document after these annotators ran over it, in this order; attributions by rules alone."""
    reading = replace(look(make_document(text, **fields)), encoding=None)
    for annotator in annotators:
        reading = annotator.apply(reading)
    return reading.doc


def span_of(text: str, words: str, after: int = 0) -> Span:
    """The span of the first occurrence of `words` from `after` on.

    >>> span_of("to and to", "to", after=1)
    Span(start=7, end=9)
    """
    start = text.index(words, after)
    return Span(start, start + len(words))


def make_claim(span: Span, kind: ClaimKind = ClaimKind.INCIDENT, status: Status | None = Status.DONE, **fields: Any) -> Claim:
    """A claim of the publisher at `span`. `fields` are those of `Claim`; those it does not have go to its event.

    >>> make_claim(Span(0, 4), status=Status.DENIED).event.status.value
    'denied'
    """
    names = {field.name for field in dataclasses.fields(Claim)}
    own = {"id": f"{kind}-{span.start}", "stance": Stance.ASSERTS, **{n: v for n, v in fields.items() if n in names}}
    event = Event(None, span, kind, status, **{n: v for n, v in fields.items() if n not in names})
    return Claim(**{"kind": kind, "text": span, "event": event, "status": status, **own})
