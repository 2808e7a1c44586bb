"""What came of demands, commitments and decisions: the later claims that answer them, and their deadlines.

A claim answers a thread where the one asked, or the one who promised, speaks or acts on it in telling words of the thread's own,
or where anybody tells in them that the deed itself is done, ordered or undertaken, or that what was decided is at an end.
What only bears on the same thing is listed and makes nothing answered. Whether a promise was kept is never decided here.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import numpy as np

from onrecord.matters.deadlines import due_of
from onrecord.matters.rulings import Led, Rulings
from onrecord.matters.shared import Held
from onrecord.matters.testimony import Report, Testimony
from onrecord.matters.voices import Speaking, Voices
from onrecord.matters.words import stems, words_with
from onrecord.model import Response, Rule, Thread, ThreadKind, ThreadState

KINDS = {"demand": ThreadKind.DEMAND, "commitment": ThreadKind.COMMITMENT, "decision": ThreadKind.DECISION}
TOLD = ("done", "ongoing", "denied", "planned", None)
"""Statuses of what answers: said, done or refused."""
DOING = ("done", "ongoing", "planned", "ordered")
"""Statuses of the deed itself."""
SURE, LIKELY = 2, 3
"""Telling words that a response shares with its thread: so many make one of the right voice certain, any other worth listing."""
RARE = 3
"""Reports of a record at most that hold a word which alone shows, from the right voice, what is answered."""
SAME = 0.6
"""Share of common words from which on a claim only repeats another."""
REFUSING = frozenset({"declin", "refus", "reject", "deni"})
"""Predicates of refusals: they answer a demand and open no thread."""
COMMON = 0.34
"""A word in more than this share of a record's reports tells nothing, where there are at least `MANY`."""
MANY = 8


@dataclass(frozen=True, slots=True)
class Opened:
    """A claim that opens a thread, the `number` of it among all: who owes something to whom, and the words that tell it."""

    testimony: Testimony
    kind: ThreadKind
    by: str
    to: frozenset[str]
    telling: frozenset[str]
    number: int
    again: list[str] = field(default_factory=list)
    """Claims that open it once more."""


def find(reports: list[Report], voices: Voices, as_of: str | None, rulings: Rulings) -> Iterator[Thread]:
    """The threads of a record in order of opening. One opened again by the same voice in the same words is one.

    Those of which people said something stay.
    """
    told = [t for r in reports for t in r.testimonies]
    common = _common(reports)
    later = _Later(told, common, voices, as_of)
    days = {t.claim: t.published[:10] for t in told}
    for opened in _distinct(list(_openings(told, voices, common, rulings))):
        yield judged(opened, list(later.responses(opened)), days, as_of, rulings)


class _Later:
    """The claims among which what was said of a thread later is looked for."""

    def __init__(self, told: list[Testimony], common: frozenset[str], voices: Voices, as_of: str | None) -> None:
        self._told, self._voices, self._as_of = told, voices, as_of
        self._held = Held(t.stems - common for t in told)
        self._rare: dict[str, bool] = {}

    def responses(self, opened: Opened) -> Iterator[Response]:
        """What is said later in enough of a thread's telling words, or in a rare one; in order of publication."""
        near = {*np.flatnonzero(self._held.counts(opened.telling) >= SURE).tolist()}
        rare = frozenset(word for word in opened.telling if self._is_rare(word))
        near.update(number for word in rare for number in self._held.of(word).tolist())
        for number in sorted(near):
            t = self._told[number]
            in_time = self._as_of is None or t.published[:10] <= self._as_of
            if in_time and number > opened.number and (found := response(opened, t, self._voices, rare)):
                yield found

    def _is_rare(self, word: str) -> bool:
        if word not in self._rare:
            self._rare[word] = len({self._told[number].document for number in self._held.of(word).tolist()}) <= RARE
        return self._rare[word]


def _common(reports: list[Report]) -> frozenset[str]:
    counts: dict[str, int] = defaultdict(int)
    for report in reports:
        for word in {w for t in report.testimonies for w in t.stems}:
            counts[word] += 1
    return frozenset(w for w, n in counts.items() if len(reports) >= MANY and n > COMMON * len(reports))


def _openings(told: Iterable[Testimony], voices: Voices, common: frozenset[str], rulings: Rulings) -> Iterator[Opened]:
    for number, t in enumerate(told):
        opened = opening(t, number, voices, common)
        if opened and (len(opened.telling) >= SURE or rulings.on_thread([t.claim])):
            yield opened


def opening(t: Testimony, number: int, voices: Speaking, common: frozenset[str]) -> Opened | None:
    """What a claim opens, None where it is no demand, commitment or decision. It holds a thread if `SURE` words tell of it."""
    kind = KINDS.get(t.kind)
    if kind is None or t.status == "denied" or t.predicate in REFUSING:
        return None
    telling = t.stems - common - ({t.predicate} if kind is ThreadKind.DEMAND else set())
    to = frozenset(voices.name(p.name) for p in t.recipients if p.known)
    done_by = (voices.name(p.name) for p in t.actors if p.known and kind is ThreadKind.DECISION)
    return Opened(t, kind, next(done_by, None) or voices.of(t), to, telling, number)


