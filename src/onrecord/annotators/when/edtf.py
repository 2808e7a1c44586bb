"""TIMEX3 values as EDTF (ISO 8601-2:2019, levels 0 to 2), and how precise they are."""

from __future__ import annotations

import re
from datetime import date

_CODES = {"SP": "21", "SU": "22", "FA": "23", "WI": "24", "Q1": "33", "Q2": "34", "Q3": "35", "Q4": "36", "H1": "40", "H2": "41"}
_DAY = re.compile(r"[\dX]{4}-[\dX]{2}-[\dX]{2}")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?$")
_CLOCK = re.compile(r"T(\d\d):(\d\d)(?::(\d\d))?(Z?)$")
_PRECISIONS = (
    (re.compile(r"[\dX]{4}-[\dX]{2}-[\dX]{2}$|XXXX-WXX-\d$"), "day"),
    (re.compile(r"[\dX]{4}-[\dX]{2}$"), "month"),
    (re.compile(r"(BC)?[\dX]{4}$"), "year"),
    (re.compile(r"[\dX]{4}-W[\dX]{2}$"), "week"),
    (re.compile(r"[\dX]{4}-W[\dX]{2}-WE$"), "weekend"),
    (re.compile(r"[\dX]{4}-Q[\dX]$"), "quarter"),
    (re.compile(r"[\dX]{4}-H[12]$"), "half"),
    (re.compile(r"[\dX]{4}-(SP|SU|FA|WI)$"), "season"),
    (re.compile(r"\d{3}$"), "decade"),
    (re.compile(r"\d{2}$"), "century"),
    (re.compile(r".*T\d\d:\d\d(:\d\d)?Z?$"), "minute"),
    (re.compile(r".*T(MO|AF|EV|NI)$"), "part of day"),
)


def precision(value: str) -> str | None:
    """How fine a date or time is: century, decade, year … day, part of day, minute; None for durations and references.

    >>> precision("2022-01"), precision("2022-W03"), precision("2022-01-05T02:00/2022-01-05T05:00")
    ('month', 'week', 'minute')
    """
    first = value.split("/")[0]
    return next((name for pattern, name in _PRECISIONS if pattern.match(first)), None)


def edtf(value: str, mod: str | None = None) -> str | None:
    """A date or time as EDTF; None where EDTF has no form for it.

    A week becomes the interval of its days, a part of the day its day. `mod` APPROX becomes "~".

    >>> edtf("2022-01-06"), edtf("2022-Q3"), edtf("199", "START"), edtf("2022-01", "APPROX")
    ('2022-01-06', '2022-35', '199X', '2022-01~')
    >>> edtf("2022-W03"), edtf("2022-01-05T02:00Z"), edtf("XXXX-01-06"), edtf("P3D")
    ('2022-01-17/2022-01-23', '2022-01-05T02:00:00Z', 'XXXX-01-06', None)
    """
    ends = [_single(part) for part in value.split("/")]
    if None in ends or len(ends) > 2:
        return None
    sign = "~" if mod == "APPROX" and "T" not in value and len(ends) == 1 and "/" not in str(ends[0]) else ""
    return "/".join(end for end in ends if end) + sign


def _single(value: str) -> str | None:
    if week := _WEEK.match(value):
        first = 6 if week[3] else 1
        return "/".join(date.fromisocalendar(int(week[1]), int(week[2]), day).isoformat() for day in (first, 7))
    if value.startswith("BC"):
        return f"-{int(value[2:]) - 1:04}"
    if re.fullmatch(r"\d{2,3}", value):
        return value.ljust(4, "X")
    day, _, time = value.partition("T")
    if time:
        return _moment(day, "T" + time)
    year, _, code = value.partition("-")
    if code in _CODES:
        return f"{year}-{_CODES[code]}"
    return value if re.fullmatch(r"[\dX]{4}(-[\dX]{2}){0,2}", value) and value.strip("X-") else None


def _moment(day: str, time: str) -> str | None:
    if not _DAY.fullmatch(day):
        return None
    clock = _CLOCK.match(time)
    if clock is None or "X" in day:
        return day if "X" not in day else None
    return f"{day}T{clock[1]}:{clock[2]}:{clock[3] or '00'}{clock[4]}"
