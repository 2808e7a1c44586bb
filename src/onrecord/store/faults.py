"""Whether documents, readings, corrections and the rows that follow from them are what the journal says."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, Text, cast, func, select

from onrecord.store import tables
from onrecord.store.adding import facts
from onrecord.store.canonical import canonical, digest, value_of
from onrecord.store.journal import Line
from onrecord.store.layers import Correction, lay
from onrecord.store.members import members
from onrecord.store.review import parse
from onrecord.store.rows import Body, Projection, Row, project, unpack
from onrecord.store.visits import HELD, VISITED

PROJECTED = (tables.claims, tables.parties, tables.places, tables.actors)
TOLD = (tables.documents, tables.captures, tables.readings, tables.corrections)
OWNED = (*TOLD, *PROJECTED, tables.members)
"""Tables whose rows belong to a document."""

CAPTURED = ("evidence", "uri", "media_type", "encoding", "retrieved_at", "collector", *VISITED, *HELD)

_SPAN = re.compile(r'\{"end":(\d+),"exact":("[^"\\]*(?:\\.[^"\\]*)*"),"start":(\d+)\}')
"""A span in canonical JSON. Inside a string every quotation mark is escaped, so that nothing else looks like it."""


def _columns(table: Table) -> list[Any]:
    """The columns of a table without the number that a database counts up by itself."""
    return [column for column in table.columns if column.name != "number"]


_VALUES: dict[str, Callable[[Row], tuple[Any, ...]]] = {
    table.name: itemgetter(*(column.name for column in _columns(table))) for table in PROJECTED
}


class FaultError(Exception):
    """The first thing that is wrong."""


def expect(is_right: bool, fault: str) -> None:
    """Raise FaultError where something is not right."""
    if not is_right:
        raise FaultError(fault)


def check_documents(connection: Connection, ids: Sequence[str], marks: Mapping[str, Row]) -> Counter[str]:
    """Check documents whose journal was checked; `marks` tell what later versions did to their claims.

    Gives the number of rows that belong to them, by table.

    Raises:
        FaultError: something is wrong.
    """
    found = {table.name: _by_document(connection, table, ids) for table in TOLD}
    found |= {table.name: _values_by_document(connection, table, ids) for table in (*PROJECTED, tables.members)}
    lines: dict[str, list[Line]] = defaultdict(list)
    where = tables.journal.c.subject.in_(ids)
    for text in connection.execute(select(tables.journal.c.line).where(where).order_by(tables.journal.c.seq)).scalars():
        line = Line.parse(text)
        if line.act == "delete":  # what was added again later begins anew
            lines[line.subject].clear()
        else:
            lines[line.subject].append(line)
    seen: Counter[str] = Counter()
    for document in ids:
        mine = {name: rows.get(document, []) for name, rows in found.items()}
        expect(bool(mine["documents"]), f"the document {document} is missing")
        _check_document(mine, lines[document], marks.get(document, {}))
        seen.update({name: len(rows) for name, rows in mine.items()})
    return seen


def _by_document(connection: Connection, table: Table, ids: Sequence[str]) -> dict[str, list[Any]]:
    column = table.c.id if table is tables.documents else table.c.document
    rows: dict[str, list[Any]] = defaultdict(list)
    place = [c.name for c in _columns(table)].index(column.name)
    for row in connection.execute(select(*_columns(table)).where(column.in_(ids))).all():
        rows[row[place]].append(row)
    return rows


def _values_by_document(connection: Connection, table: Table, ids: Sequence[str]) -> dict[str, list[tuple[Any, ...]]]:
    """The bare values of rows. PostgreSQL gives all of a document's as one text: its driver is slow with each."""
    where = table.c.document.in_(ids)
    if connection.dialect.name == "sqlite":
        rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        place = [c.name for c in _columns(table)].index("document")
        for row in connection.execute(select(*_columns(table)).where(where)).cursor.fetchall():
            rows[row[place]].append(row)
        return rows
    listed = cast(func.json_agg(func.json_build_array(*_columns(table))), Text)
    found = connection.execute(select(table.c.document, listed).where(where).group_by(table.c.document))
    return {document: list(map(tuple, value_of(values))) for document, values in found}


def _check_document(mine: dict[str, list[Any]], lines: Sequence[Line], marks: Row) -> None:
    document = mine["documents"][0]
    added = next(line for line in lines if line.act == "add")
    expect(facts(document) == added.after["document"], f"the text or title, publisher or day of {document.id} was changed")
    _check_captures(document.id, mine["captures"], lines)
    body = _check_readings(document, mine["readings"], lines)
    found = _check_corrections(document.id, mine["corrections"], lines)
    _check_rows(mine, lay(project(document.id, document.published, body), document.text, document.published, found), marks)
    _check_members(document, mine["members"], body)


