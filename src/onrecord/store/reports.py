"""The documents of a record as `matters` compares them: what was read in each, with people's corrections laid over it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from sqlalchemy import Connection, Table, func, select

from onrecord.store import known, tables
from onrecord.store.canonical import value_of
from onrecord.store.layers import NUMBERS, Act
from onrecord.store.rows import OUTSIDE, Body, Row, unpack
from onrecord.text import fold

CHUNK = 50
"""Documents that are taken out together."""

_COLUMNS = ("id", "title", "publisher", "published", "language", "text")
_NOWHERE = {"start": 0, "end": 0}

_TIMEX: Body = dict.fromkeys(("mod", "edtf", "precision", "anchor"))
_TOPONYM: Body = {**dict.fromkeys(("kind", "resolved", "where_precision", "reason")), "candidates": [], "is_location": True}
"""Fields that a person's date or place, which is a value alone, leaves empty."""


def find_bodies(
    connection: Connection, wanted: Collection[str] | None = None, shared: Collection[str] | None = None
) -> Iterator[Body]:
    """Every document, or those with the ids that are wanted, as `Document.to_dict` gives it, with its claims as they stand.

    By day of publication. Claims that people rejected are left out, those they added are in. Beside what `to_dict` has, an
    actor has `known`, its id in the record, and `called`, the name that a person gave it; a claim whose speaker a person named
    has `speaker_name`. A claim's id that another document has, too, is followed by "@" and the document's; `shared` are these
    ids where they are known, which takes long to tell in a large record.
    """
    documents = tables.documents.c
    rows = connection.execute(select(documents.published, documents.id)).all()
    ids = [row.id for row in sorted(rows, key=lambda row: (row.published or "", row.id)) if wanted is None or row.id in wanted]
    shared, called = find_shared(connection) if shared is None else shared, known.renamed(connection)
    for start in range(0, len(ids), CHUNK):
        yield from bodies_of(connection, ids[start : start + CHUNK], shared, called)


def bodies_of(
    connection: Connection, ids: list[str], shared: Collection[str], called: Mapping[str, str], rejected: bool = False
) -> Iterator[Body]:
    """The documents with these ids, in this order, as `find_bodies` gives them; with `rejected`, rejected claims are in."""
    for body in _chunk(connection, ids, shared, rejected):
        yield {**body, "actors": [{**actor, "called": called.get(actor["known"])} for actor in body["actors"]]}


def find_shared(connection: Connection) -> frozenset[str]:
    """Ids of claims that several documents have: the same words at the same place of the same text."""
    claims = tables.claims.c
    return frozenset(connection.execute(select(claims.id).group_by(claims.id).having(func.count() > 1)).scalars())


def find_spellings(connection: Connection) -> dict[str, str]:
    """How folded names of actors and publishers are written most often; for a document's id its title, or its file's name."""
    documents, captures = tables.documents.c, tables.captures.c
    found: dict[str, tuple[int, str]] = {}
    for column in (tables.actors.c.name, tables.claims.c.speaker, documents.publisher):
        for name, uses in connection.execute(select(column, func.count()).where(column.is_not(None)).group_by(column)):
            found[fold(name)] = max(found.get(fold(name), (0, "")), (uses, name))
    places = {row.document: row.uri for row in connection.execute(select(captures.document, captures.uri).order_by(captures.seq))}
    rows = connection.execute(select(documents.id, documents.title))
    titles = {row.id: row.title or _file(places.get(row.id)) or row.id for row in rows}
    return {folded: name for folded, (_, name) in found.items()} | {id: f"“{title}”" for id, title in titles.items()}


def _file(uri: str | None) -> str | None:
    """The last part of an address."""
    return unquote((uri or "").rstrip("/").rpartition("/")[2]) or None


def name_of(claim: str, document: str, shared: Collection[str]) -> str:
    """The name under which a claim is compared: its id, and its document's where several documents have the id."""
    return f"{claim}@{document}" if claim in shared else claim


def _chunk(connection: Connection, ids: list[str], shared: Collection[str], rejected: bool) -> Iterator[Body]:
    claims = _owned(connection, tables.claims, "position", ids)
    corrections = _owned(connection, tables.corrections, "seq", ids)
    captures = _owned(connection, tables.captures, "seq", ids)
    actors = _known(connection, ids)
    documents, readings = tables.documents, tables.readings
    query = select(documents, readings.c.body).join(readings, documents.c.reading == readings.c.seq)
    found = {row.id: row for row in connection.execute(query.where(documents.c.id.in_(ids)))}
    for id in ids:
        body: Body = value_of(unpack(found[id].body))
        body["claims"] = list(_claims(body, claims[id], _said(corrections[id]), shared, rejected))
        body["actors"] = [{**actor, "known": actors.get((id, actor["id"]))} for actor in body["actors"]]
        outside = {name: getattr(found[id], name) for name in _COLUMNS}
        uri = next((capture["uri"] for capture in captures[id] if capture["uri"]), None)
        yield {**body, **dict.fromkeys(OUTSIDE), **outside, "uri": uri, "evidence": _evidence(captures[id][0])}


