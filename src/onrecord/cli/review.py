"""`onrecord review`: what a person makes of the claims, and of who is who."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.actors import is_about_actors, print_cast, review_actors
from onrecord.cli.record import AsJson, Record, Who
from onrecord.errors import OnrecordError, QueryError

if TYPE_CHECKING:
    from onrecord.store import Correction, Store


class Act(StrEnum):
    """What to do."""

    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"
    ADD = "add"
    UNDO = "undo"
    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"


Acts = Annotated[Act, typer.Argument(metavar="ACT", help="accept, correct, reject, add, undo; of actors: merge, split, rename.")]
Ids = Annotated[
    list[str],
    typer.Argument(
        metavar="ID...", help="Ids of claims, or their first characters; to add, a document's; of actors, ids or names."
    ),
]
Set = Annotated[list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="A field and its value; may be repeated.")]
Note = Annotated[str | None, typer.Option(help="Why, for the journal.")]
Name = Annotated[str | None, typer.Option(help="An actor's new name.")]
Part = Annotated[str | None, typer.Option("--from-document", metavar="ID", help="Split off whom this document means.")]
Mention = Annotated[str | None, typer.Option(help="Split off who is called so.")]
Words = Annotated[str | None, typer.Option(help="The claim's words, as they stand in the document.")]


def review(
    record: Record,
    act: Acts,
    ids: Ids,
    fields: Set = None,
    words: Words = None,
    name: Name = None,
    document: Part = None,
    mention: Mention = None,
    note: Note = None,
    who: Who = None,
    as_json: AsJson = False,
) -> None:
    """Accept, correct, reject or add claims; say which actors are the same; or undo the last thing that was said.

    The machine's reading is never changed: what people say is laid over it, and stays in the journal with who said it.

    Try:

      onrecord review crisis.db accept 0974f016 366f6f10

      onrecord review crisis.db correct 366f6f10 --set status=denied --set best=17 --note "see the recording"

      onrecord review crisis.db add d802966e --words "the harbour is closed" --set kind=situation

      onrecord review crisis.db undo 366f6f10

      onrecord review crisis.db merge "Ana Kos" w2c4e4927cc3 --note "her name as an officer"

      onrecord review crisis.db split "Ana Kos" --from-document d802966e
    """
    from onrecord import workspace

    if is_about_actors(act.value, ids):
        with workspace.open_record(record, who=who, create=False) as store:
            for cast in review_actors(store, act.value, ids, name, document, mention, note):
                print_cast(cast, act.value, as_json)
        return
    given = _fields(fields or [], words)
    if given and act not in (Act.CORRECT, Act.ADD):
        raise QueryError(
            found=f"fields to {act.value}", wanted="fields to correct or add only", hint="leave --set and --words out"
        )
    if not given and act in (Act.CORRECT, Act.ADD):
        raise QueryError(found=f"nothing to {act.value}", wanted="at least one --set", hint="write --set status=denied")
    failures = 0
    with workspace.open_record(record, who=who, create=False) as store:
        for claim in ids:
            try:
                _print(_do(store, act, claim, given, note), act, as_json)
            except OnrecordError as error:
                failures += 1
                print(f"onrecord: {error}", file=sys.stderr)
    if failures:
        raise typer.Exit(1)


def _do(store: Store, act: Act, claim: str, given: dict[str, Any], note: str | None) -> Correction:
    if act is Act.CORRECT:
        return store.correct(claim, note, **given)
    if act is Act.ADD:
        return store.add_claim(claim, note, **given)
    plain = {Act.ACCEPT: store.accept, Act.REJECT: store.reject, Act.UNDO: store.undo}
    return plain[act](claim, note)


def _fields(pairs: list[str], words: str | None) -> dict[str, str]:
    given = {} if words is None else {"words": words}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise QueryError(found=f"--set {pair}", wanted="FIELD=VALUE", hint="write --set status=denied")
        given[name.strip()] = value.strip()
    return given


def _print(done: Correction, act: Act, as_json: bool) -> None:
    if as_json:
        print(json.dumps(asdict(done), ensure_ascii=False))
    elif act is Act.UNDO:
        print(f"{done.claim}: {done.act} of line {done.seq} taken back")
    else:
        print(f"{done.claim}: {act.value}, line {done.seq} of the journal")
