"""Looking up what lies near a stretch of text, at a cost that does not grow with the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

Item = TypeVar("Item")

CELL = 1_000
"""Characters in one cell."""


class Grid(Generic[Item]):
    """Items by the cells of text that they touch.

    >>> grid = Grid([(0, 10, "a"), (5_000, 5_010, "b")])
    >>> grid.near(0, 100)
    ['a']
    """

    def __init__(self, items: Iterable[tuple[int, int, Item]] = ()) -> None:
        self._cells: dict[int, list[tuple[int, Item]]] = defaultdict(list)
        self._count = 0
        for start, end, item in items:
            self.add(start, end, item)

    def add(self, start: int, end: int, item: Item) -> None:
        """Put an item at the stretch `[start, end)`."""
        self._count += 1
        for cell in range(start // CELL, end // CELL + 1):
            self._cells[cell].append((self._count, item))

    def near(self, start: int, end: int) -> list[Item]:
        """The items whose cells the stretch touches, in the order in which they were put, each once."""
        first, last = max(0, start) // CELL, end // CELL
        found = {number: item for cell in range(first, last + 1) for number, item in self._cells.get(cell, ())}
        return [found[number] for number in sorted(found)]
