"""The record: the one object through which documents, claims and corrections are kept and found again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import select

from onrecord.model import Document, Visit
from onrecord.store import adding, contents, deleting, journal, originals, query, stamps, tables
from onrecord.store.adding import Added
from onrecord.store.around import Around
from onrecord.store.carrying import Orphan, find_orphans
from onrecord.store.chronicle import Chronicle
from onrecord.store.contents import Contents
from onrecord.store.counting import Counting
from onrecord.store.gathered import Gathered
from onrecord.store.journal import Head, Line
from onrecord.store.opening import open_database
from onrecord.store.originals import Original
from onrecord.store.people import People
from onrecord.store.query import Filter, Hit, RecordedClaim
from onrecord.store.rereading import Reread, reread
from onrecord.store.reviewing import Reviewing
from onrecord.store.roster import Roster
from onrecord.store.settling import Settling
from onrecord.store.shelf import Shelf
from onrecord.store.snapshot import Snapshot
from onrecord.store.stamps import Stamp
from onrecord.store.standing import Standing
from onrecord.store.together import verify_together
from onrecord.store.touched import Touching
from onrecord.store.tracing import Tracing
from onrecord.store.users import Users
from onrecord.store.verify import Step, Verdict, index_fault, verify
from onrecord.store.visits import Visited
from onrecord.store.waiting import Queueing

Reader = Callable[[], Mapping[str, str]]


class Store(
    Reviewing,
    People,
    Settling,
    Shelf,
    Around,
    Gathered,
    Standing,
    Tracing,
    Counting,
    Queueing,
    Chronicle,
    Touching,
    Roster,
    Visited,
    Users,
):
    """A record that is open. Use it as a context manager, or close it.

    Every method is one transaction: what it returned is kept, also when the process is killed the next moment.
    """

    def __init__(self, place: str | Path, *, who: str = "unknown", reader: Reader = dict, create: bool = True) -> None:
        """Open the record at a path or a postgresql:// address, and make it if there is none and `create` is set.

        `who` stands in the journal beside everything that is done here; `reader` tells what read the documents, with versions.

        Raises:
            NoRecordError: there is none and `create` is not set, or something else is there.
            NewerRecordError: a newer version of onrecord made it.
            StoreError: it cannot be reached.
        """
        self.who = who
        self._reader = reader
        self._database = open_database(place, who, create)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let the database go."""
        self._database.close()

    @property
    def place(self) -> str:
        """The path or address at which it was opened, with its password; another process can open it there."""
        return self._database.place

    @property
    def name(self) -> str:
        """The path or address, without a password."""
        return self._database.name

    def acting(self, who: str) -> Store:
        """The same open record, whose acts stand in the journal under this name."""
        other = copy(self)
        other.who = who
        return other

    def record_id(self) -> str:
        """The record's own name, given when it was made: letters and digits."""
        with self._database.reading() as connection:
            return str(connection.execute(select(tables.onrecord.c.record)).scalar_one())

    def add(self, doc: Document) -> Added:
        """Keep a document with its evidence and reading. What is there already changes nothing.

        Raises:
            RefusedError: it holds characters that no database keeps, or another document has its id.
        StoreError: the database cannot be written.

        >>> from onrecord.testing import make_document
        >>> with Store(":memory:") as record:
        ...     doc = make_document("Nobody fired.")
        ...     print(record.add(doc).outcome, record.add(doc).outcome)
        added present
        """
        with self._database.writing() as connection:
            return adding.add(connection, doc, self.who, self._reader())

    def add_all(self, docs: Iterable[Document]) -> list[Added]:
        """Keep documents in one transaction: all of them or, where one is refused, none. Faster than one by one.

        Raises:
            RefusedError: one holds characters that no database keeps, or another document has its id.
            StoreError: the database cannot be written.
        """
        with self._database.writing() as connection:
            return [adding.add(connection, doc, self.who, self._reader()) for doc in docs]

    def holds(self, uri: str, sha256: str, visit: Visit | None = None) -> str | None:
        """The id of the document that an address held when it was last captured, if those were the bytes with this hash.

        Where a visit brought them, only if the record knows of this way to them.
        """
        with self._database.reading() as connection:
            return adding.find_capture(connection, uri, sha256, visit)

    def size(self) -> int:
        """How many documents there are."""
        with self._database.reading() as connection:
            return originals.count(connection)

    def claims(self, limit: int | None = None, offset: int = 0, **wanted: Any) -> list[RecordedClaim]:
        """The claims that fit, as they stand, by day of publication; `wanted` are fields of `Filter`.

        >>> from onrecord.testing import make_statement
        >>> with Store(":memory:") as record:
        ...     added = record.add(make_statement())
        ...     [claim.words for claim in record.claims(stance="denies")]
        ['anyone fired at the harbour']
        """
        with self._database.reading() as connection:
            return query.find_claims(connection, Filter(**wanted), limit, offset)

    def count(self, **wanted: Any) -> int:
        """How many claims fit; `wanted` are fields of `Filter`."""
        with self._database.reading() as connection:
            return query.count_claims(connection, Filter(**wanted))

    def search(self, words: str, limit: int = 20, marks: tuple[str, str] = query.MARKS, **wanted: Any) -> list[Hit]:
        """Claims that hold all the words in any form of theirs ("fire", "fired"), best first, with a snippet.

        A phrase stands in double quotes; `wanted` are fields of `Filter`. Where nothing is asked for but the words, documents
        whose text holds them follow. `marks` stand before and behind what was found.

        Raises:
            QueryError: there is no word to search for.

        >>> from onrecord.testing import make_statement
        >>> with Store(":memory:") as record:
        ...     added = record.add(make_statement())
        ...     [hit.snippet for hit in record.search("soldier", kind="deployment")]
        ['14 [soldiers] left Ozerin on Monday']
        """
        with self._database.reading() as connection:
            return query.search(connection, words, Filter(**wanted), limit, marks)

    def reread(self, doc: Document) -> Reread | None:
        """Keep a new reading of a document that is here; None where it is not, or where nothing was read otherwise.

        What people said is laid over the new reading: at the same claim, or at the one claim that now stands at its words. What
        fits nowhere is an orphan: kept, listed by `orphans`, applied to nothing.

        Raises:
            RefusedError: the document here has another text, title, publisher or day.
        """
        with self._database.writing() as connection:
            return reread(connection, doc, self.who, self._reader())

    def orphans(self) -> list[Orphan]:
        """What people said that holds nowhere at present, oldest first, with the reason.

        That is what was said of claims that the current readings no longer hold, and what was said of an earlier version of a
        document and could not be taken along to the one that its address holds now.
        """
        with self._database.reading() as connection:
            return find_orphans(connection)

    def originals(self) -> Iterator[Original]:
        """Each document's id and the bytes, address and day it was read from, for reading it again."""
        with self._database.reading() as connection:
            ids = originals.find_ids(connection)
        for document in ids:
            with self._database.reading() as connection:
                yield originals.find_original(connection, document)

    def delete(self, document: str, reason: str) -> str:
        """Take a document out, with its evidence, claims and corrections; a line with its hashes and the reason stays.

        `document` is its id or the id's first characters. What people wrote into the journal (values of fields, notes) stays
        there, as do copies made elsewhere.

        Raises:
            QueryError: there is no such document, or more than one, or no reason is given.
        """
        with self._database.writing() as connection:
            return deleting.delete_document(connection, self.who, document, reason)

    def head(self) -> Head:
        """The number and hash of the journal's last line."""
        with self._database.reading() as connection:
            return journal.head(connection)

    def journal(self, subject: str | None = None) -> Iterator[Line]:
        """The lines of the journal, oldest first, or those about one document."""
        where = (tables.journal.c.subject == subject,) if subject else ()
        with self._database.reading() as connection:
            yield from journal.lines(connection, *where)

    @contextmanager
    def contents(self, documents: Sequence[str] = ()) -> Iterator[Contents]:
        """All that the record holds at this moment, or some documents of it, for as long as the block lasts.

        `documents` are ids or their first characters.

        Raises:
            QueryError: there is no such document, or more than one.
        """
        with self._database.reading() as connection:
            yield contents.take(connection, documents)

    @contextmanager
    def snapshot(self, documents: Sequence[str] = (), *, rejected: bool = False, **wanted: Any) -> Iterator[Snapshot]:
        """The record at this moment and what of it fits, for as long as the block lasts; `wanted` are fields of `Filter`.

        `documents` are ids or their first characters. Claims that people rejected are left out unless `rejected` is set.

        Raises:
            QueryError: there is no such document, or more than one; or a filter cannot have its value.
        """
        fits = Filter(**wanted)
        with self._database.reading() as connection:
            yield Snapshot(contents.take(connection, documents), fits, rejected)

    def exports(self) -> Iterator[Line]:
        """The journal's lines about what was handed on, oldest first."""
        with self._database.reading() as connection:
            yield from journal.lines(connection, tables.journal.c.act == "export")

    def stamp(self, service: str) -> Stamp:
        """Have a time-stamping service (RFC 3161) at an http(s) address stamp the head, and keep its answer in the journal.

        The service is sent the head's hash, and nothing else.

        Raises:
            StampError: the service cannot be reached, refuses or stamps something else.
        """
        head = self.head()
        answer = stamps.ask(service, head.hash)
        with self._database.writing() as connection:
            return stamps.keep(connection, self.who, head, service, answer)

    def stamps(self) -> list[Stamp]:
        """The time stamps, oldest first, each found to be over the line that it names; their signatures are not checked.

        Raises:
            StampError: one is over something else.
        """
        with self._database.reading() as connection:
            return stamps.find(connection)

    def exported(self, told: Mapping[str, Any]) -> Line:
        """Write into the journal that something was handed on: in which form, what, and with which hash."""
        with self._database.writing() as connection:
            return journal.append(connection, self.who, "export", "record", after=dict(told))

    def verify(self, kept: Head | None = None, workers: int = 1, step: Step = lambda done, total: None) -> Verdict:
        """Recompute every hash, span and row; `kept` is a head that was written down earlier, if there is one.

        With several workers, so many processes check parts of it; a script that asks for them needs `if __name__ == "__main__"`.
        With one, `step` hears how many parts are checked, and of how many.

        >>> with Store(":memory:") as record:
        ...     record.verify().fault is None
        True
        """
        if workers > 1:
            return verify_together(self._database, kept, workers)
        with self._database.writing() as connection:  # SQLite checks a full-text index by a statement that counts as writing
            damage = index_fault(connection)
        with self._database.reading() as connection:
            verdict = verify(connection, kept, step)
        return verdict if verdict.fault else replace(verdict, fault=damage)
