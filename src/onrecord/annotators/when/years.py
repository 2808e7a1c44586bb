"""Parts of years and stretches of years: months, seasons, quarters, weeks of a month, decades, centuries."""

from __future__ import annotations

from calendar import monthrange

from onrecord.annotators.when.calendar import DATE, DAY, dated, step_of, year_in
from onrecord.annotators.when.grammar import Parts, rule
from onrecord.annotators.when.items import Item
from onrecord.annotators.when.lengths import attributive
from onrecord.annotators.when.meanings import Fixed, Part, Range, Week, When

COMMON_YEAR = 2001
"""Where the year is not known, February has 28 days."""


def named_part(parts: Parts) -> Item | None:
    """As in "last April", "summer", "the summer of 2021", "next Christmas"."""
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
    """As in "the third quarter of 1990", "first half", "Q3 2021"."""
    number = parts.value("ordinal", "last", "nth_quarter", "nth_half")
    half = parts.get("half", "nth_half")
    if number == -1:
        number = 2 if half else 4
    if number not in ((1, 2) if half else (1, 2, 3, 4)):
        return None
    when = When(DATE, Part(f"-{'H' if half else 'Q'}{number}", year_in(parts)))
    return attributive(parts, "date", when) if parts.get("dash") else parts.made("date", when)


def quarter_of_year(parts: Parts) -> Item | None:
    """As in "last year's third quarter", "the first half of this year"."""
    number = parts.value("ordinal")
    half = parts.get("half")
    unit = parts.get("unit")
    if unit is None or unit.value != "Y" or number not in ((1, 2) if half else (1, 2, 3, 4)):
        return None
    return parts.made("date", When(DATE, Part(f"-{'H' if half else 'Q'}{number}", years=step_of(parts))))


def quarter_of_that_year(parts: Parts) -> Item | list[Item] | None:
    """As in "the first half of the year"."""
    unit = parts.get("unit")
    return quarter(parts) if unit and unit.value == "Y" else None


def half_of_month(parts: Parts) -> Item | None:
    """As in "the second half of May": from the 1st to the 15th, or from the 16th to the last day."""
    month, half, year = int(parts.value("month")), parts.value("ordinal", "last"), year_in(parts)
    if half not in (1, 2, -1):
        return None
    last_day = monthrange(year or COMMON_YEAR, month)[1]
    first, last = (dated(year, month, day) for day in ((1, 15) if half == 1 else (16, last_day)))
    return parts.made("date", When(DATE, Range(first, last))) if first and last else None


def winter(parts: Parts) -> Item | None:
    """As in "the winter of 2029-30", which bears the year in which it begins."""
    first, last = parts.value("year_number"), parts.items[-1].value
    return named_part(parts) if last == (first + 1) % 100 else None


def part_of_year(parts: Parts) -> Item | None:
    """As in "July last year", "the spring of this year"."""
    unit, month = parts.get("unit"), parts.value("month")
    if unit is None or unit.value != "Y":
        return None
    part = f"-{month:02}" if month else f"-{parts.value('season')}"
    return parts.made("date", When(DATE, Part(part, years=step_of(parts))))


def year(parts: Parts) -> Item | None:
    number = year_in(parts)
    return parts.made("year", When(DATE, Fixed(str(number)))) if number else None


def two_years(parts: Parts) -> list[Item] | None:
    """As in "(1920-1985)": both ends are complete, so they are two."""
    first, dash, last = parts.items
    if first.value >= last.value:
        return None
    return [
        parts.made("date", When(DATE, Fixed(f"{first.value}")), 0, 1),
        dash,
        parts.made("date", When(DATE, Fixed(f"{last.value}")), 2),
    ]


def era(parts: Parts) -> Item | None:
    """As in "575 B.C.", "AD 347"."""
    number = parts.get("figure", "year_number", "small")
    if number is None or not number.text.isdigit() or int(number.text) > 9999:
        return None
    return parts.made("date", When(DATE, Fixed(f"{parts.value('era')}{int(number.text):04}")))


def decade(parts: Parts) -> Item | None:
    code = str(parts.value("decade"))
    return parts.made("date", When(DATE, Fixed(code if len(code) == 3 else "19" + code)))


