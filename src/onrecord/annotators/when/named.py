"""Full dates that name their weekday ("Monday 6 March 2031"), which the same weekday after them can repeat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.annotators.lexicons import lexicon
from onrecord.annotators.when.bearings import FUTURE, PRESENT, day_of
from onrecord.annotators.when.meanings import Fixed, When
from onrecord.model import Span

NEARBY = 600
"""Characters within which a weekday repeats such a date where nothing says when the text was written."""

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A full date and where it stands. `own`: it is the date that the text gives for itself."""

    span: Span
    day: date
    own: bool = False

    def fits(self, today: date | None, direction: int, place: int) -> bool:
        """Whether the same weekday at a place behind it can be that day.

        Args:
            today: the day of publication, where it is known.
            direction: where what is told on that weekday lies.
            place: the offset of the weekday.
        """
        if today is None:
            return self.own or place - self.span.end <= NEARBY
        ahead = direction in (FUTURE, PRESENT)
        if self.own:
            return not ahead
        return abs(self.day - today) <= WEEK and ahead == (self.day > today)


def named_days(text: str, found: Iterable[tuple[Span, When]], own: bool = False) -> Iterator[NamedDay]:
    """The full dates among time expressions that begin with their weekday."""
    for span, when in found:
        if not isinstance(when.base, Fixed) or not _opens_with_weekday(span.of(text)):
            continue
        if len(when.base.value) == len("2031-03-06") and (day := day_of(when.base.value)):
            yield NamedDay(span, day, own)


def _opens_with_weekday(words: str) -> bool:
    first = words.split()[0].strip(",.").lower()
    return first in lexicon("timex")["weekday"] or first in lexicon("timex")["short_weekday"]
