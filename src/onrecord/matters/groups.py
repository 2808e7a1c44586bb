"""Reports of one thing together: each pair is decided by itself, so the order of arrival does not matter.

Only reports that share a name, lie near in time and name no other day are compared at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from onrecord.matters.looks import NEAR, Look
from onrecord.matters.testimony import Report

APART = 60
"""Days between the publication of two reports of one incident, at most, where no third one lies between them."""
ENOUGH = 2
"""Names of any kind that two reports must share where they share no place."""


@dataclass(slots=True, eq=False)
class Group:
    """Reports about one thing, by id."""

    ids: set[str] = field(default_factory=set)


class Groups:
    """Reports and the groups they form, one report taken in or let go at a time."""

    def __init__(self, reports: Iterable[Report] = ()) -> None:
        self._looks: dict[str, Look] = {}
        self._groups: dict[str, Group] = {}
        self._index: dict[str, dict[int | None, dict[int | None, set[str]]]] = defaultdict(dict)
        for report in reports:
            self.add(report)

    def __iter__(self) -> Iterator[Group]:
        """The groups; one that a change touched is another object than before."""
        return iter({id(group): group for group in self._groups.values()}.values())

    def reports(self, group: Group) -> list[Report]:
        """The reports of a group in order of publication."""
        return sorted((self._looks[id].report for id in group.ids), key=lambda r: (r.published, r.id))

    def add(self, report: Report) -> None:
        """Take in a report, in place of the one that had its id."""
        self.remove(report.id)
        look = self._looks[report.id] = Look.of(report)
        for slot in self._slots(look):
            slot.add(report.id)
        self._join(look)

    def remove(self, id: str) -> None:
        """Let a report go; those that it held together may fall apart."""
        look = self._looks.pop(id, None)
        if look is None:
            return
        for slot in self._slots(look):
            slot.discard(id)
        left = self._groups.pop(id).ids - {id}
        for other in left:
            del self._groups[other]
        for other in left:
            self._join(self._looks[other])

    def _slots(self, look: Look) -> Iterator[set[str]]:
        """Where a report stands in the index: by name, time of publication and day."""
        for name in look.keys:
            days = self._index[name].setdefault(_slot(look.published), {})
            for day in look.days or (None,):
                yield days.setdefault(day, set())

    def _join(self, look: Look) -> None:
        """Put a report together with all that tell of the same, and these with one another."""
        id = look.report.id
        whole = Group({id})
        for other in self._near(look):
            if other in self._groups and other not in whole.ids and is_one_look(look, self._looks[other]):
                whole.ids |= self._groups[other].ids
        for member in whole.ids:
            self._groups[member] = whole

    def _near(self, look: Look) -> set[str]:
        """The reports that may tell of the same."""
        found: set[str] = set()
        for name in look.keys:
            for slot, days in self._index[name].items():
                if look.published is None or slot is None or abs(slot - look.published // APART) <= 1:
                    found.update(*(_of_days(days, look) if name in look.names else days.values()))
                else:
                    found.update(*(days.values() if name in look.harmed else (days[day] for day in look.days if day in days)))
        return found


def _of_days(days: dict[int | None, set[str]], look: Look) -> list[set[str]]:
    """Of what stands in the index by day what a report has to be compared with."""
    if not look.days:
        return list(days.values())
    wanted = {None, *(day + by for day in look.days for by in range(-NEAR, NEAR + 1))}
    return [days[day] for day in wanted if day in days]


def _slot(day: int | None) -> int | None:
    return day // APART if day is not None else None


def linked(reports: Iterable[Report]) -> list[list[Report]]:
    """The groups of these reports, each in order of publication, by their first."""
    groups = Groups(reports)
    return sorted(map(groups.reports, groups), key=lambda group: (group[0].published, group[0].id))


def is_one(a: Report, b: Report) -> bool:
    """Whether two reports tell of one incident: they are about a place of one name, near in time, and name no other day."""
    return is_one_look(Look.of(a), Look.of(b))


def is_one_look(a: Look, b: Look) -> bool:
    """Whether two reports tell of one incident, where they share a name."""
    if a.published is not None and b.published is not None:
        if abs(a.published - b.published) > APART:
            return _are_of_one_day(a, b) or bool(a.harmed & b.harmed and a.names & b.names)
        if a.disputes(b) or a.harmed & b.harmed:
            return True
    if a.names_day and b.names_day and not any(abs(x - y) <= NEAR for x in a.days for y in b.days):
        return False
    broad = a.report.broad | b.report.broad
    if a.is_undated or b.is_undated:  # nothing says when, so that what is known to all says nothing
        broad |= a.report.known | b.report.known
        shared = (a.places - broad) & (b.places - broad)
        return bool(shared) and _meets(a, b, broad) and _meets(b, a, broad)
    if _meets(a, b, broad) and _meets(b, a, broad):
        return True
    return len((a.report.names & b.report.names) - broad) >= ENOUGH


def _are_of_one_day(a: Look, b: Look) -> bool:
    """Whether two reports that lie far apart, such as those of a trial, share a named day, and a place or a full name."""
    full = {name for name in a.names & b.names if " " in name}
    return bool(set(a.days) & set(b.days)) and bool((a.places & b.places or full) - (a.report.broad | b.report.broad))


def _meets(a: Look, b: Look, broad: frozenset[str]) -> bool:
    """Whether the one is about a place that the other names where it says what it is about."""
    return bool(about(a, broad) & b.names)


def about(look: Look, broad: frozenset[str]) -> frozenset[str]:
    """The names that tell best where that is which a report tells, those of `broad` regions apart."""
    own = (look.first, look.report.focus, look.report.often, look.report.names)
    return next((found for names in own if (found := names - broad)), frozenset())
