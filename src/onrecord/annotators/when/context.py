"""The time expressions of a document taken together: which of them say what day or year others are on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from itertools import takewhile

from onrecord.annotators.lexicons import lexicon
from onrecord.annotators.when.bearings import FUTURE, OPEN, PRESENT, day_of, direction, known, tells
from onrecord.annotators.when.meanings import Base, DayOfMonth, Fixed, Part, Range, Shift, SomeDay, Week, Weekday, When
from onrecord.annotators.when.named import named_days
from onrecord.annotators.when.order import agreed, in_order, is_stretch, same_day
from onrecord.annotators.when.setting import Setting
from onrecord.annotators.when.stated import stated_date
from onrecord.annotators.when.values import resolve
from onrecord.language import Parse
from onrecord.model import Anchor, Document, Span, TimexType

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DATED = re.compile(r"\d{4}(-\d\d){0,2}$|\d{4}-Q\d$")
_AGENCY = re.compile(r"^\W*[A-Z][\w.' ,-]{2,60}\([A-Z][\w .-]+\)\s*(?:_|-|–|—)", re.MULTILINE)
REPORT = 6
"""Sentences from which on a text is long enough to be a report."""

CLOSE = 250
"""Characters within which a date can give its year to a later one in another sentence."""

MOST = 12
"""Expressions before one that are looked at."""

NEARBY = 600
"""Characters within which one date can be about the same time as the next."""


class Telling:
    """The expressions of one document in text order, resolved: first those that stand alone, then those that lean on them.

    Args:
        doc: the document, whose text, date and turns are read.
        parse: the text's parse.
        found: the expressions with what they say by themselves.
        head: those of datelines and of the date that the document gives for itself.
    """

    def __init__(
        self, doc: Document, parse: Parse, found: list[tuple[Span, When]], head: Sequence[tuple[Span, When]] = ()
    ) -> None:
        self.text, self.parse, self.found = doc.text, parse, found
        self.turns = doc.turns
        self.published, self.own = known(doc.published), None
        if stated := stated_date(doc, sorted(_full_days([*head, *found]))):
            self.published, self.own = known(stated[1].isoformat()), Anchor("text", stated[1].isoformat(), stated[0])
        given = day_of(doc.published)
        # What comes out a day after it was written speaks of the day of writing as any other.
        self.names_days = self._names_days() or bool(stated and given and given > stated[1])
        named = (*named_days(doc.text, head, own=True), *named_days(doc.text, found))
        self.named_days = sorted(named, key=lambda day: day.span.start)
        self.values: dict[int, tuple[TimexType, str, Anchor | None]] = {}
        self.dated = [i for i, (_, when) in enumerate(found) if _says_year(when)]
        for leaning in range(3):
            for i, (_, when) in enumerate(found):
                if _leaning(when) == leaning:
                    self.values[i] = resolve(when, self._setting(i))

        for i in range(len(found) - 1):
            self._settle(i)

    def _settle(self, i: int) -> None:
        """Let two neighbours agree: the ends of a stretch of days, or one day said twice."""
        first, last = self.found[i], self.found[i + 1]
        if same_day(self.text, first, last):
            self.values[i], self.values[i + 1] = agreed(self.values[i], self.values[i + 1])
        elif all(isinstance(when.base, Weekday) for _, when in (first, last)) and is_stretch(self.text, first[0], last[0]):
            ahead = self._setting(i).direction() in (FUTURE, PRESENT)
            latest = self.published.exact if self.published and not ahead else None
            self.values[i], self.values[i + 1] = in_order(self.values[i], self.values[i + 1], latest)

    def value(self, i: int) -> tuple[TimexType, str, Anchor | None]:
        """Type, value and anchor of the expression at `i`."""
        return self.values[i]

    def _setting(self, i: int, whole: bool = True) -> Setting:
        span, when = self.found[i]
        return Setting(
            published=self.published,
            own=self.own,
            day=self._day(i),
            near=self._near(i),
            year=self._year(i) if whole else None,
            direction=lambda: direction(self.parse, span, self._word_before(span.start)),
            named=self._named(i),
            names_days=self.names_days,
            timed=bool(when.time),
            tells_days=isinstance(when.base, SomeDay) and self._tells_days,
        )

    @cached_property
    def _tells_days(self) -> bool:
        """Whether any expression that needs no other to be resolved is another day than that of publication."""
        today = self.published.exact.isoformat() if self.published and self.published.exact else ""
        days = (_DAY.match(value) for _, value, _ in self.values.values())
        return any(day is not None and day.group() != today for day in days)

    def _names_days(self) -> bool:
        """Whether it is a report, as of a news agency, that calls even the day of its publication by its name.

        A report holds no turns of speech and never says "yesterday" in its own words; it opens with a dateline, has some
        length or says on which weekday somebody said what it reports.
        """
        if self.turns or any(when.base == Shift("D", -1) and not when.time and self._own(span) for span, when in self.found):
            return False
        if len(self.parse.sentences) >= REPORT or _AGENCY.search(self.text[:300]):
            return True
        return any(isinstance(when.base, Weekday) and tells(self.parse, span) for span, when in self.found)

    def _own(self, span: Span) -> bool:
        """Whether words stand outside of quotation marks, as far as the paragraph tells."""
        before = self.text[self.text.rfind("\n", 0, span.start) + 1 : span.start]
        return before.count('"') % 2 == 0 and before.count("“") <= before.count("”")

    def _word_before(self, start: int) -> str:
        words = self.text[max(0, start - 16) : start].lower().split()
        return " ".join(words[-2:]) if words[-2:] == ["as", "of"] else words[-1] if words else ""

    def _anchor(self, i: int) -> Anchor:
        return Anchor("text", self.values[i][1], self.found[i][0])

    def _day(self, i: int) -> tuple[date, Anchor] | None:
        """The day spoken of: of the last expression before, close by, else of the next in the same sentence."""
        base = self.found[i][1].base
        if not isinstance(base, (SomeDay, DayOfMonth)) and not (isinstance(base, Weekday) and base.near):
            return None
        for j in self._around(i):
            match = _DAY.match(self.values[j][1])
            if match and self.values[j][0] in (TimexType.DATE, TimexType.TIME) and "/" not in self.values[j][1]:
                return date.fromisoformat(match.group()), self._anchor(j)
        return None

    def _named(self, i: int) -> tuple[date, Anchor] | None:
        """The full date before a weekday that names the same one and that it can repeat, the nearest first."""
        span, when = self.found[i]
        if not isinstance(when.base, Weekday) or when.base.near or when.base.step is not None or when.base.weeks is not None:
            return None
        before = self.named_days[: bisect_left(self.named_days, span.start, key=lambda named: named.span.start)]
        today = self.published.exact if self.published else None
        way = direction(self.parse, span, self._word_before(span.start)) if before else OPEN
        fitting = (
            named for named in reversed(before) if named.day.isoweekday() == when.base.day and named.fits(today, way, span.start)
        )
        return next(((named.day, Anchor("text", named.day.isoformat(), named.span)) for named in fitting), None)

    def _near(self, i: int) -> tuple[str, Anchor] | None:
        base = self.found[i][1].base
        if not isinstance(base, Shift) or not (base.near or base.compare):
            return None
        around = [j for j in self._around(i) if not _compares(self.found[j][1])]
        if base.unit in ("Y", "Q"):
            quarters = [j for j in around if "-Q" in self.values[j][1]]
            around = quarters if base.compare and not base.near else quarters + around
        for j in around:
            value = self.values[j][1].split("T")[0]
            if _DATED.match(value) and self.values[j][0] in (TimexType.DATE, TimexType.TIME):
                return value, self._anchor(j)
        return None

    def _year(self, i: int) -> tuple[int, Anchor] | None:
        """The year of a date nearby that says its own, for one that does not."""
        if not _yearless(self.found[i][1]):
            return None
        if self.published is None:
            place = bisect_left(self.dated, i)
            order = self._around(i) + self.dated[max(0, place - 1) : place] + self.dated[place : place + 1]
            return next((found for j in order if (found := self._year_at(j))), None)
        token = self.parse.token_at(self.found[i][0].start)
        first = self.parse.sentence_of(token).span.start if token else self.found[i][0].start
        before = [j for j in self._around(i) if j < i and (first <= self.found[j][0].start or self._steps(j, i))]
        found = next((found for j in before if (found := self._year_at(j))), None)
        return found if found and self._goes_on(i, found) else None

    def _steps(self, j: int, i: int) -> bool:
        """Whether a day is told after a full date, as a story goes on: "on 3 March 2014 … On 5 March …"."""
        base = _single(self.found[i][1])
        close = self.found[i][0].start - self.found[j][0].end <= CLOSE
        full = isinstance(_single(self.found[j][1]), Fixed) and _DAY.match(self.values[j][1])
        return bool(close and full and isinstance(base, Part) and len(base.part) == len("-01-06"))

    def _year_at(self, j: int) -> tuple[int, Anchor] | None:
        match = re.match(r"(\d{4})-\d\d", self.values[j][1]) if j in self.values else None
        return (int(match[1]), self._anchor(j)) if match and _says_year(self.found[j][1]) else None

    def _goes_on(self, i: int, found: tuple[int, Anchor]) -> bool:
        """Whether the date, in that year, comes after the one that gave the year, and nothing points ahead."""
        base = _single(self.found[i][1])
        late = isinstance(base, Part) and f"{found[0]}{base.part}" >= found[1].value[:7]
        return late and self._setting(i, False).direction() != FUTURE

    def _around(self, i: int) -> list[int]:
        """The expressions resolved so far that are close: those before, nearest first, then those behind in the sentence."""
        start = self.found[i][0].start
        near = takewhile(lambda j: start - self.found[j][0].end <= NEARBY, range(i - 1, max(-1, i - 1 - MOST), -1))
        before = [j for j in near if j in self.values]
        token = self.parse.token_at(start)
        end = self.parse.sentence_of(token).span.end if token else start
        behind = [j for j in range(i + 1, min(i + 4, len(self.found))) if j in self.values and self.found[j][0].start < end]
        behind = [j for j in behind if self._word_before(self.found[j][0].start) not in lexicon("timex_context")["bounds"]]
        return before + behind


def _full_days(found: list[tuple[Span, When]]) -> list[tuple[Span, str]]:
    return [(span, when.base.value) for span, when in found if isinstance(when.base, Fixed)]


def _leaning(when: When) -> int:
    """0 for what stands alone, 1 for what may need a year, 2 for what may need a day of the text."""
    base = when.base
    if isinstance(base, (SomeDay, DayOfMonth)) or (isinstance(base, (Shift, Weekday)) and base.near):
        return 2
    return int(_yearless(when) or _compares(when))


def _compares(when: When) -> bool:
    return isinstance(when.base, Shift) and when.base.compare


def _single(when: When) -> Base:
    return when.base.first if isinstance(when.base, Range) else when.base.inside if isinstance(when.base, Week) else when.base


def _yearless(when: When) -> bool:
    base = _single(when)
    return isinstance(base, Part) and base.year is None and base.step is None and base.years is None


def _says_year(when: When) -> bool:
    base = when.base.first if isinstance(when.base, Range) else when.base
    return isinstance(base, Fixed) and bool(re.match(r"\d{4}-\d\d", base.value))
