"""The part of a record's object that lists its documents."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from onrecord.store.database import Database
from onrecord.store.tables import captures, claims, documents


@dataclass(frozen=True, slots=True)
class RecordedDocument:
    """A document of a record: its id, what is known of it, where it was found first, and how many claims it holds."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    language: str | None
    uri: str | None
    claims: int


class Shelf:
    """What `Store` does with its documents as a list."""

    _database: Database

    def newest(self, limit: int = 20, offset: int = 0) -> list[RecordedDocument]:
        """The documents, those added last first.

        >>> from onrecord.store import Store
        >>> from onrecord.testing import make_statement
        >>> with Store(":memory:") as record:
        ...     added = record.add(make_statement(title="One"))
        ...     [(one.title, one.claims) for one in record.newest()]
        [('One', 2)]
        """
        c = documents.c
        many = select(func.count()).where(claims.c.document == c.id).correlate(documents).scalar_subquery()
        first = select(captures.c.uri).where(captures.c.document == c.id).order_by(captures.c.seq).limit(1)
        uri = first.correlate(documents).scalar_subquery()
        query = select(c.id, c.title, c.publisher, c.published, c.language, uri.label("uri"), many.label("claims"))
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(c.number.desc()).limit(limit).offset(offset))
            return [RecordedDocument(**row._mapping) for row in rows]

    def claims_in_all(self) -> int:
        """How many claims there are, rejected ones among them."""
        with self._database.reading() as connection:
            return connection.execute(select(func.count()).select_from(claims)).scalar_one()
