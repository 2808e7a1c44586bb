"""What stands around a kernel: a clock time before its date, a part of the day, and words that modify ("late", "about")."""

from __future__ import annotations

from dataclasses import replace

from onrecord.annotators.lexicons import lexicon
from onrecord.annotators.when.clocks import in_half
from onrecord.annotators.when.grammar import Grammar, Parts, rule
from onrecord.annotators.when.items import Item
from onrecord.annotators.when.meanings import Fixed, Range, Shift, Weekday, Weekend, When
from onrecord.model import TimexType

ANY = "day|date|year|days|time|clock_time|daypart|duration"
TIMEXES = frozenset({*ANY.split("|"), "bare_duration", "duration_adjective", "set", "ref"})
"""Classes of items that are time expressions."""

_PREPOSITIONS_TOO = {"over", "under", "about", "around"}


def timed(parts: Parts) -> Item | None:
    """A day with a clock time or a part of the day, in either order; of both, the part tells the half of the clock."""
    day, time = parts.get("day", "days"), parts.get("clock_time") or parts.get("daypart")
    if day is None or time is None or (time.text.startswith("the ") and parts.items[-1] is time):
        return None
    base = day.value.base
    if isinstance(base, Range):
        base = base.first
    part = parts.get("daypart")
    clock = _in_half(time, part.value.time) if part and part is not time else time.value.time
    return parts.made("time", When(TimexType.TIME, base, clock, time.value.mod))


def light(parts: Parts) -> Item | None:
    """As in "dawn on Sunday", "dusk the next day"."""
    base = parts.value("day", "days").base
    base = base.first if isinstance(base, Range) else base
    return parts.made("time", When(TimexType.TIME, base, f"T{parts.value('light')}"))


def _in_half(clock: Item, part: str) -> str:
    """The time of a clock that a part of the day puts after noon: "5 o'clock this afternoon" is T17:00."""
    time: str = clock.value.time
    spelled = any(word in ("am", "pm", "a.m", "a.m.", "p.m", "p.m.") for word in clock.text.split())
    return time if spelled else in_half(time, part)


def modified(parts: Parts) -> Item | None:
    """As in "early March", "the late 1990s", "mid-afternoon", "late on Monday"."""
    inner = parts.items[-1]
    mod = parts.value("early", "edge", "half")
    return parts.made(inner.kind, replace(inner.value, mod=str(mod)))


def edge(parts: Parts) -> Item | None:
    """As in "the end of 1990", "the middle of October"."""
    inner = parts.items[-1]
    if inner.kind in ("unit", "quarter"):
        if inner.value not in ("Y", "M", "W", "Q", "DEC", "CEN"):
            return None
        when = When(TimexType.DATE, Shift(inner.value, 0))
    else:
        when = inner.value
        if isinstance(when.base, Shift) and when.base.near and when.base.n == 0:
            when = replace(when, base=Shift(when.base.unit, 0))
    return parts.made("date", replace(when, mod=parts.value("edge")))


def year_end(parts: Parts) -> Item | None:
    """As in "year-end", "year's end"."""
    unit = parts.get("unit")
    if unit is None or unit.value not in ("Y", "M", "W"):
        return None
    return parts.made("date", When(TimexType.DATE, Shift(unit.value, 0), mod=str(parts.value("edge"))))


def sooner(parts: Parts) -> Item | None:
    """As in "earlier this month", "later yesterday", "earlier in the year"."""
    inner = parts.items[-1]
    if inner.kind == "unit":
        if inner.value not in ("Y", "M", "W", "D", "DEC", "CEN"):
            return None
        return parts.made("date", When(TimexType.DATE, Shift(inner.value, 0)))
    return parts.made(inner.kind, inner.value)


def _is_preposition(word: Item, inner: Item) -> bool:
    """As in "over the past week", unlike "over a week" and "about two years ago"."""
    if word.text not in _PREPOSITIONS_TOO or inner.text.split()[-1] in ("ago", "earlier", "later"):
        return False
    return inner.text.startswith("the ") or inner.kind in ("days", "date", "daypart")


def near(parts: Parts) -> Item | None:
    """As in "about two weeks", "at least the past 18 months", "around 7 p.m."; "over the past week" is no modifier."""
    word, inner = parts.items[0], parts.items[1]
    if _is_preposition(word, inner) or (word.text == "over" and inner.text.split()[0] in ("several", "many", "some", "a few")):
        return None
    base = inner.value.base
    counted = isinstance(base, Shift) and base.fine
    if inner.kind == "day" and not counted and (word.text != "around" or isinstance(base, (Weekday, Shift))):
        return None
    # Shortly after dawn is still the morning, not after it.
    mod = None if set(inner.text.split()) & set(lexicon("timex")["light"]) else str(word.value)
    return parts.made(inner.kind, replace(inner.value, mod=mod))


def or_so(parts: Parts) -> Item | None:
    inner = parts.items[0]
    return parts.made(inner.kind, replace(inner.value, mod="APPROX"))


def night_between(parts: Parts) -> Item | None:
    """As in "the night of Monday to Tuesday": it bears the day on which it begins."""
    time, day = parts.items[0].value, parts.get("day")
    return parts.made("time", When(TimexType.TIME, day.value.base, time.time)) if day and time.time == "TNI" else None


def weekend_of(parts: Parts) -> Item | None:
    """As in "the weekend of 7-8 June": those days."""
    days = parts.items[-1]
    return parts.made("days", days.value) if isinstance(parts.items[0].value.base, Weekend) else None


def undated(parts: Parts) -> Item | None:
    """As in "the morning of the vote"."""
    return parts.made("daypart", replace(parts.items[0].value, base=Fixed("XXXX-XX-XX")))


def eve(parts: Parts) -> Item:
    """As in "the eve of the vote": a day that is not known."""
    return parts.made("day", When(TimexType.DATE, Fixed("XXXX-XX-XX")))


def timed_part(parts: Parts) -> Item | None:
    """As in "10 p.m. last night"; after midnight it is the next day."""
    clock, part = parts.items[0].value, parts.items[-1].value
    if clock.time[1:3].isdigit() and part.time[1:].isalpha() and isinstance(part.base, Shift):
        time = _in_half(parts.items[0], part.time)
        late = part.time == "TNI" and time[1:3] < "12"
        return parts.made("time", When(TimexType.TIME, replace(part.base, n=part.base.n + late), time))
    return None


TIMED = Grammar(
    [
        rule("daypart (of|between) day (to|dash|and) day", night_between),
        rule("date of days", weekend_of),
        rule("clock_time comma? time", timed_part),
        rule("daypart (?=of)", undated),
        rule("det eve (?=of)", eve),
        rule("clock_time (comma|on|of)? (day)", timed),
        rule("day daypart", timed),
        rule("det? light (of|on|comma)? (day|days)", light),
        rule("daypart (of|on|comma|between|prep) (day|days) daypart?", timed),
        rule("clock_time (comma|on|in|of)? daypart (of|on)? day", timed),
        rule("clock_time (comma|on|of)? day daypart", timed),
    ]
)
MODIFIED = Grammar(
    [
        rule("det? early dash? (day|date|year|time|daypart|clock_time)", modified),
        rule("early on day", modified),
        rule("det? edge of (day|date|year)", edge),
        rule("det? edge of det (unit|quarter)", edge),
        rule("(det|article)? unit possessive? dash? edge", year_end),
        rule("(earlier|later) (in|on)? (day|date|time|daypart)", sooner),
        rule("(earlier|later) (in|on)? det unit", sooner),
        rule("approx any", near, any=ANY),
        rule("any or_so", or_so, any="duration|date|day"),
    ]
)
