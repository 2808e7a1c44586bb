"""Which reports tell of one incident, and which of their claims are about another one.

Two reports are held for one where they share the name of a place that they say they are about, their days agree and they are not
far apart. Each pair is decided by itself, so the order of arrival does not matter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from onrecord.matters.testimony import Report, Testimony

APART = 60
"""Days between the publication of two reports of one incident, at most, where no third one lies between them."""
MANY = 0.25
"""Share of the reports of an incident that must name a place for it to be the incident's own."""
FIRST = 4
"""Claims about harm and deeds among which a report says where it happened."""
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
    if not _shares_place(a, b) and len((a.names & b.names) - a.broad - b.broad) < ENOUGH:
        return False
    if a.published and b.published and days_between(a.published, b.published) > APART:
        return False
    one, other = event_days(a), event_days(b)
    return not one or not other or any(days_between(x, y) <= NEAR for x in one for y in other)


def _shares_place(a: Report, b: Report) -> bool:
    """Whether each is about a place that the other is about, or names where it says what it is about."""
    broad = a.broad | b.broad
    return _meets(a, b, broad) and _meets(b, a, broad)


def _meets(a: Report, b: Report, broad: frozenset[str]) -> bool:
    about = next((found for names in (first_places(a), a.focus, a.often, a.names) if (found := names - broad)), frozenset())
    return bool(about & (b.focus | b.often | b.names))


def first_places(report: Report) -> frozenset[str]:
    """Where the first thing happened that a report tells."""
    return next((t.places for t in _told(report)[:FIRST] if t.places), frozenset())


def _told(report: Report) -> list[Testimony]:
    """Its claims about harm and deeds, in order."""
    deeds = ("casualties", "incident", "detention")
    return [t for t in report.testimonies if t.kind in deeds and t.status in ("done", "ongoing", "denied")]


def event_days(report: Report) -> frozenset[str]:
    """The days on which a report puts what it is about: of its first claims about harm or deeds that name one."""
    told = [t.days for t in _told(report) if t.days]
    return frozenset(day for days in told[:2] for day in days if len(day) == 10)


def _incidents(group: list[Report]) -> Iterator[Incident]:
    """One for what the reports are about, others for the days and places that single claims put elsewhere."""
    counted = Counter(day for report in group for day in event_days(report))
    main = min((d for d in counted if counted[d] == max(counted.values())), default=None)
    here = _places(group)
    parts: list[tuple[str | None, frozenset[str], list[Testimony]]] = []
    for report in group:
        for testimony in report.testimonies:
            day, away = _day_of(testimony, main), frozenset() if testimony.places & here else testimony.places
            away = away if testimony.figures or testimony.kind == "incident" else frozenset()
            near = [part for part in parts if part[0] == day and (part[1] & away if away else not part[1])]
            parts = [part for part in parts if part not in near]
            told = [t for part in near for t in part[2]]
            parts.append((day, away.union(*(part[1] for part in near)), [*told, testimony]))
    names = frozenset(name for report in group for name in report.focus if ":" not in name)
    for day, away, testimonies in sorted(parts, key=lambda part: (part[0] or "", sorted(part[1]))):
        ordered = sorted(testimonies, key=lambda t: (t.published, t.document, t.order))
        yield Incident(f"{group[0].id}/{day or ''}/{min(away, default='')}", day or main, names | away, tuple(ordered))


def _places(group: list[Report]) -> frozenset[str]:
    """Places that many of the reports are about."""
    counted = Counter(name for report in group for name in report.focus)
    return frozenset(name for name, n in counted.items() if n >= MANY * len(group))


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
    near = any(days_between(day, main) <= LONG_AGO or (len(day) < 10 and main.startswith(day)) for day in testimony.around)
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
