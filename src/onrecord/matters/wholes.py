"""The fullest form of each name of a record: a longer name takes up a shorter one whose words it holds, if only one does."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

_RANKS = ("provincial ", "regional ", "national ", "federal ", "local ", "city ", "district ", "municipal ")
"""What a body is called in front of its name where it is not said of which province: no part of the name itself."""
_SMALL = frozenset({"the", "of", "and", "for", "in", "a", "s"})


class Wholes:
    """Names that come and go; a change is looked at only where words are shared.

    >>> wholes = Wholes()
    >>> wholes.add(["kos", "ana kos", "civil guard", "civil guard of velmora"])
    >>> wholes.of("kos"), wholes.of("civil guard")
    ('ana kos', 'civil guard of velmora')
    >>> wholes.add(["ida kos"])
    >>> wholes.of("kos")
    'kos'
    """

    def __init__(self) -> None:
        self._uses: Counter[str] = Counter()
        self._words: dict[str, frozenset[str]] = {}
        self._by_word: dict[str, set[str]] = defaultdict(set)
        self._known: dict[str, str] = {}

    def add(self, names: Iterable[str]) -> None:
        """Take names in, each as often as it is given."""
        for name in names:
            self._uses[name] += 1
            if self._uses[name] == 1:
                self._words[name] = _words_of(name)
                for word in self._words[name]:
                    self._by_word[word].add(name)
                self._forget(name)

    def remove(self, names: Iterable[str]) -> None:
        """Let names go that were taken in, each as often as it is given."""
        for name in names:
            self._uses[name] -= 1
            if not self._uses[name]:
                self._forget(name)
                del self._uses[name]
                for word in self._words.pop(name):
                    self._by_word[word].discard(name)

    def of(self, name: str) -> str:
        """The fullest form of a name; one that is not here stays as it is."""
        if name not in self._words:
            return name
        if name not in self._known:
            self._known[name] = self._whole(name)
        return self._known[name]

    def _forget(self, name: str) -> None:
        """What is shorter than this name may have another fullest form now."""
        own = self._words[name]
        self._known.pop(name, None)
        for shorter in {other for word in own for other in self._by_word[word]}:
            if self._words[shorter] < own:
                self._known.pop(shorter, None)

    def _whole(self, name: str) -> str:
        own = self._words[name]
        near = min((self._by_word[word] for word in own), key=len, default=set())
        longer = [other for other in near if own < self._words[other] and _may_grow(_bare(name), own, other)]
        most = [other for other in longer if not any(self._words[other] < self._words[third] for third in longer)]
        return most[0] if len(most) == 1 else name


def _words_of(name: str) -> frozenset[str]:
    """The words of a name by which it is known."""
    return frozenset(_bare(name).replace("'", " ").split()) - _SMALL


def _bare(name: str) -> str:
    return next((name.removeprefix(rank) for rank in _RANKS if name.startswith(rank)), name)


def _may_grow(name: str, own: frozenset[str], other: str) -> bool:
    """Whether a longer name may be the same: a surname of a full name, or a body with its place behind it."""
    return other.endswith(f" {name}") if len(own) == 1 else other.startswith(name)
