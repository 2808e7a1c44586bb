"""What happened at one place on one day, as the reports of a group tell it, and which of their claims are about another thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.matters.looks import NEAR, event_days, ordinal
from onrecord.matters.testimony import Report, Testimony

MANY = 0.25
"""Share of the reports of an incident that must name a place for it to be the incident's own."""
LONG_AGO = 60
"""Days before an incident from which on a date in a sentence is of something else."""


_Part = tuple[str | None, frozenset[str], list[Testimony]]
"""A day, places, and the claims of that day and these places."""


@dataclass(frozen=True, slots=True)
class Incident:
    """What happened at one place on one day, as several reports tell it. `key` is stable: the earliest report and its day."""

    key: str
    day: str | None
    names: frozenset[str]
    testimonies: tuple[Testimony, ...]


def incidents(group: list[Report]) -> Iterator[Incident]:
    """One for what the reports are about, others for the days and places that single claims put elsewhere."""
    counted = Counter(day for report in group for day in event_days(report))
    main = min((d for d in counted if counted[d] == max(counted.values())), default=None)
    here = _places(group)
    broad = frozenset(name for report in group for name in report.broad) - here
    parts: list[_Part] = []
    for report in group:
        for testimony in report.testimonies:
            places = testimony.places - broad
            day, away = _day_of(testimony, main), frozenset() if places & here else places
            away = away if testimony.figures or testimony.kind == "incident" else frozenset()
            near = [part for part in parts if part[0] == day and (part[1] & away if away else not part[1])]
            whole = near[0] if len(near) == 1 and away <= near[0][1] else None
            if whole:
                whole[2].append(testimony)
                continue
            parts = [part for part in parts if all(part is not one for one in near)]
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
    first, second = ordinal(one), ordinal(other)
    return 10**6 if first is None or second is None else abs(first - second)
