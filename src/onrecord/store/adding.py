"""Adding a document: evidence, capture, reading and the journal's line, together or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from onrecord.errors import RefusedError
from onrecord.model import Document, Evidence, Visit
from onrecord.store import actors, journal, visits
from onrecord.store.canonical import canonical, digest, value_of
from onrecord.store.carrying import Carried, carry
from onrecord.store.rows import Body, Row, body_of, insert_projection, pack, project, segments_of, unpack
from onrecord.store.tables import captures, claims, documents, evidence, readings
from onrecord.store.versions import Fate, compare

# Built once: for a short document, building statements takes as long as running them.
_INSERT = {table.name: insert(table) for table in (documents, captures, evidence, readings)}
_DOCUMENT = select(documents).where(documents.c.id == bindparam("document"))
_EVIDENCE = select(evidence.c.size).where(evidence.c.sha256 == bindparam("sha256"))
_LATEST = select(captures).where(captures.c.uri == bindparam("uri")).order_by(captures.c.seq.desc()).limit(1)

FACTS = ("id", "title", "publisher", "published", "language", "text")
"""Columns of a document that the journal's line holds by their hash."""


class Outcome(StrEnum):
    """What adding a document did."""

    ADDED = "added"
    VERSION = "version"
    """Added, as other content of an address that was there."""
    CAPTURED = "captured"
    """The document was there; that it was found again, in other bytes or at another address, is new."""
    PRESENT = "present"
    """Nothing was new."""
    DELETED = "deleted"
    """A person deleted it before, so it was not visited."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one document.

    `replaces` is the document that its address held before; `changed` says what became of that one's claims where their words
    are no longer there as they were: altered or gone. `carried` are the claims to which what people had said of earlier versions
    came along, `left` how many things that they had said did not.
    """

    document: str
    outcome: Outcome
    claims: int = 0
    replaces: str | None = None
    changed: tuple[tuple[str, Fate], ...] = ()
    carried: tuple[str, ...] = ()
    left: int = 0


def add(connection: Connection, doc: Document, who: str, reader: Mapping[str, str]) -> Added:
    """Add a document with the connection that writes.

    Raises:
        RefusedError: it holds characters that no database keeps, or another document has its id.
    """
    _check(doc)
    is_new = not is_there(connection, doc)
    kept = doc.evidence or _evidence(doc)
    uri = doc.uri or kept.uri
    last = latest(connection, uri) if uri else _anonymous(connection, doc.id)
    if last and (last.document, last.evidence) == (doc.id, kept.sha256) and _is_told(connection, doc.id, kept):
        return Added(doc.id, Outcome.PRESENT, len(doc.claims))
    replaces = last.document if last and last.document != doc.id else None
    changed = _changes(connection, replaces, doc.text) if replaces else ()
    after: Row = {"capture": _capture(kept, uri)}
    if is_new:
        body = body_of(doc)
        after |= {"document": facts(doc), "reading": digest(body), "reader": dict(reader), "claims": len(doc.claims)}
    before = {"document": replaces, "changed": dict(changed)} if replaces else None
    line = journal.append(connection, who, "add" if is_new else "capture", doc.id, before=before, after=after)
    if is_new:
        _insert_document(connection, doc, line.seq)
        insert_reading(connection, doc.id, body, line.seq)
        found = value_of(body)
        insert_projection(connection, project(doc.id, doc.published, found))
        actors.place(connection, doc.id, doc.published, found)
    _insert_capture(connection, doc.id, kept, after["capture"], line.seq)
    _mark(connection, doc.id, replaces, changed)
    outcome = (Outcome.VERSION if replaces else Outcome.ADDED) if is_new else Outcome.CAPTURED
    along = carry(connection, who, doc.id) if replaces else Carried()
    carried = tuple(dict.fromkeys(correction.claim for correction in along.taken))
    return Added(doc.id, outcome, len(doc.claims), replaces, changed, carried, along.left)


def find_capture(connection: Connection, uri: str, sha256: str, visit: Visit | None = None) -> str | None:
    """The document that an address held when it was last captured, if those were the bytes with this hash.

    Where a visit brought them, only if the record knows of this way to them.
    """
    last = latest(connection, uri)
    if last is None or last.evidence != sha256:
        return None
    return str(last.document) if visit is None or visits.is_told(connection, last.document, sha256, visit) else None


def facts(doc: Document | Any) -> str:
    """The hash over what a document is beside its annotations; `doc` may be a row."""
    return digest(canonical([getattr(doc, name) for name in FACTS]))


def current_body(connection: Connection, document: str) -> str:
    """The body of a document's current reading."""
    query = select(readings.c.body).join(documents, documents.c.reading == readings.c.seq)
    return unpack(connection.execute(query.where(documents.c.id == document)).scalar_one())


