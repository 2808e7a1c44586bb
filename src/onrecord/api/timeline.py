"""When things are said to have happened: claims along time, each as long as its date is vague."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.api.asked import Paged, Place, place_of
from onrecord.api.fitting import Fitting
from onrecord.api.room import Room
from onrecord.export.wording import standing_of
from onrecord.store.gathered import Point, When

MOST = 2000
"""Claims that are drawn at most: the latest of those that fit."""

UNITS = (("day", 90), ("week", 700), ("month", 6000), ("year", 10**7))
"""What one column of the overview stands for, and up to how many days of the whole span."""


OUTSIDE = 0.02
"""The share of claims at each end that an overview may leave out: one wrong year would flatten all the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineAsked(Fitting, Paged):
    """Which claims, and which page of them."""


@dataclass(frozen=True, slots=True)
class Column:
    """A stretch of time of the overview: its first and last day, and how many claims begin in it, by how they stand."""

    first: str
    last: str
    total: int
    standings: dict[str, int]


@dataclass(frozen=True, slots=True)
class Moment:
    """A claim on the timeline, from its first to its last day; `told` where that is its publication, since it names none."""

    claim: When
    first: str
    last: str
    told: bool
    standing: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Claims along time: an overview of all that are drawn, and a page of them, earliest first.

    `unit` is what a column stands for; `before` and `after` are the few claims that lie far outside of the overview; `more`
    where more claims fit than are drawn; `undated` ones have no day at all.
    """

    first: str | None
    last: str | None
    unit: str
    columns: tuple[Column, ...]
    before: int
    after: int
    moments: tuple[Moment, ...]
    place: Place
    more: bool
    undated: int


@dataclass(frozen=True, slots=True)
class _Dot:
    """A claim in time, as far as the overview needs it."""

    first: str
    last: str
    document: str
    id: str
    told: bool
    standing: str


@dataclass(frozen=True, slots=True)
class _Drawn:
    """All claims that are drawn, earliest first, and how many have no day; `more` where more fit."""

    dots: tuple[_Dot, ...]
    undated: int
    more: bool


def timeline(room: Room, asked: TimelineAsked) -> Timeline:
    """When things are said to have happened: an overview, and the claims with their words, each as long as its date is vague."""
    drawn = _drawn(room, asked)
    dots = drawn.dots
    part = dots[asked.offset : asked.offset + asked.size]
    place = place_of(asked, len(dots), len(part))
    middle = _middle(dots)
    unit, columns = _columns(middle)
    told = room.store.when([(dot.document, dot.id) for dot in part])
    moments = (Moment(told[dot.document, dot.id], dot.first, dot.last, dot.told, dot.standing) for dot in part)
    return Timeline(
        first=middle[0].first if dots else None,
        last=max((dot.last for dot in middle), default=None),
        unit=unit,
        columns=columns,
        before=dots.index(middle[0]) if dots else 0,
        after=len(dots) - dots.index(middle[-1]) - 1 if dots else 0,
        moments=tuple(moments),
        place=place,
        more=drawn.more,
        undated=drawn.undated,
    )


def _drawn(room: Room, asked: TimelineAsked) -> _Drawn:
    """What is drawn; what people say of claims changes how some of them stand, and seldom which ones they are."""
    wanted = asked.wanted()

    def make() -> _Drawn:
        found, more = room.store.points(MOST, **wanted)
        dots = sorted(
            (dot for point in found if (dot := _dot(point))), key=lambda dot: (dot.first, dot.last, dot.document, dot.id)
        )
        return _Drawn(tuple(dots), len(found) - len(dots), more)

    def mend(made: _Drawn, said: frozenset[tuple[str, str]]) -> _Drawn:
        there = said & {(dot.document, dot.id) for dot in made.dots}
        fresh = {(dot.document, dot.id): dot for point in room.store.points_of(there) if (dot := _dot(point))}
        return replace(made, dots=tuple(fresh.get((dot.document, dot.id), dot) for dot in made.dots)) if fresh else made

    shown: _Drawn = room.kept(("when", repr(wanted)), make, {"happened", *asked.follows}, mend)
    return shown


def _dot(claim: Point) -> _Dot | None:
    first, last, told = claim.first_day, claim.last_day, False
    if first is None or last is None:
        first = last = claim.published[:10]
        told = True
    if not (_is_day(first) and _is_day(last)):
        return None
    rejected = claim.review == "rejected"
    standing = "rejected" if rejected else standing_of(claim.kind, claim.status, claim.stance, claim.certainty).value
    return _Dot(first, last, claim.document, claim.id, told, standing)


def _middle(moments: Sequence[_Dot]) -> Sequence[_Dot]:
    """All of them; or without the few at the ends where these make the whole more than twice as long."""
    cut = int(len(moments) * OUTSIDE)
    middle = moments[cut : len(moments) - cut]
    return middle if cut and _span(moments) > 2 * _span(middle) else moments


def _span(moments: Sequence[_Dot]) -> int:
    return (_day(moments[-1].first) - _day(moments[0].first)).days


def _columns(moments: Sequence[_Dot]) -> tuple[str, tuple[Column, ...]]:
    if not moments:
        return "day", ()
    first, last = _day(moments[0].first), _day(moments[-1].first)
    span = (last - first).days
    unit = next(name for name, days in UNITS if span <= days)
    found: dict[date, Counter[str]] = {}
    for moment in moments:
        found.setdefault(_start(_day(moment.first), unit), Counter())[moment.standing] += 1
    starts, start = [], _start(first, unit)
    while start <= last:
        starts.append(start)
        start = _following(start, unit)
    return unit, tuple(_column(start, unit, found.get(start, Counter())) for start in starts)


def _column(start: date, unit: str, counts: Counter[str]) -> Column:
    last = _following(start, unit) - timedelta(1)
    return Column(start.isoformat(), last.isoformat(), counts.total(), dict(counts))


def _is_day(text: str) -> bool:
    """Whether a text is a day of the calendar that has a year after it."""
    try:
        return date.fromisoformat(text).year < date.max.year
    except ValueError:
        return False


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _start(day: date, unit: str) -> date:
    if unit == "week":
        return day - timedelta(day.weekday())
    return day.replace(day=1) if unit == "month" else day.replace(month=1, day=1) if unit == "year" else day


def _following(day: date, unit: str) -> date:
    if unit in ("day", "week"):
        return day + timedelta(1 if unit == "day" else 7)
    if unit == "month":
        return (day + timedelta(31)).replace(day=1)
    return day.replace(year=day.year + 1)
