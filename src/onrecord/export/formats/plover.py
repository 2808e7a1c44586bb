"""PLOVER events as JSON Lines: one event a line, in the fields of the PLOVER manual (Open Event Data Alliance).

A line of an event that is not said to have happened is there with `--not-done` only, and says so in `auxmode`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

from onrecord.export.formats import deeds
from onrecord.export.formats.found import Found, FoundClaim
from onrecord.matters.plain import Plain
from onrecord.model import ClaimKind, Stance, Status

AUXILIARY = {
    Status.DENIED: "negated",
    Status.PLANNED: "future",
    Status.ORDERED: "future",
    Status.THREATENED: "future",
    Status.ATTEMPTED: "hypothetical",
    Status.HYPOTHETICAL: "hypothetical",
    Status.UNCLEAR: "hypothetical",
}
"""PLOVER's auxiliary mode for each status of an event that did not happen, or has not yet. It has none for an attempt, which is
told as hypothetical: what was tried is not said to be done."""

VOICED = ("REQUEST", "SUPPORT", "ACCUSE", "REJECT")
"""Types of events that consist in saying so: a demand or position of one of these is done by its own words, though nothing that
it asks for is."""

HISTORICAL = 31
"""Days before its publication from which on an event is historical."""

CODER = "onrecord"


def write(found: Found, out: Path) -> None:
    """Write one object for each claim that PLOVER has a type for."""
    with out.open("wb") as file:
        for claim in found.claims():
            if claim.row.event_type and (found.asked.not_done or claim.happened or is_voiced(claim)):
                file.write(orjson.dumps(event(claim, found.version)) + b"\n")


def is_voiced(claim: FoundClaim) -> bool:
    """Whether it is a demand or position, which happens by being said."""
    own = claim.row.status is None and claim.row.stance not in (Stance.DENIES, Stance.DOUBTS)
    return own and claim.row.kind in (ClaimKind.DEMAND, ClaimKind.POSITION) and claim.row.event_type in VOICED


def event(claim: FoundClaim, version: str) -> dict[str, Any]:
    """A claim as a PLOVER event; what the source does not say is null or an empty list."""
    row, happened = claim.row, deeds.when(claim)
    return {
        "id": claim.id,
        "date": happened.first if happened else None,
        "date_end": happened.last if happened and happened.last != happened.first else None,
        "date_is_publication": bool(happened and happened.told),
        "event": row.event_type,
        "mode": row.mode,
        "auxmode": auxiliary(claim),
        "context": [],
        "source": [_party(*one) for one in deeds.parties(claim, "actors")],
        "target": [_party(*one) for one in deeds.parties(claim, "recipients")],
        "location": _location(claim),
        "counts": [_count(count) for count in claim.counts],
        "text": row.words,
        "textInfo": {"document": row.document, "start": row.start, "end": row.end},
        "reportedBy": deeds.said_by(claim),
        "stance": row.stance,
        "certainty": row.certainty,
        "status": row.status,
        "happened": claim.happened or is_voiced(claim),
        "publisher": row.publisher,
        "published": row.published,
        "headline": row.title,
        "URL": row.uri,
        "language": claim.document.body["language"],
        "coder": CODER,
        "version": version,
    }


def auxiliary(claim: FoundClaim) -> str | None:
    """negated, future, hypothetical or historical; None for what is said to happen at the time of the report."""
    row = claim.row
    if claim.happened or is_voiced(claim):
        return "historical" if _is_long_ago(claim) else None
    if row.stance == Stance.DENIES or row.status == Status.DENIED:
        return "negated"
    if row.status is None or row.stance in (Stance.DOUBTS, Stance.ASKS):
        return "hypothetical"
    return AUXILIARY.get(Status(row.status), "hypothetical")


def _is_long_ago(claim: FoundClaim) -> bool:
    happened, published = deeds.when(claim), claim.row.published
    if happened is None or happened.told or not published:
        return False
    day = deeds.When(happened.last, max(happened.last, published[:10]), True) if len(published) >= 10 else None
    return day is not None and day.length > HISTORICAL


def _party(name: str, actor: Plain | None) -> dict[str, Any]:
    return {"name": name, "kind": actor["kind"] if actor else None, "id": actor["known"] if actor else None}


def _location(claim: FoundClaim) -> dict[str, Any] | None:
    place, scale = deeds.where(claim), deeds.precision(claim)
    if place is None:
        return None
    known = {field: deeds.spot(claim, field) for field in ("name", "country", "admin", "lat", "lon", "id")}
    return {"text": place["surface"], **known, "precision": scale}


def _count(count: Plain) -> dict[str, Any]:
    counted = count["counted"]["exact"] if count["counted"] else None
    return {"text": count["span"]["exact"], "low": count["low"], "best": count["best"], "high": count["high"], "counted": counted}
