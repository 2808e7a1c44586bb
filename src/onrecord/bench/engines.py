"""The engines of `onrecord batch` on the same documents: Ray beside processes of one machine."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

LOCAL, RAY = "local", "ray"
RATE, OF_LOCAL = "articles/s", "of local"
ROUNDS = 2
SHARD = 5
"""Documents that are written together: few, since Ray tells of a whole shard at a time."""

LATE = 0.25
"""The share of the documents that is not counted: while they are read, processes are still starting."""

TOGETHER = 0.02
"""Seconds within which two documents are told of in one piece."""


def measure(found: Sequence[str], workers: int, step: Callable[[], None] = lambda: None) -> dict[str, dict[str, float | None]]:
    """Documents a second of each engine that is installed, the best of a few rounds in turns."""
    names = [LOCAL, RAY] if find_spec("ray") else [LOCAL]
    rates: dict[str, float] = dict.fromkeys(names, 0.0)
    with TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        source.write_text("\n".join(json.dumps({"id": f"{n}", "text": text}) for n, text in enumerate(found)), encoding="utf-8")
        for number in range(ROUNDS):
            for name in names:
                rates[name] = max(rates[name], _rate(source, Path(folder) / f"{name}-{number}", name, workers))
                step()
    table: dict[str, dict[str, float | None]] = {name: {RATE: rate} for name, rate in rates.items()}
    if RAY in table and rates[LOCAL]:
        table[RAY][OF_LOCAL] = rates[RAY] / rates[LOCAL]
    return table


class Clock:
    """Hears of each document, and notes when."""

    def __init__(self) -> None:
        self.heard: list[float] = []

    def document(self, read: bool) -> None:
        self.heard.append(time.perf_counter())

    def share(self, done: float) -> None:
        """Not asked."""

    def rate(self) -> float:
        """Documents a second, once all processes read."""
        start = self.heard[int(len(self.heard) * LATE)]
        later = sum(moment > start + TOGETHER for moment in self.heard)
        return later / (self.heard[-1] - start) if later else 0.0


def _rate(source: Path, out: Path, engine: str, workers: int) -> float:
    from onrecord.batch import Asked, run
    from onrecord.settings import Settings

    clock = Clock()
    settings = Settings(force_english=True)
    run(Asked([str(source)], str(out), settings=settings, engine=engine, workers=workers, size=SHARD), clock)
    return clock.rate()