def changes(found: list[Body], old: str, new: str) -> tuple[tuple[str, Fate], ...]:
    """What another text left of claims: those whose words are not kept, and what became of these."""
    spans = {claim["id"]: (claim["text"]["start"], claim["text"]["end"]) for claim in found}
    fates = compare(old, new, list(spans.values()))
    return tuple((name, fate) for name, fate in zip(spans, fates, strict=True) if fate is not Fate.KEPT)


def insert_reading(connection: Connection, document: str, body: str, seq: int) -> None:
    """Store a reading, whose rows are not laid out yet."""
    values = {"seq": seq, "document": document, "sha256": digest(body), "body": pack(body)}
    connection.execute(_INSERT[readings.name], values)


LONGEST = 2000
"""Bytes of a publisher's name or an address: PostgreSQL's indexes hold rows of 2,704 bytes at most."""


def _check(doc: Document) -> None:
    for name in ("text", "title", "publisher", "published", "uri"):
        value = getattr(doc, name) or ""
        if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
            raise RefusedError(
                found=f"a character in the {name} of {doc.uri or doc.id} that is no text (NUL or half of a pair)",
                wanted="text that a database can keep",
                hint="read the original file instead of a converted one, or replace the character",
            )
    for name in ("publisher", "uri"):
        if (size := len((getattr(doc, name) or "").encode())) > LONGEST:
            raise RefusedError(
                found=f"a {name} of {size} bytes in {doc.title or doc.id}",
                wanted=f"at most {LONGEST}: longer ones cannot be looked up",
                hint=f"give another {name}",
            )


def is_there(connection: Connection, doc: Document) -> bool:
    """Whether the document is in the record.

    Raises:
        RefusedError: another document has its id.
    """
    there = connection.execute(_DOCUMENT, {"document": doc.id}).first()
    if there is not None and facts(there) != facts(doc):
        raise RefusedError(
            found=f"another document with the id {doc.id}",
            wanted="an id that follows from the document's content",
            hint="read the source with onrecord.read, which gives such ids",
        )
    return there is not None


def latest(connection: Connection, uri: str) -> Any:
    """The last capture at an address, None where there is none."""
    return connection.execute(_LATEST, {"uri": uri}).first()


def _anonymous(connection: Connection, document: str) -> Any:
    where = captures.c.uri.is_(None), captures.c.document == document
    return connection.execute(select(captures).where(*where).order_by(captures.c.seq.desc()).limit(1)).first()


def _evidence(doc: Document) -> Evidence:
    """A text that came without bytes is its own evidence."""
    data = doc.text.encode()
    return Evidence(data, digest(data), "text/plain", "utf-8", doc.uri)


def _is_told(connection: Connection, document: str, kept: Evidence) -> bool:
    """Whether nothing is new in how the bytes came here."""
    return kept.visit is None or visits.is_told(connection, document, kept.sha256, kept.visit)


def _capture(kept: Evidence, uri: str | None) -> Row:
    """What the journal's line says of a capture."""
    return {
        "evidence": kept.sha256,
        "algorithm": "sha256",
        "uri": uri,
        **{name: getattr(kept, name) for name in ("media_type", "encoding", "retrieved_at", "collector")},
        "segments": digest(segments_of(kept.segments)),
        **visits.told(kept.visit, digest(kept.visit.warc) if kept.visit else None),
        **visits.held(kept.container),
    }


def _insert_document(connection: Connection, doc: Document, seq: int) -> None:
    values = {name: getattr(doc, name) for name in FACTS}
    connection.execute(_INSERT[documents.name], {**values, "reading": seq})


def _insert_capture(connection: Connection, document: str, kept: Evidence, capture: Row, seq: int) -> None:
    _insert_evidence(connection, kept.sha256, kept.data)
    if kept.visit:
        _insert_evidence(connection, capture["warc"], kept.visit.warc)
    row = {name: value for name, value in capture.items() if name != "algorithm"}
    row |= {"seq": seq, "document": document, "segments": segments_of(kept.segments)}
    connection.execute(_INSERT[captures.name], row)


def _insert_evidence(connection: Connection, sha256: str, data: bytes) -> None:
    if connection.execute(_EVIDENCE, {"sha256": sha256}).first() is None:
        connection.execute(_INSERT[evidence.name], {"sha256": sha256, "size": len(data), "data": data})


def _changes(connection: Connection, replaced: str, text: str) -> tuple[tuple[str, Fate], ...]:
    old = connection.execute(select(documents.c.text).where(documents.c.id == replaced)).scalar_one()
    return changes(value_of(current_body(connection, replaced))["claims"], old, text)


def _mark(connection: Connection, current: str, replaced: str | None, changed: tuple[tuple[str, Fate], ...]) -> None:
    """Mark the claims of a replaced document; a document that came back has no marks."""
    if replaced is None:
        return
    for document in (current, replaced):
        connection.execute(update(claims).where(claims.c.document == document).values(later=None))
    for claim, fate in changed:
        where = claims.c.document == replaced, claims.c.id == claim
        connection.execute(update(claims).where(*where).values(later=fate.value))
