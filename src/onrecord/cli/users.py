"""`onrecord users`: who may read and write when a record is served."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.record import AsJson, Record, Who
from onrecord.errors import QueryError

if TYPE_CHECKING:
    from onrecord.store import Store, User


class Act(StrEnum):
    """What to do."""

    ADD = "add"
    ROLE = "role"
    PASSWORD = "password"
    REMOVE = "remove"
    TOKEN = "token"
    REVOKE = "revoke"


Acts = Annotated[Act | None, typer.Argument(metavar="[ACT]", help=f"{', '.join(Act)}; without it, all are listed.")]
Name = Annotated[str | None, typer.Argument(metavar="[NAME]", help="The person's name, as it will stand in the journal.")]
Role = Annotated[str | None, typer.Option(help="reader: reads. reviewer: reviews, settles. editor: also documents and actors.")]
FromStdin = Annotated[bool, typer.Option("--password-stdin", help="Take the password from standard input, for scripts.")]
For = Annotated[str | None, typer.Option("--for", help="What a token is for: its name.")]


def users(
    record: Record,
    act: Acts = None,
    name: Name = None,
    role: Role = None,
    password_stdin: FromStdin = False,
    purpose: For = None,
    who: Who = None,
    as_json: AsJson = False,
) -> None:
    """Give people accounts, for `onrecord serve` on other addresses than this machine's own; or list them.

    With the first account, everybody must sign in. Passwords and tokens are kept as hashes, and are in no journal, export or
    bundle; the journal says who was given which role. A token lets a program use the API as that person; it is printed once.

    Try:

      onrecord users crisis.db add "Ana Kos" --role editor

      onrecord users crisis.db role "Ana Kos" --role reviewer

      onrecord users crisis.db token "Ana Kos" --for "nightly export"

      onrecord users crisis.db revoke "Ana Kos" --for "nightly export"

      onrecord users crisis.db remove "Ana Kos"
    """
    from onrecord import workspace

    with workspace.open_record(record, who=who, create=False) as store:
        if act is None:
            _list(store, as_json)
            return
        person = _need(name, f"no name to {act}", 'onrecord users RECORD add "Ana Kos" --role reviewer')
        if act is Act.TOKEN:
            print(store.add_token(person, _need(purpose, "no --for", 'write --for "nightly export"')))
            print("Keep it: it is shown this once. Send it as `Authorization: Bearer TOKEN`.", file=sys.stderr)
        elif act is Act.REVOKE:
            store.remove_token(person, _need(purpose, "no --for", "`onrecord users RECORD` lists tokens"))
            print(f"The token {purpose!r} of {person} is worth nothing now.")
        else:
            _print(_do(store, act, person, role, password_stdin), act, as_json)


def _do(store: Store, act: Act, person: str, role: str | None, from_stdin: bool) -> User:
    if act is Act.ADD:
        wanted = _need(role, "no --role", "write --role reader, reviewer or editor")
        return store.add_user(person, wanted, _password(from_stdin))
    if act is Act.ROLE:
        return store.set_role(person, _need(role, "no --role", "write --role reader, reviewer or editor"))
    if act is Act.PASSWORD:
        return store.set_password(person, _password(from_stdin))
    return store.remove_user(person)


def _need(value: str | None, found: str, hint: str) -> str:
    if not value or not value.strip():
        raise QueryError(found=found, wanted="one", hint=hint)
    return value


def _password(from_stdin: bool) -> str:
    """The password, typed twice and not shown; from a script as the first line of standard input."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise QueryError(found="no terminal to ask for the password", wanted="one", hint="give it with --password-stdin")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))


DONE = {
    Act.ADD: "may sign in now",
    Act.ROLE: "has this role from now on",
    Act.PASSWORD: "must sign in again with the new password",
    Act.REMOVE: "has no account any more; what was done stays",
}


def _print(user: User, act: Act, as_json: bool) -> None:
    print(json.dumps(asdict(user), ensure_ascii=False) if as_json else f"{user.name} ({user.role}) {DONE[act]}.")


def _list(store: Store, as_json: bool) -> None:
    tokens = store.tokens()
    for user in store.users():
        own = [token for token in tokens if token.owner == user.name]
        if as_json:
            print(json.dumps({**asdict(user), "tokens": [asdict(token) for token in own]}, ensure_ascii=False))
            continue
        print(f"{user.name} · {user.role if user.disabled is None else f'removed {user.disabled[:10]}'}")
        for token in own:
            print(f"    token {token.name!r}, last used {f'{token.used}h UTC' if token.used else 'never'}")
    if not as_json and not store.has_users():
        print("Nobody has an account: the record is served to this machine alone.")
