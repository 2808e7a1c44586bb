"""Everything that a record holds, document after document, in a form that can be handed on; never all of it in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Table, select, union

from onrecord.errors import QueryError
from onrecord.store import journal, tables
from onrecord.store.canonical import value_of
from onrecord.store.journal import Head, Line
from onrecord.store.known import find_actors
from onrecord.store.rows import Row, project, unpack

CHUNK = 50
"""Documents that are taken out together."""

LINES = 2000
"""Lines of the journal that are taken out together."""

FIELDS = (
    "start", "end", "words", "kind", "status", "stance", "certainty", "speaker", "event_type", "mode",
    "low", "best", "high", "counted", "happened", "place",
)  # fmt: skip
"""What both layers say of a claim: the machine's reading, and what stands once people's corrections are laid over it."""


@dataclass(frozen=True, slots=True)
class Contents:
    """A record as it was at one moment: at the head of its journal, whose line was written `at` that time.

    `record` is the name that it was given when it was made. `ids` are the documents that are wanted, in the order they were
    added; `is_part` where they were chosen. Holds only as long as the connection that it was made with.
    """

    connection: Connection
    record: str
    head: Head
    at: str
    ids: list[str]
    is_part: bool

    def journal(self) -> Iterator[str]:
        """Every line, oldest first, exactly as it is hashed."""
        table = tables.journal.c
        for start in range(1, self.head.seq + 1, LINES):
            where = table.seq.between(start, min(start + LINES - 1, self.head.seq))
            yield from self.connection.execute(select(table.line).where(where).order_by(table.seq)).scalars()

    def documents(self) -> Iterator[Row]:
        """Each document with all that belongs to it, as plain JSON values.

        `captures` say where and when it was found; `readings` hold the number of their line in the journal and their body, the
        current one last; `claims` hold both layers of each claim; `lines` are those of the journal that are about it.
        """
        for start in range(0, len(self.ids), CHUNK):
            yield from _chunk(self.connection, self.ids[start : start + CHUNK])

    def actors(self) -> Iterator[Row]:
        """Each actor that the record knows by a name, with the documents' actors that were taken for it; none of a part.

        Who is the same follows from all documents together, and what is said of some would tell of the others.
        """
        found, forms = tables.members.c, tables.forms.c
        on = tables.members.join(tables.forms, forms.id == found.form)
        for actor in () if self.is_part else find_actors(self.connection):
            query = select(found.document, found.id).select_from(on).where(forms.actor == actor.id)
            rows = self.connection.execute(query.order_by(found.document, found.id))
            yield {**asdict(actor), "members": [{"document": row.document, "actor": row.id} for row in rows]}

    def evidence(self, sha256: str) -> bytes:
        """The original bytes with this hash."""
        table = tables.evidence.c
        return bytes(self.connection.execute(select(table.data).where(table.sha256 == sha256)).scalar_one())


def take(connection: Connection, wanted: Sequence[str] = ()) -> Contents:
    """What a record holds now: all of it, or the documents with these ids (or their first characters).

    Raises:
        QueryError: there is no such document, or more than one.
    """
    last = journal.head(connection)
    line = Line.parse(connection.execute(select(tables.journal.c.line).where(tables.journal.c.seq == last.seq)).scalar_one())
    record = connection.execute(select(tables.onrecord.c.record)).scalar_one()
    chosen = {_one(connection, start) for start in wanted}
    order = select(tables.documents.c.id).order_by(tables.documents.c.number)
    ids = [name for name in connection.execute(order).scalars() if name in chosen or not wanted]
    return Contents(connection, record, last, line.at, ids, bool(wanted))


def _one(connection: Connection, start: str) -> str:
    found = connection.execute(select(tables.documents.c.id).where(tables.begins(tables.documents.c.id, start)).limit(2))
    ids = list(found.scalars()) if start else []
    if len(ids) != 1:
        count = "more than one document" if ids else "no document"
        raise QueryError(found=f"{count} {start}", wanted="one", hint="give the whole id that `onrecord claims --json` prints")
    return str(ids[0])


def _chunk(connection: Connection, ids: list[str]) -> Iterator[Row]:
    documents = {row.id: row for row in connection.execute(select(tables.documents).where(tables.documents.c.id.in_(ids)))}
    owned = {name: _owned(connection, tables.metadata.tables[name], order, ids) for name, order in _OWNED.items()}
    subject = tables.journal.c.subject
    lines: dict[str, list[Line]] = defaultdict(list)
    for line in journal.lines(connection, subject.in_(ids)):
        lines[line.subject].append(line)
    sizes = _sizes(connection, ids)
    for name in ids:
        yield _kept(documents[name], {table: rows[name] for table, rows in owned.items()}, lines[name], sizes)


_OWNED = {"captures": "seq", "readings": "seq", "corrections": "seq", "claims": "position"}


def _owned(connection: Connection, table: Table, order: str, ids: list[str]) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in connection.execute(select(table).where(table.c.document.in_(ids)).order_by(table.c[order], *table.primary_key)):
        rows[row.document].append(row._asdict())
    return rows


def _sizes(connection: Connection, ids: list[str]) -> dict[str, int]:
    kept, table = tables.captures.c, tables.evidence.c
    mine = kept.document.in_(ids)
    used = union(select(kept.evidence).where(mine), select(kept.warc).where(mine, kept.warc.is_not(None)))
    query = select(table.sha256, table.size).where(table.sha256.in_(used))
    return {row[0]: row[1] for row in connection.execute(query)}


def _measured(capture: Row, sizes: dict[str, int]) -> Row:
    """The sizes of a capture's bytes, and of its WARC file if it has one."""
    return {"size": sizes[capture["evidence"]], "warc_size": sizes[capture["warc"]] if capture["warc"] else None}


