"""A record made anew from the lines that `unloading` gives, elsewhere: the same ids, journal and head, or nothing at all.

Everything comes to be in one transaction, which is kept only after the whole record was verified.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import BigInteger, Column, Connection, Table, insert
from sqlalchemy.exc import DataError, IntegrityError, InvalidRequestError

from onrecord.errors import ExportError, NewerRecordError, StoreError
from onrecord.store import actors, journal, migrations, review, tables
from onrecord.store.canonical import canonical, digest, value_of
from onrecord.store.casting import SUBJECT
from onrecord.store.contents import take
from onrecord.store.database import POSTGRESQL, Database
from onrecord.store.journal import Head, Line
from onrecord.store.opening import found_version
from onrecord.store.rows import Row, pack
from onrecord.store.unloading import FORMAT, LINES, OWNED
from onrecord.store.verify import Chain, Verdict, index_fault, read_chain, verify

Step = Callable[[int], None]
"""Hears how many bytes are read."""

TOGETHER = 1000
"""Lines of the journal that are written together."""

ODD = (LookupError, TypeError, ValueError, ArithmeticError, AttributeError, StopIteration, RecursionError, InvalidRequestError)
"""What goes wrong in taking apart values of another form than those of a record."""


@dataclass(slots=True)
class Reader:
    """The lines of a file, none longer than `most` bytes, counted and hashed as they go by."""

    stream: BinaryIO
    name: str
    most: int
    step: Step
    number: int = 0
    size: int = 0
    digest: hashlib._Hash = field(default_factory=hashlib.sha256)

    def rows(self) -> Iterator[Row]:
        """Each line's values; the last one is checked against those before it.

        Raises:
            ExportError: a line is too long or is none, or the last one is missing or does not fit.
        """
        while text := self.stream.readline(self.most + 1):
            self.number += 1
            self.size += len(text)
            if len(text) > self.most:
                raise self.odd("is longer than the limit", f"--max-line {2 * self.most // 1_000_000} allows twice as much")
            row = self._row(text)
            if row["type"] == "end":
                self._check_end(row)
                return
            self.digest.update(text)
            yield row
            self.step(self.size)
        raise self.odd("is the last one, and not the end" if self.number else "is missing: the file is empty")

    def odd(self, what: str, hint: str = "have it exported again, or take another copy") -> ExportError:
        """The error that a line is not as it was made."""
        return ExportError(found=f"line {self.number} of {self.name}, which {what}", wanted="an export as it was made", hint=hint)

    def _row(self, text: bytes) -> Row:
        try:
            row = value_of(text)
        except ValueError:
            raise self.odd("is no JSON") from None
        if not isinstance(row, dict) or row.get("type") not in LINES:
            raise self.odd("is of no type that is known: a newer version of onrecord may have made it, or none")
        return row

    def _check_end(self, row: Row) -> None:
        if (row.get("lines"), row.get("sha256")) != (self.number - 1, self.digest.hexdigest()):
            raise self.odd("ends a file of other lines: some were changed, lost or added")
        if self.stream.read(1):
            raise self.odd("is followed by more")


def load(place: str | Path, stream: BinaryIO, name: str, most: int, step: Step = lambda size: None) -> Verdict:
    """Make the record that the lines of a file tell, at a path or postgresql:// address where there is nothing.

    `name` is what a person calls the file, `most` the bytes that one line may have. `step` hears how many bytes are read.

    Raises:
        StoreError: something is at `place`, or it cannot be written.
        ExportError: the file is no export, or not as it was made.
        NewerRecordError: a newer version of onrecord made it.
    """
    reader = Reader(stream, name, most, step)
    if str(place).startswith(POSTGRESQL):
        return _fill(Database(place), reader)
    path = Path(place)
    if path.exists() or str(path) == ":memory:":
        raise _not_empty(str(place))
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        verdict = _fill(Database(part), reader)
        _put(part, path)
    finally:
        for file in (part, *(part.with_name(part.name + end) for end in ("-wal", "-shm"))):
            file.unlink(missing_ok=True)
    return verdict


def _fill(database: Database, reader: Reader) -> Verdict:
    try:
        with database.writing() as connection:
            if found_version(connection, database.name) is not None:
                raise _not_empty(database.name)
            with _explained(reader):
                return _make(connection, reader)
    finally:
        database.close()


def _put(part: Path, path: Path) -> None:
    """Give a file its name, if no other has it meanwhile."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise _not_empty(str(path)) from None
    except OSError:  # not every file system knows two names for one file
        part.rename(path)


@contextmanager
def _explained(reader: Reader) -> Iterator[None]:
    try:
        yield
    except (IntegrityError, DataError) as error:
        raise reader.odd(f"does not fit what is above it ({str(error.orig)[:100]})") from None
    except ODD as error:
        raise reader.odd(f"is of no form that a record has ({type(error).__name__}: {str(error)[:100]})") from None


def _make(connection: Connection, reader: Reader) -> Verdict:
    rows = _Ahead(reader.rows())
    told = rows.take("record")
    head = _make_tables(connection, reader, told)
    chain = _make_journal(connection, reader, rows, head)
    _expect(take(connection).at == told["at"], reader, "its last line was written at another time than is told")
    _make_evidence(connection, reader, rows)
    documents = [_document(connection, row, rows, reader) for row in rows.all("document")]
    _expect(rows.kind == "end", reader, f"a line of the type {rows.kind} stands in a false place")
    _lay_out(connection, chain, documents)
    verdict = verify(connection, head)
    fault = verdict.fault or index_fault(connection)
    _expect(fault is None, reader, fault or "")
    return verdict


