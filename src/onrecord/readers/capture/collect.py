"""Many addresses, some of them feeds: the pages behind them, one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from onrecord.errors import FetchError, ReadError, UnknownFormatError
from onrecord.readers.capture.feeds import Entry, entries, is_feed
from onrecord.readers.capture.guard import parse
from onrecord.readers.capture.manners import Manners
from onrecord.readers.capture.visitor import Visitor, came_by
from onrecord.readers.source import Source
from onrecord.settings import Settings

DEFAULTS = Manners()


@dataclass(frozen=True, slots=True)
class Pointer:
    """An address to visit; `once` leaves it out where it was captured before. `feed` and `entry` say where it was listed."""

    address: str
    once: bool = False
    feed: str | None = None
    entry: str | None = None

    def __str__(self) -> str:
        return self.address


Known = Callable[[Pointer], bool]
"""Says whether what a pointer leads to was captured before."""

OnError = Callable[[str, ReadError], None]


class Collector:
    """Visits pointers and gives the pages behind them; a feed's entries become pointers of their own.

    `again` also visits what is known. What cannot be had goes to `on_error`.
    """

    def __init__(self, visitor: Visitor, is_known: Known, on_error: OnError, again: bool = False) -> None:
        self._visitor, self._is_known, self._on_error, self._again = visitor, is_known, on_error, again

    def collect(self, pointer: Pointer) -> Iterator[Source]:
        """The page behind a pointer, or the pages of the feed that it leads to; none where nothing is new or can be had."""
        found = self._visit(pointer)
        if found is None:
            return
        if pointer.feed is None and is_feed(found):
            yield from self._items(found)
        else:
            yield came_by(found, pointer.feed, pointer.entry)

    def _items(self, feed: Source) -> Iterator[Source]:
        listed = entries(feed)
        if not listed:
            self._on_error(feed.name, _empty(feed.name))
        for entry in listed:
            if entry.address is None:
                self._on_error(feed.name, _without_address(feed.name, entry))
            else:
                yield from self.collect(Pointer(entry.address, True, feed.uri, entry.id))

    def _visit(self, pointer: Pointer) -> Source | None:
        try:
            if pointer.once and not self._again and self._is_known(_normal(pointer)):
                return None
            return self._visitor.fetch(pointer.address)
        except ReadError as error:
            self._on_error(pointer.address, error)
            return None


def _normal(pointer: Pointer) -> Pointer:
    """The same pointer with its address as the record keeps it."""
    return Pointer(str(parse(pointer.address)), pointer.once, pointer.feed, pointer.entry)


def fetch(address: str, settings: Settings, manners: Manners = DEFAULTS) -> Source:
    """The page behind one address; see `page_of`."""
    return page_of(Visitor(settings, manners), address)


def page_of(visitor: Visitor, address: str) -> Source:
    """The page behind an address.

    Raises:
        FetchError: it must not be visited, cannot be reached, or answers with anything but a page.
        TooLargeError: the answer is larger than the settings allow.
        UnknownFormatError: it is a feed, which holds no statement itself.
    """
    found = visitor.fetch(address)
    if is_feed(found):
        raise UnknownFormatError(
            found=f"{address}, a feed of {len(entries(found))} entries",
            wanted="the address of one page",
            hint="onrecord add takes in the pages that a feed lists",
        )
    return found


def _empty(name: str) -> ReadError:
    return FetchError(found=f"{name}, a feed without entries", wanted="entries", hint="open the feed in a browser")


def _without_address(name: str, entry: Entry) -> ReadError:
    return FetchError(
        found=f"the entry {entry.title or entry.id!r} of {name}, which leads nowhere",
        wanted="an entry with the address of a page",
        hint="its words are in the feed alone; save them as a file and add that",
    )
