"""`onrecord settle`: what a person says of matters, threads and copies, over what the machine finds."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from enum import StrEnum
from string import ascii_uppercase
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.record import AsJson, Record, Who
from onrecord.errors import QueryError
from onrecord.model import Relation, Ruling, ThreadState

if TYPE_CHECKING:
    from onrecord.store import Settled, Store


class Act(StrEnum):
    """What to do."""

    MERGE = "merge"
    SPLIT = "split"
    RELATE = "relate"
    PIN = "pin"
    DISMISS = "dismiss"
    KEPT = "kept"
    BROKEN = "broken"
    WITHDRAWN = "withdrawn"
    UNDO = "undo"


Acts = Annotated[Act | None, typer.Argument(metavar="[ACT]", help=f"{', '.join(Act)}; without it, what was said is listed.")]
Ids = Annotated[
    list[str] | None,
    typer.Argument(metavar="ID...", help="Of matters, accounts (A, B ...), threads, claims, documents; or lines."),
]
As = Annotated[str | None, typer.Option("--as", metavar="RELATION", help=f"To relate: {', '.join(Relation)}.")]
Note = Annotated[str | None, typer.Option(help="Why, for the journal. A state needs one.")]


def settle(
    record: Record,
    act: Acts = None,
    ids: Ids = None,
    relation: As = None,
    note: Note = None,
    who: Who = None,
    as_json: AsJson = False,
) -> None:
    """Merge or split matters, fix how accounts stand, pin or dismiss answers and copies, say what came of a promise; or undo it.

    What the machine finds stays below it. What people say is a line of the journal and holds at the words it was said of,
    whatever is added or read again later. Without ACT, all that was said is listed, and whether it holds.

    Try:

      onrecord settle crisis.db merge 5437ae12 2dc2d585 --note "one attack"

      onrecord settle crisis.db split 5437ae12 C 7e5cb22c --note "another hospital"

      onrecord settle crisis.db relate 5437ae12 A C --as "differs in scope" --note "the town, the province"

      onrecord settle crisis.db pin 93ab5c0d 7e5cb22c          a thread, or the claim that opens it, and what answers it

      onrecord settle crisis.db dismiss 04af09b1 03bb7711      a document, and the one it was not taken from

      onrecord settle crisis.db kept 93ab5c0d 7e5cb22c --note "seen on the spot"

      onrecord settle crisis.db undo 41
    """
    from onrecord import workspace

    with workspace.open_record(record, who=who, create=False) as store:
        if act is None:
            _list(store.rulings(), as_json)
            return
        for ruling in _do(store, act, ids or [], relation, note):
            _print(ruling, act, as_json)


def _do(store: Store, act: Act, ids: Sequence[str], relation: str | None, note: str | None) -> Iterator[Ruling]:
    """Do what a person says; what concerns several things is done one after another.

    Raises:
        QueryError: an id or option is missing, or there is no such thing.
    """
    if act is Act.UNDO:
        _want(bool(ids) and all(id.isdecimal() for id in ids), ids, "numbers of lines", "`onrecord settle RECORD` lists them")
        yield from (store.undo_ruling(int(id), note) for id in ids)
        return
    _want(len(ids) > 1, ids, WANTED[act], f"write onrecord settle RECORD {act} and then {WANTED[act]}")
    if act is Act.MERGE:
        yield from (store.merge_matters(ids[0], other, note) for other in ids[1:])
    elif act is Act.SPLIT:
        yield store.split_matter(ids[0], [_account(store, ids[0], id) for id in ids[1:]], note)
    elif act is Act.RELATE:
        yield _relate(store, ids, relation, note)
    elif act in (Act.PIN, Act.DISMISS):
        link = _link(store, act, ids[0])
        yield from (link(ids[0], other, note) for other in ids[1:])
    else:
        _want(bool(note), ["no --note"], f"why it is {act}", 'write --note "..."; the journal keeps it')
        yield store.set_state(ids[0], ThreadState(act), ids[1], str(note))


WANTED = {
    Act.MERGE: "the ids of two matters or more",
    Act.SPLIT: "a matter's id, and accounts or claims of it",
    Act.RELATE: "a matter's id and two of its accounts",
    Act.PIN: "a thread and a claim, or two documents",
    Act.DISMISS: "a thread and a claim, or two documents",
    Act.KEPT: "a thread, and the claim whose words show it",
    Act.BROKEN: "a thread, and the claim whose words show it",
    Act.WITHDRAWN: "a thread, and the claim whose words show it",
}
"""What an act is about."""


def _want(is_right: bool, found: Sequence[str], wanted: str, hint: str) -> None:
    if not is_right:
        raise QueryError(found=" ".join(found) or "no ids", wanted=wanted, hint=hint)


def _relate(store: Store, ids: Sequence[str], relation: str | None, note: str | None) -> Ruling:
    plain = (relation or "").replace("_", " ").replace("-", " ")
    _want(len(ids) == 3, ids, WANTED[Act.RELATE], "write onrecord settle RECORD relate MATTER A B --as RELATION")
    _want(plain in list(Relation), [f"--as {relation or 'nothing'}"], ", ".join(Relation), "give one of them behind --as")
    one, other = (_account(store, ids[0], id) for id in ids[1:])
    return store.relate_accounts(one, other, Relation(plain), note)


def _account(store: Store, matter: str, part: str) -> str:
    """The id of the account that `onrecord matter` shows by a letter; anything else stays as it is."""
    accounts = store.matter(matter).accounts
    number = ascii_uppercase.find(part) if len(part) == 1 else -1
    return accounts[number].id if 0 <= number < len(accounts) else part


def _link(store: Store, act: Act, first: str) -> Callable[[str, str, str | None], Ruling]:
    """What to do with two ids: the first is a thread's or its claim's, or else a document's."""
    is_thread = any(first and name.startswith(first) for one in store.threads() for name in (one.id, one.claim, *one.again))
    if is_thread:
        return store.pin_response if act is Act.PIN else store.dismiss_response
    return store.pin_copy if act is Act.PIN else store.dismiss_copy


def _print(ruling: Ruling, act: Act, as_json: bool) -> None:
    if as_json:
        print(json.dumps(asdict(ruling), ensure_ascii=False))
    else:
        print(
            f"{ruling.act} of line {ruling.line} taken back" if act is Act.UNDO else f"{act}, line {ruling.line} of the journal"
        )


def _list(found: Sequence[Settled], as_json: bool) -> None:
    for one in found:
        print(json.dumps(asdict(one), ensure_ascii=False) if as_json else _told(one))
    if not as_json:
        print(f"{len(found)} rulings. `onrecord settle RECORD undo LINE` takes one back." if found else "Nothing was settled.")


def _told(one: Settled) -> str:
    """A ruling in a few lines: what was said of which words, and why it does not hold, if it does not."""
    ruling = one.ruling
    note, value = f": {ruling.note}" if ruling.note else "", f" “{one.value}”" if one.value else ""
    lines = [_safe(f"{ruling.line:6}  {ruling.at[:19]}Z  {ruling.who}: {ruling.act}{value}{note}")]
    lines += [f"{'':8}{_safe(f'“{words}”') if words else 'words that are gone'}" for words in one.words]
    return "\n".join([*lines, *([f"{'':8}does not hold: {one.reason}"] if one.reason else [])])


def _safe(text: str) -> str:
    from onrecord.export.safe import for_terminal

    return for_terminal(" ".join(text.split()) if "\n" in text else text, sys.stdout.encoding or "utf-8")
