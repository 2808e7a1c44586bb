"""The part of a record's object through which people settle what follows from documents together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from onrecord.errors import QueryError
from onrecord.matters.said import CLAIM, COPY, THREAD, Ruled, Spot
from onrecord.model import Account, Matter, Relation, Rule, Ruling, Thread, ThreadState
from onrecord.store import rulings
from onrecord.store.comparing import Comparing
from onrecord.store.placing import UNREAD
from onrecord.store.rows import Body

if TYPE_CHECKING:  # what compares takes long to import, and most acts do without it
    from onrecord.matters.compared import Compared

PLACES = 5
"""Claims of each account by which a ruling finds a matter again."""

BY_PEOPLE = (ThreadState.KEPT, ThreadState.BROKEN, ThreadState.WITHDRAWN)
"""States that only a person gives."""

GONE = "a document that it names is not in the record"
IDLE = "its claims answer no such question at present, or something else was said of it later"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Settled:
    """A ruling as it stands: the words of the first claim of each side, None where they are gone; and why it does not hold.

    `value` is the relation or state that was set; `reason` is None where it holds.
    """

    ruling: Ruling
    value: Relation | ThreadState | None
    words: tuple[str | None, ...]
    reason: str | None


class Settling(Comparing):
    """What people say of matters, threads and copies. Every act is a line of the journal; `undo_ruling` takes it back.

    An act holds at the words that it was said of: through other readings and for other versions of the documents, whatever is
    added later. Where the words are read no more, it holds nowhere and is listed by `rulings`.
    """

    who: str

    def merge_matters(self, one: str, other: str, note: str | None = None) -> Ruling:
        """Make two matters one: all their claims answer one question. Each is named by its id or the id's beginning.

        Raises:
            QueryError: there is no such matter, or more than one; they are one already, or ask for different things.
        """
        found = [self.matter(one), self.matter(other)]
        if found[0].id == found[1].id or found[0].slot != found[1].slot:
            wrong = "one matter twice" if found[0].id == found[1].id else f"a {found[0].slot} and a {found[1].slot}"
            raise QueryError(found=wrong, wanted="two matters of one slot", hint="give ids that `onrecord matters` prints")
        return self._rule(Rule.MERGE, note, *((_about(matter), self._few(matter.accounts)) for matter in found))

    def split_matter(self, matter: str, parts: Sequence[str], note: str | None = None) -> Ruling:
        """Take claims out of a matter, which become a matter of their own; `parts` are ids of its claims or accounts.

        Raises:
            QueryError: there is no such matter, or more than one; or nothing or all of it would be taken out.
        """
        whole = self.matter(matter)
        taken = {claim for part in parts for claim in _claims_of(whole, part)}
        rest = [claim for account in whole.accounts for claim in account.claims if claim not in taken]
        if not taken or not rest:
            wrong = "all" if taken else "nothing"
            raise QueryError(found=f"{wrong} of the matter to be taken out", wanted="a part of it", hint="name fewer claims")
        about = _about(whole)
        return self._rule(Rule.SPLIT, note, (about, self._spots(dict.fromkeys(rest))), (about, self._spots(sorted(taken))))

    def relate_accounts(self, one: str, other: str, relation: Relation, note: str | None = None) -> Ruling:
        """Fix how two accounts of one matter stand to each other, each named by its id.

        Raises:
            QueryError: there are no such two accounts of one matter.

        >>> from onrecord.store import Store
        >>> from onrecord.testing import make_toll
        >>> with Store(":memory:", who="ana") as record:
        ...     added = record.add(make_toll(17)), record.add(make_toll(19, publisher="Calder Times"))
        ...     one, other = record.matters()[0].accounts
        ...     done = record.relate_accounts(one.id, other.id, Relation.NOT_COMPARABLE, "two hospitals")
        ...     [(found.relation.value, found.why) for found in record.matters()[0].relations]
        [('not comparable', 'two hospitals')]
        """
        matter = self.matter(one.partition(".")[0])
        accounts = {account.id: account for account in matter.accounts}
        pair = [account for account in (accounts.get(one), accounts.get(other)) if account]
        if len(pair) != 2 or one == other:
            wanted = f"two of {', '.join(accounts)}"
            raise QueryError(found=f"the accounts {one} and {other}", wanted=wanted, hint="give two accounts of one matter")
        sides = ((_about(matter), self._few([account])) for account in pair)
        return self._rule(Rule.RELATE, note, *sides, relation=Relation(relation))

    def pin_response(self, thread: str, claim: str, note: str | None = None) -> Ruling:
        """Say that a claim answers a thread.

        Raises:
            QueryError: there is no such thread or claim, or more than one.
        """
        return self._of_thread(Rule.PIN, thread, claim, note)

    def dismiss_response(self, thread: str, claim: str, note: str | None = None) -> Ruling:
        """Say that a claim has nothing to do with a thread.

        Raises:
            QueryError: there is no such thread or claim, or more than one.
        """
        return self._of_thread(Rule.DISMISS, thread, claim, note)

    def set_state(self, thread: str, state: ThreadState, claim: str, note: str) -> Ruling:
        """Say that what a thread asked or promised was kept, broken or withdrawn: by the words of which claim, and why.

        It holds from the day on which the claim was published.

        Raises:
            QueryError: there is no such thread or claim, or more than one; it is another state, or no reason is given.
        """
        if state not in BY_PEOPLE:
            raise QueryError(
                found=f"the state {state}", wanted=", ".join(BY_PEOPLE), hint="the other states follow from the texts"
            )
        if not note.strip():
            raise QueryError(found="no reason", wanted=f"why it is {state}", hint="the journal keeps the reason")
        return self._of_thread(Rule.STATE, thread, claim, note, ThreadState(state))

    def pin_copy(self, document: str, of: str, note: str | None = None) -> Ruling:
        """Say that a document was taken from another one.

        Raises:
            QueryError: there is no such document, or more than one, or it is one document twice.
        """
        return self._of_copy(Rule.PIN, document, of, note)

    def dismiss_copy(self, document: str, of: str, note: str | None = None) -> Ruling:
        """Say that a document was not taken from another one, nor from a copy of that.

        Raises:
            QueryError: there is no such document, or more than one, or it is one document twice.
        """
        return self._of_copy(Rule.DISMISS, document, of, note)

    def rule(self, ruled: Ruled, seen: int | None = None) -> Ruling:
        """Write down what a person says, given with the words that it is said of; `seen` is a line of the journal.

        Raises:
            MovedOnError: somebody else ruled on the same after that line; nothing is written.
        """
        with self._database.writing() as connection:
            return rulings.write(connection, self.who, ruled, seen)

    def undo_ruling(self, line: int, note: str | None = None) -> Ruling:
        """Take back what a line of the journal says of matters, threads or copies; the line stays.

        Raises:
            QueryError: the line says nothing of them, or was taken back.
        """
        with self._database.writing() as connection:
            return rulings.undo(connection, self.who, line, note)

    def has_rulings(self) -> bool:
        """Whether people said anything of matters, threads or copies, which is quicker to tell than whether it holds."""
        with self._database.reading() as connection:
            return bool(rulings.standing(connection))

    def rulings(self) -> list[Settled]:
        """What people said of matters, threads and copies and did not take back, oldest first; and whether it holds."""
        compared, ruled = self.compared(), self._ruled()
        shown = _shown(compared)
        named = {spot.document for one in ruled for side in one.sides for spot in side}
        bodies = {body["id"]: body for body in self.bodies(named)}
        return [Settled(o.ruling, o.relation or o.state, _words(o, bodies), _reason(o, compared, shown)) for o in ruled]

    def thread(self, thread: str) -> Thread:
        """The one thread with this id, or that a claim with this id opens, or with an id that begins so.

        Raises:
            QueryError: there is no such thread, or more than one.
        """
        found = [one for one in self.threads() if thread and _is_thread(one, thread)]
        return _only(found, f"thread {thread!r}", "onrecord threads")

    def _rule(
        self,
        rule: Rule,
        note: str | None,
        *sides: tuple[tuple[str, ...], Sequence[Spot]],
        relation: Relation | None = None,
        state: ThreadState | None = None,
    ) -> Ruling:
        about, spots = zip(*sides, strict=True)
        ruled = Ruled(Ruling(0, "", self.who, rule, note), about, tuple(map(tuple, spots)), relation, state)
        return self.rule(ruled)

    def _of_thread(self, rule: Rule, thread: str, claim: str, note: str | None, state: ThreadState | None = None) -> Ruling:
        opened = self.thread(thread)
        sides = (THREAD, self._spots([opened.claim])), (CLAIM, self._spots([self._claim(claim)]))
        return self._rule(rule, note, *sides, state=state)

    def _of_copy(self, rule: Rule, document: str, of: str, note: str | None) -> Ruling:
        found = [self._document(id) for id in (document, of)]
        if found[0] == found[1]:
            raise QueryError(found="one document twice", wanted="two documents", hint="give the copy's id, then the original's")
        return self._rule(rule, note, *((COPY, [Spot(id)]) for id in found))

    def _claim(self, claim: str) -> str:
        told = [t.claim for report in self.compared().reports for t in report.testimonies]
        found = [name for name in told if claim and name.startswith(claim)]
        return claim if claim in found else _only(found, f"claim {claim!r}", "onrecord claims")

    def _document(self, document: str) -> str:
        found = [report.id for report in self.compared().reports if document and report.id.startswith(document)]
        return document if document in found else _only(found, f"document {document!r}", "onrecord claims --json")

    def _few(self, accounts: Iterable[Account]) -> list[Spot]:
        return self._spots(dict.fromkeys(claim for account in accounts for claim in account.claims[:PLACES]))

    def _spots(self, claims: Iterable[str]) -> list[Spot]:
        told = {t.claim: t for report in self.compared().reports for t in report.testimonies}
        found = (told[claim] for claim in claims)
        return [Spot(t.document, t.start, t.end, t.claim.partition("@")[0]) for t in found]


def _only(found: Sequence[T], what: str, printed_by: str) -> T:
    if len(found) != 1:
        count = "more than one" if found else "no"
        raise QueryError(found=f"{count} {what}", wanted="one", hint=f"give the id that `{printed_by}` prints")
    return found[0]


def _is_thread(thread: Thread, id: str) -> bool:
    return any(name.startswith(id) for name in (thread.id, thread.claim, *thread.again))


def _about(matter: Matter) -> tuple[str, ...]:
    return (matter.slot.value, *matter.topic)


def _claims_of(matter: Matter, part: str) -> tuple[str, ...]:
    """The claims of a matter that a part means: an account's by its id, or one by its id or the id's beginning.

    Raises:
        QueryError: it is neither, or more than one.
    """
    account = next((account for account in matter.accounts if account.id == part), None)
    if account:
        return account.claims
    own = list(dict.fromkeys(claim for account in matter.accounts for claim in account.claims))
    found = [claim for claim in own if part and claim.startswith(part)]
    return (part if part in found else _only(found, f"claim {part!r} of the matter", "onrecord matter"),)


def _shown(compared: Compared) -> set[int]:
    """The lines of the rulings that change what is found."""
    return {ruling.line for ruling in _rulings_in(compared) if ruling}


def _rulings_in(compared: Compared) -> Iterator[Ruling | None]:
    for matter in compared.matters:
        yield from matter.rulings
        yield from (relation.ruling for relation in matter.relations)
    for thread in compared.threads:
        yield thread.ruling
        yield from (response.ruling for response in (*thread.responses, *thread.dismissed))


def _words(ruled: Ruled, bodies: dict[str, Body]) -> tuple[str | None, ...]:
    """What the sides of a ruling say; of whole documents the titles."""
    spots = (next((spot for spot in side if spot.document in bodies), None) for side in ruled.sides)
    return tuple(_said(spot, bodies[spot.document]) if spot else None for spot in spots)


def _said(spot: Spot, body: Body) -> str:
    return str(body["text"][spot.start : spot.end] or body["title"] or spot.document)


def _reason(ruled: Ruled, compared: Compared, shown: set[int]) -> str | None:
    """Why a ruling does not hold, None where it does."""
    from onrecord.matters.rulings import Rulings

    if COPY in ruled.about:
        there = {report.id for report in compared.reports}
        return None if all(any(spot.document in there for spot in side) for side in ruled.sides) else GONE
    if ruled.ruling.line in shown:
        return None
    return IDLE if Rulings([ruled], compared.reports).led else UNREAD
