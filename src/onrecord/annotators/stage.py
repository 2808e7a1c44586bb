"""What an annotator is: a callable that predicts one field of a document, and a declaration of what it needs.

Predicting and writing are two steps: `predict` returns annotations and touches nothing; `apply` puts them into a new
document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from onrecord.language import Parse
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
