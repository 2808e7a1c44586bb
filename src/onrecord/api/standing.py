"""A document's ledger as it stands: the machine's reading with what people said laid over it, entry by entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from onrecord.export.dates import describe
from onrecord.export.ledger import assemble, build_entry
from onrecord.export.parts import Entry, Ledger, Speaker, Voice
from onrecord.export.voices import PUBLISHER, Voices
from onrecord.export.wording import say
from onrecord.model import Certainty, Claim, ClaimKind, Document, Event, Segment, Span, Stance, Status
from onrecord.store.layers import CORRECTABLE, NUMBERS
from onrecord.store.standing import Laid, StandingDocument
from onrecord.text import fold


@dataclass(frozen=True, slots=True)
class Changed:
    """A field that people set: its name and how a page calls it, what stands, and what the machine read, None where nothing.

    `read` is None for claims that people added.
    """

    field: str
    label: str
    stands: str | None
    read: str | None


def lay_ledger(kept: StandingDocument) -> Ledger:
    """The ledger of a document with its claims as they stand, rejected ones among them, in text order."""
    return assemble(kept.doc, Voices(kept.doc), entries(kept))


def entries(kept: StandingDocument, only: str | None = None) -> Iterator[tuple[Speaker, Entry]]:
    """Each claim as an entry with its speaker, in text order; or the one with this id."""
    voices = Voices(kept.doc)
    machine = {claim.id: claim for claim in kept.doc.claims}
    ordered = sorted(kept.claims, key=lambda laid: (laid.stands.start, laid.stands.end))
    for number, laid in enumerate(ordered, 1):
        if only is None or laid.stands.id == only:
            yield _entry(number, laid, machine.get(laid.stands.id), kept.doc, voices, kept.places)


def changes(laid: Laid) -> tuple[Changed, ...]:
    """What people set of a claim and still stands."""
    names = [name for name in CORRECTABLE if name in laid.by_people]
    return tuple(
        Changed(name, say("fields", name) or name, _words(name, getattr(laid.stands, name)), _words(name, _read(laid, name)))
        for name in names
    )


def _entry(
    number: int, laid: Laid, machine: Claim | None, doc: Document, voices: Voices, places: tuple[Segment, ...]
) -> tuple[Speaker, Entry]:
    claim = _stands(laid, machine)
    entry = build_entry(number, claim, doc.text, voices, places)
    if "speaker" not in laid.by_people:
        return voices.speaker(claim), entry
    name = laid.stands.speaker
    known = next((actor for actor in doc.actors if name and fold(actor.name) == fold(name)), None)
    claim = replace(claim, speaker=known.id if known else None, speaker_span=None, attributions=(), relayed_by=())
    if known or name is None:
        chain = voices.chain(claim)
        return voices.speaker(claim), replace(entry, chain=chain[0].name if chain else PUBLISHER, voices=chain)
    return Speaker(f"words:{fold(name)}", name, True), replace(entry, chain=name, voices=(Voice(name, True),))


def _stands(laid: Laid, machine: Claim | None) -> Claim:
    """The claim with what people set; their dates, places and figures stand at no words and are left out of it."""
    row, span = laid.stands, Span(laid.stands.start, laid.stands.end)
    kind, status = ClaimKind(row.kind), Status(row.status) if row.status else None
    stance, certainty = Stance(row.stance), Certainty(row.certainty)
    if machine is None:
        event = Event(None, span, kind, status, row.event_type, row.mode, certainty=certainty)
        return Claim(row.id, kind, span, event, stance, status, certainty=certainty)
    if not laid.by_people:
        return machine
    event = _event(laid, machine.event)
    plain: dict[str, Any] = {"kind": kind, "status": status, "certainty": certainty}
    return replace(machine, text=span, stance=stance, event=replace(event, **plain), **plain)


def _event(laid: Laid, event: Event) -> Event:
    given = laid.by_people
    if "happened" in given:
        event = replace(event, times=())
    if "place" in given:
        event = replace(event, places=())
    if given & {*NUMBERS, "counted"}:
        first = next((count for count in event.counts if count.kind is None), None)
        event = replace(event, counts=tuple(count for count in event.counts if count is not first))
    return event


def _read(laid: Laid, name: str) -> Any:
    """What the machine read; the same as what stands where the two agree."""
    return None if laid.read is None else laid.read.get(name, getattr(laid.stands, name))


def _words(name: str, value: Any) -> str | None:
    """A value in plain words."""
    if value is None:
        return None
    if name == "kind":
        return say("kinds", value) or str(value)
    if name == "happened":
        return describe(value) or str(value)
    return f"{value:,.10g}" if isinstance(value, float) else str(value)
