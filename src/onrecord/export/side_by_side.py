"""What people see of matters, series and threads: accounts side by side, each claim with its words and who says them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from onrecord.matters.compared import Compared
from onrecord.matters.counts import Figure
from onrecord.matters.figures import phrase
from onrecord.matters.words import stem, words_of
from onrecord.model import (
    Account,
    AccountRelation,
    Matter,
    Point,
    Relation,
    Response,
    Ruling,
    Series,
    Slot,
    Thread,
    ThreadKind,
    ThreadState,
)

TELLING = (
    Relation.CONFLICTS,
    Relation.REVISES,
    Relation.DIFFERS_IN_BOUND,
    Relation.DIFFERS_IN_SCOPE,
    Relation.NOT_COMPARABLE,
    Relation.AGREES,
)
"""Relations, the most telling first."""

URGENT = (
    ThreadState.OVERDUE,
    ThreadState.BROKEN,
    ThreadState.OPEN,
    ThreadState.ANSWERED,
    ThreadState.KEPT,
    ThreadState.WITHDRAWN,
)
"""States of threads, the most urgent first."""

_END = re.compile(r"[.?!]+[\"'”’)]*\s|\n")


@dataclass(frozen=True, slots=True)
class Told:
    """A claim as it stands in a matter, series or thread.

    `speaker` is None where the publisher speaks or the source is not resolved; `source` is the publisher or, where nobody signs
    the document, its title; `as_of` is the moment for which it is said; `before` and `after` are the rest of its sentence, empty
    unless the text was given.
    """

    id: str
    words: str
    kind: str
    status: str | None
    stance: str
    speaker: str | None
    publisher: str | None
    published: str | None
    as_of: str | None
    document: str
    source: str
    title: str | None
    start: int
    end: int
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """An account with its claims; `origins` are the independent voices behind it."""

    id: str
    answer: str
    origins: tuple[str, ...]
    claims: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A matter with its accounts side by side; `rulings` are merges and splits by people, `topic` is what is counted."""

    id: str
    question: str
    slot: Slot
    accounts: tuple[Side, ...]
    relations: tuple[AccountRelation, ...]
    rulings: tuple[Ruling, ...] = ()
    topic: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One figure of a series, in words and numbers."""

    as_of: str
    figure: str
    low: float | None
    best: float | None
    high: float | None
    claim: Told


@dataclass(frozen=True, slots=True)
class Course:
    """The successive figures of one source on one matter."""

    id: str
    matter: str
    question: str
    by: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """A figure that a claim gives for the whole of what is counted: in which account, by whom, for which moment."""

    claim: str
    document: str
    words: str
    account: str
    by: str
    as_of: str
    figure: str
    low: float | None
    best: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Answer:
    """A claim that answers a thread, or may: then it is a proposal for a person to judge. `ruling` is set where one did."""

    claim: Told
    certain: bool
    why: str
    ruling: Ruling | None = None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A demand, commitment or decision with what was said of it later.

    `again` are claims that open it once more, `dismissed` what people took off it; `ruling` tells who set its state, if one did.
    """

    id: str
    kind: ThreadKind
    claim: Told
    by: str | None
    to: str | None
    due: str | None
    state: ThreadState
    states: tuple[tuple[str, ThreadState], ...]
    answers: tuple[Answer, ...]
    again: tuple[str, ...] = ()
    dismissed: tuple[Answer, ...] = ()
    ruling: Ruling | None = None


