"""A document as the rows of the tables are made from it, and what there is to tell of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from onrecord.export.formats.found import FoundClaim, FoundDocument
from onrecord.model import Document
from onrecord.store import Chosen, RecordedClaim
from onrecord.store.rows import project


@dataclass(frozen=True)
class Read:
    """A document that was read, as its rows are made from it: `body` is what `Document.to_dict` gives."""

    source: str
    name: str
    doc: Document = field(repr=False)

    @cached_property
    def body(self) -> dict[str, Any]:
        """The document as plain values."""
        return self.doc.to_dict()

    @cached_property
    def claims(self) -> tuple[FoundClaim, ...]:
        """Its claims in the form in which a record gives them."""
        doc = self.doc
        told = {name: getattr(doc, name) for name in ("title", "publisher", "published", "uri")}
        rows = project(doc.id, doc.published, self.body).claims
        kept = {"review": None, "later": None, **told}
        names = RecordedClaim.__dataclass_fields__
        recorded = (RecordedClaim(**{name: value for name, value in {**row, **kept}.items() if name in names}) for row in rows)
        places = doc.evidence.segments if doc.evidence else ()
        chosen = Chosen(self.body, tuple(recorded), (), {}, places)
        return FoundDocument(chosen, None).claims  # type: ignore[arg-type]  # there is no record around it

    @cached_property
    def claims_of(self) -> dict[int, list[FoundClaim]]:
        """The claims of each event, by its number."""
        found: dict[int, list[FoundClaim]] = {}
        for plain, claim in zip(self.body["claims"], self.claims, strict=True):
            found.setdefault(plain["event"], []).append(claim)
        return found

    @cached_property
    def names(self) -> dict[str, str]:
        """What the text calls its actors, by their id."""
        return {actor["id"]: actor["name"] for actor in self.body["actors"]}


@dataclass(frozen=True, slots=True)
class Found:
    """One annotation of a document: its place in the document's list, and its plain values."""

    number: int
    plain: dict[str, Any]
    read: Read

    def all(self, name: str, listed: str) -> list[dict[str, Any]]:
        """The annotations that this one refers to by their places in the document's lists."""
        return [self.read.body[listed][one] if isinstance(one, int) else one for one in self.plain[name]]


@dataclass(frozen=True, slots=True)
class Aside:
    """What was not read, and why: a word for the kind of reason, and a sentence."""

    source: str
    name: str
    uri: str | None
    reason: str
    message: str
