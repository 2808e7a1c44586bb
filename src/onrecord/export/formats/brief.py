"""A record laid out for reading: matters with their accounts, then threads, then who said what; every statement has a number.

The forms for reading (page, Markdown, Word file) print this and nothing else, so that they say the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from onrecord.errors import ExportError
from onrecord.export.accounts import day, letter
from onrecord.export.formats.found import Found, FoundDocument
from onrecord.export.formats.parts import Account, Brief, Matter, Numbered, Reply, Thread, Tie, Voice
from onrecord.export.formats.statements import NOBODY, Statement, source_of, statement_of
from onrecord.export.side_by_side import TELLING, Answer, FollowUp, Question, View, rank, rank_threads
from onrecord.export.wording import Standing, say, wording
from onrecord.model import AccountRelation, Relation, Rule, Ruling

MOST = 10_000
"""Statements that one file to be read may hold."""

WITH_REASON = 12
"""Relations of a matter that are told with the reason; of the others, which tell less, only which accounts they join."""

Json = dict[str, Any]


def brief(found: Found) -> Brief:
    """Lay out what was asked for.

    Raises:
        ExportError: it is more than anybody reads.
    """
    notes = _Notes()
    fitting = [notes.keep(document) for document in found.documents()]
    own = [claim for ids in fitting for claim in ids]
    view = View(found.compared, found.snapshot.spellings())
    questions = [view.question(matter) for matter in rank(found.matters())]
    threads = [view.follow_up(thread) for thread in rank_threads(found.threads())]
    notes.reach(found, _beyond(questions, threads))
    matters = tuple(_matter(question, notes) for question in questions)
    follow_ups = tuple(_thread(thread, notes) for thread in threads)
    voices = tuple(_voices(own, notes))
    shown = tuple(notes.numbered.values())
    return Brief(
        record=found.record,
        head=found.head,
        at=found.at,
        day=day(found.asked.day),
        version=found.version,
        asked=_asked(found),
        documents=len({one.statement.source.document for one in shown}),
        counts=tuple(_counts(shown)),
        matters=matters,
        threads=follow_ups,
        voices=voices,
        notes=shown,
    )


@dataclass(slots=True)
class _Notes:
    """Statements by the name of their claim; each gets its number when it is first shown."""

    known: dict[str, Statement] = field(default_factory=dict)
    numbered: dict[str, Numbered] = field(default_factory=dict)

    def keep(self, document: FoundDocument, wanted: Iterable[str] | None = None) -> list[str]:
        """Take in a document's statements, or those that are wanted; gives their names."""
        source, names = source_of(document), None if wanted is None else set(wanted)
        kept = [claim for claim in document.claims if names is None or claim.id in names]
        self.known |= {claim.id: statement_of(claim, source) for claim in kept}
        if len(self.known) > MOST:
            raise ExportError(
                found=f"more than {MOST:,} statements",
                wanted="no more than somebody can read",
                hint="narrow it by a filter, such as --since, --place or --kind, or take csv",
            )
        return [claim.id for claim in kept]

    def reach(self, found: Found, wanted: dict[str, str]) -> None:
        """Take in statements beyond what was asked for; `wanted` holds the document of each."""
        missing = {claim: document for claim, document in wanted.items() if claim not in self.known}
        for chosen in found.snapshot.others(sorted(set(missing.values()))):
            self.keep(FoundDocument(chosen, found), missing)

    def show(self, claim: str) -> Numbered:
        """A statement with its number."""
        if claim not in self.numbered:
            self.numbered[claim] = Numbered(len(self.numbered) + 1, self.known[claim])
        return self.numbered[claim]


def _beyond(questions: Iterable[Question], threads: Iterable[FollowUp]) -> dict[str, str]:
    """Every claim of matters and threads, and its document."""
    told = [claim for question in questions for side in question.accounts for claim in side.claims]
    for thread in threads:
        told += [thread.claim, *(answer.claim for answer in (*thread.answers, *thread.dismissed))]
    return {claim.id: claim.document for claim in told}


def _matter(question: Question, notes: _Notes) -> Matter:
    names = {side.id: letter(number) for number, side in enumerate(question.accounts)}
    accounts = tuple(
        Account(names[side.id], side.answer, _origins(side.origins), tuple(notes.show(claim.id) for claim in side.claims))
        for side in question.accounts
    )
    return Matter(
        id=question.id,
        question=question.question,
        summary=tuple(_summary(question, names)),
        accounts=accounts,
        ties=tuple(_ties(question, names)),
        rulings=tuple(map(_ruled, question.rulings)),
    )


def _origins(names: tuple[str, ...]) -> str:
    count = len(names)
    return f"{'one origin' if count == 1 else f'{count} independent origins'}: {', '.join(names)}"


