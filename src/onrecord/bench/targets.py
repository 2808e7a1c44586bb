"""The table of speed: each measure with what stands beside it and what it is to reach, on two idle cores."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.bench import cold, engines, memory
from onrecord.bench.crew import BARE, DATES, OURS, QUOTATIONS
from onrecord.bench.speed import (
    AHEAD,
    ALONE,
    BATCH,
    COLD,
    HEIDELTIME,
    MEMORY,
    OF_BARE,
    OF_BARE_CPU,
    PEAK,
    RATE,
    READING,
    SPEEDUP,
    SPEEDUP_CPU,
    WORDS,
    Table,
)


@dataclass(frozen=True, slots=True)
class Target:
    """What a measure is to reach: at least or at most so much."""

    value: float
    at_most: bool = False

    def __str__(self) -> str:
        """As a person reads it.

        >>> str(Target(900, at_most=True))
        '≤ 900'
        """
        return f"{'≤' if self.at_most else '≥'} {self.value:g}"

    def is_reached(self, value: float) -> bool:
        """Whether a value is good enough."""
        return value <= self.value if self.at_most else value >= self.value


TARGETS: dict[tuple[str, str], Target] = {
    (READING, OF_BARE): Target(0.95),
    (READING, OF_BARE_CPU): Target(0.95),
    (READING, RATE): Target(12),
    (READING, WORDS): Target(3_000),
    (READING, PEAK): Target(900, at_most=True),
    (ALONE, SPEEDUP): Target(1.85),
    (ALONE, SPEEDUP_CPU): Target(1.85),
    (ALONE, AHEAD): Target(1),
    (MEMORY, memory.GROWTH): Target(0.2, at_most=True),
    (COLD, cold.OF_LOADING): Target(1.6, at_most=True),
    (COLD, cold.OF_LOADING_CPU): Target(1.6, at_most=True),
    (BATCH, engines.OF_LOCAL): Target(0.9),
}
"""By what is measured and measure; two processes on two idle cores are meant."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table beside the targets, as it is told."""

    measure: str
    value: str
    beside: str
    target: str


def lines(table: Table) -> Iterator[Line]:
    """The table beside its targets: what was measured, what stands beside it, what it is to reach."""
    for name, system, measure, told, beside in SHOWN:
        value = table.get((name, system), {}).get(measure)
        if value is not None:
            target = TARGETS.get((name, measure))
            missed = "" if target is None or target.is_reached(value) else " (not reached)"
            other = (table.get((name, who), {}).get(what) for who, what in beside)
            rest = "; ".join(f"{who} {_plain(one)}" for (who, _), one in zip(beside, other, strict=True) if one is not None)
            yield Line(told, _plain(value) + missed, rest, str(target or ""))


def _plain(value: float) -> str:
    return f"{value:.2f}" if abs(value) < 100 else f"{value:,.0f}"


SHOWN: tuple[tuple[str, str, str, str, tuple[tuple[str, str], ...]], ...] = (
    (READING, OURS, RATE, "articles a second, all processes", ((BARE, RATE),)),
    (READING, OURS, OF_BARE, "  of bare spaCy's speed, by the clock", ()),
    (READING, OURS, OF_BARE_CPU, "  of bare spaCy's speed, by CPU time", ()),
    (READING, OURS, WORDS, "words a CPU second", ((BARE, WORDS),)),
    (READING, OURS, PEAK, "memory of a process, MB", ((BARE, PEAK),)),
    (ALONE, OURS, SPEEDUP, "all processes against one, by the clock", ()),
    (ALONE, OURS, SPEEDUP_CPU, "  by CPU time", ()),
    *((ALONE, peer, AHEAD, f"times as fast as {peer}", ((peer, RATE),)) for peer in (QUOTATIONS, DATES, HEIDELTIME)),
    (COLD, cold.READ, cold.OF_LOADING, "cold onrecord read of a page, times a spaCy load", ((cold.LOAD, cold.SECONDS),)),
    (COLD, cold.READ, cold.OF_LOADING_CPU, "  by CPU time", ((cold.LOAD, cold.CPU_SECONDS),)),
    (BATCH, engines.LOCAL, RATE, "onrecord batch, articles a second", ()),
    (BATCH, engines.RAY, engines.OF_LOCAL, "Ray against local processes", ((engines.RAY, RATE),)),
    (MEMORY, OURS, memory.PEAK, "memory over many documents, at most, MB", ()),
    (MEMORY, OURS, memory.GROWTH, "  more for 1,000 documents, MB", ()),
)
"""What is measured, system, measure, its words, and what stands beside it: system and measure."""
