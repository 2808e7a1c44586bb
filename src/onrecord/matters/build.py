"""From reports to matters, series and threads. Pure and independent of the order in which reports arrive."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from onrecord.matters import deeds, figures, polarity, relations, threads
from onrecord.matters.figures import Given
from onrecord.matters.incidents import Incident, find_incidents
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


def find(reports: Iterable[Report], copies: Mapping[str, str] | None = None, as_of: str | None = None) -> Findings:
    """Matters, series and threads of the reports. `copies`: for each document that is a copy the id of the one it copies.

    `as_of` is the day for which the states of threads are given; documents after it do not count for them.
    """
    known = sorted(reports, key=lambda r: (r.published, r.id))
    voices = Voices(known, dict(copies or {}))
    matters: list[Matter] = []
    series: list[Series] = []
    for incident in find_incidents(known):
        for matter, given in _figures(incident, voices):
            matters.append(matter)
            series += _series(matter, given, voices)
        matters += [_deed(incident, question, voices) for question in deeds.questions(incident)]
        matters += [_dispute(incident, dispute, voices) for dispute in polarity.disputes(incident)]
    return Findings(tuple(matters), tuple(series), tuple(threads.find(known, voices, as_of)))


def identify(*parts: str) -> str:
    """A short id that follows from the parts."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def _figures(incident: Incident, voices: Voices) -> Iterator[tuple[Matter, list[Given]]]:
    for key, given in figures.questions(incident).items():
        id = identify("figure", *key, given[0][0].document, given[0][0].claim)
        answers = list(figures.accounts(given))
        accounts = [_account(f"{id}.{i}", answer, [t for t, _ in group], voices) for i, (answer, group) in enumerate(answers, 1)]
        found = []
        for (a, one), (b, other) in combinations(zip(accounts, (group for _, group in answers), strict=True), 2):
            if judged := relations.compare(one, other, voices.of):
                found.append(AccountRelation(a.id, b.id, *judged))
        yield Matter(id, _how_many(key, given, incident), Slot.FIGURE, tuple(accounts), tuple(found)), given


def _how_many(key: tuple[str, ...], given: list[Given], incident: Incident) -> str:
    what = HOW_MANY.get(key[0]) or f"How many are given in “{given[0][0].words}”"
    day = f" on {incident.day}" if incident.day else ""
    return f"{what}{day}?" if key[0] in HOW_MANY else f"{what}?"


def _account(id: str, answer: str, told: list[Testimony], voices: Voices) -> Account:
    """An outlet that names its source for the answer somewhere in the report, as below a headline, is no origin of its own."""
    sourced = {t.document for t in told if not t.voice.startswith("@")}
    own = [t for t in told if not (t.voice.startswith("@") and t.document in sourced)]
    return Account(id, answer, tuple(dict.fromkeys(t.claim for t in told)), tuple(sorted({voices.of(t) for t in own})))


def _dispute(incident: Incident, dispute: polarity.Dispute, voices: Voices) -> Matter:
    first = min((*dispute.yes, *dispute.no), key=lambda t: (t.published, t.document, t.order))
    id = identify("polarity", first.document, first.claim)
    yes = _account(f"{id}.1", f"yes: “{dispute.yes[0].words}”", list(dispute.yes), voices)
    no = _account(f"{id}.2", f"no: “{dispute.no[0].words}”", list(dispute.no), voices)
    same = set(yes.origins) == set(no.origins)
    relation = Relation.REVISES if same else Relation.CONFLICTS
    why = "the same source says both" if same else "one source says that it happened, another that it did not"
    related = AccountRelation(yes.id, no.id, relation, Slot.POLARITY, why)
    return Matter(id, f"Is it so: “{dispute.yes[0].words}”?", Slot.POLARITY, (yes, no), (related,))


ASKED = {Slot.TIME: "When did it happen", Slot.ACTOR: "Who did it"}
WHYS = {Slot.TIME: "give different hours", Slot.ACTOR: "name different doers"}


def _deed(incident: Incident, question: deeds.Question, voices: Voices) -> Matter:
    first = question.answers[0][1][0]
    id = identify(question.slot, first.document, first.claim)
    accounts = [_account(f"{id}.{i}", answer, list(told), voices) for i, (answer, told) in enumerate(question.answers, 1)]
    found = []
    for a, b in combinations(accounts, 2):
        same = bool(set(a.origins) & set(b.origins))
        relation = Relation.REVISES if same else Relation.CONFLICTS
        why = "the same source gives both" if same else f"the sources {WHYS[question.slot]}"
        found.append(AccountRelation(a.id, b.id, relation, question.slot, why))
    return Matter(id, f"{ASKED[question.slot]}: “{first.words}”?", question.slot, tuple(accounts), tuple(found))


def _series(matter: Matter, given: list[Given], voices: Voices) -> Iterator[Series]:
    """The figures that one voice gives for the whole, at least two different ones."""
    by: dict[str, list[Given]] = {}
    for testimony, figure in given:
        if not figure.scope and testimony.status != "denied":
            by.setdefault(voices.of(testimony), []).append((testimony, figure))
    for voice, told in by.items():
        points: list[Point] = []
        for t, f in sorted(told, key=lambda g: (g[0].as_of, g[0].published, g[0].document, g[0].order)):
            if not points or f.value != (points[-1].low, points[-1].best, points[-1].high):
                points.append(Point(t.as_of, *f.value, t.claim))
        if len(points) > 1:
            yield Series(identify("series", matter.id, voice), matter.id, voice, tuple(points))
