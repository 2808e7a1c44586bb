"""The figures of a matter as a drawing: what each source gave for which moment, with bounds and vagueness as they are.

A moment is as wide as it is vague: a day is a day wide. A range is a bar; "at least" is an arrow that goes up, "at most" one that
goes down. Each source has a shape of its own beside its colour.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from math import ceil, floor, log10

from onrecord.export.side_by_side import Given

HEIGHT, TOP, BOTTOM, LEFT = 300, 16, 30, 52
ARROW = 20
LINE = 15
"""Units between two names at the ends of lines."""

_DATE = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)

SHAPES = (
    "M-4.6 0a4.6 4.6 0 1 0 9.2 0a4.6 4.6 0 1 0 -9.2 0z",
    "M-4.2 -4.2h8.4v8.4h-8.4z",
    "M0 -5.6L5.2 4.2H-5.2z",
    "M0 -5.8L5.4 0L0 5.8L-5.4 0z",
    "M0 5.6L5.2 -4.2H-5.2z",
    "M-1.7 -5.4h3.4v3.7h3.7v3.4h-3.7v3.7h-3.4v-3.7h-3.7v-3.4h3.7z",
    "M-5.4 -2.8L-2.6 -5.4L0 -2.8L2.6 -5.4L5.4 -2.8L2.8 0L5.4 2.8L2.6 5.4L0 2.8L-2.6 5.4L-5.4 2.8L-2.8 0z",
)
"""Outlines around the point 0, 0; one for each source that is told apart, as are colours."""

OTHER = len(SHAPES)
"""The number of all sources that are not told apart."""

DOT = "M-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z"


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure: its point, how far its moment and its bounds reach, in words what it says, and which of all figures it is."""

    x: float
    y: float
    left: float
    right: float
    low: float | None
    high: float | None
    arrow: str | None
    given: Given
    row: int


@dataclass(frozen=True, slots=True)
class Strand:
    """The figures of one source: number of its shape and colour, the way of its line, and where its name stands."""

    number: int
    shape: str
    name: str
    label: str
    way: str
    marks: tuple[Mark, ...]
    end: tuple[float, float]
    label_y: float


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing of this size: ticks with their words on both axes, and the sources."""

    width: int
    height: int
    left: int
    right: float
    floor: float
    across: tuple[tuple[float, str], ...]
    up: tuple[tuple[float, str], ...]
    strands: tuple[Strand, ...]


def plot(figures: Sequence[Given], width: int = 760) -> Plot | None:
    """The drawing of these figures at this width; None where there are fewer than two different ones with a moment."""
    placed = [(one, *moment, row) for row, one in enumerate(figures) if (moment := _moment(one.as_of)) and _values(one)]
    if len({(one.as_of, one.by, one.low, one.best, one.high) for one, *_ in placed}) < 2:
        return None
    named = _named([one for one, *_ in placed])
    names = width * (0.28 if width > 500 else 0.36)
    scale = _Scale(placed, width, names)
    strands = [
        _strand(number, name, [one for one in placed if _number(named, one[0]) == number], scale, width)
        for number, name in _numbered(named, placed)
    ]
    return Plot(width, HEIGHT, LEFT, scale.right, HEIGHT - BOTTOM, scale.across(), scale.up(), tuple(_apart(strands)))


def mark_of(figures: Sequence[Given]) -> dict[str, int]:
    """The number of each source's shape and colour, by its name."""
    named = _named([one for one in figures if _moment(one.as_of) and _values(one)])
    return {one.by: _number(named, one) for one in figures}


def _named(figures: Sequence[Given]) -> list[str]:
    """The sources that are told apart: those of most figures, in the order of their first ones."""
    count: dict[str, int] = {}
    for one in figures:
        count[one.by] = count.get(one.by, 0) + 1
    most = sorted(count, key=lambda name: -count[name])[:OTHER]
    return [name for name in count if name in most]


def _number(named: Sequence[str], given: Given) -> int:
    return named.index(given.by) if given.by in named else OTHER


def _numbered(named: Sequence[str], placed: Sequence[_Placed]) -> list[tuple[int, str]]:
    rest = {one.by for one, *_ in placed} - set(named)
    others = [(OTHER, f"{len(rest)} other source{'s' if len(rest) > 1 else ''}")] if rest else []
    return [*enumerate(named), *others]


def _values(given: Given) -> tuple[float, ...]:
    return tuple(value for value in (given.low, given.best, given.high) if value is not None)


def _moment(as_of: str) -> tuple[float, float] | None:
    """Where a date, month, year or moment begins and ends, in days; None where it is none of them."""
    try:
        if "T" in as_of:
            exact = datetime.fromisoformat(as_of)
            at = exact.toordinal() + (exact.hour * 60 + exact.minute) / 1440
            return at, at
        if not _DATE.fullmatch(as_of):
            return None
        parts = [int(part) for part in as_of.split("-")]
        first = date(*(*parts, 1, 1)[:3])
        after = _following(first, len(parts))
    except (ValueError, OverflowError, TypeError):
        return None
    return float(first.toordinal()), float(after.toordinal())


def _following(first: date, parts: int) -> date:
    if parts == 1:
        return date(first.year + 1, 1, 1)
    if parts == 2:
        return (first + timedelta(31)).replace(day=1)
    return first + timedelta(1)


