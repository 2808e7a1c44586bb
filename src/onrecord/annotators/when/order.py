"""Days that say something about each other: the two ends of a stretch, and one day said twice."""

from __future__ import annotations

import re
from datetime import date, timedelta

from onrecord.annotators.when.meanings import Shift, Weekday, When
from onrecord.model import Anchor, Span, TimexType

Resolved = tuple[TimexType, str, Anchor | None]

_TO = re.compile(r"\s*(?:-|–|—|\b(?:to|through|until|till)\b)\s*", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_ALSO = re.compile(r"\s*,?\s*(?:on\s+)?", re.IGNORECASE)
WEEK = timedelta(days=7)


def is_stretch(text: str, first: Span, last: Span) -> bool:
    """Whether two expressions are the ends of one stretch of time: "from Monday to Wednesday".

    >>> is_stretch("from Monday to Wednesday", Span(5, 11), Span(15, 24))
    True
    """
    between = _AND.fullmatch(text, first.end, last.start) and _BETWEEN.search(text[max(0, first.start - 10) : first.start])
    return bool(between or _TO.fullmatch(text, first.end, last.start))


def in_order(first: Resolved, last: Resolved, latest: date | None) -> tuple[Resolved, Resolved]:
    """The ends of a stretch between two weekdays, moved by a week where the second came out before the first.

    Args:
        first: the first end as it was resolved alone.
        last: the second.
        latest: the day after which what is told cannot lie, None if it can.
    """
    start, end = _day(first), _day(last)
    if start is None or end is None or start <= end:
        return first, last
    if latest is None or end + WEEK <= latest:
        return first, _moved(last, WEEK)
    return _moved(first, -WEEK), last


def same_day(text: str, first: tuple[Span, When], last: tuple[Span, When]) -> bool:
    """Whether the second only names the day that the first counts to: "two days later, on Friday"."""
    (one, counted), (two, named) = first, last
    counts = isinstance(counted.base, Shift) and counted.base.fine and counted.base.unit == "D" and not counted.time
    weekday = isinstance(named.base, Weekday) and named.base.step is None
    return counts and weekday and bool(_ALSO.fullmatch(text, one.end, two.start))


def agreed(counted: Resolved, named: Resolved) -> tuple[Resolved, Resolved]:
    """One day for both: the counted one if it is such a weekday, else the named one."""
    one, two = _day(counted), _day(named)
    if one is not None and two is not None and one.isoweekday() == two.isoweekday():
        return counted, (named[0], one.isoformat() + named[1][len("2022-01-06") :], counted[2])
    return (counted[0], two.isoformat() if two else counted[1], named[2] if two else counted[2]), named


def _day(resolved: Resolved) -> date | None:
    try:
        return date.fromisoformat(resolved[1][: len("2022-01-06")])
    except ValueError:
        return None


def _moved(resolved: Resolved, by: timedelta) -> Resolved:
    day = _day(resolved)
    assert day is not None
    return resolved[0], (day + by).isoformat() + resolved[1][len("2022-01-06") :], resolved[2]
