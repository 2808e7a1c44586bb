"""`onrecord serve`: the reading room, a record in the browser."""

from __future__ import annotations

import webbrowser
from errno import EADDRINUSE
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.record import Record, Who
from onrecord.errors import SettingsError

if TYPE_CHECKING:
    from socket import socket

    from onrecord.web.guard import Safety

PORT = 8421
"""The port that is tried first; if somebody listens there, any other is taken."""

Host = Annotated[str, typer.Option(help="The address to answer at. Any other than this machine's own needs accounts first.")]
Port = Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes any that is free.")]
Open = Annotated[bool, typer.Option("--open/--no-open", help="Show it in the browser at once.")]
Names = Annotated[
    list[str] | None,
    typer.Option("--name", help="A name by which browsers reach it: record.example.org. May be repeated."),
]
Https = Annotated[
    bool,
    typer.Option("--behind-https", help="A web server before it takes https and passes requests on."),
]
Workers = Annotated[
    int, typer.Option(min=1, max=64, help="How many processes answer: about as many as the machine has cores, for a team.")
]


def serve(
    record: Record,
    host: Host = "127.0.0.1",
    port: Port = PORT,
    show: Open = False,
    name: Names = None,
    behind_https: Https = False,
    workers: Workers = 1,
    who: Who = None,
) -> None:
    """Open a record in the browser: pages to read, compare, review and correct, and the API beneath them.

    It answers to this machine alone, and needs no sign-in as long as nobody has an account (`onrecord users`). On another address
    it starts only where somebody has one, and then everybody signs in. What follows from the documents together is worked out
    while you read.

    Try:

      onrecord serve crisis.db --open

      onrecord serve crisis.db --host 0.0.0.0 --name record.example.org --behind-https

      onrecord serve postgresql://onrecord@127.0.0.1/crisis --name record.example.org --behind-https --workers 4
    """
    from onrecord import workspace
    from onrecord.web.serve import bind, safety_of

    safety = safety_of(host, name or [], behind_https)
    with workspace.open_record(record, who=who, create=False) as store:
        known_as = store.name
        _may_serve(store.has_users(), safety.accounts, host)
    try:
        listening = bind(host, port)
    except OSError as error:
        if port != PORT or error.errno != EADDRINUSE:
            found = f"trouble at {host}:{port} ({error.strerror or error})"
            raise SettingsError(found=found, wanted="an address that is free", hint="give another --port, or 0 for any") from None
        listening = bind(host, 0)
    address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/"
    print(f"{known_as} is open at {address}\nStop it with Ctrl-C.", flush=True)
    if safety.accounts and not behind_https:
        print("Passwords go over the network as they are typed: better put a web server with https before it.", flush=True)
    if show:
        webbrowser.open(address)
    _answer(workers, record, who, safety, listening)


def _answer(workers: int, record: str, who: str | None, safety: Safety, listening: socket) -> None:
    from onrecord.api.room import open_room
    from onrecord.web.app import create_app
    from onrecord.web.serve import run
    from onrecord.web.workers import run_many

    if workers > 1:
        run_many(workers, record, who, safety, listening)
    else:
        run(create_app(open_room(record, who), safety=safety), listening)


def _may_serve(has_users: bool, needs_users: bool, host: str) -> None:
    """On an address that others can reach nothing is shown without a sign-in.

    Raises:
        SettingsError: nobody has an account.
    """
    if needs_users and not has_users:
        raise SettingsError(
            found=f"a room that others can reach (at {host}), and nobody with an account",
            wanted="somebody with an account",
            hint='run onrecord users RECORD add "YOUR NAME" --role editor, then start it again',
        )
