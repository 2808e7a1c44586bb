"""TIMEX3 values in plain words.

The forms are those of TimeML's TIMEX3 (ISO 8601 with `X` for what is left open, weeks, quarters, halves, seasons, parts of
the day, durations) with ISO intervals. What is not understood is not paraphrased.
"""

from __future__ import annotations

import re

from onrecord.export.wording import say

_MONTHS = ["January", "February", "March", "April", "May", "June"]
_MONTHS += ["July", "August", "September", "October", "November", "December"]
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_ORDINALS = ["", "first", "second", "third", "fourth"]
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_PARTS = {"MO": "morning", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime", "MI": "midday"}
_REFS = {"PAST_REF": "past", "PRESENT_REF": "present", "FUTURE_REF": "future"}
_ANY_DAY, _ANY_WEEK = " of a day not named", " of a week not named"
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "TH": "hour", "TM": "minute", "TS": "second"}

_DAY = re.compile(r"(\d{4}|XXXX)-(\d\d|XX)-(\d\d|XX)$", re.ASCII)
_MONTH = re.compile(r"(\d{4}|XXXX)-(\d\d)$", re.ASCII)
_WEEK = re.compile(r"(\d{4}|XXXX)-W(\d\d|XX)(?:-(WE|[1-7]))?$", re.ASCII)
_SPLIT_YEAR = re.compile(r"(\d{4}|XXXX)-(?:Q([1-4])|H([12])|(SP|SU|FA|WI))$", re.ASCII)
_CLOCK = re.compile(r"(\d\d)(?::(\d\d))?(?::(\d\d))?(Z|[+-]\d\d:?\d\d)?$", re.ASCII)
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?|X)([YMWDHS])", re.ASCII)
_DURATION = re.compile(r"P(?:(?:\d+(?:\.\d+)?|X)[YMWD])*(?:T(?:(?:\d+(?:\.\d+)?|X)[HMS])+)?$", re.ASCII)


def describe(value: str, mod: str | None = None, repeated: bool = False) -> str | None:
    """A TIMEX3 value in words, None where its form is not known. `repeated` for sets.

    >>> describe("2022-01-06/2022-01-07")
    '6 to 7 January 2022'
    >>> describe("2031-05", "END"), describe("P3D"), describe("P1D", repeated=True)
    ('end of May 2031', '3 days', 'every day')
    """
    words = _interval(value) if "/" in value else _single(value)
    if words is None:
        return None
    if repeated:
        words = _every(words)
    pattern = say("mods", mod)
    return pattern.format(words) if pattern else words


def _every(words: str) -> str:
    if words.startswith("every"):
        return words
    return f"every {words.removeprefix('1 ').removesuffix(_ANY_DAY).replace(_ANY_WEEK, '')}"


def _interval(value: str) -> str | None:
    ends = [_single(end) for end in value.split("/")]
    if len(ends) != 2 or None in ends:
        return None
    first, last = (str(end).split() for end in ends)
    while first and len(first) > 1 and first[-1:] == last[-1:] and len(last) > 1:
        shared = first.pop()
        if first == last[:-1] or not first:
            return f"{' '.join([*first, shared])}"
        last = last[:-1]
    return f"{' '.join(first)} to {ends[1]!s}"


def _single(value: str) -> str | None:
    if value in _REFS:
        return say("timex", _REFS[value])
    if value.startswith("P"):
        return _duration(value)
    date, divider, clock = value.partition("T")
    return _moment(date, clock) if divider else _date(date)


def _moment(date: str, clock: str) -> str | None:
    time = _PARTS.get(clock) or _time(clock)
    if time is None or not date:
        return time
    if date == "XXXX-XX-XX":
        return time + _ANY_DAY
    day = _date(date)
    return f"{day}, {time}" if day else None


def _time(clock: str) -> str | None:
    match = _CLOCK.match(clock)
    if match is None:
        return None
    hour, minute, second, zone = match.groups()
    words = f"{hour}:{minute or '00'}" + (f":{second}" if second and second != "00" else "")
    return words + (" UTC" if zone == "Z" else f" UTC{zone}" if zone else "")


def _date(date: str) -> str | None:
    for pattern, build in ((_DAY, _day), (_MONTH, _month), (_WEEK, _week), (_SPLIT_YEAR, _part_of_year)):
        if match := pattern.match(date):
            return build(*match.groups())
    return _year_or_longer(date)


def _year_or_longer(date: str) -> str | None:
    if not (date.isascii() and date.isdigit()) or not 2 <= len(date) <= 4:
        return None
    return {4: date, 3: f"the {date}0s", 2: f"{date}00 to {date}99"}[len(date)]


def _in(words: str, year: str, of: str = "") -> str:
    return f"{words}, year open" if year == "XXXX" else f"{words}{of} {year}"


def _day(year: str, month: str, day: str) -> str | None:
    if "XX" in (month, day):
        return "a day not named" if month == day == "XX" else None
    name = _name(_MONTHS, month)
    return _in(f"{int(day)} {name}", year) if name else None


def _month(year: str, month: str) -> str | None:
    name = _name(_MONTHS, month)
    return _in(name, year) if name else None


def _name(names: list[str], number: str) -> str | None:
    return names[int(number) - 1] if 1 <= int(number) <= len(names) else None


def _week(year: str, week: str, day: str | None) -> str | None:
    if week == "XX":
        return f"{_WEEKDAYS[int(day) - 1]}{_ANY_WEEK}" if day and day.isdigit() else None
    of = _in(f"week {int(week)}", year, " of")
    if day == "WE":
        return f"weekend of {of}"
    return f"{_WEEKDAYS[int(day) - 1]} of {of}" if day else of


def _part_of_year(year: str, quarter: str | None, half: str | None, season: str | None) -> str | None:
    if season:
        return _in(_SEASONS[season], year)
    part = f"{_ORDINALS[int(quarter)]} quarter" if quarter else f"{_ORDINALS[int(half or 1)]} half"
    return _in(part, year, " of")


def _duration(value: str) -> str | None:
    if not _DURATION.match(value) or not _AMOUNT.search(value):
        return None
    days, _, clock = value.partition("T")
    parts = [_amount(*found) for found in _AMOUNT.findall(days)]
    parts += [_amount(number, f"T{unit}") for number, unit in _AMOUNT.findall(clock)]
    return " ".join(parts)


def _amount(number: str, unit: str) -> str:
    name = _UNITS[unit]
    if number == "X":
        return f"some {name}s"
    return f"{number} {name}" if number == "1" else f"{number} {name}s"