def _evidence(capture: Row) -> Body:
    """The bytes that a document was found in first, as `Document.to_dict` tells them."""
    names = "media_type", "encoding", "uri", "retrieved_at", "collector"
    held = capture["container"] and {"name": capture["container"], "sha256": capture["container_sha256"]}
    return {"sha256": capture["evidence"], **{name: capture[name] for name in names}, "container": held}


def _owned(connection: Connection, table: Table, order: str, ids: list[str]) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in connection.execute(select(table).where(table.c.document.in_(ids)).order_by(table.c[order])):
        rows[row.document].append(row._asdict())
    return rows


def _known(connection: Connection, ids: list[str]) -> dict[tuple[str, str], str]:
    """The record's actor for each actor of the documents."""
    members, forms = tables.members, tables.forms
    query = select(members.c.document, members.c.id, forms.c.actor).join(forms, forms.c.id == members.c.form)
    return {(row.document, row.id): row.actor for row in connection.execute(query.where(members.c.document.in_(ids)))}


def _said(corrections: list[Row]) -> dict[str, set[str]]:
    """The fields of each claim that people have set."""
    fields: dict[str, set[str]] = defaultdict(set)
    for row in corrections:
        if row["undone"] is None and row["act"] in (Act.CORRECT, Act.ADD):
            fields[row["claim"]].update(value_of(row["body"])["fields"])
    return fields


def _claims(body: Body, rows: list[Row], said: dict[str, set[str]], shared: Collection[str], rejected: bool) -> Iterator[Body]:
    machine = {claim["id"]: claim for claim in body["claims"]}
    for row in rows:
        if rejected or row["review"] != "rejected":
            claim = machine.get(row["id"]) or _own(row)
            stands = _as_it_stands(body, claim, row, said[row["id"]]) if row["id"] in said else claim
            yield {**stands, "id": name_of(row["id"], row["document"], shared)}


def _own(row: Row) -> Body:
    """A claim that a person added: no more than what they state."""
    event = dict.fromkeys(("trigger", "instrument", "purpose", "ordered_by"))
    lists: Body = {name: [] for name in ("actors", "recipients", "times", "places", "counts", "legal_basis", "condition")}
    empty: Body = {"speaker": None, "relayed_by": [], "attributions": [], "text": _words(row)}
    plain: Body = {name: row[name] for name in ("kind", "status", "stance", "certainty")}
    return {**plain, **empty, "event": {**event, **lists, "event_type": row["event_type"], "mode": row["mode"]}}


def _as_it_stands(body: Body, claim: Body, row: Row, fields: set[str]) -> Body:
    """A claim with the fields that people have set; everything else is as it was read."""
    event: Body = body["events"][claim["event"]] if isinstance(claim["event"], int) else claim["event"]
    plain: Body = {name: row[name] for name in ("kind", "status", "certainty") if name in fields}
    event = {**event, **plain, **{name: row[name] for name in ("event_type", "mode") if name in fields}}
    if fields & {*NUMBERS, "counted"}:
        event["counts"] = _counts(body, event["counts"], row)
    if "happened" in fields:
        event["times"] = [{**_TIMEX, "type": "DATE", "value": row["happened"], "span": _NOWHERE}] if row["happened"] else []
    if "place" in fields:
        event["places"] = [{**_TOPONYM, "surface": row["place"], "span": _NOWHERE}] if row["place"] else []
    stance = {"stance": row["stance"]} if "stance" in fields else {}
    speaker = {"speaker": None, "speaker_name": row["speaker"]} if "speaker" in fields else {}
    return {**claim, **plain, **stance, **speaker, "text": _words(row), "event": event}


def _counts(body: Body, counts: list[Any], row: Row) -> list[Body]:
    """The figures, the first of which a person has set or taken away."""
    found: list[Body] = [body["quantities"][item] if isinstance(item, int) else item for item in counts]
    first = next((count for count in found if count["kind"] is None), None)
    rest = [count for count in found if count is not first]
    values = {name: row[name] for name in NUMBERS}
    if all(value is None for value in values.values()):
        return rest
    counted = row["counted"] and {**_words(row), "exact": row["counted"]}
    return [{**(first or _figure(row)), **values, "counted": counted}, *rest]


def _figure(row: Row) -> Body:
    return {**dict.fromkeys(("unit", "qualifier", "modifier", "whole", "change", "kind")), "span": _words(row)}


def _words(row: Row) -> Body:
    return {"start": row["start"], "end": row["end"], "exact": row["words"]}
