"""Acts about what follows from documents together: matters, threads and copies.

The words that an act is said of are taken from the findings, so that nothing is compared while a person waits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.api.acts import ActAsked, Done, filled
from onrecord.api.asked import asks, needs
from onrecord.api.room import Room
from onrecord.api.together import MATTER, THREAD
from onrecord.errors import MissingError, QueryError
from onrecord.export.side_by_side import FollowUp, Question, Side, Told
from onrecord.matters import said
from onrecord.matters.said import Ruled, Spot
from onrecord.model import Relation, Rule, Ruling, ThreadState
from onrecord.store.settling import BY_PEOPLE, PLACES

SideOf = tuple[tuple[str, ...], Sequence[Spot]]
"""What one side of a ruling is, and the words that it is said of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfMatter(ActAsked):
    """A matter, by its id."""

    id: str = needs("The matter's id, or its first characters.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged(OfMatter):
    """Two matters that are one question."""

    other: str = needs("The id of the matter that asks the same.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Split(OfMatter):
    """A matter, and what of it answers another question."""

    parts: tuple[str, ...] = asks("Ids of claims or accounts of the matter.", (), max_length=1000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Related(OfMatter):
    """Two accounts of a matter, and how they stand to each other."""

    one: str = needs("The id of an account.")
    other: str = needs("The id of another account.")
    relation: Relation = asks("How they stand to each other.", Relation.NOT_COMPARABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(ActAsked):
    """A thread, and a claim that answers it or does not."""

    id: str = needs("The thread's id, or its first characters.")
    claim: str = needs("The claim's id.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended(Answered):
    """A thread, what came of it, and the claim whose words show it; the note says why and must be given."""

    state: ThreadState = asks("What came of it: kept, broken or withdrawn.", ThreadState.KEPT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied(ActAsked):
    """Two documents."""

    id: str = needs("The id of the document that was taken from another one, or was not.")
    of: str = needs("The id of the other one.")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfLine:
    """A line of the journal that says something of matters, threads or copies."""

    line: int = asks("The number of the line.", 0, ge=0, le=2**62)
    note: str | None = asks("Why, for the journal.", max_length=2000)


def merge_matters(room: Room, asked: Merged) -> Done:
    """Make two matters one: all their claims answer one question."""
    found: list[Question] = [room.one(MATTER, id, Question) for id in (asked.id, asked.other)]
    if found[0].id == found[1].id or found[0].slot != found[1].slot:
        wrong = "one matter twice" if found[0].id == found[1].id else f"a {found[0].slot} and a {found[1].slot}"
        raise QueryError(found=wrong, wanted="two matters that ask for the same", hint="choose another one")
    made = _rule(room, Rule.MERGE, asked, *((_about(one), _few(one.accounts)) for one in found))
    return _done("Made one", made, f"/matters/{found[0].id}")


def split_matter(room: Room, asked: Split) -> Done:
    """Take claims out of a matter, which become a matter of their own."""
    whole: Question = room.one(MATTER, asked.id, Question)
    parts = set(asked.parts)
    own = {told.id: (told, side.id) for side in whole.accounts for told in side.claims}
    unknown = parts - own.keys() - {side for _, side in own.values()}
    if unknown:
        raise MissingError(found=f"no part {sorted(unknown)[0]!r}", wanted="claims or accounts of the matter", hint="choose them")
    taken = [told for told, side in own.values() if parts & {told.id, side}]
    rest = [told for told, side in own.values() if not parts & {told.id, side}]
    if not taken or not rest:
        wrong = "all" if taken else "nothing"
        raise QueryError(found=f"{wrong} of the matter to be taken out", wanted="a part of it", hint="choose some claims")
    about = _about(whole)
    made = _rule(room, Rule.SPLIT, asked, (about, _spots(rest)), (about, _spots(taken)))
    return _done("Taken apart", made, f"/matters/{whole.id}")


def relate_accounts(room: Room, asked: Related) -> Done:
    """Fix how two accounts of a matter stand to each other."""
    matter: Question = room.one(MATTER, asked.id, Question)
    named = {side.id: side for side in matter.accounts}
    pair = [named[id] for id in (asked.one, asked.other) if id in named]
    if len(pair) != 2 or asked.one == asked.other:
        found = f"the accounts {asked.one} and {asked.other}"
        raise MissingError(found=found, wanted=f"two of {', '.join(named)}", hint="choose two accounts of the matter")
    made = _rule(room, Rule.RELATE, asked, *((_about(matter), _few([side])) for side in pair), relation=asked.relation)
    return _done("Settled", made, f"/matters/{matter.id}")


def pin_answer(room: Room, asked: Answered) -> Done:
    """Say that a claim answers a thread."""
    return _of_thread(room, Rule.PIN, asked, "Taken for an answer")


def dismiss_answer(room: Room, asked: Answered) -> Done:
    """Say that a claim has nothing to do with a thread."""
    return _of_thread(room, Rule.DISMISS, asked, "Taken off")


def end_thread(room: Room, asked: Ended) -> Done:
    """Say that what was asked, promised or decided was kept, broken or withdrawn: by the words of which claim, and why."""
    if asked.state not in BY_PEOPLE:
        hint = "the other states follow from the texts"
        raise QueryError(found=f"the state {asked.state}", wanted=", ".join(BY_PEOPLE), hint=hint)
    if filled(asked.note) is None:
        raise QueryError(found="no reason", wanted=f"why it is {asked.state}", hint="the journal keeps the reason")
    return _of_thread(room, Rule.STATE, asked, f"Set to {asked.state}", asked.state)


def pin_copy(room: Room, asked: Copied) -> Done:
    """Say that a document was taken from another one."""
    return _of_copy(room, Rule.PIN, asked, "Taken for a copy")


def dismiss_copy(room: Room, asked: Copied) -> Done:
    """Say that a document was not taken from another one, nor from a copy of that."""
    return _of_copy(room, Rule.DISMISS, asked, "Taken for no copy")


def undo_ruling(room: Room, asked: OfLine) -> Done:
    """Take back what a line of the journal says of matters, threads or copies; the line stays."""
    made = room.store.undo_ruling(asked.line, filled(asked.note))
    return Done(f"Took back line {made.line} ({made.act}).", "/journal", None)


def _of_thread(room: Room, rule: Rule, asked: Answered, what: str, state: ThreadState | None = None) -> Done:
    thread: FollowUp = room.one(THREAD, asked.id, FollowUp)
    sides = (said.THREAD, _spots([thread.claim])), (said.CLAIM, [_spot(room, asked.claim)])
    return _done(what, _rule(room, rule, asked, *sides, state=state), f"/threads/{thread.id}")


def _of_copy(room: Room, rule: Rule, asked: Copied, what: str) -> Done:
    found = [room.store.document_id(id) for id in (asked.id, asked.of)]
    if found[0] == found[1]:
        raise QueryError(found="one document twice", wanted="two documents", hint="choose the copy, then the original")
    made = _rule(room, rule, asked, *((said.COPY, [Spot(id)]) for id in found))
    return _done(what, made, f"/documents/{found[0]}")


def _rule(
    room: Room, rule: Rule, asked: ActAsked, *sides: SideOf, relation: Relation | None = None, state: ThreadState | None = None
) -> Ruling:
    about, spots = zip(*sides, strict=True)
    ruling = Ruling(0, "", room.store.who, rule, filled(asked.note))
    return room.store.rule(Ruled(ruling, about, tuple(map(tuple, spots)), relation, state), asked.seen)


def _about(matter: Question) -> tuple[str, ...]:
    return (matter.slot.value, *matter.topic)


def _few(sides: Iterable[Side]) -> list[Spot]:
    """Some claims of each account, by which a ruling finds it again."""
    return _spots(list({told.id: told for side in sides for told in side.claims[:PLACES]}.values()))


def _spots(claims: Iterable[Told]) -> list[Spot]:
    return [Spot(told.document, told.start, told.end, told.id.partition("@")[0]) for told in claims]


def _spot(room: Room, id: str) -> Spot:
    """Where the one claim with this id stands."""
    name, _, document = id.partition("@")
    found = room.store.claims(limit=2, claim=name, document=document) if name.strip() else []
    if len(found) != 1:
        count = "more than one claim" if found else "no claim"
        raise MissingError(found=f"{count} {id!r}", wanted="one", hint="give the id that the claim has on its document's page")
    return Spot(found[0].document, found[0].start, found[0].end, found[0].id)


def _done(what: str, made: Ruling, where: str) -> Done:
    return Done(f"{what}, line {made.line} of the journal.", where, made.line)
