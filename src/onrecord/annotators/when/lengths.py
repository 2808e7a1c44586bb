"""Durations ("two weeks", "a 16-hour flight") and sets ("every Friday", "twice a day")."""

from __future__ import annotations

from onrecord.annotators.when.grammar import Parts, rule
from onrecord.annotators.when.items import Item
from onrecord.annotators.when.meanings import Fixed, When, Within
from onrecord.annotators.when.numbers import NUMBER, number_of
from onrecord.model import TimexType

DURATION, SET = TimexType.DURATION, TimexType.SET
CLOCK_UNITS = ("H", "MIN", "S")

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
    head = f"{whole}{letter.lstrip('T')}" if whole or not rest else ""
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
    """As in "an hour and a half", "two years and six months"."""
    units = [item.value for item in parts.items if item.kind in ("unit", "units")]
    if parts.get("half"):
        return parts.made("duration", When(DURATION, Fixed(length(units[0], float(number_of(parts)) + 0.5))))
    order = ("Y", "M", "W", "D", "H", "MIN", "S")
    if len(units) < 2 or units[0] not in order or units[1] not in order or order.index(units[0]) >= order.index(units[1]):
        return None
    numbers = [item.value for item in parts.items if item.kind in (*NUMBER.split("|"), "article")]
    if "X" in numbers or numbers[0] != int(numbers[0]):
        return None
    first, second = length(units[0], numbers[0]), length(units[1], numbers[1])
    joined = first + (second[1:].lstrip("T") if first.startswith("PT") else second[1:])
    return parts.made("duration", When(DURATION, Fixed(joined)))


def duration_range(parts: Parts) -> Item | None:
    """As in "two to three weeks", "between 6 and 9 months"."""
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


def long_lasting(parts: Parts) -> list[Item] | None:
    """As in "a week-long siege", "decades-long"."""
    unit = parts.items[-3]
    if parts.items[-1].text != "long":
        return None
    return attributive(parts, "duration", When(DURATION, Fixed(length(unit.value, 1 if unit.kind == "unit" else "X"))))


def within(parts: Parts) -> Item | list[Item] | None:
    """As in "in three days"."""
    unit, number = parts.get("unit", "units"), number_of(parts)
    if unit is None or number == "X" or unit.value in CLOCK_UNITS or number != int(number):
        return duration(parts)
    times = {"F": 2}.get(unit.value, 1)
    base = Within("W" if unit.value == "F" else unit.value, int(number) * times, length(unit.value, number))
    return parts.made("duration", When(DURATION, base))


def quarters_of(parts: Parts) -> Item | None:
    """As in "a quarter of an hour", "three quarters of an hour"."""
    unit, number = parts.get("unit"), number_of(parts)
    if unit is None or unit.value not in ("H", "Y", "CEN") or isinstance(number, str) or not 0 < number < 4:
        return None
    return parts.made("duration", When(DURATION, Fixed(length(unit.value, number / 4))))


def second_long(parts: Parts) -> Item | None:
    if parts.items[-1].text != "second":
        return None
    return parts.made("duration", When(DURATION, Fixed(length("S", number_of(parts)))))


def each(parts: Parts) -> Item | None:
    """As in "every Friday", "each month", "every two weeks", "every morning"."""
    by = parts.items[-1]
    number = 2 if parts.get("alternate") else number_of(parts)
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
    """As in "twice a day", "three times a week": the unit only."""
    unit = parts.get("unit")
    return parts.made("set", When(SET, Fixed(length(unit.value, 1)))) if unit else None


RULES = (
    rule("(?<=times) article unit", a_unit),
    rule("(?<=in) (number|article) more? (units|unit)", within, number=NUMBER),
    rule("(det|article)? number more? dash? (unit|units|quarter)", duration, number=NUMBER),
    rule("year_number units", duration),
    rule("article more? (unit|weekend)", duration),
    rule("(det|this)? (last|next|ordinal|this) more? number more? units", duration, number=NUMBER),
    rule("det? number (last|next) units", duration, number=NUMBER),
    rule("(article|det)? (unit|units) dash more", long_lasting),
    rule("half article unit", duration),
    rule("(number|article) (quarter|units) of article unit", quarters_of, number=NUMBER),
    rule("article half dash? unit", duration),
    rule("(number|article) (unit|units) and article half", double, number=NUMBER),
    rule("(number|article) (unit|units) (and|comma)? (number|article) (unit|units)", double, number=NUMBER),
    rule("(det? (last|next))? number (to|or|and|dash) number dash? (unit|units)", duration_range, number=NUMBER),
    rule("det? (recent|next|last)? units", bare_units),
    rule("number dash? ordinal", second_long, number=NUMBER),
    rule("each (number|ordinal|that)? (unit|units|weekday|month|season|part|quarter|weekend)", each, number=NUMBER),
    rule("each alternate (unit|weekday)", each),
    rule("weekdays", weekdays),
    rule("(weekday|weekdays) (parts|units)", weekdays),
    rule("often", often),
)
