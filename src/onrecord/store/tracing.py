"""What became of a claim whose id is in the record no more: read otherwise, moved to another one, taken back or deleted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, select

from onrecord.errors import MissingError
from onrecord.store import journal, query
from onrecord.store.canonical import value_of
from onrecord.store.database import Database
from onrecord.store.journal import Line
from onrecord.store.query import Filter, RecordedClaim
from onrecord.store.rows import unpack
from onrecord.store.tables import begins, claims, documents, readings
from onrecord.store.tables import journal as journal_table

SAID = ("reread", "accept claim", "correct claim", "reject claim", "add claim", "undo")
"""Acts whose lines of the journal name claims."""

LOOKED_AT = 300
"""Readings that are no longer current and are looked at, the latest first, where nothing else tells a claim's document."""

NEAR = 5
"""Claims at a lost claim's words that are named."""

_ID = re.compile(r"[0-9a-f]{6,64}")


@dataclass(frozen=True, slots=True)
class Trace:
    """Where the claim of an id is, or what became of it.

    `claim` and `document` are where it is now; `claim` is None where it is no more. `others` are further documents whose text
    has the same claim. `line` is the journal's line after which the id led here no more, None where it still does; `words`
    are those of the claim at that time, where they are known, and `near` the claims that now stand at them.
    """

    document: str
    claim: str | None
    others: tuple[str, ...] = ()
    line: Line | None = None
    words: str | None = None
    near: tuple[RecordedClaim, ...] = ()


class Tracing:
    """How `Store` finds claims by ids that were handed on."""

    _database: Database

    def trace(self, claim: str) -> Trace:
        """Where the claim with this id is. It may be the id's first characters, and have "@" and a document's id behind it.

        Raises:
            MissingError: the record tells nothing of it, or there is more than one.

        >>> from onrecord.store import Store
        >>> from onrecord.testing import make_statement
        >>> with Store(":memory:") as record:
        ...     document = record.add(make_statement()).document
        ...     id = record.add_claim(document, words="Marek Tull", kind="position").claim
        ...     done = record.undo(id)
        ...     trace = record.trace(id)
        >>> trace.claim, trace.line.act, trace.words
        (None, 'undo', 'Marek Tull')
        """
        name, _, document = claim.partition("@")
        if not name.replace("-", "").isalnum() or not (document or "0").isalnum():
            raise _missing(f"no claim {claim[:80]!r}", "choose it in the list of claims")
        with self._database.reading() as connection:
            return _there(connection, name, document) or _gone(connection, name, document)


def _there(connection: Connection, name: str, document: str) -> Trace | None:
    where = [begins(claims.c.id, name)] + ([begins(claims.c.document, document)] if document else [])
    columns = select(claims.c.id, claims.c.document, claims.c.number)
    rows = connection.execute(columns.where(*where).order_by(claims.c.number).limit(20)).all() if name else []
    same = [row for row in rows if row.id == name] or rows
    if len({row.id for row in same}) > 1:
        raise _missing(f"more than one claim {name!r}", "give more of its id")
    return Trace(same[0].document, same[0].id, tuple(row.document for row in same[1:])) if same else None


def _gone(connection: Connection, name: str, document: str) -> Trace:
    if not _ID.fullmatch(name):
        raise _missing(f"no claim {name[:80]!r}", "choose it in the list of claims")
    for line in _lines_about(connection, name, document):
        found = _moved(connection, line, name) or _told(connection, line, name)
        if found:
            return found
    for id in [document] if document else _reread(connection):
        found = _in_readings(connection, id, name)
        if found:
            return found
    deleted = _deletion(connection, document) if document else None
    if deleted:
        return Trace(deleted.subject, None, line=deleted)
    raise _missing(f"no claim {name!r}", "choose it in the list of claims, or put @ and its document's id behind it")


def _lines_about(connection: Connection, name: str, document: str) -> list[Line]:
    """The lines that name the claim, the latest first."""
    c = journal_table.c
    where = c.act.in_(SAID), c.line.contains(f'"{name}"'), *([begins(c.subject, document)] if document else [])
    texts = connection.execute(select(c.line).where(*where).order_by(c.seq.desc()).limit(20)).scalars()
    return [Line.parse(text) for text in texts]


def _moved(connection: Connection, line: Line, name: str) -> Trace | None:
    """Where a new reading moved what was said of the claim."""
    to = line.after.get("moved", {}).get(name) if line.act == "reread" else None
    if to is None:
        return None
    following = _there(connection, to, line.subject) or _gone(connection, to, line.subject)
    return Trace(line.subject, following.claim, line=following.line or line, words=following.words, near=following.near)


def _told(connection: Connection, line: Line, name: str) -> Trace | None:
    """A claim that was said to be one or none, and is not there: a person's own that was taken back, or one read otherwise."""
    if not _text(connection, line.subject):
        deleted = _deletion(connection, line.subject)
        return Trace(line.subject, None, line=deleted) if deleted else None
    if line.act == "undo":
        added = next(journal.lines(connection, journal_table.c.seq == line.before["line"]), None)
        if added and added.act == "add claim":
            return _at(connection, line.subject, line, added.after["fields"]["words"])
    return _in_readings(connection, line.subject, name)


def _in_readings(connection: Connection, document: str, name: str) -> Trace | None:
    """The latest earlier reading of a document that held the claim, and the line of the reading after it."""
    query = select(readings.c.seq, readings.c.document, readings.c.body).where(begins(readings.c.document, document))
    after: int | None = None
    for row in connection.execute(query.order_by(readings.c.seq.desc())):
        body = unpack(row.body)
        if f'"{name}"' in body:
            claim = next((one for one in value_of(body)["claims"] if one["id"] == name), None)
            if claim and after:
                line = next(journal.lines(connection, journal_table.c.seq == after))
                return _at(connection, row.document, line, [claim["text"]["start"], claim["text"]["end"]])
        after = row.seq
    return None


def _reread(connection: Connection) -> Iterator[str]:
    """Documents that were read again, the latest first."""
    c = journal_table.c
    asked = select(c.subject).where(c.act == "reread").order_by(c.seq.desc()).limit(LOOKED_AT)
    yield from dict.fromkeys(connection.execute(asked).scalars())


def _at(connection: Connection, document: str, line: Line, span: list[int]) -> Trace:
    """A claim that stood at this span of a document and is no more."""
    start, end = span
    own = query.find_claims(connection, Filter(document=document), None)
    near = [one for one in own if one.start < end and start < one.end]
    near.sort(key=lambda one: max(one.end, end) - min(one.start, start))
    return Trace(document, None, line=line, words=_text(connection, document)[start:end], near=tuple(near[:NEAR]))


def _text(connection: Connection, document: str) -> str:
    asked: Select[Any] = select(documents.c.text).where(documents.c.id == document)
    return connection.execute(asked).scalar() or ""


def _deletion(connection: Connection, document: str) -> Line | None:
    where = begins(journal_table.c.subject, document), journal_table.c.act == "delete"
    return next(journal.lines(connection, *where), None)


def _missing(found: str, hint: str) -> MissingError:
    return MissingError(found=found, wanted="a claim of the record", hint=hint)
