"""What came of demands, commitments and decisions: the later claims that answer them, and their deadlines.

A claim answers a thread where the one asked, or the one who promised, speaks or acts on it in telling words of the thread's own.
What only bears on the same thing is listed and makes nothing answered. Whether a promise was kept is never decided here.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.matters.deadlines import due_of
from onrecord.matters.testimony import Report, Testimony
from onrecord.matters.voices import Voices
from onrecord.model import Response, Thread, ThreadKind, ThreadState

KINDS = {"demand": ThreadKind.DEMAND, "commitment": ThreadKind.COMMITMENT, "decision": ThreadKind.DECISION}
TOLD = ("done", "ongoing", "denied", "planned", None)
"""Statuses of what answers: said, done or refused."""
SURE, LIKELY = 2, 3
"""Telling words that a response shares with its thread: so many make one of the right voice certain, any other worth listing."""
RARE = 3
"""Reports of a record at most that hold a word which alone shows, from the right voice, what is answered."""
SAME = 0.6
"""Share of common words from which on a claim only repeats another."""
REFUSING = frozenset({"declin", "refus", "reject", "deni"})
"""Predicates of refusals: they answer a demand and open no thread."""
COMMON = 0.25
"""A word in more than this share of a record's reports tells nothing, where there are at least `MANY`."""
MANY = 8


@dataclass(frozen=True, slots=True)
class _Opened:
    testimony: Testimony
    kind: ThreadKind
    by: str
    to: frozenset[str]
    telling: frozenset[str]


def find(reports: list[Report], voices: Voices, as_of: str | None) -> Iterator[Thread]:
    """The threads of a record in order of opening. One opened again by the same voice in the same words is one."""
    told = [t for r in reports for t in r.testimonies]
    common = _common(reports)
    index: dict[str, list[Testimony]] = defaultdict(list)
    for t in told:
        for word in t.stems - common:
            index[word].append(t)
    rare = frozenset(word for word, held in index.items() if len({t.document for t in held}) <= RARE)
    days = {t.claim: t.published[:10] for t in told}
    for opened in _distinct(_openings(told, voices, common)):
        near = {(t.document, t.order): t for word in opened.telling for t in index[word]}
        ordered = sorted(near.values(), key=lambda t: (t.published, t.document, t.order))
        responses = [
            r for t in ordered if (as_of is None or t.published[:10] <= as_of) and (r := _response(opened, t, voices, rare))
        ]
        yield _thread(opened, responses, days, as_of)


def _common(reports: list[Report]) -> frozenset[str]:
    counts: dict[str, int] = defaultdict(int)
    for report in reports:
        for word in {w for t in report.testimonies for w in t.stems}:
            counts[word] += 1
    return frozenset(w for w, n in counts.items() if len(reports) >= MANY and n > COMMON * len(reports))


def _openings(told: Iterable[Testimony], voices: Voices, common: frozenset[str]) -> Iterator[_Opened]:
    for t in told:
        kind = KINDS.get(t.kind)
        if (
            kind
            and t.status != "denied"
            and t.predicate not in REFUSING
            and len(telling := t.stems - common - ({t.predicate} if kind is ThreadKind.DEMAND else set())) >= SURE
        ):
            to = frozenset(voices.name(p.name) for p in t.recipients if p.known)
            by = (
                next((voices.name(p.name) for p in t.actors if p.known), voices.of(t))
                if kind is ThreadKind.DECISION
                else voices.of(t)
            )
            yield _Opened(t, kind, by, to, telling)


def _distinct(opened: Iterable[_Opened]) -> Iterator[_Opened]:
    seen: list[_Opened] = []
    for one in opened:
        if not any(o.kind is one.kind and _shared(o, one.telling) >= (0.5 if o.by == one.by else 0.9) for o in seen):
            seen.append(one)
            yield one


def _shared(opened: _Opened, stems: frozenset[str]) -> float:
    return len(opened.telling & stems) / max(1, min(len(opened.telling), len(stems)))


def _response(opened: _Opened, t: Testimony, voices: Voices, rare: frozenset[str]) -> Response | None:
    """What a claim is to a thread: an answer, something that may be one, or nothing."""
    first = opened.testimony
    if (t.published, t.document, t.order) <= (first.published, first.document, first.order) or t.claim == first.claim:
        return None
    shared = opened.telling & t.stems
    if (t.kind == first.kind and len(shared) >= SAME * min(len(opened.telling), len(t.stems))) or t.kind == "demand":
        return None
    who = {voices.of(t), *(voices.name(p.name) for p in t.actors if p.known)}
    right = who & opened.to if opened.kind is ThreadKind.DEMAND else {opened.by} & who
    named = ", ".join(sorted(shared))
    if right and t.status in TOLD and (len(shared) >= SURE or shared & rare):
        return Response(t.claim, True, f"{sorted(right)[0]} speaks or acts on it: {named}")
    return Response(t.claim, False, f"bears on the same: {named}") if len(shared) >= LIKELY else None


def _thread(opened: _Opened, responses: list[Response], days: dict[str, str], as_of: str | None) -> Thread:
    t = opened.testimony
    due = due_of(t)
    states = [(t.published[:10], ThreadState.OPEN)]
    id = hashlib.sha256(f"thread\n{t.document}\n{t.claim}".encode()).hexdigest()[:12]
    answered = min((days[r.claim] for r in responses if r.certain), default=None)
    state = ThreadState.OPEN
    if due and as_of and due[:10] < min(as_of, answered or as_of):
        state = ThreadState.OVERDUE
        states.append((_next(due), state))
    if answered:
        state = ThreadState.ANSWERED
        states.append((answered, state))
    return Thread(
        id, opened.kind, t.claim, opened.by, next(iter(sorted(opened.to)), None), due, tuple(responses), state, tuple(states)
    )


def _next(day: str) -> str:
    return (date.fromisoformat(day[:10]) + timedelta(days=1)).isoformat()