def century(parts: Parts) -> Item | None:
    """As in "the 19th century"; "the third day", of whatever it may be, is a day that is not known."""
    unit, number = parts.get("unit"), parts.value("ordinal")
    if unit and unit.value == "D" and unit.text == "day":
        return parts.made("day", When(DATE, Fixed("XXXX-XX-XX")))
    if unit is None or unit.value != "CEN":
        return None
    return parts.made("date", When(DATE, Fixed(f"{int(str(number)) - 1:02}")))


def year_word(parts: Parts) -> Item | None:
    """As in "the year 1990", "the year two thousand"."""
    unit, number = parts.get("unit"), parts.value("year_number", "cardinal")
    if unit is None or unit.value != "Y" or not 1000 <= int(str(number)) < 2200:
        return None
    return parts.made("date", When(DATE, Fixed(str(number))))


def week_of(parts: Parts) -> Item | None:
    """As in "the first week of May", "the last week of January 2021"."""
    unit, number, month = parts.get("unit"), parts.value("ordinal", "last"), parts.value("month")
    if unit is None or unit.value != "W":
        return None
    inside = dated(year_in(parts), int(str(month)))
    return parts.made("date", When(DATE, Week(int(str(number)), inside))) if inside else None


def week_with(parts: Parts) -> Item | None:
    """As in "the week of March 6"."""
    unit = parts.get("unit")
    month, day = parts.value("month"), parts.value("small", "ordinal")
    if unit is None or unit.value != "W":
        return None
    inside = dated(year_in(parts), int(str(month)), int(str(day)))
    return parts.made("date", When(DATE, Week(None, inside))) if inside else None


def year_period(parts: Parts) -> Item | None:
    """As in "the 1988 period"."""
    return parts.made("date", When(DATE, Fixed(str(year_in(parts)))))


RULES = (
    rule("month", named_part),
    rule("det? (this|last|next) (month|feast)", named_part),
    rule("this (last|next) (month|season)", named_part),
    rule("(this|last|next) season", named_part),
    rule("det season (of? year_number)?", named_part),
    rule("season (of? year_number)", named_part),
    rule("det? season of? year_number (dash|slash) (small|figure)", winter),
    rule("(?<=in|of|prep|early) season", named_part),
    rule("feast ((comma|of)? year_number)?", named_part),
    rule("det? fiscal? ordinal dash? quarter", quarter),
    rule("det? fiscal? ordinal dash? half (?!of)", quarter),
    rule("det? (ordinal|last) (quarter|half) of det unit", quarter_of_that_year),
    rule("det? (ordinal|last) half of month (comma? year_number)?", half_of_month),
    rule("det? fiscal? (ordinal|last) dash? quarter of? fiscal? year_number", quarter),
    rule("det? fiscal? (ordinal|last) dash? half of? year_number", quarter),
    rule("det? year_number fiscal? ordinal dash? (quarter|half)", quarter),
    rule("(nth_quarter|nth_half) ((of|comma)? year_number)?", quarter),
    rule("year_number (nth_quarter|nth_half)", quarter),
    rule("(this|last|next) unit possessive fiscal? ordinal (quarter|half)", quarter_of_year),
    rule("det? ordinal (quarter|half) of (this|last|next) unit", quarter_of_year),
    rule("month (of|in)? (this|last|next) unit", part_of_year),
    rule("det? season (of|in) (this|last|next) unit", part_of_year),
    rule("year_number", year),
    rule("det? fiscal unit? year_number", year),
    rule("year_number dash year_number", two_years),
    rule("(figure|year_number|small) era", era),
    rule("era (figure|year_number)", era),
    rule("det year_number (period|quarter)", year_period),
    rule("det? decade", decade),
    rule("det? ordinal unit", century),
    rule("det? unit (year_number|cardinal)", year_word),
    rule("det? (ordinal|last) unit of month (comma? year_number)?", week_of),
    rule("det? unit of month day (comma? year_number)?", week_with, day=DAY),
    rule("det? unit of day month (comma? year_number)?", week_with, day=DAY),
)
