"""Reviewing: accept, correct, reject and add claims, and take it back; every act is a line of the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from onrecord.errors import QueryError
from onrecord.model import Selector, Span
from onrecord.store import journal
from onrecord.store.canonical import canonical, digest, value_of
from onrecord.store.layers import Act, Correction, checked, identify, lay
from onrecord.store.rows import insert_projection, project, unpack
from onrecord.store.tables import actors, begins, claims, corrections, documents, parties, places, readings


def review(connection: Connection, who: str, act: Act, claim: str, given: Mapping[str, Any], note: str | None) -> Correction:
    """Lay what a person says of a claim over the record; `claim` is its id or the id's first characters.

    Raises:
        QueryError: there is no such claim, or more than one; or a field cannot have its value.
    """
    row = _one(connection, claim)
    text = _text(connection, row.document)
    fields = checked(given)
    before = {name: getattr(row, name) for name in fields}
    if "words" in fields:
        fields["words"] = list(_locate(text, fields["words"], row.start))
        before["words"] = [row.start, row.end]
    selector = asdict(Selector.at(Span(row.start, row.end), text))
    return _store(connection, who, Correction(0, row.document, row.id, act, fields, selector), before, note)


def add_claim(connection: Connection, who: str, document: str, given: Mapping[str, Any], note: str | None) -> Correction:
    """Add a claim of a person's own at words of a document; `given` holds `words`, `kind` and whatever else is known.

    Raises:
        QueryError: there is no such document, its text does not hold the words, or a field is missing or cannot have its value.
    """
    where = begins(documents.c.id, document)
    found = connection.execute(select(documents.c.id, documents.c.text).where(where).limit(3))
    row = _only(found.all(), f"the document {document}")
    fields = checked({"words": None, "kind": None} | dict(given))
    start, end = _locate(row.text, fields["words"], 0)
    fields["words"] = [start, end]
    selector = asdict(Selector.at(Span(start, end), row.text))
    claim = identify(row.id, start, end, fields["kind"])
    if connection.execute(select(claims.c.id).where(claims.c.document == row.id, claims.c.id == claim)).first():
        raise QueryError(found="this claim in the record already", wanted="another one", hint=f"correct the claim {claim}")
    return _store(connection, who, Correction(0, row.id, claim, Act.ADD, fields, selector), None, note)


def undo(connection: Connection, who: str, claim: str, note: str | None) -> Correction:
    """Take back the last thing that was said of a claim and still stands.

    Raises:
        QueryError: nothing was said of such a claim.
    """
    where = begins(corrections.c.claim, claim), corrections.c.undone.is_(None)
    rows = connection.execute(select(corrections).where(*where).order_by(corrections.c.seq.desc())).all()
    _only(list(dict.fromkeys((row.document, row.claim) for row in rows)), f"something said of the claim {claim}")
    last = parse(rows[0])
    line = journal.append(connection, who, "undo", last.document, before={"line": last.seq, "claim": last.claim}, note=note)
    connection.execute(update(corrections).where(corrections.c.seq == last.seq).values(undone=line.seq))
    lay_out(connection, last.document)
    return last


def find_corrections(connection: Connection, document: str | None = None) -> list[Correction]:
    """What people said of claims, oldest first; of one document where it is given."""
    where = (corrections.c.document == document,) if document else ()
    return [parse(row) for row in connection.execute(select(corrections).where(*where).order_by(corrections.c.seq))]


def parse(row: Any) -> Correction:
    """A row of corrections as what it says."""
    body = value_of(row.body)
    said = Act(row.act), body["fields"], body["selector"]
    return Correction(row.seq, row.document, row.claim, *said, row.undone, body.get("origin"))


def keep(connection: Connection, who: str, correction: Correction, origin: Correction) -> Correction:
    """Keep what was said of an earlier version for a later one. The rows of its document must be laid out anew afterwards."""
    note = f"taken along from line {origin.seq}, said of the version {origin.document}"
    return _insert(connection, who, correction, None, note)


def lay_out(connection: Connection, document: str, marks: Mapping[str, str] | None = None) -> None:
    """Write the rows of a document anew, from its current reading and what people said.

    `marks` say what a later version did to its claims; without them the marks that are there stay.
    """
    query = select(documents.c.text, documents.c.published, readings.c.body).join(readings, readings.c.seq == documents.c.reading)
    text, published, body = connection.execute(query.where(documents.c.id == document)).one()
    if marks is None:
        marked = select(claims.c.id, claims.c.later).where(claims.c.document == document, claims.c.later.is_not(None))
        marks = {row.id: row.later for row in connection.execute(marked)}
    for table in (parties, places, actors, claims):
        connection.execute(delete(table).where(table.c.document == document))
    rows = lay(project(document, published, value_of(unpack(body))), text, published, find_corrections(connection, document))
    for claim in rows.claims:
        claim["later"] = marks.get(claim["id"])
    insert_projection(connection, rows)


def _store(connection: Connection, who: str, correction: Correction, before: Any, note: str | None) -> Correction:
    stored = _insert(connection, who, correction, before, note)
    lay_out(connection, correction.document)
    return stored


def _insert(connection: Connection, who: str, correction: Correction, before: Any, note: str | None) -> Correction:
    origin = {} if correction.origin is None else {"origin": correction.origin}
    body = canonical({"fields": correction.fields, "selector": correction.selector, **origin})
    after = {"claim": correction.claim, "fields": correction.fields, "body": digest(body), **origin}
    act, document = correction.act.value, correction.document
    line = journal.append(connection, who, f"{act} claim", document, before=before, after=after, note=note)
    values = {"seq": line.seq, "document": document, "claim": correction.claim, "act": act, "body": body}
    connection.execute(insert(corrections).values(values))
    return replace(correction, seq=line.seq)


def _one(connection: Connection, claim: str) -> Any:
    if not claim.strip():
        raise QueryError(found="no claim's id", wanted="an id or its first characters", hint="onrecord claims prints them")
    rows = connection.execute(select(claims).where(begins(claims.c.id, claim)).limit(3)).all()
    return _only(rows, f"the claim {claim}")


def _only(rows: Any, what: str) -> Any:
    if len(rows) != 1:
        count = "none" if not rows else "more than one"
        raise QueryError(found=f"{count} of {what}", wanted="one", hint="give the whole id that `onrecord claims` prints")
    return rows[0]


def _text(connection: Connection, document: str) -> str:
    return str(connection.execute(select(documents.c.text).where(documents.c.id == document)).scalar_one())


def _locate(text: str, words: str, near: int) -> tuple[int, int]:
    """Where the words stand in the text; of several places the one nearest to `near`."""
    starts = []
    start = text.find(words)
    while start >= 0:
        starts.append(start)
        start = text.find(words, start + 1)
    if not starts:
        found = f"no place with the words {words!r}"
        raise QueryError(found=found, wanted="words of the document", hint="copy them from its text as they stand")
    best = min(starts, key=lambda place: abs(place - near))
    return best, best + len(words)
