"""What an annotator is: a callable that predicts one field of a document, and a declaration of what it needs.

Predicting and writing are two steps: `predict` returns annotations and touches nothing; `apply` puts them into a new
document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from onrecord import encoder
from onrecord.language import Parse
from onrecord.language.blocks import READ
from onrecord.language.capitals import capitalised, in_capitals, lowered
from onrecord.language.english import DEFAULT_MODEL, english
from onrecord.model import Block, Document

if TYPE_CHECKING:
    from onrecord.encoder import Encoding


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with what the language pipeline and the encoder saw in it."""

    doc: Document
    parse: Parse
    encoding: Encoding | None = None


@dataclass(frozen=True, slots=True)
class Annotator:
    """One kind of annotation. `assigns` is the field of `Document` it fills, `requires` the fields it reads."""

    name: str
    assigns: str
    requires: tuple[str, ...]
    predict: Callable[[Reading], Iterable[Any]]

    def apply(self, reading: Reading) -> Reading:
        """The reading with this annotator's findings written into its document."""
        changes: dict[str, Any] = {self.assigns: tuple(self.predict(reading))}
        return replace(reading, doc=replace(reading.doc, **changes))


def look(doc: Document, model: str = DEFAULT_MODEL) -> Reading:
    """One pass of the language pipeline and one of the encoder over the document's statements.

    Paragraphs in capitals are read in lower case, with capital letters where names stand; offsets stay those of the document.
    Names come from the encoder, unless a larger pipeline than the default one was asked for, or the encoder is missing.

    Raises:
        ModelError: the language pipeline `model` is not installed.
    """
    if not encoder.available():
        return Reading(doc, english(model).parse(doc))
    text = _recased(doc)
    encoding = encoder.encode(text, [(block.span.start, block.span.end) for block in _read(doc)])
    names = [*encoder.find_names(encoding)] if encoder.available("names") else []
    if text != doc.text:
        text = capitalised(text, names)
    named = model != DEFAULT_MODEL or not encoder.available("names")
    parse = english(model, names=named).parse(replace(doc, text=text) if text != doc.text else doc)
    return Reading(doc, parse if named else parse.with_names(names), encoding)


def _read(doc: Document) -> list[Block]:
    return [block for block in doc.blocks if block.kind in READ]


def _recased(doc: Document) -> str:
    """The text with those blocks that are written in capitals in lower case."""
    text = doc.text
    for block in _read(doc):
        said = block.span.of(doc.text)
        if in_capitals(said):
            text = text[: block.span.start] + lowered(said) + text[block.span.end :]
    return text
