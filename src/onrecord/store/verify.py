"""Whether a record still is what the journal says: every hash, span and row is computed again.

The journal's chain is checked first, then the evidence, then each document with its readings and the rows that follow from
them, last whether a table holds a row that no line of the journal accounts for. The first wrong thing is named.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import DatabaseError

from onrecord.store import migrations, tables
from onrecord.store.canonical import digest
from onrecord.store.faults import OWNED, FaultError, check_documents, expect
from onrecord.store.journal import START, Head, Line
from onrecord.store.rows import Row

CHUNK = 200
"""Documents that are checked together."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was checked, and the first thing that is wrong; `fault` is None where nothing is."""

    lines: int
    documents: int
    claims: int
    evidence: int
    head: Head | None
    fault: str | None


@dataclass(slots=True)
class _State:
    """What the chain says that is not told with the document it concerns."""

    head: Head = field(default_factory=lambda: Head(0, START))
    documents: set[str] = field(default_factory=set)
    marks: dict[str, Row] = field(default_factory=lambda: defaultdict(dict))
    seen: Counter[str] = field(default_factory=Counter)
    record: str | None = None


def verify(connection: Connection, kept: Head | None = None) -> Verdict:
    """Check a record; `kept` is a head of its journal that was kept elsewhere."""
    state = _State()
    fault = None
    try:
        _check_chain(connection, state, kept)
        _check_evidence(connection, state)
        for chunk in _chunks(sorted(state.documents)):
            state.seen.update(check_documents(connection, chunk, state.marks))
        _check_totals(connection, state)
    except FaultError as found:
        fault = str(found)
    seen = state.seen
    return Verdict(state.head.seq, seen["documents"], seen["claims"], seen["evidence"], state.head, fault)


def index_fault(connection: Connection) -> str | None:
    """What is wrong with SQLite's full-text indexes, which it keeps as tables of their own; PostgreSQL's cannot be set apart."""
    if connection.dialect.name != "sqlite":
        return None
    for name in ("claims_search", "documents_search"):
        try:
            connection.exec_driver_sql(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)")
        except DatabaseError as error:
            if "malformed" not in str(error.orig):
                raise
            return f"the full-text index {name} is not what its table says"
    return None


def _check_chain(connection: Connection, state: _State, kept: Head | None) -> None:
    table = tables.journal.c
    rows = connection.execute(select(table.seq, table.act, table.subject, table.hash, table.line).order_by(table.seq))
    for seq, act, subject, told, text in rows:
        number = state.head.seq + 1
        expect(seq == number, f"line {number} of the journal is missing")
        line = _parse(text, number)
        expect(digest(text) == told, f"line {number} of the journal was changed: its hash is another")
        expect(line.prev == state.head.hash, f"line {number} of the journal does not follow from line {number - 1}")
        expect((line.seq, line.act, line.subject) == (seq, act, subject), f"line {number} of the journal stands in a false place")
        state.head = Head(seq, told)
        _follow(line, state)
        if kept and kept.seq == seq:
            expect(kept.hash == told, f"line {number} of the journal is not the one whose hash was kept")
    expect(state.head.seq > 0, "the journal is empty")
    expect(
        not kept or kept.seq <= state.head.seq, f"the journal ends at line {state.head.seq}; line {kept and kept.seq} was kept"
    )


def _parse(text: str, number: int) -> Line:
    try:
        line = Line.parse(text)
    except ValueError:
        raise FaultError(f"line {number} of the journal was changed: it is no line any more") from None
    expect(line.text == text, f"line {number} of the journal was changed: it is written otherwise")
    return line


def _follow(line: Line, state: _State) -> None:
    """Take from a line what later checks need."""
    if line.act == "create":
        state.record = line.after["record"]
    elif line.act == "add":
        state.documents.add(line.subject)
    elif line.act == "delete":
        state.documents.discard(line.subject)
    elif line.act == "reread":
        state.marks[line.subject] = line.after["changed"]
    if line.act in ("add", "capture") and line.before:
        state.marks[line.subject] = {}
        state.marks[line.before["document"]] = line.before["changed"]


def _check_evidence(connection: Connection, state: _State) -> None:
    table = tables.evidence.c
    rows = connection.execution_options(yield_per=50).execute(select(table.sha256, table.size, table.data).order_by(table.sha256))
    for sha256, size, data in rows:
        expect(digest(data) == sha256 and len(data) == size, f"the evidence {sha256} was changed: its bytes have another hash")
        state.seen["evidence"] += 1
    unused = select(table.sha256).where(table.sha256.not_in(select(tables.captures.c.evidence))).limit(1)
    extra = connection.execute(unused).scalar()
    expect(extra is None, f"the evidence {extra} belongs to no document")
    used = tables.captures.c.evidence
    lost = connection.execute(select(used).where(used.not_in(select(table.sha256))).limit(1)).scalar()
    expect(lost is None, f"the evidence {lost} is missing")


def _chunks(items: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def _check_totals(connection: Connection, state: _State) -> None:
    for table in OWNED:
        count = connection.execute(select(func.count()).select_from(table)).scalar_one()
        expect(
            count == state.seen[table.name], f"{table.name} holds {count} rows; the journal accounts for {state.seen[table.name]}"
        )
    form, record = connection.execute(select(tables.onrecord.c.schema_version, tables.onrecord.c.record)).one()
    expect(record == state.record, "the record's own name is not the one that the journal begins with")
    expect(form == len(migrations.MIGRATIONS), "the number of the record's form was changed")
