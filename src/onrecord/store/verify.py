"""Whether a record still is what the journal says: every hash, span and row is computed again.

The journal's chain is checked first, then the evidence, then each document with its readings and the rows that follow from
them, last whether a table holds a row that no line of the journal accounts for. The first wrong thing is named.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, func, select

from onrecord.store import migrations, tables
from onrecord.store.adding import facts
from onrecord.store.canonical import canonical, digest
from onrecord.store.journal import START, Head, Line
from onrecord.store.layers import Correction, lay
from onrecord.store.review import parse
from onrecord.store.rows import Body, Projection, Row, project, unpack

CHUNK = 200
"""Documents that are checked together."""

PROJECTED = (tables.claims, tables.parties, tables.places, tables.actors)
OWNED = (tables.documents, tables.captures, tables.readings, tables.corrections, *PROJECTED)
CAPTURED = ("evidence", "uri", "media_type", "encoding", "retrieved_at", "collector")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was checked, and the first thing that is wrong; `fault` is None where nothing is."""

    lines: int
    documents: int
    claims: int
    evidence: int
    head: Head | None
    fault: str | None


class _FaultError(Exception):
    """The first thing that is wrong."""


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
            _check_documents(connection, chunk, state)
        _check_totals(connection, state)
    except _FaultError as found:
        fault = str(found)
    seen = state.seen
    return Verdict(state.head.seq, seen["documents"], seen["claims"], seen["evidence"], state.head, fault)


def _expect(is_right: bool, fault: str) -> None:
    if not is_right:
        raise _FaultError(fault)


def _check_chain(connection: Connection, state: _State, kept: Head | None) -> None:
    table = tables.journal.c
    rows = connection.execute(select(table.seq, table.act, table.subject, table.hash, table.line).order_by(table.seq))
    for seq, act, subject, told, text in rows:
        number = state.head.seq + 1
        _expect(seq == number, f"line {number} of the journal is missing")
        line = _parse(text, number)
        _expect(digest(text) == told, f"line {number} of the journal was changed: its hash is another")
        _expect(line.prev == state.head.hash, f"line {number} of the journal does not follow from line {number - 1}")
        _expect(
            (line.seq, line.act, line.subject) == (seq, act, subject), f"line {number} of the journal stands in a false place"
        )
        state.head = Head(seq, told)
        _follow(line, state)
        if kept and kept.seq == seq:
            _expect(kept.hash == told, f"line {number} of the journal is not the one whose hash was kept")
    _expect(state.head.seq > 0, "the journal is empty")
    _expect(
        not kept or kept.seq <= state.head.seq, f"the journal ends at line {state.head.seq}; line {kept and kept.seq} was kept"
    )


def _parse(text: str, number: int) -> Line:
    try:
        line = Line.parse(text)
    except ValueError:
        raise _FaultError(f"line {number} of the journal was changed: it is no line any more") from None
    _expect(line.text == text, f"line {number} of the journal was changed: it is written otherwise")
    return line


def _follow(line: Line, state: _State) -> None:
    """Take from a line what later checks need."""
    if line.act == "create":
        state.record = line.after["record"]
    elif line.act == "add":
        state.documents.add(line.subject)
    if line.act in ("add", "capture") and line.before:
        state.marks[line.subject] = {}
        state.marks[line.before["document"]] = line.before["changed"]


def _check_evidence(connection: Connection, state: _State) -> None:
    table = tables.evidence.c
    rows = connection.execution_options(yield_per=50).execute(select(table.sha256, table.size, table.data).order_by(table.sha256))
    for sha256, size, data in rows:
        _expect(digest(data) == sha256 and len(data) == size, f"the evidence {sha256} was changed: its bytes have another hash")
        state.seen["evidence"] += 1
    unused = select(table.sha256).where(table.sha256.not_in(select(tables.captures.c.evidence))).limit(1)
    extra = connection.execute(unused).scalar()
    _expect(extra is None, f"the evidence {extra} belongs to no document")


