"""Clock times and parts of the day."""

from __future__ import annotations

import re
from typing import Any

from onrecord.annotators.when.grammar import Parts, rule
from onrecord.annotators.when.items import Item
from onrecord.annotators.when.meanings import SomeDay, When
from onrecord.model import TimexType

TIME = TimexType.TIME
_AFTER_NOON = {"TAF": "01", "TEV": "04", "TNI": "06"}
"""The first hour of the clock that a part of the day puts after noon."""


def hour_of(parts: Parts) -> tuple[int, str] | None:
    """(hour, ":MM") of a clock time as written."""
    item = parts.items[0]
    if item.kind == "clock":
        hour, _, rest = str(item.value).partition(":")
        return int(hour), ":" + rest
    if item.kind == "year_number" or (item.kind == "figure" and len(item.text) == 4 and item.text.isdigit()):
        number = int(item.value)
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
    half = parts.value("ampm")
    if part := parts.value("part"):
        half = "a" if part == "MO" else "p"
    time = clocked(*read, half, parts.value("zone")) if read else None
    half_open = half is None and parts.get("zone") is None and parts.items[0].text[0] != "0"
    return parts.made("clock_time", When(TIME, SomeDay(half_open), time)) if time else None


def in_half(time: str, part: str) -> str:
    """A time of a clock that a part of the day puts after noon: 5 o'clock in the afternoon is T17:00.

    >>> in_half("T05:00", "TAF"), in_half("T05:00", "TMO")
    ('T17:00', 'T05:00')
    """
    first = _AFTER_NOON.get(part)
    if first is None or not time[1:3].isdigit() or not first <= time[1:3] < "12" or "/" in time:
        return time
    return f"T{int(time[1:3]) + 12}{time[3:]}"


def pointed(parts: Parts) -> Item | None:
    """As in "at 19.30"."""
    return clock(parts) if re.fullmatch(r"\d{1,2}\.[0-5]\d", parts.items[0].text) else None


def military(parts: Parts) -> Item | None:
    """As in "0400 hours", "0730 hrs"."""
    return clock(parts) if parts.items[-1].value == "H" and len(parts.items[0].text) == 4 else None


def past_hour(parts: Parts) -> Item | None:
    """As in "half past five", "a quarter to eight"."""
    hour: Any = parts.items[-1].value
    by = parts.items[-2]
    if by.text not in ("past", "to") or not 1 <= hour <= 12:
        return None
    minutes = 30 if parts.get("half") else 15
    time = f"T{hour:02}:{minutes:02}" if by.text == "past" else f"T{(hour - 2) % 12 + 1:02}:{60 - minutes}"
    return parts.made("clock_time", When(TIME, SomeDay(), time))


def noon(parts: Parts) -> Item | None:
    return parts.made("clock_time", When(TIME, SomeDay(), f"{parts.value('noon')}{parts.value('zone') or ''}"))


def clock_range(parts: Parts) -> Item | None:
    """As in "2 and 5 a.m." after "between", "2-5 a.m."."""
    cut = next(i for i, item in enumerate(parts.items) if item.kind in ("dash", "to", "and"))
    half = parts.value("ampm")
    zone = parts.value("zone")
    one, two = hour_of(Parts(parts.items[:cut])), hour_of(Parts(parts.items[cut + 1 :]))
    if not one or not two:
        return None
    first, last = clocked(*one, half, zone), clocked(*two, half, zone)
    if first and last and half == "p" and first > last:
        first = clocked(*one, "a", zone)
    return parts.made("clock_time", When(TIME, SomeDay(), f"{first}/{last}")) if first and last else None


def daypart(parts: Parts) -> Item | None:
    value = parts.value("part") or parts.value("hours")
    mod = "START" if parts.get("hours") else None
    return parts.made("daypart", When(TIME, SomeDay(), f"T{value}", mod))


RULES = (
    rule("clock ampm? zone?", clock),
    rule("(small|figure|cardinal) ampm zone?", clock),
    rule("(small|cardinal) oclock (in det part|ampm)? zone?", clock),
    rule("(small|cardinal|clock) in det part", clock),
    rule("(year_number|figure) zone", clock),
    rule("(?<=at) figure (?=stop|comma|close|on|prep|$)", pointed),
    rule("figure units", military),
    rule("(?<=at) year_number units", military),
    rule("half last (small|cardinal)", past_hour),
    rule("article? quarter (last|to) (small|cardinal)", past_hour),
    rule("noon zone?", noon),
    rule("(small|clock) (dash|to) (small|clock) ampm zone?", clock_range),
    rule("clock dash clock zone?", clock_range),
    rule("(?<=between) (small|clock|cardinal) and (small|clock|cardinal) ampm zone?", clock_range),
    rule("det? part", daypart),
    rule("det? hours", daypart),
)
