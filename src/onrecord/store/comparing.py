"""The part of a record's object that holds its documents against each other: matters, series, threads, copies."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from onrecord.errors import QueryError
from onrecord.model import Matter, Series, Thread
from onrecord.store import casting, journal, rulings, tables
from onrecord.store.database import Database
from onrecord.store.journal import START, Head
from onrecord.store.reports import find_bodies, find_shared, find_spellings
from onrecord.store.rows import Body

if TYPE_CHECKING:  # what compares takes long to import, and most acts do without it
    from onrecord.matters.compared import Compared, Gathering
    from onrecord.matters.copies import Copy
    from onrecord.matters.corrections import Correction
    from onrecord.matters.said import Ruled

Step = Callable[[int, int], None]
"""Hears how many documents are taken in, and of how many."""


DAYS = 8
"""Days for which findings are kept in memory."""


@dataclass(slots=True)
class Held:
    """What is kept in memory: the documents at one head of the journal, what people said of them, and what follows, by day."""

    head: Head
    shared: frozenset[str]
    gathering: Gathering
    ruled: tuple[Ruled, ...] = ()
    made: dict[str | None, Compared] = field(default_factory=dict)


class Comparing:
    """What `Store` makes of all documents together: worked out when it is asked for, and kept in memory.

    When it is asked for again, only documents that were changed since are taken out of the database.
    """

    _database: Database
    _held: Held | None = None

    def compared(self, as_of: str | None = None, step: Step | None = None) -> Compared:
        """What follows from all documents together; `as_of` is the day for the states of threads, today where it is None.

        `step` hears how many documents are taken in, and of how many.

        Raises:
            QueryError: `as_of` is no day.
        """
        day = _day(as_of)
        held = self._up_to_date(step)
        if day not in held.made:
            if len(held.made) >= DAYS:
                held.made.clear()
            held.made[day] = held.gathering.compared(day, held.ruled)
        return held.made[day]

    def bodies(self, documents: Collection[str] | None = None) -> Iterator[Body]:
        """The documents, or those with these ids, as `Document.to_dict` gives them, with claims as they stand."""
        with self._database.reading() as connection:
            yield from find_bodies(connection, documents)

    def matters(self) -> tuple[Matter, ...]:
        """The questions on which several claims bear, with the accounts that are given and how they stand to each other.

        >>> from onrecord.store import Store
        >>> with Store(":memory:") as record:
        ...     record.matters()
        ()
        """
        return self.compared().matters

    def matter(self, matter: str) -> Matter:
        """The one matter with this id, or with an id that begins so.

        Raises:
            QueryError: there is no such matter, or more than one.
        """
        found = [one for one in self.matters() if matter and one.id.startswith(matter)]
        if len(found) != 1:
            count = "more than one matter" if found else "no matter"
            raise QueryError(found=f"{count} {matter!r}", wanted="one", hint="give the id that `onrecord matters` prints")
        return found[0]

    def series(self) -> tuple[Series, ...]:
        """The successive figures of one source on one matter."""
        return self.compared().series

    def threads(self, as_of: str | None = None) -> tuple[Thread, ...]:
        """Demands, commitments and decisions with what was said of them later, as they stood on a day; today if none is given.

        Raises:
            QueryError: `as_of` is no day.
        """
        return self.compared(as_of).threads

    def copies(self) -> tuple[Copy, ...]:
        """Every document that was taken from another one, with that one, how it was taken and how much of it."""
        held = self._up_to_date()
        return held.gathering.copies(held.ruled)

    def notices(self) -> tuple[Correction, ...]:
        """Every text that corrects another one, with that one and the span of the words that say so."""
        return self._up_to_date().gathering.corrections()

    def _up_to_date(self, step: Step | None = None) -> Held:
        with self._database.reading() as connection:
            self._held = held = _up_to_date(connection, self._held, step)
        return held

    def _ruled(self) -> tuple[Ruled, ...]:
        return self._up_to_date().ruled

    def spellings(self) -> dict[str, str]:
        """How names that are compared without case and accents are written: of several ways the one that is used most.

        A document that nobody signs stands for its voice by its id; ids of documents are written as their titles.
        """
        with self._database.reading() as connection:
            return find_spellings(connection)


def _day(as_of: str | None) -> str:
    try:
        return date.fromisoformat(as_of).isoformat() if as_of else date.today().isoformat()
    except ValueError:
        raise QueryError(found=f"the day {as_of!r}", wanted="a day as YYYY-MM-DD", hint="write 2024-03-01") from None


def _up_to_date(connection: Connection, held: Held | None, step: Step | None = None) -> Held:
    """What is held, brought to the journal's head: of what was held before, only documents that lines speak of are read again."""
    from onrecord.matters.compared import Gathering

    head = journal.head(connection)
    if held and held.head == head:
        return held
    shared = find_shared(connection)
    if held is None or held.shared != shared or not _continues(connection, held.head):
        held = Held(Head(0, START), shared, Gathering())
    changed = _changed(connection, held.head)
    for document in changed:
        held.gathering.remove(document)
    for number, body in enumerate(find_bodies(connection, changed, shared), 1):
        held.gathering.add(body)
        if step:
            step(number, len(changed))
    ruled = rulings.find(connection)
    return Held(head, shared, held.gathering, ruled, {} if changed or ruled != held.ruled else held.made)


def _continues(connection: Connection, head: Head) -> bool:
    """Whether the journal still holds this line."""
    lines = tables.journal.c
    hash = connection.execute(select(lines.hash).where(lines.seq == head.seq)).scalar_one_or_none()
    return head.seq == 0 or hash == head.hash


def _changed(connection: Connection, head: Head) -> frozenset[str]:
    """The documents of which lines after this one speak."""
    lines = tables.journal.c
    subjects = connection.execute(select(lines.subject).where(lines.seq > head.seq).distinct()).scalars()
    return frozenset(subjects) - {"record", casting.SUBJECT, rulings.SUBJECT}
