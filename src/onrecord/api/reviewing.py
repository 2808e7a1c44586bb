"""Acts of review: what people make of claims."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Annotated, Any

from annotated_types import MaxLen

from onrecord.api.acts import NAME, NOTE, WORDS, ActAsked, Done, filled
from onrecord.api.asked import asks, needs
from onrecord.api.room import Room
from onrecord.errors import MissingError, QueryError
from onrecord.store import Correction, RecordedClaim
from onrecord.store.layers import CORRECTABLE

Number = float | Annotated[str, MaxLen(40)] | None
"""A number, also as it is typed into a form."""

EMPTY = "The empty text takes the value away."


@dataclass(frozen=True, slots=True, kw_only=True)
class OfClaim(ActAsked):
    """A claim, by its id; where two documents have a claim of one id, "@" and the document's id follow."""

    id: str = needs("The claim's id, or its first characters.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Values(ActAsked):
    """Fields of a claim that a person may set; those that are not given stay as they are."""

    kind: str | None = asks("What kind of claim it is.", max_length=NAME)
    status: str | None = asks(f"Whether it is said to have happened. {EMPTY}", max_length=NAME)
    stance: str | None = asks("How the speaker stands to it.", max_length=NAME)
    certainty: str | None = asks("How sure the speaker is.", max_length=NAME)
    words: str | None = asks("Words of the document, as they stand in it.", max_length=WORDS)
    speaker: str | None = asks(f"Who says it. {EMPTY}", max_length=NAME)
    event_type: str | None = asks(f"The event's type. {EMPTY}", max_length=NAME)
    mode: str | None = asks(f"The event's mode. {EMPTY}", max_length=NAME)
    counted: str | None = asks(f"What is counted. {EMPTY}", max_length=NAME)
    happened: str | None = asks(f"When it is said to have happened, as a date in EDTF. {EMPTY}", max_length=NAME)
    place: str | None = asks(f"Where it is said to have happened. {EMPTY}", max_length=NAME)
    low: Number = asks(f"The least number. {EMPTY}")
    best: Number = asks(f"The number itself, where one is stated. {EMPTY}")
    high: Number = asks(f"The greatest number. {EMPTY}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected(Values):
    """A claim, and the fields that are to be set."""

    id: str = needs("The claim's id, or its first characters.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Added(Values):
    """A document, and a claim that its words make: `words` and `kind` must be given."""

    id: str = needs("The document's id, or its first characters.")
    start: int = asks("Where the words begin, in code points; of several places the nearest is taken.", 0, ge=0, le=2**40)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted:
    """A document, and why it is deleted."""

    id: str = needs("The document's id, or its first characters.")
    note: str = asks("Why. The journal keeps it, with the document's hashes and nothing of its content.", "", max_length=NOTE)


def accept_claim(room: Room, asked: OfClaim) -> Done:
    """Say that a claim is read rightly."""
    return _done("Accepted", room.store.accept(asked.id, filled(asked.note), seen=asked.seen))


def reject_claim(room: Room, asked: OfClaim) -> Done:
    """Say that a claim is none. It stays in the record, marked."""
    return _done("Rejected", room.store.reject(asked.id, filled(asked.note), seen=asked.seen))


def correct_claim(room: Room, asked: Corrected) -> Done:
    """Set fields of a claim; what the machine read stays below it. Values that the claim has already are not set again."""
    claim = _claim(room, asked.id)
    given = {name: value for name, value in _given(asked).items() if not _is_same(getattr(claim, name), value)}
    if not given:
        raise QueryError(found="nothing that differs from the claim", wanted="at least one other value", hint="change a field")
    name = f"{claim.id}@{claim.document}"
    return _done("Corrected", room.store.correct(name, filled(asked.note), seen=asked.seen, **given))


def add_claim(room: Room, asked: Added) -> Done:
    """Add a claim of one's own at words of a document."""
    given = {name: value for name, value in _given(asked).items() if value != ""}
    return _done("Added", room.store.add_claim(asked.id, filled(asked.note), start=asked.start, **given))


def undo_claim(room: Room, asked: OfClaim) -> Done:
    """Take back the last thing that was said of a claim; it stays in the journal."""
    last = room.store.undo(asked.id, filled(asked.note), seen=asked.seen)
    return Done(f"Took back line {last.seq} ({last.act}).", _where(last), last.undone)


def delete_document(room: Room, asked: Deleted) -> Done:
    """Take a document out, with its evidence, claims and corrections; its hashes and the reason stay in the journal."""
    document = room.store.delete(room.store.document_id(asked.id), filled(asked.note) or "")
    return Done(f"Deleted the document {document}.", "/documents")


def _claim(room: Room, id: str) -> RecordedClaim:
    name, _, document = id.partition("@")
    found = room.store.claims(limit=2, claim=name, document=document) if name.strip() else []
    if len(found) != 1:
        count = "more than one claim" if found else "no claim"
        raise MissingError(found=f"{count} {id!r}", wanted="one", hint="go back and open it again")
    return found[0]


def _given(asked: Values) -> dict[str, Any]:
    values = {one.name: getattr(asked, one.name) for one in fields(Values) if one.name in CORRECTABLE}
    return {name: _plain(value) for name, value in values.items() if value is not None}


def _plain(value: Any) -> Any:
    return filled(value) or "" if isinstance(value, str) else value


def _is_same(there: Any, given: Any) -> bool:
    if isinstance(there, float):
        return str(there) == str(given) or f"{there:g}" == str(given) or there == given
    return (there or "") == given or (isinstance(given, str) and " ".join((there or "").split()) == " ".join(given.split()))


def _done(what: str, made: Correction) -> Done:
    return Done(f"{what}, line {made.seq} of the journal.", _where(made), made.seq)


def _where(made: Correction) -> str:
    return f"/documents/{made.document}#c-{made.claim}"
