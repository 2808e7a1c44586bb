"""Parts of years set on the calendar: which year a month, quarter, day or feast without a year lies in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from onrecord.annotators.when.bearings import FUTURE, PAST
from onrecord.annotators.when.meanings import Part
from onrecord.annotators.when.setting import Setting, Value
from onrecord.model import Anchor

_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}

FAR, CLOSE = 300, 45
"""Days. A date that the tense would put as far back as FAR, and that lies ahead by no more than CLOSE, lies ahead."""
REPORTED = 75
"""Days after its end in which a quarter is still the one that results are expected for."""


def start_of(part: str, year: int) -> date:
    """The first day of a part of a year; 29 February of other years counts as the 28th."""
    if part[1] == "Q":
        return date(year, 3 * int(part[2]) - 2, 1)
    if part[1] == "H":
        return date(year, 6 * int(part[2]) - 5, 1)
    if part[1:] in _SEASONS:
        return date(year, _SEASONS[part[1:]], 1)
    month, _, day = part[1:].partition("-")
    return date(year, int(month), 28 if part == "-02-29" else int(day or 1))


def end_of(part: str, year: int) -> date:
    """The day after the last one of a part of a year."""
    start = start_of(part, year)
    months = {"Q": 3, "H": 6, "S": 3, "F": 3, "W": 3}.get(part[1], 0 if len(part) > 3 else 1)
    return start + (relativedelta(months=months) if months else timedelta(days=1))


def part_value(base: Part, setting: Setting) -> Value:
    """The value of a part of a year, whose year is said, counted, or the one that fits."""
    if not base.part.startswith("-"):
        return _feast(base, setting)
    if base.year is not None:
        return f"{base.year:04}{base.part}", None
    if base.years is not None:
        known = setting.published
        return (f"{known.year + base.years:04}{base.part}", setting.anchor) if known else (f"XXXX{base.part}", None)
    year, anchor = _year_for(
        lambda y: start_of(base.part, y), lambda y: end_of(base.part, y), base.step, setting, base.part[1] == "Q"
    )
    return (f"{year:04}{base.part}" if year else f"XXXX{base.part}"), anchor


def _feast(base: Part, setting: Setting) -> Value:
    year, anchor = base.year, None
    if year is None:
        after = lambda y: feast(base.part, y) + timedelta(days=1)  # noqa: E731
        year, anchor = _year_for(lambda y: feast(base.part, y), after, base.step, setting)
    if year:
        return feast(base.part, year).isoformat(), anchor
    return (f"XXXX-{base.part}" if base.part[0].isdigit() else "XXXX-XX-XX"), None


def feast(name: str, year: int) -> date:
    """The day of a feast: "12-25", or one that moves.

    >>> feast("thanksgiving", 2021).isoformat(), feast("good friday", 2021).isoformat()
    ('2021-11-25', '2021-04-02')
    """
    if name[0].isdigit():
        return date(year, int(name[:2]), int(name[3:]))
    if name == "thanksgiving":
        first = date(year, 11, 1)
        return first + timedelta(days=(3 - first.weekday()) % 7 + 21)
    sunday: date = easter(year)
    return sunday - timedelta(days=2) if name == "good friday" else sunday


def _year_for(
    start: Callable[[int], date], end: Callable[[int], date], step: int | None, setting: Setting, reported: bool = False
) -> tuple[int | None, Anchor | None]:
    known = setting.published
    if step is None and setting.year and (known is None or setting.year[0] != known.year):
        return setting.year
    if known is None:
        return None, None
    if known.month is None or step == 0:
        return known.year, setting.anchor
    now = known.exact or known.start
    past = max(y for y in range(known.year - 2, known.year + 1) if start(y) <= now or y == known.year - 2)
    future = min(y for y in range(known.year, known.year + 3) if end(y) > now)
    if step == -1:
        return (past if end(past) <= now else past - 1), setting.anchor
    if step == 1:
        return (future if start(future) > now else future + 1), setting.anchor
    direction = setting.direction()
    if reported and direction == FUTURE and (now - end(past)).days <= REPORTED:
        direction = PAST
    return _nearest(start, past, future, now, direction), setting.anchor


def _nearest(start: Callable[[int], date], past: int, future: int, now: date, direction: int) -> int:
    """The year whose date fits the tense best; without a tense the nearest."""
    back, ahead = (now - start(past)).days, (start(future) - now).days
    if direction == PAST:
        return future if back > FAR and ahead <= CLOSE else past
    if direction == FUTURE:
        return past if ahead > FAR and back <= CLOSE else future
    return past if back <= ahead else future
