"""The part of a record's object that reads its journal backwards, as people do."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from onrecord.store import journal as journals
from onrecord.store.database import Database
from onrecord.store.journal import Line
from onrecord.store.tables import claims, journal, named

LOOKED = 20_000
"""Lines that are looked through for an act or a name at one time."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of the journal, newest first. `before` is where to go on further back, None at the journal's beginning.

    `down_to` is the last line that was looked at: an act or a name may be found further back.
    """

    lines: tuple[Line, ...]
    before: int | None
    down_to: int


class Chronicle:
    """What `Store` tells of what was done, newest first."""

    _database: Database

    def told(
        self,
        limit: int = 50,
        before: int | None = None,
        act: str | None = None,
        who: str | None = None,
        subject: str | None = None,
    ) -> Stretch:
        """The newest lines, or those before the line with this number; with this act, by this name, about this document.

        `subject` may also be "actors", "matters" or "record".

        >>> from onrecord.store import Store
        >>> from onrecord.testing import make_statement
        >>> with Store(":memory:", who="ana") as record:
        ...     added = record.add(make_statement())
        ...     [(line.seq, line.act) for line in record.told(who="ana").lines]
        [(2, 'add'), (1, 'create')]
        """
        with self._database.reading() as connection:
            end = min(before or 2**62, journals.head(connection).seq + 1)
            first = 1 if subject else max(1, end - LOOKED)
            query = _fitting(act, who, subject).where(journal.c.seq < end, journal.c.seq >= first)
            rows = connection.execute(query.order_by(journal.c.seq.desc()).limit(limit + 1)).scalars().all()
        lines = tuple(map(Line.parse, rows[:limit]))
        if len(rows) > limit:
            return Stretch(lines, lines[-1].seq, lines[-1].seq)
        return Stretch(lines, first if first > 1 else None, first)

    def words_of(self, names: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
        """The words of claims, each by its document's id and its own; of those that are there."""
        c = claims.c
        query = select(c.document, c.id, c.words).where(named(names))
        with self._database.reading() as connection:
            return {(row.document, row.id): row.words for row in connection.execute(query)} if names else {}


def _fitting(act: str | None, who: str | None, subject: str | None) -> Select[Any]:
    query = select(journal.c.line)
    if act:
        query = query.where(journal.c.act == act)
    if subject:
        query = query.where(journal.c.subject == subject)
    if who:  # as the line says it: canonical JSON has one way to write a name
        query = query.where(journal.c.line.contains(f'"who":{json.dumps(who, ensure_ascii=False)}', autoescape=True))
    return query
