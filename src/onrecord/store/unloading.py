"""All that a record holds, as lines from which another place can make the same record: nothing that follows from the rest.

Rows that are searched, and who is one actor across documents, follow from readings, corrections and journal; `loading` makes them
again. See `LINES` for what each line holds.
"""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, select

from onrecord.store import tables
from onrecord.store.canonical import value_of
from onrecord.store.contents import Contents
from onrecord.store.rows import Row, unpack

FORMAT = 1
"""The number of the form of the lines."""

CHUNK = 50
"""Documents that are taken out together."""

OWNED = {"capture": tables.captures, "reading": tables.readings, "correction": tables.corrections}
"""The lines that follow their document's, in this order."""

LINES = {
    "record": "the first line: the record's own name, and the head of its journal",
    "journal": "a line of the journal, exactly the values that are hashed",
    "evidence": "original bytes, in Base64",
    "document": "a text with its title, publisher and day",
    "capture": "where and when the document above was found, in which bytes",
    "reading": "what a version of onrecord found in it",
    "correction": "what a person said of one of its claims",
    "end": "the last line: how many lines are above, and the SHA-256 of their bytes",
}
"""What each type of line holds, in their order."""


def unload(contents: Contents, version: str) -> Iterator[Row]:
    """Every line but the last, as plain JSON values; `version` is that of onrecord. Evidence and documents one after another."""
    told = {"record": contents.record, "head": str(contents.head), "at": contents.at, "onrecord": version}
    yield {"type": "record", "format": FORMAT, **told}
    for line in contents.journal():
        yield {"type": "journal", **value_of(line)}
    hashes = select(tables.evidence.c.sha256).order_by(tables.evidence.c.sha256)
    for sha256 in contents.connection.execute(hashes).scalars().all():
        data = contents.evidence(sha256)
        yield {"type": "evidence", "sha256": sha256, "size": len(data), "data": base64.b64encode(data).decode()}
    for start in range(0, len(contents.ids), CHUNK):
        yield from _documents(contents.connection, contents.ids[start : start + CHUNK])


def _documents(connection: Connection, ids: list[str]) -> Iterator[Row]:
    query = select(tables.documents).where(tables.documents.c.id.in_(ids))
    documents = {row.id: _plain(row) for row in connection.execute(query)}
    owned = {kind: _rows(connection, table, ids) for kind, table in OWNED.items()}
    for name in ids:
        yield {"type": "document", **documents[name]}
        for kind, rows in owned.items():
            yield from ({"type": kind, **row} for row in rows[name])


def _rows(connection: Connection, table: Table, ids: list[str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in connection.execute(select(table).where(table.c.document.in_(ids)).order_by(table.c.seq)):
        found[row.document].append(_plain(row))
    return found


def _plain(row: Any) -> Row:
    """A row without the number that a database counts up by itself; columns that hold JSON hold its value."""
    return {str(name): _value(name, value) for name, value in row._mapping.items() if name != "number"}


def _value(name: str, stored: Any) -> Any:
    if name not in ("segments", "body"):
        return stored
    return value_of(stored if isinstance(stored, str) else unpack(bytes(stored)))
