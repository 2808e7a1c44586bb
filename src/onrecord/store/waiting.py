"""The part of a record's object that says which claims wait for a person, the most pressing first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, literal_column, or_, select
from sqlalchemy import and_ as both

from onrecord.store.counting import rows_of
from onrecord.store.database import Database
from onrecord.store.query import RecordedClaim
from onrecord.store.tables import claims, named

BOUND = 10_000
"""Waiting claims that are counted at most."""

CHUNK = 50
"""Names that are looked up at a time."""

WEIGHT = (
    "CASE WHEN kind IN ('casualties', 'incident', 'detention') THEN 3 WHEN kind IN ('deployment', 'decision') THEN 2 "
    "WHEN kind IN ('demand', 'commitment') THEN 1 ELSE 0 END + "
    "CASE WHEN certainty = 'possible' OR status = 'unclear' OR stance = 'doubts' THEN 3 "
    "WHEN certainty = 'probable' OR status = 'hypothetical' THEN 2 "
    "WHEN status IN ('attempted', 'threatened', 'ordered', 'planned') OR stance IN ('accuses', 'reports') THEN 1 ELSE 0 END"
)
"""How pressing a claim is: what is at stake, from 0 to 3, and how unsure it is, from 0 to 3. An index holds this very text, so a
change needs a migration."""

_weight: ColumnElement[int] = literal_column(WEIGHT)
_c = claims.c
_waits = _c.review.is_(None)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Part of the claims that nobody has reviewed, the most pressing first; `total` of them, or `more`."""

    claims: tuple[RecordedClaim, ...]
    total: int
    more: bool


class Queueing:
    """What `Store` does to let people review claims in order."""

    _database: Database

    def waiting(self, limit: int = 1, skip: int = 0, first: Sequence[str] = ()) -> Waiting:
        """Claims that nobody has reviewed: those named in `first`, in its order, then the others by `WEIGHT`, the newest first.

        A name is a claim's id, or its id, "@" and its document's.

        >>> from onrecord.store import Store
        >>> from onrecord.testing import make_statement
        >>> with Store(":memory:") as record:
        ...     added = record.add(make_statement())
        ...     found = record.waiting()
        ...     [claim.kind for claim in found.claims], found.total
        (['incident'], 2)
        """
        with self._database.reading() as connection:
            ahead = _ahead(connection, first, skip + limit)
            numbers = ahead[skip : skip + limit]
            if len(numbers) < limit:
                numbers = [*numbers, *_others(connection, ahead, limit - len(numbers), max(0, skip - len(ahead)))]
            some = select(_c.number).where(_waits).limit(BOUND + 1).subquery()
            total = connection.execute(select(func.count()).select_from(some)).scalar_one()
            return Waiting(tuple(rows_of(connection, numbers)), min(total, BOUND), total > BOUND)


def _ahead(connection: Connection, names: Sequence[str], most: int) -> list[int]:
    """The numbers of so many of these claims that wait, in their order, or a few more: most of them are never asked for."""
    found: dict[int, None] = {}
    for start in range(0, len(names), CHUNK):
        if len(found) >= most:
            break
        found |= dict.fromkeys(_named(connection, names[start : start + CHUNK]))
    return list(found)


def _named(connection: Connection, names: Sequence[str]) -> list[int]:
    """The numbers of those of these claims that wait, in their order."""
    pairs = [name.partition("@") for name in names]
    whole = [(document, id) for id, _, document in pairs if document]
    plain = [id for id, _, document in pairs if not document]
    query = select(_c.number, _c.document, _c.id).where(both(_waits, or_(named(whole), _c.id.in_(plain))))
    rows = connection.execute(query).all() if names else []
    found = {row.id: row.number for row in rows} | {f"{row.id}@{row.document}": row.number for row in rows}
    return list(dict.fromkeys(found[name] for name in names if name in found))


def _others(connection: Connection, ahead: Sequence[int], limit: int, skip: int) -> list[int]:
    where = [_waits, *([_c.number.not_in(ahead)] if ahead else [])]
    order = _weight.desc(), _c.published.desc(), _c.document.desc(), _c.position.desc()
    return list(connection.execute(select(_c.number).where(*where).order_by(*order).limit(limit).offset(skip)).scalars())
