"""Findings of a whole record as they are shown, worked out and kept so that every page finds them at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from datetime import date

from onrecord.export.briefs import brief_matter, brief_thread, most_telling, origins_of
from onrecord.export.families import Family, Notice, Paper, families, papers_of
from onrecord.export.side_by_side import TELLING, URGENT, Course, FollowUp, Question, View
from onrecord.matters.compared import Compared
from onrecord.matters.figures import key_of
from onrecord.matters.questions import identify
from onrecord.matters.testimony import Testimony
from onrecord.model import Matter
from onrecord.store import Store
from onrecord.store.comparing import Step
from onrecord.store.findings import Finding, Findings, Stand
from onrecord.text import fold

MATTER, FIGURES, SERIES, THREAD = "matter", "figures", "series", "thread"
COPY, FAMILY, NOTICE = "copy", "family", "notice"

FULL = (1 << 16) - 1
"""The greatest part of a rank."""


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
    view = View(compared, store.spellings())
    told = {t.claim: t for report in compared.reports for t in report.testimonies}
    for matter in compared.matters:
        question = view.question(matter)
        yield _matter(question, tuple(_earlier_ids(matter, told)))
        yield Finding(FIGURES, matter.id, 0, [asdict(one) for one in view.figures(matter)])
    for series in compared.series:
        yield _course(view.course(series))
    for thread in compared.threads:
        again = [identify("thread", told[claim].document, claim) for claim in thread.again]
        found = _thread(view.follow_up(thread), tuple(again))
        yield replace(found, body=found.body | {"opened_again": [asdict(view.claim(claim)) for claim in thread.again]})
    yield from _copies(store, compared)


def _copies(store: Store, compared: Compared) -> Iterator[Finding]:
    copies, papers = {copy.document: copy for copy in store.copies()}, papers_of(compared.reports)
    for family, members in families(copies.values(), papers):
        yield _family(family, members)
        for copy in (copies[id] for id in members):
            body = asdict(copy) | {"root": family.id}
            yield Finding(COPY, copy.document, 0, body, copy.kind.value, copy.of, newest=papers[copy.document].published or "")
    yield from (_notice(notice) for notice in _notices(store, papers))


def _notices(store: Store, papers: dict[str, Paper]) -> Iterator[Notice]:
    found = store.notices()
    copied = {(copy.document, copy.of) for copy in store.copies()} if found else set()
    texts = {body["id"]: body["text"] for body in store.bodies({one.document for one in found})} if found else {}
    for one in found:
        words = " ".join(one.words.of(texts[one.document]).split())
        yield Notice(papers[one.document], papers[one.of], words, one.words.start, (one.document, one.of) in copied)


def _matter(question: Question, earlier: tuple[str, ...]) -> Finding:
    claims = [claim for side in question.accounts for claim in side.claims]
    names = [name for claim in claims for name in (claim.speaker, claim.publisher) if name]
    origins = origins_of(question)
    said = [question.question, *(side.answer for side in question.accounts), *origins, *names, *(c.words for c in claims)]
    telling = most_telling(question)
    place = [one.value for one in TELLING].index(telling) if telling else len(TELLING)
    brief = brief_matter(question)
    return Finding(
        MATTER,
        question.id,
        _rank(place, FULL - len(origins), FULL - len(claims)),
        asdict(question),
        state=telling,
        slot=question.slot.value,
        words=_folded(said),
        claims=tuple(claim.id for claim in claims),
        newest=brief.newest or "",
        origins=len(origins),
        by=_folded([*origins, *names]),
        known_as=earlier,
        brief=asdict(brief),
    )


def _earlier_ids(matter: Matter, told: dict[str, Testimony]) -> Iterator[str]:
    """The ids that the matter would have if another of its claims were its earliest: links to them stay good."""
    for claim in dict.fromkeys(claim for account in matter.accounts for claim in account.claims):
        one = told[claim]
        topics = {matter.topic, *(key_of(one, figure) or () for figure in one.figures)}
        ids = {identify(matter.slot, *topic, one.document, claim) for topic in topics}
        yield from sorted(ids - {matter.id})


def _course(course: Course) -> Finding:
    ids = tuple(step.claim.id for step in course.steps)
    rank = _rank(0, FULL - len(course.steps))
    return Finding(SERIES, course.id, rank, asdict(course), slot=course.matter, words=_folded([course.question]), claims=ids)


def _thread(thread: FollowUp, earlier: tuple[str, ...]) -> Finding:
    claims = [thread.claim, *(answer.claim for answer in (*thread.answers, *thread.dismissed))]
    names = [name for name in (thread.by, thread.to) if name]
    return Finding(
        THREAD,
        thread.id,
        _rank(URGENT.index(thread.state), _day(thread.due), _day(thread.claim.published)),
        asdict(thread),
        state=thread.state.value,
        slot=thread.kind.value,
        due=thread.due or "",
        words=_folded([*names, *(claim.words for claim in claims)]),
        claims=(*(claim.id for claim in claims), *thread.again),
        newest=thread.claim.published or "",
        by=_folded([thread.by or ""]),
        known_as=earlier,
        brief=asdict(brief_thread(thread)),
    )


def _family(family: Family, members: tuple[str, ...]) -> Finding:
    papers = [family.first, *(copy.paper for copy in family.copies)]
    words = _folded([text for paper in papers for text in (paper.title, paper.publisher) if text])
    rank, newest = _rank(0, FULL - family.members), family.newest or ""
    return Finding(FAMILY, family.id, rank, asdict(family), words=words, newest=newest, known_as=members)


def _notice(notice: Notice) -> Finding:
    words = _folded(
        [notice.words, *(text for one in (notice.document, notice.of) for text in (one.title, one.publisher) if text)]
    )
    day = notice.document.published
    rank = _rank(0, FULL - _day(day))
    return Finding(NOTICE, notice.document.id, rank, asdict(notice), slot=notice.of.id, words=words, newest=day or "")


def _rank(first: int, second: int = 0, third: int = 0) -> int:
    """One number that orders by three: the first less than 8, the others from 0 to `FULL`."""
    second, third = (min(max(part, 0), FULL) for part in (second, third))
    return (first << 32) | (second << 16) | third


def _day(value: str | None) -> int:
    """A day as a number that orders it, from 1900 on; behind all others where none is known."""
    parts = [int(part) for part in (value or "")[:10].split("-") if part.isascii() and part.isdigit()]
    if not parts:
        return FULL
    year, month, day = (*parts, 1, 1)[:3]
    return min(max((year - 1900) * 372 + (month - 1) * 31 + day, 0), FULL - 1)


def _folded(texts: Iterable[str]) -> str:
    return fold(" ".join(dict.fromkeys(texts)))
