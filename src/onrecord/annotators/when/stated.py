"""The date that a text gives for itself in its first words, where a copy of a report runs it into the report."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from onrecord.annotators.lexicons import lexicon
from onrecord.annotators.when.bearings import day_of
from onrecord.model import Document, Span

HEAD = 120
"""Characters within which such a date stands."""

FAR = 366
"""Days beyond which it is no date of the same report as the one that is known from elsewhere."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def stated_date(doc: Document, found: Iterable[tuple[Span, str]]) -> tuple[Span, date] | None:
    """The first full date of a text, where it stands at its head as the date of the text and not of what is told.

    Where `published` is not known, only a date that opens the text, or stands behind "Published", is taken; where the reader
    found the document's own date in the text, none.

    Args:
        doc: the document; its text, `published` and `published_span` are read.
        found: spans and TIMEX3 values of the expressions that say day, month and year by themselves, in text order.

    >>> from onrecord.testing import make_document
    >>> stated_date(make_document("Published 6 March 2031 Dam breaks"), [(Span(10, 22), "2031-03-06")])
    (Span(start=10, end=22), datetime.date(2031, 3, 6))
    >>> stated_date(make_document("After 6 March 2031 the dam broke."), [(Span(6, 18), "2031-03-06")])
    """
    if doc.published_span is not None:
        return None
    for span, value in found:
        if span.start > HEAD:
            return None
        if _DAY.fullmatch(value) and _is_own(doc.text[: span.start], day_of(doc.published), day := date.fromisoformat(value)):
            return span, day
    return None


def _is_own(before: str, published: date | None, day: date) -> bool:
    words = re.findall(r"\w+", before.lower())
    if " ".join(words) in ("", *lexicon("timex_context")["published"]):
        return True
    is_told = words[-1] in lexicon("timex_context")["dated"]
    return not is_told and published is not None and abs((day - published).days) <= FAR
