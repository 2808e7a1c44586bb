"""What a room keeps in memory, as long as nothing touched what it follows from."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Any

from onrecord.store import Store
from onrecord.store.touched import Touched

KEPT = 500
"""Answers that are kept; of more, those that were asked for longest ago are forgotten."""

Mend = Callable[[Any, frozenset[tuple[str, str]]], Any]
"""Gives what was made, brought up to date for these claims, each a document and an id."""


class Memory:
    """Answers by name, each with the line of the journal up to which it holds."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Any, ...], tuple[Any, int, Any]] = {}
        self._lock = threading.Lock()
        self._last: Touched | None = None
        self._now = threading.local()

    @contextmanager
    def looking(self, store: Store) -> Iterator[None]:
        """In this block what was touched is looked up once for this thread, which sees the record as of one moment."""
        self._now.touched = self.touched(store)
        try:
            yield
        finally:
            self._now.touched = None

    def touched(self, store: Store) -> Touched:
        """What was touched, and by which line of the journal."""
        known: Touched | None = getattr(self._now, "touched", None)
        if known is None:
            before = self._last
            known = store.touched(before)
            if before is None or known.head.seq >= before.head.seq:  # another thread may have seen more
                self._last = known
        return known

    def kept(
        self, store: Store, key: tuple[Any, ...], make: Callable[[], Any], on: Collection[str] | None, mend: Mend | None
    ) -> Any:
        """What `make` gives, made anew only where something touched what it follows from: see `Touched.last`.

        `mend` brings it up to date where people said something of some claims and touched nothing that is named in `on`.
        """
        touched = self.touched(store)
        mark = touched.began, touched.last(on)
        with self._lock:
            found = self._kept.pop(key, None)
        made = None
        if found and found[0] == mark:
            said = touched.since(found[1]) if mend else frozenset()
            made = mend(found[2], said) if mend and said else found[2] if said is not None else None
        if made is None:
            made = make()
        with self._lock:
            self._kept[key] = (mark, touched.head.seq, made)  # the one asked for last stands last
            while len(self._kept) > KEPT:
                del self._kept[next(iter(self._kept))]
        return made
