"""What an expression says, set against what the document says: TIMEX3 values, each with the anchor it was resolved by."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from onrecord.annotators.when.bearings import FUTURE, PAST, PRESENT, Known
from onrecord.annotators.when.meanings import (
    Base,
    DayOfMonth,
    Fixed,
    Numeric,
    Part,
    Range,
    Shift,
    SomeDay,
    Week,
    Weekday,
    Weekend,
    When,
    Within,
)
from onrecord.model import Anchor, TimexType

_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
FAR, CLOSE = 300, 45
"""Days. A date that the tense would put as far back as FAR, and that lies ahead by no more than CLOSE, lies ahead."""
REPORTED = 75
"""Days after its end in which a quarter is still the one that results are expected for."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where an expression stands: the document's date, the last day and date spoken of, and the direction of the verb."""

    published: Known | None
    day: tuple[date, Anchor] | None
    near: tuple[str, Anchor] | None
    year: tuple[int, Anchor] | None
    direction: Callable[[], int]
    names_days: bool = False
    """Whether the text calls the day of its publication by its weekday, as news agencies do."""
    timed: bool = False

    @property
    def anchor(self) -> Anchor | None:
        """The document's date as an anchor."""
        known = self.published
        if known is None:
            return None
        value = f"{known.year:04}" + (f"-{known.month:02}" if known.month else "") + (f"-{known.day:02}" if known.day else "")
        return Anchor("document", value)


Value = tuple[str, Anchor | None]


def resolve(when: When, setting: Setting) -> tuple[TimexType, str, Anchor | None]:
    """Type, TIMEX3 value and anchor of an expression; what cannot be known is X in the value."""
    base = when.base
    if isinstance(base, Within) and setting.direction() not in (FUTURE, PRESENT):
        return TimexType.DURATION, base.value, None
    value, anchor = base_value(base, setting)
    kind = TimexType.DATE if isinstance(base, Within) else when.type
    if when.time:
        value = (
            "/".join(value + half for half in when.time.split("/"))
            if value != "XXXX-XX-XX" or when.time[1].isalpha()
            else when.time
        )
    return kind, value, anchor


def base_value(base: Base, setting: Setting) -> Value:
    """The value of a meaning without its time of day."""
    match base:
        case Fixed(value):
            return value, None
        case Part():
            return _part(base, setting)
        case Weekday():
            return _weekday(base, setting)
        case Weekend():
            ahead = setting.direction() == FUTURE
            return _shift(Shift("WE", 0 if ahead or _is_weekend(setting) else -1), setting)
        case Shift():
            return _shift(base, setting)
        case Within(unit, n):
            return _shift(Shift(unit, n, fine=True), setting)
        case Range(first, last):
            return _range(first, last, setting)
        case Week(n, inside):
            return _week(n, *base_value(inside, setting))
        case Numeric(a, b, year):
            return _numeric(a, b, year, setting)
        case DayOfMonth(day, weekday):
            return _day_of_month(day, weekday, setting)
        case SomeDay():
            return _some_day(setting)


# --- named parts of a year ---------------------------------------------------------------------------------------


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


def _part(base: Part, setting: Setting) -> Value:
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
    day = lambda year: feast(base.part, year)  # noqa: E731
    year, anchor = (base.year, None) if base.year else _year_for(day, lambda y: day(y) + timedelta(days=1), base.step, setting)
    if year:
        return day(year).isoformat(), anchor
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


# --- days --------------------------------------------------------------------------------------------------------


def _weekday(base: Weekday, setting: Setting) -> Value:
    today, anchor = setting.published.exact if setting.published else None, setting.anchor
    if base.near:
        today, anchor = setting.day if setting.day else (today, anchor)
    if today is None:
        return f"XXXX-WXX-{base.day}", None
    back = (today.isoweekday() - base.day) % 7
    ahead = (base.day - today.isoweekday()) % 7
    if base.step is None and back == 0 and (setting.timed or setting.names_days):
        return today.isoformat(), anchor
    forward = base.step == 1 or (base.step is None and setting.direction() in (FUTURE, PRESENT))
    if base.step == 0:
        return _iso(today + timedelta(days=base.day - today.isoweekday())), anchor
    days = (ahead or 7) if forward else -(back or 7)
    return _iso(today + timedelta(days=days)), anchor


def _day_of_month(day: int, weekday: int | None, setting: Setting) -> Value:
    place = setting.day[0] if setting.day else setting.published and (setting.published.exact or setting.published.start)
    anchor = setting.day[1] if setting.day else setting.anchor
    if not place or (setting.published and setting.published.month is None and not setting.day):
        return f"XXXX-XX-{day:02}", None
    months = [place + relativedelta(months=n, day=1) for n in (0, -1, 1, 2, -2)]
    options = [first.replace(day=day) for first in months if day <= (first + relativedelta(day=31)).day]
    fitting = [option for option in options if weekday is None or option.isoweekday() == weekday]
    return (fitting[0].isoformat(), anchor) if fitting else (f"XXXX-XX-{day:02}", None)


