"""Dates by the calendar: days, ranges of days, weekdays."""

from __future__ import annotations

import datetime
import re
from itertools import pairwise

from onrecord.annotators.when.grammar import Parts, rule
from onrecord.annotators.when.items import Item
from onrecord.annotators.when.meanings import DayOfMonth, Fixed, Numeric, Part, Range, Weekday, When
from onrecord.model import TimexType

DATE, TIME = TimexType.DATE, TimexType.TIME
DAY = "small|ordinal"
TO = "dash|to"
TO_DAY = "dash|to|slash"


CENTURY_TURNS = 50
"""Years of two digits below this one are of the 2000s."""


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
    """The year that is said, None if none is."""
    year: int | None = parts.value("year_number")
    return year


def calendar(parts: Parts) -> Item | None:
    day = parts.value("small", "ordinal")
    base = dated(year_in(parts), parts.value("month"), day)
    return parts.made("day" if day else "date", When(DATE, base)) if base else None


def day_range(parts: Parts) -> Item | None:
    """As in "January 6-7", "6 to 7 January 2022": one month for two days."""
    month = parts.value("month")
    days = [item.value for item in parts.items if item.kind in ("small", "ordinal")]
    first, last = (dated(year_in(parts), month, day) for day in days)
    return parts.made("days", When(DATE, Range(first, last))) if first and last and days[0] < days[1] else None


def date_range(parts: Parts) -> Item | None:
    """As in "March 3 to April 9, 2020", "January-March 2021": one year for two."""
    months = [item.value for item in parts.items if item.kind == "month"]
    days = [item.value for item in parts.items if item.kind in ("small", "ordinal")] or [None, None]
    year = year_in(parts)
    if year and months[0] > months[1]:
        return None
    first, last = dated(year, months[0], days[0]), dated(year, months[1], days[1])
    return parts.made("days" if days[0] else "date", When(DATE, Range(first, last))) if first and last else None


def two_days(parts: Parts) -> list[Item] | None:
    """As in "April 24 and 25": two dates, the second with the month of the first, or the other way round."""
    month = parts.value("month")
    numbers = [i for i, item in enumerate(parts.items) if item.kind in ("small", "ordinal")]
    a, b = (dated(year_in(parts), month, parts.items[i].value) for i in numbers)
    if not a or not b or parts.items[numbers[0]].value >= parts.items[numbers[1]].value:
        return None
    cut = next(i for i, item in enumerate(parts.items) if item.kind in ("and", "or", "comma"))
    return [parts.made("day", When(DATE, a), 0, cut), parts.items[cut], parts.made("day", When(DATE, b), cut + 1)]


def listed_days(parts: Parts) -> list[Item] | None:
    """As in "June 10, 12 and 14": a date for each day, all of the first one's month."""
    month = parts.value("month")
    bases = [(i, dated(None, month, item.value)) for i, item in enumerate(parts.items) if item.kind in ("small", "ordinal")]
    days = [parts.made("day", When(DATE, base), i if n else 0, i + 1) for n, (i, base) in enumerate(bases) if base]
    between = [parts.items[i + 1 : j] for (i, _), (j, _) in pairwise(bases)]
    if len(days) < len(bases):
        return None
    return [days[0], *(item for gap, day in zip(between, days[1:], strict=True) for item in (*gap, day))]


def year_range(parts: Parts) -> Item | None:
    first, last = parts.items[0].value, parts.items[-1].value
    if last >= 100:
        return None
    last += first - first % 100
    return parts.made("date", When(DATE, Range(Fixed(str(first)), Fixed(str(last))))) if first < last else None


def season_year(parts: Parts) -> Item | None:
    """As in "1990/91"."""
    first, last = parts.items[0].value, parts.items[-1].value
    if last == first + 1:
        return parts.made("date", When(DATE, Range(Fixed(str(first)), Fixed(str(last)))))
    return year_range(parts) if last == (first + 1) % 100 else None


def fiscal_years(parts: Parts) -> Item | None:
    """As in "fiscal year 2025-26"."""
    inner = season_year(Parts(parts.items[-3:]))
    return parts.made("date", inner.value) if inner else None


def short_year(parts: Parts) -> Item | None:
    """As in "Dec '25", unlike "January's 25 storms"."""
    month, sign, number = parts.items
    if sign.text not in ("'", "’") or sign.end != number.start or len(number.text) != len("25"):
        return None
    base = dated(number.value + (2000 if number.value < CENTURY_TURNS else 1900), month.value)
    return parts.made("date", When(DATE, base)) if base else None


