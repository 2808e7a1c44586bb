"""`onrecord serve`: the reading room, a record in the browser."""

from __future__ import annotations

import webbrowser
from typing import Annotated

import typer

from onrecord.cli.record import Record, Who
from onrecord.errors import SettingsError

PORT = 8421
"""The port that is tried first; if somebody listens there, any other is taken."""

Host = Annotated[str, typer.Option(help="The address to answer at. Any other than this machine's own needs accounts first.")]
Port = Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes any that is free.")]
Open = Annotated[bool, typer.Option("--open/--no-open", help="Show it in the browser at once.")]


def serve(record: Record, host: Host = "127.0.0.1", port: Port = PORT, show: Open = False, who: Who = None) -> None:
    """Open a record in the browser: pages to read, compare, review and correct, and the API beneath them.

    It answers to this machine alone. What follows from the documents together is worked out while you read.

    Try:

      onrecord serve crisis.db --open
    """
    from onrecord.api.room import open_room
    from onrecord.web.app import create_app
    from onrecord.web.serve import bind, run

    try:
        listening = bind(host, port)
    except OSError as error:
        if port != PORT:
            found = f"trouble at {host}:{port} ({error.strerror or error})"
            raise SettingsError(found=found, wanted="an address that is free", hint="give another --port, or 0 for any") from None
        listening = bind(host, 0)
    room = open_room(record, who)
    address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/"
    print(f"{room.store.name} is open at {address}\nStop it with Ctrl-C.", flush=True)
    if show:
        webbrowser.open(address)
    run(create_app(room), listening)
