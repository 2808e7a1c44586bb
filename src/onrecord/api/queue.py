"""The review queue: claims that nobody has reviewed, one at a time, the most pressing first."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.api.asked import asks
from onrecord.api.claim import ByName, OneClaim, claim
from onrecord.api.claims import Listed, listed
from onrecord.api.room import Room
from onrecord.api.together import MATTER
from onrecord.model import Relation
from onrecord.store import RecordedClaim

MOST = 1000
"""Claims on which accounts conflict that come before all others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueAsked:
    """Where in the queue one stands."""

    skip: int = asks("How many claims to leave for later.", 0, ge=0, le=10_000)
    last: str | None = asks(
        "The claim that was reviewed last, by its id: it is shown, so that it can be taken back.", max_length=200
    )


@dataclass(frozen=True, slots=True)
class Queue:
    """The claim that comes next, None where nothing waits.

    `conflicts` where accounts conflict on it; `skipped` how many were left for later; `total` how many claims wait, counted up to
    ten thousand: then `more` of them. `following` are the next few; `last` what was reviewed last.
    """

    claim: OneClaim | None
    conflicts: bool
    skipped: int
    total: int
    more: bool
    following: tuple[Listed, ...]
    last: Listed | None


def queue(room: Room, asked: QueueAsked) -> Queue:
    """The next claim to review.

    First come claims on which accounts conflict; then the others by what is at stake (3 for casualties, incidents and
    detentions, 2 for forces and decisions, 1 for demands and commitments) and how unsure it is (3 for only possible, unclear or
    doubted, 2 for probable or conditional, 1 for tried, threatened, ordered, planned, an accusation or passed on) together; of
    equals the newest.
    """
    first = room.findings.claims_in(MATTER, MOST, state=Relation.CONFLICTS.value)
    found = room.store.waiting(limit=4, skip=asked.skip, first=first)
    now = next(iter(found.claims), None)
    return Queue(
        claim=claim(room, ByName(id=name_of(now))) if now else None,
        conflicts=bool(now and {now.id, name_of(now)} & set(first)),
        skipped=asked.skip,
        total=found.total,
        more=found.more,
        following=tuple(map(listed, found.claims[1:])),
        last=_last(room, asked.last),
    )


def name_of(claim: RecordedClaim) -> str:
    """The id of a claim that no other one has."""
    return f"{claim.id}@{claim.document}"


def _last(room: Room, name: str | None) -> Listed | None:
    """A claim that a person said something of, and that has not been taken back."""
    id, _, document = (name or "").partition("@")
    found = room.store.claims(limit=1, claim=id, document=document) if id else []
    return next((listed(one) for one in found if one.review), None)
