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
from onrecord.language.english import DEFAULT_MODEL, english
from onrecord.model import Document

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

    Names come from the encoder, unless a larger pipeline than the default one was asked for, or the encoder is missing.

    Raises:
        ModelError: the language pipeline `model` is not installed.
    """
    if not encoder.available():
        return Reading(doc, english(model).parse(doc))
    named = model != DEFAULT_MODEL or not encoder.available("names")
    parse = english(model, names=named).parse(doc)
    encoding = encoder.encode(doc.text, [(block.span.start, block.span.end) for block in doc.blocks if block.kind in READ])
    return Reading(doc, parse if named else parse.with_names(encoder.find_names(encoding)), encoding)
