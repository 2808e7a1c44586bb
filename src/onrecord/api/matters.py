"""Matters: the questions that several claims answer, with the accounts side by side and how these stand to each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Any

from onrecord.api.asked import Paged, Place, asks, needs, place_of
from onrecord.api.leading import lead_on
from onrecord.api.room import Room, shaped
from onrecord.api.sentences import SHOWN, in_sentences
from onrecord.api.together import COPY, FIGURES, MATTER
from onrecord.errors import MissingError
from onrecord.export.accounts import letter
from onrecord.export.briefs import MatterBrief, most_telling
from onrecord.export.side_by_side import TELLING, Given, Question, Side, Told
from onrecord.matters.copies import CopyKind
from onrecord.model import AccountRelation, Relation, Ruling, Slot
from onrecord.store.findings import MANY

FEW = 8
"""Claims of an account that its matter shows; at most, where there are many accounts."""

RELATED = 60
"""Relations of a matter's accounts that are listed, the most telling first."""

DRAWN = 300
"""Figures of a matter that are drawn, the earliest first."""

CANDIDATES = 10
"""Other matters that are offered to be made one with a matter."""


class Sort(StrEnum):
    """By what matters are ordered."""

    TELLING = "telling"
    NEWEST = "newest"
    ORIGINS = "origins"


@dataclass(frozen=True, slots=True, kw_only=True)
class MattersAsked(Paged):
    """Which matters, in which order."""

    relation: Relation | None = asks("The most telling relation among a matter's accounts.")
    slot: Slot | None = asks("What is asked: a figure, whether it happened, who, when, where or why.")
    words: str | None = asks("Words that the question, an account, a claim or a name holds, in any form.", max_length=300)
    sort: Sort = asks("The most telling first, the newest claim first, or most independent origins first.", Sort.TELLING)


@dataclass(frozen=True, slots=True)
class Matters:
    """A list of matters.

    `relations` count those that fit all else that is asked by their most telling relation (the empty text: there is none),
    `slots` by what is asked.
    """

    relations: dict[str, int]
    slots: dict[str, int]
    matters: tuple[MatterBrief, ...]
    place: Place


