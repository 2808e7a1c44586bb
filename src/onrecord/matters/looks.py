"""What of a report decides which others tell of the same: its places, names and days, what somebody decided, whom it befell."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from onrecord.matters.testimony import Report, Testimony

FIRST = 4
"""Claims about harm and deeds among which a report says where it happened."""
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
    harmed: frozenset[str]

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
        first, harmed = first_places(report), frozenset(_harmed(report))
        return cls(report, first, names, ordinal(report.published), known, bool(days), decided, denied, harmed)

    @property
    def links(self) -> frozenset[str]:
        """What alone shows that two reports tell of the same: what somebody decided or did not, whom it befell."""
        return self.decided | self.denied | self.harmed

    @property
    def keys(self) -> frozenset[str]:
        """Names under which it stands in the index: two reports that share none are not compared."""
        return self.names | self.links

    def disputes(self, other: Look) -> bool:
        """Whether the one denies what the other says that somebody decided: "has resigned", "had not resigned"."""
        return bool(self.decided & other.denied or self.denied & other.decided)


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


def _decisions(report: Report, statuses: Collection[str]) -> Iterator[str]:
    """What a report says that a person of full name decided, or did not."""
    for t in report.testimonies:
        if t.kind == "decision" and t.status in statuses and t.predicate:
            yield from (f"{t.predicate}: {party.name}" for party in t.actors if party.known and " " in party.name)


def _harmed(report: Report) -> Iterator[str]:
    """Persons of full name of whom a report says that they were killed, hurt or held."""
    for t in report.testimonies:
        if t.status in ("done", "ongoing") and t.kind in ("casualties", "detention"):
            yield from (f"harmed: {party.name}" for party in t.recipients if party.name in report.persons)
