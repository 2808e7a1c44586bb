"""Whether a record still is what the journal says: every hash, span and row is computed again.

The journal's chain is checked first, then the evidence, then each document with its readings and the rows that follow from
them, last whether a table holds a row that no line of the journal accounts for. The first wrong thing is named.
"""

from __future__ import annotations

import gc
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product

from sqlalchemy import Connection, exists, func, select
from sqlalchemy.exc import DatabaseError

from onrecord.store import migrations, tables
from onrecord.store.canonical import digest
from onrecord.store.faults import OWNED, FaultError, check_documents, expect
from onrecord.store.journal import START, Head, Line
from onrecord.store.recasting import check_actors
from onrecord.store.rows import Row

Step = Callable[[int, int], None]
"""Hears how much is done, and of how much."""

CHUNK = 200
"""Documents that are checked together."""

PIECES = 16
"""Documents up to which all evidence is checked in one part. Up to 256 it takes sixteen parts, beyond that 256."""


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
class Chain:
    """What the journal says that is not told with the document it concerns."""

    head: Head = field(default_factory=lambda: Head(0, START))
    documents: set[str] = field(default_factory=set)
    marks: dict[str, Row] = field(default_factory=lambda: defaultdict(dict))
    record: str | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """Part of what is checked after the chain: pieces of evidence whose hash begins so, or documents."""

    evidence: str | None = None
    documents: tuple[str, ...] = ()
    marks: Mapping[str, Row] = field(default_factory=dict)


def verify(connection: Connection, kept: Head | None = None, step: Step = lambda done, total: None) -> Verdict:
    """Check a record with this connection alone; `kept` is a head of its journal that was kept elsewhere.

    `step` hears how many parts are checked, and of how many.
    """
    chain = read_chain(connection, kept)
    if chain.fault:
        return conclude(connection, chain, Counter(), chain.fault)
    seen: Counter[str] = Counter()
    todo = shares(chain)
    for done, share in enumerate(todo):
        step(done, len(todo))
        found, fault = check_share(connection, share)
        seen.update(found)
        if fault:
            return conclude(connection, chain, seen, fault)
    step(len(todo), len(todo))
    return conclude(connection, chain, seen, None)


def read_chain(connection: Connection, kept: Head | None) -> Chain:
    """Check the journal's chain and take from it what later checks need."""
    chain = Chain()
    try:
        _check_chain(connection, chain, kept)
    except FaultError as found:
        chain.fault = str(found)
    return chain


def shares(chain: Chain) -> list[Share]:
    """All that is to be checked, in parts that need nothing of one another."""
    ids = sorted(chain.documents)
    chunks = [tuple(ids[start : start + CHUNK]) for start in range(0, len(ids), CHUNK)]
    marks = chain.marks
    return [
        *(Share(evidence=beginning) for beginning in _beginnings(len(ids))),
        *(Share(documents=chunk, marks={name: marks[name] for name in chunk if name in marks}) for chunk in chunks),
    ]


def _beginnings(documents: int) -> list[str]:
    """What the hashes of each part of the evidence begin with: a part is to fit into memory, and a question costs time."""
    digits = 0 if documents <= PIECES else 1 if documents <= PIECES**2 else 2
    return ["".join(beginning) for beginning in product("0123456789abcdef", repeat=digits)]


def check_share(connection: Connection, share: Share) -> tuple[Counter[str], str | None]:
    """How many rows of each table were checked, and the first thing that is wrong."""
    try:
        with _uncollected():
            if share.evidence is not None:
                return _check_evidence(connection, share.evidence), None
            return check_documents(connection, share.documents, share.marks), None
    except FaultError as found:
        return Counter(), str(found)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Python's search for values that hold each other is put off: there are none here, and it takes a sixth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def conclude(connection: Connection, chain: Chain, seen: Counter[str], fault: str | None) -> Verdict:
    """What all parts together say; where none found anything, no row may be left of which the journal says nothing."""
    try:
        if fault is None:
            _check_totals(connection, chain, seen)
            check_actors(connection)
    except FaultError as found:
        fault = str(found)
    return Verdict(chain.head.seq, seen["documents"], seen["claims"], seen["evidence"], chain.head, fault)


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


