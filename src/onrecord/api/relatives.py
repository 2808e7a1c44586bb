"""In what a document and its claims stand: matters and threads, copies, and what corrects what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.api.room import Room
from onrecord.api.standing import Changed, changes
from onrecord.api.together import COPY, MATTER, NOTICE, THREAD
from onrecord.store import RecordedClaim
from onrecord.store.shelf import RecordedDocument
from onrecord.store.standing import Laid, Said

FEW = 50
"""Copies and corrections of a document that are named."""


@dataclass(frozen=True, slots=True)
class Bearing:
    """A matter or thread in which a claim stands: `kind`, its id, what it asks or is, and where it stands.

    Of a matter `title` is the question and `state` the most telling relation among its accounts; of a thread `title` is demand,
    commitment or decision, `state` where it stands, and `due` the day by which it is due.
    """

    kind: str
    id: str
    title: str
    state: str
    due: str | None = None


@dataclass(frozen=True, slots=True)
class Stand:
    """How a claim stands: what people made of it, and in what it stands.

    `name` is the id under which acts take it, and no other claim. `stands` are its plain fields as they stand; `changed` those
    that people set, beside what the machine read; `said` everything that people said, oldest first, also what was taken back.
    """

    id: str
    name: str
    changed: tuple[Changed, ...]
    said: tuple[Said, ...]
    bearing: tuple[Bearing, ...]
    stands: RecordedClaim


@dataclass(frozen=True, slots=True)
class Origin:
    """A document that another one was taken from, or that was taken from it: how, and how much of its words stand there.

    `kind` is whole, abridged, rewritten, corrected or pinned (a person says so). `share` is from 0 to 1.
    """

    document: RecordedDocument
    kind: str
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Relatives:
    """The documents that stand in a relation to one: what it was taken from, what was taken from it, and corrections.

    `of` is what it was taken from, `copies` what was taken from it, at most fifty of `copies_in_all`; `corrects` is what it
    corrects and `corrected_by` what corrects it.
    """

    of: Origin | None
    copies: tuple[Origin, ...]
    copies_in_all: int
    corrects: RecordedDocument | None
    corrected_by: tuple[RecordedDocument, ...]


def relatives_of(room: Room, document: str) -> Relatives:
    """Copies and corrections around a document, as far as the comparison has come."""
    findings = room.findings
    own, copies = findings.get(COPY, document)[:1], findings.find(COPY, FEW, slot=document)
    notice, notices = findings.get(NOTICE, document)[:1], findings.find(NOTICE, FEW, slot=document)
    named = [one["of"] for one in own] + [one["document"] for one in copies]
    said = [one["of"]["id"] for one in notice] + [one["document"]["id"] for one in notices]
    found = room.store.some([*named, *said])
    return Relatives(
        of=next((_origin(found[one["of"]], one) for one in own if one["of"] in found), None),
        copies=tuple(_origin(found[one["document"]], one) for one in copies if one["document"] in found),
        copies_in_all=findings.count(COPY, slot=document) if len(copies) == FEW else len(copies),
        corrects=found.get(notice[0]["of"]["id"]) if notice else None,
        corrected_by=tuple(found[one["document"]["id"]] for one in notices if one["document"]["id"] in found),
    )


def stands(room: Room, claims: Sequence[Laid]) -> Iterator[Stand]:
    """How each of these claims stands."""
    bearing = bearings(room, [laid.stands for laid in claims])
    for laid in claims:
        row = laid.stands
        yield Stand(row.id, _name(row), changes(laid), laid.said, bearing.get(row.id, ()), row)


def bearings(room: Room, claims: Sequence[RecordedClaim]) -> dict[str, tuple[Bearing, ...]]:
    """The matters and threads in which each of these claims of one document stands, by its id."""
    names = {name: claim.id for claim in claims for name in (claim.id, _name(claim))}
    found = room.findings.bearing(list(names))
    told = {kind: room.findings.some(kind, _ids(found, kind), brief=True) for kind in (MATTER, THREAD)}
    by_claim: dict[str, dict[tuple[str, str], Bearing]] = {}
    for name, pairs in found.items():
        own = by_claim.setdefault(names[name], {})
        own |= {(kind, id): _bearing(kind, told[kind][id]) for kind, id in pairs if id in told.get(kind, ())}
    return {claim: tuple(own.values()) for claim, own in by_claim.items()}


def _ids(found: dict[str, list[tuple[str, str]]], kind: str) -> list[str]:
    return sorted({id for pairs in found.values() for one, id in pairs if one == kind})


def _bearing(kind: str, told: Any) -> Bearing:
    if kind == THREAD:
        return Bearing(kind, told["id"], told["kind"], told["state"], told["due"])
    return Bearing(kind, told["id"], told["question"], told["relation"])


def _origin(document: RecordedDocument, told: Any) -> Origin:
    return Origin(document, told["kind"], told["share"])


def _name(claim: RecordedClaim) -> str:
    return f"{claim.id}@{claim.document}"
