"""The journal: what was done to a record, one line for each act, each line hashed over the one before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from onrecord.store.canonical import canonical, digest, value_of
from onrecord.store.tables import journal

START = "0" * 64
"""What stands for the line before the first."""


@dataclass(frozen=True, slots=True)
class Head:
    """The last line of a journal, by number and hash. Kept elsewhere, it shows that no line was cut off."""

    seq: int
    hash: str

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"


@dataclass(frozen=True, slots=True)
class Line:
    """One act.

    `at` is ISO 8601 in UTC by this machine's clock; `prev` the hash of the line before; `before` and `after` are plain JSON
    values, None where there is nothing.
    """

    seq: int
    at: str
    who: str
    act: str
    subject: str
    before: Any
    after: Any
    note: str | None
    prev: str

    @property
    def text(self) -> str:
        """The line as it is kept."""
        return canonical({name: getattr(self, name) for name in _FIELDS})

    @property
    def head(self) -> Head:
        """The head of a journal that ends with this line."""
        return Head(self.seq, digest(self.text))

    @classmethod
    def parse(cls, text: str) -> Line:
        """The line that `text` holds.

        Raises:
            ValueError: it is not a line of a journal.
        """
        try:
            return cls(**value_of(text))
        except TypeError as error:
            raise ValueError(str(error)) from None


_LAST = select(journal.c.seq, journal.c.hash).order_by(journal.c.seq.desc()).limit(1)
_INSERT = insert(journal)

_FIELDS = [field.name for field in fields(Line)]


def now() -> str:
    """The time in UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def head(connection: Connection) -> Head:
    """The last line's number and hash; 0 and zeros where there is none."""
    row = connection.execute(_LAST).first()
    return Head(row.seq, row.hash) if row else Head(0, START)


def append(
    connection: Connection, who: str, act: str, subject: str, *, before: Any = None, after: Any = None, note: str | None = None
) -> Line:
    """Add a line. The connection must be the one that writes."""
    last = head(connection)
    line = Line(last.seq + 1, now(), who, act, subject, before, after, note, last.hash)
    values = {"seq": line.seq, "act": act, "subject": subject, "hash": line.head.hash, "line": line.text}
    connection.execute(_INSERT, values)
    return line


def lines(connection: Connection, *where: Any) -> Iterator[Line]:
    """The lines that fit all conditions, oldest first."""
    for text in connection.execute(select(journal.c.line).where(*where).order_by(journal.c.seq)).scalars():
        yield Line.parse(text)
