"""The part of a record's object that gathers claims for a picture: when and where, the latest so many of those that fit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Subquery, and_, func, select

from onrecord.store.counting import NEWEST, narrowed
from onrecord.store.database import Database
from onrecord.store.query import Filter
from onrecord.store.tables import claims, documents, named, places


@dataclass(frozen=True, slots=True)
class When:
    """A claim as a timeline needs it: the days between which it is said to have happened, None where it says none."""

    id: str
    document: str
    words: str
    kind: str
    status: str | None
    stance: str
    certainty: str
    review: str | None
    speaker: str | None
    publisher: str | None
    published: str
    happened: str | None
    first_day: str | None
    last_day: str | None


@dataclass(frozen=True, slots=True)
class Point:
    """A claim as the overview of a timeline needs it; an index of the record holds all of it."""

    document: str
    id: str
    kind: str
    status: str | None
    stance: str
    certainty: str
    review: str | None
    published: str
    first_day: str | None
    last_day: str | None


@dataclass(frozen=True, slots=True)
class Where:
    """A place of claims: id and country of the gazetteer, degrees in WGS 84 where it is known, and how many claims name it."""

    id: str
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    claims: int


_POINT = [claims.c[name] for name in Point.__slots__]

Name = tuple[str, str]
"""A claim, by its document and id."""


class Gathered:
    """What `Store` gathers for pictures."""

    _database: Database

    def points(self, most: int, **wanted: Any) -> tuple[list[Point], bool]:
        """The claims that fit, the latest published so many at most, and whether there are more.

        `wanted` are fields of `Filter`.
        """
        with self._database.reading() as connection:
            where, bound = narrowed(connection, Filter(**wanted))
            bound = min(most, bound)
            query = select(*_POINT).where(*where).order_by(*NEWEST).limit(bound + 1)
            found = [Point(*row) for row in connection.execute(query)]
        return found[:bound], len(found) > bound

    def points_of(self, names: Collection[Name]) -> list[Point]:
        """These claims, each named by its document and id."""
        with self._database.reading() as connection:
            asked = select(*_POINT).where(named(names))
            return [Point(*row) for row in connection.execute(asked)] if names else []

    def when(self, names: Collection[Name]) -> dict[Name, When]:
        """These claims, each named by its document and id, as a timeline shows them."""
        c = claims.c
        plain = [c[name] for name in When.__slots__ if name != "publisher"]
        query = select(*plain, documents.c.publisher).join(documents, documents.c.id == c.document)
        with self._database.reading() as connection:
            rows = connection.execute(query.where(named(names))) if names else ()
            return {(row.document, row.id): When(**row._mapping) for row in rows}

    def where(self, most: int, **wanted: Any) -> list[Where]:
        """The places of the claims that `points` gives, those of most claims first."""
        p = places.c
        with self._database.reading() as connection:
            some, _ = _latest(connection, most, wanted)
            same = and_(p.document == some.c.document, p.claim == some.c.id)
            by = p.id, p.name, p.country, p.lat, p.lon
            query = select(*by, func.count().label("claims")).join(some, same).group_by(*by)
            found = [Where(**row._mapping) for row in connection.execute(query)]
        return sorted(found, key=lambda place: (-place.claims, place.name, place.id))


def _latest(connection: Connection, most: int, wanted: dict[str, Any]) -> tuple[Subquery, int]:
    """The numbers and names of the latest claims that fit, one more than are wanted; and how many may be looked at."""
    where, bound = narrowed(connection, Filter(**wanted))
    bound = min(most, bound)
    query = select(claims.c.number, claims.c.document, claims.c.id).where(*where).order_by(*NEWEST)
    return query.limit(bound + 1).subquery(), bound
