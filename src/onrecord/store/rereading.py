"""A new reading of a document: kept beside the old ones, with what people said laid over it by the words it was said of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, select, update

from onrecord.model import Document
from onrecord.store import actors, adding, journal, review
from onrecord.store.canonical import digest, value_of
from onrecord.store.carrying import Carried, carry
from onrecord.store.layers import CORRECTABLE, Act, Correction
from onrecord.store.rows import Body, Row, body_of, project
from onrecord.store.tables import captures, corrections, documents

HALF = 0.5
"""Share of the words of two claims that must be common to both for the one to be taken for the other."""


@dataclass(frozen=True, slots=True)
class Reread:
    """What a new reading changed: how many claims are the same, new and gone.

    `altered` counts the fields that are read otherwise in claims that stay. `moved` leads from claims of which people said
    something to those that now stand at their words; `orphans` are claims of which people said something and for which there is
    none; `carried` those to which what was said of an earlier version of the document now came along.
    """

    document: str
    same: int
    new: int
    gone: int
    altered: Mapping[str, int]
    moved: Mapping[str, str]
    orphans: tuple[str, ...]
    carried: tuple[str, ...] = ()


def reread(connection: Connection, doc: Document, who: str, reader: Mapping[str, str]) -> Reread | None:
    """Keep a new reading with the connection that writes; None where the document is not there or nothing changed.

    Raises:
        RefusedError: the document has another text, title, publisher or day here.
    """
    if not adding.is_there(connection, doc):
        return None
    old, body = adding.current_body(connection, doc.id), body_of(doc)
    if digest(body) == digest(old):
        return None
    there, here = (project(doc.id, doc.published, value_of(text)).claims for text in (old, body))
    moved, orphans = fit(value_of(body)["claims"], [c for c in review.find_corrections(connection, doc.id) if c.undone is None])
    done = _compare(doc.id, there, here, moved, orphans)
    is_present = _keep(connection, doc, body, done, who, old, reader)
    along = carry(connection, who, doc.id) if is_present else Carried()
    return replace(done, carried=tuple(dict.fromkeys(correction.claim for correction in along.taken)))


def _compare(document: str, there: list[Row], here: list[Row], moved: dict[str, str], orphans: list[str]) -> Reread:
    before, after = ({row["id"]: row for row in rows} for rows in (there, here))
    same = before.keys() & after.keys()
    altered = Counter(name for claim in same for name in CORRECTABLE if before[claim][name] != after[claim][name])
    new, gone = len(after.keys() - same), len(before.keys() - same)
    return Reread(document, len(same), new, gone, dict(sorted(altered.items())), moved, tuple(orphans))


def fit(found: list[Body], said: list[Correction]) -> tuple[dict[str, str], list[str]]:
    """Where what was said of claims that are no more belongs now: the one claim at their words; else they are orphans."""
    own = {correction.claim for correction in said if correction.act is Act.ADD}
    first = {correction.claim: correction for correction in reversed(said) if correction.claim not in own}
    free = {claim["id"]: claim for claim in found if claim["id"] not in first}
    moved: dict[str, str] = {}
    orphans: list[str] = []
    there = {claim["id"] for claim in found}
    for claim in sorted(first.keys() - there, key=lambda name: first[name].seq):
        target = _at(first[claim].selector, list(free.values()))
        if target is None:
            orphans.append(claim)
        else:
            moved[claim] = target
            del free[target]
    return moved, orphans


def _at(selector: Mapping[str, Any], found: list[Body]) -> str | None:
    """The one claim at the words of a selector, None where there is none or more than one."""
    exact = [claim for claim in found if (claim["text"]["start"], claim["text"]["end"]) == (selector["start"], selector["end"])]
    near = exact or [claim for claim in found if _common(selector, claim["text"]) > HALF]
    return str(near[0]["id"]) if len(near) == 1 else None


def _common(one: Mapping[str, Any], other: Mapping[str, Any]) -> float:
    """The share of characters that two spans have in common."""
    common: int = min(one["end"], other["end"]) - max(one["start"], other["start"])
    whole: int = max(one["end"], other["end"]) - min(one["start"], other["start"])
    return common / whole


def _keep(connection: Connection, doc: Document, body: str, done: Reread, who: str, old: str, reader: Mapping[str, str]) -> bool:
    """Store the reading; gives whether the document is the present one at its address."""
    later = _later_text(connection, doc.id)
    marks = dict(adding.changes(value_of(body)["claims"], doc.text, later)) if later is not None else {}
    after = {"reading": digest(body), "reader": dict(reader), "claims": len(doc.claims), "changed": marks}
    after |= {
        "same": done.same,
        "new": done.new,
        "gone": done.gone,
        "altered": done.altered,
        "moved": done.moved,
        "orphans": list(done.orphans),
    }
    line = journal.append(connection, who, "reread", doc.id, before={"reading": digest(old)}, after=after)
    adding.insert_reading(connection, doc.id, body, line.seq)
    connection.execute(update(documents).where(documents.c.id == doc.id).values(reading=line.seq))
    for gone, new in done.moved.items():
        where = corrections.c.document == doc.id, corrections.c.claim == gone
        connection.execute(update(corrections).where(*where).values(claim=new))
    review.lay_out(connection, doc.id, marks)
    actors.replace(connection, doc.id, doc.published, value_of(body))
    return later is None


def _later_text(connection: Connection, document: str) -> str | None:
    """The text that now stands at the document's address, where it is another document's."""
    uri = connection.execute(select(captures.c.uri).where(captures.c.document == document).order_by(captures.c.seq)).scalar()
    last = adding.latest(connection, uri) if uri else None
    if last is None or last.document == document:
        return None
    return str(connection.execute(select(documents.c.text).where(documents.c.id == last.document)).scalar_one())
