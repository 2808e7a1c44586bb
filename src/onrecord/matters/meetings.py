"""Which texts have like sentences, looked up by their keys, and which sentences are a page's fixed wordings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from functools import cache

from onrecord.matters.prints import Prints, Sentence, limits


@cache
def _day(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def far_apart(days: Collection[str]) -> bool:
    """Whether days lie further apart than a text and its copy.

    >>> far_apart(("2021-03-03", "2021-03-09")), far_apart(("2020-03-03", "2021-03-09"))
    (False, True)
    """
    return _day(max(days)) - _day(min(days)) > int(limits()["copy"]["days"])


class Meetings:
    """Key → the texts that have a sentence with it. Most keys have one, which is kept without a set around it."""

    def __init__(self) -> None:
        self._ids: dict[int, str | set[str]] = {}
        self._days: dict[str, str | None] = {}
        self._spans: dict[int, tuple[str, str] | None] = {}

    def add(self, text: Prints) -> set[str]:
        """Enter a text under its keys, and give the texts that have a sentence which is common or fixed now and was not."""
        keys = keys_of(text)
        before = {key: self._manner(key) for key in keys}
        self._days[text.id] = text.day
        for key in keys:
            held = self._ids.setdefault(key, text.id)
            if isinstance(held, set):
                held.add(text.id)
            elif held != text.id:
                self._ids[key] = {held, text.id}
            self._widen(key, text.day)
        return self._changed(before)

    def remove(self, text: Prints) -> tuple[set[str], set[str]]:
        """Strike a text out.

        Gives the texts that have a sentence which was common or fixed and is not now, and of these the ones where it was common:
        they may be copies of others with which they were not compared.
        """
        keys = keys_of(text)
        before = {key: self._manner(key) for key in keys}
        for key in keys:
            held = self._ids.get(key)
            if isinstance(held, set):
                held.discard(text.id)
            elif held == text.id:
                del self._ids[key]
            self._spans.pop(key, None)
        self._days.pop(text.id, None)
        freed = {id for key, (_, was_common) in before.items() if was_common and not self._common(key) for id in self._at(key)}
        return self._changed(before), freed

    def _changed(self, before: Mapping[int, tuple[bool, bool]]) -> set[str]:
        return {id for key, manner in before.items() if self._manner(key) != manner for id in self._at(key)}

    def _manner(self, key: int) -> tuple[bool, bool]:
        return self.recurs(key), self._common(key)

    def beside(self, text: Prints) -> set[str]:
        """The texts that have a sentence like one of this text, common sentences apart."""
        return {id for key in keys_of(text) for id in self._at(key) if not self._common(key)}

    def meet(self, one: Prints, other: Prints) -> bool:
        """Whether two texts have a like sentence that is not a common one."""
        return any(not self._common(key) for key in keys_of(one) & keys_of(other))

    def recurs(self, key: int) -> bool:
        """Whether texts that lie far apart in time have a key."""
        span = self._span(key) if isinstance(self._ids.get(key), set) else None
        return span is not None and far_apart(span)

    def _span(self, key: int) -> tuple[str, str] | None:
        """The first and last day of the texts that have a key."""
        if key not in self._spans:
            days = [day for id in self._at(key) if (day := self._days[id])]
            self._spans[key] = (min(days), max(days)) if days else None
        return self._spans[key]

    def _widen(self, key: int, day: str | None) -> None:
        """Take a day into a span that is known."""
        span = self._spans.get(key)
        if span and day:
            self._spans[key] = min(span[0], day), max(span[1], day)
        else:
            self._spans.pop(key, None)

    def _common(self, key: int) -> bool:
        return len(self._at(key)) > int(limits()["hashes"]["common"])

    def _at(self, key: int) -> Collection[str]:
        held = self._ids.get(key, ())
        return (held,) if isinstance(held, str) else held


def is_fixed(sentence: Sentence, recurs: Callable[[int], bool]) -> bool:
    """Whether a sentence recurs over so long a time that it is a page's fixed wording: most of its keys do."""
    return 2 * sum(map(recurs, sentence.keys)) > len(sentence.keys)


def keys_of(text: Prints) -> set[int]:
    """The keys of all its sentences."""
    sentences: Iterable[Sentence] = text.sentences
    return {key for sentence in sentences for key in sentence.keys}
