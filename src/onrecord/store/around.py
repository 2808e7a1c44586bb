"""The text around words of documents, without taking the whole documents out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Integer, Select, Text, column, func, select, values

from onrecord.store.database import Database
from onrecord.store.tables import documents

Spot = tuple[str, int, int]
"""A document's id, and the start and end of words in its text."""

MOST = 200
"""Spots that one query asks for."""


class Around:
    """What `Store` does to show words where they stand."""

    _database: Database

    def around(self, spots: Sequence[Spot], width: int = 300) -> dict[Spot, tuple[int, str]]:
        """For each spot where the text around it begins and that text: the words, and so many characters on each side.

        A spot of a document that is not there has none.

        >>> from onrecord.store import Store
        >>> from onrecord.testing import make_statement
        >>> with Store(":memory:") as record:
        ...     id = record.add(make_statement()).document
        ...     list(record.around([(id, 11, 15)], width=5).values())
        [(6, 'Tull said 14 s')]
        """
        found: dict[Spot, tuple[int, str]] = {}
        with self._database.reading() as connection:
            for at in range(0, len(spots), MOST):
                rows = [(id, start, end, max(start - width, 0)) for id, start, end in dict.fromkeys(spots[at : at + MOST])]
                for row in connection.execute(_query(rows, width)):
                    found[row.id, row.first, row.last] = row.begin, row.text
        return found


def _query(rows: Sequence[tuple[str, int, int, int]], width: int) -> Select[Any]:
    columns = column("id", Text), column("first", Integer), column("last", Integer), column("begin", Integer)
    asked = values(*columns, name="asked").data(rows).cte("asked")
    length = asked.c.last + width - asked.c.begin
    text = func.substr(documents.c.text, asked.c.begin + 1, length).label("text")
    return select(*asked.c, text).join(documents, documents.c.id == asked.c.id)
