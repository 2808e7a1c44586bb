"""How addresses are visited: who asks, how often, how long an answer may take, and where nobody goes."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version

from onrecord.errors import SettingsError

TOKEN = "onrecord"
"""The name by which a server's robots.txt may speak to us."""


@dataclass(frozen=True, slots=True)
class Manners:
    """Limits and courtesies of visits; all times are seconds.

    `allow_private` also visits addresses inside a network, `ignore_robots` what a robots.txt asks to leave alone. `delay` lies
    between two requests to one host; a robots.txt may ask for more. `connect` is the longest wait for a connection, `read` for
    each part of an answer, `total` for the whole answer. After trouble that may pass, an address is asked `retries` times
    more, first after `backoff`, each time after twice as long. A server that asks for a longer wait than `patience` is not asked
    again in this run.

    Raises:
        SettingsError: a number is negative.

    >>> Manners(delay=3).total
    120.0
    """

    allow_private: bool = False
    ignore_robots: bool = False
    delay: float = 1.0
    connect: float = 10.0
    read: float = 20.0
    total: float = 120.0
    redirects: int = 10
    retries: int = 2
    backoff: float = 2.0
    patience: float = 90.0

    def __post_init__(self) -> None:
        for name in ("delay", "connect", "read", "total", "redirects", "retries", "backoff", "patience"):
            if getattr(self, name) < 0:
                raise SettingsError(
                    found=f"{name} = {getattr(self, name)}", wanted="a number that is not negative", hint="leave it out"
                )


def agent() -> str:
    """What a server is told of who asks."""
    return f"{TOKEN}/{version(TOKEN)} (keeps public statements as evidence; asks one page at a time)"
