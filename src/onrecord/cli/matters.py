"""What follows from all documents of a record together: matters, matter, series, threads, copies."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.record import AsJson, Record
from onrecord.errors import QueryError
from onrecord.model import Relation, Slot, ThreadState

if TYPE_CHECKING:
    from onrecord.export.side_by_side import Question, View
    from onrecord.matters.compared import Compared
    from onrecord.matters.testimony import Report
    from onrecord.store import Store

Words = Annotated[str, typer.Argument(metavar="[WORDS]", help="Only matters that hold all these words, in any form.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="The matter's id, or its first characters.")]
OfSlot = Annotated[str | None, typer.Option("--slot", help="What is asked: figure, polarity, actor, time, place or cause.")]
OfRelation = Annotated[
    str | None,
    typer.Option("--relation", help="conflicts, revises, 'differs in bound', 'differs in scope', 'not comparable', agrees."),
]
State = Annotated[str | None, typer.Option("--state", help="open, answered, overdue; kept, broken, withdrawn.")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DAY", help="The day (YYYY-MM-DD) for the states; else today.")]
Limit = Annotated[int, typer.Option(min=1, help="At most so many.")]

ONE = {"matters": "matter", "threads": "thread"}


def matters(
    record: Record,
    words: Words = "",
    slot: OfSlot = None,
    relation: OfRelation = None,
    limit: Limit = 20,
    as_json: AsJson = False,
) -> None:
    """Show the questions that several claims answer: conflicts first, then revisions, then the rest.

    Under each question stand its accounts, A, B and so on: the answer, how many independent origins are behind it (copies and
    relays add none), claims with their words, who says them, where and when; then how the accounts stand to each other and why.
    Nothing here says who is right.

    Try:

      onrecord matters crisis.db --relation conflicts

      onrecord matters crisis.db "killed port" --slot figure
    """
    from onrecord.export.accounts import Sheet
    from onrecord.export.side_by_side import holds, rank

    wanted = _one_of(slot, Slot, "slot"), _one_of(relation, Relation, "relation")
    with _opened(record) as store:
        compared = _compared(store)
        view = _view(store, compared)
    ranked = (view.question(matter) for matter in rank(compared.matters))
    found = [one for one in ranked if _fits(one, *wanted) and holds(one, words)]
    if as_json:
        _print_lines(found[:limit])
        return
    sheet = Sheet()
    for question in found[:limit]:
        sheet.question(question)
    sheet.say(_counted(len(found), limit, "matters") + (" onrecord matter RECORD ID shows one whole." if found else ""))


def matter(record: Record, matter: Id, as_json: AsJson = False) -> None:
    """Show one matter whole: every claim of every account in its sentence, and the series of its figures.

    Try:

      onrecord matter crisis.db 2dc2d585
    """
    from onrecord.export.accounts import Sheet

    with _opened(record) as store:
        compared = _compared(store)
        found = store.matter(matter)
        view = _view(store, compared, [claim for account in found.accounts for claim in account.claims])
    question = view.question(found)
    courses = [view.course(series) for series in compared.series if series.matter == found.id]
    if as_json:
        print(_line({**asdict(question), "series": [asdict(course) for course in courses]}))
        return
    sheet = Sheet()
    sheet.question(question, None)
    for course in courses:
        sheet.course(course)


def series(record: Record, words: Words = "", limit: Limit = 20, as_json: AsJson = False) -> None:
    """Show how figures changed: for each matter and source its successive figures, each with its moment and claim.

    Try:

      onrecord series crisis.db killed
    """
    from onrecord.export.accounts import Sheet
    from onrecord.export.side_by_side import stems_in

    with _opened(record) as store:
        compared = _compared(store)
        view = _view(store, compared)
    courses = sorted(map(view.course, compared.series), key=lambda course: -len(course.steps))
    asked = stems_in(words)
    found = [c for c in courses if asked <= stems_in(" ".join((c.question, c.by, *(step.claim.words for step in c.steps))))]
    if as_json:
        _print_lines(found[:limit])
        return
    sheet = Sheet()
    for course in found[:limit]:
        sheet.course(course)
    sheet.say(_counted(len(found), limit, "series"))


def threads(
    record: Record, words: Words = "", state: State = None, as_of: AsOf = None, limit: Limit = 20, as_json: AsJson = False
) -> None:
    """Show demands, commitments and decisions with what was said of them later: overdue first, then open, then answered.

    An "answer" makes a thread answered; what stands as "perhaps" is proposed, with the reason, and changes nothing. Whether a
    promise was kept or broken is never decided here.

    Try:

      onrecord threads crisis.db --state overdue --as-of 2024-05-12
    """
    from onrecord.export.accounts import Sheet
    from onrecord.export.side_by_side import rank_threads, stems_in

    wanted = _one_of(state, ThreadState, "state")
    with _opened(record) as store:
        compared = _compared(store, as_of)
        view = _view(store, compared)
    follow_ups = (view.follow_up(t) for t in rank_threads(compared.threads) if wanted in (None, t.state))
    asked = stems_in(words)
    found = [t for t in follow_ups if asked <= stems_in(" ".join((t.claim.words, t.by or "", t.to or "")))]
    if as_json:
        _print_lines(found[:limit])
        return
    sheet = Sheet()
    for follow_up in found[:limit]:
        sheet.follow_up(follow_up, answers=3)
    sheet.say(_counted(len(found), limit, "threads"))


def copies(record: Record, as_json: AsJson = False) -> None:
    """Show which documents were taken from which, as trees: the earliest text first, its copies below it.

    A copy may be whole, abridged, rewritten or a new issue with a correction; the share says how much of its own words,
    quotations apart, stands in the text it was taken from. Claims of copies are one voice: they add no independent origin.
    Notices that correct an earlier text, without being a copy of it, follow.
    """
    from onrecord.export.accounts import Sheet, families

    with _opened(record) as store:
        compared = _compared(store)
        found, notices, spelled = store.copies(), _notices(store), store.spellings()
    if as_json:
        _print_lines(found)
        _print_lines(notices)
        return
    titles = {report.id: _title(report, spelled[report.id]) for report in compared.reports}
    sheet = Sheet()
    roots, below = families(found)
    for root in roots:
        sheet.family(root, below, titles)
    for notice in notices:
        sheet.notice(notice.document, notice.of, notice.words, titles)
    sheet.say(f"{len(found)} of {len(titles)} documents are copies, in {len(roots)} families.")


def _opened(record: str) -> Store:
    from onrecord import workspace

    return workspace.open_record(record, create=False)


def _compared(store: Store, as_of: str | None = None) -> Compared:
    """What follows from all documents, with a progress bar while they are held against each other."""
    from onrecord.cli.progress import Progress

    with Progress("Comparing") as progress:
        return store.compared(as_of, lambda done, of: progress.reached(done, of, f"{done} of {of} documents"))


def _view(store: Store, compared: Compared, claims: Iterable[str] = ()) -> View:
    """What is found, ready to be shown; with the texts of some claims' documents."""
    from onrecord.export.side_by_side import View

    wanted = set(claims)
    documents = {t.document for report in compared.reports for t in report.testimonies if t.claim in wanted}
    texts = {body["id"]: body["text"] for body in store.bodies(documents)} if documents else {}
    return View(compared, store.spellings(), texts)


