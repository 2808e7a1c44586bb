"""The part of a record's object that lists its documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from onrecord.errors import QueryError
from onrecord.store.database import Database
from onrecord.store.query import Filter
from onrecord.store.tables import captures, claims, documents

BOUND = 10_000
"""Documents that are counted and paged through at most where something is asked of them."""

SORTS = ("added", "published", "title", "publisher")
"""Orders of the list: those added last first, newest first, or by name."""


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
        with self._database.reading() as connection:
            rows = connection.execute(_rows().order_by(documents.c.number.desc()).limit(limit).offset(offset))
            return [RecordedDocument(**row._mapping) for row in rows]

    def shelved(
        self,
        words: str = "",
        publisher: str = "",
        since: str | None = None,
        until: str | None = None,
        sort: str = SORTS[0],
    ) -> list[int]:
        """The numbers of the documents that fit, in order, up to `BOUND` + 1 of them; `look_up` tells what they are.

        `words` stand in the title and `publisher` in the publisher's name, in whatever case; `since` and `until` are days
        (YYYY-MM-DD) between which they were published.

        Raises:
            QueryError: there is no such order, or a day is not written as one.
        """
        if sort not in SORTS:
            raise QueryError(found=f"the order {sort!r}", wanted=", ".join(SORTS), hint="give one of them")
        Filter(since=since, until=until)  # refuses what is no day
        c = documents.c
        where = [*_holding(c.title, words), *_holding(c.publisher, publisher), *_between(since, until)]
        with self._database.reading() as connection:
            asked = select(c.number).where(*where).order_by(*_order(sort)).limit(BOUND + 1)
            return list(connection.execute(asked).scalars())

    def look_up(self, numbers: Sequence[int]) -> list[RecordedDocument]:
        """The documents with these numbers, in this order."""
        with self._database.reading() as connection:
            rows = connection.execute(_rows(documents.c.number).where(documents.c.number.in_(numbers))).all()
        found = {row.number: RecordedDocument(**{k: v for k, v in row._mapping.items() if k != "number"}) for row in rows}
        return [found[number] for number in numbers if number in found]

    def some(self, ids: Sequence[str]) -> dict[str, RecordedDocument]:
        """The documents with these ids, as far as they are there."""
        with self._database.reading() as connection:
            rows = connection.execute(_rows().where(documents.c.id.in_(ids))) if ids else ()
            return {row.id: RecordedDocument(**row._mapping) for row in rows}

    def publishers(self, among: int = 1000) -> list[str]:
        """The publishers of the documents added last, those of most of them first."""
        c = documents.c
        last = select(c.publisher).order_by(c.number.desc()).limit(among).subquery()
        names = last.c.publisher
        asked = select(names).where(names.is_not(None)).group_by(names).order_by(func.count().desc(), names)
        with self._database.reading() as connection:
            return list(connection.execute(asked).scalars())

    def claims_in_all(self) -> int:
        """How many claims there are, rejected ones among them."""
        with self._database.reading() as connection:
            return connection.execute(select(func.count()).select_from(claims)).scalar_one()


@cache
def _rows(*more: Any) -> Select[Any]:
    """Documents with their claims counted and the address at which they were found first."""
    c = documents.c
    many = select(func.count()).where(claims.c.document == c.id).correlate(documents).scalar_subquery()
    first = select(captures.c.uri).where(captures.c.document == c.id).order_by(captures.c.seq).limit(1)
    uri = first.correlate(documents).scalar_subquery()
    return select(c.id, c.title, c.publisher, c.published, c.language, uri.label("uri"), many.label("claims"), *more)


def _holding(column: Any, words: str) -> Iterator[ColumnElement[bool]]:
    """Conditions that a column holds each of the words. SQLite knows capitals of English alone: others are tried one by one."""
    for word in words.replace("\0", " ").split()[:20]:
        forms = [word.lower()] if word.isascii() else [word.lower(), word.upper(), word.capitalize(), word]
        yield or_(*((func.lower(column) if i == 0 else column).contains(form, autoescape=True) for i, form in enumerate(forms)))


def _between(since: str | None, until: str | None) -> Iterator[ColumnElement[bool]]:
    if since:
        yield documents.c.published >= since
    if until:
        yield func.substr(documents.c.published, 1, 10) <= until


def _order(sort: str) -> list[Any]:
    c = documents.c
    if sort == "added":
        return [c.number.desc()]
    if sort == "published":
        return [c.published.desc().nulls_last(), c.number.desc()]
    return [func.lower(c[sort]).nulls_last(), c.number.desc()]
