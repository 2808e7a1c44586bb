"""As much of a matter or thread as a list of them shows."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.export.side_by_side import TELLING, Answer, FollowUp, Question, Side, Told
from onrecord.model import Ruling, Slot, ThreadKind, ThreadState

SIDES = 6
"""Accounts of a matter that a list shows."""

ANSWERS = 50
"""Answers of a matter that a list names."""

NAMES = 4
"""Origins of an account that a list names."""


@dataclass(frozen=True, slots=True)
class SideBrief:
    """An account in a list: its answer, how many origins and claims it has, names of some origins, and its first claim."""

    id: str
    answer: str
    origins: int
    names: tuple[str, ...]
    claims: int
    first: Told


@dataclass(frozen=True, slots=True)
class MatterBrief:
    """A matter in a list.

    `relation` is the most telling one among its accounts, empty where there is none; `sides`, `claims` and `origins` count all of
    it; `newest` is the day of its latest claim; `answers` are those of its accounts, `accounts` the first of them whole.
    """

    id: str
    question: str
    slot: Slot
    relation: str
    sides: int
    claims: int
    origins: int
    newest: str | None
    accounts: tuple[SideBrief, ...]
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ThreadBrief:
    """A thread in a list.

    `answers` and `proposals` count what answers it and what may; `latest` is the last of the answers, else of the proposals.
    """

    id: str
    state: ThreadState
    kind: ThreadKind
    due: str | None
    by: str | None
    to: str | None
    claim: Told
    answers: int
    proposals: int
    latest: Answer | None
    ruling: Ruling | None


def brief_matter(question: Question) -> MatterBrief:
    """A matter as a list shows it."""
    claims = [claim for side in question.accounts for claim in side.claims]
    return MatterBrief(
        id=question.id,
        question=question.question,
        slot=question.slot,
        relation=most_telling(question),
        sides=len(question.accounts),
        claims=len({claim.id for claim in claims}),
        origins=len(origins_of(question)),
        newest=max((claim.published or "" for claim in claims), default="") or None,
        answers=tuple(side.answer for side in question.accounts[:ANSWERS]),
        accounts=tuple(map(_side, question.accounts[:SIDES])),
    )


def brief_thread(thread: FollowUp) -> ThreadBrief:
    """A thread as a list shows it."""
    certain = [answer for answer in thread.answers if answer.certain]
    latest = max(certain or thread.answers, key=lambda answer: answer.claim.published or "", default=None)
    return ThreadBrief(
        id=thread.id,
        state=thread.state,
        kind=thread.kind,
        due=thread.due,
        by=thread.by,
        to=thread.to,
        claim=thread.claim,
        answers=len(certain),
        proposals=len(thread.answers) - len(certain),
        latest=latest,
        ruling=thread.ruling,
    )


def most_telling(question: Question) -> str:
    """The most telling relation among a matter's accounts; empty where there is none."""
    found = [one.relation for one in question.relations]
    return min(found, key=TELLING.index).value if found else ""


def origins_of(question: Question) -> frozenset[str]:
    """Every independent voice behind a matter's accounts."""
    return frozenset(name for side in question.accounts for name in side.origins)


def _side(side: Side) -> SideBrief:
    return SideBrief(side.id, side.answer, len(side.origins), side.origins[:NAMES], len(side.claims), side.claims[0])
