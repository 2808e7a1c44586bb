"""What a process that reads takes of memory, over many documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from onrecord.bench.articles import with_new_names
from onrecord.bench.crew import OURS, peak, resident, work

PARTS = 10
GROWTH, PEAK = "MB more a 1,000 documents", "peak MB"


def measure(found: Sequence[str], step: Callable[[], None] = lambda: None) -> dict[str, float | None]:
    """Megabytes held after each tenth of the documents, the most ever held, and how much more 1,000 documents took of late.

    One process reads them all, and each brings names that no other has. The growth is that over the last half.
    """
    held: dict[int, float] = {}
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as seat:
        for part in range(PARTS):
            first, last = (len(found) * end // PARTS for end in (part, part + 1))
            held[last] = seat.submit(_read, found[first:last], first).result()
            step()
        most = seat.submit(peak).result()
    return {**{f"MB after {count}": megabytes for count, megabytes in held.items()}, PEAK: most, GROWTH: slope(held)}


def slope(held: dict[int, float]) -> float | None:
    """Megabytes more for 1,000 documents over the last half, by least squares; None where there is too little to tell.

    >>> slope({1000: 300.0, 2000: 400.0, 3000: 401.0, 4000: 402.0})
    1.0
    """
    late = {count: megabytes for count, megabytes in held.items() if count >= max(held) / 2}
    if len(late) < 2:
        return None
    middle, level = sum(late) / len(late), sum(late.values()) / len(late)
    along = sum((count - middle) * (megabytes - level) for count, megabytes in late.items())
    return 1000 * along / sum((count - middle) ** 2 for count in late)


def _read(found: Sequence[str], first: int) -> float:
    work(OURS, [with_new_names(text, number) for number, text in enumerate(found, first)])
    return resident()
