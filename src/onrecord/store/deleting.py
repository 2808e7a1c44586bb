"""Taking a document out of a record: the content goes, a tombstone in the journal stays."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, delete, or_, select

from onrecord.errors import QueryError
from onrecord.store import actors, journal, tables
from onrecord.store.adding import facts
from onrecord.store.tables import captures, documents, evidence

ROWS = (
    tables.parties,
    tables.places,
    tables.actors,
    tables.claims,
    tables.corrections,
    tables.readings,
    tables.captures,
)
"""Tables with rows of a document, those that others point to last."""


def delete_document(connection: Connection, who: str, document: str, reason: str) -> str:
    """Delete a document with all that belongs to it and give its id; `document` may be the id's first characters.

    Evidence that another document was read from stays.

    Raises:
        QueryError: there is no such document, or more than one, or no reason is given.
    """
    if not reason.strip():
        raise QueryError(found="no reason", wanted="why the document is deleted", hint="the journal keeps the reason")
    found = connection.execute(select(documents).where(tables.begins(documents.c.id, document)).limit(2)).all()
    if not document or len(found) != 1:
        count = "more than one document" if found else "no document"
        raise QueryError(found=f"{count} {document}", wanted="one", hint="give the whole id that `onrecord history` prints")
    row = found[0]
    kept = _evidence_of(connection, captures.c.document == row.id)
    journal.append(connection, who, "delete", row.id, before={"document": facts(row), "evidence": kept}, note=reason)
    _forget(connection, row.id, kept)
    return str(row.id)


def _evidence_of(connection: Connection, where: ColumnElement[bool]) -> list[str]:
    """The hashes of the bytes that belong to captures: what was read, and the WARC files of visits."""
    rows = connection.execute(select(captures.c.evidence, captures.c.warc).where(where))
    return sorted({sha256 for row in rows for sha256 in row if sha256})


def _forget(connection: Connection, document: str, kept: list[str]) -> None:
    is_file = connection.dialect.name == "sqlite"
    if is_file:  # what is deleted is overwritten, not only marked as free
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
    actors.remove(connection, document)
    for table in ROWS:
        connection.execute(delete(table).where(table.c.document == document))
    connection.execute(delete(documents).where(documents.c.id == document))
    still = _evidence_of(connection, or_(captures.c.evidence.in_(kept), captures.c.warc.in_(kept)))
    connection.execute(delete(evidence).where(evidence.c.sha256.in_(set(kept) - set(still))))
    if is_file:  # the index keeps deleted words until its parts are merged
        for name in ("claims_search", "documents_search"):
            connection.exec_driver_sql(f"INSERT INTO {name} ({name}) VALUES ('optimize')")
