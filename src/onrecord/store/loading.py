"""A record made anew from the lines that `unloading` gives, elsewhere: the same ids, journal and head, or nothing at all.

Everything comes to be in one transaction, which is kept only after the whole record was verified.
"""

from __future__ import annotations

import base64
import binascii
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import BigInteger, Column, Connection, Table, insert
from sqlalchemy.exc import DataError, IntegrityError, InvalidRequestError

from onrecord.errors import NewerRecordError, StoreError
from onrecord.store import actors, journal, migrations, review, tables
from onrecord.store.canonical import canonical, digest
from onrecord.store.casting import SUBJECT
from onrecord.store.contents import take
from onrecord.store.database import POSTGRESQL, Database
from onrecord.store.journal import Head, Line
from onrecord.store.lines import Ahead, Reader, Step
from onrecord.store.opening import found_version
from onrecord.store.rows import Row, pack
from onrecord.store.unloading import FORMAT, OWNED
from onrecord.store.verify import Chain, Verdict, index_fault, read_chain, verify

TOGETHER = 1000
"""Lines of the journal that are written together."""

ODD = (LookupError, TypeError, ValueError, ArithmeticError, AttributeError, StopIteration, RecursionError, InvalidRequestError)
"""What goes wrong in taking apart values of another form than those of a record."""


def load(
    place: str | Path, stream: BinaryIO, name: str, most: int, step: Step = lambda what, done, of: None, size: int = 0
) -> Verdict:
    """Make the record that the lines of a file tell, at a path or postgresql:// address where there is nothing.

    `name` is what a person calls the file, `most` the bytes that one line may have, `size` those of the whole, 0 where nobody
    knows. `step` hears how far it is.

    Raises:
        StoreError: something is at `place`, or it cannot be written.
        ExportError: the file is no export, or not as it was made.
        NewerRecordError: a newer version of onrecord made it.
    """
    reader = Reader(stream, name, most, step, size)
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
    rows = Ahead(reader.rows())
    told = rows.take("record")
    head = _make_tables(connection, reader, told)
    chain = _make_journal(connection, reader, rows, head)
    _expect(take(connection).at == told["at"], reader, "its last line was written at another time than is told")
    _make_evidence(connection, reader, rows)
    documents = [_document(connection, row, rows, reader) for row in rows.all("document")]
    _expect(rows.kind == "end", reader, f"a line of the type {rows.kind} stands in a false place")
    _lay_out(connection, chain, documents, reader.step)
    reader.step("verifying", 0, 0)
    verdict = verify(connection, head)
    fault = verdict.fault or index_fault(connection)
    _expect(fault is None, reader, fault or "")
    return verdict


def _make_journal(connection: Connection, reader: Reader, rows: Ahead, head: Head) -> Chain:
    """Write the journal, which must lead to this head."""
    _insert(connection, tables.journal, (_journal_row(row) for row in rows.all("journal")))
    chain = read_chain(connection, head)
    _expect(chain.fault is None and chain.head == head, reader, chain.fault or "the journal goes on after its head")
    return chain


def _make_evidence(connection: Connection, reader: Reader, rows: Ahead) -> None:
    for row in rows.all("evidence"):
        data = _bytes(row["data"], reader)
        _expect(len(data) == row["size"], reader, "the evidence is not of the size that is told")
        connection.execute(insert(tables.evidence), {"sha256": _text(row["sha256"]), "size": len(data), "data": data})


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


def _document(connection: Connection, row: Row, rows: Ahead, reader: Reader) -> str:
    """Write a document with all that belongs to it; its id."""
    connection.execute(insert(tables.documents), _columns(tables.documents, row))
    for kind, table in OWNED.items():
        for own in rows.all(kind):
            _expect(own["document"] == row["id"], reader, "it belongs to another document than the one above it")
            connection.execute(insert(table), _columns(table, own))
    return str(row["id"])


def _lay_out(connection: Connection, chain: Chain, documents: Sequence[str], step: Step) -> None:
    """Make what follows from the rest: rows of claims with people's corrections, and actors with what was said of them."""
    for number, document in enumerate(documents, 1):
        review.lay_out(connection, document, chain.marks.get(document, {}))
        step("laying out", number, len(documents))
    lines = list(journal.lines(connection, tables.journal.c.subject == SUBJECT))
    undone = {line.before["line"] for line in lines if line.act == "undo"}
    for line in lines:
        if line.act != "undo" and line.seq not in undone:
            _insert(connection, tables.anchors, _anchors(line))
    step("telling who is who", 0, 0)
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