def _kept(row: Any, mine: dict[str, list[Row]], lines: list[Line], sizes: dict[str, int]) -> Row:
    readings = [{"seq": r["seq"], "body": value_of(unpack(r["body"]))} for r in mine["readings"]]
    current = next(reading for reading in readings if reading["seq"] == row.reading)
    machine = {claim["id"]: claim for claim in project(row.id, row.published, current["body"]).claims}
    captures = [{**capture, **_measured(capture, sizes)} for capture in mine["captures"]]
    for capture in captures:
        capture["segments"] = value_of(capture["segments"])
        del capture["document"]
    corrections = [{**c, "body": value_of(c["body"])} for c in mine["corrections"]]
    return {
        **{name: getattr(row, name) for name in ("id", "title", "publisher", "published", "language", "text")},
        "captures": captures,
        "readings": readings,
        "corrections": corrections,
        "claims": [_layers(claim, machine.get(claim["id"]), corrections, lines) for claim in mine["claims"]],
        "lines": [asdict(line) for line in lines],
    }


def _layers(claim: Row, machine: Row | None, corrections: list[Row], lines: list[Line]) -> Row:
    by_seq = {line.seq: line for line in lines}
    told = [said(c, by_seq) for c in corrections if c["claim"] == claim["id"]]
    return {
        "id": claim["id"],
        "document": claim["document"],
        "stands": {name: claim[name] for name in (*FIELDS, "review", "later")},
        "machine": machine and {name: machine[name] for name in FIELDS},
        "people": told,
    }


def said(correction: Row, lines: Mapping[int, Line]) -> Row:
    """What a person said in a row of corrections, with who and when from the journal's lines, by their number."""
    line, undone = lines[correction["seq"]], lines.get(correction["undone"] or 0)
    return {
        "line": line.seq,
        "at": line.at,
        "who": line.who,
        "act": correction["act"],
        "fields": correction["body"]["fields"],
        "note": line.note,
        "undone": undone and {"line": undone.seq, "at": undone.at, "who": undone.who, "note": undone.note},
    }