@dataclass(frozen=True, slots=True)
class Notice:
    """That a document which is no copy corrects another one, and the words that say so."""

    document: str
    of: str
    kind: str
    words: str


def _notices(store: Store) -> list[Notice]:
    copied = {(copy.document, copy.of) for copy in store.copies()}
    found = [one for one in store.notices() if (one.document, one.of) not in copied]
    texts = {body["id"]: body["text"] for body in store.bodies({one.document for one in found})} if found else {}
    return [Notice(one.document, one.of, "notice", " ".join(one.words.of(texts[one.document]).split())) for one in found]


def _fits(question: Question, slot: str | None, relation: str | None) -> bool:
    return slot in (None, question.slot) and (relation is None or any(one.relation == relation for one in question.relations))


def _one_of(value: str | None, terms: type[StrEnum], name: str) -> str | None:
    """A term of a closed list; "_" and "-" stand for blanks.

    Raises:
        QueryError: it is none of them.
    """
    plain = value and value.replace("_", " ").replace("-", " ")
    if plain and plain not in list(terms):
        raise QueryError(found=f"the {name} {value!r}", wanted=", ".join(terms), hint="give one of them")
    return plain


def _title(report: Report, title: str) -> str:
    from onrecord.export.accounts import day

    return f"{report.publisher or 'no publisher'}, {day(report.published)}: {title}"


def _counted(count: int, limit: int, name: str) -> str:
    if count > limit:
        return f"{limit} of {count} {name}; --limit shows more."
    return f"{count} {ONE.get(name, name) if count == 1 else name}."


def _print_lines(values: Iterable[Any]) -> None:
    for value in values:
        print(_line(asdict(value)))


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
