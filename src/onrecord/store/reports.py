"""The documents of a record as `matters` compares them: what was read in each, with people's corrections laid over it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from onrecord.matters.testimony import Report, report_of
from onrecord.store import tables
from onrecord.store.layers import NUMBERS
from onrecord.store.rows import OUTSIDE, Body, Row, unpack

CHUNK = 50
"""Documents that are taken out together."""

_LAID = ("kind", "status", "stance")
_COLUMNS = ("id", "title", "publisher", "published", "language", "text")


def find_bodies(connection: Connection) -> Iterator[Body]:
    """Every document as `Document.to_dict` gives it, its claims as they stand: those that people rejected are left out."""
    documents = tables.documents.c
    ids = list(connection.execute(select(documents.id).order_by(documents.number)).scalars())
    for start in range(0, len(ids), CHUNK):
        yield from _bodies(connection, ids[start : start + CHUNK])


def find_reports(connection: Connection) -> Iterator[Report]:
    """Every document, ready to be compared."""
    return (report_of(body) for body in find_bodies(connection))


def _bodies(connection: Connection, ids: list[str]) -> Iterator[Body]:
    documents, readings, claims, captures = (t.c for t in (tables.documents, tables.readings, tables.claims, tables.captures))
    query = (
        select(tables.documents, readings.body)
        .join_from(tables.documents, tables.readings, documents.reading == readings.seq)
        .where(documents.id.in_(ids))
        .order_by(documents.number)
    )
    laid: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in connection.execute(select(tables.claims).where(claims.document.in_(ids)).order_by(claims.position)):
        laid[row.document][row.id] = row._asdict()
    uris: dict[str, str] = {}
    for row in connection.execute(
        select(captures.document, captures.uri).where(captures.document.in_(ids)).order_by(captures.seq)
    ):
        uris[row.document] = row.uri
    for row in connection.execute(query):
        body: Body = json.loads(unpack(row.body))
        outside = {name: getattr(row, name) for name in _COLUMNS} | {"uri": uris.get(row.id)}
        yield {**body, **dict.fromkeys(OUTSIDE), **outside, "claims": list(_claims(body, laid[row.id]))}


def _claims(body: Body, laid: dict[str, Row]) -> Iterator[Body]:
    machine = {claim["id"]: claim for claim in body["claims"]}
    for id, row in laid.items():
        if row["review"] != "rejected":
            yield _as_it_stands(body, machine.get(id) or _own(row), row)


def _as_it_stands(body: Body, claim: Body, row: Row) -> Body:
    if row["review"] not in ("corrected", "added"):
        return claim
    event: Body = body["events"][claim["event"]] if isinstance(claim["event"], int) else claim["event"]
    event = {**event, "kind": row["kind"], "status": row["status"], "event_type": row["event_type"], "mode": row["mode"]}
    event["counts"] = _counts(body, event["counts"], row)
    text = {"start": row["start"], "end": row["end"], "exact": row["words"]}
    return {**claim, **{name: row[name] for name in _LAID}, "text": text, "event": event, "speaker_name": row["speaker"]}


def _counts(body: Body, counts: list[Any], row: Row) -> list[Body]:
    """The figures, the first of which a person may have set."""
    found: list[Body] = [body["quantities"][item] if isinstance(item, int) else item for item in counts]
    values = {name: row[name] for name in NUMBERS}
    if all(value is None for value in values.values()):
        return []
    first = next((count for count in found if count["kind"] is None), None) or _figure(row)
    return [{**first, **values}, *[count for count in found if count is not first]]


def _figure(row: Row) -> Body:
    words = {"start": row["start"], "end": row["end"], "exact": row["words"]}
    empty = dict.fromkeys(("unit", "qualifier", "modifier", "whole", "change", "kind"))
    return {**empty, "span": words, "counted": row["counted"] and {**words, "exact": row["counted"]}}


def _own(row: Row) -> Body:
    """A claim that a person added: no more than what they state."""
    text = {"start": row["start"], "end": row["end"], "exact": row["words"]}
    event = dict.fromkeys(("trigger", "instrument", "purpose", "ordered_by"))
    lists: Body = {name: [] for name in ("actors", "recipients", "times", "places", "counts", "legal_basis", "condition")}
    claim = {"id": row["id"], "text": text, "event": {**event, **lists}, "speaker": None, "relayed_by": [], "attributions": []}
    return {**claim, **{name: row[name] for name in _LAID}, "certainty": row["certainty"]}