def matters(room: Room, asked: MattersAsked) -> Matters:
    """Questions that several claims answer, the most telling first, with counts of what else could be asked."""
    found, relation, slot = room.findings, asked.relation or "", asked.slot or ""
    facets = found.facets(MATTER, relation, slot, words=asked.words)
    relations, slots, total = facets.states, facets.slots, facets.total
    order = "rank" if asked.sort is Sort.TELLING else asked.sort.value
    wanted = {"state": relation, "slot": slot, "words": asked.words}
    bodies = found.find(MATTER, asked.size, asked.offset, order, brief=True, **wanted)
    is_more = bool(asked.words) and total > MANY
    return Matters(
        relations={one: relations[one] for one in (*(r.value for r in TELLING), "") if one in relations},
        slots={one.value: slots[one.value] for one in Slot if one.value in slots},
        matters=tuple(shaped(MatterBrief, body) for body in bodies),
        place=place_of(asked, min(total, MANY) if is_more else total, len(bodies), is_more),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterAsked(Paged):
    """Which matter; one account of it alone; and words by which another matter is looked for that asks the same."""

    id: str = needs("The matter's id, or its first characters.")
    account: str | None = asks("The id of an account, to see all of its claims, page by page.", max_length=60)
    find: str | None = asks("Words of another matter that may ask the same.", max_length=300)


@dataclass(frozen=True, slots=True)
class Copied:
    """A claim of a document that was taken from another one: how, and how much of its own words stands in that one."""

    claim: Told
    of: str
    kind: CopyKind
    share: float | None


@dataclass(frozen=True, slots=True)
class Voiced:
    """A claim, and the same as copies of its document say it, which are no voices of their own."""

    claim: Told
    copies: tuple[Copied, ...]


@dataclass(frozen=True, slots=True)
class AccountShown:
    """An account of a matter: its letter and answer, the independent origins behind it, and the first of its claims.

    `claims` counts all; copies are folded below the claim they were taken from.
    """

    id: str
    letter: str
    answer: str
    origins: tuple[str, ...]
    claims: int
    voiced: tuple[Voiced, ...]


@dataclass(frozen=True, slots=True)
class MatterShown:
    """A matter whole.

    `formerly` is the id that was asked for, where the matter has another one now: it was merged, or an earlier claim was found.
    `relation` is the most telling one; `relations` are the first of all, of which there are `related`. `figures` are the first
    of those that its claims give for the whole, of which there are `given`. `place` is the page of the one account that was
    asked for; `others` are matters that hold the words that were looked for. `line` is the journal's line up to which all this
    holds.
    """

    id: str
    formerly: str | None
    question: str
    slot: Slot
    relation: str
    origins: int
    claims: int
    accounts: tuple[AccountShown, ...]
    relations: tuple[AccountRelation, ...]
    related: int
    letters: dict[str, str]
    figures: tuple[Given, ...]
    given: int
    rulings: tuple[Ruling, ...]
    place: Place | None
    others: tuple[MatterBrief, ...]
    line: int


def matter(room: Room, asked: MatterAsked) -> MatterShown:
    """One matter: every account with its claims in their sentences, how the accounts stand to each other and why."""
    line = room.progress().line
    body, formerly = lead_on(room, MATTER, asked.id.partition(".")[0])
    question: Question = shaped(Question, body)
    letters = {side.id: letter(number) for number, side in enumerate(question.accounts)}
    sides, place = _sides(question, asked)
    figures = next(iter(room.findings.get(FIGURES, question.id)), ())
    relations = sorted(question.relations, key=_weight(question))
    return MatterShown(
        id=question.id,
        formerly=formerly,
        question=question.question,
        slot=question.slot,
        relation=most_telling(question),
        origins=len({name for side in question.accounts for name in side.origins}),
        claims=len({claim.id for side in question.accounts for claim in side.claims}),
        accounts=tuple(_shown(room, sides, {side.id: len(side.claims) for side in question.accounts}, letters)),
        relations=tuple(relations[:RELATED]),
        related=len(relations),
        letters=letters,
        figures=tuple(shaped(Given, body) for body in figures[:DRAWN]),
        given=len(figures),
        rulings=question.rulings,
        place=place,
        others=tuple(_others(room, question, asked.find)),
        line=line,
    )


def _sides(question: Question, asked: MatterAsked) -> tuple[list[Side], Place | None]:
    """The accounts with as many claims as are shown; or the one that is asked for, with a page of its claims."""
    if not asked.account:
        few = max(1, min(FEW, SHOWN // max(1, len(question.accounts))))
        return [Side(s.id, s.answer, s.origins, s.claims[:few]) for s in question.accounts], None
    side = next((side for side in question.accounts if side.id == asked.account), None)
    if side is None:
        wanted = f"one of {', '.join(side.id for side in question.accounts[:10])}"
        raise MissingError(found=f"no account {asked.account!r}", wanted=wanted, hint="go back to the whole matter")
    claims = side.claims[asked.offset : asked.offset + asked.size]
    return [Side(side.id, side.answer, side.origins, claims)], place_of(asked, len(side.claims), len(claims))


def _shown(room: Room, sides: list[Side], counts: Mapping[str, int], letters: Mapping[str, str]) -> Iterator[AccountShown]:
    claims = [claim for side in sides for claim in side.claims]
    put = in_sentences(room.store, claims)
    copies = room.findings.some(COPY, list(dict.fromkeys(claim.document for claim in claims)))
    for side in sides:
        voiced = tuple(_voiced(map(put, side.claims), copies))
        yield AccountShown(side.id, letters[side.id], side.answer, side.origins, counts[side.id], voiced)


def _voiced(claims: Iterable[Told], copies: Mapping[str, Any]) -> Iterator[Voiced]:
    """The claims of an account, those of one family of copies together: the claim of the first text leads, else the earliest."""
    families: dict[str, list[Told]] = {}
    for claim in claims:
        root = copies[claim.document]["root"] if claim.document in copies else claim.document
        families.setdefault(root, []).append(claim)
    for root, told in families.items():
        own = [claim for claim in told if claim.document == root] or told[:1]
        rest = [claim for claim in told if claim not in own]
        last = tuple(_copied(claim, copies[claim.document]) for claim in rest)
        yield from (Voiced(claim, last if claim is own[-1] else ()) for claim in own)


def _copied(claim: Told, copy: Mapping[str, Any]) -> Copied:
    return Copied(claim, copy["of"], CopyKind(copy["kind"]), copy["share"])


def _weight(question: Question) -> Any:
    """The most telling relations first, of these those that people fixed, then those of accounts with most origins."""
    voices = {side.id: len(side.origins) for side in question.accounts}

    def weight(one: AccountRelation) -> tuple[int, bool, int]:
        return TELLING.index(one.relation), one.ruling is None, -voices.get(one.a, 0) - voices.get(one.b, 0)

    return weight


def _others(room: Room, question: Question, words: str | None) -> Iterator[MatterBrief]:
    found = room.findings.find(MATTER, CANDIDATES + 1, brief=True, slot=question.slot.value, words=words) if words else ()
    return (shaped(MatterBrief, body) for body in chain(found) if body["id"] != question.id)
