"""The part of a record's object that gathers claims for a picture: when and where, the latest so many of those that fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Subquery, and_, func, select

from onrecord.store.counting import NEWEST, narrowed
from onrecord.store.database import Database
from onrecord.store.query import Filter
from onrecord.store.tables import claims, documents, places


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
class Where:
    """A place of claims: id and country of the gazetteer, degrees in WGS 84 where it is known, and how many claims name it."""

    id: str
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    claims: int


class Gathered:
    """What `Store` gathers for pictures."""

    _database: Database

    def when(self, most: int, **wanted: Any) -> tuple[list[When], bool]:
        """The claims that fit, the latest published first, so many at most, and whether there are more.

        `wanted` are fields of `Filter`.
        """
        c = claims.c
        plain = [c[name] for name in When.__slots__ if name not in ("publisher",)]
        with self._database.reading() as connection:
            some, bound = _latest(connection, most, wanted)
            query = select(*plain, documents.c.publisher).join(some, c.number == some.c.number)
            query = query.join(documents, documents.c.id == c.document).order_by(c.published.desc(), c.document, c.position)
            found = [When(**row._mapping) for row in connection.execute(query)]
        return found[:bound], len(found) > bound

    def where(self, most: int, **wanted: Any) -> list[Where]:
        """The places of the claims that `when` looks at, those of most claims first."""
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
