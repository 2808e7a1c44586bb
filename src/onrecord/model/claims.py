"""What is said to have happened, and the claim: the unit of the record."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.annotations import Attribution, Mention, Quantity, Timex, Toponym
from onrecord.model.spans import Span
from onrecord.model.terms import Certainty, ClaimKind, Stance, Status


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of the chain that settled an event's status: the words, what they are, and the status they ask for."""

    span: Span
    operator: str
    status: Status


@dataclass(frozen=True, slots=True)
class Event:
    """A predicate with its participants, each at its words.

    `trigger` is the head of the predicate; `span` the stretch that states it with all its parts. `event_type` and `mode`
    are PLOVER's, None where PLOVER has no term. `status` is None for demands and plain positions. `because` is the chain
    above the event that settled the status, outermost first.
    """

    trigger: Span | None
    span: Span
    kind: ClaimKind
    status: Status | None
    event_type: str | None = None
    mode: str | None = None
    actors: tuple[Mention, ...] = ()
    recipients: tuple[Mention, ...] = ()
    ordered_by: Mention | None = None
    instrument: Span | None = None
    legal_basis: tuple[Span, ...] = ()
    condition: tuple[Span, ...] = ()
    purpose: Span | None = None
    times: tuple[Timex, ...] = ()
    places: tuple[Toponym, ...] = ()
    counts: tuple[Quantity, ...] = ()
    certainty: Certainty = Certainty.CERTAIN
    hedge: Span | None = None
    basis: Span | None = None
    because: tuple[Reason, ...] = ()
    rule: str | None = None
    """The name of the rule or model that found the event, for `--explain`."""
    stated: float = 1.0
    """The chance, 0 to 1, that the words state it as something of its own: below a limit it is no claim."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One event or state, said by one speaker.

    `id` is a hash of the document's text, the claim's span and kind. `attributions` is the chain of saying, innermost
    first; `speaker` is the id of the innermost actor, None where the publisher speaks or the source is not resolved
    (`attributions` is empty in the first case). `relayed_by` are the actors through whom it comes, next one outwards
    first. `turn` is the index of the turn it stands in.
    """

    id: str
    kind: ClaimKind
    text: Span
    event: Event
    stance: Stance
    status: Status | None
    speaker: str | None = None
    speaker_span: Span | None = None
    attributions: tuple[Attribution, ...] = ()
    relayed_by: tuple[str, ...] = ()
    certainty: Certainty = Certainty.CERTAIN
    hedge: Span | None = None
    basis: Span | None = None
    turn: int | None = None
