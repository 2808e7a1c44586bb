"""Where an expression stands: what the document and its neighbours say that it can be resolved by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from onrecord.annotators.when.bearings import Known
from onrecord.model import Anchor

Value = tuple[str, Anchor | None]
"""A TIMEX3 value, and what it was resolved by."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The document's date; the day, date and year that the text speaks of at this place; the direction of the verb.

    `names_days`: the text calls the day of its publication by its weekday, as news agencies do. `timed`: a clock time or
    part of the day belongs to the expression. `tells_days`: the text tells of other days than that of its publication, so that
    a clock time far from all of them may be of any. `named`: the same weekday in a full date before it. `own`: where the text
    gives its own date, which then counts as `published`.
    """

    published: Known | None
    day: tuple[date, Anchor] | None
    near: tuple[str, Anchor] | None
    year: tuple[int, Anchor] | None
    direction: Callable[[], int]
    names_days: bool = False
    timed: bool = False
    tells_days: bool = False
    named: tuple[date, Anchor] | None = None
    own: Anchor | None = None

    @property
    def today(self) -> date | None:
        """The day of publication, None if it is not known."""
        return self.published.exact if self.published else None

    @property
    def anchor(self) -> Anchor | None:
        """The document's date as an anchor."""
        if self.own is not None:
            return self.own
        known = self.published
        if known is None:
            return None
        value = f"{known.year:04}" + (f"-{known.month:02}" if known.month else "") + (f"-{known.day:02}" if known.day else "")
        return Anchor("document", value)
