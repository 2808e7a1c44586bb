"""Reviewing: accept, correct, reject and add claims, and take it back; every act is a line of the journal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from onrecord.errors import MissingError, QueryError
from onrecord.model import Selector, Span
from onrecord.store import journal, since
from onrecord.store.canonical import canonical, digest, value_of
from onrecord.store.layers import Act, Correction, checked, identify, lay
from onrecord.store.rows import insert_projection, project, unpack
from onrecord.store.tables import actors, begins, claims, corrections, documents, parties, places, readings


def review(
    connection: Connection,
    who: str,
    act: Act,
    claim: str,
    given: Mapping[str, Any],
    note: str | None,
    seen: int | None = None,
) -> Correction:
    """Lay what a person says of a claim over the record; `claim` is its id or the id's first characters.

    Where two documents have a claim of one id, it is followed by "@" and the document's. `seen` is as in `since`.

    Raises:
        MissingError: there is no such claim, or more than one.
        QueryError: a field cannot have its value.
        MovedOnError: something was said of it since.
    """
    row = _one(connection, claim)
    since.check_claim(connection, row.document, row.id, seen)
    text = _text(connection, row.document)
    fields = checked(given)
    before = {name: getattr(row, name) for name in fields}
    if "words" in fields:
        fields["words"] = list(_locate(text, fields["words"], row.start))
        before["words"] = [row.start, row.end]
    selector = asdict(Selector.at(Span(row.start, row.end), text))
    return _store(connection, who, Correction(0, row.document, row.id, act, fields, selector), before, note)


def add_claim(
    connection: Connection, who: str, document: str, given: Mapping[str, Any], note: str | None, start: int = 0
) -> Correction:
    """Add a claim of a person's own at words of a document; `given` holds `words`, `kind` and whatever else is known.

    Where the words stand more than once, those nearest to `start` are meant.

    Raises:
        QueryError: there is no such document, its text does not hold the words, or a field is missing or cannot have its value.
    """
    row = find_document(connection, document)
    fields = checked({"words": None, "kind": None} | dict(given))
    start, end = _locate(row.text, fields["words"], start)
    fields["words"] = [start, end]
    selector = asdict(Selector.at(Span(start, end), row.text))
    claim = identify(row.id, start, end, fields["kind"])
    if connection.execute(select(claims.c.id).where(claims.c.document == row.id, claims.c.id == claim)).first():
        raise QueryError(found="this claim in the record already", wanted="another one", hint=f"correct the claim {claim}")
    return _store(connection, who, Correction(0, row.id, claim, Act.ADD, fields, selector), None, note)


def find_document(connection: Connection, document: str) -> Any:
    """The one document with this id, or with an id that begins so: its id and text.

    Raises:
        MissingError: there is none, or more than one.
    """
    where = begins(documents.c.id, document)
    found = connection.execute(select(documents.c.id, documents.c.text).where(where).limit(3)).all() if document else []
    return _only(found, f"the document {document}")


def undo(connection: Connection, who: str, claim: str, note: str | None, seen: int | None = None) -> Correction:
    """Take back the last thing that was said of a claim and still stands; gives that, with the line that took it back.

    Raises:
        MissingError: nothing was said of such a claim.
        MovedOnError: something was said of it since.
    """
    name, _, document = claim.partition("@")
    where = [begins(corrections.c.claim, name), corrections.c.undone.is_(None)]
    if document:
        where.append(begins(corrections.c.document, document))
    rows = connection.execute(select(corrections).where(*where).order_by(corrections.c.seq.desc())).all()
    _only(list(dict.fromkeys((row.document, row.claim) for row in rows)), f"something said of the claim {claim}")
    last = parse(rows[0])
    since.check_claim(connection, last.document, last.claim, seen)
    line = journal.append(connection, who, "undo", last.document, before={"line": last.seq, "claim": last.claim}, note=note)
    connection.execute(update(corrections).where(corrections.c.seq == last.seq).values(undone=line.seq))
    lay_out(connection, last.document)
    return replace(last, undone=line.seq)


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
    name, _, document = claim.partition("@")
    where = [begins(claims.c.id, name)]
    if document:
        where.append(begins(claims.c.document, document))
    rows = connection.execute(select(claims).where(*where).limit(3)).all()
    return _only(rows, f"the claim {claim}")


def _only(rows: Any, what: str) -> Any:
    if len(rows) != 1:
        count = "none" if not rows else "more than one"
        raise MissingError(found=f"{count} of {what}", wanted="one", hint="give the whole id that `onrecord claims` prints")
    return rows[0]


def _text(connection: Connection, document: str) -> str:
    return str(connection.execute(select(documents.c.text).where(documents.c.id == document)).scalar_one())


def _locate(text: str, words: str, near: int) -> tuple[int, int]:
    """Where the words stand in the text, whatever white space is between them; of several places the one nearest to `near`."""
    places = list(_places(text, words)) or list(_spaced(text, words))
    if not places:
        found = f"no place with the words {words[:200]!r}"
        raise QueryError(found=found, wanted="words of the document", hint="copy them from its text as they stand")
    return min(places, key=lambda place: abs(place[0] - near))


def _places(text: str, words: str) -> Iterator[tuple[int, int]]:
    start = text.find(words)
    while start >= 0:
        yield start, start + len(words)
        start = text.find(words, start + 1)


def _spaced(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Places where the same words stand with other white space: a page shows a line's end as a blank."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    return (match.span() for match in re.finditer(pattern, text)) if pattern else iter(())
