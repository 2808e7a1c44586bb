"""What must be one for all processes of a room: what is read, verified and written, and who must wait to sign in.

One process keeps it and the others ask there, over a socket of the machine that nobody else can open and with a key that nobody
else has.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from multiprocessing.managers import BaseManager
from secrets import token_bytes
from typing import Any

from onrecord.api.exports import Exports
from onrecord.api.jobs import Jobs
from onrecord.api.verifying import Verifier
from onrecord.web.delays import Delays

KEPT = {
    "jobs": ("start", "all", "get", "stop"),
    "verifier": ("state", "begin", "stop"),
    "exports": ("start", "all", "get", "path", "stop"),
    "delays": ("attempt", "succeeded"),
}
"""What is kept, and what may be asked of each."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where the desk is, and the key to it."""

    address: Any
    key: bytes


@dataclass(frozen=True, slots=True)
class Shared:
    """What is kept at a desk, as if it were here."""

    jobs: Jobs
    verifier: Verifier
    exports: Exports
    delays: Delays


def keep(kept: Shared) -> Door:
    """Keep these for other processes, as long as this one lives."""

    class Desk(BaseManager):
        pass

    for name, methods in KEPT.items():
        one = getattr(kept, name)
        Desk.register(name, callable=lambda one=one: one, exposed=methods)
    door = token_bytes(32)
    server = Desk(authkey=door).get_server()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return Door(server.address, door)


def ask(door: Door) -> Shared:
    """What is kept there."""

    class Desk(BaseManager):
        pass

    for name, methods in KEPT.items():
        Desk.register(name, exposed=methods)
    desk: Any = Desk(address=door.address, authkey=door.key)
    desk.connect()
    return Shared(desk.jobs(), desk.verifier(), desk.exports(), desk.delays())
