"""By when something is to be done, from the words and dates of a claim."""

from __future__ import annotations

import re
from datetime import date, timedelta

from onrecord.matters.testimony import Testimony
from onrecord.matters.words import lists, words_of

_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?)?$")


def due_of(testimony: Testimony) -> str | None:
    """The last day for what a claim asks or promises, None where no date follows from its words.

    "By 15 June" is that day; "within 30 days" counts from the day the claim is made for, so of a promise told afterwards ("had
    promised within 14 days") no day follows. Nor does one from a condition ("upon completion of the investigation"), and a day
    that lies before the claim is no deadline.
    """
    found = _due(testimony)
    return found if found and found >= testimony.as_of[:10] else None


def _due(testimony: Testimony) -> str | None:
    afterwards = "had" in words_of(testimony.words)
    for words, value in testimony.limits:
        if words == "on" and testimony.kind != "commitment":
            continue  # the day of the demand itself
        if words in lists()["deadline"]["by"] and re.match(r"\d{4}(-\d\d)?(-\d\d)?", value):
            return _last(value)
        if words in lists()["deadline"]["within"] and not afterwards and (days := _days(value)) is not None:
            return _after(testimony.as_of, days)
    return None


def _last(value: str) -> str | None:
    """The last day of a date that may lack its day."""
    if len(value) >= 10:
        return value[:10]
    if len(value) == 7:
        year, month = int(value[:4]), int(value[5:])
        first = date(year + month // 12, month % 12 + 1, 1)
        return (first - timedelta(days=1)).isoformat()
    return None


def _days(value: str) -> int | None:
    found = _DURATION.match(value)
    if not found:
        return None
    years, months, weeks, days, hours = (int(x or 0) for x in found.groups())
    return years * 365 + months * 30 + weeks * 7 + days + hours // 24


def _after(start: str, days: int) -> str | None:
    try:
        return (date.fromisoformat(start[:10]) + timedelta(days=days)).isoformat()
    except ValueError:
        return None
