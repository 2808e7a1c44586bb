"""From reports to matters, series and threads. Pure and independent of the order in which reports arrive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from onrecord.matters import deeds, figures, relations, threads
from onrecord.matters.figures import UNCOUNTED, Given
from onrecord.matters.incidents import find_incidents
from onrecord.matters.questions import Question, identify, questions
from onrecord.matters.rulings import Rulings
from onrecord.matters.said import Ruled
from onrecord.matters.testimony import Report, Testimony
from onrecord.matters.voices import Voices
from onrecord.model import Account, AccountRelation, Findings, Matter, Point, Relation, Series, Slot

HOW_MANY = {
    "killed": "How many people were killed",
    "injured": "How many people were injured",
    "infected": "How many cases were there",
    "missing": "How many people are missing",
    "detained": "How many people were detained",
    "displaced": "How many people were displaced",
    "abducted": "How many people were abducted",
}
ASKED = {Slot.TIME: "When did it happen", Slot.ACTOR: "Who did it", Slot.POLARITY: "Is it so"}

Answer = tuple[str, list[Given]]
"""An answer to a question, in plain words, and the claims that give it."""


def find(
    reports: Iterable[Report], copies: Mapping[str, str] | None = None, as_of: str | None = None, ruled: Iterable[Ruled] = ()
) -> Findings:
    """Matters, series and threads of the reports. `copies`: for each document that is a copy the id of the one it copies.

    `as_of` is the day for which the states of threads are given; documents after it do not count for them. `ruled` is what
    people said.
    """
    known = sorted(reports, key=lambda r: (r.published, r.id))
    voices = Voices(known, dict(copies or {}))
    rulings = Rulings(ruled, known)
    matters: list[Matter] = []
    series: list[Series] = []
    for question in rulings.settle(q for incident in find_incidents(known) for q in questions(incident)):
        matter = rulings.relate(_matter(question, voices), question)
        matters.append(matter)
        series += _series(matter, question, voices)
    return Findings(tuple(matters), tuple(series), tuple(threads.find(known, voices, as_of, rulings)))


def _matter(question: Question, voices: Voices) -> Matter:
    """The question with its accounts, and how each two of them stand to each other."""
    answers = _answers(question)
    accounts = [_account(f"{question.id}.{i}", answer, given, voices) for i, (answer, given) in enumerate(answers, 1)]
    sides = [(account, given) for account, (_, given) in zip(accounts, answers, strict=True)]
    found = (_relation(question.slot, one, other, voices) for one, other in combinations(sides, 2))
    related = tuple(relation for relation in found if relation)
    return Matter(
        question.id, _asked(question, answers), question.slot, tuple(accounts), related, question.topic, question.rulings
    )


def _answers(question: Question) -> list[Answer]:
    """The answers in the order in which they were first given; whether something happened, yes before no."""
    if question.slot is Slot.FIGURE:
        return list(figures.accounts(list(question.given)))
    told = [t for t, _ in question.given]
    found = _yes_and_no(told) if question.slot is Slot.POLARITY else deeds.answers(question.slot, told)
    return [(answer, [(t, UNCOUNTED) for t in group]) for answer, group in found]


def _yes_and_no(told: list[Testimony]) -> list[tuple[str, list[Testimony]]]:
    yes, no = ([t for t in told if (t.status == "denied") == denied] for denied in (False, True))
    return [(f"{word}: “{group[0].words}”", group) for word, group in (("yes", yes), ("no", no)) if group]


def _asked(question: Question, answers: list[Answer]) -> str:
    """The question in plain words."""
    if question.slot is Slot.FIGURE:
        return _how_many(question)
    first = answers[0][1][0] if question.slot is Slot.POLARITY else question.given[0]
    return f"{ASKED[question.slot]}: “{first[0].words}”?"


def _how_many(question: Question) -> str:
    first, day = question.given[0], f" on {question.day}" if question.day else ""
    what = HOW_MANY.get(question.topic[0])
    return f"{what}{day}?" if what else f"How many are given in “{first[0].words}”?"


def _account(id: str, answer: str, given: list[Given], voices: Voices) -> Account:
    """An outlet that names its source for the answer somewhere in the report, as below a headline, is no origin of its own."""
    told = [t for t, _ in given]
    sourced = {t.document for t in told if not t.voice.startswith("@")}
    own = [t for t in told if not (t.voice.startswith("@") and t.document in sourced)]
    return Account(id, answer, tuple(dict.fromkeys(t.claim for t in told)), tuple(sorted({voices.of(t) for t in own})))


def _relation(
    slot: Slot, one: tuple[Account, list[Given]], other: tuple[Account, list[Given]], voices: Voices
) -> AccountRelation | None:
    """How two accounts stand to each other; of hours, doers and denials: a revision where one source gives both."""
    (a, given), (b, against) = one, other
    if slot is Slot.FIGURE:
        judged = relations.compare(given, against, voices.of)
        return AccountRelation(a.id, b.id, *judged) if judged else None
    same = set(a.origins) == set(b.origins) if slot is Slot.POLARITY else bool(set(a.origins) & set(b.origins))
    return AccountRelation(a.id, b.id, Relation.REVISES if same else Relation.CONFLICTS, slot, WHYS[slot][not same])


WHYS = {
    Slot.TIME: ("the same source gives both", "the sources give different hours"),
    Slot.ACTOR: ("the same source gives both", "the sources name different doers"),
    Slot.POLARITY: ("the same source says both", "one source says that it happened, another that it did not"),
}
"""Why accounts that are no figures revise each other, and why they conflict."""


def _series(matter: Matter, question: Question, voices: Voices) -> Iterator[Series]:
    """The figures that one voice gives for the whole, at least two different ones."""
    by: dict[str, list[Given]] = {}
    for testimony, figure in question.given if question.slot is Slot.FIGURE else ():
        if not figure.scope and testimony.status != "denied":
            by.setdefault(voices.of(testimony), []).append((testimony, figure))
    for voice, told in by.items():
        points: list[Point] = []
        for t, f in sorted(told, key=lambda g: (g[0].as_of, g[0].published, g[0].document, g[0].order)):
            if not points or f.value != (points[-1].low, points[-1].best, points[-1].high):
                points.append(Point(t.as_of, *f.value, t.claim))
        if len(points) > 1:
            yield Series(identify("series", matter.id, voice), matter.id, voice, tuple(points))
