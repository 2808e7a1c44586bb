"""`onrecord actors`: who is in the record, under which names; and what `onrecord review` does with them."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.record import AsJson, Record
from onrecord.errors import QueryError

if TYPE_CHECKING:
    from onrecord.store import Cast, RecordedActor, Store, Suggestion

Name = Annotated[str | None, typer.Argument(metavar="[NAME]", help="An actor's id, or part of any of its names.")]
Suggested = Annotated[bool, typer.Option("--suggested", help="Who may be the same, and why; for a person to say.")]
Kind = Annotated[str | None, typer.Option(help="person, organisation, state, group or unnamed.")]
Everyone = Annotated[bool, typer.Option("--all", help="Also whom no name tells from others: witnesses, bare surnames.")]
Limit = Annotated[int, typer.Option(min=1, help="At most so many.")]

ACTS = ("merge", "split", "rename")
"""Acts of `onrecord review` that are about actors only; accept, reject and undo are where the id is a suggestion's or actor's."""


def actors(
    record: Record,
    name: Name = None,
    suggested: Suggested = False,
    kind: Kind = None,
    everyone: Everyone = False,
    limit: Limit = 100,
    as_json: AsJson = False,
) -> None:
    """List the persons, bodies, states and groups of a record: each once, under all its names, those of most documents first.

    Who is certainly the same is one already; who may be the same is only suggested, for `onrecord review` to accept or reject.

    Try:

      onrecord actors crisis.db

      onrecord actors crisis.db "foreign ministry"

      onrecord actors crisis.db --suggested
    """
    from onrecord import workspace

    with workspace.open_record(record, create=False) as store:
        if suggested:
            _print_suggestions(store.suggestions(name)[:limit], as_json)
            return
        found = store.actors(name, kind, everyone or kind == "unnamed", limit)
    for actor in found:
        print(json.dumps(asdict(actor), ensure_ascii=False) if as_json else _told(actor))
    if not as_json:
        print(f"{_many(len(found), 'actor')}." if found else "Nobody. --all lists also those without a name of their own.")


def _told(actor: RecordedActor) -> str:
    """An actor in a few lines."""
    count = f"{_many(actor.documents, 'document')} · {_many(actor.claims, 'claim')}"
    lines = [f"{actor.id}  {_safe(actor.name)} · {actor.kind} · {count}"]
    for word, values in (("also", actor.aliases), ("posts", actor.posts), ("one by", actor.joined)):
        if values:
            lines.append(f"{'':12}  {word}: {_safe('; '.join(values))}")
    return "\n".join(lines)


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _print_suggestions(found: list[Suggestion], as_json: bool) -> None:
    for one in found:
        print(json.dumps(asdict(one), ensure_ascii=False) if as_json else _asked(one))
    if not as_json:
        print(
            f"{_many(len(found), 'suggestion')}. `onrecord review RECORD accept ID` or `reject ID` settles one."
            if found
            else NONE
        )


NONE = "Nothing to suggest."
SHOWN = 6
"""Actors of one suggestion that are named to a person."""


def _asked(one: Suggestion) -> str:
    first, *others = (f"{_safe(name)} ({actor})" for name, actor in zip(one.names, one.actors, strict=True))
    more = f" and {len(others) - SHOWN} more" if len(others) > SHOWN else ""
    return f"{one.id}  {first} and {', '.join(others[:SHOWN])}{more}\n{'':12}  {one.reason}"


def is_about_actors(act: str, ids: list[str]) -> bool:
    """Whether an act of `onrecord review` is about actors: a claim's id has neither their letters nor capitals nor blanks."""
    named = act == "undo" and any(character.isupper() or character.isspace() for name in ids for character in name)
    return act in ACTS or named or (bool(ids) and all(name[:1] in ("s", "w") for name in ids))


def review_actors(
    store: Store, act: str, ids: list[str], name: str | None, document: str | None, mention: str | None, note: str | None
) -> list[Cast]:
    """Do what a person says of actors or suggestions.

    Raises:
        QueryError: an id or option is missing, or there is no such actor or suggestion.
    """
    if act == "merge":
        _want(len(ids) > 1, "one actor to merge", "two or more", "name them by id or by name in quotes")
        return [store.merge(ids[0], other, note) for other in ids[1:]]
    if act == "split":
        _want(bool(document or mention), "nothing to split off", "--from-document or --mention", "say which part is another")
        return [store.split(one, document=document, mention=mention, note=note) for one in ids]
    if act == "rename":
        _want(bool(name), "no --name", "the new name", 'write --name "Ana Kos"')
        return [store.rename(one, str(name), note) for one in ids]
    plain = {"accept": store.accept_suggestion, "reject": store.reject_suggestion, "undo": store.undo_actor}
    _want(act in plain, f"{act} of an actor", ", ".join((*plain, *ACTS)), "claims are corrected and added, actors are not")
    return [plain[act](one, note) for one in ids]


def _want(is_right: bool, found: str, wanted: str, hint: str) -> None:
    if not is_right:
        raise QueryError(found=found, wanted=wanted, hint=hint)


def print_cast(done: Cast, act: str, as_json: bool) -> None:
    """Say what was done."""
    if as_json:
        print(json.dumps(asdict(done), ensure_ascii=False))
    elif act == "undo":
        print(f"{done.act} of line {done.line} taken back; now {', '.join(done.actors)}")
    else:
        print(f"{done.act}, line {done.line} of the journal; now {', '.join(done.actors)}")


def _safe(text: str) -> str:
    from onrecord.export.safe import for_terminal

    return for_terminal(text, sys.stdout.encoding or "utf-8")