class View:
    """Lays out what follows from a record's documents.

    Args:
        compared: what follows from them.
        spelled: how names that are folded are written, and the ids of documents.
        texts: the texts of documents by id, for the sentences of their claims.
    """

    def __init__(self, compared: Compared, spelled: Mapping[str, str], texts: Mapping[str, str] | None = None) -> None:
        self._spelled, self._texts = spelled, texts or {}
        self._told = {t.claim: (report, t) for report in compared.reports for t in report.testimonies}
        self._compared = compared
        self._questions = {matter.id: matter.question for matter in compared.matters}

    def question(self, matter: Matter) -> Question:
        """A matter with its accounts side by side."""
        sides = (
            Side(a.id, a.answer, tuple(map(self.name, a.origins)), tuple(map(self.claim, a.claims))) for a in matter.accounts
        )
        return Question(matter.id, matter.question, matter.slot, tuple(sides), matter.relations, matter.rulings, matter.topic)

    def course(self, series: Series) -> Course:
        """A series in order of its moments."""
        question = self._questions.get(series.matter, "")
        return Course(series.id, series.matter, question, self.name(series.by), tuple(map(self._step, series.points)))

    def figures(self, matter: Matter) -> tuple[Given, ...]:
        """The figures that its claims give for the whole, in order of their moments; not those that are denied."""
        given = (one for account in matter.accounts for one in self._given(account))
        return tuple(sorted(given, key=lambda one: (one.as_of, one.by, one.claim)))

    def _given(self, account: Account) -> Iterator[Given]:
        for claim in account.claims:
            told = self._told[claim][1]
            figure = next((f for f in told.figures if not f.scope and phrase(f) == account.answer), None)
            if figure and told.status != "denied" and told.as_of:
                by = self.name(self._compared.voices.of(told))
                yield Given(
                    claim, told.document, " ".join(told.words.split()), account.id, by, told.as_of, account.answer, *figure.value
                )

    def follow_up(self, thread: Thread) -> FollowUp:
        """A thread with what was said of it, the answers before the proposals."""
        ranked = sorted(thread.responses, key=lambda response: not response.certain)
        by, to = (name and self.name(name) for name in (thread.by, thread.to))
        return FollowUp(
            id=thread.id,
            kind=thread.kind,
            claim=self.claim(thread.claim),
            by=by,
            to=to,
            due=thread.due,
            state=thread.state,
            states=thread.states,
            answers=tuple(map(self._answer, ranked)),
            again=thread.again,
            dismissed=tuple(map(self._answer, thread.dismissed)),
            ruling=thread.ruling,
        )

    def _answer(self, response: Response) -> Answer:
        return Answer(self.claim(response.claim), response.certain, response.why, response.ruling)

    def claim(self, id: str) -> Told:
        """A claim with who says it, where and when."""
        report, told = self._told[id]
        return self._in_sentence(
            Told(
                id=id,
                words=" ".join(told.words.split()),
                kind=told.kind,
                status=told.status,
                stance=told.stance,
                speaker=told.speaker and self.name(told.speaker),
                publisher=report.publisher,
                published=report.published or None,
                as_of=told.as_of or None,
                document=told.document,
                source=report.publisher or self.name(report.id),
                title=report.title,
                start=told.start,
                end=told.end,
            )
        )

    def name(self, voice: str) -> str:
        """A voice as its name is written."""
        return self._spelled.get(voice, voice)

    def _step(self, point: Point) -> Step:
        figure = phrase(Figure(point.low, point.best, point.high, "", None, None))
        return Step(point.as_of, figure, point.low, point.best, point.high, self.claim(point.claim))

    def _in_sentence(self, claim: Told) -> Told:
        text = self._texts.get(claim.document)
        return claim if text is None else in_sentence(claim, text)


def in_sentence(claim: Told, text: str, begin: int = 0) -> Told:
    """A claim with the rest of its sentence, from its document's text or the part of it that begins at `begin`."""
    before, after = rest_of_sentence(text, claim.start - begin, claim.end - begin)
    return replace(claim, before=before, after=after)


def rest_of_sentence(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after words in their sentence.

    >>> rest_of_sentence("So it was. He denied that anyone fired, she said.", 26, 38)
    ('He denied that ', ', she said.')
    """
    first = max((m.end() for m in _END.finditer(text, 0, start)), default=0)
    last = next((m.end() for m in _END.finditer(text, max(start, end - 1))), len(text))
    return _joined(text[first:start]), _joined(text[end:last])


def _joined(text: str) -> str:
    """Text on one line, with the blanks at its ends."""
    return re.sub(r"\s+", " ", text)


def rank(matters: Iterable[Matter]) -> list[Matter]:
    """The most telling first: by their most telling relation, then by how many voices and claims there are, then by age."""
    return [matter for _, matter in sorted(enumerate(matters), key=lambda item: (*_weight(item[1]), item[0]))]


def _weight(matter: Matter) -> tuple[int, int, int]:
    most = min((TELLING.index(one.relation) for one in matter.relations), default=len(TELLING))
    voices = {name for account in matter.accounts for name in account.origins}
    return most, -len(voices), -sum(len(account.claims) for account in matter.accounts)


def rank_threads(threads: Iterable[Thread]) -> list[Thread]:
    """The most urgent first, of one state those that are due first."""
    return sorted(threads, key=lambda thread: (URGENT.index(thread.state), thread.due or "9"))


def holds(question: Question, words: str) -> bool:
    """Whether a matter holds all the words, in any form: in its question, answers, claims or the names of who says them."""
    return stems_in(words) <= stems_in(" ".join(_texts(question)))


def stems_in(text: str) -> frozenset[str]:
    """The stems of all words of a text.

    >>> stems_in("killed") <= stems_in("Who was killing?")
    True
    """
    return frozenset(map(stem, words_of(text)))


def _texts(question: Question) -> Iterator[str]:
    yield question.question
    for side in question.accounts:
        yield from (side.answer, *side.origins)
        for claim in side.claims:
            yield from (claim.words, claim.speaker or "", claim.publisher or "")