def _summary(question: Question, names: dict[str, str]) -> Iterator[Tie]:
    """Which accounts conflict, and which revise one another."""
    for relation, label in ((Relation.CONFLICTS, "In conflict"), (Relation.REVISES, "One revises the other")):
        found = [one for one in question.relations if one.relation is relation]
        if found:
            pairs = _pairs(found, names) if len(found) <= WITH_REASON else f"{len(found)} pairs of accounts"
            yield Tie(relation.value, f"{label}: {pairs}.")


def _pairs(relations: Iterable[AccountRelation], names: dict[str, str]) -> str:
    return ", ".join(f"{_name(one.a, names)} and {_name(one.b, names)}" for one in relations)


def _ties(question: Question, names: dict[str, str]) -> Iterator[Tie]:
    """The most telling relations and those that people fixed, with the reason; of the rest, which accounts they join."""
    ranked = sorted(question.relations, key=lambda one: (one.ruling is None, TELLING.index(one.relation)))
    reasoned = max(WITH_REASON, sum(one.ruling is not None for one in ranked))
    yield from (_tie(one, names) for one in sorted(ranked[:reasoned], key=lambda one: TELLING.index(one.relation)))
    for relation in TELLING:
        rest = [one for one in ranked[reasoned:] if one.relation is relation]
        if rest:
            yield Tie(relation.value, f"Also {relation.value}: {_pairs(rest, names)}.")


def _tie(one: AccountRelation, names: dict[str, str]) -> Tie:
    phrase = (say("relations", one.relation) or "{0}, {1}: " + one.relation).format(_name(one.a, names), _name(one.b, names))
    settled = f" ({_ruled(one.ruling)})" if one.ruling else ""
    return Tie(one.relation.value, f"{phrase} on {say('asked', one.slot) or one.slot}: {one.why}.{settled}")


def _name(side: str, names: dict[str, str]) -> str:
    """An account's letter, or a claim's id where a relation is about one claim."""
    return names.get(side, side)


def _thread(thread: FollowUp, notes: _Notes) -> Thread:
    said = notes.show(thread.claim.id)
    replies = [_reply(answer, _label(answer), notes) for answer in thread.answers]
    replies += [_reply(answer, "taken off by a person, no answer", notes) for answer in thread.dismissed]
    meaning = str(wording()["room"]["states"].get(thread.state, ""))
    if thread.ruling:
        meaning = f"{meaning} ({_ruled(thread.ruling)}{': ' + thread.ruling.note if thread.ruling.note else ''})"
    return Thread(thread.id, thread.state.value, meaning, _bearings(thread), said, tuple(replies))


def _bearings(thread: FollowUp) -> str:
    kind = wording()["room"]["threads"][thread.kind][1]
    who = f"{kind} of {thread.by}" if thread.by else kind
    due = f"due {day(thread.due)}" if thread.due else "no day named"
    return ", ".join(part for part in (who, f"to {thread.to}" if thread.to else "", due) if part)


def _label(answer: Answer) -> str:
    if answer.ruling is not None and answer.ruling.act is Rule.STATE:
        return "shown by"
    return "answer" if answer.certain else "perhaps an answer"


def _reply(answer: Answer, label: str, notes: _Notes) -> Reply:
    settled = f" ({_ruled(answer.ruling)})" if answer.ruling else ""
    return Reply(label, f"{answer.why}{settled}", notes.show(answer.claim.id))


def _ruled(ruling: Ruling) -> str:
    """Who said so, when, and in which line of the journal."""
    note = f": {ruling.note}" if ruling.note and ruling.act in (Rule.MERGE, Rule.SPLIT) else ""
    return f"{say('rulings', ruling.act) or ruling.act} by {ruling.who}, {day(ruling.at)}, line {ruling.line}{note}"


def _voices(claims: Iterable[str], notes: _Notes) -> Iterator[Voice]:
    """Everybody with what they said, those who said most first, and last what nobody with a name said."""
    groups: dict[str, list[str]] = {}
    for claim in claims:
        groups.setdefault(notes.known[claim].voice[0], []).append(claim)
    for _, group in sorted(groups.items(), key=lambda item: (item[0] == "", -len(item[1]), item[0])):
        yield Voice(notes.known[group[0]].voice[1] or NOBODY, tuple(map(notes.show, group)))


def _counts(shown: Iterable[Numbered]) -> Iterator[tuple[str, str, int]]:
    """How many stand how: the sign, what it means, how many."""
    counts = Counter(one.statement.standing for one in shown)
    for standing in Standing:
        if counts[standing.value]:
            sign, _, meaning, _ = wording()["standing"][standing.value]
            yield sign, meaning, counts[standing.value]
    if counts["rejected"]:
        yield "–", "rejected by a person", counts["rejected"]


def _asked(found: Found) -> str:
    """What was asked for, in a line."""
    told = [f"{name.replace('_', ' ')}: {_plain(value)}" for name, value in found.asked.filter.items()]
    return "; ".join([*told, *(["with claims that people rejected"] if found.asked.rejected else [])])


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
