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
                self._words[name] = words_of(name)
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
        return fullest(name, ((other, self._words[other]) for other in near))


def fullest(name: str, near: Iterable[tuple[str, frozenset[str]]]) -> str:
    """The one longer name near a name, given with its words, that holds the words of all others it may grow into.

    >>> fullest("kos", [(other, words_of(other)) for other in ("ana kos", "kos dam", "dr ana kos")])
    'dr ana kos'
    """
    bare, own = bare_of(name), words_of(name)
    longer = [(other, words) for other, words in near if own < words and _may_grow(bare, own, other)]
    most, held = max(longer, key=lambda one: len(one[1]), default=(name, own))
    return most if all(words < held for other, words in longer if other != most) else name


def words_of(name: str) -> frozenset[str]:
    """The words of a name by which it is known."""
    return frozenset(bare_of(name).replace("'", " ").split()) - _SMALL


def bare_of(name: str) -> str:
    """A name without what a body is called in front of it."""
    return next((name.removeprefix(rank) for rank in _RANKS if name.startswith(rank)), name)


def _may_grow(name: str, own: frozenset[str], other: str) -> bool:
    """Whether a longer name may be the same: a surname of a full name, or a body with its place behind it."""
    return other.endswith(f" {name}") if len(own) == 1 else other.startswith(name)