def _numeric(a: int, b: int, year: int, setting: Setting) -> Value:
    """7/8/2007 is 7 August or 8 July, whichever the document's date is close to; else only the year is known."""
    options = [date(year, month, day) for month, day in {(a, b), (b, a)}]
    now = setting.published.exact if setting.published else None
    far = sorted((abs((option - now).days), option) for option in options) if now else []
    if len(far) == 2 and far[0][0] <= CLOSE // 4 and far[1][0] > CLOSE // 2:
        return far[0][1].isoformat(), setting.anchor
    return f"{year}-XX-XX", None


def _some_day(setting: Setting) -> Value:
    if setting.day:
        return setting.day[0].isoformat(), setting.day[1]
    if setting.published and setting.published.exact:
        return setting.published.exact.isoformat(), setting.anchor
    return "XXXX-XX-XX", None


def _is_weekend(setting: Setting) -> bool:
    today = setting.published.exact if setting.published else None
    return today is not None and today.isoweekday() >= 6


def _iso(day: date) -> str:
    return day.isoformat()


# --- shifts ------------------------------------------------------------------------------------------------------

_OPEN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX"}
_YEAR_ONLY = re.compile(r"\d{4}$")
_QUARTER = re.compile(r"(\d{4})-Q(\d)$")


def _shift(base: Shift, setting: Setting) -> Value:
    if (base.near or base.compare) and setting.near and (found := _from_text(base, setting)):
        return found
    known = setting.published
    if known is None or (base.near and (base.n > 0 or (base.unit in "DW" and base.fine))):
        return _OPEN.get(base.unit, "XXXX"), None
    if base == Shift("Q", 0, near=True):
        base = Shift("Q", -1)
    value = _shifted(known, base)
    return (value, setting.anchor) if value else (_OPEN.get(base.unit, "XXXX"), None)


def _from_text(base: Shift, setting: Setting) -> Value | None:
    assert setting.near
    value, anchor = setting.near
    quarter = _QUARTER.match(value)
    if quarter and base.unit == "Y":
        return f"{int(quarter[1]) + base.n}-Q{quarter[2]}", anchor
    if quarter and base == Shift("Q", 0, near=True):
        return value, anchor
    here = Known(*(int(part) for part in value.split("-"))) if re.fullmatch(r"\d{4}(-\d\d){0,2}", value) else None
    shifted = _shifted(here, base) if here else None
    return (shifted, anchor) if shifted else None


def _shifted(known: Known, base: Shift) -> str | None:
    """The value `n` units away, None where `known` is too coarse to tell."""
    n, unit = base.n, base.unit
    if unit == "Y":
        return f"{known.year + n:04}"
    if unit == "DEC":
        return f"{known.year // 10 + n:03}"
    if unit == "CEN":
        return f"{known.year // 100 + n:02}"
    if known.month is None:
        return None
    if unit == "M":
        return (known.start + relativedelta(months=n, day=1)).isoformat()[:7]
    if unit == "Q":
        day = known.start + relativedelta(months=3 * n, day=1)
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    if known.exact is None:
        return None
    day = known.exact + timedelta(days=n if unit == "D" else 7 * n)
    return _iso(day) if unit == "D" or base.fine else week(day) + ("-WE" if unit == "WE" else "")


def week(day: date) -> str:
    """The ISO week of a day.

    >>> week(date(2021, 1, 3))
    '2020-W53'
    """
    year, number, _ = day.isocalendar()
    return f"{year:04}-W{number:02}"


def _week(n: int | None, value: str, anchor: Anchor | None) -> Value:
    if value.startswith("XXXX"):
        return "XXXX-WXX", anchor
    if n is None:
        return week(date.fromisoformat(value)), anchor
    last = (date.fromisoformat(value + "-01") + relativedelta(day=31)).day
    first = last - 6 if n == -1 else 7 * n - 6
    end = min(first + 6, last)
    return (f"{value}-{first:02}/{value}-{end:02}", anchor) if first <= last else (value, anchor)


def _range(first: Base, last: Base, setting: Setting) -> Value:
    a, anchor = base_value(first, setting)
    b, _ = base_value(last, setting)
    if not a.startswith("XXXX") and b < a and isinstance(last, Part) and last.year is None:
        b = f"{int(a[:4]) + 1:04}{last.part}"
    return f"{a}/{b}", anchor
