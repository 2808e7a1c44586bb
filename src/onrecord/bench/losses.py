"""What is worse than the last time: results held against earlier ones, each measure with what it may lose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from importlib.resources import files

from onrecord.bench.results import Outcome, Results


@dataclass(frozen=True, slots=True)
class Tolerance:
    """A line of `tolerances.tsv`, which says what its columns mean."""

    bench: str
    set: str
    system: str
    measure: str
    better: str
    by: str
    amount: float
    machine: str

    def fits(self, *names: str) -> bool:
        """Whether it is for this bench, set, system and measure."""
        return all(map(fnmatchcase, names, (self.bench, self.set, self.system, self.measure)))

    def edge(self, was: float) -> float:
        """The worst value that is no loss."""
        room = self.amount * (abs(was) if self.by == "share" else 1)
        return was - room if self.better == "higher" else was + room


@dataclass(frozen=True, slots=True)
class Loss:
    """A measure that is worse than it may be; `now` is None where it is no longer measured."""

    bench: str
    set: str
    system: str
    measure: str
    was: float
    now: float | None
    edge: float

    def __str__(self) -> str:
        """In one line.

        >>> str(Loss("timex", "news", "onrecord", "value", 0.8, 0.7, 0.795))
        'timex, news, onrecord: value was 0.8, is 0.7; 0.795 would do'
        """
        now = "is no longer there" if self.now is None else f"is {self.now:.4g}"
        return f"{self.bench}, {self.set}, {self.system}: {self.measure} was {self.was:.4g}, {now}; {self.edge:.4g} would do"


@lru_cache(maxsize=1)
def tolerances() -> tuple[Tolerance, ...]:
    """What each measure may lose, the first that fits first."""
    lines = (files("onrecord.bench") / "tolerances.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple(_tolerance(*row) for row in rows)


def _tolerance(bench: str, set: str, system: str, measure: str, better: str, by: str, amount: str, machine: str) -> Tolerance:
    return Tolerance(bench, set, system, measure, better, by, float(amount), machine)


def losses(now: Results, last: Results) -> list[Loss]:
    """The measures that are worse than they may be, of benches that both times measured as much."""
    found = [(name, now[name], last[name]) for name in now if name in last and _is_alike(now[name], last[name])]
    return [loss for name, new, old in found for loss in _lost(name, new, old)]


def uncompared(now: Results, last: Results) -> list[str]:
    """Benches of either that cannot be held against the other's, each with the reason."""
    told = [f"{name}: not measured the last time" for name in now if name not in last]
    told += [f"{name}: not measured this time" for name in last if name not in now]
    both = [name for name in now if name in last]
    told += [
        f"{name}: {_asked(now[name])}, the last time {_asked(last[name])}"
        for name in both
        if not _is_alike(now[name], last[name])
    ]
    other = [name for name in both if not now[name].machine.is_like(last[name].machine)]
    return told + ([f"speed of {', '.join(other)}: measured on another machine"] if other else [])


def _is_alike(now: Outcome, last: Outcome) -> bool:
    return dict(now.asked) == dict(last.asked)


def _asked(outcome: Outcome) -> str:
    return ", ".join(f"{name} {'none' if value is None else value}" for name, value in outcome.asked.items()) or "all"


def _lost(bench: str, now: Outcome, last: Outcome) -> Iterator[Loss]:
    same = now.machine.is_like(last.machine)
    for (name, system), row in last.table.items():
        for measure, was in row.items():
            allowed = next((one for one in tolerances() if one.fits(bench, name, system, measure)), None)
            if was is None or allowed is None or allowed.better == "none" or (allowed.machine == "same" and not same):
                continue
            value, edge = now.table.get((name, system), {}).get(measure), allowed.edge(was)
            if value is None or (value < edge if allowed.better == "higher" else value > edge):
                yield Loss(bench, name, system, measure, was, value, edge)
