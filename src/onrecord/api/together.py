"""Findings of a whole record as they are shown, worked out and kept so that every page finds them at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date

from onrecord.export.side_by_side import TELLING, URGENT, Course, FollowUp, Question, View, rank, rank_threads
from onrecord.matters.compared import Compared
from onrecord.store import Store
from onrecord.store.comparing import Step
from onrecord.store.findings import Finding, Findings, Stand
from onrecord.text import fold

MATTER, SERIES, THREAD, COPY, NOTICE = "matter", "series", "thread", "copy", "notice"


def work_out(store: Store, findings: Findings, version: str, step: Step | None = None) -> bool:
    """Bring the findings to the journal's head and to today; whether there was anything to do.

    `step` hears how many documents are taken in, and of how many.
    """
    head, day = store.head(), date.today().isoformat()
    stand = Stand(head, day, version)
    if findings.stand() == stand:
        return False
    compared = store.compared(day, step)
    findings.keep(_all(store, compared), stand)
    return True


def _all(store: Store, compared: Compared) -> Iterator[Finding]:
    spelled = store.spellings()
    view = View(compared, spelled)
    ranked = {matter.id: number for number, matter in enumerate(rank(compared.matters))}
    yield from (_matter(view.question(matter), ranked[matter.id]) for matter in compared.matters)
    yield from (_course(view.course(series), number) for number, series in enumerate(compared.series))
    threads = enumerate(rank_threads(compared.threads))
    yield from (_thread(view.follow_up(thread), number) for number, thread in threads)
    for number, copy in enumerate(store.copies()):
        yield Finding(COPY, copy.document, number, asdict(copy), slot=copy.of)
    for number, notice in enumerate(store.notices()):
        yield Finding(NOTICE, notice.document, number, asdict(notice), slot=notice.of)


def most_telling(question: Question) -> str:
    """The most telling relation among a matter's accounts; empty where there is none."""
    found = [one.relation for one in question.relations]
    return min(found, key=TELLING.index).value if found else ""


def _matter(question: Question, number: int) -> Finding:
    claims = [claim for side in question.accounts for claim in side.claims]
    said = [side.answer for side in question.accounts] + [origin for side in question.accounts for origin in side.origins]
    words = _folded([question.question, *said, *(claim.words for claim in claims)])
    ids = tuple(claim.id for claim in claims)
    return Finding(MATTER, question.id, number, asdict(question), most_telling(question), question.slot.value, "", words, ids)


def _course(course: Course, number: int) -> Finding:
    ids = tuple(step.claim.id for step in course.steps)
    return Finding(SERIES, course.id, number, asdict(course), slot=course.matter, words=_folded([course.question]), claims=ids)


def _thread(thread: FollowUp, number: int) -> Finding:
    claims = [thread.claim, *(answer.claim for answer in (*thread.answers, *thread.dismissed))]
    words = _folded([thread.by or "", thread.to or "", *(claim.words for claim in claims)])
    due = thread.due or ""
    return Finding(
        THREAD,
        thread.id,
        URGENT.index(thread.state) * 10**8 + number,
        asdict(thread),
        thread.state.value,
        thread.kind.value,
        due,
        words,
        (*(c.id for c in claims), *thread.again),
    )


def _folded(texts: Iterable[str]) -> str:
    return fold(" ".join(texts))
