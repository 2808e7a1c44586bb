"""Runs the reading room until it is stopped."""

from __future__ import annotations

import signal
import socket
import sys
from collections.abc import Sequence
from ipaddress import ip_address

import uvicorn
from fastapi import FastAPI

from onrecord.web.gate import host_of, is_number
from onrecord.web.guard import LOOPBACK, Safety


def safety_of(host: str, names: Sequence[str] = (), https: bool = False) -> Safety:
    """How a room at this address is kept safe: one that others can reach lets nobody in without an account.

    >>> safety_of("127.0.0.1").accounts, safety_of("0.0.0.0").accounts, safety_of("localhost", ["record.example.org"]).accounts
    (False, True, True)
    """
    is_ours = is_loopback(host)
    known = dict.fromkeys((*LOOPBACK, host_of(host), *map(host_of, names), *(() if is_ours else (socket.gethostname().lower(),))))
    return Safety(tuple(known), by_number=not is_ours, accounts=not is_ours or bool(names) or https, https=https)


def is_loopback(host: str) -> bool:
    """Whether an address is this machine's own, which nobody else can reach."""
    return host == "localhost" or (is_number(host) and ip_address(host).is_loopback)


BACKLOG = 512
"""Requests that may wait to be taken."""

IDLE = 75
"""Seconds that a connection is kept open for the next request: a browser that is looked at asks again over the same one."""


def bind(host: str, port: int) -> socket.socket:
    """A socket at this address; port 0 takes any that is free.

    Raises:
        OSError: somebody listens there, or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # Else a page waits 40 ms for the reader's computer to acknowledge its headers; those who are accepted inherit it.
    found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    found.bind((host, port))
    found.listen(BACKLOG)  # who comes before the room is ready waits a moment, and is not turned away
    return found


def run(app: FastAPI, listening: socket.socket) -> None:
    """Answer at the socket until Ctrl-C, or until the process is asked to end."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # the server raises it again when it has closed everything
    plain = {"log_level": "warning", "access_log": False, "server_header": False}
    config = uvicorn.Config(app, timeout_graceful_shutdown=3, timeout_keep_alive=IDLE, **plain)  # type: ignore[arg-type]
    uvicorn.Server(config).run(sockets=[listening])
