"""Threads: demands, commitments and decisions, by when they are due, and what was said of them later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from onrecord.api.asked import Paged, Place, asks, needs, place_of
from onrecord.api.leading import lead_on
from onrecord.api.room import Room, shaped
from onrecord.api.sentences import in_sentences
from onrecord.api.together import THREAD
from onrecord.export.briefs import ThreadBrief
from onrecord.export.side_by_side import URGENT, FollowUp, Told
from onrecord.model import ThreadKind, ThreadState
from onrecord.store.findings import MANY
from onrecord.store.query import Hit

DAY = r"^\d{4}-\d\d-\d\d$"

CANDIDATES = 10
"""Claims that are offered as answers, of those that hold the words that were looked for."""

ANSWERS = 100
"""Answers and proposals of a thread that are listed."""


class Sort(StrEnum):
    """By what threads are ordered."""

    URGENT = "urgent"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadsAsked(Paged):
    """Which threads, in which order."""

    kind: ThreadKind | None = asks("A demand, commitment or decision.")
    state: ThreadState | None = asks("open, answered, overdue, kept, broken or withdrawn.")
    by: str | None = asks("Whose it is: words of the name.", max_length=300)
    words: str | None = asks("Words that it or an answer holds, in any form.", max_length=300)
    since: str | None = asks("Due on this day or later, YYYY-MM-DD.", pattern=DAY)
    until: str | None = asks("Due on this day or earlier, YYYY-MM-DD.", pattern=DAY)
    sort: Sort = asks("Overdue ones first, by the day they are due; or the newest first.", Sort.URGENT)


@dataclass(frozen=True, slots=True)
class Threads:
    """A list of threads; `states` and `kinds` count those that fit all else that is asked. `day` is the day of the states."""

    day: str
    states: dict[str, int]
    kinds: dict[str, int]
    threads: tuple[ThreadBrief, ...]
    place: Place


def threads(room: Room, asked: ThreadsAsked) -> Threads:
    """Demands, commitments and decisions, the overdue ones first, with counts of what else could be asked."""
    found, rest = room.findings, {name: getattr(asked, name) for name in ("by", "words", "since", "until")}
    state, kind = asked.state or "", asked.kind or ""
    facets = found.facets(THREAD, state, kind, **rest)
    states, kinds, total = facets.states, facets.slots, facets.total
    order = "rank" if asked.sort is Sort.URGENT else asked.sort.value
    bodies = found.find(THREAD, asked.size, asked.offset, order, brief=True, state=state, slot=kind, **rest)
    is_more = any(rest.values()) and total > MANY
    stand = found.stand()
    return Threads(
        day=stand.day if stand else room.today,
        states={one.value: states[one.value] for one in URGENT if one.value in states},
        kinds={one.value: kinds[one.value] for one in ThreadKind if one.value in kinds},
        threads=tuple(shaped(ThreadBrief, body) for body in bodies),
        place=place_of(asked, min(total, MANY) if is_more else total, len(bodies), is_more),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadAsked:
    """Which thread, and words by which a claim is looked for that answers it."""

    id: str = needs("The thread's id, or its first characters.")
    find: str | None = asks("Words of a claim that may answer it.", max_length=300)


@dataclass(frozen=True, slots=True)
class ThreadShown:
    """A thread whole, its claims in their sentences.

    `formerly` is the id that was asked for, where the thread has another one now. `again` are later claims that say the same once
    more. `answers` count all answers and proposals, of which the first are listed. `found` are claims that hold the words that
    were looked for. `line` is the journal's line, and `day` the day, up to which all this holds.
    """

    formerly: str | None
    thread: FollowUp
    again: tuple[Told, ...]
    answers: int
    found: tuple[Hit, ...]
    line: int
    day: str


@dataclass(frozen=True, slots=True)
class _Again:
    opened_again: tuple[Told, ...] = ()


def thread(room: Room, asked: ThreadAsked) -> ThreadShown:
    """One demand, commitment or decision in its words: by whom, to whom, due when, and what was said of it later."""
    line, stand = room.progress().line, room.findings.stand()
    body, formerly = lead_on(room, THREAD, asked.id)
    found: FollowUp = shaped(FollowUp, body)
    again = shaped(_Again, body).opened_again[:ANSWERS]
    put = in_sentences(room.store, [found.claim, *(one.claim for one in (*found.answers, *found.dismissed)), *again])
    answers, dismissed = (
        tuple(replace(one, claim=put(one.claim)) for one in part[:ANSWERS]) for part in (found.answers, found.dismissed)
    )
    return ThreadShown(
        formerly=formerly,
        thread=replace(found, claim=put(found.claim), answers=answers, dismissed=dismissed),
        again=tuple(map(put, again)),
        answers=len(found.answers),
        found=tuple(_candidates(room, found, asked.find)),
        line=line,
        day=stand.day if stand else room.today,
    )


def _candidates(room: Room, thread: FollowUp, words: str | None) -> Iterator[Hit]:
    known = {thread.claim.id, *(one.claim.id for one in thread.answers)}
    for hit in room.store.search(words, CANDIDATES + len(known)) if words else ():
        if hit.claim and not {hit.claim.id, f"{hit.claim.id}@{hit.claim.document}"} & known:
            yield hit
