"""Which line of the journal touched what: most acts say something of one claim, and leave lists of documents or actors alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, select

from onrecord.store import journal as journals
from onrecord.store.database import Database
from onrecord.store.journal import Head, Line
from onrecord.store.layers import Act
from onrecord.store.tables import journal

REVIEW = "review"
"""The field that every act about a claim touches: whether people reviewed it."""

MOST = 1000
"""Lines that are followed at a time; after more of them everything counts as touched."""

_SAID = {f"{act} claim" for act in (Act.ACCEPT, Act.REJECT, Act.CORRECT)}
"""Acts that touch fields of one claim, and nothing else of the record."""


@dataclass(frozen=True, slots=True)
class Touched:
    """The journal's last line; the last line that may have touched anything; and for fields of claims the last that set one.

    `began` is the hash of the line at which the following began: what was told of another journal is worth nothing. `said` are
    the last claims of which people said something, as line, document and claim.
    """

    head: Head
    rest: int
    began: str
    fields: Mapping[str, int] = field(default_factory=dict)
    said: tuple[tuple[int, str, str], ...] = ()

    def since(self, line: int) -> frozenset[tuple[str, str]] | None:
        """The claims, as document and id, of which people said something after a line; None where that is no longer known."""
        if line < self.rest or (len(self.said) == MOST and line < self.said[0][0]):
            return None
        return frozenset((document, claim) for at, document, claim in self.said if at > line)

    def last(self, fields: Collection[str] | None = None) -> int:
        """The last line that touched what follows from the record's documents and these fields of its claims; all if None.

        >>> touched = Touched(Head(9, ""), 5, "", {"review": 9, "place": 7})
        >>> touched.last(), touched.last(()), touched.last(["place", "speaker"])
        (9, 5, 7)
        """
        if fields is None:
            return self.head.seq
        return max(self.rest, *(self.fields.get(name, 0) for name in fields)) if fields else self.rest


class Touching:
    """What `Store` does so that a page shows one moment, and is not made anew where nothing touched it."""

    _database: Database

    def looking(self) -> AbstractContextManager[None]:
        """All that this thread reads in the block it sees as of one moment, over one connection."""
        return self._database.looking()

    def touched(self, before: Touched | None = None) -> Touched:
        """What was touched up to now; `before` is what this gave earlier, from where it goes on.

        >>> from onrecord.store import Store
        >>> from onrecord.testing import make_statement
        >>> with Store(":memory:") as record:
        ...     added = record.add(make_statement())
        ...     before = record.touched()
        ...     done = record.accept(record.claims()[0].id)
        ...     now = record.touched(before)
        >>> now.last(), now.last(["place"])
        (3, 2)
        """
        with self._database.reading() as connection:
            return follow(connection, before)


def follow(connection: Connection, before: Touched | None) -> Touched:
    """What was touched up to now, going on from what this gave earlier."""
    if before is None or not before.head.seq:
        return _afresh(connection)
    c = journal.c
    query = select(c.seq, c.hash, c.act, c.subject, c.line).where(c.seq >= before.head.seq)
    rows = connection.execute(query.order_by(c.seq).limit(MOST)).all()
    if not rows or len(rows) == MOST or rows[0].hash != before.head.hash:
        return _afresh(connection)
    if len(rows) == 1:
        return before
    now = replace(before, head=Head(rows[-1].seq, rows[-1].hash))
    fields, said = dict(before.fields), list(before.said)
    for row in rows[1:]:
        if row.act not in _SAID:
            now = replace(now, rest=row.seq)
            continue
        after = Line.parse(row.line).after
        fields |= dict.fromkeys((REVIEW, *after["fields"]), row.seq)
        said.append((row.seq, row.subject, after["claim"]))
    return replace(now, fields=fields, said=tuple(said[-MOST:]))


def _afresh(connection: Connection) -> Touched:
    head = journals.head(connection)
    return Touched(head, head.seq, head.hash)
