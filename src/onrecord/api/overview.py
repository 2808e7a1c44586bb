"""The record at a glance: what is in it, where accounts disagree, which promises are overdue, what came last."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.api.asked import Nothing
from onrecord.api.comparing import Progress
from onrecord.api.room import Room, shaped
from onrecord.api.together import MATTER, THREAD
from onrecord.export.side_by_side import TELLING, FollowUp, Question
from onrecord.model import Relation, ThreadState
from onrecord.store.shelf import RecordedDocument

FEW = 6
"""Entries of each list; the lists themselves are a step away."""


@dataclass(frozen=True, slots=True)
class Overview:
    """A record at a glance.

    `relations` count matters by their most telling relation, `states` threads by state; `disagreements` are the first of the
    matters whose accounts conflict, `overdue` the threads whose day has passed without an answer.
    """

    documents: int
    claims: int
    relations: dict[str, int]
    states: dict[str, int]
    disagreements: tuple[Question, ...]
    overdue: tuple[FollowUp, ...]
    newest: tuple[RecordedDocument, ...]
    progress: Progress


def overview(room: Room, asked: Nothing) -> Overview:
    """What is in the record, and first of all where accounts disagree and which promises are overdue."""
    store, findings = room.store, room.findings
    relations = findings.counts(MATTER)
    states = findings.counts(THREAD)
    return Overview(
        documents=room.kept(("documents",), store.size, on=()),
        claims=room.kept(("claims",), store.claims_in_all, on=()),
        relations={one.value: relations[one.value] for one in TELLING if one.value in relations},
        states={one.value: states[one.value] for one in ThreadState if one.value in states},
        disagreements=tuple(shaped(Question, body) for body in findings.find(MATTER, FEW, state=Relation.CONFLICTS.value)),
        overdue=tuple(shaped(FollowUp, body) for body in findings.find(THREAD, FEW, state=ThreadState.OVERDUE.value)),
        newest=tuple(room.kept(("newest", FEW, 0), lambda: store.newest(FEW), on=())),
        progress=room.progress(),
    )
