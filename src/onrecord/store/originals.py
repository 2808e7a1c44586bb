"""Taking the original bytes of documents out again."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from onrecord.store.canonical import value_of
from onrecord.store.rows import unpack
from onrecord.store.tables import captures, documents, evidence, readings


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes that a document was first read from, what they are, and what it is known by.

    `given` holds what a person or the source's frame said of it, and not its text: what a reader must be told again.
    """

    document: str
    data: bytes = field(repr=False)
    uri: str | None
    media_type: str
    encoding: str | None
    given: dict[str, str]


def find_ids(connection: Connection) -> list[str]:
    """The ids of all documents, in the order they were added."""
    return list(connection.execute(select(documents.c.id).order_by(documents.c.number)).scalars())


def count(connection: Connection) -> int:
    """How many documents there are."""
    return connection.execute(select(func.count()).select_from(documents)).scalar_one()


def find_original(connection: Connection, document: str) -> Original:
    """The original of a document that is there."""
    query = (
        select(documents, captures.c.uri, captures.c.media_type, captures.c.encoding, evidence.c.data, readings.c.body)
        .join(captures, captures.c.document == documents.c.id)
        .join(evidence, evidence.c.sha256 == captures.c.evidence)
        .join(readings, readings.c.seq == documents.c.reading)
    )
    row = connection.execute(query.where(documents.c.id == document).order_by(captures.c.seq).limit(1)).one()
    given = {"title": row.title, "publisher": row.publisher, "uri": row.uri}
    if value_of(unpack(row.body))["published_from"] == "given":
        given["published"] = row.published
    given = {name: value for name, value in given.items() if value}
    return Original(document, bytes(row.data), row.uri, row.media_type, row.encoding, given)