def _check_chain(connection: Connection, chain: Chain, kept: Head | None) -> None:
    table = tables.journal.c
    rows = connection.execute(select(table.seq, table.act, table.subject, table.hash, table.line).order_by(table.seq))
    for seq, act, subject, told, text in rows:
        number = chain.head.seq + 1
        expect(seq == number, f"line {number} of the journal is missing")
        line = _parse(text, number)
        expect(digest(text) == told, f"line {number} of the journal was changed: its hash is another")
        expect(line.prev == chain.head.hash, f"line {number} of the journal does not follow from line {number - 1}")
        expect((line.seq, line.act, line.subject) == (seq, act, subject), f"line {number} of the journal stands in a false place")
        chain.head = Head(seq, told)
        _follow(line, chain)
        if kept and kept.seq == seq:
            expect(kept.hash == told, f"line {number} of the journal is not the one whose hash was kept")
    expect(chain.head.seq > 0, "the journal is empty")
    expect(
        not kept or kept.seq <= chain.head.seq, f"the journal ends at line {chain.head.seq}; line {kept and kept.seq} was kept"
    )


def _parse(text: str, number: int) -> Line:
    try:
        line = Line.parse(text)
    except ValueError:
        raise FaultError(f"line {number} of the journal was changed: it is no line any more") from None
    expect(line.text == text, f"line {number} of the journal was changed: it is written otherwise")
    return line


def _follow(line: Line, chain: Chain) -> None:
    """Take from a line what later checks need."""
    if line.act == "create":
        chain.record = line.after["record"]
    elif line.act == "add":
        chain.documents.add(line.subject)
    elif line.act == "delete":
        chain.documents.discard(line.subject)
    elif line.act == "reread":
        chain.marks[line.subject] = line.after["changed"]
    if line.act in ("add", "capture") and line.before:
        chain.marks[line.subject] = {}
        chain.marks[line.before["document"]] = line.before["changed"]


def _check_evidence(connection: Connection, beginning: str) -> Counter[str]:
    """Check the pieces whose hash begins so."""
    table = tables.evidence.c
    query = select(table.sha256, table.size, table.data).where(tables.begins(table.sha256, beginning)).order_by(table.sha256)
    seen: Counter[str] = Counter()
    for sha256, size, data in connection.execute(query):
        expect(digest(data) == sha256 and len(data) == size, f"the evidence {sha256} was changed: its bytes have another hash")
        seen["evidence"] += 1
    return seen


def _check_totals(connection: Connection, chain: Chain, seen: Counter[str]) -> None:
    there = tables.evidence.c.sha256
    used = [tables.captures.c.evidence, tables.captures.c.warc]
    # PostgreSQL compares each with each where it is asked with NOT IN.
    same = [exists().where(column == there) for column in used]
    unused = (~one.correlate(tables.evidence) for one in same)
    extra = connection.execute(select(there).where(*unused).limit(1)).scalar()
    expect(extra is None, f"the evidence {extra} belongs to no document")
    for column, one in zip(used, same, strict=True):
        absent = column.is_not(None), ~one.correlate(tables.captures)
        lost = connection.execute(select(column).where(*absent).limit(1)).scalar()
        expect(lost is None, f"the evidence {lost} is missing")
    for table in (tables.evidence, *OWNED):
        count = connection.execute(select(func.count()).select_from(table)).scalar_one()
        expect(count == seen[table.name], f"{table.name} holds {count} rows; the journal accounts for {seen[table.name]}")
    named = connection.execute(select(tables.onrecord.c.schema_version, tables.onrecord.c.record)).all()
    expect(len(named) == 1, "the record is without its own name and number")
    form, record = named[0]
    expect(record == chain.record, "the record's own name is not the one that the journal begins with")
    expect(form == len(migrations.MIGRATIONS), "the number of the record's form was changed")
