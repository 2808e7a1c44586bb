"""Reports of one thing together: each pair is decided by itself, so the order of arrival does not matter.

Only reports that share a name, lie near in time and name no other day are compared at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from onrecord.matters.testimony import Report, Testimony

APART = 60
"""Days between the publication of two reports of one incident, at most, where no third one lies between them."""
FIRST = 4
"""Claims about harm and deeds among which a report says where it happened."""
ENOUGH = 2
"""Names of any kind that two reports must share where they share no place."""
NEAR = 1
"""Days by which two accounts of one incident may differ: nights, time zones."""


@dataclass(frozen=True, slots=True)
class Look:
    """What of a report decides which others tell of the same; days are counted from the year 1, None where not known."""

    report: Report
    first: frozenset[str]
    names: frozenset[str]
    published: int | None
    days: tuple[int, ...]
    names_day: bool
    decided: frozenset[str]
    denied: frozenset[str]

    @property
    def places(self) -> frozenset[str]:
        """Every place that the report names where it says what it is about, or twice."""
        return self.first | self.report.focus | self.report.often

    @property
    def is_undated(self) -> bool:
        """Whether neither the report nor what it tells has a day."""
        return self.published is None and not self.days

    @classmethod
    def of(cls, report: Report) -> Look:
        """The look of a report."""
        days = event_days(report)
        known = tuple(sorted(day for value in days if (day := ordinal(value)) is not None))
        names = report.focus | report.names | report.often
        decided, denied = (frozenset(_decisions(report, statuses)) for statuses in (("done", "ongoing"), ("denied",)))
        return cls(report, first_places(report), names, ordinal(report.published), known, bool(days), decided, denied)

    @property
    def keys(self) -> frozenset[str]:
        """Names under which it stands in the index: two reports that share none are not compared."""
        return self.names | self.decided | self.denied

    def disputes(self, other: Look) -> bool:
        """Whether the one denies what the other says that somebody decided: "has resigned", "had not resigned"."""
        return bool(self.decided & other.denied or self.denied & other.decided)


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
        return found


def _decisions(report: Report, statuses: Collection[str]) -> Iterator[str]:
    """What a report says that a person of full name decided, or did not."""
    for t in report.testimonies:
        if t.kind == "decision" and t.status in statuses and t.predicate:
            yield from (f"{t.predicate}: {party.name}" for party in t.actors if party.known and " " in party.name)


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
    if a.published is not None and b.published is not None and abs(a.published - b.published) > APART:
        return False
    if a.published is not None and b.published is not None and a.disputes(b):
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


def _meets(a: Look, b: Look, broad: frozenset[str]) -> bool:
    """Whether the one is about a place that the other names where it says what it is about."""
    return bool(about(a, broad) & b.names)


def about(look: Look, broad: frozenset[str]) -> frozenset[str]:
    """The names that tell best where that is which a report tells, those of `broad` regions apart."""
    own = (look.first, look.report.focus, look.report.often, look.report.names)
    return next((found for names in own if (found := names - broad)), frozenset())


def first_places(report: Report) -> frozenset[str]:
    """Where the first thing happened that a report tells."""
    return next((t.places for t in _told(report)[:FIRST] if t.places), frozenset())


def event_days(report: Report) -> frozenset[str]:
    """The days on which a report puts what it is about: of its first claims about harm or deeds that name one.

    A day after its publication is none: until then something lasts ("the border is closed until Friday").
    """
    told = [days for t in _told(report) if (days := [day for day in t.days if not _is_ahead(day, report.published)])]
    return frozenset(day for days in told[:2] for day in days if len(day) == 10)


def _is_ahead(day: str, published: str) -> bool:
    """Whether a day is later than the one after the publication, which a clock elsewhere may show."""
    then, now = ordinal(day), ordinal(published)
    return then is not None and now is not None and then > now + NEAR


def _told(report: Report) -> list[Testimony]:
    """Its claims about harm and deeds, in order."""
    deeds = ("casualties", "incident", "detention")
    return [t for t in report.testimonies if t.kind in deeds and t.status in ("done", "ongoing", "denied")]


def ordinal(value: str) -> int | None:
    """A date as a number of days, its first day where the month or day is missing; None where it is none.

    >>> ordinal("2021-02-03T10:00") == ordinal("2021-02") + 2
    True
    """
    try:
        return date.fromisoformat((value + "-01-01")[:10] if len(value) == 4 else (value + "-01")[:10]).toordinal()
    except ValueError:
        return None
