"""Makes who tries passwords wait longer and longer."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable
from threading import Lock

FREE_NAME, FREE_ADDRESS = 5, 20
"""Failures without a delay: of one name, and from one address, behind which there may be a whole office."""

LONGEST = 300.0
"""Seconds to wait at most."""

FORGOTTEN = 3600.0
"""Seconds after which failures are forgotten."""

KEPT = 20_000
"""Names and addresses that are remembered at most."""


class Delays:
    """Failures by name and by address, in memory.

    >>> clock = iter(range(100))
    >>> delays = Delays(lambda: next(clock))
    >>> [delays.attempt("ana", "192.0.2.7") for _ in range(7)]
    [0, 0, 0, 0, 0, 0, 1.0]
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, Lock()
        self._found: dict[tuple[str, str], tuple[int, float, float]] = {}  # failures, not before, last

    def attempt(self, name: str, address: str) -> float:
        """Seconds to wait before the next attempt; 0 where this one may be made, which counts as failed until it succeeds."""
        with self._lock:
            now = self._clock()
            wait = max(self._found.get(key, (0, 0.0, 0.0))[1] for key in _keys(name, address)) - now
            if wait > 0:
                return wait
            self._prune(now)
            for key, free in zip(_keys(name, address), (FREE_NAME, FREE_ADDRESS), strict=True):
                failures = self._found.pop(key, (0, 0.0, 0.0))[0] + 1
                delay = 0.0 if failures <= free else min(2.0 ** min(failures - free, 20), LONGEST)
                self._found[key] = (failures, now + delay, now)
            return 0

    def succeeded(self, name: str, address: str) -> None:
        """Forget the failures of a name, and this one attempt of the address."""
        with self._lock:
            own, office = _keys(name, address)
            self._found.pop(own, None)
            failures = self._found.get(office, (1, 0.0, 0.0))[0] - 1
            self._found[office] = (failures, 0.0, self._clock())

    def _prune(self, now: float) -> None:
        if len(self._found) < KEPT:
            return
        self._found = {key: one for key, one in self._found.items() if now - one[2] < FORGOTTEN}
        for key in list(self._found)[: max(0, len(self._found) - KEPT // 2)]:  # the oldest come first
            del self._found[key]


def _keys(name: str, address: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("name", " ".join(name.split()).casefold()[:200]), ("address", _network(address))


def _network(address: str) -> str:
    """An address; of the sixth version its network, since one machine may have all of that."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address[:100]
    if found.version == 6:
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
