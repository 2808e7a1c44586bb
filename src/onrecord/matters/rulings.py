"""What people said of matters, threads and copies, laid over what the machine finds. Later words go before earlier ones.

A ruling holds for the claims that now stand at the words it was said of. Where they are read no more, or answer no such
question, it changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.matters.copies import Copy, CopyKind
from onrecord.matters.figures import Given
from onrecord.matters.questions import Question, in_order
from onrecord.matters.said import COPY, THREAD, Ruled, Spot
from onrecord.matters.testimony import Report, Testimony
from onrecord.model import Account, AccountRelation, Matter, Relation, Rule, Ruling

HALF = 0.5
"""Share of the words of two spans that must be common to both for the one to be taken for the other."""

Placed = tuple[int, Question]
"""A question and its place among all."""


@dataclass(frozen=True, slots=True)
class Led:
    """A ruling led to the claims that now stand at its words."""

    ruled: Ruled
    sides: tuple[frozenset[str], ...]

    @property
    def ruling(self) -> Ruling:
        """Who said what."""
        return self.ruled.ruling


class Rulings:
    """What people said of the matters and threads of these reports, in the order in which they said it.

    >>> Rulings().settle([])
    []
    """

    def __init__(self, ruled: Iterable[Ruled] = (), reports: Iterable[Report] = ()) -> None:
        told = {report.id: report.testimonies for report in reports}
        ordered = sorted((one for one in ruled if COPY not in one.about), key=lambda one: one.ruling.line)
        led = [Led(one, tuple(_claims(side, told) for side in one.sides)) for one in ordered]
        self._led = [one for one in led if all(one.sides)]
        self._said: dict[str, list[Led]] = defaultdict(list)
        for one in self._led:
            for claim in {claim for side in one.sides for claim in side}:
                self._said[claim].append(one)

    @property
    def led(self) -> dict[int, tuple[frozenset[str], ...]]:
        """By line the claims that now stand at the words of each side, where there are some on all."""
        return {one.ruling.line: one.sides for one in self._led}

    def on_thread(self, claims: Iterable[str]) -> list[Led]:
        """What people said of the thread that these claims open."""
        opening = frozenset(claims)
        return [one for one in self._of(opening) if one.ruled.about[0] == THREAD and one.sides[0] & opening]

    def settle(self, questions: Iterable[Question]) -> list[Question]:
        """The questions as people merged and split them; others stay as they are, in their order."""
        if not self._led:
            return list(questions)
        placed = list(enumerate(questions))
        touched = [one for one in placed if self._of(t.claim for t, _ in one[1].given)]
        numbers = {number for number, _ in touched}
        others = [one for one in placed if one[0] not in numbers]
        for led in self._led:
            if led.ruling.act is Rule.MERGE:
                touched = _merged(touched, led)
            elif led.ruling.act is Rule.SPLIT:
                touched = _parted(touched, led)
        return [question for _, question in sorted((*others, *touched), key=lambda one: one[0])]

    def relate(self, matter: Matter, question: Question) -> Matter:
        """A matter with the relations that people fixed between its accounts."""
        for led in self._of(t.claim for t, _ in question.given):
            fits = led.ruling.act is Rule.RELATE and all(
                question.holds(*side) for side in zip(led.ruled.about, led.sides, strict=True)
            )
            if fits and (pair := _pair(matter.accounts, led)):
                matter = _related(matter, pair, led)
        return matter

    def _of(self, claims: Iterable[str]) -> list[Led]:
        found = {id(one): one for claim in claims for one in self._said.get(claim, ())} if self._led else {}
        return sorted(found.values(), key=lambda one: one.ruling.line)


def _claims(side: Iterable[Spot], told: Mapping[str, Sequence[Testimony]]) -> frozenset[str]:
    found = (claim_at(spot, told.get(spot.document, ())) for spot in side)
    return frozenset(claim for claim in found if claim)


def claim_at(spot: Spot, told: Sequence[Testimony]) -> str | None:
    """The claim of the spot, else the one claim at its words, else the one that shares more than half of them."""
    named = [t for t in told if t.claim.partition("@")[0] == spot.claim]
    exact = [t for t in told if (t.start, t.end) == (spot.start, spot.end)]
    near = [t for t in told if _common(spot, t) > HALF]
    found = named or exact or near
    return found[0].claim if len(found) == 1 else None


def _common(one: Spot, other: Testimony) -> float:
    common = min(one.end, other.end) - max(one.start, other.start)
    return common / max(1, max(one.end, other.end) - min(one.start, other.start))


def _bearing(questions: Sequence[Placed], led: Led) -> list[list[int]]:
    """For each side the questions, by number, that its claims answer; nothing where one side answers none."""
    pairs = zip(led.ruled.about, led.sides, strict=True)
    sides = [[i for i, (_, q) in enumerate(questions) if q.holds(*pair)] for pair in pairs]
    return sides if all(sides) else []


def _merged(questions: list[Placed], led: Led) -> list[Placed]:
    """All questions of either side are one, at the place of the first."""
    found = sorted({i for side in _bearing(questions, led) for i in side})
    if not found:
        return questions
    whole = [questions[i][1] for i in found]
    given = in_order(dict.fromkeys(one for question in whole for one in question.given))
    rulings = tuple(dict.fromkeys((*(r for question in whole for r in question.rulings), led.ruling)))
    merged = replace(whole[0], given=given, rulings=rulings)
    rest = [one for i, one in enumerate(questions) if i not in found]
    return [*rest, (questions[found[0]][0], merged)]


def _parted(questions: list[Placed], led: Led) -> list[Placed]:
    """What was taken out of questions is one of its own; both sides tell who said so."""
    sides, taken = _bearing(questions, led), led.sides[1]
    out: list[Given] = []
    found: list[Placed] = []
    for i, (place, question) in enumerate(questions):
        if any(i in side for side in sides):
            question = replace(question, rulings=(*question.rulings, led.ruling))
        if all(i in side for side in sides) and sides:
            out += [one for one in question.given if one[0].claim in taken]
            question = replace(question, given=tuple(one for one in question.given if one[0].claim not in taken))
        found.append((place, question))
    if not out:
        return found
    place, first = next(found[i] for i in sides[0] if i in sides[1])
    return [*found, (place, replace(first, given=in_order(out)))]


def _pair(accounts: Sequence[Account], led: Led) -> tuple[str, str] | None:
    """The two accounts that have most of the claims, in the order in which they stand."""
    one, other = led.sides
    first = max(accounts, key=lambda account: len(one & set(account.claims)))
    rest = [account for account in accounts if account is not first and other & set(account.claims)]
    if not rest or not one & set(first.claims):
        return None
    second = max(rest, key=lambda account: len(other & set(account.claims)))
    a, b = sorted((first, second), key=accounts.index)
    return a.id, b.id


def _related(matter: Matter, pair: tuple[str, str], led: Led) -> Matter:
    """The matter with one relation fixed, all in the order of the accounts."""
    place = {account.id: number for number, account in enumerate(matter.accounts)}
    why = led.ruling.note or f"{led.ruling.who} says so"
    fixed = AccountRelation(*pair, led.ruled.relation or Relation.NOT_COMPARABLE, matter.slot, why, led.ruling)
    others = (one for one in matter.relations if {one.a, one.b} != set(pair))
    return replace(matter, relations=tuple(sorted((*others, fixed), key=lambda one: (place[one.a], place[one.b]))))


def settle_copies(copies: Iterable[Copy], ruled: Iterable[Ruled], documents: Collection[str]) -> tuple[Copy, ...]:
    """The copies, without those that people dismissed and with those that they pinned."""
    found = {copy.document: copy for copy in copies}
    for one in sorted(ruled, key=lambda one: one.ruling.line):
        if COPY in one.about:
            text, of = ([spot.document for spot in side if spot.document in documents] for side in one.sides)
            if one.ruling.act is Rule.DISMISS:
                _dismiss(found, text, of)
            elif text and of:
                _pin(found, Copy(text[0], of[0], CopyKind.PINNED, None, one.ruling))
    return tuple(found[id] for id in sorted(found))


def _dismiss(found: dict[str, Copy], text: Iterable[str], of: Iterable[str]) -> None:
    """A text that was not taken from another was taken from none of its copies either."""
    family = {_root(found, id) for id in of}
    for id in text:
        if id in found and _root(found, found[id].of) in family:
            del found[id]


def _pin(found: dict[str, Copy], copy: Copy) -> None:
    """Two texts are not copied from one another: a chain that leads back ends where it did."""
    found[copy.document] = copy
    at = copy.of
    while at in found:
        if found[at].of == copy.document:
            del found[at]
            return
        at = found[at].of


def _root(found: Mapping[str, Copy], id: str) -> str:
    while id in found:
        id = found[id].of
    return id
