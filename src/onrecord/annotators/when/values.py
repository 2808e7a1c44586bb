"""What an expression says, set against what the document says: TIMEX3 values, each with the anchor it was resolved by."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import MAXYEAR, date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from onrecord.annotators.when.bearings import FUTURE, PRESENT, Known
from onrecord.annotators.when.clocks import in_half
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
from onrecord.annotators.when.setting import Setting, Value
from onrecord.annotators.when.year_parts import CLOSE, part_value
from onrecord.model import Anchor, TimexType


def resolve(when: When, setting: Setting) -> tuple[TimexType, str, Anchor | None]:
    """Type, TIMEX3 value and anchor of an expression; what cannot be known is X in the value."""
    base = when.base
    if isinstance(base, Within) and setting.direction() not in (FUTURE, PRESENT):
        return TimexType.DURATION, base.value, None
    value, anchor = base_value(base, setting)
    kind = TimexType.DATE if isinstance(base, Within) else when.type
    return kind, _with_time(value, _time(when, anchor)), anchor


def _time(when: When, anchor: Anchor | None) -> str:
    """The time of day; of a clock that leaves its half open, in the one that the text speaks of: "tonight … at 9:30"."""
    if not isinstance(when.base, SomeDay) or not when.base.half_open or anchor is None:
        return when.time
    return in_half(when.time, anchor.value[len("2022-01-06") :])


def base_value(base: Base, setting: Setting) -> Value:
    """The value of a meaning without its time of day."""
    return _VALUES[type(base)](base, setting)


def _with_time(day: str, time: str) -> str:
    """A clock time whose day is not known stands alone: "T23:00"."""
    if not time or (day == "XXXX-XX-XX" and time[1].isdigit()):
        return time or day
    return "/".join(day + half for half in time.split("/"))


def _weekday(base: Weekday, setting: Setting) -> Value:
    if setting.named:
        return setting.named[0].isoformat(), setting.named[1]
    today, anchor = setting.today, setting.anchor
    if base.near:
        today, anchor = setting.day if setting.day else (today, anchor)
    if today is None:
        return f"XXXX-WXX-{base.day}", None
    if base.weeks is not None:
        return (today + timedelta(days=7 * base.weeks + base.day - today.isoweekday())).isoformat(), anchor
    back = (today.isoweekday() - base.day) % 7
    ahead = (base.day - today.isoweekday()) % 7
    if base.step is None and back == 0 and (setting.timed or setting.names_days):
        return today.isoformat(), anchor
    forward = base.step == 1 or (base.step is None and setting.direction() in (FUTURE, PRESENT))
    if base.step == 0:
        return (today + timedelta(days=base.day - today.isoweekday())).isoformat(), anchor
    days = (ahead or 7) if forward else -(back or 7)
    return (today + timedelta(days=days)).isoformat(), anchor


def _day_of_month(base: DayOfMonth, setting: Setting) -> Value:
    day, weekday = base.day, base.weekday
    place = setting.day[0] if setting.day else setting.published and (setting.published.exact or setting.published.start)
    anchor = setting.day[1] if setting.day else setting.anchor
    if not place or (setting.published and setting.published.month is None and not setting.day):
        return f"XXXX-XX-{day:02}", None
    months = [place + relativedelta(months=n, day=1) for n in (0, -1, 1, 2, -2)]
    options = [first.replace(day=day) for first in months if day <= (first + relativedelta(day=31)).day]
    fitting = [option for option in options if weekday is None or option.isoweekday() == weekday]
    return (fitting[0].isoformat(), anchor) if fitting else (f"XXXX-XX-{day:02}", None)


def _numeric(base: Numeric, setting: Setting) -> Value:
    """7/8/2007 is 7 August or 8 July, whichever the document's date is close to; else only the year is known."""
    pairs = {(base.first, base.second), (base.second, base.first)}
    options = [date(base.year, month, day) for month, day in pairs]
    now = setting.today
    far = sorted((abs((option - now).days), option) for option in options) if now else []
    if len(far) == 2 and far[0][0] <= CLOSE // 4 and far[1][0] > CLOSE // 2:
        return far[0][1].isoformat(), setting.anchor
    return f"{base.year}-XX-XX", None


def _some_day(base: SomeDay, setting: Setting) -> Value:
    if setting.day:
        return setting.day[0].isoformat(), setting.day[1]
    if setting.today and not setting.tells_days:
        return setting.today.isoformat(), setting.anchor
    return "XXXX-XX-XX", None


def _weekend(base: Weekend, setting: Setting) -> Value:
    ahead = setting.direction() == FUTURE or (setting.today is not None and setting.today.isoweekday() >= 6)
    return _shift(Shift("WE", 0 if ahead else -1), setting)


_OPEN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX"}
_QUARTER = re.compile(r"(\d{4})-Q(\d)$")


def _shift(base: Shift, setting: Setting) -> Value:
    if (base.near or base.compare) and setting.near and (found := _from_text(base, setting)):
        return found
    known = setting.published
    if known is None or base.bound or (base.near and (base.n > 0 or (base.unit in "DW" and base.fine))):
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
    if quarter and (base.unit, base.n) == ("Q", 0):
        return value, anchor
    here = Known(*(int(part) for part in value.split("-"))) if re.fullmatch(r"\d{4}(-\d\d){0,2}", value) else None
    shifted = _shifted(here, base) if here else None
    return (shifted, anchor) if shifted else None


def _shifted(known: Known, base: Shift) -> str | None:
    """The value `n` units away, None where `known` is too coarse to tell, or it lies outside of the calendar."""
    try:
        return _moved(known, base)
    except (ValueError, OverflowError):
        return None


def _moved(known: Known, base: Shift) -> str | None:
    n, unit = base.n, base.unit
    if unit == "Y":
        return f"{known.year + n:04}" if 0 < known.year + n <= MAXYEAR else None
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
    return day.isoformat() if unit == "D" or base.fine else week(day) + ("-WE" if unit == "WE" else "")


def week(day: date) -> str:
    """The ISO week of a day.

    >>> week(date(2021, 1, 3))
    '2020-W53'
    """
    year, number, _ = day.isocalendar()
    return f"{year:04}-W{number:02}"


def _week(base: Week, setting: Setting) -> Value:
    n, (value, anchor) = base.n, base_value(base.inside, setting)
    if value.startswith("XXXX"):
        return "XXXX-WXX", anchor
    if n is None:
        return week(date.fromisoformat(value)), anchor
    last = (date.fromisoformat(value + "-01") + relativedelta(day=31)).day
    first = last - 6 if n == -1 else 7 * n - 6
    end = min(first + 6, last)
    return (f"{value}-{first:02}/{value}-{end:02}", anchor) if first <= last else (value, anchor)


def _range(base: Range, setting: Setting) -> Value:
    last = base.last
    (a, anchor), (b, _) = base_value(base.first, setting), base_value(last, setting)
    if not a.startswith("XXXX") and b < a and isinstance(last, Part) and last.year is None:
        b = f"{int(a[:4]) + 1:04}{last.part}"
    return f"{a}/{b}", anchor


_VALUES: dict[type, Callable[[Any, Setting], Value]] = {
    Fixed: lambda base, setting: (base.value, None),
    Part: part_value,
    Numeric: _numeric,
    Weekday: _weekday,
    Weekend: _weekend,
    DayOfMonth: _day_of_month,
    Shift: _shift,
    Within: lambda base, setting: _shift(Shift(base.unit, base.n, fine=True), setting),
    Week: _week,
    Range: _range,
    SomeDay: _some_day,
}