def _make_journal(connection: Connection, reader: Reader, rows: _Ahead, head: Head) -> Chain:
    """Write the journal, which must lead to this head."""
    _insert(connection, tables.journal, (_journal_row(row) for row in rows.all("journal")))
    chain = read_chain(connection, head)
    _expect(chain.fault is None and chain.head == head, reader, chain.fault or "the journal goes on after its head")
    return chain


def _make_evidence(connection: Connection, reader: Reader, rows: _Ahead) -> None:
    for row in rows.all("evidence"):
        data = _bytes(row["data"], reader)
        _expect(len(data) == row["size"], reader, "the evidence is not of the size that is told")
        connection.execute(insert(tables.evidence).values(sha256=_text(row["sha256"]), size=len(data), data=data))


def _make_tables(connection: Connection, reader: Reader, told: Row) -> Head:
    """Make an empty record of this name; gives the head that its journal must have."""
    if told["format"] != FORMAT:
        raise NewerRecordError(
            found=f"{reader.name} in form {told['format']}",
            wanted=f"form {FORMAT}, which this version of onrecord knows",
            hint="install the newest onrecord",
        )
    for migration in migrations.MIGRATIONS:
        migration(connection)
    values = {"schema_version": len(migrations.MIGRATIONS), "record": _text(told["record"])}
    connection.execute(insert(tables.onrecord).values(values))
    number, _, hash = told["head"].partition(":")
    return Head(int(number), hash)


def _journal_row(row: Row) -> Row:
    line = Line(**{name: value for name, value in row.items() if name != "type"})
    text = line.text
    values = {"seq": line.seq, "act": line.act, "subject": line.subject, "hash": digest(text), "line": text}
    return _columns(tables.journal, values)


def _document(connection: Connection, row: Row, rows: _Ahead, reader: Reader) -> str:
    """Write a document with all that belongs to it; its id."""
    connection.execute(insert(tables.documents).values(_columns(tables.documents, row)))
    for kind, table in OWNED.items():
        for own in rows.all(kind):
            _expect(own["document"] == row["id"], reader, "it belongs to another document than the one above it")
            connection.execute(insert(table).values(_columns(table, own)))
    return str(row["id"])


def _lay_out(connection: Connection, chain: Chain, documents: Sequence[str]) -> None:
    """Make what follows from the rest: rows of claims with people's corrections, and actors with what was said of them."""
    for document in documents:
        review.lay_out(connection, document, chain.marks.get(document, {}))
    lines = list(journal.lines(connection, tables.journal.c.subject == SUBJECT))
    undone = {line.before["line"] for line in lines if line.act == "undo"}
    for line in lines:
        if line.act != "undo" and line.seq not in undone:
            _insert(connection, tables.anchors, _anchors(line))
    actors.rebuild(connection)


def _anchors(line: Line) -> Iterator[Row]:
    """The places of an act of a person on actors; the actors that now stand there are found when they are laid out."""
    for side, places in enumerate(line.after["sides"]):
        for document, start, end in places:
            yield {"line": line.seq, "side": side, "document": document, "start": start, "end": end}


def _columns(table: Table, row: Row) -> Row:
    """The values of a row's columns; one that a line does not name is empty, one that no column has is an error."""
    known = {column.name: column for column in table.columns if column.name != "number"}
    extra = row.keys() - known.keys() - {"type"}
    if extra:
        raise ValueError(f"unknown: {', '.join(sorted(extra))}")
    return {name: _stored(column, row.get(name)) for name, column in known.items()}


def _stored(column: Column[object], value: object) -> object:
    if column.name == "segments" or (column.name == "body" and column.table is tables.corrections):
        return _text(canonical(value))
    if column.name == "body":
        return pack(_text(canonical(value)))
    if value is None:
        return None
    return _number(value) if isinstance(column.type, BigInteger) else _text(value)


def _text(value: object) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise TypeError(f"{str(value)[:40]!r} is no text")
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**63:
        raise TypeError(f"{str(value)[:40]!r} is no number of a line")
    return value


def _bytes(data: object, reader: Reader) -> bytes:
    try:
        return base64.b64decode(_text(data), validate=True)
    except binascii.Error:
        raise reader.odd("holds no Base64") from None


def _insert(connection: Connection, table: Table, rows: Iterator[Row]) -> None:
    some: list[Row] = []
    for row in rows:
        some.append(row)
        if len(some) == TOGETHER:
            connection.execute(insert(table), some)
            some = []
    if some:
        connection.execute(insert(table), some)


def _expect(is_right: bool, reader: Reader, fault: str) -> None:
    if not is_right:
        raise reader.odd(f"does not make a record: {fault}")


def _not_empty(name: str) -> StoreError:
    return StoreError(found=f"something at {name} already", wanted="a place where there is nothing", hint="give another path")


class _Ahead:
    """Rows of which the next one can be looked at before it is taken."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self._seen: list[Row] = []

    @property
    def kind(self) -> str:
        """The type of the next one, "end" where none is left."""
        if not self._seen:
            self._seen.extend(islice(self._rows, 1))
        return str(self._seen[0]["type"]) if self._seen else "end"

    def take(self, kind: str) -> Row:
        """The next one, which must be of this type."""
        if self.kind != kind:
            raise ValueError(f"a line of the type {self.kind} where one of the type {kind} must be")
        return self._seen.pop()

    def all(self, kind: str) -> Iterator[Row]:
        """The next ones, as long as they are of this type."""
        while self.kind == kind:
            yield self._seen.pop()
