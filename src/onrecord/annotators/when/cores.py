"""The kernels of time expressions: dates, clock times, durations, sets, each without what stands around it."""

from __future__ import annotations

import datetime
from typing import Any

from onrecord.annotators.when.grammar import Grammar, Parts, rule
from onrecord.annotators.when.items import Item
from onrecord.annotators.when.meanings import (
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
from onrecord.model import TimexType

DATE, TIME, DURATION, SET = TimexType.DATE, TimexType.TIME, TimexType.DURATION, TimexType.SET
NUMBER = "small|figure|cardinal|year_number|vague|couple"
DAY = "small|ordinal"
TO = "dash|to"
CLOCK_UNITS = ("H", "MIN", "S")


# --- numbers -----------------------------------------------------------------------------------------------------


def spoken(parts: Parts) -> Item | None:
    """ "twenty-five", "a hundred and two", "nineteen ninety-seven" as one number."""
    total = current = 0
    year = False
    for item in parts.items:
        if item.kind in ("dash", "and", "article"):
            continue
        value = int(item.value)
        if item.kind == "magnitude":
            current = max(1, current) * value
            if value == 1000:
                total, current = total + current, 0
        elif current == 0 or (current % 100 == 0 and value < 100) or (current % 100 >= 20 and current % 10 == 0 and value < 10):
            current += value
        elif 11 <= current <= 20 and 10 <= value <= 90 and not year:
            current, year = current * 100 + value, True
        else:
            return None
    return parts.made("year_number" if year else "cardinal", total + current)


def mixed(parts: Parts) -> Item | None:
    """ "5 1/2", "2½", "two and a half"."""
    whole = parts.items[0].value
    if parts.get("slash"):
        top, bottom = parts.items[-3].value, parts.items[-1].value
        return parts.made("figure", whole + top / bottom) if 0 < top < bottom <= 8 else None
    last = parts.items[-1]
    return parts.made("figure", whole + (last.value if last.kind == "part_of_one" else 0.5))


NUMBERS = Grammar(
    [
        rule("(article? magnitude|cardinal) ((dash|and)? (cardinal|magnitude))+", spoken),
        rule("(article? magnitude|cardinal) (dash? (cardinal|magnitude))+", spoken),
        rule("article magnitude", spoken),
        rule("(small|cardinal) small slash small", mixed),
        rule("(small|cardinal) part_of_one", mixed),
        rule("(small|cardinal) and article half", mixed),
    ]
)


# --- calendar dates ----------------------------------------------------------------------------------------------


def valid(year: int | None, month: int, day: int) -> bool:
    """Whether such a day exists; in any year if none is given."""
    try:
        datetime.date(year or 2000, month, day)
    except ValueError:
        return False
    return True


def dated(year: int | None, month: int, day: int | None = None) -> Fixed | Part | None:
    """A day or month, with or without its year; None if there is no such day."""
    if day is not None and not valid(year, month, day):
        return None
    part = f"-{month:02}" + (f"-{day:02}" if day else "")
    return Fixed(f"{year:04}{part}") if year else Part(part)


def year_in(parts: Parts) -> int | None:
    value: Any = parts.value("year_number")
    return value


def calendar(parts: Parts) -> Item | None:
    day: Any = parts.value("small", "ordinal")
    base = dated(year_in(parts), parts.value("month"), day)  # type: ignore[arg-type]
    return parts.made("day" if day else "date", When(DATE, base)) if base else None


def day_range(parts: Parts) -> Item | None:
    """ "January 6-7", "6 to 7 January 2022": one month for two days."""
    month: Any = parts.value("month")
    days = [item.value for item in parts.items if item.kind in ("small", "ordinal")]
    first, last = (dated(year_in(parts), month, day) for day in days)
    return parts.made("days", When(DATE, Range(first, last))) if first and last and days[0] < days[1] else None


def date_range(parts: Parts) -> Item | None:
    """ "March 3 to April 9, 2020", "January-March 2021": one year for two."""
    months = [item.value for item in parts.items if item.kind == "month"]
    days = [item.value for item in parts.items if item.kind in ("small", "ordinal")] or [None, None]
    year = year_in(parts)
    if year and months[0] > months[1]:
        return None
    first, last = dated(year, months[0], days[0]), dated(year, months[1], days[1])
    return parts.made("days" if days[0] else "date", When(DATE, Range(first, last))) if first and last else None


def two_days(parts: Parts) -> list[Item] | None:
    """ "April 24 and 25": two dates, the second with the month of the first, or the other way round."""
    month: Any = parts.value("month")
    numbers = [i for i, item in enumerate(parts.items) if item.kind in ("small", "ordinal")]
    a, b = (dated(year_in(parts), month, parts.items[i].value) for i in numbers)
    if not a or not b or parts.items[numbers[0]].value >= parts.items[numbers[1]].value:
        return None
    cut = [i for i, item in enumerate(parts.items) if item.kind in ("and", "or", "comma")][0]
    return [parts.made("day", When(DATE, a), 0, cut), parts.items[cut], parts.made("day", When(DATE, b), cut + 1)]


def year_range(parts: Parts) -> Item | None:
    first, last = parts.items[0].value, parts.items[-1].value
    if last < 100:
        last += first - first % 100
    return parts.made("date", When(DATE, Range(Fixed(str(first)), Fixed(str(last))))) if first < last else None


def iso(parts: Parts) -> Item | None:
    day, _, clock = str(parts.items[0].value).upper().partition("T")
    if not valid(*(int(piece) for piece in day.split("-"))):
        return None
    zone = "Z" if clock.endswith("Z") else ""
    return parts.made(
        "time" if clock else "day", When(TIME if clock else DATE, Fixed(day), f"T{clock[:5]}{zone}" if clock else "")
    )


def numeric(parts: Parts) -> Item | None:
    text = str(parts.items[0].value)
    sign = "." if "." in text else "/"
    a, b, year = (int(piece) for piece in text.split(sign))
    if year < 100:
        year += 2000 if year < 50 else 1900
    options = [pair for pair in {(b, a), (a, b)} if valid(year, *pair)]
    if sign == "." and (b, a) in options or len(options) == 1:
        month, day = (b, a) if (b, a) in options else (a, b)
        return parts.made("day", When(DATE, Fixed(f"{year}-{month:02}-{day:02}")))
    return parts.made("day", When(DATE, Numeric(a, b, year))) if options else None


def weekday(parts: Parts) -> Item | None:
    day: Any = parts.value("weekday", "short_weekday")
    return parts.made("day", When(DATE, Weekday(day, step_of(parts))))


def day_of_month(parts: Parts) -> Item | None:
    day: Any = parts.value("ordinal", "small")
    named: Any = parts.value("weekday")
    if parts.items[-1].text.isalpha() and not named:
        return None
    return parts.made("day", When(DATE, DayOfMonth(day, named))) if day <= 31 else None


def step_of(parts: Parts) -> int | None:
    step: Any = parts.value("last", "this", "next")
    return step


# --- parts of years ----------------------------------------------------------------------------------------------


def named_part(parts: Parts) -> Item | None:
    """ "last April", "summer", "the summer of 2021", "next Christmas"."""
    name = parts.get("month", "season", "feast")
    if name is None:
        return None
    code = (
        f"-{name.value:02}"
        if name.kind == "month"
        else name.value
        if name.value[0].isalpha() and name.kind == "feast"
        else f"-{name.value}"
    )
    base = Part(code, year_in(parts), step_of(parts))
    return parts.made("day" if name.kind == "feast" else "date", When(DATE, base))


def quarter(parts: Parts) -> Item | list[Item] | None:
    """ "the third quarter of 1990", "first half", "Q3 2021"."""
    number: Any = parts.value("ordinal", "last", "nth_quarter", "nth_half")
    half = parts.get("half", "nth_half")
    if number == -1:
        number = 2 if half else 4
    if number not in ((1, 2) if half else (1, 2, 3, 4)):
        return None
    when = When(DATE, Part(f"-{'H' if half else 'Q'}{number}", year_in(parts)))
    return attributive(parts, "date", when) if parts.get("dash") else parts.made("date", when)


def quarter_of_year(parts: Parts) -> Item | None:
    """ "last year's third quarter", "the first half of this year"."""
    number: Any = parts.value("ordinal")
    half = parts.get("half")
    unit = parts.get("unit")
    if unit is None or unit.value != "Y" or number not in ((1, 2) if half else (1, 2, 3, 4)):
        return None
    return parts.made("date", When(DATE, Part(f"-{'H' if half else 'Q'}{number}", years=step_of(parts))))


def month_of_year(parts: Parts) -> Item | None:
    """ "July last year", "January this year"."""
    unit = parts.get("unit")
    if unit is None or unit.value != "Y":
        return None
    month: Any = parts.value("month")
    return parts.made("date", When(DATE, Part(f"-{month:02}", years=step_of(parts))))


def year(parts: Parts) -> Item | None:
    number = year_in(parts)
    return parts.made("year", When(DATE, Fixed(str(number)))) if number else None


def decade(parts: Parts) -> Item | None:
    code = str(parts.value("decade"))
    return parts.made("date", When(DATE, Fixed(code if len(code) == 3 else "19" + code)))


def century(parts: Parts) -> Item | None:
    unit, number = parts.get("unit"), parts.value("ordinal")
    if unit is None or unit.value != "CEN":
        return None
    return parts.made("date", When(DATE, Fixed(f"{int(str(number)) - 1:02}")))


def year_word(parts: Parts) -> Item | None:
    """ "the year 1990", "the year two thousand"."""
    unit, number = parts.get("unit"), parts.value("year_number", "cardinal")
    if unit is None or unit.value != "Y" or not 1000 <= int(str(number)) < 2200:
        return None
    return parts.made("date", When(DATE, Fixed(str(number))))


def week_of(parts: Parts) -> Item | None:
    """ "the first week of May", "the last week of January 2021"."""
    unit, number, month = parts.get("unit"), parts.value("ordinal", "last"), parts.value("month")
    if unit is None or unit.value != "W":
        return None
    inside = dated(year_in(parts), int(str(month)))
    return parts.made("date", When(DATE, Week(int(str(number)), inside))) if inside else None


def week_with(parts: Parts) -> Item | None:
    """ "the week of March 6"."""
    unit = parts.get("unit")
    month, day = parts.value("month"), parts.value("small", "ordinal")
    if unit is None or unit.value != "W":
        return None
    inside = dated(year_in(parts), int(str(month)), int(str(day)))
    return parts.made("date", When(DATE, Week(None, inside))) if inside else None


# --- days, weeks, years counted from the document ----------------------------------------------------------------


def day_word(parts: Parts) -> Item | None:
    n: Any = parts.value("day_word")
    around: Any = parts.value("before", "after")
    return parts.made("day", When(DATE, Shift("D", n + (around or 0))))


def night_word(parts: Parts) -> Item | None:
    n: Any = parts.value("night_word")
    return parts.made("time", When(TIME, Shift("D", n), "TNI"))


def stepped(parts: Parts) -> Item | None:
    """ "last week", "this year", "the following day", "that year", "the past decade"."""
    unit, by = parts.get("unit", "quarter", "weekend"), parts.get("last", "this", "next", "that")
    if unit is None or by is None or unit.value in CLOCK_UNITS:
        return None
    code = unit.value
    if by.text in ("past", "coming") and code in ("D", "W", "M", "DEC", "CEN") and parts.items[0].text != "this":
        return parts.made("duration", When(DURATION, Fixed(length(code, 1))))
    n, weeks = by.value, code == "F"
    near = by.kind == "that" or by.text in ("previous", "preceding", "prior", "following", "subsequent")
    base = Shift("W" if weeks else code, 2 * n if weeks else n, near)
    if by.text == "latest" and code in ("Q", "Y"):
        base = Shift(code, -1)
    return parts.made("day" if code == "D" else "date", When(DATE, base))


def stepped_part(parts: Parts) -> Item | None:
    """ "this morning", "last night", "the next evening", "that night"."""
    part, by = parts.get("part"), parts.get("last", "this", "next", "that")
    if part is None or by is None or by.text in ("current", "past", "present", "latest"):
        return None
    near = by.kind == "that" or by.text in ("following", "next", "previous")
    return parts.made("time", When(TIME, Shift("D", by.value, near), "T" + part.value))


def counted(parts: Parts) -> Item | None:
    """ "two weeks ago", "a year earlier", "three days later", "several years ago"."""
    unit, number = parts.get("unit", "units", "quarter"), number_of(parts)
    by = parts.get("ago", "earlier", "later", "hence", "before", "after")
    if unit is None or by is None:
        return None
    if number == "X":
        return parts.made("date", When(DATE, Fixed("PAST_REF" if by.value < 0 else "FUTURE_REF")))
    assert not isinstance(number, str)
    code, count, near = unit.value, float(number) * by.value, by.kind not in ("ago", "hence")
    if code in CLOCK_UNITS:
        return parts.made("duration", When(DURATION, Fixed(length(code, number))))
    if code == "N":
        code = "D"
    if code == "F":
        code, count = "W", 2 * count
    if count != int(count):
        code, count = {"Y": ("M", round(12 * count)), "M": ("D", round(30 * count)), "W": ("D", round(7 * count))}.get(
            code, (code, round(count))
        )
    return parts.made("day" if code in "DW" else "date", When(DATE, Shift(code, int(count), near, fine=code in "DW")))


def year_ago(parts: Parts) -> Item | list[Item] | None:
    """ "year-ago", "year-earlier", and with "quarter" or "period" behind."""
    unit = parts.get("unit")
    if unit is None or unit.value not in "YMW":
        return None
    when = When(DATE, Shift(unit.value, -1, near=True))
    if number := parts.value("ordinal"):
        when = When(DATE, Part(f"-Q{number}", years=-1))
    return parts.made("date", when) if parts.get("period", "quarter") else attributive(parts, "date", when)


def this_period(parts: Parts) -> Item | None:
    """ "the quarter", "the latest period": the one that the text speaks of; "the weekend"."""
    unit = parts.items[-1]
    if unit.kind == "weekend":
        return parts.made("date", When(DATE, Weekend()))
    return parts.made("date", When(DATE, Shift("Q", 0, near=True)))


def the_past(parts: Parts) -> Item | None:
    return parts.made("ref", When(DATE, Fixed("PAST_REF"))) if parts.items[-1].text == "past" else None


def number_of(parts: Parts) -> float | str:
    item = parts.get(*NUMBER.split("|"))
    value: Any = item.value if item else 1
    return value


# --- durations and sets ------------------------------------------------------------------------------------------

_LETTER = {"S": "TS", "MIN": "TM", "N": "D", "H": "TH", "F": "W", "DEC": "Y", "CEN": "Y", "WE": "WE", "Q": "M"}
_TIMES = {"F": 2, "DEC": 10, "CEN": 100, "Q": 3}
_SMALLER = {"H": ("MIN", 60), "Y": ("M", 12), "D": ("H", 24), "MIN": ("S", 60)}


def length(unit: str, number: float | str) -> str:
    """A TIMEX3 period.

    >>> length("H", 1.5), length("W", 2), length("D", "X"), length("DEC", 2)
    ('PT1H30M', 'P2W', 'PXD', 'P20Y')
    """
    letter = _LETTER.get(unit, unit)
    if isinstance(number, str):
        letter = {"DEC": "E", "CEN": "C", "Q": "Q"}.get(unit, letter)
        return f"PT{number}{letter[1:]}" if letter[0] == "T" else f"P{number}{letter}"
    number *= _TIMES.get(unit, 1)
    whole, rest = int(number), ""
    if number != whole:
        if unit not in _SMALLER:
            return f"P{number:g}{letter}"
        smaller, per = _SMALLER[unit]
        rest = length(smaller, round((number - whole) * per)).lstrip("P")
    head = f"{whole}{letter.lstrip('T')}" if whole else ""
    mark = "T" if letter[0] == "T" else ""
    return f"P{mark}{head}{rest.lstrip('T') if mark else rest}"


def duration(parts: Parts) -> Item | list[Item] | None:
    unit = parts.get("unit", "units", "quarter", "weekend")
    if unit is None:
        return None
    code, number = unit.value, number_of(parts)
    if parts.get("half") and parts.items[0].kind == "half":
        number = 0.5
    elif parts.get("half"):
        number = float(number) + 0.5
    mod = "APPROX" if parts.get("couple") else None
    when = When(DURATION, Fixed(length(code, number)), mod=mod)
    if parts.get("dash") or (unit.kind == "unit" and number not in (0.5, 1) and parts.items[0].kind in ("article", "det")):
        return attributive(parts, "duration_adjective", when)
    return parts.made("duration", when)


def attributive(parts: Parts, kind: str, when: When) -> list[Item]:
    """An expression before a noun, whose article belongs to the noun: "a [16-hour] flight"."""
    first = 1 if parts.items[0].kind in ("article", "det") else 0
    return [*parts.items[:first], parts.made(kind, when, first)]


def double(parts: Parts) -> Item | None:
    """ "an hour and a half", "two years and six months"."""
    units = [item.value for item in parts.items if item.kind in ("unit", "units")]
    if parts.get("half"):
        return parts.made("duration", When(DURATION, Fixed(length(units[0], float(number_of(parts)) + 0.5))))
    order = ("Y", "M", "W", "D", "H", "MIN", "S")
    if len(units) < 2 or units[0] not in order or units[1] not in order or order.index(units[0]) >= order.index(units[1]):
        return None
    numbers = [item.value for item in parts.items if item.kind in (*NUMBER.split("|"), "article")]
    if "X" in numbers:
        return None
    first, second = length(units[0], numbers[0]), length(units[1], numbers[1])
    joined = first + (second[1:].lstrip("T") if first.startswith("PT") else second[1:])
    return parts.made("duration", When(DURATION, Fixed(joined)))


def duration_range(parts: Parts) -> Item | None:
    """ "two to three weeks", "between 6 and 9 months"."""
    unit = parts.get("unit", "units")
    numbers = [item.value for item in parts.items if item.kind in NUMBER.split("|")]
    if unit is None or len(numbers) != 2 or "X" in numbers:
        return None
    return parts.made("duration", When(DURATION, Fixed("/".join(length(unit.value, n) for n in numbers))))


def bare_units(parts: Parts) -> Item | None:
    unit = parts.get("units")
    if unit is None or unit.value in ("S", "MIN"):
        return None
    return parts.made("bare_duration", When(DURATION, Fixed(length(unit.value, "X"))))


def within(parts: Parts) -> Item | list[Item] | None:
    """ "in three days"."""
    unit, number = parts.get("unit", "units"), number_of(parts)
    if unit is None or number == "X" or unit.value in CLOCK_UNITS or number != int(number):
        return duration(parts)
    times = {"F": 2}.get(unit.value, 1)
    base = Within("W" if unit.value == "F" else unit.value, int(number) * times, length(unit.value, number))
    return parts.made("duration", When(DURATION, base))


def second_long(parts: Parts) -> Item | None:
    if parts.items[-1].text != "second":
        return None
    return parts.made("duration", When(DURATION, Fixed(length("S", number_of(parts)))))


def each(parts: Parts) -> Item | None:
    """ "every Friday", "each month", "every two weeks", "every morning"."""
    by = parts.items[-1]
    number = number_of(parts) if len(parts.items) > 2 else 1
    if by.kind in ("unit", "units", "quarter", "weekend"):
        value = length(by.value, number)
    elif by.kind == "weekday":
        value = f"XXXX-WXX-{by.value}"
    elif by.kind == "part":
        value = f"XXXX-XX-XXT{by.value}"
    else:
        value = f"XXXX-{by.value:02}" if by.kind == "month" else f"XXXX-{by.value}"
    return parts.made("set", When(SET, Fixed(value)))


def weekdays(parts: Parts) -> Item | None:
    time = f"T{part}" if (part := parts.value("parts", "units")) else ""
    if time == "TN":
        time = "TNI"
    if parts.get("units") and time != "TNI":
        return None
    day = parts.value("weekdays", "weekday")
    return parts.made("set", When(SET, Fixed(f"XXXX-WXX-{day}{time}")))


def often(parts: Parts) -> Item | None:
    return parts.made("set", When(SET, Fixed(str(parts.value("often")))))


def a_unit(parts: Parts) -> Item | None:
    """ "twice a day", "three times a week": the unit only."""
    unit = parts.get("unit")
    return parts.made("set", When(SET, Fixed(length(unit.value, 1)))) if unit else None


# --- clock times -------------------------------------------------------------------------------------------------


def hour_of(parts: Parts) -> tuple[int, str] | None:
    """(hour, ":MM") of a clock time as written."""
    item = parts.items[0]
    if item.kind == "clock":
        hour, _, rest = str(item.value).partition(":")
        return int(hour), ":" + rest
    if item.kind == "year_number" or (item.kind == "figure" and len(item.text) == 4 and item.text.isdigit()):
        number = int(item.text)
        return number // 100, f":{number % 100:02}"
    if item.kind == "figure" and "." in item.text:
        hour, _, rest = item.text.partition(".")
        return (int(hour), ":" + rest) if len(rest) == 2 and hour.isdigit() else None
    return (int(item.value), ":00") if float(item.value) == int(item.value) else None


def clocked(hour: int, minutes: str, half: object, zone: object = "") -> str | None:
    if half and not 1 <= hour <= 12:
        half = None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    good = hour <= 24 and int(minutes[1:3]) < 60
    return f"T{hour:02}{minutes}{zone or ''}" if good else None


def clock(parts: Parts) -> Item | None:
    read = hour_of(parts)
    half: Any = parts.value("ampm")
    if part := parts.value("part"):
        half = "a" if part == "MO" else "p"
    time = clocked(*read, half, parts.value("zone")) if read else None
    return parts.made("clock_time", When(TIME, SomeDay(), time)) if time else None


def noon(parts: Parts) -> Item | None:
    return parts.made("clock_time", When(TIME, SomeDay(), f"{parts.value('noon')}{parts.value('zone') or ''}"))


def clock_range(parts: Parts) -> Item | None:
    """ "2 and 5 a.m." after "between", "2-5 a.m."."""
    cut = next(i for i, item in enumerate(parts.items) if item.kind in ("dash", "to", "and"))
    half: Any = parts.value("ampm")
    zone = parts.value("zone")
    ends = [hour_of(Parts(side)) for side in (parts.items[:cut], parts.items[cut + 1 :])]
    if not ends[0] or not ends[1]:
        return None
    first, last = (clocked(*end, half, zone) for end in ends)
    if first and last and half == "p" and first > last:
        first = clocked(*ends[0], "a", zone)
    return parts.made("clock_time", When(TIME, SomeDay(), f"{first}/{last}")) if first and last else None


def daypart(parts: Parts) -> Item | None:
    value = parts.value("part") or parts.value("hours")
    mod = "START" if parts.get("hours") else None
    return parts.made("daypart", When(TIME, SomeDay(), f"T{value}", mod))


def ref(parts: Parts) -> Item | None:
    return parts.made("ref", When(DATE, Fixed(str(parts.value("ref")))))


_YEAR = "((comma|slash)? year_number)"
CORES = Grammar(
    [
        rule("((weekday|short_weekday) comma?)? month day comma? year_number", calendar, day=DAY),
        rule("((weekday|short_weekday) comma?)? month day slash year_number", calendar, day=DAY),
        rule("((weekday|short_weekday) comma?)? month det? day", calendar, day=DAY),
        rule("((weekday|short_weekday) comma?)? det? day of? month (comma? year_number)?", calendar, day=DAY),
        rule("small dash month dash year_number", calendar),
        rule("month (comma|of)? year_number", calendar),
        rule("month day to day (comma? year_number)?", day_range, day=DAY, to=TO),
        rule("(?<=between) month day and day (comma? year_number)?", day_range, day=DAY),
        rule("(?<=between) det? day and det? day of? month (comma? year_number)?", day_range, day=DAY),
        rule("det? day to det? day of? month (comma? year_number)?", day_range, day=DAY, to=TO),
        rule("(?<=between) month day and month day comma? year_number", date_range, day=DAY),
        rule("month day to month day comma? year_number", date_range, day=DAY, to=TO),
        rule("det? day of? month to det? day of? month comma? year_number", date_range, day=DAY, to=TO),
        rule("month to month comma? year_number", date_range, to=TO),
        rule("month dash month", date_range),
        rule("(?<=between) month and month (comma? year_number)?", date_range),
        rule("month day (and|or) day (comma? year_number)?", two_days, day=DAY),
        rule("det? day (and|or) det? day of? month (comma? year_number)?", two_days, day=DAY),
        rule("year_number dash (year_number|small)", year_range),
        rule("iso", iso),
        rule("numeric", numeric),
        rule("(this|last|next)? weekday", weekday),
        rule("det (last|next) weekday", weekday),
        rule(
            "this (last|next) (weekday|month|season)",
            named_or_weekday := lambda p: (weekday if p.get("weekday") else named_part)(p),
        ),
        rule("weekday comma? det? ordinal", day_of_month),
        rule("(?<=on) det ordinal (?=stop|comma)", day_of_month, on="on|to|before|after"),
        rule("month", named_part),
        rule("det? (this|last|next) (month|feast)", named_part),
        rule("(this|last|next) season", named_part),
        rule("det season (of? year_number)?", named_part),
        rule("season (of? year_number)", named_part),
        rule("(?<=in|of|by) season", named_part, by="in|on|of"),
        rule("feast (comma|of)? year_number?", named_part),
        rule("(det|fiscal)* ordinal dash? quarter", quarter),
        rule("(det|fiscal)* ordinal dash? half", quarter),
        rule("(det|fiscal)* (ordinal|last) dash? quarter of? fiscal? year_number", quarter),
        rule("(det|fiscal)* (ordinal|last) dash? half of? year_number", quarter),
        rule("det? year_number fiscal? ordinal dash? (quarter|half)", quarter),
        rule("(nth_quarter|nth_half) (of|comma)? year_number?", quarter),
        rule("year_number (nth_quarter|nth_half)", quarter),
        rule("(this|last|next) unit possessive fiscal? ordinal (quarter|half)", quarter_of_year),
        rule("det? ordinal (quarter|half) of (this|last|next) unit", quarter_of_year),
        rule("month (of|in)? (this|last|next) unit", month_of_year),
        rule("year_number", year),
        rule("fiscal year_number", year),
        rule("det? decade", decade),
        rule("det? ordinal unit", century),
        rule("det? unit (year_number|cardinal)", year_word),
        rule("det? (ordinal|last) unit of month (comma? year_number)?", week_of),
        rule("det? unit of month day (comma? year_number)?", week_with, day=DAY),
        rule("day_word", day_word),
        rule("det unit (before|after) day_word", day_word),
        rule("night_word", night_word),
        rule("(det|that)? (this|last|next|that) fiscal? (unit|quarter|weekend)", stepped),
        rule("this (last|next) (unit|quarter|weekend)", stepped),
        rule("det? (this|last|next|that) part", stepped_part),
        rule("(number|article) more? dash? (unit|units|quarter) dash? (ago|hence)", counted, number=NUMBER),
        rule("(number|article) more? (unit|units|quarter) or_so? (earlier|later|ago)", counted, number=NUMBER),
        rule("(number|article) (unit|units|quarter) (before|after) (?=stop|close)", counted, number=NUMBER),
        rule("(det|article)? unit dash (ago|earlier) (period)?", year_ago),
        rule("(det|article)? unit dash (ago|earlier) (ordinal? quarter)", year_ago),
        rule("(det|article)? number more? dash? (unit|units|quarter)", duration, number=NUMBER),
        rule("article more? (unit|quarter|weekend)", duration),
        rule("det? (last|next|ordinal|this|that) more? number more? (units)", duration, number=NUMBER),
        rule("det? number (last|next) units", duration, number=NUMBER),
        rule("half article unit", duration),
        rule("article half dash? unit", duration),
        rule("(number|article) (unit|units) and article half", double, number=NUMBER),
        rule("(number|article) (unit|units) (and|comma)? (number|article) (unit|units)", double, number=NUMBER),
        rule("number (to|or|and) number dash? (unit|units)", duration_range, number=NUMBER, to=TO),
        rule("det? (last|next) units", bare_units),
        rule("(det|recent|next)? units", bare_units),
        rule("(?<=in) (number|article) more? (units|unit)", within, number=NUMBER),
        rule("number dash? ordinal", second_long, number=NUMBER),
        rule("each (number|ordinal|that)? (unit|units|weekday|month|season|part|quarter|weekend)", each, number=NUMBER),
        rule("weekdays", weekdays),
        rule("(weekday|weekdays) (parts|units)", weekdays),
        rule("often", often),
        rule("(?<=times) article unit", a_unit),
        rule("clock ampm? zone?", clock),
        rule("(small|figure|cardinal) ampm zone?", clock),
        rule("(small|cardinal) oclock (in det part|ampm)? zone?", clock),
        rule("(small|cardinal|clock) in det part", clock),
        rule("(year_number|figure) zone", clock),
        rule("noon zone?", noon),
        rule("(small|clock) ampm? to (small|clock) ampm zone?", clock_range, to=TO),
        rule("clock to clock zone?", clock_range, to="dash"),
        rule("(?<=between) (small|clock|cardinal) and (small|clock|cardinal) ampm zone?", clock_range),
        rule("det? part", daypart),
        rule("det? hours", daypart),
        rule("ref", ref),
    ]
)
