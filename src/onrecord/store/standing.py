"""A document as it stands: what was read in it, what people said of its claims, where it was found, and its other versions."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from onrecord.errors import MissingError
from onrecord.model import Document, Segment
from onrecord.model.restore import from_plain
from onrecord.store import journal, query
from onrecord.store.canonical import value_of
from onrecord.store.contents import FIELDS, said
from onrecord.store.database import Database
from onrecord.store.journal import Line
from onrecord.store.known import actor_ids
from onrecord.store.layers import CORRECTABLE, Act
from onrecord.store.query import Filter, RecordedClaim
from onrecord.store.rows import PAGED, Row, parse_segments, project, unpack
from onrecord.store.tables import begins, captures, corrections, documents, evidence, readings
from onrecord.store.tables import journal as journal_table

VERSIONS = 100
"""Captures of one address that are looked at for versions, the latest first."""

KEPT, KEPT_CHARACTERS = 64, 4_000_000
"""Documents that are kept in memory, and characters of their texts, at most: those that were looked at last."""

_kept: dict[tuple[str, str, str | None], Document] = {}
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Capture:
    """That a document was found: the journal's line, where, when, by what, and in which bytes.

    `evidence` is the SHA-256 of the bytes and `size` how many there are. `container` is the name of the file that they were taken
    out of, if any, and `container_sha256` its hash.
    """

    line: int
    uri: str | None
    retrieved_at: str | None
    collector: str | None
    media_type: str
    encoding: str | None
    evidence: str
    size: int
    container: str | None
    container_sha256: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """What a person said of a claim: the journal's line, when, who, and what they did (accept, correct, reject, add).

    `fields` are the values that they set; words among them as the text has them. `undone` is the line that took it back, and
    `undone_by` who did.
    """

    line: int
    at: str
    who: str
    act: str
    fields: dict[str, Any]
    note: str | None
    undone: int | None = None
    undone_by: str | None = None


@dataclass(frozen=True, slots=True)
class Laid:
    """A claim as it stands, and both of its layers.

    `read` is the machine's reading of the fields that stand otherwise now; None where a person added the claim. `said` is what
    people said, oldest first, also what was taken back; `seen` the line of the last of it, 0 where nothing was said.
    """

    stands: RecordedClaim
    read: dict[str, Any] | None
    said: tuple[Said, ...]
    seen: int

    @property
    def by_people(self) -> frozenset[str]:
        """The fields that stand as a person set them."""
        acts = (one for one in self.said if one.undone is None and one.act in (Act.CORRECT, Act.ADD))
        return frozenset(name for one in acts for name in one.fields)


@dataclass(frozen=True, slots=True)
class Version:
    """Another content of an address: the document that it is, its day, and when it was found there first and last.

    `is_present` where it is what the address held last.
    """

    document: str
    title: str | None
    published: str | None
    uri: str
    first: str
    last: str
    is_present: bool


@dataclass(frozen=True, slots=True)
class StandingDocument:
    """A document as the machine read it, with its claims as they stand.

    `known` leads from an actor of the document to the record's. `versions` are all contents of its addresses, itself among them,
    oldest first; empty where there is no other. `places` lead from the text to the pages of a PDF file; there are none of others.
    """

    doc: Document
    claims: tuple[Laid, ...]
    captures: tuple[Capture, ...]
    versions: tuple[Version, ...]
    known: dict[str, str]
    places: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True)
class Bytes:
    """The original bytes of a document as it was found: what they are said to be, and where they came from."""

    document: str
    data: bytes
    media_type: str
    encoding: str | None
    sha256: str


class Standing:
    """What `Store` does with one document that is shown."""

    _database: Database

    def standing(self, document: str) -> StandingDocument:
        """A document as it stands, by its id or the id's first characters.

        Raises:
            MissingError: there is no such document, or more than one.

        >>> from onrecord.store import Store
        >>> from onrecord.testing import make_statement
        >>> with Store(":memory:", who="ana") as record:
        ...     id = record.add(make_statement()).document
        ...     done = record.correct(record.claims(kind="deployment")[0].id, best=15)
        ...     claim = record.standing(id).claims[0]
        >>> claim.stands.best, claim.read, claim.said[0].who, sorted(claim.by_people)
        (15.0, {'best': 14.0}, 'ana', ['best'])
        """
        with self._database.reading() as connection:
            return _standing(connection, find_document(connection, document))

    def text_of(self, document: str) -> str:
        """The text of a document, by its id or the id's first characters.

        Raises:
            MissingError: there is no such document, or more than one.
        """
        with self._database.reading() as connection:
            id = find_document(connection, document)
            return str(connection.execute(select(documents.c.text).where(documents.c.id == id)).scalar_one())

    def bytes_of(self, document: str, line: int | None = None) -> Bytes:
        """The original bytes of a document, as it was found first or in the capture of this line of the journal.

        Raises:
            MissingError: there is no such document, or more than one; or it has no such capture.
        """
        with self._database.reading() as connection:
            return _bytes(connection, find_document(connection, document), line)


def find_document(connection: Connection, start: str) -> str:
    """The id of the one document whose id is this or begins so.

    Raises:
        MissingError: there is none, or more than one.
    """
    asked = select(documents.c.id).where(begins(documents.c.id, start)).order_by(documents.c.id).limit(2)
    found = connection.execute(asked).scalars().all() if start.isalnum() else []
    if start in found:
        return start
    if len(found) != 1:
        count = "more than one document" if found else "no document"
        raise MissingError(found=f"{count} {start[:80]!r}", wanted="one", hint="choose it in the list of documents")
    return str(found[0])


def _standing(connection: Connection, id: str) -> StandingDocument:
    found = _captures(connection, id)
    uris = [one.uri for one in found if one.uri]
    doc = _read(connection, id, uris[0] if uris else None)
    return StandingDocument(
        doc=doc,
        claims=tuple(_laid(connection, doc)),
        captures=found,
        versions=_versions(connection, uris),
        known=actor_ids(connection, id),
        places=_places(connection, found),
    )


def _places(connection: Connection, found: Sequence[Capture]) -> tuple[Segment, ...]:
    """The pages of the bytes that the text was read from, where they are a PDF file: those of any other lead to no page."""
    if not found or found[0].media_type != PAGED:
        return ()
    kept = select(captures.c.segments).where(captures.c.seq == found[0].line)
    return parse_segments(connection.execute(kept).scalar_one())


def _read(connection: Connection, id: str, uri: str | None) -> Document:
    """A document as the machine read it. Those looked at last are kept: a reading never changes, only which one holds."""
    query = select(readings.c.sha256).join(documents, documents.c.reading == readings.c.seq).where(documents.c.id == id)
    key = id, str(connection.execute(query).scalar_one()), uri
    with _lock:
        known = _kept.pop(key, None)
    doc = known or _restored(connection, id, uri)
    with _lock:
        _kept[key] = doc
        while len(_kept) > KEPT or (sum(len(one.text) for one in _kept.values()) > KEPT_CHARACTERS and len(_kept) > 1):
            del _kept[next(iter(_kept))]
    return doc


def _restored(connection: Connection, id: str, uri: str | None) -> Document:
    row = connection.execute(select(documents).where(documents.c.id == id)).one()
    outside = {name: getattr(row, name) for name in ("id", "text", "title", "publisher", "published", "language")}
    return from_plain({**_body(connection, id), **outside, "uri": uri})


def _body(connection: Connection, id: str) -> Row:
    query = select(readings.c.body).join(documents, documents.c.reading == readings.c.seq).where(documents.c.id == id)
    return dict(value_of(unpack(connection.execute(query).scalar_one())))


def _captures(connection: Connection, id: str) -> tuple[Capture, ...]:
    c = captures.c
    found = c.seq.label("line"), c.uri, c.retrieved_at, c.collector, c.media_type, c.encoding
    asked = (
        select(*found, c.evidence, evidence.c.size, c.container, c.container_sha256)
        .join(evidence, evidence.c.sha256 == c.evidence)
        .where(c.document == id)
        .order_by(c.seq)
    )
    return tuple(Capture(**row._mapping) for row in connection.execute(asked))


def _laid(connection: Connection, doc: Document) -> Iterable[Laid]:
    told = _said(connection, doc.id, doc.text)
    machine = {row["id"]: row for row in project(doc.id, doc.published, _body(connection, doc.id)).claims} if told else {}
    for claim in query.find_claims(connection, Filter(document=doc.id), None):
        acts = told.get(claim.id, ())
        read = machine.get(claim.id) if told else {}
        differs = None if read is None else {name: read[name] for name in FIELDS if read and read[name] != getattr(claim, name)}
        yield Laid(claim, differs, tuple(acts), max((max(one.line, one.undone or 0) for one in acts), default=0))


def _said(connection: Connection, id: str, text: str) -> dict[str, list[Said]]:
    """What people said, by claim, oldest first."""
    rows = connection.execute(select(corrections).where(corrections.c.document == id).order_by(corrections.c.seq)).all()
    lines = _lines(connection, sorted({seq for row in rows for seq in (row.seq, row.undone) if seq}))
    found: dict[str, list[Said]] = defaultdict(list)
    for row in rows:
        told = said({**row._asdict(), "body": value_of(row.body)}, lines)
        fields = {name: _value(name, told["fields"][name], text) for name in CORRECTABLE if name in told["fields"]}
        undone = told["undone"] or {"line": None, "who": None}
        plain = {name: told[name] for name in ("line", "at", "who", "act", "note")}
        found[row.claim].append(Said(**plain, fields=fields, undone=undone["line"], undone_by=undone["who"]))
    return found


def _lines(connection: Connection, numbers: Sequence[int]) -> dict[int, Line]:
    return {line.seq: line for line in journal.lines(connection, journal_table.c.seq.in_(numbers))} if numbers else {}


def _value(name: str, value: Any, text: str) -> Any:
    return text[value[0] : value[1]] if name == "words" and isinstance(value, list) else value


def _versions(connection: Connection, uris: Sequence[str]) -> tuple[Version, ...]:
    """The contents of the first of the addresses that held more than one."""
    for uri in dict.fromkeys(uris):
        found = _at(connection, uri)
        if len(found) > 1:
            return found
    return ()


def _at(connection: Connection, uri: str) -> tuple[Version, ...]:
    c, d = captures.c, documents.c
    columns = c.seq, c.document, c.retrieved_at, d.title, d.published, func.coalesce(c.retrieved_at, "").label("at")
    asked = select(*columns).join(documents, d.id == c.document).where(c.uri == uri).order_by(c.seq.desc()).limit(VERSIONS)
    rows = list(reversed(connection.execute(asked).all()))
    first = {row.document: row for row in reversed(rows)}
    last = {row.document: row for row in rows}
    return tuple(
        Version(id, last[id].title, last[id].published, uri, first[id].at, last[id].at, id == rows[-1].document)
        for id in sorted(first, key=lambda id: first[id].seq)
    )


def _bytes(connection: Connection, id: str, line: int | None) -> Bytes:
    c = captures.c
    asked = select(c.media_type, c.encoding, c.evidence, evidence.c.data).join(evidence, evidence.c.sha256 == c.evidence)
    where = [c.document == id, *([c.seq == line] if line is not None else [])]
    row = connection.execute(asked.where(*where).order_by(c.seq).limit(1)).first()
    if row is None:
        raise MissingError(
            found=f"no capture of this document at line {line} of the journal",
            wanted="a line that its page names",
            hint="open the document and choose one of its captures",
        )
    return Bytes(id, bytes(row.data), row.media_type, row.encoding, row.evidence)