def _chunks(items: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def _check_documents(connection: Connection, ids: Sequence[str], state: _State) -> None:
    found = {table.name: _by_document(connection, table, ids) for table in OWNED}
    lines: dict[str, list[Line]] = defaultdict(list)
    where = tables.journal.c.subject.in_(ids)
    for text in connection.execute(select(tables.journal.c.line).where(where).order_by(tables.journal.c.seq)).scalars():
        line = Line.parse(text)
        lines[line.subject].append(line)
    for document in ids:
        mine = {name: rows.get(document, []) for name, rows in found.items()}
        _expect(bool(mine["documents"]), f"the document {document} is missing")
        _check_document(mine, lines[document], state.marks.get(document, {}))
        state.seen.update({name: len(rows) for name, rows in mine.items()})


def _by_document(connection: Connection, table: Table, ids: Sequence[str]) -> dict[str, list[Any]]:
    column = table.c.id if table is tables.documents else table.c.document
    rows: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(select(table).where(column.in_(ids))):
        rows[getattr(row, column.name)].append(row)
    return rows


def _check_document(mine: dict[str, list[Any]], lines: Sequence[Line], marks: Row) -> None:
    document = mine["documents"][0]
    added = next(line for line in lines if line.act == "add")
    _expect(facts(document) == added.after["document"], f"the text or title, publisher or day of {document.id} was changed")
    _check_captures(document.id, mine["captures"], lines)
    body = _check_readings(document, mine["readings"], lines)
    _check_spans(document.id, document.text, body)
    found = _check_corrections(document.id, mine["corrections"], lines)
    _check_rows(mine, lay(project(document.id, body), document.text, found), marks)


def _check_captures(document: str, rows: Iterable[Any], lines: Iterable[Line]) -> None:
    told = {line.seq: line.after["capture"] for line in lines if line.act in ("add", "capture")}
    kept = {row.seq: row for row in rows}
    _expect(told.keys() == kept.keys(), f"where {document} was found is not what the journal says")
    for seq, capture in told.items():
        row = kept[seq]
        same = all(getattr(row, name) == capture[name] for name in CAPTURED) and digest(row.segments) == capture["segments"]
        _expect(same, f"where {document} was found was changed (line {seq} of the journal)")


def _check_readings(document: Any, rows: Iterable[Any], lines: Iterable[Line]) -> Body:
    """The current reading's body."""
    told = {line.seq: line.after["reading"] for line in lines if line.after and "reading" in line.after}
    kept = {row.seq: row for row in rows}
    _expect(told.keys() == kept.keys(), f"the readings of {document.id} are not those that the journal names")
    _expect(document.reading == max(told), f"the current reading of {document.id} is not its last")
    text = ""
    for seq in sorted(told):
        text = _body(document.id, kept[seq])
        _expect(
            digest(text) == told[seq] == kept[seq].sha256, f"the reading of {document.id} was changed (line {seq} of the journal)"
        )
    body: Body = json.loads(text)
    return body


def _check_corrections(document: str, rows: Iterable[Any], lines: Sequence[Line]) -> list[Correction]:
    """What people said of the document's claims, in order."""
    told = {line.seq: line for line in lines if line.act.endswith(" claim")}
    undone = {line.before["line"]: line.seq for line in lines if line.act == "undo"}
    kept = {row.seq: row for row in rows}
    _expect(told.keys() == kept.keys(), f"the corrections of {document} are not those that the journal names")
    for seq, line in told.items():
        row = kept[seq]
        said = (f"{row.act} claim", row.claim, digest(row.body), row.undone)
        right = (line.act, line.after["claim"], line.after["body"], undone.get(seq))
        _expect(said == right, f"a correction of {document} was changed (line {seq} of the journal)")
    return [parse(kept[seq]) for seq in sorted(kept)]


def _body(document: str, row: Any) -> str:
    try:
        return unpack(row.body)
    except (TypeError, ValueError):
        raise _FaultError(f"the reading of {document} was changed: it cannot be unpacked") from None


def _check_spans(document: str, text: str, value: Any) -> None:
    """Every span in a body holds the words that stand there."""
    if isinstance(value, dict):
        if "exact" in value:
            start, end = value["start"], value["end"]
            _expect(text[start:end] == value["exact"], f"the words at {start}-{end} of {document} are not those of the reading")
            return
        value = value.values()
    elif not isinstance(value, list):
        return
    for part in value:
        if isinstance(part, dict | list):
            _check_spans(document, text, part)


def _check_rows(mine: dict[str, list[Any]], rows: Projection, marks: Row) -> None:
    for claim in rows.claims:
        claim["later"] = marks.get(claim["id"])
    for table in PROJECTED:
        names = [column.name for column in table.columns if column.name != "number"]
        made = {_key(table, row): tuple(row[name] for name in names) for row in getattr(rows, table.name)}
        kept = {
            tuple(getattr(row, c.name) for c in table.primary_key): tuple(getattr(row, name) for name in names)
            for row in mine[table.name]
        }
        if made != kept:
            wrong = next(key for key in made.keys() | kept.keys() if made.get(key) != kept.get(key))
            raise _FaultError(f"a row of {table.name} was changed: {canonical(list(wrong))} is not what the reading says")


def _key(table: Table, row: Row) -> tuple[Any, ...]:
    return tuple(row[column.name] for column in table.primary_key)


def _check_totals(connection: Connection, state: _State) -> None:
    for table in OWNED:
        count = connection.execute(select(func.count()).select_from(table)).scalar_one()
        _expect(
            count == state.seen[table.name], f"{table.name} holds {count} rows; the journal accounts for {state.seen[table.name]}"
        )
    form, record = connection.execute(select(tables.onrecord.c.schema_version, tables.onrecord.c.record)).one()
    _expect(record == state.record, "the record's own name is not the one that the journal begins with")
    _expect(form == len(migrations.MIGRATIONS), "the number of the record's form was changed")