_Placed = tuple[Given, float, float, int]
"""A figure, where its moment begins and ends, and which of all figures it is."""


class _Scale:
    """Leads from days and numbers to points of the drawing."""

    def __init__(self, placed: Sequence[_Placed], width: int, names: float) -> None:
        self._first, self._last = min(p[1] for p in placed), max(p[2] for p in placed)
        if self._last - self._first < 1:
            self._first, self._last = self._first - 0.5, self._last + 0.5
        values = [value for one, *_ in placed for value in _values(one)]
        most, least = max(values), min(values)
        bottom = least if least > 0.6 * most and most - least > 0 else min(0.0, least)
        self._step = _nice((most - bottom) / 4 or 1)
        self._bottom = floor(bottom / self._step) * self._step
        self._most = max(ceil(most / self._step) * self._step, self._bottom + self._step)
        self.right = width - names
        self._ticks = max(2, int((self.right - LEFT) / 95))

    def x(self, day: float) -> float:
        share = (day - self._first) / (self._last - self._first)
        return round(LEFT + 8 + share * (self.right - LEFT - 16), 1)

    def y(self, value: float) -> float:
        share = (value - self._bottom) / (self._most - self._bottom)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP - ARROW), 1)

    def up(self) -> tuple[tuple[float, str], ...]:
        count = round((self._most - self._bottom) / self._step)
        values = [self._bottom + number * self._step for number in range(count + 1)]
        return tuple((self.y(value), f"{value:,.10g}") for value in values)

    def across(self) -> tuple[tuple[float, str], ...]:
        days = _ticks(self._first, self._last, self._ticks)
        found, year = [], 0
        for day in days:
            found.append((self.x(day.toordinal()), _called(day, len(days) > 1 and days[1] - days[0], day.year != year)))
            year = day.year
        return tuple(found)


def _nice(step: float) -> float:
    """The next number of the form 1, 2 or 5 times a power of ten that is no smaller than a step and no fraction."""
    power = 10 ** floor(log10(max(step, 1)))
    return float(next(n * power for n in (1, 2, 5, 10) if n * power >= step))


_STEPS = (1, 2, 4, 7, 14, 31, 92, 183, 366, 731, 1827, 3653, 18263, 36525, 182625, 730500)


def _ticks(first: float, last: float, most: int) -> list[date]:
    step = next((step for step in _STEPS if (last - first) / step <= most), _STEPS[-1])
    start = date.fromordinal(max(1, ceil(first)))
    if step < 31:
        count = int((last - start.toordinal()) // step) + 1
        return [start + timedelta(number * step) for number in range(count)]
    months, at, found = round(step / 30.5), date(start.year, 1, 1), []
    while at.toordinal() <= last:
        found += [at] if at.toordinal() >= first else []
        month = at.year * 12 + at.month - 1 + months
        if month // 12 > date.max.year:
            break
        at = date(month // 12, month % 12 + 1, 1)
    return found or [start]


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _called(day: date, step: timedelta | bool, with_year: bool) -> str:
    if isinstance(step, timedelta) and step.days >= 365:
        return str(day.year)
    name = _MONTHS[day.month - 1] if isinstance(step, timedelta) and step.days >= 28 else f"{day.day} {_MONTHS[day.month - 1]}"
    return f"{name} {day.year}" if with_year else name


def _strand(number: int, name: str, placed: Sequence[_Placed], scale: _Scale, width: int) -> Strand:
    marks = tuple(_mark(one, scale) for one in placed)
    way = " ".join(f"{'L' if at else 'M'}{mark.x} {mark.y}" for at, mark in enumerate(marks)) if number < OTHER else ""
    most = int((width - scale.right - 26) / 6.3)
    label = name if len(name) <= most else f"{name[: most - 1]}…"
    end = marks[-1].x, marks[-1].y
    return Strand(number, SHAPES[number] if number < OTHER else DOT, name, label, way, marks, end, end[1])


def _mark(placed: _Placed, scale: _Scale) -> Mark:
    given, first, last, row = placed
    low, high = given.low, given.high
    is_open = given.best is None and (low is None or high is None)
    arrow = None if not is_open else "up" if low is not None else "down"
    bounds = (None, None) if is_open else (None if low is None else scale.y(low), None if high is None else scale.y(high))
    return Mark(scale.x((first + last) / 2), scale.y(_at(given)), scale.x(first), scale.x(last), *bounds, arrow, given, row)


def _at(given: Given) -> float:
    """Where a figure's point is: at its best, in the middle of its range, or at the only bound that it has."""
    values = _values(given)
    return given.best if given.best is not None else sum(values) / len(values)


def _apart(strands: Sequence[Strand]) -> list[Strand]:
    """The strands with their names far enough from one another to be read."""
    ordered = sorted(strands, key=lambda one: one.end[1])
    heights: list[float] = []
    for one in ordered:
        heights.append(max(one.end[1], heights[-1] + LINE if heights else TOP))
    limit = float(HEIGHT - BOTTOM)
    for at in reversed(range(len(heights))):
        heights[at] = min(heights[at], limit)
        limit = heights[at] - LINE
    found = {one.number: round(height, 1) for one, height in zip(ordered, heights, strict=True)}
    return [replace(one, label_y=found[one.number]) for one in strands]
