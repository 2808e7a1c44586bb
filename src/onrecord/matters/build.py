"""From reports to matters and series, independent of the order in which reports arrive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from onrecord.matters import deeds, figures, relations
from onrecord.matters.figures import UNCOUNTED, Given
from onrecord.matters.groups import Group, Groups
from onrecord.matters.questions import Question, identify, in_words, questions
from onrecord.matters.rulings import Rulings
from onrecord.matters.testimony import Report, Testimony
from onrecord.matters.voices import Speaking, Voices
from onrecord.model import Account, AccountRelation, Matter, Point, Relation, Series, Slot

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


class Matters:
    """Matters and series of reports that come and go: only what a change touches is worked out again.

    What is kept is the work of pure functions with all that they were given, so that it is what a rebuild gives.
    """

    def __init__(self, reports: Iterable[Report] = ()) -> None:
        self.voices = Voices()
        self._reports: dict[str, Report] = {}
        self._groups = Groups()
        self._asked: dict[Group, tuple[tuple[str, str], list[Question]]] = {}
        self._made: dict[Question, Made] = {}
        for report in reports:
            self.add(report)

    @property
    def reports(self) -> list[Report]:
        """The reports in order of publication."""
        return sorted(self._reports.values(), key=lambda r: (r.published, r.id))

    def add(self, report: Report) -> None:
        """Take in a report, in place of the one that had its id."""
        self.remove(report.id)
        self._reports[report.id] = report
        self._groups.add(report)
        self.voices.add(report)

    def remove(self, id: str) -> None:
        """Let a report go; nothing happens if it is not here."""
        if self._reports.pop(id, None):
            self._groups.remove(id)
            self.voices.remove(id)

    def find(self, roots: Mapping[str, str], rulings: Rulings) -> tuple[tuple[Matter, ...], tuple[Series, ...]]:
        """What follows now. `roots`: for each document that is a copy the first text of its family."""
        self.voices.roots = roots
        kept, self._made = self._made, {}
        asked = rulings.settle(self._questions())
        for question in asked:
            known = kept.get(question)
            is_same = known is not None and tuple(map(self.voices.of, known.heard)) == known.voices
            self._made[question] = known if known and is_same else make(question, self.voices)
        related = [(rulings.relate(self._made[question].matter, question), self._made[question].series) for question in asked]
        return tuple(matter for matter, _ in related), tuple(one for _, series in related for one in series)

    def _questions(self) -> list[Question]:
        """The questions of all groups, in the order of their first reports."""
        kept, self._asked = self._asked, {}
        for group in self._groups:
            self._asked[group] = kept.get(group) or self._ask(group)
        found = sorted(self._asked.values(), key=lambda one: one[0])
        return [question for _, questions in found for question in questions]

    def _ask(self, group: Group) -> tuple[tuple[str, str], list[Question]]:
        reports = self._groups.reports(group)
        return (reports[0].published, reports[0].id), list(questions(reports))


@dataclass(frozen=True, slots=True)
class Made:
    """A matter with its series, and the voices of which it was made, each with one claim that it speaks in."""

    heard: tuple[Testimony, ...]
    voices: tuple[str, ...]
    matter: Matter
    series: tuple[Series, ...]


def make(question: Question, voices: Speaking) -> Made:
    """The matter of a question: its accounts, how each two of them stand to each other, and the series of its figures."""
    heard = tuple({(t.voice, t.document if t.voice.startswith("@") else ""): t for t, _ in question.given}.values())
    matter = _matter(question, voices)
    return Made(heard, tuple(map(voices.of, heard)), matter, tuple(_series(matter, question, voices)))


def _matter(question: Question, voices: Speaking) -> Matter:
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
    found = (("yes", yes, no), ("no", no, yes))
    return [(f"{word}: “{_closest(group, others).words}”", group) for word, group, others in found if group]


def _closest(told: list[Testimony], others: list[Testimony]) -> Testimony:
    """The claim whose words are most like those of the other side: it says best what is in dispute. Of several the first."""
    return max(told, key=lambda t: max((len(t.stems & other.stems) for other in others), default=0))


def _asked(question: Question, answers: list[Answer]) -> str:
    """The question in plain words."""
    if question.slot is Slot.FIGURE:
        return _how_many(question)
    if question.slot is Slot.POLARITY:
        return f"{ASKED[question.slot]}: {answers[0][0].partition(': ')[2]}?"
    return f"{ASKED[question.slot]}: “{question.given[0][0].words}”?"


def _how_many(question: Question) -> str:
    first, what = question.given[0], HOW_MANY.get(question.topic[0])
    if what is None:
        return f"How many are given in “{first[0].words}”?"
    return f"{what.replace(' are ', ' were ')} {in_words(question.day)}?" if question.day else f"{what}?"


def _account(id: str, answer: str, given: list[Given], voices: Speaking) -> Account:
    """An outlet that names its source for the answer somewhere in the report, as below a headline, is no origin of its own."""
    told = [t for t, _ in given]
    sourced = {t.document for t in told if not t.voice.startswith("@")}
    own = [t for t in told if not (t.voice.startswith("@") and t.document in sourced)]
    return Account(id, answer, tuple(dict.fromkeys(t.claim for t in told)), tuple(sorted({voices.of(t) for t in own})))


def _relation(
    slot: Slot, one: tuple[Account, list[Given]], other: tuple[Account, list[Given]], voices: Speaking
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


def _series(matter: Matter, question: Question, voices: Speaking) -> Iterator[Series]:
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
