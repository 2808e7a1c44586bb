"""What a time expression says by itself, before anything is known about the document it stands in."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model import TimexType


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that needs nothing else: "2022-01-06", "199", "P3D", "PRESENT_REF"."""

    value: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a year: `part` is "-01-06", "-03", "-Q3", "-H1", "-SU" or the name of a moving feast.

    `step` is -1, 0 or 1 for "last", "this", "next", None where the text only names the part; `years` is the same for the
    whole year that it lies in ("July last year").
    """

    part: str
    year: int | None = None
    step: int | None = None
    years: int | None = None


@dataclass(frozen=True, slots=True)
class Numeric:
    """Two numbers and a year, of which day and month are not known apart: 7/8/2007."""

    first: int
    second: int
    year: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, Monday 1 to Sunday 7. `near`: counted from another date ("the previous Friday").

    `weeks` is -1, 0 or 1 for "Friday last week", "Friday of this week", "Friday of next week".
    """

    day: int
    step: int | None = None
    near: bool = False
    weeks: int | None = None


@dataclass(frozen=True, slots=True)
class Weekend:
    """As in "the weekend": the last one or the next, as the verb tells."""


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """A day whose month is said elsewhere ("the 15th"), with its weekday if given."""

    day: int
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """`n` units (D, W, WE, M, Q, Y, DEC, CEN) from the document's date, or from a date of the text (`near`).

    `compare`: "a year ago" in a report on a quarter is that quarter, a year ago.

    `fine` keeps the day where the unit is coarser: "two weeks ago" is a day. `bound`: only a date of the text says which it is
    ("that day"), never that of the document.
    """

    unit: str
    n: int
    near: bool = False
    fine: bool = False
    compare: bool = False
    bound: bool = False


@dataclass(frozen=True, slots=True)
class Within:
    """As in "in three days": a day if what is told lies ahead, else how long it took."""

    unit: str
    n: int
    value: str


@dataclass(frozen=True, slots=True)
class Week:
    """The nth week of a month, -1 for the last; with n None the week that a day lies in."""

    n: int | None
    inside: Base


@dataclass(frozen=True, slots=True)
class Range:
    """From one to another. A part that only one of them has (month, year) is already in both."""

    first: Base
    last: Base


@dataclass(frozen=True, slots=True)
class SomeDay:
    """The day of a clock time or part of day that has none: the day that the text speaks of, else that of the document.

    `half_open`: the clock does not say whether it is before noon ("9:30"), so a part of the day may.
    """

    half_open: bool = False


Base = Fixed | Part | Numeric | Weekday | Weekend | DayOfMonth | Shift | Within | Week | Range | SomeDay


@dataclass(frozen=True, slots=True)
class When:
    """A time expression. `time` is "", "T10:35", "TMO", or two of them parted by "/" for a range of clock times."""

    type: TimexType
    base: Base
    time: str = ""
    mod: str | None = None