def _check_members(document: Any, rows: Iterable[tuple[Any, ...]], body: Body) -> None:
    """Each actor has the form that follows from the reading; whom a person took out is checked by `check_actors`."""
    made = {tuple(row.values()) for row in members(document.id, document.published, body)[0]}
    kept = {(*row[:-1], str(row[-1]).partition(":")[0]) for row in rows}
    expect(made == kept, f"the form of an actor of {document.id} was changed")


def _check_captures(document: str, rows: Iterable[Any], lines: Iterable[Line]) -> None:
    told = {line.seq: line.after["capture"] for line in lines if line.act in ("add", "capture")}
    kept = {row.seq: row for row in rows}
    expect(told.keys() == kept.keys(), f"where {document} was found is not what the journal says")
    for seq, capture in told.items():
        row = kept[seq]
        same = all(getattr(row, name) == capture.get(name) for name in CAPTURED) and digest(row.segments) == capture["segments"]
        expect(same, f"where {document} was found was changed (line {seq} of the journal)")


def _check_readings(document: Any, rows: Iterable[Any], lines: Iterable[Line]) -> Body:
    """The current reading's body."""
    told = {line.seq: line.after["reading"] for line in lines if line.after and "reading" in line.after}
    kept = {row.seq: row for row in rows}
    expect(told.keys() == kept.keys(), f"the readings of {document.id} are not those that the journal names")
    expect(document.reading == max(told), f"the current reading of {document.id} is not its last")
    text = ""
    for seq in sorted(told):
        text = _body(document.id, kept[seq])
        same = digest(text) == told[seq] == kept[seq].sha256
        expect(same, f"the reading of {document.id} was changed (line {seq} of the journal)")
        _check_spans(document.id, document.text, text)
    body: Body = value_of(text)
    return body


def _body(document: str, row: Any) -> str:
    try:
        return unpack(row.body)
    except (TypeError, ValueError):
        raise FaultError(f"the reading of {document} was changed: it cannot be unpacked") from None


def _check_spans(document: str, text: str, body: str) -> None:
    """Every span in a body holds the words that stand there."""
    for end, quoted, start in set(_SPAN.findall(body)):
        exact = value_of(quoted) if "\\" in quoted else quoted[1:-1]
        if text[int(start) : int(end)] != exact:
            raise FaultError(f"the words at {start}-{end} of {document} are not those of the reading")


def _check_corrections(document: str, rows: Iterable[Any], lines: Sequence[Line]) -> list[Correction]:
    """What people said of the document's claims, in order."""
    told = {line.seq: line for line in lines if line.act.endswith(" claim")}
    named = _named(lines)
    undone = {line.before["line"]: line.seq for line in lines if line.act == "undo"}
    kept = {row.seq: row for row in rows}
    expect(told.keys() == kept.keys(), f"the corrections of {document} are not those that the journal names")
    for seq, line in told.items():
        row = kept[seq]
        said = (f"{row.act} claim", row.claim, digest(row.body), row.undone)
        right = (line.act, named[seq], line.after["body"], undone.get(seq))
        expect(said == right, f"a correction of {document} was changed (line {seq} of the journal)")
    return [parse(kept[seq]) for seq in sorted(kept)]


def _named(lines: Sequence[Line]) -> dict[int, str]:
    """The claim that each correction is of now, after every later reading."""
    named: dict[int, str] = {}
    for line in lines:
        if line.act.endswith(" claim"):
            named[line.seq] = line.after["claim"]
        elif line.act == "reread":
            moved = line.after["moved"]
            named = {seq: moved.get(claim, claim) for seq, claim in named.items()}
    return named


def _check_rows(mine: dict[str, list[Any]], rows: Projection, marks: Row) -> None:
    for claim in rows.claims:
        claim["later"] = marks.get(claim["id"])
    for table in PROJECTED:
        made = set(map(_VALUES[table.name], getattr(rows, table.name)))
        kept = mine[table.name]
        if len(made) != len(kept) or made != set(kept):
            wrong = sorted(map(str, made.symmetric_difference(kept)))
            found = wrong[0] if wrong else "twice the same"
            raise FaultError(f"a row of {table.name} was changed; this is only on one side: {canonical(found)[:300]}")
