"""Which texts have like sentences, looked up by their keys, and which sentences are a page's fixed wordings."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from onrecord.matters.prints import Prints, Sentence, limits


def far_apart(days: Collection[str]) -> bool:
    """Whether days lie further apart than a text and its copy.

    >>> far_apart(("2021-03-03", "2021-03-09")), far_apart(("2020-03-03", "2021-03-09"))
    (False, True)
    """
    first, last = (date.fromisoformat(pick(days)) for pick in (min, max))
    return (last - first).days > int(limits()["copy"]["days"])


class Meetings:
    """Key → the texts that have a sentence with it. Most keys have one, which is kept without a set around it."""

    def __init__(self) -> None:
        self._ids: dict[int, str | set[str]] = {}
        self._days: dict[str, str | None] = {}
        self._known: dict[int, bool] = {}

    def add(self, text: Prints) -> None:
        """Enter a text under its keys."""
        self._known.clear()
        self._days[text.id] = text.day
        for key in _keys(text):
            held = self._ids.setdefault(key, text.id)
            if isinstance(held, set):
                held.add(text.id)
            elif held != text.id:
                self._ids[key] = {held, text.id}

    def remove(self, text: Prints) -> None:
        """Strike a text out."""
        self._known.clear()
        self._days.pop(text.id, None)
        for key in _keys(text):
            held = self._ids.get(key)
            if isinstance(held, set):
                held.discard(text.id)
            elif held == text.id:
                del self._ids[key]

    def touched(self, text: Prints) -> set[str]:
        """The texts that have a sentence like one of this text, however common it is."""
        return {id for key in _keys(text) for id in self._at(key)}

    def beside(self, text: Prints) -> set[str]:
        """The texts that have a sentence like one of this text, common sentences apart."""
        return {id for key in _keys(text) for id in self._at(key) if not self._common(key)}

    def meet(self, one: Prints, other: Prints) -> bool:
        """Whether two texts have a like sentence that is not a common one."""
        return any(not self._common(key) for key in _keys(one) & _keys(other))

    def fixed(self, sentence: Sentence) -> bool:
        """Whether a sentence recurs over so long a time that it is a page's fixed wording."""
        found = sum(self._recurs(key) for key in sentence.keys)
        return 2 * found > len(sentence.keys)

    def _recurs(self, key: int) -> bool:
        if key not in self._known:
            days = {day for id in self._at(key) if (day := self._days[id])}
            self._known[key] = len(days) > 1 and far_apart(days)
        return self._known[key]

    def _common(self, key: int) -> bool:
        return len(self._at(key)) > int(limits()["hashes"]["common"])

    def _at(self, key: int) -> Collection[str]:
        held = self._ids.get(key, ())
        return (held,) if isinstance(held, str) else held


def _keys(text: Prints) -> set[int]:
    sentences: Iterable[Sentence] = text.sentences
    return {key for sentence in sentences for key in sentence.keys}