def iso(parts: Parts) -> Item | None:
    day, _, clock = str(parts.items[0].value).upper().partition("T")
    day = re.sub("[./]", "-", day)
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
        year += 2000 if year < CENTURY_TURNS else 1900
    options = [pair for pair in {(b, a), (a, b)} if valid(year, *pair)]
    if (sign == "." and (b, a) in options) or len(options) == 1:
        month, day = (b, a) if (b, a) in options else (a, b)
        return parts.made("day", When(DATE, Fixed(f"{year}-{month:02}-{day:02}")))
    return parts.made("day", When(DATE, Numeric(a, b, year))) if options else None


def weekday(parts: Parts) -> Item | None:
    day = parts.value("weekday", "short_weekday")
    by = parts.get("last", "next")
    near = by is not None and by.text in ("previous", "preceding", "prior", "following", "subsequent")
    return parts.made("day", When(DATE, Weekday(day, step_of(parts), near)))


def weekday_of_week(parts: Parts) -> Item | None:
    """As in "Friday last week", "Tuesday of next week"."""
    unit = parts.get("unit")
    if unit is None or unit.value != "W":
        return None
    return parts.made("day", When(DATE, Weekday(parts.value("weekday"), weeks=step_of(parts))))


def day_of_month(parts: Parts) -> Item | None:
    day = parts.value("ordinal", "small")
    named = parts.value("weekday")
    if parts.items[-1].text.isalpha():
        return None
    return parts.made("day", When(DATE, DayOfMonth(day, named))) if day <= 31 else None


def step_of(parts: Parts) -> int | None:
    """-1 for "last", 0 for "this", 1 for "next", None without such a word."""
    step: int | None = parts.value("last", "this", "next")
    return step


RULES = (
    rule("((weekday|short_weekday) comma?)? month day comma? year_number", calendar, day=DAY),
    rule("((weekday|short_weekday) comma?)? month day slash year_number", calendar, day=DAY),
    rule("((weekday|short_weekday) comma?)? month det? day", calendar, day=DAY),
    rule("((weekday|short_weekday) comma?)? det? day of? month ((comma|of)? year_number)?", calendar, day=DAY),
    rule("this (last|next) weekday comma? month day", calendar, day=DAY),
    rule("last month day", calendar, day=DAY),
    rule("small dash month dash year_number", calendar),
    rule("month (comma|of)? year_number", calendar),
    rule("month day to day (comma? year_number)?", day_range, day=DAY, to=TO_DAY),
    rule("(?<=between) month day and day (comma? year_number)?", day_range, day=DAY),
    rule("(?<=between) det? day and det? day of? month (comma? year_number)?", day_range, day=DAY),
    rule("det? day to det? day of? month (comma? year_number)?", day_range, day=DAY, to=TO_DAY),
    rule("(?<=between) month day and month day comma? year_number", date_range, day=DAY),
    rule("month day to month day comma? year_number", date_range, day=DAY, to=TO),
    rule("det? day of? month to det? day of? month comma? year_number", date_range, day=DAY, to=TO),
    rule("month to month comma? year_number", date_range, to=TO),
    rule("month dash month", date_range),
    rule("(?<=between) month and month (comma? year_number)?", date_range),
    rule("month day (and|or) day (comma? year_number)?", two_days, day=DAY),
    rule("det? day (and|or) det? day of? month (comma? year_number)?", two_days, day=DAY),
    rule("month day (comma day)+ comma? and day (?=stop|comma|in|at|prep|close|and|$)", listed_days, day=DAY),
    rule("year_number dash (small|figure)", year_range),
    rule("year_number slash (small|figure|year_number)", season_year),
    rule("det? fiscal unit? year_number (dash|slash) (small|figure|year_number)", fiscal_years),
    rule("month possessive (small|figure)", short_year),
    rule("iso", iso),
    rule("numeric", numeric),
    rule("(this|last|next)? weekday", weekday),
    rule("(this|last|next) short_weekday", weekday),
    rule("(?<=on|prep) short_weekday", weekday),
    rule("det (last|next) weekday", weekday),
    rule("this (last|next) weekday", weekday),
    rule("weekday of? (this|last|next) unit", weekday_of_week),
    rule("weekday comma? det? ordinal", day_of_month),
    rule("(?<=on|to|before|after|prep) det ordinal (?=stop|comma|close|and|at|in|to|prep|$)", day_of_month),
)
