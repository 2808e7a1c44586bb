"""The record: the one object through which documents, claims and corrections are kept and found again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType

from onrecord.model import Document
from onrecord.store import adding, journal, tables
from onrecord.store.adding import Added
from onrecord.store.journal import Head, Line
from onrecord.store.opening import open_database
from onrecord.store.verify import Verdict, verify


class Store:
    """A record that is open. Use it as a context manager, or close it.

    Every method is one transaction: what it returned is kept, also when the process is killed the next moment.
    """

    def __init__(
        self, place: str | Path, *, who: str = "unknown", reader: Mapping[str, str] | None = None, create: bool = True
    ) -> None:
        """Open the record at a path or a postgresql:// address, and make it if there is none and `create` is set.

        `who` stands in the journal beside everything that is done here; `reader` names what read the documents, with versions.

        Raises:
            NoRecordError: there is none and `create` is not set, or something else is there.
            NewerRecordError: a newer version of onrecord made it.
            StoreError: it cannot be reached.
        """
        self.who = who
        self.reader = dict(reader or {})
        self._database = open_database(place, who, create)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let the database go."""
        self._database.close()

    @property
    def name(self) -> str:
        """The path or address, without a password."""
        return self._database.name

    def add(self, doc: Document) -> Added:
        """Keep a document with its evidence and reading. What is there already changes nothing.

        Raises:
            StoreError: it holds characters that no database keeps, or the database cannot be written.

        >>> from onrecord.testing import make_document
        >>> with Store(":memory:") as record:
        ...     doc = make_document("Nobody fired.")
        ...     print(record.add(doc).outcome, record.add(doc).outcome)
        added present
        """
        with self._database.writing() as connection:
            return adding.add(connection, doc, self.who, self.reader)

    def head(self) -> Head:
        """The number and hash of the journal's last line."""
        with self._database.reading() as connection:
            return journal.head(connection)

    def journal(self, subject: str | None = None) -> Iterator[Line]:
        """The lines of the journal, oldest first, or those about one document."""
        where = (tables.journal.c.subject == subject,) if subject else ()
        with self._database.reading() as connection:
            yield from journal.lines(connection, *where)

    def verify(self, kept: Head | None = None) -> Verdict:
        """Recompute every hash, span and row; `kept` is a head that was written down earlier, if there is one.

        >>> with Store(":memory:") as record:
        ...     record.verify().fault is None
        True
        """
        with self._database.reading() as connection:
            return verify(connection, kept)
