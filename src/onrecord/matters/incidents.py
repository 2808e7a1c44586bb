"""Which reports tell of one incident, and which of their claims are about another one.

Two reports are held for one where they share the name of a place that they say they are about, their days agree and they are not
far apart. Each pair is decided by itself, so the order of arrival does not matter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from onrecord.matters.testimony import Report, Testimony

APART = 60
"""Days between the publication of two reports of one incident, at most, where no third one lies between them."""
ENOUGH = 2
"""Names of any kind that two reports must share where they share no place."""
LONG_AGO = 60
"""Days before an incident from which on a date in a sentence is of something else."""
NEAR = 1
"""Days by which two accounts of one incident may differ: nights, time zones."""


@dataclass(frozen=True, slots=True)
class Incident:
    """What happened at one place on one day, as several reports tell it. `key` is stable: the earliest report and its day."""

    key: str
    day: str | None
    names: frozenset[str]
    testimonies: tuple[Testimony, ...]


def find_incidents(reports: Iterable[Report]) -> list[Incident]:
    """The incidents of a record, each with its testimonies in order of publication."""
    ordered = sorted(reports, key=lambda r: (r.published, r.id))
    return [incident for group in linked(ordered) for incident in _incidents(group)]


def linked(reports: list[Report]) -> list[list[Report]]:
    """Groups of reports about one thing, in order."""
    index: dict[str, list[int]] = defaultdict(list)
    parent = list(range(len(reports)))
    for i, report in enumerate(reports):
        keys = report.focus | report.names | report.often
        for j in sorted({j for name in keys for j in index[name]}):
            if _find(parent, i) != _find(parent, j) and is_one(reports[j], report):
                parent[_find(parent, i)] = _find(parent, j)
        for name in keys:
            index[name].append(i)
    groups: dict[int, list[Report]] = defaultdict(list)
    for i, report in enumerate(reports):
        groups[_find(parent, i)].append(report)
    return list(groups.values())


def _find(parent: list[int], i: int) -> int:
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = parent[i]
    return i


def is_one(a: Report, b: Report) -> bool:
    """Whether two reports tell of one incident: they are about a place of one name, near in time, and name no other day."""
    if not (a.focus or a.often) & (b.focus or b.often) and len(a.names & b.names) < ENOUGH:
        return False
    if a.published and b.published and days_between(a.published, b.published) > APART:
        return False
    one, other = event_days(a), event_days(b)
    return not one or not other or any(days_between(x, y) <= NEAR for x in one for y in other)


def event_days(report: Report) -> frozenset[str]:
    """The days on which a report puts what it is about: of its first claims about harm or deeds that name one."""
    told = [
        t.days
        for t in report.testimonies
        if t.days and t.kind in ("casualties", "incident", "detention") and t.status in ("done", "ongoing", "denied")
    ]
    return frozenset(day for days in told[:2] for day in days if len(day) == 10)


def _incidents(group: list[Report]) -> Iterator[Incident]:
    counted = Counter(day for report in group for day in event_days(report))
    main = min((d for d in counted if counted[d] == max(counted.values())), default=None)
    parts: dict[str | None, list[Testimony]] = defaultdict(list)
    for report in group:
        for testimony in report.testimonies:
            parts[_day_of(testimony, main)].append(testimony)
    names = frozenset(name for report in group for name in report.focus)
    for day, testimonies in sorted(parts.items(), key=lambda item: item[0] or ""):
        yield Incident(f"{group[0].id}/{day or ''}", day or main, names, tuple(testimonies))


def _day_of(testimony: Testimony, main: str | None) -> str | None:
    """None for what belongs to the incident itself, else the other day that the words name."""
    if (
        main is None
        or testimony.as_of != testimony.published
        or testimony.kind in ("demand", "commitment", "decision", "position")
    ):
        return None
    told = testimony.days[0] if testimony.days else _long_ago(testimony, main)
    if told is None or main.startswith(told) or days_between(told, main) <= NEAR:
        return None
    if told > main:
        return told if testimony.figures and not _is_later_count(testimony) else None
    return told


def _long_ago(testimony: Testimony, main: str) -> str | None:
    """A date of the sentence that lies long before the incident, where nothing in it is of the incident's own time."""
    near = any(days_between(day, main) <= LONG_AGO or len(day) < 10 and main.startswith(day) for day in testimony.around)
    return None if near or not testimony.figures else min((d for d in testimony.around if d < main[: len(d)]), default=None)


def _is_later_count(testimony: Testimony) -> bool:
    """Whether a later day is that of counting, not of harm: nobody says that more were killed on it."""
    return testimony.predicate not in ("kill", "die", "drown", "wound", "injur", "detain", "arrest")


def days_between(one: str, other: str) -> int:
    """Days between two dates, of which the year, month or day may be missing; a great number where one is not known.

    >>> days_between("2021-02-03", "2021-02-05T10:00")
    2
    """
    try:
        first, second = (
            date.fromisoformat((value + "-01-01")[:10] if len(value) == 4 else (value + "-01")[:10]) for value in (one, other)
        )
    except ValueError:
        return 10**6
    return abs((first - second).days)
