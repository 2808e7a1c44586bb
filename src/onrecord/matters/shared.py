"""How many words texts have in common, counted over many texts at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


class Held:
    """Which of many sets of words, by number, hold a word.

    >>> held = Held([{"gate", "open"}, {"open"}, {"gate", "shut", "open"}])
    >>> held.counts({"gate", "open"}).tolist(), held.of("gate").tolist()
    ([2, 1, 2], [0, 2])
    """

    def __init__(self, sets: Iterable[Collection[str]]) -> None:
        places: dict[str, list[int]] = defaultdict(list)
        self._size = 0
        for number, words in enumerate(sets):
            self._size = number + 1
            for word in words:
                places[word].append(number)
        self._places = {word: np.asarray(found, dtype=np.int64) for word, found in places.items()}

    def of(self, word: str) -> Numbers:
        """The numbers of the sets that hold a word, in order."""
        return self._places.get(word, _NONE)

    def counts(self, words: Collection[str]) -> Numbers:
        """How many of these words each of the sets holds."""
        return np.bincount(np.concatenate([_NONE, *map(self.of, words)]), minlength=self._size)


_NONE: Numbers = np.empty(0, dtype=np.int64)
