"""The plain words of the ledger, kept in `wording.toml`, and how a claim stands."""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from onrecord.model import Certainty, Claim, ClaimKind, Event, Span, Stance, Status


class Standing(StrEnum):
    """How far a claim says that its event took place. Each has a shape of its own in every rendering."""

    STATED = "stated"
    HEDGED = "hedged"
    OPEN = "open"
    POSSIBLE = "possible"
    DENIED = "denied"
    POSITION = "position"


_NOT_DONE = {Status.ATTEMPTED, Status.THREATENED, Status.ORDERED, Status.PLANNED}
_VOICED = {ClaimKind.DEMAND: Standing.OPEN, ClaimKind.COMMITMENT: Standing.OPEN, ClaimKind.POSITION: Standing.POSITION}


@cache
def wording() -> dict[str, Any]:
    """The tables of `wording.toml`."""
    return tomllib.loads(files("onrecord.export").joinpath("wording.toml").read_text("utf-8"))


def say(table: str, key: str | None) -> str | None:
    """The phrase for `key`, None where the table has none.

    >>> say("kinds", "deployment")
    'Forces, staff and aid moved'
    """
    phrase = wording()[table].get(key) if key else None
    return phrase if isinstance(phrase, str) else None


def standing(claim: Claim) -> Standing:
    """How the claim stands. In doubt it stands lower: nothing denied or only possible may pass for a fact."""
    if Status.DENIED in (claim.status, claim.event.status) or claim.stance is Stance.DENIES:
        return Standing.DENIED
    if claim.status in (Status.HYPOTHETICAL, Status.UNCLEAR) or _questioned(claim):
        return Standing.POSSIBLE
    if claim.status in _NOT_DONE:
        return Standing.OPEN
    if claim.kind in _VOICED:
        return _VOICED[claim.kind]
    if claim.status is None:
        return Standing.POSSIBLE
    return Standing.STATED if claim.certainty is Certainty.CERTAIN else Standing.HEDGED


def _questioned(claim: Claim) -> bool:
    """Whether the words only ask or doubt it; a demand asks, too, but for something."""
    return claim.stance is Stance.DOUBTS or (claim.stance is Stance.ASKS and claim.kind is not ClaimKind.DEMAND)


def standing_of(kind: str, status: str | None, stance: str, certainty: str) -> Standing:
    """How a claim of a record stands, by its fields.

    >>> standing_of("incident", "denied", "denies", "certain").value
    'denied'
    """
    return standing(_bare(kind, status, stance, certainty))


def status_words_of(kind: str, status: str | None, stance: str, certainty: str) -> str:
    """What a claim of a record says of its event, in plain words, by its fields."""
    return status_words(_bare(kind, status, stance, certainty))


@lru_cache
def _bare(kind: str, status: str | None, stance: str, certainty: str) -> Claim:
    said, span = Status(status) if status else None, Span(0, 1)
    event = Event(None, span, ClaimKind(kind), said)
    return Claim("", ClaimKind(kind), span, event, Stance(stance), said, certainty=Certainty(certainty))


def status_words(claim: Claim) -> str:
    """What the claim says of its event, in plain words: "ordered, not said to be done"."""
    table = wording()["status"]
    of_kind = table.get(claim.kind.value, {})
    key = _status_key(claim)
    phrase = say("stance", claim.stance) if key != Status.DENIED and _questioned(claim) else None
    words = phrase or of_kind.get(key) or table[key]
    if standing(claim) is Standing.HEDGED:
        return say("certainty", claim.certainty) or str(words)
    return str(words)


def _status_key(claim: Claim) -> str:
    if standing(claim) is Standing.DENIED:
        return Status.DENIED.value
    return claim.status.value if claim.status else "none"
