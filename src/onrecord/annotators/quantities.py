"""Quantities: every figure that a text states, at its exact words, with its bounds, unit and what it counts.

Dates, names and numbers of things are no quantities; what is inside a date or time is left to it. Durations, ages,
multiples and "one of" are amounts that count nothing: they bear their `kind`, and no event or claim has them as counts.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest

from onrecord.annotators.how_many.bounds import Bound
from onrecord.annotators.how_many.counted import change, counted, is_thing, whole_of
from onrecord.annotators.how_many.figures import Figure, find_figures
from onrecord.annotators.how_many.others import Other, other
from onrecord.annotators.how_many.ranges import join_ranges, share_bounds
from onrecord.annotators.stage import Annotator, Reading
from onrecord.language import Parse
from onrecord.model import Document, Quantity, QuantityKind, Span, Timex, TimexType

KINDS = {
    Other.DURATION: QuantityKind.DURATION,
    Other.AGE: QuantityKind.AGE,
    Other.MULTIPLE: QuantityKind.MULTIPLE,
    Other.ONE_OF: QuantityKind.ONE_OF,
}
"""The amounts that are neither counts nor measures, and what they are called."""


def find_quantities(reading: Reading) -> Iterator[Quantity]:
    """The quantities of a document, in text order; those that count or measure nothing bear their kind.

    >>> from onrecord.testing import read_with
    >>> doc = read_with("At least 58 people were killed, 11 of them children.", QUANTITIES)
    >>> [(q.span.of(doc.text), q.low, q.best) for q in doc.quantities]
    [('At least 58', 58.0, None), ('11', None, 11.0)]
    """
    yield from (found.quantity for found in find_all(reading) if found.is_amount)


@dataclass(frozen=True, slots=True)
class Found:
    """A figure as a quantity, and what it is (`kind`) if it counts and measures nothing."""

    figure: Figure
    quantity: Quantity
    kind: Other | None

    @property
    def is_amount(self) -> bool:
        """Whether it is a count or a measure, or has a number and a kind that the record knows."""
        return self.kind is None or (self.kind in KINDS and self.figure.value is not None)


def find_all(reading: Reading) -> list[Found]:
    """Every figure of a document, dates, durations, ages and numbers of things among them."""
    found: list[Found] = []
    text, parse = reading.doc.text, reading.parse
    for start, end in _blocks(parse):
        figures = join_ranges(text, find_figures(text, start, end, parse), parse)
        found += _of_block(share_bounds(text, figures), reading)
    return found


def _blocks(parse: Parse) -> Iterator[tuple[int, int]]:
    for _, sentences in groupby(parse.sentences, key=lambda sentence: sentence.block):
        block = list(sentences)
        yield block[0].span.start, block[-1].span.end


def _of_block(figures: list[Figure], reading: Reading) -> list[Found]:
    doc, parse = reading.doc, reading.parse
    found: list[Found] = []
    kept: list[Quantity] = []
    for figure, later in zip_longest(figures, figures[1:]):
        previous = (found[-1].figure, found[-1].kind) if found else None
        kind = _in_timex(figure, doc) or other(figure, doc.text, parse, previous, later)
        quantity = _quantity(figure, kept, later, doc.text, parse)
        found.append(Found(figure, replace(quantity, kind=KINDS.get(kind)) if kind else quantity, kind))
        if kind is None:
            kept.append(quantity)
    return found


def _in_timex(figure: Figure, doc: Document) -> Other | None:
    i = bisect_right(doc.timexes, figure.end - 1, key=lambda timex: timex.span.start) - 1
    timex: Timex | None = doc.timexes[i] if i >= 0 else None
    if timex is None or timex.span.end <= figure.start or (figure.measure and not figure.measure.time):
        return None
    return Other.DATE if timex.type in (TimexType.DATE, TimexType.TIME) else Other.DURATION


def _quantity(figure: Figure, earlier: list[Quantity], later: Figure | None, text: str, parse: Parse) -> Quantity:
    low, best, high = _ends(figure)
    noun, qualifier = counted(figure, parse)
    vague = figure.value is None
    return Quantity(
        span=Span(figure.start, figure.end),
        low=low,
        best=best,
        high=high,
        unit=figure.unit,
        counted=noun,
        qualifier=qualifier,
        modifier=" ".join(text[figure.start : figure.last].lower().split()) if vague else figure.modifier,
        whole=whole_of(figure, is_thing(noun, parse), earlier, later, text),
        change=change(figure, noun, text, parse),
    )


def _ends(figure: Figure) -> tuple[float | None, float | None, float | None]:
    """(low, best, high): a bound sets one end, a range both, a plain or approximate number `best`."""
    if figure.is_range:
        return figure.value, None, figure.top
    if figure.bound is Bound.LOW:
        return figure.value, None, None
    if figure.bound is Bound.HIGH:
        return None, None, figure.value
    return None, figure.value, None


QUANTITIES = Annotator("quantities", assigns="quantities", requires=("parse", "timexes"), predict=find_quantities)
