"""What several claims bear on together: matters with their accounts and relations, series of figures, threads."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.terms import Relation, Rule, Slot, ThreadKind, ThreadState


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person said of a matter, thread or copy: the journal's line and time (ISO 8601 in UTC), who, what and why."""

    line: int
    at: str
    who: str
    act: Rule
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """One answer to a matter's question: value, bound and scope together, whoever gives it.

    `claims` are ids, earliest first; `origins` name the independent voices behind them: copies, relays and the spokesmen of one
    institution add none.
    """

    id: str
    answer: str
    claims: tuple[str, ...]
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AccountRelation:
    """How two accounts stand to each other, on which slot they differ, and why, in a sentence for people.

    `ruling` is set where a person said so.
    """

    a: str
    b: str
    relation: Relation
    slot: Slot
    why: str
    ruling: Ruling | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """One event and one thing asked of it, with the accounts that are given. `id` stays while its earliest claim does.

    `topic` is what is counted, empty where nothing is; `rulings` are merges and splits by people that led to it.
    """

    id: str
    question: str
    slot: Slot
    accounts: tuple[Account, ...]
    relations: tuple[AccountRelation, ...] = ()
    topic: tuple[str, ...] = ()
    rulings: tuple[Ruling, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a series. `as_of` is the moment it is given for: an EDTF date or an ISO date-time."""

    as_of: str
    low: float | None
    best: float | None
    high: float | None
    claim: str


@dataclass(frozen=True, slots=True)
class Series:
    """The successive figures of one source on one matter, oldest first. `by` is the source as the record names it."""

    id: str
    matter: str
    by: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Response:
    """A claim that answers a thread or bears on it, and why it is thought to; `certain` ones make the thread answered.

    `ruling` is set where a person said so.
    """

    claim: str
    certain: bool
    why: str
    ruling: Ruling | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """A demand, commitment or decision and what was said of it afterwards.

    `due` is the last day named by the words, None where they name none. `states` are (day, state) from which each holds.
    `again` are later claims that open it again; `dismissed` what people took off it; `ruling` who set its state, if a person did.
    """

    id: str
    kind: ThreadKind
    claim: str
    by: str | None
    to: str | None
    due: str | None
    responses: tuple[Response, ...]
    state: ThreadState
    states: tuple[tuple[str, ThreadState], ...] = ()
    again: tuple[str, ...] = ()
    dismissed: tuple[Response, ...] = ()
    ruling: Ruling | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything that follows from a record's claims taken together."""

    matters: tuple[Matter, ...]
    series: tuple[Series, ...]
    threads: tuple[Thread, ...]
