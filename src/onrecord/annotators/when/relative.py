"""Days, weeks and years counted from the document or from another date: "yesterday", "last week", "two years ago"."""

from __future__ import annotations

from onrecord.annotators.when.calendar import DATE
from onrecord.annotators.when.grammar import Parts, rule
from onrecord.annotators.when.items import Item
from onrecord.annotators.when.lengths import CLOCK_UNITS, attributive, length
from onrecord.annotators.when.meanings import Fixed, Part, Shift, Weekend, When
from onrecord.annotators.when.numbers import NUMBER, number_of
from onrecord.model import TimexType

DURATION, TIME = TimexType.DURATION, TimexType.TIME


def day_word(parts: Parts) -> Item | None:
    n = parts.value("day_word")
    around = parts.value("before", "after")
    return parts.made("day", When(DATE, Shift("D", n + (around or 0))))


def night_word(parts: Parts) -> Item | None:
    n = parts.value("night_word")
    return parts.made("time", When(TIME, Shift("D", n), "TNI"))


def stepped(parts: Parts) -> Item | None:
    """As in "last week", "this year", "the following day", "that year", "the past decade"."""
    unit, by = parts.get("unit", "quarter", "weekend"), parts.get("last", "this", "next", "that")
    if unit is None or by is None:
        return None
    if unit.value in CLOCK_UNITS:
        return parts.made("duration", When(DURATION, Fixed(length(unit.value, 1)))) if by.kind == "last" else None
    code = unit.value
    if by.text == "last" and code == "D":
        return None
    if by.text in ("past", "coming") and code in ("D", "W", "M", "DEC", "CEN") and parts.items[0].text != "this":
        return parts.made("duration", When(DURATION, Fixed(length(code, 1))))
    n, weeks = by.value, code == "F"
    near = by.kind == "that" or by.text in ("previous", "preceding", "prior", "following", "subsequent")
    near = near or (by.text == "next" and code == "D")
    base = Shift("W" if weeks else code, 2 * n if weeks else n, near, bound=by.kind == "that")
    if by.text == "latest" and code in ("Q", "Y"):
        base = Shift(code, -1)
    return parts.made("day" if code == "D" else "date", When(DATE, base))


def stepped_part(parts: Parts) -> Item | None:
    """As in "this morning", "last night", "the next evening", "that night"."""
    part, by = parts.get("part"), parts.get("last", "this", "next", "that")
    if part is None or by is None or by.text in ("current", "past", "present", "latest"):
        return None
    near = by.kind == "that" or by.text in ("following", "next", "previous")
    return parts.made("time", When(TIME, Shift("D", by.value, near, bound=by.kind == "that"), "T" + part.value))


def counted(parts: Parts) -> Item | None:
    """As in "two weeks ago", "a year earlier", "three days later", "several years ago"."""
    unit, number = parts.get("unit", "units", "quarter"), number_of(parts)
    by = parts.get("ago", "earlier", "later", "hence", "before", "after")
    if unit is None or by is None:
        return None
    if number == "X":
        vague = "PAST_REF" if by.kind == "ago" else "FUTURE_REF" if by.kind == "hence" else length(unit.value, "X")
        return parts.made("date", When(DATE, Fixed(vague)))
    assert not isinstance(number, str)
    code, count, near = unit.value, float(number) * by.value, by.kind not in ("ago", "hence")
    if code in CLOCK_UNITS:
        return parts.made("duration", When(DURATION, Fixed(length(code, number))))
    if code == "N":
        code = "D"
    if code in ("F", "DEC", "CEN"):
        code, count = {"F": ("W", 2 * count), "DEC": ("Y", 10 * count), "CEN": ("Y", 100 * count)}[code]
    if count != int(count):
        code, count = {"Y": ("M", round(12 * count)), "M": ("D", round(30 * count)), "W": ("D", round(7 * count))}.get(
            code, (code, round(count))
        )
    return parts.made(
        "day" if code in "DW" else "date",
        When(DATE, Shift(code, int(count), near, fine=code in "DW", compare=code == "Y" and count == -1)),
    )


def some_ago(parts: Parts) -> Item:
    """As in "years ago", "hours later"."""
    unit, by = parts.items
    value = "PAST_REF" if by.kind == "ago" else length(unit.value, "X")
    return parts.made("date" if by.kind == "ago" else "duration", When(DATE if by.kind == "ago" else DURATION, Fixed(value)))


def year_ago(parts: Parts) -> Item | list[Item] | None:
    """As in "year-ago", "year-earlier", and with "quarter" or "period" behind."""
    unit = parts.get("unit")
    if unit is None or unit.value not in "YMW":
        return None
    when = When(DATE, Shift(unit.value, -1, near=True, compare=unit.value == "Y"))
    if number := parts.value("ordinal"):
        when = When(DATE, Part(f"-Q{number}", years=-1))
    return parts.made("date", when) if parts.get("period", "quarter") else attributive(parts, "date", when)


def this_period(parts: Parts) -> Item | None:
    """As in "the quarter", "the latest period": the one that the text speaks of; "the weekend"."""
    unit = parts.items[-1]
    if unit.kind == "weekend":
        return parts.made("date", When(DATE, Weekend()))
    return parts.made("date", When(DATE, Shift("Q", 0, near=True)))


def the_past(parts: Parts) -> Item | None:
    return parts.made("ref", When(DATE, Fixed("PAST_REF"))) if parts.items[-1].text == "past" else None


def ref(parts: Parts) -> Item | None:
    return parts.made("ref", When(DATE, Fixed(str(parts.value("ref")))))


def the_current(parts: Parts) -> Item | None:
    return parts.made("ref", When(DATE, Fixed("PRESENT_REF"))) if parts.items[0].text == "current" else None


def year_ended(parts: Parts) -> Item | None:
    """As in "the year ended June 30": how long it was."""
    unit = parts.items[-1].value
    return parts.made("duration", When(DURATION, Fixed(length(unit, 1)))) if unit in ("Y", "M", "W") else None


def the_year(parts: Parts) -> Item | None:
    """As in "the year", "the week": the one that the text speaks of."""
    unit = parts.items[-1].value
    return parts.made("date", When(DATE, Shift(unit, 0, near=True))) if unit in ("Y", "W") else None


RULES = (
    rule("day_word", day_word),
    rule("det unit (before|after) day_word", day_word),
    rule("night_word", night_word),
    rule("det? (this|last|next|that) fiscal? (unit|quarter|weekend)", stepped),
    rule("that next unit", stepped),
    rule("this (last|next) (unit|quarter|weekend)", stepped),
    rule("det fiscal unit", stepped),
    rule("det? (this|last|next|that) part", stepped_part),
    rule("(number|article) more? dash? (unit|units|quarter) dash? (ago|hence)", counted, number=NUMBER),
    rule("(number|article) more? (unit|units|quarter) or_so? (earlier|later|ago)", counted, number=NUMBER),
    rule("(number|article) (unit|units|quarter) (before|after) (?=stop|close|$)", counted, number=NUMBER),
    rule("units (ago|earlier|later)", some_ago),
    rule("(det|article)? unit dash (ago|earlier) (period)?", year_ago),
    rule("(det|article)? unit dash (ago|earlier) (ordinal? quarter)", year_ago),
    rule("det (quarter|weekend)", this_period),
    rule("det unit (?=ended)", year_ended),
    rule("det unit", the_year),
    rule("det last (quarter|period)", this_period),
    rule("det last (?=stop|comma|close|other|and|$)", the_past),
    rule("this (?=other)", the_current),
    rule("ref", ref),
)
