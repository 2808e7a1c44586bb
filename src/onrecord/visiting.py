"""Addresses for a record: which of them are visited, and which are known or unwanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TypeVar

from onrecord.errors import OnrecordError
from onrecord.readers import Source
from onrecord.readers.capture import Collector, Manners, Pointer, Visitor
from onrecord.readers.source import is_address
from onrecord.settings import Settings
from onrecord.store import Added, Outcome, Store

Other = TypeVar("Other")

OnAdded = Callable[[str | None, Added], None]
OnError = Callable[[str, OnrecordError], None]


class Known:
    """Says of pointers whether a record knows where they lead, or whether a person deleted that, and tells so."""

    def __init__(self, store: Store, on_added: OnAdded) -> None:
        self._store, self._on_added = store, on_added

    @cached_property
    def _deleted(self) -> dict[tuple[str, ...], str]:
        return self._store.deleted()

    def __call__(self, pointer: Pointer) -> bool:
        """Whether the pointer needs no visit."""
        outcome, document = Outcome.PRESENT, self._store.visited(pointer.address, pointer.feed, pointer.entry)
        if document is None:
            outcome, keys = Outcome.DELETED, [(pointer.address,), (pointer.feed or "", pointer.entry or "")]
            document = next((self._deleted[key] for key in keys if key in self._deleted), None)
        if document is not None:
            self._on_added(pointer.address, Added(document, outcome))
        return document is not None


def visit_addresses(
    store: Store,
    sources: Iterable[Other | Pointer],
    settings: Settings,
    manners: Manners,
    again: bool,
    on_added: OnAdded,
    on_error: OnError,
) -> Iterator[Other | Source]:
    """The sources, with the pages behind addresses and feeds in place of these; other sources as they are.

    An address that was given by itself is always visited. A pointer that asks for it `once`, and each entry of a feed, is
    left out where the record knows it, unless `again` is set.
    """
    visitor = Visitor(settings, manners)
    collector = Collector(visitor, Known(store, on_added), on_error, again)
    for source in sources:
        if isinstance(source, Pointer):
            yield from collector.collect(source)
        elif isinstance(source, str) and is_address(source):
            yield from collector.collect(Pointer(source))
        else:
            yield source