def _distinct(opened: list[Opened]) -> list[Opened]:
    """Each thread once, in order; openings of what is open already are kept with the first."""
    held = Held(one.telling for one in opened)
    sizes = np.asarray([len(one.telling) for one in opened])
    is_first = np.zeros(len(opened), dtype=bool)
    for number, one in enumerate(opened):
        near = is_first & (2 * held.counts(one.telling) >= np.minimum(sizes, sizes[number]))
        first = next((opened[other] for other in np.flatnonzero(near).tolist() if is_again(opened[other], one)), None)
        if first:
            first.again.append(one.testimony.claim)
        is_first[number] = first is None
    return [one for one, first in zip(opened, is_first.tolist(), strict=True) if first]


def is_again(first: Opened, one: Opened) -> bool:
    """Whether a claim only opens once more what another has opened: most words are the same, all but from another voice."""
    return first.kind is one.kind and _shared(first, one.telling) >= (0.5 if first.by == one.by else 0.9)


def _shared(opened: Opened, stems: frozenset[str]) -> float:
    return len(opened.telling & stems) / max(1, min(len(opened.telling), len(stems)))


def response(opened: Opened, t: Testimony, voices: Speaking, rare: frozenset[str]) -> Response | None:
    """What a claim is to a thread: an answer, something that may be one, or nothing."""
    first = opened.testimony
    if t.claim == first.claim:
        return None
    shared = opened.telling & t.stems
    if (t.kind == first.kind and len(shared) >= SAME * min(len(opened.telling), len(t.stems))) or t.kind == "demand":
        return None
    who = {voices.of(t), *(voices.name(p.name) for p in t.actors if p.known)}
    right = who & opened.to if opened.kind is ThreadKind.DEMAND else {opened.by} & who
    theirs = bool(right) and _may_answer(opened, t) and (len(shared) >= SURE or bool(shared & rare))
    if not theirs and len(shared) < LIKELY:
        return None
    named = ", ".join(words_with(t.words, shared))
    whose = "who was asked" if opened.kind is ThreadKind.DEMAND else "whose word it is"
    why = f"{whose} speaks or acts on it, in the same words" if theirs else "bears on the same"
    if not theirs and _is_the_deed(opened, t):
        return Response(t.claim, True, f"tells of the same deed, in the same words: {named}")
    return Response(t.claim, theirs, f"{why}: {named}")


def _may_answer(opened: Opened, t: Testimony) -> bool:
    """Whether it is said, done or refused and, of one's own word, told elsewhere than beside it; no toll is an answer."""
    beside = opened.kind is not ThreadKind.DEMAND and t.document == opened.testimony.document
    return t.status in TOLD and t.kind != "casualties" and not beside


def _is_the_deed(opened: Opened, t: Testimony) -> bool:
    """Whether a claim tells that what was asked or said is done, under way, ordered or undertaken, whoever tells it."""
    first = opened.testimony
    if t.predicate is None or t.status not in DOING or t.voice == first.voice:
        return False
    outcome = "ended" if opened.kind is ThreadKind.DECISION else "carried"
    return t.predicate in first.stems or t.predicate in stems("outcome", outcome)


def judged(opened: Opened, responses: list[Response], days: dict[str, str], as_of: str | None, rulings: Rulings) -> Thread:
    """A thread with what people said of it: links pinned and dismissed, and last its state."""
    dismissed: dict[str, Response] = {}
    found = {response.claim: response for response in responses}
    last: Led | None = None
    for led in rulings.on_thread((opened.testimony.claim, *opened.again)):
        is_state = led.ruling.act is Rule.STATE
        for claim in sorted(led.sides[1]):
            if as_of is None or days[claim] <= as_of:
                _rule(led, claim, found, dismissed)
                last = led if is_state else last
    ordered = sorted(found.values(), key=lambda response: days[response.claim])
    thread = _thread(opened, ordered, days, as_of)
    return replace(_stated(thread, last, days), again=tuple(opened.again), dismissed=tuple(dismissed.values()))


def _rule(led: Led, claim: str, found: dict[str, Response], dismissed: dict[str, Response]) -> None:
    """Pin a claim to a thread, or take it off."""
    why = led.ruling.note or f"{led.ruling.who} says so"
    if led.ruling.act is Rule.DISMISS:
        found.pop(claim, None)
        dismissed[claim] = Response(claim, False, why, led.ruling)
    else:
        dismissed.pop(claim, None)
        found[claim] = Response(claim, True, why, led.ruling)


def _stated(thread: Thread, led: Led | None, days: dict[str, str]) -> Thread:
    """The thread in the state that a person gave it, from the day of the words that show it."""
    if led is None or led.ruled.state is None:
        return thread
    day = min(days[claim] for claim in led.sides[1])
    before = tuple(one for one in thread.states if one[0] < day)
    return replace(thread, state=led.ruled.state, states=(*before, (day, led.ruled.state)), ruling=led.ruling)


def _thread(opened: Opened, responses: list[Response], days: dict[str, str], as_of: str | None) -> Thread:
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
